#include "monitor/notice/mail_read.h"

#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"

/* What follows the first `what`; false, and nothing changed: it is not there. */
static bool
skip_to(struct span *in, struct span what)
{
	const char *at = memmem(in->data, in->len, what.data, what.len);

	if (at == NULL)
		return false;
	at += what.len;
	*in = (struct span){at, in->len - (size_t)(at - in->data)};
	return true;
}

static struct span
until(struct span in, struct span what)
{
	const char *at = memmem(in.data, in.len, what.data, what.len);

	return at == NULL ? in : (struct span){in.data, (size_t)(at - in.data)};
}

/* A word of the subject: encoded ones join without the blank between them (RFC 2047, 6.2). */
static int
add_word(struct buf *out, struct span word, bool *encoded)
{
	bool was = *encoded;
	int rc = 0;

	*encoded = text_starts(word, "=?UTF-8?B?") && word.len > 12;
	if (out->len > 0 && !(was && *encoded))
		rc = buf_add_char(out, ' ');
	if (rc != 0)
		return rc;
	return *encoded ? sign_base64_decode(out, (struct span){word.data + 10, word.len - 12})
			: buf_add(out, word.data, word.len);
}

static int
read_subject(struct span head, struct buf *out)
{
	struct span rest = head, word;
	bool encoded = false;
	size_t len = 0;
	int rc = 0;

	if (!skip_to(&rest, SPAN("\r\nSubject:")))
		return ERR_MALFORMED;
	/* A line that begins with a blank goes on. */
	while (len < rest.len &&
	    (rest.data[len] != '\n' || (len + 1 < rest.len && rest.data[len + 1] == ' ')))
		len++;
	rest.len = len;
	while (rc == 0 && text_split(&rest, ' ', &word)) {
		word = text_trim(word);
		if (word.len > 0)
			rc = add_word(out, word, &encoded);
	}
	return rc;
}

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int
mail_read_quoted(struct span in, struct buf *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < in.len; i++) {
		char c = in.data[i];
		int high = i + 2 < in.len ? digit(in.data[i + 1]) : -1;
		int low = i + 2 < in.len ? digit(in.data[i + 2]) : -1;

		if (c == '\r')
			continue;
		if (c != '=') {
			rc = buf_add_char(out, c);
		} else if (i + 1 < in.len && in.data[i + 1] == '\n') {
			i++; /* the line goes on */
		} else if (i + 2 < in.len && in.data[i + 1] == '\r' && in.data[i + 2] == '\n') {
			i += 2;
		} else if (high >= 0 && low >= 0) {
			rc = buf_add_char(out, (char)(high << 4 | low));
			i += 2;
		} else {
			rc = ERR_MALFORMED;
		}
	}
	return rc;
}

int
mail_read(struct span message, const char *type, struct buf *subject, struct buf *body)
{
	struct span rest = message, head = until(message, SPAN("\r\n\r\n"));
	struct buf part = BUF_INIT(LIMIT_TEXT_ROOM);
	int rc = buf_addf(&part, "\r\nContent-Type: %s;", type);

	if (rc == 0)
		rc = read_subject(head, subject);
	if (rc == 0 &&
	    (!skip_to(&rest, SPAN("\r\n\r\n--=_")) || !skip_to(&rest, buf_span(&part)) ||
		!skip_to(&rest, SPAN("\r\n\r\n"))))
		rc = ERR_MALFORMED;
	if (rc == 0)
		rc = mail_read_quoted(until(rest, SPAN("\r\n--=_")), body);
	buf_clear(&part);
	return rc;
}
