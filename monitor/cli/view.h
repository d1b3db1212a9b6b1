#pragma once

/*
 * view: one parcel as the daemon's answers tell it (the "summary" of the API), read into plain values for those who show it. What is
 * absent or of another kind reads as nothing: an answer of an older daemon shows less, and never fails. Pure.
 */

#include "monitor/base/forecast.h"
#include "monitor/base/json.h"
#include "monitor/base/limits.h"
#include "monitor/base/milestone.h"
#include "monitor/base/zone.h"

enum { VIEW_SCANS = 32 };

struct view_case {
	int64_t id; /* 0: none */
	char reason[24];
	char owner[64]; /* "" nobody */
	int64_t due_utc_ms;
};

struct view {
	int64_t id;
	char shop[LIMIT_SHOP_ROOM];
	char order[LIMIT_ORDER_ROOM];
	char carrier[LIMIT_ID_ROOM];
	char number[LIMIT_NUMBER_ROOM];
	char customer[LIMIT_NAME_ROOM];
	char email[LIMIT_EMAIL_ROOM];
	char phone[LIMIT_PHONE_ROOM];
	char city[LIMIT_PLACE_ROOM];
	char items[LIMIT_ITEMS_ROOM];
	char service[64];
	char carried_by[LIMIT_NAME_ROOM];
	char rule[24];
	char milestone[24];
	char reason[24];
	char last_place[LIMIT_PLACE_ROOM];
	char zone[ZONE_ROOM];
	enum promise_state state;
	enum data_state data;
	int32_t promised_from, promised_until; /* DAY_NONE */
	int32_t eta_from, eta_until;           /* the carrier's own word; DAY_NONE */
	int32_t attempt_day;                   /* first attempt; DAY_NONE */
	int64_t deadline, state_since, last_scan, asked, next_poll, told, obligation; /* AT_NONE */
	int64_t scans[VIEW_SCANS]; /* oldest first */
	size_t scan_count;
	struct view_case owned;
	struct forecast forecast; /* chances as they were said */
	int64_t needed;           /* parcels that a forecast needs */
	struct forecast_said said_handover, said_warned;
	bool adopted, cancelled, superseded, marked;
};

/* `zone`: of the answer, where the parcel has none. */
void view_read(struct view *v, struct json_value from, const char *zone);

/* Members as the API writes them: AT_NONE, DAY_NONE when absent. */
int64_t view_at(struct json_value v, const char *name);
int32_t view_day(struct json_value v, const char *name);

/* When the carrier was last known to answer, where it does not now; AT_NONE while it does. */
int64_t view_blind_since(const struct view *v);

/* Values of other answers: 0, false and "" when absent. */
int64_t view_number(struct json_value v, const char *path);
bool view_is(struct json_value v, const char *name);
const char *view_text(struct json_value v, const char *name, char *dst, size_t room);
/* An account that does not answer as it should. */
bool view_account_fails(struct json_value account);
