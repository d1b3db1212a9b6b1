#include "monitor/web/server.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/listener.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/server_slot.h"
#include "monitor/web/server_wire.h"

enum {
	PAUSE_MS = 1000, /* after a failed accept, or while all places are taken */
	HASTE = 6,       /* while all are taken, the idle have this part of the deadline */
};

int64_t
server_wire_now(const struct server *s)
{
	return clock_wire(loop_clock(s->loop));
}

/* ---- connections ---- */

static void
listen_again(struct door *door)
{
	if (!door->server->closed && door->used < door->slot_count &&
	    !loop_timer_armed(door->pause))
		(void)evconnlistener_enable(door->listener); /* fails only when it was freed */
}

static void
slot_release(struct slot *slot)
{
	loop_timer_stop(slot->timer);
	slot->bev = NULL;
	slot->conn = NULL;
	slot->request = NULL;
	slot->streams = false;
	slot->generation++;
	slot->door->used--;
	listen_again(slot->door);
}

/* evhttp parts a request that is not yet answered from the connection that has failed, and leaves it to us (libevent 2.1.12). */
static void
connection_closed(struct evhttp_connection *conn, void *arg)
{
	struct slot *slot = arg;

	(void)conn;
	if (slot->request != NULL && evhttp_request_get_connection(slot->request) == NULL)
		evhttp_request_free(slot->request);
	slot_release(slot);
}

/* Connections of one client; of those behind a proxy, the ones that ask something now. */
static size_t
connections_of(const struct door *door, uint64_t client)
{
	size_t count = 0;

	for (size_t i = 0; i < door->slot_count; i++) {
		const struct slot *slot = &door->slots[i];

		count += slot->conn != NULL && slot->client == client &&
		    (!slot->trusted || slot->request != NULL);
	}
	return count;
}

static void
identify(struct slot *slot)
{
	int fd = bufferevent_getfd(slot->bev);
	const struct server *s = slot->door->server;
	bool has_address = peer_of_fd(fd, &slot->peer);

	slot->client = has_address ? peer_key(&slot->peer) : 0;
	if (slot->door->socket->side == LISTEN_LOCAL) {
		slot->allowed = listen_allowed(slot->door->socket, fd);
		return;
	}
	/* Whoever reaches a Unix socket of ours is the proxy that its mode lets in. */
	slot->trusted = !has_address || peer_in(&slot->peer, &s->proxies);
	slot->allowed =
	    slot->trusted || connections_of(slot->door, slot->client) <= slot->door->per_address;
}

/* evhttp tells of a connection only with its first whole request, and a slow one would never be known. It makes its
 * bufferevent through us, though, and puts the connection into it as the argument of its callbacks (libevent 2.1.12; 2.2
 * counts by itself: evhttp_set_max_connections). test_a_connection_without_request_is_closed shows that this holds. False: it has
 * gone already. */
static bool
slot_adopt(struct slot *slot)
{
	void *conn = NULL;

	if (slot->conn != NULL)
		return true;
	bufferevent_getcb(slot->bev, NULL, NULL, NULL, &conn);
	if (conn != NULL) {
		assert(evhttp_connection_get_bufferevent(conn) == slot->bev);
		slot->conn = conn;
		identify(slot);
		evhttp_connection_set_closecb(conn, connection_closed, slot);
	}
	(void)bufferevent_decref(slot->bev); /* from here on conn keeps it */
	if (conn == NULL)
		slot_release(slot);
	return conn != NULL;
}

void
slot_begin_answer(struct slot *slot)
{
	slot->generation++;
	slot->request = NULL;
	slot->idle_wire_ms = server_wire_now(slot->door->server);
	loop_timer_after(slot->timer, slot->door->server->deadline_ms);
}

/* libevent would wait for the socket to take an answer, a turn of the loop later, though nearly always it has room already. What it does not
 * take, and what fails, is left to libevent. */
static void
write_now(struct bufferevent *bev)
{
	struct evbuffer *out = bufferevent_get_output(bev);

	(void)evbuffer_unfreeze(
	    out, 1); /* its beginning is the bufferevent's, which is not writing */
	(void)evbuffer_write(out, bufferevent_getfd(bev));
	(void)evbuffer_freeze(out, 1);
	if (evbuffer_get_length(out) > 0)
		return;
	(void)bufferevent_disable(bev, EV_WRITE); /* evhttp enables it with its next answer */
	/* evhttp goes on from its callback, which may free the connection: not before the handler has returned. */
	bufferevent_trigger(bev, EV_WRITE, BEV_TRIG_DEFER_CALLBACKS);
}

static void
answer(struct slot *slot, const struct server_reply *reply, bool last)
{
	struct evhttp_request *request = slot->request;
	struct server *s = slot->door->server;
	int64_t age_ms = server_wire_now(s) - slot->opened_wire_ms;
	int rc = server_wire_headers(request, reply,
	    last || age_ms > LIMIT_CONNECTION_AGE_MS ? ENDING_LAST : ENDING_WHOLE,
	    clock_world(loop_clock(s->loop)), &s->date);

	slot_begin_answer(slot);
	if (evhttp_request_get_command(request) != EVHTTP_REQ_HEAD)
		rc |= evbuffer_add(
		    evhttp_request_get_output_buffer(request), reply->body.data, reply->body.len);
	if (rc != 0)
		evhttp_connection_free(slot->conn);
	else {
		evhttp_send_reply(request, reply->status, NULL, NULL);
		write_now(slot->bev);
	}
}

/* What the server itself refuses, and the connection with it. */
static void
refuse(struct slot *slot, int status, int code, const char *text)
{
	struct server_reply reply = {.status = status, .content_type = "application/problem+json"};
	struct buf body = BUF_INIT(512);

	(void)buf_addf(&body,
	    "{\"type\":\"urn:puntual:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\","
	    "\"code\":\"%s\",\"path\":\"\"}",
	    err_name(code), err_text(code), status, text, err_name(code));
	reply.body = buf_span(&body);
	answer(slot, &reply, true);
	buf_clear(&body);
}

static void
slot_timer(void *arg)
{
	struct slot *slot = arg;

	if (slot->conn == NULL) {
		if (!slot_adopt(slot))
			return;
		/* Those of a local socket are told why, with their first request. */
		if (slot->allowed || slot->door->socket->side == LISTEN_LOCAL)
			loop_timer_after(slot->timer, slot->door->server->deadline_ms);
		else
			evhttp_connection_free(slot->conn);
	} else if (slot->request != NULL) {
		refuse(slot, 503, ERR_TIMEOUT,
		    "not done in time, though it may still be: look, then ask again");
	} else {
		log_debug("web.slow", F_INT("connections", slot->door->used));
		evhttp_connection_free(slot->conn);
	}
}

/* evhttp asks for a connection's bufferevent, just accepted. */
static struct bufferevent *
connection_opened(struct event_base *base, void *arg)
{
	struct door *door = arg;
	struct bufferevent *bev = bufferevent_socket_new(base, -1, 0);
	struct slot *slot = door->slots;

	assert(door->used < door->slot_count);
	if (bev == NULL)
		return NULL; /* request_come turns away what evhttp makes of it */
	while (slot->bev != NULL)
		slot++;
	bufferevent_incref(bev);
	slot->bev = bev;
	slot->allowed = slot->trusted = false;
	slot->opened_wire_ms = slot->idle_wire_ms = server_wire_now(door->server);
	if (++door->used == door->slot_count) {
		(void)evconnlistener_disable(door->listener);
		loop_timer_after(door->pause, PAUSE_MS);
	}
	loop_timer_after(slot->timer, 0);
	return bev;
}

static void
accept_failed(struct evconnlistener *listener, void *arg)
{
	struct door *door = arg;
	int number = errno;

	/* Else it would be tried without end while no descriptor is free. */
	(void)evconnlistener_disable(listener);
	loop_timer_after(door->pause, PAUSE_MS);
	log_warn("web.accept", F_ERR("error", err_from_errno(number)));
}

/* No place, or no descriptor, was left: whoever holds one without asking anything makes room for those who wait. */
static void
accept_again(void *arg)
{
	struct door *door = arg;
	int64_t since = server_wire_now(door->server) - door->server->deadline_ms / HASTE;

	for (size_t i = 0; i < door->slot_count; i++) {
		struct slot *slot = &door->slots[i];

		if (slot->conn != NULL && slot->request == NULL && slot->idle_wire_ms < since)
			evhttp_connection_free(slot->conn);
	}
	if (door->used == door->slot_count)
		loop_timer_after(door->pause, PAUSE_MS);
	else
		listen_again(door);
}

/* ---- requests ---- */

static struct slot *
slot_of(struct door *door, struct evhttp_request *request)
{
	struct bufferevent *bev =
	    evhttp_connection_get_bufferevent(evhttp_request_get_connection(request));

	for (size_t i = 0; i < door->slot_count; i++)
		if (door->slots[i].bev == bev)
			return &door->slots[i];
	return NULL;
}

/* Who asks, and how they came: on a trusted proxy's word. */
static void
find_client(struct slot *slot, struct server_request *out)
{
	struct peer client = slot->peer;
	const struct server *s = slot->door->server;

	if (slot->door->socket->side == LISTEN_LOCAL)
		return;
	out->trusted = slot->trusted;
	if (slot->trusted) {
		peer_forwarded(&client, server_header(out, "X-Forwarded-For"), &s->proxies);
		out->tls = text_equal_nocase(server_header(out, "X-Forwarded-Proto"), "https");
	}
	slot->client = out->address_key = peer_key(&client);
	peer_text(&client, out->address);
}

static bool
request_allowed(struct slot *slot, struct evhttp_request *request, struct server_request *out)
{
	struct door *door = slot->door;
	const char *fault = server_wire_fault(request, door->socket->side);

	if (fault != NULL) {
		refuse(slot, 400, ERR_MALFORMED, fault);
		return false;
	}
	find_client(slot, out);
	if (!slot->allowed && door->socket->side == LISTEN_LOCAL) {
		log_notice("web.forbidden", F_INT("connections", door->used));
		refuse(slot, 403, ERR_FORBIDDEN,
		    "only the daemon's user, root and members of its group may connect");
		return false;
	}
	if (door->socket->side == LISTEN_PUBLIC &&
	    (!slot->allowed || connections_of(door, slot->client) > door->per_address)) {
		refuse(slot, 429, ERR_BUSY, "too many connections from this address");
		return false;
	}
	return true;
}

static void
request_come(struct evhttp_request *request, void *arg)
{
	struct door *door = arg;
	struct server *s = door->server;
	struct slot *slot = slot_of(door, request);
	const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(request);
	struct evbuffer *body = evhttp_request_get_input_buffer(request);
	const char *path = uri ? evhttp_uri_get_path(uri) : NULL;
	const char *query = uri ? evhttp_uri_get_query(uri) : NULL;
	struct server_request out;

	/* With no memory for ours evhttp made a bufferevent of its own, which nothing guards. */
	if (slot == NULL) {
		evhttp_send_error(request, 503, NULL);
		return;
	}
	if (!slot_adopt(slot))
		return;
	slot->request = request;
	loop_timer_after(slot->timer, s->deadline_ms);
	out = (struct server_request){
	    .ticket = {(uint32_t)(slot - s->slots), slot->generation},
	    .side = door->socket->side,
	    .method = server_wire_method(request),
	    .path = path ? path : "",
	    .query = query ? query : "",
	    .headers = evhttp_request_get_input_headers(request),
	    .body.len = evbuffer_get_length(body),
	};
	if (!request_allowed(slot, request, &out))
		return;
	out.body.data = out.body.len > 0 ? (const char *)evbuffer_pullup(body, -1) : "";
	if (out.body.data == NULL)
		refuse(slot, 503, ERR_NOMEM, "out of memory");
	else
		s->handle(&out, s->arg);
}

struct slot *
slot_waiting(struct server *s, struct server_ticket ticket)
{
	struct slot *slot = &s->slots[ticket.slot];

	assert(ticket.slot < s->slot_count);
	return slot->generation == ticket.generation && slot->request != NULL ? slot : NULL;
}

void
server_answer(struct server *s, struct server_ticket ticket, const struct server_reply *reply)
{
	struct slot *slot = slot_waiting(s, ticket);

	if (slot != NULL && !slot->streams)
		answer(slot, reply, false);
}

int
server_add_header(
    struct server *s, struct server_ticket ticket, const char *name, const char *value)
{
	struct slot *slot = slot_waiting(s, ticket);

	if (slot == NULL)
		return ERR_NOT_FOUND;
	return evhttp_add_header(evhttp_request_get_output_headers(slot->request), name, value) == 0
	    ? 0
	    : ERR_NOMEM;
}

void
server_wait(struct server *s, struct server_ticket ticket)
{
	struct slot *slot = slot_waiting(s, ticket);

	if (slot != NULL)
		loop_timer_stop(slot->timer);
}

/* ---- start and stop ---- */

static int
start_listening(struct door *door, struct listen_socket *socket)
{
	struct server *s = door->server;
	struct event_base *base = loop_base(s->loop);

	door->http = server_wire_http(base);
	if (door->http == NULL)
		return ERR_NOMEM;
	evhttp_set_bevcb(door->http, connection_opened, door);
	evhttp_set_gencb(door->http, request_come, door);
	door->listener = evconnlistener_new(
	    base, NULL, NULL, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, 0, socket->fd);
	if (door->listener == NULL)
		return ERR_NOMEM;
	socket->fd = -1; /* the listener's from here on */
	if (evhttp_bind_listener(door->http, door->listener) == NULL) {
		evconnlistener_free(door->listener);
		return ERR_NOMEM;
	}
	evconnlistener_set_error_cb(door->listener, accept_failed);
	return 0;
}

static int
open_door(struct server *s, const struct server_door *options, struct slot *slots, size_t count)
{
	struct door *door = &s->doors[s->door_count];
	int rc;

	*door = (struct door){.server = s,
	    .socket = options->socket,
	    .slots = slots,
	    .slot_count = count,
	    .per_address = options->per_address ? options->per_address : LIMIT_ADDRESS_CONNECTIONS};
	rc = loop_timer_new(s->loop, accept_again, door, &door->pause);
	if (rc < 0)
		return rc;
	s->door_count++;
	for (size_t i = 0; i < count && rc == 0; i++) {
		slots[i].door = door;
		rc = loop_timer_new(s->loop, slot_timer, &slots[i], &slots[i].timer);
	}
	return rc < 0 ? rc : start_listening(door, options->socket);
}

static size_t
places_of(const struct server_door *door)
{
	if (door->connections != 0)
		return door->connections;
	return door->socket->side == LISTEN_LOCAL ? LIMIT_CONNECTIONS : LIMIT_PUBLIC_CONNECTIONS;
}

int
server_new(
    struct loop *loop, const struct server_options *options, struct server **out, struct why *why)
{
	struct server *s = calloc(1, sizeof(*s));
	size_t at = 0;
	int rc = 0;

	assert(options->door_count <= SERVER_DOORS);
	if (s == NULL)
		return why_set(why, ERR_NOMEM, SIZE_MAX, "", "out of memory");
	s->loop = loop;
	s->handle = options->handle;
	s->arg = options->arg;
	s->deadline_ms = options->deadline_ms ? options->deadline_ms : LIMIT_CONNECTION_MS;
	if (options->proxies != NULL)
		s->proxies = *options->proxies;
	for (size_t i = 0; i < options->door_count; i++)
		s->slot_count += places_of(&options->doors[i]);
	s->slots = calloc(s->slot_count + 1, sizeof(*s->slots));
	if (s->slots == NULL)
		rc = ERR_NOMEM;
	for (size_t i = 0; i < options->door_count && rc == 0; i++) {
		rc = open_door(s, &options->doors[i], &s->slots[at], places_of(&options->doors[i]));
		at += places_of(&options->doors[i]);
	}
	if (rc < 0) {
		(void)why_set(
		    why, rc, SIZE_MAX, "", "the web server cannot start: %s", err_text(rc));
		server_free(s);
	} else {
		*out = s;
	}
	return rc;
}

void
server_close(struct server *s)
{
	s->closed = true;
	for (size_t i = 0; i < s->door_count; i++)
		(void)evconnlistener_disable(
		    s->doors[i].listener); /* fails only when it was freed */
}

void
server_free(struct server *s)
{
	if (s == NULL)
		return;
	s->closed = true;
	for (size_t i = 0; s->slots != NULL && i < s->slot_count; i++)
		if (s->slots[i].bev != NULL)
			(void)slot_adopt(&s->slots[i]); /* gives its reference back */
	for (size_t i = 0; i < s->door_count; i++)
		if (s->doors[i].http != NULL)
			evhttp_free(s->doors[i].http);
	for (size_t i = 0; s->slots != NULL && i < s->slot_count; i++)
		loop_timer_free(s->slots[i].timer);
	for (size_t i = 0; i < s->door_count; i++)
		loop_timer_free(s->doors[i].pause);
	free(s->slots);
	free(s);
}
