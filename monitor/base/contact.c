#include "monitor/base/contact.h"

#include "monitor/base/locale.h"
#include "monitor/base/text.h"

#include <string.h>

enum {
	LOCAL_PART_BYTES = 64, /* RFC 5321, 4.5.3.1.1 */
	LABEL_BYTES = 63,      /* RFC 1035, 2.3.4 */
	PHONE_DIGITS_LEAST = 5,
	PHONE_DIGITS_MOST = 15,
};

bool
contact_domain_valid(const char *domain)
{
	struct span rest = span_of(domain), label;
	size_t labels = 0;

	if (rest.len == 0 || domain[rest.len - 1] == '.')
		return false;
	while (text_split(&rest, '.', &label)) {
		if (label.len == 0 || label.len > LABEL_BYTES || label.data[0] == '-' ||
		    label.data[label.len - 1] == '-')
			return false;
		for (size_t i = 0; i < label.len; i++)
			if (!text_is_alnum(label.data[i]) && label.data[i] != '-')
				return false;
		labels++;
	}
	return labels >= 2;
}

/* atext of RFC 5322 and RFC 6532, and dots: what needs no quotes. Outside ASCII only what can be seen: an address must not look like another. */
static bool
local_part_valid(struct span local)
{
	if (local.len == 0 || local.len > LOCAL_PART_BYTES || local.data[0] == '.' ||
	    local.data[local.len - 1] == '.')
		return false;
	while (local.len > 0) {
		uint32_t point;
		size_t len = text_utf8_next(local, &point);
		char c = local.data[0];

		if (len == 0 ||
		    (len == 1 ? !text_is_alnum(c) && !text_one_of(c, ".!#$%&'*+-/=?^_`{|}~")
			      : !locale_is_graphic(point)))
			return false;
		local = (struct span){local.data + len, local.len - len};
	}
	return true;
}

bool
contact_email_valid(const char *address)
{
	const char *at = strchr(address, '@');

	return at != NULL && strlen(address) < LIMIT_EMAIL_ROOM &&
	    local_part_valid((struct span){address, (size_t)(at - address)}) &&
	    contact_domain_valid(at + 1);
}

int
contact_domain_parse(char *dst, size_t room, struct span in)
{
	int rc = locale_domain(dst, room, in);

	if (rc == 0 && !contact_domain_valid(dst))
		rc = ERR_MALFORMED;
	if (rc != 0)
		dst[0] = '\0';
	return rc;
}

int
contact_email_parse(char *dst, size_t room, struct span in)
{
	struct span domain = in, local;
	char whole[LIMIT_EMAIL_ROOM] = "";
	int rc = text_split(&domain, '@', &local) ? 0 : ERR_MALFORMED;
	size_t len = 0;

	dst[0] = '\0';
	if (rc == 0)
		rc = locale_compose(whole, sizeof(whole) - 1, local, false);
	if (rc == 0) {
		len = strlen(whole);
		whole[len++] = '@';
		rc = contact_domain_parse(whole + len, sizeof(whole) - len, domain);
	}
	if (rc == 0 && !contact_email_valid(whole))
		rc = ERR_MALFORMED;
	return rc == 0 ? text_copy(dst, room, whole) : rc;
}

void
contact_email_key(char dst[LIMIT_EMAIL_ROOM], const char *address)
{
	struct span in = span_of(address);

	if (!text_is_ascii(in) && locale_compose(dst, LIMIT_EMAIL_ROOM, in, true) == 0)
		return;
	(void)text_cut(dst, LIMIT_EMAIL_ROOM, in);
	for (; *dst != '\0'; dst++)
		*dst = text_lower(*dst);
}

bool
contact_email_no_reply(const char *address)
{
	static const char *const words[] = {"noreply", "donotreply", "dontreply", "noresponder",
	    "norespondas", "naoresponda", "nepasrepondre", "nichtantworten", "nonrispondere"};
	char letters[LOCAL_PART_BYTES + 1];
	size_t len = 0;

	for (; *address != '\0' && *address != '@' && len < LOCAL_PART_BYTES; address++)
		if (text_is_alpha(*address))
			letters[len++] = text_lower(*address);
	letters[len] = '\0';
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(letters, words[i]) != NULL)
			return true;
	return false;
}

bool
contact_phone_valid(const char *phone)
{
	size_t digits = 0;

	for (size_t i = 0; phone[i] != '\0'; i++) {
		if (text_is_digit(phone[i]))
			digits++;
		else if (strchr(" .-/()", phone[i]) == NULL && (phone[i] != '+' || i > 0))
			return false;
	}
	return digits >= PHONE_DIGITS_LEAST && digits <= PHONE_DIGITS_MOST;
}

bool
contact_text_valid(struct span text)
{
	while (text.len > 0) {
		uint32_t point;
		size_t len = text_utf8_next(text, &point);

		if (len == 0 || point < 0x20 || (point >= 0x7F && point < 0xA0) ||
		    point == 0x2028 || point == 0x2029)
			return false;
		text = (struct span){text.data + len, text.len - len};
	}
	return true;
}

void
contact_strip(char *dst, size_t room, struct span text)
{
	struct buf kept = BUF_INIT(2 * text.len + 1);
	struct span word;

	while (text_split(&text, ' ', &word)) {
		(void)buf_add_str(&kept, kept.len > 0 ? " " : "");
		if (memchr(word.data, '@', word.len) != NULL)
			(void)buf_add_str(&kept, "<...>");
		else
			(void)buf_add(&kept, word.data, word.len);
	}
	(void)text_clean(dst, room, buf_span(&kept));
	buf_clear(&kept);
}

static bool
all(struct span in, bool (*is)(char c))
{
	for (size_t i = 0; i < in.len; i++)
		if (!is(in.data[i]))
			return false;
	return true;
}

enum subtag { SUBTAG_LANGUAGE, SUBTAG_SCRIPT, SUBTAG_REGION, SUBTAG_NONE };

static enum subtag
subtag_of(struct span in, enum subtag after)
{
	if (after == SUBTAG_LANGUAGE)
		return (in.len == 2 || in.len == 3) && all(in, text_is_alpha) ? SUBTAG_LANGUAGE
									      : SUBTAG_NONE;
	if (after == SUBTAG_SCRIPT && in.len == 4 && all(in, text_is_alpha))
		return SUBTAG_SCRIPT;
	if ((in.len == 2 && all(in, text_is_alpha)) || (in.len == 3 && all(in, text_is_digit)))
		return SUBTAG_REGION;
	return SUBTAG_NONE;
}

int
contact_locale_parse(char *dst, size_t room, struct span in)
{
	enum subtag next = SUBTAG_LANGUAGE;
	size_t len = 0;

	if (in.len >= room)
		return ERR_TOO_BIG;
	while (len < in.len) {
		struct span piece = {in.data + len, 0};
		enum subtag kind;

		while (len + piece.len < in.len && piece.data[piece.len] != '-' &&
		    piece.data[piece.len] != '_')
			piece.len++;
		kind = next == SUBTAG_NONE ? SUBTAG_NONE : subtag_of(piece, next);
		if (kind == SUBTAG_NONE)
			goto malformed;
		next = (enum subtag)(kind + 1);
		for (size_t i = 0; i < piece.len; i++) {
			bool upper = kind == SUBTAG_REGION || (kind == SUBTAG_SCRIPT && i == 0);

			dst[len++] = upper ? text_upper(piece.data[i]) : text_lower(piece.data[i]);
		}
		if (len < in.len)
			dst[len++] = '-';
	}
	if (len == 0 || dst[len - 1] == '-')
		goto malformed;
	dst[len] = '\0';
	return 0;
malformed:
	dst[0] = '\0';
	return ERR_MALFORMED;
}
