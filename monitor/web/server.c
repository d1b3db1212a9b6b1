#include "monitor/web/server.h"

#include <assert.h>
#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/log.h"

enum {
	BACKLOG = 128,
	ACCEPT_PAUSE_MS = 1000, /* after a failed accept: too many files are open */
	GROUPS_MOST = 256,      /* supplementary groups of a peer that are looked at */
};

/* A connection, from its accept to its end. */
struct slot {
	struct server *server;
	struct bufferevent *bev; /* NULL: the slot is free */
	struct evhttp_connection *conn;
	struct evhttp_request *request; /* waits for its answer */
	struct loop_timer *timer;
	uint32_t generation;
	bool allowed;
};

struct server {
	struct loop *loop;
	struct evhttp *http;
	struct evconnlistener *listener; /* evhttp's */
	struct loop_timer *pause;
	struct slot *slots;
	size_t slot_count;
	size_t used;
	int64_t deadline_ms;
	bool has_group;
	gid_t group;
	bool closed;
	server_fn *handle;
	void *arg;
	struct sockaddr_un address;
	bool bound;
};

/* ---- who is there ---- */

static bool
peer_in_group(int fd, gid_t primary, gid_t group)
{
	gid_t groups[GROUPS_MOST];
	socklen_t len = sizeof(groups);

	if (primary == group)
		return true;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &len) < 0)
		return false;
	for (size_t i = 0; i < len / sizeof(groups[0]); i++)
		if (groups[i] == group)
			return true;
	return false;
}

static bool
peer_allowed(const struct server *s, int fd)
{
	struct ucred peer;
	socklen_t len = sizeof(peer);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) < 0)
		return false;
	return peer.uid == geteuid() || peer.uid == 0 ||
	    (s->has_group && peer_in_group(fd, peer.gid, s->group));
}

/* ---- connections ---- */

static void
listen_again(struct server *s)
{
	if (!s->closed && s->used < s->slot_count && !loop_timer_armed(s->pause))
		(void)evconnlistener_enable(s->listener); /* fails only when it was freed */
}

static void
slot_release(struct slot *slot)
{
	loop_timer_stop(slot->timer);
	slot->bev = NULL;
	slot->conn = NULL;
	slot->request = NULL;
	slot->generation++;
	slot->server->used--;
	listen_again(slot->server);
}

static void
connection_closed(struct evhttp_connection *conn, void *arg)
{
	(void)conn;
	slot_release(arg);
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
		slot->allowed = peer_allowed(slot->server, bufferevent_getfd(slot->bev));
		evhttp_connection_set_closecb(conn, connection_closed, slot);
	}
	(void)bufferevent_decref(slot->bev); /* from here on conn keeps it */
	if (conn == NULL)
		slot_release(slot);
	return conn != NULL;
}

static void
answer(struct slot *slot, const struct server_reply *reply, bool last)
{
	struct evhttp_request *request = slot->request;
	struct evkeyvalq *headers = evhttp_request_get_output_headers(request);
	struct buf number = BUF_INIT(16);
	int rc = 0;

	slot->request = NULL;
	slot->generation++;
	loop_timer_after(slot->timer, slot->server->deadline_ms);
	rc |= evhttp_add_header(headers, "Content-Type", "application/json");
	rc |= evhttp_add_header(headers, "Cache-Control", "no-store");
	if (reply->allow != NULL)
		rc |= evhttp_add_header(headers, "Allow", reply->allow);
	if (reply->retry_after_s > 0 && buf_addf(&number, "%d", (int)reply->retry_after_s) == 0)
		rc |= evhttp_add_header(headers, "Retry-After", buf_str(&number));
	if (last)
		rc |= evhttp_add_header(headers, "Connection", "close");
	rc |= evbuffer_add(
	    evhttp_request_get_output_buffer(request), reply->body.data, reply->body.len);
	/* Out of memory: half an answer would be believed. */
	if (rc != 0)
		evhttp_connection_free(slot->conn);
	else
		evhttp_send_reply(request, reply->status, NULL, NULL);
	buf_clear(&number);
}

/* What the server itself refuses, and the connection with it. */
static void
refuse(struct slot *slot, int status, int code, const char *text)
{
	struct buf body = BUF_INIT(512);

	(void)buf_addf(&body, "{\"error\":{\"code\":\"%s\",\"text\":\"%s\",\"path\":\"\"}}",
	    err_name(code), text);
	answer(slot, &(struct server_reply){.status = status, .body = buf_span(&body)}, true);
	buf_clear(&body);
}

static void
slot_timer(void *arg)
{
	struct slot *slot = arg;

	if (slot->conn == NULL) {
		if (slot_adopt(slot))
			loop_timer_after(slot->timer, slot->server->deadline_ms);
	} else if (slot->request != NULL) {
		refuse(slot, 503, ERR_TIMEOUT,
		    "not done in time, though it may still be: look, then ask again");
	} else {
		log_debug("web.slow", F_INT("connections", slot->server->used));
		evhttp_connection_free(slot->conn);
	}
}

/* evhttp asks for a connection's bufferevent, just accepted. */
static struct bufferevent *
connection_opened(struct event_base *base, void *arg)
{
	struct server *s = arg;
	struct bufferevent *bev = bufferevent_socket_new(base, -1, 0);
	struct slot *slot = s->slots;

	assert(s->used < s->slot_count);
	if (bev == NULL)
		return NULL; /* request_come turns away what evhttp makes of it */
	while (slot->bev != NULL)
		slot++;
	bufferevent_incref(bev);
	slot->bev = bev;
	slot->allowed = false;
	if (++s->used == s->slot_count)
		(void)evconnlistener_disable(s->listener);
	loop_timer_after(slot->timer, 0);
	return bev;
}

static void
accept_failed(struct evconnlistener *listener, void *arg)
{
	struct server *s = arg;
	int number = errno;

	/* Else it would be tried without end while no descriptor is free. */
	(void)evconnlistener_disable(listener);
	loop_timer_after(s->pause, ACCEPT_PAUSE_MS);
	log_warn("web.accept", F_ERR("error", err_from_errno(number)));
}

static void
accept_again(void *arg)
{
	listen_again(arg);
}

/* ---- requests ---- */

static const char *
method_name(enum evhttp_cmd_type method)
{
	static const struct {
		enum evhttp_cmd_type method;
		const char *name;
	} names[] = {{EVHTTP_REQ_GET, "GET"}, {EVHTTP_REQ_POST, "POST"}, {EVHTTP_REQ_PUT, "PUT"},
	    {EVHTTP_REQ_DELETE, "DELETE"}, {EVHTTP_REQ_PATCH, "PATCH"},
	    {EVHTTP_REQ_OPTIONS, "OPTIONS"}};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].method == method)
			return names[i].name;
	return "";
}

static size_t
header_count(struct evhttp_request *request, const char *name)
{
	const struct evkeyval *header;
	size_t count = 0;

	for (header = evhttp_request_get_input_headers(request)->tqh_first; header != NULL;
	     header = header->next.tqe_next)
		if (text_equal_nocase(header->key, name))
			count++;
	return count;
}

static struct slot *
slot_of(struct server *s, struct evhttp_request *request)
{
	struct bufferevent *bev =
	    evhttp_connection_get_bufferevent(evhttp_request_get_connection(request));

	for (size_t i = 0; i < s->slot_count; i++)
		if (s->slots[i].bev == bev)
			return &s->slots[i];
	return NULL;
}

static void
request_come(struct evhttp_request *request, void *arg)
{
	struct server *s = arg;
	struct slot *slot = slot_of(s, request);
	const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(request);
	struct evkeyvalq *headers = evhttp_request_get_input_headers(request);
	struct evbuffer *body = evhttp_request_get_input_buffer(request);
	const char *path = uri ? evhttp_uri_get_path(uri) : NULL;
	const char *query = uri ? evhttp_uri_get_query(uri) : NULL;
	const char *type = evhttp_find_header(headers, "Content-Type");
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
	if (!slot->allowed) {
		log_notice("web.forbidden", F_INT("connections", s->used));
		refuse(slot, 403, ERR_FORBIDDEN,
		    "only the daemon's user, root and members of its group may connect");
		return;
	}
	if (header_count(request, "Content-Length") > 1) {
		refuse(slot, 400, ERR_MALFORMED, "more than one Content-Length");
		return;
	}
	out = (struct server_request){
	    .ticket = {(uint32_t)(slot - s->slots), slot->generation},
	    .method = method_name(evhttp_request_get_command(request)),
	    .path = path ? path : "",
	    .query = query ? query : "",
	    .content_type = type ? type : "",
	    .body.len = evbuffer_get_length(body),
	};
	out.body.data = out.body.len > 0 ? (const char *)evbuffer_pullup(body, -1) : "";
	if (out.body.data == NULL)
		refuse(slot, 503, ERR_NOMEM, "out of memory");
	else
		s->handle(&out, s->arg);
}

static struct slot *
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

	if (slot != NULL)
		answer(slot, reply, false);
}

void
server_wait(struct server *s, struct server_ticket ticket)
{
	struct slot *slot = slot_waiting(s, ticket);

	if (slot != NULL)
		loop_timer_stop(slot->timer);
}

size_t
server_connections(const struct server *s)
{
	return s->used;
}

/* ---- start and stop ---- */

/* Whether somebody accepts connections on a socket file. */
static bool
answered(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool yes;

	if (fd < 0)
		return true; /* not known: leave it alone */
	yes = connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0 ||
	    errno != ECONNREFUSED;
	(void)close(fd);
	return yes;
}

static int
remove_stale(const struct sockaddr_un *address, struct why *why)
{
	struct stat found;

	if (lstat(address->sun_path, &found) < 0)
		return 0; /* bind tells what else is wrong */
	if (!S_ISSOCK(found.st_mode))
		return why_set(why, ERR_EXISTS, SIZE_MAX, "socket",
		    "'%s' is no socket: move it away, or choose another path", address->sun_path);
	if (answered(address))
		return why_set(why, ERR_IN_USE, SIZE_MAX, "socket",
		    "another daemon answers on '%s'", address->sun_path);
	(void)unlink(address->sun_path); /* bind tells when it could not */
	return 0;
}

static int
find_group(struct server *s, const char *name, struct why *why)
{
	char room[16384];
	struct group entry, *found = NULL;

	if (name[0] == '\0')
		return 0;
	if (getgrnam_r(name, &entry, room, sizeof(room), &found) != 0 || found == NULL)
		return why_set(
		    why, ERR_NOT_FOUND, SIZE_MAX, "group", "there is no group '%s'", name);
	s->has_group = true;
	s->group = entry.gr_gid;
	return 0;
}

/* Nobody but us gets in before owner and mode are right. */
static int
bind_socket(struct server *s, int fd, struct why *why)
{
	const char *step = "bind";
	int rc;

	(void)fchmod(fd,
	    S_IRUSR | S_IWUSR); /* the mode that bind gives to the file; chmod below settles it */
	if (bind(fd, (const struct sockaddr *)&s->address, sizeof(s->address)) < 0)
		goto fail;
	s->bound = true;
	step = "chown";
	if (s->has_group && chown(s->address.sun_path, (uid_t)-1, s->group) < 0)
		goto fail;
	step = "chmod";
	if (chmod(s->address.sun_path, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) == 0)
		return 0;
fail:
	rc = err_from_errno(errno);
	return why_set(
	    why, rc, SIZE_MAX, "socket", "%s '%s': %s", step, s->address.sun_path, err_text(rc));
}

static int
start_listening(struct server *s, struct why *why)
{
	struct event_base *base = loop_base(s->loop);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int rc;

	if (fd < 0)
		return why_set(why, err_from_errno(errno), SIZE_MAX, "socket", "cannot be made");
	rc = bind_socket(s, fd, why);
	if (rc < 0) {
		(void)close(fd);
		return rc;
	}
	s->listener = evconnlistener_new(
	    base, NULL, NULL, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, BACKLOG, fd);
	if (s->listener == NULL) {
		(void)close(fd);
		return ERR_NOMEM;
	}
	if (evhttp_bind_listener(s->http, s->listener) == NULL) {
		evconnlistener_free(s->listener);
		return ERR_NOMEM;
	}
	evconnlistener_set_error_cb(s->listener, accept_failed);
	return 0;
}

static int
make_slots(struct server *s)
{
	int rc = 0;

	s->slots = calloc(s->slot_count, sizeof(*s->slots));
	if (s->slots == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < s->slot_count && rc == 0; i++) {
		s->slots[i].server = s;
		rc = loop_timer_new(s->loop, slot_timer, &s->slots[i], &s->slots[i].timer);
	}
	return rc;
}

int
server_new(
    struct loop *loop, const struct server_options *options, struct server **out, struct why *why)
{
	struct server *s = calloc(1, sizeof(*s));
	int rc = ERR_NOMEM;

	if (s == NULL)
		return ERR_NOMEM;
	s->loop = loop;
	s->handle = options->handle;
	s->arg = options->arg;
	s->slot_count = options->connections ? options->connections : LIMIT_CONNECTIONS;
	s->deadline_ms = options->deadline_ms ? options->deadline_ms : LIMIT_CONNECTION_MS;
	s->address.sun_family = AF_UNIX;
	if (text_copy(s->address.sun_path, sizeof(s->address.sun_path), options->path) < 0) {
		rc = why_set(why, ERR_TOO_BIG, SIZE_MAX, "socket",
		    "its path is too long: at most %zu bytes", sizeof(s->address.sun_path) - 1);
		goto out;
	}
	rc = find_group(s, options->group, why);
	if (rc == 0)
		rc = remove_stale(&s->address, why);
	if (rc == 0)
		rc = make_slots(s);
	if (rc == 0)
		rc = loop_timer_new(loop, accept_again, s, &s->pause);
	if (rc < 0)
		goto out;
	s->http = evhttp_new(loop_base(loop));
	if (s->http == NULL) {
		rc = ERR_NOMEM;
		goto out;
	}
	evhttp_set_max_headers_size(s->http, LIMIT_HTTP_HEADER_BYTES);
	evhttp_set_max_body_size(s->http, LIMIT_API_BODY_BYTES);
	evhttp_set_allowed_methods(s->http,
	    EVHTTP_REQ_GET | EVHTTP_REQ_POST | EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE |
		EVHTTP_REQ_PATCH | EVHTTP_REQ_OPTIONS);
	/* An oversize body is read to its end (or the deadline), else its sender would see a reset instead of the 413. */
	(void)evhttp_set_flags(s->http, EVHTTP_SERVER_LINGERING_CLOSE);
	evhttp_set_bevcb(s->http, connection_opened, s);
	evhttp_set_gencb(s->http, request_come, s);
	rc = start_listening(s, why);
out:
	if (rc == ERR_NOMEM)
		(void)why_set(why, rc, SIZE_MAX, "socket", "out of memory");
	if (rc < 0)
		server_free(s);
	else
		*out = s;
	return rc;
}

void
server_close(struct server *s)
{
	s->closed = true;
	(void)evconnlistener_disable(s->listener); /* fails only when it was freed */
}

void
server_free(struct server *s)
{
	if (s == NULL)
		return;
	s->closed = true;
	/* Before the listener goes: a file that nobody answers on may be another daemon's the next moment. */
	if (s->bound)
		(void)unlink(s->address.sun_path);
	for (size_t i = 0; s->slots != NULL && i < s->slot_count; i++)
		if (s->slots[i].bev != NULL)
			(void)slot_adopt(&s->slots[i]); /* gives its reference back */
	if (s->http != NULL)
		evhttp_free(s->http);
	for (size_t i = 0; s->slots != NULL && i < s->slot_count; i++)
		loop_timer_free(s->slots[i].timer);
	loop_timer_free(s->pause);
	free(s->slots);
	free(s);
}
