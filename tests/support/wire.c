#include "tests/support/wire.h"

#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "monitor/base/text.h"
#include "tests/support/tls.h"

enum { REQUEST_BYTES = 1 << 20, REPLY_BYTES = 64 << 20 };

struct wire {
	struct loop *loop;
	struct wire_handler handler;
	wire_fn *fn; /* of whole requests */
	void *arg;
	int fd;
	int port;
	size_t accepted;
	struct loop_watch *watch;
	struct wire_conn *first;
};

struct wire_conn {
	struct wire *wire;
	struct wire_conn *next;
	int fd;
	struct loop_watch *watch;
	struct loop_timer *drip;
	int64_t drip_ms;
	struct buf in, out;
	size_t used; /* of in */
	size_t sent; /* of out */
	void *state;
	bool closing, resetting;
	struct tls_end *tls; /* NULL: in clear */
};

static void
conn_free(struct wire_conn *c)
{
	struct wire_conn **at = &c->wire->first;

	if (c->wire->handler.gone)
		c->wire->handler.gone(c, c->wire->arg);
	while (*at != c) {
		assert(*at);
		at = &(*at)->next;
	}
	*at = c->next;
	loop_watch_free(c->watch);
	loop_timer_free(c->drip);
	if (c->resetting) {
		struct linger now = {.l_onoff = 1, .l_linger = 0};

		(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	}
	(void)close(c->fd);
	tls_end_free(c->tls);
	buf_clear(&c->in);
	buf_clear(&c->out);
	free(c);
}

/* False when the connection is gone. */
static bool
conn_write(struct wire_conn *c)
{
	while (c->sent < c->out.len) {
		size_t left = c->out.len - c->sent;
		ssize_t n = send(c->fd, c->out.data + c->sent, c->drip_ms ? 1 : left, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN)
			return loop_watch_set(c->watch, LOOP_READ | LOOP_WRITE) == 0;
		if (n < 0) {
			conn_free(c);
			return false;
		}
		c->sent += (size_t)n;
		if (c->drip_ms && c->sent < c->out.len) {
			loop_timer_after(c->drip, c->drip_ms);
			return true;
		}
	}
	buf_reset(&c->out);
	c->sent = 0;
	if (c->closing) {
		conn_free(c);
		return false;
	}
	return loop_watch_set(c->watch, LOOP_READ) == 0;
}

static void
on_drip(void *arg)
{
	(void)conn_write(arg);
}

/* A whole request at the start of `in`; 0 while it is not all there. */
static size_t
http_bytes(struct wire_conn *c, struct span in, void *arg)
{
	const char *end = in.len ? memmem(in.data, in.len, "\r\n\r\n", 4) : NULL;
	struct buf target = BUF_INIT(REQUEST_BYTES);
	struct wire_request r = {.method = ""};
	struct span line, method, path;
	char length[24];
	int64_t body = 0;
	size_t whole = 0;

	if (!end)
		return 0;
	r.head = (struct span){in.data, (size_t)(end - in.data) + 2};
	if (wire_header(&r, "Content-Length", length, sizeof(length)) &&
	    text_parse_i64(span_of(length), 0, REQUEST_BYTES, &body) < 0)
		return 0;
	r.body = (struct span){end + 4, (size_t)body};
	if (in.len < r.head.len + 2 + (size_t)body)
		return 0;
	whole = r.head.len + 2 + (size_t)body;
	line = r.head;
	if (text_split(&line, ' ', &method) && text_split(&line, ' ', &path)) {
		(void)text_cut(r.method, sizeof(r.method), method);
		(void)buf_add(&target, path.data, path.len);
		r.target = buf_str(&target);
		c->wire->fn(c, &r, arg);
	}
	buf_clear(&target);
	return whole;
}

void
wire_again(struct wire_conn *c)
{
	while (c->used < c->in.len && !c->closing) {
		size_t used = c->wire->handler.bytes(
		    c, (struct span){c->in.data + c->used, c->in.len - c->used}, c->wire->arg);

		if (used == 0)
			return;
		c->used += used;
	}
	buf_reset(&c->in);
	c->used = 0;
}

/* From the loop, so that a handler may go on with a connection that has broken meanwhile. */
static void
send_later(struct wire_conn *c, bool idle)
{
	if (idle)
		loop_timer_after(c->drip, c->drip_ms);
}

static int
take(struct wire_conn *c, struct span bytes)
{
	bool idle = c->out.len == 0;
	int rc;

	if (c->tls == NULL)
		return buf_add(&c->in, bytes.data, bytes.len);
	rc = tls_end_take(c->tls, bytes, &c->in);
	if (rc == 0)
		rc = tls_end_wire(c->tls, &c->out);
	send_later(c, rc == 0 && idle && c->out.len > 0);
	return rc;
}

int
wire_tls(struct wire_conn *c, const struct tls_identity *identity)
{
	return tls_end_new(identity, &c->tls);
}

static void
on_ready(int fd, int events, void *arg)
{
	struct wire_conn *c = arg;
	char bytes[16384];
	ssize_t n;

	if ((events & LOOP_WRITE) && !conn_write(c))
		return;
	if (!(events & LOOP_READ))
		return;
	n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0 || take(c, (struct span){bytes, (size_t)n}) < 0) {
		conn_free(c);
		return;
	}
	wire_again(c);
}

static void
on_accept(int fd, int events, void *arg)
{
	struct wire *w = arg;
	struct wire_conn *c;
	int peer = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	(void)events;
	if (peer < 0)
		return;
	c = calloc(1, sizeof(*c));
	if (!c)
		abort();
	*c = (struct wire_conn){.wire = w, .next = w->first, .fd = peer};
	buf_init(&c->in, REQUEST_BYTES);
	buf_init(&c->out, REPLY_BYTES);
	w->first = c;
	w->accepted++;
	if (loop_watch_new(w->loop, peer, on_ready, c, &c->watch) < 0 ||
	    loop_timer_new(w->loop, on_drip, c, &c->drip) < 0 ||
	    loop_watch_set(c->watch, LOOP_READ) < 0)
		abort(); /* a test without memory shows nothing */
	if (w->handler.opened)
		w->handler.opened(c, w->arg);
}

int
wire_new_raw(struct loop *loop, const struct wire_handler *handler, void *arg, struct wire **out)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(address);
	struct wire *w = calloc(1, sizeof(*w));
	int rc = ERR_NOMEM;

	if (!w)
		return ERR_NOMEM;
	*w = (struct wire){.loop = loop, .handler = *handler, .arg = arg};
	w->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (w->fd < 0 || bind(w->fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    listen(w->fd, 512) < 0 || getsockname(w->fd, (struct sockaddr *)&address, &len) < 0) {
		rc = ERR_IO;
		goto out;
	}
	w->port = ntohs(address.sin_port);
	rc = loop_watch_new(loop, w->fd, on_accept, w, &w->watch);
	if (rc == 0)
		rc = loop_watch_set(w->watch, LOOP_READ);
	if (rc < 0)
		goto out;
	*out = w;
	w = NULL;
out:
	wire_free(w);
	return rc;
}

int
wire_new(struct loop *loop, wire_fn *fn, void *arg, struct wire **out)
{
	int rc = wire_new_raw(loop, &(struct wire_handler){.bytes = http_bytes}, arg, out);

	if (rc == 0)
		(*out)->fn = fn;
	return rc;
}

void
wire_free(struct wire *w)
{
	if (!w)
		return;
	for (struct wire_conn *c = w->first, *next; c; c = next) {
		next = c->next;
		conn_free(c);
	}
	loop_watch_free(w->watch);
	if (w->fd >= 0)
		(void)close(w->fd);
	free(w);
}

int
wire_port(const struct wire *w)
{
	return w->port;
}

size_t
wire_accepted(const struct wire *w)
{
	return w->accepted;
}

void
wire_set_state(struct wire_conn *c, void *state)
{
	c->state = state;
}

void *
wire_state(const struct wire_conn *c)
{
	return c->state;
}

bool
wire_header(const struct wire_request *r, const char *name, char *dst, size_t room)
{
	struct span rest = r->head, line;
	size_t len = strlen(name);

	while (text_split(&rest, '\n', &line))
		if (line.len > len && line.data[len] == ':' &&
		    strncasecmp(line.data, name, len) == 0) {
			struct span value = {line.data + len + 1, line.len - len - 1};

			return text_cut(dst, room, text_trim(value));
		}
	dst[0] = '\0';
	return false;
}

void
wire_send(struct wire_conn *c, struct span bytes)
{
	bool idle = c->out.len == 0;

	if (c->tls == NULL ? buf_add(&c->out, bytes.data, bytes.len) < 0
			   : tls_end_say(c->tls, bytes) < 0 || tls_end_wire(c->tls, &c->out) < 0)
		abort();
	send_later(c, idle);
}

void
wire_reply(struct wire_conn *c, int status, const char *headers, struct span body)
{
	struct buf head = BUF_INIT(65536);

	if (buf_addf(&head, "HTTP/1.1 %d Answer\r\nContent-Length: %zu\r\n%s\r\n", status, body.len,
		headers) < 0)
		abort();
	wire_send(c, buf_span(&head));
	wire_send(c, body);
	buf_clear(&head);
}

void
wire_drip(struct wire_conn *c, int64_t ms)
{
	c->drip_ms = ms;
}

void
wire_close(struct wire_conn *c)
{
	c->closing = true;
	loop_timer_after(c->drip, c->out.len ? c->drip_ms : 0);
}

void
wire_reset(struct wire_conn *c)
{
	c->resetting = true;
	wire_close(c);
}
