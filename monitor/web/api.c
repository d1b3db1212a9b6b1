#include "monitor/web/api.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/api_once.h"

enum {
	WINDOW =
	    256, /* ops of one job in the writer's queue: a large import leaves places to others */
};

/* ---- reading ---- */

static void
out_now_alone(struct api_call *call)
{
	(void)when_add_utc(json_out_str_begin(&call->out, "now"), call->now_utc_ms);
	json_out_str_end(&call->out);
}

void
api_out_now(struct api_call *call)
{
	out_now_alone(call);
	json_out_str(
	    &call->out, "zone", call->policy->shop_count > 0 ? call->policy->shops[0].zone : "UTC");
}

typedef void out_first_fn(struct api_call *call);

static void
read_with(struct api_call *call, out_first_fn *first, api_read_fn *read, void *arg)
{
	int rc = store_read_begin(call->api->reader);

	if (rc == 0) {
		json_out_object(&call->out, NULL);
		first(call);
		rc = read(call, arg);
		store_read_end(call->api->reader);
	}
	if (rc < 0) {
		api_fail(call, rc);
	} else {
		json_out_end(&call->out);
		api_answer(call, 200);
	}
}

void
api_read(struct api_call *call, api_read_fn *read, void *arg)
{
	read_with(call, api_out_now, read, arg);
}

void
api_read_zoned(struct api_call *call, api_read_fn *read, void *arg)
{
	read_with(call, out_now_alone, read, arg);
}

/* ---- who may see what ---- */

bool
api_sees(const struct api_call *call, const char *shop)
{
	return call->shop[0] == '\0' || strcmp(call->shop, shop) == 0;
}

bool
api_shop(struct api_call *call, char dst[LIMIT_SHOP_ROOM])
{
	bool read = json_exists(call->body) ? api_member(call, "shop", dst, LIMIT_SHOP_ROOM)
					    : api_query(call, "shop", dst, LIMIT_SHOP_ROOM);

	if (!read)
		return false;
	if (dst[0] == '\0')
		memcpy(dst, call->who.shop, LIMIT_SHOP_ROOM);
	if (api_sees(call, dst))
		return true;
	api_error(call, ERR_NOT_FOUND, "shop", "there is no shop '%s'", dst);
	return false;
}

bool
api_shop_known(struct api_call *call, const char *shop)
{
	if (policy_shop(call->policy, shop) != NULL)
		return true;
	api_refuse(call,
	    &(struct why){
		.code = ERR_NOT_FOUND, .path = "shop", .text = "is not in the configuration"});
	return false;
}

int
api_own_shop(const struct api_call *call, char shop[LIMIT_SHOP_ROOM], struct why *why)
{
	if (shop[0] == '\0')
		memcpy(shop, call->who.shop, LIMIT_SHOP_ROOM);
	return api_sees(call, shop)
	    ? 0
	    : why_set(why, ERR_NOT_FOUND, SIZE_MAX, "shop", "is not in the configuration");
}

bool
api_author(struct api_call *call, char dst[64])
{
	if (call->who.kind == WHO_LOCAL)
		return api_member(call, "author", dst, 64);
	(void)text_cut(dst, 64, span_of(call->who.name));
	return true;
}

/* ---- what the request says ---- */

bool
api_query(struct api_call *call, const char *name, char *dst, size_t room)
{
	int rc = text_copy(dst, room, form_get(&call->params, name));

	if (rc < 0)
		api_error_as(call, 400, rc, name, "is too long");
	return rc == 0;
}

bool
api_query_limit(struct api_call *call, size_t normal, size_t most, size_t *out)
{
	char text[16];
	int64_t value = (int64_t)normal;

	if (!api_query(call, "limit", text, sizeof(text)))
		return false;
	if (text[0] != '\0' && text_parse_i64(span_of(text), 1, (int64_t)most, &value) < 0) {
		api_error_as(call, 400, ERR_RANGE, "limit",
		    "must be a whole number from 1 to the most that a page holds");
		return false;
	}
	*out = (size_t)value;
	return true;
}

bool
api_path_number(const struct api_call *call, uint64_t *out)
{
	int64_t number;

	if (text_parse_i64(span_of(call->id), 1, INT64_MAX, &number) < 0)
		return false;
	*out = (uint64_t)number;
	return true;
}

bool
api_number_id(struct api_call *call, uint64_t *out)
{
	if (api_path_number(call, out))
		return true;
	api_error(call, ERR_NOT_FOUND, "", "there is no '%s': a number is expected", call->id);
	return false;
}

bool
api_member(struct api_call *call, const char *name, char *dst, size_t room)
{
	struct why why;

	dst[0] = '\0';
	if (json_opt_string(call->body, name, dst, room, &why) == 0)
		return true;
	api_refuse(call, &why);
	return false;
}

static bool
hex_digit(char c, unsigned *out)
{
	if (c >= '0' && c <= '9')
		*out = (unsigned)(c - '0');
	else if (c >= 'a' && c <= 'f')
		*out = (unsigned)(c - 'a') + 10;
	else
		return false;
	return true;
}

bool
api_query_cursor(struct api_call *call, unsigned *number, struct store_cursor *out)
{
	char text[2 * sizeof(out->key) + 4];
	size_t len;

	*number = 0;
	*out = (struct store_cursor){0};
	if (!api_query(call, "cursor", text, sizeof(text)))
		return false;
	len = strlen(text);
	for (size_t i = 0; i < len; i += 2) {
		unsigned high, low;

		if (!hex_digit(text[i], &high) || !hex_digit(text[i + 1], &low)) {
			api_error_as(
			    call, 400, ERR_MALFORMED, "cursor", "is not one that was given");
			return false;
		}
		if (i == 0)
			*number = high * 16 + low;
		else
			out->key[out->len++] = (uint8_t)(high * 16 + low);
	}
	return true;
}

void
api_out_cursor(
    struct json_out *out, const char *key, unsigned number, const struct store_cursor *cursor)
{
	struct buf *text = json_out_str_begin(out, key);

	(void)buf_addf(text, "%02x", number & 0xff);
	for (size_t i = 0; i < cursor->len; i++)
		(void)buf_addf(text, "%02x", (unsigned)cursor->key[i]);
	json_out_str_end(out);
}

void
api_out_next(struct api_call *call, bool more, const struct store_cursor *cursor)
{
	if (more)
		api_out_cursor(&call->out, "cursor", 0, cursor);
	else
		json_out_null(&call->out, "cursor");
}

/* ---- jobs ---- */

struct api_job *
api_job_new(struct api_call *call, size_t rows, api_finish_fn *finish)
{
	struct api_job *job = calloc(1, sizeof(*job) + rows * sizeof(job->rows[0]));

	if (job == NULL) {
		api_fail(call, ERR_NOMEM);
		return NULL;
	}
	job->api = call->api;
	job->ticket = call->ticket;
	job->finish = finish;
	job->once = call->once;
	job->set = call->set;
	job->locale = call->locale;
	job->row_count = rows;
	for (size_t i = 0; i < rows; i++)
		job->rows[i].job = job;
	job->next = call->api->jobs;
	call->api->jobs = job;
	call->answered = true;
	return job;
}

static void
job_free(struct api_job *job)
{
	for (struct api_job **link = &job->api->jobs; *link != NULL; link = &(*link)->next)
		if (*link == job) {
			*link = job->next;
			break;
		}
	for (size_t i = 0; i < job->row_count; i++)
		op_free(job->rows[i].op);
	free(job->to);
	free(job);
}

static void
row_done(const struct op_result *result, void *arg)
{
	struct api_row *row = arg;

	row->rc = result->rc;
	row->existed = result->existed;
	row->more = result->more;
	row->erased = result->erased;
	if (result->id != 0)
		row->id = result->id;
	(void)text_cut(row->text, sizeof(row->text), span_of(result->text));
	row->job->settled++;
	api_job_run(row->job);
}

void
api_job_run(struct api_job *job)
{
	while (job->submitted < job->row_count && job->submitted - job->settled < WINDOW) {
		struct api_row *row = &job->rows[job->submitted++];
		struct op *op = row->op;

		row->op = NULL;
		if (op != NULL && job->once.wanted)
			api_once_row(&job->once, (size_t)(row - job->rows), &op->once);
		if (op != NULL)
			row->rc = store_submit(job->api->port, op, row_done, row);
		if (op == NULL || row->rc < 0)
			job->settled++;
	}
	if (job->settled == job->row_count) {
		job->finish(job);
		job_free(job);
	}
}

void
api_job_answer(struct api_job *job, int status, struct json_out *out)
{
	api_send(job->api, job->ticket, status, NULL, out);
}

void
api_job_error(struct api_job *job, const struct api_row *row)
{
	int status =
	    row->path[0] != '\0' && row->rc == ERR_NOT_FOUND ? 422 : api_status_of(row->rc);

	api_send_problem(job->api, job->ticket,
	    &(struct api_problem){
		.status = status, .code = row->rc, .text = row->text, .path = row->path});
}

void
api_jobs_clear(struct api *api)
{
	while (api->jobs != NULL)
		job_free(api->jobs);
}

static void
finish_one(struct api_job *job)
{
	const struct api_row *row = &job->rows[0];
	struct json_out out = JSON_OUT_INIT;

	if (row->rc < 0) {
		api_job_error(job, row);
		return;
	}
	json_out_object(&out, NULL);
	json_out_int(&out, "id", (int64_t)row->id);
	json_out_end(&out);
	api_job_answer(job, 200, &out);
}

void
api_submit(struct api_call *call, struct op *op)
{
	struct api_job *job = api_job_new(call, 1, finish_one);

	if (job == NULL) {
		op_free(op);
		return;
	}
	job->rows[0].op = op;
	job->rows[0].id = op->id;
	api_job_run(job);
}

struct op *
api_op(struct api_call *call, enum op_kind kind)
{
	struct op *op = op_new(kind, call->now_utc_ms, call->policy);

	if (op == NULL)
		api_fail(call, ERR_NOMEM);
	return op;
}
