#include "tests/support/browser.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "tests/support/client.h"

int
browser_ask(int port, const char *method, const char *target, const char *headers, const char *body,
    struct http_response *out)
{
	struct buf request = BUF_INIT(2 * LIMIT_API_BODY_BYTES);
	int fd = client_open_tcp(port);
	int rc = ERR_NETWORK;

	(void)buf_addf(
	    &request, "%s %s HTTP/1.1\r\nHost: puntual.example\r\n%s", method, target, headers);
	if (body != NULL)
		(void)buf_addf(&request, "Content-Length: %zu\r\n", strlen(body));
	(void)buf_addf(&request, "\r\n%s", body != NULL ? body : "");
	if (fd >= 0 && buf_error(&request) == 0 && client_send(fd, buf_span(&request)))
		rc = client_read(fd, out);
	if (fd >= 0)
		(void)close(fd);
	buf_clear(&request);
	return rc;
}

const char *
browser_header(const char *name, const char *value)
{
	static char lines[4][512];
	static unsigned next;
	char *line = lines[next++ % 4];

	(void)snprintf(line, sizeof(lines[0]), "%s: %s\r\n", name, value);
	return line;
}

int
browser_let_in(
    struct harness *h, enum access_kind kind, const char *secret, const char *shop, uint32_t scopes)
{
	struct op *op = op_new(OP_ACCESS, h->now_utc_ms, NULL);

	if (op == NULL)
		return ERR_NOMEM;
	op->access.entry.kind = kind;
	op->access.entry.scopes = scopes;
	access_digest(span_of(secret), op->access.entry.digest);
	(void)text_cut(op->access.entry.shop, sizeof(op->access.entry.shop), span_of(shop));
	(void)text_cut(op->access.entry.name, sizeof(op->access.entry.name),
	    span_of(kind == ACCESS_TOKEN ? "program" : "marta@ejemplo.example"));
	return harness_run(h, op).rc;
}

void
browser_csrf(const char *secret, char out[ACCESS_SECRET_ROOM])
{
	struct buf text = BUF_INIT(ACCESS_SECRET_ROOM);
	uint8_t mac[SIGN_SHA256_BYTES];

	out[0] = '\0';
	sign_hmac_sha256(span_of(secret), SPAN("puntual form"), mac);
	if (sign_add_base64url(&text, (struct span){(const char *)mac, sizeof(mac)}) == 0)
		(void)text_cut(out, ACCESS_SECRET_ROOM, buf_span(&text));
	buf_clear(&text);
}
