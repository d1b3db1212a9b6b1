/*
 * Ways into the desk besides a printed link: one by mail, for who is known, and a trusted proxy's header, believed of nobody else.
 */

#include "monitor/web/desk_login.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "tests/support/browser.h"

#define HEADER "X-Forwarded-Email"

static struct browser b;

static void
begin(const char *proxies, const char *header)
{
	b.start = (struct browser_start){.proxies = proxies, .login_header = header};
	browser_init(&b);
	(void)text_cut(b.h.policy->shops[0].pages_url, sizeof(b.h.policy->shops[0].pages_url),
	    SPAN("https://puntual.example"));
	assert_int_equal(browser_command(&b, "POST", "/v1/staff",
			     "{\"email\":\"lucia@botijo.example\",\"shop\":\"luna\"}"),
	    201);
}

/* Letters to log in; the newest one's id. */
static size_t
letters(uint64_t *last)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[20];
	size_t count = 0, found = 0;

	assert_int_equal(store_notices(b.h.reader, 0, "luna", "", &cursor, ids, 20, &count), 0);
	for (size_t i = count; i-- > 0;) {
		struct notice n = NOTICE_INIT;

		assert_int_equal(store_notice(b.h.reader, ids[i], &n), 0);
		if (n.kind != NOTICE_LOGIN)
			continue;
		*last = ids[i];
		found++;
	}
	return found;
}

static void
test_a_link_by_mail_goes_to_whom_it_lets_in_and_to_nobody_else(void **state)
{
	char path[64], key[64], form[96];
	struct notice n = NOTICE_INIT;
	const char *at;
	uint64_t id = 0;

	(void)state;
	begin(NULL, NULL);
	assert_int_equal(browser_command(&b, "POST", "/v1/staff",
			     "{\"email\":\"ivan@botijo.example\",\"shop\":\"luna\",\"mail\":true}"),
	    201);
	assert_int_equal(letters(&id), 1);
	assert_int_equal(store_notice(b.h.reader, id, &n), 0);
	assert_int_equal(n.state, NOTICE_STATE_PENDING); /* though the shop is in the shadow */
	(void)snprintf(path, sizeof(path), "/v1/outbox/%" PRIu64, id);
	assert_int_equal(browser_command(&b, "GET", path, NULL), 200);
	assert_true(browser_says(&b, "To: ivan@botijo.example"));
	/* Whoever may read the outbox may not come in as another. */
	browser_let_in(&b, ACCESS_TOKEN, "a-token", "luna", SCOPE_ALL);
	assert_int_equal(browser_ask(&b, "GET", path, browser_bearer("a-token"), NULL), 200);
	assert_false(browser_says(&b, "key"));
	browser_let_in(&b, ACCESS_SESSION, "a-session", "luna", SCOPE_ALL);
	(void)snprintf(path, sizeof(path), "/desk/notices/%" PRIu64, id);
	assert_int_equal(browser_ask(&b, "GET", path, browser_session("a-session"), NULL), 404);
	/* It opens the door, once. */
	at = strstr(notice_login_link(&n), "key=");
	assert_non_null(at);
	(void)text_cut(key, sizeof(key), span_of(at + 4));
	(void)snprintf(form, sizeof(form), "key=%s", key);
	assert_int_equal(browser_ask(&b, "POST", "/desk/login", BROWSER_FORM, form), 303);
	assert_string_equal(browser_header(&b, "location"), "/desk");
	assert_int_equal(browser_ask(&b, "POST", "/desk/login", BROWSER_FORM, form), 303);
	assert_string_equal(browser_header(&b, "location"), "/desk/login?refused=1");
}

static void
test_who_asks_for_a_link_learns_nothing_and_one_is_sent(void **state)
{
	static const char *const forms[] = {"email=lucia%40botijo.example",
	    "email=LUCIA%40botijo.example", "email=nobody%40botijo.example", "email=", ""};
	uint64_t id = 0;

	(void)state;
	begin(NULL, NULL);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		assert_int_equal(
		    browser_ask(&b, "POST", "/desk/login/link", BROWSER_FORM, forms[i]), 303);
		assert_string_equal(browser_header(&b, "location"), "/desk/login?asked=1");
	}
	assert_int_equal(letters(&id), 1);
	assert_int_equal(browser_ask(&b, "POST", "/desk/login/link",
			     "Origin: https://other.example\r\n" BROWSER_FORM, forms[0]),
	    403);
}

enum { ASKS = 30 };

/* When the store's file was last written to. */
static struct timespec
written(void)
{
	char path[PATH_MAX + 16];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/data.mdb", b.h.path);
	assert_int_equal(stat(path, &st), 0);
	return st.st_mtim;
}

/* A letter is on disk before its asker is answered; were nobody's ask answered without, its speed would tell who works here. */
static void
test_who_is_not_known_waits_for_the_disk_too(void **state)
{
	static const char *const forms[] = {"email=lucia%40botijo.example",
	    "email=lucia%40botijo.example", "email=nobody%40botijo.example", "email="};

	(void)state;
	begin(NULL, NULL);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct timespec before = written(), after = before;

		/* A file's time may have steps of some ms. */
		for (int k = 0; k < ASKS && after.tv_nsec == before.tv_nsec; k++) {
			assert_int_equal(
			    browser_ask(&b, "POST", "/desk/login/link", BROWSER_FORM, forms[i]),
			    303);
			after = written();
		}
		if (after.tv_sec == before.tv_sec && after.tv_nsec == before.tv_nsec)
			fail_msg("%s is answered without a commit", forms[i]);
	}
}

static void
test_a_trusted_proxy_lets_in_whom_we_know(void **state)
{
	static const char *const nobody[] = {HEADER ": eve@ejemplo.example\r\n",
	    HEADER ": lucia@botijo.example\r\n" HEADER ": eve@ejemplo.example\r\n",
	    HEADER ": eve@ejemplo.example\r\n" HEADER ": lucia@botijo.example\r\n"};
	char cookie[128], headers[320];
	const char *from;

	(void)state;
	begin("127.0.0.1", HEADER);
	for (size_t i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++) {
		(void)browser_ask(&b, "GET", "/desk/login", nobody[i], NULL);
		assert_string_equal(browser_header(&b, "set-cookie"), "");
	}
	assert_int_equal(
	    browser_ask(&b, "GET", "/desk/login", HEADER ": Lucia@botijo.example\r\n", NULL), 303);
	assert_string_equal(browser_header(&b, "location"), "/desk");
	from = browser_header(&b, "set-cookie");
	(void)text_cut(
	    cookie, sizeof(cookie), (struct span){from, (size_t)(strchr(from, ';') - from)});
	(void)snprintf(
	    headers, sizeof(headers), "Cookie: %s\r\n" HEADER ": lucia@botijo.example\r\n", cookie);
	assert_int_equal(browser_ask(&b, "GET", "/desk", headers, NULL), 200);
	assert_true(browser_says(&b, "lucia@botijo.example"));
	/* Another is before the proxy now: the session is not theirs. */
	(void)snprintf(
	    headers, sizeof(headers), "Cookie: %s\r\n" HEADER ": eve@ejemplo.example\r\n", cookie);
	assert_int_equal(browser_ask(&b, "GET", "/desk", headers, NULL), 303);
	/* Who left stays out until they come in again. */
	assert_int_equal(
	    browser_ask(&b, "GET", "/desk/login?left=1", HEADER ": lucia@botijo.example\r\n", NULL),
	    200);
}

static void
test_the_header_of_anyone_else_is_no_word(void **state)
{
	static const struct {
		const char *proxies, *header;
	} cases[] = {{"192.0.2.7", HEADER}, {"", HEADER}, {"127.0.0.1", ""}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		begin(cases[i].proxies, cases[i].header);
		assert_int_equal(browser_ask(&b, "GET", "/desk/login",
				     HEADER ": lucia@botijo.example\r\n", NULL),
		    200);
		assert_string_equal(browser_header(&b, "set-cookie"), "");
		assert_int_equal(
		    browser_ask(&b, "GET", "/desk", HEADER ": lucia@botijo.example\r\n", NULL),
		    303);
		if (i + 1 < sizeof(cases) / sizeof(cases[0]))
			browser_clear(&b);
	}
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_prestate_setup_teardown(test, NULL, browser_teardown, &b)
	const struct CMUnitTest tests[] = {
	    TEST(test_a_link_by_mail_goes_to_whom_it_lets_in_and_to_nobody_else),
	    TEST(test_who_asks_for_a_link_learns_nothing_and_one_is_sent),
	    TEST(test_who_is_not_known_waits_for_the_disk_too),
	    TEST(test_a_trusted_proxy_lets_in_whom_we_know),
	    TEST(test_the_header_of_anyone_else_is_no_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
