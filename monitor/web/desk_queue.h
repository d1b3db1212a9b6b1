#pragma once

/*
 * desk_queue: the pages that list what waits: everything by the hour it falls due, promises in danger, cases, words that are owed, customers
 * whom no mail reaches. Web thread only.
 */

#include "monitor/web/api.h"

struct desk_rows;
struct desk_view;

api_fn desk_queue_now;
api_fn desk_queue_cases;
api_fn desk_queue_owed;
api_fn desk_queue_unreached;
api_fn desk_person_lift;

/* A page whose values are read in one transaction, v->counts before them. */
typedef int desk_read_fn(struct desk_view *v);
void desk_show(struct api_call *call, desk_read_fn *read, const char *page, const char *place);

/* "title", "headline" and "lead" of a list that has so many in all: the words KEY.title, KEY (KEY.one, KEY.none), KEY.lead (KEY.empty). */
void desk_set_words(struct desk_view *v, const char *key, uint64_t count);

/* The page that is asked for, and which rows that means; "next" and "previous" of its foot, when the rows have been read. */
struct desk_rows desk_rows_asked(struct desk_view *v, const char *back);
void desk_set_pages(struct desk_view *v, const struct desk_rows *r);

/* Where a form says that it came from, if that is a page of the desk; else `otherwise`. */
const char *desk_back(const struct api_call *call, const char *otherwise);
