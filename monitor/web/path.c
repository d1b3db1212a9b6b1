#include "monitor/web/path.h"

#include <string.h>

#include "monitor/base/text.h"

bool
path_matches(const char *pattern, const char *path, struct path_wild *wild)
{
	struct span left, right, part, given;

	/* Nearly all others differ before the first "*". */
	for (size_t i = 0; pattern[i] != '*' && pattern[i] != '\0'; i++)
		if (pattern[i] != path[i])
			return false;
	*wild = (struct path_wild){{"", 0}, {"", 0}};
	left = span_of(pattern);
	right = span_of(path);
	if (right.len > 0 && right.data[right.len - 1] == '/')
		return false;
	while (text_split(&left, '/', &part)) {
		if (!text_split(&right, '/', &given))
			return false;
		if (span_equal(part, SPAN("*"))) {
			if (given.len == 0)
				return false;
			if (wild->first.len == 0)
				wild->first = given;
			wild->last = given;
		} else if (!span_equal(part, given)) {
			return false;
		}
	}
	return !text_split(&right, '/', &given);
}
