#include "monitor/notice/facts.h"

#include <assert.h>
#include <string.h>

#include "monitor/base/incident.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/words.h"

#define NO_BREAK_SPACE "\u00A0"

/* Every name that a template may use. A flag is "1" or "". */
enum fact {
	FACT_SHOP_NAME,
	FACT_SHOP_DOMAIN,
	FACT_CONTACT_NAME,
	FACT_CONTACT_PHONE,
	FACT_CONTACT_PHONE_LINK,
	FACT_CONTACT_HOURS,
	FACT_REPLY_ADDRESS,
	FACT_REPLY_LINK,
	FACT_HELLO,
	FACT_LABEL,
	FACT_CUSTOMER_NAME,
	FACT_CUSTOMER_PHONE,
	FACT_ORDER,
	FACT_ORDER_LINK,
	FACT_ITEMS,
	FACT_SEVERAL,
	FACT_PROMISED,
	FACT_PROMISED_FROM,
	FACT_PROMISED_UNTIL,
	FACT_PROMISED_RANGE,
	FACT_PROMISED_HOUR,
	FACT_WINDOW,
	FACT_WINDOW_FROM,
	FACT_WINDOW_UNTIL,
	FACT_WINDOW_RANGE,
	FACT_SAID,
	FACT_SAID_FROM,
	FACT_SAID_UNTIL,
	FACT_SAID_RANGE,
	FACT_NEXT,
	FACT_NEXT_DAY,
	FACT_NEXT_HOUR,
	FACT_SCAN,
	FACT_SCAN_DAY,
	FACT_SCAN_HOUR,
	FACT_SCAN_PLACE,
	FACT_ARRIVED,
	FACT_ARRIVED_DAY,
	FACT_KEPT,
	FACT_RETURNING,
	FACT_PICKUP,
	FACT_COUNT_OF,
	FACT_MANY,
	FACT_DETAIL,
	FACT_RULE,
	FACT_ACCOUNT,
	FACT_LANE,
	FACT_STANDING,
	FACT_OUTAGE,
	FACT_ANNOUNCED,
	FACT_CARRIER,
	FACT_NUMBER,
	FACT_CITY,
	FACT_CASE,
	FACT_CASE_REASON,
	FACT_CASE_OWNER,
	FACT_CASE_DUE_DAY,
	FACT_CASE_DUE_HOUR,
	FACT_GAP,
	FACT_GAP_FROM_DAY,
	FACT_GAP_FROM_HOUR,
	FACT_GAP_UNTIL,
	FACT_GAP_UNTIL_DAY,
	FACT_GAP_UNTIL_HOUR,
	FACT_TODAY,
	FACT_HOUR,
	FACT_DIGEST_NOTE,
	FACT_DIGEST_AT_RISK,
	FACT_DIGEST_SLIPPING,
	FACT_DIGEST_MISSED,
	FACT_DIGEST_KEPT,
	FACT_DIGEST_LATE,
	FACT_DIGEST_CASES,
	FACT_DIGEST_UNOWNED,
	FACT_DIGEST_OWED,
	FACT_DIGEST_HELD,
	FACT_DIGEST_BOUNCED,
	FACT_COUNT
};

static_assert((int)FACT_COUNT <= (int)FACTS, "struct facts has room for every fact");

static const char *const names[FACT_COUNT] = {
    [FACT_SHOP_NAME] = "shop.name",
    [FACT_SHOP_DOMAIN] = "shop.domain",
    [FACT_CONTACT_NAME] = "contact.name",
    [FACT_CONTACT_PHONE] = "contact.phone",
    [FACT_CONTACT_PHONE_LINK] = "contact.phone_link",
    [FACT_CONTACT_HOURS] = "contact.hours",
    [FACT_REPLY_ADDRESS] = "reply.address",
    [FACT_REPLY_LINK] = "reply.link",
    [FACT_HELLO] = "hello",
    [FACT_LABEL] = "label",
    [FACT_CUSTOMER_NAME] = "customer.name",
    [FACT_CUSTOMER_PHONE] = "customer.phone",
    [FACT_ORDER] = "order",
    [FACT_ORDER_LINK] = "order.link",
    [FACT_ITEMS] = "items",
    [FACT_SEVERAL] = "several",
    [FACT_PROMISED] = "promised",
    [FACT_PROMISED_FROM] = "promised.from",
    [FACT_PROMISED_UNTIL] = "promised.until",
    [FACT_PROMISED_RANGE] = "promised.range",
    [FACT_PROMISED_HOUR] = "promised.hour",
    [FACT_WINDOW] = "window",
    [FACT_WINDOW_FROM] = "window.from",
    [FACT_WINDOW_UNTIL] = "window.until",
    [FACT_WINDOW_RANGE] = "window.range",
    [FACT_SAID] = "said",
    [FACT_SAID_FROM] = "said.from",
    [FACT_SAID_UNTIL] = "said.until",
    [FACT_SAID_RANGE] = "said.range",
    [FACT_NEXT] = "next",
    [FACT_NEXT_DAY] = "next.day",
    [FACT_NEXT_HOUR] = "next.hour",
    [FACT_SCAN] = "scan",
    [FACT_SCAN_DAY] = "scan.day",
    [FACT_SCAN_HOUR] = "scan.hour",
    [FACT_SCAN_PLACE] = "scan.place",
    [FACT_ARRIVED] = "arrived",
    [FACT_ARRIVED_DAY] = "arrived.day",
    [FACT_KEPT] = "kept",
    [FACT_RETURNING] = "returning",
    [FACT_PICKUP] = "pickup",
    [FACT_COUNT_OF] = "count",
    [FACT_MANY] = "many",
    [FACT_DETAIL] = "detail",
    [FACT_RULE] = "rule",
    [FACT_ACCOUNT] = "account",
    [FACT_LANE] = "lane",
    [FACT_STANDING] = "standing",
    [FACT_OUTAGE] = "outage",
    [FACT_ANNOUNCED] = "announced",
    [FACT_CARRIER] = "carrier",
    [FACT_NUMBER] = "number",
    [FACT_CITY] = "city",
    [FACT_CASE] = "case",
    [FACT_CASE_REASON] = "case.reason",
    [FACT_CASE_OWNER] = "case.owner",
    [FACT_CASE_DUE_DAY] = "case.due_day",
    [FACT_CASE_DUE_HOUR] = "case.due_hour",
    [FACT_GAP] = "gap",
    [FACT_GAP_FROM_DAY] = "gap.from_day",
    [FACT_GAP_FROM_HOUR] = "gap.from_hour",
    [FACT_GAP_UNTIL] = "gap.until",
    [FACT_GAP_UNTIL_DAY] = "gap.until_day",
    [FACT_GAP_UNTIL_HOUR] = "gap.until_hour",
    [FACT_TODAY] = "today",
    [FACT_HOUR] = "hour",
    [FACT_DIGEST_NOTE] = "digest.note",
    [FACT_DIGEST_AT_RISK] = "digest.at_risk",
    [FACT_DIGEST_SLIPPING] = "digest.slipping",
    [FACT_DIGEST_MISSED] = "digest.missed",
    [FACT_DIGEST_KEPT] = "digest.kept",
    [FACT_DIGEST_LATE] = "digest.late",
    [FACT_DIGEST_CASES] = "digest.cases",
    [FACT_DIGEST_UNOWNED] = "digest.unowned",
    [FACT_DIGEST_OWED] = "digest.owed",
    [FACT_DIGEST_HELD] = "digest.held",
    [FACT_DIGEST_BOUNCED] = "digest.bounced",
};

bool
facts_known(const char *name)
{
	for (size_t i = 0; i < FACT_COUNT; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return strcmp(name, "parcels") == 0 || strcmp(name, "parcel") == 0;
}

const char *
facts_locale(const struct render_input *in)
{
	if (in->notice->audience == AUDIENCE_CUSTOMER && in->person != NULL &&
	    words_known(in->person->locale))
		return in->person->locale;
	return words_known(in->shop->locale) ? in->shop->locale : "en";
}

static void
put(struct facts *f, enum fact fact, const char *text)
{
	(void)text_cut(f->texts[fact], FACT_ROOM, span_of(text));
}

static void
put_flag(struct facts *f, enum fact fact, bool on)
{
	put(f, fact, on ? "1" : "");
}

static void
put_number(struct facts *f, enum fact fact, int64_t number)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);

	(void)buf_addf(&b, "%lld", (long long)number);
	put(f, fact, buf_str(&b));
	buf_clear(&b);
}

/* Take what `b` holds as the text; its error, if any, and an empty buffer. */
static int
put_buf(struct facts *f, enum fact fact, struct buf *b)
{
	int rc = buf_error(b);

	if (rc == 0)
		put(f, fact, buf_str(b));
	buf_clear(b);
	return rc;
}

/* A weekday and its number stay on one line (no-break space); the month when it is another than `today`'s, in running text
 * without ICU's comma. */
static int
add_day(struct buf *b, const char *locale, int32_t day, int32_t today)
{
	struct buf words = BUF_INIT(FACT_ROOM);
	int32_t year, month, number, this_year, this_month, rest;
	const char *p;
	int rc;

	day_to_civil(day, &year, &month, &number);
	day_to_civil(today, &this_year, &this_month, &rest);
	rc = locale_add_words(&words, locale,
	    year == this_year && month == this_month ? LOCALE_STYLE_WEEKDAY : LOCALE_STYLE_DAY, day,
	    -1);
	for (p = buf_str(&words); rc == 0 && *p != '\0'; p++) {
		if (*p == ' ' && text_is_digit(p[1]))
			(void)buf_add_str(b, NO_BREAK_SPACE);
		else if (*p != ',')
			(void)buf_add_char(b, *p);
	}
	buf_clear(&words);
	return rc != 0 ? rc : buf_error(b);
}

static int
put_day(struct facts *f, enum fact fact, int32_t day, int32_t today)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);
	int rc = add_day(&b, f->locale, day, today);

	if (rc != 0)
		buf_clear(&b);
	return rc != 0 ? rc : put_buf(f, fact, &b);
}

static int
put_time(struct facts *f, enum fact fact, int32_t second)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);
	int rc = locale_add_words(&b, f->locale, LOCALE_STYLE_TIME, 0, second);

	if (rc != 0)
		buf_clear(&b);
	return rc != 0 ? rc : put_buf(f, fact, &b);
}

/* `first` and the three facts behind it: known, from, until, range. */
static int
put_window(struct facts *f, enum fact first, int32_t from, int32_t until, int32_t today)
{
	int rc;

	if (until == DAY_NONE)
		return 0;
	if (from == DAY_NONE)
		from = until;
	put_flag(f, first, true);
	put_flag(f, first + 3, from != until);
	rc = put_day(f, first + 1, from, today);
	return rc != 0 ? rc : put_day(f, first + 2, until, today);
}

/* `first`, and day and hour behind it. */
static int
put_instant(struct facts *f, enum fact first, const char *zone, int64_t utc_ms, int32_t today)
{
	int32_t day, second, offset_min;
	int rc;

	if (utc_ms == AT_NONE)
		return 0;
	zone_wall(zone, utc_ms, &day, &second, &offset_min);
	put_flag(f, first, true);
	rc = put_day(f, first + 1, day, today);
	return rc != 0 ? rc : put_time(f, first + 2, second);
}

/* ---- the shop ---- */

/* "de lunes a viernes, de 9:00 a 19:00; sábado, de 10:00 a 14:00" */
static int
put_hours(struct facts *f, const struct shop *shop)
{
	const struct words *w = words_of(f->locale);
	struct buf b = BUF_INIT(FACT_ROOM - 1);
	int rc = 0;

	for (size_t from = 0, until; from < 7 && rc == 0; from = until + 1) {
		const struct hours *h = &shop->hours[from];

		until = from;
		if (h->open_second == h->close_second)
			continue;
		while (until < 6 && memcmp(&shop->hours[until + 1], h, sizeof(*h)) == 0)
			until++;
		if (b.len > 0)
			(void)buf_add_str(&b, "; ");
		if (until > from) {
			(void)buf_add_str(&b, w->days_from);
			(void)buf_add_str(&b, w->weekdays[from]);
			(void)buf_add_str(&b, w->days_to);
		}
		(void)buf_add_str(&b, w->weekdays[until]);
		(void)buf_add_str(&b, w->hours_from);
		rc = locale_add_words(&b, f->locale, LOCALE_STYLE_TIME, 0, h->open_second);
		(void)buf_add_str(&b, w->hours_to);
		if (rc == 0)
			rc = locale_add_words(&b, f->locale, LOCALE_STYLE_TIME, 0, h->close_second);
	}
	if (rc != 0)
		buf_clear(&b);
	return rc != 0 ? rc : put_buf(f, FACT_CONTACT_HOURS, &b);
}

static int
put_shop(struct facts *f, const struct shop *shop)
{
	struct buf link = BUF_INIT(FACT_ROOM - 1), phone = BUF_INIT(FACT_ROOM - 1);
	const char *reply = shop->reply_to[0] != '\0' ? shop->reply_to : shop->from;

	put(f, FACT_SHOP_NAME, shop->name);
	put(f, FACT_SHOP_DOMAIN, shop->domain);
	put(f, FACT_CONTACT_NAME, shop->contact_name);
	for (const char *p = shop->contact_phone; *p != '\0'; p++) {
		if (*p == ' ') /* a number is not broken over lines */
			(void)buf_add_str(&phone, NO_BREAK_SPACE);
		else
			(void)buf_add_char(&phone, *p);
		if (text_is_digit(*p) || *p == '+')
			(void)buf_add_char(&link, *p);
	}
	(void)put_buf(f, FACT_CONTACT_PHONE, &phone);
	(void)put_buf(f, FACT_CONTACT_PHONE_LINK, &link);
	put(f, FACT_REPLY_ADDRESS, reply);
	(void)text_add_percent(&link, span_of(reply));
	(void)put_buf(f, FACT_REPLY_LINK, &link);
	return put_hours(f, shop);
}

/* ---- the parcels ---- */

static void
put_parcels(struct facts *f, const struct render_input *in)
{
	const struct shipment *s = in->shipments;
	size_t count =
	    in->shipment_count < LIMIT_ORDER_PARCELS ? in->shipment_count : LIMIT_ORDER_PARCELS;
	size_t listed = 0;

	if (count == 0)
		return;
	put(f, FACT_CARRIER, s[0].carrier);
	put(f, FACT_NUMBER, s[0].number);
	put(f, FACT_CITY, s[0].destination.city);
	put_flag(f, FACT_PICKUP, s[0].milestone == MILESTONE_READY_FOR_PICKUP);
	if (count == 1)
		put(f, FACT_ITEMS, s[0].items);
	else
		put_number(f, FACT_SEVERAL, (int64_t)count);
	for (size_t i = 0; count > 1 && i < count; i++) {
		if (s[i].items[0] == '\0')
			continue;
		memcpy(f->parcels[listed], s[i].items, sizeof(f->parcels[listed]));
		f->parcel_values[listed] =
		    (struct mustache_value){.name = "parcel", .text = f->parcels[listed]};
		f->parcel_views[listed] = (struct mustache_view){&f->parcel_values[listed], 1};
		listed++;
	}
	f->values[FACT_COUNT] = (struct mustache_value){
	    .name = "parcels", .items = f->parcel_views, .item_count = listed};
}

static void
put_person(struct facts *f, const struct render_input *in)
{
	const struct words *w = words_of(f->locale);
	struct buf hello = BUF_INIT(FACT_ROOM - 1);
	struct span rest, first = {"", 0};

	(void)buf_add_str(&hello, w->hello);
	if (in->person != NULL) {
		put(f, FACT_CUSTOMER_NAME, in->person->name);
		put(f, FACT_CUSTOMER_PHONE, in->person->phone);
		rest = text_trim(span_of(in->person->name));
		if (text_split(&rest, ' ', &first) && first.len > 0) {
			(void)buf_add_str(&hello, w->hello_name);
			(void)buf_add(&hello, first.data, first.len);
		}
	}
	(void)buf_add_str(&hello, w->hello_end);
	(void)put_buf(f, FACT_HELLO, &hello);
}

/* ---- all ---- */

static int
put_case(struct facts *f, const struct render_input *in, const char *zone, int32_t today)
{
	const struct case_record *c = in->record;
	int32_t day, second, offset_min;
	int rc;

	if (in->notice->facts.about_case == 0)
		return 0;
	put_number(f, FACT_CASE, (int64_t)in->notice->facts.about_case);
	if (c == NULL)
		return 0;
	put(f, FACT_CASE_REASON, words_case(words_of(f->locale), c->reason));
	put(f, FACT_CASE_OWNER, c->owner);
	if (c->due_utc_ms == AT_NONE)
		return 0;
	zone_wall(zone, c->due_utc_ms, &day, &second, &offset_min);
	rc = put_day(f, FACT_CASE_DUE_DAY, day, today);
	return rc != 0 ? rc : put_time(f, FACT_CASE_DUE_HOUR, second);
}

static int
put_dates(struct facts *f, const struct notice_facts *n, const char *zone, int32_t today)
{
	bool again = n->said_until_day != n->promised_until_day;
	int rc = put_window(f, FACT_PROMISED, n->promised_from_day, n->promised_until_day, today);

	if (rc == 0 && n->promised_until_second >= 0)
		rc = put_time(f, FACT_PROMISED_HOUR, n->promised_until_second);
	if (rc == 0)
		rc = put_window(f, FACT_WINDOW, n->window_from_day, n->window_until_day, today);
	if (rc == 0 && again)
		rc = put_window(f, FACT_SAID, n->said_from_day, n->said_until_day, today);
	if (rc == 0)
		rc = put_instant(f, FACT_NEXT, zone, n->next_word_utc_ms, today);
	if (rc == 0)
		rc = put_instant(f, FACT_SCAN, zone, n->last_scan_utc_ms, today);
	if (rc == 0 && n->arrived_day != DAY_NONE) {
		put_flag(f, FACT_ARRIVED, true);
		rc = put_day(f, FACT_ARRIVED_DAY, n->arrived_day, today);
	}
	return rc;
}

/* "ZARAGOZA, ES" as the shop's people say it: without their own country, and not in capitals. */
static int
put_place(struct facts *f, const char *place, const char *country)
{
	struct buf b = BUF_INIT(LIMIT_PLACE_ROOM * 2);
	struct span town = span_of(place);
	size_t tail = strlen(country) + strlen(", ");
	int rc;

	if (town.len > tail && strcmp(place + town.len - tail + strlen(", "), country) == 0 &&
	    strncmp(place + town.len - tail, ", ", strlen(", ")) == 0)
		town.len -= tail;
	rc = locale_add_title(&b, f->locale, town);
	if (rc == 0)
		put(f, FACT_SCAN_PLACE, buf_str(&b));
	buf_clear(&b);
	return rc;
}

/* The figures of a digest: "slipping=3 cases=2"; a zero is nothing to mention. Other words are its note. */
static void
put_digest(struct facts *f, const char *detail)
{
	struct span rest = span_of(detail), pair, name;
	struct buf note = BUF_INIT(FACT_ROOM - 1);

	while (text_split(&rest, ' ', &pair)) {
		struct span value = pair;
		size_t i = FACT_DIGEST_NOTE + 1;

		(void)text_split(&value, '=', &name);
		while (i < FACT_COUNT && !span_equal_str(name, names[i] + strlen("digest.")))
			i++;
		if (i < FACT_COUNT && !span_equal_str(value, "0"))
			(void)text_cut(f->texts[i], FACT_ROOM, value);
		if (i < FACT_COUNT)
			continue;
		(void)buf_add_str(&note, note.len > 0 ? " " : "");
		(void)buf_add(&note, pair.data, pair.len);
	}
	(void)put_buf(f, FACT_DIGEST_NOTE, &note);
}

/* The detail of a blind notice: the two instants between which we could not know. */
static int
put_gap(struct facts *f, const char *detail, const char *zone, int32_t today)
{
	struct span rest = span_of(detail), word;
	struct when from, until;
	int rc;

	if (!text_split(&rest, ' ', &word) || when_parse(word, &from) != 0 ||
	    when_parse(rest, &until) != 0)
		return 0;
	rc = put_instant(f, FACT_GAP, zone, when_utc(from), today);
	return rc != 0 ? rc : put_instant(f, FACT_GAP_UNTIL, zone, when_utc(until), today);
}

/* Carrier and lane are the detail of an incident, its kind the rule; place, since and until stand where a scan's and the next word's do. */
static void
put_incident(struct facts *f, const struct notice_facts *n)
{
	struct span rest = span_of(n->detail), carrier = {"", 0};
	struct buf name = BUF_INIT(FACT_ROOM - 1);

	(void)text_split(&rest, ' ', &carrier);
	for (size_t i = 0; i < carrier.len; i++)
		(void)buf_add_char(&name, text_upper(carrier.data[i]));
	(void)put_buf(f, FACT_CARRIER, &name);
	(void)text_cut(f->texts[FACT_LANE], FACT_ROOM, rest);
	put_flag(f, FACT_STANDING, strcmp(n->rule, incident_kind_name(INCIDENT_STANDSTILL)) == 0);
	put_flag(f, FACT_OUTAGE, strcmp(n->rule, incident_kind_name(INCIDENT_OUTAGE)) == 0);
	put_flag(f, FACT_ANNOUNCED, strcmp(n->rule, incident_kind_name(INCIDENT_ANNOUNCED)) == 0);
}

static int
put_label(struct facts *f, const char *order)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1), link = BUF_INIT(FACT_ROOM - 1);

	put(f, FACT_ORDER, order);
	(void)text_add_percent(&link, span_of(order));
	(void)put_buf(f, FACT_ORDER_LINK, &link);
	(void)buf_addf(&b, "%s %s", words_of(f->locale)->order, order);
	return put_buf(f, FACT_LABEL, &b);
}

/* Of other kinds `order` is only a key. */
static bool
about_an_order(const struct notice *n)
{
	return n->order[0] != '\0' &&
	    (notice_kind_audience(n->kind) == AUDIENCE_CUSTOMER || n->kind == NOTICE_RISK ||
		n->kind == NOTICE_CASE_OPENED || n->kind == NOTICE_CASE_ESCALATED);
}

int
facts_build(struct facts *f, const struct render_input *in)
{
	const struct notice *n = in->notice;
	const char *zone = n->audience == AUDIENCE_CUSTOMER && n->facts.zone[0] != '\0'
	    ? n->facts.zone
	    : in->shop->zone;
	int32_t day, second, offset_min;
	int rc;

	memset(f, 0, sizeof(*f));
	(void)text_cut(f->locale, sizeof(f->locale), span_of(facts_locale(in)));
	for (size_t i = 0; i < FACT_COUNT; i++)
		f->values[i] = (struct mustache_value){.name = names[i], .text = f->texts[i]};
	f->values[FACT_COUNT] = (struct mustache_value){.name = "parcels"};
	f->view = (struct mustache_view){f->values, FACT_COUNT + 1};

	zone_wall(zone, in->now_utc_ms, &day, &second, &offset_min);
	put_parcels(f, in);
	put_person(f, in);
	rc = about_an_order(n) ? put_label(f, n->order) : 0;
	put_flag(f, FACT_KEPT, n->facts.kept);
	put_flag(f, FACT_RETURNING,
	    n->facts.milestone == MILESTONE_RETURNING || n->facts.milestone == MILESTONE_RETURNED);
	put_number(f, FACT_COUNT_OF, n->facts.count);
	put_flag(f, FACT_MANY, n->facts.count != 1);
	put(f, FACT_DETAIL, n->facts.detail);
	if (n->kind == NOTICE_DIGEST)
		put_digest(f, n->facts.detail);
	put(f, FACT_RULE, words_rule(words_of(f->locale), n->facts.rule));
	put(f, FACT_ACCOUNT, n->facts.account);
	if (rc == 0)
		rc = put_place(f, n->facts.last_scan_place, in->shop->country);
	if (rc == 0)
		rc = put_shop(f, in->shop);
	if (rc == 0)
		rc = put_dates(f, &n->facts, zone, day);
	if (rc == 0)
		rc = put_case(f, in, zone, day);
	if (n->kind == NOTICE_INCIDENT_OPENED || n->kind == NOTICE_INCIDENT_CLOSED)
		put_incident(f, &n->facts);
	if (rc == 0 && n->kind == NOTICE_BLIND)
		rc = put_gap(f, n->facts.detail, zone, day);
	if (rc == 0)
		rc = strip_build(f->strip, &f->strip_count, f->locale, &n->facts, day);
	if (rc == 0)
		rc = put_day(f, FACT_TODAY, day, day);
	return rc != 0 ? rc : put_time(f, FACT_HOUR, second);
}
