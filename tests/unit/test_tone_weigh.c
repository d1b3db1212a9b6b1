#include "monitor/notice/tone_weigh.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/notice/tone_match.h"

/* Words parted by blanks; `class` begins with each. */
static void
read_words(struct tone_features *f, const char *language, const char *words, const char *class)
{
	uint32_t name = tone_feature_name(span_of(class));
	struct span rest = span_of(words), word;

	tone_features_begin(f, language);
	while (text_split(&rest, ' ', &word))
		tone_features_add(f, word, &name, class[0] != '\0');
	tone_features_end_sentence(f);
	tone_features_end(f);
}

static size_t
shared(const struct tone_features *a, const struct tone_features *b, enum tone_group group)
{
	size_t both = 0;

	for (size_t i = 0; i < a->count[group]; i++)
		for (size_t k = 0; k < b->count[group]; k++)
			both += a->at[group][i] == b->at[group][k];
	return both;
}

static void
test_the_same_words_are_the_same_features_in_any_run(void **state)
{
	static struct tone_features a, b;

	(void)state;
	read_words(&a, "en", "the courier lost it", "X");
	read_words(&b, "en", "the courier lost it", "X");
	for (int g = 0; g < TONE_GROUPS; g++) {
		assert_int_equal(a.count[g], b.count[g]);
		assert_memory_equal(a.at[g], b.at[g], a.count[g] * sizeof(a.at[g][0]));
	}
}

static void
test_features_are_each_once_and_in_range(void **state)
{
	static struct tone_features f;

	(void)state;
	read_words(&f, "en", "no no no no no no no no no no no no", "X");
	for (int g = 0; g < TONE_GROUPS; g++)
		for (size_t i = 0; i < f.count[g]; i++) {
			assert_true(f.at[g][i] < TONE_FEATURES);
			assert_true(i == 0 || f.at[g][i - 1] < f.at[g][i]);
		}
}

static void
test_the_order_of_words_tells(void **state)
{
	static struct tone_features a, b;

	(void)state;
	read_words(&a, "en", "you lost it", "");
	read_words(&b, "en", "it lost you", "");
	assert_true(shared(&a, &b, TONE_BY_WORDS) < a.count[TONE_BY_WORDS]);
	assert_int_equal(a.count[TONE_BY_CLASSES], 0);
}

static void
test_languages_share_letters_and_half_of_words_and_classes(void **state)
{
	static struct tone_features es, ca;

	(void)state;
	read_words(&es, "es", "retard", "TROUBLE");
	read_words(&ca, "ca", "retard", "TROUBLE");
	assert_int_equal(shared(&es, &ca, TONE_BY_WORDS) * 2, es.count[TONE_BY_WORDS]);
	assert_int_equal(shared(&es, &ca, TONE_BY_CLASSES) * 2, es.count[TONE_BY_CLASSES]);
	assert_int_equal(shared(&es, &ca, TONE_BY_LETTERS), es.count[TONE_BY_LETTERS]);
}

static void
test_which_number_it_is_says_nothing(void **state)
{
	static struct tone_features a, b;

	(void)state;
	read_words(&a, "en", "order 4411 leaves", "");
	read_words(&b, "en", "order b-20 leaves", "");
	for (int g = 0; g < TONE_GROUPS; g++) {
		assert_int_equal(a.count[g], b.count[g]);
		assert_memory_equal(a.at[g], b.at[g], a.count[g] * sizeof(a.at[g][0]));
	}
}

static void
test_a_sentence_without_end_is_cut_not_overrun(void **state)
{
	static struct tone_features f;
	uint32_t classes[2 * TONE_WORD_CLASSES];

	(void)state;
	tone_features_begin(&f, "en");
	for (uint32_t i = 0; i < 3000; i++) {
		char word[2] = {(char)('a' + i % 26), (char)('a' + i / 26 % 26)};

		for (uint32_t c = 0; c < 2 * TONE_WORD_CLASSES; c++)
			classes[c] = i * 100 + c;
		tone_features_add(&f, (struct span){word, 2}, classes, 2 * TONE_WORD_CLASSES);
	}
	tone_features_end_sentence(&f);
	tone_features_end(&f);
	assert_true(f.count[TONE_BY_CLASSES] <= TONE_FEATURES_MOST);
}

/* ---- what was learnt ---- */

struct worst {
	double odds;
	enum tone_rule rule;
};

static void
keep_worst(const struct tone_features *f, enum tone_extent extent, void *arg)
{
	struct worst *worst = arg;
	double odds = tone_weigh(&tone_weights, extent, f);

	if (odds > worst->odds)
		*worst = (struct worst){odds, tone_weigh_rule(&tone_weights, f)};
}

static void
test_plain_sentences_of_each_kind_are_weighed(void **state)
{
	static const struct {
		const char *language, *text;
		enum tone_rule rule;
	} cases[] = {
	    {"en", "The courier lost your parcel again.", TONE_BLAME_CARRIER},
	    {"en", "Snow has closed every road and your order is stuck.", TONE_BLAME_WEATHER},
	    {"es", "No estabas en casa y nadie abri\u00F3 la puerta.", TONE_BLAME_CUSTOMER},
	    {"fr", "Cela ne se reproduira plus jamais.", TONE_EMPTY_PROMISE},
	    {"it", "Si rivolga al corriere per avere informazioni.", TONE_GO_AWAY},
	    {"en", "Your order arrives on Thursday between 9 and 13.", TONE_INNOCENT},
	    {"es", "Tu pedido llega el jueves entre las 9 y las 13.", TONE_INNOCENT},
	    {"de", "Ihr Paket liegt bis zum 12. Juni im Laden bereit.", TONE_INNOCENT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct worst worst = {-100, TONE_INNOCENT};
		struct tone_matcher *m = NULL;

		assert_int_equal(tone_matcher_new(&m, cases[i].language, NULL), 0);
		assert_int_equal(
		    tone_match_features(m, span_of(cases[i].text), keep_worst, &worst), 0);
		tone_matcher_free(m);
		if ((worst.odds > 0) != (cases[i].rule != TONE_INNOCENT) ||
		    (worst.odds > 0 && worst.rule != cases[i].rule))
			fail_msg("%s: odds %.2f, rule %d", cases[i].text, worst.odds, worst.rule);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_same_words_are_the_same_features_in_any_run),
	    cmocka_unit_test(test_features_are_each_once_and_in_range),
	    cmocka_unit_test(test_the_order_of_words_tells),
	    cmocka_unit_test(test_languages_share_letters_and_half_of_words_and_classes),
	    cmocka_unit_test(test_which_number_it_is_says_nothing),
	    cmocka_unit_test(test_a_sentence_without_end_is_cut_not_overrun),
	    cmocka_unit_test(test_plain_sentences_of_each_kind_are_weighed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
