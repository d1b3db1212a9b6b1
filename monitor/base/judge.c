#include "monitor/base/judge.h"

#include "monitor/base/reach.h"
#include "monitor/base/text.h"

#include <assert.h>
#include <stdlib.h>

void
journal_init(struct journal_entry *e, const char *name, uint64_t shipment, int64_t at_utc_ms)
{
	*e = (struct journal_entry){.shipment = shipment, .at_utc_ms = at_utc_ms};
	(void)text_cut(e->name, sizeof(e->name), span_of(name));
}

static struct journal_field *
journal_add(struct journal_entry *e, const char *name, enum field_kind kind)
{
	struct journal_field *field;

	assert(e->field_count < JOURNAL_FIELDS);
	field = &e->fields[e->field_count++];
	*field = (struct journal_field){.kind = kind};
	(void)text_cut(field->name, sizeof(field->name), span_of(name));
	return field;
}

void
journal_add_text(struct journal_entry *e, const char *name, const char *text)
{
	struct journal_field *field = journal_add(e, name, FIELD_TEXT);

	(void)text_cut(field->text, sizeof(field->text), span_of(text));
}

void
journal_add_number(struct journal_entry *e, const char *name, int64_t number)
{
	journal_add(e, name, FIELD_NUMBER)->number = number;
}

void
journal_add_at(struct journal_entry *e, const char *name, int64_t at_utc_ms)
{
	journal_add(e, name, FIELD_AT)->number = at_utc_ms;
}

void
journal_add_day(struct journal_entry *e, const char *name, int32_t day)
{
	journal_add(e, name, FIELD_DAY)->number = day;
}

struct effect *
effects_add(struct effects *e, enum effect_kind kind)
{
	struct effect *item;

	if (e->count == e->room) {
		size_t room = e->room > 0 ? 2 * e->room : 4;
		struct effect *items = realloc(e->items, room * sizeof(*items));

		if (items == NULL)
			return NULL;
		e->items = items;
		e->room = room;
	}
	item = &e->items[e->count++];
	*item = (struct effect){.kind = kind};
	switch (kind) {
	case EFFECT_NOTICE_NEW:
	case EFFECT_NOTICE_JOIN: item->notice = NOTICE_INIT; break;
	case EFFECT_CASE_OPEN: item->record = CASE_INIT; break;
	case EFFECT_JOURNAL: item->entry = (struct journal_entry){.at_utc_ms = AT_NONE}; break;
	case EFFECT_INCIDENT_OPEN: item->incident = INCIDENT_INIT; break;
	case EFFECT_INCIDENT_CLOSE:
	case EFFECT_NOTICE_SUPERSEDE:
	case EFFECT_NOTICE_HOLD:
	case EFFECT_CASE_RESOLVE:
	case EFFECT_CASE_ESCALATE:
	case EFFECT_REVIEW: break;
	}
	return item;
}

void
effects_clear(struct effects *e)
{
	if (e == NULL)
		return;
	free(e->items);
	tallies_clear(&e->tallies);
	*e = (struct effects){0};
}

void
verdict_clear(struct verdict *v)
{
	if (v == NULL)
		return;
	shipment_clear(&v->shipment);
	effects_clear(&v->effects);
	*v = (struct verdict){
	    .shipment = SHIPMENT_INIT, .order = ORDER_INIT, .next_review_utc_ms = AT_NONE};
}

/* ---- heads ---- */

struct parcel_head
parcel_head_of(const struct shipment *s)
{
	return (struct parcel_head){
	    .id = s->id,
	    .direction = s->direction,
	    .milestone = s->milestone,
	    .reason = s->reason,
	    .state = s->state,
	    .deadline_utc_ms = s->promise.deadline_utc_ms,
	    .promised_until_day = s->promise.until_day,
	    .expect_from_day = s->expect_from_day,
	    .expect_until_day = s->expect_until_day,
	    .last_scan_utc_ms = s->last_scan_utc_ms,
	    .registered_utc_ms = s->registered_utc_ms,
	    .handed_over = s->handed_over,
	    .adopted = s->adopted,
	    .cancelled = s->cancelled,
	    .superseded = s->superseded,
	    .closed = !shipment_open(s),
	};
}

struct notice_head
notice_head_of(const struct notice *n)
{
	struct notice_head head = {
	    .id = n->id,
	    .kind = n->kind,
	    .state = n->state,
	    .episode = n->episode,
	    .decided_utc_ms = n->decided_utc_ms,
	    .due_utc_ms = n->due_utc_ms,
	    .settled_utc_ms = n->settled_utc_ms,
	    .window_until_day = n->facts.window_until_day,
	    .milestone = n->facts.milestone,
	    .reason = n->facts.reason,
	    .attempts = n->attempts,
	    .by_hand = n->by_hand,
	    .shipment_count = n->shipment_count,
	};

	memcpy(head.shipments, n->shipments, sizeof(head.shipments));
	return head;
}

struct case_head
case_head_of(const struct case_record *c)
{
	return (struct case_head){
	    .id = c->id,
	    .reason = c->reason,
	    .state = c->state,
	    .shipment = c->shipment,
	    .due_utc_ms = c->due_utc_ms,
	    .escalated = c->escalated,
	    .owned = c->state == CASE_CLAIMED,
	};
}

struct incident_head
incident_head_of(const struct incident *i)
{
	struct incident_head head = {
	    .id = i->id,
	    .kind = i->kind,
	    .since_utc_ms = i->since_utc_ms,
	    .opened_utc_ms = i->opened_utc_ms,
	    .until_utc_ms = i->until_utc_ms,
	    .by_hand = i->by_hand,
	};

	memcpy(head.carrier, i->carrier, sizeof(head.carrier));
	memcpy(head.depot, i->depot, sizeof(head.depot));
	memcpy(head.lane, i->lane, sizeof(head.lane));
	return head;
}

bool
context_reachable(const struct context *c, const struct shop *shop)
{
	return c->has_person && reach_customer(shop, &c->person, 0) != 0;
}
