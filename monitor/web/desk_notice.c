#include "monitor/web/desk_notice.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/notice/mail_read.h"
#include "monitor/notice/outbox_attempt.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_letter.h"
#include "monitor/web/page.h"

/* A notice and its words: of the bytes that were sent, else of those that would be. */
struct reading {
	struct notice notice;
	struct buf message, subject, text;
	bool is_mail;              /* the bytes are one, and were read */
	char why[LIMIT_TEXT_ROOM]; /* there are none */
};

static void
reading_init(struct reading *r)
{
	*r = (struct reading){.notice = NOTICE_INIT,
	    .message = BUF_INIT(LIMIT_MESSAGE_BYTES),
	    .subject = BUF_INIT(LIMIT_TEXT_ROOM * 4),
	    .text = BUF_INIT(LIMIT_MESSAGE_BYTES)};
}

static void
reading_clear(struct reading *r)
{
	buf_clear(&r->message);
	buf_clear(&r->subject);
	buf_clear(&r->text);
}

/* The notice that the path names, if it is of an order that the caller may see. */
static int
find(struct api_call *call, struct notice *out)
{
	uint64_t id = 0;
	int rc =
	    api_path_number(call, &id) ? store_notice(call->api->reader, id, out) : ERR_NOT_FOUND;

	/* A letter to log in is nobody's to read but its reader's. */
	return rc == 0 && (!api_sees(call, out->shop) || out->kind == NOTICE_LOGIN) ? ERR_NOT_FOUND
										    : rc;
}

static int
read_bytes(struct api_call *call, struct reading *r)
{
	struct attempt attempt;
	struct op *begin = NULL;
	int rc = store_message(call->api->reader, r->notice.id, &r->message);

	if (rc != ERR_NOT_FOUND || call->api->templates == NULL)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	attempt_clear(&attempt);
	rc = attempt_prepare(&attempt, call->api->reader, call->api->templates, call->policy,
	    r->notice.id, call->now_utc_ms, &begin);
	if (rc == 0 && begin != NULL)
		buf_move(&r->message, &begin->begin.message);
	memcpy(r->why, attempt.why, sizeof(r->why));
	op_free(begin);
	attempt_clear(&attempt);
	return rc;
}

/* `type`: which part of a mail; what is no mail is its own words. */
static int
read_words(struct api_call *call, const char *type, struct reading *r)
{
	int rc = find(call, &r->notice);

	if (rc == 0)
		rc = read_bytes(call, r);
	if (rc != 0 || r->message.len == 0)
		return rc;
	if (r->notice.channel == CHANNEL_EMAIL)
		rc = mail_read(buf_span(&r->message), type, &r->subject, &r->text);
	else
		rc = buf_add(&r->text, r->message.data, r->message.len);
	r->is_mail = rc == 0 && r->notice.channel == CHANNEL_EMAIL;
	return rc;
}

/* ---- the page ---- */

/* In which states a person can do what: the store's own rule, told beforehand. */
static const struct {
	const char *verb;
	unsigned states;
} verbs[] = {
    {"hold", 1u << NOTICE_STATE_PENDING},
    {"release", 1u << NOTICE_STATE_HELD},
    {"drop", 1u << NOTICE_STATE_PENDING | 1u << NOTICE_STATE_HELD},
    {"resend",
	1u << NOTICE_STATE_SENT | 1u << NOTICE_STATE_SUPERSEDED | 1u << NOTICE_STATE_REFUSED |
	    1u << NOTICE_STATE_DEAD},
};

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static void
add_verbs(struct desk_view *v, const struct notice *n)
{
	struct desk_list *list = desk_list(v, VERBS);
	char path[96], key[32];

	for (size_t i = 0; i < VERBS; i++) {
		if ((verbs[i].states & 1u << n->state) == 0 || n->audience != AUDIENCE_CUSTOMER)
			continue;
		(void)snprintf(
		    path, sizeof(path), "/desk/notices/%" PRIu64 "/%s", n->id, verbs[i].verb);
		(void)snprintf(key, sizeof(key), "verb.%s", verbs[i].verb);
		desk_row(v, list);
		desk_cell(v, list, "action", desk_text(v, path));
		desk_cell(v, list, "label", desk_say(v, key, ""));
		desk_cell(v, list, "main", strcmp(verbs[i].verb, "release") == 0 ? "1" : "");
		desk_cell(v, list, "holds", i < 2 ? "1" : ""); /* one of the two, by one key */
	}
	desk_set_list(v, "verbs", list);
}

static void
add_notice(struct desk_view *v, const struct reading *r)
{
	const struct notice *n = &r->notice;
	const struct shop *shop = policy_shop(v->call->policy, n->shop);
	const char *zone = n->facts.zone[0] != '\0' ? n->facts.zone
	    : shop != NULL                          ? shop->zone
						    : "UTC";
	bool settled = n->settled_utc_ms != AT_NONE;
	char key[64], path[64] = "", frame[64] = "";
	struct person person = PERSON_INIT;

	if (n->person != 0 && store_person(v->call->api->reader, n->person, &person) == 0)
		desk_set(v, "customer", desk_text(v, person.name));
	else
		desk_set(v, "customer", "");
	if (n->shipment_count > 0)
		(void)snprintf(path, sizeof(path), "/desk/shipments/%" PRIu64, n->shipments[0]);
	if (r->is_mail)
		(void)snprintf(frame, sizeof(frame), "/desk/notices/%" PRIu64 "/letter", n->id);
	(void)snprintf(key, sizeof(key), "notice.%s", notice_kind_name(n->kind));
	desk_set(v, "title", desk_say(v, key, ""));
	(void)snprintf(key, sizeof(key), "sent.%s", notice_state_name(n->state));
	desk_set(v, "state", desk_say(v, key, ""));
	desk_set(v, "when", desk_moment(v, zone, settled ? n->settled_utc_ms : n->due_utc_ms));
	desk_set_flag(v, "settled", settled);
	(void)snprintf(key, sizeof(key), "channel.%s", channel_name(n->channel));
	desk_set(v, "channel", desk_say(v, key, ""));
	desk_set(v, "order", desk_text(v, n->order));
	desk_set(v, "back", desk_text(v, path));
	desk_set(v, "frame", desk_text(v, frame));
	desk_set(v, "answer", desk_text(v, n->answer_text));
	desk_set(v, "wrong", r->why);
	desk_set(v, "subject", desk_text(v, buf_str(&r->subject)));
	desk_set(v, "sender", shop != NULL ? shop->name : "");
	letter_set(v, buf_str(&r->text), NULL);
	add_verbs(v, n);
}

void
desk_notice(struct api_call *call)
{
	struct reading r;
	struct desk_view v;
	int rc;

	reading_init(&r);
	desk_view_init(&v, call);
	rc = read_words(call, "text/plain", &r);
	if (rc == 0) {
		add_notice(&v, &r);
		desk_answer(&v, "desk/notice", "", "");
	} else {
		page_fail(call, rc);
	}
	desk_view_clear(&v);
	reading_clear(&r);
}

void
desk_notice_letter(struct api_call *call)
{
	struct reading r;
	int rc;

	reading_init(&r);
	rc = read_words(call, "text/html", &r);
	if (rc == 0 && !r.is_mail)
		rc = ERR_NOT_FOUND;
	if (rc != 0) {
		page_fail(call, rc);
	} else {
		call->answered = true;
		server_answer(call->api->server, call->ticket,
		    &(struct server_reply){.status = 200,
			.content_type = "text/html; charset=utf-8",
			.letter = true,
			.body = buf_span(&r.text)});
	}
	reading_clear(&r);
}

/* ---- what is done about it ---- */

static void
submit(struct api_call *call, enum notice_verb verb, const char *did)
{
	struct notice n = NOTICE_INIT;
	struct op *op;
	char to[128];
	int rc = find(call, &n);

	if (rc == 0 && (n.audience != AUDIENCE_CUSTOMER || n.shipment_count == 0))
		rc = ERR_NOT_FOUND;
	if (rc != 0) {
		page_fail(call, rc);
		return;
	}
	op = desk_op(call, OP_NOTICE, n.id);
	if (op == NULL)
		return;
	op->notice_verb = verb;
	(void)snprintf(
	    to, sizeof(to), "/desk/shipments/%" PRIu64 "?did=%s&n=", n.shipments[0], did);
	page_submit(call, op, to);
}

void
desk_notice_hold(struct api_call *call)
{
	submit(call, NOTICE_HOLD, "held");
}

void
desk_notice_release(struct api_call *call)
{
	submit(call, NOTICE_RELEASE, "released");
}

void
desk_notice_drop(struct api_call *call)
{
	submit(call, NOTICE_DROP, "dropped");
}

void
desk_notice_resend(struct api_call *call)
{
	submit(call, NOTICE_RESEND, "resent");
}
