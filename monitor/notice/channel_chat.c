#include "monitor/base/text.h"
#include "monitor/notice/channel_http.h"
#include "monitor/notice/times.h"

#include <string.h>

/* Chat services, for the shop's own people. Whatever a name or a carrier says is text there, never markup or a mention: by fields that know
 * none, or else by escaping. */

static const struct channel_settings *
settings_of(const struct render_input *in)
{
	return shop_channel(in->shop, in->notice->channel);
}

static int
take(struct json_out *w, struct buf *out)
{
	int rc = json_out_take(w, out, false);

	json_out_clear(w);
	return rc;
}

/* A member with as much of the text as the service takes. */
static void
put_cut(struct json_out *w, const char *key, struct span text, size_t units,
    const char *(*escape)(char c))
{
	struct buf b = BUF_INIT(LIMIT_MAIL_BYTES * 8);

	if (channel_http_add_cut(&b, text, units, escape) < 0)
		w->error = ERR_NOMEM;
	else
		json_out_span(w, key, buf_span(&b));
	buf_clear(&b);
}

static int
request_json(const struct channel_post *post, struct http_request *out)
{
	return channel_http_post(out, channel_http_url(post->settings), "application/json", post);
}

/* ---- Slack: incoming webhook. docs.slack.dev, "Formatting message text" (three characters are escaped), "Block Kit": header 150, text 3000 ---- */

static const char *
escape_slack(char c)
{
	return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : NULL;
}

static void
put_slack_text(struct json_out *w, struct span text, size_t units)
{
	json_out_object(w, "text");
	json_out_str(w, "type", "plain_text");
	put_cut(w, "text", text, units, escape_slack);
	json_out_bool(w, "emoji", false);
	json_out_end(w);
	json_out_end(w);
}

static int
build_slack(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	struct json_out w = JSON_OUT_INIT;
	struct span text = channel_http_text(words);

	(void)why;
	channel_http_id(in->notice, message_id);
	json_out_object(&w, NULL);
	/* what notifications show instead of blocks */
	put_cut(&w, "text", buf_span(&words->subject), 300, escape_slack);
	json_out_bool(&w, "mrkdwn", false);
	json_out_array(&w, "blocks");
	json_out_object(&w, NULL);
	json_out_str(&w, "type", "header");
	put_slack_text(&w, buf_span(&words->subject), 150);
	json_out_object(&w, NULL);
	json_out_str(&w, "type", "section");
	put_slack_text(&w, text, 3000);
	json_out_end(&w);
	json_out_end(&w);
	return take(&w, out);
}

const struct channel channel_slack = {
    .id = CHANNEL_SLACK,
    .name = "slack",
    .build = build_slack,
    .classify = channel_http_classify,
    .request = request_json,
    .per_minute = 60, /* one a second: "Rate limits" */
};

/* ---- Teams: a Workflow that posts an Adaptive Card. Text runs know no markdown. 28 kB a message: "Limits and specifications for Teams" ---- */

static void
put_teams_run(struct json_out *w, struct span text, size_t units, bool heading)
{
	json_out_object(w, NULL);
	json_out_str(w, "type", "RichTextBlock");
	json_out_array(w, "inlines");
	json_out_object(w, NULL);
	json_out_str(w, "type", "TextRun");
	put_cut(w, "text", text, units, NULL);
	if (heading) {
		json_out_str(w, "size", "Large");
		json_out_str(w, "weight", "Bolder");
	}
	json_out_end(w);
	json_out_end(w);
	json_out_end(w);
}

static int
build_teams(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	struct json_out w = JSON_OUT_INIT;

	(void)why;
	channel_http_id(in->notice, message_id);
	json_out_object(&w, NULL);
	json_out_str(&w, "type", "message");
	json_out_array(&w, "attachments");
	json_out_object(&w, NULL);
	json_out_str(&w, "contentType", "application/vnd.microsoft.card.adaptive");
	json_out_object(&w, "content");
	json_out_str(&w, "$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
	json_out_str(&w, "type", "AdaptiveCard");
	json_out_str(&w, "version", "1.4");
	put_cut(&w, "fallbackText", buf_span(&words->subject), 300, NULL);
	json_out_array(&w, "body");
	put_teams_run(&w, buf_span(&words->subject), 300, true);
	put_teams_run(&w, channel_http_text(words), 6000, false);
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	return take(&w, out);
}

const struct channel channel_teams = {
    .id = CHANNEL_TEAMS,
    .name = "teams",
    .build = build_teams,
    .classify = channel_http_classify,
    .request = request_json,
    .per_minute = 60,
};

/* ---- Discord: webhook. discord-api-docs, resources/Webhook.md: content 2000, allowed_mentions, wait=true to hear of errors ---- */

static const char *
escape_discord(char c)
{
	static const char *const escaped[] = {
	    "\\\\", "\\*", "\\_", "\\~", "\\`", "\\|", "\\>", "\\#", "\\[", "\\]", "\\<", "\\@"};

	for (size_t i = 0; i < sizeof(escaped) / sizeof(escaped[0]); i++)
		if (escaped[i][1] == c)
			return escaped[i];
	return NULL;
}

static int
build_discord(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf content = BUF_INIT(LIMIT_MAIL_BYTES);
	int rc;

	(void)why;
	channel_http_id(in->notice, message_id);
	(void)buf_add_str(&content, "**");
	(void)channel_http_add_cut(&content, buf_span(&words->subject), 300, escape_discord);
	(void)buf_add_str(&content, "**\n\n");
	rc = buf_error(&content);
	if (rc == 0)
		rc = channel_http_add_cut(&content, channel_http_text(words),
		    2000 - channel_http_units(buf_span(&content)), escape_discord);
	json_out_object(&w, NULL);
	json_out_span(&w, "content", buf_span(&content));
	json_out_object(&w, "allowed_mentions");
	json_out_array(&w, "parse");
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	buf_clear(&content);
	if (rc < 0) {
		json_out_clear(&w);
		return rc;
	}
	return take(&w, out);
}

static int
request_discord(const struct channel_post *post, struct http_request *out)
{
	int rc = request_json(post, out);
	bool asks = strchr(channel_http_url(post->settings), '?') != NULL;

	return rc < 0 ? rc : buf_add_str(&out->url, asks ? "&wait=true" : "?wait=true");
}

const struct channel channel_discord = {
    .id = CHANNEL_DISCORD,
    .name = "discord",
    .build = build_discord,
    .classify = channel_http_classify,
    .request = request_discord,
    .code_path = "code",
    .wait_path = "retry_after",
    .per_minute = 30,
};

/* ---- ntfy: a topic on a server. docs.ntfy.sh, "Publish as JSON": 4,096 bytes, priority 1 to 5; no markdown unless asked for ---- */

static int
build_ntfy(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	const struct channel_settings *s = settings_of(in);
	struct json_out w = JSON_OUT_INIT;
	enum notice_kind kind = in->notice->kind;
	bool urgent =
	    notice_is_failure(kind) || kind == NOTICE_CASE_ESCALATED || kind == NOTICE_BRAKE;

	if (s == NULL)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "channel", "is no longer configured");
	channel_http_id(in->notice, message_id);
	json_out_object(&w, NULL);
	json_out_str(&w, "topic", s->to);
	put_cut(&w, "title", buf_span(&words->subject), 200, NULL);
	/* a character of ours takes three bytes at most where it counts as one unit */
	put_cut(&w, "message", channel_http_text(words), 1300, NULL);
	json_out_int(&w, "priority", urgent ? 4 : 3);
	json_out_end(&w);
	return take(&w, out);
}

static int
request_ntfy(const struct channel_post *post, struct http_request *out)
{
	int rc = channel_http_post(out, post->settings->url, "application/json", post);

	return rc < 0 ? rc : channel_http_bearer(out, post->settings);
}

const struct channel channel_ntfy = {
    .id = CHANNEL_NTFY,
    .name = "ntfy",
    .build = build_ntfy,
    .classify = channel_http_classify,
    .request = request_ntfy,
    .code_path = "code",
    .per_minute = 12, /* its server gives a visitor 60 at once and one in five seconds */
};

/* ---- Telegram: a bot. core.telegram.org/bots/api#sendmessage: 4096 characters; without parse_mode a text is a text ---- */

static int
build_telegram(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	const struct channel_settings *s = settings_of(in);
	struct json_out w = JSON_OUT_INIT;
	struct buf text = BUF_INIT(LIMIT_MAIL_BYTES);
	int rc;

	if (s == NULL)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "channel", "is no longer configured");
	channel_http_id(in->notice, message_id);
	(void)buf_add(&text, words->subject.data, words->subject.len);
	(void)buf_add_str(&text, "\n\n");
	(void)buf_add(&text, channel_http_text(words).data, channel_http_text(words).len);
	rc = buf_error(&text);
	json_out_object(&w, NULL);
	json_out_str(&w, "chat_id", s->to);
	put_cut(&w, "text", buf_span(&text), 4096, NULL);
	json_out_object(&w, "link_preview_options");
	json_out_bool(&w, "is_disabled", true);
	json_out_end(&w);
	json_out_end(&w);
	buf_clear(&text);
	if (rc < 0) {
		json_out_clear(&w);
		return rc;
	}
	return take(&w, out);
}

static int
request_telegram(const struct channel_post *post, struct http_request *out)
{
	struct buf url = BUF_INIT(LIMIT_URL_BYTES);
	int rc;

	(void)buf_addf(&url, "%s/bot%s/sendMessage",
	    post->settings->url[0] != '\0' ? post->settings->url : "https://api.telegram.org",
	    secret_bytes(&post->settings->key));
	rc = channel_http_post(out, buf_str(&url), "application/json", post);
	if (url.data != NULL)
		explicit_bzero(url.data, url.len);
	buf_clear(&url);
	return rc;
}

/* 403: the bot was thrown out; 400 with a good body: there is no such chat. Both are of the one chat that all alerts go to. */
static enum answer
classify_telegram(const struct channel_reply *r)
{
	return r->code == 400 ? ANSWER_CHANNEL_FAILING : channel_http_classify(r);
}

const struct channel channel_telegram = {
    .id = CHANNEL_TELEGRAM,
    .name = "telegram",
    .build = build_telegram,
    .classify = classify_telegram,
    .request = request_telegram,
    .wait_path = "parameters.retry_after",
    .per_minute = 20, /* of a group: core.telegram.org/bots/faq */
};
