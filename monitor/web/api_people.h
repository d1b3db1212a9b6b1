#pragma once

/*
 * api_people: how customers want to be written to, whom no mail reaches, and reports of mail that did not arrive.
 */

#include "monitor/web/api.h"

void api_bounce(struct api_call *call);
void api_suppressed(struct api_call *call);
void api_lift(struct api_call *call);
void api_tell(struct api_call *call);
