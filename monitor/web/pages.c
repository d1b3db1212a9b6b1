#include "monitor/web/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"

enum { SET_ROOM = 16, LOCALE_ROOM = 8, KEY_ROOM = 48, NAME_ROOM = 64, ASSET_ROOM = 80 };
enum { HASH_DIGITS = 12 };

struct word {
	char key[KEY_ROOM];
	char *text; /* owned */
};

/* The words of a set in one language. */
struct words {
	char set[SET_ROOM], locale[LOCALE_ROOM];
	struct word *items; /* by key */
	size_t count, room;
};

/* A template with its words put in. */
struct page {
	char name[NAME_ROOM]; /* "desk/login" */
	const struct words *words;
	struct buf text;
	struct mustache_source source;
	struct mustache *compiled; /* NULL: a partial */
};

struct asset {
	char name[ASSET_ROOM];   /* "desk.css" */
	char served[ASSET_ROOM]; /* "desk.0123456789ab.css" */
	struct span bytes;
};

struct pages {
	struct words *words;
	size_t word_count;
	struct asset *assets;
	size_t asset_count;
	struct page *pages;
	size_t page_count;
};

/* "monitor/web/" stands before no path; what is below a folder, without its ending. */
static bool
below(const char *path, const char *folder, const char *ending, struct span *name)
{
	size_t head = strlen(folder), tail = strlen(ending), len = strlen(path);

	if (len <= head + tail || strncmp(path, folder, head) != 0 ||
	    strcmp(path + len - tail, ending) != 0)
		return false;
	*name = (struct span){path + head, len - head - tail};
	return true;
}

static int
fail(struct why *why, const char *file, int32_t line, int code, const char *text)
{
	(void)why_set(why, code, SIZE_MAX, "", "%s", text);
	mustache_place(why, file, line);
	return code;
}

/* ---- words ---- */

static int
compare_words(const void *a, const void *b)
{
	return strcmp(((const struct word *)a)->key, ((const struct word *)b)->key);
}

static int
add_word(struct words *w, struct span line)
{
	struct span key;

	if (line.len == 0 || line.data[0] == '#')
		return 0;
	if (!text_split(&line, '=', &key) || line.len == 0)
		return ERR_MALFORMED;
	if (w->count == w->room) {
		size_t room = w->room == 0 ? 64 : 2 * w->room;
		struct word *items = realloc(w->items, room * sizeof(*items));

		if (items == NULL)
			return ERR_NOMEM;
		w->items = items;
		w->room = room;
	}
	if (text_copy_span(w->items[w->count].key, KEY_ROOM, text_trim(key)) < 0)
		return ERR_TOO_BIG;
	line = text_trim(line);
	w->items[w->count].text = strndup(line.data, line.len);
	return w->items[w->count++].text != NULL ? 0 : ERR_NOMEM;
}

static int
read_words(struct words *w, const struct web_file *file, struct span name, struct why *why)
{
	struct span rest = span_of(file->text), line, set;
	int32_t number = 0;
	int rc = 0;

	if (!text_split(&name, '.', &set) || text_copy_span(w->set, sizeof(w->set), set) < 0 ||
	    text_copy_span(w->locale, sizeof(w->locale), name) < 0)
		return fail(why, file->path, 1, ERR_MALFORMED, "is not named SET.LOCALE.txt");
	while (rc == 0 && text_split(&rest, '\n', &line)) {
		number++;
		rc = add_word(w, line);
	}
	if (rc < 0)
		return fail(why, file->path, number, rc, "is not 'key = text'");
	if (w->count > 0)
		qsort(w->items, w->count, sizeof(*w->items), compare_words);
	for (size_t i = 1; i < w->count; i++)
		if (strcmp(w->items[i - 1].key, w->items[i].key) == 0)
			return fail(why, file->path, 0, ERR_EXISTS, w->items[i].key);
	return 0;
}

static const char *
word_of(const struct words *w, const char *key)
{
	struct word wanted = {.text = NULL};
	const struct word *found;

	if (text_copy(wanted.key, sizeof(wanted.key), key) < 0 || w->count == 0)
		return NULL;
	found = bsearch(&wanted, w->items, w->count, sizeof(*w->items), compare_words);
	return found != NULL ? found->text : NULL;
}

static const struct words *
words_of(const struct pages *p, const char *set, const char *locale)
{
	for (size_t i = 0; i < p->word_count; i++)
		if (strcmp(p->words[i].set, set) == 0 && strcmp(p->words[i].locale, locale) == 0)
			return &p->words[i];
	return NULL;
}

const char *
pages_word(const struct pages *p, const char *set, const char *locale, const char *key)
{
	const struct words *w = words_of(p, set, locale);
	const char *text = w != NULL ? word_of(w, key) : NULL;

	return text != NULL ? text : "";
}

/* "es-ES;q=0.8": how much it is wanted, per mille; 1000 where nothing is said. */
static int32_t
quality_of(struct span item)
{
	struct span piece;
	int32_t whole, tenth;

	(void)text_split(&item, ';', &piece);
	item = text_trim(item);
	if (!text_starts(item, "q=") ||
	    !text_digits((struct span){item.data + 2, item.len - 2}, 1, &whole))
		return 1000;
	if (whole > 0)
		return 1000;
	return item.len > 4 && text_digits((struct span){item.data + 4, item.len - 4}, 1, &tenth)
	    ? 100 * tenth
	    : 0;
}

/* The words of a set in the language that "es-ES;q=0.8" begins with. */
static const struct words *
words_wanted(const struct pages *p, const char *set, struct span item)
{
	char locale[LOCALE_ROOM];
	size_t len = 0;

	while (len < item.len && text_is_alpha(item.data[len]) && len + 1 < sizeof(locale)) {
		locale[len] = text_lower(item.data[len]);
		len++;
	}
	locale[len] = '\0';
	return words_of(p, set, locale);
}

const char *
pages_locale(const struct pages *p, const char *set, const char *wanted)
{
	struct span rest = span_of(wanted), item;
	const struct words *best = NULL;
	int32_t most = 0;

	while (text_split(&rest, ',', &item)) {
		const struct words *w = words_wanted(p, set, text_trim(item));
		int32_t quality = quality_of(item);

		if (w != NULL && quality > most) {
			best = w;
			most = quality;
		}
	}
	if (best == NULL)
		best = words_of(p, set, "en");
	for (size_t i = 0; best == NULL && i < p->word_count; i++)
		if (strcmp(p->words[i].set, set) == 0)
			best = &p->words[i];
	return best != NULL ? best->locale : "en";
}

/* ---- assets ---- */

static const struct {
	const char *ending, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

static int
read_asset(struct asset *a, const struct web_file *file, struct why *why)
{
	uint8_t hash[SIGN_SHA256_BYTES];
	struct buf hex = BUF_INIT(2 * sizeof(hash));
	const char *name = file->path + strlen("assets/"), *dot = strrchr(name, '.');
	int len = 0;

	a->bytes = span_of(file->text);
	sign_sha256(a->bytes, hash);
	if (sign_add_hex(&hex, (struct span){(const char *)hash, sizeof(hash)}) < 0)
		return ERR_NOMEM;
	if (dot != NULL && text_copy(a->name, sizeof(a->name), name) == 0)
		len = snprintf(a->served, sizeof(a->served), "%.*s.%.*s%s", (int)(dot - name), name,
		    HASH_DIGITS, hex.data, dot);
	buf_clear(&hex);
	if (len <= 0 || len >= (int)sizeof(a->served))
		return fail(why, file->path, 1, ERR_TOO_BIG, "is no name.ending, or too long");
	return 0;
}

bool
pages_asset(const struct pages *p, const char *name, struct span *bytes, const char **content_type)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; i < p->asset_count; i++)
		if (strcmp(p->assets[i].served, name) == 0) {
			*bytes = p->assets[i].bytes;
			*content_type = "text/plain; charset=utf-8";
			for (size_t k = 0; k < sizeof(types) / sizeof(types[0]); k++)
				if (strcmp(dot, types[k].ending) == 0)
					*content_type = types[k].type;
			return true;
		}
	return false;
}

/* ---- templates ---- */

/* What stands for {{w.KEY}} or {{asset.NAME}}; false: neither is meant. */
static bool
add_own(const struct pages *p, const struct words *w, const char *name, struct buf *out, int *rc)
{
	const char *text = NULL;

	if (text_starts(span_of(name), "w.")) {
		text = word_of(w, name + 2);
		if (text != NULL)
			(void)mustache_add_html(out, text);
	} else if (text_starts(span_of(name), "asset.")) {
		for (size_t i = 0; i < p->asset_count && text == NULL; i++)
			if (strcmp(p->assets[i].name, name + 6) == 0)
				text = p->assets[i].served;
		if (text != NULL)
			(void)buf_addf(out, "/assets/%s", text);
	} else {
		return false;
	}
	*rc = text != NULL ? 0 : ERR_NOT_FOUND;
	return true;
}

/* The file's text with words and assets put in; lines stay what they were. */
static int
put_in(struct pages *p, struct page *page, const struct web_file *file, struct why *why)
{
	const char *at = file->text;
	int32_t line = 1;
	int rc = 0;

	for (;;) {
		const char *open = strstr(at, "{{"),
			   *close = open != NULL ? strstr(open, "}}") : NULL;
		char name[NAME_ROOM];

		if (close == NULL)
			break;
		(void)buf_add(&page->text, at, (size_t)(open - at));
		for (; at < open; at++)
			line += *at == '\n';
		at = close + 2;
		if (text_copy_span(name, sizeof(name),
			text_trim((struct span){open + 2, (size_t)(close - open - 2)})) < 0 ||
		    !add_own(p, page->words, name, &page->text, &rc))
			(void)buf_add(&page->text, open, (size_t)(at - open));
		if (rc < 0)
			return fail(why, file->path, line, rc, name);
	}
	(void)buf_add_str(&page->text, at);
	return buf_error(&page->text);
}

static struct page *
page_of(const struct pages *p, const char *name, const char *locale)
{
	for (size_t i = 0; i < p->page_count; i++)
		if (strcmp(p->pages[i].words->locale, locale) == 0 &&
		    strcmp(p->pages[i].name, name) == 0)
			return &p->pages[i];
	return NULL;
}

/* Values are the handler's: they are known when rendered. */
static bool
any_name(const char *name, void *arg)
{
	(void)name;
	(void)arg;
	return true;
}

struct partials {
	const struct pages *pages;
	const struct words *words;
};

static const struct mustache_source *
partial(const char *name, void *arg)
{
	const struct partials *in = arg;
	char path[NAME_ROOM];
	struct page *found = NULL;

	if (snprintf(path, sizeof(path), "%s/%s", in->words->set, name) < (int)sizeof(path))
		found = page_of(in->pages, path, in->words->locale);
	return found != NULL ? &found->source : NULL;
}

static bool
is_partial(const struct page *page)
{
	const char *slash = strrchr(page->name, '/');

	return slash != NULL && slash[1] == '_';
}

static int
compile(struct pages *p, struct why *why)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < p->page_count; i++) {
		struct page *page = &p->pages[i];
		struct partials in = {p, page->words};
		const struct mustache_names names = {any_name, partial, &in};

		if (!is_partial(page))
			rc = mustache_compile(&page->compiled, &page->source, &names, why);
	}
	return rc;
}

/* One page a language of its set. */
static int
read_page(struct pages *p, const struct web_file *file, struct span name, struct why *why)
{
	struct span rest = name, set;
	size_t before = p->page_count;

	(void)text_split(&rest, '/', &set);
	for (size_t i = 0; i < p->word_count; i++) {
		struct page *page = &p->pages[p->page_count];
		int rc;

		if (!span_equal_str(set, p->words[i].set))
			continue;
		if (p->page_count == LIMIT_PAGE_FILES)
			return fail(why, file->path, 1, ERR_TOO_BIG, "one page too many");
		p->page_count++;
		page->words = &p->words[i];
		page->text = BUF_INIT(LIMIT_PAGE_BYTES);
		rc = text_copy_span(page->name, sizeof(page->name), name);
		if (rc == 0)
			rc = put_in(p, page, file, why);
		if (rc < 0)
			return rc;
		page->source = (struct mustache_source){file->path, buf_span(&page->text), 1};
	}
	return p->page_count > before
	    ? 0
	    : fail(why, file->path, 1, ERR_NOT_FOUND, "its set has no words: words/SET.LOCALE.txt");
}

/* ---- the whole ---- */

static int
read_files(struct pages *p, const struct web_file *files, size_t count, struct why *why)
{
	struct span name;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < count; i++)
		if (below(files[i].path, "words/", ".txt", &name))
			rc = read_words(&p->words[p->word_count++], &files[i], name, why);
		else if (below(files[i].path, "assets/", "", &name))
			rc = read_asset(&p->assets[p->asset_count++], &files[i], why);
	for (size_t i = 0; rc == 0 && i < count; i++)
		if (below(files[i].path, "pages/", ".html", &name))
			rc = read_page(p, &files[i], name, why);
	return rc == 0 ? compile(p, why) : rc;
}

int
pages_new(struct pages **out, const struct web_file *files, size_t count, struct why *why)
{
	struct pages *p = calloc(1, sizeof(*p));
	int rc = ERR_NOMEM;

	if (p != NULL) {
		p->words = calloc(count + 1, sizeof(*p->words));
		p->assets = calloc(count + 1, sizeof(*p->assets));
		p->pages = calloc(LIMIT_PAGE_FILES + 1, sizeof(*p->pages));
		if (p->words != NULL && p->assets != NULL && p->pages != NULL)
			rc = read_files(p, files, count, why);
	}
	if (rc == ERR_NOMEM)
		(void)why_set(why, rc, SIZE_MAX, "", "out of memory");
	if (rc < 0)
		pages_free(p);
	else
		*out = p;
	return rc;
}

void
pages_free(struct pages *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->page_count; i++) {
		mustache_free(p->pages[i].compiled);
		buf_clear(&p->pages[i].text);
	}
	for (size_t i = 0; i < p->word_count; i++) {
		for (size_t k = 0; k < p->words[i].count; k++)
			free(p->words[i].items[k].text);
		free(p->words[i].items);
	}
	free(p->pages);
	free(p->assets);
	free(p->words);
	free(p);
}

int
pages_render(const struct pages *p, const char *name, const char *locale,
    const struct mustache_view *view, const struct mustache_view *outer, struct buf *out,
    struct why *why)
{
	const struct page *page = page_of(p, name, locale);

	if (page == NULL || page->compiled == NULL)
		return why_set(why, ERR_NOT_FOUND, SIZE_MAX, name, "there is no such page");
	return mustache_render_page(page->compiled, view, outer, out, why);
}
