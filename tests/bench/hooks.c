/*
 * hooks: a burst of signed messages of a shop, each of its own order, over thirty kept connections, one under way on each: how long until one is
 * answered, which is once it is on disk. Argument: what the disk is called.
 */

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "tests/bench/bench.h"
#include "tests/support/browser.h"
#include "tests/support/client.h"

enum { MESSAGES = 10000, CONNECTIONS = 30, BODY_BYTES = 2000, AIM_MS = 300 };

#define KEY "a-secret-of-the-shop"

struct line {
	int fd;
	double sent_s;
};

static void
add_connector(struct policy *p)
{
	p->connectors = calloc(1, sizeof(*p->connectors));
	bench_need(p->connectors != NULL, "memory");
	p->connector_count = 1;
	(void)snprintf(p->connectors[0].id, LIMIT_SHOP_ROOM, "woo");
	(void)snprintf(p->connectors[0].kind, LIMIT_ID_ROOM, "woocommerce");
	(void)snprintf(p->connectors[0].shop, LIMIT_SHOP_ROOM, "luna");
	bench_need(
	    secret_set(&p->connectors[0].key, KEY, sizeof(KEY) - 1) == 0, "the connector's key");
}

static void
send_next(struct line *line, int number)
{
	struct buf body = BUF_INIT(2 * BODY_BYTES), request = BUF_INIT(4 * BODY_BYTES);
	uint8_t mac[SIGN_SHA256_BYTES];

	(void)buf_addf(&body, "{\"id\":%d,\"number\":\"%d\",\"note\":\"", number, number);
	while (body.len < BODY_BYTES)
		(void)buf_add_char(&body, 'x');
	(void)buf_add_str(&body, "\"}");
	sign_hmac_sha256(SPAN(KEY), buf_span(&body), mac);
	(void)buf_addf(&request,
	    "POST /in/shop/woo HTTP/1.1\r\nHost: puntual.example\r\nContent-Length: %zu\r\n"
	    "X-WC-Webhook-Topic: order.updated\r\nX-WC-Webhook-Signature: ",
	    body.len);
	(void)sign_add_base64(&request, (struct span){(const char *)mac, sizeof(mac)});
	(void)buf_addf(&request, "\r\n\r\n%s", buf_str(&body));
	bench_need(buf_error(&request) == 0, "memory");
	line->sent_s = bench_wall_s();
	bench_need(client_send(line->fd, buf_span(&request)), "a message cannot be sent");
	buf_clear(&body);
	buf_clear(&request);
}

static double
read_answer(struct line *line)
{
	struct http_response res;
	double took_s;

	http_response_init(&res);
	bench_need(client_read(line->fd, &res) == 0 && res.status == 200, "a message is refused");
	took_s = bench_wall_s() - line->sent_s;
	http_response_clear(&res);
	return took_s;
}

int
main(int argc, char **argv)
{
	static double took_s[MESSAGES];
	static struct browser b;
	struct line lines[CONNECTIONS];
	struct pollfd fds[CONNECTIONS];
	int sent = 0, answered = 0;
	int64_t stored = 0;
	struct figure took;
	double started_s;

	browser_init(&b);
	add_connector(b.h.policy);
	for (int i = 0; i < CONNECTIONS; i++)
		lines[i].fd = client_open_tcp(web_port(b.web));
	started_s = bench_wall_s();
	for (; sent < CONNECTIONS; sent++)
		send_next(&lines[sent], sent);
	while (answered < MESSAGES) {
		for (int i = 0; i < CONNECTIONS; i++)
			fds[i] = (struct pollfd){.fd = lines[i].fd, .events = POLLIN};
		bench_need(poll(fds, CONNECTIONS, CLIENT_PATIENCE_MS) > 0, "no answer comes");
		for (int i = 0; i < CONNECTIONS; i++) {
			if ((fds[i].revents & POLLIN) == 0)
				continue;
			took_s[answered++] = read_answer(&lines[i]);
			if (sent < MESSAGES)
				send_next(&lines[i], sent++);
		}
	}
	started_s = bench_wall_s() - started_s;
	bench_need(store_inbox_count(b.h.reader, "luna", INBOUND_WAITING, &stored) == 0 &&
		stored == MESSAGES,
	    "not all that was answered is on disk");
	took = bench_figure(took_s, MESSAGES);
	printf("hooks%s%s: %d messages answered once on disk, %.0f a second; p50 %.1f, p99 %.1f, "
	       "most %.1f ms; p99 / %d ms: %.3f, aim below 1\n",
	    argc > 1 ? ", " : "", argc > 1 ? argv[1] : "", MESSAGES, MESSAGES / started_s,
	    took.median * 1000, took.p99 * 1000, took.most * 1000, AIM_MS,
	    took.p99 * 1000 / AIM_MS);
	for (int i = 0; i < CONNECTIONS; i++)
		(void)close(lines[i].fd);
	browser_clear(&b);
	return 0;
}
