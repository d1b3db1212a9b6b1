#include "monitor/notice/bounce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/sign.h"
#include "monitor/base/text.h"

#define TOKEN "0123456789abcdef0123456789abcdef"
#define OTHER "fedcba9876543210fedcba9876543210"

/* A report as Postfix lays it out; what differs is filled in. */
static void
report(struct buf *b, const char *to, const char *fields, const char *returned)
{
	*b = BUF_INIT(1 << 16);
	assert_int_equal(
	    buf_addf(b,
		"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: %s\r\n"
		"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n"
		"\tboundary=\"B/1.mx.example\"\r\n\r\nThis is a MIME message.\r\n\r\n"
		"--B/1.mx.example\r\nContent-Type: text/plain\r\n\r\nI am sorry. Action: delivered\r\n"
		"--B/1.mx.example\r\nContent-Description: Delivery report\r\n"
		"Content-Type: message/delivery-status\r\n\r\n"
		"Reporting-MTA: dns; mx.example\r\nArrival-Date: Fri, 20 Nov 2026 12:04:05 +0100\r\n\r\n"
		"Final-Recipient: rfc822; ana@ejemplo.example\r\n%s\r\n"
		"--B/1.mx.example\r\nContent-Type: text/rfc822-headers\r\n\r\n%s\r\n"
		"--B/1.mx.example--\r\n",
		to, fields, returned),
	    0);
}

static void
test_the_news_follow_from_action_and_status(void **state)
{
	static const struct {
		const char *fields;
		enum bounce_news news;
		const char *text;
	} cases[] = {
	    {"Action: failed\r\nStatus: 5.1.1\r\n"
	     "Diagnostic-Code: smtp; 550 5.1.1 <ana@ejemplo.example>:\r\n    no such mailbox\r\n",
		BOUNCE_DEAD, "5.1.1 550 5.1.1 <...> no such mailbox"},
	    {"Action: failed\r\nStatus: 5.1.2 (bad domain)\r\n", BOUNCE_DEAD, "5.1.2"},
	    {"Action: FAILED\r\nStatus: 5.4.4\r\n", BOUNCE_DEAD, "5.4.4"},
	    {"Action: failed\r\nStatus: 5.0.0\r\n", BOUNCE_DEAD, "5.0.0"},
	    {"Action: failed\r\nStatus: 5.2.1\r\n", BOUNCE_DEAD, "5.2.1"},
	    {"Action: failed\r\nStatus: 5.2.2\r\n", BOUNCE_REFUSED, "5.2.2"},
	    {"Action: failed\r\nStatus: 5.7.1\r\n", BOUNCE_REFUSED, "5.7.1"},
	    {"Action: failed\r\nStatus: 5.1.8\r\n", BOUNCE_REFUSED, "5.1.8"},
	    {"Action: failed\r\nStatus: 4.4.7\r\n", BOUNCE_REFUSED, "4.4.7"},
	    {"Action: failed\r\n", BOUNCE_REFUSED, ""},
	    {"Action: delayed\r\nStatus: 4.4.1\r\n", BOUNCE_DELAYED, "4.4.1"},
	    {"Action: relayed\r\nStatus: 2.0.0\r\n", BOUNCE_ARRIVED, "2.0.0"},
	    {"Action: delivered\r\nStatus: 2.1.5\r\n", BOUNCE_ARRIVED, "2.1.5"},
	    {"Action: opened\r\nStatus: 5.1.1\r\n", BOUNCE_NONE, ""},
	    {"Status: 5.1.1\r\n", BOUNCE_NONE, ""},
	    /* several: the worst counts */
	    {"Action: delayed\r\nStatus: 4.0.0\r\n\r\nFinal-Recipient: rfc822; b@x.example\r\n"
	     "Action: failed\r\nStatus: 5.1.1\r\n",
		BOUNCE_DEAD, "5.1.1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bounce got;
		struct buf b;

		report(&b, "rebote+" TOKEN "@tienda.example", cases[i].fields, "");
		bounce_read(buf_span(&b), "", &got);
		if (got.news != cases[i].news || strcmp(got.text, cases[i].text) != 0)
			fail_msg("%zu: %d '%s'", i, (int)got.news, got.text);
		assert_int_equal(got.token_count, 1);
		assert_string_equal(got.tokens[0], TOKEN);
		buf_clear(&b);
	}
}

static void
test_the_mail_is_known_by_where_the_report_went_or_by_what_it_returns(void **state)
{
	static const char failed[] = "Action: failed\r\nStatus: 5.1.1\r\n";
	struct bounce got;
	struct buf b;

	(void)state;
	report(&b, "pedidos@tienda.example", failed,
	    "Received: by mx.example\r\nMessage-ID:\r\n <" TOKEN
	    "@tienda.example>\r\nSubject: x\r\n");
	bounce_read(buf_span(&b), "", &got);
	assert_int_equal(got.token_count, 1);
	assert_string_equal(got.tokens[0], TOKEN);
	bounce_read(buf_span(&b), "rebote+" OTHER "@tienda.example", &got);
	assert_int_equal(got.token_count, 2);
	assert_string_equal(got.tokens[0], OTHER);
	buf_clear(&b);
	report(&b, "pedidos@tienda.example", failed, "Subject: Message-ID: <" TOKEN "@x>\r\n");
	bounce_read(buf_span(&b), "", &got);
	assert_int_equal(got.token_count, 0);
	assert_int_equal(got.news, BOUNCE_DEAD);
	buf_clear(&b);
}

static void
test_what_is_no_report_says_nothing(void **state)
{
	static const char *const texts[] = {
	    "",
	    "\r\n",
	    "From: ana@ejemplo.example\r\nSubject: Automatic reply\r\nAuto-Submitted: auto-replied\r\n\r\n"
	    "Action: failed\r\nStatus: 5.1.1\r\n",
	    "Content-Type: multipart/report\r\n\r\n--x\r\n",
	    "Content-Type: multipart/report; boundary=\"\"\r\n\r\n--\r\n",
	    "Content-Type: multipart/report; boundary=x\r\n\r\n--xx\r\n"
	    "Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n",
	    "Content-Type: multipart/report; boundary=x\r\n\r\n--x--\r\n"
	    "Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct bounce got;

		bounce_read(span_of(texts[i]), "", &got);
		if (got.news != BOUNCE_NONE || got.token_count != 0)
			fail_msg("%zu: %d", i, (int)got.news);
	}
}

/* As OpenSMTPD 6.8 lays it out: the status says nothing, the answer stands in the words for people. */
static void
test_an_answer_in_the_words_for_people_is_found(void **state)
{
	static const struct {
		const char *said;
		enum bounce_news news;
		const char *text;
	} cases[] = {
	    {"ana@ejemplo.example: 552 5.2.2 Mailbox full", BOUNCE_REFUSED,
		"5.2.2 552 5.2.2 Mailbox full"},
	    {"ana@ejemplo.example: 550 5.1.1 Nobody", BOUNCE_DEAD, "5.1.1 550 5.1.1 Nobody"},
	    {"ana@ejemplo.example: 550 Nobody", BOUNCE_DEAD, "5.0.0 550 Nobody"},
	    {"bea@ejemplo.example: 552 5.2.2 Mailbox full", BOUNCE_DEAD, "5.0.0"},
	    {"ana@ejemplo.example: 552 5.x", BOUNCE_DEAD, "5.0.0 552 5.x"},
	};
	struct buf b = BUF_INIT(1 << 16);
	struct bounce got;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&b);
		(void)buf_addf(&b,
		    "To: rebote+" TOKEN "@x\nContent-Type: multipart/mixed;boundary=\"8/vm\"\n\n"
		    "--8/vm\nContent-Type: text/plain\n\n    Hi!\n\n%s\n\n--8/vm\n"
		    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; vm\n\n"
		    "Final-Recipient: rfc822; ana@ejemplo.example\nAction: failed\nStatus: 5.0.0\n\n"
		    "--8/vm--\n",
		    cases[i].said);
		bounce_read(buf_span(&b), "", &got);
		if (got.news != cases[i].news || strcmp(got.text, cases[i].text) != 0)
			fail_msg("%s: %d '%s'", cases[i].said, (int)got.news, got.text);
	}
	buf_clear(&b);
}

/* Line feeds alone, a report inside another's parts, and depth without end. */
static void
test_other_shapes_are_read_or_left(void **state)
{
	static const char status[] =
	    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
	    "Action: failed\nStatus: 5.1.1\n";
	struct buf b = BUF_INIT(1 << 16);
	struct bounce got;

	(void)state;
	(void)buf_addf(&b,
	    "To: rebote+" TOKEN "@x\nContent-Type: multipart/mixed; boundary=out\n\n--out\n"
	    "Content-Type: MULTIPART/Report; Boundary=in; report-type=delivery-status\n\n"
	    "--in\n%s--in--\n--out--\n",
	    status);
	bounce_read(buf_span(&b), "", &got);
	assert_int_equal(got.news, BOUNCE_DEAD);
	assert_int_equal(got.token_count, 1);
	buf_reset(&b);
	for (int i = 0; i < 20; i++)
		(void)buf_addf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	(void)buf_add_str(&b, status);
	bounce_read(buf_span(&b), "", &got);
	assert_int_equal(got.news, BOUNCE_NONE);
	buf_clear(&b);
}

/* RFC 6533: of an address outside ASCII, its bytes as they are or encoded. */
static void
test_a_report_about_an_address_outside_ascii_is_read_however_it_is_encoded(void **state)
{
	static const char status[] =
	    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: utf-8; jos\xC3\xA9@ejemplo.example\n"
	    "Action: failed\nStatus: 5.6.7\n"
	    "Diagnostic-Code: smtp; 553 5.6.7 <jos\xC3\xA9@ejemplo.example> no\n";
	static const char quoted[] =
	    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: utf-8; jos=C3=A9@ejem=\nplo.example\n"
	    "Action: failed\nStatus: 5.6.7\n"
	    "Diagnostic-Code: smtp; 553 5.6.7 <jos=C3=A9@ejemplo.example> no\n";

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct buf b = BUF_INIT(1 << 16), coded = BUF_INIT(1 << 12);
		struct bounce got;

		(void)sign_add_base64(&coded, span_of(status));
		(void)buf_add_str(&coded, "\n");
		(void)buf_addf(&b,
		    "Delivered-To: rebote@tienda.example\n"
		    "Content-Type: multipart/report; boundary=out\n\n--out\n"
		    "Content-Type: message/global-delivery-status\n"
		    "Content-Transfer-Encoding: %s\n\n%s--out\n"
		    "Content-Type: message/global-headers\n\nMessage-ID: <" TOKEN
		    "@x>\n\n--out--\n",
		    (const char *const[]){"8bit", "quoted-printable", "base64"}[i],
		    (const char *const[]){status, quoted, buf_str(&coded)}[i]);
		bounce_read(buf_span(&b), "", &got);
		assert_int_equal(
		    got.news, BOUNCE_REFUSED); /* the way is too narrow, not the address dead */
		assert_string_equal(got.text, "5.6.7 553 5.6.7 <...> no");
		assert_int_equal(got.token_count, 1);
		assert_string_equal(got.tokens[0], TOKEN);
		buf_clear(&coded);
		buf_clear(&b);
	}
}

/* Cut anywhere it is read in part or not at all, and never past its end. */
static void
test_a_report_may_end_anywhere(void **state)
{
	struct bounce got;
	struct buf b;

	(void)state;
	report(&b, "rebote+" TOKEN "@tienda.example",
	    "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n",
	    "Message-ID: <" OTHER "@x>\r\n");
	for (size_t len = 0; len <= b.len; len++) {
		char *copy = malloc(len > 0 ? len : 1);

		assert_non_null(copy);
		memcpy(copy, b.data, len);
		bounce_read((struct span){copy, len}, "", &got);
		assert_in_range(got.token_count, 0, 2);
		free(copy);
	}
	assert_int_equal(got.news, BOUNCE_DEAD);
	buf_clear(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_news_follow_from_action_and_status),
	    cmocka_unit_test(test_the_mail_is_known_by_where_the_report_went_or_by_what_it_returns),
	    cmocka_unit_test(test_what_is_no_report_says_nothing),
	    cmocka_unit_test(test_an_answer_in_the_words_for_people_is_found),
	    cmocka_unit_test(test_other_shapes_are_read_or_left),
	    cmocka_unit_test(
		test_a_report_about_an_address_outside_ascii_is_read_however_it_is_encoded),
	    cmocka_unit_test(test_a_report_may_end_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
