#include "monitor/promise/incident.h"

#include "monitor/base/text.h"
#include "monitor/notice/times.h"
#include "monitor/promise/lane.h"
#include "monitor/promise/silence.h"

#include <stdio.h>
#include <string.h>

enum {
	OUTAGE_MS = 30 * 60 * 1000,           /* shorter failures mend themselves */
	LONGEST_MS = 5 * 24 * 60 * 60 * 1000, /* a silence so long has become what is usual */
	TOGETHER = 3,                         /* depots that make it the carrier's */
};

/* Chance alone would make a whole carrier, or a lane whose depots are well, so quiet once in very many looks. */
#define SURE_LARGE 14.0
/* So much of what a carrier is expected to read, in depots that are quiet together, makes it the carrier's. */
#define TOGETHER_SHARE 0.4

/* ---- carriers ---- */

struct health {
	bool down;    /* every account with the carrier has gone without an answer for long */
	bool ailing;  /* one of them does, for however short */
	bool refused; /* by our own fault */
	int64_t since_utc_ms;
};

static struct health
health_of(const struct incident_input *in, const char *carrier)
{
	struct health h = {.since_utc_ms = AT_NONE};
	bool up = false;

	for (size_t i = 0; i < in->account_count; i++) {
		const struct account_state *a = &in->accounts[i];
		const struct account *account = policy_account(in->policy, a->id);
		int64_t since = a->failing_since_utc_ms;

		if (account == NULL || strcmp(account->carrier, carrier) != 0)
			continue;
		h.ailing = h.ailing || a->stopped || since != AT_NONE;
		h.refused = h.refused || a->stopped;
		if (!a->stopped && (since == AT_NONE || in->now_utc_ms - since < OUTAGE_MS))
			up = true;
		else if (since != AT_NONE && since > h.since_utc_ms)
			h.since_utc_ms = since;
	}
	h.down = h.ailing && !up;
	return h;
}

/* ---- what is open ---- */

static const struct incident *
open_one(const struct incident_input *in, const char *carrier, const char *depot, const char *lane)
{
	for (size_t i = 0; i < in->open_count; i++) {
		const struct incident *o = &in->open[i];

		if (strcmp(o->carrier, carrier) == 0 && strcmp(o->depot, depot) == 0 &&
		    strcmp(o->lane, lane) == 0)
			return o;
	}
	return NULL;
}

static bool
concerns_shop(const struct incident_input *in, const struct shop *shop, const char *carrier)
{
	for (size_t i = 0; i < in->policy->account_count; i++) {
		const struct account *a = &in->policy->accounts[i];

		if ((carrier[0] == '\0' || strcmp(a->carrier, carrier) == 0) &&
		    (a->shop[0] == '\0' || strcmp(a->shop, shop->id) == 0))
			return true;
	}
	return false;
}

/* Kind, carrier and lane, where, since and until when, how many: in the members of the facts that say such things. */
static void
describe(const struct incident *i, struct notice_facts *facts)
{
	*facts = NOTICE_FACTS_INIT;
	(void)text_cut(facts->rule, sizeof(facts->rule), span_of(incident_kind_name(i->kind)));
	(void)snprintf(facts->detail, sizeof(facts->detail), "%s%s%s", i->carrier,
	    i->lane[0] != '\0' ? " " : "", i->lane);
	(void)text_cut(facts->last_scan_place, sizeof(facts->last_scan_place), span_of(i->depot));
	facts->last_scan_utc_ms = i->since_utc_ms;
	facts->next_word_utc_ms = i->until_utc_ms;
	facts->count = i->parcels;
}

/* Each shop that sends with the carrier, once. */
static int
tell(const struct incident_input *in, enum notice_kind kind, const struct incident *i,
    struct effects *out)
{
	struct notice_facts facts;
	char about[LIMIT_ORDER_ROOM];
	int rc = 0;

	describe(i, &facts);
	(void)snprintf(about, sizeof(about), "incident/%llu", (unsigned long long)i->id);
	for (size_t s = 0; rc == 0 && s < in->policy->shop_count; s++)
		if (concerns_shop(in, &in->policy->shops[s], i->carrier))
			rc = notice_tell_shop(
			    &in->policy->shops[s], kind, about, 0, 0, &facts, in->now_utc_ms, out);
	return rc;
}

static int
write_down(const struct incident_input *in, const char *name, const struct incident *i,
    struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_JOURNAL);

	if (e == NULL)
		return ERR_NOMEM;
	journal_init(&e->entry, name, 0, in->now_utc_ms);
	journal_add_text(&e->entry, "kind", incident_kind_name(i->kind));
	journal_add_text(&e->entry, "carrier", i->carrier);
	journal_add_text(&e->entry, "depot", i->depot);
	journal_add_text(&e->entry, "lane", i->lane);
	journal_add_at(&e->entry, "since", i->since_utc_ms);
	journal_add_number(&e->entry, "expected", i->expected);
	journal_add_number(&e->entry, "seen", i->seen);
	return 0;
}

static int
close_incident(const struct incident_input *in, const struct incident *i, enum incident_cause why,
    struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_INCIDENT_CLOSE);

	if (e == NULL)
		return ERR_NOMEM;
	e->id = i->id;
	(void)text_cut(e->text, sizeof(e->text), span_of(incident_cause_text(why)));
	return write_down(in, "incident.closed", i, out);
}

static int
open_incident(const struct silence *l, struct incident *i, struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_INCIDENT_OPEN);

	if (e == NULL)
		return ERR_NOMEM;
	i->opened_utc_ms = l->in->now_utc_ms;
	e->incident = *i;
	return write_down(l->in, "incident.opened", i, out);
}

/* ---- opening ---- */

/* The kind is told by the state of the data: a carrier that answers and says nothing of any of them has them standing. */
static int
open_quiet(const struct silence *l, const struct silence_group *g, size_t steps,
    const char *carrier, const char *depot, const char *lane, struct effects *out)
{
	struct incident i = INCIDENT_INIT;
	struct silence_sums s = silence_sum(l, g, steps);

	i.kind = s.seen < 1 ? INCIDENT_STANDSTILL : INCIDENT_SILENCE;
	(void)text_cut(i.carrier, sizeof(i.carrier), span_of(carrier));
	(void)text_cut(i.depot, sizeof(i.depot), span_of(depot));
	(void)text_cut(i.lane, sizeof(i.lane), span_of(lane));
	i.since_utc_ms =
	    (l->first_hour + (int64_t)(SILENCE_STEPS - steps) * GAPS_STEP_HOURS) * (int64_t)HOUR_MS;
	i.expected = (int64_t)(s.expected + 0.5);
	i.seen = (int64_t)(s.seen + 0.5);
	i.parcels = i.expected - i.seen;
	(void)snprintf(i.text, sizeof(i.text), "%lld scans expected, %lld seen",
	    (long long)i.expected, (long long)i.seen);
	return open_incident(l, &i, out);
}

static int
close_parts(const struct silence *l, const char *carrier, struct effects *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < l->in->open_count; i++) {
		const struct incident *o = &l->in->open[i];

		if (strcmp(o->carrier, carrier) == 0 && !o->by_hand &&
		    (o->depot[0] != '\0' || o->lane[0] != '\0'))
			rc = close_incident(l->in, o, INCIDENT_PART, out);
	}
	return rc;
}

static bool
has_part_open(const struct silence *l, const char *carrier)
{
	for (size_t i = 0; i < l->in->open_count; i++)
		if (strcmp(l->in->open[i].carrier, carrier) == 0 && !l->in->open[i].by_hand)
			return true;
	return false;
}

/* The carrier as a whole; else the depot that is quietest: what lies behind it is quiet with it. While that is open another one must be as
 * sure as a carrier's. A lane when all depots are well. None while what a carrier that stood had held is landing. */
static int
judge_silence(const struct silence *l, const char *carrier, struct effects *out)
{
	struct silence_group all = silence_whole(l, carrier);
	struct silence_quiet depots = silence_parts(l, carrier, &all, GAPS_OF_DEPOT), lanes;
	bool part = has_part_open(l, carrier);
	size_t steps = 0;
	bool large = silence_of(l, &all, NULL, &steps) >= SURE_LARGE;
	int rc;

	if (depots.count >= TOGETHER &&
	    depots.expected >= TOGETHER_SHARE * silence_sum(l, &all, SILENCE_WINDOW).expected) {
		large = true;
		steps = SILENCE_WINDOW;
	}
	if (large) {
		rc = open_quiet(l, &all, steps, carrier, "", "", out);
		return rc == 0 ? close_parts(l, carrier, out) : rc;
	}
	if (silence_stood(l, &all))
		return 0;
	if (depots.most != NULL) {
		const char *depot = silence_name(depots.most);

		if ((part && depots.by < SURE_LARGE) || open_one(l->in, carrier, depot, "") != NULL)
			return 0;
		return open_quiet(l, depots.most, depots.steps, carrier, depot, "", out);
	}
	lanes = silence_parts(l, carrier, &all, GAPS_OF_LANE);
	if (part || lanes.most == NULL || lanes.by < SURE_LARGE)
		return 0;
	return open_quiet(l, lanes.most, lanes.steps, carrier, "", silence_name(lanes.most), out);
}

static int
judge_carrier(const struct silence *l, const char *carrier, struct effects *out)
{
	struct health h = health_of(l->in, carrier);
	struct incident i = INCIDENT_INIT;
	int rc;

	if (open_one(l->in, carrier, "", "") != NULL || open_one(l->in, "", "", "") != NULL)
		return 0;
	if (!h.down) /* of a carrier that does not answer silence says nothing */
		return h.ailing ? 0 : judge_silence(l, carrier, out);
	i.kind = INCIDENT_OUTAGE;
	i.since_utc_ms = h.since_utc_ms;
	(void)text_cut(i.carrier, sizeof(i.carrier), span_of(carrier));
	(void)text_cut(i.text, sizeof(i.text),
	    span_of(incident_cause_text(h.refused ? INCIDENT_REFUSED : INCIDENT_UNANSWERED)));
	rc = open_incident(l, &i, out);
	return rc == 0 ? close_parts(l, carrier, out) : rc;
}

/* Each carrier that the policy asks, once. */
static int
judge_carriers(const struct silence *l, struct effects *out)
{
	const struct policy *p = l->in->policy;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->account_count; i++) {
		bool before = false;

		for (size_t k = 0; k < i; k++)
			before =
			    before || strcmp(p->accounts[k].carrier, p->accounts[i].carrier) == 0;
		if (!before)
			rc = judge_carrier(l, p->accounts[i].carrier, out);
	}
	return rc;
}

/* ---- closing ---- */

/* INCIDENT_CAUSES: it lasts. */
static enum incident_cause
over_why(const struct silence *l, const struct incident *o)
{
	struct silence_group found = {0};
	char kind = o->depot[0] != '\0' ? GAPS_OF_DEPOT : GAPS_OF_LANE;
	const char *name = kind == GAPS_OF_DEPOT ? o->depot : o->lane;

	if (o->until_utc_ms != AT_NONE && l->in->now_utc_ms >= o->until_utc_ms)
		return INCIDENT_ENDED;
	if (o->by_hand)
		return INCIDENT_CAUSES;
	if (name[0] == '\0')
		found = silence_whole(l, o->carrier);
	for (size_t i = 0; i < l->count && name[0] != '\0'; i++)
		if (silence_is_of(&l->groups[i], o->carrier, kind) &&
		    strcmp(silence_name(&l->groups[i]), name) == 0)
			found = l->groups[i];
	if (o->kind == INCIDENT_OUTAGE && health_of(l->in, o->carrier).down)
		return INCIDENT_CAUSES;
	if (silence_is_over(l, &found))
		return o->kind == INCIDENT_OUTAGE ? INCIDENT_ANSWERS : INCIDENT_MOVES;
	return l->in->now_utc_ms - o->opened_utc_ms >= LONGEST_MS ? INCIDENT_NOTHING_MORE
								  : INCIDENT_CAUSES;
}

static int
judge_open(const struct silence *l, struct effects *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < l->in->open_count; i++) {
		const struct incident *o = &l->in->open[i];
		enum incident_cause why = over_why(l, o);

		/* Of an API that fails the shop hears by its account already. */
		if (why == INCIDENT_CAUSES && o->kind != INCIDENT_OUTAGE)
			rc = tell(l->in, NOTICE_INCIDENT_OPENED, o, out);
		if (why == INCIDENT_CAUSES || rc < 0)
			continue;
		rc = close_incident(l->in, o, why, out);
		if (rc == 0)
			rc = tell(l->in, NOTICE_INCIDENT_CLOSED, o, out);
	}
	return rc;
}

/* ---- the whole ---- */

int
incident_judge(const struct incident_input *in, struct effects *out)
{
	struct silence l;
	int rc = silence_look(in, &l);

	if (rc == 0)
		rc = judge_open(&l, out);
	if (rc == 0)
		rc = judge_carriers(&l, out);
	silence_clear(&l);
	return rc;
}

/* ---- one parcel ---- */

const struct incident_head *
incident_of(const struct shipment *s, const struct context *c, const struct gaps *gaps)
{
	char lane[LANE_ROOM];

	lane_of(s, lane);
	for (size_t i = 0; i < c->incident_count; i++) {
		const struct incident_head *h = &c->incidents[i];

		if ((h->carrier[0] == '\0' || strcmp(h->carrier, s->carrier) == 0) &&
		    (h->lane[0] == '\0' || strcmp(h->lane, lane) == 0) &&
		    (h->depot[0] == '\0' || gaps_leads_to(gaps, s, h->depot)))
			return h;
	}
	return NULL;
}

/* No answer of the carrier says that it slips: we conclude it. */
static bool
rests_on_silence(const struct shipment *s)
{
	return strcmp(s->rule, "forecast") == 0 || strcmp(s->rule, "slipped_unknown") == 0;
}

const char *
incident_holds(const struct shipment *s, const struct incident_head *incident, int64_t now_utc_ms)
{
	if (incident != NULL &&
	    (rests_on_silence(s) || incident->by_hand || incident->kind == INCIDENT_OUTAGE))
		return "incident";
	if (rests_on_silence(s) && now_utc_ms < s->state_since_utc_ms + LIMIT_GROUP_MS)
		return "group";
	return NULL;
}
