#include "monitor/poll/idset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { IDS = 3000 };

static void
test_an_id_is_in_once(void **state)
{
	struct idset s = IDSET_INIT;

	(void)state;
	assert_false(idset_has(&s, 7));
	assert_int_equal(idset_add(&s, 7), 0);
	assert_int_equal(idset_add(&s, 7), ERR_EXISTS);
	assert_true(idset_has(&s, 7));
	idset_remove(&s, 8);
	idset_remove(&s, 7);
	assert_false(idset_has(&s, 7));
	assert_int_equal(s.count, 0);
	idset_clear(&s);
}

/* Against a plain table of what should be in, through a long random life. */
static void
test_it_agrees_with_a_table_whatever_comes_and_goes(void **state)
{
	static bool in[IDS];
	struct idset s = IDSET_INIT;
	uint64_t seed = 1;
	size_t count = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		uint64_t id;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		id = 1 + (seed >> 33) % (IDS - 1);
		assert_int_equal(idset_has(&s, id), in[id]);
		if (in[id])
			idset_remove(&s, id);
		else
			assert_int_equal(idset_add(&s, id), 0);
		count += in[id] ? (size_t)-1 : 1;
		in[id] = !in[id];
		assert_int_equal(s.count, count);
	}
	for (uint64_t id = 1; id < IDS; id++)
		assert_int_equal(idset_has(&s, id), in[id]);
	idset_clear(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_an_id_is_in_once),
	    cmocka_unit_test(test_it_agrees_with_a_table_whatever_comes_and_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
