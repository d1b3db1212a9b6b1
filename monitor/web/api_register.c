#include "monitor/web/api_register.h"

#include <string.h>

#include "carriers/names.h"
#include "monitor/base/crash.h"
#include "monitor/base/text.h"

/* ---- fields ---- */

int
api_value_text(struct json_value v, struct buf *text, struct why *why)
{
	bool yes;

	if (json_bool(v, &yes))
		return buf_add_str(text, yes ? "true" : "false");
	switch (json_add_text(text, v)) {
	case 0: return 0;
	case ERR_TOO_BIG: return json_fault(v, why, ERR_TOO_BIG, "is too long");
	case ERR_NOMEM: return json_fault(v, why, ERR_NOMEM, "out of memory");
	default:
		return json_fault(
		    v, why, ERR_MALFORMED, "must be a string, a number, true or false");
	}
}

int
api_set_field(struct registration *r, struct json_value member, struct why *why)
{
	struct buf text = BUF_INIT(API_VALUE_BYTES);
	char name[64];
	int rc = 0;

	(void)json_key_copy(member, name, sizeof(name));
	if (!json_absent(member))
		rc = api_value_text(member, &text, why);
	if (rc == 0)
		rc = registration_set(r, name, buf_span(&text), why);
	buf_clear(&text);
	return rc;
}

static int
read_registration(
    struct api_call *call, struct json_value v, struct registration *r, struct why *why)
{
	struct json_value e;
	int rc = 0;

	if (json_kind(v) != JSON_KIND_OBJECT)
		return json_fault(
		    v, why, ERR_MALFORMED, "must be an object of a shipment's fields");
	for (e = json_first(v); rc == 0 && json_exists(e); e = json_next(e))
		rc = api_set_field(r, e, why);
	if (rc == 0)
		rc = api_own_shop(call, r->shipment.shop, why);
	if (rc == 0)
		rc = names_complete(r, call->policy, why);
	if (rc == 0)
		rc = registration_finish(r, call->policy, call->now_utc_ms, why);
	return rc;
}

/* ---- registering ---- */

static void
out_row(struct json_out *out, const struct api_row *row)
{
	json_out_object(out, NULL);
	if (row->rc == 0)
		json_out_int(out, "id", (int64_t)row->id);
	else
		json_out_null(out, "id");
	json_out_bool(out, "existed", row->existed);
	if (row->rc < 0)
		api_out_error(out, "error", row->rc, row->text, row->path);
	else
		json_out_null(out, "error");
	json_out_end(out);
}

static void
finish_registrations(struct api_job *job)
{
	struct json_out out = JSON_OUT_INIT;
	int status = 200;

	CRASH_POINT("register.unanswered");
	if (job->single && job->rows[0].rc < 0) {
		api_job_error(job, &job->rows[0]);
		return;
	}
	if (job->single && !job->rows[0].existed)
		status = 201;
	for (size_t i = 0; i < job->row_count; i++)
		if (job->rows[i].rc < 0 && api_status_of(job->rows[i].rc) == 503)
			status = 503;
	json_out_object(&out, NULL);
	if (status == 503)
		api_out_problem(&out, status, ERR_BUSY,
		    "not all could be stored now: send the same again, what is there already stays as it is",
		    "");
	json_out_array(&out, "results");
	for (size_t i = 0; i < job->row_count; i++)
		out_row(&out, &job->rows[i]);
	json_out_end(&out);
	json_out_end(&out);
	api_job_answer(job, status, &out);
}

/* The op of one row, or what is wrong with it. */
static void
prepare_row(struct api_call *call, struct api_row *row, struct json_value v)
{
	struct op *op = op_new(OP_REGISTER, call->now_utc_ms, call->policy);
	struct why why = {.code = 0};
	struct buf path = BUF_INIT(256);

	row->rc = op == NULL ? ERR_NOMEM : read_registration(call, v, &op->registration, &why);
	if (row->rc == 0) {
		row->op = op;
		return;
	}
	op_free(op);
	/* json_fault names a place from the root; registration its field alone. */
	if (!row->job->single && !text_starts(span_of(why.path), "shipments["))
		(void)buf_addf(&path, "shipments[%zu].", (size_t)(row - row->job->rows));
	(void)buf_add_str(&path, why.path);
	(void)text_cut(row->path, sizeof(row->path), buf_span(&path));
	(void)text_cut(row->text, sizeof(row->text), span_of(why.text));
	buf_clear(&path);
}

void
api_register_one(struct api_call *call, struct json_value fields)
{
	struct api_job *job = api_job_new(call, 1, finish_registrations);

	if (job == NULL)
		return;
	job->single = true;
	prepare_row(call, &job->rows[0], fields);
	api_job_run(job);
}

void
api_register(struct api_call *call)
{
	struct json_value list = json_get(call->body, "shipments");
	bool single = !json_exists(list);
	size_t count = single ? 1 : json_count(list);
	struct json_value e;
	struct api_job *job;
	size_t row = 0;

	if (store_registrations_stopped(call->api->store)) {
		api_error(call, ERR_FULL, "",
		    "the store is nearly full: registrations wait until there is room");
		return;
	}
	if (!single && (json_kind(list) != JSON_KIND_ARRAY || json_count(call->body) != 1)) {
		api_error(call, ERR_MALFORMED, "shipments", "must be an array, and stand alone");
		return;
	}
	if (count < 1 || count > LIMIT_REGISTRATIONS) {
		api_error(call, ERR_RANGE, "shipments", "must hold 1 to %d shipments",
		    LIMIT_REGISTRATIONS);
		return;
	}
	job = api_job_new(call, count, finish_registrations);
	if (job == NULL)
		return;
	job->single = single;
	if (single)
		prepare_row(call, &job->rows[0], call->body);
	else
		for (e = json_first(list); json_exists(e); e = json_next(e))
			prepare_row(call, &job->rows[row++], e);
	CRASH_POINT("register.read");
	api_job_run(job);
	CRASH_POINT("register.submitted");
}
