#pragma once

/*
 * kinds_text: how values are written that name something: texts, paths, addresses, places, languages, channels. Pure. Their members are char
 * arrays, but for kind_channel's: an enum channel_id.
 */

#include "monitor/config/kinds.h"

/* One line of UTF-8 that fits its member. */
int config_read_text(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why);

extern const struct option_kind kind_text;
extern const struct option_kind kind_reply_path;
extern const struct option_kind kind_path;
extern const struct option_kind kind_domain;
extern const struct option_kind kind_email;
extern const struct option_kind kind_answered;
extern const struct option_kind kind_return_path;
extern const struct option_kind kind_phone;
extern const struct option_kind kind_locale;
extern const struct option_kind kind_zone;
extern const struct option_kind kind_country;
extern const struct option_kind kind_currency;
extern const struct option_kind kind_color;
extern const struct option_kind kind_base_url;
extern const struct option_kind kind_origin;
extern const struct option_kind kind_relay;
extern const struct option_kind kind_url;
extern const struct option_kind kind_channel;
