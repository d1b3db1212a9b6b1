#include "store/apply_past.h"

#include "store/learn.h"

#include <string.h>

int
apply_past(struct work *w, const struct op *op, struct outcome *out)
{
	const struct shipment *s = &op->past.shipment;
	struct past_input in = {.shipment = s,
	    .policy = op->policy,
	    .shop = op->policy != NULL ? policy_shop(op->policy, s->shop) : NULL,
	    .model = w->model,
	    .now_utc_ms = w->now_utc_ms};
	struct tally once = {
	    .table = TALLY_PAST, .day = zone_when_day(s->promise.zone, s->delivered)};
	struct tallies lessons = {0};
	int64_t known;
	int rc;

	if (op->past.key[0] == '\0' || once.day == DAY_NONE)
		return outcome_refuse(
		    out, ERR_MALFORMED, "a past shipment needs its name and its arrival");
	if (w->judge->past == NULL)
		return 0;
	memcpy(once.key, op->past.key, sizeof(once.key));
	rc = sums_get(w->txn, &w->sums, &once, &known);
	if (rc != 0)
		return rc;
	out->result.existed = known != 0;
	if (out->result.existed)
		return 0;
	rc = w->judge->past(&in, &lessons);
	if (rc == 0)
		rc = tallies_add(&lessons, once.table, once.key, once.day, 0, 1);
	if (rc == 0)
		rc = learn_take(w, &lessons);
	tallies_clear(&lessons);
	return rc;
}
