#include "monitor/net/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/log.h"

#define NOW 1780000000000LL

/* The fetch that is under way, and what those who wait were told. */
static struct {
	struct clock *clock;
	struct tokens *tokens;
	size_t sent;
	transport_done_fn *done;
	void *arg;
	int send_rc;
	int told[4];
	int64_t retry_after_ms;
	size_t told_count;
} b;

static int
build(const struct account *acct, struct http_request *out)
{
	return strcmp(acct->service, "none") == 0
	    ? 0
	    : buf_add_str(&out->url, "https://t.example/token");
}

static int
parse(const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why)
{
	(void)why;
	if (in->status != 200)
		return in->status == 429 ? ERR_RATE_LIMITED : ERR_BAD_CREDENTIALS;
	out->expires_utc_ms = now_utc_ms + HOUR_MS;
	return secret_set(&out->value, in->body.data, in->body.len);
}

static const struct carrier with_token = {.auth_build = build, .auth_parse = parse};
static const struct carrier without_token = {.id = "plain"};
static const struct account account = {.id = "acme"};

static int
send_fake(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	(void)self;
	(void)options;
	http_request_clear(req);
	if (b.send_rc < 0)
		return b.send_rc;
	b.sent++;
	b.done = done;
	b.arg = arg;
	return 0;
}

static void
told(int rc, int64_t retry_after_ms, void *arg)
{
	(void)arg;
	b.told[b.told_count++] = rc;
	b.retry_after_ms = retry_after_ms;
}

static void
answer(int status, const char *body)
{
	struct http_response res;

	http_response_init(&res);
	res.status = status;
	(void)buf_add_str(&res.body, body);
	if (status == 429)
		assert_int_equal(http_headers_add(&res.headers, "Retry-After", "120"), 0);
	b.done(0, &res, b.arg);
	http_response_clear(&res);
}

static bool
fetch(void)
{
	bool sent;

	assert_int_equal(tokens_fetch(b.tokens, &account, &with_token, told, NULL, &sent), 0);
	return sent;
}

static const char *
held(struct token_grant *grant)
{
	if (!tokens_have(b.tokens, &account, &with_token, grant))
		return NULL;
	return grant->token ? secret_bytes(&grant->token->value) : "none needed";
}

static int
setup(void **state)
{
	struct transport_port port = {.send = send_fake};

	(void)state;
	memset(&b, 0, sizeof(b));
	log_set_level(LOG_LEVEL_ERR - 1);
	assert_int_equal(clock_new_fake(&b.clock, NOW, 0), 0);
	return tokens_new(b.clock, port, &b.tokens);
}

static int
teardown(void **state)
{
	(void)state;
	tokens_free(b.tokens);
	clock_free(b.clock);
	return 0;
}

static void
test_an_account_without_a_token_step_needs_none(void **state)
{
	static const struct account none = {.id = "basic", .service = "none"};
	struct token_grant grant;

	(void)state;
	assert_true(tokens_have(b.tokens, &account, &without_token, &grant));
	assert_null(grant.token);
	assert_true(tokens_have(b.tokens, &none, &with_token, &grant));
	assert_null(grant.token);
	assert_false(tokens_have(b.tokens, &account, &with_token, &grant));
}

static void
test_one_fetch_serves_all_who_wait(void **state)
{
	struct token_grant grant;

	(void)state;
	assert_true(fetch());
	assert_false(fetch());
	assert_false(fetch());
	assert_int_equal(b.sent, 1);
	assert_int_equal(b.told_count, 0);
	answer(200, "t1");
	assert_int_equal(b.told_count, 3);
	assert_int_equal(b.told[2], 0);
	assert_string_equal(held(&grant), "t1");
}

static void
test_a_failure_is_told_to_all_and_the_next_fetch_tries_again(void **state)
{
	struct token_grant grant;

	(void)state;
	assert_true(fetch());
	assert_false(fetch());
	answer(429, "");
	assert_int_equal(b.told[0], ERR_RATE_LIMITED);
	assert_int_equal(b.told[1], ERR_RATE_LIMITED);
	assert_int_equal(b.retry_after_ms, 120000);
	assert_null(held(&grant));
	assert_true(fetch());
	answer(401, "");
	assert_int_equal(b.told[2], ERR_BAD_CREDENTIALS);
}

static void
test_a_token_is_not_used_to_its_last_moment(void **state)
{
	struct token_grant grant;

	(void)state;
	assert_true(fetch());
	answer(200, "t1");
	clock_advance(b.clock, HOUR_MS - TOKEN_MARGIN_MS - 1, 0);
	assert_string_equal(held(&grant), "t1");
	clock_advance(b.clock, 1, 0);
	assert_null(held(&grant));
}

static void
test_a_late_refusal_of_an_old_token_leaves_the_new_one(void **state)
{
	struct token_grant old, grant;

	(void)state;
	assert_true(fetch());
	answer(200, "t1");
	assert_string_equal(held(&old), "t1");
	tokens_refused(b.tokens, "acme", old.generation);
	assert_null(held(&grant));
	assert_true(fetch());
	answer(200, "t2");
	tokens_refused(b.tokens, "acme", old.generation);
	assert_string_equal(held(&grant), "t2");
	tokens_forget(b.tokens);
	assert_null(held(&grant));
}

static void
test_a_request_that_cannot_leave_keeps_nobody_waiting(void **state)
{
	bool sent;

	(void)state;
	b.send_rc = ERR_BUSY;
	assert_int_equal(
	    tokens_fetch(b.tokens, &account, &with_token, told, NULL, &sent), ERR_BUSY);
	assert_false(sent);
	b.send_rc = 0;
	assert_true(fetch());
	answer(200, "t1");
	assert_int_equal(b.told_count, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_an_account_without_a_token_step_needs_none),
	    TEST(test_one_fetch_serves_all_who_wait),
	    TEST(test_a_failure_is_told_to_all_and_the_next_fetch_tries_again),
	    TEST(test_a_token_is_not_used_to_its_last_moment),
	    TEST(test_a_late_refusal_of_an_old_token_leaves_the_new_one),
	    TEST(test_a_request_that_cannot_leave_keeps_nobody_waiting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
