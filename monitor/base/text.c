#include "monitor/base/text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* Characters that do not take one column: East Asian Wide and Fullwidth take two (EastAsianWidth.txt),
 * marks and format characters none (general categories Mn, Me, Cf of UnicodeData.txt), Unicode 14. Marks
 * of the scripts that names and places are written in; sorted. wcwidth would depend on the locale. */
struct width {
	uint32_t first;
	uint32_t last;
	uint8_t columns;
};

static const struct width widths[] = {
    {0x300, 0x36F, 0},
    {0x483, 0x489, 0},
    {0x591, 0x5BD, 0},
    {0x5BF, 0x5BF, 0},
    {0x5C1, 0x5C2, 0},
    {0x5C4, 0x5C5, 0},
    {0x5C7, 0x5C7, 0},
    {0x600, 0x605, 0},
    {0x610, 0x61A, 0},
    {0x61C, 0x61C, 0},
    {0x64B, 0x65F, 0},
    {0x670, 0x670, 0},
    {0x6D6, 0x6DD, 0},
    {0x6DF, 0x6E4, 0},
    {0x6E7, 0x6E8, 0},
    {0x6EA, 0x6ED, 0},
    {0x900, 0x902, 0},
    {0x93A, 0x93A, 0},
    {0x93C, 0x93C, 0},
    {0x941, 0x948, 0},
    {0x94D, 0x94D, 0},
    {0x951, 0x957, 0},
    {0x962, 0x963, 0},
    {0x981, 0x981, 0},
    {0x9BC, 0x9BC, 0},
    {0x9C1, 0x9C4, 0},
    {0x9CD, 0x9CD, 0},
    {0xBC0, 0xBC0, 0},
    {0xBCD, 0xBCD, 0},
    {0xC3E, 0xC40, 0},
    {0xC46, 0xC56, 0},
    {0xE31, 0xE31, 0},
    {0xE34, 0xE3A, 0},
    {0xE47, 0xE4E, 0},
    {0xEB1, 0xEB1, 0},
    {0xEB4, 0xEBC, 0},
    {0xEC8, 0xECD, 0},
    {0x1100, 0x115F, 2},
    {0x1AB0, 0x1AFF, 0},
    {0x1DC0, 0x1DFF, 0},
    {0x200B, 0x200F, 0},
    {0x202A, 0x202E, 0},
    {0x2060, 0x206F, 0},
    {0x20D0, 0x20F0, 0},
    {0x231A, 0x231B, 2},
    {0x2329, 0x232A, 2},
    {0x23E9, 0x23EC, 2},
    {0x23F0, 0x23F0, 2},
    {0x23F3, 0x23F3, 2},
    {0x25FD, 0x25FE, 2},
    {0x2614, 0x2615, 2},
    {0x2648, 0x2653, 2},
    {0x267F, 0x267F, 2},
    {0x2693, 0x2693, 2},
    {0x26A1, 0x26A1, 2},
    {0x26AA, 0x26AB, 2},
    {0x26BD, 0x26BE, 2},
    {0x26C4, 0x26C5, 2},
    {0x26CE, 0x26CE, 2},
    {0x26D4, 0x26D4, 2},
    {0x26EA, 0x26EA, 2},
    {0x26F2, 0x26F3, 2},
    {0x26F5, 0x26F5, 2},
    {0x26FA, 0x26FA, 2},
    {0x26FD, 0x26FD, 2},
    {0x2705, 0x2705, 2},
    {0x270A, 0x270B, 2},
    {0x2728, 0x2728, 2},
    {0x274C, 0x274C, 2},
    {0x274E, 0x274E, 2},
    {0x2753, 0x2755, 2},
    {0x2757, 0x2757, 2},
    {0x2795, 0x2797, 2},
    {0x27B0, 0x27B0, 2},
    {0x27BF, 0x27BF, 2},
    {0x2B1B, 0x2B1C, 2},
    {0x2B50, 0x2B50, 2},
    {0x2B55, 0x2B55, 2},
    {0x2DE0, 0x2DFF, 0},
    {0x2E80, 0x3029, 2},
    {0x302A, 0x302D, 0},
    {0x302E, 0x303E, 2},
    {0x3041, 0x3096, 2},
    {0x3099, 0x309A, 0},
    {0x309B, 0x3247, 2},
    {0x3250, 0x4DBF, 2},
    {0x4E00, 0xA4CF, 2},
    {0xA66F, 0xA672, 0},
    {0xA674, 0xA67D, 0},
    {0xA960, 0xA97C, 2},
    {0xAC00, 0xD7A3, 2},
    {0xF900, 0xFAFF, 2},
    {0xFB1E, 0xFB1E, 0},
    {0xFE00, 0xFE0F, 0},
    {0xFE10, 0xFE19, 2},
    {0xFE20, 0xFE2F, 0},
    {0xFE30, 0xFE6B, 2},
    {0xFEFF, 0xFEFF, 0},
    {0xFF01, 0xFF60, 2},
    {0xFFE0, 0xFFE6, 2},
    {0xFFF9, 0xFFFB, 0},
    {0x16FE0, 0x18CFF, 2},
    {0x1AFF0, 0x1B2FF, 2},
    {0x1F004, 0x1F004, 2},
    {0x1F0CF, 0x1F0CF, 2},
    {0x1F18E, 0x1F18E, 2},
    {0x1F191, 0x1F19A, 2},
    {0x1F200, 0x1F320, 2},
    {0x1F32D, 0x1F335, 2},
    {0x1F337, 0x1F37C, 2},
    {0x1F37E, 0x1F393, 2},
    {0x1F3A0, 0x1F3CA, 2},
    {0x1F3CF, 0x1F3D3, 2},
    {0x1F3E0, 0x1F3F0, 2},
    {0x1F3F4, 0x1F3F4, 2},
    {0x1F3F8, 0x1F43E, 2},
    {0x1F440, 0x1F440, 2},
    {0x1F442, 0x1F4FC, 2},
    {0x1F4FF, 0x1F53D, 2},
    {0x1F54B, 0x1F54E, 2},
    {0x1F550, 0x1F567, 2},
    {0x1F57A, 0x1F57A, 2},
    {0x1F595, 0x1F596, 2},
    {0x1F5A4, 0x1F5A4, 2},
    {0x1F5FB, 0x1F64F, 2},
    {0x1F680, 0x1F6C5, 2},
    {0x1F6CC, 0x1F6CC, 2},
    {0x1F6D0, 0x1F6D2, 2},
    {0x1F6D5, 0x1F6DF, 2},
    {0x1F6EB, 0x1F6EC, 2},
    {0x1F6F4, 0x1F6FC, 2},
    {0x1F7E0, 0x1F7F0, 2},
    {0x1F90C, 0x1F93A, 2},
    {0x1F93C, 0x1F945, 2},
    {0x1F947, 0x1F9FF, 2},
    {0x1FA70, 0x1FAFF, 2},
    {0x20000, 0x3FFFD, 2},
    {0xE0001, 0xE01EF, 0},
};

/* How many of the first bytes of `src` fit with a NUL without cutting a character. */
static size_t
fitting(size_t room, struct span src)
{
	size_t len = src.len;

	if (len < room)
		return len;
	len = room > 0 ? room - 1 : 0;
	for (size_t back = 0; back < 4 && back <= len; back++)
		if (((unsigned char)src.data[len - back] & 0xC0) != 0x80)
			return len - back;
	return len; /* not UTF-8: there is nothing to keep whole */
}

bool
text_cut(char *dst, size_t room, struct span src)
{
	size_t len = fitting(room, src);

	if (room == 0)
		return src.len == 0;
	if (len > 0)
		memmove(dst, src.data, len);
	dst[len] = '\0';
	return len == src.len;
}

int
text_copy_span(char *dst, size_t room, struct span src)
{
	if (src.len >= room) {
		if (room > 0)
			dst[0] = '\0';
		return ERR_TOO_BIG;
	}
	(void)text_cut(dst, room, src);
	return 0;
}

int
text_copy(char *dst, size_t room, const char *src)
{
	return text_copy_span(dst, room, span_of(src));
}

/* White space, control characters and marks that turn the writing direction: none may reach a screen or
 * mail as they are; a turned direction can make one text look like another. */
static bool
is_blank_point(uint32_t point)
{
	if (point > 0x20 && point < 0x7F)
		return false; /* nearly all of any prose */
	return point <= 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
	    (point >= 0x2028 && point <= 0x202F) || point == 0x205F ||
	    (point >= 0x2066 && point <= 0x2069) || point == 0x3000 || point == 0xFEFF;
}

bool
text_clean(char *dst, size_t room, struct span src)
{
	size_t used = 0, at = 0;
	bool blank = false;

	if (room == 0)
		return src.len == 0;
	while (at < src.len) {
		struct span piece = {src.data + at, src.len - at};
		uint32_t point = (unsigned char)src.data[at];
		size_t len = point < 0x80 ? 1 : text_utf8_next(piece, &point);

		if (len > 0 && is_blank_point(point)) {
			blank = used > 0;
			at += len;
			continue;
		}
		piece = len > 0 ? (struct span){piece.data, len} : SPAN(REPLACEMENT);
		if (used + (blank ? 1 : 0) + piece.len >= room)
			break;
		if (blank)
			dst[used++] = ' ';
		blank = false;
		if (piece.len == 1)
			dst[used] = piece.data[0];
		else
			memcpy(dst + used, piece.data, piece.len);
		used += piece.len;
		at += len > 0 ? len : 1;
	}
	dst[used] = '\0';
	return at == src.len;
}

int
text_parse_i64(struct span in, int64_t min, int64_t max, int64_t *out)
{
	bool negative = in.len > 0 && in.data[0] == '-';
	int64_t value = 0;
	bool over = false;

	if (in.len == (negative ? 1u : 0u))
		return ERR_MALFORMED;
	for (size_t i = negative ? 1 : 0; i < in.len; i++) {
		int64_t digit = in.data[i] - '0';

		if (!text_is_digit(in.data[i]))
			return ERR_MALFORMED;
		/* Counted downwards, so that INT64_MIN has a place. */
		over = over || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, digit, &value);
	}
	if (!negative && !over)
		over = __builtin_sub_overflow((int64_t)0, value, &value);
	if (over || value < min || value > max)
		return ERR_RANGE;
	*out = value;
	return 0;
}

bool
text_digits(struct span in, size_t count, int32_t *out)
{
	int32_t value = 0;

	if (in.len < count || count == 0 || count > 9)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!text_is_digit(in.data[i]))
			return false;
		value = value * 10 + (in.data[i] - '0');
	}
	*out = value;
	return true;
}

bool
text_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
text_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
text_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

bool
text_is_alnum(char c)
{
	return text_is_alpha(c) || text_is_digit(c);
}

bool
text_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

char
text_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

char
text_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
text_equal_nocase(const char *a, const char *b)
{
	while (*a != '\0' && text_lower(*a) == text_lower(*b)) {
		a++;
		b++;
	}
	return text_lower(*a) == text_lower(*b);
}

bool
text_starts(struct span in, const char *prefix)
{
	size_t len = strlen(prefix);

	return in.len >= len && (len == 0 || memcmp(in.data, prefix, len) == 0);
}

struct span
text_trim(struct span in)
{
	while (in.len > 0 && text_is_space(in.data[0])) {
		in.data++;
		in.len--;
	}
	while (in.len > 0 && text_is_space(in.data[in.len - 1]))
		in.len--;
	return in;
}

bool
text_split(struct span *rest, char separator, struct span *piece)
{
	const char *end;

	if (rest->len == 0)
		return false;
	end = memchr(rest->data, separator, rest->len);
	*piece = (struct span){rest->data, end != NULL ? (size_t)(end - rest->data) : rest->len};
	rest->data += piece->len + (end != NULL ? 1 : 0);
	rest->len -= piece->len + (end != NULL ? 1 : 0);
	return true;
}

bool
text_pair(struct span *rest, struct span *name, struct span *value, int *rc)
{
	struct span entry;

	*rc = 0;
	do {
		if (!text_split(rest, ',', &entry))
			return false;
		entry = text_trim(entry);
	} while (entry.len == 0);
	if (!text_split(&entry, '=', name))
		*rc = ERR_MALFORMED;
	*name = text_trim(*name);
	*value = text_trim(entry);
	if (name->len == 0 || value->len == 0)
		*rc = ERR_MALFORMED;
	return *rc == 0;
}

size_t
text_utf8_next(struct span in, uint32_t *point)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000}; /* below it: overlong */
	unsigned char lead;
	uint32_t value;
	size_t len;

	if (in.len == 0)
		return 0;
	lead = (unsigned char)in.data[0];
	if (lead < 0x80) {
		*point = lead;
		return 1;
	}
	len = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	if (lead < 0xC2 || lead > 0xF4 || in.len < len)
		return 0;
	value = lead & (0x7Fu >> len);
	for (size_t i = 1; i < len; i++) {
		unsigned char c = (unsigned char)in.data[i];

		if ((c & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (c & 0x3Fu);
	}
	if (value < least[len] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*point = value;
	return len;
}

bool
text_is_ascii(struct span in)
{
	for (size_t i = 0; i < in.len; i++)
		if ((unsigned char)in.data[i] >= 0x80)
			return false;
	return true;
}

bool
text_utf8_valid(struct span in)
{
	while (in.len > 0) {
		uint32_t point;
		size_t len = text_utf8_next(in, &point);

		if (len == 0)
			return false;
		in.data += len;
		in.len -= len;
	}
	return true;
}

static size_t
columns_of(uint32_t point)
{
	size_t low = 0;
	size_t high = COUNT(widths);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (point > widths[middle].last)
			low = middle + 1;
		else if (point < widths[middle].first)
			high = middle;
		else
			return widths[middle].columns;
	}
	return 1;
}

size_t
text_columns(const char *str)
{
	struct span in = span_of(str);
	size_t columns = 0;

	while (in.len > 0) {
		uint32_t point = 0;
		size_t len = text_utf8_next(in, &point);

		columns += len > 0 ? columns_of(point) : 1;
		len = len > 0 ? len : 1;
		in.data += len;
		in.len -= len;
	}
	return columns;
}

int
text_add_percent(struct buf *b, struct span in)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < in.len; i++) {
		char c = in.data[i];
		unsigned char byte = (unsigned char)c;
		char escaped[3] = {'%', hex[byte >> 4], hex[byte & 15]};
		bool plain = text_is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
		int rc = plain ? buf_add_char(b, c) : buf_add(b, escaped, sizeof(escaped));

		if (rc < 0)
			return rc;
	}
	return buf_error(b);
}

static int
hex_value(char c)
{
	c = text_lower(c);
	if (text_is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte at the start of `in`, decoded, or -1; *used gets how many bytes it took. */
static int
decoded(struct span in, bool form, size_t *used)
{
	int high;
	int low;

	*used = 1;
	if (form && in.data[0] == '+')
		return ' ';
	if (in.data[0] != '%')
		return in.data[0] != '\0' ? (unsigned char)in.data[0] : -1;
	if (in.len < 3)
		return -1;
	*used = 3;
	high = hex_value(in.data[1]);
	low = hex_value(in.data[2]);
	return high < 0 || low < 0 || high + low == 0 ? -1 : high * 16 + low;
}

int
text_percent_decode(struct buf *out, struct span in, bool form)
{
	size_t used;

	for (size_t i = 0; i < in.len; i += used)
		if (decoded((struct span){in.data + i, in.len - i}, form, &used) < 0)
			return ERR_MALFORMED;
	for (size_t i = 0; i < in.len; i += used) {
		int byte = decoded((struct span){in.data + i, in.len - i}, form, &used);
		int rc = buf_add_char(out, (char)byte);

		if (rc < 0)
			return rc;
	}
	return buf_error(out);
}

int
text_number_normalise(char *dst, size_t room, struct span in)
{
	size_t kept = 0;

	for (size_t i = 0; i < in.len; i++) {
		char c = in.data[i];

		if (text_is_alnum(c))
			kept++;
		else if (!text_is_space(c) && c != '-' && c != '.')
			return ERR_MALFORMED;
	}
	if (kept == 0)
		return ERR_MALFORMED;
	if (kept >= room)
		return ERR_TOO_BIG;
	for (size_t i = 0; i < in.len; i++)
		if (text_is_alnum(in.data[i]))
			*dst++ = text_upper(in.data[i]);
	*dst = '\0';
	return 0;
}
