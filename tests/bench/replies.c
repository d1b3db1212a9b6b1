#include "tests/bench/replies.h"

#include <assert.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "monitor/base/buf.h"
#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/base/when.h"
#include "tests/bench/bench.h"

enum { SCAN_EVERY_MS = 2 * HOUR_MS, CONNECTIONS = 1024, REQUEST_BYTES = 4096 };

#define NUMBER_START  "00340434"
#define NUMBER_MARK   "00000000000000000000"
#define NUMBER_DIGITS (sizeof(NUMBER_MARK) - 1)

/* A whole reply, and where the number stands in it. */
struct reply {
	struct buf bytes;
	size_t number_at;
};

struct request {
	char bytes[REQUEST_BYTES];
	size_t len;
};

struct server {
	int epoll, listener;
	struct reply replies[REPLIES_ASKED];
	uint8_t asked[REPLIES_FIFTH + 1][REPLIES_NUMBERS];
	struct request requests[CONNECTIONS]; /* by descriptor */
};

void
replies_number(char dst[REPLIES_NUMBER_ROOM], enum replies_kind kind, size_t nth)
{
	assert(nth < REPLIES_NUMBERS);
	(void)snprintf(dst, REPLIES_NUMBER_ROOM, NUMBER_START "%d%011zu", kind, nth);
}

/* ---- the replies, one for each time that a number is asked ---- */

static void
put_scan(struct json_out *w, const char *name, int64_t at_utc_ms)
{
	struct buf at = BUF_INIT(64);

	bench_need(when_add_utc(&at, at_utc_ms) == 0, "a scan's time");
	json_out_object(w, name);
	json_out_str(w, "timestamp", buf_str(&at));
	buf_clear(&at);
	json_out_object(w, "location");
	json_out_object(w, "address");
	json_out_str(w, "countryCode", "ES");
	json_out_str(w, "postalCode", "28052");
	json_out_str(w, "addressLocality", "Madrid (centro de reparto de muestra)");
	json_out_end(w);
	json_out_end(w);
	json_out_str(w, "statusCode", "transit");
	json_out_str(w, "status", "EN TR\xc3\x81NSITO");
	json_out_str(w, "description",
	    "El env\xc3\xado ha salido del centro log\xc3\xadstico y va camino de su destino");
	json_out_int(w, "pieces", 1);
	json_out_bool(w, "proofOfDelivery", false);
	json_out_null(w, "remark");
	json_out_end(w);
}

/* Newest first, as DHL tells them; the newest is of `newest_utc_ms`. */
static void
put_shipment(struct json_out *w, int64_t newest_utc_ms)
{
	json_out_object(w, NULL);
	json_out_array(w, "shipments");
	json_out_object(w, NULL);
	json_out_str(w, "id", NUMBER_MARK);
	json_out_str(w, "service", "parcel-es");
	put_scan(w, "status", newest_utc_ms);
	json_out_array(w, "events");
	for (int i = 0; i < REPLIES_SCANS; i++)
		put_scan(w, NULL, newest_utc_ms - (int64_t)i * SCAN_EVERY_MS);
	json_out_end(w);
	json_out_end(w);
	json_out_end(w);
	json_out_end(w);
}

static void
render(struct reply *r, int64_t newest_utc_ms)
{
	struct json_out w = JSON_OUT_INIT;
	struct buf body = BUF_INIT(REQUEST_BYTES * 16);

	put_shipment(&w, newest_utc_ms);
	bench_need(json_out_take(&w, &body, false) == 0, "a reply's body");
	json_out_clear(&w);
	r->bytes = BUF_INIT(REQUEST_BYTES * 16);
	(void)buf_addf(&r->bytes,
	    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
	    body.len);
	(void)buf_add(&r->bytes, body.data, body.len);
	bench_need(buf_error(&r->bytes) == 0, "a reply");
	r->number_at = (size_t)(strstr(buf_str(&r->bytes), NUMBER_MARK) - r->bytes.data);
	buf_clear(&body);
}

/* ---- serving ---- */

static const struct reply *
reply_for(struct server *s, const char *number)
{
	int64_t nth = 0, kind = 0;
	uint8_t *asked;
	size_t version;

	bench_need(text_parse_i64((struct span){number + 8, 1}, 0, REPLIES_FIFTH, &kind) == 0 &&
		text_parse_i64((struct span){number + 9, 11}, 0, REPLIES_NUMBERS - 1, &nth) == 0,
	    "a request for a number that is none of ours");
	asked = &s->asked[kind][nth];
	version = kind == REPLIES_STILL ? 0
	    : kind == REPLIES_CHANGED   ? *asked
					: (*asked + (size_t)nth % 5) / 5;
	bench_need(version < REPLIES_ASKED, "a number asked too often");
	++*asked;
	return &s->replies[version];
}

static void
answer(struct server *s, int fd, struct request *r)
{
	static const char before[] = "trackingNumber=";
	const char *number = memmem(r->bytes, r->len, before, sizeof(before) - 1);
	const struct reply *reply;

	bench_need(number != NULL, "a request without a number");
	number += sizeof(before) - 1;
	reply = reply_for(s, number);

	size_t rest = reply->number_at + NUMBER_DIGITS;
	struct iovec parts[] = {
	    {reply->bytes.data, reply->number_at},
	    {(char *)(uintptr_t)number, NUMBER_DIGITS},
	    {reply->bytes.data + rest, reply->bytes.len - rest},
	};

	/* One reply at a time is far below a socket's buffer. */
	bench_need(writev(fd, parts, 3) == (ssize_t)reply->bytes.len, "writev");
}

static void
serve(struct server *s, int fd)
{
	struct request *r = &s->requests[fd];
	ssize_t got = read(fd, r->bytes + r->len, sizeof(r->bytes) - r->len);

	if (got <= 0) {
		r->len = 0;
		(void)close(fd);
		return;
	}
	r->len += (size_t)got;
	if (memmem(r->bytes, r->len, "\r\n\r\n", 4) == NULL)
		return;
	answer(s, fd, r);
	r->len = 0;
}

static void
watch(struct server *s, int fd)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	bench_need(fd >= 0 && fd < CONNECTIONS, "accept");
	bench_need(epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
}

_Noreturn static void
run(int listener)
{
	struct server *s = calloc(1, sizeof(*s));
	struct epoll_event events[64];
	struct timespec now;

	bench_need(s != NULL && clock_gettime(CLOCK_REALTIME, &now) == 0, "memory");
	for (int i = 0; i < REPLIES_ASKED; i++)
		render(&s->replies[i], now.tv_sec * SECOND_MS + (i - 1) * SCAN_EVERY_MS);
	s->listener = listener;
	s->epoll = epoll_create1(0);
	watch(s, listener);
	for (;;) {
		int count = epoll_wait(s->epoll, events, 64, -1);

		for (int i = 0; i < count; i++) {
			if (events[i].data.fd == listener)
				watch(s, accept4(listener, NULL, NULL, SOCK_NONBLOCK));
			else
				serve(s, events[i].data.fd);
		}
	}
}

int
replies_start(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	pid_t parent = getpid(), child;

	bench_need(listener >= 0 && bind(listener, (struct sockaddr *)&at, sizeof(at)) == 0 &&
		listen(listener, CONNECTIONS) == 0 &&
		getsockname(listener, (struct sockaddr *)&at, &len) == 0,
	    "a socket to listen on");
	child = fork();
	bench_need(child >= 0, "fork");
	if (child == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() == parent)
			run(listener);
		_exit(0);
	}
	(void)close(listener);
	return ntohs(at.sin_port);
}
