#include "monitor/web/api_past.h"

#include "monitor/base/history.h"
#include "monitor/base/text.h"
#include "monitor/web/api_register.h"

static int
read_history(
    struct api_call *call, struct json_value v, struct history *h, char *key, struct why *why)
{
	struct json_value e;
	int rc = 0;

	if (json_kind(v) != JSON_KIND_OBJECT)
		return json_fault(
		    v, why, ERR_MALFORMED, "must be an object of a shipment's fields");
	for (e = json_first(v); rc == 0 && json_exists(e); e = json_next(e)) {
		struct buf text = BUF_INIT(API_VALUE_BYTES);
		char name[64];

		(void)json_key_copy(e, name, sizeof(name));
		if (!json_absent(e))
			rc = api_value_text(e, &text, why);
		if (rc == 0)
			rc = history_set(h, name, buf_span(&text), why);
		buf_clear(&text);
	}
	if (rc == 0)
		rc = api_own_shop(call, h->registration.shipment.shop, why);
	return rc != 0 ? rc : history_finish(h, call->policy, call->now_utc_ms, key, why);
}

static void
prepare_row(struct api_call *call, struct api_row *row, struct json_value v)
{
	struct op *op = op_new(OP_PAST, call->now_utc_ms, call->policy);
	struct why why = {.code = 0};
	struct history h;

	history_init(&h);
	row->rc = op == NULL ? ERR_NOMEM : read_history(call, v, &h, op->past.key, &why);
	if (row->rc == 0) {
		shipment_move(&op->past.shipment, &h.registration.shipment);
		row->op = op;
	} else {
		op_free(op);
		(void)snprintf(row->path, sizeof(row->path), "shipments[%zu].%.40s",
		    (size_t)(row - row->job->rows), why.path);
		(void)text_cut(row->text, sizeof(row->text), span_of(why.text));
	}
	history_clear(&h);
}

static void
finish(struct api_job *job)
{
	struct json_out out = JSON_OUT_INIT;
	int status = 200;

	json_out_object(&out, NULL);
	json_out_array(&out, "results");
	for (size_t i = 0; i < job->row_count; i++) {
		const struct api_row *row = &job->rows[i];

		if (row->rc < 0 && api_status_of(row->rc) == 503)
			status = 503;
		json_out_object(&out, NULL);
		json_out_bool(&out, "existed", row->existed);
		if (row->rc < 0)
			api_out_error(&out, "error", row->rc, row->text, row->path);
		else
			json_out_null(&out, "error");
		json_out_end(&out);
	}
	json_out_end(&out);
	if (status == 503)
		api_out_problem(&out, status, ERR_BUSY,
		    "not all could be stored now: send the same again, each teaches once", "");
	json_out_end(&out);
	api_job_answer(job, status, &out);
}

void
api_past(struct api_call *call)
{
	struct json_value list = json_get(call->body, "shipments");
	size_t count = json_count(list);
	struct json_value e;
	struct api_job *job;
	size_t row = 0;

	if (json_kind(list) != JSON_KIND_ARRAY || count < 1 || count > LIMIT_REGISTRATIONS) {
		api_error(call, ERR_RANGE, "shipments", "must hold 1 to %d shipments",
		    LIMIT_REGISTRATIONS);
		return;
	}
	job = api_job_new(call, count, finish);
	if (job == NULL)
		return;
	for (e = json_first(list); json_exists(e); e = json_next(e))
		prepare_row(call, &job->rows[row++], e);
	api_job_run(job);
}
