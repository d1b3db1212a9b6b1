#include "monitor/web/server_slot.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>

#include "monitor/base/limits.h"
#include "monitor/log.h"
#include "monitor/web/server_wire.h"

void
server_stream(struct server *s, struct server_ticket ticket, const struct server_reply *reply)
{
	struct slot *slot = slot_waiting(s, ticket);

	if (slot == NULL || slot->streams)
		return;
	if (evhttp_request_get_command(slot->request) == EVHTTP_REQ_HEAD) {
		server_answer(s, ticket, reply); /* it never has a piece */
		return;
	}
	if (server_wire_headers(slot->request, reply, ENDING_STREAM,
		clock_world(loop_clock(s->loop)), &s->date) < 0) {
		evhttp_connection_free(slot->conn);
		return;
	}
	slot->streams = true;
	slot->unread = 0;
	slot->unread_wire_ms = server_wire_now(s);
	loop_timer_stop(slot->timer);
	evhttp_send_reply_start(slot->request, reply->status, NULL);
}

/* What the client has not read yet waits in our memory: not for ever, and not without bound. */
static bool
reads(struct slot *slot, size_t more)
{
	const struct server *s = slot->door->server;
	size_t waits = evbuffer_get_length(bufferevent_get_output(slot->bev));

	if (waits == 0 || waits < slot->unread)
		slot->unread_wire_ms = server_wire_now(s);
	slot->unread = waits + more;
	return waits <= LIMIT_STREAM_BYTES &&
	    server_wire_now(s) - slot->unread_wire_ms < s->deadline_ms;
}

int
server_stream_add(struct server *s, struct server_ticket ticket, struct span bytes)
{
	struct slot *slot = slot_waiting(s, ticket);
	struct evbuffer *piece;

	if (slot == NULL || !slot->streams)
		return ERR_NOT_FOUND;
	piece = evbuffer_new();
	if (piece == NULL || evbuffer_add(piece, bytes.data, bytes.len) < 0 ||
	    !reads(slot, bytes.len)) {
		log_debug("web.slow", F_INT("connections", slot->door->used));
		evhttp_connection_free(slot->conn);
		slot = NULL;
	} else {
		evhttp_send_reply_chunk(slot->request, piece);
	}
	if (piece != NULL)
		evbuffer_free(piece);
	return slot != NULL ? 0 : ERR_NOT_FOUND;
}

void
server_stream_end(struct server *s, struct server_ticket ticket)
{
	struct slot *slot = slot_waiting(s, ticket);
	struct evhttp_request *request;

	if (slot == NULL || !slot->streams)
		return;
	request = slot->request;
	slot->streams = false;
	slot_begin_answer(slot);
	evhttp_send_reply_end(request);
}
