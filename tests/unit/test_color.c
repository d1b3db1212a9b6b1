#include "monitor/base/color.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static void
test_colours_are_read_in_one_form(void **state)
{
	static const char *const wrong[] = {
	    "", "#", "1a4c9e", "#1a4c9", "#1a4c9e0", "#1a4c9g", "#12 456", "red"};
	uint32_t rgb = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(color_parse(span_of(wrong[i]), &rgb), ERR_MALFORMED);
	assert_int_equal(rgb, 7);
	assert_int_equal(color_parse(span_of("#1A4c9E"), &rgb), 0);
	assert_int_equal(rgb, 0x1a4c9e);
}

/* Known ratios: black on white is 21, #777777 on white 4.48, #767676 4.54 (WCAG's own border case). */
static void
test_contrast_is_that_of_wcag(void **state)
{
	static const struct {
		uint32_t a, b;
		double ratio;
	} rows[] = {{0, 0xffffff, 21}, {0xffffff, 0xffffff, 1}, {0x777777, 0xffffff, 4.48},
	    {0x767676, 0xffffff, 4.54}, {0xff0000, 0xffffff, 4.00}, {0xffffff, 0x0000ff, 8.59}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_true(fabs(color_contrast(rows[i].a, rows[i].b) - rows[i].ratio) < 0.006);
}

static void
test_an_accent_is_seen_by_day_and_by_night_and_read_on(void **state)
{
	int taken = 0;

	(void)state;
	assert_null(color_accent_fault(0xb4431a));
	assert_non_null(color_accent_fault(0xffe08a));
	assert_non_null(color_accent_fault(0x0b1f4d));
	for (uint32_t rgb = 0; rgb < 0x1000000; rgb += 0x010307) {
		assert_true(color_contrast(rgb, color_on(rgb)) >= 4.5);
		if (color_accent_fault(rgb) != NULL)
			continue;
		taken++;
		assert_true(color_contrast(rgb, COLOR_LIGHT_GROUND) >= 3);
		assert_true(color_contrast(rgb, COLOR_DARK_GROUND) >= 3);
	}
	assert_true(taken > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_colours_are_read_in_one_form),
	    cmocka_unit_test(test_contrast_is_that_of_wcag),
	    cmocka_unit_test(test_an_accent_is_seen_by_day_and_by_night_and_read_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
