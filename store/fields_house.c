/* The tags of what keeps the house: accounts, journal, shops, doors and what came through them. */

#include "store/fields.h"

#include "monitor/base/event_out.h"
#include "store/fields_def.h"
#include "store/records.h"

/* ---- items of lists: closed ---- */

static const struct codec_field unknown_fields[] = {
    TEXT(1, "code", struct unknown_code, code),
    INT(2, "count", struct unknown_code, count),
    INT(3, "last", struct unknown_code, last_utc_ms),
};
static const struct unknown_code unknown_fresh;
static const struct codec codec_unknown =
    CODEC("unknown", unknown_fields, struct unknown_code, unknown_fresh, NULL);

static const struct codec_field detail_fields[] = {
    TEXT(1, "name", struct journal_field, name),
    ENUM(2, "kind", struct journal_field, kind, FIELD_DAY),
    INT(3, "number", struct journal_field, number),
    TEXT(4, "text", struct journal_field, text),
};
static const struct journal_field detail_fresh;
static const struct codec codec_detail =
    CODEC("field", detail_fields, struct journal_field, detail_fresh, NULL);

static const struct codec_field minute_fields[] = {
    INT(1, "minute", struct minute_count, minute),
    INT(2, "count", struct minute_count, count),
};
static const struct minute_count minute_fresh;
static const struct codec codec_minute =
    CODEC("minute", minute_fields, struct minute_count, minute_fresh, NULL);

/* ---- records ---- */

static const struct codec_field account_fields[] = {
    TEXT(1, "id", struct account_record, state.id),
    INT(2, "window_day", struct account_record, state.window_day),
    INT(3, "calls", struct account_record, state.calls),
    INT(4, "blocked_until", struct account_record, state.blocked_until_utc_ms),
    INT(5, "token_tried", struct account_record, state.token_tried_utc_ms),
    INT(6, "health", struct account_record, state.health),
    INT(7, "failing_since", struct account_record, state.failing_since_utc_ms),
    INT(8, "ok", struct account_record, state.ok_utc_ms),
    INT(9, "failures", struct account_record, state.failures),
    INT(10, "stopped", struct account_record, state.stopped),
    INT(11, "credential_hash", struct account_record, state.credential_hash),
    INT(12, "unknown_codes", struct account_record, state.unknown_codes),
    INT(13, "gap_from", struct account_record, gap.from_utc_ms),
    INT(14, "gap_until", struct account_record, gap.until_utc_ms),
    LIST(15, "unknown", struct account_record, state.unknown, state.unknown_count, &codec_unknown),
};

static const struct codec_field journal_fields[] = {
    INT(1, "seq", struct journal_entry, seq),
    INT(2, "at", struct journal_entry, at_utc_ms),
    INT(3, "shipment", struct journal_entry, shipment),
    TEXT(4, "name", struct journal_entry, name),
    LIST(5, "fields", struct journal_entry, fields, field_count, &codec_detail),
};

static const struct codec_field shop_fields[] = {
    TEXT(1, "shop", struct shop_record, shop),
    INT(2, "paused", struct shop_record, paused),
    INT(3, "kept", struct shop_record, kept),
    INT(4, "late", struct shop_record, late),
    LIST(5, "minutes", struct shop_record, minutes, minute_count, &codec_minute),
    INT(6, "brake_told", struct shop_record, brake_told_utc_ms),
};

static const struct codec_field aside_fields[] = {
    INT(1, "id", struct aside, id),
    INT(2, "op", struct aside, kind),
    INT(3, "about", struct aside, about),
    INT(4, "error", struct aside, error),
    INT(5, "at", struct aside, at_utc_ms),
    TEXT(6, "text", struct aside, text),
};

static const struct codec_field meta_fields[] = {
    INT(1, "format", struct meta, format),
    INT(2, "index", struct meta, index),
    INT(3, "scaled", struct meta, scaled),
    INT(4, "shipment", struct meta, shipment),
    INT(5, "person", struct meta, person),
    INT(6, "notice", struct meta, notice),
    INT(7, "case", struct meta, case_id),
    INT(8, "journal", struct meta, journal),
    INT(9, "aside", struct meta, aside),
    INT(10, "clock", struct meta, clock_utc_ms),
    INT(11, "gap_from", struct meta, gap.from_utc_ms),
    INT(12, "gap_until", struct meta, gap.until_utc_ms),
    INT(13, "incident", struct meta, incident),
    INT(14, "generation", struct meta, generation),
    BYTES(15, "secret", struct meta, secret),
    INT(16, "inbound", struct meta, inbound),
    INT(17, "inbound_bytes", struct meta, inbound_bytes),
    INT(18, "journal_gone", struct meta, journal_gone),
};

static const struct codec_field access_fields[] = {
    BYTES(1, "digest", struct access, digest),
    ENUM(2, "kind", struct access, kind, ACCESS_KINDS - 1),
    TEXT(3, "shop", struct access, shop),
    TEXT(4, "name", struct access, name),
    INT(5, "scopes", struct access, scopes),
    INT(6, "created", struct access, created_utc_ms),
    INT(7, "expires", struct access, expires_utc_ms),
    INT(8, "ended", struct access, ended_utc_ms),
};

static const struct codec_field number_fields[] = {
    TEXT(1, "number", struct inbound_number, number),
};
static const struct inbound_number number_fresh;
static const struct codec codec_number =
    CODEC("number", number_fields, struct inbound_number, number_fresh, NULL);

static const struct codec_field inbound_fields[] = {
    INT(1, "id", struct inbound, id),
    ENUM(2, "door", struct inbound, door, INBOUND_DOORS - 1),
    ENUM(3, "state", struct inbound, state, INBOUND_STATES - 1),
    TEXT(4, "source", struct inbound, source),
    TEXT(5, "shop", struct inbound, shop),
    INT(6, "polled", struct inbound, polled),
    BYTES(7, "digest", struct inbound, digest),
    TEXT(8, "headers", struct inbound, headers),
    INT(9, "bytes", struct inbound, bytes),
    INT(10, "received", struct inbound, received_utc_ms),
    INT(11, "due", struct inbound, due_utc_ms),
    INT(12, "settled", struct inbound, settled_utc_ms),
    INT(13, "attempts", struct inbound, attempts),
    INT(14, "error", struct inbound, error),
    TEXT(15, "text", struct inbound, text),
    LIST(16, "numbers", struct inbound, numbers, number_count, &codec_number),
};

static const struct codec_field source_fields[] = {
    TEXT(1, "shop", struct source_record, shop),
    TEXT(2, "resource", struct source_record, resource),
    INT(3, "at", struct source_record, at_utc_ms),
    INT(4, "cancelled", struct source_record, cancelled),
    LIST(5, "shipments", struct source_record, shipments, shipment_count, NULL),
};

static const struct codec_field gap_fields[] = {
    INT(1, "day", struct connector_gap, day),
    INT(2, "ms", struct connector_gap, ms),
};
static const struct connector_gap gap_fresh;
static const struct codec codec_gap =
    CODEC("silence", gap_fields, struct connector_gap, gap_fresh, NULL);

static const struct codec_field connector_fields[] = {
    TEXT(1, "id", struct connector_state, id),
    INT(2, "heard", struct connector_state, heard_utc_ms),
    LIST(3, "silences", struct connector_state, gaps, gap_count, &codec_gap),
    INT(4, "asked", struct connector_state, asked_utc_ms),
    INT(5, "until", struct connector_state, until_utc_ms),
    INT(6, "failing_since", struct connector_state, failing_since_utc_ms),
    INT(7, "error", struct connector_state, error),
    INT(8, "unread", struct connector_state, unread_utc_ms),
};

static const struct codec_field once_fields[] = {
    BYTES(1, "key", struct once_record, key),
    BYTES(2, "request", struct once_record, request),
    INT(3, "at", struct once_record, at_utc_ms),
    INT(4, "id", struct once_record, id),
    INT(5, "existed", struct once_record, existed),
};

static const struct codec_field endpoint_fields[] = {
    TEXT(1, "id", struct endpoint_state, id),
    INT(2, "seq", struct endpoint_state, seq),
    INT(3, "address", struct endpoint_state, address),
    INT(4, "attempts", struct endpoint_state, attempts),
    INT(5, "next", struct endpoint_state, next_utc_ms),
    INT(6, "failing_since", struct endpoint_state, failing_since_utc_ms),
    INT(7, "code", struct endpoint_state, code),
    INT(8, "off", struct endpoint_state, off),
    INT(9, "error", struct endpoint_state, error),
    INT(10, "left_after", struct endpoint_state, left_after),
    INT(11, "left_until", struct endpoint_state, left_until),
    INT(12, "left", struct endpoint_state, left_utc_ms),
};

static const struct codec_field suppression_fields[] = {
    BYTES(1, "digest", struct suppression, digest),
    TEXT(2, "shop", struct suppression, shop),
    INT(3, "suppressed", struct suppression, suppressed),
    INT(4, "stopped", struct suppression, stopped),
    INT(5, "since", struct suppression, since_utc_ms),
};

static const struct codec_field incident_fields[] = {
    INT(1, "id", struct incident, id),
    ENUM(2, "kind", struct incident, kind, INCIDENT_KINDS - 1),
    TEXT(3, "carrier", struct incident, carrier),
    TEXT(4, "depot", struct incident, depot),
    TEXT(5, "lane", struct incident, lane),
    INT(6, "since", struct incident, since_utc_ms),
    INT(7, "opened", struct incident, opened_utc_ms),
    INT(8, "closed", struct incident, closed_utc_ms),
    INT(9, "until", struct incident, until_utc_ms),
    INT(10, "expected", struct incident, expected),
    INT(11, "seen", struct incident, seen),
    INT(12, "parcels", struct incident, parcels),
    INT(13, "by_hand", struct incident, by_hand),
    TEXT(14, "author", struct incident, author),
    TEXT(15, "text", struct incident, text),
    INT(16, "released", struct incident, released_utc_ms),
};

static const struct account_record account_fresh = {.state = {.window_day = DAY_NONE,
							.blocked_until_utc_ms = AT_NONE,
							.token_tried_utc_ms = AT_NONE,
							.failing_since_utc_ms = AT_NONE,
							.ok_utc_ms = AT_NONE},
    .gap = {AT_NONE, AT_NONE}};
static const struct journal_entry journal_fresh;
static const struct shop_record shop_fresh;
static const struct aside aside_fresh;
static const struct meta meta_fresh = {.clock_utc_ms = AT_NONE, .gap = {AT_NONE, AT_NONE}};

static const struct incident incident_fresh = {.since_utc_ms = AT_NONE,
    .opened_utc_ms = AT_NONE,
    .closed_utc_ms = AT_NONE,
    .until_utc_ms = AT_NONE,
    .released_utc_ms = AT_NONE};

const struct codec codec_account =
    CODEC("account", account_fields, struct account_record, account_fresh, NULL);
const struct codec codec_journal =
    CODEC("journal", journal_fields, struct journal_entry, journal_fresh, NULL);
const struct codec codec_shop = CODEC("shop", shop_fields, struct shop_record, shop_fresh, NULL);
const struct codec codec_aside = CODEC("aside", aside_fields, struct aside, aside_fresh, NULL);
const struct codec codec_meta = CODEC("meta", meta_fields, struct meta, meta_fresh, NULL);
static const struct access access_fresh = {
    .created_utc_ms = AT_NONE, .expires_utc_ms = AT_NONE, .ended_utc_ms = AT_NONE};
const struct codec codec_access = CODEC("access", access_fields, struct access, access_fresh, NULL);
static const struct inbound inbound_fresh = {
    .received_utc_ms = AT_NONE, .due_utc_ms = AT_NONE, .settled_utc_ms = AT_NONE};
const struct codec codec_inbound =
    CODEC("inbound", inbound_fields, struct inbound, inbound_fresh, NULL);
static const struct source_record source_fresh = {.at_utc_ms = AT_NONE};
const struct codec codec_source =
    CODEC("source", source_fields, struct source_record, source_fresh, NULL);
static const struct connector_state connector_fresh = CONNECTOR_STATE_INIT;

const struct codec codec_connector =
    CODEC("connector", connector_fields, struct connector_state, connector_fresh, NULL);
static const struct once_record once_fresh = {.at_utc_ms = AT_NONE};
const struct codec codec_once = CODEC("once", once_fields, struct once_record, once_fresh, NULL);
static const struct endpoint_state endpoint_fresh = ENDPOINT_STATE_INIT;
const struct codec codec_endpoint =
    CODEC("endpoint", endpoint_fields, struct endpoint_state, endpoint_fresh, NULL);
static const struct suppression suppression_fresh;
const struct codec codec_suppression =
    CODEC("suppression", suppression_fields, struct suppression, suppression_fresh, NULL);
const struct codec codec_incident =
    CODEC("incident", incident_fields, struct incident, incident_fresh, NULL);
