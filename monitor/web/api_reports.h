#pragma once

/*
 * api_reports: what became of promises, and which can be kept. Reads only: sums of the store, made into answers by monitor/promise.
 */

#include "monitor/web/api.h"

void api_report(struct api_call *call);
void api_advice(struct api_call *call);
