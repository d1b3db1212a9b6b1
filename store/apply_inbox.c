#include "store/apply_inbox.h"

#include "monitor/base/crash.h"
#include "monitor/base/text.h"
#include "store/walk.h"

#include <string.h>

enum {
	TRIMMED = 512,   /* forgotten by one op: a burst goes within minutes */
	WOKEN = 32,      /* messages of one number */
	FORGOTTEN = 256, /* looked through by one op */
};

/* What it counts for while it is not done. */
static int64_t
weight_of(const struct inbound *i)
{
	return i->bytes + LIMIT_INBOX_ROW_BYTES;
}

static bool
is_over(enum inbound_state state)
{
	return state == INBOUND_DONE || state == INBOUND_DROPPED;
}

/* A fresh one when there is none yet. */
static int
get_connector(struct work *w, const char *id, struct connector_state *out)
{
	struct key key = key_of_text(id);
	int rc = record_get(w->txn, &record_connector, &key, out);

	if (rc != ERR_NOT_FOUND)
		return rc;
	*out = CONNECTOR_STATE_INIT;
	return text_copy(out->id, sizeof(out->id), id);
}

/* A message of the shop's has come, or could not be read. */
static int
note(struct work *w, const struct inbound *i, bool unread)
{
	struct connector_state c;
	int rc;

	if (i->door != INBOUND_SHOP || (i->polled && !unread))
		return 0;
	rc = get_connector(w, i->source, &c);
	if (rc != 0)
		return rc;
	if (unread)
		c.unread_utc_ms = w->now_utc_ms;
	else
		connector_heard(&c, w->now_utc_ms);
	return record_put(w->txn, &record_connector, &c);
}

int
apply_inbound(struct work *w, const struct op *op, struct outcome *out)
{
	struct inbound i = op->inbound.entry;
	struct span body = buf_span(&op->inbound.body), value;
	struct key digest = KEY_INIT, id;
	int rc;

	if (i.source[0] == '\0' || i.door <= 0 || i.door >= INBOUND_DOORS)
		return outcome_refuse(out, ERR_MALFORMED, "a message comes through a door");
	i.bytes = (int64_t)body.len;
	(void)key_text(key_u8(&digest, (uint8_t)i.door), i.source);
	(void)key_bytes(&digest, i.digest, sizeof(i.digest));
	rc = lmdb_get(w->txn, TABLE_INBOUND_BY_DIGEST, &digest, &value);
	if (rc == 0) {
		out->result.existed = true;
		return span_u64(value, 0, &out->result.id) ? note(w, &i, false) : ERR_MALFORMED;
	}
	if (rc != ERR_NOT_FOUND)
		return rc;
	if (w->registrations_stopped || w->meta.inbound_bytes + weight_of(&i) > LIMIT_INBOX_BYTES)
		return outcome_refuse(out, ERR_FULL, "there is no room for more messages now");
	i.id = ++w->meta.inbound;
	i.state = INBOUND_WAITING;
	i.received_utc_ms = i.due_utc_ms = w->now_utc_ms;
	w->meta.inbound_bytes += weight_of(&i);
	w->meta_changed = true;
	out->result.id = i.id;
	id = key_of_id(i.id);
	rc = record_add(w->txn, &record_inbound, &i);
	CRASH_POINT("store.inbound_put");
	if (rc == 0)
		rc = lmdb_put(w->txn, TABLE_INBOUND_BODY, &id, body);
	return rc != 0 ? rc : note(w, &i, false);
}

/* Those of people alone: what the daemon does with a message it does once a message, and the journal is read by people. */
static int
journal(struct work *w, const char *name, const struct inbound *i, const struct op *op)
{
	struct journal_entry entry;

	journal_init(&entry, name, 0, w->now_utc_ms);
	journal_add_number(&entry, "message", (int64_t)i->id);
	journal_add_text(&entry, "source", i->source);
	if (i->error != 0)
		journal_add_text(&entry, "error", err_name(i->error));
	if (op->author[0] != '\0')
		journal_add_text(&entry, "author", op->author);
	return work_journal(w, &entry);
}

/* It leaves its state; what is over loses its bytes. */
static int
settle(struct work *w, struct inbound *i, enum inbound_state state, int64_t due_utc_ms)
{
	struct key key = key_of_id(i->id);
	int rc = 0;

	if (is_over(state) && !is_over(i->state)) {
		w->meta.inbound_bytes -= weight_of(i);
		w->meta_changed = true;
		rc = lmdb_delete(w->txn, TABLE_INBOUND_BODY, &key);
	}
	if (state != INBOUND_KEPT)
		i->number_count = 0;
	i->state = state;
	i->due_utc_ms = due_utc_ms;
	i->settled_utc_ms = state == INBOUND_WAITING ? AT_NONE : w->now_utc_ms;
	return rc != 0 ? rc : record_put(w->txn, &record_inbound, i);
}

/* What became of reading it. One that a person has dropped meanwhile stays dropped. */
static int
settle_read(struct work *w, struct inbound *i, const struct op *op)
{
	int64_t now = w->now_utc_ms;
	int rc;

	if (i->state != INBOUND_WAITING)
		return 0;
	i->attempts++;
	i->error = op->inbox.error;
	(void)text_cut(i->text, sizeof(i->text), span_of(op->text));
	switch (op->inbox.verb) {
	case INBOX_DONE: return settle(w, i, INBOUND_DONE, now + LIMIT_INBOX_DIGEST_MS);
	case INBOX_LATER: return settle(w, i, INBOUND_WAITING, op->inbox.until_utc_ms);
	case INBOX_KEEP:
		memcpy(i->numbers, op->inbox.numbers, sizeof(i->numbers));
		i->number_count = op->inbox.number_count;
		return settle(w, i, INBOUND_KEPT, i->received_utc_ms + LIMIT_INBOX_KEPT_MS);
	case INBOX_FAIL:
		rc = settle(w, i, INBOUND_FAILED, now + LIMIT_INBOX_FAILED_MS);
		if (rc == 0)
			rc = note(w, i, true);
		return rc != 0 ? rc : journal(w, "inbox.failed", i, op);
	case INBOX_RETRY:
	case INBOX_DROP: break; /* of people */
	}
	return ERR_BUG;
}

int
apply_inbox(struct work *w, const struct op *op, struct outcome *out)
{
	bool retry = op->inbox.verb == INBOX_RETRY;
	struct key key = key_of_id(op->id);
	struct inbound i;
	int rc = record_get(w->txn, &record_inbound, &key, &i);

	out->result.id = op->id;
	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(
		    out, rc, "there is no message %llu", (unsigned long long)op->id);
	if (rc != 0 || (!retry && op->inbox.verb != INBOX_DROP))
		return rc != 0 ? rc : settle_read(w, &i, op);
	if (is_over(i.state))
		return outcome_refuse(out, ERR_CONFLICT, "the message is %s: its bytes are gone",
		    inbound_state_name(i.state));
	rc = retry ? settle(w, &i, INBOUND_WAITING, w->now_utc_ms)
		   : settle(w, &i, INBOUND_DROPPED, w->now_utc_ms + LIMIT_INBOX_DIGEST_MS);
	return rc != 0 ? rc : journal(w, retry ? "inbox.retried" : "inbox.dropped", &i, op);
}

int
apply_endpoint(struct work *w, const struct op *op, struct outcome *out)
{
	struct key key = key_of_text(op->endpoint.state.id);
	struct endpoint_state is;
	struct journal_entry entry;
	bool replay = op->endpoint.from_seq < 0;
	int rc = record_get(w->txn, &record_endpoint, &key, &is);

	if (replay && (uint64_t)op->endpoint.state.seq < w->meta.journal_gone)
		return outcome_refuse(out, ERR_NOT_FOUND,
		    "what came before %llu is too old and gone: say that number, or a later one",
		    (unsigned long long)w->meta.journal_gone);
	if (rc == 0 && !replay && is.seq != op->endpoint.from_seq)
		return outcome_refuse(out, ERR_CONFLICT, "it was set elsewhere meanwhile");
	if (rc == 0 || rc == ERR_NOT_FOUND)
		rc = record_put(w->txn, &record_endpoint, &op->endpoint.state);
	if (rc != 0 || !replay)
		return rc;
	journal_init(&entry, "events.replayed", 0, w->now_utc_ms);
	journal_add_text(&entry, "endpoint", op->endpoint.state.id);
	journal_add_number(&entry, "after", op->endpoint.state.seq);
	journal_add_text(&entry, "author", op->author);
	return work_journal(w, &entry);
}

int
apply_connector(struct work *w, const struct op *op, struct outcome *out)
{
	struct connector_state c;
	int rc;

	if (op->connector.id[0] == '\0')
		return outcome_refuse(out, ERR_MALFORMED, "which connector?");
	rc = get_connector(w, op->connector.id, &c);
	if (rc != 0)
		return rc;
	c.asked_utc_ms = op->connector.asked_utc_ms;
	c.until_utc_ms = op->connector.until_utc_ms;
	c.failing_since_utc_ms = op->connector.failing_since_utc_ms;
	c.error = op->connector.error;
	return record_put(w->txn, &record_connector, &c);
}

int
apply_inbox_wake(struct work *w, const char *number)
{
	struct key prefix = key_of_text(number);
	uint64_t ids[WOKEN];
	struct inbound i;
	size_t count;
	int rc = walk_ids(w->txn,
	    &(struct walk){
		.table = TABLE_INBOUND_BY_NUMBER, .prefix = &prefix, .until_utc_ms = AT_NONE},
	    ids, WOKEN, &count);

	for (size_t n = 0; rc == 0 && n < count; n++) {
		struct key key = key_of_id(ids[n]);

		rc = record_get(w->txn, &record_inbound, &key, &i);
		if (rc == 0)
			rc = settle(w, &i, INBOUND_WAITING, w->now_utc_ms);
	}
	return rc;
}

/* In any case of letters. */
static bool
names(struct span body, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; len > 0 && i + len <= body.len; i++) {
		size_t k = 0;

		while (k < len && text_lower(body.data[i + k]) == text_lower(word[k]))
			k++;
		if (k == len)
			return true;
	}
	return false;
}

/* One that is about to be read is over soon, and may be news. */
static int
drop_named(struct work *w, uint64_t id)
{
	struct key key = key_of_id(id);
	struct inbound i;
	int rc = record_get(w->txn, &record_inbound, &key, &i);

	if (rc != 0 || i.state == INBOUND_WAITING || is_over(i.state))
		return rc;
	memset(i.text, 0, sizeof(i.text));
	return settle(w, &i, INBOUND_DROPPED, w->now_utc_ms + LIMIT_INBOX_DIGEST_MS);
}

int
apply_inbox_forget(struct work *w, const struct person *p, struct key *after, bool *ended)
{
	const char *word = p->email[0] != '\0' ? p->email
	    : p->phone[0] != '\0'              ? p->phone
					       : p->name;
	uint64_t ids[FORGOTTEN], id;
	size_t rows = 0, bytes = 0, count = 0;
	struct span key, body;
	struct lmdb_scan scan;
	int rc = lmdb_scan_open(&scan, w->txn, TABLE_INBOUND_BODY, NULL,
	    (struct span){(const char *)after->bytes, after->len}, false);

	*ended = false;
	while (rc == 0 && rows < FORGOTTEN && bytes < LIMIT_BATCH_BYTES) {
		*ended = !lmdb_scan_next(&scan, &key, &body);
		if (*ended)
			break;
		rows++;
		bytes += body.len;
		*after = KEY_INIT;
		(void)key_bytes(after, key.data, key.len);
		if (!span_u64(key, 0, &id))
			rc = ERR_MALFORMED;
		else if (names(body, word))
			ids[count++] = id;
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = drop_named(w, ids[i]);
	return rc;
}

int
apply_inbox_trim(struct work *w)
{
	struct key prefix = KEY_INIT;
	uint64_t ids[TRIMMED];
	struct inbound i;
	size_t count;
	int rc;

	(void)key_u8(&prefix, INBOUND_DUE_FORGET);
	rc = walk_ids(w->txn,
	    &(struct walk){
		.table = TABLE_INBOUND_BY_DUE, .prefix = &prefix, .until_utc_ms = w->now_utc_ms},
	    ids, TRIMMED, &count);
	for (size_t n = 0; rc == 0 && n < count; n++) {
		struct key key = key_of_id(ids[n]);

		rc = record_get(w->txn, &record_inbound, &key, &i);
		if (rc == 0 && !is_over(i.state)) /* its bytes go, and are counted no more */
			rc = settle(w, &i, INBOUND_DONE, w->now_utc_ms);
		if (rc == 0)
			rc = record_remove(w->txn, &record_inbound, &key);
	}
	return rc;
}
