#include "monitor/web/api_people.h"

#include <string.h>

#include "monitor/base/contact.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/api_json.h"
#include "monitor/web/api_page.h"
#include "monitor/web/api_shipments.h"

enum { PERSONS = 200 };

/* ---- reports ---- */

/* What was made up is answered like any other: a mail server that hands it over has nothing to try again. */
static void
finish_bounce(struct api_job *job)
{
	const struct api_row *row = &job->rows[0];
	struct json_out out = JSON_OUT_INIT;
	bool unknown = row->rc == ERR_NOT_FOUND;

	if (row->rc < 0 && !unknown) {
		api_job_error(job, row);
		return;
	}
	if (unknown)
		job->api->bounces_unknown++;
	else if (!row->existed)
		job->api->bounces_taken++;
	log_info("mail.bounced", F_INT("notice", unknown ? 0 : row->id),
	    F_STR("outcome",
		unknown            ? "unknown"
		    : row->existed ? "known"
				   : "taken"));
	json_out_object(&out, NULL);
	out_id(&out, "notice", unknown ? 0 : row->id);
	json_out_str(&out, "outcome", unknown ? "unknown" : row->existed ? "known" : "taken");
	json_out_end(&out);
	api_job_answer(job, 200, &out);
}

static bool
take_tokens(struct api_call *call, struct op *op)
{
	struct json_value e = json_first(json_get(call->body, "tokens"));

	for (; json_exists(e); e = json_next(e)) {
		if (op->bounce.token_count == VERP_TOKENS ||
		    !json_string_copy(
			e, op->bounce.tokens[op->bounce.token_count++], VERP_TOKEN_ROOM)) {
			api_error(call, ERR_MALFORMED, "tokens",
			    "must be a list of at most %d texts of %d digits", VERP_TOKENS,
			    VERP_TOKEN_ROOM - 1);
			return false;
		}
	}
	return true;
}

void
api_bounce(struct api_call *call)
{
	struct op *op = api_op(call, OP_BOUNCE);
	struct json_value dead = json_get(call->body, "address");
	struct api_job *job;

	if (op == NULL)
		return;
	if (!json_absent(dead) && !json_bool(dead, &op->bounce.address)) {
		api_error(call, ERR_MALFORMED, "address", "must be true or false");
	} else if (take_tokens(call, op) && api_member(call, "text", op->text, sizeof(op->text))) {
		job = api_job_new(call, 1, finish_bounce);
		if (job != NULL) {
			job->rows[0].op = op;
			api_job_run(job);
			return;
		}
	}
	op_free(op);
}

/* ---- whom no mail reaches ---- */

static int
out_suppressed(struct api_call *call, uint64_t id)
{
	struct json_out *out = &call->out;
	struct notice n = NOTICE_INIT;
	struct person p;
	int rc = store_person(call->api->reader, id, &p);

	if (rc == 0 && p.suppressed_by != 0 &&
	    store_notice(call->api->reader, p.suppressed_by, &n) != 0)
		n = NOTICE_INIT; /* the mail has been forgotten; that it failed has not */
	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	json_out_object(out, NULL);
	out_id(out, "id", p.id);
	json_out_str(out, "shop", p.shop);
	out_text(out, "name", p.name);
	out_text(out, "email", p.email);
	out_at(out, "since", p.suppressed_utc_ms);
	out_id(out, "notice", p.suppressed_by);
	out_text(out, "text", n.bounced_text);
	json_out_end(out);
	return 0;
}

static int
read_suppressed(struct api_call *call, void *arg)
{
	struct api_page *page = arg;
	uint64_t ids[PERSONS];
	size_t count = 0;
	int rc = store_suppressed(
	    call->api->reader, page->shop, &page->cursor, ids, page->limit, &count);

	json_out_array(&call->out, "results");
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = out_suppressed(call, ids[i]);
	json_out_end(&call->out);
	api_out_next(call, count == page->limit, &page->cursor);
	return rc;
}

void
api_suppressed(struct api_call *call)
{
	struct api_page page;

	if (api_page_asked(call, PERSONS, &page))
		api_read(call, read_suppressed, &page);
}

/* The person of an address, in the shop that is named or in the first that knows it. */
static int
find_person(struct api_call *call, const char *shop, const char *email, struct person *out)
{
	int rc = ERR_NOT_FOUND;

	for (size_t i = 0; rc == ERR_NOT_FOUND && i < call->policy->shop_count; i++) {
		const char *id = call->policy->shops[i].id;

		if (shop[0] == '\0' || strcmp(shop, id) == 0)
			rc = store_person_of_email(call->api->reader, id, email, out);
	}
	return rc;
}

static void
submit(struct api_call *call, uint64_t person, enum person_verb verb)
{
	struct op *op = api_op(call, OP_PERSON);

	if (op == NULL)
		return;
	op->id = person;
	op->person_verb = verb;
	api_submit(call, op);
}

void
api_lift(struct api_call *call)
{
	char shop[LIMIT_SHOP_ROOM], email[LIMIT_EMAIL_ROOM], given[LIMIT_EMAIL_ROOM];
	struct person p;
	int rc;

	if (!api_shop(call, shop) || !api_member(call, "email", given, sizeof(given)))
		return;
	rc = contact_email_parse(email, sizeof(email), span_of(given));
	if (rc == 0)
		rc = find_person(call, shop, email, &p);
	if (rc == ERR_NOT_FOUND || (rc == 0 && !p.suppressed && !call->again))
		api_error(call, ERR_NOT_FOUND, "", "mail to this address is not stopped");
	else if (rc == ERR_MALFORMED)
		api_error(call, rc, "email", "must be one mail address");
	else if (rc != 0)
		api_fail(call, rc);
	else
		submit(call, p.id, PERSON_LIFT);
}

/* ---- how they want to be written to ---- */

void
api_tell(struct api_call *call)
{
	static const struct {
		const char *name;
		enum person_verb verb;
	} levels[] = {{"everything", PERSON_EVERYTHING}, {"problems", PERSON_PROBLEMS},
	    {"nothing", PERSON_STOP}};
	struct shipment s = SHIPMENT_INIT;
	char level[16];
	uint64_t id;
	int rc;

	if (!api_member(call, "notices", level, sizeof(level)) || !api_shipment_id(call, &id))
		return;
	rc = store_shipment_head(call->api->reader, id, &s);
	id = s.person;
	shipment_clear(&s);
	for (size_t i = 0; rc == 0 && i < sizeof(levels) / sizeof(levels[0]); i++)
		if (strcmp(levels[i].name, level) == 0) {
			if (id == 0)
				api_error(call, ERR_NOT_FOUND, "", "no customer is known for it");
			else
				submit(call, id, levels[i].verb);
			return;
		}
	if (rc != 0)
		api_fail(call, rc);
	else
		api_error(
		    call, ERR_MALFORMED, "notices", "must be everything, problems or nothing");
}
