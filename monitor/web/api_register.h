#pragma once

/*
 * api_register: shipments registered, one or many at a time; each whole or not at all, and again without harm. Web thread only.
 */

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
