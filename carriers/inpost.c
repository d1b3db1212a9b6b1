/*
 * InPost: ShipX of Poland, open to anybody, or, for accounts with service = "group", the API of the group behind a token.
 * Both list scans newest first; an answer tells itself which it is. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/inpost_push.h"
#include "carriers/reply.h"
#include "carriers/shape.h"

#define OWN_ORIGIN   "https://api-shipx-pl.easypack24.net"
#define GROUP_ORIGIN "https://api.inpost-group.com"

static const char *const origins[] = {OWN_ORIGIN, GROUP_ORIGIN, NULL};

/* The words of ShipX, which the group uses too, and event codes of the group. */
static const struct code_row codes[] = {
    CODE("CRE.1001", LABEL_CREATED, NONE, CLIENT),
    CODE("EOL.1001", DELIVERED, NONE, CLIENT),
    CODE("EOL.1003", DELIVERED, NONE, CLIENT),
    CODE("EOL.9001", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("FMD.1001", ACCEPTED, NONE, CLIENT),
    CODE("FMD.1002", ACCEPTED, NONE, CLIENT),
    CODE("LMD.1001", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("LMD.1002", IN_TRANSIT, NONE, CLIENT),
    CODE("LMD.1004", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("LMD.1005", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("LMD.3006", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("LMD.3014", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("LMD.9001", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("LMD.9002", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("LMD.9006", DELIVERY_ATTEMPTED, REFUSED, CLIENT),
    CODE("LMD.9014", RETURNED, NONE, CLIENT),
    CODE("MMD.1001", IN_TRANSIT, NONE, CLIENT),
    CODE("MMD.1002", IN_TRANSIT, NONE, CLIENT),
    CODE("MMD.1003", IN_TRANSIT, NONE, CLIENT),
    CODE("MMD.1004", IN_TRANSIT, NONE, CLIENT),
    CODE("RTS.1001", RETURNED, NONE, CLIENT),
    CODE("RTS.1002", RETURNED, NONE, CLIENT),
    CODE("adopted_at_sorting_center", IN_TRANSIT, NONE, CLIENT),
    CODE("adopted_at_source_branch", IN_TRANSIT, NONE, CLIENT),
    CODE("adopted_at_target_branch", IN_TRANSIT, NONE, CLIENT),
    CODE("avizo", DELIVERY_ATTEMPTED, NONE, CLIENT),
    NOTE("canceled", CANCELLED, NONE, CLIENT),
    NOTE("claimed", EXCEPTION, NONE, CLIENT),
    CODE("collected_from_sender", ACCEPTED, NONE, CLIENT),
    CODE("confirmed", LABEL_CREATED, NONE, CLIENT),
    CODE("created", LABEL_CREATED, NONE, CLIENT),
    NOTE("delay_in_delivery", EXCEPTION, CARRIER_DELAY, CLIENT),
    CODE("delivered", DELIVERED, NONE, CLIENT),
    CODE("dispatched_by_sender", ACCEPTED, NONE, CLIENT),
    CODE("dispatched_by_sender_to_pok", ACCEPTED, NONE, CLIENT),
    CODE("in_transit", IN_TRANSIT, NONE, CLIENT),
    CODE("offer_selected", LABEL_CREATED, NONE, CLIENT),
    CODE("offers_prepared", LABEL_CREATED, NONE, CLIENT),
    CODE("out_for_delivery", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("out_for_delivery_to_address", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("oversized", EXCEPTION, NONE, CLIENT),
    NOTE("pickup_reminder_sent", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("pickup_time_expired", RETURNING, NOT_COLLECTED, CLIENT),
    CODE("readdressed", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("ready_to_pickup", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("ready_to_pickup_from_branch", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("ready_to_pickup_from_pok", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("redirect_to_box", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("rejected_by_receiver", RETURNING, REFUSED, CLIENT),
    CODE("returned_to_sender", RETURNED, NONE, CLIENT),
    CODE("sent_from_sorting_center", IN_TRANSIT, NONE, CLIENT),
    CODE("sent_from_source_branch", IN_TRANSIT, NONE, CLIENT),
    CODE("stack_in_box_machine", IN_TRANSIT, NONE, CLIENT),
    CODE("stack_in_customer_service_point", IN_TRANSIT, NONE, CLIENT),
    CODE("taken_by_courier", ACCEPTED, NONE, CLIENT),
    CODE("taken_by_courier_from_pok", ACCEPTED, NONE, CLIENT),
    CODE("undelivered", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("undelivered_cod_cash_receiver", DELIVERY_ATTEMPTED, PAYMENT_DUE, CLIENT),
    CODE("undelivered_wrong_address", EXCEPTION, ADDRESS, CLIENT),
};

static const struct scan_names shipx_names = {.code = "status", .at = "datetime"};

/* The group's scans came in two forms. */
static const struct scan_names group_names = {.code = "eventCode",
    .at = "eventTimestamp",
    .city = "location.city",
    .country = "location.country"};
static const struct scan_names older_names = {
    .code = "status", .at = "datetime", .text = "description", .city = "locationName"};

static bool
is_group(const struct account *acct)
{
	return strcmp(acct->service, "group") == 0;
}

static const struct number_shape shapes[] = {
    {"[56]#{23}", CHECK_NONE, 60, 0},
};

static int
inpost_auth_build(const struct account *acct, struct http_request *out)
{
	return is_group(acct) ? ask_client_token(out, acct, GROUP_ORIGIN, "/oauth2/token") : 0;
}

static int
inpost_track_build(const struct track_query *q, struct http_request *out)
{
	bool group = is_group(q->account);
	int rc;

	rc = adapter_open(out, HTTP_GET, q->account, group ? GROUP_ORIGIN : OWN_ORIGIN,
	    group ? "/tracking/v1/parcels?trackingNumbers=" : "/v1/tracking/");
	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, ",");
	if (rc == 0 && group)
		rc = adapter_add_bearer(out, q->token);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Addresses of lockers and what is expected to come (expected_flow) are not read. */
static int
read_shipx(struct json_value v, struct observation *o, struct why *why)
{
	char code[LIMIT_CODE_ROOM];
	int rc;

	rc = reply_scans(json_get(v, "tracking_details"), &shipx_names, codes, CODE_COUNT(codes),
	    true, &o->events, why);
	if (rc < 0)
		return rc;
	(void)adapter_text(json_get(v, "service"), o->service, sizeof(o->service));
	if (!json_text_copy(json_get(v, "status"), code, sizeof(code)))
		return 0;
	return reply_status(&o->events, adapter_code(codes, CODE_COUNT(codes), code), code,
	    adapter_opt_when(json_get(v, "updated_at")), (struct json_value){0});
}

/* The status of a scan, where it has a listed one, tells more than its code. */
static int
read_group_scan(struct json_value v, struct event_list *list, struct why *why)
{
	bool older = json_absent(json_get(v, "eventTimestamp"));
	const struct code_row *row;
	size_t before = list->count;
	char status[LIMIT_CODE_ROOM];
	int rc =
	    reply_scan(v, older ? &older_names : &group_names, codes, CODE_COUNT(codes), list, why);

	if (rc < 0 || older || list->count == before ||
	    !json_text_copy(json_get(v, "status"), status, sizeof(status)))
		return rc;
	row = adapter_code(codes, CODE_COUNT(codes), status);
	if (row != NULL) {
		list->items[before].milestone = row->milestone;
		list->items[before].reason = row->reason;
		list->items[before].physical = milestone_physical(row->milestone) && !row->note;
	}
	return 0;
}

static int
read_group(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value scan = json_items(json_get(v, "events"));
	char code[LIMIT_CODE_ROOM];
	int rc = 0;

	for (; rc == 0 && json_exists(scan); scan = json_items_next(scan))
		rc = read_group_scan(scan, &o->events, why);
	if (rc < 0)
		return rc;
	adapter_sort(&o->events, true);
	if (json_text_copy(json_get(v, "status"), code, sizeof(code)))
		adapter_latest(&o->events, adapter_code(codes, CODE_COUNT(codes), code));
	(void)adapter_text(json_get(v, "service"), o->service, sizeof(o->service));
	return 0;
}

static int
inpost_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct observation o = OBSERVATION_INIT;
	struct json_value root;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	if (json_exists(json_get(root, "parcels"))) {
		rc = adapter_read_batch(json_get(root, "parcels"), "trackingNumber", read_group,
		    ERR_NOT_FOUND, q, out, why);
		goto out;
	}
	if (json_exists(json_get(root, "tracking_number"))) {
		rc = read_shipx(root, &o, why);
		adapter_number(&o, &q->numbers[0], json_get(root, "tracking_number"));
	} else {
		rc = adapter_problem(root, in->status);
		rc = rc < 0 ? json_fault(root, why, rc, "HTTP status %d", in->status)
			    : json_fault(root, why, ERR_MALFORMED, "no parcel in the answer");
	}
	rc = adapter_conclude(out, q, &o, rc);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_inpost = {
    .id = "inpost",
    .name = "InPost",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT, .errors = EVIDENCE_CLIENT, .push = EVIDENCE_VENDOR},
    .zone = "Europe/Warsaw",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .auth_build = inpost_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = inpost_track_build,
    .track_parse = inpost_track_parse,
    .push_verify = inpost_push_verify,
    .push_parse = inpost_push_parse,
};
