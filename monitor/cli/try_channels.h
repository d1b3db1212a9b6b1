#pragma once

/*
 * try_channels: one harmless word through each channel section that a shop names, for `puntual check-config --try`.
 */

#include "monitor/base/policy.h"

/* Says of each on stdout whether it was taken; false when one was not. */
bool try_channels(const struct policy *policy);
