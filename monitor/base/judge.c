#include "monitor/base/judge.h"

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
	case EFFECT_NOTICE_SUPERSEDE:
	case EFFECT_NOTICE_HOLD:
	case EFFECT_CASE_RESOLVE:
	case EFFECT_CASE_ESCALATE: break;
	}
	return item;
}

void
effects_clear(struct effects *e)
{
	if (e == NULL)
		return;
	free(e->items);
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
