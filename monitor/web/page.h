#pragma once

/*
 * page: answers in HTML: a page of pages/, a way to another, a form's op and what became of it. Exactly one a call. Web thread only.
 */

#include "monitor/web/api.h"
#include "monitor/web/pages.h"

/* A whole page "SET/NAME" in call->locale. The view's names, and besides: `locale`; `csrf` (for a hidden field of every form; "" without a
 * session); `path` (of this request); `theme` ("light", "dark", "": as the system), and
 * `light`, `dark`, `system`, one of which is set. Extra headers, a cookie say, may stand beside it. */
void page_answer(
    struct api_call *call, int status, const char *name, const struct mustache_view *view);
void page_answer_with(struct api_call *call, int status, const char *name,
    const struct mustache_view *view, const struct server_field *fields, size_t count);

/* 303: what was asked is done, see there. `where` is a path of ours. */
void page_see(struct api_call *call, const char *where);
void page_see_with(
    struct api_call *call, const char *where, const struct server_field *fields, size_t count);

/* One op; when it is done the browser sees `to` (where that ends with "=", the id that the op answered follows), and when it fails the page "SET/problem" says why. Takes `op` (NULL: answered). A handler that
 * wants more makes a job of its own (api.h) with job->to, set and locale, and answers it by the two below. */
void page_submit(struct api_call *call, struct op *op, const char *to);
void page_job_see(
    struct api_job *job, const char *where, const struct server_field *fields, size_t count);
void page_job_problem(struct api_job *job, int status, const char *detail);

/* The page "SET/problem" with this status and the values `status` ("404") and `detail` ("" none). */
void page_problem(struct api_call *call, int status, const char *detail);
/* The same of an error code, in its own words; of what is not found there is nothing to say. */
void page_fail(struct api_call *call, int code);

/* GET /assets/NAME: named by content, to be kept for ever; among them the shops' colours (brand.h). */
api_fn page_asset;
