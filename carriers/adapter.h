#pragma once

/*
 * adapter: what adapters have in common: addressing an origin, the OAuth token step, telling an answer from an outage,
 * code tables, and how times and places of carriers become ours. Nothing here knows a carrier. Pure; any thread.
 */

#include "carriers/carrier.h"
#include "monitor/base/xml.h"

/* Rows of a table: a scan, and a note that nobody had the parcel in hand for. */
#define CODE(text, m, r, e)                                                                        \
	{                                                                                          \
		.code = (text), .milestone = MILESTONE_##m, .reason = REASON_##r,                  \
		.evidence = EVIDENCE_##e                                                           \
	}
#define NOTE(text, m, r, e)                                                                        \
	{                                                                                          \
		.code = (text), .milestone = MILESTONE_##m, .reason = REASON_##r,                  \
		.evidence = EVIDENCE_##e, .note = true                                             \
	}

#define CODE_COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* The row of a code; NULL when the table does not list it. */
const struct code_row *adapter_code(const struct code_row *rows, size_t count, const char *code);

/* What a carrier's error code means to us. */
struct fault_row {
	const char *code;
	int error; /* enum err */
};

/* The meaning of `code`, or `otherwise`. */
int adapter_fault(const struct fault_row *rows, size_t count, const char *code, int otherwise);

/* ---- building: each returns 0, ERR_NOMEM, ERR_TOO_BIG or ERR_MALFORMED; the builder clears `out` on failure ---- */

/* Begin a request: `own` is the adapter's origin, which the account may replace. */
int adapter_open(struct http_request *out, enum http_method method, const struct account *acct,
    const char *own, const char *path) MUST_CHECK;

/* As adapter_open, where another format than JSON is wanted. */
int adapter_open_as(struct http_request *out, enum http_method method, const struct account *acct,
    const char *own, const char *path, const char *accept) MUST_CHECK;

/* A POST of SOAP 1.1, the body open behind <soap:Envelope>: the adapter adds <soap:Body> and what belongs in it, `xmlns`
 * being the namespaces that it uses ("xmlns:t=\"urn:...\""), and ends with adapter_close_soap. Credentials in it: set
 * secret_body. */
int adapter_open_soap(struct http_request *out, const struct account *acct, const char *own,
    const char *path, const char *action, const char *xmlns) MUST_CHECK;
int adapter_close_soap(struct http_request *out) MUST_CHECK;

/* <name>value</name>, escaped, to the body. */
int adapter_add_element(struct http_request *out, const char *name, const char *value) MUST_CHECK;

/* Append ?name=value or &name=value, percent-encoded, to the URL. */
int adapter_add_query(struct http_request *out, const char *name, const char *value) MUST_CHECK;

/* As adapter_open at the origin of tokens, with a form as body: the account's token_origin, else its origin. */
int adapter_open_token(struct http_request *out, const struct account *acct, const char *own,
    const char *path, const char *form) MUST_CHECK;

/* Append name=value, percent-encoded, to the body of a form. */
int adapter_add_form(struct http_request *out, const char *name, const char *value) MUST_CHECK;

int adapter_add_basic(struct http_request *out, const struct account *acct) MUST_CHECK;
int adapter_add_basic_pair(
    struct http_request *out, const char *user, const char *password) MUST_CHECK;
int adapter_add_bearer(struct http_request *out, const struct token *token) MUST_CHECK;

/* ---- reading ---- */

/* Tell answers from the rest and read the JSON: ERR_BAD_CREDENTIALS (401), ERR_RATE_LIMITED (429), ERR_OUTAGE (5xx,
 * HTML, not JSON at all), ERR_MALFORMED; `doc` then holds nothing. 0 for other statuses with a JSON body, which then decides. */
int adapter_read(const struct http_response *in, struct json_doc *doc, struct why *why) MUST_CHECK;

/* The same for XML, which becomes the same tree (monitor/base/xml.h): the root holds the document's element. A SOAP fault is an answer,
 * whatever its status. */
int adapter_read_xml(
    const struct http_response *in, struct json_doc *doc, struct why *why) MUST_CHECK;

/* Whichever of the two the body is: `xml` says it. */
int adapter_read_either(
    const struct http_response *in, struct json_doc *doc, bool *xml, struct why *why) MUST_CHECK;

/* The first of a list that must be there, or of a single one in its place (json_items); missing when the list is empty. */
int adapter_need_items(
    struct json_value v, const char *path, struct json_value *first, struct why *why) MUST_CHECK;

/* What a status means where the body did not decide: 0, ERR_NOT_FOUND, ERR_BAD_CREDENTIALS, ERR_REJECTED, ERR_OUTAGE. */
int adapter_status(int status);

/* The same where the address names no number: that it is not found is then no word about one, but an outage. */
int adapter_route_status(int status);

/* The same of a problem body (RFC 7807), which says its status itself; without one the status of HTTP. */
int adapter_problem(struct json_value root, int status);

/* An OAuth answer: the token is the string member `member`, expires_in its seconds as a number or a string. */
int adapter_token(const struct http_response *in, const char *member, int64_t now_utc_ms,
    struct token *out, struct why *why) MUST_CHECK;

/* Most adapters' auth_parse: the member is access_token (RFC 6749, 5.1). */
int adapter_access_token(const struct http_response *in, int64_t now_utc_ms, struct token *out,
    struct why *why) MUST_CHECK;

/* Answer every number of the query with `error`: 0 or ERR_NOMEM. */
int adapter_answer_all(
    struct observation_list *out, const struct track_query *q, int error) MUST_CHECK;

/* Put `o` in the place of the number's earlier answer, or at the end; takes `o` on success. */
int adapter_answer(struct observation_list *out, struct observation *o) MUST_CHECK;

/* As adapter_answer for a reply about one number, `rc` what reading it gave: what is wrong with the number itself
 * (ERR_NOT_FOUND, ERR_REJECTED) is its answer, another error is that of the reply. */
int adapter_conclude(struct observation_list *out, const struct track_query *q,
    struct observation *o, int rc) MUST_CHECK;

/* Reads one entry of an answer into `o`, whose number is set afterwards. */
typedef int adapter_read_fn(struct json_value entry, struct observation *o, struct why *why);

/* An answer about several numbers: its entries, as json_items walks them, each with its number at the json_path `number` ("a|b": or at the
 * other); entries of
 * numbers that nobody asked for are passed over, and of a query without a number all are taken. A number without an entry
 * gets the error `absent`. A malformed entry is its number's fault, unless that was the only one asked for. Several entries of one
 * number are its pieces: it shows the scans of one that is not delivered; with other ship days they are other shipments: the newest
 * lives. */
int adapter_read_batch(struct json_value entries, const char *number, adapter_read_fn *read,
    int absent, const struct track_query *q, struct observation_list *out,
    struct why *why) MUST_CHECK;

/* Of two shipments under one number `a` has the newer scan. */
bool adapter_newer(const struct observation *a, const struct observation *b);

/* Count a piece: the shipment shows the scans of the first one, or of the first that is not delivered. Takes `list` or leaves it. */
void adapter_add_piece(struct observation *o, struct event_list *list);

/* The number as asked for, else as the reply has it. */
void adapter_number(struct observation *o, const struct track_number *asked, struct json_value own);

/* A new event with what the table says of `code`: MILESTONE_UNKNOWN and not physical without a row. NULL as
 * event_list_add. */
struct event *adapter_event(
    struct event_list *list, const struct code_row *row, const char *code, struct when at);

/* The same with the carrier's words and the place of it; past LIMIT_EVENTS nothing is added: 0 or ERR_NOMEM. */
int adapter_scan(struct event_list *list, const struct code_row *row, const char *code,
    struct when at, struct json_value text, struct json_value city,
    struct json_value country) MUST_CHECK;

/* What the carrier says of the shipment as a whole: it holds for the newest event of a sorted list when that one's own code
 * is not listed. `row` may be NULL. */
void adapter_latest(struct event_list *list, const struct code_row *row);

/* A delivery stands in the list. */
bool adapter_delivered(const struct event_list *list);

/* Oldest first for lists that came newest first or mixed. */
void adapter_sort(struct event_list *list, bool newest_first);

/* Midnight exactly is how carriers write "hour unknown": it becomes a date. */
struct when adapter_hour(struct when at);

/* A time as when_parse reads it. Required: ERR_MALFORMED with its path. Optional: none when not readable. */
int adapter_need_when(
    struct json_value v, const char *name, struct when *out, struct why *why) MUST_CHECK;
struct when adapter_opt_when(struct json_value v);

/* The fault of a scan whose time is absent or not readable: ERR_MALFORMED with the path of its member. */
int adapter_no_time(struct json_value scan, const char *name, struct why *why) MUST_CHECK;

/* A day and an hour that stand apart, joined by a blank and read by a pattern (when_parse_pattern), or by when_parse when it is NULL;
 * without the hour by the pattern's part before its blank. None when not readable. */
struct when adapter_join_when(struct json_value day, struct json_value hour, const char *pattern);

/* A whole number, written as one or as a string; "true", "1" or true. */
bool adapter_int(struct json_value v, int64_t min, int64_t max, int64_t *out);
bool adapter_yes(struct json_value v);

/* "City, XX" from what of it there is; absent values and "null" are left out. Streets are not kept: a part with digits
 * yields what follows its last comma, if that has none. */
void adapter_place(char dst[LIMIT_PLACE_ROOM], struct json_value city, struct json_value country);

/* Of an XML element its text, also beside attributes and elements. */
struct json_value adapter_inner(struct json_value v);

/* Copies of a text, but "" for carriers' words for nothing: "null", "string". */
bool adapter_text(struct json_value v, char *dst, size_t room);
