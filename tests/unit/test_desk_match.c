/* Why something was found: what is looked for is marked in it, whatever the case, accents or grouping; and nothing else is. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "monitor/web/desk_match.h"

static void
test_what_was_looked_for_is_marked(void **state)
{
	static const struct {
		const char *query, *text, *marked; /* NULL: nothing of it */
	} cases[] = {
	    {"ana ej", "Ana Ejemplo Ruiz", "<mark>Ana</mark> <mark>Ej</mark>emplo Ruiz"},
	    {"inigo", "Íñigo Inventado", "<mark>Íñigo</mark> Inventado"},
	    {"ini", "Íñigo", "<mark>Íñi</mark>go"},
	    {"ÍÑI", "inigo", "<mark>ini</mark>go"},
	    {"strasse", "Straße", "<mark>Straße</mark>"},
	    {"B-204", "B-20418", "<mark>B</mark>-<mark>204</mark>18"},
	    {"ana@ejemplo", "ana@ejemplo.example", "<mark>ana</mark>@<mark>ejemplo</mark>.example"},
	    {"600 00 00 12", "+34 600 000 012", "<mark>+34 600 000 012</mark>"},
	    {"0012", "+34 600 000 012", NULL},
	    {"4242 4242 44", "4242424244", "<mark>4242424244</mark>"},
	    {"ruiz", "Ana <b>Ruiz", "Ana &lt;b&gt;<mark>Ruiz</mark>"},
	    {"emplo", "Ana Ejemplo", NULL},
	    {"", "Ana", NULL},
	    {"zzz", "Ana", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = BUF_INIT(512);
		struct desk_match m;

		desk_match_init(&m, cases[i].query);
		assert_int_equal(desk_match_add(&m, cases[i].text, &out), cases[i].marked != NULL);
		if (cases[i].marked != NULL)
			assert_string_equal(buf_str(&out), cases[i].marked);
		buf_clear(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_was_looked_for_is_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
