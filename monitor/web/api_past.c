#include "monitor/web/api_past.h"

#include "monitor/web/api_register.h"

static void
prepare_row(
    struct api_call *call, const struct api_file *file, struct api_row *row, struct json_value v)
{
	struct op *op = op_new(OP_PAST, call->now_utc_ms, call->policy);
	struct why why = {.code = 0};
	struct history h;

	history_init(&h);
	row->rc = op == NULL ? ERR_NOMEM : api_read_fields(file, v, &h.registration, &h, &why);
	if (row->rc == 0)
		row->rc = api_own_shop(call, h.registration.shipment.shop, &why);
	if (row->rc == 0)
		row->rc = history_finish(&h, call->policy, call->now_utc_ms, op->past.key, &why);
	if (row->rc == 0)
		shipment_move(&op->past.shipment, &h.registration.shipment);
	if (row->rc == 0 && file->check)
		op_free(op);
	else
		api_row_take(row, file, op, &why);
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
	struct api_file file;
	struct json_value e;
	struct api_job *job;
	size_t row = 0;

	if (!api_file_read(call, &file))
		return;
	job = api_job_new(call, file.count, finish);
	if (job == NULL)
		return;
	for (e = json_first(file.rows); json_exists(e); e = json_next(e))
		prepare_row(call, &file, &job->rows[row++], e);
	api_job_run(job);
}
