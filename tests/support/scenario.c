#include "tests/support/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/base/zone.h"

#define ZONE "Europe/Madrid"

/* Codes as in carriers/README.md; texts are invented. */
static const struct scan_kind kinds[] = {
    {"label", "pre-transit", "Shipment information received", "M", "003", "Label created", "OC", "",
	"Shipment information sent", "A090000V", "1", "Prerregistrado"},
    {"accepted", "transit", "Shipment picked up", "P", "038", "Pickup scan", "PU", "", "Picked up",
	"A010000V", "2", "Admitido"},
    {"transit", "transit", "Processed at facility", "I", "005", "Departed from facility", "DP", "",
	"Departed location", "G01L010V", "2", "En tránsito"},
    {"customs", NULL, NULL, "I", "014", "Held in customs", "CC", "", "Clearance in progress", NULL,
	NULL, NULL},
    {"out", "transit", "With delivery courier", "I", "021", "Out for delivery", "OD", "",
	"On vehicle for delivery", "H020000V", "3", "En reparto"},
    {"nobody", NULL, NULL, "X", "061", "Receiver not available", "DE", "08",
	"Customer not available", "H01R420V", "3", "Ausente"},
    {"pickup", NULL, NULL, "I", "017", "Ready for pickup", "HL", "", "Ready for pickup", "L010000V",
	"3", "Disponible en oficina"},
    {"delivered", "delivered", "Delivered", "D", "011", "Delivered", "DL", "", "Delivered",
	"I010000V", "4", "Entregado"},
    {"delay", "failure", "Delayed", "X", "046", "Delayed", "DY", "", "Delay", NULL, NULL, NULL},
    {"address", "failure", "Address not complete", "X", "050", "Address incorrect", NULL, NULL,
	NULL, NULL, NULL, NULL},
    {"returning", NULL, NULL, "X", "036", "Returning to sender", "RS", "", "Returning to shipper",
	"L03D320R", "3", "Devuelto por no retirado"},
    {"returned", NULL, NULL, "X", "034", "Returned to sender", NULL, NULL, NULL, "O140000V", "4",
	"Devuelto"},
    {"lost", NULL, NULL, "X", "068", "Shipment lost", NULL, NULL, NULL, NULL, NULL, NULL},
    {"void", NULL, NULL, "MV", "007", "Shipment cancelled", "CA", "", "Cancelled", NULL, NULL,
	NULL},
    {"unlisted", "transit-by-mule", "By mule", "Q", "999", "By mule", "QQ", "", "By mule",
	"X999999V", "2", "En mula"},
};

static const struct fault_name {
	const char *name;
	enum fault_kind kind;
} faults[] = {
    {"status", FAULT_STATUS},
    {"html", FAULT_HTML},
    {"slow", FAULT_SLOW},
    {"reset", FAULT_RESET},
    {"truncate", FAULT_TRUNCATE},
    {"oversize", FAULT_OVERSIZE},
    {"silent", FAULT_SILENT},
    {"token", FAULT_TOKEN},
};

/* One line's words, taken from the front. */
struct words {
	struct span rest;
	int32_t first_day;
	int64_t now_utc_ms;
};

static bool
next_word(struct words *w, struct span *word)
{
	w->rest = text_trim(w->rest);
	return w->rest.len > 0 && text_split(&w->rest, ' ', word);
}

static bool
next_copy(struct words *w, char *dst, size_t room)
{
	struct span word;

	return next_word(w, &word) && text_copy_span(dst, room, word) == 0;
}

static bool
next_number(struct words *w, int32_t *out)
{
	struct span word;
	int64_t value;

	if (!next_word(w, &word) || text_parse_i64(word, 0, INT32_MAX, &value) < 0)
		return false;
	*out = (int32_t)value;
	return true;
}

/* A day of the scenario ("3"), or "-" for none. */
static bool
next_day(struct words *w, int32_t *day)
{
	struct span word;
	int64_t value;

	if (!next_word(w, &word))
		return false;
	if (span_equal_str(word, "-")) {
		*day = DAY_NONE;
		return true;
	}
	if (text_parse_i64(word, -60, 400, &value) < 0)
		return false;
	*day = w->first_day + (int32_t)value;
	return true;
}

/* "3 17:20" or "now". */
static bool
next_at(struct words *w, int64_t *out)
{
	struct words saved = *w;
	struct span word;
	int32_t day, hour, minute;

	if (next_word(w, &word) && span_equal_str(word, "now")) {
		*out = w->now_utc_ms;
		return true;
	}
	*w = saved;
	if (!next_day(w, &day) || !next_word(w, &word) || word.len != 5 || word.data[2] != ':' ||
	    !text_digits(word, 2, &hour) ||
	    !text_digits((struct span){word.data + 3, 2}, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*out = zone_instant(ZONE, day, hour * 3600 + minute * 60);
	return true;
}

static void *
grow(void *items, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return items;
	*room = *room == 0 ? 64 : *room * 2;
	return realloc(items, *room * size);
}

static bool
says(const struct scan_kind *kind, const char *carrier)
{
	return strcmp(carrier, "dhl") == 0  ? kind->dhl != NULL
	    : strcmp(carrier, "ups") == 0   ? kind->ups_type != NULL
	    : strcmp(carrier, "fedex") == 0 ? kind->fedex != NULL
					    : kind->correos != NULL;
}

static bool
read_parcel(struct scenario *s, struct words *w)
{
	struct scenario_parcel p = {.known_utc_ms = AT_NONE};

	if (!next_copy(w, p.carrier, sizeof(p.carrier)) ||
	    !next_copy(w, p.number, sizeof(p.number)))
		return false;
	s->parcels = grow(s->parcels, s->parcel_count, &s->parcel_room, sizeof(*s->parcels));
	if (s->parcels == NULL)
		abort();
	for (size_t i = 0; i < s->parcel_count; i++)
		if (strcmp(s->parcels[i].carrier, p.carrier) == 0 &&
		    strcmp(s->parcels[i].number, p.number) == 0) {
			/* Said again, as /control does: what follows is about this one. */
			struct scenario_parcel again = s->parcels[i];

			s->parcels[i] = s->parcels[s->parcel_count - 1];
			s->parcels[s->parcel_count - 1] = again;
			return true;
		}
	s->parcels[s->parcel_count++] = p;
	return true;
}

static bool
read_scan(struct scenario_parcel *p, struct words *w)
{
	struct scenario_scan scan = {0};
	struct span name;

	if (p == NULL || p->scan_count == SCENARIO_SCANS || !next_at(w, &scan.at_utc_ms) ||
	    !next_word(w, &name))
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (span_equal_str(name, kinds[i].name) && says(&kinds[i], p->carrier))
			scan.kind = &kinds[i];
	w->rest = text_trim(w->rest);
	if (scan.kind == NULL || text_copy_span(scan.place, sizeof(scan.place), w->rest) < 0 ||
	    strpbrk(scan.place, "\"\\") != NULL)
		return false;
	p->scans[p->scan_count++] = scan;
	return true;
}

static bool
read_eta(struct scenario_parcel *p, struct words *w)
{
	struct scenario_eta eta;

	if (p == NULL || p->eta_count == SCENARIO_ETAS || !next_at(w, &eta.said_utc_ms) ||
	    !next_day(w, &eta.from_day))
		return false;
	eta.until_day = eta.from_day;
	if (text_trim(w->rest).len > 0 && !next_day(w, &eta.until_day))
		return false;
	p->etas[p->eta_count++] = eta;
	return true;
}

static bool
read_fault(struct scenario *s, struct words *w)
{
	struct scenario_fault f = {0};
	struct span name;

	if (!next_copy(w, f.carrier, sizeof(f.carrier)) || !next_at(w, &f.from_utc_ms) ||
	    !next_at(w, &f.until_utc_ms) || !next_word(w, &name))
		return false;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (span_equal_str(name, faults[i].name))
			f.kind = faults[i].kind;
	if (f.kind == 0 || (text_trim(w->rest).len > 0 && !next_number(w, &f.number)) ||
	    (text_trim(w->rest).len > 0 && !next_number(w, &f.seconds)))
		return false;
	s->faults = grow(s->faults, s->fault_count, &s->fault_room, sizeof(*s->faults));
	if (s->faults == NULL)
		abort();
	s->faults[s->fault_count++] = f;
	return true;
}

static bool
read_line(struct scenario *s, struct words *w)
{
	struct scenario_parcel *last =
	    s->parcel_count > 0 ? &s->parcels[s->parcel_count - 1] : NULL;
	struct span verb;

	if (!next_word(w, &verb) || verb.data[0] == '#')
		return true;
	if (span_equal_str(verb, "parcel"))
		return read_parcel(s, w);
	if (span_equal_str(verb, "scan"))
		return read_scan(last, w);
	if (span_equal_str(verb, "eta"))
		return read_eta(last, w);
	if (span_equal_str(verb, "known"))
		return last != NULL && next_at(w, &last->known_utc_ms);
	if (span_equal_str(verb, "fault"))
		return read_fault(s, w);
	if (span_equal_str(verb, "calm")) { /* every fault ends */
		s->fault_count = 0;
		return true;
	}
	return false;
}

int
scenario_read(struct scenario *s, struct span text, int64_t now_utc_ms, struct why *why)
{
	struct span line;
	size_t number = 0;

	while (text_split(&text, '\n', &line)) {
		struct words w = {line, s->first_day, now_utc_ms};

		number++;
		if (!read_line(s, &w))
			return why_set(why, ERR_MALFORMED, number, NULL, "line %zu: '%.*s'", number,
			    (int)(line.len < 80 ? line.len : 80), line.data);
	}
	return 0;
}

void
scenario_clear(struct scenario *s)
{
	free(s->parcels);
	free(s->faults);
	*s = (struct scenario){.first_day = s->first_day};
}

const struct scenario_parcel *
scenario_parcel(const struct scenario *s, const char *carrier, const char *number)
{
	for (size_t i = 0; i < s->parcel_count; i++)
		if (strcmp(s->parcels[i].carrier, carrier) == 0 &&
		    strcmp(s->parcels[i].number, number) == 0)
			return &s->parcels[i];
	return NULL;
}

const struct scenario_fault *
scenario_fault(const struct scenario *s, const char *carrier, bool token, int64_t now_utc_ms)
{
	for (size_t i = 0; i < s->fault_count; i++) {
		const struct scenario_fault *f = &s->faults[i];

		if (strcmp(f->carrier, carrier) == 0 && (f->kind == FAULT_TOKEN) == token &&
		    now_utc_ms >= f->from_utc_ms && now_utc_ms < f->until_utc_ms)
			return f;
	}
	return NULL;
}

const struct scenario_eta *
scenario_eta(const struct scenario_parcel *p, int64_t now_utc_ms)
{
	const struct scenario_eta *found = NULL;

	for (size_t i = 0; i < p->eta_count; i++)
		if (p->etas[i].said_utc_ms <= now_utc_ms)
			found = &p->etas[i];
	return found != NULL && found->from_day != DAY_NONE ? found : NULL;
}
