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

/* ---- keys ---- */

/* They are made by hand, for each look at a parcel makes two dozen. What does not fit is cut. */
static char *
put(char *at, const char key[ROWS_KEY], char mark, const char *word)
{
	const char *last = &key[ROWS_KEY - 1];

	if (at < last)
		*at++ = mark;
	while (*word != '\0' && at < last)
		*at++ = *word++;
	*at = '\0';
	return at;
}

/* Of a kind, and which of its kind. */
static char *
begin(char key[ROWS_KEY], enum model_kind kind, char which, const char *carrier)
{
	key[0] = (char)kind;
	key[1] = which;
	return put(key + 2, key, '|', carrier);
}

size_t
rows_base_keys(const struct passage *p, enum stage stage, char keys[ROWS_LEVELS][ROWS_KEY])
{
	char digit = (char)('0' + stage), band[] = {band_of(p), '\0'};
	size_t n = 0;

	(void)put(put(keys[n], keys[n], MODEL_BASE, ""), keys[n], digit, "");
	n++;
	if (p->carrier[0] != '\0') {
		(void)begin(keys[n], MODEL_BASE, digit, p->carrier);
		n++;
	}
	if (p->service[0] != '\0') {
		(void)put(begin(keys[n], MODEL_BASE, digit, p->carrier), keys[n], '|', p->service);
		n++;
	}
	(void)put(put(begin(keys[n], MODEL_BASE, digit, p->carrier), keys[n], '|', p->service),
	    keys[n], '|', band);
	return n + 1;
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
	const char *carrier = p->carrier;
	size_t n = 0;
	char *key;

	if (p->origin[0] != '\0' && p->destination[0] != '\0') {
		key = keys[n++];
		(void)put(put(begin(key, MODEL_FACTOR, 'l', carrier), key, '|', p->origin), key,
		    ':', p->destination);
	}
	if (p->destination[0] != '\0') {
		key = keys[n++];
		(void)put(begin(key, MODEL_FACTOR, 'r', carrier), key, '|', p->destination);
	}
	if (p->district[0] != '\0') {
		key = keys[n++];
		(void)put(put(begin(key, MODEL_FACTOR, 'z', carrier), key, '|', p->destination),
		    key, '|', p->district);
	}
	if (p->shop[0] != '\0') {
		key = keys[n++];
		(void)put(begin(key, MODEL_FACTOR, 's', carrier), key, '|', p->shop);
	}
	if (p->deadline_ms != AT_NONE) {
		char length[4];

		(void)snprintf(length, sizeof(length), "%c%d", band_of(p), promised_length(p));
		key = keys[n++];
		(void)put(put(begin(key, MODEL_FACTOR, 'q', carrier), key, '|', p->service), key,
		    '|', length);
	}
	return n;
}

void
rows_network_key(const struct passage *p, char key[ROWS_KEY])
{
	(void)put(put(key, key, MODEL_NETWORK, ""), key, '|', p->carrier);
}

void
rows_region_key(const struct passage *p, char key[ROWS_KEY])
{
	(void)put(
	    put(put(key, key, MODEL_DRIFT, ""), key, '|', p->carrier), key, '|', p->destination);
}

void
rows_clock_key(char key[ROWS_KEY], const char *place)
{
	(void)put(put(key, key, MODEL_CLOCK, ""), key, '|', place);
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
	(void)begin(key, MODEL_DAYS, 'e', p->carrier);
}

void
rows_promise_key(const struct passage *p, bool service, char key[ROWS_KEY])
{
	(void)put(begin(key, MODEL_DAYS, 'p', p->carrier), key, '|', service ? p->service : "*");
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
	(void)put(put(key, key, MODEL_GAP, ""), key, '|', p->carrier);
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
rows_arrived_in(const struct model_row *row, size_t classes)
{
	double sum = 0;

	for (size_t c = 0; row != NULL && c < classes; c++)
		sum += rows_arrived(row, c);
	return sum;
}

double
rows_factor(const struct model_row *row, size_t class, double doubt, double usual)
{
	return (rows_arrived(row, class) + doubt * usual) / (rows_expected(row, class) + doubt);
}
