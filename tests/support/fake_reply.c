#include "tests/support/fake_reply.h"

#include <string.h>

#include "monitor/base/zone.h"

#define ZONE "Europe/Madrid"

struct wall {
	int32_t year, month, day, hour, minute, second, offset_min;
};

static struct wall
wall_of(int64_t utc_ms, int32_t offset_of_utc)
{
	struct wall w = {0};
	int32_t day, second;

	if (offset_of_utc != 0) {
		zone_wall(ZONE, utc_ms, &day, &second, &w.offset_min);
	} else {
		day = (int32_t)(utc_ms / DAY_MS);
		second = (int32_t)(utc_ms % DAY_MS / SECOND_MS);
	}
	day_to_civil(day, &w.year, &w.month, &w.day);
	w.hour = second / 3600;
	w.minute = second / 60 % 60;
	w.second = second % 60;
	return w;
}

static struct wall
local_of(int64_t utc_ms)
{
	return wall_of(utc_ms, 1);
}

static bool
known(const struct scenario_parcel *p, int64_t now_utc_ms)
{
	return p != NULL && p->known_utc_ms <= now_utc_ms && p->scan_count > 0 &&
	    p->scans[0].at_utc_ms <= now_utc_ms;
}

/* Scans that have happened; they stand in the scenario oldest first. */
static size_t
happened(const struct scenario_parcel *p, int64_t now_utc_ms)
{
	size_t count = 0;

	while (count < p->scan_count && p->scans[count].at_utc_ms <= now_utc_ms)
		count++;
	return count;
}

static void
add_iso(struct buf *b, struct wall w, bool offset)
{
	(void)buf_addf(
	    b, "%04d-%02d-%02dT%02d:%02d:%02d", w.year, w.month, w.day, w.hour, w.minute, w.second);
	if (offset)
		(void)buf_addf(b, "+%02d:%02d", w.offset_min / 60, w.offset_min % 60);
}

static void
add_dhl_event(struct buf *b, const struct scenario_scan *scan)
{
	(void)buf_add_str(b, "{\"timestamp\":\"");
	add_iso(b, local_of(scan->at_utc_ms), false);
	(void)buf_addf(b,
	    "\",\"statusCode\":\"%s\",\"status\":\"%s\",\"description\":\"%s\",\"location\":{\"address\":{"
	    "\"countryCode\":\"ES\",\"addressLocality\":\"%s\"}}}",
	    scan->kind->dhl, scan->kind->dhl_text, scan->kind->dhl_text, scan->place);
}

int
fake_reply_dhl(
    struct buf *b, const struct scenario_parcel *p, const char *number, int64_t now_utc_ms)
{
	const struct scenario_eta *eta;
	size_t count;

	if (!known(p, now_utc_ms)) {
		(void)buf_add_str(b,
		    "{\"status\":404,\"title\":\"No result found\",\"detail\":\"No shipment with "
		    "given tracking number found.\"}");
		return 404;
	}
	count = happened(p, now_utc_ms);
	(void)buf_addf(
	    b, "{\"shipments\":[{\"id\":\"%s\",\"service\":\"express\",\"status\":", number);
	add_dhl_event(b, &p->scans[count - 1]);
	eta = scenario_eta(p, now_utc_ms);
	if (eta != NULL && strcmp(p->scans[count - 1].kind->name, "delivered") != 0) {
		struct wall from = local_of(zone_instant(ZONE, eta->from_day, 9 * 3600));
		struct wall until = local_of(zone_instant(ZONE, eta->until_day, 18 * 3600));

		(void)buf_add_str(b, ",\"estimatedTimeOfDelivery\":\"");
		add_iso(b, until, false);
		(void)buf_add_str(b, "\",\"estimatedDeliveryTimeFrame\":{\"estimatedFrom\":\"");
		add_iso(b, from, false);
		(void)buf_add_str(b, "\",\"estimatedThrough\":\"");
		add_iso(b, until, false);
		(void)buf_add_str(b, "\"}");
	}
	(void)buf_add_str(b, ",\"events\":[");
	for (size_t i = count; i-- > 0;) {
		add_dhl_event(b, &p->scans[i]);
		(void)buf_add_str(b, i > 0 ? "," : "");
	}
	(void)buf_add_str(b, "]}]}");
	return 200;
}

int
fake_reply_ups(
    struct buf *b, const struct scenario_parcel *p, const char *number, int64_t now_utc_ms)
{
	const struct scenario_eta *eta;

	(void)buf_addf(b, "{\"trackResponse\":{\"shipment\":[{\"inquiryNumber\":\"%s\",", number);
	if (!known(p, now_utc_ms)) {
		(void)buf_add_str(b,
		    "\"warnings\":[{\"code\":\"TW0001\",\"message\":\"Tracking Information Not "
		    "Found\"}]}]}}");
		return 200;
	}
	(void)buf_addf(
	    b, "\"package\":[{\"trackingNumber\":\"%s\",\"packageCount\":1,\"activity\":[", number);
	for (size_t i = happened(p, now_utc_ms); i-- > 0;) {
		const struct scenario_scan *scan = &p->scans[i];
		struct wall local = local_of(scan->at_utc_ms);
		struct wall utc = wall_of(scan->at_utc_ms, 0);

		(void)buf_addf(b,
		    "{\"location\":{\"address\":{\"city\":\"%s\",\"countryCode\":\"ES\"}},\"status\":{"
		    "\"type\":\"%s\",\"description\":\"%s\",\"statusCode\":\"%s\"},\"date\":\"%04d%02d%02d\","
		    "\"time\":\"%02d%02d%02d\",\"gmtDate\":\"%04d%02d%02d\",\"gmtTime\":\"%02d:%02d:%02d\","
		    "\"gmtOffset\":\"+%02d:%02d\"}%s",
		    scan->place, scan->kind->ups_type, scan->kind->ups_text, scan->kind->ups_code,
		    local.year, local.month, local.day, local.hour, local.minute, local.second,
		    utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second,
		    local.offset_min / 60, local.offset_min % 60, i > 0 ? "," : "");
	}
	(void)buf_add_str(b, "],\"deliveryDate\":[");
	eta = scenario_eta(p, now_utc_ms);
	if (eta != NULL) {
		int32_t year, month, day;

		day_to_civil(eta->until_day, &year, &month, &day);
		(void)buf_addf(b, "{\"type\":\"%s\",\"date\":\"%04d%02d%02d\"}",
		    eta == &p->etas[0] ? "SDD" : "RDD", year, month, day);
	}
	(void)buf_add_str(
	    b, "],\"service\":{\"code\":\"11\",\"description\":\"UPS Standard\"}}]}]}}");
	return 200;
}

void
fake_reply_fedex(
    struct buf *b, const struct scenario_parcel *p, const char *number, int64_t now_utc_ms)
{
	const struct scenario_eta *eta;

	(void)buf_addf(b, "{\"trackingNumber\":\"%s\",\"trackResults\":[{", number);
	if (!known(p, now_utc_ms)) {
		(void)buf_add_str(b,
		    "\"trackingNumberInfo\":{\"trackingNumber\":\"\",\"trackingNumberUniqueId\":\"\"},"
		    "\"error\":{\"code\":\"TRACKING.TRACKINGNUMBER.NOTFOUND\",\"message\":\"Not "
		    "found\"}}]}");
		return;
	}
	(void)buf_addf(b,
	    "\"trackingNumberInfo\":{\"trackingNumber\":\"%s\",\"trackingNumberUniqueId\":\"1~%s~FX\","
	    "\"carrierCode\":\"FDXE\"},\"scanEvents\":[",
	    number, number);
	for (size_t i = happened(p, now_utc_ms); i-- > 0;) {
		const struct scenario_scan *scan = &p->scans[i];

		(void)buf_add_str(b, "{\"date\":\"");
		add_iso(b, local_of(scan->at_utc_ms), true);
		(void)buf_addf(b,
		    "\",\"eventType\":\"%s\",\"eventDescription\":\"%s\",\"exceptionCode\":\"%s\","
		    "\"exceptionDescription\":\"\",\"scanLocation\":{\"city\":\"%s\",\"countryCode\":\"ES\"}}%s",
		    scan->kind->fedex, scan->kind->fedex_text, scan->kind->fedex_exception,
		    scan->place, i > 0 ? "," : "");
	}
	(void)buf_add_str(b,
	    "],\"dateAndTimes\":[],\"serviceDetail\":{\"description\":\"FedEx International Priority\"}");
	eta = scenario_eta(p, now_utc_ms);
	if (eta != NULL) {
		(void)buf_add_str(b, ",\"estimatedDeliveryTimeWindow\":{\"window\":{\"begins\":\"");
		add_iso(b, local_of(zone_instant(ZONE, eta->from_day, 9 * 3600)), true);
		(void)buf_add_str(b, "\",\"ends\":\"");
		add_iso(b, local_of(zone_instant(ZONE, eta->until_day, 18 * 3600)), true);
		(void)buf_add_str(b, "\"}}");
	}
	(void)buf_add_str(b, "}]}");
}

/* The contract endpoint repeats the member `eventos`, an object each time. */
int
fake_reply_correos(
    struct buf *b, const struct scenario_parcel *p, const char *number, int64_t now_utc_ms)
{
	(void)buf_addf(b, "[{\"codEnvio\":\"%s\",", number);
	if (!known(p, now_utc_ms)) {
		(void)buf_add_str(b,
		    "\"eventos\":null,\"error\":{\"codError\":\"3\",\"desError\":\"Sin Trazabilidad\"}}]");
		return 200;
	}
	for (size_t i = 0; i < happened(p, now_utc_ms); i++) {
		const struct scenario_scan *scan = &p->scans[i];
		struct wall w = local_of(scan->at_utc_ms);

		(void)buf_addf(b,
		    "\"eventos\":{\"fecEvento\":\"%02d/%02d/%04d\",\"horEvento\":\"%02d:%02d:%02d\",\"codEvento\":"
		    "\"%s\",\"fase\":\"%s\",\"desTextoResumen\":\"%s\",\"unidad\":null,\"localidad\":\"%s\"},",
		    w.day, w.month, w.year, w.hour, w.minute, w.second, scan->kind->correos,
		    scan->kind->correos_fase, scan->kind->correos_text, scan->place);
	}
	(void)buf_add_str(
	    b, "\"enviosAsociados\":[],\"error\":{\"codError\":\"0\",\"desError\":\"\"}}]");
	return 200;
}

int
fake_reply_correos_oauth(
    struct buf *b, const struct scenario_parcel *p, const char *number, int64_t now_utc_ms)
{
	size_t count;

	(void)buf_addf(b, "{\"code\":\"%s\",\"events\":[", number);
	count = known(p, now_utc_ms) ? happened(p, now_utc_ms) : 0;
	for (size_t i = 0; i < count; i++) {
		const struct scenario_scan *scan = &p->scans[i];
		struct wall w = local_of(scan->at_utc_ms);

		(void)buf_addf(b,
		    "{\"eventDate\":\"%02d/%02d/%04d\",\"eventHours\":\"%02d:%02d\",\"eventCode\":\"%s\","
		    "\"phase\":\"%s\",\"summaryText\":\"%s\",\"unit\":null,\"location\":\"%s\"}%s",
		    w.day, w.month, w.year, w.hour, w.minute, scan->kind->correos,
		    scan->kind->correos_fase, scan->kind->correos_text, scan->place,
		    i + 1 < count ? "," : "");
	}
	(void)buf_add_str(b, "],\"error\":[]}");
	return 200;
}

void
fake_reply_error(struct buf *b, const char *carrier, int status)
{
	if (strcmp(carrier, "ups") == 0)
		(void)buf_addf(b,
		    "{\"response\":{\"errors\":[{\"code\":\"%s\",\"message\":\"Refused\"}]}}",
		    status == 401       ? "250002"
			: status == 429 ? "429"
					: "10004");
	else if (strcmp(carrier, "fedex") == 0)
		(void)buf_addf(b, "{\"errors\":[{\"code\":\"%s\",\"message\":\"Refused\"}]}",
		    status == 401       ? "NOT.AUTHORIZED.ERROR"
			: status == 429 ? "TOO.MANY.REQUESTS"
					: "SERVICE.UNAVAILABLE");
	else
		(void)buf_addf(
		    b, "{\"status\":%d,\"title\":\"Refused\",\"detail\":\"Refused\"}", status);
}
