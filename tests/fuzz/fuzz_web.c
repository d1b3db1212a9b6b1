/*
 * What the web thread reads from strangers: queries and forms, cookies, addresses of proxies, languages, paths. The first byte chooses.
 */

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/form.h"
#include "monitor/web/pages.h"
#include "monitor/web/path.h"
#include "monitor/web/peer.h"
#include "monitor/web/routes.h"
#include "tests/fuzz/fuzz.h"

static void
try_form(struct span in)
{
	struct form form;
	struct why why;

	form_init(&form);
	if (form_parse(&form, in, &why) == 0)
		for (size_t i = 0; i < form.count; i++)
			/* Each is found by its name, and is the only one of it. */
			if (form_get(&form, form.fields[i].name) != form.fields[i].value ||
			    !text_utf8_valid(span_of(form.fields[i].value)))
				abort();
	form_clear(&form);
}

static void
try_cookie(const char *text)
{
	char value[64];

	if (!form_cookie(text, "session", value, sizeof(value)) && value[0] != '\0')
		abort();
}

static void
try_peer(const char *text)
{
	static const char *const own = "10.0.0.0/8 ::1";
	struct peer_nets nets;
	struct peer p;
	char name[PEER_ROOM];

	if (peer_nets_parse(span_of(own), &nets) < 0 || peer_parse(SPAN("10.0.0.1"), &p) < 0)
		abort();
	peer_forwarded(&p, text, &nets);
	peer_text(&p, name);
	if (name[0] == '\0')
		abort();
	if (peer_nets_parse(span_of(text), &nets) == 0)
		(void)peer_in(&p, &nets);
}

static void
try_language(const char *text)
{
	static const struct web_file files[] = {
	    {"words/desk.es.txt", "a = b\n"}, {"words/desk.en.txt", "a = c\n"}};
	struct pages *pages = NULL;
	struct why why;
	const char *locale;

	if (pages_new(&pages, files, 2, &why) < 0)
		return;
	locale = pages_locale(pages, "desk", text);
	if (strcmp(locale, "es") != 0 && strcmp(locale, "en") != 0)
		abort();
	pages_free(pages);
}

static size_t
slashes(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += *text == '/';
	return count;
}

/* What a row takes for its own has its parts, and nothing but a part for each "*". */
static void
try_path(const char *text)
{
	for (size_t i = 0; i < route_count; i++) {
		bool stars = strchr(routes[i].path, '*') != NULL;
		struct path_wild wild;

		if (!path_matches(routes[i].path, text, &wild))
			continue;
		if (slashes(routes[i].path) != slashes(text) || (wild.last.len > 0) != stars ||
		    memchr(wild.first.data, '/', wild.first.len) != NULL ||
		    memchr(wild.last.data, '/', wild.last.len) != NULL ||
		    (!stars && strcmp(routes[i].path, text) != 0))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;

	if (size == 0)
		return 0;
	text = malloc(size);
	if (text == NULL)
		return 0;
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	switch (data[0] % 5) {
	case 0: try_form((struct span){text, size - 1}); break;
	case 1: try_cookie(text); break;
	case 2: try_peer(text); break;
	case 3: try_language(text); break;
	default: try_path(text); break;
	}
	free(text);
	return 0;
}
