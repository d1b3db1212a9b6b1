#include "monitor/base/sheet.h"

#include "monitor/base/notice.h"
#include "monitor/base/text.h"

#include <stddef.h>
#include <string.h>

struct row {
	const struct shipment *s;
	const struct person *p;
};

struct column;
typedef int value_fn(const struct row *row, const struct column *column, struct buf *out);

struct column {
	const char *name;
	value_fn *value;
	size_t offset; /* in the shipment, or in the person */
};

static const void *
in_shipment(const struct row *row, const struct column *column)
{
	return (const char *)row->s + column->offset;
}

/* ---- how each kind of value is written ---- */

static int
text_of(const struct row *row, const struct column *column, struct buf *out)
{
	return buf_add_str(out, in_shipment(row, column));
}

static int
person_text(const struct row *row, const struct column *column, struct buf *out)
{
	return buf_add_str(out, (const char *)row->p + column->offset);
}

static int
yes_no(const struct row *row, const struct column *column, struct buf *out)
{
	return buf_add_str(out, *(const bool *)in_shipment(row, column) ? "yes" : "no");
}

static int
moment(const struct row *row, const struct column *column, struct buf *out)
{
	return when_add_utc(out, *(const int64_t *)in_shipment(row, column));
}

static int
time_of(const struct row *row, const struct column *column, struct buf *out)
{
	return when_add(out, *(const struct when *)in_shipment(row, column));
}

static int
day_of(const struct row *row, const struct column *column, struct buf *out)
{
	int32_t day = *(const int32_t *)in_shipment(row, column);

	return day != DAY_NONE ? day_add(out, day) : buf_error(out);
}

/* A window of days or hours; a single day is a promised_date. */
static bool
is_window(const struct promise *p)
{
	return p->from_day != p->until_day || p->until_second >= 0;
}

static int
promised_date(const struct row *row, const struct column *column, struct buf *out)
{
	return is_window(&row->s->promise) ? buf_error(out) : day_of(row, column, out);
}

static int
promised_from(const struct row *row, const struct column *column, struct buf *out)
{
	return is_window(&row->s->promise) ? day_of(row, column, out) : buf_error(out);
}

static int
promised_until(const struct row *row, const struct column *column, struct buf *out)
{
	const struct promise *p = &row->s->promise;

	if (p->until_second < 0)
		return promised_from(row, column, out);
	return when_add(out, when_local(p->until_day, p->until_second));
}

/* What followed from the destination follows from it again. */
static int
zone(const struct row *row, const struct column *column, struct buf *out)
{
	return row->s->promise.zone_basis == ZONE_BASIS_GIVEN ? text_of(row, column, out)
							      : buf_error(out);
}

static int
notices(const struct row *row, const struct column *column, struct buf *out)
{
	(void)column;
	return buf_add_str(out,
	    row->p->stopped             ? "nothing"
		: row->p->only_problems ? "problems"
					: "");
}

static int
notify(const struct row *row, const struct column *column, struct buf *out)
{
	int32_t channel = row->p->notify;

	(void)column;
	if (channel == 0)
		return buf_error(out);
	return buf_add_str(
	    out, channel == NOTIFY_NONE ? "none" : channel_name((enum channel_id)channel));
}

static int
amount(const struct row *row, const struct column *column, struct buf *out)
{
	int64_t cents = row->s->value_cents;

	(void)column;
	return cents < 0 ? buf_error(out)
			 : buf_addf(out, "%lld.%02d", (long long)(cents / 100), (int)(cents % 100));
}

static int
direction(const struct row *row, const struct column *column, struct buf *out)
{
	(void)column;
	return buf_add_str(out, row->s->direction == DIRECTION_RETURN ? "return" : "outbound");
}

static int
id(const struct row *row, const struct column *column, struct buf *out)
{
	(void)column;
	return buf_addf(out, "%llu", (unsigned long long)row->s->id);
}

static int
state(const struct row *row, const struct column *column, struct buf *out)
{
	(void)column;
	return buf_add_str(out, promise_state_name(row->s->state));
}

static int
milestone(const struct row *row, const struct column *column, struct buf *out)
{
	(void)column;
	return buf_add_str(out, milestone_name(row->s->milestone));
}

/* ---- the columns ---- */

#define OF(name, value, member)                                                                    \
	{                                                                                          \
		name, value, offsetof(struct shipment, member)                                     \
	}
#define PERSON(name, member)                                                                       \
	{                                                                                          \
		name, person_text, offsetof(struct person, member)                                 \
	}

static const struct column columns[] = {
    OF("shop", text_of, shop),
    OF("order", text_of, order),
    OF("carrier", text_of, carrier),
    OF("account", text_of, account),
    OF("number", text_of, number),
    OF("promised_date", promised_date, promise.from_day),
    OF("promised_from", promised_from, promise.from_day),
    OF("promised_until", promised_until, promise.until_day),
    OF("zone", zone, promise.zone),
    OF("country", text_of, destination.country),
    OF("postcode", text_of, destination.postcode),
    OF("city", text_of, destination.city),
    OF("origin_country", text_of, origin.country),
    OF("origin_postcode", text_of, origin.postcode),
    OF("pickup_point", yes_no, pickup_point),
    OF("service", text_of, service),
    OF("ordered_at", moment, ordered_utc_ms),
    OF("ship_by", day_of, ship_by_day),
    OF("available_on", day_of, available_day),
    PERSON("customer_name", name),
    PERSON("customer_email", email),
    PERSON("customer_phone", phone),
    PERSON("customer_locale", locale),
    {"customer_notices", notices, 0},
    {"notify", notify, 0},
    OF("items", text_of, items),
    {"value", amount, 0},
    OF("first_order", yes_no, first_order),
    OF("marked", yes_no, marked),
    {"direction", direction, 0},
    {"puntual_id", id, 0},
    OF("puntual_registered", moment, registered_utc_ms),
    {"puntual_state", state, 0},
    OF("puntual_rule", text_of, rule),
    {"puntual_milestone", milestone, 0},
    OF("puntual_deadline", moment, promise.deadline_utc_ms),
    OF("puntual_expect_from", day_of, expect_from_day),
    OF("puntual_expect_until", day_of, expect_until_day),
    OF("puntual_last_scan", moment, last_scan_utc_ms),
    OF("puntual_first_attempt", time_of, first_attempt),
    OF("puntual_delivered", time_of, delivered),
    OF("puntual_cancelled", yes_no, cancelled),
    OF("puntual_closed", moment, closed_utc_ms),
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

const char *
sheet_column(size_t nth)
{
	return nth < COLUMNS ? columns[nth].name : NULL;
}

int
sheet_value(const struct shipment *s, const struct person *p, size_t nth, struct buf *out)
{
	const struct row row = {.s = s, .p = p};

	return columns[nth].value(&row, &columns[nth], out);
}
