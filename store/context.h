#pragma once

/*
 * context: what a decision is given beside the shipment or the notice, read in the same transaction. Writer thread only.
 */

#include "store/work.h"

/* Into w->context. `self` (NULL: a notice is judged) stands for its stored record, which may not exist yet; `schedule` is its own;
 * `person` NULL: the order's is read. */
int context_build(struct work *w, const struct order *order, const struct shipment *self,
    const struct schedule *schedule, const struct person *person) MUST_CHECK;

/* For notices about no order. */
int context_of_shop(struct work *w, const char *shop) MUST_CHECK;

int context_counters(struct work *w, const char *shop, struct shop_counters *out) MUST_CHECK;

/* The last gap, of the daemon or of an account (may be NULL), whichever ended later. */
struct gap context_gap(const struct work *w, const struct account_record *account);

/* Of all accounts in a policy, in its order; the caller frees them. */
int context_accounts(
    struct work *w, const struct policy *policy, struct account_state **out) MUST_CHECK;

/* The same of its connectors, as store_connector has each. */
int context_connectors(
    struct work *w, const struct policy *policy, struct connector_state **out) MUST_CHECK;

/* The same of programs that are told what happens; id "": never told anything. */
int context_endpoints(
    struct work *w, const struct policy *policy, struct endpoint_state **out) MUST_CHECK;

/* ACCOUNT_RECORD_INIT with its id when never seen. */
int context_account(struct work *w, const char *id, struct account_record *out) MUST_CHECK;
