#pragma once

/*
 * report: `puntual report` and `puntual advise`: what became of the shop's promises, whose hours were lost, and what can be promised.
 */

#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

extern const struct command command_report;
extern const struct command command_advise;

/* The answers of /v1/report and /v1/advice as pages. */
void report_page(struct page *p, struct json_value answer);
void report_advice_page(struct page *p, struct json_value answer);
