#include "monitor/notice/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmark.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/notice/layout.h"
#include "monitor/notice/tone.h"
#include "monitor/notice/words.h"

enum { TEXT_COLUMNS = 72 };

/* ---- files ---- */

/* One file: its front matter and its body, and what is compiled of them but for partials. */
struct template
{
	char language[LIMIT_LOCALE_ROOM];
	char name[32];
	enum notice_kind kind; /* NOTICE_NONE: a partial */
	struct mustache_source subject_source, preheader_source, body_source;
	struct mustache *subject, *preheader, *body;
};

struct templates {
	struct template *items;
	size_t count;
};

static int
fault(struct why *why, int code, const char *file, int32_t line, const char *text)
{
	why_set(why, code, SIZE_MAX, "", "%s", text);
	mustache_place(why, file, line);
	return code;
}

/* "es/delay.md" */
static int
read_path(struct template *t, const struct template_file *file, struct why *why)
{
	struct span rest = span_of(file->path), language;
	bool split = text_split(&rest, '/', &language);

	if (!split || rest.len <= 3 || memcmp(rest.data + rest.len - 3, ".md", 3) != 0 ||
	    text_copy_span(t->language, sizeof(t->language), language) != 0 ||
	    text_copy_span(t->name, sizeof(t->name), (struct span){rest.data, rest.len - 3}) != 0)
		return fault(why, ERR_MALFORMED, file->path, 1, "expected language/kind.md");
	if (!words_known(t->language))
		return fault(why, ERR_NOT_FOUND, file->path, 1, "no words for this language");
	if (t->name[0] == '_')
		return 0;
	if (notice_kind_from_name(t->name, &t->kind) != 0)
		return fault(why, ERR_NOT_FOUND, file->path, 1, "no kind of notice has this name");
	return 0;
}

/* "---", lines of "name: value", "---", and then the body; a partial is all body. */
static int
read_front(struct template *t, const struct template_file *file, struct why *why)
{
	struct span rest = span_of(file->text), line;
	int32_t number = 1;

	if (t->kind != NOTICE_NONE && text_starts(rest, "---\n")) {
		(void)text_split(&rest, '\n', &line);
		for (number = 2;; number++) {
			struct mustache_source *source;
			struct span name, value;

			if (!text_split(&rest, '\n', &value))
				return fault(why, ERR_MALFORMED, file->path, number,
				    "the front matter has no end");
			if (span_equal_str(value, "---"))
				break;
			if (!text_split(&value, ':', &name))
				continue;
			source = span_equal_str(name, "subject") ? &t->subject_source
			    : span_equal_str(name, "preheader")  ? &t->preheader_source
								 : NULL;
			if (source == NULL)
				return fault(why, ERR_NOT_FOUND, file->path, number,
				    "expected subject or preheader");
			*source = (struct mustache_source){file->path, text_trim(value), number};
		}
		number++;
	}
	t->body_source = (struct mustache_source){file->path, rest, number};
	if (t->kind != NOTICE_NONE &&
	    (t->subject_source.text.len == 0 || t->preheader_source.text.len == 0))
		return fault(
		    why, ERR_MALFORMED, file->path, 1, "a notice needs subject and preheader");
	return 0;
}

static const struct template *
find(const struct templates *set, const char *language, const char *name)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->items[i].language, language) == 0 &&
		    strcmp(set->items[i].name, name) == 0)
			return &set->items[i];
	return NULL;
}

/* ---- compiling ---- */

struct naming {
	const struct templates *set;
	const char *language;
	enum audience audience;
};

static bool
name_known(const char *name, void *arg)
{
	const struct naming *n = arg;

	return facts_known(name, n->audience);
}

static const struct mustache_source *
partial(const char *name, void *arg)
{
	const struct naming *n = arg;
	const struct template *t;
	char file[40];

	snprintf(file, sizeof(file), "_%.30s", name);
	t = find(n->set, n->language, file);
	return t == NULL ? NULL : &t->body_source;
}

static int
compile(const struct templates *set, struct template *t, struct why *why)
{
	struct naming naming = {set, t->language, notice_kind_audience(t->kind)};
	struct mustache_names names = {name_known, partial, &naming};
	int rc;

	rc = mustache_compile(&t->subject, &t->subject_source, &names, why);
	if (rc == 0)
		rc = mustache_compile(&t->preheader, &t->preheader_source, &names, why);
	if (rc == 0)
		rc = mustache_compile(&t->body, &t->body_source, &names, why);
	return rc;
}

/* The rules of the language in hand: files come language by language, and a matcher is dear to make. */
struct judge {
	struct tone_matcher *matcher;
	const char *language;
};

static int
check_tone(struct judge *judge, const struct template *t, struct why *why)
{
	const struct mustache_source *sources[] = {
	    &t->subject_source, &t->preheader_source, &t->body_source};
	int rc = 0;

	if (t->kind != NOTICE_NONE && notice_kind_audience(t->kind) != AUDIENCE_CUSTOMER)
		return 0;
	if (judge->language == NULL || strcmp(judge->language, t->language) != 0) {
		tone_matcher_free(judge->matcher);
		*judge = (struct judge){NULL, t->language};
		rc = tone_matcher_new(&judge->matcher, t->language, why);
	}
	for (size_t i = 0; i < 3 && rc == 0; i++)
		rc = tone_check_template(judge->matcher, sources[i], why);
	return rc;
}

int
templates_new(
    struct templates **out, const struct template_file *files, size_t count, struct why *why)
{
	struct templates *set = calloc(1, sizeof(*set));
	struct judge judge = {.language = NULL};
	int rc = 0;

	if (set == NULL)
		return ERR_NOMEM;
	set->items = calloc(count + 1, sizeof(*set->items));
	if (set->items == NULL)
		rc = ERR_NOMEM;
	for (size_t i = 0; i < count && rc == 0; i++) {
		struct template *t = &set->items[set->count++];

		rc = read_path(t, &files[i], why);
		if (rc == 0)
			rc = read_front(t, &files[i], why);
		if (rc == 0)
			rc = check_tone(&judge, t, why);
	}
	for (size_t i = 0; i < set->count && rc == 0; i++)
		if (set->items[i].kind != NOTICE_NONE)
			rc = compile(set, &set->items[i], why);
	tone_matcher_free(judge.matcher);
	if (rc == 0)
		*out = set;
	else
		templates_free(set);
	return rc;
}

void
templates_free(struct templates *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->count; i++) {
		mustache_free(t->items[i].subject);
		mustache_free(t->items[i].preheader);
		mustache_free(t->items[i].body);
	}
	free(t->items);
	free(t);
}

/* ---- from markdown to both parts ---- */

struct writer {
	struct buf *html, *text;
	struct buf line; /* the words of the block in hand, for the text part; '\n' breaks it */
	const struct facts *facts;
	int rules;          /* seen so far */
	bool quote, item;   /* within */
	bool aside, button; /* open */
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
			(void)buf_add(w->text, word.data, word.len);
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

	if (!enter) {
		layout_link_end(w->html);
		if (text_starts(span_of(url), "https:"))
			(void)buf_addf(&w->line, ": %s", url);
		return 0;
	}
	if (!text_starts(span_of(url), "mailto:") && !text_starts(span_of(url), "tel:") &&
	    !text_starts(span_of(url), "https:"))
		return ERR_MALFORMED;
	if (w->rules == 1 && text_starts(span_of(url), "tel:") &&
	    cmark_node_first_child(parent) == node && cmark_node_next(node) == NULL)
		layout_button(w->html, url);
	else
		layout_link(w->html, url);
	return 0;
}

static void
write_text(struct writer *w, const char *text)
{
	layout_text(w->html, span_of(text));
	(void)buf_add_str(&w->line, text);
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
	case CMARK_NODE_DOCUMENT:
	case CMARK_NODE_LIST: return 0;
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
	case CMARK_NODE_LINK: return write_link(w, node, enter);
	default: return ERR_MALFORMED;
	}
}

static int
write_body(struct writer *w, const struct buf *markdown)
{
	cmark_node *document =
	    cmark_parse_document(buf_str(markdown), markdown->len, CMARK_OPT_DEFAULT);
	cmark_iter *iter = document == NULL ? NULL : cmark_iter_new(document);
	cmark_event_type event;
	int rc = iter == NULL ? ERR_NOMEM : 0;

	while (rc == 0 && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		rc = write_node(w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	if (iter != NULL)
		cmark_iter_free(iter);
	if (document != NULL)
		cmark_node_free(document);
	return rc != 0 ? rc : buf_error(&w->line);
}

/* ---- rendering ---- */

void
template_output_init(struct template_output *out)
{
	buf_init(&out->subject, LIMIT_SUBJECT_BYTES);
	buf_init(&out->preheader, LIMIT_SUBJECT_BYTES);
	buf_init(&out->text, LIMIT_MAIL_BYTES);
	buf_init(&out->html, LIMIT_MAIL_BYTES);
}

void
template_output_clear(struct template_output *out)
{
	buf_clear(&out->subject);
	buf_clear(&out->preheader);
	buf_clear(&out->text);
	buf_clear(&out->html);
}

static const char *
fact(const struct facts *f, const char *name)
{
	for (size_t i = 0; i < f->view.count; i++)
		if (strcmp(f->view.values[i].name, name) == 0)
			return f->view.values[i].text;
	return "";
}

int
templates_render(const struct templates *set, enum notice_kind kind, const struct facts *facts,
    struct template_output *out, struct why *why)
{
	const char *language = words_of(facts->locale)->language;
	const struct template *t = find(set, language, notice_kind_name(kind));
	struct buf markdown = BUF_INIT(LIMIT_MAIL_BYTES);
	struct writer w = {.html = &out->html, .text = &out->text, .facts = facts};
	int rc;

	buf_init(&w.line, LIMIT_MAIL_BYTES);
	if (t == NULL) {
		rc = why_set(why, ERR_NOT_FOUND, SIZE_MAX, "", "no template for %s in \"%s\"",
		    notice_kind_name(kind), language);
		goto out;
	}
	rc = mustache_render(t->subject, &facts->view, MUSTACHE_PLAIN, &out->subject, why);
	if (rc == 0)
		rc = mustache_render(
		    t->preheader, &facts->view, MUSTACHE_PLAIN, &out->preheader, why);
	if (rc == 0)
		rc = mustache_render(t->body, &facts->view, MUSTACHE_MARKDOWN, &markdown, why);
	if (rc != 0)
		goto out;
	layout_begin(&out->html, language, buf_str(&out->subject), buf_str(&out->preheader),
	    fact(facts, "shop_name"), fact(facts, "label"));
	rc = write_body(&w, &markdown);
	if (rc == ERR_MALFORMED)
		fault(why, rc, t->body_source.name, t->body_source.first_line,
		    "markup that a notice may not hold");
	layout_end(&out->html);
	if (rc == 0)
		rc = buf_error(&out->html) != 0 ? buf_error(&out->html) : buf_error(&out->text);
out:
	buf_clear(&w.line);
	buf_clear(&markdown);
	return rc;
}
