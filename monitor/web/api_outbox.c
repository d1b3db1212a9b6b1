#include "monitor/web/api_outbox.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/outbox_attempt.h"
#include "monitor/notice/policy.h"
#include "monitor/web/api_json.h"
#include "monitor/web/api_page.h"
#include "monitor/web/api_shipments.h"

enum {
	NOTICES = 200,
	HELD_MOST = 2000 /* of a shop, by one request: the count tells whether to ask again */
};

/* ---- reading ---- */

struct outbox {
	enum notice_state state; /* 0: all */
	struct api_page page;
};

static int
read_page(struct api_call *call, void *arg, size_t *got, size_t *count)
{
	struct outbox *outbox = arg;
	struct api_page *page = &outbox->page;
	uint64_t ids[NOTICES];
	int rc = store_notices(call->api->reader, outbox->state, "", "", &page->cursor, ids,
	    page->limit - *got, count);

	for (size_t i = 0; rc == 0 && i < *count; i++) {
		struct notice n = NOTICE_INIT;

		rc = store_notice(call->api->reader, ids[i], &n);
		if (rc < 0 || (page->shop[0] != '\0' && strcmp(n.shop, page->shop) != 0))
			continue;
		json_out_object(&call->out, NULL);
		out_notice(call, &n);
		json_out_end(&call->out);
		(*got)++;
	}
	return rc;
}

static int
read_outbox(struct api_call *call, void *arg)
{
	const struct outbox *outbox = arg;

	return api_out_page(call, &outbox->page, read_page, arg);
}

void
api_outbox(struct api_call *call)
{
	struct outbox outbox = {.state = 0};
	char state[32];

	if (!api_query(call, "state", state, sizeof(state)) ||
	    !api_page_asked(call, NOTICES, &outbox.page))
		return;
	if (state[0] != '\0' && notice_state_from_name(state, &outbox.state) < 0)
		api_error(call, ERR_MALFORMED, "state",
		    "must be one of shadow, held, pending, sending, in_doubt, sent, superseded, "
		    "refused, dead");
	else
		api_read(call, read_outbox, &outbox);
}

/* A notice and, until its first attempt, what it would say. */
struct shown {
	uint64_t id;
	struct attempt attempt;
	struct op *begin; /* with the bytes; never submitted. NULL: not made */
};

static int
read_notice(struct api_call *call, void *arg)
{
	const struct shown *shown = arg;
	struct buf message = BUF_INIT(LIMIT_BATCH_BYTES);
	struct span bytes = {NULL, 0};
	struct notice n = NOTICE_INIT;
	int rc = store_notice(call->api->reader, shown->id, &n);

	if (rc == 0)
		rc = store_message(call->api->reader, shown->id, &message);
	if (rc == 0)
		bytes = buf_span(&message);
	else if (rc == ERR_NOT_FOUND && n.id != 0) { /* never tried */
		rc = 0;
		if (shown->begin != NULL)
			bytes = buf_span(&shown->begin->begin.message);
	}
	/* Whoever has the link comes in as its reader. */
	if (n.kind == NOTICE_LOGIN && call->who.kind != WHO_LOCAL)
		bytes = (struct span){NULL, 0};
	if (rc == 0) {
		out_notice(call, &n);
		out_text(&call->out, "subject", shown->attempt.subject);
		if (bytes.len > 0)
			json_out_span(&call->out, "message", bytes);
		else
			json_out_null(&call->out, "message");
		out_text(&call->out, "message_error", shown->attempt.why);
	}
	buf_clear(&message);
	return rc;
}

void
api_outbox_show(struct api_call *call)
{
	struct shown shown = {.id = 0};
	struct api *api = call->api;
	int rc = 0;

	if (!api_number_id(call, &shown.id))
		return;
	attempt_clear(&shown.attempt);
	if (api->templates != NULL)
		rc = attempt_prepare(&shown.attempt, api->reader, api->templates, call->policy,
		    shown.id, call->now_utc_ms, &shown.begin);
	if (rc < 0)
		api_fail(call, rc);
	else
		api_read(call, read_notice, &shown);
	op_free(shown.begin);
	attempt_clear(&shown.attempt);
}

/* ---- one notice ---- */

static void
submit(struct api_call *call, enum notice_verb verb)
{
	char author[64], text[LIMIT_TEXT_ROOM];
	struct op *op;
	uint64_t id;

	if (!api_number_id(call, &id) || !api_author(call, author) ||
	    !api_member(call, "text", text, sizeof(text)))
		return;
	op = api_op(call, OP_NOTICE);
	if (op == NULL)
		return;
	op->id = id;
	op->notice_verb = verb;
	memcpy(op->author, author, sizeof(author));
	memcpy(op->text, text, sizeof(text));
	api_submit(call, op);
}

void
api_outbox_retry(struct api_call *call)
{
	submit(call, NOTICE_RETRY);
}

void
api_outbox_hold(struct api_call *call)
{
	submit(call, NOTICE_HOLD);
}

void
api_outbox_release(struct api_call *call)
{
	submit(call, NOTICE_RELEASE);
}

void
api_outbox_drop(struct api_call *call)
{
	submit(call, NOTICE_DROP);
}

void
api_outbox_resend(struct api_call *call)
{
	submit(call, NOTICE_RESEND);
}

/* ---- all that are held ---- */

static void
finish_count(struct api_job *job)
{
	struct json_out out = JSON_OUT_INIT;
	const struct api_row *failed = NULL;
	int64_t count = 0;

	for (size_t i = 0; i < job->row_count; i++) {
		if (job->rows[i].rc == 0)
			count++;
		else if (job->rows[i].rc != ERR_CONFLICT) /* somebody was faster with that one */
			failed = &job->rows[i];
	}
	if (failed != NULL && count == 0) {
		api_job_error(job, failed);
		return;
	}
	json_out_object(&out, NULL);
	json_out_int(&out, "count", count);
	json_out_end(&out);
	api_job_answer(job, 200, &out);
}

/* Add the ids of the customer notices of a shop that the brake, a pause or a person holds (`why` NULL), or of those held for that reason; in
 * all at most HELD_MOST. */
static int
read_held(struct api_call *call, const char *shop, const char *why, uint64_t *ids, size_t *count)
{
	struct store_cursor cursor = {0};
	size_t page = 1;
	int rc = store_read_begin(call->api->reader);

	if (rc < 0)
		return rc;
	while (rc == 0 && page > 0 && *count + NOTICES <= HELD_MOST) {
		uint64_t found[NOTICES];

		rc = store_notices(
		    call->api->reader, NOTICE_STATE_HELD, shop, "", &cursor, found, NOTICES, &page);
		for (size_t i = 0; rc == 0 && i < page; i++) {
			struct notice n = NOTICE_INIT;

			rc = store_notice(call->api->reader, found[i], &n);
			if (rc == 0 && n.audience == AUDIENCE_CUSTOMER &&
			    strcmp(n.shop, shop) == 0 && !notice_is_prepared(n.episode) &&
			    (why == NULL || strcmp(n.answer_text, why) == 0))
				ids[(*count)++] = n.id;
		}
	}
	store_read_end(call->api->reader);
	return rc;
}

/* The shop that the body names; the only one when it names none. False: answered. */
static bool
member_shop(struct api_call *call, char dst[LIMIT_SHOP_ROOM])
{
	if (!api_shop(call, dst))
		return false;
	if (dst[0] == '\0' && call->policy->shop_count == 1)
		(void)text_cut(dst, LIMIT_SHOP_ROOM, span_of(call->policy->shops[0].id));
	if (dst[0] == '\0')
		api_error(call, ERR_MALFORMED, "shop", "is required: there are several shops");
	else
		return api_shop_known(call, dst);
	return false;
}

static void
verb_row(struct api_call *call, struct api_row *row, enum notice_verb verb, uint64_t id,
    const char author[64])
{
	struct op *op = row->op = op_new(OP_NOTICE, call->now_utc_ms, call->policy);

	row->rc = op == NULL ? ERR_NOMEM : 0;
	if (op == NULL)
		return;
	op->id = id;
	op->notice_verb = verb;
	memcpy(op->author, author, sizeof(op->author));
}

static void
submit_all(struct api_call *call, enum notice_verb verb)
{
	uint64_t *ids = calloc(HELD_MOST, sizeof(*ids));
	char shop[LIMIT_SHOP_ROOM], author[64];
	struct api_job *job;
	size_t count = 0;
	int rc;

	if (ids == NULL) {
		api_fail(call, ERR_NOMEM);
		return;
	}
	if (!member_shop(call, shop) || !api_author(call, author))
		goto out;
	call->once.wanted = false; /* its ops are of what is held now: again does no harm */
	rc = read_held(call, shop, NULL, ids, &count);
	if (rc < 0) {
		api_fail(call, rc);
		goto out;
	}
	job = api_job_new(call, count, finish_count);
	if (job == NULL)
		goto out;
	for (size_t i = 0; i < count; i++)
		verb_row(call, &job->rows[i], verb, ids[i], author);
	api_job_run(job);
out:
	free(ids);
}

void
api_outbox_release_all(struct api_call *call)
{
	submit_all(call, NOTICE_RELEASE);
}

void
api_outbox_drop_all(struct api_call *call)
{
	submit_all(call, NOTICE_DROP);
}

/* ---- those of one shipment's order ---- */

/* The customer notices of an order in a state; those prepared for a person are theirs one by one. */
static int
read_of_order(struct api_call *call, const struct shipment *s, enum notice_state state,
    uint64_t ids[NOTICES], size_t *count)
{
	struct store_cursor cursor = {0};
	uint64_t found[NOTICES];
	size_t page;
	int rc = store_notices(
	    call->api->reader, state, s->shop, s->order, &cursor, found, NOTICES, &page);

	*count = 0;
	for (size_t i = 0; rc == 0 && i < page; i++) {
		struct notice n = NOTICE_INIT;

		rc = store_notice(call->api->reader, found[i], &n);
		if (rc == 0 && n.audience == AUDIENCE_CUSTOMER && !notice_is_prepared(n.episode))
			ids[(*count)++] = n.id;
	}
	return rc;
}

static void
submit_order(struct api_call *call, enum notice_state state, enum notice_verb verb)
{
	struct shipment s = SHIPMENT_INIT;
	uint64_t id, ids[NOTICES];
	struct api_job *job;
	char author[64];
	size_t count = 0;
	int rc;

	if (!api_author(call, author) || !api_shipment_id(call, &id))
		return;
	call->once.wanted = false; /* as submit_all */
	rc = store_shipment_head(call->api->reader, id, &s);
	if (rc == 0)
		rc = read_of_order(call, &s, state, ids, &count);
	shipment_clear(&s);
	if (rc < 0) {
		api_fail(call, rc);
		return;
	}
	job = api_job_new(call, count, finish_count);
	if (job == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		verb_row(call, &job->rows[i], verb, ids[i], author);
	api_job_run(job);
}

void
api_shipment_hold(struct api_call *call)
{
	submit_order(call, NOTICE_STATE_PENDING, NOTICE_HOLD);
}

void
api_shipment_release(struct api_call *call)
{
	submit_order(call, NOTICE_STATE_HELD, NOTICE_RELEASE);
}

/* ---- pause ---- */

static void
finish_shops(struct api_job *job)
{
	struct json_out out = JSON_OUT_INIT;
	int64_t released = 0;

	for (size_t i = 0; i < job->row_count; i++)
		if (job->rows[i].rc < 0 && job->rows[i].rc != ERR_CONFLICT) {
			api_job_error(job, &job->rows[i]);
			return;
		}
	json_out_object(&out, NULL);
	json_out_array(&out, "shops");
	for (size_t i = 0; i < job->row_count; i++) {
		if (job->rows[i].path[0] != '\0')
			json_out_str(&out, NULL, job->rows[i].path);
		else
			released += job->rows[i].rc == 0;
	}
	json_out_end(&out);
	json_out_int(&out, "released", released);
	json_out_end(&out);
	api_job_answer(job, 200, &out);
}

static void
pause_row(
    struct api_call *call, struct api_row *row, bool on, const char *shop, const char author[64])
{
	struct op *op = row->op = op_new(OP_PAUSE, call->now_utc_ms, call->policy);

	(void)text_cut(row->path, sizeof(row->path), span_of(shop));
	row->rc = op == NULL ? ERR_NOMEM : 0;
	if (op == NULL)
		return;
	(void)text_cut(op->pause.shop, sizeof(op->pause.shop), span_of(shop));
	memcpy(op->author, author, sizeof(op->author));
	op->pause.on = on;
}

/* The shop, or each; when it goes on, what the pause has held after it. `ids` has room for HELD_MOST. */
static void
submit_pause_of(
    struct api_call *call, bool on, const char *shop, const char author[64], uint64_t *ids)
{
	const struct policy *policy = call->policy;
	struct api_job *job;
	size_t held = 0, row = 0;
	int rc = 0;

	for (size_t i = 0; !on && rc == 0 && i < policy->shop_count; i++)
		if (shop[0] == '\0' || strcmp(shop, policy->shops[i].id) == 0)
			rc = read_held(call, policy->shops[i].id, NOTICE_PAUSED, ids, &held);
	if (rc < 0) {
		api_fail(call, rc);
		return;
	}
	job = api_job_new(call, (shop[0] != '\0' ? 1 : policy->shop_count) + held, finish_shops);
	if (job == NULL)
		return;
	for (size_t i = 0; i < policy->shop_count; i++)
		if (shop[0] == '\0' || strcmp(shop, policy->shops[i].id) == 0)
			pause_row(call, &job->rows[row++], on, policy->shops[i].id, author);
	for (size_t i = 0; i < held; i++)
		verb_row(call, &job->rows[row++], NOTICE_RELEASE, ids[i], author);
	api_job_run(job);
}

static void
submit_pause(struct api_call *call, bool on)
{
	char shop[LIMIT_SHOP_ROOM], author[64];
	uint64_t *ids;

	if (!api_shop(call, shop) || !api_author(call, author))
		return;
	call->once.wanted = false; /* as submit_all */
	if (shop[0] != '\0' && !api_shop_known(call, shop))
		return;
	ids = calloc(HELD_MOST, sizeof(*ids));
	if (ids == NULL)
		api_fail(call, ERR_NOMEM);
	else
		submit_pause_of(call, on, shop, author, ids);
	free(ids);
}

void
api_pause(struct api_call *call)
{
	submit_pause(call, true);
}

void
api_resume(struct api_call *call)
{
	submit_pause(call, false);
}
