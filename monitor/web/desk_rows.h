#pragma once

/*
 * desk_rows: what waits for a person, as rows of one shape (pages/desk/_work.html): by when, whose, what is to be done, what is known, and the
 * button that does it. A reader passes over what another shop's person may not see and over the pages before, and stops a row after the
 * last: so that `more` is known. Nothing is looked at without end. Web thread only, within one read transaction.
 */

#include "monitor/base/incident.h"
#include "monitor/web/api_json.h"
#include "monitor/web/desk_view.h"

enum { DESK_PAGE_ROWS = 50, DESK_PAGES = LIMIT_PAGE_ROWS / DESK_PAGE_ROWS };

struct desk_rows {
	struct desk_view *v;
	struct desk_list *list;
	size_t skip;      /* rows of the pages before */
	const char *back; /* where a button leads back to: a path of the desk */
	bool more;
};

/* The next row is to be shown. False: it is of a page before, or after (then `more` is set). */
bool desk_rows_take(struct desk_rows *r);

/* Open cases, earliest due first: those that nobody has, my own, or all. */
enum desk_whose { DESK_NOBODYS, DESK_MINE, DESK_ALL };
int desk_rows_cases(struct desk_rows *r, enum desk_whose whose) MUST_CHECK;
/* Those of them that are there because our words do not reach somebody. */
int desk_rows_unsaid(struct desk_rows *r) MUST_CHECK;
/* The case that presses most, as the sentence of the first page: "Lo primero: llamar a Ana antes de las 17:00."; "" none. */
int desk_rows_first(struct desk_view *v, const char **said) MUST_CHECK;
/* Words that are owed, earliest due first. */
int desk_rows_owed(struct desk_rows *r) MUST_CHECK;
/* Customers whom no mail reaches. */
int desk_rows_unreached(struct desk_rows *r) MUST_CHECK;
/* Open incidents; closed ones too where `all`. */
int desk_rows_incidents(struct desk_rows *r, bool all) MUST_CHECK;

/* Parcels whose words an incident holds. */
int desk_rows_held(struct desk_rows *r, uint64_t incident) MUST_CHECK;

/* "DHL, Vitoria" */
const char *desk_incident_name(struct desk_view *v, const struct incident *i);
/* "37 h without a scan": what is known of it. */
const char *desk_incident_what(struct desk_view *v, const struct incident *i);
/* Why, or how it ended, as a person wrote it, or the judge's words in the reader's language. */
const char *desk_incident_text(struct desk_view *v, const struct incident *i);
