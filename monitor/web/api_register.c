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

int
api_read_fields(const struct api_file *file, struct json_value v, struct registration *r,
    struct history *h, struct why *why)
{
	struct buf text = BUF_INIT(API_VALUE_BYTES);
	char name[128];
	int rc = 0;

	if (json_kind(v) != JSON_KIND_OBJECT)
		return json_fault(
		    v, why, ERR_MALFORMED, "must be an object of a shipment's fields");
	if (file->profile != NULL)
		rc = profile_begin(file->profile, r, h, why);
	for (struct json_value e = json_first(v); rc == 0 && json_exists(e); e = json_next(e)) {
		(void)json_key_copy(e, name, sizeof(name));
		buf_reset(&text);
		if (!json_absent(e))
			rc = api_value_text(e, &text, why);
		if (rc == 0 && file->profile != NULL)
			rc = profile_set(file->profile, names_carrier, r, h, span_of(name),
			    buf_span(&text), why);
		else if (rc == 0)
			rc = h != NULL ? history_set(h, name, buf_span(&text), why)
				       : registration_set(r, name, buf_span(&text), why);
	}
	buf_clear(&text);
	return rc;
}

static int
read_registration(struct api_call *call, const struct api_file *file, struct json_value v,
    struct registration *r, struct why *why)
{
	int rc = api_read_fields(file, v, r, NULL, why);

	if (rc == 0)
		rc = api_own_shop(call, r->shipment.shop, why);
	if (rc == 0)
		rc = names_complete(r, call->policy, why);
	if (rc == 0)
		rc = registration_finish(r, call->policy, call->now_utc_ms, why);
	return rc;
}

bool
api_file_read(struct api_call *call, struct api_file *out)
{
	struct json_value list = json_get(call->body, "shipments");
	struct json_value check = json_get(call->body, "check");
	size_t count = json_count(list), known;
	char profile[LIMIT_SHOP_ROOM];

	*out = (struct api_file){.rows = list, .count = count};
	known =
	    1 + (size_t)json_exists(check) + (size_t)json_exists(json_get(call->body, "profile"));
	if (json_kind(list) != JSON_KIND_ARRAY || json_count(call->body) != known) {
		api_error(call, ERR_MALFORMED, "shipments",
		    "must be an array; beside it profile and check alone");
		return false;
	}
	if (count < 1 || count > LIMIT_REGISTRATIONS) {
		api_error(call, ERR_RANGE, "shipments", "must hold 1 to %d shipments",
		    LIMIT_REGISTRATIONS);
		return false;
	}
	if (json_exists(check) && !json_bool(check, &out->check)) {
		api_error(call, ERR_MALFORMED, "check", "must be true or false");
		return false;
	}
	if (!api_member(call, "profile", profile, sizeof(profile)))
		return false;
	if (profile[0] == '\0')
		return true;
	out->profile = policy_profile(call->policy, profile);
	if (out->profile != NULL && api_sees(call, out->profile->shop))
		return true;
	api_error(call, ERR_RANGE, "profile",
	    "there is no section import \"%s\" in the configuration", profile);
	return false;
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

void
api_row_take(struct api_row *row, const struct api_file *file, struct op *op, struct why *why)
{
	struct buf path = BUF_INIT(256);

	if (row->rc == 0) {
		row->op = op;
		return;
	}
	op_free(op);
	/* json_fault names a place from the root; registration its field alone. */
	if (text_starts(span_of(why->path), "shipments["))
		(void)buf_add_str(&path, why->path);
	else {
		if (!row->job->single)
			(void)buf_addf(&path, "shipments[%zu].", (size_t)(row - row->job->rows));
		profile_name_path(file->profile, why);
		(void)buf_add_str(&path, why->path);
	}
	(void)text_cut(row->path, sizeof(row->path), buf_span(&path));
	(void)text_cut(row->text, sizeof(row->text), span_of(why->text));
	buf_clear(&path);
}

/* One that is only looked at: it is there already, or would be. */
static void
look_up(struct api_call *call, struct api_row *row, const struct registration *r)
{
	uint64_t ids[LIMIT_PAGE_ROWS];
	size_t count = 0;

	row->rc =
	    store_by_number(call->api->reader, r->shipment.number, ids, LIMIT_PAGE_ROWS, &count);
	for (size_t i = 0; i < count && row->rc == 0 && !row->existed; i++) {
		struct shipment s = SHIPMENT_INIT;

		row->rc = store_shipment_head(call->api->reader, ids[i], &s);
		if (row->rc == 0 && strcmp(s.shop, r->shipment.shop) == 0 &&
		    strcmp(s.carrier, r->shipment.carrier) == 0 &&
		    strcmp(s.order, r->shipment.order) == 0) {
			row->existed = true;
			row->id = ids[i];
		}
		shipment_clear(&s);
	}
}

static void
prepare_row(
    struct api_call *call, const struct api_file *file, struct api_row *row, struct json_value v)
{
	struct op *op = op_new(OP_REGISTER, call->now_utc_ms, call->policy);
	struct why why = {.code = 0};

	row->rc =
	    op == NULL ? ERR_NOMEM : read_registration(call, file, v, &op->registration, &why);
	if (row->rc == 0 && file->check) {
		look_up(call, row, &op->registration);
		op_free(op);
		return;
	}
	api_row_take(row, file, op, &why);
}

static void
submit(struct api_job *job)
{
	CRASH_POINT("register.read");
	api_job_run(job);
	CRASH_POINT("register.submitted");
}

void
api_register_one(struct api_call *call, struct json_value fields)
{
	struct api_job *job = api_job_new(call, 1, finish_registrations);
	const struct api_file alone = {.count = 1};

	if (job == NULL)
		return;
	job->single = true;
	prepare_row(call, &alone, &job->rows[0], fields);
	submit(job);
}

void
api_register(struct api_call *call)
{
	struct api_file file;
	struct json_value e;
	struct api_job *job;
	size_t row = 0;

	if (store_registrations_stopped(call->api->store)) {
		api_error(call, ERR_FULL, "",
		    "the store is nearly full: registrations wait until there is room");
		return;
	}
	if (!json_exists(json_get(call->body, "shipments"))) {
		api_register_one(call, call->body);
		return;
	}
	if (!api_file_read(call, &file))
		return;
	job = api_job_new(call, file.count, finish_registrations);
	if (job == NULL)
		return;
	for (e = json_first(file.rows); json_exists(e); e = json_next(e))
		prepare_row(call, &file, &job->rows[row++], e);
	submit(job);
}
