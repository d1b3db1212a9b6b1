#include "monitor/web/api_tokens.h"

#include <string.h>

#include "monitor/base/contact.h"
#include "monitor/base/text.h"
#include "monitor/web/api_json.h"

enum { DAYS_MOST = 3650 };

void
api_access_id(const uint8_t digest[SIGN_SHA256_BYTES], char id[API_ACCESS_ID_ROOM])
{
	struct buf hex = BUF_INIT(2 * SIGN_SHA256_BYTES);

	id[0] = '\0';
	if (sign_add_hex(&hex, (struct span){(const char *)digest, SIGN_SHA256_BYTES}) == 0)
		(void)text_cut(id, API_ACCESS_ID_ROOM, buf_span(&hex));
	buf_clear(&hex);
}

/* ---- the list ---- */

void
api_out_access(struct json_out *out, const struct access *a)
{
	struct buf scopes = BUF_INIT(64);
	char id[API_ACCESS_ID_ROOM];

	api_access_id(a->digest, id);
	(void)access_add_scopes(&scopes, a->scopes);
	json_out_str(out, "id", id);
	json_out_str(out, "name", a->name);
	out_text(out, "shop", a->shop);
	json_out_str(out, "scopes", buf_str(&scopes));
	out_at(out, "created", a->created_utc_ms);
	out_at(out, "expires", a->expires_utc_ms);
	out_at(out, "revoked", a->ended_utc_ms);
	buf_clear(&scopes);
}

static int
out_token(const struct access *a, void *arg)
{
	struct api_call *call = arg;

	json_out_object(&call->out, NULL);
	api_out_access(&call->out, a);
	json_out_end(&call->out);
	return 0;
}

static int
read_tokens(struct api_call *call, void *arg)
{
	int rc;

	(void)arg;
	json_out_array(&call->out, "results");
	rc = store_accesses(call->api->reader, ACCESS_TOKEN, out_token, call);
	json_out_end(&call->out);
	return rc;
}

void
api_tokens(struct api_call *call)
{
	api_read(call, read_tokens, NULL);
}

/* ---- one more ---- */

/* The token itself stands in this answer and nowhere else. */
static void
finish_token(struct api_job *job)
{
	const struct api_row *row = &job->rows[0];
	struct json_out out = JSON_OUT_INIT;

	if (row->rc < 0) {
		api_job_error(job, row);
	} else {
		json_out_object(&out, NULL);
		json_out_str(&out, "id", row->path);
		json_out_str(&out, "token", job->to);
		json_out_end(&out);
		api_job_answer(job, 201, &out);
	}
	if (job->to != NULL)
		explicit_bzero(job->to, strlen(job->to));
}

static bool
read_days(struct api_call *call, struct access *entry)
{
	struct json_value days = json_get(call->body, "days");
	int64_t count;

	if (json_absent(days))
		return true;
	if (!json_int(days, 1, DAYS_MOST, &count)) {
		api_error(
		    call, ERR_RANGE, "days", "must be a whole number from 1 to %d", DAYS_MOST);
		return false;
	}
	entry->expires_utc_ms = call->now_utc_ms + count * DAY_MS;
	return true;
}

static bool
read_entry(struct api_call *call, struct access *entry)
{
	char scopes[64];

	if (!api_shop(call, entry->shop) ||
	    !api_member(call, "name", entry->name, sizeof(entry->name)) ||
	    !api_member(call, "scopes", scopes, sizeof(scopes)) || !read_days(call, entry))
		return false;
	entry->kind = ACCESS_TOKEN;
	if (entry->name[0] == '\0' || !contact_text_valid(span_of(entry->name)))
		api_error(call, ERR_MALFORMED, "name", "is required: what the token is for");
	else if (access_scopes_parse(span_of(scopes), &entry->scopes) < 0)
		api_error(call, ERR_MALFORMED, "scopes",
		    "must be some of ingest, support, report, admin");
	else
		return entry->shop[0] == '\0' || api_shop_known(call, entry->shop);
	return false;
}

void
api_token_add(struct api_call *call)
{
	struct access entry = ACCESS_INIT;
	char author[64], secret[ACCESS_SECRET_ROOM];
	struct api_job *job;
	struct op *op;

	if (!read_entry(call, &entry) || !api_author(call, author))
		return;
	op = api_op(call, OP_ACCESS);
	job = op != NULL ? api_job_new(call, 1, finish_token) : NULL;
	if (job == NULL) {
		op_free(op);
		return;
	}
	access_secret(secret);
	access_digest(span_of(secret), entry.digest);
	api_access_id(entry.digest, job->rows[0].path);
	op->access.entry = entry;
	memcpy(op->author, author, sizeof(author));
	job->to = strdup(secret);
	explicit_bzero(secret, sizeof(secret));
	if (job->to != NULL) {
		job->rows[0].op = op;
	} else {
		op_free(op);
		job->rows[0].rc = ERR_NOMEM;
	}
	api_job_run(job);
}

/* ---- one less ---- */

int
api_access_match(const struct access *a, void *arg)
{
	struct api_wanted *w = arg;
	char id[API_ACCESS_ID_ROOM];
	bool over = a->ended_utc_ms != AT_NONE;

	api_access_id(a->digest, id);
	if ((strcmp(id, w->text) == 0 && (!over || w->ended_too)) ||
	    (strcmp(a->name, w->text) == 0 && !over)) {
		w->found = *a;
		w->count++;
	}
	return 0;
}

void
api_access_end(struct api_call *call, const struct access *a)
{
	char author[64];
	struct op *op;

	if (!api_author(call, author))
		return;
	op = api_op(call, OP_ACCESS_END);
	if (op == NULL)
		return;
	memcpy(op->access.entry.digest, a->digest, sizeof(a->digest));
	memcpy(op->author, author, sizeof(author));
	api_submit(call, op);
}

void
api_token_revoke(struct api_call *call)
{
	struct api_wanted w = {.text = call->id, .ended_too = true};
	int rc = store_accesses(call->api->reader, ACCESS_TOKEN, api_access_match, &w);

	if (rc < 0)
		api_fail(call, rc);
	else if (w.count != 1)
		api_error(call, w.count == 0 ? ERR_NOT_FOUND : ERR_CONFLICT, "",
		    w.count == 0 ? "there is no token '%s'"
				 : "several tokens are called '%s': name one by its id",
		    call->id);
	else
		api_access_end(call, &w.found);
}
