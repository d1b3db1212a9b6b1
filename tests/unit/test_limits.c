#include "monitor/base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_reserved_places_leave_room_for_polls(void **state)
{
	(void)state;
	assert_true(LIMIT_QUEUE_RESERVED < LIMIT_QUEUE_OPS);
	assert_true(LIMIT_QUEUE_OPS - LIMIT_QUEUE_RESERVED >= LIMIT_BATCH_OPS);
}

static void
test_polls_stop_before_registrations_and_both_before_full(void **state)
{
	(void)state;
	assert_true(LIMIT_POLL_STOP_PERCENT < LIMIT_REGISTER_STOP_PERCENT);
	assert_true(LIMIT_REGISTER_STOP_PERCENT < 100);
}

static void
test_a_slow_mail_server_is_not_cut_before_its_ten_minutes(void **state)
{
	(void)state;
	assert_true(LIMIT_MAIL_MS > 10 * 60 * 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reserved_places_leave_room_for_polls),
	    cmocka_unit_test(test_polls_stop_before_registrations_and_both_before_full),
	    cmocka_unit_test(test_a_slow_mail_server_is_not_cut_before_its_ten_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
