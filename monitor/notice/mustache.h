#pragma once

/*
 * mustache: the small template language: {{name}}, {{#name}}..{{/name}}, {{^name}}..{{/name}}, {{! comment }} and {{> partial}}, as in
 * the public specification, standalone lines included. Left out on purpose: the indentation of partials (markdown takes it for code), unescaped values ({{{name}}}, {{&name}}), changed
 * delimiters, lambdas, the implicit dot. Names are flat ("window.from" is one name).
 *
 * What a name may be is known when a template is compiled, so a wrong one is found at load, with file and line; a variable that turns out
 * empty when rendered is an error too: nobody gets a mail with a hole in it. Guard with a section what may be absent. Pure; a compiled
 * template is immutable and may be used by several threads.
 */

#include "monitor/base/buf.h"

struct mustache;

/* Source text; borrowed, outlives what is compiled from it. */
struct mustache_source {
	const char *name; /* for messages: "es/delay.md" */
	struct span text;
	int32_t first_line; /* of the text in its file, from 1 */
};

/* What names mean while compiling. */
struct mustache_names {
	bool (*known)(const char *name, void *arg);
	/* The partial's source; NULL when there is none. */
	const struct mustache_source *(*partial)(const char *name, void *arg);
	void *arg;
};

struct mustache_view;

/* A text ("" or NULL: false), or a list: its section is rendered once for each item, whose names hide those outside. */
struct mustache_value {
	const char *name;
	const char *text;
	const char *markup; /* HTML of our own making, put in as it stands; MUSTACHE_HTML alone */
	const struct mustache_view *items;
	size_t item_count;
};

struct mustache_view {
	const struct mustache_value *values;
	size_t count;
};

/* How values are escaped: not at all (a subject), or so that they are plain words in CommonMark. In both, white space and control
 * characters become single blanks: a value is never more than a line. Or for HTML, in text and in quoted attributes: there lines stay
 * lines, and a value may be empty as long as it is there. */
enum mustache_escape { MUSTACHE_PLAIN, MUSTACHE_MARKDOWN, MUSTACHE_HTML };

/* Text as MUSTACHE_HTML puts it in. */
int mustache_add_html(struct buf *out, const char *text);

/* ERR_MALFORMED, ERR_NOT_FOUND (a name that nothing gives), ERR_TOO_BIG (nested too deep), ERR_NOMEM; why->path is "file:line". */
int mustache_compile(struct mustache **out, const struct mustache_source *source,
    const struct mustache_names *names, struct why *why) MUST_CHECK;
void mustache_free(struct mustache *m);

/* ERR_NOT_FOUND for an empty variable, with its file:line; ERR_NOMEM, ERR_TOO_BIG of `out`. */
int mustache_render(const struct mustache *m, const struct mustache_view *view,
    enum mustache_escape escape, struct buf *out, struct why *why) MUST_CHECK;
/* The same for HTML, with names that those of `view` hide. */
int mustache_render_page(const struct mustache *m, const struct mustache_view *view,
    const struct mustache_view *outer, struct buf *out, struct why *why) MUST_CHECK;

/* why->path = "file:line". Accepts NULL. */
void mustache_place(struct why *why, const char *file, int32_t line);
