#include "monitor/base/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/json_skeleton.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"

/* Read into *doc, or the test fails. */
static struct json_value
parsed(struct json_doc *doc, const char *text)
{
	struct why why = {0};

	if (xml_parse(doc, span_of(text), &why) < 0)
		fail_msg("%s: at %zu (%s): %s", text, why.offset, why.path, why.text);
	return json_root(doc);
}

static void
assert_text(struct json_value v, const char *path, const char *expected)
{
	char text[64];

	if (!json_string_copy(json_path(v, path), text, sizeof(text)))
		fail_msg("%s is no string", path);
	assert_string_equal(text, expected);
}

/* What is read is told by the shape of it: each text by its length. */
static void
test_elements_are_members_and_attributes_are_marked(void **state)
{
	static const struct {
		const char *text, *shape;
	} rows[] = {
	    {"<a/>", "{\"a\":\"0\"}"},
	    {"<a> \n two  </a>", "{\"a\":\"3\"}"},
	    {"<a b='1'/>", "{\"a\":{\"@b\":\"1\"}}"},
	    {"<a b='1' c='22'>three</a>", "{\"a\":{\"@b\":\"1\",\"@c\":\"2\",\"#text\":\"5\"}}"},
	    {"<a>\n <b>x</b>\n <c/>\n</a>", "{\"a\":{\"b\":\"1\",\"c\":\"0\"}}"},
	    {"<a>one<b>x</b>two</a>", "{\"a\":{\"b\":\"1\",\"#text\":\"6\"}}"},
	    {"<a><b>1</b><b>22</b></a>", "{\"a\":{\"b\":\"1\",\"b\":\"2\"}}"},
	    {"<s:a xmlns:s='urn:s' xmlns='urn:d' s:t='x'><s:b>1</s:b></s:a>",
		"{\"a\":{\"b\":\"1\"}}"},
	    {"<a xmlns:i='urn:i'><b i:nil='true'/><c i:nil='false'/></a>",
		"{\"a\":{\"b\":null,\"c\":\"0\"}}"},
	    {"<a><![CDATA[<b>&]]></a>", "{\"a\":\"4\"}"},
	    {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe1</a>", "{\"a\":\"2\"}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct json_doc doc = JSON_DOC_INIT;
		struct buf shape = BUF_INIT(1000);

		assert_int_equal(json_add_skeleton(&shape, parsed(&doc, rows[i].text)), 0);
		assert_string_equal(buf_str(&shape), rows[i].shape);
		buf_clear(&shape);
		json_doc_clear(&doc);
	}
}

static void
test_texts_are_read_through_the_getters_of_json(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "<e:Envelope xmlns:e='urn:e'><e:Body><r code=' 7 '>"
	    "<t>a &amp; b &#233; \\u0041</t></r></e:Body></e:Envelope>");
	int64_t number = 5;

	(void)state;
	assert_text(v, "Envelope.Body.r.t", "a & b \xc3\xa9 \\u0041");
	assert_text(v, "Envelope.Body.r.@code", " 7 ");
	assert_true(json_key_is(json_first(v), "Envelope"));
	assert_false(json_int(json_path(v, "Envelope.Body.r.@code"), 0, 9, &number));
	json_doc_clear(&doc);
}

/* One walk over what is one element here, several there, or a list within JSON. */
static void
test_items_are_one_or_many(void **state)
{
	static const char *const texts[] = {"<a><i>x</i><i/><i>y</i><j>z</j></a>",
	    "{\"a\":{\"i\":[\"x\",null,\"\",\"y\"]}}",
	    "{\"a\":{\"i\":\"x\",\"k\":1,\"i\":[\"y\"]}}",
	    "{\"a\":{\"i\":[],\"i\":{},\"i\":[[],\"x\"],\"i\":[\"y\"]}}"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct json_doc doc = JSON_DOC_INIT;
		struct json_value item;
		int rc = texts[i][0] == '<' ? xml_parse(&doc, span_of(texts[i]), NULL)
					    : json_parse(&doc, span_of(texts[i]), NULL);

		assert_int_equal(rc, 0);
		item = json_items(json_path(json_root(&doc), "a.i"));
		assert_text(item, "", "x");
		item = json_items_next(item);
		assert_text(item, "", "y");
		assert_false(json_exists(json_items_next(item)));
		assert_false(json_exists(json_items(json_path(json_root(&doc), "a.none"))));
		assert_false(json_exists(json_items_next((struct json_value){0})));
		json_doc_clear(&doc);
	}
}

static void
test_what_is_no_xml_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *text;
		size_t offset;
		const char *path;
	} rows[] = {
	    {"", 0, ""},
	    {"plain", 0, ""},
	    {"<a><b>1</c></a>", 9, "a.b"},
	    {"<a><b/><b>", 10, "a.b"},
	    {"<a>&nbsp;</a>", 3, "a"},
	    {"<a/><b/>", 4, ""},
	    {"<a b='1' b='2'/>", 9, ""},
	    {"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", 12, ""},
	    {"<a>\xff</a>", 3, "a"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct json_doc doc = JSON_DOC_INIT;
		struct why why = {0};

		assert_int_equal(xml_parse(&doc, span_of(rows[i].text), &why), ERR_MALFORMED);
		assert_int_equal(why.code, ERR_MALFORMED);
		assert_string_equal(why.path, rows[i].path);
		if (why.offset != rows[i].offset)
			fail_msg("%s: at %zu", rows[i].text, why.offset);
		assert_false(json_exists(json_root(&doc)));
		json_doc_clear(&doc);
	}
}

static void
test_nesting_and_values_are_bounded(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct why why = {0};

	(void)state;
	for (int i = 0; i <= LIMIT_JSON_DEPTH; i++)
		(void)buf_add_str(&text, "<a>");
	assert_int_equal(xml_parse(&doc, buf_span(&text), &why), ERR_TOO_BIG);
	buf_reset(&text);
	(void)buf_add_str(&text, "<a>");
	for (size_t i = 0; i < LIMIT_JSON_NODES; i++)
		(void)buf_add_str(&text, "<b/>");
	(void)buf_add_str(&text, "</a>");
	assert_int_equal(xml_parse(&doc, buf_span(&text), &why), ERR_TOO_BIG);
	assert_int_equal(xml_parse(&doc, SPAN("<a/>"), &why), 0); /* it may be used again */
	assert_int_equal(json_parse(&doc, SPAN("[1]"), &why), 0);
	assert_int_equal(json_count(json_root(&doc)), 1);
	json_doc_clear(&doc);
	buf_clear(&text);
}

/* A fault of what stands in the text is told by its place in the XML, not in what was kept of it. */
static void
test_a_fault_is_placed_in_the_text_that_was_read(void **state)
{
	static const char text[] = "<a><b>1</b>  <c><d>x</d></c></a>";
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc, text);
	struct why why = {0};

	(void)state;
	assert_int_equal(
	    json_fault(json_path(v, "a.c.d"), &why, ERR_MALFORMED, "bad"), ERR_MALFORMED);
	assert_string_equal(why.path, "a.c.d");
	assert_int_equal(why.offset, strstr(text, "<d>") - text);
	json_doc_clear(&doc);
}

static void
test_written_text_reads_back(void **state)
{
	static const char text[] = "a<b>&\"c\"\n\td'e";
	struct json_doc doc = JSON_DOC_INIT;
	struct buf xml = BUF_INIT(1000);

	(void)state;
	(void)buf_add_str(&xml, "<a b=\"");
	assert_int_equal(xml_add_text(&xml, span_of(text)), 0);
	(void)buf_add_str(&xml, "\">");
	assert_int_equal(xml_add_text(&xml, span_of(text)), 0);
	assert_int_equal(xml_add_text(&xml, SPAN("\x01")), 0);
	(void)buf_add_str(&xml, "</a>");
	assert_text(parsed(&doc, buf_str(&xml)), "a.@b", text);
	assert_text(json_root(&doc), "a.#text", text);
	json_doc_clear(&doc);
	buf_clear(&xml);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_elements_are_members_and_attributes_are_marked),
	    cmocka_unit_test(test_texts_are_read_through_the_getters_of_json),
	    cmocka_unit_test(test_items_are_one_or_many),
	    cmocka_unit_test(test_what_is_no_xml_is_refused_with_its_place),
	    cmocka_unit_test(test_nesting_and_values_are_bounded),
	    cmocka_unit_test(test_a_fault_is_placed_in_the_text_that_was_read),
	    cmocka_unit_test(test_written_text_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
