#pragma once

/*
 * whole: what no option tells alone: references between sections, options that go together, the files that they name, and what
 * follows from one for another. Runs once all options are read.
 */

#include "monitor/config/options.h"

/* Check and complete `policy`, whose settings `config` holds. ERR_NOMEM; whatever else is wrong is told in `errors`. */
int config_complete(struct config *config, struct policy *policy, const struct config_env *env,
    struct config_errors *errors) MUST_CHECK;

/* The line of a setting that was given, 0 of a default. */
int config_line_of(
    const struct config *c, enum config_section section, const char *title, const char *name);

/* The setting in force; NULL: its section is not there. */
const struct config_setting *config_setting_find(
    const struct config *c, const struct config_option *option, const char *title);
