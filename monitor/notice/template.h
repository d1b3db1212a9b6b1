#pragma once

/*
 * template: the words of each kind of notice in each language: files of front matter (subject, preheader) and a body in markdown with
 * mustache tags, which give the subject, the text part and the HTML part of a mail. Names that begin with `_` are partials of their language.
 * What markdown may hold: parts.h.
 *
 * A set is immutable once loaded and may be used by several threads.
 */

#include "monitor/notice/facts.h"
#include "monitor/notice/templates.h"

struct templates;

/* Compile and check the files; they outlive the set. ERR_MALFORMED, ERR_NOT_FOUND (an unresolved name), ERR_FORBIDDEN (the tone
 * guard), ERR_NOMEM; why->path is "file:line". */
int templates_new(struct templates **out, const struct template_file *files, size_t count,
    struct why *why) MUST_CHECK;
void templates_free(struct templates *t);

struct template_output {
	struct buf subject, preheader, text, html;
};

void template_output_init(struct template_output *out);
void template_output_clear(struct template_output *out);

/* `own`: the shop's, each in the place of ours of its language and name; NULL: none. ERR_NOT_FOUND: no template, or a value is missing (why says which); ERR_TOO_BIG past LIMIT_MAIL_BYTES; ERR_NOMEM. */
int templates_render(const struct templates *t, const struct own_templates *own,
    enum notice_kind kind, const struct facts *facts, struct template_output *out,
    struct why *why) MUST_CHECK;

/* The shop's own files are as good as ours must be: names, sections, tone, and markup and values when a sample is rendered for `shop`. Errors as of templates_new. */
int templates_check_own(
    const struct own_templates *own, const struct shop *shop, struct why *why) MUST_CHECK;
