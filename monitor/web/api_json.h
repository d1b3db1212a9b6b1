#pragma once

/*
 * api_json: the shapes that answers are made of: shipments, events, notices, cases, accounts, journal entries, as the README of this
 * folder gives them. Everything that is read is read here, within the caller's read transaction. Web thread only.
 */

#include "monitor/web/api.h"

/* Absent values are null: "" and AT_NONE, DAY_NONE, WHEN_NONE. */
void out_text(struct json_out *out, const char *key, const char *text);
void out_at(struct json_out *out, const char *key, int64_t utc_ms);
void out_day(struct json_out *out, const char *key, int32_t day);
void out_when(struct json_out *out, const char *key, struct when at);
void out_id(struct json_out *out, const char *key, uint64_t id); /* 0: null */

enum { PARCEL_CASES = 64 };

/* A shipment and what is said about it. */
struct parcel {
	struct shipment shipment;
	struct schedule schedule;
	struct order order;
	struct person person;
	struct account_state account;
	uint64_t cases[PARCEL_CASES]; /* of its order */
	size_t case_count;
	struct case_record open_case; /* id 0: none, and its notes are not set */
};

/* *out initialised by this; parcel_clear also after a failure. ERR_NOT_FOUND. */
int parcel_load(struct api_call *call, uint64_t id, struct parcel *out) MUST_CHECK;
void parcel_clear(struct parcel *p);

/* The members of a summary, into an open object. */
void out_summary(struct api_call *call, const struct parcel *p);

/* A summary as an item; one that has gone meanwhile is left out. */
int out_summary_of(struct api_call *call, uint64_t id) MUST_CHECK;

/* As a member, or an item (NULL). */
void out_event(struct json_out *out, const char *key, const struct event *event);
void out_journal_entry(struct json_out *out, const char *key, const struct journal_entry *entry);
void out_case(struct api_call *call, const struct case_record *record);
/* The members of a notice, into an open object. */
void out_notice(struct api_call *call, const struct notice *notice);
/* Calls a day that an account may make: its own, else those that its carrier gives; 0: no limit is known. */
int64_t api_account_quota(const struct account *account);
void out_account(struct api_call *call, const char *key, const struct account *account,
    const struct account_state *state);
