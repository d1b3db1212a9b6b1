#include "tests/support/mutants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers/adapter.h"
#include "monitor/base/json.h"
#include "monitor/base/text.h"
#include "tests/support/golden_files.h"

enum mutation { ABSENT, EMPTY, NOTHING, OTHER_KIND, OTHER_NUMBER, MUTATIONS };

static const char *const names[] = {
    "absent", "an empty string", "null", "of another kind", "one or a list"};

static const int statuses[] = {200, 400, 401, 403, 404, 409, 429, 500};

/* ---- writing: the tree again, with one node of it otherwise ---- */

struct writer {
	struct buf *out;
	uint32_t node; /* which is written otherwise */
	enum mutation how;
	bool changed;
};

static struct span
raw(struct json_value v)
{
	const struct json_node *node = &v.doc->nodes[v.node];

	return (struct span){v.doc->in.data + node->start, node->end - node->start};
}

/* As it was written: escapes stay. */
static void
add_quoted(struct buf *out, struct span text, const char *then)
{
	(void)buf_add_char(out, '"');
	(void)buf_add(out, text.data, text.len);
	(void)buf_add_char(out, '"');
	(void)buf_add_str(out, then);
}

static bool
is_plain_number(struct span text)
{
	if (text.len == 0 || text.len > 15 || (text.len > 1 && text.data[0] == '0'))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!text_is_digit(text.data[i]))
			return false;
	return true;
}

static void write_json(struct writer *w, struct json_value v);

static void
write_items(struct writer *w, struct json_value v, bool named)
{
	bool first = true;

	for (v = json_first(v); json_exists(v); v = json_next(v)) {
		const struct json_node *node = &v.doc->nodes[v.node];

		if (v.node == w->node && w->how == ABSENT) {
			w->changed = true;
			continue;
		}
		(void)buf_add_str(w->out, first ? "" : ",");
		first = false;
		if (named)
			add_quoted(
			    w->out, (struct span){v.doc->in.data + node->key, node->key_len}, ":");
		write_json(w, v);
	}
}

static void
write_plain(struct writer *w, struct json_value v)
{
	struct span text = raw(v);

	switch (json_kind(v)) {
	case JSON_KIND_OBJECT:
		(void)buf_add_char(w->out, '{');
		write_items(w, v, true);
		(void)buf_add_char(w->out, '}');
		return;
	case JSON_KIND_ARRAY:
		(void)buf_add_char(w->out, '[');
		write_items(w, v, false);
		(void)buf_add_char(w->out, ']');
		return;
	case JSON_KIND_STRING: add_quoted(w->out, text, ""); return;
	case JSON_KIND_NUMBER:
	case JSON_KIND_TRUE:
	case JSON_KIND_FALSE:
	case JSON_KIND_NULL:
	case JSON_KIND_MISSING: (void)buf_add(w->out, text.data, text.len); return;
	}
}

static void
write_json(struct writer *w, struct json_value v)
{
	enum json_kind kind = json_kind(v);
	bool whole = kind == JSON_KIND_OBJECT || kind == JSON_KIND_ARRAY;

	if (v.node != w->node) {
		write_plain(w, v);
		return;
	}
	w->changed = true;
	if (w->how == EMPTY) {
		(void)buf_add_str(w->out, "\"\"");
	} else if (w->how == NOTHING) {
		(void)buf_add_str(w->out, "null");
	} else if (w->how == OTHER_KIND && kind == JSON_KIND_STRING && is_plain_number(raw(v))) {
		(void)buf_add(w->out, raw(v).data, raw(v).len);
	} else if (w->how == OTHER_KIND && !whole && kind != JSON_KIND_STRING &&
	    kind != JSON_KIND_NULL) {
		add_quoted(w->out, raw(v), "");
	} else if (w->how == OTHER_NUMBER && kind == JSON_KIND_ARRAY && json_count(v) > 0) {
		w->node = JSON_NODE_NONE;
		write_plain(w, json_first(v));
	} else if (w->how == OTHER_NUMBER && kind == JSON_KIND_OBJECT) {
		w->node = JSON_NODE_NONE;
		(void)buf_add_char(w->out, '[');
		write_plain(w, v);
		(void)buf_add_char(w->out, ']');
	} else {
		w->changed = false;
	}
}

static void
write_text(struct writer *w, struct json_value v)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);

	if (json_add_text(&text, v) < 0)
		abort();
	(void)xml_add_text(w->out, buf_span(&text));
	buf_clear(&text);
}

/* Elements are members, attributes "@name", a text beside either "#text"; all but the first are absent or empty alone. */
static void
write_xml(struct writer *w, struct json_value v, const char *name)
{
	bool skip = v.node == w->node && w->how == ABSENT;
	bool empty = v.node == w->node && w->how == EMPTY;
	struct json_value child;
	char key[256];

	w->changed = w->changed || skip || empty;
	if (skip)
		return;
	(void)buf_addf(w->out, "<%s", name);
	for (child = json_first(v); json_exists(child) && !empty; child = json_next(child)) {
		(void)json_key_copy(child, key, sizeof(key));
		if (key[0] != '@')
			continue;
		if (child.node == w->node && w->how == ABSENT) {
			w->changed = true;
			continue;
		}
		(void)buf_addf(w->out, " %s=\"", key + 1);
		if (child.node == w->node && w->how == EMPTY)
			w->changed = true;
		else
			write_text(w, child);
		(void)buf_add_char(w->out, '"');
	}
	(void)buf_add_char(w->out, '>');
	if (json_kind(v) == JSON_KIND_STRING && !empty)
		write_text(w, v);
	for (child = json_first(v); json_exists(child) && !empty; child = json_next(child)) {
		(void)json_key_copy(child, key, sizeof(key));
		if (strcmp(key, "#text") == 0 && child.node == w->node)
			w->changed = w->changed || w->how == ABSENT;
		else if (strcmp(key, "#text") == 0)
			write_text(w, child);
		else if (key[0] != '@')
			write_xml(w, child, key);
	}
	(void)buf_addf(w->out, "</%s>", name);
}

/* ---- judging ---- */

/* What a reply said, and what of it is gone. */
struct facts {
	unsigned kinds; /* a bit for each kind of news that it had */
	bool instants;  /* a time with an offset, or in UTC; or no scan at all */
	bool cut;       /* more than a single value was taken away, so that what it hid may show */
	struct span body;
	const struct observation_list *whole;
};

/* A delivery, something to collect and bad news are each told only where they were told; that it goes on may also be the
 * coarser word for any of them. */
static unsigned
kind_of(enum milestone milestone)
{
	switch (milestone) {
	case MILESTONE_DELIVERED: return 1;
	case MILESTONE_READY_FOR_PICKUP: return 2;
	case MILESTONE_CUSTOMS:
	case MILESTONE_DELIVERY_ATTEMPTED:
	case MILESTONE_EXCEPTION:
	case MILESTONE_RETURNING:
	case MILESTONE_RETURNED:
	case MILESTONE_LOST_DAMAGED:
	case MILESTONE_CANCELLED:
	case MILESTONE_EXPIRED: return 4;
	case MILESTONE_LABEL_CREATED:
	case MILESTONE_ACCEPTED:
	case MILESTONE_IN_TRANSIT:
	case MILESTONE_OUT_FOR_DELIVERY:
	case MILESTONE_UNKNOWN: return 8;
	case MILESTONE_COUNT: break;
	}
	return 0;
}

static struct facts
facts_of(const struct http_response *in, const struct observation_list *list)
{
	struct facts facts = {.kinds = kind_of(MILESTONE_UNKNOWN),
	    .instants = true,
	    .body = buf_span(&in->body),
	    .whole = list};

	for (size_t i = 0; i < list->count; i++)
		for (size_t k = 0; k < list->items[i].events.count; k++) {
			const struct event *event = &list->items[i].events.items[k];

			facts.kinds |= kind_of(event->milestone);
			/* What was not understood may be bad news in other words. */
			if (event->milestone == MILESTONE_UNKNOWN)
				facts.kinds |= kind_of(MILESTONE_EXCEPTION);
			facts.instants =
			    (facts.instants && i + k > 0) || when_utc(event->at) != AT_NONE;
		}
	return facts;
}

static bool
holds(struct span text, const char *part)
{
	return memmem(text.data, text.len, part, strlen(part)) != NULL;
}

/* The day, or one beside it, stands in the reply as some carrier writes days; or the reply has moments as numbers. */
static bool
day_is_told(struct span body, struct when at)
{
	static const char *const months[] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	bool told = at.kind == WHEN_NONE || holds(body, "/Date(");

	for (int32_t day = at.day - 1; day <= at.day + 1 && !told; day++) {
		char text[8][24];
		int32_t y, m, d;

		day_to_civil(day, &y, &m, &d);
		(void)snprintf(text[0], sizeof(text[0]), "%04d-%02d-%02d", y, m, d);
		(void)snprintf(text[1], sizeof(text[1]), "%04d%02d%02d", y, m, d);
		(void)snprintf(text[2], sizeof(text[2]), "%02d/%02d/%04d", d, m, y);
		(void)snprintf(text[3], sizeof(text[3]), "%02d-%02d-%04d", d, m, y);
		(void)snprintf(text[4], sizeof(text[4]), "%02d.%02d.%04d", d, m, y);
		(void)snprintf(text[5], sizeof(text[5]), "%02d%02d%04d", d, m, y);
		(void)snprintf(text[6], sizeof(text[6]), "%d/%d/%04d", m, d, y);
		(void)snprintf(text[7], sizeof(text[7]), "%02d/%02d/%02d", d, m, y % 100);
		for (size_t i = 0; i < 8 && !told; i++)
			told = holds(body, text[i]);
		(void)snprintf(text[0], sizeof(text[0]), " %d, %04d", d, y);
		told = told || (holds(body, months[m - 1]) && holds(body, text[0]));
		(void)snprintf(
		    text[0], sizeof(text[0]), "%lld", (long long)day * DAY_SECONDS / 100000);
		told = told || holds(body, text[0]); /* a moment of Unix, in seconds or less */
	}
	return told;
}

static bool
near(struct when at, struct when told)
{
	return told.kind != WHEN_NONE && at.day >= told.day - 1 && at.day <= told.day + 1;
}

/* Mostly it is the day of something that was read before. */
static bool
is_told(const struct facts *facts, struct when at)
{
	for (size_t i = 0; i < facts->whole->count; i++) {
		const struct observation *o = &facts->whole->items[i];

		if (near(at, o->eta_from) || near(at, o->eta_until))
			return true;
		for (size_t k = 0; k < o->events.count; k++)
			if (near(at, o->events.items[k].at))
				return true;
	}
	return day_is_told(facts->body, at);
}

/* A coarser code speaks where a finer one is gone; of a delivery it does not. */
static bool
is_listed(const struct carrier *carrier, const struct facts *facts, const struct event *event)
{
	const struct code_row *row = adapter_code(carrier->codes, carrier->code_count, event->code);

	return row != NULL && row->milestone == event->milestone &&
	    event->milestone != MILESTONE_DELIVERED && holds(facts->body, event->code);
}

/* What breaks a rule; NULL. */
static const char *
judge_one(const struct carrier *carrier, const struct facts *facts, const struct observation *o)
{
	if (o->error != 0)
		return o->error == ERR_NOT_FOUND || o->error == ERR_REJECTED ||
			o->error == ERR_OUTAGE || o->error == ERR_MALFORMED
		    ? NULL
		    : "a number has an error that no number has";
	for (size_t i = 0; i < o->events.count; i++) {
		const struct event *event = &o->events.items[i];

		if (!facts->cut && (facts->kinds & kind_of(event->milestone)) == 0 &&
		    !is_listed(carrier, facts, event))
			return milestone_name(event->milestone);
		if (!is_told(facts, event->at))
			return "a scan's day is not told";
		if (when_utc(event->at) != AT_NONE && !facts->instants && !facts->cut &&
		    !holds(facts->body, "Z\""))
			return "an offset is not told";
		if (golden_personal(span_of(event->text)) != NULL ||
		    golden_personal(span_of(event->place)) != NULL)
			return "what belongs to a person comes out";
	}
	if (!is_told(facts, o->eta_from) || !is_told(facts, o->eta_until))
		return "the estimate is not told";
	if (o->pieces_delivered > o->pieces_total)
		return "more pieces delivered than there are";
	return NULL;
}

static const char *
try_one(const struct carrier *carrier, const struct facts *facts, const struct http_response *in,
    mutants_read_fn *read, void *arg)
{
	struct observation_list list = OBSERVATION_LIST_INIT;
	struct why why = {0};
	const char *wrong = NULL;
	int rc = read(in, &list, &why, arg);

	if (rc < 0 && (why.code != rc || why.text[0] == '\0'))
		wrong = "an error that is not explained";
	else if (rc < 0 && rc != ERR_BAD_CREDENTIALS && rc != ERR_RATE_LIMITED &&
	    rc != ERR_OUTAGE && rc != ERR_MALFORMED && rc != ERR_REJECTED)
		wrong = "an error that no reply has";
	for (size_t i = 0; rc == 0 && i < list.count && wrong == NULL; i++)
		wrong = judge_one(carrier, facts, &list.items[i]);
	observation_list_clear(&list);
	return wrong;
}

/* What says whose scans they are; and what by being there turns a delivery into a return. */
static bool
decides(const struct json_doc *doc, uint32_t node, const struct observation_list *whole)
{
	const struct json_node *n = &doc->nodes[node];
	const struct span text = {doc->in.data + n->start, n->end - n->start};
	const struct span key = {doc->in.data + n->key, n->key_len};
	bool yes = span_equal_str(key, "@ruecksendung");

	for (size_t i = 0; i < whole->count; i++)
		yes = yes || span_equal_str(text, whole->items[i].number);
	return yes;
}

size_t
mutants_check(const struct carrier *carrier, const struct http_response *in,
    const struct observation_list *whole, mutants_read_fn *read, void *arg, struct buf *wrong)
{
	struct facts facts = facts_of(in, whole);
	struct json_doc doc = JSON_DOC_INIT;
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct span body = text_trim(buf_span(&in->body));
	bool xml = text_starts(body, "<");
	size_t count = 0;

	if (body.len == 0 || (xml ? xml_parse(&doc, body, NULL) : json_parse(&doc, body, NULL)) < 0)
		goto out;
	for (uint32_t node = 1; node < doc.count && wrong->len == 0; node++) {
		facts.cut = doc.nodes[node].kind == JSON_KIND_ARRAY ||
		    doc.nodes[node].kind == JSON_KIND_OBJECT || decides(&doc, node, whole);
		for (int how = 0; how < MUTATIONS && wrong->len == 0; how++) {
			struct writer w = {.out = &text, .node = node, .how = (enum mutation)how};
			struct http_response mutant = *in;
			const char *fault;
			char path[128];

			buf_clear(&text);
			if (xml) {
				(void)json_key_copy(
				    json_first(json_root(&doc)), path, sizeof(path));
				write_xml(&w, json_first(json_root(&doc)), path);
			} else {
				write_json(&w, json_root(&doc));
			}
			if (!w.changed)
				continue;
			if (buf_error(&text) < 0)
				abort();
			mutant.body = text;
			fault = try_one(carrier, &facts, &mutant, read, arg);
			count++;
			json_node_path(&doc, node, "", path, sizeof(path));
			if (fault != NULL)
				(void)buf_addf(wrong, "%s %s: %s", path, names[how], fault);
		}
	}
	facts.cut = true;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]) && wrong->len == 0; i++) {
		struct http_response other = *in;
		const char *fault;

		other.status = statuses[i];
		fault = try_one(carrier, &facts, &other, read, arg);
		count++;
		if (fault != NULL)
			(void)buf_addf(wrong, "with status %d: %s", statuses[i], fault);
	}
out:
	buf_clear(&text);
	json_doc_clear(&doc);
	return count;
}
