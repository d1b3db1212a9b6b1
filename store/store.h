#pragma once

/*
 * store: everything that must outlive us, as domain verbs. One verb changes things, store_submit; readers see committed state.
 * Only store/lmdb.c knows which engine is below; the contract suite states what any engine must do.
 *
 * Durability: `done` runs only after the commit that holds the op is on disk. Ops are committed in groups by one writer
 * thread; an op decides and encodes before its first put and can be run again; one that fails alone is answered with its
 * error and set aside (store_aside).
 */

#include "monitor/base/access.h"
#include "monitor/base/consignment.h"
#include "monitor/base/event_out.h"
#include "monitor/base/inbound.h"
#include "monitor/base/judge.h"
#include "monitor/base/registration.h"
#include "monitor/base/verp.h"

struct store;
struct store_port;
struct store_reader;

struct store_options {
	const char *path;          /* a directory, made 0700 when missing */
	int64_t map_bytes;         /* 0: LIMIT_MAP_BYTES */
	int64_t soft_bytes;        /* the operator's limit; 0: what the disk has */
	const struct judge *judge; /* outlives the store */
	bool scaled;               /* the clock is scaled: marks the store */
	int32_t gather_ms; /* wire ms; 0: LIMIT_BATCH_MS; -1: commit each op alone (bench) */
	int32_t retry_ms;  /* wire ms between tries while full; 0: LIMIT_FULL_RETRY_MS (tests) */
};

/* What waits next, told after each commit. World time; AT_NONE: nothing waits. */
struct store_due {
	int64_t poll_utc_ms;
	int64_t review_utc_ms;
	int64_t outbox_utc_ms;
	uint64_t journal_seq;
	uint64_t journal_gone; /* up to it entries have grown too old; 0: all are there */
};

/* Open, take the lock, migrate, start the writer. ERR_IN_USE (why says who has it), ERR_VERSION, ERR_MALFORMED, ERR_IO, ERR_DISK,
 * ERR_FULL; ERR_CONFLICT for a store written by a scaled clock opened at rate 1, or the reverse. */
int store_open(struct store **out, const struct store_options *options, struct why *why) MUST_CHECK;

/* Refuse new ops, finish those in the queue, join the writer, close. All ports and readers must be freed before. Accepts NULL. */
void store_close(struct store *s);

/* Any thread. */
void store_due(struct store *s, struct store_due *out);

/* ---- changing: ports, one a thread ---- */

int store_port_new(struct store *s, struct store_port **out) MUST_CHECK;
void store_port_free(struct store_port *p);

/* Readable when completions wait, or (after store_port_follow) when a commit changed `due` or grew the journal. */
int store_port_fd(const struct store_port *p);
void store_port_follow(struct store_port *p);

/* Run the completions that have come, on this thread; returns how many. */
size_t store_port_run(struct store_port *p);

enum op_kind {
	OP_REGISTER = 1, /* a shipment, idempotent by (shop, carrier, number, order) */
	OP_REVIEW = 2,   /* a poll's outcome, or time alone */
	OP_CHANGE = 3,   /* a correction, judged at once */
	OP_ATTEMPT_BEGIN =
	    4, /* a notice is about to be sent: re-checked, then recorded before the first byte leaves */
	OP_ATTEMPT_END = 5,
	OP_NOTICE = 6,          /* hold, release, drop, retry, resend */
	OP_CASE = 7,            /* claim, note, resolve */
	OP_ACCOUNT = 8,         /* an account's state */
	OP_PAUSE = 9,           /* customers of a shop, on or off */
	OP_GAP = 10,            /* a time in which we could not know */
	OP_SHOP = 11,           /* judge->shop */
	OP_SKELETON = 12,       /* of a reply that could not be read */
	OP_CLOCK = 13,          /* world time seen alive: so that a gap is known after a crash */
	OP_POLL_NOW = 14,       /* a person asks: next poll = now, within the quota */
	OP_INCIDENTS = 15,      /* judge->incident, and what a closed incident held is woken */
	OP_INCIDENT_OPEN = 16,  /* by hand */
	OP_INCIDENT_CLOSE = 17, /* by hand; `text` says why */
	OP_PAST = 18,           /* a shipment that was over before: it teaches, and is not kept */
	OP_ACCESS = 19,     /* somebody may enter; or an invitation is traded for a session, once */
	OP_ACCESS_END = 20, /* and no longer: of a user, sessions and invitations too */
	OP_PERSON = 21,     /* how a person wants to be written to, or can be */
	OP_BOUNCE = 22,     /* a report came that a mail did not arrive; `text`: what it said */
	OP_CUSTOMER = 23,   /* what a customer did on the page of their order */
	OP_WRITE = 24,      /* a word that a person of the shop writes to a customer */
	OP_INBOUND = 25,    /* a message from outside, as it came; the same again changes nothing */
	OP_INBOX = 26,      /* what became of reading it, or what a person wants of it */
	OP_SOURCE = 27,     /* what a shop's system says of one thing of its own */
	OP_CONNECTOR = 28,  /* how asking it went */
	OP_ERASE = 29,    /* whom a person's parcels were for, or without `id` those of an order */
	OP_RETAIN = 30,   /* the same of what has been kept long enough */
	OP_ENDPOINT = 31, /* how far a program has been told what happens; or it is told again */
	OP_INCIDENT_WAIT = 32,    /* by hand: one that a person opened has that `until` */
	OP_INCIDENT_RELEASE = 33, /* by hand: it has that `released` */
	OP_COUNT
};

enum notice_verb {
	NOTICE_HOLD = 1,
	NOTICE_RELEASE = 2,
	NOTICE_DROP = 3,
	NOTICE_RETRY = 4,
	NOTICE_RESEND = 5,
};

enum person_verb {
	PERSON_EVERYTHING = 1,
	PERSON_PROBLEMS = 2, /* only if something is wrong */
	PERSON_STOP = 3,
	PERSON_SUPPRESS = 4, /* no mail reaches them, says a person */
	PERSON_LIFT = 5,     /* it does again */
};

enum inbox_verb {
	INBOX_DONE = 1,
	INBOX_FAIL = 2,  /* `error`, and `text` says why */
	INBOX_KEEP = 3,  /* until one of `numbers` is registered */
	INBOX_LATER = 4, /* read again at `until` */
	INBOX_RETRY = 5, /* by a person; and so is the next */
	INBOX_DROP = 6,
};

enum case_verb {
	CASE_CLAIM = 1,
	CASE_NOTE = 2,
	CASE_RESOLVE = 3,
	CASE_UNCLAIM = 4, /* by whom has it: nobody does */
	CASE_REOPEN = 5,  /* resolved by mistake: by who did */
	CASE_DATA = 6,    /* opened: the person `id` asks what is held of them, and `text` says */
	CASE_ASSIGN = 7,  /* whoever has it: it is that of `text`, or "" of nobody */
};

/* An op that is done once however often it comes: its first answer, unless it was a refusal, is the answer of each that comes with the same
 * key within LIMIT_ONCE_MS. */
struct op_once {
	bool wanted;
	uint8_t key[SIGN_SHA256_BYTES];     /* of who asks, and what they call the request */
	uint8_t request[SIGN_SHA256_BYTES]; /* of what it says; another one is refused */
};

struct op {
	enum op_kind kind;
	int64_t now_utc_ms; /* world time at which it is decided */
	const struct policy
	    *policy;                /* a reference that the op owns; NULL where nothing is judged */
	uint64_t id;                /* shipment, notice or case it is about */
	char author[64];            /* who, for verbs of people */
	char text[LIMIT_TEXT_ROOM]; /* note, reason, or what the server said */
	struct op_once once;
	union {
		struct registration registration; /* REGISTER: owned */
		struct {
			struct observation observation; /* owned; read when has_observation */
			bool has_observation;
			bool
			    unchanged; /* good reply, same hash: only the schedule entry, unless it waits for fresh */
			bool polled; /* false: time alone, or what the carrier sent by itself */
			bool trusted;
			int error; /* enum err of a failed poll, 0 */
			int64_t asked_utc_ms;
			uint64_t hash;
			struct schedule_quota quota;
		} review;
		struct change change;
		struct {
			struct buf
			    message; /* the rendered bytes, owned; stored with the first attempt */
			char message_id[96];
		} begin;
		struct {
			enum answer answer;
			int64_t next_utc_ms; /* when to try again; AT_NONE: no more */
		} end;
		enum notice_verb notice_verb;
		enum case_verb case_verb;
		enum person_verb person_verb;
		struct { /* BOUNCE */
			char tokens[VERP_TOKENS][VERP_TOKEN_ROOM];
			size_t token_count;
			bool address; /* it says that the address is dead, not this mail refused */
		} bounce;
		struct { /* CUSTOMER, ERASE: of which order */
			char of_shop[LIMIT_SHOP_ROOM];
			char of_order[LIMIT_ORDER_ROOM];
			struct customer_word word;
		};
		struct staff_word staff; /* WRITE */
		struct account_state account;
		struct {
			char shop[LIMIT_SHOP_ROOM];
			bool on;
		} pause;
		struct gap gap;
		struct { /* SHOP; of a failing channel `text` is the detail */
			char shop[LIMIT_SHOP_ROOM];
			int64_t channel_failing_since_utc_ms; /* 0: none */
			enum channel_id channel_failing;
		};
		struct {
			char account[LIMIT_ACCOUNT_ROOM];
			int error;
			struct buf bytes; /* owned */
		} skeleton;
		struct incident
		    incident; /* INCIDENT_OPEN: carrier, depot, lane, until; a person's. INCIDENT_WAIT, INCIDENT_RELEASE */
		struct {
			struct shipment shipment;       /* owned */
			char key[LIMIT_TALLY_KEY_ROOM]; /* it teaches once */
		} past;
		struct { /* INBOUND; id, state and times are the store's */
			struct inbound entry;
			struct buf body; /* owned */
		} inbound;
		struct { /* INBOX */
			enum inbox_verb verb;
			int error;
			int64_t until_utc_ms;
			struct inbound_number numbers[LIMIT_INBOX_NUMBERS];
			size_t number_count;
		} inbox;
		struct consignment source; /* SOURCE: owned; its parcels are finished */
		struct {                   /* ENDPOINT */
			struct endpoint_state state;
			int64_t
			    from_seq; /* what stood there before: else somebody has moved it, ERR_CONFLICT; -1: whatever it was */
		} endpoint;
		struct connector_state connector; /* CONNECTOR: id, asked, until, failing, error */
		struct {                          /* ACCESS; ACCESS_END: entry.digest */
			struct access entry;
			bool
			    trade; /* an invitation that holds: the entry takes its shop, name and scopes */
			uint8_t invite[SIGN_SHA256_BYTES];
			bool has_letter; /* which brings an invitation to its reader */
			struct notice letter;
		} access;
	};
};

/* A zeroed op of a kind on the heap, holding its own reference of `policy` (may be NULL); NULL when out of memory. */
struct op *op_new(enum op_kind kind, int64_t now_utc_ms, const struct policy *policy);
void op_free(struct op *op);

/* What went of a person or an order. */
struct erased {
	uint32_t persons, orders, shipments;
	uint32_t notices;  /* withdrawn before they were said */
	uint32_t messages; /* kept as they were sent */
	uint32_t notes;    /* of cases */
};

/* What an op answered; borrowed for the call of `done`. */
struct op_result {
	int rc; /* 0, or NOT_FOUND, EXISTS, CONFLICT, FULL, DISK, STOPPING, MALFORMED, BUG */
	uint64_t
	    id; /* REGISTER: the shipment; INBOUND: the message; NOTICE resend, WRITE: the new notice; INCIDENT_OPEN; BOUNCE: the notice */
	bool
	    existed; /* REGISTER: it was there, equal; INCIDENT_OPEN, PAST, BOUNCE, WRITE, INBOUND: known; SOURCE: older than what is known */
	bool more;   /* INCIDENTS, ERASE, RETAIN: something is left; run it again */
	struct erased erased; /* ERASE, RETAIN */
	enum recheck recheck; /* ATTEMPT_BEGIN */
	struct span
	    message; /* ATTEMPT_BEGIN and SEND: the bytes to send, those of the first attempt */
	const char *message_id;
	int32_t attempt; /* ATTEMPT_BEGIN: from 1 */
	char text[LIMIT_TEXT_ROOM];
};

typedef void store_done_fn(const struct op_result *result, void *arg);

/* Hand over an op; takes it, also on failure. `done` (may be NULL) runs later from store_port_run, never from here; `arg` is the
 * caller's ticket. ERR_BUSY, ERR_STOPPING. REGISTER, CHANGE, ATTEMPT_END, NOTICE, CASE, PERSON, CUSTOMER, WRITE, BOUNCE, INBOUND,
 * INBOX, SOURCE and ERASE have reserved places. */
int store_submit(struct store_port *p, struct op *op, store_done_fn *done, void *arg) MUST_CHECK;

/* A place for an op that must not be refused later: a poll takes one for each number before it is sent. */
int store_reserve(struct store_port *p) MUST_CHECK;
void store_unreserve(struct store_port *p);
int store_submit_reserved(
    struct store_port *p, struct op *op, store_done_fn *done, void *arg) MUST_CHECK;

/* ---- reading: one reader a thread; a call is its own short transaction, or between begin and end one for all ---- */

int store_reader_new(struct store *s, struct store_reader **out) MUST_CHECK;
void store_reader_free(struct store_reader *r);
int store_read_begin(struct store_reader *r) MUST_CHECK;
void store_read_end(struct store_reader *r);

int store_shipment(struct store_reader *r, uint64_t id, struct shipment *out) MUST_CHECK;
/* All of it but its events, for a fraction of the time. */
int store_shipment_head(struct store_reader *r, uint64_t id, struct shipment *out) MUST_CHECK;
/* 0 when there is one of that number; ERR_NOT_FOUND. */
int store_shipment_known(struct store_reader *r, uint64_t id) MUST_CHECK;
/* Whose it is, and nothing else of it; by which account it is asked about. */
int store_shipment_shop(struct store_reader *r, uint64_t id, char shop[LIMIT_SHOP_ROOM]) MUST_CHECK;
int store_shipment_account(
    struct store_reader *r, uint64_t id, char account[LIMIT_ACCOUNT_ROOM]) MUST_CHECK;
int store_schedule(struct store_reader *r, uint64_t id, struct schedule *out) MUST_CHECK;
/* When time alone is looked at again; AT_NONE: never. */
int store_next_review(struct store_reader *r, uint64_t id, int64_t *out_utc_ms) MUST_CHECK;
int store_order(
    struct store_reader *r, const char *shop, const char *order, struct order *out) MUST_CHECK;
int store_person(struct store_reader *r, uint64_t id, struct person *out) MUST_CHECK;
/* Of a shop, by address in any case of letters. */
int store_person_of_email(
    struct store_reader *r, const char *shop, const char *email, struct person *out) MUST_CHECK;
int store_notice(struct store_reader *r, uint64_t id, struct notice *out) MUST_CHECK;
/* What names a notice in mail that comes back (base/verp). */
int store_notice_token(
    struct store_reader *r, uint64_t notice, char out[VERP_TOKEN_ROOM]) MUST_CHECK;
/* The bytes of the first attempt. */
int store_message(struct store_reader *r, uint64_t notice, struct buf *out) MUST_CHECK;
int store_case(struct store_reader *r, uint64_t id, struct case_record *out) MUST_CHECK;
/* ACCOUNT_STATE_INIT with its id when never seen. */
int store_account(struct store_reader *r, const char *id, struct account_state *out) MUST_CHECK;

/* Where a page ended: zeroed for the first page. */
struct store_cursor {
	uint8_t key[160];
	size_t len;
};

/* Pages of ids: at most `room` (<= LIMIT_PAGE_ROWS); *count 0 at the end. */
int store_by_number(struct store_reader *r, const char *number, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;
/* Of any shop when `shop` is "". */
int store_by_order(struct store_reader *r, const char *shop, const char *order, uint64_t *ids,
    size_t room, size_t *count) MUST_CHECK;
/* Shipments whose person, order or number matches every folded word of `text` (the last as a prefix), newest first. */
int store_search(
    struct store_reader *r, const char *text, uint64_t *ids, size_t room, size_t *count) MUST_CHECK;
/* Shipments of a promise state (open ones; of settled states all), nearest deadline first. */
int store_by_state(struct store_reader *r, enum promise_state state, struct store_cursor *cursor,
    uint64_t *ids, size_t room, size_t *count) MUST_CHECK;
/* The same of several states (1 << state each) as one list, after that row (NULL: from the first). */
struct store_under_way {
	int64_t deadline_utc_ms; /* AT_NONE, which comes last: nothing was promised */
	uint64_t id;
};
int store_under_way(struct store_reader *r, unsigned states, const struct store_under_way *after,
    struct store_under_way *rows, size_t room, size_t *count) MUST_CHECK;
/* All, in the order in which they were registered. */
int store_shipments(struct store_reader *r, struct store_cursor *cursor, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;
int store_poll_due(struct store_reader *r, const char *account, int64_t until_utc_ms, uint64_t *ids,
    size_t room, size_t *count) MUST_CHECK;
int store_review_due(struct store_reader *r, int64_t until_utc_ms, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;
/* Of one channel: notices that wait for a failing one must not hide those of another. */
int store_outbox_due(struct store_reader *r, enum channel_id channel, int64_t until_utc_ms,
    uint64_t *ids, size_t room, size_t *count) MUST_CHECK;
/* Newest first; `state` 0: all; of one order when `order` is not "". */
int store_notices(struct store_reader *r, enum notice_state state, const char *shop,
    const char *order, struct store_cursor *cursor, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;
/* All that is weighed when something is said of an order, as the judge would be shown it now. ERR_NOT_FOUND. */
int store_context(struct store_reader *r, const char *shop, const char *order, int64_t now_utc_ms,
    struct context *out) MUST_CHECK;
/* Persons whom no mail reaches, of one shop when `shop` is not "". */
int store_suppressed(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    uint64_t *ids, size_t room, size_t *count) MUST_CHECK;
/* Open cases, earliest due first; of one order, resolved ones too, when `order` is not "". */
int store_cases(struct store_reader *r, const char *shop, const char *order,
    struct store_cursor *cursor, uint64_t *ids, size_t room, size_t *count) MUST_CHECK;
/* Journal entries after `seq`, oldest first. */
int store_journal(struct store_reader *r, uint64_t after_seq, struct journal_entry *entries,
    size_t room, size_t *count) MUST_CHECK;
/* Of a shipment, newest first, before `before_seq` (0: from the newest). */
int store_journal_of(struct store_reader *r, uint64_t shipment, uint64_t before_seq,
    struct journal_entry *entries, size_t room, size_t *count) MUST_CHECK;

int store_incident(struct store_reader *r, uint64_t id, struct incident *out) MUST_CHECK;
/* The open ones, by carrier; or all, newest first. */
int store_incidents(struct store_reader *r, bool open, struct store_cursor *cursor, uint64_t *ids,
    size_t room, size_t *count) MUST_CHECK;
/* Shipments whose words an incident holds. */
int store_held(struct store_reader *r, uint64_t incident, struct store_cursor *cursor,
    uint64_t *ids, size_t room, size_t *count) MUST_CHECK;

/* An order and the moment by which a list has it. */
struct store_order_at {
	char shop[LIMIT_SHOP_ROOM];
	char order[LIMIT_ORDER_ROOM];
	int64_t at_utc_ms;
};

/* Orders whose customers are owed a word, soonest first; those whose customers said whether the promise was kept, newest first. Of one
 * shop; of all, shop by shop, when `shop` is "". */
int store_obligations(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    struct store_order_at *rows, size_t room, size_t *count) MUST_CHECK;
int store_kept_answers(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    struct store_order_at *rows, size_t room, size_t *count) MUST_CHECK;

/* Whoever shows the secret of this digest. ERR_NOT_FOUND. */
int store_access(
    struct store_reader *r, const uint8_t digest[SIGN_SHA256_BYTES], struct access *out) MUST_CHECK;
/* Which request a key was first used for (struct op_once). ERR_NOT_FOUND: none that is remembered. */
int store_once(struct store_reader *r, const uint8_t key[SIGN_SHA256_BYTES], int64_t now_utc_ms,
    uint8_t request[SIGN_SHA256_BYTES]) MUST_CHECK;
/* All of a kind, by shop and name, LIMIT_PAGE_ROWS at most. What `each` answers but 0 ends the walk and is its answer. */
typedef int store_access_fn(const struct access *a, void *arg);
int store_accesses(
    struct store_reader *r, enum access_kind kind, store_access_fn *each, void *arg) MUST_CHECK;
/* The order whose page a link opens. ERR_NOT_FOUND. */
int store_order_of_link(struct store_reader *r, const char *link, struct order *out) MUST_CHECK;

/* ERR_NOT_FOUND. */
int store_inbound(struct store_reader *r, uint64_t id, struct inbound *out) MUST_CHECK;
/* Its bytes. ERR_NOT_FOUND when they are gone. */
int store_inbound_body(struct store_reader *r, uint64_t id, struct buf *out) MUST_CHECK;
/* Newest first; `state` 0: all. */
int store_inbox(struct store_reader *r, enum inbound_state state, struct store_cursor *cursor,
    uint64_t *ids, size_t room, size_t *count) MUST_CHECK;
/* To be read. */
int store_inbox_due(struct store_reader *r, int64_t until_utc_ms, uint64_t *ids, size_t room,
    size_t *count) MUST_CHECK;
/* How many of a shop; "": those that are no single shop's. */
int store_inbox_count(
    struct store_reader *r, const char *shop, enum inbound_state state, int64_t *out) MUST_CHECK;
/* ERR_NOT_FOUND when never told anything. */
int store_endpoint(struct store_reader *r, const char *id, struct endpoint_state *out) MUST_CHECK;
/* CONNECTOR_STATE_INIT with its id when never seen. */
int store_connector(struct store_reader *r, const char *id, struct connector_state *out) MUST_CHECK;

/* Every cell of a tally table whose key begins so, `add` its sum, by day, key and cell; days are included. What `each` answers but 0 ends
 * the walk and is its answer. */
typedef int store_tally_fn(const struct tally *cell, void *arg);
int store_tallies(struct store_reader *r, enum tally_table table, const char *prefix,
    int32_t from_day, int32_t until_day, store_tally_fn *each, void *arg) MUST_CHECK;

/* What erasing somebody, or with person 0 an order, would remove; of more than two hundred parcels the newest. */
struct erasable {
	struct erased what;
	uint32_t open; /* of the parcels: watched on */
	bool more;
};

int store_erasable(struct store_reader *r, uint64_t person, const char *shop, const char *order,
    struct erasable *out) MUST_CHECK;

struct store_status {
	uint64_t shipments, open, persons, journal_seq, journal_gone;
	uint64_t retained;              /* shipments that are over and say whom they were for */
	int64_t retained_since_utc_ms;  /* the oldest of them was over; AT_NONE: none */
	uint64_t states[PROMISE_COUNT]; /* open shipments by promise state */
	uint64_t notices, pending, held, in_doubt, shadow, sent, dead;
	uint64_t cases_open, cases_unowned;
	uint64_t suppressed; /* persons whom no mail reaches */
	uint64_t owed;       /* orders whose customer is to hear from us */
	uint64_t unread;     /* messages of shops and carriers that could not be read */
	uint64_t aside;      /* ops that failed alone and were set aside */
	uint64_t skeletons;
	int64_t used_bytes, soft_bytes;
	int used_percent;
	bool full;    /* holding: no room */
	size_t queue; /* ops waiting */
	bool scaled;
	struct gap gap;
	int64_t clock_utc_ms; /* last world time seen alive; AT_NONE */
};

int store_status(struct store_reader *r, struct store_status *out) MUST_CHECK;
/* Of one shop ("" all), what is counted without a look at records: shipments, open, states, notices by state, cases, suppressed, owed. */
int store_counts(struct store_reader *r, const char *shop, struct store_status *out) MUST_CHECK;
int store_paused(struct store_reader *r, const char *shop, bool *out) MUST_CHECK;
/* The nth op set aside, newest first, as text: kind, error, when. ERR_NOT_FOUND past the last. */
int store_aside(struct store_reader *r, size_t nth, char *text, size_t room) MUST_CHECK;

/* True while polls (registrations) must stop for lack of room. Any thread. */
bool store_polls_stopped(struct store *s);
bool store_registrations_stopped(struct store *s);

/* Not 0 once the disk has failed: nothing more is written, every op is answered ERR_DISK, and only a restart helps. Any thread. */
int store_fault(struct store *s);

/* Grows whenever the writer turns, also while it waits for room: the watchdog compares. Any thread. */
uint64_t store_turns(struct store *s);

/* ---- whole-store tools ---- */

/* A consistent copy into a new directory, while running. ERR_EXISTS, ERR_FULL, ERR_IO. */
int store_backup(struct store *s, const char *directory, struct why *why) MUST_CHECK;
/* Put a backup in the place of a store that nobody has open; the old one is kept beside it as `.before-restore`. */
int store_restore(const char *backup, const char *path, struct why *why) MUST_CHECK;
/* Build every index again from the records; with `check` compare and change nothing: ERR_MALFORMED with the first difference. Nobody
 * may have it open. */
int store_rebuild(const char *path, bool check, struct why *why) MUST_CHECK;
