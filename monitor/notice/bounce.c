#include "monitor/notice/bounce.h"

#include "monitor/base/contact.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "monitor/notice/mail_read.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	FIELD_BYTES = 1000,    /* of one field, unfolded: what is longer is cut */
	BOUNDARY_BYTES = 72,   /* RFC 2046, 5.1.1: 70 at most */
	DEPTH = 4,             /* reports that others packed into theirs */
	RETURNED_FIELDS = 200, /* of the mail that comes back */
	STATUS_BYTES = 16,
};

struct field {
	char name[64];
	char value[FIELD_BYTES];
};

/* ---- lines and fields ---- */

static bool
take_line(struct span *rest, struct span *line)
{
	if (!text_split(rest, '\n', line))
		return false;
	if (line->len > 0 && line->data[line->len - 1] == '\r')
		line->len--;
	return true;
}

static void
append(struct field *f, struct span text)
{
	size_t len = strlen(f->value);

	text = text_trim(text);
	if (len > 0 && len + 1 < sizeof(f->value)) {
		f->value[len++] = ' ';
		f->value[len] = '\0';
	}
	(void)text_cut(f->value + len, sizeof(f->value) - len, text);
}

/* One field, unfolded; false at the empty line that ends a block, which is passed, and at the end. A line that is none is passed over. */
static bool
take_field(struct span *rest, struct field *out)
{
	struct span line, name;

	for (;;) {
		if (!take_line(rest, &line) || line.len == 0)
			return false;
		if (memchr(line.data, ':', line.len) != NULL && text_split(&line, ':', &name))
			break;
	}
	*out = (struct field){.name = ""};
	(void)text_cut(out->name, sizeof(out->name), text_trim(name));
	append(out, line);
	while (rest->len > 0 && (rest->data[0] == ' ' || rest->data[0] == '\t')) {
		if (!take_line(rest, &line))
			break;
		append(out, line);
	}
	return true;
}

static bool
is_field(const struct field *f, const char *name)
{
	return text_equal_nocase(f->name, name);
}

/* ---- what a report says ---- */

/* Enhanced codes (RFC 3463, RFC 7505) of class 5 that speak of this mail, of us or of the way, not of the address. */
static const char *const spare[] = {
    "1.7", "1.8", "2.2", "2.3", "2.4", "3.", "4.2", "4.3", "4.5", "4.6", "4.7", "5.", "6.", "7."};

static enum bounce_news
judge(const char *action, const char *status)
{
	if (text_equal_nocase(action, "delivered") || text_equal_nocase(action, "relayed") ||
	    text_equal_nocase(action, "expanded"))
		return BOUNCE_ARRIVED;
	if (text_equal_nocase(action, "delayed"))
		return BOUNCE_DELAYED;
	if (!text_equal_nocase(action, "failed"))
		return BOUNCE_NONE;
	if (status[0] != '5')
		return BOUNCE_REFUSED;
	for (size_t i = 0; i < sizeof(spare) / sizeof(spare[0]); i++)
		if (status[1] == '.' && text_starts(span_of(status + 2), spare[i]))
			return BOUNCE_REFUSED;
	return BOUNCE_DEAD;
}

/* "smtp; 550 5.1.1 no such mailbox", "rfc822; ana@ejemplo.example": what stands behind the type. */
static struct span
diagnosis(const char *value)
{
	const char *text = strchr(value, ';');

	return text_trim(span_of(text != NULL ? text + 1 : value));
}

/* OpenSMTPD puts what was answered into the words for people alone: "ana@ejemplo.example: 552 5.2.2 Mailbox full". */
static void
look_up_answer(struct span notes, const char *recipient, char said[FIELD_BYTES])
{
	size_t len = strlen(recipient);
	struct span line;

	while (len > 0 && take_line(&notes, &line)) {
		line = text_trim(line);
		if (line.len <= len || line.data[len] != ':' || !text_starts(line, recipient))
			continue;
		line = (struct span){line.data + len + 1, line.len - len - 1};
		(void)text_cut(said, FIELD_BYTES, text_trim(line));
		return;
	}
}

/* A status that says nothing ("5.0.0") gives way to the code within the answer: "552 5.2.2 Mailbox full". */
static void
refine(char status[STATUS_BYTES], const char *said)
{
	struct span rest = span_of(said), code, enhanced;
	size_t digits = 0;

	if (strcmp(status, "5.0.0") != 0 || !text_split(&rest, ' ', &code) ||
	    !text_split(&rest, ' ', &enhanced) || enhanced.len < 5 || enhanced.data[0] != '5' ||
	    enhanced.data[1] != '.')
		return;
	while (digits < enhanced.len &&
	    (text_is_digit(enhanced.data[digits]) || enhanced.data[digits] == '.'))
		digits++;
	if (digits == enhanced.len)
		(void)text_cut(status, STATUS_BYTES, enhanced);
}

/* One recipient's block of fields; false when nothing is left. */
static bool
read_recipient(struct span *rest, struct span notes, struct bounce *out)
{
	char action[32] = "", status[STATUS_BYTES] = "", said[FIELD_BYTES] = "";
	char recipient[LIMIT_EMAIL_ROOM] = "";
	struct buf text = BUF_INIT(FIELD_BYTES + STATUS_BYTES);
	enum bounce_news news;
	struct field f;

	if (rest->len == 0)
		return false;
	while (take_field(rest, &f)) {
		struct span word, value = span_of(f.value);

		if (is_field(&f, "Action"))
			(void)text_cut(action, sizeof(action), value);
		else if (is_field(&f, "Status") && text_split(&value, ' ', &word))
			(void)text_cut(status, sizeof(status), word);
		else if (is_field(&f, "Diagnostic-Code"))
			(void)text_cut(said, sizeof(said), diagnosis(f.value));
		else if (is_field(&f, "Final-Recipient"))
			(void)text_cut(recipient, sizeof(recipient), diagnosis(f.value));
	}
	if (said[0] == '\0')
		look_up_answer(notes, recipient, said);
	refine(status, said);
	news = judge(action, status);
	if (news > out->news) {
		out->news = news;
		(void)buf_addf(&text, "%s %s", status, said);
		contact_strip(out->text, sizeof(out->text), buf_span(&text));
	}
	buf_clear(&text);
	return true;
}

/* ---- which mail it is about ---- */

static void
add_tokens(struct bounce *out, const char *text)
{
	struct span rest = span_of(text), token;

	while (out->token_count < VERP_TOKENS && verp_find(&rest, &token)) {
		char *into = out->tokens[out->token_count];
		bool known = false;

		(void)text_cut(into, VERP_TOKEN_ROOM, token);
		for (size_t i = 0; i < out->token_count; i++)
			known = known || text_equal_nocase(out->tokens[i], into);
		out->token_count += !known;
	}
}

/* The header of the mail that comes back. */
static void
read_returned(struct span part, struct bounce *out)
{
	struct field f;

	for (int i = 0; i < RETURNED_FIELDS && take_field(&part, &f); i++)
		if (is_field(&f, "Message-ID"))
			add_tokens(out, f.value);
}

/* ---- parts ---- */

static bool
type_is(const char *type, const char *name)
{
	return strncasecmp(type, name, strlen(name)) == 0;
}

static bool
take_boundary(const char *type, char boundary[BOUNDARY_BYTES])
{
	const char *at = strcasestr(type, "boundary=");
	struct span rest, value;

	if (at == NULL)
		return false;
	rest = span_of(at + strlen("boundary="));
	if (rest.len > 0 && rest.data[0] == '"') {
		rest = (struct span){rest.data + 1, rest.len - 1};
		if (!text_split(&rest, '"', &value))
			return false;
	} else if (!text_split(&rest, ';', &value)) {
		return false;
	}
	value = text_trim(value);
	return value.len > 0 && text_cut(boundary, BOUNDARY_BYTES, value);
}

/* A line that begins or (`*last`) ends the parts of a boundary. */
static bool
is_delimiter(struct span line, const char *boundary, bool *last)
{
	size_t len = strlen(boundary);

	if (line.len < len + 2 || memcmp(line.data, "--", 2) != 0 ||
	    memcmp(line.data + 2, boundary, len) != 0)
		return false;
	line = (struct span){line.data + 2 + len, line.len - 2 - len};
	*last = line.len >= 2 && memcmp(line.data, "--", 2) == 0;
	return *last || text_trim(line).len == 0;
}

/* The next part of *rest, whose opening delimiter was passed; false when there is none. */
static bool
take_part(struct span *rest, const char *boundary, bool *last, struct span *part)
{
	const char *begin = rest->data;
	struct span line;

	if (*last || rest->len == 0)
		return false;
	while (take_line(rest, &line))
		if (is_delimiter(line, boundary, last)) {
			*part = (struct span){begin, (size_t)(line.data - begin)};
			return true;
		}
	*part = (struct span){begin, (size_t)(rest->data - begin)};
	*last = true;
	return true;
}

/* A report of addresses outside ASCII may come encoded (RFC 6533, 5 and 6); what cannot be read so is read as it is. */
static struct span
decode(struct span part, const char *encoding, struct buf *into)
{
	struct buf digits = BUF_INIT(LIMIT_REPORT_BYTES);
	int rc = ERR_MALFORMED;

	if (text_equal_nocase(encoding, "quoted-printable"))
		rc = mail_read_quoted(part, into);
	if (text_equal_nocase(encoding, "base64")) {
		for (size_t i = 0; i < part.len; i++)
			if (!text_is_space(part.data[i]))
				(void)buf_add_char(&digits, part.data[i]);
		rc = sign_base64_decode(into, buf_span(&digits));
	}
	buf_clear(&digits);
	return rc == 0 ? buf_span(into) : part;
}

/* What a part says that has none in it. */
static void
read_leaf(struct span part, const char *type, struct span *notes, struct bounce *out)
{
	if (type_is(type, "message/delivery-status") ||
	    type_is(type, "message/global-delivery-status")) {
		while (read_recipient(&part, *notes, out)) {
		}
	} else if (type_is(type, "message/rfc822") || type_is(type, "message/global") ||
	    type_is(type, "text/rfc822-headers")) {
		read_returned(part, out);
	} else if (type_is(type, "text/plain")) {
		*notes = part;
	}
}

/* One part, or the whole message, with its header. *notes: the words for people that came before it. */
static void
read_part(struct span part, int depth, struct span *notes, struct bounce *out)
{
	char type[FIELD_BYTES] = "text/plain", boundary[BOUNDARY_BYTES], encoding[32] = "";
	struct buf plain = BUF_INIT(LIMIT_REPORT_BYTES);
	struct span line, inner;
	struct field f;
	bool last = false, begun = false;

	while (take_field(&part, &f)) {
		if (is_field(&f, "Content-Type"))
			(void)text_cut(type, sizeof(type), span_of(f.value));
		else if (is_field(&f, "Content-Transfer-Encoding"))
			(void)text_cut(encoding, sizeof(encoding), span_of(f.value));
		/* where the whole was delivered to */
		if (depth == 0 &&
		    (is_field(&f, "Delivered-To") || is_field(&f, "X-Original-To") ||
			is_field(&f, "Envelope-To") || is_field(&f, "To")))
			add_tokens(out, f.value);
	}
	if (type_is(type, "message/"))
		part = decode(part, encoding, &plain);
	read_leaf(part, type, notes, out);
	buf_clear(&plain);
	if (depth == DEPTH || !type_is(type, "multipart/") || !take_boundary(type, boundary))
		return;
	while (!begun && take_line(&part, &line))
		begun = is_delimiter(line, boundary, &last);
	while (begun && take_part(&part, boundary, &last, &inner))
		read_part(inner, depth + 1, notes, out);
}

void
bounce_read(struct span message, const char *recipient, struct bounce *out)
{
	struct span notes = {"", 0};

	*out = (struct bounce){.news = BOUNCE_NONE};
	add_tokens(out, recipient);
	read_part(message, 0, &notes, out);
}
