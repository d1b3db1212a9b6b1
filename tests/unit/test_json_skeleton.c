#include "monitor/base/json_skeleton.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

static struct json_value
parsed(struct json_doc *doc, const char *text)
{
	assert_int_equal(json_parse(doc, span_of(text), NULL), 0);
	return json_root(doc);
}

static void
test_a_skeleton_keeps_names_and_types_alone(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct buf shape = BUF_INIT(LIMIT_SKELETON_BYTES + 1000);
	struct buf large = BUF_INIT(LIMIT_JSON_BYTES);

	(void)state;
	assert_int_equal(
	    json_add_skeleton(&shape,
		parsed(&doc,
		    "{\"name\":\"Mar\\u00eda\",\"id\":340434637512345678901,\"ok\":true,"
		    "\"no\":false,\"none\":null,\"list\":[{},[],\"\"],"
		    "\"a name that is longer than forty bytes, so none\":1}")),
	    0);
	assert_string_equal(buf_str(&shape),
	    "{\"name\":\"10\",\"id\":21,\"ok\":true,\"no\":false,\"none\":null,\"list\":[{},[],\"0\"],"
	    "\"47\":1}");

	buf_add_char(&large, '[');
	for (int i = 0; i < 10000; i++)
		buf_add_str(&large, "\"x\",");
	buf_add_str(&large, "0]");
	buf_reset(&shape);
	assert_int_equal(json_add_skeleton(&shape, parsed(&doc, buf_str(&large))), 0);
	assert_true(shape.len < LIMIT_SKELETON_BYTES + 100);
	assert_string_equal(buf_str(&shape) + shape.len - 4, ",...");
	buf_clear(&large);
	buf_clear(&shape);
	json_doc_clear(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_skeleton_keeps_names_and_types_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
