#include "monitor/notice/layout.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/color.h"
#include "monitor/base/text.h"

/* Of the column by night, as head_styles has it. */
#define DARK_COLUMN    0x171c21
#define LEAST_CONTRAST 3.0 /* WCAG 2.2, 1.4.11 */

#define SANS                                                                                       \
	"font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',"     \
	"sans-serif;"
#define SERIF                                                                                      \
	"font-family:ui-serif,Charter,'Bitstream Charter','Sitka Text',Cambria,'Noto "             \
	"Serif',serif;"

/* Classes carry the dark values alone: what a reader without media queries shows is the light mail. `i` ink, `j` second
 * ink, `k` weekend and labels, `w` our word, `b` its solid ground, `t` its tint, `r` a rule, `e` an edge, `o` outside, `p` the column. */
static const char head_styles[] =
    "<style>:root{color-scheme:light dark;supported-color-schemes:light dark}"
    "@media (prefers-color-scheme:dark){"
    ".o{background:#101418!important}.p{background:#171C21!important}"
    ".i{color:#E9ECEF!important}.j{color:#B6BEC6!important}.k{color:#929CA6!important}"
    ".w{color:#8DB6F5!important}.b{background:#8DB6F5!important;color:#0B1420!important;"
    "border-color:#8DB6F5!important}"
    ".t{background:#17263E!important;border-color:#8DB6F5!important}"
    ".r{border-color:#3A424A!important}.e{border-color:#76818B!important}"
    ".d{border-color:#8DB6F5!important}}"
    "@media (max-width:480px){.s{padding-left:20px!important;padding-right:20px!important}"
    ".h{font-size:26px!important;line-height:32px!important}"
    ".n{font-size:10px!important}}</style>";

#define PLAIN_CELL                                                                                 \
	"<tr><td class=\"i\" style=\"" SANS "font-size:17px;line-height:26px;color:#12171C;"

struct ends {
	const char *open, *close;
};

static const struct ends blocks[LAYOUT_BLOCK_COUNT] = {
    [LAYOUT_PARAGRAPH] = {PLAIN_CELL "padding:0 0 16px\">", "</td></tr>"},
    [LAYOUT_HEADLINE] =
	{"<tr><td style=\"padding:0 0 12px\"><h1 class=\"i h\" style=\"margin:0;" SERIF
	 "font-weight:600;font-size:30px;line-height:36px;letter-spacing:-0.012em;color:#12171C\">",
	    "</h1></td></tr>"},
    [LAYOUT_HEADING] =
	{"<tr><td style=\"padding:16px 0 4px\"><h2 class=\"i\" style=\"margin:0;" SERIF
	 "font-weight:600;font-size:19px;line-height:24px;color:#12171C\">",
	    "</h2></td></tr>"},
    [LAYOUT_CALLOUT] =
	{"<tr><td style=\"padding:8px 0 16px\"><table role=\"presentation\" width=\"100%\" "
	 "cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"t i\" "
	 "style=\"background:#E8F0FC;border-left:4px solid #1A4C9E;padding:14px 16px;" SANS
	 "font-size:17px;line-height:26px;color:#12171C\">",
	    "</td></tr></table></td></tr>"},
    [LAYOUT_CALLOUT_PARAGRAPH] = {"", ""},
    [LAYOUT_CHOICES] = {"<tr><td style=\"font-size:0;line-height:0;height:4px\">&nbsp;</td></tr>",
	"<tr><td style=\"font-size:0;line-height:0;height:8px\">&nbsp;</td></tr>"},
    [LAYOUT_CHOICE] =
	{"<tr><td style=\"padding:0 0 8px\"><table role=\"presentation\" width=\"100%\" "
	 "cellpadding=\"0\" cellspacing=\"0\" style=\"border-collapse:separate\"><tr><td class=\"e "
	 "i\" style=\"border:1px solid #7F8993;border-radius:6px;padding:12px 16px;" SANS
	 "font-size:17px;line-height:24px;color:#12171C\">",
	    "</td></tr></table></td></tr>"},
    [LAYOUT_CHOICE_PARAGRAPH] = {"", ""},
    [LAYOUT_RULE] = {"<tr><td style=\"padding:16px 0 20px\"><table role=\"presentation\" "
		     "width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"r\" "
		     "style=\"border-top:1px solid #C4CBD2;font-size:0;line-height:0\">&nbsp;",
	"</td></tr></table></td></tr>"},
    [LAYOUT_PERSON_PARAGRAPH] = {"<tr><td class=\"j\" style=\"" SANS
				 "font-size:15px;line-height:22px;color:#434C55;padding:0 0 8px\">",
	"</td></tr>"},
    [LAYOUT_SMALL_PARAGRAPH] = {"<tr><td class=\"k\" style=\"" SANS
				"font-size:13px;line-height:20px;color:#626C77;padding:0 0 8px\">",
	"</td></tr>"},
};

static void
add(struct buf *html, const char *markup)
{
	(void)buf_add_str(html, markup);
}

void
layout_text(struct buf *html, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.data[i]) {
		case '&': add(html, "&amp;"); break;
		case '<': add(html, "&lt;"); break;
		case '>': add(html, "&gt;"); break;
		case '"': add(html, "&quot;"); break;
		case '\'': add(html, "&#39;"); break;
		default: (void)buf_add_char(html, text.data[i]); break;
		}
	}
}

static void
add_text(struct buf *html, const char *text)
{
	layout_text(html, span_of(text));
}

void
layout_open(struct buf *html, enum layout_block block)
{
	add(html, blocks[block].open);
}

void
layout_close(struct buf *html, enum layout_block block)
{
	add(html, blocks[block].close);
	add(html, "\n");
}

void
layout_strong(struct buf *html, bool open)
{
	add(html,
	    open ? "<strong class=\"i\" style=\"font-weight:600;color:#12171C\">" : "</strong>");
}

void
layout_typed(struct buf *html, bool open)
{
	add(html,
	    open
		? "<strong class=\"i\" style=\"display:inline-block;font-weight:600;color:#12171C\">"
		: "</strong>");
}

void
layout_aside(struct buf *html, bool open)
{
	add(html,
	    open ? "<br><span class=\"j\" style=\"font-size:15px;line-height:22px;color:#434C55\">"
		 : "</span>");
}

void
layout_link(struct buf *html, const char *url)
{
	add(html,
	    "<a class=\"w\" style=\"color:#1A4C9E;font-weight:600;text-decoration:underline\" "
	    "href=\"");
	add_text(html, url);
	add(html, "\">");
}

void
layout_link_end(struct buf *html)
{
	add(html, "</a>");
}

/* It must be told from the column in the light and in the dark one. */
static bool
is_seen(const char *accent, uint32_t *rgb)
{
	char color[COLOR_ROOM + 1];

	(void)snprintf(color, sizeof(color), "#%s", accent);
	return accent[0] != '\0' && color_parse(span_of(color), rgb) == 0 &&
	    color_accent_fault(*rgb) == NULL && color_contrast(*rgb, DARK_COLUMN) >= LEAST_CONTRAST;
}

void
layout_button(struct buf *html, const char *url, const char *accent)
{
	uint32_t rgb;

	if (is_seen(accent, &rgb))
		(void)buf_addf(html, "<a style=\"background:#%06x;color:#%06x;", (unsigned)rgb,
		    (unsigned)color_on(rgb));
	else
		add(html, "<a class=\"b\" style=\"background:#1A4C9E;color:#FFFFFF;");
	add(html,
	    "display:inline-block;border-radius:6px;padding:12px 20px;margin:4px 0;font-weight:600;font-size:17px;line-height:24px;"
	    "text-decoration:none\" href=\"");
	add_text(html, url);
	add(html, "\">");
}

/* One cell: weekday, number, note, each a line of its own. */
static void
add_cell(struct buf *html, const struct strip_cell *c)
{
	const char *ink = c->arrival     ? "color:#FFFFFF"
	    : c->weekend && !c->promised ? "color:#626C77"
					 : "color:#12171C";
	const char *class = c->arrival ? "b" : c->promised ? "d i" : c->weekend ? "r k" : "r i";

	add(html, "<td class=\"n ");
	add(html, class);
	add(html,
	    "\" width=\"14%\" align=\"center\" valign=\"top\" style=\"" SANS
	    "font-size:12px;line-height:18px;padding:8px 0;");
	add(html,
	    c->arrival        ? "background:#1A4C9E;border:2px solid #1A4C9E;"
		: c->promised ? "border:2px solid #1A4C9E;"
			      : "border-top:1px solid #C4CBD2;border-bottom:1px solid #C4CBD2;");
	add(html, ink);
	add(html, "\">");
	add_text(html, c->weekday);
	add(html, "<br><span style=\"" SERIF "font-size:19px;line-height:24px;font-weight:600\">");
	add(html, c->promised ? "<s>" : "");
	add_text(html, c->day);
	add(html, c->promised ? "</s>" : "");
	add(html, "</span><br>");
	add_text(html, c->note);
	add(html, c->note[0] == '\0' ? "&nbsp;</td>" : "</td>");
}

void
layout_strip(struct buf *html, const struct strip_cell *cells, size_t count)
{
	add(html,
	    "<tr><td style=\"padding:0 0 16px\"><table width=\"100%\" cellpadding=\"0\" "
	    "cellspacing=\"0\" style=\"border-collapse:collapse;table-layout:fixed\"><tr>");
	for (size_t i = 0; i < count; i++)
		add_cell(html, &cells[i]);
	add(html, "</tr></table></td></tr>\n");
}

/* A picture that is not shown leaves the name. */
static void
add_brand(struct buf *html, const struct layout_brand *brand)
{
	if (brand->logo_url[0] == '\0') {
		add_text(html, brand->name);
		return;
	}
	add(html,
	    "<img height=\"32\" style=\"display:block;height:32px;max-width:200px;border:0\" src=\"");
	add_text(html, brand->logo_url);
	add(html, "\" alt=\"");
	add_text(html, brand->name);
	add(html, "\">");
}

void
layout_begin(struct buf *html, const char *language, const char *subject, const char *preheader,
    const struct layout_brand *brand, const char *label)
{
	uint32_t rgb;

	add(html, "<!DOCTYPE html>\n<html lang=\"");
	add_text(html, language);
	add(html,
	    "\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
	    "<meta name=\"color-scheme\" content=\"light dark\">"
	    "<meta name=\"supported-color-schemes\" content=\"light dark\"><title>");
	add_text(html, subject);
	add(html, "</title>\n");
	add(html, head_styles);
	add(html,
	    "</head>\n<body class=\"o\" style=\"margin:0;padding:0;background:#F4F6F7\">"
	    "<div style=\"display:none;max-height:0;overflow:hidden\">");
	add_text(html, preheader);
	add(html,
	    "</div>\n<table role=\"presentation\" class=\"o\" width=\"100%\" cellpadding=\"0\" "
	    "cellspacing=\"0\" style=\"background:#F4F6F7\"><tr><td align=\"center\">"
	    "<table role=\"presentation\" class=\"p\" width=\"600\" cellpadding=\"0\" "
	    "cellspacing=\"0\" style=\"width:100%;max-width:600px;background:#FFFFFF\"><tr>"
	    "<td class=\"s\" role=\"main\" style=\"");
	if (is_seen(brand->accent, &rgb))
		(void)buf_addf(html, "border-top:4px solid #%06x;", (unsigned)rgb);
	add(html,
	    "padding:20px 40px 32px\"><table role=\"presentation\" "
	    "width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"text-align:left\">\n"
	    "<tr><td class=\"r\" style=\"padding:4px 0 16px;border-bottom:1px solid #E0E4E8\">"
	    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
	    "cellspacing=\"0\"><tr><td class=\"i\" style=\"" SANS
	    "font-size:17px;line-height:24px;font-weight:600;color:#12171C\">");
	add_brand(html, brand);
	add(html,
	    "</td><td class=\"j\" align=\"right\" style=\"" SANS
	    "font-size:14px;line-height:24px;color:#434C55\">");
	add_text(html, label);
	add(html,
	    "</td></tr></table></td></tr>\n"
	    "<tr><td style=\"font-size:0;line-height:0;height:24px\">&nbsp;</td></tr>\n");
}

void
layout_end(struct buf *html)
{
	add(html, "</table></td></tr></table></td></tr></table></body></html>\n");
}
