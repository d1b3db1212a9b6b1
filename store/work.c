#include "store/work.h"

#include "monitor/base/crash.h"
#include "monitor/base/text.h"
#include "store/learn.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
outcome_reset(struct outcome *o)
{
	buf_clear(&o->message);
	*o = (struct outcome){.message = BUF_INIT(LIMIT_BATCH_BYTES)};
}

int
outcome_refuse(struct outcome *o, int rc, const char *format, ...)
{
	va_list args;

	o->result.rc = rc;
	va_start(args, format);
	(void)vsnprintf(o->result.text, sizeof(o->result.text), format, args); /* cut: prose */
	va_end(args);
	return 0;
}

int
work_begin(struct work *w)
{
	struct key key = key_of_text("meta");
	int rc = lmdb_write(w->db, &w->txn);

	if (rc != 0)
		return rc;
	w->meta_changed = false;
	rc = record_get(w->txn, &record_meta, &key, &w->meta);
	if (rc == 0)
		rc = learn_begin(w);
	if (rc != 0)
		work_abort(w);
	return rc;
}

int
work_commit(struct work *w)
{
	struct lmdb_txn *txn = w->txn;
	int rc = learn_write(w);

	CRASH_POINT("store.before_meta");
	if (rc == 0 && w->meta_changed)
		rc = record_put(txn, &record_meta, &w->meta);
	if (rc != 0) {
		work_abort(w);
		return rc;
	}
	CRASH_POINT("store.before_commit");
	w->txn = NULL;
	rc = lmdb_commit(txn);
	CRASH_POINT("store.after_commit");
	if (rc != 0)
		learn_undo(w);
	return rc;
}

void
work_abort(struct work *w)
{
	w->named_person = 0; /* what it had found is there again */
	lmdb_abort(w->txn);
	w->txn = NULL;
	learn_undo(w);
}

int
work_journal(struct work *w, struct journal_entry *entry)
{
	entry->seq = ++w->meta.journal;
	w->meta_changed = true;
	return record_add(w->txn, &record_journal, entry);
}

int
work_notice(struct work *w, uint64_t id, struct notice *out)
{
	struct key key = key_of_id(id);

	return record_get(w->txn, &record_notice, &key, out);
}

int
work_case(struct work *w, uint64_t id, struct case_record *out)
{
	struct key key = key_of_id(id);

	return record_get(w->txn, &record_case, &key, out);
}

int
work_shop(struct work *w, const char *shop, struct shop_record *out)
{
	struct key key = key_of_text(shop);
	int rc = record_get(w->txn, &record_shop, &key, out);

	if (rc != ERR_NOT_FOUND)
		return rc;
	*out = (struct shop_record){0};
	return text_copy(out->shop, sizeof(out->shop), shop);
}

const char *
work_said(const struct notice *n, const char *text)
{
	return n->audience == AUDIENCE_CUSTOMER && n->person == 0 ? "" : text;
}

int
work_notice_put(struct work *w, struct notice *n, enum notice_state state, const char *text)
{
	n->state = state;
	n->settled_utc_ms = notice_settled(state) ? w->now_utc_ms : AT_NONE;
	if (text != NULL && text[0] != '\0')
		(void)text_cut(n->answer_text, sizeof(n->answer_text), span_of(text));
	return record_put(w->txn, &record_notice, n);
}

int
work_notice_state(struct work *w, struct notice *n, enum notice_state state, const char *text)
{
	struct journal_entry entry;
	char name[sizeof(entry.name)];
	int rc = work_notice_put(w, n, state, text);

	if (rc != 0)
		return rc;
	(void)snprintf(name, sizeof(name), "notice.%s", notice_state_name(state));
	journal_init(&entry, name, n->shipment_count > 0 ? n->shipments[0] : 0, w->now_utc_ms);
	journal_add_number(&entry, "notice", (int64_t)n->id);
	journal_add_text(&entry, "kind", notice_kind_name(n->kind));
	journal_add_text(&entry, "shop", n->shop);
	journal_add_text(&entry, "order", n->order);
	if (n->attempts > 0)
		journal_add_number(&entry, "attempt", n->attempts);
	if (n->answer != 0)
		journal_add_text(&entry, "answer", answer_name(n->answer));
	return work_journal(w, &entry);
}

void
work_case_note(struct work *w, struct case_record *c, const char *author, const char *text)
{
	struct case_note *note;

	if (text[0] == '\0')
		return;
	if (c->note_count == LIMIT_CASE_NOTES)
		memmove(c->notes, c->notes + 1, --c->note_count * sizeof(c->notes[0]));
	note = &c->notes[c->note_count++];
	*note = (struct case_note){.at_utc_ms = w->now_utc_ms};
	(void)text_cut(note->author, sizeof(note->author), span_of(author));
	(void)text_cut(note->text, sizeof(note->text), span_of(text));
}

int
work_incident(struct work *w, uint64_t id, struct incident *out)
{
	struct key key = key_of_id(id);

	return record_get(w->txn, &record_incident, &key, out);
}

/* The open one of the same carrier, depot and lane; *id 0: none. */
static int
incident_find(struct work *w, const struct incident *wanted, uint64_t *id)
{
	struct key prefix = key_of_text(wanted->carrier);
	struct lmdb_scan scan;
	struct span key;
	uint64_t found;
	int rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_INCIDENT_BY_OPEN, &prefix, (struct span){NULL, 0}, false);

	*id = 0;
	while (rc == 0 && *id == 0 && lmdb_scan_next(&scan, &key, NULL)) {
		struct incident i;

		rc =
		    span_u64(key, prefix.len, &found) ? work_incident(w, found, &i) : ERR_MALFORMED;
		if (rc == 0 && strcmp(i.depot, wanted->depot) == 0 &&
		    strcmp(i.lane, wanted->lane) == 0)
			*id = found;
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

int
work_incident_open(struct work *w, const struct incident *wanted, uint64_t *id)
{
	struct incident i = *wanted;
	uint64_t known;
	int rc = incident_find(w, wanted, &known);

	if (rc == 0 && known == 0) {
		i.id = known = ++w->meta.incident;
		w->meta_changed = true;
		i.closed_utc_ms = AT_NONE;
		if (i.opened_utc_ms == AT_NONE)
			i.opened_utc_ms = w->now_utc_ms;
		rc = record_add(w->txn, &record_incident, &i);
	}
	if (rc == 0 && id != NULL)
		*id = known;
	return rc;
}

int
work_incident_close(struct work *w, uint64_t id, const char *text)
{
	struct incident i;
	int rc = work_incident(w, id, &i);

	if (rc != 0 || i.closed_utc_ms != AT_NONE)
		return rc;
	i.closed_utc_ms = w->now_utc_ms;
	(void)text_cut(i.text, sizeof(i.text), span_of(text));
	return record_put(w->txn, &record_incident, &i);
}
