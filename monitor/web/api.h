#pragma once

/*
 * api: what every call of the API stands on: the request as a handler sees it, answers and errors, and jobs: ops handed to
 * the store whose completions make the answer. Web thread only. A handler reads the store in one short transaction, builds
 * its answer in memory and never blocks.
 */

#include "monitor/base/json.h"
#include "monitor/base/json_write.h"
#include "monitor/base/limits.h"
#include "monitor/loop.h"
#include "monitor/web/allowance.h"
#include "monitor/web/api_answer.h"
#include "monitor/web/form.h"
#include "monitor/web/server.h"
#include "monitor/web/web.h"
#include "monitor/web/who.h"
#include "store/store.h"

struct api_backup;
struct api_job;
struct live;
struct pages;

/* The web thread's state; owned by web.c. */
struct api {
	struct store *store;
	struct store_port *port;
	struct store_reader *reader;
	struct server *server;
	struct clock *clock;
	const struct templates *templates; /* NULL: none */
	struct pages *pages;
	struct live *live;
	struct buf openapi;             /* the document */
	struct allowance calls, guests; /* of those who showed who they are, and of addresses */
	struct allowance guesses;       /* of addresses, at links: only wrong ones count */
	struct web_getters getters;
	char login_header[64];       /* of trusted proxies; "" none */
	const struct policy *policy; /* a reference */
	int64_t started_utc_ms;
	uint64_t bounces_taken, bounces_unknown; /* since then */
	struct api_job *jobs;                    /* not yet answered */
	struct api_backup *backup;               /* running; NULL */
	struct wake *wake;                       /* tells the web thread that the backup is done */
};

enum { API_ID_ROOM = 192 };

/* One request; lives as long as its handler. */
struct api_call {
	struct api *api;
	const struct server_request *request;
	struct server_ticket ticket;
	struct who who;   /* who asks; that they may is settled */
	const char *shop; /* the one that all of this is about; "": every shop */
	const struct policy *policy;
	int64_t now_utc_ms;
	struct form params;   /* of the query */
	struct form form;     /* the body of a page's form */
	char id[API_ID_ROOM]; /* what stands for ID or N in the path, decoded: the last "*" */
	const char *set;      /* of a page: which pages and words, "desk" or "track" */
	const char
	    *locale; /* of a page: the set's that suits the browser; a handler may choose another */
	struct op_once once;    /* the request has an Idempotency-Key */
	bool again;             /* it was done already: its ops are answered as they were then */
	struct json_value body; /* missing when there is none */
	struct json_out out;    /* of the answer */
	bool answered;
};

typedef void api_fn(struct api_call *call);

/* ---- reading ---- */

/* "now" and "zone", which every answer that reads has. */
void api_out_now(struct api_call *call);

/* Answer from the store: `read` writes members into the answer's object, within one read transaction. */
typedef int api_read_fn(struct api_call *call, void *arg);
void api_read(struct api_call *call, api_read_fn *read, void *arg);
/* The same of what has a zone of its own, which `read` writes. */
void api_read_zoned(struct api_call *call, api_read_fn *read, void *arg);

/* ---- who may see what: the one place where shops are kept apart ---- */

/* Something of this shop may be shown to the caller, or changed by them. */
bool api_sees(const struct api_call *call, const char *shop);

/* The shop that a list or an action is about: the parameter or member "shop", or the caller's own; "" every. False: answered. */
bool api_shop(struct api_call *call, char dst[LIMIT_SHOP_ROOM]);

/* It is in the configuration. False: answered 422. */
bool api_shop_known(struct api_call *call, const char *shop);

/* Of something that is registered: filled in with the caller's own, and no other's. ERR_NOT_FOUND. */
int api_own_shop(
    const struct api_call *call, char shop[LIMIT_SHOP_ROOM], struct why *why) MUST_CHECK;

/* Who it is that acts: the caller, or on the commands' socket whom the member "author" names. False: answered. */
bool api_author(struct api_call *call, char dst[64]);

/* ---- what the request says ---- */

/* A parameter of the query, decoded; "" when absent. False: unreadable or too long, and answered. */
bool api_query(struct api_call *call, const char *name, char *dst, size_t room);

/* A whole number parameter in 1..most; `normal` when absent. False: answered. */
bool api_query_limit(struct api_call *call, size_t normal, size_t most, size_t *out);

/* The number in the path. False: it is none, or 0. */
bool api_path_number(const struct api_call *call, uint64_t *out);

/* The same of a call that is about it. False: answered 404. */
bool api_number_id(struct api_call *call, uint64_t *out);

/* A string member of the body, "" when absent. False: answered. */
bool api_member(struct api_call *call, const char *name, char *dst, size_t room);

/* A cursor parameter: a store cursor behind a small number (0 when absent). False: answered. */
bool api_query_cursor(struct api_call *call, unsigned *number, struct store_cursor *out);
/* "cursor" of a page: where the next one begins, or null after the last. */
void api_out_next(struct api_call *call, bool more, const struct store_cursor *cursor);
void api_out_cursor(
    struct json_out *out, const char *key, unsigned number, const struct store_cursor *cursor);

/* ---- jobs ---- */

/* One op of a job and what became of it. */
struct api_row {
	struct api_job *job;
	struct op *op; /* owned until it is submitted; NULL: rc stands already */
	int rc;
	uint64_t id;
	bool existed;
	bool more;            /* of ops that go in slices */
	struct erased erased; /* by ERASE */
	char path[64];
	char text[LIMIT_TEXT_ROOM];
};

typedef void api_finish_fn(struct api_job *job);

struct api_job {
	struct api *api;
	struct server_ticket ticket;
	api_finish_fn *finish;    /* builds the answer: api_job_answer */
	struct op_once once;      /* of the call */
	char *to;                 /* of a page: what the browser sees when it is done; owned */
	const char *set, *locale; /* of a page */
	struct api_job *next;
	size_t row_count, submitted, settled;
	bool single; /* the request was about one thing: its error is the answer's */
	struct api_row rows[];
};

/* A job of so many rows; NULL: answered. */
struct api_job *api_job_new(struct api_call *call, size_t rows, api_finish_fn *finish);

/* Hand the ops to the store; the answer follows. Takes the job. */
void api_job_run(struct api_job *job);

/* From `finish`, once: what the answer says. Takes what `out` holds. */
void api_job_answer(struct api_job *job, int status, struct json_out *out);

/* The error of a row as the whole answer. */
void api_job_error(struct api_job *job, const struct api_row *row);

/* Ends all jobs unanswered; after the port has been freed. */
void api_jobs_clear(struct api *api);

/* One op, answered by {"id"}; takes `op` (NULL: out of memory). */
void api_submit(struct api_call *call, struct op *op);

/* A new op with the caller's time and policy. NULL: answered. */
struct op *api_op(struct api_call *call, enum op_kind kind);
