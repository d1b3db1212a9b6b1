#pragma once

/*
 * json: reading values out of a JSON text from outside: carrier replies, API requests, the daemon's answers. First
 * json_parse (json_scan.h) checks the whole text and notes where its values are; the getters here then read straight
 * from it.
 *
 * A struct json_value is a small cursor, passed by value. A missing one is a value too: every getter accepts it and
 * answers "missing", so look-ups chain: json_get(json_at(v, 0), "status"). Getters never guess: "3" is no integer
 * and 1 is no boolean. Members keep their order and repeated names are all kept; look-ups by name find the first.
 * Numbers stay text, so 21-digit ids survive.
 *
 * Pure; a document belongs to one thread at a time. Names here must not meet those of libjansson, which the writer
 * (json_write.h) links.
 */

#include "monitor/base/json_scan.h"

/* A cursor: valid until its document is parsed anew or cleared. */
struct json_value {
	const struct json_doc *doc; /* NULL: missing */
	uint32_t node;
};

/* Missing when the document is empty. */
struct json_value json_root(const struct json_doc *doc);

/* Looking up: the missing value when there is none, or when `v` is of another kind. */
struct json_value json_get(struct json_value v, const char *name);  /* first member so named */
struct json_value json_at(struct json_value v, size_t index);       /* walks: iterate instead */
struct json_value json_path(struct json_value v, const char *path); /* "items[0].status.code" */

/* Iterating over an array's items or an object's members in order:
 *     for (e = json_first(list); json_exists(e); e = json_next(e))
 * and over the members of one name, as Correos repeats them: json_get, then json_next_named. */
struct json_value json_first(struct json_value v);
struct json_value json_next(struct json_value v);
struct json_value json_next_named(struct json_value v); /* the next sibling with v's own name */
size_t json_count(struct json_value v);

/* Iterating over what carriers write as a list, as a single value, or as members of one name, each of which may be a
 * list: of a member or the root, never of an array's item. Null, "", [] and {} are no items:
 *     for (e = json_items(json_get(v, "events")); json_exists(e); e = json_items_next(e)) */
struct json_value json_items(struct json_value v);
struct json_value json_items_next(struct json_value item);

/* A member's own name; false (and "" copied) outside an object. */
bool json_key_is(struct json_value v, const char *name);
bool json_key_copy(struct json_value v, char *dst, size_t room); /* cut as text_cut does */

enum json_kind json_kind(struct json_value v);
const char *json_kind_name(enum json_kind kind);
bool json_exists(struct json_value v); /* not missing; null exists */
bool json_absent(struct json_value v); /* missing or null */

/* Optional values. Each returns false when `v` is of another kind, and then leaves *out alone; the copies make dst
 * "" instead. Copies are unescaped UTF-8 and cut at a whole character, as text_cut does. */
bool json_string_copy(struct json_value v, char *dst, size_t room);
bool json_string_clean(struct json_value v, char *dst, size_t room); /* prose: as text_clean */
bool json_string_is(struct json_value v, const char *str);
bool json_text_copy(
    struct json_value v, char *dst, size_t room); /* a string, or a number as written */
bool json_int(
    struct json_value v, int64_t min, int64_t max, int64_t *out); /* no fraction, no exponent */
bool json_double(struct json_value v, double *out); /* finite; at most 63 characters */
bool json_bool(struct json_value v, bool *out);

/* Append a whole string, unescaped, or a number as written. ERR_MALFORMED for other kinds, ERR_NOMEM, ERR_TOO_BIG. */
int json_add_text(struct buf *b, struct json_value v) MUST_CHECK;

/* Required values, by json_path from `v`: ERR_MALFORMED for a missing or null one, another kind, out of range or
 * longer than dst holds (these are never cut); `why` says which, where, by its whole path. */
int json_need(struct json_value v, const char *path, enum json_kind kind, struct json_value *out,
    struct why *why) MUST_CHECK;
int json_need_string(
    struct json_value v, const char *path, char *dst, size_t room, struct why *why) MUST_CHECK;
int json_need_text(
    struct json_value v, const char *path, char *dst, size_t room, struct why *why) MUST_CHECK;
int json_need_int(struct json_value v, const char *path, int64_t min, int64_t max, int64_t *out,
    struct why *why) MUST_CHECK;
int json_need_bool(struct json_value v, const char *path, bool *out, struct why *why) MUST_CHECK;

/* As json_need_..., but a missing or null value is fine and leaves the output alone: for API requests, where what
 * is there must be right. */
int json_opt_string(
    struct json_value v, const char *path, char *dst, size_t room, struct why *why) MUST_CHECK;
int json_opt_text(
    struct json_value v, const char *path, char *dst, size_t room, struct why *why) MUST_CHECK;
int json_opt_int(struct json_value v, const char *path, int64_t min, int64_t max, int64_t *out,
    struct why *why) MUST_CHECK;
int json_opt_bool(struct json_value v, const char *path, bool *out, struct why *why) MUST_CHECK;

/* For a value that reads as JSON but not as what it should be, say a date: fills `why` with its place and returns
 * `code`. */
int json_fault(struct json_value v, struct why *why, int code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
