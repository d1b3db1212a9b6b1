#include "monitor/promise/rows.h"

#include <math.h>
#include <stdio.h>

static char
band_of(const struct passage *p)
{
	static const int32_t ends_km[] = {50, 150, 400, 700, 1100, 1600, 2300};
	size_t band = 0;

	if (p->distance_km < 0)
		return p->abroad ? 'a' : 'h';
	while (band < sizeof(ends_km) / sizeof(ends_km[0]) && p->distance_km >= ends_km[band])
		band++;
	return (char)('0' + band);
}

size_t
rows_base_keys(const struct passage *p, enum stage stage, char keys[ROWS_LEVELS][ROWS_KEY])
{
	size_t n = 0;

	(void)snprintf(keys[n++], ROWS_KEY, "%c%d", MODEL_BASE, stage);
	if (p->carrier[0] != '\0')
		(void)snprintf(keys[n++], ROWS_KEY, "%c%d|%s", MODEL_BASE, stage, p->carrier);
	if (p->service[0] != '\0')
		(void)snprintf(
		    keys[n++], ROWS_KEY, "%c%d|%s|%s", MODEL_BASE, stage, p->carrier, p->service);
	(void)snprintf(keys[n++], ROWS_KEY, "%c%d|%s|%s|%c", MODEL_BASE, stage, p->carrier,
	    p->service, band_of(p));
	return n;
}

/* Whole days that were promised from the planned handover, in threes: what whoever promised knew of the way. */
static int
promised_length(const struct passage *p)
{
	enum { THREE_DAYS = 3, LONGEST = 15 };
	int64_t from = p->planned_ms != AT_NONE ? p->planned_ms : p->steps[0].since_ms;
	int64_t length = (p->deadline_ms - from) / ((int64_t)THREE_DAYS * DAY_MS);

	return length < 0 ? 0 : length > LONGEST ? LONGEST : (int)length;
}

/* The rows that bear on a parcel for all of its way. */
size_t
rows_factor_keys(const struct passage *p, char keys[ROWS_FACTORS][ROWS_KEY])
{
	size_t n = 0;

	if (p->origin[0] != '\0' && p->destination[0] != '\0')
		(void)snprintf(keys[n++], ROWS_KEY, "%cl|%s|%s:%s", MODEL_FACTOR, p->carrier,
		    p->origin, p->destination);
	if (p->destination[0] != '\0')
		(void)snprintf(
		    keys[n++], ROWS_KEY, "%cr|%s|%s", MODEL_FACTOR, p->carrier, p->destination);
	if (p->district[0] != '\0')
		(void)snprintf(keys[n++], ROWS_KEY, "%cz|%s|%s|%s", MODEL_FACTOR, p->carrier,
		    p->destination, p->district);
	if (p->shop[0] != '\0')
		(void)snprintf(keys[n++], ROWS_KEY, "%cs|%s|%s", MODEL_FACTOR, p->carrier, p->shop);
	if (p->deadline_ms != AT_NONE)
		(void)snprintf(keys[n++], ROWS_KEY, "%cq|%s|%s|%c%d", MODEL_FACTOR, p->carrier,
		    p->service, band_of(p), promised_length(p));
	return n;
}

void
rows_network_key(const struct passage *p, char key[ROWS_KEY])
{
	(void)snprintf(key, ROWS_KEY, "%c|%s", MODEL_NETWORK, p->carrier);
}

void
rows_region_key(const struct passage *p, char key[ROWS_KEY])
{
	(void)snprintf(key, ROWS_KEY, "%c|%s|%s", MODEL_DRIFT, p->carrier, p->destination);
}

void
rows_clock_key(char key[ROWS_KEY], const char *place)
{
	(void)snprintf(key, ROWS_KEY, "%c|%s", MODEL_CLOCK, place);
}

size_t
rows_day_class(int32_t days_after)
{
	static const int32_t last[ROWS_DAY_CLASSES - 1] = {-4, -2, -1, 0, 1};
	size_t class = 0;

	while (class < ROWS_DAY_CLASSES - 1 && days_after > last[class])
		class ++;
	return class;
}

void
rows_eta_key(const struct passage *p, char key[ROWS_KEY])
{
	(void)snprintf(key, ROWS_KEY, "%ce|%s", MODEL_DAYS, p->carrier);
}

void
rows_promise_key(const struct passage *p, bool service, char key[ROWS_KEY])
{
	(void)snprintf(
	    key, ROWS_KEY, "%cp|%s|%s", MODEL_DAYS, p->carrier, service ? p->service : "*");
}

int32_t
rows_promised_day(const struct passage *p)
{
	return passage_day(p->deadline_ms - 1);
}

size_t
rows_gap_bin(int64_t gap_ms)
{
	double bin = ROWS_GAP_BINS * log2(1 + (double)gap_ms / HOUR_MS);

	return bin < MODEL_GAPS - 1 ? (size_t)bin : MODEL_GAPS - 1;
}

void
rows_gap_key(const struct passage *p, char key[ROWS_KEY])
{
	(void)snprintf(key, ROWS_KEY, "%c|%s", MODEL_GAP, p->carrier);
}

double
rows_arrived(const struct model_row *row, size_t class)
{
	return model_sum(row, (unsigned)(2 * class));
}

double
rows_expected(const struct model_row *row, size_t class)
{
	return model_sum(row, (unsigned)(2 * class + 1));
}

double
rows_factor(const struct model_row *row, size_t class, double doubt, double usual)
{
	return (rows_arrived(row, class) + doubt * usual) / (rows_expected(row, class) + doubt);
}

double
rows_own_factor(const struct model_row *row, size_t class, double doubt)
{
	return row != NULL ? rows_factor(row, class, doubt, 1) : 1;
}
