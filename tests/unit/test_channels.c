#include "monitor/notice/channel_phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/json.h"
#include "monitor/base/text.h"
#include "monitor/notice/channel_http.h"
#include "monitor/notice/notice_sample.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define GOLDEN       "tests/channels/requests.txt"

/* Names and places that would be markup, mentions or another header, if one let them. */
#define HOSTILE                                                                                    \
	"<!channel> <@U1> @everyone *x* _y_ `z` ~s~ [a](https://mal.example) & |q| # > \\ <b>\"</b>"

static const struct channel *const posted[] = {&channel_webhook, &channel_slack, &channel_teams,
    &channel_discord, &channel_ntfy, &channel_telegram, &channel_sms, &channel_whatsapp};

struct rig {
	struct notice_sample sample;
	struct channel_settings settings;
	struct template_output words;
	struct buf message;
	char message_id[96];
	struct http_request request;
};

static void
set_key(struct channel_settings *s, const char *key)
{
	assert_int_equal(secret_set(&s->key, key, strlen(key)), 0);
}

static void
fill_settings(struct channel_settings *s, enum channel_id kind)
{
	*s = (struct channel_settings){.id = "sample", .kind = kind, .repeat = true};
	(void)text_cut(s->template, sizeof(s->template), SPAN("puntual_notice"));
	switch (kind) {
	case CHANNEL_WEBHOOK:
		(void)text_cut(s->url, sizeof(s->url), SPAN("https://avisos.tienda.example/in"));
		set_key(s, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\n");
		break;
	case CHANNEL_NTFY:
		(void)text_cut(s->url, sizeof(s->url), SPAN("https://ntfy.tienda.example"));
		(void)text_cut(s->to, sizeof(s->to), SPAN("puntual-alerts"));
		set_key(s, "tk_invented");
		break;
	case CHANNEL_TELEGRAM:
		(void)text_cut(s->to, sizeof(s->to), SPAN("-100200300"));
		set_key(s, "42:invented");
		break;
	case CHANNEL_SMS:
		(void)text_cut(s->user, sizeof(s->user), SPAN("AC42"));
		(void)text_cut(s->from, sizeof(s->from), SPAN("+34600000001"));
		set_key(s, "invented");
		break;
	case CHANNEL_WHATSAPP:
		(void)text_cut(s->from, sizeof(s->from), SPAN("100200300"));
		set_key(s, "invented");
		break;
	case CHANNEL_SLACK:
	case CHANNEL_TEAMS:
	case CHANNEL_DISCORD: set_key(s, "https://chat.example/hooks/secret"); break;
	case CHANNEL_EMAIL:
	case CHANNEL_COUNT: break;
	}
}

static void
rig_init(struct rig *r, enum channel_id kind)
{
	bool phone = kind == CHANNEL_SMS || kind == CHANNEL_WHATSAPP;

	memset(r, 0, sizeof(*r));
	notice_sample_fill(&r->sample, phone ? NOTICE_DELAY : NOTICE_RISK, "es", 1);
	fill_settings(&r->settings, kind);
	r->sample.notice.channel = kind;
	r->sample.shop.channels.kinds[0] = kind;
	r->sample.shop.channels.settings[0] = &r->settings;
	r->sample.shop.channels.count = 1;
	(void)text_cut(r->sample.person.phone, LIMIT_PHONE_ROOM, SPAN("+34 600 000 000"));
	template_output_init(&r->words);
	buf_init(&r->message, LIMIT_MESSAGE_BYTES);
	http_request_init(&r->request);
}

static void
say(struct rig *r, const char *subject, const char *preheader, const char *text)
{
	char line[LIMIT_SUBJECT_BYTES];

	(void)text_cut(line, sizeof(line), span_of(subject));
	assert_int_equal(buf_add_str(&r->words.subject, line), 0);
	(void)text_cut(line, sizeof(line), span_of(preheader));
	assert_int_equal(buf_add_str(&r->words.preheader, line), 0);
	assert_int_equal(buf_add_str(&r->words.text, text), 0);
}

static int
build(struct rig *r, struct why *why)
{
	const struct channel *channel = channel_of(r->settings.kind);

	*why = (struct why){.code = 0};
	buf_reset(&r->message);
	return channel->build(&r->sample.input, &r->words, &r->message, r->message_id, why);
}

static void
make_request(struct rig *r)
{
	const struct channel_post post = {.settings = &r->settings,
	    .message = buf_span(&r->message),
	    .message_id = r->message_id,
	    .now_utc_ms = 1790000000123};

	assert_int_equal(channel_of(r->settings.kind)->request(&post, &r->request), 0);
}

static void
rig_clear(struct rig *r)
{
	http_request_clear(&r->request);
	buf_clear(&r->message);
	template_output_clear(&r->words);
	secret_clear(&r->settings.key);
}

/* ---- what leaves, byte for byte ---- */

static void
add_request(struct buf *out, struct rig *r)
{
	(void)buf_addf(out, "== %s\n%s %s\n", channel_name(r->settings.kind),
	    http_method_name(r->request.method), buf_str(&r->request.url));
	for (size_t i = 0; i < r->request.headers.count; i++)
		(void)buf_addf(out, "%s: %s\n", r->request.headers.items[i].name,
		    r->request.headers.items[i].value);
	(void)buf_addf(out, "\n%s\n\n", buf_str(&r->request.body));
}

/* Those of the file, a human having read them. UPDATE=1 writes it anew. */
static void
test_each_channel_sends_the_request_that_its_service_documents(void **state)
{
	struct buf all = BUF_INIT(1 << 20);
	char *kept = NULL;
	size_t room = 0;
	FILE *file;

	(void)state;
	for (size_t i = 0; i < COUNT(posted); i++) {
		struct rig r;
		struct why why;

		rig_init(&r, posted[i]->id);
		say(&r, "Tu pedido llegará el jueves 28 de mayo", "Te prometimos el martes 26.",
		    "Hola, Ana:\n\nTu pedido llegará el jueves.\n" HOSTILE "\n");
		assert_int_equal(build(&r, &why), 0);
		make_request(&r);
		add_request(&all, &r);
		rig_clear(&r);
	}
	file = fopen(GOLDEN, getenv("UPDATE") != NULL ? "w+" : "r");
	assert_non_null(file);
	if (getenv("UPDATE") != NULL) {
		assert_true(fputs(buf_str(&all), file) >= 0);
		rewind(file);
	}
	assert_true(getdelim(&kept, &room, '\0', file) > 0);
	(void)fclose(file);
	assert_string_equal(buf_str(&all), kept);
	free(kept);
	buf_clear(&all);
}

static void
test_the_same_notice_is_the_same_bytes_and_id(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(posted); i++) {
		struct rig a, b;
		struct why why;

		rig_init(&a, posted[i]->id);
		rig_init(&b, posted[i]->id);
		say(&a, "S", "P", "T");
		say(&b, "S", "P", "T");
		b.sample.input.now_utc_ms += 60000;
		assert_int_equal(build(&a, &why), 0);
		assert_int_equal(build(&b, &why), 0);
		assert_string_equal(buf_str(&a.message), buf_str(&b.message));
		assert_string_equal(a.message_id, b.message_id);
		assert_int_equal(strlen(a.message_id), 28);
		rig_clear(&a);
		rig_clear(&b);
	}
}

/* ---- hostile words ---- */

/* Every string of the document that is text for people: each must pass. */
static void
each_text(struct json_value v, bool (*good)(const char *text))
{
	char text[8000];

	if (json_kind(v) == JSON_KIND_STRING) {
		assert_true(json_string_copy(v, text, sizeof(text)));
		if (strstr(text, "everyone") != NULL && !good(text))
			fail_msg("%s", text);
	}
	if (json_kind(v) != JSON_KIND_OBJECT && json_kind(v) != JSON_KIND_ARRAY)
		return;
	for (struct json_value e = json_first(v); json_exists(e); e = json_next(e))
		each_text(e, good);
}

static bool
slack_is_plain(const char *text)
{
	return strchr(text, '<') == NULL && strchr(text, '>') == NULL &&
	    strstr(text, "&lt;!channel&gt;") != NULL;
}

static bool
discord_is_plain(const char *text)
{
	for (const char *at = text; (at = strpbrk(at, "@<>[]`~|#")) != NULL; at++)
		if (at == text || at[-1] != '\\')
			return false;
	return true;
}

static bool
is_as_it_was(const char *text)
{
	return strstr(text, "<!channel> <@U1> @everyone *x*") != NULL;
}

static bool
is_one_line(const char *text)
{
	return is_as_it_was(text) && strpbrk(text, "\n\t") == NULL && strstr(text, "    ") == NULL;
}

static void
test_names_can_be_no_markup_and_no_mention(void **state)
{
	static const struct {
		const struct channel *channel;
		bool (*good)(const char *text);
		const char *holds; /* what makes a text a text there */
	} rows[] = {
	    {&channel_slack, slack_is_plain, "\"plain_text\""},
	    {&channel_teams, is_as_it_was, "\"TextRun\""},
	    {&channel_discord, discord_is_plain, "\"allowed_mentions\":{\"parse\":[]}"},
	    {&channel_ntfy, is_as_it_was, "\"topic\":\"puntual-alerts\""},
	    {&channel_telegram, is_as_it_was, "\"chat_id\""},
	    {&channel_whatsapp, is_one_line, "\"parameters\""},
	    {&channel_webhook, is_as_it_was, "\"subject\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct json_doc doc = {0};
		struct rig r;
		struct why why;

		rig_init(&r, rows[i].channel->id);
		say(&r, HOSTILE "    \t", HOSTILE "\n\n" HOSTILE, "Hola.\n\n" HOSTILE);
		assert_int_equal(build(&r, &why), 0);
		assert_int_equal(json_parse(&doc, buf_span(&r.message), &why), 0);
		each_text(json_root(&doc), rows[i].good);
		assert_non_null(strstr(buf_str(&r.message), rows[i].holds));
		assert_null(strstr(buf_str(&r.message), "parse_mode"));
		assert_null(strstr(buf_str(&r.message), "\"markdown\""));
		json_doc_clear(&doc);
		rig_clear(&r);
	}
}

static void
test_a_text_message_is_one_form_field_whatever_it_says(void **state)
{
	struct buf body = BUF_INIT(4096);
	struct span rest, pair;
	struct rig r;
	struct why why;
	size_t pairs = 0;

	(void)state;
	rig_init(&r, CHANNEL_SMS);
	say(&r, "a&To=%2B34999&Body=x=y+z " HOSTILE, "", "T");
	assert_int_equal(build(&r, &why), 0);
	rest = buf_span(&r.message);
	while (text_split(&rest, '&', &pair))
		pairs++;
	assert_int_equal(pairs, 3);
	assert_int_equal(text_percent_decode(&body, buf_span(&r.message), true), 0);
	assert_non_null(strstr(buf_str(&body), "a&To=%2B34999&Body=x=y+z <!channel>"));
	buf_clear(&body);
	rig_clear(&r);
}

/* ---- sizes ---- */

static size_t
longest(struct json_value v)
{
	char text[70000];
	size_t most = 0;

	if (json_kind(v) == JSON_KIND_STRING && json_string_copy(v, text, sizeof(text)))
		return channel_http_units(span_of(text));
	if (json_kind(v) != JSON_KIND_OBJECT && json_kind(v) != JSON_KIND_ARRAY)
		return 0;
	for (struct json_value e = json_first(v); json_exists(e); e = json_next(e))
		if (longest(e) > most)
			most = longest(e);
	return most;
}

static void
test_what_is_too_long_for_a_service_is_cut_between_words(void **state)
{
	static const struct {
		const struct channel *channel;
		size_t units, bytes;
	} rows[] = {
	    {&channel_slack, 3000, 1 << 20},
	    {&channel_teams, 6000, 28 << 10},
	    {&channel_discord, 2000, 1 << 20},
	    {&channel_ntfy, 4096, 1 << 20},
	    {&channel_telegram, 4096, 1 << 20},
	    {&channel_whatsapp, 1024, 1 << 20},
	};
	static const char *const words[] = {"palabra ", "*_~`", "ñandú ", "😀😀 ", "<&> "};
	char *text = calloc(1, 60000);

	(void)state;
	assert_non_null(text);
	for (size_t w = 0; w < COUNT(words); w++) {
		text[0] = '\0';
		for (size_t len = 0; len + strlen(words[w]) < 50000; len += strlen(words[w]))
			memcpy(text + len, words[w], strlen(words[w]) + 1);
		for (size_t i = 0; i < COUNT(rows); i++) {
			struct json_doc doc = {0};
			struct rig r;
			struct why why;

			rig_init(&r, rows[i].channel->id);
			say(&r, text, text, text);
			assert_int_equal(build(&r, &why), 0);
			assert_in_range(r.message.len, 1, rows[i].bytes);
			assert_int_equal(json_parse(&doc, buf_span(&r.message), &why), 0);
			if (longest(json_root(&doc)) > rows[i].units)
				fail_msg("%s: %zu units", channel_name(rows[i].channel->id),
				    longest(json_root(&doc)));
			json_doc_clear(&doc);
			rig_clear(&r);
		}
	}
	free(text);
}

static void
test_a_cut_text_keeps_whole_words_and_says_that_it_is_cut(void **state)
{
	static const struct {
		const char *text;
		size_t units;
		const char *expected;
	} rows[] = {
	    {"uno dos tres", 12, "uno dos tres"},
	    {"uno dos tres", 11, "uno dos…"},
	    {"uno dos tres", 9, "uno dos…"},
	    {"unodostres", 5, "unod…"},
	    {"añil", 4, "añil"},
	    {"😀😀😀", 6, "😀😀😀"},
	    {"😀😀😀", 5, "😀😀…"},
	    {"", 5, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf b = BUF_INIT(256);

		assert_int_equal(
		    channel_http_add_cut(&b, span_of(rows[i].text), rows[i].units, NULL), 0);
		assert_string_equal(buf_str(&b), rows[i].expected);
		assert_true(channel_http_units(buf_span(&b)) <= rows[i].units);
		buf_clear(&b);
	}
}

/* ---- phones ---- */

static void
repeat(char *out, const char *unit, size_t count)
{
	out[0] = '\0';
	for (size_t i = 0; i < count; i++)
		memcpy(out + i * strlen(unit), unit, strlen(unit) + 1);
}

static void
test_segments_are_counted_as_phones_do(void **state)
{
	static const struct {
		const char *unit;
		size_t count, segments;
	} rows[] = {
	    {"a", 160, 1},
	    {"a", 161, 2},
	    {"a", 306, 2},
	    {"a", 307, 3}, /* GSM 03.38 */
	    {"ñ", 160, 1},
	    {"ñ", 161, 2}, /* within it */
	    {"€", 80, 1},
	    {"€", 81, 2}, /* two places each */
	    {"á", 70, 1},
	    {"á", 71, 2},
	    {"á", 134, 2},
	    {"á", 135, 3}, /* not in it: UCS-2 */
	    {"😀", 35, 1},
	    {"😀", 36, 2}, /* two units each */
	    {"", 1, 1},
	};
	char text[2000];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		repeat(text, rows[i].unit, rows[i].count);
		if (phone_segments(span_of(text)) != rows[i].segments)
			fail_msg("%zu of %s: %zu", rows[i].count, rows[i].unit,
			    phone_segments(span_of(text)));
	}
}

static void
test_a_text_message_stays_short_and_never_lacks_the_person(void **state)
{
	static const char *const words[] = {"palabra ", "ánimo ", "€€€€ ", "😀 "};
	char text[4000];

	(void)state;
	for (size_t w = 0; w < COUNT(words); w++) {
		struct buf body = BUF_INIT(8192);
		struct rig r;
		struct why why;

		repeat(text, words[w], 300);
		rig_init(&r, CHANNEL_SMS);
		say(&r, text, text, text);
		assert_int_equal(build(&r, &why), 0);
		assert_int_equal(text_percent_decode(&body, buf_span(&r.message), true), 0);
		assert_true(phone_segments(span_of(strstr(buf_str(&body), "Body=") + 5)) <= 6);
		assert_non_null(strstr(buf_str(&body), r.sample.shop.contact_phone));
		assert_non_null(strstr(buf_str(&body), "…"));
		buf_clear(&body);
		rig_clear(&r);
	}
}

static void
test_only_a_number_with_its_country_is_written_to(void **state)
{
	static const struct {
		const char *phone, *to; /* NULL: refused */
	} rows[] = {
	    {"+34 600 000 000", "%2B34600000000"},
	    {"0034-600-000-000", "%2B34600000000"},
	    {"+44 (20) 7946 0000", "%2B442079460000"},
	    {"600 000 000", NULL},
	    {"+34", NULL},
	    {"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char expected[64];
		struct rig r;
		struct why why;
		int rc;

		rig_init(&r, CHANNEL_SMS);
		(void)text_cut(r.sample.person.phone, LIMIT_PHONE_ROOM, span_of(rows[i].phone));
		say(&r, "S", "P", "T");
		rc = build(&r, &why);
		assert_int_equal(rc, rows[i].to != NULL ? 0 : ERR_MALFORMED);
		if (rc < 0) {
			assert_string_equal(why.path, "phone");
		} else {
			(void)snprintf(expected, sizeof(expected), "To=%s&", rows[i].to);
			assert_true(text_starts(buf_span(&r.message), expected));
		}
		rig_clear(&r);
	}
}

/* ---- answers ---- */

#define SAID(code, number)                                                                         \
	{                                                                                          \
		0, CHANNEL_STEP_ANSWER, code, number, false                                        \
	}
#define CUT(sent)                                                                                  \
	{                                                                                          \
		ERR_NETWORK, CHANNEL_STEP_ANSWER, 0, "", sent                                      \
	}

static void
test_answers_are_told_apart(void **state)
{
	static const struct {
		const struct channel *channel;
		struct channel_reply reply;
		enum answer expected;
	} rows[] = {
	    {&channel_webhook, SAID(200, ""), ANSWER_OK},
	    {&channel_webhook, SAID(204, ""), ANSWER_OK},
	    {&channel_webhook, SAID(302, ""), ANSWER_TEMPORARY},
	    {&channel_webhook, SAID(400, ""), ANSWER_TEMPORARY},
	    {&channel_webhook, SAID(410, ""), ANSWER_PERMANENT},
	    {&channel_webhook, SAID(429, ""), ANSWER_TEMPORARY},
	    {&channel_webhook, SAID(502, ""), ANSWER_TEMPORARY},
	    {&channel_webhook, CUT(true), ANSWER_IN_DOUBT},
	    {&channel_webhook, CUT(false), ANSWER_CHANNEL_FAILING},
	    {&channel_slack, SAID(200, ""), ANSWER_OK},
	    {&channel_slack, SAID(400, ""), ANSWER_PERMANENT},
	    {&channel_slack, SAID(403, ""), ANSWER_CHANNEL_FAILING},
	    {&channel_slack, SAID(404, ""), ANSWER_CHANNEL_FAILING},
	    {&channel_slack, SAID(410, ""), ANSWER_CHANNEL_FAILING},
	    {&channel_slack, SAID(429, ""), ANSWER_TEMPORARY},
	    {&channel_slack, SAID(500, ""), ANSWER_TEMPORARY},
	    {&channel_slack, SAID(504, ""), ANSWER_IN_DOUBT},
	    {&channel_slack, SAID(302, ""), ANSWER_CHANNEL_FAILING},
	    {&channel_slack, CUT(true), ANSWER_IN_DOUBT},
	    {&channel_slack, CUT(false), ANSWER_CHANNEL_FAILING},
	    {&channel_teams, SAID(202, ""), ANSWER_OK},
	    {&channel_teams, SAID(413, ""), ANSWER_PERMANENT},
	    {&channel_teams, SAID(401, ""), ANSWER_CHANNEL_FAILING},
	    {&channel_discord, SAID(200, ""), ANSWER_OK},
	    {&channel_discord, SAID(404, "10015"), ANSWER_CHANNEL_FAILING},
	    {&channel_discord, SAID(429, ""), ANSWER_TEMPORARY},
	    {&channel_ntfy, SAID(200, ""), ANSWER_OK},
	    {&channel_ntfy, SAID(401, "40101"), ANSWER_CHANNEL_FAILING},
	    {&channel_ntfy, SAID(507, ""), ANSWER_TEMPORARY},
	    {&channel_telegram, SAID(200, ""), ANSWER_OK},
	    {&channel_telegram, SAID(400, ""), ANSWER_CHANNEL_FAILING},
	    {&channel_telegram, SAID(403, ""), ANSWER_CHANNEL_FAILING},
	    {&channel_telegram, SAID(429, ""), ANSWER_TEMPORARY},
	    {&channel_sms, SAID(201, ""), ANSWER_OK},
	    {&channel_sms, SAID(400, "21610"), ANSWER_PERMANENT},
	    {&channel_sms, SAID(400, "21606"), ANSWER_CHANNEL_FAILING},
	    {&channel_sms, SAID(400, "99999"), ANSWER_PERMANENT},
	    {&channel_sms, SAID(401, "20003"), ANSWER_CHANNEL_FAILING},
	    {&channel_sms, SAID(429, "20429"), ANSWER_TEMPORARY},
	    {&channel_sms, SAID(503, ""), ANSWER_TEMPORARY},
	    {&channel_sms, CUT(true), ANSWER_IN_DOUBT},
	    {&channel_whatsapp, SAID(200, ""), ANSWER_OK},
	    {&channel_whatsapp, SAID(400, "131026"), ANSWER_PERMANENT},
	    {&channel_whatsapp, SAID(400, "132001"), ANSWER_CHANNEL_FAILING},
	    {&channel_whatsapp, SAID(400, "131056"), ANSWER_TEMPORARY},
	    {&channel_whatsapp, SAID(401, "190"), ANSWER_CHANNEL_FAILING},
	    {&channel_whatsapp, CUT(true), ANSWER_IN_DOUBT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].channel->classify(&rows[i].reply) != rows[i].expected)
			fail_msg("row %zu: %s", i,
			    answer_name(rows[i].channel->classify(&rows[i].reply)));
}

static void
test_every_channel_has_its_row(void **state)
{
	(void)state;
	for (int id = CHANNEL_EMAIL; id < CHANNEL_COUNT; id++) {
		const struct channel *channel = channel_of((enum channel_id)id);

		assert_non_null(channel);
		assert_string_equal(channel->name, channel_name((enum channel_id)id));
		assert_int_equal(channel->request == NULL, id == CHANNEL_EMAIL);
	}
	assert_null(channel_of(CHANNEL_COUNT));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_channel_has_its_row),
	    cmocka_unit_test(test_each_channel_sends_the_request_that_its_service_documents),
	    cmocka_unit_test(test_the_same_notice_is_the_same_bytes_and_id),
	    cmocka_unit_test(test_names_can_be_no_markup_and_no_mention),
	    cmocka_unit_test(test_a_text_message_is_one_form_field_whatever_it_says),
	    cmocka_unit_test(test_what_is_too_long_for_a_service_is_cut_between_words),
	    cmocka_unit_test(test_a_cut_text_keeps_whole_words_and_says_that_it_is_cut),
	    cmocka_unit_test(test_segments_are_counted_as_phones_do),
	    cmocka_unit_test(test_a_text_message_stays_short_and_never_lacks_the_person),
	    cmocka_unit_test(test_only_a_number_with_its_country_is_written_to),
	    cmocka_unit_test(test_answers_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
