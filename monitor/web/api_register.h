#pragma once

/*
 * api_register: shipments registered, one or many at a time; each whole or not at all, and again without harm. Web thread only.
 */

#include "monitor/base/profile.h"
#include "monitor/web/api.h"

api_fn api_register;

/* One registration, answered as a POST of it alone. */
void api_register_one(struct api_call *call, struct json_value fields);

/* One member of a body into a registration's field of the same name, as a string, number or boolean. */
int api_set_field(struct registration *r, struct json_value member, struct why *why) MUST_CHECK;

/* A field's value as the text that registration reads: a string, a number as written, true or false. `text` has room for API_VALUE_BYTES, which
 * its own limit is within. */
enum { API_VALUE_BYTES = 1024 };
int api_value_text(struct json_value v, struct buf *text, struct why *why) MUST_CHECK;

/* ---- many at a time, as the rows of a file ---- */

struct api_file {
	struct json_value rows;
	size_t count;
	const struct import_profile *profile; /* NULL: members are called as fields are */
	bool check; /* only looked at: what would be registered, and what is wrong */
};

/* Members "shipments", "profile", "check" of the body. False: answered. */
bool api_file_read(struct api_call *call, struct api_file *out);

/* All of a row's members into `r`, or into `h` where that is given (then `r` is h's). */
int api_read_fields(const struct api_file *file, struct json_value v, struct registration *r,
    struct history *h, struct why *why) MUST_CHECK;

/* The row's op, or what row->rc and `why` say is wrong with it. Takes `op`. */
void api_row_take(struct api_row *row, const struct api_file *file, struct op *op, struct why *why);
