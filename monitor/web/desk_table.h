#pragma once

/*
 * desk_table: parcels as rows on one axis of days (pages/desk/_table.html): the chance, whose it is, the drawing, why, what the customer knows,
 * who has the case; and which of them are wanted (pages/desk/_filter.html). Web thread only, within one read transaction.
 */

#include "monitor/web/desk_rows.h"
#include "monitor/web/picture.h"

/* What was asked for: "account" and "state" of the query. */
struct desk_filter {
	const struct account *account; /* NULL: of any */
	unsigned states;               /* 1 << state each */
	const char *state;             /* its word where there is but one; "" */
	const char *path;              /* the page, with what was asked of it */
};

/* Of those states in that order; sets the values of the form. */
void desk_filter_ask(struct desk_view *v, const char *page, const enum promise_state *states,
    size_t count, struct desk_filter *out);
/* The caller may see it, and its account is the one. */
bool desk_filter_fits(const struct desk_filter *f, struct api_call *call, uint64_t shipment);

/* The rows of a page, and the drawings that they show until it is answered. */
struct desk_table {
	struct desk_rows rows;
	struct picture_axis axis;
	bool mixed; /* of all states: each row has its mark, and a heading is of a day alone */
	enum promise_state state; /* of the row before, and its day */
	int32_t day;
	bool begun;
};

void desk_table_init(struct desk_table *t, const struct desk_rows *rows);
/* One that has gone meanwhile is no row. */
int desk_table_add(struct desk_table *t, uint64_t shipment) MUST_CHECK;
/* The axis above the rows. */
int desk_table_end(struct desk_table *t) MUST_CHECK;
