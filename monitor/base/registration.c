#include "monitor/base/registration.h"

#include "monitor/base/contact.h"
#include "monitor/base/promise_rule.h"
#include "monitor/base/text.h"
#include "monitor/base/units.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	YEAR_DAYS = 366,    /* a promise lies at most so far from today */
	AHEAD_MS = DAY_MS,  /* a shop's clock may run ahead of ours */
	DATE_CHARS = 10,    /* "2026-11-21" */
	COUNTRY_LETTERS = 2 /* ISO 3166 alpha-2 */
};

struct field;
typedef int set_fn(
    struct registration *r, const struct field *field, struct span value, struct why *why);

/* One field: how it is read, and where in the registration it goes. */
struct field {
	const char *name;
	set_fn *set;
	size_t offset;
	size_t room; /* of texts */
};

static void *
member_of(struct registration *r, const struct field *field)
{
	return (char *)r + field->offset;
}

static int
refuse(struct why *why, int code, const struct field *field, const char *expected)
{
	return why_set(why, code, SIZE_MAX, field->name, "%s", expected);
}

/* ---- how each kind of field is read ---- */

static int
set_text(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	if (!contact_text_valid(value))
		return refuse(why, ERR_MALFORMED, field,
		    "must be one line of UTF-8 text without control characters");
	if (text_copy_span(member_of(r, field), field->room, value) < 0)
		return why_set(why, ERR_TOO_BIG, SIZE_MAX, field->name,
		    "is too long: at most %zu bytes", field->room - 1);
	return 0;
}

static int
set_number(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	char number[LIMIT_NUMBER_ROOM];
	int rc = text_number_normalise(number, sizeof(number), value);

	if (rc == ERR_TOO_BIG)
		return refuse(why, rc, field, "is too long for a tracking number");
	if (rc < 0)
		return refuse(why, rc, field,
		    "must be a tracking number: letters and digits, as printed on the label");
	memcpy(member_of(r, field), number, sizeof(number));
	return 0;
}

static int
set_country(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	char *country = member_of(r, field);

	if (value.len != COUNTRY_LETTERS || !text_is_alpha(value.data[0]) ||
	    !text_is_alpha(value.data[1]))
		return refuse(
		    why, ERR_MALFORMED, field, "must be a two-letter country code, as ES or PT");
	country[0] = text_upper(value.data[0]);
	country[1] = text_upper(value.data[1]);
	country[2] = '\0';
	return 0;
}

static int
set_zone(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	char zone[ZONE_ROOM];

	if (text_copy_span(zone, sizeof(zone), value) < 0 || !zone_valid(zone))
		return refuse(why, ERR_MALFORMED, field,
		    "must be an IANA time zone, as Europe/Madrid; leave it out to use country and "
		    "postcode");
	memcpy(member_of(r, field), zone, sizeof(zone));
	return 0;
}

static int
set_yes_no(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {{"yes", true}, {"true", true}, {"1", true}, {"no", false}, {"false", false},
	    {"0", false}};
	char word[8];

	if (text_copy_span(word, sizeof(word), value) == 0)
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (text_equal_nocase(word, words[i].word)) {
				*(bool *)member_of(r, field) = words[i].value;
				return 0;
			}
	return refuse(why, ERR_MALFORMED, field, "must be yes or no");
}

static int
set_direction(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	(void)field;
	if (span_equal_str(value, "outbound"))
		r->shipment.direction = DIRECTION_OUTBOUND;
	else if (span_equal_str(value, "return"))
		r->shipment.direction = DIRECTION_RETURN;
	else
		return refuse(why, ERR_MALFORMED, field, "must be outbound or return");
	return 0;
}

static int
set_value(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	int rc = units_parse_amount(value, &r->shipment.value_cents);

	return rc < 0 ? refuse(why, rc, field,
			    "must be an amount as 12.50 or 12,50, without currency or thousands")
		      : 0;
}

static int
set_email(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	char email[LIMIT_EMAIL_ROOM];

	if (contact_email_parse(email, sizeof(email), value) < 0)
		return refuse(
		    why, ERR_MALFORMED, field, "must be one mail address, as name@domain.example");
	memcpy(member_of(r, field), email, sizeof(email));
	return 0;
}

/* A customer's own word to be written less is never taken back by an order: "everything" says nothing. */
static int
set_notices(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	if (span_equal_str(value, "problems"))
		r->person.only_problems = true;
	else if (span_equal_str(value, "nothing"))
		r->person.stopped = true;
	else if (!span_equal_str(value, "everything"))
		return refuse(why, ERR_MALFORMED, field, "must be everything, problems or nothing");
	return 0;
}

static int
set_phone(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	char phone[LIMIT_PHONE_ROOM];

	if (text_copy_span(phone, sizeof(phone), value) < 0 || !contact_phone_valid(phone))
		return refuse(
		    why, ERR_MALFORMED, field, "must be a phone number, as +34 600 000 000");
	memcpy(member_of(r, field), phone, sizeof(phone));
	return 0;
}

static int
set_locale(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	char locale[LIMIT_LOCALE_ROOM];
	int rc = contact_locale_parse(locale, sizeof(locale), value);

	if (rc < 0)
		return refuse(why, rc, field, "must be a language, as es, es-ES or en-GB");
	memcpy(member_of(r, field), locale, sizeof(locale));
	return 0;
}

static int
set_day(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	int rc = day_parse(value, member_of(r, field));

	return rc < 0 ? refuse(why, rc, field, "must be a date that exists, as 2026-11-21") : 0;
}

static int
set_ordered_at(
    struct registration *r, const struct field *field, struct span value, struct why *why)
{
	struct when at;
	int rc = when_parse(value, &at);

	if (rc == 0 && when_utc(at) == AT_NONE)
		rc = ERR_MALFORMED;
	if (rc < 0)
		return refuse(
		    why, rc, field, "must be a time with its offset, as 2026-11-21T16:12:00+01:00");
	r->shipment.ordered_utc_ms = when_utc(at);
	return 0;
}

static int
set_promised_date(
    struct registration *r, const struct field *field, struct span value, struct why *why)
{
	int rc;

	if (r->has_window)
		return refuse(why, ERR_MALFORMED, field,
		    "cannot stand beside promised_from and promised_until: give one or the other");
	rc = set_day(r, field, value, why);
	if (rc == 0) {
		r->shipment.promise.until_day = r->shipment.promise.from_day;
		r->shipment.promise.rule[0] = '\0';
	}
	return rc;
}

/* A side of the window: a local date, or a local date and time. A time of midnight is a date that an export wrote out. */
static int
set_promised_side(
    struct registration *r, const struct field *field, struct span value, struct why *why)
{
	struct promise *promise = &r->shipment.promise;
	bool until = field->offset == offsetof(struct registration, shipment.promise.until_day);
	struct when at;
	int32_t day;
	int rc;

	if (!r->has_window && promise->until_day != DAY_NONE)
		return refuse(why, ERR_MALFORMED, field,
		    "cannot stand beside promised_date: give one or the other");
	rc = when_parse(value, &at);
	if (rc == 0 && ((at.kind != WHEN_DATE && at.kind != WHEN_LOCAL) || value.len < DATE_CHARS))
		rc = ERR_MALFORMED;
	/* The day as written: 24:00 has been read as the next one. */
	if (rc == 0)
		rc = day_parse((struct span){value.data, DATE_CHARS}, &day);
	if (rc != 0)
		return refuse(why, rc, field,
		    "must be a local date or time at the destination, as 2026-11-21 or "
		    "2026-11-21T14:00, no offset");
	r->has_window = true;
	promise->rule[0] = '\0';
	*(int32_t *)member_of(r, field) = day;
	if (until)
		promise->until_second = at.second > 0 ? at.second : -1;
	return 0;
}

static int
set_notify(struct registration *r, const struct field *field, struct span value, struct why *why)
{
	char name[LIMIT_ID_ROOM] = "";
	enum channel_id channel = 0;

	(void)text_cut(name, sizeof(name), value);
	if (strcmp(name, "none") == 0)
		r->person.notify = NOTIFY_NONE;
	else if (channel_from_name(name, &channel) == 0 &&
	    (channel == CHANNEL_EMAIL || channel == CHANNEL_SMS || channel == CHANNEL_WHATSAPP ||
		channel == CHANNEL_WEBHOOK))
		r->person.notify = (int32_t)channel;
	else
		return refuse(
		    why, ERR_MALFORMED, field, "must be email, sms, whatsapp, webhook or none");
	return 0;
}

/* ---- the fields ---- */

#define FIELD(name, set, member)                                                                   \
	{                                                                                          \
		name, set, offsetof(struct registration, member),                                  \
		    sizeof(((struct registration *)0)->member)                                     \
	}

static const struct field fields[] = {
    FIELD("shop", set_text, shipment.shop),
    FIELD("order", set_text, shipment.order),
    FIELD("carrier", set_text, shipment.carrier),
    FIELD("account", set_text, shipment.account),
    FIELD("number", set_number, shipment.number),
    FIELD("promised_date", set_promised_date, shipment.promise.from_day),
    FIELD("promised_from", set_promised_side, shipment.promise.from_day),
    FIELD("promised_until", set_promised_side, shipment.promise.until_day),
    FIELD("zone", set_zone, zone),
    FIELD("country", set_country, shipment.destination.country),
    FIELD("postcode", set_text, shipment.destination.postcode),
    FIELD("city", set_text, shipment.destination.city),
    FIELD("origin_country", set_country, shipment.origin.country),
    FIELD("origin_postcode", set_text, shipment.origin.postcode),
    FIELD("pickup_point", set_yes_no, shipment.pickup_point),
    FIELD("service", set_text, shipment.service),
    FIELD("ordered_at", set_ordered_at, shipment.ordered_utc_ms),
    FIELD("ship_by", set_day, shipment.ship_by_day),
    FIELD("available_on", set_day, shipment.available_day),
    FIELD("customer_name", set_text, person.name),
    FIELD("customer_email", set_email, person.email),
    FIELD("customer_phone", set_phone, person.phone),
    FIELD("customer_locale", set_locale, person.locale),
    FIELD("customer_notices", set_notices, person.only_problems),
    FIELD("notify", set_notify, person.notify),
    FIELD("items", set_text, shipment.items),
    FIELD("value", set_value, shipment.value_cents),
    FIELD("first_order", set_yes_no, shipment.first_order),
    FIELD("marked", set_yes_no, shipment.marked),
    FIELD("direction", set_direction, shipment.direction),
};

#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

static const char *const field_names[] = {"shop", "order", "carrier", "account", "number",
    "promised_date", "promised_from", "promised_until", "zone", "country", "postcode", "city",
    "origin_country", "origin_postcode", "pickup_point", "service", "ordered_at", "ship_by",
    "available_on", "customer_name", "customer_email", "customer_phone", "customer_locale",
    "customer_notices", "notify", "items", "value", "first_order", "marked", "direction", NULL};

_Static_assert(sizeof(field_names) / sizeof(field_names[0]) == FIELD_COUNT + 1,
    "field_names are those of fields");

const char *const *
registration_fields(void)
{
	return field_names;
}

void
registration_init(struct registration *r)
{
	*r = (struct registration){.shipment = SHIPMENT_INIT, .person = PERSON_INIT};
}

void
registration_clear(struct registration *r)
{
	if (r == NULL)
		return;
	shipment_clear(&r->shipment);
	registration_init(r);
}

int
registration_set(struct registration *r, const char *field, struct span value, struct why *why)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		if (strcmp(fields[i].name, field) != 0)
			continue;
		value = text_trim(value);
		return value.len > 0 ? fields[i].set(r, &fields[i], value, why) : 0;
	}
	return why_set(why, ERR_NOT_FOUND, SIZE_MAX, field, "is no field of a shipment");
}

/* ---- completing ---- */

static int
finish_shop(
    struct registration *r, const struct policy *policy, const struct shop **shop, struct why *why)
{
	char *id = r->shipment.shop;

	if (id[0] != '\0')
		*shop = policy_shop(policy, id);
	else if (policy->shop_count == 1)
		*shop = &policy->shops[0];
	else
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "shop",
		    "is required: the configuration has several shops (or none)");
	if (*shop == NULL)
		return why_set(why, ERR_NOT_FOUND, SIZE_MAX, "shop",
		    "is not in the configuration: correct it, or add the shop there");
	memcpy(id, (*shop)->id, sizeof((*shop)->id));
	memcpy(r->person.shop, (*shop)->id, sizeof((*shop)->id));
	return 0;
}

/* The account that a shop uses with a carrier: its own before one that serves any shop. ERR_NOT_FOUND; ERR_CONFLICT when
 * there are several. */
static int
carrier_account(
    const struct policy *policy, const char *shop, const char *carrier, const struct account **out)
{
	const char *const owners[] = {shop, ""};

	for (size_t owner = 0; owner < sizeof(owners) / sizeof(owners[0]); owner++) {
		const struct account *found = NULL;

		for (size_t i = 0; i < policy->account_count; i++) {
			const struct account *a = &policy->accounts[i];

			if (strcmp(a->carrier, carrier) != 0 || strcmp(a->shop, owners[owner]) != 0)
				continue;
			if (found != NULL)
				return ERR_CONFLICT;
			found = a;
		}
		if (found != NULL) {
			*out = found;
			return 0;
		}
	}
	return ERR_NOT_FOUND;
}

static int
finish_account(struct registration *r, const struct policy *policy, struct why *why)
{
	struct shipment *s = &r->shipment;
	const struct account *account = NULL;
	int rc = 0;

	if (s->account[0] != '\0') {
		account = policy_account(policy, s->account);
		if (account == NULL)
			return why_set(why, ERR_NOT_FOUND, SIZE_MAX, "account",
			    "is not in the configuration: 'puntual carriers' lists the accounts");
		if (account->shop[0] != '\0' && strcmp(account->shop, s->shop) != 0)
			return why_set(why, ERR_MALFORMED, SIZE_MAX, "account",
			    "belongs to another shop: name one of this shop");
		if (s->carrier[0] != '\0' && strcmp(account->carrier, s->carrier) != 0)
			return why_set(why, ERR_MALFORMED, SIZE_MAX, "account",
			    "is one of carrier '%s': leave out the carrier or correct it",
			    account->carrier);
	} else if (s->carrier[0] != '\0') {
		rc = carrier_account(policy, s->shop, s->carrier, &account);
		if (rc == ERR_CONFLICT)
			return why_set(why, ERR_MALFORMED, SIZE_MAX, "account",
			    "is required: several accounts reach carrier '%s'", s->carrier);
		if (rc < 0)
			return why_set(why, rc, SIZE_MAX, "carrier",
			    "has no account in the configuration: correct it, or add one there");
	} else {
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "carrier",
		    "is required: the number alone does not tell it");
	}
	memcpy(s->account, account->id, sizeof(s->account));
	memcpy(s->carrier, account->carrier, sizeof(s->carrier));
	return 0;
}

static int
finish_zone(struct registration *r, const struct shop *shop, struct why *why)
{
	struct promise *promise = &r->shipment.promise;
	const struct place *to = &r->shipment.destination;
	const char *zone = r->zone;

	promise->zone_basis = ZONE_BASIS_GIVEN;
	if (zone[0] == '\0')
		zone = zone_of_place(to->country, to->postcode, shop->zone, &promise->zone_basis);
	if (promise->zone_basis == ZONE_BASIS_SHOP && to->country[0] != '\0')
		return why_set(why, ERR_NOT_FOUND, SIZE_MAX, "country",
		    "'%s' has no known time zone: correct it, or give zone", to->country);
	return text_copy(promise->zone, sizeof(promise->zone), zone);
}

/* What the shop's rules promise, where it told nothing itself. Only to a new parcel: a correction of another kind is no promise. */
static void
finish_by_rule(struct registration *r, const struct policy *policy, const struct shop *shop,
    int64_t now_utc_ms)
{
	struct shipment *s = &r->shipment;
	int64_t ordered_utc_ms = s->ordered_utc_ms != AT_NONE ? s->ordered_utc_ms : now_utc_ms;
	const struct promise_rule *rule;
	int32_t ship_by_day;

	if (s->id != 0 || r->has_window || s->promise.until_day != DAY_NONE ||
	    s->direction != DIRECTION_OUTBOUND)
		return;
	rule = promise_rule_for(policy, s);
	if (rule == NULL)
		return;
	promise_rule_days(rule, shop,
	    holiday_place_of(s->destination.country, s->destination.postcode), ordered_utc_ms,
	    s->available_day, &ship_by_day, &s->promise.until_day);
	s->promise.from_day = s->promise.until_day;
	if (s->ship_by_day == DAY_NONE)
		s->ship_by_day = ship_by_day;
	(void)text_cut(s->promise.rule, sizeof(s->promise.rule), span_of(rule->id));
}

static int
finish_promise(struct registration *r, int64_t now_utc_ms, struct why *why)
{
	struct promise *promise = &r->shipment.promise;
	const char *path = r->has_window ? "promised_until" : "promised_date";
	int32_t today = zone_day(promise->zone, now_utc_ms);
	int64_t ordered_utc_ms = r->shipment.ordered_utc_ms;

	if (ordered_utc_ms != AT_NONE && ordered_utc_ms > now_utc_ms + AHEAD_MS)
		return why_set(why, ERR_RANGE, SIZE_MAX, "ordered_at", "lies in the future");
	if (r->has_window && (promise->from_day == DAY_NONE || promise->until_day == DAY_NONE))
		return why_set(why, ERR_MALFORMED, SIZE_MAX,
		    promise->from_day == DAY_NONE ? "promised_from" : "promised_until",
		    "is required with its other side; for one day give promised_date");
	if (r->shipment.available_day != DAY_NONE &&
	    (r->shipment.available_day > today + YEAR_DAYS ||
		r->shipment.available_day < today - YEAR_DAYS))
		return why_set(why, ERR_RANGE, SIZE_MAX, "available_on",
		    "lies more than a year from today: correct the year");
	if (promise->until_day == DAY_NONE)
		return 0;
	if (promise->from_day > promise->until_day)
		return why_set(why, ERR_RANGE, SIZE_MAX, path, "lies before promised_from");
	if (promise->until_day > today + YEAR_DAYS || promise->until_day < today - YEAR_DAYS)
		return why_set(why, ERR_RANGE, SIZE_MAX, path,
		    "lies more than a year from today: correct the year");
	if (ordered_utc_ms != AT_NONE &&
	    promise->until_day < zone_day(promise->zone, ordered_utc_ms))
		return why_set(why, ERR_RANGE, SIZE_MAX, path,
		    "lies before the day of ordered_at: correct one of them");
	promise_close(promise);
	return 0;
}

int
registration_finish(
    struct registration *r, const struct policy *policy, int64_t now_utc_ms, struct why *why)
{
	struct shipment *s = &r->shipment;
	const struct shop *shop = NULL;
	int rc;

	if (s->order[0] == '\0')
		return why_set(
		    why, ERR_MALFORMED, SIZE_MAX, "order", "is required: the shop's order number");
	if (s->number[0] == '\0')
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "number",
		    "is required: the carrier's tracking number");
	rc = finish_shop(r, policy, &shop, why);
	if (rc == 0)
		rc = finish_account(r, policy, why);
	if (rc == 0)
		rc = finish_zone(r, shop, why);
	if (rc == 0) {
		finish_by_rule(r, policy, shop, now_utc_ms);
		rc = finish_promise(r, now_utc_ms, why);
	}
	if (rc < 0)
		return rc;
	if (s->origin.country[0] == '\0') {
		memcpy(s->origin.country, shop->country, sizeof(s->origin.country));
		if (s->origin.postcode[0] == '\0')
			memcpy(s->origin.postcode, shop->postcode, sizeof(s->origin.postcode));
	}
	s->registered_utc_ms = now_utc_ms;
	return 0;
}
