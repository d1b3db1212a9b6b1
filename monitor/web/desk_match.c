#include "monitor/web/desk_match.h"

#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/mustache.h"

enum { TEXT_BYTES = 1024, WHOLE_LEAST = 5 };

/* Letters of other alphabets are bytes above ASCII. */
static bool
in_word(char c)
{
	return text_is_alnum(c) || (unsigned char)c >= 0x80;
}

static size_t
characters(struct span in)
{
	size_t count = 0;

	for (size_t i = 0; i < in.len; i++)
		count += ((unsigned char)in.data[i] & 0xC0) != 0x80;
	return count;
}

/* Letters and digits alone, in lower case. */
static void
squeeze(const char *text, char out[DESK_MATCH_ROOM])
{
	size_t len = 0;

	for (; *text != '\0' && len + 1 < DESK_MATCH_ROOM; text++)
		if (text_is_alnum(*text))
			out[len++] = text_lower(*text);
	out[len] = '\0';
}

void
desk_match_init(struct desk_match *m, const char *query)
{
	struct buf folded = BUF_INIT(TEXT_BYTES);
	struct span rest, word;

	*m = (struct desk_match){.count = 0};
	if (locale_add_folded(&folded, span_of(query)) == 0) {
		rest = buf_span(&folded);
		while (m->count < DESK_MATCH_WORDS && text_split(&rest, ' ', &word))
			if (word.len > 0 &&
			    text_copy_span(m->words[m->count], DESK_MATCH_ROOM, word) == 0)
				m->count++;
	}
	squeeze(query, m->whole);
	if (strlen(m->whole) < WHOLE_LEAST)
		m->whole[0] = '\0';
	buf_clear(&folded);
}

/* How many bytes of a word's beginning match; all of it where folding changes its length. */
static size_t
matched(const struct desk_match *m, struct span word)
{
	struct buf folded = BUF_INIT(TEXT_BYTES);
	size_t most = 0, len = 0;

	if (locale_add_folded(&folded, word) == 0)
		for (size_t i = 0; i < m->count; i++)
			if (strlen(m->words[i]) > most &&
			    text_starts(buf_span(&folded), m->words[i]))
				most = strlen(m->words[i]);
	if (most > 0 && (characters(word) != folded.len))
		len = word.len;
	else
		while (most > 0 && len < word.len) {
			len++;
			while (len < word.len && ((unsigned char)word.data[len] & 0xC0) == 0x80)
				len++;
			most--;
		}
	buf_clear(&folded);
	return len;
}

static void
add(struct buf *out, struct span in, bool marked)
{
	char text[TEXT_BYTES];

	if (in.len == 0)
		return;
	(void)text_cut(text, sizeof(text), in);
	(void)buf_add_str(out, marked ? "<mark>" : "");
	(void)mustache_add_html(out, text);
	(void)buf_add_str(out, marked ? "</mark>" : "");
}

bool
desk_match_add(const struct desk_match *m, const char *text, struct buf *out)
{
	char whole[DESK_MATCH_ROOM];
	bool any = false;

	/* Words are told apart by what stands between them; a phone or a number is one, however it is grouped. */
	squeeze(text, whole);
	if (m->whole[0] != '\0' && strstr(whole, m->whole) != NULL && m->count > 0) {
		bool digits = true;

		for (const char *c = m->whole; *c != '\0'; c++)
			digits = digits && text_is_digit(*c);
		if (digits || strcmp(whole, m->whole) == 0) {
			add(out, span_of(text), true);
			return true;
		}
	}
	while (*text != '\0') {
		size_t len = 0, marked;

		while (text[len] != '\0' && !in_word(text[len]))
			len++;
		add(out, (struct span){text, len}, false);
		text += len;
		for (len = 0; text[len] != '\0' && in_word(text[len]); len++)
			;
		marked = matched(m, (struct span){text, len});
		any = any || marked > 0;
		add(out, (struct span){text, marked}, true);
		add(out, (struct span){text + marked, len - marked}, false);
		text += len;
	}
	return any;
}
