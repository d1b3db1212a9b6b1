#pragma once

/*
 * reply: the form that most replies have: a list of scans, each with its time, code, words and place, and beside it what
 * holds now. An adapter names the members and gives its table. Pure; any thread.
 */

#include "carriers/adapter.h"

/* The members of a scan; NULL for what it does not have. */
struct scan_names {
	const char *code;
	const char *at;      /* RFC 3339 and the like, or as `pattern` says */
	const char *hour;    /* a second member, read behind `at` and a blank; may be empty */
	const char *pattern; /* of when_parse_pattern, several with '|' between; NULL: when_parse */
	const char *text;
	const char *city; /* by json_path */
	const char *country;
};

/* The moment of a scan: ERR_MALFORMED with its path. Midnight is a day; without an hour so is the whole. */
int reply_when(struct json_value scan, const struct scan_names *names, struct when *out,
    struct why *why) MUST_CHECK;

/* Add one scan: ERR_NOMEM, ERR_MALFORMED when it has no time or no member for the code; an empty code is unknown.
 * A list that is full takes no more. */
int reply_scan(struct json_value scan, const struct scan_names *names, const struct code_row *rows,
    size_t row_count, struct event_list *list, struct why *why) MUST_CHECK;

/* Add every scan of `list` (json_items) and put them in order, oldest first. */
int reply_scans(struct json_value list, const struct scan_names *names, const struct code_row *rows,
    size_t row_count, bool newest_first, struct event_list *out, struct why *why) MUST_CHECK;

/* Add what a reply says of the present beside its scans, unless the newest of them says so already; NULL `row`: a code
 * that no table lists. Without a time nothing is added. 0 or ERR_NOMEM. */
int reply_status(struct event_list *list, const struct code_row *row, const char *code,
    struct when at, struct json_value text) MUST_CHECK;

/* Reads what a reply with this status says of the number that was asked for: ERR_NOT_FOUND and ERR_REJECTED are of the number,
 * other errors of the reply. */
typedef int reply_one_fn(
    struct json_value root, int status, struct observation *o, struct why *why);

/* A whole track_parse of a reply about one number, which it has at the json_path `number` (NULL: nowhere); `open` is adapter_read
 * or adapter_read_xml. Without any scan the number is not known yet. */
int reply_about_one(const struct track_query *q, const struct http_response *in,
    int (*open)(const struct http_response *in, struct json_doc *doc, struct why *why),
    const char *number, reply_one_fn *read, struct observation_list *out,
    struct why *why) MUST_CHECK;

/* What the gateways of some carriers answer instead of them: {"fault":{"detail":{"errorcode":...}}}. 0: no such body. */
int reply_gateway_fault(struct json_value root);

/* The meaning of a SOAP fault (1.1 or 1.2), 0 for none: by `rows` where one has the errorCode of its detail; else ours for a
 * fault of the sender (ERR_REJECTED), theirs for one of the server (ERR_OUTAGE). Without a fault what `status` means. */
int reply_soap_fault(struct json_value root, int status, const struct fault_row *rows,
    size_t row_count, struct why *why) MUST_CHECK;

/* Read a SOAP reply and find the member at `path`: its fault, or ERR_MALFORMED when there is none. */
int reply_soap(const struct http_response *in, const char *path, const struct fault_row *rows,
    size_t row_count, struct json_doc *doc, struct json_value *out, struct why *why) MUST_CHECK;
