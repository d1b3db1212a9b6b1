#include "monitor/base/notice.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

static const char *const kind_names[] = {
    [NOTICE_NONE] = "none",
    [NOTICE_PROMISE_MADE] = "promise_made",
    [NOTICE_RECEIVED] = "received",
    [NOTICE_BACK_ON_TRACK] = "back_on_track",
    [NOTICE_STILL_NO_NEWS] = "still_no_news",
    [NOTICE_DELAY] = "delay",
    [NOTICE_DELAY_AGAIN] = "delay_again",
    [NOTICE_MISSED] = "missed",
    [NOTICE_ACTION_NEEDED] = "action_needed",
    [NOTICE_LOST] = "lost",
    [NOTICE_DELIVERED] = "delivered",
    [NOTICE_RISK] = "risk",
    [NOTICE_CASE_OPENED] = "case_opened",
    [NOTICE_CASE_ESCALATED] = "case_escalated",
    [NOTICE_INCIDENT_OPENED] = "incident_opened",
    [NOTICE_INCIDENT_CLOSED] = "incident_closed",
    [NOTICE_ACCOUNT_FAILING] = "account_failing",
    [NOTICE_CHANNEL_FAILING] = "channel_failing",
    [NOTICE_BRAKE] = "brake",
    [NOTICE_BLIND] = "blind",
    [NOTICE_LOGIN] = "login",
    [NOTICE_DIGEST] = "digest",
    [NOTICE_INTAKE_FAILING] = "intake_failing",
    [NOTICE_EVENTS_FAILING] = "events_failing",
};

static const char *const state_names[] = {
    [NOTICE_STATE_SHADOW] = "shadow",
    [NOTICE_STATE_HELD] = "held",
    [NOTICE_STATE_PENDING] = "pending",
    [NOTICE_STATE_SENDING] = "sending",
    [NOTICE_STATE_IN_DOUBT] = "in_doubt",
    [NOTICE_STATE_SENT] = "sent",
    [NOTICE_STATE_SUPERSEDED] = "superseded",
    [NOTICE_STATE_REFUSED] = "refused",
    [NOTICE_STATE_DEAD] = "dead",
};

static const char *const answer_names[] = {
    [ANSWER_OK] = "ok",
    [ANSWER_TEMPORARY] = "temporary",
    [ANSWER_PERMANENT] = "permanent",
    [ANSWER_IN_DOUBT] = "in_doubt",
    [ANSWER_CHANNEL_FAILING] = "channel_failing",
    [ANSWER_TONE] = "tone",
};

static const char *const channel_names[CHANNEL_COUNT] = {
    [CHANNEL_EMAIL] = "email",
    [CHANNEL_WEBHOOK] = "webhook",
    [CHANNEL_SLACK] = "slack",
    [CHANNEL_TEAMS] = "teams",
    [CHANNEL_DISCORD] = "discord",
    [CHANNEL_NTFY] = "ntfy",
    [CHANNEL_TELEGRAM] = "telegram",
    [CHANNEL_SMS] = "sms",
    [CHANNEL_WHATSAPP] = "whatsapp",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *
name_at(const char *const *names, size_t count, int value)
{
	if (value < 0 || (size_t)value >= count || names[value] == NULL)
		return "unknown";
	return names[value];
}

static int
value_of(const char *const *names, size_t count, const char *name, int *out)
{
	for (size_t i = 0; i < count; i++)
		if (names[i] != NULL && strcmp(names[i], name) == 0) {
			*out = (int)i;
			return 0;
		}
	return ERR_NOT_FOUND;
}

const char *
notice_kind_name(enum notice_kind kind)
{
	return name_at(kind_names, COUNT(kind_names), (int)kind);
}

const char *
notice_state_name(enum notice_state state)
{
	return name_at(state_names, COUNT(state_names), (int)state);
}

const char *
answer_name(enum answer answer)
{
	return name_at(answer_names, COUNT(answer_names), (int)answer);
}

const char *
channel_name(enum channel_id channel)
{
	return name_at(channel_names, COUNT(channel_names), (int)channel);
}

int
channel_from_name(const char *name, enum channel_id *out)
{
	int value;
	int rc = value_of(channel_names, COUNT(channel_names), name, &value);

	if (rc == 0)
		*out = (enum channel_id)value;
	return rc;
}

int
notice_kind_from_name(const char *name, enum notice_kind *out)
{
	int value;
	int rc = value_of(kind_names, COUNT(kind_names), name, &value);

	if (rc == 0)
		*out = (enum notice_kind)value;
	return rc;
}

int
notice_state_from_name(const char *name, enum notice_state *out)
{
	int value;
	int rc = value_of(state_names, COUNT(state_names), name, &value);

	if (rc == 0)
		*out = (enum notice_state)value;
	return rc;
}

enum audience
notice_kind_audience(enum notice_kind kind)
{
	return kind < NOTICE_RISK ? AUDIENCE_CUSTOMER : AUDIENCE_SHOP;
}

bool
notice_kind_braked(enum notice_kind kind)
{
	switch (kind) {
	case NOTICE_BACK_ON_TRACK:
	case NOTICE_STILL_NO_NEWS:
	case NOTICE_DELAY:
	case NOTICE_DELAY_AGAIN:
	case NOTICE_MISSED:
	case NOTICE_LOST: return true;
	default: return false;
	}
}

bool
notice_settled(enum notice_state state)
{
	switch (state) {
	case NOTICE_STATE_SHADOW:
	case NOTICE_STATE_SENT:
	case NOTICE_STATE_SUPERSEDED:
	case NOTICE_STATE_REFUSED:
	case NOTICE_STATE_DEAD: return true;
	case NOTICE_STATE_HELD:
	case NOTICE_STATE_PENDING:
	case NOTICE_STATE_SENDING:
	case NOTICE_STATE_IN_DOUBT: return false;
	}
	return false;
}

/* The form of the numbers reaches disk through the key: it stays. */
void
notice_dedup(struct notice *n)
{
	char numbers[64];
	int len = snprintf(numbers, sizeof(numbers), "%d/%d/%d/%d", (int)n->kind, (int)n->episode,
	    (int)n->audience, (int)n->channel);
	const struct span parts[] = {
	    {n->shop, strlen(n->shop)},
	    {n->order, strlen(n->order)},
	    {numbers, (size_t)len},
	};

	sign_sha256_parts(parts, COUNT(parts), n->dedup);
}

bool
notice_lists(const struct notice *n, uint64_t shipment)
{
	for (size_t i = 0; i < n->shipment_count; i++)
		if (n->shipments[i] == shipment)
			return true;
	return false;
}

const char *
notice_login_link(const struct notice *n)
{
	const char *blank = strchr(n->facts.detail, ' ');

	return blank != NULL ? blank + 1 : n->facts.detail;
}

void
notice_login_to(const struct notice *n, char dst[LIMIT_EMAIL_ROOM])
{
	const char *blank = strchr(n->facts.detail, ' ');

	dst[0] = '\0';
	if (blank != NULL)
		(void)text_cut(dst, LIMIT_EMAIL_ROOM,
		    (struct span){n->facts.detail, (size_t)(blank - n->facts.detail)});
}
