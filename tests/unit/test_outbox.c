#include "monitor/notice/outbox.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/net/transport.h"
#include "tests/support/sink.h"
#include "tests/support/store_harness.h"

/* A real clock a thousand times as fast: a minute's wait for the next try is 60 ms. */
enum { RATE = 1000, DEADLINE_MS = 30000, LOOK_MS = 3 };

struct rig {
	struct harness h;
	struct judge judge;
	struct templates *templates;
	struct clock *clock;
	struct loop *loop;
	struct loop_timer *timer;
	struct sink *sink;
	struct outbox *outbox;
	char maildir[PATH_MAX + 16];
	char log[PATH_MAX + 16];
	bool (*done)(struct rig *r);
	int64_t deadline_ms;
	bool timed_out;
};

/* ---- the judge: the harness's, but the shop hears of a failing channel alone ---- */

static int
tell_channel(const struct shop_input *in, struct effects *out)
{
	struct notice *n;

	if (in->channel_failing_since_utc_ms == 0)
		return 0;
	n = &effects_add(out, EFFECT_NOTICE_NEW)->notice;
	n->kind = NOTICE_CHANNEL_FAILING;
	n->audience = AUDIENCE_SHOP;
	n->channel = CHANNEL_WEBHOOK;
	n->state = NOTICE_STATE_PENDING;
	memcpy(n->shop, in->shop->id, sizeof(n->shop));
	snprintf(n->order, sizeof(n->order), "channel/email");
	n->episode = (int32_t)(in->channel_failing_since_utc_ms / MINUTE_MS);
	n->due_utc_ms = in->now_utc_ms;
	n->valid_until_utc_ms = in->now_utc_ms + DAY_MS;
	snprintf(n->facts.detail, sizeof(n->facts.detail), "%s", in->channel_detail);
	return 0;
}

/* ---- the rig ---- */

static void
fill_shop(struct shop *shop)
{
	snprintf(shop->name, sizeof(shop->name), "Luna");
	snprintf(shop->domain, sizeof(shop->domain), "luna.example");
	snprintf(shop->from, sizeof(shop->from), "hola@luna.example");
	snprintf(shop->alerts_to, sizeof(shop->alerts_to), "taller@luna.example");
	snprintf(shop->contact_name, sizeof(shop->contact_name), "Lucía Muestra");
	snprintf(shop->contact_phone, sizeof(shop->contact_phone), "900 000 000");
	snprintf(shop->locale, sizeof(shop->locale), "es");
	snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
}

static void
look(void *arg)
{
	struct rig *r = arg;

	(void)store_port_run(r->h.port);
	r->timed_out = clock_machine_ms() > r->deadline_ms;
	if (r->timed_out || r->done(r))
		loop_stop(r->loop);
	else
		loop_timer_after(r->timer, LOOK_MS);
}

/* The loop (the mail server's) turns until `done`. */
static void
until(struct rig *r, bool (*done)(struct rig *))
{
	r->done = done;
	r->deadline_ms = clock_machine_ms() + DEADLINE_MS;
	loop_timer_after(r->timer, 0);
	assert_int_equal(loop_run(r->loop), 0);
	assert_false(r->timed_out);
}

/* The server has to go on while they say good-bye: ask again and again. */
static bool
stopped(struct rig *r)
{
	return outbox_stop(r->outbox, 0) == 0;
}

static void
stop_outbox(struct rig *r)
{
	if (r->outbox != NULL)
		until(r, stopped);
	outbox_free(r->outbox);
	r->outbox = NULL;
}

static int
setup(void **state)
{
	struct rig *r = calloc(1, sizeof(*r));
	struct why why = {.path = ""};

	assert_non_null(r);
	harness_init(&r->h);
	r->judge = harness_judge;
	r->judge.shop = tell_channel;
	r->h.options.judge = &r->judge;
	harness_open(&r->h);
	fill_shop(&r->h.policy->shops[0]);
	assert_int_equal(
	    templates_new(&r->templates, template_files, template_file_count, &why), 0);
	assert_int_equal(clock_new(&r->clock,
			     &(struct clock_options){.rate = RATE, .start_utc_ms = HARNESS_START}),
	    0);
	assert_int_equal(loop_new(&r->loop, r->clock), 0);
	assert_int_equal(loop_timer_new(r->loop, look, r, &r->timer), 0);
	snprintf(r->maildir, sizeof(r->maildir), "%s/mail", r->h.root);
	snprintf(r->log, sizeof(r->log), "%s/smtp.log", r->h.root);
	*state = r;
	return 0;
}

static int
teardown(void **state)
{
	struct rig *r = *state;

	stop_outbox(r);
	sink_free(r->sink);
	loop_timer_free(r->timer);
	loop_free(r->loop);
	clock_free(r->clock);
	templates_free(r->templates);
	harness_clear(&r->h);
	free(r);
	return 0;
}

static void
start_sink(struct rig *r, const char *script, const char *user, const char *password)
{
	struct sink_options options = {.maildir = r->maildir,
	    .script = script,
	    .user = user,
	    .password = password,
	    .log = r->log};
	struct mail_settings *mail = &r->h.policy->mail;

	assert_int_equal(sink_new(r->loop, &options, &r->sink), 0);
	snprintf(mail->url, sizeof(mail->url), "smtp://127.0.0.1:%d", sink_port(r->sink));
	snprintf(mail->hello, sizeof(mail->hello), "puntual.example");
}

static void
start_outbox(struct rig *r, int workers)
{
	struct outbox_options options = {.store = r->h.store,
	    .clock = r->clock,
	    .templates = r->templates,
	    .policy = r->h.policy};

	r->h.policy->mail.workers = workers;
	assert_int_equal(outbox_start(&options, &r->outbox), 0);
}

/* So many orders slip, each with a notice to ana.<order>@ejemplo.example. */
static void
make_notices(struct rig *r, const char *prefix, int count)
{
	for (int i = 0; i < count; i++) {
		char order[32], number[32];
		uint64_t id;

		snprintf(order, sizeof(order), "%s%d", prefix, i);
		snprintf(number, sizeof(number), "N%s%d", prefix, i);
		r->h.now_utc_ms = clock_world(r->clock);
		id = harness_register(&r->h, order, number);
		assert_int_equal(harness_run(&r->h, harness_seen(&r->h, id, "SLIP")).rc, 0);
	}
}

static uint64_t
in_state(struct rig *r, enum notice_state state)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[500];
	size_t count = 0;

	assert_int_equal(
	    store_notices(r->h.reader, state, "luna", "", &cursor, ids, 500, &count), 0);
	return count;
}

static struct notice
notice_of(struct rig *r, const char *order)
{
	struct notice n;

	assert_int_equal(store_notice(r->h.reader, harness_notice(&r->h, order), &n), 0);
	return n;
}

static bool
all_settled(struct rig *r)
{
	return in_state(r, NOTICE_STATE_PENDING) + in_state(r, NOTICE_STATE_SENDING) +
	    in_state(r, NOTICE_STATE_IN_DOUBT) ==
	    0;
}

static bool
failing(struct rig *r)
{
	struct outbox_status s;

	outbox_status(r->outbox, &s);
	return s.failing && in_state(r, NOTICE_STATE_SENDING) == 0 && s.in_hand == 0;
}

static bool
mail_settled(struct rig *r)
{
	return in_state(r, NOTICE_STATE_SENT) == 30;
}

static bool
some_sent(struct rig *r)
{
	return in_state(r, NOTICE_STATE_SENT) >= 5;
}

/* Every message of the Maildir. */
static size_t
read_mails(struct rig *r, struct buf *mails, size_t room)
{
	char path[PATH_MAX + 400];
	struct dirent **entries;
	size_t count = 0;
	int found;

	snprintf(path, sizeof(path), "%s/new", r->maildir);
	found = scandir(path, &entries, NULL, alphasort);
	assert_true(found >= 0);
	for (int i = 0; i < found; i++) {
		char bytes[4096];
		size_t n;
		FILE *f;

		snprintf(path, sizeof(path), "%s/new/%s", r->maildir, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.') {
			assert_in_range(count, 0, room - 1);
			f = fopen(path, "r");
			assert_non_null(f);
			mails[count] = BUF_INIT(LIMIT_MESSAGE_BYTES);
			while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
				assert_int_equal(buf_add(&mails[count], bytes, n), 0);
			(void)fclose(f);
			count++;
		}
		free(entries[i]);
	}
	free(entries);
	return count;
}

/* From the header Message-ID on: what the server put in front is its own. */
static const char *
own_bytes(const struct buf *mail)
{
	const char *at = strstr(buf_str(mail), "Date: ");

	assert_non_null(at);
	return at;
}

/* ---- mail ---- */

static void
test_what_is_due_is_sent_once_over_kept_connections(void **state)
{
	struct rig *r = *state;
	struct buf mails[60];
	size_t count;

	start_sink(r, NULL, NULL, NULL);
	make_notices(r, "A", 40);
	start_outbox(r, 2);
	until(r, all_settled);
	assert_int_equal(in_state(r, NOTICE_STATE_SENT), 40);
	assert_int_equal(sink_kept(r->sink), 40);
	assert_in_range(sink_connections(r->sink), 1, 2);
	count = read_mails(r, mails, 60);
	assert_int_equal(count, 40);
	for (size_t i = 0; i < count; i++) {
		assert_non_null(strstr(buf_str(&mails[i]), "Auto-Submitted: auto-generated"));
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(own_bytes(&mails[i]), own_bytes(&mails[k]));
	}
	for (size_t i = 0; i < count; i++)
		buf_clear(&mails[i]);
	make_notices(r, "B", 3); /* a commit wakes them */
	until(r, all_settled);
	assert_int_equal(sink_kept(r->sink), 43);
}

static void
test_greylisting_is_waited_out(void **state)
{
	struct rig *r = *state;

	start_sink(r, "rcpt * each reply 451 4.7.1 try again later\n", NULL, NULL);
	make_notices(r, "A", 6);
	start_outbox(r, 2);
	until(r, all_settled);
	assert_int_equal(in_state(r, NOTICE_STATE_SENT), 6);
	assert_int_equal(sink_kept(r->sink), 6);
	assert_int_equal(notice_of(r, "A3").attempts, 2);
}

static void
test_a_refused_recipient_is_a_persons_case_and_no_other_waits(void **state)
{
	struct rig *r = *state;
	struct notice n;

	start_sink(r, "rcpt ana.A1@ always reply 550 5.1.1 no <ana.A1@ejemplo.example> here\n",
	    NULL, NULL);
	make_notices(r, "A", 3);
	start_outbox(r, 1);
	until(r, all_settled);
	n = notice_of(r, "A1");
	assert_int_equal(n.state, NOTICE_STATE_REFUSED);
	assert_int_equal(n.answer, ANSWER_PERMANENT);
	assert_non_null(strstr(n.answer_text, "550 5.1.1"));
	assert_null(strstr(n.answer_text, "@")); /* the answer outlives the person */
	assert_int_equal(sink_kept(r->sink), 2);
}

/* Six in a row: a relay that refused so many alike would be taken to refuse us. */
static void
test_addresses_that_no_server_here_takes_are_persons_cases_and_no_fault_of_mail(void **state)
{
	struct rig *r = *state;
	struct outbox_status status;

	start_sink(r, NULL, NULL, NULL);
	for (int i = 0; i < 6; i++) {
		char order[32];
		struct op *op;

		snprintf(order, sizeof(order), "U%d", i);
		r->h.now_utc_ms = clock_world(r->clock);
		op = harness_registration(&r->h, order, order);
		snprintf(op->registration.person.email, LIMIT_EMAIL_ROOM,
		    "jos\xC3\xA9%d@ejemplo.example", i);
		assert_int_equal(
		    harness_run(&r->h, harness_seen(&r->h, harness_run(&r->h, op).id, "SLIP")).rc,
		    0);
	}
	make_notices(r, "A", 1);
	start_outbox(r, 1);
	until(r, all_settled);
	for (int i = 0; i < 6; i++) {
		char order[32];
		struct notice n;

		snprintf(order, sizeof(order), "U%d", i);
		n = notice_of(r, order);
		assert_int_equal(n.state, NOTICE_STATE_REFUSED);
		assert_int_equal(n.answer, ANSWER_PERMANENT);
		assert_int_equal(n.attempts, 1);
		assert_non_null(strstr(n.answer_text, "SMTPUTF8"));
	}
	assert_int_equal(notice_of(r, "A0").state, NOTICE_STATE_SENT);
	assert_int_equal(sink_kept(r->sink), 1);
	outbox_status(r->outbox, &status);
	assert_false(status.failing);
	assert_int_equal(status.refused, 6);
}

/* The server kept it and the answer was lost: the one case in which somebody may get the same mail twice. */
static void
test_a_lost_answer_is_in_doubt_and_repeats_the_same_bytes(void **state)
{
	struct rig *r = *state;
	struct buf mails[3];
	struct notice n;

	start_sink(r, "final * 1 keep-cut\n", NULL, NULL);
	make_notices(r, "A", 1);
	start_outbox(r, 1);
	until(r, all_settled);
	n = notice_of(r, "A0");
	assert_int_equal(n.state, NOTICE_STATE_SENT);
	assert_int_equal(n.attempts, 2);
	assert_int_equal(read_mails(r, mails, 3), 2);
	assert_string_equal(own_bytes(&mails[0]), own_bytes(&mails[1]));
	assert_non_null(strstr(buf_str(&mails[0]), n.message_id));
	buf_clear(&mails[0]);
	buf_clear(&mails[1]);
}

static void
test_a_cut_before_the_last_byte_is_no_doubt(void **state)
{
	struct rig *r = *state;
	struct outbox_status s;

	start_sink(r, "body * 1 cut\n", NULL, NULL);
	make_notices(r, "A", 1);
	start_outbox(r, 1);
	until(r, all_settled);
	assert_int_equal(sink_kept(r->sink), 1);
	outbox_status(r->outbox, &s);
	assert_int_equal(s.sent, 1);
}

static struct policy *
with_password(struct rig *r, const char *password)
{
	struct policy *p = policy_new();

	assert_non_null(p);
	p->shops = calloc(1, sizeof(*p->shops));
	assert_non_null(p->shops);
	p->shops[0] = r->h.policy->shops[0];
	p->shop_count = 1;
	p->mail = r->h.policy->mail;
	p->mail.password = SECRET_INIT;
	assert_int_equal(secret_set(&p->mail.password, password, strlen(password)), 0);
	return p;
}

static void
test_a_wrong_password_keeps_all_pending_and_tells_the_shop(void **state)
{
	struct rig *r = *state;
	struct mail_settings *mail = &r->h.policy->mail;
	struct outbox_status s;
	struct policy *mended;
	struct notice told;
	struct account_state kept;

	start_sink(r, NULL, "luna", "right");
	snprintf(mail->user, sizeof(mail->user), "luna");
	assert_int_equal(secret_set(&mail->password, "wrong", 5), 0);
	make_notices(r, "A", 30);
	start_outbox(r, 2);
	until(r, failing);
	assert_int_equal(sink_kept(r->sink), 0);
	assert_int_equal(in_state(r, NOTICE_STATE_PENDING), 31); /* and the one to the shop */
	outbox_status(r->outbox, &s);
	assert_non_null(strstr(s.detail, "535"));
	assert_int_equal(
	    store_notice(r->h.reader, harness_notice(&r->h, "channel/email"), &told), 0);
	assert_int_equal(told.kind, NOTICE_CHANNEL_FAILING);
	assert_non_null(strstr(told.facts.detail, "535"));
	assert_int_equal(notice_of(r, "A7").attempts, 0); /* none was tried */

	stop_outbox(r); /* the next one knows of it */
	start_outbox(r, 2);
	outbox_status(r->outbox, &s);
	assert_true(s.failing);
	mended = with_password(r, "right");
	outbox_set_policy(r->outbox, mended);
	policy_drop(mended);
	until(r, mail_settled);
	assert_int_equal(sink_kept(r->sink), 30);
	outbox_status(r->outbox, &s);
	assert_false(s.failing);
	assert_int_equal(store_account(r->h.reader, "@", &kept), 0);
	assert_int_equal(kept.failing_since_utc_ms, AT_NONE);
}

static void
test_a_relay_that_refuses_us_keeps_all_pending(void **state)
{
	static const char *const scripts[] = {
	    "rcpt * always reply 554 5.7.1 relay access denied\n",
	    "mail * always reply 550 5.7.1 not from you\n",
	    "data * always reply 554 transaction failed\n",
	};
	struct rig *r = *state;

	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		char prefix[2] = {(char)('A' + (int)i), '\0'};

		start_sink(r, scripts[i], NULL, NULL);
		make_notices(r, prefix, 4);
		start_outbox(r, 1);
		until(r, failing);
		assert_int_equal(in_state(r, NOTICE_STATE_REFUSED), 0);
		assert_int_equal(in_state(r, NOTICE_STATE_DEAD), 0);
		assert_int_equal(sink_kept(r->sink), 0);
		stop_outbox(r);
		sink_free(r->sink);
		r->sink = NULL;
	}
}

static void
test_a_notice_that_breaks_a_hard_rule_is_refused_unsent(void **state)
{
	struct rig *r = *state;
	struct buf bytes = BUF_INIT(100);
	struct notice n;

	start_sink(r, NULL, NULL, NULL);
	snprintf(r->h.policy->shops[0].from, LIMIT_EMAIL_ROOM, "noreply@luna.example");
	make_notices(r, "A", 1);
	start_outbox(r, 1);
	until(r, all_settled);
	n = notice_of(r, "A0");
	assert_int_equal(n.state, NOTICE_STATE_REFUSED);
	assert_int_equal(n.answer, ANSWER_TONE);
	assert_int_equal(n.attempts, 0);
	assert_string_equal(n.message_id, "");
	assert_int_equal(store_message(r->h.reader, n.id, &bytes), ERR_NOT_FOUND);
	assert_int_equal(sink_kept(r->sink), 0);
}

/* What was begun when the end came is sent or put back; nothing is left half way. */
static void
test_stopping_leaves_nothing_half_way(void **state)
{
	struct rig *r = *state;

	start_sink(r, NULL, NULL, NULL);
	make_notices(r, "A", 60);
	start_outbox(r, 4);
	until(r, some_sent);
	stop_outbox(r);
	assert_int_equal(in_state(r, NOTICE_STATE_SENDING), 0);
	assert_int_equal(in_state(r, NOTICE_STATE_IN_DOUBT), 0);
	assert_int_equal(in_state(r, NOTICE_STATE_SENT) + in_state(r, NOTICE_STATE_PENDING), 60);
	assert_int_equal(in_state(r, NOTICE_STATE_SENT), sink_kept(r->sink));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define RIGGED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	    RIGGED(test_what_is_due_is_sent_once_over_kept_connections),
	    RIGGED(test_greylisting_is_waited_out),
	    RIGGED(test_a_refused_recipient_is_a_persons_case_and_no_other_waits),
	    RIGGED(test_addresses_that_no_server_here_takes_are_persons_cases_and_no_fault_of_mail),
	    RIGGED(test_a_lost_answer_is_in_doubt_and_repeats_the_same_bytes),
	    RIGGED(test_a_cut_before_the_last_byte_is_no_doubt),
	    RIGGED(test_a_wrong_password_keeps_all_pending_and_tells_the_shop),
	    RIGGED(test_a_relay_that_refuses_us_keeps_all_pending),
	    RIGGED(test_a_notice_that_breaks_a_hard_rule_is_refused_unsent),
	    RIGGED(test_stopping_leaves_nothing_half_way),
	};
	int failed;

	if (transport_library_init() != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	transport_library_end();
	return failed;
}
