/*
 * Shippo, Tracks: one number of one carrier a request. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/aggregator.h"
#include "carriers/push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.goshippo.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* tracking_history[].substatus.code, else status. */
static const struct code_row codes[] = {
    CODE("DELIVERED", DELIVERED, NONE, VENDOR),
    CODE("FAILURE", EXCEPTION, NONE, VENDOR),
    CODE("PRE_TRANSIT", LABEL_CREATED, NONE, VENDOR),
    CODE("RETURNED", RETURNED, NONE, VENDOR),
    CODE("TRANSIT", IN_TRANSIT, NONE, VENDOR),
    CODE("UNKNOWN", UNKNOWN, NONE, VENDOR),
    CODE("address_issue", EXCEPTION, ADDRESS, VENDOR),
    CODE("contact_carrier", EXCEPTION, NONE, VENDOR),
    CODE("delayed", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("delivered", DELIVERED, NONE, VENDOR),
    CODE("delivery_attempted", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("delivery_rescheduled", EXCEPTION, DATE_CHANGED, VENDOR),
    NOTE("delivery_scheduled", IN_TRANSIT, NONE, VENDOR),
    CODE("information_received", LABEL_CREATED, NONE, VENDOR),
    CODE("location_inaccessible", DELIVERY_ATTEMPTED, NO_ACCESS, VENDOR),
    CODE("notice_left", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("other", UNKNOWN, NONE, VENDOR),
    CODE("out_for_delivery", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("package_accepted", ACCEPTED, NONE, VENDOR),
    CODE("package_arrived", IN_TRANSIT, NONE, VENDOR),
    CODE("package_damaged", EXCEPTION, DAMAGED, VENDOR),
    CODE("package_departed", IN_TRANSIT, NONE, VENDOR),
    CODE("package_disposed", LOST_DAMAGED, NONE, VENDOR),
    CODE("package_forwarded", IN_TRANSIT, NONE, VENDOR),
    CODE("package_held", EXCEPTION, NONE, VENDOR),
    CODE("package_lost", LOST_DAMAGED, LOST, VENDOR),
    CODE("package_processed", IN_TRANSIT, NONE, VENDOR),
    CODE("package_processing", IN_TRANSIT, NONE, VENDOR),
    CODE("package_unclaimed", RETURNING, NOT_COLLECTED, VENDOR),
    CODE("package_undeliverable", EXCEPTION, NONE, VENDOR),
    CODE("pickup_available", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("reschedule_delivery", EXCEPTION, NONE, VENDOR),
    CODE("return_to_sender", RETURNING, NONE, VENDOR),
};

/* Its tokens of the carriers whose numbers we know. */
static const struct aggregator_slug slugs[] = {
    {"australia-post", "australia_post"},
    {"canada-post", "canada_post"},
    {"correos", "correos"},
    {"dhl", "dhl_express"},
    {"dhl-express", "dhl_express"},
    {"fedex", "fedex"},
    {"purolator", "purolator"},
    {"royal-mail", "royal_mail"},
    {"ups", "ups"},
    {"usps", "usps"},
};

static const struct aggregator format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .number = "tracking_number",
    .carrier = "carrier",
    .service = "servicelevel.name",
    .status = "tracking_status.status",
    .eta_until = "eta",
    .lists = {"tracking_history", NULL},
    .latest = "tracking_status",
    .at = "status_date",
    .fine = "substatus.code",
    .code = "status",
    .text = "status_details",
    .plain = "substatus.text",
    .city = "location.city",
    .country = "location.country",
    .push = "data",
    .push_if = "event",
    .push_is = "track_updated",
};

static const struct aggregator_door door = {
    .origin = OWN_ORIGIN,
    .path = "/tracks/",
    .between = "/",
    .header = "Authorization",
    .scheme = "ShippoToken ",
    .slugs = slugs,
    .slug_count = CODE_COUNT(slugs),
};

static int
shippo_track_build(const struct track_query *q, struct http_request *out)
{
	return aggregator_ask(&door, q, out);
}

static int
shippo_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	v = json_root(&doc);
	if (!json_absent(json_path(v, "data.tracking_number")))
		v = json_get(v, "data"); /* as it is pushed */
	rc = adapter_status(in->status);
	if (rc == 0 && json_absent(json_get(v, "tracking_number")))
		rc = json_absent(json_get(v, "detail")) ? ERR_MALFORMED : ERR_REJECTED;
	rc = aggregator_conclude(&format, v, rc, (struct json_value){0}, q, out, NULL, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* "t=SECONDS,v1=SIGNATURE" over the seconds, a dot and the body. */
static enum push_verdict
shippo_push_verify(const struct push_message *m)
{
	const char *header = http_headers_get(m->headers, "Shippo-Auth-Signature");
	struct span rest = span_of(header != NULL ? header : "");
	struct span part;
	char signature[80] = "", before[48] = ".";
	const struct push_seal seal = {.signature = signature};

	while (text_split(&rest, ',', &part)) {
		part = text_trim(part);
		if (text_starts(part, "t="))
			(void)snprintf(
			    before, sizeof(before), "%.*s.", (int)part.len - 2, part.data + 2);
		else if (text_starts(part, "v1="))
			(void)text_cut(signature, sizeof(signature),
			    (struct span){part.data + 3, part.len - 3});
	}
	return push_check_timed(
	    m, &seal, before, push_time_ms((struct span){before, strcspn(before, ".")}));
}

static int
shippo_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	return aggregator_push(&format, m, out, why);
}

const struct carrier carrier_shippo = {
    .id = "shippo",
    .name = "Shippo",
    .origins = origins,
    .limits = {.gap_ms = 100, .interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED,
	.eta = EVIDENCE_RECORDED,
	.errors = EVIDENCE_RECORDED,
	.push = EVIDENCE_CLIENT},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = aggregator_recognises,
    .track_build = shippo_track_build,
    .track_parse = shippo_track_parse,
    .push_verify = shippo_push_verify,
    .push_parse = shippo_push_parse,
};
