#include "monitor/web/desk_letter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

static const enum tone_rule mended[] = {TONE_BLAME_CARRIER, TONE_BLAME_WEATHER, TONE_BLAME_CUSTOMER,
    TONE_EMPTY_PROMISE, TONE_GO_AWAY, TONE_UNBACKED_DATE};

static void
test_what_is_proposed_may_itself_be_said_in_every_language(void **state)
{
	static const char *const locales[] = {"es", "en", "pt", "fr", "de", "it", "ca"};
	struct pages *pages;
	struct why why;

	(void)state;
	assert_int_equal(pages_new(&pages, web_files, web_file_count, &why), 0);
	for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++)
		for (size_t j = 0; j < sizeof(mended) / sizeof(mended[0]); j++) {
			const char *text = "x";
			const struct letter_findings found = {
			    .rules = {mended[j]}, .places = {{text, 1}}, .count = 1};
			const struct tone_days days = {NULL, 0, 0};
			struct letter_findings f;
			char said[LIMIT_WORDS_ROOM];

			assert_int_equal(
			    letter_mend(pages, locales[i], text, &found, said, sizeof(said)), 0);
			if (strlen(said) < 20)
				fail_msg("%s proposes nothing for %s", locales[i],
				    tone_rule_name(mended[j]));
			assert_int_equal(letter_judge(said, locales[i], &days, &f), 0);
			if (f.count != 0)
				fail_msg("%s may not be said: %s", locales[i], said);
		}
	pages_free(pages);
}

static void
test_a_sentence_is_replaced_where_it_stands(void **state)
{
	static const struct {
		const char *typed, *mended;
	} cases[] = {
	    {"Lo preparamos tarde. SEUR no ha entregado tu paquete a tiempo. Ya va en camino.",
		"Lo preparamos tarde. No hemos conseguido entregártelo a tiempo, y lo sentimos. Ya "
		"va en camino."},
	    /* the same is not proposed twice */
	    {"SEUR no ha entregado tu paquete a tiempo.\nLa culpa es de SEUR.",
		"No hemos conseguido entregártelo a tiempo, y lo sentimos."},
	    /* what stands around a blank goes with it */
	    {"Ya va en camino. Te llega el {{day}} sin falta. Lo sentimos.",
		"Ya va en camino. Lo sentimos."},
	    {"[nombre del cliente]", ""},
	};
	const struct tone_days days = {NULL, 0, 0};
	struct pages *pages;
	struct why why;

	(void)state;
	assert_int_equal(pages_new(&pages, web_files, web_file_count, &why), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[LIMIT_WORDS_ROOM];
		struct letter_findings f;

		(void)text_cut(text, sizeof(text), span_of(cases[i].typed));
		assert_int_equal(letter_judge(text, "es-ES", &days, &f), 0);
		assert_true(f.count > 0);
		assert_int_equal(letter_mend(pages, "es-ES", text, &f, text, sizeof(text)), 0);
		assert_string_equal(text, cases[i].mended);
	}
	pages_free(pages);
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
	    cmocka_unit_test(test_what_is_proposed_may_itself_be_said_in_every_language),
	    cmocka_unit_test(test_a_sentence_is_replaced_where_it_stands),
	    cmocka_unit_test(test_nothing_typed_blames_nobody_and_unknown_languages_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
