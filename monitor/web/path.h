#pragma once

/* path: whether a request's path is that of a row of the table, and what its "*" stand for. Pure. */

#include "monitor/base/buf.h"

/* As sent, percent-encoded: the first, and the last; "" where there is none. */
struct path_wild {
	struct span first, last;
};

/* A "*" of the pattern stands for one part, which is not empty. Borrowed from `path`. */
bool path_matches(const char *pattern, const char *path, struct path_wild *wild);
