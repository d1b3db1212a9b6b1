#include "tests/support/browser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/notice/template.h"
#include "tests/support/client.h"

enum { LINES = 4, LINE_BYTES = 512 };

static void
fill_policy(struct policy *p)
{
	free(p->shops);
	p->shop_count = 2;
	p->shops = calloc(2, sizeof(*p->shops));
	p->account_count = 2;
	p->accounts = calloc(2, sizeof(*p->accounts));
	p->endpoint_count = 1;
	p->endpoints = calloc(1, sizeof(*p->endpoints));
	assert_non_null(p->shops);
	assert_non_null(p->accounts);
	assert_non_null(p->endpoints);
	(void)snprintf(p->endpoints[0].id, sizeof(p->endpoints[0].id), "tienda");
	for (size_t i = 0; i < 2; i++) {
		struct shop *shop = &p->shops[i];
		const char *id = i == 0 ? "luna" : "sol";

		(void)snprintf(shop->id, sizeof(shop->id), "%s", id);
		(void)snprintf(shop->name, sizeof(shop->name), "Tienda %s", id);
		(void)snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
		(void)snprintf(shop->locale, sizeof(shop->locale), "es-ES");
		(void)snprintf(shop->country, sizeof(shop->country), "ES");
		(void)snprintf(shop->from, sizeof(shop->from), "lucia@tienda.example");
		(void)snprintf(shop->reply_to, sizeof(shop->reply_to), "lucia@tienda.example");
		(void)snprintf(shop->domain, sizeof(shop->domain), "tienda.example");
		(void)snprintf(shop->contact_name, sizeof(shop->contact_name), "Lucía Muestra");
		(void)snprintf(shop->contact_phone, sizeof(shop->contact_phone), "+34 600 000 009");
		(void)snprintf(p->accounts[i].id, sizeof(p->accounts[i].id), "ups-%s", id);
		(void)snprintf(p->accounts[i].carrier, sizeof(p->accounts[i].carrier), "ups");
		(void)snprintf(p->accounts[i].shop, sizeof(p->accounts[i].shop), "%s", id);
	}
}

static uint64_t
ship(struct browser *b, const char *shop, const char *order, const char *number)
{
	struct op *op = harness_registration(&b->h, order, number);
	uint64_t id;

	(void)snprintf(
	    op->registration.shipment.shop, sizeof(op->registration.shipment.shop), "%s", shop);
	id = harness_run(&b->h, op).id;
	assert_int_equal(harness_run(&b->h, harness_seen(&b->h, id, "TWO")).rc, 0);
	return id;
}

/* Ours, compiled once for all tests of a program. */
static const struct templates *
templates(void)
{
	static struct templates *made;
	struct why why = {.code = 0};

	if (made == NULL)
		assert_int_equal(
		    templates_new(&made, template_files, template_file_count, &why), 0);
	return made;
}

void
browser_init(struct browser *b)
{
	struct web_options options;
	struct why why = {.code = 0};

	*b = (struct browser){.start = b->start, .judge = harness_judge};
	if (b->start.review != NULL)
		b->judge.review = b->start.review;
	if (b->start.customer != NULL)
		b->judge.customer = b->start.customer;
	http_response_init(&b->reply);
	harness_init(&b->h);
	b->h.options.judge = &b->judge;
	fill_policy(b->h.policy);
	harness_open(&b->h);
	assert_true(
	    snprintf(b->path, sizeof(b->path), "%s/api.sock", b->h.root) < (int)sizeof(b->path));
	assert_int_equal(clock_new_fake(&b->clock, HARNESS_START, 0), 0);
	options = (struct web_options){.path = b->path,
	    .group = "",
	    .listen = "127.0.0.1:0",
	    .proxies = b->start.proxies,
	    .login_header = b->start.login_header,
	    .store = b->h.store,
	    .clock = b->clock,
	    .policy = b->h.policy,
	    .templates = templates()};
	if (web_start(&options, &b->web, &why) < 0)
		fail_msg("%s: %s", why.path, why.text);
	b->luna = ship(b, "luna", "L-1", "JD0001");
	b->sol = ship(b, "sol", "S-1", "JD0002");
	for (const struct browser_visitor *v = b->start.visitors;
	     v < b->start.visitors + BROWSER_VISITORS && v->secret != NULL; v++)
		browser_let_in(b, v->kind, v->secret, v->shop, v->scopes);
}

void
browser_clear(struct browser *b)
{
	web_stop(b->web);
	http_response_clear(&b->reply);
	harness_clear(&b->h);
	clock_free(b->clock);
}

int
browser_setup(void **state)
{
	browser_init(*state);
	return 0;
}

int
browser_teardown(void **state)
{
	browser_clear(*state);
	return 0;
}

int
browser_ask(struct browser *b, const char *method, const char *target, const char *headers,
    const char *body)
{
	struct buf request = BUF_INIT(2 * LIMIT_API_BODY_BYTES);
	int fd = client_open_tcp(web_port(b->web));

	(void)buf_addf(
	    &request, "%s %s HTTP/1.1\r\nHost: puntual.example\r\n%s", method, target, headers);
	if (body != NULL)
		(void)buf_addf(&request, "Content-Length: %zu\r\n", strlen(body));
	(void)buf_addf(&request, "\r\n%s", body != NULL ? body : "");
	assert_true(fd >= 0);
	assert_int_equal(buf_error(&request), 0);
	assert_true(client_send(fd, buf_span(&request)));
	assert_int_equal(client_read(fd, &b->reply), 0);
	(void)close(fd);
	buf_clear(&request);
	return b->reply.status;
}

int
browser_command(struct browser *b, const char *method, const char *target, const char *body)
{
	assert_int_equal(client_ask(b->path, method, target, body, &b->reply), 0);
	return b->reply.status;
}

const char *
browser_header(const struct browser *b, const char *name)
{
	const char *value = http_headers_get(&b->reply.headers, name);

	return value != NULL ? value : "";
}

bool
browser_says(const struct browser *b, const char *text)
{
	return strstr(buf_str(&b->reply.body), text) != NULL;
}

size_t
browser_count(const struct browser *b, const char *text)
{
	size_t count = 0;

	for (const char *at = buf_str(&b->reply.body); (at = strstr(at, text)) != NULL; at++)
		count++;
	return count;
}

/* ---- who enters ---- */

void
browser_let_in(
    struct browser *b, enum access_kind kind, const char *secret, const char *shop, uint32_t scopes)
{
	struct op *op = op_new(OP_ACCESS, b->h.now_utc_ms, NULL);

	assert_non_null(op);
	op->access.entry.kind = kind;
	op->access.entry.scopes = scopes;
	access_digest(span_of(secret), op->access.entry.digest);
	(void)text_cut(op->access.entry.shop, sizeof(op->access.entry.shop), span_of(shop));
	(void)text_cut(op->access.entry.name, sizeof(op->access.entry.name),
	    span_of(kind == ACCESS_TOKEN ? "program" : "marta@ejemplo.example"));
	assert_int_equal(harness_run(&b->h, op).rc, 0);
}

static char *
next_line(void)
{
	static char lines[LINES][LINE_BYTES];
	static unsigned next;

	return lines[next++ % LINES];
}

const char *
browser_bearer(const char *secret)
{
	char *line = next_line();

	(void)snprintf(line, LINE_BYTES, "Authorization: Bearer %s\r\n", secret);
	return line;
}

const char *
browser_session(const char *secret)
{
	char *line = next_line();
	struct buf csrf = BUF_INIT(ACCESS_SECRET_ROOM);
	uint8_t mac[SIGN_SHA256_BYTES];

	sign_hmac_sha256(span_of(secret), SPAN("puntual form"), mac);
	(void)sign_add_base64url(&csrf, (struct span){(const char *)mac, sizeof(mac)});
	(void)snprintf(
	    line, LINE_BYTES, "Cookie: session=%s\r\nX-CSRF-Token: %s\r\n", secret, buf_str(&csrf));
	buf_clear(&csrf);
	return line;
}
