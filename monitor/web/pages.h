#pragma once

/*
 * pages: HTML pages and what they are made of, all of it inside the program. Templates are pages/SET/NAME.html in mustache, partials
 * pages/SET/_NAME.html; the words of a set stand in words/SET.LOCALE.txt, one file a language ("key = text" a line, # comments), and
 * every page is compiled once for each of them. In a template {{w.KEY}} is a word (itself a piece of template, never markup), {{asset.NAME}}
 * the address of assets/NAME; all else is a value of the view, escaped for HTML (mustache.h). A name that nothing gives is found at start for
 * words, assets and partials, and when rendered for values: a value may be empty, but not absent.
 *
 * Immutable once made; any thread.
 */

#include "monitor/notice/mustache.h"
#include "monitor/web/files.h"

struct pages;

/* Of web_files; tests give their own, which outlive it. ERR_MALFORMED, ERR_NOT_FOUND, ERR_TOO_BIG, ERR_NOMEM; why->path is "file:line". */
int pages_new(
    struct pages **out, const struct web_file *files, size_t count, struct why *why) MUST_CHECK;
void pages_free(struct pages *p);

/* The language of a set that suits best what is wanted: a locale ("es-ES") or an Accept-Language header; English, or else the first
 * there is, where none does. "en" for a set without words. */
const char *pages_locale(const struct pages *p, const char *set, const char *wanted);

/* A word of a set, as it stands in its file; "" where there is none. */
const char *pages_word(const struct pages *p, const char *set, const char *locale, const char *key);

/* The page "SET/NAME" in a language of its set, of the names in `view` and those in `outer` that they do not hide. ERR_NOT_FOUND (page, or a value it wants), ERR_TOO_BIG, ERR_NOMEM. */
int pages_render(const struct pages *p, const char *name, const char *locale,
    const struct mustache_view *view, const struct mustache_view *outer, struct buf *out,
    struct why *why) MUST_CHECK;

/* assets/NAME under the name that {{asset.NAME}} gave it: its bytes and content type; false where there is none. */
bool pages_asset(
    const struct pages *p, const char *name, struct span *bytes, const char **content_type);
