#include "monitor/shops/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "carriers/codes.h"
#include "carriers/names.h"
#include "monitor/base/crash.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/shops/connector.h"
#include "monitor/shops/privacy.h"

enum {
	PAGE_ROWS = 64, /* messages read at once: some ms of the loop */
	MATCHES = 8,    /* open parcels of one number */
	LATEST_MS =
	    999, /* systems count in whole seconds: what is asked is the last word of its second */
	AGAIN_MS = 30 * 1000, /* world: what could not be applied now */
	LOOK_MS = MINUTE_MS,  /* world: what was put off is looked for */
};

struct inbox {
	struct inbox_options options;
	const struct policy *policy;
	struct clock *clock;
	struct loop_timer *timer;
	size_t reading; /* messages whose ops are not all answered */
	struct privacy_walk walk;
	bool stopping;
};

/* One message on its way. */
struct reading {
	struct inbox *inbox;
	struct inbound entry;
	struct buf body;
	struct http_headers headers;
	size_t pending; /* ops not answered, and one while they are being made */
	bool later;     /* there was no room for one of them */
	int error;      /* the first that was refused */
	char text[LIMIT_TEXT_ROOM];
	struct inbound_number unknown[LIMIT_INBOX_NUMBERS];
	size_t unknown_count;
};

/* ---- what became of it ---- */

static void
reading_free(struct reading *r)
{
	http_headers_clear(&r->headers);
	buf_clear(&r->body);
	free(r);
}

static void
on_settled(const struct op_result *result, void *arg)
{
	struct inbox *b = arg;

	if (result->rc < 0 && result->rc != ERR_NOT_FOUND)
		log_err("inbox.unsettled", F_ERR("error", result->rc), F_STR("why", result->text));
	if (--b->reading == 0)
		inbox_wake(b);
}

static void
log_outcome(const struct reading *r)
{
	const struct inbound *i = &r->entry;

	if (r->error != 0 && !r->later)
		log_warn("inbox.failed", F_INT("message", i->id), F_STR("source", i->source),
		    F_ERR("error", r->error), F_STR("text", r->text));
	else
		log_info("inbox.read", F_INT("message", i->id), F_STR("source", i->source),
		    F_INT("later", r->later), F_INT("unknown", r->unknown_count));
}

/* A place is always there: verbs of the inbox have reserved ones; where even they are taken it stays due, and is read again. */
static void
settle(struct reading *r)
{
	struct inbox *b = r->inbox;
	int64_t now = clock_world(b->clock);
	struct op *op = op_new(OP_INBOX, now, NULL);
	int rc = op == NULL ? ERR_NOMEM : 0;

	log_outcome(r);
	CRASH_POINT("inbox.applied");
	if (op != NULL) {
		op->id = r->entry.id;
		op->inbox.verb = r->later  ? INBOX_LATER
		    : r->error != 0        ? INBOX_FAIL
		    : r->unknown_count > 0 ? INBOX_KEEP
					   : INBOX_DONE;
		op->inbox.error = r->error;
		op->inbox.until_utc_ms = now + AGAIN_MS;
		memcpy(op->inbox.numbers, r->unknown, sizeof(r->unknown));
		op->inbox.number_count = r->unknown_count;
		(void)text_cut(op->text, sizeof(op->text), span_of(r->text));
		rc = store_submit(b->options.port, op, on_settled, b);
	}
	if (rc < 0) {
		b->reading--;
		loop_timer_at(b->timer, now + AGAIN_MS);
	}
	reading_free(r);
}

static void
one_less(struct reading *r)
{
	if (--r->pending == 0)
		settle(r);
}

static void
refuse(struct reading *r, int code, const char *path, const char *text)
{
	struct buf whole = BUF_INIT(LIMIT_TEXT_ROOM + 128);

	if (r->error != 0)
		return;
	r->error = code;
	(void)buf_addf(&whole, "%s%s%s", path, path[0] != '\0' ? ": " : "",
	    text[0] != '\0' ? text : err_text(code));
	(void)text_cut(r->text, sizeof(r->text), buf_span(&whole));
	buf_clear(&whole);
}

/* What will be well by itself is tried again. */
static bool
passes(int code)
{
	return code == ERR_BUSY || code == ERR_FULL || code == ERR_STOPPING || code == ERR_NOMEM ||
	    code == ERR_DISK;
}

static void
on_applied(const struct op_result *result, void *arg)
{
	struct reading *r = arg;

	if (passes(result->rc) || (result->rc == 0 && result->more))
		r->later = true;
	else if (result->rc < 0)
		refuse(r, result->rc, "", result->text);
	one_less(r);
}

static void
submit(struct reading *r, struct op *op)
{
	int rc = store_submit(r->inbox->options.port, op, on_applied, r);

	if (rc == 0)
		r->pending++;
	else
		r->later = true;
}

/* ---- of shops ---- */

static int
finish_parcels(struct reading *r, struct consignment *c, struct why *why)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < c->count; i++) {
		struct registration *parcel = &c->parcels[i];

		rc = text_copy(parcel->shipment.shop, sizeof(parcel->shipment.shop), c->shop);
		if (rc == 0)
			rc = names_complete(parcel, r->inbox->policy, why);
		if (rc == 0)
			rc = registration_finish(
			    parcel, r->inbox->policy, r->entry.received_utc_ms, why);
	}
	return rc;
}

static void
apply(struct reading *r, const struct connector_settings *settings, struct consignment *c)
{
	struct op *op = op_new(OP_SOURCE, clock_world(r->inbox->clock), r->inbox->policy);
	struct why why = {.code = 0};
	int rc = op == NULL ? ERR_NOMEM : text_copy(c->shop, sizeof(c->shop), settings->shop);

	if (rc == 0)
		rc = finish_parcels(r, c, &why);
	if (r->entry.polled)
		c->at_utc_ms += LATEST_MS;
	if (rc < 0) {
		op_free(op);
		if (passes(rc))
			r->later = true;
		else
			refuse(r, rc, why.path, why.text);
		return;
	}
	(void)text_cut(op->author, sizeof(op->author), span_of(settings->id));
	consignment_move(&op->source, c);
	submit(r, op);
}

static void
serve(struct reading *r, const struct connector_settings *settings, const struct consignment *c,
    const struct privacy_target *t)
{
	bool asks = c->privacy == PRIVACY_REQUEST;
	struct op *op = op_new(asks ? OP_CASE : OP_ERASE, clock_world(r->inbox->clock), NULL);
	int rc = op == NULL ? ERR_NOMEM : 0;

	if (rc == 0 && asks)
		rc = privacy_describe(r->inbox->options.reader, t->person, op->text);
	if (rc < 0) {
		op_free(op);
		r->later = true;
		return;
	}
	op->id = t->person;
	if (asks) {
		op->case_verb = CASE_DATA;
	} else if (t->person == 0) {
		memcpy(op->of_shop, t->shop, sizeof(op->of_shop));
		memcpy(op->of_order, t->order, sizeof(op->of_order));
	}
	(void)text_cut(op->author, sizeof(op->author), span_of(settings->id));
	submit(r, op);
}

/* What is to be forgotten is, in slices: the message is read again until nobody is left. */
static void
respect(struct reading *r, const struct connector_settings *settings, struct consignment *c)
{
	struct privacy_target targets[PRIVACY_TARGETS];
	struct inbox *b = r->inbox;
	size_t count = 0;
	bool more = false;
	int rc = text_copy(c->shop, sizeof(c->shop), settings->shop);

	if (rc == 0)
		rc = privacy_find(b->options.reader, c,
		    &(struct privacy_visit){&b->walk, r->entry.id, clock_world(b->clock)}, targets,
		    &count, &more);
	if (rc < 0 && !passes(rc)) {
		refuse(r, rc, "", "");
		return;
	}
	r->later |= more || rc < 0;
	for (size_t i = 0; i < count; i++)
		serve(r, settings, c, &targets[i]);
}

static void
read_shop(struct reading *r)
{
	struct connector_settings room;
	const struct connector_settings *settings =
	    connector_settings_of(r->inbox->policy, r->entry.source, &room);
	const struct connector *connector =
	    settings != NULL ? connector_find(settings->kind) : NULL;
	const struct shop *shop =
	    settings != NULL ? policy_shop(r->inbox->policy, settings->shop) : NULL;
	struct shop_message m = {.settings = settings,
	    .headers = &r->headers,
	    .body = buf_span(&r->body),
	    .token = "",
	    .zone = shop != NULL ? shop->zone : "UTC",
	    .received_utc_ms = r->entry.received_utc_ms};
	struct consignment_list list = CONSIGNMENT_LIST_INIT;
	struct why why = {.code = 0};
	int rc;

	if (connector == NULL) {
		refuse(r, ERR_NOT_FOUND, "", "its connector has left the configuration");
		return;
	}
	rc = connector_read(connector, &m, r->entry.polled, &list, &why);
	for (size_t i = 0; rc == 0 && i < list.count; i++)
		(list.items[i].privacy != PRIVACY_NONE ? respect : apply)(
		    r, settings, &list.items[i]);
	if (rc == ERR_NOMEM)
		r->later = true;
	else if (rc < 0)
		refuse(r, rc, why.path, why.text);
	consignment_list_clear(&list);
}

/* ---- of carriers ---- */

/* The parcels of this account that a number stands for. */
static int
find_parcels(struct reading *r, const struct account *account, const char *number,
    uint64_t ids[MATCHES], size_t *own)
{
	struct store_reader *reader = r->inbox->options.reader;
	uint64_t found[LIMIT_ORDER_PARCELS];
	size_t count = 0;
	int rc = store_by_number(reader, number, found, LIMIT_ORDER_PARCELS, &count);

	*own = 0;
	for (size_t i = 0; rc == 0 && i < count && *own < MATCHES; i++) {
		struct shipment s = SHIPMENT_INIT;

		rc = store_shipment_head(reader, found[i], &s);
		if (rc == 0 && strcmp(s.account, account->id) == 0)
			ids[(*own)++] = found[i];
		shipment_clear(&s);
	}
	return rc;
}

static void
review(struct reading *r, const struct carrier *carrier, const struct account *account, uint64_t id,
    const struct observation *o)
{
	struct op *op = op_new(OP_REVIEW, clock_world(r->inbox->clock), r->inbox->policy);
	int rc = op == NULL ? ERR_NOMEM : observation_copy(&op->review.observation, o);

	if (rc < 0) {
		op_free(op);
		r->later = true;
		return;
	}
	op->id = id;
	op->review.has_observation = true;
	op->review.asked_utc_ms = r->entry.received_utc_ms;
	op->review.trusted = carrier_trusted(carrier, account);
	submit(r, op);
}

static void
await_number(struct reading *r, const char *number)
{
	if (r->unknown_count < LIMIT_INBOX_NUMBERS)
		(void)text_cut(
		    r->unknown[r->unknown_count++].number, LIMIT_NUMBER_ROOM, span_of(number));
}

static void
observe(struct reading *r, const struct carrier *carrier, const struct account *account,
    struct observation *o)
{
	uint64_t ids[MATCHES];
	size_t count;

	if (o->error != 0)
		return;
	if (find_parcels(r, account, o->number, ids, &count) < 0) {
		r->later = true;
		return;
	}
	codes_apply(carrier, account, o);
	for (size_t i = 0; i < count; i++)
		review(r, carrier, account, ids[i], o);
	if (count == 0)
		await_number(r, o->number);
}

static void
read_carrier(struct reading *r)
{
	const struct account *account = policy_account(r->inbox->policy, r->entry.source);
	const struct carrier *carrier =
	    account != NULL ? r->inbox->options.carrier(account->carrier) : NULL;
	struct push_message m = {.headers = &r->headers,
	    .body = buf_span(&r->body),
	    .now_utc_ms = r->entry.received_utc_ms};
	struct observation_list list = OBSERVATION_LIST_INIT;
	struct why why = {.code = 0};
	int rc;

	if (carrier == NULL || carrier->push_parse == NULL) {
		refuse(r, ERR_NOT_FOUND, "", "its account has left the configuration");
		return;
	}
	rc = carrier->push_parse(&m, &list, &why);
	for (size_t i = 0; rc == 0 && i < list.count; i++)
		observe(r, carrier, account, &list.items[i]);
	if (rc == ERR_NOMEM)
		r->later = true;
	else if (rc < 0)
		refuse(r, rc, why.path, why.text);
	observation_list_clear(&list);
}

/* ---- the whole ---- */

static int
load(struct reading *r, uint64_t id)
{
	struct store_reader *reader = r->inbox->options.reader;
	int rc = store_inbound(reader, id, &r->entry);

	if (rc == 0)
		rc = store_inbound_body(reader, id, &r->body);
	return rc == 0 ? connector_headers_parse(span_of(r->entry.headers), &r->headers) : rc;
}

static int
read_one(struct inbox *b, uint64_t id)
{
	struct reading *r = calloc(1, sizeof(*r));
	int rc;

	if (r == NULL)
		return ERR_NOMEM;
	*r = (struct reading){.inbox = b, .body = BUF_INIT(LIMIT_INBOX_BODY_BYTES), .pending = 1};
	rc = load(r, id);
	if (rc < 0 && rc != ERR_MALFORMED) {
		reading_free(r);
		return rc;
	}
	b->reading++;
	if (rc == ERR_MALFORMED)
		refuse(r, rc, "", "what is stored of it cannot be read");
	else if (r->entry.door == INBOUND_SHOP)
		read_shop(r);
	else
		read_carrier(r);
	one_less(r);
	return 0;
}

void
inbox_wake(struct inbox *b)
{
	uint64_t ids[PAGE_ROWS];
	size_t count = 0;
	int rc;

	if (b->stopping || b->reading > 0)
		return;
	rc = store_inbox_due(b->options.reader, clock_world(b->clock), ids, PAGE_ROWS, &count);
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = read_one(b, ids[i]);
	if (rc < 0)
		log_err("inbox.unread", F_ERR("error", rc));
	if (b->reading == 0)
		loop_timer_at(b->timer, clock_world(b->clock) + LOOK_MS);
}

static void
on_timer(void *arg)
{
	inbox_wake(arg);
}

int
inbox_new(const struct inbox_options *options, struct inbox **out)
{
	struct inbox *b = calloc(1, sizeof(*b));
	int rc;

	if (b == NULL)
		return ERR_NOMEM;
	b->options = *options;
	b->clock = loop_clock(options->loop);
	b->policy = policy_hold(options->policy);
	rc = loop_timer_new(options->loop, on_timer, b, &b->timer);
	if (rc < 0) {
		inbox_free(b);
		return rc;
	}
	*out = b;
	return 0;
}

void
inbox_free(struct inbox *b)
{
	if (b == NULL)
		return;
	loop_timer_free(b->timer);
	policy_drop(b->policy);
	free(b);
}

void
inbox_set_policy(struct inbox *b, const struct policy *policy)
{
	policy_drop(b->policy);
	b->policy = policy_hold(policy);
}

void
inbox_stop(struct inbox *b)
{
	b->stopping = true;
	loop_timer_stop(b->timer);
}

size_t
inbox_busy(const struct inbox *b)
{
	return b->reading;
}
