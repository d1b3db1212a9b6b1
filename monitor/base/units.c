#include "monitor/base/units.h"

#include "monitor/base/text.h"
#include "monitor/base/when.h"

/* Of units, not cents: past it, it is a slip of the keyboard. */
#define AMOUNT_MOST 999999999

struct unit {
	const char *name;
	int64_t factor;
};

static const struct unit byte_units[] = {
    {"B", 1},
    {"kB", 1000},
    {"MB", 1000000},
    {"GB", 1000000000},
    {"TB", 1000000000000},
    {"KiB", 1LL << 10},
    {"MiB", 1LL << 20},
    {"GiB", 1LL << 30},
    {"TiB", 1LL << 40},
    {NULL, 0},
};

static const struct unit duration_units[] = {
    {"ms", 1},
    {"s", SECOND_MS},
    {"m", MINUTE_MS},
    {"h", HOUR_MS},
    {"d", DAY_MS},
    {NULL, 0},
};

/* The digits at the start, parsed, and what follows them without blanks. */
static int
parse_number(struct span in, int64_t *number, struct span *rest)
{
	size_t digits = 0;

	in = text_trim(in);
	while (digits < in.len && text_is_digit(in.data[digits]))
		digits++;
	*rest = text_trim((struct span){in.data + digits, in.len - digits});
	return text_parse_i64((struct span){in.data, digits}, 0, INT64_MAX, number);
}

static int
parse_with_unit(struct span in, const struct unit *units, int64_t *out)
{
	struct span name;
	int64_t number;
	int rc = parse_number(in, &number, &name);

	if (rc < 0)
		return rc;
	if (number == 0 && name.len == 0) {
		*out = 0;
		return 0;
	}
	for (; units->name != NULL; units++)
		if (span_equal_str(name, units->name))
			return __builtin_mul_overflow(number, units->factor, out) ? ERR_RANGE : 0;
	return ERR_MALFORMED;
}

int
units_parse_bytes(struct span in, int64_t *bytes)
{
	int64_t value;
	int rc = parse_with_unit(in, byte_units, &value);

	if (rc == 0)
		*bytes = value;
	return rc;
}

int
units_parse_duration(struct span in, int64_t *ms)
{
	int64_t value;
	int rc = parse_with_unit(in, duration_units, &value);

	if (rc == 0)
		*ms = value;
	return rc;
}

int
units_parse_per_mille(struct span in, int64_t *per_mille)
{
	struct span rest;
	int64_t whole;
	int32_t tenth = 0;
	int rc = parse_number(in, &whole, &rest);

	if (rc < 0)
		return rc;
	if (rest.len > 1 && rest.data[0] == '.') {
		if (!text_digits((struct span){rest.data + 1, rest.len - 1}, 1, &tenth))
			return ERR_MALFORMED;
		rest = text_trim((struct span){rest.data + 2, rest.len - 2});
	}
	if (!span_equal_str(rest, "%"))
		return ERR_MALFORMED;
	if (whole > 100 || (whole == 100 && tenth > 0))
		return ERR_RANGE;
	*per_mille = whole * 10 + tenth;
	return 0;
}

int
units_parse_clock(struct span in, int32_t *second)
{
	struct span hour;
	int32_t hours, minutes;

	in = text_trim(in);
	if (!text_split(&in, ':', &hour) || hour.len < 1 || hour.len > 2 || in.len != 2 ||
	    !text_digits(hour, hour.len, &hours) || !text_digits(in, 2, &minutes))
		return ERR_MALFORMED;
	if (minutes > 59 || hours * 60 + minutes > 24 * 60)
		return ERR_RANGE;
	*second = (hours * 60 + minutes) * 60;
	return 0;
}

int
units_parse_amount(struct span in, int64_t *cents)
{
	size_t whole = 0, decimals;
	int64_t units, rest = 0;
	int rc;

	while (whole < in.len && in.data[whole] != '.' && in.data[whole] != ',')
		whole++;
	decimals = whole < in.len ? in.len - whole - 1 : 0;
	rc = text_parse_i64((struct span){in.data, whole}, 0, AMOUNT_MOST, &units);
	if (rc == 0 && whole < in.len) {
		rc = decimals == 1 || decimals == 2
		    ? text_parse_i64((struct span){in.data + whole + 1, decimals}, 0, 99, &rest)
		    : ERR_MALFORMED;
		if (decimals == 1)
			rest *= 10;
	}
	if (rc == 0)
		*cents = units * 100 + rest;
	return rc;
}
