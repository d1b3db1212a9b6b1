#include "monitor/notice/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/json.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/notice/channel.h"
#include "monitor/notice/tone.h"
#include "monitor/notice/tone_letter.h"
#include "monitor/notice/words.h"
#include "monitor/notice/notice_sample.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int
load(void **state)
{
	struct templates *templates = NULL;
	struct why why = {.path = ""};
	int rc = templates_new(&templates, template_files, template_file_count, &why);

	if (rc != 0)
		print_error("%s: %s\n", why.path, why.text);
	*state = templates;
	return rc;
}

static int
unload(void **state)
{
	templates_free(*state);
	return 0;
}

static int
render(const struct templates *t, const struct notice_sample *s, struct render_output *out)
{
	struct why why = {.path = ""};
	int rc;

	render_output_init(out);
	rc = notice_render(t, &s->input, out, &why);
	if (rc != 0)
		print_message("%s: %s: %s\n", notice_kind_name(s->notice.kind), why.path, why.text);
	return rc;
}

static bool
has(const struct buf *b, const char *what)
{
	return b->len > 0 && strstr(buf_str(b), what) != NULL;
}

/* ---- every kind ---- */

static const char *const languages[] = {"es", "en", "pt", "fr", "de", "it", "ca"};

static void
test_every_kind_is_written_in_every_language(void **state)
{
	static const char *const locales[] = {
	    "es", "en", "pt", "fr", "de", "it", "ca", "es-ES", "en-GB", "pt-PT", "de-AT"};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; notice_sample_kinds[i] != NOTICE_NONE; i++)
		for (size_t l = 0; l < COUNT(locales); l++)
			for (size_t parcels = 1; parcels <= 2; parcels++) {
				struct render_output out;
				char tag[24];

				notice_sample_fill(s, notice_sample_kinds[i], locales[l], parcels);
				assert_int_equal(render(*state, s, &out), 0);
				assert_false(has(&out.words.text, "{{"));
				assert_false(has(&out.words.html, "{{"));
				assert_false(has(&out.words.text, "\n\n\n"));
				assert_in_range(out.words.html.len, 1000, 60 * 1024);
				assert_in_range(out.words.subject.len, 8, 100);
				snprintf(tag, sizeof(tag), "<html lang=\"%.2s\">", locales[l]);
				assert_true(has(&out.words.html, tag));
				render_output_clear(&out);
			}
	free(s);
}

/* What is not known is left out: facts as bare as the judge may ever hand them over. */
static void
test_bare_facts_leave_no_hole(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; notice_sample_kinds[i] != NOTICE_NONE; i++)
		for (size_t l = 0; l < 2 * COUNT(languages); l++) {
			struct render_output out;
			uint64_t about_case;

			notice_sample_fill(s, notice_sample_kinds[i], languages[l / 2], 1 + l % 2);
			about_case = s->notice.facts.about_case;
			s->notice.facts = NOTICE_FACTS_INIT;
			s->notice.facts.about_case = about_case;
			if (notice_sample_kinds[i] == NOTICE_LOGIN) /* no mail without an address */
				(void)text_cut(s->notice.facts.detail,
				    sizeof(s->notice.facts.detail),
				    span_of("nuria@botijo.example "));
			s->shipments[0] = s->shipments[1] = SHIPMENT_INIT;
			s->person.name[0] = '\0';
			s->person.phone[0] = '\0';
			s->shop.domain[0] = '\0';
			s->input.record = NULL;
			memset(s->shop.hours, 0, sizeof(s->shop.hours));
			assert_int_equal(render(*state, s, &out), 0);
			assert_false(has(&out.words.text, "\n\n\n"));
			assert_false(has(&out.words.text, " ."));
			assert_false(has(&out.words.text, "  \n"));
			render_output_clear(&out);
		}
	free(s);
}

/* What a person adds stands in every letter to a customer, as typed: never markup, whatever they type. */
static void
test_a_persons_own_words_stand_in_every_kind_to_customers(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; notice_sample_kinds[i] != NOTICE_NONE; i++)
		for (size_t l = 0; l < COUNT(languages); l++) {
			struct render_output out;

			if (notice_kind_audience(notice_sample_kinds[i]) != AUDIENCE_CUSTOMER)
				continue;
			notice_sample_fill(s, notice_sample_kinds[i], languages[l], 1);
			(void)text_cut(s->notice.facts.words, sizeof(s->notice.facts.words),
			    SPAN("# Marta <b>takes</b> it **there** herself."));
			assert_int_equal(render(*state, s, &out), 0);
			assert_true(
			    has(&out.words.text, "# Marta <b>takes</b> it **there** herself."));
			assert_true(has(&out.words.html,
			    "# Marta &lt;b&gt;takes&lt;/b&gt; it **there** herself."));
			assert_false(has(&out.words.text, "\n\n\n"));
			render_output_clear(&out);
		}
	free(s);
}

/* Where the shop serves pages the choices are links to them, else each is an answer by mail. */
static void
test_choices_lead_to_the_page_or_to_an_answer(void **state)
{
	static const struct {
		enum notice_kind kind;
		const char *page[3], *mail[2];
	} cases[] = {
	    {NOTICE_DELAY, {"/t/q7Vn0c3mT1yZk5xR8aLw2g/wait", "/change\"", "/cancel\""},
		{"href=\"mailto:hola%40botijo.example?subject=B-20418", "900"}},
	    {NOTICE_LOST, {"2g/change\"", "2g/cancel\"", "GRACIAS-10"},
		{"href=\"mailto:hola%40botijo.example?subject=B-20418", "900"}},
	    {NOTICE_DELIVERED, {"/kept?answer=yes", "/kept?answer=no", "/return\""},
		{"href=\"mailto:hola%40botijo.example?subject=B-20418", "900"}},
	    {NOTICE_ACTION_NEEDED, {"2g/change\"", "2g/cancel\"", "2g\""},
		{"href=\"mailto:hola%40botijo.example?subject=B-20418", "900"}},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t l = 0; l < COUNT(languages); l++) {
			struct render_output with, without;

			notice_sample_fill(s, cases[i].kind, languages[l], 1);
			assert_int_equal(render(*state, s, &without), 0);
			notice_sample_pages(s);
			assert_int_equal(render(*state, s, &with), 0);
			for (size_t k = 0; k < 3; k++) {
				if (!has(&with.words.html, cases[i].page[k]))
					fail_msg("%s: no %s", languages[l], cases[i].page[k]);
				assert_false(has(&without.words.html, cases[i].page[k]));
			}
			for (size_t k = 0; k < 2; k++)
				assert_true(has(&without.words.html, cases[i].mail[k]));
			assert_false(has(&with.words.html, "mailto:"));
			assert_true(has(&with.words.text, "https://envios.botijo.example/t/"));
			assert_false(has(&without.words.text, "https://"));
			render_output_clear(&with);
			render_output_clear(&without);
		}
	free(s);
}

/* A parcel that waits at a counter, and one that waits for what only the customer has. */
static void
test_what_is_waited_for_is_named(void **state)
{
	static const struct {
		const char *locale, *collect, *lack;
	} cases[] = {
	    {"es", "hasta el sábado\u00A028", "tu dirección completa"},
	    {"en", "until Saturday\u00A028", "your full address"},
	    {"pt", "até sábado, dia\u00A028", "a sua morada completa"},
	    {"fr", "jusqu'au samedi\u00A028", "votre adresse complète"},
	    {"de", "bis Samstag, den\u00A028.\u00A0November", "Ihre vollständige Adresse"},
	    {"it", "fino a sabato\u00A028", "il tuo indirizzo completo"},
	    {"ca", "fins dissabte\u00A028", "la teva adreça completa"},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct render_output out;

		notice_sample_fill(s, NOTICE_ACTION_NEEDED, cases[i].locale, 1);
		assert_int_equal(render(*state, s, &out), 0);
		assert_true(has(&out.words.subject, cases[i].lack));
		render_output_clear(&out);
		notice_sample_pickup(s);
		assert_int_equal(render(*state, s, &out), 0);
		if (!has(&out.words.subject, cases[i].collect))
			fail_msg("%s: %s", cases[i].locale, buf_str(&out.words.subject));
		assert_true(has(&out.words.text, "Papelería El Lápiz"));
		assert_true(has(&out.words.text, "00340434292135100186"));
		render_output_clear(&out);
	}
	free(s);
}

static void
tell_finding(enum tone_rule rule, struct span place, void *arg)
{
	print_error("%s: %.*s\n", tone_rule_name(rule), (int)place.len, place.data);
	(*(size_t *)arg)++;
}

static bool
shipped_partial(const char *name, struct span *text, void *arg)
{
	const char *language = arg;
	char path[64];

	snprintf(path, sizeof(path), "%.2s/_%s.md", language, name);
	for (size_t i = 0; i < template_file_count; i++)
		if (strcmp(template_files[i].path, path) == 0) {
			*text = span_of(template_files[i].text);
			return true;
		}
	return false;
}

/* As `puntual template check` does: tone, names and what a letter of its kind must hold. */
static void
test_every_shipped_template_passes_as_a_letter(void **state)
{
	struct tone_matcher *matcher = NULL;
	size_t findings = 0, letters = 0;

	(void)state;
	for (size_t l = 0; l < COUNT(languages); l++) {
		struct why why;

		assert_int_equal(tone_matcher_new(&matcher, languages[l], &why), 0);
		for (size_t i = 0; i < template_file_count; i++) {
			const struct template_file *file = &template_files[i];
			char name[64], language[3];
			struct tone_letter letter = {
			    .text = span_of(file->text), .partial = shipped_partial};
			size_t before = findings;

			if (strncmp(file->path, languages[l], 2) != 0)
				continue;
			snprintf(language, sizeof(language), "%s", languages[l]);
			letter.arg = language;
			snprintf(name, sizeof(name), "%.*s", (int)strcspn(file->path + 3, "."),
			    file->path + 3);
			if (name[0] != '_')
				assert_int_equal(notice_kind_from_name(name, &letter.kind), 0);
			assert_int_equal(
			    tone_letter_check(matcher, &letter, tell_finding, &findings), 0);
			if (findings > before)
				print_error("... in %s\n", file->path);
			letters++;
		}
		tone_matcher_free(matcher);
	}
	assert_int_equal(findings, 0);
	assert_int_equal(letters, COUNT(languages) * 30);
}

static void
test_a_customers_mail_never_names_the_carrier(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; notice_sample_kinds[i] != NOTICE_NONE; i++) {
		struct render_output out;

		notice_sample_fill(s, notice_sample_kinds[i], "es", 1);
		snprintf(s->shipments[0].carrier, sizeof(s->shipments[0].carrier), "zcarrier");
		assert_int_equal(render(*state, s, &out), 0);
		if (s->notice.audience == AUDIENCE_CUSTOMER) {
			assert_false(has(&out.words.text, "zcarrier"));
			assert_true(has(&out.words.html, "href=\"tel:900000000\""));
		}
		render_output_clear(&out);
	}
	free(s);
}

/* ---- what a delay says ---- */

static void
test_a_delay_says_promise_window_and_next_word(void **state)
{
	static const struct {
		const char *locale;
		const char *lines[8];
	} cases[] = {
	    {"es",
		{"Hola, Ana:\n", "Tu pedido llegará entre el martes\u00A024 y el jueves\u00A026.\n",
		    "Te prometimos el lunes\u00A023. No vamos a cumplirlo",
		    "  lun 23  promesa\n  mar 24  llegada\n",
		    "es del jueves\u00A019 a las 2:04, en Zaragoza.",
		    "Sabrás de nosotros el lunes\u00A023 antes de las 12:00, haya",
		    "Llamar al 900\u00A0000\u00A0000\n",
		    "Atiende de lunes a viernes, de 9:00 a 19:00; sábado, de 10:00 a"}},
	    {"en",
		{"Hello Ana,\n",
		    "Your order will arrive between Tuesday\u00A024 and Thursday\u00A026.\n",
		    "We promised you Monday\u00A023. We will not keep that",
		    "  Mon 23  promise\n  Tue 24  arrival\n",
		    "is from Thursday\u00A019 at 2:04, in Zaragoza.",
		    "You will hear from us on Monday\u00A023 before 12:00, news or not.\n",
		    "Call 900\u00A0000\u00A0000\n",
		    "Hours: Monday to Friday, 9:00 to 19:00; Saturday, 10:00 to 14:00.\n"}},
	    {"fr",
		{"Bonjour Ana,\n", "  lun 23  promis\n  mar 24  arrivée\n",
		    "de 9:00 à 19:00\u00A0;"}}, /* as the French space it */
	    {"de", {"Hallo Ana,\n", "  Mo 23  Zusage\n  Di 24  Ankunft\n"}},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct render_output out;

		notice_sample_fill(s, NOTICE_DELAY, cases[i].locale, 1);
		assert_int_equal(render(*state, s, &out), 0);
		for (size_t k = 0; k < COUNT(cases[i].lines) && cases[i].lines[k] != NULL; k++)
			if (!has(&out.words.text, cases[i].lines[k]))
				fail_msg("no \"%s\" in\n%s", cases[i].lines[k],
				    buf_str(&out.words.text));
		render_output_clear(&out);
	}
	free(s);
}

/* Where an article, a case or a comma belongs before and behind a date. */
static void
test_days_stand_in_a_sentence_as_each_language_writes_them(void **state)
{
	static const struct {
		const char *locale, *window, *promised;
	} cases[] = {
	    {"es", "entre el martes\u00A024 y el jueves\u00A026", "Te prometimos el lunes\u00A023"},
	    {"en", "between Tuesday\u00A024 and Thursday\u00A026",
		"We promised you Monday\u00A023"},
	    {"pt", "entre terça-feira, dia\u00A024, e quinta-feira, dia\u00A026",
		"Prometemos-lha para segunda-feira, dia\u00A023"},
	    {"fr", "entre le mardi\u00A024 et le jeudi\u00A026", "promise pour le lundi\u00A023"},
	    {"de", "zwischen Dienstag, dem\u00A024., und Donnerstag, dem\u00A026.\u00A0November",
		"Ihnen für Montag, den\u00A023.\u00A0November zugesagt"},
	    {"it", "tra martedì\u00A024 e giovedì\u00A026", "promesso per lunedì\u00A023"},
	    {"ca", "entre dimarts\u00A024 i dijous\u00A026", "prometre per a dilluns\u00A023"},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct render_output out;

		notice_sample_fill(s, NOTICE_DELAY, cases[i].locale, 1);
		assert_int_equal(render(*state, s, &out), 0);
		if (!has(&out.words.subject, cases[i].window) ||
		    !has(&out.words.html, cases[i].promised))
			fail_msg("%s: %s", cases[i].locale, buf_str(&out.words.html));
		render_output_clear(&out);
	}
	free(s);
}

/* The last hour of a shop that is there round the clock. */
static void
test_a_word_that_is_due_at_midnight_is_due_on_the_day_that_ends(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DELAY, "en", 1);
	s->notice.facts.next_word_utc_ms += 12 * HOUR_MS; /* from 12:00 on */
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.html, "hear from us on Monday\u00A023 before 24:00"));
	render_output_clear(&out);
	free(s);
}

static void
test_another_month_is_named_and_the_recipients_zone_counts(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DELAY, "es", 1);
	s->notice.facts.window_from_day = s->notice.facts.window_until_day += 10;
	snprintf(s->notice.facts.zone, sizeof(s->notice.facts.zone), "Atlantic/Canary");
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.text, "Tu pedido llegará el domingo\u00A06 de diciembre.\n"));
	assert_true(has(&out.words.text, "antes de las 11:00"));
	assert_false(has(&out.words.text, "promesa")); /* a week cannot show it */
	render_output_clear(&out);
	free(s);
}

static void
test_the_customers_language_is_used_when_there_are_words_for_it(void **state)
{
	static const struct {
		const char *person, *shop, *expected;
	} cases[] = {
	    {"", "es", "Hola, Ana:"},
	    {"en", "es", "Hello Ana,"},
	    {"fr", "es", "Bonjour Ana,"},
	    {"nl", "es", "Hola, Ana:"},
	    {"est", "es", "Hola, Ana:"},
	    {"nl", "nl", "Hello Ana,"},
	    {"pt-BR", "es", "Olá, Ana:"},
	    {"de-CH", "es", "Hallo Ana,"},
	    {"it", "es", "Ciao Ana,"},
	    {"ca-ES", "es", "Hola, Ana:"},
	    {"es-MX", "en", "Hola, Ana:"},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct render_output out;

		notice_sample_fill(s, NOTICE_DELAY, cases[i].shop, 1);
		snprintf(s->person.locale, sizeof(s->person.locale), "%s", cases[i].person);
		assert_int_equal(render(*state, s, &out), 0);
		assert_true(has(&out.words.text, cases[i].expected));
		render_output_clear(&out);
	}
	free(s);
}

/* Whoever copies one out of the text part gets it whole. */
static void
test_a_command_is_never_broken(void **state)
{
	static const char *const commands[] = {"puntual suppress ls", "puntual status",
	    "puntual list --state slipping", "puntual show B-20418"};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t l = 0; words_language(l) != NULL; l++)
		for (size_t i = 0; i < COUNT(commands); i++) {
			struct render_output out;

			notice_sample_fill(
			    s, i < 3 ? NOTICE_DIGEST : NOTICE_RISK, words_language(l), 1);
			assert_int_equal(render(*state, s, &out), 0);
			if (!has(&out.words.text, commands[i]))
				fail_msg("%s: %s", commands[i], buf_str(&out.words.text));
			render_output_clear(&out);
		}
	free(s);
}

static void
test_a_digest_tells_its_figures_and_skips_zeros(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DIGEST, "en", 1);
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.text, "Promises slipping: 12.\n"));
	assert_true(has(&out.words.text, "Open cases: 4, 2 of them with nobody.\n"));
	assert_true(has(&out.words.text, "* B-20391 (Friday\u00A020): too long without a scan\n"));
	assert_true(has(&out.words.text,
	    "* B-20377: the date came and no hand-over is known\n")); /* promised for no day */
	assert_true(has(&out.words.text, "Channels that do not deliver: 1."));
	assert_false(has(&out.words.text, "Notices held"));
	render_output_clear(&out);
	free(s);
}

static void
test_a_blind_notice_says_since_when(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_BLIND, "es", 1);
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.text,
	    "No veíamos desde el miércoles\u00A018 a las 10:10 hasta el viernes\u00A020 a"));
	render_output_clear(&out);
	free(s);
}

/* A shop's own words, with the names that are promised to whoever writes them. */
static void
test_an_incident_says_where_it_is_what_waits_and_how_it_ends(void **state)
{
	static const struct {
		enum notice_kind kind;
		const char *rule, *detail, *place;
		bool until;
		const char *subject, *says, *never;
	} rows[] = {
	    {NOTICE_INCIDENT_OPENED, "standstill", "dhl", "VITORIA", false,
		"Sin lecturas en Vitoria (DHL)", "cuando vuelvan las lecturas", "a mano"},
	    {NOTICE_INCIDENT_OPENED, "silence", "correos", "", false, "Sin lecturas (correos)",
		"solo se deduzca de este silencio", "Las respuestas llegan"},
	    {NOTICE_INCIDENT_OPENED, "announced", "dhl ES-03:ES-48", "", true,
		"Incidencia anunciada en la ruta ES-03:ES-48 (DHL)",
		"Se cierra sola a esa hora, o antes a mano", "silencio"},
	    {NOTICE_INCIDENT_OPENED, "announced", "dhl", "", false, "Incidencia anunciada (DHL)",
		"Se cierra a mano", "a esa hora"},
	    {NOTICE_INCIDENT_CLOSED, "outage", "dhl", "", false, "Vuelven las respuestas (DHL)",
		"Los paquetes que esperaban se juzgan ahora", "lecturas"},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct notice_facts *f = &s->notice.facts;
		struct render_output out;

		notice_sample_fill(s, rows[i].kind, "es", 1);
		(void)snprintf(f->rule, sizeof(f->rule), "%s", rows[i].rule);
		(void)snprintf(f->detail, sizeof(f->detail), "%s", rows[i].detail);
		(void)snprintf(f->last_scan_place, sizeof(f->last_scan_place), "%s", rows[i].place);
		f->next_word_utc_ms =
		    rows[i].until ? f->last_scan_utc_ms + 2 * (int64_t)DAY_MS : AT_NONE;
		assert_int_equal(render(*state, s, &out), 0);
		assert_string_equal(buf_str(&out.words.subject), rows[i].subject);
		for (char *c = out.words.text.data; *c != '\0'; c++)
			*c = *c == '\n' ? ' ' : *c; /* wherever the lines were cut */
		if (!has(&out.words.text, rows[i].says) || has(&out.words.text, rows[i].never))
			fail_msg("row %zu: %s", i, buf_str(&out.words.text));
		render_output_clear(&out);
	}
	free(s);
}

static void
test_lists_and_joined_dates_have_names(void **state)
{
	static const struct template_file file = {"en/delay.md",
	    "---\nsubject: x\npreheader: x\n---\nWindow {{window}}. Next {{next_update_at}}. "
	    "{{#items}}{{name}}{{^last}} and {{/last}}{{/items}}. "
	    "{{#shipments}}<{{tracking_number}}>{{/shipments}} Ordered {{ordered_on}}."
	    "{{#handed_over_on}} Left {{handed_over_on}}.{{/handed_over_on}}"
	    "{{#goodwill_code}}{{goodwill_code}}{{/goodwill_code}} "
	    "{{contact_name}}, {{contact_phone}}\n"};
	struct notice_sample *s = malloc(sizeof(*s));
	struct templates *own = NULL;
	struct render_output out;

	(void)state;
	assert_non_null(s);
	assert_int_equal(templates_new(&own, &file, 1, NULL), 0);
	notice_sample_fill(s, NOTICE_DELAY, "en", 2);
	s->shipments[0].ordered_utc_ms = s->input.now_utc_ms;
	assert_int_equal(render(own, s, &out), 0);
	assert_true(has(&out.words.text,
	    "Window between Tuesday\u00A024 and Thursday\u00A026. Next Monday\u00A023, 12:00. "));
	assert_true(has(&out.words.text, "botijo and una fuente de barro.\n"));
	assert_true(has(&out.words.text,
	    "<00340434292135100186><00340434292135100193> Ordered Friday\u00A020. Lucía"));
	render_output_clear(&out);
	templates_free(own);
	free(s);
}

/* ---- counts ---- */

/* In each language there is a form for one, and one for all else that is ever counted. */
static void
test_one_is_told_apart_from_several(void **state)
{
	static const char *const locales[] = {"es", "en", "pt", "fr", "de", "it", "ca"};
	static const enum notice_kind kinds[] = {NOTICE_BRAKE, NOTICE_BLIND};
	static const int64_t counts[] = {1, 2, 5, 21};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t l = 0; l < COUNT(locales); l++)
		for (size_t k = 0; k < COUNT(kinds); k++)
			for (size_t c = 0; c < COUNT(counts); c++) {
				struct render_output out;
				char figure[8];

				notice_sample_fill(s, kinds[k], locales[l], 1);
				s->notice.facts.count = counts[c];
				(void)snprintf(figure, sizeof(figure), "%d ", (int)counts[c]);
				assert_int_equal(render(*state, s, &out), 0);
				assert_int_equal(has(&out.words.subject, figure), counts[c] != 1);
				render_output_clear(&out);
			}
	free(s);
}

static void
test_a_digest_tells_what_came_late_when_nothing_was_kept(void **state)
{
	static const struct {
		const char *figures, *says, *never;
	} rows[] = {
	    {"kept=0 late=3", "0 kept, 3 came late", NULL},
	    {"kept=2 late=0", "2 kept.", "came late"},
	    {"kept=0 late=0", "No promise is slipping.", "Since the last"},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct render_output out;

		notice_sample_fill(s, NOTICE_DIGEST, "en", 1);
		(void)snprintf(s->notice.facts.detail, LIMIT_TEXT_ROOM, "%s", rows[i].figures);
		assert_int_equal(render(*state, s, &out), 0);
		assert_true(has(&out.words.text, rows[i].says));
		assert_true(rows[i].never == NULL || !has(&out.words.text, rows[i].never));
		render_output_clear(&out);
	}
	free(s);
}

/* ---- what the shop may add ---- */

static void
test_an_amount_is_named_only_where_it_is_known(void **state)
{
	static const struct {
		const char *name, *currency;
		int64_t cents;
		size_t of_order, listed;
		bool said;
	} rows[] = {
	    {"one parcel", "EUR", 4590, 1, 1, true},
	    {"no currency", "", 4590, 1, 1, false},
	    {"no value", "EUR", -1, 1, 1, false},
	    {"free", "EUR", 0, 1, 1, false},
	    {"one of two parcels", "EUR", 4590, 2, 1, false},
	    {"two parcels", "EUR", 4590, 2, 2, false},
	};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct render_output out;
		bool said;

		notice_sample_fill(s, NOTICE_DELAY, "es", rows[i].listed);
		(void)snprintf(s->shop.currency, sizeof(s->shop.currency), "%s", rows[i].currency);
		s->shipments[0].value_cents = rows[i].cents;
		s->order.shipment_count = rows[i].of_order;
		assert_int_equal(render(*state, s, &out), 0);
		said = has(&out.words.text, "Cancelar el pedido y recuperar 45,90\u00A0€");
		if (said != rows[i].said || has(&out.words.text, "recuperar 0"))
			fail_msg("%s: %s", rows[i].name, buf_str(&out.words.text));
		render_output_clear(&out);
	}
	free(s);
}

static void
test_a_picture_stands_for_the_name_only_where_the_shop_has_one(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DELAY, "es", 1);
	assert_int_equal(render(*state, s, &out), 0);
	assert_false(has(&out.words.html, "<img"));
	render_output_clear(&out);
	(void)snprintf(s->shop.logo_url, sizeof(s->shop.logo_url), "https://b.example/l.png");
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(
	    has(&out.words.html, "src=\"https://b.example/l.png\" alt=\"Botijo &amp; Cía.\">"));
	assert_false(has(&out.words.text, "l.png"));
	render_output_clear(&out);
	free(s);
}

/* "segunda" for each of seven cells is more than a phone has room for. */
static void
test_a_week_has_short_days_in_every_language(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DELAY, "pt-PT", 1);
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.text, "  seg 23  ") && has(&out.words.text, "  ter 24  "));
	render_output_clear(&out);
	free(s);
}

/* What stands before such a mark is never left alone at the end of a line. */
static void
test_french_keeps_high_marks_with_their_words(void **state)
{
	static const char *const apart[] = {" :", " ;", " !", " ?", " »", "« "};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t k = 0; notice_sample_kinds[k] != NOTICE_NONE; k++) {
		struct render_output out;

		notice_sample_fill(s, notice_sample_kinds[k], "fr", 1);
		notice_sample_pages(s);
		assert_int_equal(render(*state, s, &out), 0);
		for (size_t i = 0; i < COUNT(apart); i++)
			if (has(&out.words.text, apart[i]) || has(&out.words.subject, apart[i]))
				fail_msg("\"%s\" in\n%s", apart[i], buf_str(&out.words.text));
		render_output_clear(&out);
	}
	free(s);
}

/* Over the column and on the button; one that is lost on the column by night leaves ours. */
static void
test_a_shop_has_its_colour_on_its_mails(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DELAY, "es", 1);
	(void)snprintf(s->shop.accent, sizeof(s->shop.accent), "b4431a");
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.html, "border-top:4px solid #b4431a;"));
	assert_true(has(&out.words.html, "<a style=\"background:#b4431a;color:#ffffff;"));
	render_output_clear(&out);
	(void)snprintf(s->shop.accent, sizeof(s->shop.accent), "8c5a32");
	assert_int_equal(render(*state, s, &out), 0);
	assert_false(has(&out.words.html, "#8c5a32"));
	assert_true(
	    has(&out.words.html, "<a class=\"b\" style=\"background:#1A4C9E;color:#FFFFFF;"));
	render_output_clear(&out);
	free(s);
}

/* Where an aggregator tells who carries it, that is the name; else the account's. */
static void
test_the_shop_reads_carriers_by_their_names(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_RISK, "es", 1);
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.text, "(DHL)"));
	render_output_clear(&out);
	(void)snprintf(s->shipments[0].carried_by, LIMIT_NAME_ROOM, "Zeleris");
	assert_int_equal(render(*state, s, &out), 0);
	assert_true(has(&out.words.text, "(Zeleris)"));
	render_output_clear(&out);
	free(s);
}

static void
test_a_missed_attempt_names_the_next_one_where_it_is_known(void **state)
{
	static const char *const locales[] = {"es", "en", "pt", "fr", "de", "it", "ca"};
	struct notice_sample *s = malloc(sizeof(*s));

	assert_non_null(s);
	for (size_t i = 0; i < COUNT(locales); i++) {
		struct render_output out;

		notice_sample_fill(s, NOTICE_ACTION_NEEDED, locales[i], 1);
		s->notice.facts.milestone = MILESTONE_DELIVERY_ATTEMPTED;
		s->notice.facts.reason = REASON_NOBODY_HOME;
		assert_int_equal(render(*state, s, &out), 0);
		assert_false(has(&out.words.text, "24"));
		render_output_clear(&out);
		s->notice.facts.window_until_day = s->notice.facts.promised_until_day + 1;
		assert_int_equal(render(*state, s, &out), 0);
		assert_true(has(&out.words.text, "24"));
		render_output_clear(&out);
	}
	free(s);
}

/* ---- values are words, never markup ---- */

static void
test_values_never_make_markup(void **state)
{
	static const char *const evil[] = {"<script>alert(1)</script>", "[x](https://evil.example)",
	    "**bold** & <b>", "# heading", "\n\n> quote\n\n- item\n\n---\n",
	    "![i](https://e.example/i.png)", "`code` </td></table>", "1. one", "    indented",
	    "<!-- strip -->", "{{contact_name}}", "a  \\\nb", "&lt;i&gt; &#60;",
	    "\" onmouseover=\"x"};
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output plain;
	size_t tags = 0;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DELAY, "es", 1);
	snprintf(s->person.name, sizeof(s->person.name), "word");
	snprintf(s->shipments[0].items, sizeof(s->shipments[0].items), "word");
	snprintf(s->notice.facts.last_scan_place, sizeof(s->notice.facts.last_scan_place), "word");
	snprintf(s->shop.name, sizeof(s->shop.name), "word");
	snprintf(s->notice.order, sizeof(s->notice.order), "word");
	assert_int_equal(render(*state, s, &plain), 0);
	for (size_t i = 0; i < plain.words.html.len; i++)
		tags += plain.words.html.data[i] == '<';
	render_output_clear(&plain);
	for (size_t i = 0; i < COUNT(evil); i++) {
		struct render_output out;
		size_t evil_tags = 0;

		snprintf(s->person.name, sizeof(s->person.name), "%s", evil[i]);
		snprintf(s->shipments[0].items, sizeof(s->shipments[0].items), "%s", evil[i]);
		snprintf(s->notice.facts.last_scan_place, sizeof(s->notice.facts.last_scan_place),
		    "%s", evil[i]);
		snprintf(s->shop.name, sizeof(s->shop.name), "%s", evil[i]);
		snprintf(s->notice.order, sizeof(s->notice.order), "%s", evil[i]);
		assert_int_equal(render(*state, s, &out), 0);
		for (size_t k = 0; k < out.words.html.len; k++)
			evil_tags += out.words.html.data[k] == '<';
		assert_int_equal(evil_tags, tags);
		render_output_clear(&out);
	}
	free(s);
}

/* ---- tone ---- */

static void
test_templates_that_blame_or_turn_away_are_refused(void **state)
{
	static const struct {
		const char *path, *line;
		bool refused;
	} cases[] = {
	    {"es/delay.md", "Es culpa de otros.", true},
	    {"es/delay.md", "El **transportista** se retrasa.", true},
	    {"es/delay.md", "Un TEMPORAL lo ha parado.", true},
	    {"es/delay.md", "No volverá a pasar.", true},
	    {"es/delay.md", "Por favor, no respondas a este correo.", true},
	    {"es/delay.md", "Lo lleva SEUR.", false},
	    {"es/delay.md", "SEUR no lo encuentra.", true},
	    {"es/delay.md", "Nos disculpamos.", false},
	    {"es/delay.md", "Lo sentimos.", false},
	    {"es/risk.md", "El transportista no contesta.", false},
	    {"en/delay.md", "Due to bad roads.", true},
	    {"en/delay.md", "The courier is late.", true},
	    {"en/delay.md", "It will never happen again.", true},
	    {"en/delay.md", "It is nobody's.", false},
	    {"en/_part.md", "because of snow", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[200];
		struct template_file file = {cases[i].path, text};
		struct templates *t = NULL;
		struct why why = {.path = ""};
		char path[64];
		int rc;

		snprintf(text, sizeof(text), "%s%s\n",
		    strchr(cases[i].path, '_') != NULL ? "\n\n\n\n"
						       : "---\nsubject: a\npreheader: b\n---\n",
		    cases[i].line);
		snprintf(path, sizeof(path), "%s:5", cases[i].path);
		rc = templates_new(&t, &file, 1, &why);
		assert_int_equal(rc, cases[i].refused ? ERR_FORBIDDEN : 0);
		assert_string_equal(why.path, cases[i].refused ? path : "");
		templates_free(t);
	}
}

static void
test_template_files_that_are_wrong_are_refused_with_their_line(void **state)
{
	static const struct {
		const char *path, *text, *place;
		int rc;
	} cases[] = {
	    {"es/nothing.md", "---\nsubject: a\npreheader: b\n---\n", "es/nothing.md:1",
		ERR_NOT_FOUND},
	    {"xx/delay.md", "---\nsubject: a\npreheader: b\n---\n", "xx/delay.md:1", ERR_NOT_FOUND},
	    {"delay.md", "", "delay.md:1", ERR_MALFORMED},
	    {"es/delay.md", "body", "es/delay.md:1", ERR_MALFORMED},
	    {"es/delay.md", "---\nsubject: a\n", "es/delay.md:3", ERR_MALFORMED},
	    {"es/delay.md", "---\nsubjet: a\n---\n", "es/delay.md:2", ERR_NOT_FOUND},
	    {"es/delay.md", "---\nsubject: {{x}}\npreheader: b\n---\n", "es/delay.md:2",
		ERR_NOT_FOUND},
	    {"es/delay.md", "---\nsubject: a\npreheader: b\n---\n\n{{windw.from}}", "es/delay.md:6",
		ERR_NOT_FOUND},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct template_file file = {cases[i].path, cases[i].text};
		struct templates *t = NULL;
		struct why why = {.path = ""};

		assert_int_equal(templates_new(&t, &file, 1, &why), cases[i].rc);
		assert_string_equal(why.path, cases[i].place);
	}
}

static void
test_raw_markup_and_foreign_links_in_a_template_are_refused(void **state)
{
	static const char *const bodies[] = {"<b>x</b>", "<div>x</div>", "![x](https://x.example)",
	    "[x](javascript:alert)", "[x](http://x.example)", "`code`", "    code"};

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		char text[200];
		struct template_file file = {"es/delay.md", text};
		struct templates *t = NULL;
		struct notice_sample *s = malloc(sizeof(*s));
		struct render_output out;
		struct why why = {.path = ""};

		assert_non_null(s);
		snprintf(text, sizeof(text), "---\nsubject: a\npreheader: b\n---\n%s\n", bodies[i]);
		assert_int_equal(templates_new(&t, &file, 1, &why), 0);
		notice_sample_fill(s, NOTICE_DELAY, "es", 1);
		render_output_init(&out);
		assert_int_equal(notice_render(t, &s->input, &out, &why), ERR_MALFORMED);
		render_output_clear(&out);
		templates_free(t);
		free(s);
	}
}

static void
test_a_mail_that_reaches_no_person_is_refused(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_DELAY, "es", 1);
	snprintf(s->shop.from, sizeof(s->shop.from), "no-reply@botijo.example");
	assert_int_equal(render(*state, s, &out), ERR_FORBIDDEN);
	render_output_clear(&out);
	notice_sample_fill(s, NOTICE_DELAY, "es", 1);
	s->shop.contact_phone[0] = '\0';
	assert_int_not_equal(render(*state, s, &out), 0);
	render_output_clear(&out);
	assert_true(tone_no_reply("NoReply@x.example"));
	assert_true(tone_no_reply("do-not-reply@x.example"));
	assert_true(tone_no_reply("no_responder@x.example"));
	assert_false(tone_no_reply("reply@noreply.example"));
	assert_false(tone_no_reply("norberto@x.example"));
	free(s);
}

/* ---- channels ---- */

static void
test_a_webhook_carries_the_words_and_a_steady_id(void **state)
{
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out, again;
	struct json_doc doc = {0};
	struct why why;

	assert_non_null(s);
	notice_sample_fill(s, NOTICE_CHANNEL_FAILING, "es", 1);
	s->notice.channel = CHANNEL_WEBHOOK;
	assert_int_equal(render(*state, s, &out), 0);
	assert_int_equal(render(*state, s, &again), 0);
	assert_string_equal(buf_str(&out.message), buf_str(&again.message));
	assert_int_equal(json_parse(&doc, buf_span(&out.message), &why), 0);
	assert_true(json_string_is(json_path(json_root(&doc), "data.kind"), "channel_failing"));
	assert_true(json_string_is(json_path(json_root(&doc), "data.id"), out.message_id));
	assert_true(json_string_is(json_path(json_root(&doc), "data.shop"), "botijo"));
	assert_int_equal(json_kind(json_path(json_root(&doc), "data.text")), JSON_KIND_STRING);
	json_doc_clear(&doc);
	render_output_clear(&out);
	render_output_clear(&again);
	free(s);
}

static void
test_answers_of_a_mail_server_are_told_apart(void **state)
{
	static const struct {
		struct channel_reply reply;
		enum answer expected;
	} cases[] = {
	    {{0, CHANNEL_STEP_ANSWER, 250, "2.0.0", true}, ANSWER_OK},
	    /* before RCPT it is the channel */
	    {{ERR_NETWORK, CHANNEL_STEP_CONNECT, 0, "", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_TIMEOUT, CHANNEL_STEP_CONNECT, 0, "", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_REJECTED, CHANNEL_STEP_CONNECT, 535, "5.7.8", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_BAD_CREDENTIALS, CHANNEL_STEP_CONNECT, 0, "", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_REJECTED, CHANNEL_STEP_CONNECT, 554, "", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 421, "4.3.2", false}, ANSWER_CHANNEL_FAILING},
	    /* the recipient */
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 450, "4.2.0", false}, ANSWER_TEMPORARY},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 451, "4.7.1", false}, ANSWER_TEMPORARY},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 550, "5.1.1", false}, ANSWER_PERMANENT},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 550, "", false}, ANSWER_PERMANENT},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 552, "5.2.2", false}, ANSWER_PERMANENT},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 554, "5.7.1", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 554, "", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_REJECTED, CHANNEL_STEP_RECIPIENT, 554, "5.1.1", false}, ANSWER_PERMANENT},
	    {{ERR_NETWORK, CHANNEL_STEP_RECIPIENT, 0, "", false}, ANSWER_CHANNEL_FAILING},
	    {{ERR_MALFORMED, CHANNEL_STEP_RECIPIENT, 0, "", false}, ANSWER_PERMANENT},
	    /* the content */
	    {{ERR_NETWORK, CHANNEL_STEP_CONTENT, 0, "", false}, ANSWER_TEMPORARY},
	    {{ERR_REJECTED, CHANNEL_STEP_CONTENT, 452, "4.3.1", false}, ANSWER_TEMPORARY},
	    /* the last answer */
	    {{ERR_REJECTED, CHANNEL_STEP_ANSWER, 451, "", true}, ANSWER_TEMPORARY},
	    {{ERR_REJECTED, CHANNEL_STEP_ANSWER, 421, "4.3.2", true}, ANSWER_TEMPORARY},
	    {{ERR_REJECTED, CHANNEL_STEP_ANSWER, 550, "5.6.0", true}, ANSWER_PERMANENT},
	    {{ERR_REJECTED, CHANNEL_STEP_ANSWER, 554, "", true}, ANSWER_CHANNEL_FAILING},
	    {{ERR_REJECTED, CHANNEL_STEP_ANSWER, 554, "5.6.0", true}, ANSWER_PERMANENT},
	    /* sent whole and never answered */
	    {{ERR_NETWORK, CHANNEL_STEP_ANSWER, 0, "", true}, ANSWER_IN_DOUBT},
	    {{ERR_TIMEOUT, CHANNEL_STEP_CONTENT, 0, "", true}, ANSWER_IN_DOUBT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (channel_email.classify(&cases[i].reply) != cases[i].expected)
			fail_msg("case %zu: %s", i,
			    answer_name(channel_email.classify(&cases[i].reply)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_kind_is_written_in_every_language),
	    cmocka_unit_test(test_bare_facts_leave_no_hole),
	    cmocka_unit_test(test_a_persons_own_words_stand_in_every_kind_to_customers),
	    cmocka_unit_test(test_choices_lead_to_the_page_or_to_an_answer),
	    cmocka_unit_test(test_what_is_waited_for_is_named),
	    cmocka_unit_test(test_every_shipped_template_passes_as_a_letter),
	    cmocka_unit_test(test_a_customers_mail_never_names_the_carrier),
	    cmocka_unit_test(test_a_delay_says_promise_window_and_next_word),
	    cmocka_unit_test(test_days_stand_in_a_sentence_as_each_language_writes_them),
	    cmocka_unit_test(test_a_word_that_is_due_at_midnight_is_due_on_the_day_that_ends),
	    cmocka_unit_test(test_another_month_is_named_and_the_recipients_zone_counts),
	    cmocka_unit_test(test_the_customers_language_is_used_when_there_are_words_for_it),
	    cmocka_unit_test(test_a_command_is_never_broken),
	    cmocka_unit_test(test_a_digest_tells_its_figures_and_skips_zeros),
	    cmocka_unit_test(test_a_blind_notice_says_since_when),
	    cmocka_unit_test(test_an_incident_says_where_it_is_what_waits_and_how_it_ends),
	    cmocka_unit_test(test_lists_and_joined_dates_have_names),
	    cmocka_unit_test(test_one_is_told_apart_from_several),
	    cmocka_unit_test(test_a_digest_tells_what_came_late_when_nothing_was_kept),
	    cmocka_unit_test(test_an_amount_is_named_only_where_it_is_known),
	    cmocka_unit_test(test_a_picture_stands_for_the_name_only_where_the_shop_has_one),
	    cmocka_unit_test(test_a_shop_has_its_colour_on_its_mails),
	    cmocka_unit_test(test_a_week_has_short_days_in_every_language),
	    cmocka_unit_test(test_french_keeps_high_marks_with_their_words),
	    cmocka_unit_test(test_the_shop_reads_carriers_by_their_names),
	    cmocka_unit_test(test_a_missed_attempt_names_the_next_one_where_it_is_known),
	    cmocka_unit_test(test_values_never_make_markup),
	    cmocka_unit_test(test_templates_that_blame_or_turn_away_are_refused),
	    cmocka_unit_test(test_template_files_that_are_wrong_are_refused_with_their_line),
	    cmocka_unit_test(test_raw_markup_and_foreign_links_in_a_template_are_refused),
	    cmocka_unit_test(test_a_mail_that_reaches_no_person_is_refused),
	    cmocka_unit_test(test_a_webhook_carries_the_words_and_a_steady_id),
	    cmocka_unit_test(test_answers_of_a_mail_server_are_told_apart),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
