#pragma once

/*
 * api_register: shipments registered, one or many at a time; each whole or not at all, and again without harm. Web thread only.
 */

#include "monitor/web/api.h"

api_fn api_register;

/* One member of a body into a registration's field of the same name, as a string, number or boolean. */
int api_set_field(struct registration *r, struct json_value member, struct why *why) MUST_CHECK;
