#pragma once

/*
 * brand: the shop's own colour on its customers' pages: a style sheet that says it and nothing else, named by it, so that the policy of
 * those pages (no styles but our files) stays. Pure.
 */

#include "monitor/base/buf.h"

/* The bytes of "accent-b4431a.css". False: that is no such name, or a colour that the configuration would refuse. */
bool brand_asset(const char *name, struct buf *out);
