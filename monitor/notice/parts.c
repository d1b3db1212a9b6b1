#include "monitor/notice/parts.h"

#include <string.h>

#include <cmark.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/notice/layout.h"
#include "monitor/notice/words.h"

enum {
	TEXT_COLUMNS = 72,
	KEPT = '\x1F', /* in a line: a blank that does not break it */
};

struct writer {
	struct buf *html, *text;
	struct buf line; /* the words of the block in hand, for the text part; '\n' breaks it */
	const struct facts *facts;
	int rules;               /* seen so far */
	bool quote, item, typed; /* within */
	bool aside, button;      /* open */
};

/* The words of `line` into the text part, wrapped; every line but the first behind `indent`. */
static void
flush_line(struct writer *w, const char *first, const char *indent)
{
	struct span rest = buf_span(&w->line), piece, word;
	char token[LIMIT_TEXT_ROOM * 2];

	for (bool begun = false; text_split(&rest, '\n', &piece); begun = true) {
		size_t column = text_columns(indent), words = 0;

		(void)buf_add_str(w->text, begun ? indent : first);
		while (text_split(&piece, ' ', &word)) {
			size_t columns;

			if (word.len == 0)
				continue;
			columns = text_cut(token, sizeof(token), word) ? text_columns(token)
								       : TEXT_COLUMNS;
			if (words > 0 && column + 1 + columns > TEXT_COLUMNS) {
				(void)buf_add_char(w->text, '\n');
				(void)buf_add_str(w->text, indent);
				column = text_columns(indent);
			} else if (words > 0) {
				(void)buf_add_char(w->text, ' ');
				column++;
			}
			for (size_t i = 0; i < word.len; i++)
				(void)buf_add_char(
				    w->text, word.data[i] == KEPT ? ' ' : word.data[i]);
			column += columns;
			words++;
		}
		(void)buf_add_char(w->text, '\n');
	}
	(void)buf_add_char(w->text, '\n');
	buf_reset(&w->line);
}

static void
write_strip(struct writer *w)
{
	const struct facts *f = w->facts;

	if (f->strip_count == 0)
		return;
	layout_strip(w->html, f->strip, f->strip_count);
	for (size_t i = 0; i < f->strip_count; i++)
		if (f->strip[i].note[0] != '\0')
			(void)buf_addf(w->text, "  %s %s  %s\n", f->strip[i].weekday,
			    f->strip[i].day, f->strip[i].note);
	(void)buf_add_char(w->text, '\n');
}

static enum layout_block
paragraph_block(const struct writer *w)
{
	if (w->item)
		return LAYOUT_CHOICE_PARAGRAPH;
	if (w->quote)
		return LAYOUT_CALLOUT_PARAGRAPH;
	return w->rules == 0 ? LAYOUT_PARAGRAPH
	    : w->rules == 1  ? LAYOUT_PERSON_PARAGRAPH
			     : LAYOUT_SMALL_PARAGRAPH;
}

static void
end_aside(struct writer *w)
{
	if (w->aside)
		layout_aside(w->html, false);
	w->aside = false;
}

static int
write_link(struct writer *w, cmark_node *node, bool enter)
{
	const char *url = cmark_node_get_url(node);
	cmark_node *parent = cmark_node_parent(node);
	const char *colon = words_of(w->facts->locale)->colon;

	if (!enter) {
		layout_link_end(w->html);
		if (text_starts(span_of(url), "https:"))
			(void)buf_addf(&w->line, "%s%s", colon != NULL ? colon : ": ", url);
		return 0;
	}
	if (!text_starts(span_of(url), "mailto:") && !text_starts(span_of(url), "tel:") &&
	    !text_starts(span_of(url), "https:"))
		return ERR_MALFORMED;
	if (w->rules == 1 && text_starts(span_of(url), "tel:") &&
	    cmark_node_first_child(parent) == node && cmark_node_next(node) == NULL)
		layout_button(w->html, url, w->facts->accent);
	else
		layout_link(w->html, url);
	return 0;
}

static void
write_text(struct writer *w, const char *text)
{
	layout_text(w->html, span_of(text));
	for (; *text != '\0'; text++)
		(void)buf_add_char(&w->line, *text == ' ' && w->typed ? KEPT : *text);
}

static void
write_break(struct writer *w, bool hard)
{
	if (hard && w->item && !w->aside) {
		layout_aside(w->html, true);
		w->aside = true;
	} else {
		(void)buf_add_str(w->html, hard ? "<br>" : "\n");
	}
	(void)buf_add_char(&w->line, hard ? '\n' : ' ');
}

static void
write_heading(struct writer *w, cmark_node *node, bool enter)
{
	bool first = cmark_node_get_heading_level(node) == 1;
	enum layout_block block = first ? LAYOUT_HEADLINE : LAYOUT_HEADING;

	if (enter) {
		layout_open(w->html, block);
		return;
	}
	layout_close(w->html, block);
	flush_line(w, "", "");
	if (!first) /* the paragraph stands right below */
		w->text->data[--w->text->len] = '\0';
}

static void
write_paragraph(struct writer *w, bool enter)
{
	if (enter) {
		layout_open(w->html, paragraph_block(w));
		return;
	}
	end_aside(w);
	layout_close(w->html, paragraph_block(w));
	flush_line(w, w->item ? "* " : "", w->item ? "  " : "");
}

static int
write_node(struct writer *w, cmark_node *node, bool enter)
{
	switch ((int)cmark_node_get_type(node)) {
	case CMARK_NODE_DOCUMENT: return 0;
	case CMARK_NODE_LIST:
		(enter ? layout_open : layout_close)(w->html, LAYOUT_CHOICES);
		return 0;
	case CMARK_NODE_PARAGRAPH: write_paragraph(w, enter); return 0;
	case CMARK_NODE_HEADING: write_heading(w, node, enter); return 0;
	case CMARK_NODE_BLOCK_QUOTE:
		w->quote = enter;
		(enter ? layout_open : layout_close)(w->html, LAYOUT_CALLOUT);
		return 0;
	case CMARK_NODE_ITEM:
		w->item = enter;
		(enter ? layout_open : layout_close)(w->html, LAYOUT_CHOICE);
		return 0;
	case CMARK_NODE_THEMATIC_BREAK:
		layout_open(w->html, LAYOUT_RULE);
		layout_close(w->html, LAYOUT_RULE);
		w->rules++;
		(void)buf_add_str(w->text, "----\n\n");
		return 0;
	case CMARK_NODE_HTML_BLOCK:
		if (!span_equal_str(
			text_trim(span_of(cmark_node_get_literal(node))), "<!-- strip -->"))
			return ERR_MALFORMED;
		write_strip(w);
		return 0;
	case CMARK_NODE_TEXT: write_text(w, cmark_node_get_literal(node)); return 0;
	case CMARK_NODE_SOFTBREAK: write_break(w, false); return 0;
	case CMARK_NODE_LINEBREAK: write_break(w, true); return 0;
	case CMARK_NODE_STRONG: layout_strong(w->html, enter); return 0;
	case CMARK_NODE_EMPH:
		layout_typed(w->html, enter);
		w->typed = enter;
		return 0;
	case CMARK_NODE_LINK: return write_link(w, node, enter);
	default: return ERR_MALFORMED;
	}
}

int
parts_write(
    const struct buf *markdown, const struct facts *facts, struct buf *html, struct buf *text)
{
	struct writer w = {.html = html, .text = text, .facts = facts};
	cmark_node *document =
	    cmark_parse_document(buf_str(markdown), markdown->len, CMARK_OPT_DEFAULT);
	cmark_iter *iter = document == NULL ? NULL : cmark_iter_new(document);
	cmark_event_type event;
	int rc = iter == NULL ? ERR_NOMEM : 0;

	buf_init(&w.line, LIMIT_MAIL_BYTES);
	while (rc == 0 && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		rc = write_node(&w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	if (iter != NULL)
		cmark_iter_free(iter);
	if (document != NULL)
		cmark_node_free(document);
	if (rc == 0)
		rc = buf_error(&w.line);
	buf_clear(&w.line);
	return rc;
}
