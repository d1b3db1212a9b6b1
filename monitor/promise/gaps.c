#include "monitor/promise/gaps.h"

#include "monitor/base/holiday.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "monitor/promise/lane.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends of the bins, in hours; the last bin has none: what is not heard of by then is not waited for any longer. */
static const int32_t ends[] = {1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 24, 36, GAPS_AHEAD_HOURS};

enum {
	FINITE = sizeof(ends) / sizeof(ends[0]),
	BINS = FINITE + 1,
	DAY_PARTS = 4, /* a morning's scan is followed by another one than an evening's */
	DAY_KINDS = 4, /* whether today and tomorrow are worked on */
	PHASES = 3,    /* collected, on the road, at the door */
	CLASSES = DAY_PARTS * DAY_KINDS * PHASES,
	MOVES = 2, /* the next scan is under the same roof, or not */
	CELLS = MOVES * CLASSES * BINS,
	SLOTS = 2048, /* depots beyond it share one: memory is bounded, sums stay sums */
	LEAST = 30,   /* gaps of a carrier in a class before anything is expected */
	SHRINK = 12,  /* a depot's own gaps weigh as much as the carrier's from so many on */
	WAYS = 16384, /* from where, whereto, by where: more of them are not known */
	LEAST_WAYS = 10,
	RARE_PER_MILLE = 20, /* a depot that so few pass is not waited for */
	LEADS_PER_MILLE = 250,
};

struct habit {
	int32_t bins[MOVES][CLASSES][BINS];
};

/* From one depot, for one destination: how often another one came next. By key, so that those of a start follow each other. */
struct way {
	char key[LIMIT_TALLY_KEY_ROOM]; /* "carrier|DEPOT>ES-08>NEXT" */
	int32_t bins[PHASES][BINS];     /* how long it took; a leg takes about as long on any day */
	int32_t counts[PHASES];
};

struct gaps {
	struct habit *slots[SLOTS]; /* owned; NULL: nothing known */
	struct way *ways;           /* owned; sorted */
	size_t way_count, way_room;
};

/* ---- names ---- */

static void
key_of(char *key, const char *carrier, char kind, const char *name)
{
	(void)snprintf(key, LIMIT_TALLY_KEY_ROOM, "%.15s%c%.47s", carrier, kind, name);
}

/* What a way's key begins with. */
static void
start_of(char *key, const struct shipment *s, const char *depot)
{
	(void)snprintf(key, LIMIT_TALLY_KEY_ROOM, "%.15s%c%.20s>%s-%.2s>", s->carrier,
	    GAPS_OF_DEPOT, depot, s->destination.country, s->destination.postcode);
}

static const struct event *
last_scan(const struct shipment *s)
{
	for (size_t i = s->events.count; i-- > 0;)
		if (s->events.items[i].physical)
			return &s->events.items[i];
	return NULL;
}

/* At a door, not in a depot. */
static bool
is_outside(enum milestone m)
{
	return m == MILESTONE_DELIVERED || m == MILESTONE_DELIVERY_ATTEMPTED;
}

void
gaps_name(const char *place, char out[GAPS_DEPOT_ROOM])
{
	size_t len = 0;

	for (const char *p = place; *p != '\0' && len + 1 < GAPS_DEPOT_ROOM; p++) {
		unsigned char c = (unsigned char)*p;

		if (c >= 0x80 || isalnum(c))
			out[len++] = (char)(c < 0x80 ? toupper(c) : c);
		else if (len > 0 && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	while (len > 0 && (unsigned char)out[len - 1] >= 0xc0)
		len--; /* no beginning of a character without its end */
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
}

void
gaps_depot(const struct shipment *s, char out[GAPS_DEPOT_ROOM])
{
	const struct event *e = last_scan(s);

	gaps_name(e == NULL || is_outside(e->milestone) ? "" : e->place, out);
}

/* ---- what is known ---- */

static int
phase_of(enum milestone m)
{
	return m == MILESTONE_ACCEPTED                            ? 0
	    : m == MILESTONE_IN_TRANSIT || m == MILESTONE_CUSTOMS ? 1
								  : 2;
}

struct gaps *
gaps_new(void)
{
	return calloc(1, sizeof(struct gaps));
}

void
gaps_free(struct gaps *g)
{
	for (size_t i = 0; g != NULL && i < SLOTS; i++)
		free(g->slots[i]);
	if (g != NULL)
		free(g->ways);
	free(g);
}

static size_t
slot_of(const char *key)
{
	return sign_hash64(span_of(key)) % SLOTS;
}

static const struct habit *
habit_of(const struct gaps *g, const char *carrier, const char *depot)
{
	char key[LIMIT_TALLY_KEY_ROOM];

	key_of(key, carrier, GAPS_OF_DEPOT, depot);
	return g->slots[slot_of(key)];
}

/* The first way whose key is not before it. */
static size_t
way_at(const struct gaps *g, const char *key)
{
	size_t from = 0, until = g->way_count;

	while (from < until) {
		size_t middle = from + (until - from) / 2;

		if (strcmp(g->ways[middle].key, key) < 0)
			from = middle + 1;
		else
			until = middle;
	}
	return from;
}

static int
add_way(struct gaps *g, const struct tally *t)
{
	size_t at = way_at(g, t->key);

	if (t->cell >= PHASES * BINS)
		return 0;
	if (at == g->way_count || strcmp(g->ways[at].key, t->key) != 0) {
		if (g->way_count == WAYS)
			return 0;
		if (g->way_count == g->way_room) {
			size_t room = g->way_room > 0 ? 2 * g->way_room : 64;
			struct way *ways = reallocarray(g->ways, room, sizeof(*ways));

			if (ways == NULL)
				return ERR_NOMEM;
			g->ways = ways;
			g->way_room = room;
		}
		memmove(&g->ways[at + 1], &g->ways[at], (g->way_count - at) * sizeof(*g->ways));
		g->ways[at] = (struct way){.key = ""};
		memcpy(g->ways[at].key, t->key, sizeof(t->key));
		g->way_count++;
	}
	g->ways[at].bins[t->cell / BINS][t->cell % BINS] += (int32_t)t->add;
	g->ways[at].counts[t->cell / BINS] += (int32_t)t->add;
	return 0;
}

int
gaps_add(struct gaps *g, const struct tally *t)
{
	struct habit **habit = &g->slots[slot_of(t->key)];

	if (strchr(t->key, '>') != NULL)
		return add_way(g, t);
	if (t->cell >= CELLS)
		return 0; /* of another division of the day */
	if (*habit == NULL)
		*habit = calloc(1, sizeof(**habit));
	if (*habit == NULL)
		return ERR_NOMEM;
	(*habit)->bins[t->cell / (CLASSES * BINS)][t->cell / BINS % CLASSES][t->cell % BINS] +=
	    (int32_t)t->add;
	return 0;
}

/* The ways from there; *all is how often one of them was gone in that phase. */
static const struct way *
ways_from(const struct gaps *g, const char *start, int phase, size_t *count, int64_t *all)
{
	size_t len = strlen(start), at = way_at(g, start);

	*all = 0;
	for (*count = 0;
	     at + *count < g->way_count && strncmp(g->ways[at + *count].key, start, len) == 0;
	     ++*count)
		*all += g->ways[at + *count].counts[phase];
	return &g->ways[at];
}

bool
gaps_leads_to(const struct gaps *g, const struct shipment *s, const char *depot)
{
	char here[GAPS_DEPOT_ROOM], start[LIMIT_TALLY_KEY_ROOM];
	int phase = phase_of(s->milestone);
	const struct way *ways;
	size_t count;
	int64_t all;

	gaps_depot(s, here);
	if (strcmp(here, depot) == 0)
		return true;
	if (g == NULL || here[0] == '\0')
		return false;
	start_of(start, s, here);
	ways = ways_from(g, start, phase, &count, &all);
	for (size_t i = 0; i < count; i++)
		if (strcmp(ways[i].key + strlen(start), depot) == 0)
			return all >= LEAST_WAYS &&
			    ways[i].counts[phase] * 1000LL >= all * LEADS_PER_MILLE;
	return false;
}

/* ---- hours ---- */

static bool
is_off(struct holiday_place place, int32_t day)
{
	return day_weekday(day) >= 5 || holiday_on(place, day);
}

static int
class_of(const struct shipment *s, int64_t at_utc_ms)
{
	struct holiday_place place =
	    holiday_place_of(s->destination.country, s->destination.postcode);
	int32_t day, second, offset;

	zone_wall(s->promise.zone, at_utc_ms, &day, &second, &offset);
	return (phase_of(s->milestone) * DAY_PARTS + second / (DAY_SECONDS / DAY_PARTS)) *
	    DAY_KINDS +
	    is_off(place, day) * 2 + is_off(place, day + 1);
}

static int
bin_of(int64_t gap_ms)
{
	int b = 0;

	while (b < FINITE && gap_ms >= ends[b] * (int64_t)HOUR_MS)
		b++;
	return b;
}

/* The share of gaps that fall into each bin, there and then. False: too little is known. */
static bool
shares_of(const struct gaps *g, const char *carrier, const char *depot, int move, int class,
    double *shares)
{
	const struct habit *all = habit_of(g, carrier, "");
	const struct habit *own = habit_of(g, carrier, depot);
	int64_t all_n = 0, own_n = 0;

	for (int b = 0; all != NULL && b < BINS; b++) {
		all_n += all->bins[move][class][b];
		own_n += own != NULL ? own->bins[move][class][b] : 0;
	}
	if (all_n < LEAST)
		return false;
	for (int b = 0; b < BINS; b++) {
		double usual = (double)all->bins[move][class][b] / (double)all_n;

		shares[b] =
		    ((own != NULL ? (double)own->bins[move][class][b] : 0) + SHRINK * usual) /
		    (double)(own_n + SHRINK);
	}
	return true;
}

/* ---- what came ---- */

static int32_t
step_of(int64_t at_utc_ms)
{
	return (int32_t)(at_utc_ms / HOUR_MS / GAPS_STEP_HOURS * GAPS_STEP_HOURS);
}

/* For its depot and its lane. */
static int
add_scan(const struct shipment *s, const char *depot, int32_t hour, uint16_t cell, int64_t add,
    struct tallies *out)
{
	char key[LIMIT_TALLY_KEY_ROOM], lane[LANE_ROOM];
	int rc;

	if (depot[0] == '\0')
		return 0;
	key_of(key, s->carrier, GAPS_OF_DEPOT, depot);
	rc = tallies_add(out, TALLY_SCAN, key, hour, cell, add);
	if (rc != 0)
		return rc;
	lane_of(s, lane);
	key_of(key, s->carrier, GAPS_OF_LANE, lane);
	return tallies_add(out, TALLY_SCAN, key, hour, cell, add);
}

/* The one that was waited for has come. */
static int
came(const struct shipment *before, const struct shipment *after, int64_t now_utc_ms,
    struct tallies *out)
{
	int64_t since = before->last_scan_utc_ms;
	int32_t day = (int32_t)(now_utc_ms / DAY_MS);
	char from[GAPS_DEPOT_ROOM], to[GAPS_DEPOT_ROOM], key[LIMIT_TALLY_KEY_ROOM];
	uint16_t bin = (uint16_t)bin_of(now_utc_ms - since), cell;
	int rc;

	gaps_depot(before, from);
	gaps_depot(after, to);
	cell =
	    (uint16_t)(((strcmp(from, to) != 0) * CLASSES + class_of(before, since)) * BINS + bin);
	key_of(key, before->carrier, GAPS_OF_DEPOT, "");
	rc = tallies_add(out, TALLY_GAP, key, day, cell, 1);
	if (rc == 0 && from[0] != '\0') {
		key_of(key, before->carrier, GAPS_OF_DEPOT, from);
		rc = tallies_add(out, TALLY_GAP, key, day, cell, 1);
	}
	if (rc == 0) {
		size_t len;

		start_of(key, before, from);
		len = strlen(key);
		(void)snprintf(key + len, sizeof(key) - len, "%s", to);
		rc = tallies_add(out, TALLY_GAP, key, day,
		    (uint16_t)(phase_of(before->milestone) * BINS + bin), 1);
	}
	return rc == 0 ? add_scan(after, to, step_of(now_utc_ms), GAPS_CELL_SEEN, 1000, out) : rc;
}

/* ---- what is expected ---- */

struct hope {
	const struct shipment *s;
	int64_t now_utc_ms;
	int phase;
	int first; /* bin in which we are */
	char here[GAPS_DEPOT_ROOM];
	const struct way *ways; /* from here */
	size_t count;
	size_t start; /* of the next depot, in their keys */
	double usual[MOVES][BINS];
	double left; /* of all that can still come */
	struct tallies *out;
};

/* One bin's share at one depot, over the steps that it covers from now on. */
static int
spread(const struct hope *h, const char *depot, int bin, double share)
{
	int64_t since = h->s->last_scan_utc_ms;
	int64_t from = since + (bin > 0 ? ends[bin - 1] : 0) * (int64_t)HOUR_MS;
	int64_t until = since + ends[bin] * (int64_t)HOUR_MS;
	int rc = 0;

	if (from < h->now_utc_ms)
		from = h->now_utc_ms;
	for (int64_t at = from; rc == 0 && at < until;) {
		int32_t step = step_of(at);
		int64_t end = (int64_t)(step + GAPS_STEP_HOURS) * HOUR_MS;

		if (end > until)
			end = until;
		rc = add_scan(h->s, depot, step, GAPS_CELL_EXPECTED,
		    (int64_t)(share * 1000 * (double)(end - at) / (double)(until - from) + 0.5),
		    h->out);
		at = end;
	}
	return rc;
}

static bool
is_move(const struct hope *h, const struct way *way)
{
	return strcmp(way->key + h->start, h->here) != 0;
}

/* How often, of all that leave here, it goes that way and takes so long. Under one roof the hour of the day rules, on the road the road. */
static double
share_of(const struct hope *h, const struct way *way, int bin)
{
	bool move = is_move(h, way);
	double usual = h->usual[move][bin], count = way->counts[h->phase];

	return move ? count * (way->bins[h->phase][bin] + SHRINK * usual) / (count + SHRINK)
		    : count * usual;
}

static int
hope_for(const struct hope *h, const struct way *way)
{
	int rc = 0;

	for (int b = h->first; b < FINITE && rc == 0; b++) {
		double share = share_of(h, way, b) / h->left;

		if (share > 0)
			rc = spread(h, way->key + h->start, b, share);
	}
	return rc;
}

/* The next one, after the age that the newest scan has already when we hear of it. */
static int
expect(const struct gaps *g, const struct shipment *s, int64_t now_utc_ms, struct tallies *out)
{
	struct hope h = {
	    .s = s, .now_utc_ms = now_utc_ms, .phase = phase_of(s->milestone), .out = out};
	int class = class_of(s, s->last_scan_utc_ms);
	char start[LIMIT_TALLY_KEY_ROOM];
	bool known[MOVES] = {false};
	int64_t all;
	int rc = 0;

	h.first = bin_of(now_utc_ms - s->last_scan_utc_ms);
	gaps_depot(s, h.here);
	start_of(start, s, h.here);
	h.start = strlen(start);
	h.ways = ways_from(g, start, h.phase, &h.count, &all);
	if (h.first >= FINITE || all < LEAST_WAYS)
		return 0;
	for (size_t i = 0; i < h.count; i++) {
		bool move = is_move(&h, &h.ways[i]);

		if (!known[move])
			known[move] = shares_of(g, s->carrier, h.here, move, class, h.usual[move]);
		if (!known[move])
			return 0;
	}
	for (size_t i = 0; i < h.count; i++)
		for (int b = h.first; b < BINS; b++)
			h.left += share_of(&h, &h.ways[i], b);
	for (size_t i = 0; i < h.count && h.left > 0 && rc == 0; i++)
		if (h.ways[i].counts[h.phase] * 1000LL >= all * RARE_PER_MILLE)
			rc = hope_for(&h, &h.ways[i]);
	return rc;
}

/* The carrier has it and is to bring it further. */
static bool
is_waited_for(const struct shipment *s)
{
	return s->handed_over && s->last_scan_utc_ms != AT_NONE && s->closed_utc_ms == AT_NONE &&
	    !milestone_terminal(s->milestone) && s->milestone != MILESTONE_READY_FOR_PICKUP &&
	    s->milestone != MILESTONE_RETURNING;
}

int
gaps_watch(const struct gaps *g, const struct shipment *before, const struct shipment *after,
    int64_t now_utc_ms, struct tallies *out)
{
	int rc = 0;

	if (after->last_scan_utc_ms == AT_NONE || shipment_invented(after) ||
	    after->last_scan_utc_ms == before->last_scan_utc_ms ||
	    after->last_scan_utc_ms > now_utc_ms || after->destination.country[0] == '\0')
		return 0;
	if (is_waited_for(before) && after->last_scan_utc_ms > before->last_scan_utc_ms)
		rc = came(before, after, now_utc_ms, out);
	if (rc == 0 && g != NULL && is_waited_for(after))
		rc = expect(g, after, now_utc_ms, out);
	return rc;
}
