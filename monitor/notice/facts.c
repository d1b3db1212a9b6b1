#include "monitor/notice/facts.h"

#include <string.h>

#include "monitor/base/inbound.h"
#include "monitor/base/incident.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/fact_put.h"
#include "monitor/notice/words.h"

#define NO_BREAK_SPACE "\u00A0"

static const struct fact_window promised = {
    FACT_PROMISED_FROM, FACT_PROMISED_ON, FACT_PROMISED_RANGE};
static const struct fact_window expected = {FACT_WINDOW_FROM, FACT_WINDOW_UNTIL, FACT_WINDOW_RANGE};
static const struct fact_window said = {FACT_SAID_FROM, FACT_SAID_ON, FACT_SAID_RANGE};

/* Lists, and the names of their items besides facts'. */
static const char *const lists[] = {"shipments", "items", "name", "last", "digest_risks"};

bool
facts_known(const char *name, enum audience audience)
{
	bool customer = audience == AUDIENCE_CUSTOMER;
	enum fact end = customer ? FACT_CUSTOMER_PHONE : FACT_COUNT;

	for (enum fact i = customer ? 0 : FACT_SHOP_NAME; i < end; i++)
		if (strcmp(fact_name(i), name) == 0)
			return true;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (strcmp(lists[i], name) == 0)
			return true;
	return false;
}

const char *
facts_locale(const struct render_input *in)
{
	if (in->notice->audience == AUDIENCE_CUSTOMER && in->person != NULL &&
	    words_known(in->person->locale))
		return in->person->locale;
	return words_known(in->shop->locale) ? in->shop->locale : "en";
}

/* ---- the shop ---- */

static int
put_shop(struct facts *f, const struct shop *shop)
{
	struct buf link = BUF_INIT(FACT_ROOM - 1), phone = BUF_INIT(FACT_ROOM - 1);
	const char *reply = shop->reply_to[0] != '\0' ? shop->reply_to : shop->from;

	fact_put(f, FACT_SHOP_NAME, shop->name);
	fact_put(f, FACT_SHOP_DOMAIN, shop->domain);
	fact_put(f, FACT_CONTACT_NAME, shop->contact_name);
	for (const char *p = shop->contact_phone; *p != '\0'; p++) {
		if (*p == ' ') /* a number is not broken over lines */
			(void)buf_add_str(&phone, NO_BREAK_SPACE);
		else
			(void)buf_add_char(&phone, *p);
		if (text_is_digit(*p) || *p == '+')
			(void)buf_add_char(&link, *p);
	}
	(void)fact_put_buf(f, FACT_CONTACT_PHONE, &phone);
	(void)fact_put_buf(f, FACT_CONTACT_PHONE_LINK, &link);
	fact_put(f, FACT_CONTACT_EMAIL, reply);
	(void)text_add_percent(&link, span_of(reply));
	(void)fact_put_buf(f, FACT_CONTACT_EMAIL_LINK, &link);
	return fact_put_hours(f, FACT_CONTACT_HOURS, shop->hours);
}

/* ---- the parcels ---- */

#define VALUE(n, t) ((struct mustache_value){.name = (n), .text = (t)})

/* As people call it: of an aggregator whoever carries the parcel. */
static const char *
parcel_carrier(const struct policy *policy, const struct shipment *s)
{
	const struct account *account = policy != NULL ? policy_account(policy, s->account) : NULL;

	if (s->carried_by[0] != '\0')
		return s->carried_by;
	return account != NULL && account->carrier_name[0] != '\0' ? account->carrier_name
								   : s->carrier;
}

static void
put_parcels(struct facts *f, const struct render_input *in)
{
	const struct shipment *s = in->shipments;
	size_t count =
	    in->shipment_count < LIMIT_ORDER_PARCELS ? in->shipment_count : LIMIT_ORDER_PARCELS;
	struct fact_parcel *listed[LIMIT_ORDER_PARCELS];
	size_t named = 0;

	if (count == 0)
		return;
	fact_put(f, FACT_CARRIER_NAME, parcel_carrier(in->policy, &s[0]));
	fact_put(f, FACT_TRACKING_NUMBER, s[0].number);
	fact_put(f, FACT_CITY, s[0].destination.city);
	if (count == 1)
		fact_put(f, FACT_ITEMS_TEXT, s[0].items);
	else
		fact_put_number(f, FACT_SEVERAL, (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		struct fact_parcel *parcel = &f->parcels[i];

		memcpy(parcel->items, s[i].items, sizeof(parcel->items));
		memcpy(parcel->number, s[i].number, sizeof(parcel->number));
		(void)text_cut(parcel->carrier, sizeof(parcel->carrier),
		    span_of(parcel_carrier(in->policy, &s[i])));
		parcel->values[0] = VALUE("items_text", parcel->items);
		parcel->values[1] = VALUE("tracking_number", parcel->number);
		parcel->values[2] = VALUE("carrier_name", parcel->carrier);
		f->shipments[i] = (struct mustache_view){parcel->values, 3};
		if (parcel->items[0] != '\0')
			listed[named++] = parcel;
	}
	for (size_t i = 0; i < named; i++) {
		listed[i]->named[0] = VALUE("name", listed[i]->items);
		listed[i]->named[1] = VALUE("last", i + 1 == named ? "1" : "");
		f->items[i] = (struct mustache_view){listed[i]->named, 2};
	}
	f->values[FACT_COUNT].items = f->shipments;
	f->values[FACT_COUNT].item_count = count;
	f->values[FACT_COUNT + 1].items = f->items;
	f->values[FACT_COUNT + 1].item_count = named;
}

static void
put_person(struct facts *f, const struct render_input *in)
{
	const struct words *w = words_of(f->locale);
	struct buf hello = BUF_INIT(FACT_ROOM - 1);
	struct span rest, first = {"", 0};

	(void)buf_add_str(&hello, w->hello);
	if (in->person != NULL) {
		fact_put(f, FACT_CUSTOMER_NAME, in->person->name);
		fact_put(f, FACT_CUSTOMER_PHONE, in->person->phone);
		rest = text_trim(span_of(in->person->name));
		if (text_split(&rest, ' ', &first) && first.len > 0) {
			(void)buf_add_str(&hello, w->hello_name);
			(void)buf_add(&hello, first.data, first.len);
		}
	}
	(void)buf_add_str(&hello, w->hello_end);
	(void)fact_put_buf(f, FACT_HELLO, &hello);
}

/* ---- what a customer can do ---- */

/* What was paid, where the shop says in what: of an order of one parcel, for the value of several may be the same one told twice. */
static int
put_refund(struct facts *f, const struct render_input *in)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1);

	if (in->shop->currency[0] == '\0' || in->shipment_count != 1 ||
	    in->shipments->value_cents <= 0 || in->order == NULL || in->order->shipment_count != 1)
		return 0;
	(void)locale_add_money(&b, f->locale, in->shipments->value_cents, in->shop->currency);
	return fact_put_buf(f, FACT_REFUND_AMOUNT, &b);
}

/* The customer's page and what it offers; nothing where the shop serves none: then an answer by mail does the same. No link does
 * anything by being fetched, for mail scanners fetch them all: each opens the page where it is done. */
static int
put_pages(struct facts *f, const struct render_input *in)
{
	static const struct {
		enum fact fact;
		const char *path;
	} pages[] = {{FACT_PAGE_URL, ""}, {FACT_WAIT_URL, "/wait"}, {FACT_CHANGE_URL, "/change"},
	    {FACT_CANCEL_URL, "/cancel"}, {FACT_SURVEY_URL, "/kept"}, {FACT_RETURN_URL, "/return"}};
	const struct shop *shop = in->shop;
	bool served = shop->pages_url[0] != '\0' && in->order != NULL && in->order->link[0] != '\0';
	int rc = 0;

	for (size_t i = 0; served && i < sizeof(pages) / sizeof(pages[0]) && rc == 0; i++) {
		struct buf b = BUF_INIT(FACT_ROOM - 1);

		(void)buf_addf(&b, "%s/t/%s%s", shop->pages_url, in->order->link, pages[i].path);
		rc = fact_put_buf(f, pages[i].fact, &b);
	}
	if (shop->returns_url[0] != '\0')
		fact_put(f, FACT_RETURN_URL, shop->returns_url);
	fact_put(f, FACT_GOODWILL_CODE, shop->goodwill_code);
	fact_put(f, FACT_SHOP_LOGO_URL, shop->logo_url);
	return rc != 0 ? rc : put_refund(f, in);
}

/* What a parcel waits for: somebody to collect it, or something that only the customer has. Its own notice froze the last day of a pick-up, or
 * that of the next attempt, as its window. */
static int
put_waiting(struct facts *f, const struct render_input *in, int32_t today)
{
	const struct notice_facts *n = &in->notice->facts;
	bool pickup = n->milestone == MILESTONE_READY_FOR_PICKUP;
	bool asks = in->notice->kind == NOTICE_ACTION_NEEDED;

	fact_put_flag(f, FACT_PICKUP, pickup);
	fact_put(f, FACT_MISSING_DETAIL, words_lack(words_of(f->locale), n->reason));
	if (!pickup)
		return fact_put_day(
		    f, FACT_NEXT_ATTEMPT_ON, asks ? n->window_until_day : DAY_NONE, today);
	fact_put(f, FACT_PICKUP_PLACE, f->texts[FACT_LAST_SCAN_PLACE]);
	return fact_put_day(f, FACT_PICKUP_UNTIL,
	    asks                         ? n->window_until_day
		: in->shipment_count > 0 ? in->shipments->pickup_until_day
					 : DAY_NONE,
	    today);
}

/* ---- all ---- */

static int
put_case(struct facts *f, const struct render_input *in, const char *zone, int32_t today)
{
	const struct case_record *c = in->record;

	if (in->notice->facts.about_case == 0)
		return 0;
	fact_put_number(f, FACT_CASE_NUMBER, (int64_t)in->notice->facts.about_case);
	if (c == NULL)
		return 0;
	fact_put(f, FACT_CASE_REASON, words_case(words_of(f->locale), c->reason));
	fact_put(f, FACT_CASE_OWNER, c->owner);
	return fact_put_due(f, FACT_CASE_DUE_ON, FACT_CASE_DUE_HOUR, zone, c->due_utc_ms, today);
}

/* The two halves of the next word as one. */
static int
put_next_update(struct facts *f)
{
	const char *on = f->texts[FACT_NEXT_UPDATE_ON];
	struct buf b = BUF_INIT(FACT_ROOM - 1);

	if (on[0] != '\0')
		(void)buf_addf(&b, "%s, %s", on, f->texts[FACT_NEXT_UPDATE_HOUR]);
	return fact_put_buf(f, FACT_NEXT_UPDATE_AT, &b);
}

/* When it was ordered, and first in a carrier's hands. */
static int
put_start(struct facts *f, const struct render_input *in, const char *zone, int32_t today)
{
	const struct shipment *s = in->shipments;
	int32_t day, second, offset_min;
	int rc = 0;

	if (in->shipment_count == 0)
		return 0;
	if (s->ordered_utc_ms != AT_NONE) {
		zone_wall(zone, s->ordered_utc_ms, &day, &second, &offset_min);
		rc = fact_put_day(f, FACT_ORDERED_ON, day, today);
	}
	for (size_t i = 0; rc == 0 && i < s->events.count; i++)
		if (s->events.items[i].physical)
			return fact_put_day(
			    f, FACT_HANDED_OVER_ON, s->events.items[i].at.day, today);
	return rc;
}

static int
put_dates(struct facts *f, const struct notice_facts *n, const char *zone, int32_t today)
{
	const struct words *w = words_of(f->locale);
	bool again = n->said_until_day != n->promised_until_day;
	int rc = fact_put_window(f, promised, n->promised_from_day, n->promised_until_day, today);

	if (rc == 0 && n->promised_until_second >= 0)
		rc = fact_put_time(f, FACT_PROMISED_HOUR, n->promised_until_second);
	if (rc == 0)
		rc = fact_put_window(f, expected, n->window_from_day, n->window_until_day, today);
	if (rc == 0)
		rc = fact_put_phrase(f, FACT_PROMISED_WINDOW, promised, w->on);
	if (rc == 0)
		rc = fact_put_phrase(f, FACT_PROMISED_FOR, promised, w->promised_for);
	if (rc == 0)
		rc = fact_put_phrase(f, FACT_WINDOW, expected, w->on);
	if (rc == 0 && again)
		rc = fact_put_window(f, said, n->said_from_day, n->said_until_day, today);
	if (rc == 0)
		rc = fact_put_due(f, FACT_NEXT_UPDATE_ON, FACT_NEXT_UPDATE_HOUR, zone,
		    n->next_word_utc_ms, today);
	if (rc == 0)
		rc = put_next_update(f);
	if (rc == 0)
		rc = fact_put_instant(
		    f, FACT_LAST_SCAN_ON, FACT_LAST_SCAN_HOUR, zone, n->last_scan_utc_ms, today);
	if (rc == 0)
		rc = fact_put_day(f, FACT_ARRIVED_ON, n->arrived_day, today);
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
		while (i < FACT_COUNT &&
		    !span_equal_str(name, fact_name((enum fact)i) + strlen("digest_")))
			i++;
		if (i < FACT_COUNT && !span_equal_str(value, "0"))
			(void)text_cut(f->texts[i], FACT_ROOM, value);
		if (i < FACT_COUNT)
			continue;
		(void)buf_add_str(&note, note.len > 0 ? " " : "");
		(void)buf_add(&note, pair.data, pair.len);
	}
	/* the two are one sentence */
	if (f->texts[FACT_DIGEST_LATE][0] != '\0' && f->texts[FACT_DIGEST_KEPT][0] == '\0')
		fact_put(f, FACT_DIGEST_KEPT, "0");
	(void)fact_put_buf(f, FACT_DIGEST_NOTE, &note);
}

/* The parcels at risk that a digest names: order, rule and promised day of each. */
static int
put_risks(struct facts *f, const char *words, int32_t today)
{
	struct span rest = span_of(words), line, order, rule;
	size_t count = 0;

	while (count < LIMIT_DIGEST_RISKS && text_split(&rest, '\n', &line)) {
		struct fact_risk *risk = &f->risks[count];
		struct buf on = BUF_INIT(sizeof(risk->on) - 1);
		char name[sizeof(((struct notice_facts *)0)->rule)];
		int32_t day;
		int rc = 0;

		if (!text_split(&line, '\t', &order) || !text_split(&line, '\t', &rule))
			continue;
		(void)text_cut(risk->order, sizeof(risk->order), order);
		(void)text_cut(name, sizeof(name), rule);
		if (day_parse(line, &day) == 0)
			rc = fact_add_day(&on, f->locale, day, today);
		(void)text_cut(risk->on, sizeof(risk->on), buf_span(&on));
		buf_clear(&on);
		if (rc != 0)
			return rc;
		risk->values[0] = VALUE("order_number", risk->order);
		risk->values[1] = VALUE("promised_on", risk->on);
		risk->values[2] = VALUE("rule", words_rule(words_of(f->locale), name));
		f->risk_views[count++] = (struct mustache_view){risk->values, 3};
	}
	f->values[FACT_COUNT + 2].items = f->risk_views;
	f->values[FACT_COUNT + 2].item_count = count;
	return 0;
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
	rc = fact_put_instant(f, FACT_GAP_FROM_ON, FACT_GAP_FROM_HOUR, zone, when_utc(from), today);
	return rc != 0 ? rc
		       : fact_put_instant(f, FACT_GAP_UNTIL_ON, FACT_GAP_UNTIL_HOUR, zone,
			     when_utc(until), today);
}

/* Carrier and lane are the detail of an incident, its kind the rule; place, since and until stand where a scan's and the next word's do. */
static void
put_incident(struct facts *f, const struct render_input *in)
{
	const struct notice_facts *n = &in->notice->facts;
	struct span rest = span_of(n->detail), carrier = {"", 0};

	(void)text_split(&rest, ' ', &carrier);
	(void)text_cut(f->texts[FACT_CARRIER_NAME], FACT_ROOM, carrier);
	for (size_t i = in->policy != NULL ? in->policy->account_count : 0; i-- > 0;)
		if (span_equal_str(carrier, in->policy->accounts[i].carrier))
			fact_put(f, FACT_CARRIER_NAME, in->policy->accounts[i].carrier_name);
	(void)text_cut(f->texts[FACT_LANE], FACT_ROOM, rest);
	fact_put_flag(
	    f, FACT_STANDING, strcmp(n->rule, incident_kind_name(INCIDENT_STANDSTILL)) == 0);
	fact_put_flag(f, FACT_OUTAGE, strcmp(n->rule, incident_kind_name(INCIDENT_OUTAGE)) == 0);
	fact_put_flag(
	    f, FACT_ANNOUNCED, strcmp(n->rule, incident_kind_name(INCIDENT_ANNOUNCED)) == 0);
}

static int
put_label(struct facts *f, const char *order)
{
	struct buf b = BUF_INIT(FACT_ROOM - 1), link = BUF_INIT(FACT_ROOM - 1);

	fact_put(f, FACT_ORDER_NUMBER, order);
	(void)text_add_percent(&link, span_of(order));
	(void)fact_put_buf(f, FACT_ORDER_LINK, &link);
	(void)buf_addf(&b, "%s %s", words_of(f->locale)->order, order);
	return fact_put_buf(f, FACT_LABEL, &b);
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
	f->accent = in->shop->accent;
	for (enum fact i = 0; i < FACT_COUNT; i++)
		f->values[i] = VALUE(fact_name(i), f->texts[i]);
	f->values[FACT_COUNT] = (struct mustache_value){.name = "shipments"};
	f->values[FACT_COUNT + 1] = (struct mustache_value){.name = "items"};
	f->values[FACT_COUNT + 2] = (struct mustache_value){.name = "digest_risks"};
	f->view = (struct mustache_view){f->values, FACT_COUNT + 3};

	zone_wall(zone, in->now_utc_ms, &day, &second, &offset_min);
	put_parcels(f, in);
	put_person(f, in);
	rc = about_an_order(n) ? put_label(f, n->order) : 0;
	fact_put_flag(f, FACT_KEPT, n->facts.kept);
	fact_put_flag(f, FACT_RETURNING,
	    n->facts.milestone == MILESTONE_RETURNING || n->facts.milestone == MILESTONE_RETURNED);
	fact_put_number(f, FACT_COUNT_OF, n->facts.count);
	fact_put_flag(f, FACT_MANY, n->facts.count != 1);
	fact_put(f, FACT_DETAIL, n->facts.detail);
	fact_put(f, FACT_OWN_WORDS, n->facts.words);
	if (n->kind == NOTICE_DIGEST)
		put_digest(f, n->facts.detail);
	if (rc == 0 && n->kind == NOTICE_DIGEST)
		rc = put_risks(f, n->facts.words, day);
	if (n->kind == NOTICE_LOGIN)
		fact_put(f, FACT_LOGIN_URL, notice_login_link(n));
	fact_put(f, FACT_RULE, words_rule(words_of(f->locale), n->facts.rule));
	fact_put(f, FACT_ACCOUNT, n->facts.account);
	fact_put_flag(
	    f, FACT_SILENT, strcmp(n->facts.rule, connector_trouble_name(CONNECTOR_SILENT)) == 0);
	fact_put_flag(
	    f, FACT_UNREAD, strcmp(n->facts.rule, connector_trouble_name(CONNECTOR_UNREAD)) == 0);
	fact_put_flag(f, FACT_OFF, strcmp(n->facts.rule, "off") == 0);
	fact_put_flag(f, FACT_LEFT_OUT, strcmp(n->facts.rule, "left_out") == 0);
	if (rc == 0)
		rc = fact_put_place(
		    f, FACT_LAST_SCAN_PLACE, n->facts.last_scan_place, in->shop->country);
	if (rc == 0)
		rc = put_waiting(f, in, day);
	if (rc == 0)
		rc = put_pages(f, in);
	if (rc == 0)
		rc = put_shop(f, in->shop);
	if (rc == 0)
		rc = put_dates(f, &n->facts, zone, day);
	if (rc == 0)
		rc = put_start(f, in, zone, day);
	if (rc == 0)
		rc = put_case(f, in, zone, day);
	if (n->kind == NOTICE_INCIDENT_OPENED || n->kind == NOTICE_INCIDENT_CLOSED)
		put_incident(f, in);
	if (rc == 0 && n->kind == NOTICE_BLIND)
		rc = put_gap(f, n->facts.detail, zone, day);
	if (rc == 0)
		rc = strip_build(f->strip, &f->strip_count, f->locale, &n->facts, day);
	if (rc == 0)
		rc = fact_put_day(f, FACT_TODAY, day, day);
	return rc != 0 ? rc : fact_put_time(f, FACT_HOUR, second);
}
