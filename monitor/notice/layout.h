#pragma once

/*
 * layout: how a mail looks in HTML: one column of 600, tables, inline styles, dark values by media query; and the escaping of all that is
 * written into it. It knows blocks, not what they say. Pure.
 */

#include "monitor/notice/strip.h"

enum layout_block {
	LAYOUT_PARAGRAPH,
	LAYOUT_HEADLINE, /* the sentence that the mail is about */
	LAYOUT_HEADING,
	LAYOUT_CALLOUT, /* a blockquote: the word that we owe */
	LAYOUT_CALLOUT_PARAGRAPH,
	LAYOUT_CHOICES, /* a list */
	LAYOUT_CHOICE,  /* its item */
	LAYOUT_CHOICE_PARAGRAPH,
	LAYOUT_RULE,
	LAYOUT_PERSON_PARAGRAPH, /* below the first rule */
	LAYOUT_SMALL_PARAGRAPH,  /* below the second */
	LAYOUT_BLOCK_COUNT
};

/* Whose mail it is. */
struct layout_brand {
	const char *name;
	const char *logo_url; /* "": the name alone */
	const char *
	    accent; /* its colour, "b4431a": over the column and on the button where it is seen by day and by night; else "" */
};

/* What opens and closes a block. */
void layout_open(struct buf *html, enum layout_block block);
void layout_close(struct buf *html, enum layout_block block);

void layout_strong(struct buf *html, bool open);
/* What is to be typed: a line breaks before it rather than in it. */
void layout_typed(struct buf *html, bool open);
/* What follows the first line of a choice. */
void layout_aside(struct buf *html, bool open);
void layout_link(struct buf *html, const char *url);
void layout_link_end(struct buf *html);
/* The one solid button, in the shop's colour if it has one. */
void layout_button(struct buf *html, const char *url, const char *accent);
void layout_strip(struct buf *html, const struct strip_cell *cells, size_t count);

void layout_begin(struct buf *html, const char *language, const char *subject,
    const char *preheader, const struct layout_brand *brand, const char *label);
void layout_end(struct buf *html);

/* Text between tags or in an attribute. */
void layout_text(struct buf *html, struct span text);
