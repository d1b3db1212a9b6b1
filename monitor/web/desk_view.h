#pragma once

/*
 * desk_view: the values of one page of the desk while they are gathered: texts and lists that it owns, freed together. Running out of memory
 * is remembered and told at the end. Web thread only.
 */

#include "monitor/web/api.h"
#include "monitor/web/pages.h"

enum { DESK_VALUES = 112, DESK_ROW_VALUES = 20, DESK_TEXTS = 4096 };

struct desk_list {
	struct mustache_view *rows; /* owned, of `room` */
	size_t count, room;
};

/* What waits in the shops that the caller sees. */
struct desk_counts {
	uint64_t slipping, cases, unowned, owed, unreached, incidents;
	uint64_t states[PROMISE_COUNT]; /* parcels under way */
};

/* Of what waits that which is due first. */
struct desk_pressing {
	uint64_t first_case;     /* of nobody's; 0 none */
	int64_t case_due_utc_ms; /* AT_NONE */
	int64_t owed_utc_ms;     /* the next word that is owed; AT_NONE */
	uint64_t mine, overdue;  /* open cases: the caller's own, nobody's past their hour */
	uint64_t incidents[2];   /* open ones; 0 none */
};

struct desk_view {
	struct api_call *call;
	struct desk_counts counts; /* of the whole page, once desk_count has read them */
	struct desk_pressing pressing;
	bool counted;
	struct mustache_value values[DESK_VALUES];
	size_t count;
	struct desk_list lists[12];
	size_t list_count;
	char **texts; /* owned */
	size_t text_count, text_room;
	int error;
};

void desk_view_init(struct desk_view *v, struct api_call *call);
void desk_view_clear(struct desk_view *v);

/* A copy that lives as long as the view; "" when there is no memory. */
const char *desk_text(struct desk_view *v, const char *text);
/* A word of the desk, "$" in it replaced. */
const char *desk_say(struct desk_view *v, const char *key, const char *what);
/* A moment as people write it in the zone: a day, a time, both. "" for none. */
const char *desk_day(struct desk_view *v, int32_t day);
const char *desk_hour(struct desk_view *v, const char *zone, int64_t utc_ms);
const char *desk_moment(struct desk_view *v, const char *zone, int64_t utc_ms);

/* A value of the page: its text is kept as it is, not copied. */
void desk_set(struct desk_view *v, const char *name, const char *text);
void desk_set_flag(struct desk_view *v, const char *name, bool on);
void desk_set_markup(struct desk_view *v, const char *name, const char *markup);

/* A list of at most `room` rows; rows are added until the page is answered. */
struct desk_list *desk_list(struct desk_view *v, size_t room);
void desk_row(struct desk_view *v, struct desk_list *list);
/* A value of the row added last. */
void desk_cell(struct desk_view *v, struct desk_list *list, const char *name, const char *text);
void desk_cell_markup(
    struct desk_view *v, struct desk_list *list, const char *name, const char *markup);
void desk_set_list(struct desk_view *v, const char *name, const struct desk_list *list);

/* The zone of the caller's shop, or of the first. */
const char *desk_shop_zone(const struct api_call *call);
/* The account asks for parcels of theirs. */
bool desk_sees_account(const struct api_call *call, const struct account *a);

/* Reads v->counts and v->pressing; once for a page, so that all that it says of them agrees. */
int desk_count(struct desk_view *v) MUST_CHECK;
/* "12" */
const char *desk_number(struct desk_view *v, uint64_t number);
/* The word KEY.none, KEY.one or, with the number in it, KEY. */
const char *desk_say_count(struct desk_view *v, const char *key, uint64_t number);

/* With what every page of the desk has around it: who it is, where they are ("now", "find", "cases"...), what they looked for. */
void desk_answer(struct desk_view *v, const char *page, const char *place, const char *query);
void desk_answer_as(
    struct desk_view *v, int status, const char *page, const char *place, const char *query);
