#include "store/apply_access.h"

#include "store/effects.h"

#include <string.h>

enum { PAGE = 32 }; /* of one person: sessions and invitations that one op looks at */

static int
journal(struct work *w, const char *name, const struct access *a, const char *author)
{
	struct buf scopes = BUF_INIT(64);
	struct journal_entry entry;

	journal_init(&entry, name, 0, w->now_utc_ms);
	journal_add_text(&entry, "kind", access_kind_name(a->kind));
	journal_add_text(&entry, "shop", a->shop);
	if (access_add_scopes(&scopes, a->scopes) == 0)
		journal_add_text(&entry, "scopes", buf_str(&scopes));
	if (a->kind == ACCESS_TOKEN) /* of people nothing that tells who */
		journal_add_text(&entry, "name", a->name);
	journal_add_text(&entry, "author", author);
	buf_clear(&scopes);
	return work_journal(w, &entry);
}

/* Digests of a kind, shop and name, at most PAGE of them. */
static int
read_named(
    struct work *w, enum access_kind kind, const struct access *of, struct key *keys, size_t *count)
{
	struct key prefix = KEY_INIT;
	struct lmdb_scan scan;
	struct span row;
	int rc;

	*count = 0;
	(void)key_text(key_text(key_u8(&prefix, (uint8_t)kind), of->shop), of->name);
	rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_ACCESS_BY_NAME, &prefix, (struct span){NULL, 0}, false);
	while (rc == 0 && *count < PAGE && lmdb_scan_next(&scan, &row, NULL)) {
		if (row.len != prefix.len + SIGN_SHA256_BYTES)
			rc = ERR_MALFORMED;
		else
			keys[(*count)++] = key_of_digest((const uint8_t *)row.data + prefix.len);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* What opened doors once and does no more is forgotten when its owner comes again; tokens stay, for the list. */
static int
forget(struct work *w, const struct access *of, bool all)
{
	static const enum access_kind kinds[] = {ACCESS_INVITE, ACCESS_SESSION};
	struct key keys[PAGE];
	size_t count;
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < 2; k++) {
		rc = read_named(w, kinds[k], of, keys, &count);
		for (size_t i = 0; rc == 0 && i < count; i++) {
			struct access a;

			rc = record_get(w->txn, &record_access, &keys[i], &a);
			if (rc == 0 && (all || !access_holds(&a, w->now_utc_ms)))
				rc = record_remove(w->txn, &record_access, &keys[i]);
		}
	}
	return rc;
}

/* The invitation is used up, and says who enters. */
static int
trade(struct work *w, const struct op *op, struct access *entry, struct outcome *out)
{
	struct key key = key_of_digest(op->access.invite);
	struct access invite;
	int rc = record_get(w->txn, &record_access, &key, &invite);

	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == ERR_NOT_FOUND || invite.kind != ACCESS_INVITE ||
	    !access_holds(&invite, w->now_utc_ms))
		return outcome_refuse(out, ERR_NOT_FOUND, "the invitation holds no longer");
	memcpy(entry->shop, invite.shop, sizeof(entry->shop));
	memcpy(entry->name, invite.name, sizeof(entry->name));
	entry->scopes = invite.scopes;
	invite.ended_utc_ms = w->now_utc_ms;
	return record_put(w->txn, &record_access, &invite);
}

static bool
is_sent(struct work *w, const struct notice *letter)
{
	struct key dedup = KEY_INIT;
	struct span value;

	return lmdb_get(w->txn, TABLE_NOTICE_BY_DEDUP,
		   key_bytes(&dedup, letter->dedup, sizeof(letter->dedup)), &value) == 0;
}

static int
send_letter(struct work *w, const struct notice *letter)
{
	struct effects effects = {0};
	struct effect *e = effects_add(&effects, EFFECT_NOTICE_NEW);
	int rc = ERR_NOMEM;

	if (e != NULL) {
		e->notice = *letter;
		rc = effects_apply(w, &effects);
	}
	effects_clear(&effects);
	return rc;
}

int
apply_access(struct work *w, const struct op *op, struct outcome *out)
{
	struct access entry = op->access.entry, before;
	struct key key = key_of_digest(entry.digest);
	int rc = record_get(w->txn, &record_access, &key, &before);

	/* What is refused, and what was sent a moment ago, waits for the disk as what is done: how soon an ask for a letter is
	 * answered tells nobody who works here. */
	w->meta_changed = true;
	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == 0 && (entry.kind != ACCESS_USER || before.kind != ACCESS_USER))
		return outcome_refuse(out, ERR_EXISTS, "there is such a secret");
	/* A letter that left a moment ago opens another invitation than this one. */
	if (op->access.has_letter && is_sent(w, &op->access.letter))
		return 0;
	if (op->access.trade) {
		rc = trade(w, op, &entry, out);
		if (rc != 0 || out->result.rc != 0)
			return rc;
	}
	if (entry.kind <= 0 || entry.kind >= ACCESS_KINDS || entry.name[0] == '\0' ||
	    entry.scopes == 0 || (entry.scopes & ~(uint32_t)SCOPE_ALL) != 0)
		return outcome_refuse(out, ERR_MALFORMED, "a kind, a name and scopes are needed");
	entry.created_utc_ms = w->now_utc_ms;
	entry.ended_utc_ms = AT_NONE;
	rc = record_put(w->txn, &record_access, &entry);
	if (rc == 0)
		rc = forget(w, &entry, false);
	if (rc == 0 && op->access.has_letter)
		rc = send_letter(w, &op->access.letter);
	return rc != 0 ? rc : journal(w, "access.given", &entry, op->author);
}

int
apply_access_end(struct work *w, const struct op *op, struct outcome *out)
{
	struct key key = key_of_digest(op->access.entry.digest);
	struct access a;
	int rc = record_get(w->txn, &record_access, &key, &a);

	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(out, rc, "there is no such access");
	if (rc != 0 || a.ended_utc_ms != AT_NONE)
		return rc;
	a.ended_utc_ms = w->now_utc_ms;
	rc = record_put(w->txn, &record_access, &a);
	if (rc == 0 && a.kind == ACCESS_USER)
		rc = forget(w, &a, true);
	return rc != 0 ? rc : journal(w, "access.ended", &a, op->author);
}
