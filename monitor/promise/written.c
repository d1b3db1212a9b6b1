#include "monitor/promise/written.h"

#include "monitor/base/text.h"
#include "monitor/notice/compose.h"
#include "monitor/notice/times.h"

#include <string.h>

/* ---- what may be said ---- */

static struct parcels
parcels_of(const struct write_input *in)
{
	return (struct parcels){in->context->parcels, in->context->parcel_count};
}

static bool
is_told(const struct write_input *in)
{
	return parcels_told(parcels_of(in), in->shipment->promise.until_day, &in->context->order);
}

static bool
is_awaited(const struct parcel_head *p)
{
	return parcel_counts(p) && !p->closed;
}

static bool
is_awaited_lost(const struct parcel_head *p)
{
	return is_awaited(p) && p->milestone == MILESTONE_LOST_DAMAGED;
}

static bool
is_over(const struct write_input *in)
{
	const struct promise *p = &in->shipment->promise;

	return p->until_day != DAY_NONE && in->now_utc_ms >= zone_day_end(p->zone, p->until_day);
}

bool
written_fits(const struct write_input *in, enum notice_kind kind)
{
	struct parcels of = parcels_of(in);

	if (in->shop == NULL || !context_reachable(in->context, in->shop) ||
	    in->shipment->direction != DIRECTION_OUTBOUND)
		return false;
	switch (kind) {
	case NOTICE_NONE: return parcels_any(of, is_awaited);
	case NOTICE_STILL_NO_NEWS: /* "we said that you would hear from us" */
		return in->context->order.told_utc_ms != AT_NONE &&
		    parcels_any(of, parcel_is_unsure);
	case NOTICE_MISSED: return is_over(in) && !is_told(in) && parcels_any(of, parcel_is_late);
	case NOTICE_BACK_ON_TRACK:
		return is_told(in) && in->shipment->state == PROMISE_ON_TRACK &&
		    !parcels_any(of, parcel_is_late);
	case NOTICE_LOST: return parcels_any(of, is_awaited_lost);
	case NOTICE_DELIVERED:
		return in->shipment->milestone == MILESTONE_DELIVERED && parcels_all_delivered(of);
	default: return false;
	}
}

/* ---- another date ---- */

static int
check_days(const struct write_input *in, struct why *why)
{
	const struct staff_word *word = in->word;
	const struct promise *p = &in->shipment->promise;
	int32_t today = zone_day(p->zone, in->now_utc_ms);

	if (word->until_day == DAY_NONE || word->from_day == DAY_NONE ||
	    word->from_day > word->until_day)
		return why_set(why, ERR_RANGE, SIZE_MAX, "until",
		    "a first and a last day are needed, in this order");
	if (word->until_day < today)
		return why_set(why, ERR_RANGE, SIZE_MAX, "until", "that day is over");
	if (word->until_day - today > LIMIT_RETOLD_DAYS)
		return why_set(why, ERR_RANGE, SIZE_MAX, "until", "that is too far away");
	if (!is_told(in) && word->until_day <= p->until_day)
		return why_set(why, ERR_CONFLICT, SIZE_MAX, "until", "that is what was promised");
	return 0;
}

/* Whoever names an hour names one at which the dates still hold, and after this word has left. */
static int
check_next_word(const struct write_input *in, const struct notice *n, struct why *why)
{
	const struct notice_facts *f = &n->facts;
	int64_t at = in->word->next_word_utc_ms;

	if (at == 0)
		return 0;
	if (!notice_is_bad_news(n->kind) || at <= n->due_utc_ms + HOUR_MS ||
	    at > n->due_utc_ms + (int64_t)LIMIT_RETOLD_DAYS * DAY_MS ||
	    (f->window_until_day != DAY_NONE && at > zone_day_end(f->zone, f->window_until_day)))
		return why_set(why, ERR_RANGE, SIZE_MAX, "next",
		    "the next word is to come after this one, before the last day is over");
	return 0;
}

static enum notice_kind
kind_of(const struct write_input *in)
{
	if (in->word->kind != NOTICE_NONE)
		return in->word->kind;
	if (is_told(in))
		return in->word->until_day <= in->shipment->promise.until_day ? NOTICE_BACK_ON_TRACK
									      : NOTICE_DELAY_AGAIN;
	return is_over(in) ? NOTICE_MISSED : NOTICE_DELAY;
}

/* ---- the notice ---- */

/* It leaves when there has been time to take it back, and nobody sleeps. */
static void
set_times(const struct write_input *in, struct notice *n)
{
	const struct shipment *s = in->shipment;

	n->due_utc_ms = notice_quiet_end(
	    in->shop, s->promise.zone, notice_zone_spread(s), in->now_utc_ms + LIMIT_UNDO_MS);
	if (notice_is_bad_news(n->kind))
		n->facts.next_word_utc_ms = in->word->next_word_utc_ms != 0
		    ? in->word->next_word_utc_ms
		    : notice_next_word(
			  in->shop, n->facts.zone, n->due_utc_ms, n->facts.window_until_day);
	n->valid_until_utc_ms = n->due_utc_ms + DAY_MS;
	if (n->facts.next_word_utc_ms != AT_NONE &&
	    n->valid_until_utc_ms > n->facts.next_word_utc_ms - LIMIT_ESCALATE_MS)
		n->valid_until_utc_ms = n->facts.next_word_utc_ms - LIMIT_ESCALATE_MS;
}

static void
fill(const struct write_input *in, struct notice *n)
{
	const struct staff_word *word = in->word;
	const struct notice_question q = {.shipment = in->shipment,
	    .parcels = parcels_of(in),
	    .context = in->context,
	    .shop = in->shop,
	    .now_utc_ms = in->now_utc_ms};
	struct span once[2] = {{(const char *)n->dedup, sizeof(n->dedup)},
	    {(const char *)word->once, sizeof(word->once)}};

	compose(&q, &in->context->order, kind_of(in), is_told(in), n);
	if (!notice_lists(n, in->shipment->id) && n->shipment_count < LIMIT_ORDER_PARCELS)
		n->shipments[n->shipment_count++] = in->shipment->id;
	if (word->kind == NOTICE_NONE) {
		n->facts.window_from_day = word->from_day;
		n->facts.window_until_day = word->until_day;
	}
	memcpy(n->facts.words, word->text, sizeof(n->facts.words));
	n->by_hand = true;
	n->episode = in->context->order.episode * NOTICE_EPISODE_STEPS + NOTICE_STEP_WRITTEN;
	/* The brake and a pause are for what nobody looks at. */
	n->state =
	    in->shop->notices == NOTICES_CUSTOMERS ? NOTICE_STATE_PENDING : NOTICE_STATE_SHADOW;
	n->answer_text[0] = '\0';
	set_times(in, n);
	notice_dedup(n);
	sign_sha256_parts(once, 2, n->dedup);
}

/* What waits and would say the same, or another date. */
static int
replace_waiting(const struct write_input *in, const struct notice *n, struct effects *out)
{
	for (size_t i = 0; i < in->context->notice_count; i++) {
		const struct notice_head *h = &in->context->notices[i];
		bool date = notice_is_bad_news(h->kind) || h->kind == NOTICE_BACK_ON_TRACK;
		struct effect *e;

		if (notice_kind_audience(h->kind) != AUDIENCE_CUSTOMER ||
		    (h->state != NOTICE_STATE_PENDING && h->state != NOTICE_STATE_HELD) ||
		    (h->kind != n->kind && (!date || h->kind == NOTICE_LOST)))
			continue;
		e = effects_add(out, EFFECT_NOTICE_SUPERSEDE);
		if (e == NULL)
			return ERR_NOMEM;
		e->id = h->id;
		(void)text_cut(e->text, sizeof(e->text), SPAN("a person writes"));
	}
	return 0;
}

static int
journal(const struct write_input *in, const struct notice *n, struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_JOURNAL);

	if (e == NULL)
		return ERR_NOMEM;
	journal_init(&e->entry, "notice.written", in->shipment->id, in->now_utc_ms);
	journal_add_text(&e->entry, "kind", notice_kind_name(n->kind));
	journal_add_text(&e->entry, "author", in->word->author);
	if (n->facts.window_until_day != DAY_NONE)
		journal_add_day(&e->entry, "window_until", n->facts.window_until_day);
	return 0;
}

int
written_judge(const struct write_input *in, struct effects *out, struct why *why)
{
	struct effect *e;
	struct notice n = NOTICE_INIT;
	int rc;

	if (in->shop == NULL || !context_reachable(in->context, in->shop))
		return why_set(why, ERR_CONFLICT, SIZE_MAX, "", "there is nobody to write to");
	if (!written_fits(in, in->word->kind))
		return why_set(why, ERR_CONFLICT, SIZE_MAX, "kind", "that is not so now");
	rc = in->word->kind == NOTICE_NONE ? check_days(in, why) : 0;
	if (rc != 0)
		return rc;
	fill(in, &n);
	rc = check_next_word(in, &n, why);
	if (rc != 0)
		return rc;
	rc = replace_waiting(in, &n, out);
	if (rc != 0)
		return rc;
	e = effects_add(out, EFFECT_NOTICE_NEW);
	if (e == NULL)
		return ERR_NOMEM;
	e->notice = n;
	/* its next look at this parcel is after the word, not within a day */
	e = effects_add(out, EFFECT_REVIEW);
	if (e == NULL)
		return ERR_NOMEM;
	e->id = in->shipment->id;
	return journal(in, &n, out);
}
