#include "monitor/base/event_out.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/text.h"

enum { TELL_AFTER = 4 }; /* failures in a row: after 35 minutes of the schedule */

void
event_out_forgive(struct endpoint_state *s)
{
	s->off = false;
	s->next_utc_ms = s->failing_since_utc_ms = AT_NONE;
	s->attempts = s->code = s->error = 0;
}

void
event_out_replay(struct endpoint_state *s, int64_t since)
{
	event_out_forgive(s);
	s->seq = since;
	s->left_utc_ms = AT_NONE;
}

bool
event_out_troubled(const struct endpoint_state *s)
{
	return s->off || s->attempts >= TELL_AFTER;
}

void
event_out_answer(const struct endpoint_state *s, char text[LIMIT_TEXT_ROOM])
{
	text[0] = '\0';
	if (s->code > 0)
		(void)snprintf(text, LIMIT_TEXT_ROOM, "HTTP %d", s->code);
	else if (s->error != 0)
		(void)snprintf(text, LIMIT_TEXT_ROOM, "%s",
		    s->error == ERR_FORBIDDEN ? "its address is not a public one: see allow_private"
					      : err_text(s->error));
}

/* An entry of the journal and its name outside. `kind`: only entries whose field "kind" says so. */
static const struct {
	const char *entry, *kind, *name;
} rows[] = {
    {"shipment.registered", NULL, "shipment.registered"},
    {"parcel.milestone", NULL, "shipment.milestone.changed"},
    {"promise.at_risk", NULL, "promise.at_risk"},
    {"promise.slipping", NULL, "promise.slipped"},
    {"promise.missed", NULL, "promise.missed"},
    {"promise.kept", NULL, "promise.kept"},
    {"promise.on_track", NULL, "promise.recovered"},
    {"notice.decided", "still_no_news", "followup.due"},
    {"notice.sent", "still_no_news", "followup.kept"},
    {"notice.sent", NULL, "notice.sent"},
    {"notice.dead", NULL, "notice.failed"},
    {"notice.refused", NULL, "notice.failed"},
    {"notice.bounced", NULL, "notice.failed"},
    {"case.opened", NULL, "case.opened"},
    {"incident.opened", NULL, "carrier.silent"},
    {"incident.closed", NULL, "carrier.recovered"},
    {"lane.below_target", NULL, "checkout.warning"},
    {"lane.keeps_target", NULL, "checkout.recovered"},
};

static const char *const names[] = {"shipment.registered", "shipment.milestone.changed",
    "promise.at_risk", "promise.slipped", "promise.missed", "promise.kept", "promise.recovered",
    "notice.sent", "notice.failed", "followup.due", "followup.kept", "case.opened",
    "carrier.silent", "carrier.recovered", "checkout.warning", "checkout.recovered", NULL};

static const char promise[] = "promise.";

const char *const *
event_out_names(void)
{
	return names;
}

/* ---- which ---- */

int
event_out_check_names(const char *list, struct why *why)
{
	struct span rest = span_of(list), name;

	while (text_split(&rest, ',', &name)) {
		size_t i = 0;

		name = text_trim(name);
		while (names[i] != NULL && !span_equal_str(name, names[i]))
			i++;
		if (names[i] == NULL)
			return why_set(why, ERR_NOT_FOUND, SIZE_MAX, NULL,
			    "'%.*s' is no event: promise.slipped, say; monitor/notice/README.md lists them",
			    (int)name.len, name.data);
	}
	return 0;
}

static const struct journal_field *
field_of(const struct journal_entry *entry, const char *name)
{
	for (size_t i = 0; i < entry->field_count; i++)
		if (strcmp(entry->fields[i].name, name) == 0)
			return &entry->fields[i];
	return NULL;
}

bool
event_out_state(const struct journal_entry *entry, enum promise_state *state)
{
	return text_starts(span_of(entry->name), promise) &&
	    promise_state_from_name(entry->name + strlen(promise), state) == 0;
}

bool
event_out_needs_state(const struct journal_entry *entry)
{
	return text_starts(span_of(entry->name), promise);
}

const char *
event_out_name(const struct journal_entry *entry, enum promise_state was)
{
	const struct journal_field *kind = field_of(entry, "kind");
	enum promise_state state;

	/* Of an unchanged state only the reason or the expected day is new: a slip is told again by its day, others are not. */
	if (event_out_state(entry, &state) && state == was && state != PROMISE_SLIPPING)
		return NULL;
	if (event_out_state(entry, &state) && state == PROMISE_ON_TRACK && was != PROMISE_AT_RISK &&
	    was != PROMISE_SLIPPING && was != PROMISE_MISSED)
		return NULL;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].entry, entry->name) == 0 &&
		    (rows[i].kind == NULL ||
			(kind != NULL && strcmp(kind->text, rows[i].kind) == 0)))
			return rows[i].name;
	return NULL;
}

void
event_out_shop(const struct journal_entry *entry, char shop[LIMIT_SHOP_ROOM])
{
	const struct journal_field *field = field_of(entry, "shop");

	(void)text_cut(shop, LIMIT_SHOP_ROOM, span_of(field != NULL ? field->text : ""));
}

bool
event_out_wanted(const struct event_endpoint *e, const char *name, const char *shop)
{
	struct span rest = span_of(e->names), one;

	if (e->shop[0] != '\0' && shop[0] != '\0' && strcmp(e->shop, shop) != 0)
		return false;
	while (text_split(&rest, ',', &one))
		if (span_equal_str(text_trim(one), name))
			return true;
	return e->names[0] == '\0';
}

/* ---- what is said ---- */

void
event_out_id(const struct journal_entry *entry, char id[96])
{
	(void)snprintf(id, 96, "evt_%" PRIu64 "_%" PRId64, entry->seq, entry->at_utc_ms);
}

static void
out_at(struct json_out *w, const char *name, int64_t utc_ms)
{
	struct buf text = BUF_INIT(64);

	if (utc_ms == AT_NONE)
		json_out_null(w, name);
	else if (when_add_utc(&text, utc_ms) == 0)
		json_out_str(w, name, buf_str(&text));
	buf_clear(&text);
}

static void
out_field(struct json_out *w, const struct journal_field *f)
{
	struct buf text = BUF_INIT(64);

	switch (f->kind) {
	case FIELD_TEXT: json_out_str(w, f->name, f->text); break;
	case FIELD_NUMBER: json_out_int(w, f->name, f->number); break;
	case FIELD_AT: out_at(w, f->name, f->number); break;
	case FIELD_DAY:
		if (f->number != DAY_NONE && day_add(&text, (int32_t)f->number) == 0)
			json_out_str(w, f->name, buf_str(&text));
		else
			json_out_null(w, f->name);
		break;
	}
	buf_clear(&text);
}

int
event_out_body(
    const struct journal_entry *entry, const char *name, const struct shipment *s, struct buf *out)
{
	static const char *const parcels[] = {"shop", "order", "carrier", "number", "id"};
	struct json_out w = JSON_OUT_INIT;
	int rc;

	json_out_object(&w, NULL);
	json_out_str(&w, "type", name);
	out_at(&w, "timestamp", entry->at_utc_ms);
	json_out_object(&w, "data");
	if (s != NULL) {
		json_out_int(&w, "id", (int64_t)s->id);
		json_out_str(&w, "shop", s->shop);
		json_out_str(&w, "order", s->order);
		json_out_str(&w, "carrier", s->carrier);
		json_out_str(&w, "number", s->number);
	}
	for (size_t i = 0; i < entry->field_count; i++) {
		bool said = false;

		for (size_t k = 0; k < sizeof(parcels) / sizeof(parcels[0]); k++)
			said =
			    said || (s != NULL && strcmp(entry->fields[i].name, parcels[k]) == 0);
		if (!said)
			out_field(&w, &entry->fields[i]);
	}
	json_out_end(&w);
	json_out_end(&w);
	rc = json_out_take(&w, out, false);
	json_out_clear(&w);
	return rc;
}
