#pragma once

/*
 * json_skeleton: the shape of a JSON text without its content, kept of replies that we cannot read: it shows what a
 * carrier has changed and holds nobody's data. Pure; any thread.
 */

#include "monitor/base/json.h"

/* Append the shape of `v` as JSON: names, order and types stay; strings, numbers and names over 40 bytes are replaced
 * by their length as written. Past LIMIT_SKELETON_BYTES it stops with "...". ERR_NOMEM, ERR_TOO_BIG (b's cap). */
int json_add_skeleton(struct buf *b, struct json_value v) MUST_CHECK;
