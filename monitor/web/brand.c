#include "monitor/web/brand.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/color.h"
#include "monitor/base/text.h"

bool
brand_asset(const char *name, struct buf *out)
{
	const struct span before = SPAN("accent-"), after = SPAN(".css");
	char color[COLOR_ROOM + 1];
	uint32_t rgb;

	if (strlen(name) != before.len + COLOR_ROOM - 1 + after.len ||
	    !text_starts(span_of(name), before.data) ||
	    strcmp(name + before.len + COLOR_ROOM - 1, after.data) != 0)
		return false;
	(void)snprintf(color, sizeof(color), "#%.6s", name + before.len);
	if (color_parse(span_of(color), &rgb) < 0 || color_accent_fault(rgb) != NULL)
		return false;
	(void)buf_addf(
	    out, ":root{--accent:%s;--on-accent:#%06x}\n", color, (unsigned)color_on(rgb));
	return buf_error(out) == 0;
}
