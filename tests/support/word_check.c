#include "tests/support/word_check.h"

#include "monitor/base/case.h"
#include "monitor/notice/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	TELL_MS = 12 * 60 * 60 * 1000, /* after a promised day, to tell that it passed */
	TOLD_MOST = 20,                /* of what is broken, printed */
};

/* People who have these will speak to the customer. An exception is looked into; its customer still hears of the day. */
#define SPEAKS(reason) (1u << (reason))
static const uint32_t speaking = SPEAKS(CASE_NOT_HANDED) | SPEAKS(CASE_NOT_FOUND) |
    SPEAKS(CASE_SUPERSEDED) | SPEAKS(CASE_LOST) | SPEAKS(CASE_RETURNING) | SPEAKS(CASE_OBLIGATION) |
    SPEAKS(CASE_BLIND) | SPEAKS(CASE_STILL_MISSING) | SPEAKS(CASE_NUMBER) | SPEAKS(CASE_STALE_MISS);

struct word_parcel {
	bool known;
	int64_t registered_utc_ms; /* what lies before is nobody's to tell */
	int64_t deadline_utc_ms;
	int64_t settled_utc_ms; /* its promise was kept, broken or taken back; AT_NONE */
	bool late;
	bool arrived;
	bool told; /* the customer's last word is not that all is well */
	bool day_judged, arrival_judged;
	int64_t owed_utc_ms, owed_since_utc_ms; /* AT_NONE */
	uint32_t cases;                         /* open, by reason */
	enum notice_kind kind;                  /* of the last word */
	int64_t window_until, next_word;
};

/* ---- the journal ---- */

const struct journal_field *
word_field(const struct journal_entry *e, const char *name)
{
	for (size_t i = 0; i < e->field_count; i++)
		if (strcmp(e->fields[i].name, name) == 0)
			return &e->fields[i];
	return NULL;
}

static int64_t
number(const struct journal_entry *e, const char *name)
{
	const struct journal_field *f = word_field(e, name);

	return f != NULL ? f->number : AT_NONE;
}

static const char *
text(const struct journal_entry *e, const char *name)
{
	const struct journal_field *f = word_field(e, name);

	return f != NULL ? f->text : "";
}

static struct word_parcel *
parcel(struct word_check *c, uint64_t id)
{
	struct word_parcel *p;

	if (id >= c->room) {
		size_t room = c->room > 0 ? c->room : 1024;

		while (room <= id)
			room *= 2;
		c->parcels = reallocarray(c->parcels, room, sizeof(*c->parcels));
		assert_non_null(c->parcels);
		memset(&c->parcels[c->room], 0, (room - c->room) * sizeof(*c->parcels));
		c->room = room;
	}
	p = &c->parcels[id];
	if (!p->known)
		*p = (struct word_parcel){.known = true,
		    .registered_utc_ms = AT_NONE,
		    .deadline_utc_ms = AT_NONE,
		    .settled_utc_ms = AT_NONE,
		    .owed_utc_ms = AT_NONE};
	return p;
}

static void
breaks(struct word_check *c, const struct word_parcel *p, int64_t at_utc_ms, const char *what)
{
	struct buf at = BUF_INIT(64);

	(void)when_add_utc(&at, at_utc_ms);
	if (c->broken++ < TOLD_MOST)
		print_message("  broken: parcel %zu at %s: %s\n", (size_t)(p - c->parcels),
		    buf_str(&at), what);
	buf_clear(&at);
}

/* ---- words ---- */

static void
take_word(struct word_check *c, struct word_parcel *p, const struct journal_entry *e)
{
	int64_t window = number(e, "window_until"), next = number(e, "next_word");
	enum notice_kind kind;

	if (notice_kind_from_name(text(e, "kind"), &kind) != 0 ||
	    notice_kind_audience(kind) != AUDIENCE_CUSTOMER)
		return;
	/* It says that the day was not kept, when the attempt came late. */
	if (kind == NOTICE_ACTION_NEEDED && p->late)
		p->told = true;
	/* These say nothing of its day, and may follow its first attempt. */
	if (kind == NOTICE_PROMISE_MADE || kind == NOTICE_RECEIVED || kind == NOTICE_ACTION_NEEDED)
		return;
	if (kind == p->kind && window == p->window_until && next == p->next_word)
		breaks(c, p, e->at_utc_ms, "the same words again");
	if (p->settled_utc_ms != AT_NONE && kind != NOTICE_DELIVERED && kind != NOTICE_LOST)
		breaks(c, p, e->at_utc_ms, "a slip of what was over");
	p->kind = kind;
	p->window_until = window;
	p->next_word = next;
	p->told = kind != NOTICE_BACK_ON_TRACK;
	p->owed_utc_ms = next;
	p->owed_since_utc_ms = e->at_utc_ms;
	c->owed += next != AT_NONE;
}

static void
take_state(struct word_parcel *p, const struct journal_entry *e, enum promise_state state)
{
	p->deadline_utc_ms = number(e, "deadline");
	p->late = state == PROMISE_LATE;
	if (state == PROMISE_KEPT || state == PROMISE_LATE || state == PROMISE_RETURNED ||
	    state == PROMISE_NONE)
		p->settled_utc_ms = e->at_utc_ms;
	else
		p->settled_utc_ms = AT_NONE;
}

static void
take_case(struct word_parcel *p, const struct journal_entry *e, bool opened)
{
	for (uint32_t reason = 1; reason < 32; reason++)
		if (strcmp(case_reason_name((enum case_reason)reason), text(e, "reason")) == 0)
			p->cases = opened ? p->cases | 1u << reason : p->cases & ~(1u << reason);
}

void
word_check_take(struct word_check *c, const struct journal_entry *e)
{
	static const char promise[] = "promise.";
	struct word_parcel *p;

	if (strcmp(e->name, "gap") == 0)
		c->gap = (struct gap){number(e, "from"), number(e, "until")};
	if (e->shipment == 0)
		return;
	p = parcel(c, e->shipment);
	if (strncmp(e->name, promise, strlen(promise)) == 0) {
		enum promise_state state;

		assert_int_equal(promise_state_from_name(e->name + strlen(promise), &state), 0);
		take_state(p, e, state);
	} else if (strcmp(e->name, "shipment.registered") == 0) {
		p->registered_utc_ms = e->at_utc_ms;
	} else if (strcmp(e->name, "shipment.adopted") == 0) {
		p->arrival_judged = true;
	} else if (strcmp(e->name, "parcel.milestone") == 0) {
		p->arrived = strcmp(text(e, "milestone"), milestone_name(MILESTONE_DELIVERED)) == 0;
	} else if (strcmp(e->name, "notice.sent") == 0 || strcmp(e->name, "notice.in_doubt") == 0) {
		take_word(c, p, e);
	} else if (strcmp(e->name, "case.opened") == 0 || strcmp(e->name, "case.resolved") == 0) {
		take_case(p, e, strcmp(e->name, "case.opened") == 0);
	}
}

/* ---- time ---- */

/* Reviews come a step late; after a gap nothing is known for an hour. */
static int64_t
allowed(const struct word_check *c, int64_t due_utc_ms)
{
	if (c->gap.until_utc_ms != AT_NONE && c->gap.from_utc_ms <= due_utc_ms &&
	    c->gap.until_utc_ms + LIMIT_BLIND_MS > due_utc_ms)
		due_utc_ms = c->gap.until_utc_ms + LIMIT_BLIND_MS;
	return due_utc_ms + 2 * c->step_ms;
}

/* The same, of what a customer hears by day alone. */
static int64_t
allowed_to_tell(const struct word_check *c, int64_t since_utc_ms)
{
	return notice_quiet_end(c->shop, c->zone, 0, allowed(c, since_utc_ms + TELL_MS)) +
	    c->step_ms;
}

static void
judge(struct word_check *c, struct word_parcel *p, int64_t now_utc_ms)
{
	bool known = p->told || (p->cases & speaking) != 0;

	if (p->owed_utc_ms != AT_NONE &&
	    now_utc_ms > allowed(c, p->owed_utc_ms - LIMIT_ESCALATE_MS)) {
		if (!p->arrived && (p->cases & speaking) == 0)
			breaks(c, p, p->owed_utc_ms, "the word that was owed by then");
		p->owed_utc_ms = AT_NONE;
	}
	if (!p->day_judged && p->deadline_utc_ms != AT_NONE &&
	    now_utc_ms > allowed_to_tell(c, p->deadline_utc_ms)) {
		if (p->settled_utc_ms == AT_NONE && !known &&
		    p->deadline_utc_ms > p->registered_utc_ms)
			breaks(c, p, p->deadline_utc_ms, "nobody was told that its day passed");
		p->day_judged = true;
		c->days++;
	}
	if (!p->arrival_judged && p->late && p->settled_utc_ms != AT_NONE &&
	    now_utc_ms > allowed_to_tell(c, p->settled_utc_ms)) {
		if (!known)
			breaks(c, p, p->settled_utc_ms, "it came late, and nobody was told");
		p->arrival_judged = true;
	}
}

void
word_check_until(struct word_check *c, int64_t now_utc_ms)
{
	for (size_t i = 0; i < c->room; i++)
		if (c->parcels[i].known)
			judge(c, &c->parcels[i], now_utc_ms);
}

void
word_check_init(struct word_check *c, const struct shop *shop, const char *zone, int64_t step_ms)
{
	*c = (struct word_check){
	    .shop = shop, .zone = zone, .step_ms = step_ms, .gap = {AT_NONE, AT_NONE}};
}

void
word_check_clear(struct word_check *c)
{
	free(c->parcels);
	c->parcels = NULL;
	c->room = 0;
}
