/*
 * 17TRACK, Tracking API v2.4: forty numbers a request, each registered once before it can be read. Facts and their
 * sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/aggregator.h"
#include "carriers/push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.17track.net"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* sub_status, and status. */
static const struct code_row codes[] = {
    CODE("AvailableForPickup", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("AvailableForPickup_Other", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("Delivered", DELIVERED, NONE, VENDOR),
    CODE("Delivered_Other", DELIVERED, NONE, VENDOR),
    CODE("DeliveryFailure", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("DeliveryFailure_InvalidAddress", DELIVERY_ATTEMPTED, ADDRESS, VENDOR),
    CODE("DeliveryFailure_NoBody", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("DeliveryFailure_Other", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("DeliveryFailure_Rejected", DELIVERY_ATTEMPTED, REFUSED, VENDOR),
    CODE("DeliveryFailure_Security", DELIVERY_ATTEMPTED, SECURITY, VENDOR),
    CODE("Exception", EXCEPTION, NONE, VENDOR),
    CODE("Exception_Cancel", CANCELLED, NONE, VENDOR),
    CODE("Exception_Damage", LOST_DAMAGED, DAMAGED, VENDOR),
    CODE("Exception_Delayed", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("Exception_Destroyed", LOST_DAMAGED, NONE, VENDOR),
    CODE("Exception_Lost", LOST_DAMAGED, LOST, VENDOR),
    CODE("Exception_NoBody", EXCEPTION, NOBODY_HOME, VENDOR),
    CODE("Exception_Other", EXCEPTION, NONE, VENDOR),
    CODE("Exception_Rejected", EXCEPTION, REFUSED, VENDOR),
    CODE("Exception_Returned", RETURNED, NONE, VENDOR),
    CODE("Exception_Returning", RETURNING, NONE, VENDOR),
    CODE("Exception_Security", EXCEPTION, SECURITY, VENDOR),
    NOTE("Expired", EXCEPTION, NONE, VENDOR), /* nothing for long: no word of the carrier */
    NOTE("Expired_Other", EXCEPTION, NONE, VENDOR),
    CODE("InTransit", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_Arrival", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_CustomsProcessing", CUSTOMS, NONE, VENDOR),
    CODE("InTransit_CustomsReleased", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_CustomsRequiringInformation", CUSTOMS, DOCUMENTS, VENDOR),
    CODE("InTransit_Departure", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_Other", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_PickedUp", ACCEPTED, NONE, VENDOR),
    CODE("InfoReceived", LABEL_CREATED, NONE, VENDOR),
    CODE("NotFound", UNKNOWN, NONE, VENDOR),
    CODE("NotFound_InvalidCode", UNKNOWN, NONE, VENDOR),
    CODE("NotFound_Other", UNKNOWN, NONE, VENDOR),
    CODE("OutForDelivery", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("OutForDelivery_Other", OUT_FOR_DELIVERY, NONE, VENDOR),
};

/* Codes of the whole answer and of one number alike. A number that may not be registered for want of quota is as good as
 * not reached: others of its batch are. */
static const struct fault_row faults[] = {
    {"-18010001", ERR_BAD_CREDENTIALS}, /* our address is not on their list */
    {"-18010002", ERR_BAD_CREDENTIALS}, {"-18010003", ERR_OUTAGE},
    {"-18010004", ERR_BAD_CREDENTIALS}, {"-18010005", ERR_BAD_CREDENTIALS},
    {"-18019901", ERR_NOT_FOUND}, /* registered before: the next reading has it */
    {"-18019902", ERR_NOT_FOUND}, /* not registered */
    {"-18019907", ERR_OUTAGE}, {"-18019908", ERR_OUTAGE},
    {"-18019909", ERR_NOT_FOUND}, /* nothing yet */
};

static int read_at(struct json_value event, struct when *out, struct why *why);
static int read_package(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why);

static const struct aggregator format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .number = "number",
    .service = "track_info.misc_info.service_type",
    .status = "track_info.latest_status.status",
    .eta_from = "track_info.time_metrics.estimated_delivery_date.from",
    .eta_until = "track_info.time_metrics.estimated_delivery_date.to",
    .latest = "track_info.latest_event",
    .code = "sub_status",
    .text = "description",
    .city = "address.city",
    .country = "address.country",
    .place = "location",
    .push = "data", /* "stopped" says nothing of the parcel */
    .push_if = "data.track_info",
    .read_at = read_at,
    .read = read_package,
};

/* A row of the list of numbers has its newest event alone. */
static const struct aggregator row_format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .at = "latest_event_time",
    .code = "package_status",
    .text = "latest_event_info",
};

/* The wall clock with its offset, else as the carrier wrote it, else UTC alone. */
static int
read_at(struct json_value event, struct when *out, struct why *why)
{
	struct json_value raw = json_get(event, "time_raw");
	struct when at = adapter_opt_when(json_get(event, "time_iso"));
	char date[16], time[24], zone[16], text[64];

	if (at.kind == WHEN_NONE && adapter_text(json_get(raw, "date"), date, sizeof(date))) {
		(void)adapter_text(json_get(raw, "time"), time, sizeof(time));
		(void)adapter_text(json_get(raw, "timezone"), zone, sizeof(zone));
		(void)snprintf(text, sizeof(text), "%s %s%s", date, time, zone);
		if (when_parse(span_of(text), &at) < 0 && when_parse(span_of(date), &at) < 0)
			at = WHEN_INIT;
		at = adapter_hour(at);
	}
	if (at.kind == WHEN_NONE)
		at = adapter_opt_when(json_get(event, "time_utc"));
	if (at.kind == WHEN_NONE)
		return json_fault(event, why, ERR_MALFORMED, "no date and time");
	*out = at;
	return 0;
}

/* Each carrier of the way has its own list, newest first; the last of them has the parcel. */
static int
read_package(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why)
{
	struct json_value way = json_path(v, "track_info.tracking.providers");
	int rc = 0;

	if (json_absent(json_get(v, "track_info"))) {
		(void)adapter_text(json_get(v, "carrier"), o->carrier, sizeof(o->carrier));
		return json_absent(json_get(v, "latest_event_time"))
		    ? 0
		    : aggregator_event(&row_format, v, &o->events, why);
	}
	for (way = json_first(way); rc == 0 && json_exists(way); way = json_next(way)) {
		rc = aggregator_events(a, json_get(way, "events"), &o->events, why);
		(void)adapter_text(json_path(way, "provider.name"), o->carrier, sizeof(o->carrier));
	}
	event_list_reverse(&o->events);
	return rc < 0 ? rc : aggregator_shipment(a, v, o, why);
}

static int
seventeen_track_build(const struct track_query *q, struct http_request *out)
{
	const char *carrier = q->account->service; /* a key of 17TRACK's list */
	int rc;

	rc = aggregator_open(out, HTTP_POST, q, OWN_ORIGIN,
	    aggregator_telling(q) ? "/track/v2.4/register" : "/track/v2.4/gettrackinfo", "17token",
	    "");
	if (rc < 0)
		goto out;
	(void)buf_add_char(&out->body, '['); /* errors are sticky */
	for (size_t i = 0; i < q->count; i++) {
		(void)buf_addf(
		    &out->body, "%s{\"number\":\"%s\"", i > 0 ? "," : "", q->numbers[i].number);
		if (strspn(carrier, "0123456789") == strlen(carrier) && carrier[0] != '\0')
			(void)buf_addf(&out->body, ",\"carrier\":%s", carrier);
		(void)buf_add_char(&out->body, '}');
	}
	(void)buf_add_char(&out->body, ']');
	rc = buf_error(&out->body);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Numbers that it did not take, each with its own reason; sets *unknown when one is not registered. */
static int
read_rejected(struct json_value list, const struct track_query *q, struct observation_list *out,
    bool *unknown)
{
	bool any = q->numbers[0].number[0] == '\0';
	int rc = 0;

	for (list = json_first(list); rc == 0 && json_exists(list); list = json_next(list)) {
		const struct track_number own = {.number = ""};
		struct observation o = OBSERVATION_INIT;
		char code[16];
		bool wanted = any;

		adapter_number(&o, &own, json_get(list, "number"));
		(void)json_text_copy(json_path(list, "error.code"), code, sizeof(code));
		o.error = adapter_fault(faults, CODE_COUNT(faults), code, ERR_REJECTED);
		if (o.error == ERR_BAD_CREDENTIALS)
			o.error = ERR_OUTAGE; /* never of one number */
		for (size_t i = 0; i < q->count; i++)
			wanted = wanted || strcmp(o.number, q->numbers[i].number) == 0;
		/* What registering says of numbers that were read before is no news. */
		for (size_t i = 0; i < out->count && aggregator_telling(q); i++)
			if (strcmp(out->items[i].number, o.number) == 0 && out->items[i].error == 0)
				wanted = false;
		*unknown = *unknown || (wanted && strcmp(code, "-18019902") == 0);
		if (wanted)
			rc = adapter_answer(out, &o);
		observation_clear(&o);
	}
	return rc;
}

static int
read_answer(struct json_value root, const struct track_query *q, int status,
    struct observation_list *out, struct why *why)
{
	struct json_value code = json_get(root, "code");
	struct json_value data = json_get(root, "data");
	struct json_value list = json_get(data, "accepted");
	bool any = q->numbers[0].number[0] == '\0';
	bool unknown = false;
	char text[16];
	int rc = adapter_route_status(status);

	/* Updates that are pushed have one package as `data`; "stopped" says nothing of it. */
	if (json_absent(code) && !json_absent(json_get(data, "number")))
		list = data;
	else if (!json_text_copy(code, text, sizeof(text)) || strcmp(text, "0") != 0)
		return json_fault(code, why,
		    adapter_fault(faults, CODE_COUNT(faults), text, rc < 0 ? rc : ERR_MALFORMED),
		    "17TRACK says %s", text);
	else if (json_text_copy(json_path(data, "errors[0].code"), text, sizeof(text)))
		return json_fault(code, why,
		    adapter_fault(faults, CODE_COUNT(faults), text, ERR_REJECTED),
		    "17TRACK says %s", text);
	else if (json_kind(list) != JSON_KIND_ARRAY)
		return json_fault(data, why, ERR_MALFORMED, "no list of numbers");
	if (aggregator_telling(q)) {
		out->next[0] = '\0'; /* what is new has no event before the next poll */
		rc = out->count == 0 ? adapter_answer_all(out, q, ERR_NOT_FOUND) : 0;
		return rc < 0 ? rc : read_rejected(json_get(data, "rejected"), q, out, &unknown);
	}
	rc = 0;
	if (!any || json_count(list) > 0 || json_count(json_get(data, "rejected")) == 0)
		rc = aggregator_answer(&format, list, q, out, NULL, why);
	if (rc == 0)
		rc = read_rejected(json_get(data, "rejected"), q, out, &unknown);
	if (rc == 0)
		aggregator_tell_next(out, span_of(unknown && !any ? "register" : ""));
	return rc;
}

static int
seventeen_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc == 0)
		rc = read_answer(json_root(&doc), q, in->status, out, why);
	json_doc_clear(&doc);
	return rc;
}

static enum push_verdict
seventeen_push_verify(const struct push_message *m)
{
	const struct push_seal seal = {
	    .signature = http_headers_get(m->headers, "sign"), .text = m->body, .hashed = true};

	return push_check(m, &seal);
}

static int
seventeen_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	return aggregator_push(&format, m, out, why);
}

/* Three requests a second. A number costs once, when it is registered. */
const struct carrier carrier_17track = {
    .id = "17track",
    .name = "17TRACK",
    .origins = origins,
    .limits = {.gap_ms = 334, .interval_ms = 30 * MINUTE_MS, .batch = 40, .steps = 2},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR,
	.eta = EVIDENCE_VENDOR,
	.errors = EVIDENCE_VENDOR,
	.push = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = aggregator_recognises,
    .track_build = seventeen_track_build,
    .track_parse = seventeen_track_parse,
    .push_verify = seventeen_push_verify,
    .push_parse = seventeen_push_parse,
};
