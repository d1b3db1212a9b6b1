#include "monitor/notice/notice_sample.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/inbound.h"
#include "monitor/notice/times.h"

const enum notice_kind notice_sample_kinds[] = {
    NOTICE_PROMISE_MADE,
    NOTICE_RECEIVED,
    NOTICE_ACTION_NEEDED,
    NOTICE_DELAY,
    NOTICE_DELAY_AGAIN,
    NOTICE_STILL_NO_NEWS,
    NOTICE_MISSED,
    NOTICE_LOST,
    NOTICE_BACK_ON_TRACK,
    NOTICE_DELIVERED,
    NOTICE_RISK,
    NOTICE_DIGEST,
    NOTICE_CASE_OPENED,
    NOTICE_CASE_ESCALATED,
    NOTICE_ACCOUNT_FAILING,
    NOTICE_CHANNEL_FAILING,
    NOTICE_INTAKE_FAILING,
    NOTICE_EVENTS_FAILING,
    NOTICE_BRAKE,
    NOTICE_BLIND,
    NOTICE_INCIDENT_OPENED,
    NOTICE_INCIDENT_CLOSED,
    NOTICE_LOGIN,
    NOTICE_NONE,
};

/* Friday 20 November 2026, 12:04 in Madrid. */
#define NOW_UTC_MS 1795172640000

enum { FRIDAY = 20777 };

#define SET(array, text) snprintf((array), sizeof(array), "%s", (text))

static void
fill_shop(struct shop *shop, const char *locale)
{
	*shop = (struct shop){.stall_days_domestic = 3};
	SET(shop->id, "botijo");
	SET(shop->name, "Botijo & Cía.");
	SET(shop->domain, "botijo.example");
	SET(shop->from, "hola@botijo.example");
	SET(shop->alerts_to, "taller@botijo.example");
	SET(shop->contact_name, "Lucía Muestra");
	SET(shop->contact_phone, "900 000 000");
	SET(shop->locale, locale);
	SET(shop->zone, "Europe/Madrid");
	SET(shop->country, "ES");
	for (size_t i = 0; i < 5; i++)
		shop->hours[i] = (struct hours){9 * 3600, 19 * 3600};
	shop->hours[5] = (struct hours){10 * 3600, 14 * 3600};
}

static void
fill_facts(struct notice_facts *f, enum notice_kind kind)
{
	*f = NOTICE_FACTS_INIT;
	f->promised_from_day = f->promised_until_day = FRIDAY + 3;
	f->window_from_day = FRIDAY + 4;
	f->window_until_day = FRIDAY + 6;
	f->next_word_utc_ms = NOW_UTC_MS + 3 * (int64_t)DAY_MS - 4 * MINUTE_MS;
	f->last_scan_utc_ms = NOW_UTC_MS - 34 * (int64_t)HOUR_MS;
	SET(f->last_scan_place, "Zaragoza");
	SET(f->zone, "Europe/Madrid");
	SET(f->rule, "eta");
	f->milestone = MILESTONE_IN_TRANSIT;
	if (kind == NOTICE_DELAY_AGAIN || kind == NOTICE_BACK_ON_TRACK)
		f->said_from_day = f->said_until_day = FRIDAY + 4;
	if (kind == NOTICE_MISSED)
		f->promised_from_day = f->promised_until_day = FRIDAY - 1;
	if (kind == NOTICE_LOST || kind == NOTICE_BACK_ON_TRACK || kind == NOTICE_DELIVERED)
		f->window_from_day = f->window_until_day = DAY_NONE;
	if (kind == NOTICE_LOST)
		f->milestone = MILESTONE_LOST_DAMAGED;
	if (kind == NOTICE_DELIVERED) {
		f->promised_from_day = f->promised_until_day = FRIDAY;
		f->arrived_day = FRIDAY;
		f->kept = true;
		f->next_word_utc_ms = AT_NONE;
	}
	if (kind == NOTICE_DIGEST) {
		SET(f->detail,
		    "slipping=12 at_risk=5 missed=1 kept=41 late=3 cases=4 unowned=2 "
		    "owed=6 held=0 bounced=2 failing=1 unknown=2 channel=1");
		SET(f->words,
		    "B-20391\tstall\t2026-11-20\nB-20402\teta_may\t2026-11-23\n"
		    "B-20377\tnot_handed_over\t\n");
	}
	if (kind == NOTICE_PROMISE_MADE || kind == NOTICE_ACTION_NEEDED)
		f->window_from_day = f->window_until_day = DAY_NONE;
	if (kind == NOTICE_PROMISE_MADE || kind == NOTICE_ACTION_NEEDED)
		f->next_word_utc_ms = AT_NONE;
	if (kind == NOTICE_ACTION_NEEDED)
		f->reason = REASON_ADDRESS;
	if (kind == NOTICE_RECEIVED)
		SET(f->detail, "Prefiero que llegue el viernes por la tarde.");
	if (kind == NOTICE_LOGIN)
		SET(f->detail,
		    "nuria@botijo.example https://mesa.botijo.example/desk/login?t=3q2-7w_example");
	if (kind == NOTICE_ACCOUNT_FAILING) {
		SET(f->account, "dhl-botijo");
		SET(f->detail, "401 from the token endpoint");
	}
	if (kind == NOTICE_INTAKE_FAILING) {
		SET(f->account, "woo");
		SET(f->rule, connector_trouble_name(CONNECTOR_SILENT));
	}
	if (kind == NOTICE_EVENTS_FAILING) {
		SET(f->account, "almacen");
		SET(f->detail, "HTTP 503");
	}
	if (kind == NOTICE_CHANNEL_FAILING)
		SET(f->detail, "535 5.7.8 Authentication failed");
	if (kind == NOTICE_BRAKE || kind == NOTICE_BLIND)
		f->count = 37;
	if (kind == NOTICE_BLIND)
		SET(f->detail, "2026-11-18T09:10:00Z 2026-11-20T10:00:00Z");
	if (kind == NOTICE_INCIDENT_OPENED || kind == NOTICE_INCIDENT_CLOSED) {
		SET(f->rule, "standstill");
		SET(f->detail, "dhl");
		SET(f->last_scan_place, "VITORIA");
		f->next_word_utc_ms = AT_NONE;
		f->count = 37;
	}
	if (kind == NOTICE_CASE_OPENED || kind == NOTICE_CASE_ESCALATED)
		f->about_case = 7;
}

static void
fill_shipment(struct shipment *s, uint64_t id, const char *number, const char *items)
{
	*s = SHIPMENT_INIT;
	s->id = id;
	SET(s->shop, "botijo");
	SET(s->order, "B-20418");
	SET(s->carrier, "dhl");
	SET(s->account, "dhl-botijo");
	s->value_cents = 4590;
	SET(s->number, number);
	SET(s->items, items);
	SET(s->destination.country, "ES");
	SET(s->destination.city, "Bilbao");
	s->milestone = MILESTONE_IN_TRANSIT;
}

static bool
about_no_order(enum notice_kind kind)
{
	return notice_is_failure(kind) || kind == NOTICE_DIGEST || kind == NOTICE_BRAKE ||
	    kind == NOTICE_BLIND || kind == NOTICE_INCIDENT_OPENED ||
	    kind == NOTICE_INCIDENT_CLOSED || kind == NOTICE_LOGIN;
}

void
notice_sample_fill(
    struct notice_sample *s, enum notice_kind kind, const char *locale, size_t parcels)
{
	struct notice *n = &s->notice;

	memset(s, 0, sizeof(*s));
	fill_shop(&s->shop, locale);
	s->person = PERSON_INIT;
	SET(s->person.name, "Ana Ejemplo Ruiz");
	SET(s->person.email, "ana@ejemplo.example");
	SET(s->person.phone, "600 000 000");
	fill_shipment(&s->shipments[0], 1, "00340434292135100186", "6 platos y un botijo");
	fill_shipment(&s->shipments[1], 2, "00340434292135100193", "una fuente de barro");
	SET(s->account.id, "dhl-botijo");
	SET(s->account.carrier, "dhl");
	SET(s->account.carrier_name, "DHL");
	s->policy.accounts = &s->account;
	s->policy.account_count = 1;
	s->order = ORDER_INIT;
	s->order.shipment_count = parcels;
	SET(s->order.link, "q7Vn0c3mT1yZk5xR8aLw2g");
	s->record = CASE_INIT;
	s->record.id = 7;
	s->record.reason = CASE_SECOND_SLIP;
	s->record.due_utc_ms = NOW_UTC_MS + 5 * (int64_t)HOUR_MS - 4 * MINUTE_MS;

	*n = NOTICE_INIT;
	n->id = 1;
	n->kind = kind;
	n->audience = notice_kind_audience(kind);
	n->channel = CHANNEL_EMAIL;
	n->state = NOTICE_STATE_PENDING;
	SET(n->shop, "botijo");
	SET(n->order, about_no_order(kind) ? notice_kind_name(kind) : "B-20418");
	n->person = 1;
	n->decided_utc_ms = n->due_utc_ms = NOW_UTC_MS;
	n->valid_until_utc_ms = NOW_UTC_MS + 3 * (int64_t)DAY_MS;
	fill_facts(&n->facts, kind);
	for (size_t i = 0; !about_no_order(kind) && i < parcels; i++)
		n->shipments[n->shipment_count++] = i + 1;
	notice_dedup(n);
	s->input = (struct render_input){
	    .notice = n,
	    .shipments = s->shipments,
	    .shipment_count = n->shipment_count,
	    .person = about_no_order(kind) ? NULL : &s->person,
	    .order = about_no_order(kind) ? NULL : &s->order,
	    .record = n->facts.about_case != 0 ? &s->record : NULL,
	    .shop = &s->shop,
	    .policy = &s->policy,
	    .now_utc_ms = NOW_UTC_MS,
	};
}

void
notice_sample_pages(struct notice_sample *s)
{
	SET(s->shop.pages_url, "https://envios.botijo.example");
	SET(s->shop.goodwill_code, "GRACIAS-10");
	SET(s->shop.currency, "EUR");
}

void
notice_sample_pickup(struct notice_sample *s)
{
	s->notice.facts.milestone = MILESTONE_READY_FOR_PICKUP;
	s->notice.facts.reason = REASON_NONE;
	s->notice.facts.window_from_day = s->notice.facts.window_until_day = FRIDAY + 8;
	SET(s->notice.facts.last_scan_place, "Papelería El Lápiz");
}
