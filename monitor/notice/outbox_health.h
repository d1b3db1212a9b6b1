#pragma once

/*
 * outbox_health: a channel that reaches nobody, as the shops hear of it (each by another channel) and as the store keeps it, for `status`
 * and the digest. Any thread, with its own port. What cannot be submitted is lost: the next failure says it again.
 */

#include "store/store.h"

/* Every shop that uses this section (NULL: mail, which all may) is told that it fails, since `since_utc_ms`. Said again with each failure:
 * the judge keeps it one notice by `since`. */
void health_tell(struct store_port *port, const struct policy *policy,
    const struct channel_settings *settings, int64_t since_utc_ms, const char *text,
    int64_t now_utc_ms);

/* False when it was not submitted. */
bool health_keep(struct store_port *port, const struct policy *policy,
    const struct account_state *state, int64_t now_utc_ms);
