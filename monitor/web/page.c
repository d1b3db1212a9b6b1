#include "monitor/web/page.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/brand.h"
#include "monitor/web/track_contact.h"

/* Where a page goes and how it speaks: of a call, or of a job that outlives it. */
struct target {
	struct api *api;
	struct server_ticket ticket;
	const char *set, *locale;
	const struct shop *shop; /* whose page it is, where that is no secret; NULL */
};

static void
send_html(const struct target *to, int status, const struct buf *html,
    const struct server_field *fields, size_t count)
{
	server_answer(to->api->server, to->ticket,
	    &(struct server_reply){.status = status,
		.content_type = "text/html; charset=utf-8",
		.fields = fields,
		.field_count = count,
		.body = buf_span(html)});
}

/* The last resort: a page that cannot be made. */
static void
send_broken(const struct target *to, const char *name, const struct why *why)
{
	struct buf html = BUF_INIT(256);

	log_err("web.page", F_STR("page", name), F_ERR("error", why->code), F_STR("at", why->path),
	    F_STR("text", why->text));
	(void)buf_add_str(&html, "<!doctype html><title>500</title><h1>500</h1>");
	send_html(to, 500, &html, NULL, 0);
	buf_clear(&html);
}

/* Whom to ask: of a failure on a customer's page. NULL: no memory. */
static struct track_contact *
contact_of(const struct target *to)
{
	struct track_contact *c = malloc(sizeof(*c));

	if (c == NULL ||
	    track_contact_fill(c, to->shop, to->locale, clock_world(to->api->clock)) == 0)
		return c;
	free(c);
	return NULL;
}

static void
send_problem(const struct target *to, int status, const char *detail)
{
	char name[64], number[8];
	struct buf html = BUF_INIT(LIMIT_PAGE_BYTES);
	struct why why = {.code = 0};
	const struct mustache_value values[] = {
	    {.name = "status", .text = number},
	    {.name = "detail", .text = detail},
	    {.name = "locale", .text = to->locale},
	    {.name = "csrf", .text = ""},
	    {.name = "path", .text = ""},
	};

	const struct mustache_view view = {values, sizeof(values) / sizeof(values[0])};
	const struct mustache_view none = {NULL, 0};
	struct track_contact *contact = contact_of(to);

	(void)snprintf(name, sizeof(name), "%s/problem", to->set);
	(void)snprintf(number, sizeof(number), "%d", status);
	if (pages_render(to->api->pages, name, to->locale, &view,
		contact != NULL ? &contact->view : &none, &html, &why) < 0)
		send_broken(to, name, &why);
	else
		send_html(to, status, &html, NULL, 0);
	buf_clear(&html);
	free(contact);
}

static void
send_see(
    const struct target *to, const char *where, const struct server_field *fields, size_t count)
{
	struct server_field all[8] = {{"Location", where}};

	assert(count < sizeof(all) / sizeof(all[0]));
	if (count > 0)
		memcpy(&all[1], fields, count * sizeof(*fields));
	server_answer(to->api->server, to->ticket,
	    &(struct server_reply){.status = 303,
		.content_type = "text/plain; charset=utf-8",
		.fields = all,
		.field_count = count + 1});
}

static struct target
answering(struct api_call *call)
{
	assert(!call->answered);
	call->answered = true;
	return (struct target){call->api, call->ticket, call->set, call->locale, NULL};
}

void
page_answer_with(struct api_call *call, int status, const char *name,
    const struct mustache_view *view, const struct server_field *fields, size_t count)
{
	const struct target to = answering(call);
	struct buf html = BUF_INIT(LIMIT_PAGE_BYTES);
	struct why why = {.code = 0};
	char theme[8];
	const bool any = form_cookie(server_header(call->request, "Cookie"),
	    call->request->tls ? "__Host-theme" : "theme", theme, sizeof(theme));
	const bool light = any && strcmp(theme, "light") == 0;
	const bool dark = any && strcmp(theme, "dark") == 0;
	const struct mustache_value values[] = {
	    {.name = "locale", .text = call->locale},
	    {.name = "csrf", .text = call->who.csrf},
	    {.name = "path", .text = call->request->path},
	    {.name = "theme", .text = light || dark ? theme : ""},
	    {.name = "light", .text = light ? "1" : ""},
	    {.name = "dark", .text = dark ? "1" : ""},
	    {.name = "system", .text = light || dark ? "" : "1"},
	};
	const struct mustache_view ours = {values, sizeof(values) / sizeof(values[0])};

	if (pages_render(call->api->pages, name, call->locale, view, &ours, &html, &why) < 0)
		send_broken(&to, name, &why);
	else
		send_html(&to, status, &html, fields, count);
	buf_clear(&html);
}

void
page_answer(struct api_call *call, int status, const char *name, const struct mustache_view *view)
{
	page_answer_with(call, status, name, view, NULL, 0);
}

void
page_see_with(
    struct api_call *call, const char *where, const struct server_field *fields, size_t count)
{
	const struct target to = answering(call);

	send_see(&to, where, fields, count);
}

void
page_see(struct api_call *call, const char *where)
{
	page_see_with(call, where, NULL, 0);
}

void
page_problem(struct api_call *call, int status, const char *detail)
{
	struct target to = answering(call);

	to.shop = track_contact_shop(call->policy, server_header(call->request, "Host"));
	send_problem(&to, status, detail);
}

void
page_fail(struct api_call *call, int code)
{
	page_problem(call, api_status_of(code), code == ERR_NOT_FOUND ? "" : err_text(code));
}

/* ---- ops ---- */

void
page_job_see(
    struct api_job *job, const char *where, const struct server_field *fields, size_t count)
{
	send_see(&(struct target){job->api, job->ticket, job->set, job->locale, NULL}, where,
	    fields, count);
}

/* Its host has gone with the call: a shop of several is not named, and whoever asked had a link that holds. */
void
page_job_problem(struct api_job *job, int status, const char *detail)
{
	send_problem(&(struct target){job->api, job->ticket, job->set, job->locale,
			 track_contact_shop(job->api->policy, "")},
	    status, detail);
}

static void
finish(struct api_job *job)
{
	const struct api_row *row = &job->rows[0];
	size_t len = job->to != NULL ? strlen(job->to) : 0;
	char to[256];

	if (row->rc == 0 && len > 0 && job->to[len - 1] == '=') {
		(void)snprintf(to, sizeof(to), "%s%" PRIu64, job->to, row->id);
		page_job_see(job, to, NULL, 0);
	} else if (row->rc == 0)
		page_job_see(job, job->to, NULL, 0);
	else
		page_job_problem(job, api_status_of(row->rc),
		    row->text[0] != '\0' ? row->text : err_text(row->rc));
}

void
page_submit(struct api_call *call, struct op *op, const char *to)
{
	struct api_job *job;

	if (op == NULL)
		return;
	job = api_job_new(call, 1, finish);
	if (job == NULL) {
		op_free(op);
		return;
	}
	job->to = strdup(to);
	if (job->to == NULL)
		job->rows[0].rc = ERR_NOMEM;
	else
		job->rows[0].op = op;
	if (job->to == NULL)
		op_free(op);
	api_job_run(job);
}

/* ---- assets ---- */

void
page_asset(struct api_call *call)
{
	static const char *const for_ever = "public, max-age=31536000, immutable";
	const char *match = server_header(call->request, "If-None-Match");
	char etag[API_ID_ROOM + 2];
	const char *type = "text/css; charset=utf-8";
	struct buf brand = BUF_INIT(128);
	struct span bytes;
	struct server_field field = {"ETag", etag};

	if (brand_asset(call->id, &brand)) {
		bytes = buf_span(&brand);
	} else if (!pages_asset(call->api->pages, call->id, &bytes, &type)) {
		api_error(call, ERR_NOT_FOUND, "", "there is nothing of that name");
		return;
	}
	call->answered = true;
	(void)snprintf(etag, sizeof(etag), "\"%s\"", call->id);
	server_answer(call->api->server, call->ticket,
	    &(struct server_reply){.status = strcmp(match, etag) == 0 ? 304 : 200,
		.content_type = type,
		.cache = for_ever,
		.fields = &field,
		.field_count = 1,
		.body = strcmp(match, etag) == 0 ? (struct span){"", 0} : bytes});
	buf_clear(&brand);
}
