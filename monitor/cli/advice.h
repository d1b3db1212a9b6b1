#pragma once

/*
 * advice: what can be promised on a lane, in sentences: of an answer of /v1/advice, or of one within a report.
 */

#include "monitor/base/json.h"
#include "monitor/cli/page.h"

/* "Qué prometer, de ES-28 a ES-08 con SEUR: 5 días, cumples 81. 6 días, 96.", or why nothing is advised. */
void advice_line(const struct look *look, struct buf *b, struct json_value advice);

/* There were enough parcels. */
bool advice_given(struct json_value advice);
