#include "carriers/aggregator.h"

#include <stdio.h>
#include <string.h>

#include "carriers/push.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

enum { SURE = 60 }; /* below, a guess at the carrier is not worth a request */

static struct json_value
at_path(struct json_value v, const char *path)
{
	return path != NULL ? json_path(v, path) : (struct json_value){0};
}

/* Parts with digits are house numbers and postcodes, or stand beside them: they are left out. */
static void
read_place(const struct aggregator *a, struct json_value v, char dst[LIMIT_PLACE_ROOM])
{
	char text[2 * LIMIT_PLACE_ROOM], kept[2 * LIMIT_PLACE_ROOM + 2] = "";
	struct span rest, part;
	size_t len = 0;

	adapter_place(dst, at_path(v, a->city),
	    json_absent(at_path(v, a->country)) ? at_path(v, a->other_country)
						: at_path(v, a->country));
	if (!json_absent(at_path(v, a->city)) || a->place == NULL ||
	    !adapter_text(json_path(v, a->place), text, sizeof(text)))
		return;
	for (rest = span_of(text); text_split(&rest, ',', &part);) {
		bool digits = false;

		part = text_trim(part);
		for (size_t i = 0; i < part.len; i++)
			digits = digits || text_is_digit(part.data[i]);
		if (digits || part.len == 0)
			continue;
		(void)snprintf(kept + len, sizeof(kept) - len, "%s%.*s", len > 0 ? ", " : "",
		    (int)part.len, part.data);
		len = strlen(kept);
	}
	(void)text_cut(dst, LIMIT_PLACE_ROOM, (struct span){kept, len});
}

/* The finer code where it is listed, else the coarser, else whichever there is; *judged: the aggregator has a word for it. */
static const struct code_row *
judge(const struct aggregator *a, struct json_value v, char code[LIMIT_CODE_ROOM], bool *judged)
{
	const struct code_row *row = NULL;
	char fine[LIMIT_CODE_ROOM];

	*judged = adapter_text(at_path(v, a->code), code, LIMIT_CODE_ROOM);
	if (adapter_text(at_path(v, a->fine), fine, sizeof(fine)))
		row = adapter_code(a->codes, a->code_count, fine);
	if (row == NULL)
		row = adapter_code(a->codes, a->code_count, code);
	*judged = *judged || row != NULL;
	if (row != NULL)
		(void)text_cut(code, LIMIT_CODE_ROOM, span_of(row->code));
	else if (fine[0] != '\0')
		(void)text_cut(code, LIMIT_CODE_ROOM, span_of(fine));
	else if (code[0] == '\0')
		(void)adapter_text(at_path(v, a->raw), code, LIMIT_CODE_ROOM);
	return row;
}

int
aggregator_event(
    const struct aggregator *a, struct json_value v, struct event_list *list, struct why *why)
{
	char code[LIMIT_CODE_ROOM];
	struct when at = WHEN_INIT;
	const struct code_row *row;
	struct event *event;
	const char *text;
	bool judged;
	int rc;

	rc = a->read_at != NULL ? a->read_at(v, &at, why) : adapter_need_when(v, a->at, &at, why);
	if (rc < 0)
		return rc;
	row = judge(a, v, code, &judged);
	event = adapter_event(list, row, code, at);
	if (event == NULL)
		return list->count >= LIMIT_EVENTS ? 0 : ERR_NOMEM;
	/* What it has no word for may be a delivery, too. */
	text = event->milestone == MILESTONE_DELIVERED || !judged ? a->plain : a->text;
	(void)adapter_text(at_path(v, text), event->text, sizeof(event->text));
	read_place(a, v, event->place);
	return 0;
}

int
aggregator_events(
    const struct aggregator *a, struct json_value list, struct event_list *out, struct why *why)
{
	struct json_value v = json_items(list);
	int rc = 0;

	for (; rc == 0 && json_exists(v); v = json_items_next(v))
		rc = aggregator_event(a, v, out, why);
	return rc;
}

/* The newest event as the shipment tells it: mostly it is in the list, too, and often it is null in all its members. */
static int
read_latest(const struct aggregator *a, struct json_value v, struct event_list *list)
{
	struct event_list one = {0};
	bool known = false;
	int rc = json_kind(v) == JSON_KIND_OBJECT ? aggregator_event(a, v, &one, NULL) : 0;

	if (rc == ERR_MALFORMED)
		rc = 0;
	if (rc == 0 && one.count == 1) {
		for (size_t i = 0; i < list->count; i++)
			known = known || event_same(&list->items[i], &one.items[0]);
		if (!known) {
			struct event *event = event_list_add(list);

			if (event != NULL)
				*event = one.items[0];
			else if (list->count < LIMIT_EVENTS)
				rc = ERR_NOMEM;
		}
	}
	event_list_clear(&one);
	return rc;
}

static struct when
read_eta(const struct aggregator *a, struct json_value v)
{
	struct when at = adapter_opt_when(v);

	return a->eta_is_day && at.kind != WHEN_NONE ? when_date(at.day) : at;
}

int
aggregator_shipment(
    const struct aggregator *a, struct json_value shipment, struct observation *o, struct why *why)
{
	int rc = 0;

	for (size_t i = 0; i < 2 && rc == 0 && a->lists[i] != NULL; i++)
		rc = aggregator_events(a, json_path(shipment, a->lists[i]), &o->events, why);
	if (a->newest_first)
		event_list_reverse(&o->events);
	if (rc == 0)
		rc = read_latest(a, at_path(shipment, a->latest), &o->events);
	if (rc < 0)
		return rc;
	adapter_sort(&o->events, false);
	o->eta_until = read_eta(a, at_path(shipment, a->eta_until));
	o->eta_from = read_eta(a, at_path(shipment, a->eta_from));
	if (o->eta_from.kind == WHEN_NONE)
		o->eta_from = o->eta_until;
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = o->eta_from;
	(void)adapter_text(at_path(shipment, a->service), o->service, sizeof(o->service));
	if (a->carrier != NULL)
		(void)adapter_text(json_path(shipment, a->carrier), o->carrier, sizeof(o->carrier));
	return 0;
}

/* No event, and no word but that there is nothing yet. */
static bool
says_nothing(const struct aggregator *a, struct json_value shipment, const struct observation *o)
{
	const struct code_row *row;
	char status[LIMIT_CODE_ROOM];

	if (o->events.count > 0)
		return false;
	(void)adapter_text(at_path(shipment, a->status), status, sizeof(status));
	row = adapter_code(a->codes, a->code_count, status);
	return row == NULL || row->milestone == MILESTONE_UNKNOWN;
}

static int
answer_one(const struct aggregator *a, struct json_value v, const struct track_query *q,
    struct observation_list *out, bool named[LIMIT_BATCH_NUMBERS], struct why *why)
{
	const struct track_number own = {.number = ""};
	bool any = q->numbers[0].number[0] == '\0';
	struct observation o = OBSERVATION_INIT;
	struct observation *before = NULL;
	char number[LIMIT_NUMBER_ROOM];
	bool wanted = any;
	int rc;

	adapter_number(&o, &own, at_path(v, a->number));
	memcpy(number, o.number, sizeof(number));
	for (size_t i = 0; i < q->count; i++)
		if (strcmp(number, q->numbers[i].number) == 0)
			named[i] = wanted = true;
	if (!wanted)
		return 0;
	rc = (a->read != NULL ? a->read : aggregator_shipment)(a, v, &o, why);
	if (rc == ERR_MALFORMED && q->count > 1) {
		observation_clear(&o);
		o = OBSERVATION_INIT;
		o.error = ERR_MALFORMED;
		rc = 0;
	} else if (rc == 0 && says_nothing(a, v, &o)) {
		observation_clear(&o);
		o = OBSERVATION_INIT;
		o.error = ERR_NOT_FOUND;
	}
	memcpy(o.number, number, sizeof(o.number));
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->items[i].number, number) == 0)
			before = &out->items[i];
	/* Several shipments may bear one number: the one with the newest scan is the live one. */
	if (rc == 0 && (before == NULL || before->error != 0 || adapter_newer(&o, before)))
		rc = adapter_answer(out, &o);
	observation_clear(&o);
	return rc;
}

int
aggregator_answer(const struct aggregator *a, struct json_value list, const struct track_query *q,
    struct observation_list *out, struct buf *absent, struct why *why)
{
	struct json_value v = json_items(list);
	bool any = q->numbers[0].number[0] == '\0';
	bool named[LIMIT_BATCH_NUMBERS] = {false};
	int rc = 0;

	if (json_kind(list) != JSON_KIND_ARRAY && json_kind(list) != JSON_KIND_OBJECT)
		return json_fault(list, why, ERR_MALFORMED, "no list of shipments");
	if (!any && out->count == 0)
		rc = adapter_answer_all(out, q, ERR_NOT_FOUND);
	for (; rc == 0 && json_exists(v); v = json_items_next(v))
		rc = answer_one(a, v, q, out, named, why);
	for (size_t i = 0; i < q->count && absent != NULL && rc == 0 && !any; i++)
		if (!named[i])
			(void)buf_addf(
			    absent, "%s%s", absent->len > 0 ? "," : "", q->numbers[i].number);
	if (rc == 0 && absent != NULL)
		rc = buf_error(absent);
	if (rc == 0 && out->count == 0)
		rc = adapter_answer_all(out, q, ERR_NOT_FOUND);
	return rc;
}

int
aggregator_conclude(const struct aggregator *a, struct json_value list, int rc,
    struct json_value code, const struct track_query *q, struct observation_list *out,
    struct buf *absent, struct why *why)
{
	char text[64];

	if (rc == 0)
		return aggregator_answer(a, list, q, out, absent, why);
	if (rc == ERR_NOT_FOUND || rc == ERR_REJECTED)
		return adapter_answer_all(out, q, rc);
	return json_text_copy(code, text, sizeof(text))
	    ? json_fault(code, why, rc, "error %s", text)
	    : json_fault(list, why, rc, "no shipment in the answer");
}

static int
push_shipments(const struct aggregator *a, struct json_value root, struct observation_list *out,
    struct why *why)
{
	const struct track_number any = {.number = ""};
	const struct track_query q = {.numbers = &any, .count = 1};
	struct json_value kind = at_path(root, a->push_if);
	struct json_value shipments = json_path(root, a->push);
	int rc;

	if (!json_exists(json_items(shipments)) || (a->push_if != NULL && json_absent(kind)) ||
	    (a->push_is != NULL && !json_string_is(kind, a->push_is)))
		return 0;
	rc = aggregator_answer(a, shipments, &q, out, NULL, why);
	for (size_t i = 0; rc == 0 && i < out->count; i++)
		if (out->items[i].number[0] == '\0')
			rc = json_fault(shipments, why, ERR_MALFORMED, "no tracking number");
	return rc;
}

int
aggregator_push(const struct aggregator *a, const struct push_message *m,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	int rc = push_read(m, &doc, why);

	if (rc == 0)
		rc = push_shipments(a, json_root(&doc), out, why);
	json_doc_clear(&doc);
	return rc;
}

bool
aggregator_telling(const struct track_query *q)
{
	return q->next != NULL && q->next[0] != '\0';
}

void
aggregator_tell_next(struct observation_list *out, struct span numbers)
{
	char next[sizeof(out->next)];

	/* What does not fit waits for the next poll; a number is never cut. */
	while (numbers.len >= sizeof(next)) {
		while (numbers.len > 0 && numbers.data[numbers.len - 1] != ',')
			numbers.len--;
		numbers.len -= numbers.len > 0;
	}
	(void)text_cut(next, sizeof(next), numbers);
	memcpy(out->next, next, sizeof(next));
}

/* The countries and territories whose posts give S10 numbers, by ISO 3166-1, and YU that some still bear. */
static const char posts[] =
    "AD AE AF AG AI AL AM AN AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ "
    "CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM "
    "MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR "
    "PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ "
    "TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT YU ZA ZM ZW ";

int
aggregator_recognises(const char *number)
{
	static const struct number_shape shapes[] = {{"@@#{9}@@", CHECK_S10, 10, 0}};
	char country[] = "   ";

	if (shape_match(shapes, SHAPE_COUNT(shapes), number) == 0)
		return 0;
	memcpy(country, number + 11, 2);
	return strstr(posts, country) != NULL ? shapes[0].sure : 0;
}

const char *
aggregator_slug(
    const struct track_query *q, size_t i, const struct aggregator_slug *slugs, size_t count)
{
	struct carrier_guess guesses[8];
	size_t found;

	if (q->account->service[0] != '\0')
		return q->account->service;
	found = carrier_recognise(q->numbers[i].number, guesses, 8);
	for (size_t g = 0; g < found && guesses[g].sure >= SURE; g++)
		for (size_t k = 0; k < count; k++)
			if (strcmp(guesses[g].carrier->id, slugs[k].carrier) == 0)
				return slugs[k].slug;
	return NULL;
}

int
aggregator_open(struct http_request *out, enum http_method method, const struct track_query *q,
    const char *origin, const char *path, const char *header, const char *scheme)
{
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int rc = adapter_open(out, method, q->account, origin, path);

	(void)buf_addf(&value, "%s%s", scheme, secret_bytes(&q->account->key)); /* sticky */
	if (rc == 0)
		rc = buf_error(&value);
	if (rc == 0)
		rc = http_headers_add_secret(&out->headers, header, buf_str(&value));
	if (rc == 0 && method == HTTP_POST)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	if (value.data != NULL)
		explicit_bzero(value.data, value.room);
	buf_clear(&value);
	return rc;
}

int
aggregator_ask(
    const struct aggregator_door *door, const struct track_query *q, struct http_request *out)
{
	const char *slug = aggregator_slug(q, 0, door->slugs, door->slug_count);
	int rc = ERR_REJECTED;

	if (slug != NULL)
		rc = aggregator_open(
		    out, HTTP_GET, q, door->origin, door->path, door->header, door->scheme);
	if (rc == 0) {
		(void)text_add_percent(&out->url, span_of(slug)); /* errors are sticky */
		rc = buf_addf(&out->url, "%s%s", door->between, q->numbers[0].number);
	}
	if (rc < 0)
		http_request_clear(out);
	return rc;
}
