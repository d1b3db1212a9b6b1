#include "monitor/notice/channel_http.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

#define ELLIPSIS "…"

void
channel_http_id(const struct notice *n, char message_id[96])
{
	struct buf id = BUF_INIT(64);

	(void)buf_add_str(&id, "msg_");
	(void)sign_add_hex(&id, (struct span){(const char *)n->dedup, 12});
	(void)snprintf(message_id, 96, "%s", buf_str(&id));
	buf_clear(&id);
}

int
channel_http_post(struct http_request *out, const char *url, const char *content_type,
    const struct channel_post *post)
{
	int rc = buf_add_str(&out->url, url);

	out->method = HTTP_POST;
	out->secret_url = true; /* of some services it holds the token */
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", content_type);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "webhook-id", post->message_id);
	if (rc == 0)
		rc = buf_add(&out->body, post->message.data, post->message.len);
	return rc;
}

const char *
channel_http_url(const struct channel_settings *settings)
{
	return settings->url[0] != '\0' ? settings->url : secret_bytes(&settings->key);
}

int
channel_http_bearer(struct http_request *out, const struct channel_settings *settings)
{
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int rc;

	if (!secret_present(&settings->key))
		return 0;
	(void)buf_addf(&value, "Bearer %s", secret_bytes(&settings->key));
	rc = http_headers_add_secret(&out->headers, "Authorization", buf_str(&value));
	if (value.data != NULL)
		explicit_bzero(value.data, value.len);
	buf_clear(&value);
	return rc;
}

enum answer
channel_http_classify(const struct channel_reply *r)
{
	if (r->code >= 200 && r->code < 300)
		return ANSWER_OK;
	if (r->code == 0)
		return r->all_sent ? ANSWER_IN_DOUBT : ANSWER_CHANNEL_FAILING;
	/* a gateway that gave up says nothing about what stands behind it */
	if (r->code == 502 || r->code == 504)
		return ANSWER_IN_DOUBT;
	if (r->code == 408 || r->code == 425 || r->code == 429 || r->code >= 500)
		return ANSWER_TEMPORARY;
	/* this message, not its receiver */
	if (r->code == 400 || r->code == 413 || r->code == 422)
		return ANSWER_PERMANENT;
	return ANSWER_CHANNEL_FAILING; /* redirects, credentials, an address that is gone */
}

/* ---- texts ---- */

size_t
channel_http_units(struct span text)
{
	size_t units = 0, len;
	uint32_t point;

	while (text.len > 0) {
		len = text_utf8_next(text, &point);
		units += len == 4 ? 2 : 1;
		len = len > 0 ? len : 1;
		text.data += len;
		text.len -= len;
	}
	return units;
}

static int
add_escaped(struct buf *out, struct span text, const char *(*escape)(char c))
{
	for (size_t i = 0; i < text.len; i++) {
		const char *instead = escape != NULL ? escape(text.data[i]) : NULL;

		if (instead != NULL)
			(void)buf_add_str(out, instead);
		else
			(void)buf_add_char(out, text.data[i]);
	}
	return buf_error(out);
}

/* Units of the character at `text`, escaped; *len its bytes. */
static size_t
units_of(struct span text, const char *(*escape)(char c), size_t *len)
{
	const char *instead = escape != NULL ? escape(text.data[0]) : NULL;
	uint32_t point;

	*len = text_utf8_next(text, &point);
	if (*len == 0)
		*len = 1;
	if (instead != NULL)
		return channel_http_units(span_of(instead));
	return *len == 4 ? 2 : 1;
}

int
channel_http_add_cut(struct buf *out, struct span text, size_t units, const char *(*escape)(char c))
{
	size_t at = 0, used = 0, last_blank = 0, len;

	while (at < text.len) {
		struct span rest = {text.data + at, text.len - at};
		size_t more = units_of(rest, escape, &len);

		/* the ellipsis has its place unless nothing is left out */
		if (used + more > units || (used + more == units && at + len < text.len))
			break;
		if (text_is_space(text.data[at]))
			last_blank = at;
		used += more;
		at += len;
	}
	if (at == text.len)
		return add_escaped(out, text, escape);
	if (last_blank > at / 2)
		at = last_blank;
	(void)add_escaped(out, text_trim((struct span){text.data, at}), escape);
	return buf_add_str(out, ELLIPSIS);
}

struct span
channel_http_text(const struct template_output *words)
{
	return text_trim(buf_span(&words->text));
}
