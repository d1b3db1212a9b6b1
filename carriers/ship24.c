/*
 * Ship24, Tracking API v1: one request makes the tracker of a number or finds it, and reads it. Facts and their sources:
 * README.md.
 */

#include "carriers/aggregator.h"
#include "carriers/push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.ship24.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* events[].statusCode, else statusMilestone: where the shipment stood at that time. */
static const struct code_row codes[] = {
    CODE("available_for_pickup", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("customs_cleared", IN_TRANSIT, NONE, VENDOR),
    CODE("customs_exception", CUSTOMS, CUSTOMS_HOLD, VENDOR),
    CODE("customs_received", CUSTOMS, NONE, VENDOR),
    CODE("customs_rejected", EXCEPTION, CUSTOMS_HOLD, VENDOR),
    NOTE("data_delivery_decided", LABEL_CREATED, NONE, VENDOR),
    NOTE("data_delivery_proposed", LABEL_CREATED, NONE, VENDOR),
    CODE("data_order_cancelled", CANCELLED, NONE, VENDOR),
    CODE("data_order_created", LABEL_CREATED, NONE, VENDOR),
    CODE("delivered", DELIVERED, NONE, VENDOR),
    CODE("delivery_attempted", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("delivery_available_for_pickup", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("delivery_delivered", DELIVERED, NONE, VENDOR),
    CODE("delivery_exception", EXCEPTION, NONE, VENDOR),
    CODE("delivery_out_for_delivery", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("delivery_refused", DELIVERY_ATTEMPTED, REFUSED, VENDOR),
    CODE("destination_arrival", IN_TRANSIT, NONE, VENDOR),
    CODE("exception", EXCEPTION, NONE, VENDOR),
    CODE("exception_discarded", LOST_DAMAGED, NONE, VENDOR),
    CODE("exception_lost", LOST_DAMAGED, LOST, VENDOR),
    CODE("exception_return", RETURNING, NONE, VENDOR),
    CODE("failed_attempt", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("in_transit", IN_TRANSIT, NONE, VENDOR),
    CODE("info_received", LABEL_CREATED, NONE, VENDOR),
    CODE("out_for_delivery", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("pending", UNKNOWN, NONE, VENDOR),
    CODE("transit_handover", ACCEPTED, NONE, VENDOR),
    CODE("transit_origin_country_departure", IN_TRANSIT, NONE, VENDOR),
};

static int read_tracking(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why);

static const struct aggregator format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .number = "tracker.trackingNumber",
    .carrier = "events[0].courierCode", /* of the newest */
    .service = "shipment.delivery.service",
    .status = "shipment.statusMilestone",
    .eta_from = "shipment.delivery.courierEstimatedDeliveryDate.from",
    .eta_until = "shipment.delivery.courierEstimatedDeliveryDate.to",
    .lists = {"events", NULL},
    .at = "occurrenceDatetime",
    .fine = "statusCode",
    .code = "statusMilestone",
    .text = "status",
    .place = "location",
    .newest_first = true,
    .push = "trackings", /* with the events alone that are new since the last message */
    .read = read_tracking,
};

/* A tracker alone, as it is made or listed, has nothing to tell yet. */
static const struct aggregator tracker_format = {
    .codes = codes, .code_count = CODE_COUNT(codes), .number = "trackingNumber"};

static int
read_tracking(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why)
{
	int rc = aggregator_shipment(a, v, o, why);

	if (rc == 0 && o->eta_until.kind == WHEN_NONE)
		o->eta_from = o->eta_until =
		    adapter_opt_when(json_path(v, "shipment.delivery.estimatedDeliveryDate"));
	return rc;
}

static int
ship24_track_build(const struct track_query *q, struct http_request *out)
{
	const struct track_number *n = &q->numbers[0];
	int rc;

	rc = aggregator_open(
	    out, HTTP_POST, q, OWN_ORIGIN, "/public/v1/trackers/track", "Authorization", "Bearer ");
	if (rc < 0)
		goto out;
	/* Numbers are letters and digits: nothing to escape. Errors are sticky. */
	(void)buf_addf(&out->body, "{\"trackingNumber\":\"%s\"", n->number);
	if (n->country[0] != '\0')
		(void)buf_addf(&out->body, ",\"destinationCountryCode\":\"%s\"", n->country);
	if (q->account->service[0] != '\0')
		(void)buf_addf(&out->body, ",\"courierCode\":[\"%s\"]", q->account->service);
	(void)buf_add_char(&out->body, '}');
	rc = buf_error(&out->body);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* data.trackings, or trackings as they are pushed; else trackers alone. */
static int
read_answer(struct json_value root, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	static const char *const lists[] = {"data.trackings", "trackings"};
	static const char *const trackers[] = {"data.trackers", "data.tracker"};

	for (size_t i = 0; i < 2; i++)
		if (!json_absent(json_path(root, lists[i])))
			return aggregator_answer(
			    &format, json_path(root, lists[i]), q, out, NULL, why);
	for (size_t i = 0; i < 2; i++)
		if (!json_absent(json_path(root, trackers[i])))
			return aggregator_answer(
			    &tracker_format, json_path(root, trackers[i]), q, out, NULL, why);
	return json_fault(root, why, ERR_MALFORMED, "no trackings");
}

static int
ship24_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root;
	char code[48];
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	rc = adapter_status(in->status);
	/* Its error codes are many and their names say whose fault it is no better than the status. */
	if (rc == 0 && json_string_copy(json_path(root, "errors[0].code"), code, sizeof(code)) &&
	    json_absent(json_path(root, "data")))
		rc = ERR_REJECTED;
	if (rc == 0)
		rc = read_answer(root, q, out, why);
	else if (rc == ERR_NOT_FOUND || rc == ERR_REJECTED)
		rc = adapter_answer_all(out, q, rc);
	else
		rc = why_set(why, rc, SIZE_MAX, "", "HTTP status %d", in->status);
out:
	json_doc_clear(&doc);
	return rc;
}

static enum push_verdict
ship24_push_verify(const struct push_message *m)
{
	return push_check_secret(m, "Authorization", "Bearer ");
}

static int
ship24_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	return aggregator_push(&format, m, out, why);
}

const struct carrier carrier_ship24 = {
    .id = "ship24",
    .name = "Ship24",
    .origins = origins,
    .limits = {.gap_ms = 100, .interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR,
	.eta = EVIDENCE_VENDOR,
	.errors = EVIDENCE_VENDOR,
	.push = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = aggregator_recognises,
    .track_build = ship24_track_build,
    .track_parse = ship24_track_parse,
    .push_verify = ship24_push_verify,
    .push_parse = ship24_push_parse,
};
