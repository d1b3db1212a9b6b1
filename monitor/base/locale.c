#include "monitor/base/locale.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/uidna.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/when.h"

enum {
	CACHE_SLOTS = 24, /* locales and forms in use at once: a miss costs 0.4 ms */
	KEY_ROOM = 64,
	NAME_UCHARS = 64,
	WORDS_UCHARS = 160,
};

/* What a thread keeps open: opening is ten to two hundred times as dear as using, and no object may be used by two
 * threads at once. */
enum kind { KIND_NONE, KIND_DAY, KIND_WINDOW, KIND_NUMBER };

struct slot {
	enum kind kind;
	char key[KEY_ROOM]; /* locale and pattern */
	void *object;
};

static _Thread_local struct {
	struct slot slots[CACHE_SLOTS];
	size_t next; /* to be given up */
} cache;

static void
slot_clear(struct slot *slot)
{
	switch (slot->kind) {
	case KIND_NONE: break;
	case KIND_DAY: udat_close(slot->object); break;
	case KIND_WINDOW: udtitvfmt_close(slot->object); break;
	case KIND_NUMBER: unum_close(slot->object); break;
	}
	*slot = (struct slot){.kind = KIND_NONE};
}

void
locale_thread_clear(void)
{
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		slot_clear(&cache.slots[i]);
}

static void *
cache_find(enum kind kind, const char *key)
{
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		if (cache.slots[i].kind == kind && strcmp(cache.slots[i].key, key) == 0)
			return cache.slots[i].object;
	return NULL;
}

static void
cache_keep(enum kind kind, const char *key, void *object)
{
	struct slot *slot = &cache.slots[cache.next];

	cache.next = (cache.next + 1) % CACHE_SLOTS;
	slot_clear(slot);
	slot->kind = kind;
	(void)text_cut(slot->key, sizeof(slot->key), span_of(key)); /* keys are made to fit */
	slot->object = object;
}

static int
error_of(UErrorCode status)
{
	if (U_SUCCESS(status))
		return 0;
	return status == U_BUFFER_OVERFLOW_ERROR ? ERR_TOO_BIG : ERR_NOMEM;
}

/* The ICU name of a BCP 47 locale, in the Gregorian calendar. Bare English is British: people of the shops
 * that write "en" expect the day before the month; bare Portuguese is Portugal's, as our words are. ERR_RANGE when nothing is known
 * of its language. */
static int
locale_name(const char *locale, char *name, size_t room)
{
	char id[ULOC_FULLNAME_CAPACITY];
	char base[ULOC_FULLNAME_CAPACITY];
	char language[ULOC_LANG_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	int32_t used = 0;
	bool known = false;
	int len;

	if (text_equal_nocase(locale, "en"))
		locale = "en-GB";
	else if (text_equal_nocase(locale, "pt"))
		locale = "pt-PT";
	(void)uloc_forLanguageTag(locale, id, sizeof(id), &used, &status);
	if (U_FAILURE(status) || used == 0 || (size_t)used != strlen(locale))
		return ERR_RANGE;
	(void)uloc_getBaseName(id, base, sizeof(base), &status);
	(void)uloc_getLanguage(id, language, sizeof(language), &status);
	/* ICU answers any language, with American forms for those it does not have. */
	for (int32_t i = 0; i < uloc_countAvailable() && !known && U_SUCCESS(status); i++)
		known = strcmp(uloc_getAvailable(i), language) == 0;
	len = snprintf(name, room, "%s@calendar=gregorian", base);
	return known && len > 0 && (size_t)len < room ? 0 : ERR_RANGE;
}

static int
day_open(const char *name, const char *skeleton, void **out)
{
	UChar wanted[NAME_UCHARS];
	UChar pattern[NAME_UCHARS];
	UChar utc[] = u"Etc/UTC";
	UErrorCode status = U_ZERO_ERROR;
	UDateTimePatternGenerator *generator = udatpg_open(name, &status);
	int32_t len;

	u_charsToUChars(skeleton, wanted, (int32_t)strlen(skeleton) + 1);
	len = udatpg_getBestPattern(generator, wanted, -1, pattern, NAME_UCHARS, &status);
	udatpg_close(generator);
	*out = udat_open(UDAT_PATTERN, UDAT_PATTERN, name, utc, -1, pattern, len, &status);
	return error_of(status);
}

static int
window_open(const char *name, const char *skeleton, void **out)
{
	UChar wanted[NAME_UCHARS];
	UChar utc[] = u"Etc/UTC";
	UErrorCode status = U_ZERO_ERROR;

	u_charsToUChars(skeleton, wanted, (int32_t)strlen(skeleton) + 1);
	*out = udtitvfmt_open(name, wanted, -1, utc, -1, &status);
	return error_of(status);
}

static int
number_open(const char *name, const char *decimals, void **out)
{
	UErrorCode status = U_ZERO_ERROR;
	bool money = text_is_alpha(decimals[0]);
	UNumberFormat *format =
	    unum_open(money ? UNUM_CURRENCY : UNUM_DECIMAL, NULL, 0, name, NULL, &status);
	UChar currency[KEY_ROOM];

	if (U_FAILURE(status))
		return error_of(status);
	*out = format;
	if (money) {
		u_charsToUChars(decimals, currency, (int32_t)strlen(decimals) + 1);
		unum_setTextAttribute(format, UNUM_CURRENCY_CODE, currency, -1, &status);
		return error_of(status);
	}
	unum_setAttribute(format, UNUM_MIN_FRACTION_DIGITS, decimals[0] - '0');
	unum_setAttribute(format, UNUM_MAX_FRACTION_DIGITS, decimals[0] - '0');
	unum_setAttribute(format, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
	return 0;
}

/* The formatter of this kind, locale and detail (a skeleton, a number of decimals, a currency), opened once a thread. */
static int
formatter(enum kind kind, const char *locale, const char *detail, void **out)
{
	char name[ULOC_FULLNAME_CAPACITY];
	char key[KEY_ROOM];
	int len = snprintf(key, sizeof(key), "%s|%s", locale, detail);
	int rc;

	if (len < 0 || (size_t)len >= sizeof(key))
		return ERR_RANGE;
	*out = cache_find(kind, key);
	if (*out != NULL)
		return 0;
	rc = locale_name(locale, name, sizeof(name));
	if (rc < 0)
		return rc;
	rc = kind == KIND_DAY     ? day_open(name, detail, out)
	    : kind == KIND_WINDOW ? window_open(name, detail, out)
				  : number_open(name, detail, out);
	if (rc < 0)
		return rc;
	cache_keep(kind, key, *out);
	return 0;
}

/* The character at *at, moved past it. */
static uint32_t
next_point(const UChar *units, int32_t len, int32_t *at)
{
	uint32_t unit = units[(*at)++];

	if (!U16_IS_SURROGATE(unit))
		return unit;
	if (!U16_IS_LEAD(unit) || *at >= len || !U16_IS_TRAIL(units[*at]))
		return 0xFFFD;
	return 0x10000 + ((unit & 0x3FFu) << 10) + (units[(*at)++] & 0x3FFu);
}

static int
add_point(struct buf *b, uint32_t point)
{
	uint8_t bytes[U8_MAX_LENGTH];
	int32_t used = 0;

	U8_APPEND_UNSAFE(bytes, used, point);
	return buf_add(b, bytes, (size_t)used);
}

/* Append as UTF-8, thin blanks as plain ones (mail and terminals set them badly), plain ones as `blank`. */
static int
add_words(struct buf *b, const UChar *words, int32_t len, uint32_t blank)
{
	for (int32_t at = 0; at < len;) {
		uint32_t point = next_point(words, len, &at);
		bool is_blank = point == ' ' || point == 0x2009 || point == 0x202F;
		int rc = add_point(b, is_blank ? blank : point);

		if (rc < 0)
			return rc;
	}
	return buf_error(b);
}

struct style_row {
	const char *skeleton;
	uint32_t blank; /* between the words: no line breaks between a weekday and its number */
	bool clock;
};

static const struct style_row styles[] = {
    [LOCALE_STYLE_DAY] = {"EEEEdMMMM", ' ', false},
    [LOCALE_STYLE_DATE] = {"dMMMM", 0xA0, false},
    [LOCALE_STYLE_SHORT] = {"Ed", 0xA0, false},
    [LOCALE_STYLE_WEEKDAY] = {"EEEEd", 0xA0, false},
    [LOCALE_STYLE_TIME] = {NULL, ' ', true},
    [LOCALE_STYLE_DAY_TIME] = {"EEEEdMMMM", ' ', true},
};

int
locale_add_words(
    struct buf *b, const char *locale, enum locale_style style, int32_t day, int32_t second)
{
	const struct style_row *row = &styles[style];
	bool clock = row->clock && second >= 0;

	if (row->skeleton != NULL) {
		UChar words[WORDS_UCHARS];
		UErrorCode status = U_ZERO_ERROR;
		void *format;
		int32_t len;
		int rc = formatter(KIND_DAY, locale, row->skeleton, &format);

		if (rc < 0)
			return rc;
		len = udat_format(
		    format, (UDate)((int64_t)day * DAY_MS), words, WORDS_UCHARS, NULL, &status);
		rc = error_of(status);
		if (rc == 0)
			rc = add_words(b, words, len, row->blank);
		if (rc == 0 && clock)
			rc = buf_add_str(b, ", ");
		if (rc < 0)
			return rc;
	}
	if (!clock)
		return row->skeleton != NULL ? buf_error(b) : ERR_RANGE;
	return buf_addf(b, "%d:%02d", second / 3600, second / 60 % 60);
}

int
locale_add_window(struct buf *b, const char *locale, int32_t from_day, int32_t until_day)
{
	UChar words[WORDS_UCHARS];
	UErrorCode status = U_ZERO_ERROR;
	void *format;
	int32_t len;
	int rc;

	if (from_day > until_day)
		return ERR_RANGE;
	if (from_day == until_day)
		return locale_add_words(b, locale, LOCALE_STYLE_DAY, from_day, -1);
	rc = formatter(KIND_WINDOW, locale, styles[LOCALE_STYLE_DAY].skeleton, &format);
	if (rc < 0)
		return rc;
	len = udtitvfmt_format(format, (UDate)((int64_t)from_day * DAY_MS),
	    (UDate)((int64_t)until_day * DAY_MS), words, WORDS_UCHARS, NULL, &status);
	rc = error_of(status);
	return rc < 0 ? rc : add_words(b, words, len, ' ');
}

static int
add_number(struct buf *b, const char *locale, double value, const char *detail)
{
	UChar words[WORDS_UCHARS];
	UErrorCode status = U_ZERO_ERROR;
	void *format;
	int32_t len;
	int rc;

	if (!isfinite(value))
		return ERR_RANGE;
	rc = formatter(KIND_NUMBER, locale, detail, &format);
	if (rc < 0)
		return rc;
	len = unum_formatDouble(format, value, words, WORDS_UCHARS, NULL, &status);
	rc = error_of(status);
	/* Groups are parted by a no-break blank where a locale uses one: keep a number in one piece. */
	return rc < 0 ? rc : add_words(b, words, len, 0xA0);
}

int
locale_add_number(struct buf *b, const char *locale, double value, int decimals)
{
	const char detail[] = {(char)('0' + decimals), '\0'};

	return decimals < 0 || decimals > 3 ? ERR_RANGE : add_number(b, locale, value, detail);
}

int
locale_add_money(struct buf *b, const char *locale, int64_t cents, const char *currency)
{
	return strlen(currency) != 3 ? ERR_RANGE
				     : add_number(b, locale, (double)cents / 100, currency);
}

/* `*text` (owned) in a normal form. */
static int
normalise(const UNormalizer2 *form, UChar **text, int32_t *len)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t need = unorm2_normalize(form, *text, *len, NULL, 0, &status);
	UChar *made;

	if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR)
		return error_of(status);
	made = calloc((size_t)need + 1, sizeof(*made));
	if (made == NULL)
		return ERR_NOMEM;
	status = U_ZERO_ERROR;
	(void)unorm2_normalize(form, *text, *len, made, need + 1, &status);
	if (U_FAILURE(status)) {
		free(made);
		return error_of(status);
	}
	free(*text);
	*text = made;
	*len = need;
	return 0;
}

static int
add_pieces(struct buf *b, const UChar *text, int32_t len)
{
	bool apart = false; /* something else stood between the last letter and here */
	bool first = true;

	for (int32_t at = 0; at < len;) {
		uint32_t point = next_point(text, len, &at);
		uint32_t category = U_MASK(u_charType((UChar32)point));
		int rc;

		if ((category & U_GC_M_MASK) != 0)
			continue;
		if ((category & (U_GC_L_MASK | U_GC_ND_MASK)) == 0) {
			apart = true;
			continue;
		}
		rc = apart && !first ? buf_add_char(b, ' ') : 0;
		apart = false;
		first = false;
		if (rc == 0)
			rc = add_point(b, point);
		if (rc < 0)
			return rc;
	}
	return buf_error(b);
}

/* As UTF-16 with room for `room` units; *text is the caller's, also on failure. */
static int
from_utf8(struct span in, size_t room, UChar **text, int32_t *len)
{
	UErrorCode status = U_ZERO_ERROR;

	*text = calloc(room, sizeof(**text));
	if (*text == NULL)
		return ERR_NOMEM;
	u_strFromUTF8WithSub(*text, (int32_t)room, len, in.len > 0 ? in.data : "", (int32_t)in.len,
	    0xFFFD, NULL, &status);
	return error_of(status);
}

/* `text` has room for twice `len` units: no letter's title case is longer. */
static int
to_title(UChar *text, int32_t *len, const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t room = 2 * *len + 1;
	UChar *title = calloc((size_t)room, sizeof(*title));

	if (title == NULL)
		return ERR_NOMEM;
	*len = u_strToTitle(title, room, text, *len, NULL, locale, &status);
	if (U_SUCCESS(status))
		u_memcpy(text, title, *len);
	free(title);
	return error_of(status);
}

int
locale_add_title(struct buf *b, const char *locale, struct span in)
{
	UErrorCode status = U_ZERO_ERROR;
	char out[LIMIT_TEXT_ROOM];
	UChar *text;
	int32_t len = 0, bytes = 0;
	int rc;

	if (in.len == 0)
		return 0;
	if (in.len >= sizeof(out))
		return ERR_TOO_BIG;
	rc = from_utf8(in, 2 * in.len + 1, &text, &len);
	for (int32_t i = 0; rc == 0 && i < len; i++)
		if (u_islower(text[i])) {
			free(text);
			return buf_add(b, in.data, in.len);
		}
	if (rc == 0)
		rc = to_title(text, &len, locale);
	if (rc == 0) {
		u_strToUTF8(out, sizeof(out), &bytes, text, len, &status);
		rc = error_of(status);
	}
	free(text);
	return rc != 0 ? rc : buf_add(b, out, (size_t)bytes);
}

int
locale_add_folded(struct buf *b, struct span in)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar *text;
	int32_t len = 0;
	int rc;

	if (in.len > LIMIT_REPLY_BYTES)
		return ERR_TOO_BIG;
	/* UTF-16 never has more units than UTF-8 bytes. */
	rc = from_utf8(in, in.len + 1, &text, &len);
	/* Case folding turns a sharp s into two, and compatibility forms into plain ones; then marks come off. */
	if (rc == 0)
		rc = normalise(unorm2_getNFKCCasefoldInstance(&status), &text, &len);
	if (rc == 0)
		rc = normalise(unorm2_getNFKDInstance(&status), &text, &len);
	if (rc == 0)
		rc = add_pieces(b, text, len);
	free(text);
	return rc;
}

int
locale_compose(char *dst, size_t room, struct span in, bool folded)
{
	UChar text[LIMIT_EMAIL_ROOM], plain[3 * LIMIT_EMAIL_ROOM], composed[3 * LIMIT_EMAIL_ROOM];
	const int32_t most =
	    sizeof(plain) / sizeof(plain[0]); /* folding makes three of one at most */
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = 0;

	if (in.len >= LIMIT_EMAIL_ROOM)
		return ERR_TOO_BIG;
	u_strFromUTF8(text, LIMIT_EMAIL_ROOM, &len, in.data, (int32_t)in.len, &status);
	if (status == U_INVALID_CHAR_FOUND)
		return ERR_MALFORMED;
	if (folded)
		len = u_strFoldCase(plain, most, text, len, U_FOLD_CASE_DEFAULT, &status);
	len = unorm2_normalize(
	    unorm2_getNFCInstance(&status), folded ? plain : text, len, composed, most, &status);
	u_strToUTF8(dst, (int32_t)room, &len, composed, len, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR || (U_SUCCESS(status) && (size_t)len >= room))
		return ERR_TOO_BIG;
	return error_of(status);
}

bool
locale_is_graphic(uint32_t point)
{
	return u_isgraph((UChar32)point) && u_charType((UChar32)point) != U_PRIVATE_USE_CHAR;
}

int
locale_domain(char *dst, size_t room, struct span in)
{
	const uint32_t options = UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
	    UIDNA_NONTRANSITIONAL_TO_ASCII;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	UIDNA *idna;
	int32_t len;

	if (in.len >= LIMIT_EMAIL_ROOM)
		return ERR_TOO_BIG;
	if (text_is_ascii(in)) /* an address that was good before stays as it was written */
		return text_copy_span(dst, room, in);
	idna = uidna_openUTS46(options, &status);
	len = uidna_nameToASCII_UTF8(
	    idna, in.data, (int32_t)in.len, dst, (int32_t)room, &info, &status);
	uidna_close(idna);
	if (status == U_MEMORY_ALLOCATION_ERROR)
		return ERR_NOMEM;
	if (status == U_BUFFER_OVERFLOW_ERROR || (U_SUCCESS(status) && (size_t)len >= room))
		return ERR_TOO_BIG;
	return U_FAILURE(status) || info.errors != 0 ? ERR_MALFORMED : 0;
}
