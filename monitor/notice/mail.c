#include "monitor/notice/mail.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/contact.h"
#include "monitor/base/text.h"
#include "monitor/base/verp.h"

enum {
	FOLD_COLUMNS =
	    76, /* RFC 5322, 2.1.1 recommends 78; RFC 2047, 2 wants 76 for encoded words */
	WORD_BYTES =
	    39, /* of UTF-8 in one encoded word: 64 columns, with room for a name before it */
	ID_HEX = 24,
};

/* ---- names of things ---- */

/* 24 hexadecimal digits of a hash: what for, and of what. */
static void
derive(char out[ID_HEX + 1], const char *purpose, struct span of)
{
	struct span parts[] = {span_of(purpose), of};
	struct buf hex = BUF_INIT(2 * SIGN_SHA256_BYTES);
	uint8_t hash[SIGN_SHA256_BYTES];

	sign_sha256_parts(parts, 2, hash);
	(void)sign_add_hex(&hex, (struct span){(const char *)hash, ID_HEX / 2});
	(void)text_cut(out, ID_HEX + 1, buf_span(&hex));
	buf_clear(&hex);
}

/* ---- header fields ---- */

/* One word of a folded field: a new line before it when it would pass the column. */
static void
add_word(struct buf *out, size_t *column, struct span word)
{
	if (*column + 1 + word.len > FOLD_COLUMNS && *column > 1) {
		(void)buf_add_str(out, "\r\n");
		*column = 0;
	}
	(void)buf_add_char(out, ' ');
	(void)buf_add(out, word.data, word.len);
	*column += 1 + word.len;
}

/* RFC 2047: whole characters in each word. */
static void
add_encoded(struct buf *out, size_t *column, const char *text)
{
	struct span rest = span_of(text);

	while (rest.len > 0) {
		struct buf word = BUF_INIT(LIMIT_TEXT_ROOM);
		size_t len = 0;

		while (len < rest.len) {
			uint32_t point;
			size_t step =
			    text_utf8_next((struct span){rest.data + len, rest.len - len}, &point);

			if (len + step > WORD_BYTES)
				break;
			len += step;
		}
		(void)buf_add_str(&word, "=?UTF-8?B?");
		(void)sign_add_base64(&word, (struct span){rest.data, len});
		(void)buf_add_str(&word, "?=");
		add_word(out, column, buf_span(&word));
		buf_clear(&word);
		rest = (struct span){rest.data + len, rest.len - len};
	}
}

/* Free text of a field; `text` is clean. One that would look encoded is encoded, and so is a word that cannot be folded. */
static void
add_unstructured(struct buf *out, const char *name, const char *text)
{
	size_t column = strlen(name) + 1;
	struct span rest = span_of(text), word;
	bool plain = text_is_ascii(rest) && strstr(text, "=?") == NULL;

	for (struct span check = rest; plain && text_split(&check, ' ', &word);)
		plain = word.len < FOLD_COLUMNS;
	(void)buf_add_str(out, name);
	(void)buf_add_char(out, ':');
	if (!plain)
		add_encoded(out, &column, text);
	while (plain && text_split(&rest, ' ', &word))
		add_word(out, &column, word);
	(void)buf_add_str(out, "\r\n");
}

/* `From: "Botijo" <hola@botijo.example>` */
static void
add_mailbox(struct buf *out, const char *name, const char *display, const char *address)
{
	struct buf word = BUF_INIT(LIMIT_NAME_ROOM * 2 + LIMIT_EMAIL_ROOM);
	size_t column = strlen(name) + 1;

	(void)buf_add_str(out, name);
	(void)buf_add_char(out, ':');
	if (display[0] != '\0' && text_is_ascii(span_of(display)) &&
	    strlen(display) < FOLD_COLUMNS / 2) {
		(void)buf_add_char(&word, '"');
		for (const char *p = display; *p != '\0'; p++) {
			if (*p == '"' || *p == '\\')
				(void)buf_add_char(&word, '\\');
			(void)buf_add_char(&word, *p);
		}
		(void)buf_add_char(&word, '"');
		add_word(out, &column, buf_span(&word));
	} else {
		add_encoded(out, &column, display);
	}
	buf_reset(&word);
	(void)buf_addf(&word, display[0] == '\0' ? "%s" : "<%s>", address);
	add_word(out, &column, buf_span(&word));
	(void)buf_add_str(out, "\r\n");
	buf_clear(&word);
}

/* RFC 5322, 3.3, always in UTC: "Sat, 21 Nov 2026 16:12:00 +0000". */
static void
add_date(struct buf *out, int64_t utc_ms)
{
	static const char weekdays[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char months[][4] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct when at = when_utc_ms(utc_ms);
	int32_t year, month, day;

	day_to_civil(at.day, &year, &month, &day);
	(void)buf_addf(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n",
	    weekdays[day_weekday(at.day)], day, months[month - 1], year, at.second / 3600,
	    at.second / 60 % 60, at.second % 60);
}

/* ---- bodies ---- */

/* RFC 2045, 6.7. A line feed ends a line; a carriage return is dropped. What would end a soft line with a blank or begin an SMTP line
 * with a dot is encoded too. */
static void
add_quoted_printable(struct buf *out, struct span in)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t column = 0;

	for (size_t i = 0; i < in.len; i++) {
		unsigned char c = (unsigned char)in.data[i];
		bool last = i + 1 == in.len || in.data[i + 1] == '\n' || in.data[i + 1] == '\r';
		bool plain = c >= '!' && c <= '~' && c != '=' && !(c == '.' && column == 0);

		if (c == '\r')
			continue;
		if (c == '\n') {
			(void)buf_add_str(out, "\r\n");
			column = 0;
			continue;
		}
		if ((c == ' ' || c == '\t') && !last)
			plain = true;
		if (column + (plain ? 1 : 3) > FOLD_COLUMNS - 1) {
			(void)buf_add_str(out, "=\r\n");
			column = 0;
			plain = plain && c != '.';
		}
		if (plain) {
			(void)buf_add_char(out, (char)c);
			column++;
		} else {
			char code[] = {'=', digits[c >> 4], digits[c & 15]};

			(void)buf_add(out, code, sizeof(code));
			column += sizeof(code);
		}
	}
	(void)buf_add_str(out, column > 0 ? "\r\n" : "");
}

static void
add_part(struct buf *out, const char *boundary, const char *type, struct span body)
{
	(void)buf_addf(out,
	    "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
	    boundary, type);
	add_quoted_printable(out, body);
}

/* ---- the message ---- */

static int
check(const struct mail *m, const char *reply_to, struct why *why)
{
	const struct {
		const char *name, *address;
		bool ours; /* ASCII, as whoever answers has to write it */
	} all[] = {{"from", m->from, true}, {"reply_to", reply_to, true}, {"to", m->to, false}};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (!contact_email_valid(all[i].address) ||
		    (all[i].ours && !text_is_ascii(span_of(all[i].address))))
			return why_set(why, ERR_MALFORMED, SIZE_MAX, all[i].name,
			    "not an address that mail can be sent to");
	return 0;
}

static void
add_identity(struct buf *out, const struct mail *m, const char *domain, const char *message_id)
{
	char hex[ID_HEX + 1], root[MAIL_ID_ROOM] = "";

	(void)buf_addf(out, "Message-ID: <%s>\r\n", message_id);
	if (m->first[0] != '\0') {
		(void)text_clean(root, sizeof(root), span_of(m->first));
	} else if (m->thread[0] != '\0') {
		/* They point at one message that was never sent: mailboxes show them as one conversation. */
		derive(hex, "thread", span_of(m->thread));
		(void)snprintf(root, sizeof(root), "%s@%s", hex, domain);
	}
	if (root[0] != '\0')
		(void)buf_addf(out, "In-Reply-To: <%s>\r\nReferences: <%s>\r\n", root, root);
}

/* On one line, as readers want it; a URL of ours, which a signature of the relay covers. */
static void
add_stop(struct buf *out, const char *url)
{
	if (url[0] != '\0' && text_is_ascii(span_of(url)) && strpbrk(url, " <>,\r\n") == NULL)
		(void)buf_addf(out,
		    "List-Unsubscribe: <%s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
		    url);
}

int
mail_build(const struct mail *m, struct buf *out, char message_id[MAIL_ID_ROOM], struct why *why)
{
	struct span key = {(const char *)m->dedup, SIGN_SHA256_BYTES};
	const char *reply_to = m->reply_to[0] != '\0' ? m->reply_to : m->from;
	char boundary[ID_HEX + 3] = "=_", id[ID_HEX + 1], subject[LIMIT_SUBJECT_BYTES];
	char from_name[LIMIT_NAME_ROOM], to_name[LIMIT_NAME_ROOM], language[LIMIT_LOCALE_ROOM];
	const char *domain;
	int rc = check(m, reply_to, why);

	if (rc != 0)
		return rc;
	domain = strchr(m->from, '@') + 1;
	/* an id must fit its record whole; a shop's domain longer than that lends its mail host's name */
	if (contact_domain_valid(m->domain) &&
	    strlen(m->domain) + VERP_TOKEN_ROOM + 1 <= MAIL_ID_ROOM)
		domain = m->domain;
	text_clean(subject, sizeof(subject), span_of(m->subject));
	text_clean(from_name, sizeof(from_name), span_of(m->from_name));
	text_clean(to_name, sizeof(to_name), span_of(m->to_name));
	text_clean(language, sizeof(language), span_of(m->language));
	derive(id, "message", key);
	derive(boundary + 2, "boundary", key);
	snprintf(message_id, MAIL_ID_ROOM, "%s@%s", m->token[0] != '\0' ? m->token : id, domain);

	add_date(out, m->date_utc_ms);
	add_mailbox(out, "From", from_name, m->from);
	add_mailbox(out, "Reply-To", "", reply_to);
	add_mailbox(out, "To", to_name, m->to);
	add_unstructured(out, "Subject", subject);
	add_identity(out, m, domain, message_id);
	add_stop(out, m->stop_url);
	(void)buf_addf(out,
	    "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"
	    "Content-Language: %s\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n",
	    language, boundary);
	add_part(out, boundary, "text/plain", m->text);
	add_part(out, boundary, "text/html", m->html);
	(void)buf_addf(out, "--%s--\r\n", boundary);
	return buf_error(out);
}
