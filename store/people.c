#include "store/people.h"

#include "monitor/base/text.h"
#include "store/apply_notice.h"

#include <string.h>

int
people_by_email(struct lmdb_txn *txn, const char *shop, const char *email, struct person *out)
{
	struct key key = KEY_INIT;
	struct span value;
	uint64_t id;
	int rc;

	if (email[0] == '\0' || strlen(email) >= LIMIT_EMAIL_ROOM)
		return ERR_NOT_FOUND;
	rc = lmdb_get(txn, TABLE_BY_EMAIL, key_lower(key_text(&key, shop), email), &value);
	if (rc != 0)
		return rc;
	if (!span_u64(value, 0, &id))
		return ERR_MALFORMED;
	key = key_of_id(id);
	return record_get(txn, &record_person, &key, out);
}

/* ---- what people say ---- */

static void
suppress(struct person *p, uint64_t notice, int64_t now_utc_ms)
{
	p->suppressed = true;
	p->suppressed_by = notice;
	p->suppressed_utc_ms = now_utc_ms;
}

/* What a verb makes of a person, and its name in the journal. */
static const char *
obey(struct person *p, enum person_verb verb, int64_t now_utc_ms)
{
	switch (verb) {
	case PERSON_EVERYTHING: p->only_problems = p->stopped = false; return "person.everything";
	case PERSON_PROBLEMS:
		p->only_problems = true;
		p->stopped = false;
		return "person.problems";
	case PERSON_STOP: p->stopped = true; return "person.stopped";
	case PERSON_SUPPRESS: suppress(p, 0, now_utc_ms); return "person.suppressed";
	case PERSON_LIFT:
		p->suppressed = false;
		p->suppressed_by = 0;
		p->suppressed_utc_ms = 0;
		return "person.lifted";
	}
	return NULL;
}

int
apply_person(struct work *w, const struct op *op, struct outcome *out)
{
	struct key key = key_of_id(op->id);
	struct journal_entry entry;
	struct person person;
	const char *name;
	int rc = record_get(w->txn, &record_person, &key, &person);

	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(
		    out, rc, "there is no person %llu", (unsigned long long)op->id);
	if (rc != 0)
		return rc;
	name = obey(&person, op->person_verb, w->now_utc_ms);
	if (name == NULL)
		return outcome_refuse(out, ERR_BUG, "there is no such verb of persons");
	out->result.id = person.id;
	journal_init(&entry, name, 0, w->now_utc_ms);
	journal_add_number(&entry, "person", (int64_t)person.id);
	journal_add_text(&entry, "shop", person.shop);
	rc = record_put(w->txn, &record_person, &person);
	return rc != 0 ? rc : work_journal(w, &entry);
}

/* ---- what their mailbox says ---- */

/* The first token that names a mail of ours that has left. */
static int
find_notice(struct work *w, const struct op *op, struct notice *out)
{
	struct span secret = {(const char *)w->meta.secret, sizeof(w->meta.secret)};

	for (size_t i = 0; i < op->bounce.token_count; i++) {
		uint64_t id;
		int rc;

		if (!verp_read(secret, span_of(op->bounce.tokens[i]), &id))
			continue;
		rc = work_notice(w, id, out);
		if (rc == 0 && out->channel == CHANNEL_EMAIL && out->attempts > 0)
			return 0;
		if (rc != 0 && rc != ERR_NOT_FOUND)
			return rc;
	}
	return ERR_NOT_FOUND;
}

/* The mail went to the address that its person has today; another may have been given since. */
static bool
went_to(struct work *w, const struct notice *n, const struct person *p)
{
	struct key key = key_of_id(n->id);
	struct span message;
	const char *end;

	if (lmdb_get(w->txn, TABLE_MESSAGE, &key, &message) != 0)
		return false;
	end = memmem(message.data, message.len, "\r\n\r\n", 4);
	return end != NULL && p->email[0] != '\0' &&
	    memmem(message.data, (size_t)(end - message.data), p->email, strlen(p->email)) != NULL;
}

static int
suppress_recipient(struct work *w, const struct notice *n)
{
	struct key key = key_of_id(n->person);
	struct person person;
	int rc = n->person == 0 ? ERR_NOT_FOUND : record_get(w->txn, &record_person, &key, &person);

	if (rc != 0 || person.suppressed || !went_to(w, n, &person))
		return rc == ERR_NOT_FOUND ? 0 : rc;
	suppress(&person, n->id, w->now_utc_ms);
	return record_put(w->txn, &record_person, &person);
}

int
apply_bounce(struct work *w, const struct op *op, struct outcome *out)
{
	struct notice n;
	int rc = find_notice(w, op, &n);

	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(out, rc, "it is about no mail of ours");
	if (rc != 0)
		return rc;
	out->result.id = n.id;
	out->result.existed = n.bounced_utc_ms != AT_NONE;
	if (out->result.existed)
		return 0;
	n.bounced_utc_ms = w->now_utc_ms;
	(void)text_cut(n.bounced_text, sizeof(n.bounced_text), span_of(work_said(&n, op->text)));
	rc = record_put(w->txn, &record_notice, &n);
	if (rc == 0 && op->bounce.address && n.audience == AUDIENCE_CUSTOMER)
		rc = suppress_recipient(w, &n);
	return rc != 0 ? rc : notice_settle(w, op, &n, true);
}
