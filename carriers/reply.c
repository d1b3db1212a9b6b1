#include "carriers/reply.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

/* By the first pattern that fits; without an hour by its part before the blank. */
static int
parse_when(struct span text, bool hour, const char *patterns, struct when *out)
{
	struct span rest = span_of(patterns);
	struct span pattern;
	int rc = ERR_MALFORMED;

	while (rc < 0 && text_split(&rest, '|', &pattern)) {
		char one[40];

		(void)text_cut(one, sizeof(one), pattern);
		if (!hour)
			one[strcspn(one, " ")] = '\0';
		rc = when_parse_pattern(text, one, out);
	}
	return rc;
}

int
reply_when(
    struct json_value scan, const struct scan_names *names, struct when *out, struct why *why)
{
	struct when at = WHEN_INIT;
	char day[40], hour[16] = "", text[60];
	int rc;

	rc = json_need_text(scan, names->at, day, sizeof(day), why);
	if (rc < 0)
		return rc;
	if (names->hour != NULL)
		(void)json_text_copy(json_path(scan, names->hour), hour, sizeof(hour));
	(void)snprintf(text, sizeof(text), "%s %s", day, hour);
	rc = names->pattern == NULL
	    ? when_parse(text_trim(span_of(text)), &at)
	    : parse_when(text_trim(span_of(text)), names->hour == NULL || hour[0] != '\0',
		  names->pattern, &at);
	if (rc < 0)
		return adapter_no_time(scan, names->at, why);
	*out = adapter_hour(at);
	return 0;
}

int
reply_scan(struct json_value scan, const struct scan_names *names, const struct code_row *rows,
    size_t row_count, struct event_list *list, struct why *why)
{
	struct json_value v = json_path(scan, names->code);
	const struct json_value none = {0};
	struct when at = WHEN_INIT;
	char code[LIMIT_CODE_ROOM];
	int rc;

	rc = reply_when(scan, names, &at, why);
	if (rc == 0 && !json_exists(v))
		rc = json_need_text(scan, names->code, code, sizeof(code), why);
	if (rc < 0)
		return rc;
	(void)json_text_copy(v, code, sizeof(code));
	return adapter_scan(list, adapter_code(rows, row_count, code), code, at,
	    names->text != NULL ? json_path(scan, names->text) : none,
	    names->city != NULL ? json_path(scan, names->city) : none,
	    names->country != NULL ? json_path(scan, names->country) : none);
}

int
reply_scans(struct json_value list, const struct scan_names *names, const struct code_row *rows,
    size_t row_count, bool newest_first, struct event_list *out, struct why *why)
{
	struct json_value v;
	int rc = 0;

	for (v = json_items(list); rc == 0 && json_exists(v); v = json_items_next(v))
		rc = reply_scan(v, names, rows, row_count, out, why);
	adapter_sort(out, newest_first);
	return rc;
}

int
reply_status(struct event_list *list, const struct code_row *row, const char *code, struct when at,
    struct json_value text)
{
	const struct event *newest = list->count > 0 ? &list->items[list->count - 1] : NULL;
	int rc;

	if (at.kind == WHEN_NONE)
		return 0;
	if (newest != NULL &&
	    (row != NULL ? newest->milestone == row->milestone : strcmp(newest->code, code) == 0))
		return 0;
	rc =
	    adapter_scan(list, row, code, at, text, (struct json_value){0}, (struct json_value){0});
	adapter_sort(list, false);
	return rc;
}

int
reply_about_one(const struct track_query *q, const struct http_response *in,
    int (*open)(const struct http_response *in, struct json_doc *doc, struct why *why),
    const char *number, reply_one_fn *read, struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value own = {0};
	int rc;

	rc = open(in, &doc, why);
	if (rc < 0)
		goto out;
	if (number != NULL)
		own = json_path(json_root(&doc), number);
	rc = read(json_root(&doc), in->status, &o, why);
	if (rc == 0 && o.events.count == 0)
		rc = ERR_NOT_FOUND;
	adapter_number(&o, &q->numbers[0], own);
	rc = adapter_conclude(out, q, &o, rc);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

int
reply_gateway_fault(struct json_value root)
{
	char code[64];

	if (!json_text_copy(json_path(root, "fault.detail.errorcode"), code, sizeof(code)))
		return 0;
	if (text_starts(span_of(code), "policies.ratelimit."))
		return ERR_RATE_LIMITED;
	if (text_starts(span_of(code), "steps.") || text_starts(span_of(code), "oauth.") ||
	    text_starts(span_of(code), "keymanagement."))
		return ERR_BAD_CREDENTIALS;
	return ERR_OUTAGE;
}

/* The errorCode of whatever stands in the detail. */
static struct json_value
detail_code(struct json_value detail)
{
	struct json_value v = json_first(detail);

	while (json_exists(v) && json_kind(v) != JSON_KIND_OBJECT)
		v = json_next(v);
	return json_get(v, "errorCode");
}

int
reply_soap_fault(struct json_value root, int status, const struct fault_row *rows, size_t row_count,
    struct why *why)
{
	struct json_value fault = json_path(root, "Envelope.Body.Fault");
	struct json_value detail = json_get(fault, "detail");
	char code[64] = "", side[64] = "";
	int rc = adapter_route_status(status);

	if (!json_exists(fault))
		return rc == 0 ? 0 : why_set(why, rc, SIZE_MAX, "", "HTTP status %d", status);
	if (!json_text_copy(detail_code(detail), code, sizeof(code)))
		(void)json_text_copy(json_get(detail, "errorCode"), code, sizeof(code));
	if (!json_text_copy(json_get(fault, "faultcode"), side, sizeof(side)))
		(void)json_text_copy(json_path(fault, "Code.Value"), side, sizeof(side));
	rc = strstr(side, "Client") != NULL || strstr(side, "Sender") != NULL ? ERR_REJECTED
									      : ERR_OUTAGE;
	rc = adapter_fault(rows, row_count, code, rc);
	return json_fault(fault, why, rc, "SOAP fault %s %s", side, code);
}

int
reply_soap(const struct http_response *in, const char *path, const struct fault_row *rows,
    size_t row_count, struct json_doc *doc, struct json_value *out, struct why *why)
{
	int rc = adapter_read_xml(in, doc, why);

	if (rc == 0)
		rc = reply_soap_fault(json_root(doc), in->status, rows, row_count, why);
	if (rc < 0)
		return rc;
	*out = json_path(json_root(doc), path);
	return json_exists(*out)
	    ? 0
	    : json_fault(json_root(doc), why, ERR_MALFORMED, "no result in the answer");
}
