#include "monitor/base/case.h"

static const char *const reason_names[] = {
    [CASE_NONE] = "none",
    [CASE_EXCEPTION] = "exception",
    [CASE_NOT_HANDED] = "not_handed_over",
    [CASE_NOT_FOUND] = "not_found",
    [CASE_SUPERSEDED] = "superseded",
    [CASE_LOST] = "lost",
    [CASE_RETURNING] = "returning",
    [CASE_SECOND_SLIP] = "second_slip",
    [CASE_OBLIGATION] = "obligation",
    [CASE_REFUSED] = "refused",
    [CASE_BLIND] = "blind",
    [CASE_STILL_MISSING] = "still_missing",
    [CASE_NUMBER] = "number",
    [CASE_DEAD_NOTICE] = "dead_notice",
    [CASE_STALE_MISS] = "stale_miss",
    [CASE_UNREACHABLE] = "unreachable",
    [CASE_UPSET] = "upset",
    [CASE_HIGH_VALUE] = "high_value",
    [CASE_BUDGET] = "budget",
    [CASE_CUSTOMER] = "customer",
    [CASE_DATA_REQUEST] = "data_request",
};

const char *
case_reason_name(enum case_reason reason)
{
	if ((size_t)reason >= sizeof(reason_names) / sizeof(reason_names[0]))
		return "unknown";
	return reason_names[reason];
}

const char *
case_state_name(enum case_state state)
{
	switch (state) {
	case CASE_OPEN: return "open";
	case CASE_CLAIMED: return "claimed";
	case CASE_RESOLVED: return "resolved";
	}
	return "unknown";
}
