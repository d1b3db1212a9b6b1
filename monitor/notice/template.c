#include "monitor/notice/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/notice/layout.h"
#include "monitor/notice/notice_sample.h"
#include "monitor/notice/parts.h"
#include "monitor/notice/tone.h"
#include "monitor/notice/words.h"

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

static struct template *
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

static void
templates_clear(struct templates *t)
{
	for (size_t i = 0; i < t->count; i++) {
		mustache_free(t->items[i].subject);
		mustache_free(t->items[i].preheader);
		mustache_free(t->items[i].body);
	}
	free(t->items);
}

void
templates_free(struct templates *t)
{
	if (t == NULL)
		return;
	templates_clear(t);
	free(t);
}

/* ---- a shop's own ---- */

/* What stands in a language, the shop's own first: read, not compiled. */
static int
with_own(const struct templates *set, const struct own_templates *own, const char *language,
    struct templates *out, struct why *why)
{
	int rc = 0;

	out->items = calloc(own->count + set->count + 1, sizeof(*out->items));
	if (out->items == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < own->count && rc == 0; i++) {
		struct template_file file = {own->items[i].path, own->items[i].text};
		struct template *t = &out->items[out->count++];

		rc = read_path(t, &file, why);
		if (rc == 0)
			rc = read_front(t, &file, why);
	}
	for (size_t i = 0; i < set->count && rc == 0; i++)
		if (strcmp(set->items[i].language, language) == 0) {
			struct template *t = &out->items[out->count++];

			*t = set->items[i];
			t->subject = t->preheader = t->body = NULL;
		}
	return rc;
}

/* The templates of one language, ours and the shop's, as letters and with a sample. */
static int
check_language(const struct templates *set, const struct own_templates *own,
    const struct shop *shop, const char *language, struct why *why)
{
	struct templates all = {NULL, 0};
	struct judge judge = {.language = NULL};
	struct notice_sample *sample = malloc(sizeof(*sample));
	struct facts *facts = malloc(sizeof(*facts));
	int rc =
	    sample == NULL || facts == NULL ? ERR_NOMEM : with_own(set, own, language, &all, why);

	for (size_t i = 0; i < own->count && rc == 0; i++) {
		const struct template *t = &all.items[i];
		struct template_output out;

		if (strcmp(t->language, language) != 0)
			continue;
		rc = check_tone(&judge, t, why);
		if (rc != 0 || t->kind == NOTICE_NONE)
			continue;
		template_output_init(&out);
		notice_sample_fill(sample, t->kind, language, 1);
		memcpy(sample->shop.pages_url, shop->pages_url, sizeof(shop->pages_url));
		memcpy(sample->shop.returns_url, shop->returns_url, sizeof(shop->returns_url));
		memcpy(
		    sample->shop.goodwill_code, shop->goodwill_code, sizeof(shop->goodwill_code));
		rc = facts_build(facts, &sample->input);
		if (rc == 0)
			rc = templates_render(set, own, t->kind, facts, &out, why);
		template_output_clear(&out);
	}
	tone_matcher_free(judge.matcher);
	templates_clear(&all);
	free(sample);
	free(facts);
	return rc;
}

int
templates_check_own(const struct own_templates *own, const struct shop *shop, struct why *why)
{
	struct templates ours = {NULL, 0};
	int rc = 0;

	ours.items = calloc(template_file_count + 1, sizeof(*ours.items));
	if (ours.items == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < template_file_count && rc == 0; i++) {
		struct template *t = &ours.items[ours.count++];

		rc = read_path(t, &template_files[i], why);
		if (rc == 0)
			rc = read_front(t, &template_files[i], why);
	}
	for (size_t l = 0; rc == 0 && words_language(l) != NULL; l++)
		rc = check_language(&ours, own, shop, words_language(l), why);
	templates_clear(&ours);
	return rc;
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
templates_render(const struct templates *set, const struct own_templates *own,
    enum notice_kind kind, const struct facts *facts, struct template_output *out, struct why *why)
{
	const char *language = words_of(facts->locale)->language;
	struct templates all = {NULL, 0};
	struct template *t = NULL;
	struct buf markdown = BUF_INIT(LIMIT_MAIL_BYTES);
	int rc = 0;

	if (own != NULL && own->count > 0) {
		rc = with_own(set, own, language, &all, why);
		if (rc == 0)
			t = find(&all, language, notice_kind_name(kind));
		if (t != NULL)
			rc = compile(&all, t, why);
	} else {
		t = find(set, language, notice_kind_name(kind));
	}
	if (rc != 0)
		goto out;
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
	    &(struct layout_brand){
		fact(facts, "shop_name"), fact(facts, "shop_logo_url"), facts->accent},
	    fact(facts, "label"));
	rc = parts_write(&markdown, facts, &out->html, &out->text);
	if (rc == ERR_MALFORMED)
		fault(why, rc, t->body_source.name, t->body_source.first_line,
		    "markup that a notice may not hold");
	layout_end(&out->html);
	if (rc == 0)
		rc = buf_error(&out->html) != 0 ? buf_error(&out->html) : buf_error(&out->text);
out:
	templates_clear(&all);
	buf_clear(&markdown);
	return rc;
}
