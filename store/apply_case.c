#include "store/apply_case.h"

#include "monitor/base/text.h"

#include <string.h>

static int
journal(struct work *w, const struct case_record *c, const char *name)
{
	struct journal_entry entry;

	journal_init(&entry, name, c->shipment, w->now_utc_ms);
	journal_add_number(&entry, "case", (int64_t)c->id);
	journal_add_text(&entry, "reason", case_reason_name(c->reason));
	journal_add_text(&entry, "shop", c->shop);
	journal_add_text(&entry, "order", c->order);
	return work_journal(w, &entry);
}

int
apply_case(struct work *w, const struct op *op, struct outcome *out)
{
	static const char *const names[] = {[CASE_CLAIM] = "case.claimed",
	    [CASE_NOTE] = "case.noted",
	    [CASE_RESOLVE] = "case.resolved",
	    [CASE_UNCLAIM] = "case.unclaimed",
	    [CASE_REOPEN] = "case.reopened"};
	struct case_record c;
	int rc = work_case(w, op->id, &c);

	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(out, rc, "there is no case %llu", (unsigned long long)op->id);
	if (rc != 0)
		return rc;
	if (op->case_verb < CASE_CLAIM || op->case_verb > CASE_REOPEN)
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
	case CASE_NOTE: break;
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
	}
	work_case_note(w, &c, op->author, op->text);
	rc = record_put(w->txn, &record_case, &c);
	return rc != 0 ? rc : journal(w, &c, names[op->case_verb]);
}
