#pragma once

/*
 * parts: from markdown to both parts of a mail, HTML and text. The only file that includes <cmark.h>.
 *
 * Of markdown: headings of two levels, paragraphs, strong, emphasis (what is to be typed: kept on one line), links (mailto:, tel:, https:), a blockquote (the word that we owe), list
 * items (choices), rules (below the first stands the person, below the second the small print), and the comment <!-- strip -->
 * for the week in seven cells. A tel: link that is a paragraph of its own below the rule is the button. Anything else, raw HTML above all, is refused.
 */

#include "monitor/notice/facts.h"

/* Appends to both. ERR_MALFORMED for markup that a notice may not hold; ERR_NOMEM, ERR_TOO_BIG. */
int parts_write(const struct buf *markdown, const struct facts *facts, struct buf *html,
    struct buf *text) MUST_CHECK;
