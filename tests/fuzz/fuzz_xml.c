/*
 * fuzz_xml: what is read, written out again and read anew is the same tree; what is refused leaves no tree.
 */

#include "monitor/base/xml.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "tests/fuzz/fuzz.h"

enum { MOST_BYTES = 16 * LIMIT_JSON_BYTES };

static void
add_key(struct buf *out, struct json_value v)
{
	const size_t room = v.doc->in.len + 1;
	char *key = malloc(room);

	REQUIRE(key != NULL && json_key_copy(v, key, room));
	(void)buf_add_str(out, key + (*key == '@'));
	free(key);
}

static void
add_value(struct buf *out, struct json_value v)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);

	REQUIRE(json_add_text(&text, v) == 0);
	REQUIRE(text_utf8_valid(buf_span(&text)));
	(void)xml_add_text(out, buf_span(&text));
	buf_clear(&text);
}

/*
 * In ISO-8859-1 expat takes these three for letters of a name, in UTF-8 it does not (its latin1tab.h beside nametab.h): what
 * was read so cannot be written in UTF-8.
 */
static bool
latin_letter_seen(struct span text)
{
	static const char *const letters[] = {"\u00aa", "\u00b5", "\u00ba"};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (memmem(text.data, text.len, letters[i], strlen(letters[i])) != NULL)
			return true;
	return false;
}

static bool
key_begins(struct json_value v, char c)
{
	char key[8];

	return json_key_copy(v, key, sizeof(key)) && key[0] == c;
}

/* Names get a prefix, for what follows one need not be a name by itself. */
static void
write_element(struct buf *out, struct json_value v)
{
	struct json_value e;

	(void)buf_add_str(out, "<p:");
	add_key(out, v);
	if (json_kind(v) == JSON_KIND_NULL)
		(void)buf_add_str(out, " p:nil='1'");
	for (e = json_first(v); json_exists(e); e = json_next(e)) {
		if (!key_begins(e, '@'))
			continue;
		(void)buf_add_char(out, ' ');
		add_key(out, e);
		(void)buf_add_str(out, "=\"");
		add_value(out, e);
		(void)buf_add_char(out, '"');
	}
	(void)buf_add_char(out, '>');
	if (json_kind(v) == JSON_KIND_STRING)
		add_value(out, v);
	for (e = json_first(v); json_exists(e); e = json_next(e)) {
		if (key_begins(e, '#'))
			add_value(out, e);
		else if (!key_begins(e, '@'))
			write_element(out, e);
	}
	(void)buf_add_str(out, "</p:");
	add_key(out, v);
	(void)buf_add_char(out, '>');
}

static void
require_same(struct json_value a, struct json_value b)
{
	struct buf one = BUF_INIT(MOST_BYTES), two = BUF_INIT(MOST_BYTES);

	write_element(&one, json_first(a));
	write_element(&two, json_first(b));
	REQUIRE(buf_error(&one) == 0 && span_equal(buf_span(&one), buf_span(&two)));
	buf_clear(&one);
	buf_clear(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct span in = {(const char *)data, size};
	struct json_doc doc = JSON_DOC_INIT, again = JSON_DOC_INIT;
	struct buf text = BUF_INIT(MOST_BYTES);
	struct why why = {0};
	int rc = xml_parse(&doc, in, &why);

	if (rc < 0) {
		REQUIRE(why.code == rc && why.offset <= size);
		REQUIRE(text_utf8_valid(span_of(why.path)));
		REQUIRE(!json_exists(json_root(&doc)));
	} else {
		REQUIRE(json_count(json_root(&doc)) == 1);
		write_element(&text, json_first(json_root(&doc)));
		REQUIRE(buf_error(&text) == 0);
		if (xml_parse(&again, buf_span(&text), NULL) == 0)
			require_same(json_root(&doc), json_root(&again));
		else
			REQUIRE(latin_letter_seen(buf_span(&text)));
	}
	buf_clear(&text);
	json_doc_clear(&again);
	json_doc_clear(&doc);
	return 0;
}
