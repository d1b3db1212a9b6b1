#include "store/records.h"

#include "monitor/base/event_out.h"

#include "monitor/base/text.h"
#include "store/counters.h"
#include "store/fields.h"
#include "store/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

void
index_rows_clear(struct index_rows *rows)
{
	free(rows->items);
	*rows = (struct index_rows){0};
}

static bool
row_equal(const struct index_row *a, const struct index_row *b)
{
	return a->table == b->table && key_equal(&a->key, &b->key) &&
	    a->value_len == b->value_len && memcmp(a->value, b->value, a->value_len) == 0;
}

static const struct index_row *
row_find(const struct index_rows *rows, const struct index_row *row)
{
	for (size_t i = 0; i < rows->count; i++)
		if (row_equal(&rows->items[i], row))
			return &rows->items[i];
	return NULL;
}

/* A row of `table` under `key`, once: a word that stands in a name and in an address is one row. */
static void
add(struct index_rows *rows, enum table table, const struct key *key, const struct key *value)
{
	struct index_row row = {.table = table, .key = *key};

	if (value != NULL) {
		row.value_len = sizeof(row.value);
		memcpy(row.value, value->bytes, sizeof(row.value));
	}
	if (rows->error != 0 || row_find(rows, &row) != NULL)
		return;
	if (rows->count == rows->room) {
		size_t room = rows->room > 0 ? rows->room * 2 : 16;
		struct index_row *items = reallocarray(rows->items, room, sizeof(*items));

		if (items == NULL) {
			rows->error = ERR_NOMEM;
			return;
		}
		rows->items = items;
		rows->room = room;
	}
	rows->items[rows->count++] = row;
}

static void
add_counter(struct index_rows *rows, const char *shop, int counter)
{
	struct key k = counter_key(shop, counter);

	add(rows, TABLE_COUNTER, &k, NULL);
}

/* ---- words ---- */

static void
add_token(struct index_rows *rows, const char *word, uint8_t kind, uint64_t id)
{
	struct key k = KEY_INIT;

	if (word[0] == '\0')
		return;
	(void)key_newest(key_u8(key_text(&k, word), kind), id);
	add(rows, TABLE_BY_TOKEN, &k, NULL);
}

static void
add_tokens(struct index_rows *rows, const char *text, uint8_t kind, uint64_t id)
{
	char words[WORDS_MOST][WORD_ROOM];
	size_t count = fold_words(text, words, WORDS_MOST);

	for (size_t i = 0; i < count; i++)
		add_token(rows, words[i], kind, id);
}

/* ---- keys and indexes of each record ---- */

static void
parcel_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct parcel *)record)->shipment.id);
}

static void
parcel_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct shipment *s = &((const struct parcel *)record)->shipment;
	const struct shipment *o = other != NULL ? &((const struct parcel *)other)->shipment : NULL;
	struct key number = KEY_INIT, state = KEY_INIT, person = KEY_INIT, held = KEY_INIT;
	struct key closed = KEY_INIT;

	(void)key_u64(key_text(&number, s->number), s->id);
	add(rows, TABLE_BY_NUMBER, &number, NULL);
	if (s->person != 0) {
		(void)key_newest(key_u64(&person, s->person), s->id);
		add(rows, TABLE_BY_PERSON, &person, NULL);
	}
	if (shipment_open(s) || promise_settled(s->state)) {
		(void)key_at(key_u8(&state, (uint8_t)s->state), s->promise.deadline_utc_ms);
		add(rows, TABLE_BY_STATE, key_u64(&state, s->id), NULL);
	}
	if (s->held_by != 0) {
		(void)key_u64(key_u64(&held, s->held_by), s->id);
		add(rows, TABLE_HELD_BY_INCIDENT, &held, NULL);
	}
	if (!shipment_open(s) && !s->forgotten) {
		(void)key_at(key_text(&closed, s->shop), s->closed_utc_ms);
		add(rows, TABLE_BY_CLOSED, key_u64(&closed, s->id), NULL);
	}
	add_counter(rows, s->shop, COUNTER_SHIPMENTS);
	if (shipment_open(s)) {
		add_counter(rows, s->shop, COUNTER_OPEN);
		add_counter(rows, s->shop, COUNTER_STATE + (int)s->state);
		if (shipment_invented(s))
			add_counter(rows, s->shop, COUNTER_INVENTED + (int)s->state);
	}
	if (o == NULL || strcmp(o->number, s->number) != 0 || strcmp(o->order, s->order) != 0) {
		add_tokens(rows, s->number, TOKEN_SHIPMENT, s->id);
		add_tokens(rows, s->order, TOKEN_SHIPMENT, s->id);
	}
}

static void
schedule_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct schedule_record *)record)->schedule.shipment);
}

static void
schedule_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct schedule_record *r = record;
	struct key poll = KEY_INIT, review = KEY_INIT;

	(void)other;
	if (r->schedule.next_poll_utc_ms != AT_NONE) {
		(void)key_at(key_text(&poll, r->schedule.account), r->schedule.next_poll_utc_ms);
		add(rows, TABLE_BY_POLL, key_u64(&poll, r->schedule.shipment), NULL);
	}
	if (r->next_review_utc_ms != AT_NONE) {
		(void)key_at(&review, r->next_review_utc_ms);
		add(rows, TABLE_BY_REVIEW, key_u64(&review, r->schedule.shipment), NULL);
	}
}

static void
order_key(const void *record, struct key *out)
{
	const struct order *o = record;

	*out = key_of_order(o->shop, o->id);
}

static void
order_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct order *o = record;
	struct key by_order = key_of_order(o->id, o->shop), due = KEY_INIT, link = KEY_INIT;
	struct key answered = KEY_INIT;
	uint8_t digest[SIGN_SHA256_BYTES];

	(void)other;
	if (o->link[0] !=
	    '\0') { /* by its digest: how long a look-up takes tells nothing of the link */
		sign_sha256(span_of(o->link), digest);
		(void)key_text(key_bytes(&link, digest, sizeof(digest)), o->shop);
		add(rows, TABLE_ORDER_BY_LINK, key_text(&link, o->id), NULL);
	}
	add(rows, TABLE_BY_ORDER, &by_order, NULL);
	if (o->obligation_utc_ms != AT_NONE) {
		(void)key_at(key_text(&due, o->shop), o->obligation_utc_ms);
		add(rows, TABLE_OBLIGATION_BY_DUE, key_text(&due, o->id), NULL);
		add_counter(rows, o->shop, COUNTER_OWED);
	}
	if (o->kept_answer != KEPT_ANSWER_NONE) {
		(void)key_at(key_text(&answered, o->shop), o->kept_answered_utc_ms);
		add(rows, TABLE_ORDER_BY_ANSWER, key_text(&answered, o->id), NULL);
	}
}

static void
person_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct person *)record)->id);
}

static void
person_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct person *p = record, *o = other;
	struct key email = KEY_INIT, id = key_of_id(p->id), suppressed = KEY_INIT;
	char digits[WORD_ROOM];

	if (p->email[0] != '\0') {
		(void)key_lower(key_text(&email, p->shop), p->email);
		add(rows, TABLE_BY_EMAIL, &email, &id);
	}
	if (p->suppressed) {
		(void)key_u64(key_text(&suppressed, p->shop), p->id);
		add(rows, TABLE_PERSON_SUPPRESSED, &suppressed, NULL);
		add_counter(rows, p->shop, COUNTER_SUPPRESSED);
	}
	if (o != NULL && strcmp(o->name, p->name) == 0 && strcmp(o->email, p->email) == 0 &&
	    strcmp(o->phone, p->phone) == 0)
		return;
	add_tokens(rows, p->name, TOKEN_PERSON, p->id);
	add_tokens(rows, p->email, TOKEN_PERSON, p->id);
	fold_digits(p->phone, digits);
	add_token(rows, digits, TOKEN_PERSON, p->id);
	if (strlen(digits) > 9) /* people leave the country's prefix out */
		add_token(rows, digits + strlen(digits) - 9, TOKEN_PERSON, p->id);
}

static void
notice_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct notice *)record)->id);
}

static void
notice_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct notice *n = record;
	struct key dedup = KEY_INIT, due = KEY_INIT, order = key_of_order(n->shop, n->order);
	struct key state = KEY_INIT, id = key_of_id(n->id);

	(void)other;
	add(rows, TABLE_NOTICE_BY_DEDUP, key_bytes(&dedup, n->dedup, sizeof(n->dedup)), &id);
	if (n->state == NOTICE_STATE_PENDING || n->state == NOTICE_STATE_IN_DOUBT) {
		(void)key_at(key_u8(&due, (uint8_t)n->channel), n->due_utc_ms);
		add(rows, TABLE_NOTICE_BY_DUE, key_u64(&due, n->id), NULL);
	}
	add(rows, TABLE_NOTICE_BY_ORDER, key_newest(&order, n->id), NULL);
	(void)key_newest(key_u8(&state, (uint8_t)n->state), n->id);
	add(rows, TABLE_NOTICE_BY_STATE, &state, NULL);
	add_counter(rows, n->shop, COUNTER_NOTICE + (int)n->state);
}

static void
case_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct case_record *)record)->id);
}

static void
case_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct case_record *c = record;
	struct key due = KEY_INIT, order = key_of_order(c->shop, c->order);

	(void)other;
	add(rows, TABLE_CASE_BY_ORDER, key_u64(&order, c->id), NULL);
	if (c->state == CASE_RESOLVED)
		return;
	(void)key_u64(key_at(&due, c->due_utc_ms), c->id);
	add(rows, TABLE_CASE_BY_DUE, &due, NULL);
	add_counter(rows, c->shop, COUNTER_CASES_OPEN);
	if (c->state == CASE_OPEN)
		add_counter(rows, c->shop, COUNTER_CASES_UNOWNED);
}

static void
account_key(const void *record, struct key *out)
{
	*out = key_of_text(((const struct account_record *)record)->state.id);
}

static void
journal_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct journal_entry *)record)->seq);
}

static void
journal_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct journal_entry *e = record;
	struct key k = KEY_INIT;

	(void)other;
	if (e->shipment != 0)
		add(rows, TABLE_JOURNAL_BY_SHIPMENT, key_u64(key_u64(&k, e->shipment), e->seq),
		    NULL);
}

static void
shop_key(const void *record, struct key *out)
{
	*out = key_of_text(((const struct shop_record *)record)->shop);
}

static void
aside_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct aside *)record)->id);
}

static void
incident_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct incident *)record)->id);
}

static void
incident_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct incident *i = record;
	struct key k = KEY_INIT;

	(void)other;
	if (i->closed_utc_ms == AT_NONE)
		add(rows, TABLE_INCIDENT_BY_OPEN, key_u64(key_text(&k, i->carrier), i->id), NULL);
}

static void
access_key(const void *record, struct key *out)
{
	*out = key_of_digest(((const struct access *)record)->digest);
}

static void
access_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct access *a = record;
	struct key k = KEY_INIT;

	(void)other;
	(void)key_text(key_text(key_u8(&k, (uint8_t)a->kind), a->shop), a->name);
	add(rows, TABLE_ACCESS_BY_NAME, key_bytes(&k, a->digest, sizeof(a->digest)), NULL);
}

static void
inbound_key(const void *record, struct key *out)
{
	*out = key_of_id(((const struct inbound *)record)->id);
}

static void
inbound_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct inbound *i = record;
	bool waits = i->state == INBOUND_WAITING;
	struct key due = KEY_INIT, state = KEY_INIT, digest = KEY_INIT, id = key_of_id(i->id);

	(void)other;
	(void)key_at(key_u8(&due, waits ? INBOUND_DUE_READ : INBOUND_DUE_FORGET), i->due_utc_ms);
	add(rows, TABLE_INBOUND_BY_DUE, key_u64(&due, i->id), NULL);
	(void)key_newest(key_u8(&state, (uint8_t)i->state), i->id);
	add(rows, TABLE_INBOUND_BY_STATE, &state, NULL);
	(void)key_text(key_u8(&digest, (uint8_t)i->door), i->source);
	add(rows, TABLE_INBOUND_BY_DIGEST, key_bytes(&digest, i->digest, sizeof(i->digest)), &id);
	for (size_t n = 0; n < i->number_count; n++) {
		struct key number = key_of_text(i->numbers[n].number);

		add(rows, TABLE_INBOUND_BY_NUMBER, key_u64(&number, i->id), NULL);
	}
	add_counter(rows, i->shop, COUNTER_INBOUND + (int)i->state);
}

static void
source_key(const void *record, struct key *out)
{
	const struct source_record *s = record;

	*out = key_of_order(s->shop, s->resource);
}

static void
connector_key(const void *record, struct key *out)
{
	*out = key_of_text(((const struct connector_state *)record)->id);
}

static void
endpoint_key(const void *record, struct key *out)
{
	*out = key_of_text(((const struct endpoint_state *)record)->id);
}

static void
once_key(const void *record, struct key *out)
{
	*out = key_of_digest(((const struct once_record *)record)->key);
}

static void
once_index(const void *record, const void *other, struct index_rows *rows)
{
	const struct once_record *o = record;
	struct key k = KEY_INIT;

	(void)other;
	add(rows, TABLE_ONCE_BY_TIME, key_bytes(key_at(&k, o->at_utc_ms), o->key, sizeof(o->key)),
	    NULL);
}

static void
suppression_key(const void *record, struct key *out)
{
	*out = key_of_digest(((const struct suppression *)record)->digest);
}

static void
meta_key(const void *record, struct key *out)
{
	(void)record;
	*out = key_of_text("meta");
}

const struct record_type record_parcel = {TABLE_SHIPMENT, &codec_parcel, parcel_key, parcel_index};
const struct record_type record_schedule = {
    TABLE_SCHEDULE, &codec_schedule, schedule_key, schedule_index};
const struct record_type record_order = {TABLE_ORDER, &codec_order, order_key, order_index};
const struct record_type record_person = {TABLE_PERSON, &codec_person, person_key, person_index};
const struct record_type record_notice = {TABLE_NOTICE, &codec_notice, notice_key, notice_index};
const struct record_type record_case = {TABLE_CASE, &codec_case, case_key, case_index};
const struct record_type record_account = {TABLE_ACCOUNT, &codec_account, account_key, NULL};
const struct record_type record_journal = {
    TABLE_JOURNAL, &codec_journal, journal_key, journal_index};
const struct record_type record_shop = {TABLE_SHOP, &codec_shop, shop_key, NULL};
const struct record_type record_aside = {TABLE_ASIDE, &codec_aside, aside_key, NULL};
const struct record_type record_meta = {TABLE_META, &codec_meta, meta_key, NULL};

const struct record_type record_incident = {
    TABLE_INCIDENT, &codec_incident, incident_key, incident_index};

const struct record_type record_access = {TABLE_ACCESS, &codec_access, access_key, access_index};

const struct record_type record_once = {TABLE_ONCE, &codec_once, once_key, once_index};
const struct record_type record_suppression = {
    TABLE_SUPPRESSION, &codec_suppression, suppression_key, NULL};

const struct record_type record_inbound = {
    TABLE_INBOUND, &codec_inbound, inbound_key, inbound_index};
const struct record_type record_source = {TABLE_SOURCE, &codec_source, source_key, NULL};
const struct record_type record_endpoint = {TABLE_ENDPOINT, &codec_endpoint, endpoint_key, NULL};
const struct record_type record_connector = {
    TABLE_CONNECTOR, &codec_connector, connector_key, NULL};

const struct record_type *const record_types[] = {&record_meta, &record_shop, &record_parcel,
    &record_schedule, &record_order, &record_person, &record_notice, &record_case, &record_account,
    &record_journal, &record_aside, &record_incident, &record_access, &record_inbound,
    &record_source, &record_connector, &record_once, &record_suppression, &record_endpoint, NULL};

/* ---- reading and writing ---- */

int
record_get(struct lmdb_txn *txn, const struct record_type *type, const struct key *key, void *out)
{
	struct span value;
	int rc = lmdb_get(txn, type->table, key, &value);

	return rc != 0 ? rc : codec_decode(type->codec, value, out);
}

int
record_get_head(
    struct lmdb_txn *txn, const struct record_type *type, const struct key *key, void *out)
{
	struct span value;
	int rc = lmdb_get(txn, type->table, key, &value);

	return rc != 0 ? rc : codec_decode_head(type->codec, value, out);
}

int
index_row_put(struct lmdb_txn *txn, const struct index_row *row)
{
	if (row->table == TABLE_COUNTER)
		return counter_add(txn, &row->key, 1);
	return lmdb_put(
	    txn, row->table, &row->key, (struct span){(const char *)row->value, row->value_len});
}

static int
row_delete(struct lmdb_txn *txn, const struct index_row *row)
{
	if (row->table == TABLE_COUNTER)
		return counter_add(txn, &row->key, -1);
	return lmdb_delete(txn, row->table, &row->key);
}

/* Rows that only `was` has go, then rows that only `is` has come. */
static int
rows_change(struct lmdb_txn *txn, const struct index_rows *was, const struct index_rows *is)
{
	int rc = was->error != 0 ? was->error : is->error;

	for (size_t i = 0; rc == 0 && i < was->count; i++)
		if (row_find(is, &was->items[i]) == NULL)
			rc = row_delete(txn, &was->items[i]);
	for (size_t i = 0; rc == 0 && i < is->count; i++)
		if (row_find(was, &is->items[i]) == NULL)
			rc = index_row_put(txn, &is->items[i]);
	return rc;
}

/* `old` is room for what the record was; it is decoded here. */
static int
put(struct lmdb_txn *txn, const struct record_type *type, const void *record, void *old,
    const struct key *key, struct span before)
{
	struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES);
	struct index_rows was = {0}, is = {0};
	int rc = 0;

	if (before.len > 0)
		rc = codec_decode_head(type->codec, before, old);
	if (rc == 0)
		rc = codec_encode(type->codec, record, before, &bytes);
	if (rc == 0 && type->index != NULL) {
		if (before.len > 0)
			type->index(old, record, &was);
		type->index(record, before.len > 0 ? old : NULL, &is);
	}
	if (rc == 0)
		rc = lmdb_put(txn, type->table, key, buf_span(&bytes));
	if (rc == 0)
		rc = rows_change(txn, &was, &is);
	index_rows_clear(&was);
	index_rows_clear(&is);
	buf_clear(&bytes);
	return rc;
}

int
record_put(struct lmdb_txn *txn, const struct record_type *type, const void *record)
{
	struct span before = {NULL, 0};
	struct key key;
	void *old = malloc(type->codec->size);
	int rc;

	if (old == NULL)
		return ERR_NOMEM;
	memcpy(old, type->codec->fresh, type->codec->size);
	type->key(record, &key);
	rc = lmdb_get(txn, type->table, &key, &before);
	if (rc == 0 || rc == ERR_NOT_FOUND)
		rc = put(txn, type, record, old, &key, before);
	if (type->codec->clear != NULL)
		type->codec->clear(old);
	free(old);
	return rc;
}

int
record_add(struct lmdb_txn *txn, const struct record_type *type, const void *record)
{
	struct key key;

	type->key(record, &key);
	return put(txn, type, record, NULL, &key, (struct span){NULL, 0});
}

int
record_remove(struct lmdb_txn *txn, const struct record_type *type, const struct key *key)
{
	struct index_rows was = {0}, is = {0};
	void *old = malloc(type->codec->size);
	struct span before;
	int rc;

	if (old == NULL)
		return ERR_NOMEM;
	memcpy(old, type->codec->fresh, type->codec->size);
	rc = lmdb_get(txn, type->table, key, &before);
	if (rc == 0)
		rc = codec_decode_head(type->codec, before, old);
	if (rc == 0 && type->index != NULL)
		type->index(old, NULL, &was);
	if (rc == 0)
		rc = lmdb_delete(txn, type->table, key);
	if (rc == 0)
		rc = rows_change(txn, &was, &is);
	index_rows_clear(&was);
	if (type->codec->clear != NULL)
		type->codec->clear(old);
	free(old);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}
