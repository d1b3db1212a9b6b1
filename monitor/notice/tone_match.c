#include "monitor/notice/tone_match.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/notice/tone_fold.h"

enum {
	PATTERN_BYTES = 64 << 10,
	CLASS_DEPTH = 4,
	STEPS =
	    2000, /* ICU's unit, about a millisecond each: a sentence that takes longer is refused */
};

static const struct tone_language *const languages[] = {
    &tone_es, &tone_en, &tone_pt, &tone_fr, &tone_de, &tone_it, &tone_ca};

/* Names under which parcels travel. */
static const char brands[] =
    "@c|dhl|ups|fedex|tnt|gls|dpd|seur|mrw|nacex|ctt|tipsa|zeleris|envialia|tourline|correos( express)?|correus|"
    "celeritas|paack|inpost|mondial relay|hermes|evri|yodel|royal mail|parcelforce|usps|u s postal service|postnl|bpost|"
    "an post|canada post|australia post|purolator|aramex|ontrac|lasership|postnord|posti|chronopost|colissimo|"
    "la poste|colis prive|geodis|relais colis|poste italiane|brt|bartolini|sda|nexive|deutsche post|schenker|"
    "dachser|packeta|swiss post|sf express|cainiao|yanwen|china post|amazon logistics|estafeta|chilexpress|"
    "servientrega|andreani|correios|jadlog|vasp|delivengo|db schenker|trans o flex|osterreichische post|city sprint|"
    "citysprint|tuffnells|dx delivery|whistl|glovo|stuart|uber|cttexpress|ecoscooting|logista|redyser|sending";

struct compiled {
	enum tone_rule rule;
	URegularExpression *plain,
	    *loose; /* loose: blanks may be missing; made when first needed */
};

struct tone_matcher {
	const struct tone_language *language;
	struct compiled *items;
	size_t count;
	UChar *text;
	size_t text_room;
};

static const char *
class_text(const struct tone_language *l, char name)
{
	if (name == 'B')
		return brands;
	for (size_t i = 0; l->classes[i].text[0] != '\0'; i++)
		if (l->classes[i].name == name)
			return l->classes[i].text;
	return NULL;
}

/* From our notation to ICU's. */
static int
expand(struct buf *b, const struct tone_language *l, const char *text, bool loose, int depth)
{
	const char *blank = loose ? " ?" : " ";

	if (depth > CLASS_DEPTH)
		return ERR_BUG;
	for (; *text != '\0'; text++) {
		const char *class = NULL;

		if (text[0] == '{' && text[1] != '\0' && text[2] == '}')
			class = class_text(l, text[1]);
		if (class != NULL) {
			(void)buf_add_str(b, "(?:");
			if (expand(b, l, class, loose, depth + 1) < 0)
				return ERR_BUG;
			(void)buf_add_str(b, ")");
			text += 2;
		} else if (text[0] == '{' && !text_is_digit(text[1])) {
			return ERR_BUG;
		} else if (text[0] == '~' && text[1] == '~') {
			(void)buf_addf(b, "%s(?:.*%s)?", blank, blank);
			text++;
		} else if (text[0] == '~') {
			(void)buf_addf(b, "(?:%s[^ ,?]+){0,6}?%s", blank, blank);
		} else if (text[0] == '*' && text[-1] != ')') {
			(void)buf_add_str(b, "[a-z0-9]*");
		} else if (text[0] == ' ') {
			(void)buf_add_str(b, blank);
		} else {
			(void)buf_add_char(b, text[0]);
		}
	}
	return buf_error(b);
}

static int
compile(const struct tone_language *l, const char *text, bool loose, URegularExpression **out)
{
	struct buf b = BUF_INIT(PATTERN_BYTES);
	UParseError at;
	UErrorCode status = U_ZERO_ERROR;
	URegularExpression *made = NULL;
	int rc;

	(void)buf_add_str(&b, "(?<![a-z0-9@])(?:");
	rc = expand(&b, l, text, loose, 0);
	(void)buf_add_str(&b, ")(?![a-z0-9])");
	if (rc == 0)
		rc = buf_error(&b);
	if (rc == 0)
		made = uregex_openC(buf_str(&b), 0, &at, &status);
	if (rc == 0 && U_FAILURE(status))
		rc = status == U_MEMORY_ALLOCATION_ERROR ? ERR_NOMEM : ERR_BUG;
	if (rc == 0)
		uregex_setTimeLimit(made, STEPS, &status);
	if (rc == 0)
		*out = made;
	else
		uregex_close(made);
	buf_clear(&b);
	return rc;
}

int
tone_matcher_new(struct tone_matcher **out, const char *language, struct why *why)
{
	struct tone_matcher *m = calloc(1, sizeof(*m));
	size_t count = 0;
	int rc = 0;

	if (m == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
		if (strncmp(language, languages[i]->language, 2) == 0)
			m->language = languages[i];
	if (m->language == NULL) {
		rc = why_set(why, ERR_NOT_FOUND, SIZE_MAX, "", "no rules for \"%s\"", language);
		goto out;
	}
	while (m->language->patterns[count].text[0] != '\0')
		count++;
	m->items = calloc(count + 1, sizeof(*m->items));
	if (m->items == NULL)
		rc = ERR_NOMEM;
	for (; rc == 0 && m->count < count; m->count++) {
		const struct tone_pattern *p = &m->language->patterns[m->count];

		m->items[m->count].rule = p->rule;
		rc = compile(m->language, p->text, false, &m->items[m->count].plain);
		if (rc == ERR_BUG)
			why_set(
			    why, rc, SIZE_MAX, m->language->language, "bad pattern: %s", p->text);
	}
out:
	if (rc == 0)
		*out = m;
	else
		tone_matcher_free(m);
	return rc;
}

void
tone_matcher_free(struct tone_matcher *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->count; i++) {
		uregex_close(m->items[i].plain);
		uregex_close(m->items[i].loose);
	}
	free(m->items);
	free(m->text);
	free(m);
}

struct matching {
	struct tone_matcher *m;
	struct span text;
	tone_found_fn *found;
	void *arg;
};

/* The words as ICU wants them. */
static int
take_words(struct tone_matcher *m, const char *words, int32_t *len)
{
	size_t count = strlen(words);

	if (count + 1 > m->text_room) {
		UChar *more = realloc(m->text, (count + 1) * sizeof(*more));

		if (more == NULL)
			return ERR_NOMEM;
		m->text = more;
		m->text_room = count + 1;
	}
	u_charsToUChars(words, m->text, (int32_t)count + 1);
	*len = (int32_t)count;
	return 0;
}

/* Where the innocent stands, a value stands. */
static void
blank_out(URegularExpression *e, UChar *text, int32_t len)
{
	UErrorCode status = U_ZERO_ERROR;

	while (uregex_findNext(e, &status) && U_SUCCESS(status)) {
		int32_t from = uregex_start(e, 0, &status), until = uregex_end(e, 0, &status);

		for (int32_t i = from; U_SUCCESS(status) && i < until && i < len; i++)
			text[i] = '@';
	}
}

static int
match_sentence(const struct tone_sentence *s, void *arg)
{
	struct matching *w = arg;
	struct tone_matcher *m = w->m;
	bool broken[TONE_RULES] = {false};
	int32_t len;
	int rc = take_words(m, s->words, &len);

	for (size_t i = 0; rc == 0 && i < m->count; i++) {
		struct compiled *c = &m->items[i];
		UErrorCode status = U_ZERO_ERROR;
		URegularExpression *e = c->plain;

		if (c->rule != TONE_INNOCENT && broken[c->rule])
			continue;
		if (s->spelled) {
			if (c->loose == NULL)
				rc = compile(
				    m->language, m->language->patterns[i].text, true, &c->loose);
			if (rc != 0)
				break;
			e = c->loose;
		}
		uregex_setText(e, m->text, len, &status);
		if (c->rule == TONE_INNOCENT)
			blank_out(e, m->text, len);
		else if (uregex_find(e, 0, &status) && U_SUCCESS(status))
			broken[c->rule] = true;
		if (U_FAILURE(status))
			rc = ERR_TOO_BIG;
	}
	for (int r = TONE_INNOCENT + 1; rc == 0 && r < TONE_RULES; r++)
		if (broken[r])
			w->found((enum tone_rule)r,
			    text_trim((struct span){w->text.data + s->start, s->end - s->start}),
			    w->arg);
	return rc;
}

int
tone_match(struct tone_matcher *m, struct span text, tone_found_fn *found, void *arg)
{
	struct matching w = {m, text, found, arg};

	return tone_fold(text, m->language->joins, match_sentence, &w);
}
