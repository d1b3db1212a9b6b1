#include "carriers/sandbox.h"

#include <stdio.h>
#include <string.h>

#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/json_write.h"
#include "monitor/base/shipment.h"
#include "monitor/base/text.h"

enum { STEPS_MOST = 8, STEP_MINUTES = 5, STEP_MINUTES_MOST = 7 * 24 * 60, LATE_DAYS = 10 };

#define PREFIX "SANDBOX"

static const char *const origins[] = {SANDBOX_ORIGIN, NULL};

static const struct code_row codes[] = {
    CODE("ACCEPTED", ACCEPTED, NONE, VENDOR),
    CODE("ADDRESS", EXCEPTION, ADDRESS, VENDOR),
    CODE("ATTEMPT", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    NOTE("CANCELLED", CANCELLED, NONE, VENDOR),
    CODE("CUSTOMS", CUSTOMS, NONE, VENDOR),
    CODE("DELAYED", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("DELIVERED", DELIVERED, NONE, VENDOR),
    CODE("EXPIRED", EXPIRED, NOT_COLLECTED, VENDOR),
    NOTE("LABEL", LABEL_CREATED, NONE, VENDOR),
    NOTE("LOST", LOST_DAMAGED, LOST, VENDOR),
    CODE("OUT", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("PICKUP", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("RETURNED", RETURNED, NONE, VENDOR),
    CODE("RETURNING", RETURNING, REFUSED, VENDOR),
    CODE("TRANSIT", IN_TRANSIT, NONE, VENDOR),
};

/* What follows "SANDBOX-" in a number, and the scans of such a parcel, a step apart. */
static const struct script {
	const char *word;
	const char *codes[STEPS_MOST];
	int late_from; /* the step from which the carrier expects it LATE_DAYS after the first; 0: never says so */
} scripts[] = {
    {"ACTION", {"LABEL", "ACCEPTED", "TRANSIT", "ADDRESS", "OUT", "DELIVERED"}, 0},
    {"ATTEMPT", {"LABEL", "ACCEPTED", "CUSTOMS", "OUT", "ATTEMPT", "PICKUP", "DELIVERED"}, 0},
    {"CANCELLED", {"LABEL", "CANCELLED"}, 0},
    {"DELAY", {"LABEL", "ACCEPTED", "TRANSIT", "DELAYED", "TRANSIT", "OUT", "DELIVERED"}, 3},
    {"DELIVERED", {"LABEL", "ACCEPTED", "TRANSIT", "OUT", "DELIVERED"}, 0},
    {"EXPIRED", {"LABEL", "ACCEPTED", "PICKUP", "EXPIRED"}, 0},
    {"LOST", {"LABEL", "ACCEPTED", "TRANSIT", "LOST"}, 0}, {"NOTFOUND", {NULL}, 0},
    {"PICKUP", {"LABEL", "ACCEPTED", "TRANSIT", "OUT", "PICKUP", "DELIVERED"}, 0},
    {"RETURN", {"LABEL", "ACCEPTED", "TRANSIT", "RETURNING", "RETURNED"}, 0},
    {"SILENT", {"LABEL", "ACCEPTED"}, 0},
    {"UNKNOWN", {"LABEL", "ACCEPTED", "NOVELTY"}, 0}, /* a code that no table lists */
};

static const struct scan_names names = {
    .code = "code", .at = "at", .text = "text", .city = "city", .country = "country"};

/* ---- the carrier ---- */

/* Moves past the word of a script; NULL: none has it. */
static const struct script *
script_of(struct span *number)
{
	if (!text_starts(*number, PREFIX))
		return NULL;
	number->data += strlen(PREFIX);
	number->len -= strlen(PREFIX);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		if (!text_starts(*number, scripts[i].word))
			continue;
		number->data += strlen(scripts[i].word);
		number->len -= strlen(scripts[i].word);
		return &scripts[i];
	}
	return NULL;
}

/* "EVERY30M" next in the number: a step every thirty minutes. */
static int64_t
step_ms(struct span rest)
{
	int64_t minutes = STEP_MINUTES;
	const char *end;

	if (text_starts(rest, "EVERY") && (end = memchr(rest.data, 'M', rest.len)) != NULL &&
	    text_parse_i64((struct span){rest.data + 5, (size_t)(end - rest.data) - 5}, 1,
		STEP_MINUTES_MOST, &minutes) < 0)
		minutes = STEP_MINUTES;
	return minutes * MINUTE_MS;
}

static void
put_at(struct json_out *w, const char *key, int64_t at_utc_ms)
{
	(void)when_add_utc(json_out_str_begin(w, key), at_utc_ms);
	json_out_str_end(w);
}

static void
put_scans(struct json_out *w, const struct script *script, int64_t gap_ms, int64_t since_utc_ms,
    int64_t now_utc_ms)
{
	int steps = 0;

	json_out_array(w, "scans");
	for (; steps < STEPS_MOST && script->codes[steps] != NULL &&
	     since_utc_ms + steps * gap_ms <= now_utc_ms;
	     steps++) {
		json_out_object(w, NULL);
		put_at(w, "at", since_utc_ms + steps * gap_ms);
		json_out_str(w, "code", script->codes[steps]);
		json_out_str(w, "text", "An invented scan");
		json_out_str(w, "city", "Getafe");
		json_out_str(w, "country", "ES");
		json_out_end(w);
	}
	json_out_end(w);
	if (script->late_from > 0 && steps > script->late_from)
		put_at(w, "expected", since_utc_ms + LATE_DAYS * DAY_MS);
}

/* The first question about a number is its beginning, and each answer tells it, so that the next question does. */
static void
answer(struct json_out *w, struct span number, int64_t since_utc_ms, int64_t now_utc_ms)
{
	struct span rest = number;
	const struct script *script = script_of(&rest);

	json_out_object(w, NULL);
	if (script == NULL || script->codes[0] == NULL) {
		json_out_str(w, "error", "unknown");
	} else {
		json_out_span(w, "number", number);
		json_out_object(w, "parcel");
		json_out_int(w, "since", since_utc_ms);
		put_scans(w, script, step_ms(rest), since_utc_ms, now_utc_ms);
		json_out_end(w);
	}
	json_out_end(w);
}

int
sandbox_answer(const char *url, int64_t now_utc_ms, struct http_response *out)
{
	struct span number = span_of(url), since = SPAN("");
	struct json_out w = JSON_OUT_INIT;
	int64_t since_utc_ms = now_utc_ms;
	const char *question;
	int rc;

	if (!text_starts(number, SANDBOX_ORIGIN "/"))
		return ERR_MALFORMED;
	number.data += strlen(SANDBOX_ORIGIN "/");
	number.len -= strlen(SANDBOX_ORIGIN "/");
	question = strstr(number.data, "?since=");
	if (question != NULL) {
		since = span_of(question + strlen("?since="));
		number.len = (size_t)(question - number.data);
	}
	if (text_parse_i64(since, 0, now_utc_ms, &since_utc_ms) < 0)
		since_utc_ms = now_utc_ms;
	answer(&w, number, since_utc_ms, now_utc_ms);
	rc = json_out_take(&w, &out->body, false);
	json_out_clear(&w);
	out->status = 200;
	return rc;
}

/* ---- the adapter ---- */

static int
sandbox_track_build(const struct track_query *q, struct http_request *out)
{
	const struct track_number *n = &q->numbers[0];
	int rc = adapter_open(out, HTTP_GET, q->account, SANDBOX_ORIGIN, "/");

	if (rc == 0)
		rc = buf_add_str(&out->url, n->number);
	if (rc == 0 && n->unique[0] != '\0')
		rc = adapter_add_query(out, "since", n->unique);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_answer(struct json_value root, int status, struct observation *o, struct why *why)
{
	struct json_value parcel = json_get(root, "parcel");
	int rc = adapter_route_status(status);
	int64_t since;

	if (rc == 0 && json_exists(json_get(root, "error")))
		return ERR_NOT_FOUND;
	if (rc == 0 && json_kind(parcel) != JSON_KIND_OBJECT)
		rc = ERR_MALFORMED;
	if (rc < 0)
		return json_fault(root, why, rc, "no parcel in the answer, status %d", status);
	if (json_int(json_get(parcel, "since"), 0, INT64_MAX, &since))
		(void)snprintf(o->unique, sizeof(o->unique), "%lld", (long long)since);
	rc = reply_scans(
	    json_get(parcel, "scans"), &names, codes, CODE_COUNT(codes), false, &o->events, why);
	if (rc == 0 && json_exists(json_get(parcel, "expected"))) {
		rc = adapter_need_when(parcel, "expected", &o->eta_from, why);
		o->eta_until = o->eta_from;
	}
	return rc;
}

static int
sandbox_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	return reply_about_one(q, in, adapter_read, "number", read_answer, out, why);
}

static int
sandbox_recognises(const char *number)
{
	struct span rest = span_of(number);

	return script_of(&rest) != NULL ? 100 : 0;
}

const struct carrier carrier_sandbox = {
    .id = CARRIER_SANDBOX,
    .name = "Sandbox",
    .origins = origins,
    .limits = {.interval_ms = LIMIT_POLL_MIN_MS,
	.longest_ms = LIMIT_POLL_MIN_MS,
	.batch = 1,
	.steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR, .eta = EVIDENCE_VENDOR, .errors = EVIDENCE_VENDOR},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = sandbox_recognises,
    .track_build = sandbox_track_build,
    .track_parse = sandbox_track_parse,
};
