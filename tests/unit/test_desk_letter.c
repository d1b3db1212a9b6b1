#include "monitor/web/desk_letter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "monitor/base/text.h"

/* Words typed by a person are judged in the language of whoever will read them. */
static void
test_typed_words_are_judged_in_the_language_of_their_reader(void **state)
{
	static const struct {
		const char *locale, *blames, *fine;
	} cases[] = {
	    {"es-MX", "SEUR no ha entregado tu paquete a tiempo.", "Lo hemos preparado tarde."},
	    {"en", "The courier lost your parcel again.", "We packed it a day late."},
	    {"pt-BR", "A transportadora perdeu a sua encomenda.",
		"Preparámos a sua encomenda tarde."},
	    {"fr", "Le transporteur a perdu votre colis.",
		"Nous avons préparé votre colis trop tard."},
	    {"de-AT", "Der Paketdienst hat Ihr Paket verloren.",
		"Wir haben Ihr Paket zu spät gepackt."},
	    {"it", "Il corriere ha perso il tuo pacco.",
		"Abbiamo preparato il tuo pacco in ritardo."},
	    {"ca", "El transportista ha perdut el teu paquet.", "Hem preparat tard el teu paquet."},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct tone_days days = {NULL, 0, 0};
		struct letter_findings f;

		assert_int_equal(letter_judge(cases[i].blames, cases[i].locale, &days, &f), 0);
		if (f.count == 0)
			fail_msg("not seen: %s", cases[i].blames);
		assert_int_equal(f.rules[0], TONE_BLAME_CARRIER);
		assert_ptr_equal(f.places[0].data, cases[i].blames);
		assert_int_equal(letter_judge(cases[i].fine, cases[i].locale, &days, &f), 0);
		if (f.count != 0)
			fail_msg("gagged: %s", cases[i].fine);
	}
}

static void
test_nothing_typed_blames_nobody_and_unknown_languages_are_told(void **state)
{
	struct letter_findings f;

	(void)state;
	assert_int_equal(letter_judge("", "es", NULL, &f), 0);
	assert_int_equal(f.count, 0);
	assert_int_equal(letter_judge("Hej", "sv", NULL, &f), ERR_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_typed_words_are_judged_in_the_language_of_their_reader),
	    cmocka_unit_test(test_nothing_typed_blames_nobody_and_unknown_languages_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
