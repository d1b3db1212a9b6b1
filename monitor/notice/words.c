#include "monitor/notice/words.h"

#include <string.h>

#include "monitor/base/text.h"

enum language { SPANISH, ENGLISH, PORTUGUESE, FRENCH, GERMAN, ITALIAN, CATALAN, LANGUAGES };

static const struct words languages[LANGUAGES] = {
    [SPANISH] =
	{
	    .language = "es",
	    .weekdays = {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
	    .days_from = "de ",
	    .days_to = " a ",
	    .hours_from = ", de ",
	    .hours_to = " a ",
	    .today = "hoy",
	    .promise = "promesa",
	    .arrival = "llegada",
	    .hello = "Hola",
	    .hello_name = ", ",
	    .hello_end = ":",
	    .order = "Pedido",
	    .between = "entre el ",
	    .between_and = " y el ",
	    .on = "el ",
	    .promised_for = "el ",
	},
    [ENGLISH] =
	{
	    .language = "en",
	    .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
		"Sunday"},
	    .days_from = "",
	    .days_to = " to ",
	    .hours_from = ", ",
	    .hours_to = " to ",
	    .today = "today",
	    .promise = "promise",
	    .arrival = "arrival",
	    .hello = "Hello",
	    .hello_name = " ",
	    .hello_end = ",",
	    .order = "Order",
	    .between = "between ",
	    .between_and = " and ",
	    .on = "on ",
	    .promised_for = "for ",
	},
    [PORTUGUESE] =
	{
	    .language = "pt",
	    .weekdays = {"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira",
		"sexta-feira", "sábado", "domingo"},
	    .days_from = "de ",
	    .days_to = " a ",
	    .hours_from = ", das ",
	    .hours_to = " às ",
	    .today = "hoje",
	    .promise = "promessa",
	    .arrival = "chegada",
	    .hello = "Olá",
	    .hello_name = ", ",
	    .hello_end = ":",
	    .order = "Encomenda",
	    .between = "entre ",
	    .between_and = ", e ",
	    .on = "",
	    .promised_for = "para ",
	    .number = ", dia\u00A0",
	},
    [FRENCH] =
	{
	    .language = "fr",
	    .weekdays = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
	    .days_from = "du ",
	    .days_to = " au ",
	    .hours_from = ", de ",
	    .hours_to = " à ",
	    .hours_next = "\u00A0; ",
	    .colon = "\u00A0: ",
	    .today = "auj.",
	    .promise = "promis",
	    .arrival = "arrivée",
	    .hello = "Bonjour",
	    .hello_name = " ",
	    .hello_end = ",",
	    .order = "Commande",
	    .between = "entre le ",
	    .between_and = " et le ",
	    .on = "le ",
	    .promised_for = "pour le ",
	},
    [GERMAN] =
	{
	    .language = "de",
	    .weekdays = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag",
		"Sonntag"},
	    .days_from = "",
	    .days_to = " bis ",
	    .hours_from = ", ",
	    .hours_to = " bis ",
	    .hours_end = " Uhr",
	    .today = "heute",
	    .promise = "Zusage",
	    .arrival = "Ankunft",
	    .hello = "Hallo",
	    .hello_name = " ",
	    .hello_end = ",",
	    .order = "Bestellung",
	    .between = "zwischen ",
	    .between_and = ", und ",
	    .on = "am ",
	    .promised_for = "für ",
	    .number = ", den\u00A0",
	    .number_between = ", dem\u00A0",
	    .whole_dates = true,
	},
    [ITALIAN] =
	{
	    .language = "it",
	    .weekdays = {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato",
		"domenica"},
	    .days_from = "da ",
	    .days_to = " a ",
	    .hours_from = ", dalle ",
	    .hours_to = " alle ",
	    .today = "oggi",
	    .promise = "promesso",
	    .arrival = "arrivo",
	    .hello = "Ciao",
	    .hello_name = " ",
	    .hello_end = ",",
	    .order = "Ordine",
	    .between = "tra ",
	    .between_and = " e ",
	    .on = "",
	    .promised_for = "per ",
	},
    [CATALAN] =
	{
	    .language = "ca",
	    .weekdays = {"dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte",
		"diumenge"},
	    .days_from = "de ",
	    .days_to = " a ",
	    .hours_from = ", de ",
	    .hours_to = " a ",
	    .today = "avui",
	    .promise = "promesa",
	    .arrival = "arribada",
	    .hello = "Hola",
	    .hello_name = ", ",
	    .hello_end = ":",
	    .order = "Comanda",
	    .between = "entre ",
	    .between_and = " i ",
	    .on = "",
	    .promised_for = "per a ",
	},
};

static const struct {
	enum case_reason reason;
	const char *text[LANGUAGES];
} case_words[] = {
#define CASE(reason, ...) {reason, {__VA_ARGS__}},
#define RULE(rule, ...)
#define LACK(reason, ...)
#include "monitor/notice/words.def"
#undef CASE
#undef RULE
};

static const struct {
	const char *rule;
	const char *text[LANGUAGES];
} rule_words[] = {
#define CASE(reason, ...)
#define RULE(rule, ...) {rule, {__VA_ARGS__}},
#include "monitor/notice/words.def"
#undef RULE
#undef LACK
};

static const struct {
	enum reason reason;
	const char *text[LANGUAGES];
} lack_words[] = {
#define RULE(rule, ...)
#define LACK(reason, ...) {reason, {__VA_ARGS__}},
#include "monitor/notice/words.def"
#undef CASE
#undef RULE
#undef LACK
};

static const struct words *
find(const char *locale)
{
	for (size_t i = 0; i < LANGUAGES; i++) {
		size_t len = strlen(languages[i].language);

		if (strncmp(locale, languages[i].language, len) == 0 && !text_is_alnum(locale[len]))
			return &languages[i];
	}
	return NULL;
}

bool
words_known(const char *locale)
{
	return find(locale) != NULL;
}

const char *
words_language(size_t index)
{
	return index < LANGUAGES ? languages[index].language : NULL;
}

const struct words *
words_of(const char *locale)
{
	const struct words *w = find(locale);

	return w != NULL ? w : &languages[ENGLISH];
}

const char *
words_case(const struct words *w, enum case_reason reason)
{
	for (size_t i = 0; i < sizeof(case_words) / sizeof(case_words[0]); i++)
		if (case_words[i].reason == reason)
			return case_words[i].text[w - languages];
	return "";
}

const char *
words_rule(const struct words *w, const char *rule)
{
	for (size_t i = 0; i < sizeof(rule_words) / sizeof(rule_words[0]); i++)
		if (strcmp(rule_words[i].rule, rule) == 0)
			return rule_words[i].text[w - languages];
	return "";
}

const char *
words_lack(const struct words *w, enum reason reason)
{
	for (size_t i = 0; i < sizeof(lack_words) / sizeof(lack_words[0]); i++)
		if (lack_words[i].reason == reason)
			return lack_words[i].text[w - languages];
	return "";
}
