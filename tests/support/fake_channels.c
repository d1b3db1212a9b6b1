#include "tests/support/fake_channels.h"

#include <string.h>

#include "monitor/base/json.h"
#include "monitor/base/text.h"

static bool
has_text(const struct json_doc *doc, const char *path, size_t most)
{
	char text[8192];

	return json_string_copy(json_path(json_root(doc), path), text, sizeof(text)) &&
	    text[0] != '\0' && strlen(text) <= most * 4;
}

static bool
has_header(const struct wire_request *r, const char *name, const char *begin)
{
	char value[512];

	return wire_header(r, name, value, sizeof(value)) && text_starts(span_of(value), begin);
}

/* What each service refuses a request for that lacks it. */
static bool
webhook_good(const struct wire_request *r, const struct json_doc *doc)
{
	return has_header(r, "webhook-timestamp", "1") &&
	    has_header(r, "webhook-signature", "v1,") && has_text(doc, "type", 100) &&
	    has_text(doc, "timestamp", 100) && has_text(doc, "data.text", 8000);
}

static bool
slack_good(const struct wire_request *r, const struct json_doc *doc)
{
	(void)r;
	return has_text(doc, "text", 3000) && has_text(doc, "blocks[0].text.text", 150) &&
	    has_text(doc, "blocks[1].text.text", 3000);
}

static bool
teams_good(const struct wire_request *r, const struct json_doc *doc)
{
	return r->body.len <= 28 << 10 &&
	    json_string_is(json_path(json_root(doc), "type"), "message") &&
	    json_string_is(
		json_path(json_root(doc), "attachments[0].content.type"), "AdaptiveCard") &&
	    has_text(doc, "attachments[0].content.body[0].inlines[0].text", 300);
}

static bool
discord_good(const struct wire_request *r, const struct json_doc *doc)
{
	return strstr(r->target, "wait=true") != NULL && has_text(doc, "content", 2000);
}

static bool
ntfy_good(const struct wire_request *r, const struct json_doc *doc)
{
	return strcmp(r->target, "/ntfy") == 0 && has_text(doc, "topic", 64) &&
	    has_text(doc, "message", 4096);
}

static bool
telegram_good(const struct wire_request *r, const struct json_doc *doc)
{
	return text_starts(span_of(r->target), "/telegram/bot") &&
	    strstr(r->target, "/sendMessage") != NULL && has_text(doc, "chat_id", 64) &&
	    has_text(doc, "text", 4096);
}

static bool
whatsapp_good(const struct wire_request *r, const struct json_doc *doc)
{
	return strstr(r->target, "/messages") != NULL &&
	    has_header(r, "Authorization", "Bearer ") && has_text(doc, "to", 16) &&
	    has_text(doc, "template.name", 64) &&
	    has_text(doc, "template.components[0].parameters[3].text", 1024);
}

static bool
sms_good(const struct wire_request *r)
{
	struct buf body = BUF_INIT(1 << 16);
	bool good = strstr(r->target, "/2010-04-01/Accounts/") != NULL &&
	    has_header(r, "Authorization", "Basic ") &&
	    has_header(r, "Content-Type", "application/x-www-form-urlencoded") &&
	    text_starts(r->body, "To=%2B") && buf_add(&body, r->body.data, r->body.len) == 0 &&
	    strstr(buf_str(&body), "&From=") != NULL && strstr(buf_str(&body), "&Body=") != NULL;

	buf_clear(&body);
	return good;
}

static const struct end {
	const char *kind;
	bool (*good)(const struct wire_request *r, const struct json_doc *doc); /* NULL: a form */
	int status;
	const char *body, *refusal;
} ends[] = {
    {"webhook", webhook_good, 204, "", "{}"},
    {"slack", slack_good, 200, "ok", "invalid_payload"},
    {"teams", teams_good, 202, "", "{\"error\":{\"code\":\"InvalidRequest\"}}"},
    {"discord", discord_good, 200, "{\"id\":\"1\"}", "{\"code\":50006,\"message\":\"Refused\"}"},
    {"ntfy", ntfy_good, 200, "{\"id\":\"1\",\"event\":\"message\"}",
	"{\"code\":40009,\"http\":400,\"error\":\"Refused\"}"},
    {"telegram", telegram_good, 200, "{\"ok\":true,\"result\":{\"message_id\":1}}",
	"{\"ok\":false,\"error_code\":400,\"description\":\"Refused\"}"},
    {"sms", NULL, 201, "{\"sid\":\"SM1\",\"status\":\"queued\"}",
	"{\"code\":21602,\"message\":\"Refused\",\"status\":400}"},
    {"whatsapp", whatsapp_good, 200, "{\"messages\":[{\"id\":\"wamid.1\"}]}",
	"{\"error\":{\"code\":100,\"message\":\"Refused\"}}"},
};

static const struct end *
end_of(const char *kind)
{
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (strcmp(ends[i].kind, kind) == 0)
			return &ends[i];
	return NULL;
}

const char *
fake_channel_kind(const char *target)
{
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t len = strlen(ends[i].kind);

		if (target[0] == '/' && strncmp(target + 1, ends[i].kind, len) == 0 &&
		    text_one_of(target[1 + len] != '\0' ? target[1 + len] : '/', "/?"))
			return ends[i].kind;
	}
	return NULL;
}

static void
keep(const char *kind, const struct wire_request *r, FILE *log)
{
	char id[64] = "-", at[32], signature[512];

	(void)wire_header(r, "webhook-id", id, sizeof(id));
	if (wire_header(r, "webhook-timestamp", at, sizeof(at)) &&
	    wire_header(r, "webhook-signature", signature, sizeof(signature)))
		fprintf(log, "signed %s %s %s\n", id, at, signature);
	fprintf(log, "hook %s %s %.*s\n", kind, id, (int)r->body.len, r->body.data);
	fflush(log);
}

int
fake_channel_take(const char *kind, const struct wire_request *r, FILE *log, struct buf *body)
{
	const struct end *end = end_of(kind);
	struct json_doc doc = JSON_DOC_INIT;
	struct why why = {0};
	bool good;

	if (end->good == NULL)
		good = sms_good(r);
	else
		good = has_header(r, "Content-Type", "application/json") &&
		    json_parse(&doc, r->body, &why) == 0 && end->good(r, &doc);
	json_doc_clear(&doc);
	(void)buf_add_str(body, good ? end->body : end->refusal);
	if (good && log != NULL)
		keep(kind, r, log);
	return good ? end->status : 400;
}
