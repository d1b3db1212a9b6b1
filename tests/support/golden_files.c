#include "tests/support/golden_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"

bool
golden_read(const char *folder, const char *name, struct buf *out)
{
	char path[512];
	char piece[4096];
	size_t got;
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	buf_reset(out);
	file = fopen(path, "rb");
	if (file == NULL)
		return false;
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		(void)buf_add(out, piece, got);
	(void)fclose(file);
	return buf_error(out) == 0;
}

void
golden_write(const char *folder, const char *name, const struct buf *text)
{
	char path[512];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	if (file == NULL || fwrite(buf_str(text), 1, text->len, file) != text->len)
		abort();
	(void)fclose(file);
}

static void
add_hiding(struct buf *out, const char *text)
{
	while (*text != '\0') {
		if (strncmp(text, GOLDEN_KEY, strlen(GOLDEN_KEY)) == 0) {
			(void)buf_add_str(out, "{key}");
			text += strlen(GOLDEN_KEY);
		} else if (strncmp(text, GOLDEN_TOKEN, strlen(GOLDEN_TOKEN)) == 0) {
			(void)buf_add_str(out, "{token}");
			text += strlen(GOLDEN_TOKEN);
		} else {
			(void)buf_add_char(out, *text++);
		}
	}
}

void
golden_add_request(const struct http_request *request, struct buf *out)
{
	static const char basic[] = "Basic ";

	(void)buf_addf(out, "%s%s ", request->secret_url ? "(secret) " : "",
	    http_method_name(request->method));
	add_hiding(out, buf_str(&request->url));
	(void)buf_add_char(out, '\n');
	for (size_t i = 0; i < request->headers.count; i++) {
		const struct http_header *h = &request->headers.items[i];
		struct buf plain = BUF_INIT(1024);

		(void)buf_addf(out, "%s%s: ", h->secret ? "(secret) " : "", h->name);
		if (strncmp(h->value, basic, strlen(basic)) == 0 &&
		    sign_base64_decode(&plain, span_of(h->value + strlen(basic))) == 0) {
			(void)buf_add_str(out, "Basic base64 of ");
			add_hiding(out, buf_str(&plain));
		} else {
			add_hiding(out, h->value);
		}
		(void)buf_add_char(out, '\n');
		buf_clear(&plain);
	}
	(void)buf_add_str(out, request->secret_body ? "\n(secret) " : "\n");
	add_hiding(out, buf_str(&request->body));
	(void)buf_add_char(out, '\n');
}

bool
golden_read_message(const char *folder, const char *name, struct http_response *out)
{
	struct buf text = BUF_INIT(2 * LIMIT_REPLY_BYTES);
	struct span rest, line, field;
	int64_t status = 0;
	bool ok = false;

	http_response_clear(out);
	if (!golden_read(folder, name, &text))
		goto out;
	rest = buf_span(&text);
	if (strncmp(name, "response", strlen("response")) == 0 &&
	    (!text_split(&rest, '\n', &line) || !text_starts(line, "HTTP/1.1 ") ||
		text_parse_i64((struct span){line.data + 9, 3}, 100, 599, &status) < 0))
		goto out;
	out->status = (int)status;
	while (text_split(&rest, '\n', &line) && line.len > 0) {
		char header[64], value[1024];

		if (!text_split(&line, ':', &field) ||
		    text_copy_span(header, sizeof(header), field) < 0 ||
		    text_copy_span(value, sizeof(value), text_trim(line)) < 0 ||
		    http_headers_add(&out->headers, header, value) < 0)
			goto out;
	}
	ok = buf_add(&out->body, rest.data, rest.len) == 0;
out:
	buf_clear(&text);
	return ok;
}

/* What only the invented people of the samples have. */
static const char *const personal[] = {"ejemplo", "calle falsa", "4711", "@"};

static bool
holds_nocase(struct span text, const char *part)
{
	size_t len = strlen(part);

	for (size_t at = 0; at + len <= text.len; at++)
		if (strncasecmp(text.data + at, part, len) == 0)
			return true;
	return false;
}

const char *
golden_personal(struct span text)
{
	for (size_t i = 0; i < sizeof(personal) / sizeof(personal[0]); i++)
		if (holds_nocase(text, personal[i]))
			return personal[i];
	return NULL;
}
