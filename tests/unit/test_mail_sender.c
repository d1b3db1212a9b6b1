#include "monitor/net/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/thread.h"
#include "monitor/loop.h"
#include "monitor/net/transport.h"
#include "tests/support/sink.h"
#include "tests/support/tls.h"

#define MESSAGE                                                                                    \
	"From: Tienda <hola@tienda.example>\r\nTo: ana@ejemplo.example\r\n\r\nHola.\r\n.punto\r\n"

/* A sink on a thread of its own, since a sender blocks. */
static struct bench {
	struct clock *clock;
	struct loop *loop;
	struct loop_watch *stop;
	struct wake *wake;
	struct thread *thread;
	struct sink *sink;
	char folder[80];
	struct mail_settings settings;
	struct mail_sender *sender;
	bool utf8;
	struct tls_identity *tls; /* of the sink that start begins next; NULL: in clear */
} b;

static void
on_stop(int fd, int events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	loop_stop(b.loop);
}

static void
run(void *arg)
{
	(void)arg;
	if (loop_run(b.loop) < 0)
		abort();
}

static void
start(const char *script, const char *user)
{
	struct clock_options options = {.rate = 1, .start_utc_ms = AT_NONE};
	char log[sizeof(b.folder) + 8];

	b = (struct bench){.tls = b.tls, .utf8 = b.utf8};
	(void)snprintf(b.folder, sizeof(b.folder), "/tmp/test_mail_sender.XXXXXX");
	assert_non_null(mkdtemp(b.folder));
	(void)snprintf(log, sizeof(log), "%s/log", b.folder);
	assert_int_equal(clock_new(&b.clock, &options), 0);
	assert_int_equal(loop_new(&b.loop, b.clock), 0);
	assert_int_equal(sink_new(b.loop,
			     &(struct sink_options){.maildir = b.folder,
				 .script = script,
				 .user = user,
				 .password = "llave",
				 .utf8 = b.utf8,
				 .log = log,
				 .tls = b.tls},
			     &b.sink),
	    0);
	assert_int_equal(wake_new(&b.wake), 0);
	assert_int_equal(loop_watch_new(b.loop, wake_fd(b.wake), on_stop, NULL, &b.stop), 0);
	assert_int_equal(loop_watch_set(b.stop, LOOP_READ), 0);
	assert_int_equal(thread_start(&b.thread, "sink", run, NULL), 0);
	assert_int_equal(mail_sender_new(&b.sender), 0);
	(void)snprintf(
	    b.settings.url, sizeof(b.settings.url), "smtp://127.0.0.1:%d", sink_port(b.sink));
	(void)snprintf(b.settings.hello, sizeof(b.settings.hello), "tienda.example");
}

static void
finish(void)
{
	char path[128];

	mail_sender_free(b.sender);
	wake_signal(b.wake);
	thread_join(b.thread);
	for (size_t i = 0; i < sink_kept(b.sink); i++) {
		(void)snprintf(path, sizeof(path), "%s/new/%06zu.sink", b.folder, i);
		(void)unlink(path);
	}
	for (const char *const *sub = (const char *const[]){"tmp", "new", "cur", NULL}; *sub;
	     sub++) {
		(void)snprintf(path, sizeof(path), "%s/%s", b.folder, *sub);
		(void)rmdir(path);
	}
	(void)snprintf(path, sizeof(path), "%s/log", b.folder);
	(void)unlink(path);
	(void)rmdir(b.folder);
	sink_free(b.sink);
	loop_watch_free(b.stop);
	wake_free(b.wake);
	loop_free(b.loop);
	clock_free(b.clock);
	secret_clear(&b.settings.password);
}

static struct mail_result
send_to(const char *to)
{
	struct mail_result result;

	mail_send(b.sender, &b.settings, "hola@tienda.example", to, SPAN(MESSAGE), &result);
	return result;
}

static void
test_a_message_arrives_byte_for_byte_and_the_connection_is_kept(void **state)
{
	char path[128], text[1024];
	struct mail_result r;
	size_t n;
	FILE *f;

	(void)state;
	start(NULL, NULL);
	for (int i = 0; i < 3; i++) {
		r = send_to("ana@ejemplo.example");
		assert_int_equal(r.rc, 0);
		assert_int_equal(r.stage, MAIL_STAGE_FINAL);
		assert_int_equal(r.code, 250);
		assert_string_equal(r.enhanced, "2.0.0");
		assert_string_equal(r.text, "Kept");
		assert_true(r.all_sent);
	}
	assert_int_equal(sink_kept(b.sink), 3);
	assert_int_equal(sink_connections(b.sink), 1);
	(void)snprintf(path, sizeof(path), "%s/new/000000.sink", b.folder);
	f = fopen(path, "r");
	assert_non_null(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	assert_string_equal(text,
	    "Return-Path: <hola@tienda.example>\r\nDelivered-To: ana@ejemplo.example\r\n" MESSAGE);
	finish();
}

static void
test_each_way_to_fail_says_its_stage_and_code(void **state)
{
	static const struct {
		const char *script;
		int rc;
		enum mail_stage stage;
		int code;
		const char *enhanced;
		bool all_sent;
	} cases[] = {
	    {"connect * always reply 554 5.3.2 Not now", ERR_REJECTED, MAIL_STAGE_CONNECT, 554,
		"5.3.2", false},
	    {"connect * always cut", ERR_NETWORK, MAIL_STAGE_CONNECT, 0, "", false},
	    {"ehlo * always cut", ERR_NETWORK, MAIL_STAGE_CONNECT, 220, "", false},
	    {"mail * always reply 554 5.7.1 Relay denied", ERR_REJECTED, MAIL_STAGE_FROM, 554,
		"5.7.1", false},
	    {"mail * always reply 421 4.3.2 Closing", ERR_REJECTED, MAIL_STAGE_FROM, 421, "4.3.2",
		false},
	    {"rcpt ana@ always reply 550 5.1.1 Nobody", ERR_REJECTED, MAIL_STAGE_RCPT, 550, "5.1.1",
		false},
	    {"rcpt ana@ each reply 451 4.7.1 Come again later", ERR_REJECTED, MAIL_STAGE_RCPT, 451,
		"4.7.1", false},
	    {"rcpt * always reply 550 no enhanced code", ERR_REJECTED, MAIL_STAGE_RCPT, 550, "",
		false},
	    {"rcpt * always cut", ERR_NETWORK, MAIL_STAGE_RCPT, 250, "2.1.0", false},
	    {"data * always reply 452 4.3.1 Full", ERR_REJECTED, MAIL_STAGE_DATA, 452, "4.3.1",
		false},
	    {"final * always reply 552 5.2.2 Over quota", ERR_REJECTED, MAIL_STAGE_FINAL, 552,
		"5.2.2", true},
	    {"final * always cut", ERR_NETWORK, MAIL_STAGE_FINAL, 0, "", true},
	    {"final * always keep-cut", ERR_NETWORK, MAIL_STAGE_FINAL, 0, "", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mail_result r;

		start(cases[i].script, NULL);
		r = send_to("ana@ejemplo.example");
		if (r.rc != cases[i].rc || r.stage != cases[i].stage || r.code != cases[i].code)
			fail_msg("%s: %s at %s, %d %s", cases[i].script, err_name(r.rc),
			    mail_stage_name(r.stage), r.code, r.text);
		assert_string_equal(r.enhanced, cases[i].enhanced);
		assert_int_equal(r.all_sent, cases[i].all_sent);
		finish();
	}
}

static void
test_after_a_refusal_the_next_message_goes_through(void **state)
{
	(void)state;
	start("rcpt * each reply 451 4.7.1 Later\nfinal bea@ 1 cut", NULL);
	assert_int_equal(send_to("ana@ejemplo.example").rc, ERR_REJECTED);
	assert_int_equal(send_to("ana@ejemplo.example").rc, 0);
	assert_int_equal(send_to("bea@ejemplo.example").rc, ERR_REJECTED);
	assert_int_equal(send_to("bea@ejemplo.example").rc, ERR_NETWORK);
	assert_int_equal(send_to("bea@ejemplo.example").rc, 0);
	finish();
}

static void
test_a_login_is_used_and_a_wrong_one_is_told_from_a_refusal(void **state)
{
	struct mail_result r;

	(void)state;
	start(NULL, "tienda");
	(void)snprintf(b.settings.user, sizeof(b.settings.user), "tienda");
	assert_int_equal(secret_set(&b.settings.password, "mala", 4), 0);
	r = send_to("ana@ejemplo.example");
	assert_int_equal(r.rc, ERR_BAD_CREDENTIALS);
	assert_int_equal(r.stage, MAIL_STAGE_AUTH);
	assert_int_equal(r.code, 535);
	assert_string_equal(r.enhanced, "5.7.8");
	assert_int_equal(secret_set(&b.settings.password, "llave", 5), 0);
	r = send_to("ana@ejemplo.example");
	assert_int_equal(r.rc, 0);
	finish();
}

static void
test_tls_that_is_required_and_not_offered_sends_nothing(void **state)
{
	struct mail_result r;

	(void)state;
	start(NULL, NULL);
	b.settings.starttls = true;
	r = send_to("ana@ejemplo.example");
	assert_true(r.rc < 0);
	assert_int_equal(r.stage, MAIL_STAGE_TLS);
	assert_int_equal(sink_kept(b.sink), 0);
	finish();
}

static void
log_in(const char *password)
{
	(void)snprintf(b.settings.user, sizeof(b.settings.user), "tienda");
	assert_int_equal(secret_set(&b.settings.password, password, strlen(password)), 0);
}

static void
test_with_starttls_and_a_login_mail_goes_through_on_one_connection(void **state)
{
	char trusted[] = "/tmp/test_mail_sender_ca.XXXXXX";
	int fd = mkstemp(trusted);
	struct mail_result r;

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(tls_identity_new(&b.tls), 0);
	assert_int_equal(tls_identity_write(b.tls, trusted), 0);
	start(NULL, "tienda");
	b.settings.starttls = true;
	log_in("llave");
	r = send_to("ana@ejemplo.example"); /* nobody has said yet that it may be trusted */
	assert_int_equal(r.rc, ERR_NETWORK);
	assert_int_equal(r.stage, MAIL_STAGE_TLS);
	assert_int_equal(sink_kept(b.sink), 0);
	(void)snprintf(b.settings.ca_file, sizeof(b.settings.ca_file), "%s", trusted);
	for (int i = 0; i < 3; i++) {
		r = send_to("ana@ejemplo.example");
		assert_int_equal(r.rc, 0);
		assert_int_equal(r.stage, MAIL_STAGE_FINAL);
		assert_string_equal(r.text, "Kept");
	}
	assert_int_equal(sink_kept(b.sink), 3);
	assert_int_equal(sink_connections(b.sink), 2); /* the refused one, and one for all */
	secret_clear(&b.settings.password);
	log_in("otra");
	mail_sender_free(b.sender);
	assert_int_equal(mail_sender_new(&b.sender), 0);
	r = send_to("ana@ejemplo.example");
	assert_true(r.rc < 0);
	assert_int_equal(r.stage, MAIL_STAGE_AUTH);
	finish();
	tls_identity_free(b.tls);
	b.tls = NULL;
	(void)unlink(trusted);
}

static void
test_a_server_that_wants_tls_is_told_nothing_in_clear(void **state)
{
	struct mail_result r;

	(void)state;
	assert_int_equal(tls_identity_new(&b.tls), 0);
	start(NULL, NULL);
	r = send_to("ana@ejemplo.example");
	assert_int_equal(r.rc, ERR_REJECTED);
	assert_int_equal(r.stage, MAIL_STAGE_FROM);
	assert_int_equal(r.code, 530);
	finish();
	tls_identity_free(b.tls);
	b.tls = NULL;
}

static void
test_an_address_that_would_say_more_is_refused(void **state)
{
	static const char *const bad[] = {"", "a b@x", "a@x>", "<a@x", "a@x\r\nDATA"};

	(void)state;
	start(NULL, NULL);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(send_to(bad[i]).rc, ERR_MALFORMED);
	assert_int_equal(sink_connections(b.sink), 0);
	finish();
}

static void
test_nobody_there_is_a_network_error_at_connect(void **state)
{
	struct mail_result r;

	(void)state;
	start(NULL, NULL);
	(void)snprintf(b.settings.url, sizeof(b.settings.url), "smtp://127.0.0.1:1");
	r = send_to("ana@ejemplo.example");
	assert_int_equal(r.rc, ERR_NETWORK);
	assert_int_equal(r.stage, MAIL_STAGE_CONNECT);
	assert_false(r.all_sent);
	finish();
}

/* What the server was asked, a line a command. */
static size_t
asked(const char *stage)
{
	char path[128], line[256];
	size_t count = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/log", b.folder);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		count += strncmp(line, stage, strlen(stage)) == 0;
	(void)fclose(f);
	return count;
}

static void
test_an_address_outside_ascii_goes_where_the_server_takes_it(void **state)
{
	(void)state;
	b.utf8 = true;
	start(NULL, NULL);
	b.utf8 = false;
	for (int i = 0; i < 2;
	     i++) { /* the second on the kept connection, where nothing is offered again */
		assert_int_equal(send_to("ana@ejemplo.example").rc, 0);
		assert_int_equal(send_to("jos\xC3\xA9@ejemplo.example").rc, 0);
	}
	assert_int_equal(sink_kept(b.sink), 4);
	assert_int_equal(sink_connections(b.sink), 1);
	assert_int_equal(asked("ehlo "), 1);
	finish();
}

static void
test_a_server_that_takes_none_is_not_asked(void **state)
{
	(void)state;
	start(NULL, NULL);
	for (int i = 0; i < 2; i++) {
		struct mail_result r = send_to("jos\xC3\xA9@ejemplo.example");

		assert_int_equal(r.rc, ERR_MALFORMED);
		assert_int_equal(r.stage, MAIL_STAGE_RCPT);
		assert_int_equal(r.code, 0);
		assert_non_null(strstr(r.text, "SMTPUTF8"));
		assert_false(r.all_sent);
		assert_int_equal(asked("mail "), i);
		assert_int_equal(send_to("ana@ejemplo.example").rc, 0);
	}
	assert_int_equal(sink_kept(b.sink), 2);
	assert_int_equal(asked("rcpt "), 2);
	finish();
}

static int
library_init(void **state)
{
	(void)state;
	return transport_library_init();
}

static int
library_end(void **state)
{
	(void)state;
	transport_library_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_message_arrives_byte_for_byte_and_the_connection_is_kept),
	    cmocka_unit_test(test_each_way_to_fail_says_its_stage_and_code),
	    cmocka_unit_test(test_after_a_refusal_the_next_message_goes_through),
	    cmocka_unit_test(test_a_login_is_used_and_a_wrong_one_is_told_from_a_refusal),
	    cmocka_unit_test(test_tls_that_is_required_and_not_offered_sends_nothing),
	    cmocka_unit_test(test_with_starttls_and_a_login_mail_goes_through_on_one_connection),
	    cmocka_unit_test(test_a_server_that_wants_tls_is_told_nothing_in_clear),
	    cmocka_unit_test(test_an_address_that_would_say_more_is_refused),
	    cmocka_unit_test(test_an_address_outside_ascii_goes_where_the_server_takes_it),
	    cmocka_unit_test(test_a_server_that_takes_none_is_not_asked),
	    cmocka_unit_test(test_nobody_there_is_a_network_error_at_connect),
	};

	return cmocka_run_group_tests(tests, library_init, library_end);
}
