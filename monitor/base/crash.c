#include "monitor/base/crash.h"

#include "monitor/base/text.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Set by the linker around the section; weak: without points there is none. */
extern const char *const __start_crash_points[] __attribute__((weak));
extern const char *const __stop_crash_points[] __attribute__((weak));

/* Macros cannot hand a struct down to every place that may die. */
void
crash_point_pass(const char *name)
{
	static atomic_long passes; /* of the one point that the environment names */
	const char *wanted = getenv("PUNTUAL_CRASH_POINT");
	size_t len = strlen(name);
	int64_t nth = 1;

	if (wanted == NULL || strncmp(wanted, name, len) != 0)
		return;
	if (wanted[len] == ':') {
		if (text_parse_i64(span_of(wanted + len + 1), 1, INT32_MAX, &nth) != 0)
			return;
	} else if (wanted[len] != '\0') {
		return;
	}
	if (atomic_fetch_add(&passes, 1) + 1 == nth)
		(void)kill(getpid(), SIGKILL); /* cannot fail */
}

const char *const *
crash_points(size_t *count)
{
	*count =
	    __start_crash_points == NULL ? 0 : (size_t)(__stop_crash_points - __start_crash_points);
	return __start_crash_points;
}
