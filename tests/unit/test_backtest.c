#include "monitor/cli/backtest_data.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/cli/backtest.h"
#include "monitor/cli/backtest_score.h"

static void
assert_close(double value, double expected)
{
	assert_true(fabs(value - expected) < 1e-9);
}

static void
test_chances_are_measured_as_the_field_does(void **state)
{
	struct scored rows[] = {{.9, 1, true}, {.2, 1, false}, {.6, .5, false}, {.6, 1, true}};
	struct chances c;

	(void)state;
	assert_int_equal(score_chances(rows, 4, 50, &c), 0);
	assert_close(c.late, 2 / 3.5);
	assert_close(c.auc, (1.25 + 1.5) / (2 * 1.5)); /* two that say the same count half */
	assert_close(c.brier, (.01 + .04 + .5 * .36 + .16) / 3.5);
	assert_close(c.base, 2 / 3.5 * 1.5 / 3.5);
	assert_close(c.ap, (1 * 1 + 1 * 2 / 2.5) / 2);
	assert_close(c.calibration, (.1 + .2 + fabs(.9 - 1)) / 3.5);
	assert_true(c.auc_range.low <= c.auc && c.auc <= c.auc_range.high);
}

static void
test_alerts_are_measured_with_their_lead(void **state)
{
	struct alerted rows[] = {{72 * (int64_t)HOUR_MS, 1, true}, {36 * (int64_t)HOUR_MS, 1, true},
	    {AT_NONE, 2, true}, {96 * (int64_t)HOUR_MS, 1, false}, {AT_NONE, 5, false}};
	struct alerts a;

	(void)state;
	assert_int_equal(score_alerts(rows, 5, 0, &a), 0);
	assert_close(a.count, 3);
	assert_close(a.precision, 2.0 / 3);
	assert_close(a.recall, .5);
	assert_close(a.warned_24h, .5);
	assert_close(a.warned_72h, .25);
	assert_close(a.lead_p50_h, 54);
	assert_close(a.ewu, (1 + .5 - .25) / 4);
}

/* ---- reading ---- */

static const char history[] =
    "nr,state,bought,handed,came,said,from,to,km\n"
    "A1,delivered,2026-01-05T10:00:00,2026-01-06T09:00:00,2026-01-08T12:30:00,2026-01-08,ES-28,ES-08,620.5\n"
    "A2,shipped,2026-01-04T10:00:00,2026-01-06T09:00:00Z,,2026-01-07,ES-28,ES-08,\n"
    "A3,delivered,2026-01-06T10:00:00,2026-01-07T09:00:00,2026-01-06T12:30:00,2026-01-08,ES-28,ES-08,1\n"
    "A4,delivered,2026-01-06T10:00:00,,2026-01-06T12:30:00,2026-01-08,ES-28,ES-08,1\n"
    "A5,delivered,2026-01-07,2026-01-07,2026-01-09T00:00:01,2026-01-08,,ES-08,1\n";

static int
read_history(const char *const *values, struct trials *out)
{
	char path[] = "/tmp/puntual-backtest-XXXXXX";
	char *args[] = {path};
	struct cli cli = {.command = &command_backtest, .args = args, .count = 1};
	int fd = mkstemp(path), code;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, history, sizeof(history) - 1), sizeof(history) - 1);
	assert_int_equal(close(fd), 0);
	for (size_t i = 0; i < CLI_OPTIONS && values[i] != NULL; i++)
		cli.values[i] = values[i];
	code = trials_read(&cli, out);
	assert_int_equal(unlink(path), 0);
	return code;
}

static const char columns[] =
    "id=nr,status=state,ordered_at=bought,accepted_at=handed,delivered_at=came,promised_date=said,"
    "origin=from,destination=to,distance_km=km";

static void
test_columns_are_mapped_zoned_and_weighed(void **state)
{
	static const char *const values[CLI_OPTIONS] = {
	    columns, "America/Sao_Paulo", "BR", "state!=delivered:0.4206"};
	struct trials t = {0};
	const struct trial *a1, *a2, *a5;

	(void)state;
	assert_int_equal(read_history(values, &t), EXIT_CODE_OK);
	assert_int_equal(t.rows, 5);
	assert_int_equal(t.count, 3); /* in the order of their orders */
	assert_int_equal(t.dirty, 1);
	assert_int_equal(t.unstarted, 1);
	a2 = &t.items[0];
	a1 = &t.items[1];
	a5 = &t.items[2];
	assert_string_equal(a1->id, "A1");
	assert_true(a1->judged && !a1->late);
	assert_int_equal(a1->passage.distance_km, 620);
	assert_string_equal(a1->passage.holidays, "BR");
	assert_close(a1->weight, 1);
	assert_true(a2->judged && a2->late);
	assert_close(a2->weight, .4206);
	assert_int_equal(a2->passage.weight, 420600);
	assert_int_equal(
	    a2->passage.steps[0].since_ms % DAY_MS, 6 * HOUR_MS); /* three hours west */
	assert_true(a5->late && !a5->judged);                     /* nobody knows where from */
	trials_clear(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_chances_are_measured_as_the_field_does),
	    cmocka_unit_test(test_alerts_are_measured_with_their_lead),
	    cmocka_unit_test(test_columns_are_mapped_zoned_and_weighed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
