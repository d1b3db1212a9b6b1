#include "store/apply_case.h"

#include "monitor/base/text.h"

#include "store/effects.h"
#include "store/erase.h"

#include <string.h>

enum { DATA_DUE_MS = 10 * DAY_MS };

static int
journal(struct work *w, const struct case_record *c, const char *name)
{
	struct journal_entry entry;

	journal_init(&entry, name, c->shipment, w->now_utc_ms);
	if (c->id != 0) /* it is given to a new one as it is put */
		journal_add_number(&entry, "case", (int64_t)c->id);
	journal_add_text(&entry, "reason", case_reason_name(c->reason));
	journal_add_text(&entry, "shop", c->shop);
	journal_add_text(&entry, "order", c->order);
	return work_journal(w, &entry);
}

/* Somebody asks what is held of them: a person answers, within the month that laws give. */
static int
open_data_case(struct work *w, const struct op *op)
{
	struct effects effects = {0};
	struct effect *e = effects_add(&effects, EFFECT_CASE_OPEN);
	struct parcel p = PARCEL_INIT;
	struct case_record *c = NULL;
	uint64_t id = 0;
	struct key key;
	int rc = e == NULL ? ERR_NOMEM : erase_next(w, op->id, &id);

	key = key_of_id(id);
	if (rc == 0)
		rc = id == 0 ? ERR_NOT_FOUND : record_get_head(w->txn, &record_parcel, &key, &p);
	if (rc == 0) {
		c = &e->record;
		c->reason = CASE_DATA_REQUEST;
		c->state = CASE_OPEN;
		memcpy(c->shop, p.shipment.shop, sizeof(c->shop));
		memcpy(c->order, p.shipment.order, sizeof(c->order));
		c->opened_utc_ms = w->now_utc_ms;
		c->due_utc_ms = w->now_utc_ms + DATA_DUE_MS;
		c->resolved_utc_ms = AT_NONE;
		c->note_count = 1;
		c->notes[0].at_utc_ms = w->now_utc_ms;
		(void)text_cut(c->notes[0].author, sizeof(c->notes[0].author), span_of(op->author));
		(void)text_cut(c->notes[0].text, sizeof(c->notes[0].text), span_of(op->text));
		rc = effects_apply(w, &effects);
	}
	if (rc == 0)
		rc = journal(w, c, "case.opened");
	shipment_clear(&p.shipment);
	effects_clear(&effects);
	/* Nobody any more: there is nothing to answer. */
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

int
apply_case(struct work *w, const struct op *op, struct outcome *out)
{
	static const char *const names[] = {[CASE_CLAIM] = "case.claimed",
	    [CASE_NOTE] = "case.noted",
	    [CASE_RESOLVE] = "case.resolved",
	    [CASE_UNCLAIM] = "case.unclaimed",
	    [CASE_REOPEN] = "case.reopened",
	    [CASE_ASSIGN] = "case.assigned"};
	struct case_record c;
	int rc;

	if (op->case_verb == CASE_DATA)
		return open_data_case(w, op);
	rc = work_case(w, op->id, &c);
	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(out, rc, "there is no case %llu", (unsigned long long)op->id);
	if (rc != 0)
		return rc;
	if (op->case_verb < CASE_CLAIM || op->case_verb > CASE_ASSIGN)
		return outcome_refuse(out, ERR_BUG, "there is no such verb of cases");
	if (op->case_verb == CASE_REOPEN ? c.state != CASE_RESOLVED
					 : c.state == CASE_RESOLVED && op->case_verb != CASE_NOTE)
		return op->case_verb == CASE_RESOLVE || op->case_verb == CASE_REOPEN
		    ? 0
		    : outcome_refuse(out, ERR_CONFLICT, "the case is resolved");
	switch (op->case_verb) {
	case CASE_CLAIM:
		if (op->author[0] == '\0')
			return outcome_refuse(out, ERR_MALFORMED, "who takes the case?");
		if (c.state == CASE_CLAIMED && strcmp(c.owner, op->author) != 0)
			return outcome_refuse(out, ERR_CONFLICT, "%s has the case", c.owner);
		c.state = CASE_CLAIMED;
		(void)text_cut(c.owner, sizeof(c.owner), span_of(op->author));
		break;
	case CASE_NOTE:
	case CASE_DATA: break;
	case CASE_RESOLVE:
		c.state = CASE_RESOLVED;
		c.resolved_utc_ms = w->now_utc_ms;
		break;
	case CASE_UNCLAIM:
		if (c.state != CASE_CLAIMED || strcmp(c.owner, op->author) != 0)
			return outcome_refuse(out, ERR_CONFLICT, "who lets go must have the case");
		c.state = CASE_OPEN;
		c.owner[0] = '\0';
		break;
	case CASE_REOPEN:
		c.state = c.owner[0] != '\0' ? CASE_CLAIMED : CASE_OPEN;
		c.resolved_utc_ms = AT_NONE;
		break;
	case CASE_ASSIGN:
		(void)text_cut(c.owner, sizeof(c.owner), span_of(op->text));
		c.state = c.owner[0] != '\0' ? CASE_CLAIMED : CASE_OPEN;
		break;
	}
	if (op->case_verb != CASE_ASSIGN)
		work_case_note(w, &c, op->author, op->text);
	rc = record_put(w->txn, &record_case, &c);
	return rc != 0 ? rc : journal(w, &c, names[op->case_verb]);
}
