#include "monitor/web/api_erase.h"

#include "monitor/base/contact.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/api_json.h"

#include <stdlib.h>
#include <string.h>

enum { MATCHES = 50, PHONE_TAIL = 9 }; /* of a number people leave the country's prefix out */

static void
out_erased(struct json_out *out, const struct erased *e)
{
	json_out_object(out, "erased");
	json_out_int(out, "persons", e->persons);
	json_out_int(out, "orders", e->orders);
	json_out_int(out, "shipments", e->shipments);
	json_out_int(out, "notices", e->notices);
	json_out_int(out, "messages", e->messages);
	json_out_int(out, "notes", e->notes);
	json_out_end(out);
}

/* ---- who it may be ---- */

struct match {
	uint64_t person; /* 0: the order is nobody's */
	char shop[LIMIT_SHOP_ROOM];
	char order[LIMIT_ORDER_ROOM];
};

struct asked {
	char text[LIMIT_NAME_ROOM], email[LIMIT_EMAIL_ROOM], phone[LIMIT_PHONE_ROOM];
	char order[LIMIT_ORDER_ROOM], shop[LIMIT_SHOP_ROOM];
	struct match found[MATCHES];
	size_t count;
};

static void
add_match(struct asked *a, const struct match *m)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->found[i].person == m->person &&
		    (m->person != 0 ||
			(strcmp(a->found[i].shop, m->shop) == 0 &&
			    strcmp(a->found[i].order, m->order) == 0)))
			return;
	if (a->count < MATCHES)
		a->found[a->count++] = *m;
}

/* The last digits: "" when there are too few to tell anybody by. */
static const char *
phone_tail(const char *phone, char digits[LIMIT_PHONE_ROOM])
{
	size_t len = 0;

	for (const char *c = phone; *c != '\0'; c++)
		if (text_is_digit(*c))
			digits[len++] = *c;
	digits[len] = '\0';
	return len < PHONE_TAIL ? "" : digits + len - PHONE_TAIL;
}

static bool
phone_fits(const struct asked *a, const char *phone)
{
	char asked[LIMIT_PHONE_ROOM], had[LIMIT_PHONE_ROOM];

	return a->phone[0] == '\0' ||
	    strcmp(phone_tail(a->phone, asked), phone_tail(phone, had)) == 0;
}

/* Of a parcel that was found: its customer, or its order where it has none. */
static int
add_parcel(struct api_call *call, struct asked *a, uint64_t id)
{
	struct match m = {.person = 0};
	struct shipment s = SHIPMENT_INIT;
	struct person p = PERSON_INIT;
	int rc = store_shipment_head(call->api->reader, id, &s);
	bool fits = rc == 0 && api_sees(call, s.shop) &&
	    (a->shop[0] == '\0' || strcmp(a->shop, s.shop) == 0);

	if (fits) {
		m.person = s.person;
		memcpy(m.shop, s.shop, sizeof(m.shop));
		memcpy(m.order, s.order, sizeof(m.order));
		fits = s.person != 0 || !s.forgotten;
	}
	shipment_clear(&s);
	if (fits && m.person != 0)
		rc = store_person(call->api->reader, m.person, &p);
	if (rc == 0 && fits && phone_fits(a, p.phone))
		add_match(a, &m);
	return rc;
}

static int
find_by_email(struct api_call *call, struct asked *a)
{
	for (size_t i = 0; i <= call->policy->shop_count; i++) {
		const char *shop = i < call->policy->shop_count ? call->policy->shops[i].id
								: a->shop; /* it may have gone */
		struct match m = {.person = 0};
		struct person p;
		int rc;

		if (!api_sees(call, shop) || (a->shop[0] != '\0' && strcmp(a->shop, shop) != 0))
			continue;
		rc = store_person_of_email(call->api->reader, shop, a->email, &p);
		if (rc != 0 && rc != ERR_NOT_FOUND)
			return rc;
		m.person = rc == 0 ? p.id : 0;
		if (m.person != 0)
			add_match(a, &m);
	}
	return 0;
}

static int
find_parcels(struct api_call *call, struct asked *a)
{
	uint64_t *ids = calloc(LIMIT_PAGE_ROWS, sizeof(*ids));
	char digits[LIMIT_PHONE_ROOM];
	const char *words = a->phone[0] != '\0' ? phone_tail(a->phone, digits) : a->text;
	size_t count = 0;
	int rc = ids == NULL ? ERR_NOMEM : 0;

	if (rc == 0 && a->order[0] != '\0')
		rc = store_by_order(
		    call->api->reader, a->shop, a->order, ids, LIMIT_PAGE_ROWS, &count);
	else if (rc == 0)
		rc = store_search(call->api->reader, words, ids, LIMIT_PAGE_ROWS, &count);
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = add_parcel(call, a, ids[i]);
	free(ids);
	return rc;
}

static int
out_match(struct api_call *call, const struct match *m)
{
	struct json_out *out = &call->out;
	struct person p = PERSON_INIT;
	struct erasable what;
	int rc = store_erasable(call->api->reader, m->person, m->shop, m->order, &what);

	if (rc == 0 && m->person != 0)
		rc = store_person(call->api->reader, m->person, &p);
	if (rc != 0)
		return rc;
	json_out_object(out, NULL);
	out_id(out, "person", m->person);
	json_out_str(out, "shop", m->person != 0 ? p.shop : m->shop);
	out_text(out, "order", m->person != 0 ? "" : m->order);
	out_text(out, "name", p.name);
	out_text(out, "email", p.email);
	out_text(out, "phone", p.phone);
	json_out_int(out, "open", what.open);
	json_out_bool(out, "more", what.more);
	out_erased(out, &what.what);
	json_out_end(out);
	return 0;
}

static int
read_erasable(struct api_call *call, void *arg)
{
	struct asked *a = arg;
	int rc = a->email[0] != '\0' ? find_by_email(call, a) : find_parcels(call, a);

	json_out_array(&call->out, "results");
	for (size_t i = 0; rc == 0 && i < a->count; i++)
		rc = out_match(call, &a->found[i]);
	json_out_end(&call->out);
	return rc;
}

void
api_erasable(struct api_call *call)
{
	struct asked *a = calloc(1, sizeof(*a));
	char email[LIMIT_EMAIL_ROOM], digits[LIMIT_PHONE_ROOM];

	if (a == NULL) {
		api_fail(call, ERR_NOMEM);
		return;
	}
	if (!api_query(call, "text", a->text, sizeof(a->text)) ||
	    !api_query(call, "email", email, sizeof(email)) ||
	    !api_query(call, "phone", a->phone, sizeof(a->phone)) ||
	    !api_query(call, "order", a->order, sizeof(a->order)) || !api_shop(call, a->shop))
		goto out;
	if ((a->text[0] != '\0') + (email[0] != '\0') + (a->phone[0] != '\0') +
		(a->order[0] != '\0') !=
	    1)
		api_error_as(
		    call, 400, ERR_MALFORMED, "", "say one of text, email, phone or order");
	else if (email[0] != '\0' &&
	    contact_email_parse(a->email, sizeof(a->email), span_of(email)) != 0)
		api_error_as(call, 400, ERR_MALFORMED, "email", "must be one mail address");
	else if (a->phone[0] != '\0' && phone_tail(a->phone, digits)[0] == '\0')
		api_error_as(call, 400, ERR_MALFORMED, "phone", "must have nine digits at least");
	else
		api_read(call, read_erasable, a);
out:
	free(a);
}

/* ---- erasing ---- */

static void
add_up(struct erased *into, const struct erased *more)
{
	into->persons += more->persons;
	into->orders += more->orders;
	into->shipments += more->shipments;
	into->notices += more->notices;
	into->messages += more->messages;
	into->notes += more->notes;
}

static void finish_erase(struct api_job *job);

/* The next slice. A row without an op carries what went with those before, and who erases. */
static void
run_slice(struct api_call *call, struct op *op, const struct erased *sum)
{
	struct api_job *job = api_job_new(call, 2, finish_erase);

	if (job == NULL) {
		op_free(op);
		return;
	}
	job->rows[0].id = op->id;
	job->rows[1].erased = *sum;
	memcpy(job->rows[1].path, op->author, sizeof(op->author));
	job->rows[0].op = op;
	api_job_run(job);
}

static void
answer_erased(struct api_job *job, uint64_t person, const struct erased *sum)
{
	struct json_out out = JSON_OUT_INIT;

	log_notice("person.erased", F_INT("person", person), F_INT("orders", sum->orders),
	    F_INT("parcels", sum->shipments));
	json_out_object(&out, NULL);
	out_id(&out, "person", person);
	out_erased(&out, sum);
	json_out_end(&out);
	api_job_answer(job, 200, &out);
}

static void
finish_erase(struct api_job *job)
{
	const struct api_row *row = &job->rows[0];
	struct erased sum = job->rows[1].erased;
	struct api_call next = {.api = job->api, .ticket = job->ticket};
	struct op *op;

	add_up(&sum, &row->erased);
	if (row->rc < 0) {
		api_job_error(job, row);
		return;
	}
	if (!row->more) {
		answer_erased(job, row->id, &sum);
		return;
	}
	op = op_new(OP_ERASE, clock_world(job->api->clock), NULL);
	if (op == NULL) {
		api_fail(&next, ERR_NOMEM);
		return;
	}
	op->id = row->id;
	memcpy(op->author, job->rows[1].path, sizeof(op->author));
	run_slice(&next, op, &sum);
}

/* Somebody of a shop that the caller sees. False: answered. */
static bool
is_theirs(struct api_call *call, uint64_t person)
{
	struct person p;
	int rc = store_person(call->api->reader, person, &p);

	if (rc == 0 && api_sees(call, p.shop))
		return true;
	if (rc == 0 || rc == ERR_NOT_FOUND)
		api_error(call, ERR_NOT_FOUND, "", "there is no such person");
	else
		api_fail(call, rc);
	return false;
}

void
api_erase(struct api_call *call)
{
	struct json_value given = json_get(call->body, "person");
	struct erased none = {.persons = 0};
	struct op *op = api_op(call, OP_ERASE);
	int64_t person = 0;

	if (op == NULL)
		return;
	if (!api_member(call, "order", op->of_order, sizeof(op->of_order)) ||
	    !api_shop(call, op->of_shop) || !api_author(call, op->author))
		goto out;
	if (!json_absent(given) && (!json_int(given, 1, INT64_MAX, &person))) {
		api_error(call, ERR_MALFORMED, "person", "must be a number, as GET names it");
	} else if ((person != 0) == (op->of_order[0] != '\0')) {
		api_error(call, ERR_MALFORMED, "", "say either person or shop and order");
	} else if (person == 0 && op->of_shop[0] == '\0') {
		api_error(call, ERR_MALFORMED, "shop", "is needed with an order");
	} else if (person == 0 || is_theirs(call, (uint64_t)person)) {
		op->id = (uint64_t)person;
		run_slice(call, op, &none);
		return;
	}
out:
	op_free(op);
}
