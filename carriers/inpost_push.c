#include "carriers/inpost_push.h"

#include <stdio.h>
#include <string.h>

#include "carriers/push.h"
#include "carriers/reply.h"
#include "monitor/base/text.h"

static const struct scan_names shipx_names = {.code = "payload.status", .at = "event_ts"};
static const struct scan_names group_names = {.code = "eventCode",
    .at = "eventTimestamp",
    .city = "location.city",
    .country = "location.country"};

/* By a shared secret, or by RSA where the secret is InPost's certificate; over the body, or over the time as its header has it,
 * a dot and the body. */
static enum push_verdict
check_signature(const struct push_message *m, const char *signature, bool rsa)
{
	const char *time = http_headers_get(m->headers, "x-inpost-timestamp");
	const struct push_seal seal = {
	    .signature = signature, .text = m->body, .base64 = true, .rsa = rsa};
	enum push_verdict verdict = push_check(m, &seal);
	char before[64];

	if (verdict != PUSH_FORGED || time == NULL)
		return verdict;
	(void)snprintf(before, sizeof(before), "%s.", time);
	return push_check_timed(m, &seal, before, push_time_ms(span_of(time)));
}

enum push_verdict
inpost_push_verify(const struct push_message *m)
{
	const char *signature = http_headers_get(m->headers, "x-inpost-signature");
	enum push_verdict verdict = check_signature(m, signature, false);

	if (verdict == PUSH_UNSIGNED)
		return push_check_secret(m, "x-api-key", "");
	return verdict == PUSH_FORGED ? check_signature(m, signature, true) : verdict;
}

/* A status of ShipX stands one level down; other events of it (offers, a label) say nothing of where the parcel is. */
static int
read_shipx(struct json_value root, struct observation *o, struct why *why)
{
	const struct carrier *inpost = carrier_find("inpost");
	const struct code_row *row;
	struct when at = WHEN_INIT;
	char code[LIMIT_CODE_ROOM];
	int rc = reply_when(root, &shipx_names, &at, why);

	if (rc < 0)
		return rc;
	rc = json_need_string(root, shipx_names.code, code, sizeof(code), why);
	if (rc < 0)
		return rc;
	row = adapter_code(inpost->codes, inpost->code_count, code);
	return adapter_event(&o->events, row, code, at) != NULL ? 0 : ERR_NOMEM;
}

static int
read_message(struct json_value root, struct observation_list *out, struct why *why)
{
	const struct carrier *inpost = carrier_find("inpost");
	const struct track_number own = {.number = ""};
	bool shipx = !json_absent(json_get(root, "event"));
	struct json_value number =
	    shipx ? json_path(root, "payload.tracking_number") : json_get(root, "trackingNumber");
	struct observation o = OBSERVATION_INIT;
	int rc;

	if (shipx && (json_absent(number) || json_absent(json_path(root, "payload.status"))))
		return 0;
	adapter_number(&o, &own, number);
	if (o.number[0] == '\0')
		rc = json_fault(root, why, ERR_MALFORMED, "no tracking number");
	else if (shipx)
		rc = read_shipx(root, &o, why);
	else
		rc = reply_scan(
		    root, &group_names, inpost->codes, inpost->code_count, &o.events, why);
	if (rc == 0)
		rc = adapter_answer(out, &o);
	observation_clear(&o);
	return rc;
}

int
inpost_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	int rc = push_read(m, &doc, why);

	if (rc == 0)
		rc = read_message(json_root(&doc), out, why);
	json_doc_clear(&doc);
	return rc;
}
