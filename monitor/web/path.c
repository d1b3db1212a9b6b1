#include "monitor/web/path.h"

#include <string.h>

#include "monitor/base/text.h"

bool
path_matches(const char *pattern, const char *path, struct path_wild *wild)
{
	struct span left = span_of(pattern), right = span_of(path), part, given;

	*wild = (struct path_wild){{"", 0}, {"", 0}};
	/* Nearly all others differ before the first "*". */
	if (strncmp(pattern, path, strcspn(pattern, "*")) != 0)
		return false;
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
