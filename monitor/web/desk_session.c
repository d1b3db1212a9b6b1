#include "monitor/web/desk_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/web/api_tokens.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_view.h"
#include "monitor/web/page.h"

enum { SESSIONS = 200, OWN_SESSIONS = 64, THEME_DAYS = 365 };

static bool
is_mine(const struct api_call *call, const struct access *a)
{
	return strcmp(a->name, call->who.name) == 0 && strcmp(a->shop, call->who.shop) == 0;
}

/* Everybody sees their own; who administers sees those of their shop. */
static bool
may_see(const struct api_call *call, const struct access *a)
{
	return access_holds(a, call->now_utc_ms) &&
	    (is_mine(call, a) ||
		((call->who.scopes & SCOPE_ADMIN) != 0 && api_sees(call, a->shop)));
}

/* ---- the list ---- */

struct walk {
	struct desk_view *v;
	struct desk_list *list;
};

static int
add_session(const struct access *a, void *arg)
{
	struct walk *w = arg;
	struct desk_view *v = w->v;
	const char *zone = desk_shop_zone(v->call);
	char id[API_ACCESS_ID_ROOM];

	if (!may_see(v->call, a))
		return 0;
	api_access_id(a->digest, id);
	desk_row(v, w->list);
	desk_cell(v, w->list, "id", desk_text(v, id));
	desk_cell(v, w->list, "name", desk_text(v, a->name));
	desk_cell(v, w->list, "of_shop", desk_text(v, a->shop));
	desk_cell(v, w->list, "since", desk_moment(v, zone, a->created_utc_ms));
	desk_cell(v, w->list, "until", desk_moment(v, zone, a->expires_utc_ms));
	desk_cell(v, w->list, "this",
	    memcmp(a->digest, v->call->who.digest, sizeof(a->digest)) == 0 ? "1" : "");
	return 0;
}

static int
read_sessions(struct desk_view *v)
{
	struct walk w = {v, desk_list(v, SESSIONS)};
	int rc = store_accesses(v->call->api->reader, ACCESS_SESSION, add_session, &w);

	desk_set_list(v, "sessions", w.list);
	return rc;
}

void
desk_sessions(struct api_call *call)
{
	desk_show(call, read_sessions, "desk/sessions", "sessions");
}

/* ---- out ---- */

/* Which of the sessions that one may see are to end: one by its id, or all of one's own. */
struct ending {
	const struct api_call *call;
	const char *id; /* NULL: all my own */
	struct access found[OWN_SESSIONS];
	size_t count;
};

static int
take_ending(const struct access *a, void *arg)
{
	struct ending *e = arg;
	char id[API_ACCESS_ID_ROOM];

	api_access_id(a->digest, id);
	if (e->count < OWN_SESSIONS && may_see(e->call, a) &&
	    (e->id != NULL ? strcmp(id, e->id) == 0 : is_mine(e->call, a)))
		e->found[e->count++] = *a;
	return 0;
}

/* Whoever ended the session that they are in is led to the door. */
static void
finish_ending(struct api_job *job)
{
	for (size_t i = 0; i < job->row_count; i++)
		if (job->rows[i].rc != 0) {
			page_job_problem(job, api_status_of(job->rows[i].rc), "");
			return;
		}
	page_job_see(job, "/desk/sessions", NULL, 0);
}

static void
end(struct api_call *call, const char *id)
{
	struct ending e = {.call = call, .id = id};
	struct api_job *job;
	int rc = store_accesses(call->api->reader, ACCESS_SESSION, take_ending, &e);

	if (rc != 0 || e.count == 0) {
		page_problem(call, rc != 0 ? api_status_of(rc) : 404, "");
		return;
	}
	job = api_job_new(call, e.count, finish_ending);
	if (job == NULL)
		return;
	for (size_t i = 0; i < e.count; i++) {
		struct op *op = op_new(OP_ACCESS_END, call->now_utc_ms, NULL);

		if (op == NULL) {
			job->rows[i].rc = ERR_NOMEM;
			continue;
		}
		memcpy(op->access.entry.digest, e.found[i].digest, sizeof(e.found[i].digest));
		(void)snprintf(op->author, sizeof(op->author), "%.63s", call->who.name);
		job->rows[i].op = op;
	}
	api_job_run(job);
}

void
desk_session_end(struct api_call *call)
{
	end(call, call->id);
}

void
desk_sessions_end(struct api_call *call)
{
	end(call, NULL);
}

/* ---- light or dark ---- */

void
desk_theme(struct api_call *call)
{
	const char *theme = form_get(&call->form, "theme");
	bool chosen = strcmp(theme, "light") == 0 || strcmp(theme, "dark") == 0;
	struct buf cookie = BUF_INIT(256);
	struct server_field field = {"Set-Cookie", ""};

	if (form_cookie_add(&cookie, "theme", chosen ? theme : "",
		chosen ? THEME_DAYS * DAY_SECONDS : 0, call->request->tls) != 0) {
		page_problem(call, 503, "");
	} else {
		field.value = buf_str(&cookie);
		page_see_with(call, desk_back(call, "/desk"), &field, 1);
	}
	buf_clear(&cookie);
}
