#include "monitor/web/desk_letter.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/tone_letter.h"
#include "monitor/notice/words.h"

enum {
	PIECES = 2 * LETTER_FINDINGS + 1,
	PLACE_BYTES = 160,
	TEXT_COLUMNS = 72,
	QUOTED = 3, /* paragraphs, the greeting included */
};

static void
take(enum tone_rule rule, struct span place, void *arg)
{
	struct letter_findings *f = arg;

	if (rule == TONE_INNOCENT || f->count == LETTER_FINDINGS)
		return;
	f->rules[f->count] = rule;
	f->places[f->count++] = place;
}

int
letter_judge(
    const char *text, const char *locale, const struct tone_days *days, struct letter_findings *out)
{
	const struct tone_letter letter = {
	    .kind = NOTICE_NONE, .text = span_of(text), .days = days};
	char language[3] = "";
	struct tone_matcher *m;
	struct why why;
	int rc;

	out->count = 0;
	if (text[0] == '\0')
		return 0;
	(void)text_cut(language, sizeof(language), span_of(locale));
	rc = tone_matcher_new(&m, language, &why);
	if (rc != 0)
		return rc;
	rc = tone_letter_check(m, &letter, take, out);
	tone_matcher_free(m);
	return rc;
}

/* ---- how else it could be said ---- */

/* "" where a sentence like that had better not be there. */
static const char *
proposal_of(const struct pages *pages, const char *locale, enum tone_rule rule)
{
	char key[48];

	(void)snprintf(key, sizeof(key), "proposal.%s", tone_rule_name(rule));
	return pages_word(pages, "track", pages_locale(pages, "track", locale), key);
}

/* The sentence that a finding stands in: some are of a word alone. */
static struct span
sentence_of(const char *text, struct span place)
{
	const char *from, *until;

	place = text_trim(place);
	from = place.data;
	until = place.data + place.len;
	while (from > text && !text_one_of(from[-1], ".!?\n"))
		from--;
	while (text_is_space(*from) && from < place.data)
		from++;
	while (*until != '\0' && !text_one_of(until[-1], ".!?\n") && *until != '\n')
		until++;
	return (struct span){from, (size_t)(until - from)};
}

int
letter_mend(const struct pages *pages, const char *locale, const char *text,
    const struct letter_findings *findings, char *dst, size_t room)
{
	struct buf b = BUF_INIT(LIMIT_MAIL_BYTES);
	const char *rest = text;
	int rc = 0;

	while (rc == 0 && *rest != '\0') {
		const char *next = rest + strlen(rest), *after = next, *proposal = "";

		for (size_t i = 0; i < findings->count; i++) {
			struct span sentence = sentence_of(text, findings->places[i]);

			if (sentence.data < rest || sentence.data >= next)
				continue;
			next = sentence.data;
			after = next + sentence.len;
			proposal = proposal_of(pages, locale, findings->rules[i]);
		}
		rc = buf_add(&b, rest, (size_t)(next - rest));
		if (proposal[0] == '\0' || strstr(buf_str(&b), proposal) != NULL)
			after += strspn(after, " ");
		else if (rc == 0)
			rc = buf_add_str(&b, proposal);
		rest = after;
	}
	if (rc == 0)
		(void)text_cut(dst, room, text_trim(buf_span(&b)));
	buf_clear(&b);
	return rc;
}

/* ---- on the page ---- */

/* How much of `in` says `what`, runs of white space being one; 0: it does not begin so. */
static size_t
says(struct span in, struct span what)
{
	size_t i = 0, j = 0;

	while (j < what.len) {
		bool space = text_is_space(what.data[j]);

		if (i == in.len || text_is_space(in.data[i]) != space ||
		    (!space && in.data[i] != what.data[j]))
			return 0;
		i++;
		j++;
		while (space && i < in.len && text_is_space(in.data[i]))
			i++;
		while (space && j < what.len && text_is_space(what.data[j]))
			j++;
	}
	return i;
}

/* The first finding in `in`: where, and how long; false: none. */
static bool
find(struct span in, const struct letter_findings *f, size_t *at, size_t *len)
{
	for (size_t i = 0; i < in.len; i++)
		for (size_t j = 0; f != NULL && j < f->count; j++) {
			*len = says((struct span){in.data + i, in.len - i}, f->places[j]);
			*at = i;
			if (*len > 0)
				return true;
		}
	return false;
}

/* Columns of the line that ends at `end`, and of the first word of the one that begins there. */
static size_t
columns_around(struct span text, size_t end)
{
	char line[TEXT_COLUMNS * 4], word[TEXT_COLUMNS * 4];
	size_t from = end, until = end + 1, begin;

	while (from > 0 && text.data[from - 1] != '\n')
		from--;
	while (until < text.len && text.data[until] == ' ')
		until++;
	begin = until;
	while (until < text.len && !text_is_space(text.data[until]))
		until++;
	if (until == begin)
		return 0; /* a paragraph ends here */
	(void)text_cut(line, sizeof(line), (struct span){text.data + from, end - from});
	(void)text_cut(word, sizeof(word), (struct span){text.data + begin, until - begin});
	return text_columns(line) + 1 + text_columns(word);
}

/* Lines that were broken only because they were full are one again: a page breaks them where it is full. */
static int
unwrap(struct span text, struct buf *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < text.len; i++) {
		bool full = text.data[i] == '\n' && columns_around(text, i) > TEXT_COLUMNS;

		rc = buf_add_char(out, full ? ' ' : text.data[i]);
		while (full && i + 1 < text.len && text.data[i + 1] == ' ')
			i++;
	}
	return rc;
}

static const char *
piece(struct desk_view *v, struct span text)
{
	struct buf b = BUF_INIT(LIMIT_MAIL_BYTES);
	const char *said = "";

	if (buf_add(&b, text.data, text.len) == 0)
		said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

static void
add_piece(struct desk_view *v, struct desk_list *list, struct span text, const char *bad)
{
	if (text.len == 0)
		return;
	desk_row(v, list);
	desk_cell(v, list, "text", piece(v, text));
	desk_cell(v, list, "bad", bad);
}

void
letter_set(struct desk_view *v, const char *text, const struct letter_findings *findings)
{
	struct desk_list *list = desk_list(v, PIECES);
	struct buf flat = BUF_INIT(LIMIT_MAIL_BYTES);
	struct span rest;
	size_t at, len;

	if (unwrap(text_trim(span_of(text)), &flat) != 0)
		v->error = ERR_NOMEM;
	rest = buf_span(&flat);
	while (list->count + 3 <= PIECES && find(rest, findings, &at, &len)) {
		add_piece(v, list, (struct span){rest.data, at}, "");
		add_piece(v, list, (struct span){rest.data + at, len}, "1");
		rest = (struct span){rest.data + at + len, rest.len - at - len};
	}
	add_piece(v, list, rest, "");
	buf_clear(&flat);
	desk_set_list(v, "letter", list);
}

void
letter_set_findings(struct desk_view *v, const struct letter_findings *findings, const char *locale)
{
	struct desk_list *list = desk_list(v, LETTER_FINDINGS);

	for (size_t i = 0; i < findings->count; i++) {
		char place[PLACE_BYTES], key[48];

		(void)text_clean(place, sizeof(place), findings->places[i]);
		desk_row(v, list);
		desk_cell(v, list, "place", desk_text(v, place));
		(void)snprintf(key, sizeof(key), "tone.%s", tone_rule_name(findings->rules[i]));
		desk_cell(v, list, "what", desk_say(v, key, ""));
		(void)snprintf(key, sizeof(key), "better.%s", tone_rule_name(findings->rules[i]));
		desk_cell(v, list, "better", desk_say(v, key, ""));
		desk_cell(v, list, "proposal",
		    proposal_of(v->call->api->pages, locale, findings->rules[i]));
	}
	desk_set_list(v, "findings", list);
}

/* ---- in a few words ---- */

const char *
letter_quote(struct desk_view *v, struct span text)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_ROOM * 4);
	struct span line;
	const char *said;
	int paragraph = 0;
	bool blank = true;

	while (paragraph <= QUOTED && text_split(&text, '\n', &line)) {
		line = text_trim(line);
		paragraph += line.len > 0 && blank;
		blank = line.len == 0;
		if (blank || paragraph == 1 || paragraph > QUOTED)
			continue;
		if (b.len > 0)
			(void)buf_add_char(&b, ' ');
		(void)buf_add(&b, line.data, line.len);
	}
	said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}
