#include "store/fields.h"

#include "store/fields_def.h"
#include "store/records.h"

/* ---- items of lists: closed ---- */

static const struct codec_field event_fields[] = {
    WHEN(1, "at", struct event, at),
    ENUM(2, "milestone", struct event, milestone, MILESTONE_COUNT - 1),
    ENUM(3, "reason", struct event, reason, REASON_COUNT - 1),
    ENUM(4, "source", struct event, source, SOURCE_STAFF),
    INT(5, "physical", struct event, physical),
    TEXT(6, "code", struct event, code),
    TEXT(7, "text", struct event, text),
    TEXT(8, "place", struct event, place),
};
static const struct event event_fresh = {.at = {.kind = WHEN_NONE, .day = DAY_NONE}};
static const struct codec codec_event =
    CODEC("event", event_fields, struct event, event_fresh, NULL);

static const struct codec_field retold_fields[] = {
    INT(1, "said", struct retold, said_utc_ms),
    INT(2, "from_day", struct retold, from_day),
    INT(3, "until_day", struct retold, until_day),
    INT(4, "notice", struct retold, notice),
};
static const struct retold retold_fresh;
static const struct codec codec_retold =
    CODEC("retold", retold_fields, struct retold, retold_fresh, NULL);

static const struct codec_field note_fields[] = {
    INT(1, "at", struct case_note, at_utc_ms),
    TEXT(2, "author", struct case_note, author),
    TEXT(3, "text", struct case_note, text),
};
static const struct case_note note_fresh;
static const struct codec codec_note =
    CODEC("note", note_fields, struct case_note, note_fresh, NULL);

static const struct codec_field step_fields[] = {
    TEXT(1, "id", struct forecast_step, id),
    INT(2, "points", struct forecast_step, points),
    INT(3, "value", struct forecast_step, value),
};
static const struct forecast_step step_fresh;
static const struct codec codec_step =
    CODEC("step", step_fields, struct forecast_step, step_fresh, NULL);

/* ---- records ---- */

static const struct codec_field parcel_fields[] = {
    INT(1, "id", struct shipment, id),
    TEXT(2, "shop", struct shipment, shop),
    TEXT(3, "order", struct shipment, order),
    TEXT(4, "carrier", struct shipment, carrier),
    TEXT(5, "account", struct shipment, account),
    TEXT(6, "number", struct shipment, number),
    ENUM(7, "direction", struct shipment, direction, DIRECTION_RETURN),
    INT(8, "person", struct shipment, person),
    INT(9, "promise_from_day", struct shipment, promise.from_day),
    INT(10, "promise_until_day", struct shipment, promise.until_day),
    INT(11, "promise_until_second", struct shipment, promise.until_second),
    TEXT(12, "promise_zone", struct shipment, promise.zone),
    ENUM(13, "promise_zone_basis", struct shipment, promise.zone_basis, ZONE_BASIS_SHOP),
    TEXT(14, "promise_zone_version", struct shipment, promise.zone_version),
    INT(15, "deadline", struct shipment, promise.deadline_utc_ms),
    TEXT(16, "country", struct shipment, destination.country),
    TEXT(17, "postcode", struct shipment, destination.postcode),
    TEXT(18, "city", struct shipment, destination.city),
    TEXT(19, "origin_country", struct shipment, origin.country),
    TEXT(20, "origin_postcode", struct shipment, origin.postcode),
    TEXT(21, "origin_city", struct shipment, origin.city),
    INT(22, "pickup_point", struct shipment, pickup_point),
    TEXT(23, "service", struct shipment, service),
    INT(24, "ordered", struct shipment, ordered_utc_ms),
    INT(25, "ship_by_day", struct shipment, ship_by_day),
    TEXT(26, "items", struct shipment, items),
    INT(27, "value_cents", struct shipment, value_cents),
    INT(28, "first_order", struct shipment, first_order),
    INT(29, "marked", struct shipment, marked),
    INT(30, "registered", struct shipment, registered_utc_ms),
    INT(31, "adopted", struct shipment, adopted),
    EVENTS(32, "events", struct shipment, events),
    EVENTS(33, "apart", struct shipment, apart),
    TEXT(34, "unique", struct shipment, unique),
    INT(35, "ship_day", struct shipment, ship_day),
    ENUM(36, "milestone", struct shipment, milestone, MILESTONE_COUNT - 1),
    ENUM(37, "reason", struct shipment, reason, REASON_COUNT - 1),
    ENUM(38, "party", struct shipment, party, PARTY_COUNT - 1),
    WHEN(39, "first_attempt", struct shipment, first_attempt),
    WHEN(40, "delivered", struct shipment, delivered),
    WHEN(41, "eta_from", struct shipment, eta_from),
    WHEN(42, "eta_until", struct shipment, eta_until),
    INT(43, "asked", struct shipment, asked_utc_ms),
    INT(44, "pieces_total", struct shipment, pieces_total),
    INT(45, "pieces_delivered", struct shipment, pieces_delivered),
    INT(46, "found", struct shipment, found),
    INT(47, "handed_over", struct shipment, handed_over),
    INT(48, "last_scan", struct shipment, last_scan_utc_ms),
    ENUM(49, "state", struct shipment, state, PROMISE_COUNT - 1),
    TEXT(50, "rule", struct shipment, rule),
    INT(51, "state_since", struct shipment, state_since_utc_ms),
    INT(52, "expect_from_day", struct shipment, expect_from_day),
    INT(53, "expect_until_day", struct shipment, expect_until_day),
    INT(54, "cancelled", struct shipment, cancelled),
    INT(55, "superseded", struct shipment, superseded),
    INT(56, "not_found_told", struct shipment, not_found_told),
    INT(57, "closed", struct shipment, closed_utc_ms),
    INT(58, "registration", struct parcel, registration),
    INT(59, "raised", struct shipment, raised),
    TEXT(60, "promise_rule", struct shipment, promise.rule),
    ENUM(61, "forecast", struct shipment, forecast.answer, FORECAST_ANSWERS - 1),
    INT(62, "forecast_at", struct shipment, forecast.at_utc_ms),
    INT(63, "p_late", struct shipment, forecast.p_late),
    INT(64, "p10", struct shipment, forecast.p10_utc_ms),
    INT(65, "p50", struct shipment, forecast.p50_utc_ms),
    INT(66, "p90", struct shipment, forecast.p90_utc_ms),
    INT(67, "first_day", struct shipment, forecast.first_day),
    LIST(68, "chances", struct shipment, forecast.chances, forecast.chance_count, NULL),
    INT(69, "after", struct shipment, forecast.after),
    INT(70, "gap_p50_ms", struct shipment, forecast.gap_p50_ms),
    INT(71, "gap_p90_ms", struct shipment, forecast.gap_p90_ms),
    LIST(72, "steps", struct shipment, forecast.steps, forecast.step_count, &codec_step),
    TEXT(73, "basis", struct shipment, forecast.basis),
    INT(74, "n", struct shipment, forecast.n),
    INT(75, "came_true", struct shipment, forecast.came_true),
    INT(76, "came_true_n", struct shipment, forecast.came_true_n),
    INT(77, "generation", struct shipment, forecast.generation),
    INT(78, "said_handover_at", struct shipment, said_handover.at_utc_ms),
    INT(79, "said_handover", struct shipment, said_handover.p_late),
    INT(80, "said_handover_p90", struct shipment, said_handover.p90_utc_ms),
    INT(81, "said_warned_at", struct shipment, said_warned.at_utc_ms),
    INT(82, "said_warned", struct shipment, said_warned.p_late),
    INT(83, "said_warned_p90", struct shipment, said_warned.p90_utc_ms),
    INT(84, "exposed_until", struct shipment, exposed_until_utc_ms),
    INT(85, "learned", struct shipment, learned),
    INT(86, "held_by", struct shipment, held_by),
    TEXT(87, "carried_by", struct shipment, carried_by),
    INT(88, "upset", struct shipment, upset),
    INT(89, "pickup_until_day", struct shipment, pickup_until_day),
    INT(90, "forgotten", struct shipment, forgotten),
    INT(91, "available_day", struct shipment, available_day),
};

static const struct codec_field parcel_owner_fields[] = {
    TEXT(2, "shop", struct parcel_owner, shop), TEXT(5, "account", struct parcel_owner, account)};

static const struct codec_field schedule_fields[] = {
    INT(1, "shipment", struct schedule_record, schedule.shipment),
    TEXT(2, "account", struct schedule_record, schedule.account),
    INT(3, "next_poll", struct schedule_record, schedule.next_poll_utc_ms),
    INT(4, "last_ok", struct schedule_record, schedule.last_ok_utc_ms),
    INT(5, "last_try", struct schedule_record, schedule.last_try_utc_ms),
    INT(6, "interval_ms", struct schedule_record, schedule.interval_ms),
    INT(7, "failures", struct schedule_record, schedule.failures),
    INT(8, "error", struct schedule_record, schedule.error),
    INT(9, "hash", struct schedule_record, schedule.hash),
    INT(10, "waits_for_fresh", struct schedule_record, schedule.waits_for_fresh),
    INT(11, "next_review", struct schedule_record, next_review_utc_ms),
};

static const struct codec_field order_fields[] = {
    TEXT(1, "shop", struct order, shop),
    TEXT(2, "order", struct order, id),
    INT(3, "person", struct order, person),
    LIST(4, "shipments", struct order, shipments, shipment_count, NULL),
    LIST(5, "retold", struct order, retold, retold_count, &codec_retold),
    INT(6, "episode", struct order, episode),
    INT(7, "told", struct order, told_utc_ms),
    INT(8, "obligation", struct order, obligation_utc_ms),
    INT(9, "obligation_since", struct order, obligation_since_utc_ms),
    INT(10, "still_no_news", struct order, still_no_news),
    INT(11, "on_track_since", struct order, on_track_since_utc_ms),
    TEXT(12, "link", struct order, link),
    ENUM(13, "choice", struct order, choice, CHOICE_COUNT - 1),
    INT(14, "chosen", struct order, chosen_utc_ms),
    ENUM(15, "kept_answer", struct order, kept_answer, KEPT_ANSWER_NO),
    INT(16, "kept_answered", struct order, kept_answered_utc_ms),
    INT(17, "before_call_told", struct order, before_call_told_utc_ms),
    INT(18, "before_call_owed", struct order, before_call_owed_utc_ms),
    INT(19, "first_notice", struct order, first_notice),
};

static const struct codec_field person_fields[] = {
    INT(1, "id", struct person, id),
    TEXT(2, "shop", struct person, shop),
    TEXT(3, "name", struct person, name),
    TEXT(4, "email", struct person, email),
    TEXT(5, "phone", struct person, phone),
    TEXT(6, "locale", struct person, locale),
    INT(7, "only_problems", struct person, only_problems),
    INT(8, "suppressed", struct person, suppressed),
    INT(9, "stopped", struct person, stopped),
    INT(10, "suppressed_at", struct person, suppressed_utc_ms),
    INT(11, "suppressed_by", struct person, suppressed_by),
    INT(20, "notify", struct person, notify),
};

static const struct codec_field notice_fields[] = {
    INT(1, "id", struct notice, id),
    ENUM(2, "kind", struct notice, kind, NOTICE_KINDS - 1),
    ENUM(3, "audience", struct notice, audience, AUDIENCE_SHOP),
    ENUM(4, "channel", struct notice, channel, CHANNEL_COUNT - 1),
    ENUM(5, "state", struct notice, state, NOTICE_STATE_DEAD),
    TEXT(6, "shop", struct notice, shop),
    TEXT(7, "order", struct notice, order),
    INT(8, "person", struct notice, person),
    LIST(9, "shipments", struct notice, shipments, shipment_count, NULL),
    INT(10, "episode", struct notice, episode),
    BYTES(11, "dedup", struct notice, dedup),
    INT(12, "decided", struct notice, decided_utc_ms),
    INT(13, "due", struct notice, due_utc_ms),
    INT(14, "valid_until", struct notice, valid_until_utc_ms),
    INT(15, "attempts", struct notice, attempts),
    INT(16, "first_try", struct notice, first_try_utc_ms),
    INT(17, "settled", struct notice, settled_utc_ms),
    ENUM(18, "answer", struct notice, answer, ANSWER_TONE),
    TEXT(19, "answer_text", struct notice, answer_text),
    TEXT(20, "message_id", struct notice, message_id),
    INT(21, "by_hand", struct notice, by_hand),
    INT(22, "promised_from_day", struct notice, facts.promised_from_day),
    INT(23, "promised_until_day", struct notice, facts.promised_until_day),
    INT(24, "promised_until_second", struct notice, facts.promised_until_second),
    INT(25, "window_from_day", struct notice, facts.window_from_day),
    INT(26, "window_until_day", struct notice, facts.window_until_day),
    INT(27, "said_from_day", struct notice, facts.said_from_day),
    INT(28, "said_until_day", struct notice, facts.said_until_day),
    TEXT(29, "zone", struct notice, facts.zone),
    INT(30, "next_word", struct notice, facts.next_word_utc_ms),
    INT(31, "last_scan", struct notice, facts.last_scan_utc_ms),
    TEXT(32, "last_scan_place", struct notice, facts.last_scan_place),
    INT(33, "arrived_day", struct notice, facts.arrived_day),
    INT(34, "kept", struct notice, facts.kept),
    ENUM(35, "milestone", struct notice, facts.milestone, MILESTONE_COUNT - 1),
    ENUM(36, "reason", struct notice, facts.reason, REASON_COUNT - 1),
    TEXT(37, "rule", struct notice, facts.rule),
    TEXT(38, "account", struct notice, facts.account),
    TEXT(39, "detail", struct notice, facts.detail),
    INT(40, "count", struct notice, facts.count),
    INT(41, "about_case", struct notice, facts.about_case),
    INT(42, "bounced", struct notice, bounced_utc_ms),
    TEXT(43, "bounced_text", struct notice, bounced_text),
    INT(50, "doubted", struct notice, doubted),
    TEXT(51, "words", struct notice, facts.words),
};

static const struct codec_field case_fields[] = {
    INT(1, "id", struct case_record, id),
    ENUM(2, "reason", struct case_record, reason, CASE_DATA_REQUEST),
    ENUM(3, "state", struct case_record, state, CASE_RESOLVED),
    TEXT(4, "shop", struct case_record, shop),
    TEXT(5, "order", struct case_record, order),
    INT(6, "shipment", struct case_record, shipment),
    INT(7, "opened", struct case_record, opened_utc_ms),
    INT(8, "due", struct case_record, due_utc_ms),
    INT(9, "escalated", struct case_record, escalated),
    TEXT(10, "owner", struct case_record, owner),
    INT(11, "resolved", struct case_record, resolved_utc_ms),
    INT(12, "notice", struct case_record, notice),
    LIST(13, "notes", struct case_record, notes, note_count, &codec_note),
};

static void
parcel_clear(void *record)
{
	shipment_clear(&((struct parcel *)record)->shipment);
}

/* The INIT values once more, for a compound literal within another is no constant; a test compares. */
#define NEVER                                                                                      \
	{                                                                                          \
		.kind = WHEN_NONE, .day = DAY_NONE                                                 \
	}
#define UNSAID                                                                                     \
	{                                                                                          \
		.at_utc_ms = AT_NONE, .p_late = -1, .p90_utc_ms = AT_NONE                          \
	}
static const struct parcel parcel_fresh = {.shipment = {.promise = {.from_day = DAY_NONE,
							    .until_day = DAY_NONE,
							    .until_second = -1,
							    .deadline_utc_ms = AT_NONE},
					       .ordered_utc_ms = AT_NONE,
					       .ship_by_day = DAY_NONE,
					       .available_day = DAY_NONE,
					       .value_cents = -1,
					       .registered_utc_ms = AT_NONE,
					       .ship_day = DAY_NONE,
					       .first_attempt = NEVER,
					       .delivered = NEVER,
					       .eta_from = NEVER,
					       .eta_until = NEVER,
					       .asked_utc_ms = AT_NONE,
					       .pickup_until_day = DAY_NONE,
					       .last_scan_utc_ms = AT_NONE,
					       .state_since_utc_ms = AT_NONE,
					       .expect_from_day = DAY_NONE,
					       .expect_until_day = DAY_NONE,
					       .closed_utc_ms = AT_NONE,
					       .forecast = {.at_utc_ms = AT_NONE,
						   .p_late = -1,
						   .p10_utc_ms = AT_NONE,
						   .p50_utc_ms = AT_NONE,
						   .p90_utc_ms = AT_NONE,
						   .first_day = DAY_NONE,
						   .gap_p50_ms = -1,
						   .gap_p90_ms = -1,
						   .came_true = -1},
					       .said_handover = UNSAID,
					       .said_warned = UNSAID,
					       .exposed_until_utc_ms = AT_NONE}};
static const struct notice notice_fresh = {.facts = {.promised_from_day = DAY_NONE,
					       .promised_until_day = DAY_NONE,
					       .promised_until_second = -1,
					       .window_from_day = DAY_NONE,
					       .window_until_day = DAY_NONE,
					       .said_from_day = DAY_NONE,
					       .said_until_day = DAY_NONE,
					       .next_word_utc_ms = AT_NONE,
					       .last_scan_utc_ms = AT_NONE,
					       .arrived_day = DAY_NONE},
    .decided_utc_ms = AT_NONE,
    .due_utc_ms = AT_NONE,
    .valid_until_utc_ms = AT_NONE,
    .first_try_utc_ms = AT_NONE,
    .settled_utc_ms = AT_NONE,
    .bounced_utc_ms = AT_NONE};
static const struct schedule_record schedule_fresh = {.schedule = {.next_poll_utc_ms = AT_NONE,
							  .last_ok_utc_ms = AT_NONE,
							  .last_try_utc_ms = AT_NONE},
    .next_review_utc_ms = AT_NONE};
static const struct parcel_owner parcel_owner_fresh;
static const struct order order_fresh = {.told_utc_ms = AT_NONE,
    .obligation_utc_ms = AT_NONE,
    .obligation_since_utc_ms = AT_NONE,
    .on_track_since_utc_ms = AT_NONE,
    .chosen_utc_ms = AT_NONE,
    .kept_answered_utc_ms = AT_NONE,
    .before_call_told_utc_ms = AT_NONE,
    .before_call_owed_utc_ms = AT_NONE};
static const struct person person_fresh;
static const struct case_record case_fresh = {
    .opened_utc_ms = AT_NONE, .due_utc_ms = AT_NONE, .resolved_utc_ms = AT_NONE};
const struct codec codec_parcel =
    CODEC("shipment", parcel_fields, struct parcel, parcel_fresh, parcel_clear);
const struct codec codec_parcel_owner =
    CODEC("shipment's owner", parcel_owner_fields, struct parcel_owner, parcel_owner_fresh, NULL);
const struct codec codec_schedule =
    CODEC("schedule", schedule_fields, struct schedule_record, schedule_fresh, NULL);
const struct codec codec_order = CODEC("order", order_fields, struct order, order_fresh, NULL);
const struct codec codec_person = CODEC("person", person_fields, struct person, person_fresh, NULL);
const struct codec codec_notice = CODEC("notice", notice_fields, struct notice, notice_fresh, NULL);
const struct codec codec_case = CODEC("case", case_fields, struct case_record, case_fresh, NULL);
