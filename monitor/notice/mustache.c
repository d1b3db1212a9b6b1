#include "monitor/notice/mustache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

enum { NAME_ROOM = 48, DEPTH = 8 };

enum node_kind { NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_INVERTED };

struct node {
	enum node_kind kind;
	struct span text;     /* NODE_TEXT */
	char name[NAME_ROOM]; /* the others */
	size_t end;           /* sections: index of the first node after it */
	const char *file;
	int32_t line;
};

struct mustache {
	struct node *nodes;
	size_t count;
	size_t room;
};

struct compiler {
	struct mustache *m;
	const struct mustache_names *names;
	struct why *why;
};

/* One source being read. */
struct reader {
	const struct mustache_source *source;
	size_t at;
	size_t tag; /* where the tag in hand begins */
};

static int32_t
line_of(const struct reader *r)
{
	int32_t line = r->source->first_line;

	for (size_t i = 0; i < r->tag; i++)
		line += r->source->text.data[i] == '\n';
	return line;
}

void
mustache_place(struct why *why, const char *file, int32_t line)
{
	if (why != NULL)
		snprintf(why->path, sizeof(why->path), "%.48s:%d", file, line);
}

static int
fail(struct compiler *c, const struct reader *r, int code, const char *what, const char *name)
{
	why_set(c->why, code, r->at, "", "%s \"%s\"", what, name);
	mustache_place(c->why, r->source->name, line_of(r));
	return code;
}

static struct node *
add_node(struct compiler *c, const struct reader *r, enum node_kind kind)
{
	struct mustache *m = c->m;

	if (m->count == m->room) {
		size_t room = m->room == 0 ? 32 : m->room * 2;
		struct node *nodes;

		if (room > LIMIT_TEMPLATE_NODES)
			return NULL;
		nodes = realloc(m->nodes, room * sizeof(*nodes));
		if (nodes == NULL)
			return NULL;
		m->nodes = nodes;
		m->room = room;
	}
	m->nodes[m->count] =
	    (struct node){.kind = kind, .file = r->source->name, .line = line_of(r)};
	return &m->nodes[m->count++];
}

static int
add_text(struct compiler *c, const struct reader *r, size_t from, size_t until)
{
	struct node *node;

	if (from >= until)
		return 0;
	node = add_node(c, r, NODE_TEXT);
	if (node == NULL)
		return ERR_NOMEM;
	node->text = (struct span){r->source->text.data + from, until - from};
	return 0;
}

/* A tag other than a value that stands alone on its line takes the whole line away. */
static void
widen_standalone(struct span text, size_t *open, size_t *after)
{
	size_t from = *open, until = *after;

	while (from > 0 && (text.data[from - 1] == ' ' || text.data[from - 1] == '\t'))
		from--;
	if (from > 0 && text.data[from - 1] != '\n')
		return;
	while (until < text.len &&
	    (text.data[until] == ' ' || text.data[until] == '\t' || text.data[until] == '\r'))
		until++;
	if (until < text.len && text.data[until] != '\n')
		return;
	*open = from;
	*after = until < text.len ? until + 1 : until;
}

static size_t
find(struct span text, size_t from, const char *what)
{
	const char *hit;

	if (from > text.len)
		return SIZE_MAX;
	hit = memmem(text.data + from, text.len - from, what, strlen(what));
	return hit == NULL ? SIZE_MAX : (size_t)(hit - text.data);
}

/* A tag: its sigil (0 for a value) and its name. */
struct tag {
	char sigil;
	char name[NAME_ROOM];
	size_t open, after;
};

static bool
is_sigil(char c)
{
	return c == '#' || c == '^' || c == '/' || c == '!' || c == '>';
}

static int
read_tag(struct compiler *c, struct reader *r, size_t open, struct tag *tag)
{
	struct span text = r->source->text, inner;
	size_t close = find(text, open + 2, "}}");

	*tag = (struct tag){.open = open};
	if (close == SIZE_MAX)
		return fail(c, r, ERR_MALFORMED, "a tag without end", "{{");
	tag->after = close + 2;
	inner = text_trim((struct span){text.data + open + 2, close - open - 2});
	if (inner.len > 0 && is_sigil(inner.data[0])) {
		tag->sigil = inner.data[0];
		inner = text_trim((struct span){inner.data + 1, inner.len - 1});
	}
	if (tag->sigil == '!')
		return 0;
	if (inner.len == 0 || text_copy_span(tag->name, sizeof(tag->name), inner) != 0)
		return fail(c, r, ERR_MALFORMED, "no name, or one that is too long, in", "{{ }}");
	for (size_t i = 0; i < inner.len; i++)
		if (!text_is_alnum(inner.data[i]) && inner.data[i] != '.' && inner.data[i] != '_')
			return fail(c, r, ERR_MALFORMED, "not a name:", tag->name);
	return 0;
}

static int compile(struct compiler *c, struct reader *r, const char *until, unsigned depth);

static int
compile_partial(struct compiler *c, struct reader *r, const struct tag *tag, unsigned depth)
{
	struct reader inner = {.at = 0};

	inner.source = c->names->partial(tag->name, c->names->arg);
	if (inner.source == NULL)
		return fail(c, r, ERR_NOT_FOUND, "there is no partial", tag->name);
	return compile(c, &inner, NULL, depth + 1);
}

static int
compile_section(struct compiler *c, struct reader *r, const struct tag *tag, unsigned depth)
{
	size_t index = c->m->count;
	struct node *node = add_node(c, r, tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED);
	int rc;

	if (node == NULL)
		return ERR_NOMEM;
	memcpy(node->name, tag->name, sizeof(node->name));
	rc = compile(c, r, tag->name, depth + 1);
	c->m->nodes[index].end = c->m->count;
	return rc;
}

static int
compile_tag(struct compiler *c, struct reader *r, const struct tag *tag, unsigned depth)
{
	struct node *node;

	if (tag->sigil == '!')
		return 0;
	if (tag->sigil == '>')
		return compile_partial(c, r, tag, depth);
	if (!c->names->known(tag->name, c->names->arg))
		return fail(c, r, ERR_NOT_FOUND, "nothing gives", tag->name);
	if (tag->sigil != 0)
		return compile_section(c, r, tag, depth);
	node = add_node(c, r, NODE_VALUE);
	if (node == NULL)
		return ERR_NOMEM;
	memcpy(node->name, tag->name, sizeof(node->name));
	return 0;
}

/* Up to the end of the section `until` (NULL: of the source). */
static int
compile(struct compiler *c, struct reader *r, const char *until, unsigned depth)
{
	struct span text = r->source->text;

	if (depth > DEPTH)
		return fail(c, r, ERR_TOO_BIG, "nested too deep near", until == NULL ? "" : until);
	for (;;) {
		size_t open = find(text, r->at, "{{"), end;
		struct tag tag;
		int rc;

		end = open == SIZE_MAX ? text.len : open;
		if (open == SIZE_MAX && until != NULL)
			return fail(c, r, ERR_MALFORMED, "a section without end:", until);
		if (open == SIZE_MAX)
			return add_text(c, r, r->at, end);
		r->tag = open;
		rc = read_tag(c, r, open, &tag);
		if (rc != 0)
			return rc;
		if (tag.sigil != 0)
			widen_standalone(text, &tag.open, &tag.after);
		rc = add_text(c, r, r->at, tag.open);
		if (rc != 0)
			return rc;
		r->at = tag.after;
		if (tag.sigil == '/') {
			if (until == NULL || strcmp(until, tag.name) != 0)
				return fail(
				    c, r, ERR_MALFORMED, "the end of no open section:", tag.name);
			return 0;
		}
		rc = compile_tag(c, r, &tag, depth);
		if (rc != 0)
			return rc;
	}
}

int
mustache_compile(struct mustache **out, const struct mustache_source *source,
    const struct mustache_names *names, struct why *why)
{
	struct compiler c = {.names = names, .why = why};
	struct reader r = {.source = source};
	int rc;

	c.m = calloc(1, sizeof(*c.m));
	if (c.m == NULL)
		return ERR_NOMEM;
	rc = compile(&c, &r, NULL, 0);
	if (rc == 0)
		*out = c.m;
	else
		mustache_free(c.m);
	return rc;
}

void
mustache_free(struct mustache *m)
{
	if (m == NULL)
		return;
	free(m->nodes);
	free(m);
}

/* ---- rendering ---- */

/* Views from the innermost out. */
struct scope {
	const struct mustache_view *view;
	const struct scope *outer;
};

static const struct mustache_value *
look_up(const struct scope *scope, const char *name)
{
	for (; scope != NULL; scope = scope->outer)
		for (size_t i = 0; i < scope->view->count; i++)
			if (strcmp(scope->view->values[i].name, name) == 0)
				return &scope->view->values[i];
	return NULL;
}

static bool
is_true(const struct mustache_value *v)
{
	return v != NULL &&
	    (v->item_count > 0 || (v->text != NULL && v->text[0] != '\0') ||
		(v->markup != NULL && v->markup[0] != '\0'));
}

static bool
is_punctuation(char c)
{
	return c > ' ' && c < 0x7F && !text_is_alnum(c);
}

/* CommonMark 0.30, 2.4: any ASCII punctuation may be escaped by a backslash, and then it is only itself. A blank
 * at either end, and runs of them, would mean something at the edges of a line. */
static void
add_escaped(struct buf *out, const char *text, enum mustache_escape escape)
{
	bool blank = false, first = true;

	for (; *text != '\0'; text++) {
		if ((unsigned char)*text <= ' ' || *text == 0x7F) {
			blank = true;
			continue;
		}
		if (blank && !first)
			(void)buf_add_char(out, ' ');
		blank = first = false;
		if (escape == MUSTACHE_MARKDOWN && is_punctuation(*text))
			(void)buf_add_char(out, '\\');
		(void)buf_add_char(out, *text);
	}
}

int
mustache_add_html(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&': (void)buf_add_str(out, "&amp;"); break;
		case '<': (void)buf_add_str(out, "&lt;"); break;
		case '>': (void)buf_add_str(out, "&gt;"); break;
		case '"': (void)buf_add_str(out, "&quot;"); break;
		case '\'': (void)buf_add_str(out, "&#39;"); break;
		default:
			if ((unsigned char)*text >= ' ' || *text == '\n' || *text == '\t')
				(void)buf_add_char(out, *text);
		}
	}
	return buf_error(out);
}

struct renderer {
	const struct mustache *m;
	enum mustache_escape escape;
	struct buf *out;
	struct why *why;
};

/* False: there is nothing to put in. */
static bool
add_value(struct renderer *r, const struct mustache_value *v)
{
	bool html = r->escape == MUSTACHE_HTML;

	if (v == NULL)
		return false;
	if (html && v->markup != NULL)
		(void)buf_add_str(r->out, v->markup);
	else if (v->text == NULL || (v->text[0] == '\0' && !html))
		return false;
	else if (html)
		(void)mustache_add_html(r->out, v->text);
	else
		add_escaped(r->out, v->text, r->escape);
	return true;
}

static int
render(struct renderer *r, size_t from, size_t until, const struct scope *scope)
{
	int rc = 0;

	for (size_t i = from; i < until && rc == 0; i++) {
		const struct node *node = &r->m->nodes[i];
		const struct mustache_value *v =
		    node->kind == NODE_TEXT ? NULL : look_up(scope, node->name);

		switch (node->kind) {
		case NODE_TEXT: (void)buf_add(r->out, node->text.data, node->text.len); break;
		case NODE_VALUE:
			if (add_value(r, v))
				break;
			rc = why_set(
			    r->why, ERR_NOT_FOUND, SIZE_MAX, "", "\"%s\" is empty", node->name);
			mustache_place(r->why, node->file, node->line);
			break;
		case NODE_SECTION:
			for (size_t k = 0; v != NULL && k < v->item_count && rc == 0; k++)
				rc = render(
				    r, i + 1, node->end, &(struct scope){&v->items[k], scope});
			if (v != NULL && is_true(v) && v->item_count == 0)
				rc = render(r, i + 1, node->end, scope);
			i = node->end - 1;
			break;
		case NODE_INVERTED:
			if (!is_true(v))
				rc = render(r, i + 1, node->end, scope);
			i = node->end - 1;
			break;
		}
	}
	return rc;
}

static int
render_all(struct renderer *r, const struct scope *scope)
{
	int rc = render(r, 0, r->m->count, scope);

	return rc != 0 ? rc : buf_error(r->out);
}

int
mustache_render(const struct mustache *m, const struct mustache_view *view,
    enum mustache_escape escape, struct buf *out, struct why *why)
{
	struct renderer r = {.m = m, .escape = escape, .out = out, .why = why};

	return render_all(&r, &(struct scope){view, NULL});
}

int
mustache_render_page(const struct mustache *m, const struct mustache_view *view,
    const struct mustache_view *outer, struct buf *out, struct why *why)
{
	struct renderer r = {.m = m, .escape = MUSTACHE_HTML, .out = out, .why = why};
	const struct scope outside = {outer, NULL};

	return render_all(&r, &(struct scope){view, &outside});
}
