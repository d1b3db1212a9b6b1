/*
 * fuzz_days: a shop's own days, from a table or a calendar. What is accepted stands in order, each day once, and within bounds.
 */

#include "monitor/config/days.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

typedef int parse_fn(struct span text, struct own_days *out, struct why *why);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static parse_fn *const parsers[] = {days_parse_csv, days_parse_ics};

	for (size_t p = 0; p < sizeof(parsers) / sizeof(parsers[0]); p++) {
		struct own_days days = {0};
		struct why why = {0};

		if (parsers[p]((struct span){(const char *)data, size}, &days, &why) < 0) {
			if (days.items != NULL || why.text[0] == '\0')
				abort();
			continue;
		}
		if (days.count > LIMIT_OWN_DAYS)
			abort();
		for (size_t i = 1; i < days.count; i++)
			if (days.items[i - 1].day >= days.items[i].day)
				abort();
		free(days.items);
	}
	return 0;
}
