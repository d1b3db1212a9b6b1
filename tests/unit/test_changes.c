#include "carriers/carrier.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

struct seen {
	char numbers[4][LIMIT_NUMBER_ROOM];
	size_t count;
	size_t stop_at; /* answers an error there; 0: never */
};

static int
take(const char *number, void *arg)
{
	struct seen *seen = arg;

	assert_true(seen->count < 4);
	(void)text_cut(seen->numbers[seen->count++], LIMIT_NUMBER_ROOM, span_of(number));
	return seen->count == seen->stop_at ? ERR_NOMEM : 0;
}

static int
parse(int status, const char *text, struct seen *seen)
{
	const struct account account = {.id = "sample", .user = "42424242"};
	const struct changes_query q = {.account = &account};
	struct http_response in;
	int rc;

	http_response_init(&in);
	in.status = status;
	assert_int_equal(buf_add_str(&in.body, text), 0);
	rc = carrier_find("postnl")->changes_parse(&q, &in, take, seen, NULL);
	http_response_clear(&in);
	return rc;
}

static void
test_postnl_is_asked_for_two_moments(void **state)
{
	struct account account = {.id = "sample", .user = "42424242"};
	const struct changes_query q = {
	    .account = &account, .from_utc_ms = 1790000000000, .until_utc_ms = 1790003600000};
	struct http_request request;

	(void)state;
	assert_int_equal(secret_set(&account.key, "k", 1), 0);
	http_request_init(&request);
	assert_int_equal(carrier_find("postnl")->changes_build(&q, &request), 0);
	assert_string_equal(buf_str(&request.url),
	    "https://api.postnl.nl/shipment/v2/status/42424242/updatedshipments"
	    "?period=2026-09-21T14%3A13%3A20Z&period=2026-09-21T15%3A13%3A20Z");
	assert_string_equal(http_headers_get(&request.headers, "apikey"), "k");
	http_request_clear(&request);
	secret_clear(&account.key);
}

static void
test_postnl_tells_what_changed(void **state)
{
	struct seen seen = {.count = 0};

	(void)state;
	assert_int_equal(
	    parse(200, "[{\"Barcode\":\"3SEJEM4242\"},{\"Barcode\":\"3s-ejem.4243\"}]", &seen), 0);
	assert_int_equal(seen.count, 2);
	assert_string_equal(seen.numbers[0], "3SEJEM4242");
	assert_string_equal(seen.numbers[1], "3SEJEM4243");
	assert_int_equal(parse(200, "[]", &seen), 0);
	assert_int_equal(seen.count, 2);
}

static void
test_postnl_changes_end_with_the_first_error(void **state)
{
	struct seen seen = {.stop_at = 1};

	(void)state;
	assert_int_equal(
	    parse(200, "[{\"Barcode\":\"3SEJEM4242\"},{\"Barcode\":\"3SEJEM4243\"}]", &seen),
	    ERR_NOMEM);
	assert_int_equal(seen.count, 1);
	assert_int_equal(parse(200, "[{\"Barcode\":null}]", &seen), ERR_MALFORMED);
	assert_int_equal(parse(200, "{\"Other\":1}", &seen), ERR_MALFORMED);
	assert_int_equal(parse(400, "{\"Errors\":[]}", &seen), ERR_REJECTED);
	assert_int_equal(parse(401, "{}", &seen), ERR_BAD_CREDENTIALS);
	assert_int_equal(parse(429, "{}", &seen), ERR_RATE_LIMITED);
	assert_int_equal(seen.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_postnl_is_asked_for_two_moments),
	    cmocka_unit_test(test_postnl_tells_what_changed),
	    cmocka_unit_test(test_postnl_changes_end_with_the_first_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
