#pragma once

/*
 * channels: what holds of channel sections as a whole: what each kind of channel needs, and which of them a shop's lists name.
 */

#include "monitor/config.h"

/* Check the sections and fill in the shops' lists. */
void config_complete_channels(const struct config *config, struct policy *policy,
    const struct config_env *env, struct config_errors *errors);
