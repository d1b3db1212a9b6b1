#pragma once

/*
 * try: a configuration used in earnest: the token of each account, one mail for each shop to the address that its alerts go
 * to, one word through each channel (try_channels.h).
 * Blocking; a line on stdout for each as it ends.
 */

#include "monitor/base/policy.h"

/* True when all went well. */
bool try_policy(const struct policy *policy);

/* The line of one that was tried. */
void try_say(const char *what, const char *name, bool well, const char *text);
