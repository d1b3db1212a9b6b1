#include "monitor/promise/checkout.h"

#include "monitor/promise/advisor.h"
#include "monitor/promise/report.h"

#include <stdio.h>
#include <string.h>

enum {
	WEEK_DAYS = 7,
	WEEKS = LIMIT_REPORT_DAYS / WEEK_DAYS,
	AGAIN_PER_MILLE =
	    10, /* above its target by so much, a lane keeps it again: no to and fro */
};

static int
tell(const struct shop_input *in, const struct report_row *row, const char *name,
    struct effects *out)
{
	const struct report_sum *s = &row->sum;
	struct effect *e = effects_add(out, EFFECT_JOURNAL);

	if (e == NULL)
		return ERR_NOMEM;
	journal_init(&e->entry, name, 0, in->now_utc_ms);
	journal_add_text(&e->entry, "shop", in->shop->id);
	journal_add_text(&e->entry, "lane", row->lane);
	journal_add_text(&e->entry, "carrier", row->carrier);
	journal_add_number(&e->entry, "kept", report_rate(s->kept, s->late + s->lost));
	journal_add_number(&e->entry, "target", in->shop->keep_per_mille);
	journal_add_number(&e->entry, "n", s->kept + s->late + s->lost);
	return 0;
}

static void
key_of(const struct shop_input *in, const struct report_row *row, char key[LIMIT_TALLY_KEY_ROOM])
{
	(void)snprintf(
	    key, LIMIT_TALLY_KEY_ROOM, "%s|%s|%s", in->shop->id, row->lane, row->carrier);
}

/* Take back what was noted, week by week, so that no row ever says less than nothing. */
static int
forget(const struct shop_input *in, const char *key, struct effects *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < in->report_count; i++) {
		const struct tally *t = &in->report[i];

		if (t->cell == REPORT_BELOW && strcmp(t->key, key) == 0)
			rc = tallies_add(
			    &out->tallies, TALLY_REPORT, key, t->day, REPORT_BELOW, -t->add);
	}
	return rc;
}

static int
judge_row(const struct shop_input *in, const struct report *r, const struct report_row *row,
    struct effects *out)
{
	const struct report_sum *s = &row->sum;
	int64_t n = s->kept + s->late + s->lost;
	int64_t rate = report_rate(s->kept, s->late + s->lost);
	char key[LIMIT_TALLY_KEY_ROOM];
	int rc = 0;

	key_of(in, row, key);
	if (s->below == 0 && n >= advice_least() && rate < in->shop->keep_per_mille) {
		rc = tell(in, row, "lane.below_target", out);
		if (rc == 0)
			rc = tallies_add(
			    &out->tallies, TALLY_REPORT, key, r->monday, REPORT_BELOW, 1);
	} else if (s->below > 0 && n >= advice_least() &&
	    rate >= in->shop->keep_per_mille + AGAIN_PER_MILLE) {
		rc = tell(in, row, "lane.keeps_target", out);
		if (rc == 0)
			rc = forget(in, key, out);
	}
	return rc;
}

int
checkout_judge(const struct shop_input *in, struct effects *out)
{
	struct report r;
	int rc = 0;

	report_init(&r, zone_day(in->shop->zone, in->now_utc_ms), WEEKS);
	for (size_t i = 0; rc == 0 && i < in->report_count; i++)
		rc = report_take(&r, &in->report[i]);
	for (size_t i = 0; rc == 0 && i < r.count; i++)
		rc = judge_row(in, &r, &r.rows[i], out);
	report_clear(&r);
	return rc;
}
