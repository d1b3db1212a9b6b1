#pragma once

/*
 * text: bounded, locale-free handling of text from outside: integers, tokens, UTF-8, copies into fixed
 * arrays. Replaces strtol, scanf, strncpy and ctype. Pure; any thread.
 */

#include <string.h>

#include "monitor/base/buf.h"

/* Copy into a fixed array, always terminated. text_copy: ERR_TOO_BIG (and "" in dst) when it does not fit.
 * text_cut: as much as fits, never half a UTF-8 character; returns true when all of it did. */
int text_copy(char *dst, size_t room, const char *src) MUST_CHECK;
int text_copy_span(char *dst, size_t room, struct span src) MUST_CHECK;
bool text_cut(char *dst, size_t room, struct span src);

/* As text_cut, and what is not valid UTF-8 becomes U+FFFD, control characters and runs of white space one
 * blank, ends trimmed: for prose of carriers and forms. */
bool text_clean(char *dst, size_t room, struct span src);

/* The whole span as a decimal integer, optional leading '-', no blanks, no '+'. ERR_MALFORMED, ERR_RANGE. */
int text_parse_i64(struct span in, int64_t min, int64_t max, int64_t *out) MUST_CHECK;

/* `count` decimal digits at `in.data`, no sign; false when fewer or not digits. */
bool text_digits(struct span in, size_t count, int32_t *out);

bool text_is_digit(char c);
bool text_is_alpha(char c);
bool text_is_alnum(char c);
bool text_one_of(char c, const char *set); /* never the NUL */
bool text_is_space(char c);
char text_lower(char c);
char text_upper(char c);

bool text_equal_nocase(const char *a, const char *b);
bool text_starts(struct span in, const char *prefix);
struct span text_trim(struct span in);
static inline struct span
span_of(const char *str)
{
	return (struct span){str, strlen(str)};
}

/* The next piece of *rest up to `separator`, moved past it; false when nothing is left. */
bool text_split(struct span *rest, char separator, struct span *piece);

/* The next of "NAME = VALUE, NAME = VALUE", trimmed, moved past it; false at the end, and with ERR_MALFORMED in *rc (else 0) before what is
 * no such pair. */
bool text_pair(struct span *rest, struct span *name, struct span *value, int *rc);

bool text_is_ascii(struct span in); /* printing or not */
bool text_utf8_valid(struct span in);

/* The length in bytes of the valid UTF-8 character at in.data, 0 when there is none; *point gets it. */
size_t text_utf8_next(struct span in, uint32_t *point);

/* Terminal columns of a valid UTF-8 text: wide characters count two, combining ones none. */
size_t text_columns(const char *str);

/* Append with every byte outside unreserved (RFC 3986) percent-encoded. */
int text_add_percent(struct buf *b, struct span in);

/* Undo percent-encoding (and '+' as blank when `form`); ERR_MALFORMED for a broken escape or a NUL. */
int text_percent_decode(struct buf *out, struct span in, bool form) MUST_CHECK;

/* Tracking numbers compare without blanks, dashes and dots and in upper case: as printed on labels and as
 * typed are one. ERR_TOO_BIG, ERR_MALFORMED for other characters or nothing left. */
int text_number_normalise(char *dst, size_t room, struct span in) MUST_CHECK;
