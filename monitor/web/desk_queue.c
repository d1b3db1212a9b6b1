#include "monitor/web/desk_queue.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/desk.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_rows.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/page.h"

enum { FIRST_ROWS = 5 }; /* of each list, on the first page */

/* ---- pages of a list ---- */

static int64_t
page_asked(const struct api_call *call)
{
	int64_t page;

	return text_parse_i64(span_of(form_get(&call->params, "page")), 1, DESK_PAGES, &page) == 0
	    ? page
	    : 1;
}

struct desk_rows
desk_rows_asked(struct desk_view *v, const char *back)
{
	return (struct desk_rows){.v = v,
	    .list = desk_list(v, DESK_PAGE_ROWS),
	    .skip = (size_t)(page_asked(v->call) - 1) * DESK_PAGE_ROWS,
	    .back = back};
}

void
desk_set_pages(struct desk_view *v, const struct desk_rows *r)
{
	int64_t page = page_asked(v->call);
	char text[128];

	(void)snprintf(text, sizeof(text), "%s%cpage=%lld", r->back,
	    strchr(r->back, '?') != NULL ? '&' : '?', (long long)page + 1);
	desk_set(v, "next", r->more && page < DESK_PAGES ? desk_text(v, text) : "");
	(void)snprintf(text, sizeof(text), "%s%cpage=%lld", r->back,
	    strchr(r->back, '?') != NULL ? '&' : '?', (long long)page - 1);
	desk_set(v, "previous", page > 1 ? desk_text(v, text) : "");
	desk_set_list(v, "rows", r->list);
}

const char *
desk_back(const struct api_call *call, const char *otherwise)
{
	const char *back = form_get(&call->form, "back");
	bool ours = text_starts(span_of(back), "/desk");

	for (const char *c = back; ours && *c != '\0'; c++)
		ours = text_is_alnum(*c) || text_one_of(*c, "/?=&-_");
	return ours ? back : otherwise;
}

/* Mail that does not leave at all concerns everybody. */
static void
set_mail(struct desk_view *v)
{
	const struct web_getters *getters = &v->call->api->getters;
	struct web_mail mail = {.state = "off", .failing_since_utc_ms = AT_NONE};
	const char *zone = desk_shop_zone(v->call);

	if (getters->mail != NULL)
		getters->mail(getters->arg, &mail);
	desk_set(v, "mail_failing",
	    strcmp(mail.state, "failing") == 0
		? desk_say(v, "unreached.mail", desk_moment(v, zone, mail.failing_since_utc_ms))
		: "");
}

/* A shop's own system that has fallen silent, or does not answer: the first, as the strip has room for one. */
static int
set_intake(struct desk_view *v)
{
	const struct policy *policy = v->call->policy;
	int rc = 0;

	desk_set(v, "intake_failing", "");
	for (size_t i = 0; rc == 0 && i < policy->connector_count; i++) {
		const struct connector_settings *settings = &policy->connectors[i];
		struct connector_state c;
		enum connector_trouble trouble;

		if (!api_sees(v->call, settings->shop))
			continue;
		rc = store_connector(v->call->api->reader, settings->id, &c);
		trouble = rc == 0 ? connector_trouble(&c, v->call->now_utc_ms) : CONNECTOR_WELL;
		if (trouble != CONNECTOR_WELL) {
			desk_set(v, "intake_failing",
			    desk_say(v,
				trouble == CONNECTOR_SILENT ? "intake.silent" : "intake.failing",
				settings->id));
			break;
		}
	}
	return rc;
}

void
desk_show(struct api_call *call, desk_read_fn *read, const char *page, const char *place)
{
	struct desk_view v;
	int rc = store_read_begin(call->api->reader);

	desk_view_init(&v, call);
	if (rc == 0) {
		rc = desk_count(&v);
		if (rc == 0)
			rc = read(&v);
		store_read_end(call->api->reader);
	}
	if (rc == 0)
		desk_answer(&v, page, place, form_get(&call->params, "q"));
	else
		page_problem(call, api_status_of(rc), err_text(rc));
	desk_view_clear(&v);
}

/* ---- what waits, of every kind ---- */

static int
add_first(struct desk_view *v, const char *name, int (*read)(struct desk_rows *r))
{
	struct desk_rows r = {.v = v, .list = desk_list(v, FIRST_ROWS), .back = "/desk"};
	char more[32];
	int rc = read(&r);

	(void)snprintf(more, sizeof(more), "%s_more", name);
	desk_set_list(v, name, r.list);
	desk_set_flag(v, desk_text(v, more), r.more);
	return rc;
}

static int
read_unowned(struct desk_rows *r)
{
	return desk_rows_cases(r, DESK_NOBODYS);
}

static int
read_open_incidents(struct desk_rows *r)
{
	return r->v->call->shop[0] == '\0' ? desk_rows_incidents(r, false) : 0;
}

static int
read_now(struct desk_view *v)
{
	const struct desk_counts *n = &v->counts;
	const char *first = "", *all;
	struct buf lead = BUF_INIT(1024);
	int rc = add_first(v, "cases", read_unowned);

	if (rc == 0)
		rc = add_first(v, "owed", desk_rows_owed);
	if (rc == 0)
		rc = add_first(v, "unreached", desk_rows_unreached);
	if (rc == 0)
		rc = add_first(v, "incidents", read_open_incidents);
	set_mail(v);
	if (rc == 0)
		rc = set_intake(v);
	if (rc == 0)
		rc = desk_rows_first(v, &first);
	all = desk_say_count(v, "now", n->unowned + n->owed + n->unreached + n->incidents);
	desk_set(v, "headline", first[0] != '\0' ? first : all);
	(void)buf_addf(&lead, "%s %s", all, desk_say_count(v, "now.overdue", v->pressing.overdue));
	desk_set(v, "lead", first[0] != '\0' ? desk_text(v, buf_str(&lead)) : "");
	buf_clear(&lead);
	return rc;
}

void
desk_queue_now(struct api_call *call)
{
	desk_show(call, read_now, "desk/now", "now");
}

/* ---- one list ---- */

void
desk_set_words(struct desk_view *v, const char *key, uint64_t count)
{
	char which[48];

	(void)snprintf(which, sizeof(which), "%s.title", key);
	desk_set(v, "title", desk_say(v, which, ""));
	desk_set(v, "headline", desk_say_count(v, key, count));
	(void)snprintf(which, sizeof(which), "%s.%s", key, count > 0 ? "lead" : "empty");
	desk_set(v, "lead", desk_say(v, which, ""));
}

static enum desk_whose
whose_asked(const struct api_call *call)
{
	const char *whose = form_get(&call->params, "whose");

	return strcmp(whose, "me") == 0 ? DESK_MINE
	    : strcmp(whose, "all") == 0 ? DESK_ALL
					: DESK_NOBODYS;
}

static int
read_cases(struct desk_view *v)
{
	static const char *const paths[] = {[DESK_NOBODYS] = "/desk/cases",
	    [DESK_MINE] = "/desk/cases?whose=me",
	    [DESK_ALL] = "/desk/cases?whose=all"};
	static const char *const keys[] = {
	    [DESK_NOBODYS] = "cases", [DESK_MINE] = "mine", [DESK_ALL] = "all_cases"};
	enum desk_whose whose = whose_asked(v->call);
	struct desk_rows r = desk_rows_asked(v, paths[whose]);
	int rc = desk_rows_cases(&r, whose);

	desk_set_words(v, keys[whose],
	    whose == DESK_NOBODYS   ? v->counts.unowned
		: whose == DESK_ALL ? v->counts.cases
				    : r.list->count);
	desk_set_pages(v, &r);
	desk_set_flag(v, "of_cases", true);
	return rc;
}

void
desk_queue_cases(struct api_call *call)
{
	desk_show(call, read_cases, "desk/work", whose_asked(call) == DESK_MINE ? "mine" : "cases");
}

static int
read_owed(struct desk_view *v)
{
	struct desk_rows r = desk_rows_asked(v, "/desk/owed");
	int rc = desk_rows_owed(&r);

	desk_set_words(v, "owed", v->counts.owed);
	desk_set_pages(v, &r);
	desk_set_flag(v, "of_cases", false);
	return rc;
}

void
desk_queue_owed(struct api_call *call)
{
	desk_show(call, read_owed, "desk/work", "owed");
}

static int
read_unreached(struct desk_view *v)
{
	struct desk_rows r = desk_rows_asked(v, "/desk/unreached");
	struct desk_rows unsaid = {
	    .v = v, .list = desk_list(v, DESK_PAGE_ROWS), .back = "/desk/unreached"};
	int rc = desk_rows_unsaid(&unsaid);

	if (rc == 0)
		rc = desk_rows_unreached(&r);
	desk_set_words(v, "unreached", v->counts.unreached);
	set_mail(v);
	desk_set_list(v, "unsaid", unsaid.list);
	desk_set_pages(v, &r);
	return rc;
}

void
desk_queue_unreached(struct api_call *call)
{
	desk_show(call, read_unreached, "desk/unreached", "unreached");
}

/* ---- what is done there ---- */

void
desk_person_lift(struct api_call *call)
{
	struct person p = PERSON_INIT;
	struct op *op;
	uint64_t id = 0;

	if (!api_path_number(call, &id) || store_person(call->api->reader, id, &p) != 0 ||
	    !api_sees(call, p.shop)) {
		page_fail(call, ERR_NOT_FOUND);
		return;
	}
	op = desk_op(call, OP_PERSON, p.id);
	if (op == NULL)
		return;
	op->person_verb = PERSON_LIFT;
	page_submit(call, op, desk_back(call, "/desk/unreached"));
}
