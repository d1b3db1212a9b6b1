#pragma once

/*
 * color: colours as shops name them, and how well one is seen on another (WCAG 2.2). Pure.
 */

#include "monitor/base/buf.h"

enum { COLOR_ROOM = 7 }; /* "b4431a" */

#define COLOR_LIGHT_GROUND 0xffffff /* of our pages, by day and by night */
#define COLOR_DARK_GROUND  0x101418

/* "#b4431a", in either case; ERR_MALFORMED. */
int color_parse(struct span in, uint32_t *rgb) MUST_CHECK;

/* The contrast ratio, 1 to 21. */
double color_contrast(uint32_t a, uint32_t b);

/* Black or white, whichever is read better on it: at least 4.5 for any colour. */
uint32_t color_on(uint32_t rgb);

/* NULL where it can be told from our grounds, light and dark (3:1, what WCAG 1.4.11 wants of what is no text); else what is wrong with it. */
const char *color_accent_fault(uint32_t rgb);
