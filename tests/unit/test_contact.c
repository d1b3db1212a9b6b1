#include "monitor/base/contact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

struct text_case {
	const char *text;
	bool valid;
};

static void
test_only_a_bare_address_of_a_full_domain_is_one(void **state)
{
	static const struct text_case cases[] = {
	    {"ana@ejemplo.example", true}, {"ana.maria+pedidos@correo.ejemplo.example", true},
	    {"o'brien@a-b.example", true}, {"", false}, {"@", false}, {"ana", false},
	    {"ana@ejemplo", false}, {"@ejemplo.example", false}, {"ana@", false},
	    {"ana@@ejemplo.example", false}, {"ana@b@ejemplo.example", false},
	    {"ana@.example", false}, {"ana@ejemplo..example", false},
	    {"ana@ejemplo.example.", false}, {"ana@-ejemplo.example", false},
	    {".ana@ejemplo.example", false}, {"ana.@ejemplo.example", false},
	    {"ana @ejemplo.example", false}, {"ana@ejemplo.example ", false},
	    {"ana@ejemplo.example, eva@ejemplo.example", false},
	    {"Ana <ana@ejemplo.example>", false},
	    {"ana@ejemplo.example\r\nBcc: eva@ejemplo.example", false},
	    {"ana\n@ejemplo.example", false}, {"ana\t@ejemplo.example", false},
	    {"\"ana\"@ejemplo.example", false}, {"ana@[127.0.0.1]", false},
	    {"jos\xC3\xA9@ejemplo.example", true}, {"\xE4\xBE\x8B@ejemplo.example", true},
	    {"\xD9\x85\xD8\xAB\xD8\xA7\xD9\x84@ejemplo.example", true},
	    {"jos\xC3\xA9@\xC3\xB1.example", false}, {"jos\xC3@ejemplo.example", false},
	    {"jos\xC2\xA0\xC3\xA9@ejemplo.example", false},     /* a blank */
	    {"jos\xE2\x80\x8B\xC3\xA9@ejemplo.example", false}, /* nothing to be seen */
	    {"\xE2\x80\xAEjos\xC3\xA9@ejemplo.example", false}, /* turns the writing round */
	    {"jos\xC3\xA9\xC2\x85@ejemplo.example", false},     /* a control character */
	    {"jos\xEE\x80\x80@ejemplo.example", false},         /* whatever anyone likes */
	    {"jos\xC3\xA9\xE2\x80\xA8@ejemplo.example", false}, /* a line of its own */
	};
	char longest[400];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (contact_email_valid(cases[i].text) != cases[i].valid)
			fail_msg("%s", cases[i].text);
	memset(longest, 'a', sizeof(longest));
	(void)snprintf(longest + 65, sizeof(longest) - 65, "@ejemplo.example");
	assert_false(contact_email_valid(longest));    /* 65 before the @ */
	assert_true(contact_email_valid(longest + 1)); /* 64 */
}

static void
test_an_address_that_nobody_reads_is_seen_through(void **state)
{
	static const struct text_case cases[] = {
	    {"noreply@ejemplo.example", true},
	    {"No-Reply@ejemplo.example", true},
	    {"do_not.reply+x@ejemplo.example", true},
	    {"no-responder@ejemplo.example", true},
	    {"pedidos@ejemplo.example", false},
	    {"reply@noreply.example", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (contact_email_no_reply(cases[i].text) != cases[i].valid)
			fail_msg("%s", cases[i].text);
}

static void
test_phones_are_digits_and_their_punctuation(void **state)
{
	static const struct text_case cases[] = {
	    {"+34 910 000 000", true},
	    {"910000000", true},
	    {"(0034) 910-000.000", true},
	    {"1234", false},
	    {"1234567890123456", false},
	    {"34+910000000", false},
	    {"910 000 000 ext 5", false},
	    {"910000000\r\nX: y", false},
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (contact_phone_valid(cases[i].text) != cases[i].valid)
			fail_msg("%s", cases[i].text);
}

static void
test_text_is_one_line_of_utf8(void **state)
{
	static const struct text_case cases[] = {
	    {"", true},
	    {"Muebles Violeta, S.L. \xE2\x80\x94 \xC3\xB1", true},
	    {"a\nb", false},
	    {"a\tb", false},
	    {"a\x7F", false},
	    {"a\xC2\x85z", false},
	    {"a\xE2\x80\xA8z", false},
	    {"\xFF", false},
	    {"\xC3", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (contact_text_valid((struct span){cases[i].text, strlen(cases[i].text)}) !=
		    cases[i].valid)
			fail_msg("case %zu", i);
	assert_false(contact_text_valid((struct span){"a\0b", 3}));
}

static void
test_locales_are_written_their_usual_way(void **state)
{
	static const struct {
		const char *in, *want; /* NULL: refused */
	} cases[] = {
	    {"es", "es"},
	    {"ES_es", "es-ES"},
	    {"en-gb", "en-GB"},
	    {"zh-hant-tw", "zh-Hant-TW"},
	    {"es-419", "es-419"},
	    {"gsw-CH", "gsw-CH"},
	    {"", NULL},
	    {"e", NULL},
	    {"spanish", NULL},
	    {"es-", NULL},
	    {"-ES", NULL},
	    {"es--ES", NULL},
	    {"es-ES-x", NULL},
	    {"es-E5", NULL},
	    {"es ES", NULL},
	    {"../es", NULL},
	};
	char locale[16], small[4];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int rc = contact_locale_parse(
		    locale, sizeof(locale), (struct span){cases[i].in, strlen(cases[i].in)});

		if (rc != (cases[i].want != NULL ? 0 : ERR_MALFORMED) ||
		    strcmp(locale, cases[i].want != NULL ? cases[i].want : "") != 0)
			fail_msg("%s: %d %s", cases[i].in, rc, locale);
	}
	assert_int_equal(contact_locale_parse(small, sizeof(small), SPAN("es-E")), ERR_TOO_BIG);
}

/* Expected forms are those of Punycode (RFC 3492). */
static void
test_domains_of_other_scripts_become_what_the_network_has(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: refused */
	} cases[] = {
	    {"ana@ejemplo.example", "ana@ejemplo.example"},
	    {"Ana@Ejemplo.Example", "Ana@Ejemplo.Example"},
	    {"ana@\xc3\xb1"
	     "and\xc3\xba.example",
		"ana@xn--and-6ma2c.example"},
	    {"ana@STRA\xc3\x9f"
	     "E.example",
		"ana@xn--strae-oqa.example"},
	    {"ana@\xe4\xbe\x8b\xe3\x81\x88.example", "ana@xn--r8jz45g.example"},
	    {"ana@e\xcc\x81"
	     "poca.example",
		"ana@xn--poca-9oa.example"},
	    {"\xc3\xb1@ejemplo.example", "\xc3\xb1@ejemplo.example"},
	    {"Jose\xcc\x81@\xc3\xb1"
	     "and\xc3\xba.example",
		"Jos\xc3\xa9@xn--and-6ma2c.example"}, /* composed */
	    {"ana\xcd\xbe@ejemplo.example", NULL},    /* composed it is a semicolon */
	    {"ana\xff@ejemplo.example", NULL},
	    {"ana@\xc3\xb1", NULL},
	    {"ana@\xe2\x80\xae"
	     "abc.example",
		NULL}, /* turns the writing round */
	    {"ana@a\xe3\x80\x82"
	     "example\r\nRCPT TO:<x@y.example>",
		NULL},
	    {"ana@\xc3\xb1_\xc3\xb1.example", NULL},
	    {"ana@b\xff.example", NULL},
	    {"@\xc3\xb1.example", NULL},
	    {"ana", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char got[LIMIT_EMAIL_ROOM];
		int rc = contact_email_parse(got, sizeof(got), span_of(cases[i].text));

		if ((rc == 0) != (cases[i].want != NULL) ||
		    strcmp(got, rc == 0 ? cases[i].want : "") != 0)
			fail_msg("%s: %d '%s'", cases[i].text, rc, got);
	}
}

static void
test_an_address_is_one_however_it_is_written(void **state)
{
	static const struct {
		const char *text, *key;
	} cases[] = {
	    {"Ana@Ejemplo.EXAMPLE", "ana@ejemplo.example"},
	    {"JOS\xC3\x89@ejemplo.example", "jos\xC3\xA9@ejemplo.example"},
	    {"JOSE\xCC\x81@ejemplo.example", "jos\xC3\xA9@ejemplo.example"},
	    {"stra\xC3\x9F"
	     "e@ejemplo.example",
		"strasse@ejemplo.example"},
	    {"", ""},
	    {"No\xFF", "no\xFF"},
	};
	char key[LIMIT_EMAIL_ROOM], longest[2 * LIMIT_EMAIL_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		contact_email_key(key, cases[i].text);
		assert_string_equal(key, cases[i].key);
	}
	memset(longest, 'A', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	contact_email_key(key, longest);
	assert_int_equal(strspn(key, "a"), LIMIT_EMAIL_ROOM - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_domains_of_other_scripts_become_what_the_network_has),
	    cmocka_unit_test(test_only_a_bare_address_of_a_full_domain_is_one),
	    cmocka_unit_test(test_an_address_is_one_however_it_is_written),
	    cmocka_unit_test(test_an_address_that_nobody_reads_is_seen_through),
	    cmocka_unit_test(test_phones_are_digits_and_their_punctuation),
	    cmocka_unit_test(test_text_is_one_line_of_utf8),
	    cmocka_unit_test(test_locales_are_written_their_usual_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
