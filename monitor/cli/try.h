#pragma once

/*
 * try: a configuration used in earnest: the token of each account, then one mail for each shop to the address that its alerts go to.
 * Blocking; a line on stdout for each as it ends.
 */

#include "monitor/base/policy.h"

/* True when all went well. */
bool try_policy(const struct policy *policy);
