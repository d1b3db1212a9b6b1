#include "carriers/shape.h"

#include <string.h>

#include "monitor/base/text.h"

/* One element of a pattern; *next gets what follows it. */
static bool
fits_one(const char *element, char c, const char **next)
{
	bool fits = false;

	*next = element + 1;
	switch (*element) {
	case '#': return text_is_digit(c);
	case '@': return text_is_alpha(c);
	case '?': return text_is_alnum(c);
	case '[':
		for (element++; *element != ']'; element++) {
			if (element[1] == '-') {
				fits = fits || (c >= element[0] && c <= element[2]);
				element += 2;
			} else {
				fits = fits || c == *element;
			}
		}
		*next = element + 1;
		return fits;
	default: return c == *element;
	}
}

bool
shape_fits(const char *pattern, const char *number)
{
	while (*pattern != '\0') {
		const char *same;
		const char *next;
		size_t times = 1;
		bool fits = fits_one(pattern, *number, &next);

		if (*next == '{') {
			times = 0;
			while (text_is_digit(*++next))
				times = 10 * times + (size_t)(*next - '0');
			next++; /* the closing brace */
		}
		for (; times > 0; times--) {
			if (!fits || *number == '\0')
				return false;
			number++;
			fits = fits_one(pattern, *number, &same);
		}
		pattern = next;
	}
	return *number == '\0';
}

static bool
check_holds(enum check check, const char *s)
{
	size_t len = strlen(s);

	switch (check) {
	case CHECK_NONE: return true;
	case CHECK_S10: return checkdigit_s10(s);
	case CHECK_MOD7: return checkdigit_mod7(s, len);
	case CHECK_MOD10_12: return checkdigit_mod10(s, len, 1, 2);
	case CHECK_MOD10_13: return checkdigit_mod10(s, len, 1, 3);
	case CHECK_MOD10_31: return checkdigit_mod10(s, len, 3, 1);
	case CHECK_MOD10_91: return checkdigit_mod10_after(s, len, 3, 1, 9 * 3 + 1 * 1);
	case CHECK_LUHN: return checkdigit_luhn(s, len);
	case CHECK_MOD37_36: return checkdigit_mod37_36(s, len);
	}
	return false;
}

int
shape_match(const struct number_shape *shapes, size_t count, const char *number)
{
	int sure = 0;

	for (size_t i = 0; i < count; i++)
		if (shapes[i].sure > sure && shape_fits(shapes[i].pattern, number) &&
		    check_holds(shapes[i].check, number + shapes[i].skip))
			sure = shapes[i].sure;
	return sure;
}
