#pragma once

/*
 * figures: what a report is made of, read once for whoever shows it: what became of promises by week, carrier and lane, what was said against
 * what happened, and what could be promised. Web thread only.
 */

#include "monitor/promise/advisor.h"
#include "monitor/promise/calibration.h"
#include "monitor/promise/report.h"
#include "monitor/web/api.h"

/* What is asked: a shop, and a lane and a carrier ("" both: all). */
struct figures_asked {
	const struct shop *shop;
	char lane[LANE_ROOM];
	char carrier[LIMIT_ID_ROOM];
	int32_t weeks;
};

enum { FIGURES_WEEKS = 12, FIGURES_ADVISED = 2 };

struct figures_advice {
	struct figures_asked asked;
	struct advice advice;
	int32_t today, shorter; /* days that are promised most, that would do as well; -1 */
};

struct figures {
	struct report report;        /* its rows by lost hours, most first */
	struct report_row *carriers; /* owned; of all lanes together, best first */
	size_t carrier_count;
	struct calibration said;                        /* of the shop as a whole */
	struct figures_advice advised[FIGURES_ADVISED]; /* where it hurts most */
	size_t advised_count;
};

/* Within a read transaction. *out is cleared by figures_clear also after a failure. */
int figures_read(
    struct api_call *call, const struct figures_asked *asked, struct figures *out) MUST_CHECK;
void figures_clear(struct figures *f);

/* What can be promised on the lane that is asked for. */
int figures_advise(struct api_call *call, const struct figures_asked *asked,
    struct figures_advice *out) MUST_CHECK;

/* Hours that were lost, ms. */
int64_t figures_late_ms(const struct report_sum *s);
