#pragma once

/*
 * own_templates: the shop's own words: files DIR/<language>/<kind>.md, read when the configuration is, and checked as ours are.
 */

#include "monitor/base/policy.h"

/* Every template below `folder`, good for what `shop` gives (a page, a code); any other file there is passed over. *out (freed with own_templates_clear) changes only on
 * success. ERR_NOT_FOUND, ERR_IO, ERR_TOO_BIG, or what is wrong with a template, with "language/kind.md:line" in why->path; ERR_NOMEM. */
int own_templates_read(const char *folder, const struct shop *shop, struct own_templates *out,
    struct why *why) MUST_CHECK;
