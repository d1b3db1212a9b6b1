#include "carriers/adapter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/sign.h"
#include "monitor/base/text.h"

static int
compare_code(const void *key, const void *row)
{
	return strcmp(key, ((const struct code_row *)row)->code);
}

const struct code_row *
adapter_code(const struct code_row *rows, size_t count, const char *code)
{
	/* No table is a table of nothing, which bsearch would not take. */
	return count > 0 ? bsearch(code, rows, count, sizeof(*rows), compare_code) : NULL;
}

int
adapter_fault(const struct fault_row *rows, size_t count, const char *code, int otherwise)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].code, code) == 0)
			return rows[i].error;
	return otherwise;
}

#define JSON_TYPE "application/json"

static int
open_at(struct http_request *out, enum http_method method, const char *origin, const char *path,
    const char *accept)
{
	out->method = method;
	(void)buf_add_str(&out->url, origin); /* errors are sticky */
	(void)buf_add_str(&out->url, path);
	if (buf_error(&out->url) != 0)
		return buf_error(&out->url);
	return http_headers_add(&out->headers, "Accept", accept);
}

int
adapter_open_as(struct http_request *out, enum http_method method, const struct account *acct,
    const char *own, const char *path, const char *accept)
{
	return open_at(out, method, acct->origin[0] != '\0' ? acct->origin : own, path, accept);
}

int
adapter_open(struct http_request *out, enum http_method method, const struct account *acct,
    const char *own, const char *path)
{
	return adapter_open_as(out, method, acct, own, path, JSON_TYPE);
}

int
adapter_open_soap(struct http_request *out, const struct account *acct, const char *own,
    const char *path, const char *action, const char *xmlns)
{
	char quoted[256];
	int rc;

	(void)snprintf(quoted, sizeof(quoted), "\"%s\"", action);
	rc = adapter_open_as(out, HTTP_POST, acct, own, path, "text/xml");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "text/xml; charset=utf-8");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "SOAPAction", quoted);
	if (rc < 0)
		return rc;
	return buf_addf(&out->body,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope"
	    " xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" %s>",
	    xmlns);
}

int
adapter_close_soap(struct http_request *out)
{
	return buf_add_str(&out->body, "</soap:Body></soap:Envelope>");
}

int
adapter_add_element(struct http_request *out, const char *name, const char *value)
{
	(void)buf_addf(&out->body, "<%s>", name); /* errors are sticky */
	(void)xml_add_text(&out->body, span_of(value));
	return buf_addf(&out->body, "</%s>", name);
}

int
adapter_add_query(struct http_request *out, const char *name, const char *value)
{
	char mark = strchr(buf_str(&out->url), '?') == NULL ? '?' : '&';

	(void)buf_addf(&out->url, "%c%s=", mark, name); /* errors are sticky */
	(void)text_add_percent(&out->url, span_of(value));
	return buf_error(&out->url);
}

int
adapter_open_token(struct http_request *out, const struct account *acct, const char *own,
    const char *path, const char *form)
{
	const char *origin = own;
	int rc;

	/* A credential never goes to the carrier's own origin when the account points elsewhere. */
	if (acct->token_origin[0] != '\0')
		origin = acct->token_origin;
	else if (acct->origin[0] != '\0')
		origin = acct->origin;
	rc = open_at(out, HTTP_POST, origin, path, JSON_TYPE);
	if (rc < 0)
		return rc;
	out->secret_body = true;
	rc = http_headers_add(&out->headers, "Content-Type", "application/x-www-form-urlencoded");
	if (rc < 0)
		return rc;
	return buf_add_str(&out->body, form);
}

int
adapter_add_form(struct http_request *out, const char *name, const char *value)
{
	(void)buf_addf(&out->body, "&%s=", name); /* errors are sticky */
	(void)text_add_percent(&out->body, span_of(value));
	return buf_error(&out->body);
}

static void
wipe(struct buf *b)
{
	if (b->data != NULL)
		explicit_bzero(b->data, b->room);
	buf_clear(b);
}

int
adapter_add_basic(struct http_request *out, const struct account *acct)
{
	return adapter_add_basic_pair(out, acct->user, secret_bytes(&acct->key));
}

int
adapter_add_basic_pair(struct http_request *out, const char *user, const char *password)
{
	struct buf plain = BUF_INIT(LIMIT_SECRET_BYTES + LIMIT_NAME_ROOM);
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int rc;

	(void)buf_addf(&plain, "%s:%s", user, password); /* sticky */
	(void)buf_add_str(&value, "Basic ");
	(void)sign_add_base64(&value, buf_span(&plain));
	rc = buf_error(&plain) != 0 ? buf_error(&plain) : buf_error(&value);
	if (rc == 0)
		rc = http_headers_add_secret(&out->headers, "Authorization", buf_str(&value));
	wipe(&plain);
	wipe(&value);
	return rc;
}

int
adapter_add_bearer(struct http_request *out, const struct token *token)
{
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int rc;

	(void)buf_addf(&value, "Bearer %s", token != NULL ? secret_bytes(&token->value) : "");
	rc = buf_error(&value);
	if (rc == 0)
		rc = http_headers_add_secret(&out->headers, "Authorization", buf_str(&value));
	wipe(&value);
	return rc;
}
