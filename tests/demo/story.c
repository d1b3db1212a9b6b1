/*
 * story: follows the daemon's journal and tells in words what was seen, decided and said, as it unfolds, until a given instant. It also
 * plays Lucía of the shop, who confirms a void label and takes the parcel that was lost. `story --anchor` prints the machine's clock.
 */

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/notice.h"
#include "monitor/base/text.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/say.h"
#include "monitor/loop.h"
#include "tests/demo/lines.h"
#include "tests/demo/phrases.h"

enum {
	TICK_MS = 40, /* wire */
	PARCELS = 64,
	ACCOUNTS = 8,
	ENTRIES = 500,
	EVENING_HOUR = 20,
};

struct entry {
	int64_t seq, at_utc_ms, shipment, notice;
	char name[32], rule[24], kind[24], reason[24];
};

struct parcel {
	int64_t id;
	enum promise_state state;
	char rule[24];
};

struct account {
	char carrier[LIMIT_ID_ROOM];
	int64_t failing_since; /* AT_NONE: it answers */
	int words;             /* that left meanwhile to customers of its parcels */
};

/* What happened to parcels since the last evening. */
struct day {
	int32_t number;
	int collected, in_time, retold, late;
};

struct story {
	struct cli *cli;
	struct ask ask;
	int64_t seq;
	struct entry entries[ENTRIES];
	size_t entry_count;
	struct lines lines;
	struct parcel parcels[PARCELS];
	size_t parcel_count;
	struct account accounts[ACCOUNTS];
	size_t account_count;
	struct day day;
	int registered; /* and not told yet */
	int64_t registered_at;
};

/* ---- words ---- */

static const char *
phrase(const struct story *t, enum phrase which)
{
	return phrase_in(t->cli->look.language, which);
}

static void
add_days(const struct story *t, struct buf *b, int32_t from, int32_t until)
{
	if (from != DAY_NONE && from != until) {
		page_day_short(&t->cli->look, b, from);
		(void)buf_add_str(b, phrase(t, PHRASE_TO));
	}
	if (until != DAY_NONE)
		page_day_short(&t->cli->look, b, until);
}

/* `v` NULL: about no parcel. */
static void
line(struct story *t, int64_t at_utc_ms, const char *mark, enum role role, const struct view *v,
    enum phrase which, const char *const *args)
{
	struct buf words = BUF_INIT(1024);

	lines_fill(&words, phrase(t, which), args);
	lines_add(&t->lines, at_utc_ms, mark, role, v, buf_str(&words));
	buf_clear(&words);
}

/* ---- what the daemon knows ---- */

static int
load_parcel(struct story *t, int64_t id, struct view *v)
{
	char path[64];
	int code;

	(void)snprintf(path, sizeof(path), "/v1/shipments/id:%lld", (long long)id);
	code = ask_get(&t->ask, path);
	if (code == EXIT_CODE_OK)
		view_read(v, ask_root(&t->ask), t->cli->look.zone);
	return code;
}

/* What a parcel was, before it becomes what the entry says. */
static struct parcel
remember(struct story *t, const struct entry *e, enum promise_state state)
{
	struct parcel before = {.state = PROMISE_NONE};
	int64_t id = e->shipment;
	size_t i = 0;

	while (i < t->parcel_count && t->parcels[i].id != id)
		i++;
	if (i < t->parcel_count)
		before = t->parcels[i];
	else if (t->parcel_count < PARCELS)
		t->parcel_count++;
	if (i < t->parcel_count) {
		t->parcels[i] = (struct parcel){.id = id, .state = state};
		memcpy(t->parcels[i].rule, e->rule, sizeof(e->rule));
	}
	return before;
}

/* ---- what was seen and decided ---- */

static void
tell_trouble(struct story *t, const struct entry *e, const struct view *v)
{
	static const struct {
		const char *rule;
		enum phrase phrase;
	} rules[] = {{"eta", PHRASE_ETA}, {"lost", PHRASE_LOST}, {"missed", PHRASE_MISSED},
	    {"stall", PHRASE_STALL}, {"ship_by", PHRASE_SHIP_BY}};
	struct buf promised = BUF_INIT(128), now = BUF_INIT(128), since = BUF_INIT(128);
	char place[LIMIT_PLACE_ROOM];
	enum phrase which = PHRASE_IN_DOUBT;
	enum role role;
	const char *mark = say_mark(v, &role);

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (strcmp(rules[i].rule, e->rule) == 0)
			which = rules[i].phrase;
	add_days(t, &promised, v->promised_from, v->promised_until);
	add_days(t, &now, v->eta_from, v->eta_until);
	(void)text_cut(
	    place, sizeof(place), (struct span){v->last_place, strcspn(v->last_place, ",")});
	if (which == PHRASE_STALL && v->last_scan != AT_NONE)
		add_days(t, &since, DAY_NONE, zone_day(v->zone, v->last_scan));
	line(t, e->at_utc_ms, mark, role, v, which,
	    LINES_ARGS(buf_str(&promised), say_carrier(v->carrier),
		which == PHRASE_STALL ? place : buf_str(&now), buf_str(&since)));
	buf_clear(&promised);
	buf_clear(&now);
	buf_clear(&since);
}

static void
count_arrival(struct story *t, const struct view *v)
{
	struct json_value retold = json_get(ask_root(&t->ask), "retold");
	int32_t until = view_day(json_at(retold, 0), "until");

	for (struct json_value e = json_first(retold); json_exists(e); e = json_next(e))
		if (view_day(e, "until") > until)
			until = view_day(e, "until");
	if (v->state == PROMISE_KEPT)
		t->day.in_time++;
	else if (until != DAY_NONE && v->attempt_day <= until)
		t->day.retold++;
	else
		t->day.late++;
}

static void
tell_on_track(struct story *t, const struct entry *e, const struct view *v)
{
	struct buf promised = BUF_INIT(128);

	add_days(t, &promised, v->promised_from, v->promised_until);
	line(t, e->at_utc_ms, "○", ROLE_PLAIN, v, PHRASE_ON_TRACK, LINES_ARGS(buf_str(&promised)));
	buf_clear(&promised);
}

/* Whether it says something that no other line does. */
static bool
is_worth_a_line(const struct entry *e, enum promise_state state, const struct parcel *before)
{
	switch (state) {
	case PROMISE_ON_TRACK: return strcmp(before->rule, "stall") == 0;
	case PROMISE_AT_RISK: return strcmp(e->rule, "deadline_unknown") != 0;
	case PROMISE_SLIPPING: return true;
	case PROMISE_MISSED:
		return before->state != PROMISE_SLIPPING && before->state != PROMISE_MISSED;
	case PROMISE_KEPT:
	case PROMISE_LATE: return before->state != state;
	case PROMISE_NONE:
	case PROMISE_RETURNED:
	case PROMISE_COUNT: return false;
	}
	return false;
}

static int
on_promise(struct story *t, const struct entry *e)
{
	enum promise_state state;
	struct parcel before;
	struct view v;
	int code;

	if (promise_state_from_name(e->name + strlen("promise."), &state) < 0)
		return EXIT_CODE_OK;
	before = remember(t, e, state);
	if (!is_worth_a_line(e, state, &before))
		return EXIT_CODE_OK;
	code = load_parcel(t, e->shipment, &v);
	if (code != EXIT_CODE_OK)
		return code;
	if (state == PROMISE_KEPT || state == PROMISE_LATE)
		count_arrival(t, &v);
	else if (state == PROMISE_ON_TRACK)
		tell_on_track(t, e, &v);
	else
		tell_trouble(t, e, &v);
	return EXIT_CODE_OK;
}

/* ---- what was said ---- */

static struct account *
account_of(struct story *t, const char *carrier)
{
	for (size_t i = 0; i < t->account_count; i++)
		if (strcmp(t->accounts[i].carrier, carrier) == 0)
			return &t->accounts[i];
	if (t->account_count == ACCOUNTS)
		return NULL;
	t->accounts[t->account_count].failing_since = AT_NONE;
	(void)text_cut(t->accounts[t->account_count].carrier, LIMIT_ID_ROOM, span_of(carrier));
	return &t->accounts[t->account_count++];
}

/* What rests on an answer from before the failure. */
static void
count_word(struct story *t, const char *kind_name, const struct view *v)
{
	struct account *account = account_of(t, v->carrier);
	enum notice_kind kind;

	if (account != NULL && account->failing_since != AT_NONE &&
	    v->asked < account->failing_since && notice_kind_from_name(kind_name, &kind) == 0 &&
	    notice_kind_audience(kind) == AUDIENCE_CUSTOMER)
		account->words++;
}

static int
act(struct story *t, const char *folder, int64_t id, const char *verb, const char *body)
{
	char path[80];

	(void)snprintf(path, sizeof(path), "/v1/%s%lld/%s", folder, (long long)id, verb);
	return ask_call(&t->ask, HTTP_POST, path, span_of(body));
}

/* Lucía of the shop takes the case of a parcel that was lost, and calls. */
static int
call_customer(struct story *t, const struct view *v)
{
	int code = EXIT_CODE_OK;

	if (v->owned.id != 0)
		code = act(t, "cases/", v->owned.id, "claim", "{\"author\":\"Lucía\"}");
	if (code == EXIT_CODE_OK)
		code = act(t, "shipments/id:", v->id, "change",
		    "{\"customer_told\":true,\"author\":\"Lucía\"}");
	if (code == EXIT_CODE_OK)
		line(t, t->cli->look.now_utc_ms, "✓", ROLE_KEPT, v, PHRASE_TAKES, NULL);
	return code;
}

static int
on_sent(struct story *t, const struct entry *e)
{
	static const struct {
		const char *kind;
		enum phrase phrase;
	} kinds[] = {{"delay", PHRASE_TELL_DELAY}, {"delay_again", PHRASE_TELL_AGAIN},
	    {"missed", PHRASE_TELL_MISSED}, {"still_no_news", PHRASE_TELL_SILENCE},
	    {"back_on_track", PHRASE_TELL_BACK}, {"lost", PHRASE_TELL_LOST},
	    {"risk", PHRASE_TELL_RISK}};
	struct buf window = BUF_INIT(128), next = BUF_INIT(128);
	struct json_value notice;
	int64_t next_word;
	char path[64];
	struct view v;
	size_t i = 0;
	int code;

	code = load_parcel(t, e->shipment, &v);
	if (code != EXIT_CODE_OK)
		return code;
	while (i < sizeof(kinds) / sizeof(kinds[0]) && strcmp(kinds[i].kind, e->kind) != 0)
		i++;
	count_word(t, e->kind, &v);
	if (i == sizeof(kinds) / sizeof(kinds[0]))
		return EXIT_CODE_OK;
	(void)snprintf(path, sizeof(path), "/v1/outbox/%lld", (long long)e->notice);
	code = ask_get(&t->ask, path);
	if (code != EXIT_CODE_OK)
		return code;
	notice = ask_root(&t->ask);
	add_days(t, &window, view_day(notice, "window_from"), view_day(notice, "window_until"));
	next_word = view_at(notice, "next_word");
	if (next_word != AT_NONE)
		page_moment(&t->cli->look, &next, v.zone, next_word);
	line(t, e->at_utc_ms, "→", ROLE_WORD, &v, kinds[i].phrase,
	    LINES_ARGS(buf_str(&window), buf_str(&next)));
	buf_clear(&window);
	buf_clear(&next);
	return kinds[i].phrase == PHRASE_TELL_LOST ? call_customer(t, &v) : EXIT_CODE_OK;
}

/* ---- cases ---- */

static int
on_case(struct story *t, const struct entry *e, bool escalated)
{
	struct buf words = BUF_INIT(256);
	struct view v;
	int code = load_parcel(t, e->shipment, &v);

	if (code != EXIT_CODE_OK)
		return code;
	if (escalated)
		(void)buf_add_str(&words, phrase(t, PHRASE_ESCALATED));
	else
		say_case(&t->cli->look, &words, e->reason);
	if (escalated || strcmp(e->reason, "lost") != 0) /* she takes that one as it opens */
		lines_add(&t->lines, e->at_utc_ms, "!", ROLE_BROKE, &v, buf_str(&words));
	buf_clear(&words);
	if (escalated || strcmp(e->reason, "superseded") != 0)
		return EXIT_CODE_OK;
	code = act(t, "shipments/id:", e->shipment, "change",
	    "{\"superseded\":true,\"author\":\"Lucía\"}");
	line(t, t->cli->look.now_utc_ms, "✓", ROLE_KEPT, &v, PHRASE_CONFIRMS, NULL);
	return code;
}

/* ---- the journal ---- */

static int
on_milestone(struct story *t, const struct entry *e)
{
	struct view v;
	int code;

	t->day.collected += strcmp(e->kind, "accepted") == 0;
	if (strcmp(e->kind, "delivery_attempted") != 0 || strcmp(e->reason, "nobody_home") != 0)
		return EXIT_CODE_OK;
	code = load_parcel(t, e->shipment, &v);
	if (code == EXIT_CODE_OK && v.state == PROMISE_KEPT)
		line(t, e->at_utc_ms, "✓", ROLE_KEPT, &v, PHRASE_ATTEMPT, NULL);
	return code;
}

static int
on_entry(struct story *t, const struct entry *e)
{
	if (strcmp(e->name, "shipment.registered") == 0) {
		t->registered++;
		t->registered_at = e->at_utc_ms;
	}
	if (strcmp(e->name, "parcel.milestone") == 0)
		return on_milestone(t, e);
	if (text_starts(span_of(e->name), "promise."))
		return on_promise(t, e);
	if (strcmp(e->name, "notice.sent") == 0 && e->shipment != 0)
		return on_sent(t, e);
	if (strcmp(e->name, "case.opened") == 0 || strcmp(e->name, "case.escalated") == 0)
		return on_case(t, e, strcmp(e->name, "case.escalated") == 0);
	return EXIT_CODE_OK;
}

static void
read_entry(struct entry *e, struct json_value v)
{
	struct json_value fields = json_get(v, "fields");

	*e = (struct entry){.at_utc_ms = view_at(v, "at")};
	(void)json_int(json_get(v, "seq"), 0, INT64_MAX, &e->seq);
	(void)json_int(json_get(v, "shipment"), 0, INT64_MAX, &e->shipment);
	(void)json_int(json_get(fields, "notice"), 0, INT64_MAX, &e->notice);
	(void)json_string_copy(json_get(v, "name"), e->name, sizeof(e->name));
	(void)json_string_copy(json_get(fields, "rule"), e->rule, sizeof(e->rule));
	(void)json_string_copy(json_get(fields, "reason"), e->reason, sizeof(e->reason));
	if (!json_string_copy(json_get(fields, "kind"), e->kind, sizeof(e->kind)))
		(void)json_string_copy(json_get(fields, "milestone"), e->kind, sizeof(e->kind));
}

static int
follow(struct story *t)
{
	struct json_value list;
	char path[96];
	int code;

	(void)snprintf(
	    path, sizeof(path), "/v1/journal?after=%lld&limit=%d", (long long)t->seq, ENTRIES);
	code = ask_get(&t->ask, path);
	if (code != EXIT_CODE_OK)
		return code;
	t->entry_count = 0;
	list = json_get(ask_root(&t->ask), "entries");
	for (struct json_value e = json_first(list); json_exists(e) && t->entry_count < ENTRIES;
	     e = json_next(e))
		read_entry(&t->entries[t->entry_count++], e);
	for (size_t i = 0; code == EXIT_CODE_OK && i < t->entry_count; i++) {
		t->seq = t->entries[i].seq;
		code = on_entry(t, &t->entries[i]);
	}
	return code;
}

/* ---- carriers that fail ---- */

static void
tell_recovery(struct story *t, const struct account *account)
{
	int64_t now = t->cli->look.now_utc_ms;
	struct buf span = BUF_INIT(64);
	char words[16];

	page_span(&t->cli->look, &span, now - account->failing_since);
	(void)snprintf(words, sizeof(words), "%d", account->words);
	line(t, now, "✓", ROLE_KEPT, NULL, PHRASE_ANSWERS,
	    LINES_ARGS(say_carrier(account->carrier), buf_str(&span), words));
	buf_clear(&span);
}

static int
watch_accounts(struct story *t)
{
	struct json_value list;
	int code = ask_get(&t->ask, "/v1/carriers");

	if (code != EXIT_CODE_OK)
		return code;
	list = json_get(ask_root(&t->ask), "accounts");
	for (struct json_value a = json_first(list); json_exists(a); a = json_next(a)) {
		int64_t since = view_at(a, "failing_since");
		char carrier[LIMIT_ID_ROOM];
		struct account *known;

		(void)json_string_copy(json_get(a, "carrier"), carrier, sizeof(carrier));
		known = account_of(t, carrier);
		if (known == NULL || (known->failing_since == AT_NONE) == (since == AT_NONE))
			continue;
		if (since != AT_NONE)
			line(t, since, "!", ROLE_BROKE, NULL, PHRASE_FAILS,
			    LINES_ARGS(say_carrier(carrier)));
		else
			tell_recovery(t, known);
		known->failing_since = since;
		known->words = 0;
	}
	return EXIT_CODE_OK;
}

/* ---- the evening ---- */

static void
add_count(const struct story *t, struct buf *b, enum phrase which, int count)
{
	char number[16];

	if (count == 0)
		return;
	(void)snprintf(number, sizeof(number), "%d", count);
	(void)buf_add_str(b, b->len > 0 ? "; " : "");
	lines_fill(b, phrase(t, which), LINES_ARGS(number));
}

/* No more come: of one import they come at once. */
static void
tell_registered(struct story *t)
{
	struct buf words = BUF_INIT(256);

	add_count(t, &words, PHRASE_REGISTERED, t->registered);
	lines_add(&t->lines, t->registered_at, " ", ROLE_PLAIN, NULL, buf_str(&words));
	t->registered = 0;
	buf_clear(&words);
}

static void
sum_up_day(struct story *t)
{
	const struct look *look = &t->cli->look;
	struct buf words = BUF_INIT(256);
	int32_t day, second, offset;

	zone_wall(look->zone, look->now_utc_ms, &day, &second, &offset);
	if (second < EVENING_HOUR * 3600 || t->day.number == day)
		return;
	add_count(t, &words, PHRASE_COLLECTED, t->day.collected);
	add_count(t, &words, PHRASE_IN_TIME, t->day.in_time);
	add_count(t, &words, PHRASE_AS_RETOLD, t->day.retold);
	add_count(t, &words, PHRASE_IN_THE_END, t->day.late);
	if (words.len > 0)
		lines_add(&t->lines, look->now_utc_ms, " ", ROLE_PLAIN, NULL, buf_str(&words));
	t->day = (struct day){.number = day};
	buf_clear(&words);
}

/* ---- running ---- */

static int
run(struct story *t, int64_t until_utc_ms)
{
	int code = EXIT_CODE_OK;

	while (code == EXIT_CODE_OK) {
		code = follow(t);
		if (code == EXIT_CODE_OK)
			code = watch_accounts(t);
		if (code != EXIT_CODE_OK)
			return code;
		if (t->registered > 0 && t->entry_count == 0)
			tell_registered(t);
		sum_up_day(t);
		if (t->cli->look.now_utc_ms >= until_utc_ms)
			return lines_tell(&t->lines, INT64_MAX);
		code = lines_tell(&t->lines, t->cli->look.now_utc_ms - LINES_SETTLE_MS);
		(void)poll(NULL, 0, TICK_MS);
	}
	return code;
}

static int
run_story(struct cli *cli)
{
	static struct story t;
	struct when until;
	int code;

	if (when_parse(span_of(cli->args[0]), &until) < 0 || when_utc(until) == AT_NONE)
		return cli_misused(cli, "'%s' is no instant", cli->args[0]);
	t = (struct story){
	    .cli = cli, .lines = {.cli = cli, .told_day = DAY_NONE}, .day.number = DAY_NONE};
	code = ask_open(&t.ask, cli);
	if (code == EXIT_CODE_OK)
		code = run(&t, when_utc(until));
	ask_close(&t.ask);
	return code;
}

int
main(int argc, char **argv)
{
	static const struct command story = {
	    .name = "story",
	    .arguments = "UNTIL",
	    .summary = "tell what the daemon sees, decides and says, until that instant",
	    .least = 1,
	    .most = 1,
	    .run = run_story,
	};

	if (argc == 2 && strcmp(argv[1], "--anchor") == 0) {
		printf("%lld\n", (long long)clock_machine_ms());
		return 0;
	}
	return cli_run(&story, argc, argv);
}
