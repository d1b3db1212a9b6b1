#include "monitor/base/color.h"

#include <math.h>

#include "monitor/base/text.h"

#define LEAST_CONTRAST 3.0 /* WCAG 2.2, 1.4.11 */

int
color_parse(struct span in, uint32_t *rgb)
{
	uint32_t value = 0;

	if (in.len != COLOR_ROOM || in.data[0] != '#')
		return ERR_MALFORMED;
	for (size_t i = 1; i < in.len; i++) {
		char c = text_upper(in.data[i]);

		if (!text_is_digit(c) && (c < 'A' || c > 'F'))
			return ERR_MALFORMED;
		value = value << 4 | (uint32_t)(text_is_digit(c) ? c - '0' : c - 'A' + 10);
	}
	*rgb = value;
	return 0;
}

/* Relative luminance, as WCAG 2.2 defines it. */
static double
luminance(uint32_t rgb)
{
	static const double weights[] = {0.0722, 0.7152, 0.2126};
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double part = (double)(rgb >> 8 * i & 0xff) / 255;

		sum += weights[i] *
		    (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double
color_contrast(uint32_t a, uint32_t b)
{
	double one = luminance(a) + 0.05, other = luminance(b) + 0.05;

	return one > other ? one / other : other / one;
}

uint32_t
color_on(uint32_t rgb)
{
	return color_contrast(rgb, 0xffffff) >= color_contrast(rgb, 0) ? 0xffffff : 0;
}

const char *
color_accent_fault(uint32_t rgb)
{
	if (color_contrast(rgb, COLOR_LIGHT_GROUND) < LEAST_CONTRAST)
		return "cannot be told from the white of our pages (contrast under 3:1): take a darker one";
	if (color_contrast(rgb, COLOR_DARK_GROUND) < LEAST_CONTRAST)
		return "cannot be told from the black of our pages by night (contrast under 3:1): take a lighter one";
	return NULL;
}
