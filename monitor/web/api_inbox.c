#include "monitor/web/api_inbox.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/api_json.h"
#include "monitor/web/api_page.h"

enum { MESSAGES = 100, BODY_SHOWN = 256 << 10 /* of a message that is looked at */ };

struct inbox {
	enum inbound_state state; /* 0: all */
	struct api_page page;
};

static void
out_members(struct json_out *out, const struct inbound *i)
{
	out_id(out, "id", i->id);
	json_out_str(out, "door", inbound_door_name(i->door));
	json_out_str(out, "source", i->source);
	out_text(out, "shop", i->shop);
	json_out_str(out, "state", inbound_state_name(i->state));
	json_out_bool(out, "polled", i->polled);
	out_at(out, "received", i->received_utc_ms);
	out_at(out, "due", i->state == INBOUND_WAITING ? i->due_utc_ms : AT_NONE);
	out_at(out, "settled", i->settled_utc_ms);
	json_out_int(out, "bytes", i->bytes);
	json_out_int(out, "attempts", i->attempts);
	out_text(out, "error", i->error != 0 ? err_name(i->error) : "");
	out_text(out, "text", i->text);
	json_out_array(out, "numbers");
	for (size_t n = 0; n < i->number_count; n++)
		json_out_str(out, NULL, i->numbers[n].number);
	json_out_end(out);
}

/* How many there are of a state, of the shop, or of all that the caller sees. */
static int
out_count(struct api_call *call, const char *shop, enum inbound_state state)
{
	int64_t sum = 0, count;
	int rc = store_inbox_count(call->api->reader, shop, state, &sum);

	for (size_t i = 0; rc == 0 && shop[0] == '\0' && i < call->policy->shop_count; i++) {
		rc = store_inbox_count(call->api->reader, call->policy->shops[i].id, state, &count);
		sum += rc == 0 ? count : 0;
	}
	json_out_int(&call->out, inbound_state_name(state), sum);
	return rc;
}

static int
read_page(struct api_call *call, void *arg, size_t *got, size_t *count)
{
	struct inbox *inbox = arg;
	struct api_page *page = &inbox->page;
	uint64_t ids[MESSAGES];
	int rc = store_inbox(
	    call->api->reader, inbox->state, &page->cursor, ids, page->limit - *got, count);

	for (size_t n = 0; rc == 0 && n < *count; n++) {
		struct inbound i;

		rc = store_inbound(call->api->reader, ids[n], &i);
		if (rc < 0 || (page->shop[0] != '\0' && strcmp(i.shop, page->shop) != 0))
			continue;
		json_out_object(&call->out, NULL);
		out_members(&call->out, &i);
		json_out_end(&call->out);
		(*got)++;
	}
	return rc;
}

static int
read_inbox(struct api_call *call, void *arg)
{
	const struct inbox *inbox = arg;
	const char *shop = inbox->page.shop;
	int rc = out_count(call, shop, INBOUND_WAITING);

	if (rc == 0)
		rc = out_count(call, shop, INBOUND_FAILED);
	if (rc == 0)
		rc = out_count(call, shop, INBOUND_KEPT);
	return rc == 0 ? api_out_page(call, &inbox->page, read_page, arg) : rc;
}

void
api_inbox(struct api_call *call)
{
	struct inbox inbox = {.state = 0};
	char state[16];

	if (!api_query(call, "state", state, sizeof(state)) ||
	    !api_page_asked(call, MESSAGES, &inbox.page))
		return;
	if (state[0] != '\0' && inbound_state_from_name(state, &inbox.state) < 0)
		api_error_as(call, 400, ERR_MALFORMED, "state",
		    "must be waiting, failed, kept, done or dropped");
	else
		api_read(call, read_inbox, &inbox);
}

static int
read_message(struct api_call *call, void *arg)
{
	struct buf body = BUF_INIT(LIMIT_INBOX_BODY_BYTES);
	const struct inbound *i = arg;
	int rc = store_inbound_body(call->api->reader, i->id, &body);

	out_members(&call->out, i);
	json_out_str(&call->out, "headers", i->headers);
	/* Bytes of strangers: shown where they are text, and not without end. */
	if (rc == 0 && body.len < BODY_SHOWN && text_utf8_valid(buf_span(&body)))
		json_out_str(&call->out, "body", buf_str(&body));
	else
		json_out_null(&call->out, "body");
	buf_clear(&body);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

/* Of the caller's shop. False: answered. */
static bool
find_message(struct api_call *call, struct inbound *out)
{
	uint64_t id;
	int rc;

	if (!api_number_id(call, &id))
		return false;
	rc = store_inbound(call->api->reader, id, out);
	if (rc == 0 && !api_sees(call, out->shop))
		rc = ERR_NOT_FOUND;
	if (rc < 0)
		api_fail(call, rc);
	return rc == 0;
}

void
api_inbox_show(struct api_call *call)
{
	struct inbound i;

	if (find_message(call, &i))
		api_read(call, read_message, &i);
}

static void
submit(struct api_call *call, enum inbox_verb verb)
{
	struct inbound i;
	char author[64];
	struct op *op;

	if (!find_message(call, &i) || !api_author(call, author))
		return;
	op = api_op(call, OP_INBOX);
	if (op == NULL)
		return;
	op->id = i.id;
	op->inbox.verb = verb;
	memcpy(op->author, author, sizeof(author));
	api_submit(call, op);
}

void
api_inbox_retry(struct api_call *call)
{
	submit(call, INBOX_RETRY);
}

void
api_inbox_drop(struct api_call *call)
{
	submit(call, INBOX_DROP);
}
