#include "monitor/notice/tone_fold.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

enum {
	NAME_WORDS = 6,  /* what stands in quotes and is longer is speech */
	SPELLED_RUN = 3, /* as many single letters in a row are a word spelled out */
	FORM_ROOM = 64,
};

struct folder {
	struct span in;
	size_t at, start;
	bool joins, quoted;
	const UNormalizer2 *forms;
	USpoofChecker *spoof;
	struct buf words, tidy, marks;
	tone_sentence_fn *each;
	void *arg;
};

/* ---- words ---- */

static bool
letter(char c)
{
	return text_is_alpha(c);
}

/* "h3rmes", "c0rreos", "UP$": letters around a digit that looks like one, or before a sign that does. */
static char
unmasked(struct span word, size_t i)
{
	static const char digits[] = "013457$|", letters[] = "oieastsi";
	const char *found = memchr(digits, word.data[i], sizeof(digits) - 1);

	if (found == NULL || i == 0 || !letter(word.data[0]) ||
	    (word.data[i] != '$' && (i + 1 == word.len || !letter(word.data[word.len - 1]))))
		return word.data[i];
	return letters[found - digits];
}

static bool
capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static char
mark_of(struct span word)
{
	return word.len > 1 && capital(word.data[0]) && !capital(word.data[1]) ? 'T' : '.';
}

/* Rejoin what was spelled out. */
static void
tidy_words(struct folder *f)
{
	struct span rest = buf_span(&f->words), word;
	size_t run = 0, run_start = 0;

	buf_reset(&f->tidy);
	buf_reset(&f->marks);
	while (text_split(&rest, ' ', &word)) {
		struct span ahead = rest, next;
		size_t singles = 0;

		if (word.len == 0)
			continue;
		if (run == 0 && word.len == 1 && letter(word.data[0])) {
			for (singles = 1; text_split(&ahead, ' ', &next);) {
				if (next.len == 0)
					continue;
				if (next.len != 1 || !letter(next.data[0]))
					break;
				singles++;
			}
			run = singles >= SPELLED_RUN ? singles : 0;
			run_start = run;
		}
		if (run == 0 || run == run_start) {
			if (f->tidy.len > 0)
				(void)buf_add_char(&f->tidy, ' ');
			(void)buf_add_char(&f->marks, run > 0 ? 'S' : mark_of(word));
		}
		for (size_t i = 0; i < word.len; i++)
			(void)buf_add_char(&f->tidy, text_lower(unmasked(word, i)));
		if (run > 0)
			run--;
	}
}

static int
end_sentence(struct folder *f)
{
	struct tone_sentence s = {.start = f->start, .end = f->at};
	int rc = 0;

	tidy_words(f);
	if (f->tidy.len > 0) {
		s.words = buf_str(&f->tidy);
		s.marks = buf_str(&f->marks);
		rc = f->each(&s, f->arg);
	}
	buf_reset(&f->words);
	f->start = f->at;
	return rc;
}

/* ---- characters ---- */

static void
add_word(struct folder *f, const char *word)
{
	(void)buf_addf(&f->words, " %s ", word);
}

/* The letter of another script as the Latin one that looks like it. */
static void
add_plain(struct folder *f, UChar32 c)
{
	UChar one[2], form[FORM_ROOM];
	int32_t len = 0, form_len;
	UErrorCode status = U_ZERO_ERROR;

	if (c < 0x80) {
		(void)buf_add_char(&f->words, text_is_alnum((char)c) ? (char)c : ' ');
		return;
	}
	if (!u_isalnum(c)) {
		(void)buf_add_char(&f->words, ' ');
		return;
	}
	U16_APPEND_UNSAFE(one, len, c);
	form_len = uspoof_getSkeleton(f->spoof, 0, one, len, form, FORM_ROOM, &status);
	if (u_isupper(c) && form_len == 1 && form[0] == 'l')
		form[0] = 'I'; /* the skeleton of every capital I */
	for (int32_t i = 0; U_SUCCESS(status) && i < form_len && i < FORM_ROOM; i++)
		if (form[i] < 0x80 && text_is_alnum((char)form[i]))
			(void)buf_add_char(&f->words, (char)form[i]);
}

static void
add_character(struct folder *f, UChar32 c)
{
	UChar one[2], form[FORM_ROOM];
	UChar32 points[FORM_ROOM];
	int32_t len = 0, form_len, count = 0;
	UErrorCode status = U_ZERO_ERROR;

	if (c == 0xDF || c == 0x1E9E || c == 0x153 || c == 0x152) { /* ß and œ */
		(void)buf_add_str(&f->words, c == 0xDF || c == 0x1E9E ? "ss" : "oe");
		return;
	}
	U16_APPEND_UNSAFE(one, len, c);
	form_len = unorm2_normalize(f->forms, one, len, form, FORM_ROOM, &status);
	(void)u_strToUTF32(points, FORM_ROOM, &count, form, form_len, &status);
	for (int32_t i = 0; U_SUCCESS(status) && i < count; i++) {
		int8_t kind = u_charType(points[i]);

		if (kind != U_NON_SPACING_MARK && kind != U_ENCLOSING_MARK && kind != U_FORMAT_CHAR)
			add_plain(f, points[i]);
	}
}

/* "&aacute;" is an a: marks are dropped anyway. `body` is what stands between & and ;. */
static UChar32
entity(struct span body)
{
	static const struct {
		const char *name;
		UChar32 is;
	} named[] = {{"nbsp", ' '}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'},
	    {"apos", '\''}, {"lsquo", '\''}, {"rsquo", '\''}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
	    {"laquo", 0xAB}, {"raquo", 0xBB}, {"shy", 0xAD}, {"zwnj", 0x200C}, {"zwj", 0x200D},
	    {"ndash", ','}, {"mdash", ','}, {"hellip", 0x2026}, {"szlig", 0xDF}, {"oelig", 0x153},
	    {"middot", ' '}, {"period", '.'}, {"comma", ','}, {"colon", ':'}};
	static const char *const marks[] = {
	    "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron"};
	UChar32 value = 0;
	bool hex;

	if (body.len > 1 && body.data[0] == '#') {
		hex = text_lower(body.data[1]) == 'x';
		for (size_t i = hex ? 2 : 1; i < body.len; i++) {
			char c = text_lower(body.data[i]);
			int digit = text_is_digit(c)      ? c - '0'
			    : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
							  : -1;

			if (digit < 0 || value > 0x10FFFF)
				return 0;
			value = value * (hex ? 16 : 10) + digit;
		}
		return value > 0x10FFFF ? 0 : value;
	}
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (span_equal_str(body, named[i].name))
			return named[i].is;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (body.len > 1 &&
		    span_equal_str((struct span){body.data + 1, body.len - 1}, marks[i]))
			return body.data[0];
	return 0;
}

/* ---- markup ---- */

static struct span
rest_of(const struct folder *f)
{
	return (struct span){f->in.data + f->at, f->in.len - f->at};
}

/* Behind the next `close`, or the end. */
static void
skip_past(struct folder *f, const char *close)
{
	struct span rest = rest_of(f);
	const char *found = memmem(rest.data, rest.len, close, strlen(close));

	f->at = found == NULL ? f->in.len : (size_t)(found - f->in.data) + strlen(close);
}

/* {{carrier_name}}, and what other programs call it. */
static bool
is_carrier(struct span name)
{
	static const char *const parts[] = {"carrier", "courier", "transport", "mensajer",
	    "missatger", "corriere", "vettore", "spedi", "versand", "paketdienst", "kurier",
	    "livreur", "estafeta", "ag\xC3\xA8ncia", "agencia"};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (memmem(name.data, name.len, parts[i], strlen(parts[i])) != NULL)
			return true;
	return false;
}

/* A variable is a neutral noun, but the carrier's name is the carrier's; sections are no words. */
static void
read_tag(struct folder *f)
{
	size_t begin = f->at + 2;
	struct span name;

	skip_past(f, "}}");
	name = (struct span){f->in.data + begin, f->at - begin};
	while (name.len > 0 &&
	    (name.data[name.len - 1] == '}' || text_is_space(name.data[name.len - 1])))
		name.len--;
	name = text_trim(name);
	while (name.len > 0 && (name.data[0] == '{' || name.data[0] == '&' || name.data[0] == ' '))
		name = (struct span){name.data + 1, name.len - 1};
	if (name.len > 0 && text_one_of(name.data[0], "#/^!>"))
		(void)buf_add_char(&f->words, ' ');
	else
		add_word(f, is_carrier(name) ? "@c" : "@v");
}

static int
read_element(struct folder *f)
{
	static const char *const blocks[] = {"br", "p", "div", "li", "td", "tr", "h1", "h2", "h3"};
	struct span name = {f->in.data + f->at + 1, f->in.len - f->at - 1};
	bool comment = text_starts(name, "!--");
	size_t len = 0;

	if (name.len > 0 && name.data[0] == '/')
		name = (struct span){name.data + 1, name.len - 1};
	while (len < name.len && text_is_alnum(name.data[len]))
		len++;
	name.len = len;
	skip_past(f, comment ? "-->" : ">");
	for (size_t i = 0; !comment && i < sizeof(blocks) / sizeof(blocks[0]); i++)
		if (span_equal_str(name, blocks[i])) {
			if (i == 0)
				break;
			return end_sentence(f);
		}
	if (span_equal_str(name, "br"))
		(void)buf_add_char(&f->words, ' ');
	return 0;
}

static bool
quote(UChar32 c)
{
	return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB;
}

/*
 * Behind a quote. A name in quotes begins with a capital or a digit, and is short. Else its words count, and words say where speech
 * begins and ends.
 */
static void
read_quoted(struct folder *f)
{
	struct span rest = rest_of(f), scan = rest;
	uint32_t c = 0;
	size_t len = text_utf8_next(scan, &c), words = 1;

	if (f->quoted || len == 0 || !(u_isupper((UChar32)c) || u_isdigit((UChar32)c)))
		goto speech;
	for (; (len = text_utf8_next(scan, &c)) > 0 && c != '\n';
	     scan.data += len, scan.len -= len) {
		if (quote((UChar32)c)) {
			f->at += (size_t)(scan.data - rest.data) + len;
			add_word(f, "@q");
			return;
		}
		words += c == ' ';
		if (words > NAME_WORDS)
			break;
	}
speech:
	add_word(f, f->quoted ? "@)" : "@(");
	f->quoted = !f->quoted;
}

/* A line's end parts sentences where a block ends: at an empty line, and before a heading, an item, a quotation. */
static int
read_line_end(struct folder *f)
{
	struct span rest = rest_of(f);

	while (
	    rest.len > 0 && (rest.data[0] == ' ' || rest.data[0] == '\t' || rest.data[0] == '\r'))
		rest = (struct span){rest.data + 1, rest.len - 1};
	(void)buf_add_char(&f->words, ' ');
	return rest.len == 0 || text_one_of(rest.data[0], "\n#>-") || text_starts(rest, "* ")
	    ? end_sentence(f)
	    : 0;
}

static bool
ends_here(const struct folder *f)
{
	struct span rest = rest_of(f);

	return rest.len == 0 || text_one_of(rest.data[0], " \n\t\r\"'*_)<{]") ||
	    (unsigned char)rest.data[0] >= 0x80 || rest.data[0] == '.';
}

/* The character read last stands between letters. */
static bool
within_word(const struct folder *f)
{
	struct span rest = rest_of(f), before = buf_span(&f->words);

	return rest.len > 0 && letter(rest.data[0]) && before.len > 0 &&
	    letter(before.data[before.len - 1]);
}

static bool
behind_letter(const struct folder *f)
{
	return f->words.len > 0 && letter(buf_span(&f->words).data[f->words.len - 1]);
}

/* "c@rrier" is a word, "hello@shop.example" is none. */
static bool
within_address(const struct folder *f)
{
	struct span rest = rest_of(f), word;

	return !text_split(&rest, ' ', &word) || memchr(word.data, '.', word.len) != NULL;
}

/* "D.H.L.": the full stop behind a letter alone. */
static bool
behind_initial(const struct folder *f)
{
	struct span words = buf_span(&f->words);

	return words.len > 0 && capital(words.data[words.len - 1]) &&
	    (words.len == 1 || words.data[words.len - 2] == ' ');
}

/* "DHL's" behind its apostrophe: the name is a word, but "it's" is one with its verb. */
static bool
possessive(const struct folder *f)
{
	static const char *const joined[] = {"it", "that", "there", "what", "he", "she", "who",
	    "let", "here", "where", "how", "everything", "all", "nothing"};
	struct span rest = rest_of(f), words = buf_span(&f->words);
	size_t at = words.len;
	char word[16];

	if (rest.len == 0 || text_lower(rest.data[0]) != 's' ||
	    (rest.len > 1 && letter(rest.data[1])))
		return false;
	while (at > 0 && words.data[at - 1] != ' ')
		at--;
	if (text_copy_span(word, sizeof(word), (struct span){words.data + at, words.len - at}) != 0)
		return true;
	for (size_t i = 0; i < sizeof(joined) / sizeof(joined[0]); i++)
		if (text_equal_nocase(word, joined[i]))
			return false;
	return true;
}

/* One character, read already. */
static int
read_character(struct folder *f, UChar32 c)
{
	switch (c) {
	case '\n': return read_line_end(f);
	case '.':
	case 0x2026:
		if (ends_here(f) && !behind_initial(f))
			return end_sentence(f);
		(void)buf_add_char(&f->words, ' ');
		return 0;
	case '?': add_word(f, "?"); return end_sentence(f);
	case '!':
	case 0xA1:
		if (within_word(f)) { /* "escr!bas" */
			(void)buf_add_char(&f->words, 'i');
			return 0;
		}
		return end_sentence(f);
	case ';': return end_sentence(f);
	case '@':
		(void)buf_add_char(&f->words, within_word(f) && !within_address(f) ? 'a' : ' ');
		return 0;
	case '$': (void)buf_add_char(&f->words, behind_letter(f) ? '$' : ' '); return 0;
	case '|': (void)buf_add_char(&f->words, within_word(f) ? '|' : ' '); return 0;
	case ',':
	case ':':
	case '(':
	case ')':
	case 0x2013:
	case 0x2014: add_word(f, ","); return 0;
	case '*':
	case '_':
	case '`':
	case '#':
	case '\\':
	case '[':
	case ']':
	case 0xAD: return 0;
	case '\'':
	case 0x2019:
	case 0x2018:
	case 0x2BC:
	case 0xB4:
		if (!f->joins || possessive(f))
			(void)buf_add_char(&f->words, ' ');
		return 0;
	default: break;
	}
	if (quote(c)) {
		read_quoted(f);
		return 0;
	}
	add_character(f, c);
	return 0;
}

static int
read_next(struct folder *f)
{
	struct span rest = rest_of(f);
	uint32_t c = 0;
	size_t len;

	if (text_starts(rest, "{{")) {
		read_tag(f);
		return 0;
	}
	if (rest.data[0] == '<' && rest.len > 1 &&
	    (letter(rest.data[1]) || rest.data[1] == '/' || rest.data[1] == '!'))
		return read_element(f);
	if (text_starts(rest, "](")) {
		skip_past(f, ")");
		return 0;
	}
	if (rest.data[0] == '&') {
		const char *end = memchr(rest.data, ';', rest.len < 12 ? rest.len : 12);
		UChar32 is = end == NULL
		    ? 0
		    : entity((struct span){rest.data + 1, (size_t)(end - rest.data) - 1});

		if (is != 0) {
			f->at = (size_t)(end - f->in.data) + 1;
			return read_character(f, is);
		}
	}
	len = text_utf8_next(rest, &c);
	f->at += len == 0 ? 1 : len;
	return len == 0 ? 0 : read_character(f, (UChar32)c);
}

int
tone_fold(struct span text, bool joins, tone_sentence_fn *each, void *arg)
{
	UErrorCode status = U_ZERO_ERROR;
	struct folder f = {.in = text, .joins = joins, .each = each, .arg = arg};
	int rc = 0;

	buf_init(&f.words, LIMIT_MAIL_BYTES * 2);
	buf_init(&f.tidy, LIMIT_MAIL_BYTES * 2);
	buf_init(&f.marks, LIMIT_MAIL_BYTES);
	f.forms = unorm2_getNFKDInstance(&status);
	f.spoof = uspoof_open(&status);
	if (U_FAILURE(status))
		rc = ERR_NOMEM;
	while (rc == 0 && f.at < f.in.len) {
		rc = read_next(&f);
		if (rc == 0)
			rc = buf_error(&f.words);
	}
	if (rc == 0)
		rc = end_sentence(&f);
	uspoof_close(f.spoof);
	buf_clear(&f.words);
	buf_clear(&f.tidy);
	buf_clear(&f.marks);
	return rc;
}
