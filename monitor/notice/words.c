#include "monitor/notice/words.h"

#include <string.h>

#include "monitor/base/text.h"

enum language { SPANISH, ENGLISH, LANGUAGES };

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
	},
};

static const struct {
	enum case_reason reason;
	const char *text[LANGUAGES];
} case_words[] = {
    {CASE_EXCEPTION, {"hay una incidencia sin resolver", "there is a problem not yet solved"}},
    {CASE_NOT_HANDED,
	{"llegó su día y nadie ha recogido el paquete",
	    "its day came and nobody has collected the parcel"}},
    {CASE_NOT_FOUND,
	{"el transportista no conoce el número", "the carrier does not know the number"}},
    {CASE_SUPERSEDED, {"parece una etiqueta anulada", "it looks like a void label"}},
    {CASE_LOST, {"el paquete se da por perdido o dañado", "the parcel counts as lost or damaged"}},
    {CASE_RETURNING, {"el paquete vuelve a casa", "the parcel is on its way back to us"}},
    {CASE_SECOND_SLIP, {"la segunda fecha tampoco se cumple", "the second date slips too"}},
    {CASE_OBLIGATION,
	{"debemos noticias y no hay nada cierto que decir",
	    "we owe word and have nothing certain to say"}},
    {CASE_REFUSED, {"un aviso no pudo entregarse", "a notice could not be delivered"}},
    {CASE_BLIND,
	{"pasó la fecha mientras no podíamos verlo", "its date passed while we could not see"}},
    {CASE_STILL_MISSING,
	{"sigue sin llegar, y ya lo hemos dicho dos veces",
	    "still not there, and we have said so twice"}},
    {CASE_NUMBER, {"el transportista rechaza el número", "the carrier rejects the number"}},
    {CASE_DEAD_NOTICE,
	{"un aviso se quedó viejo sin poder salir", "a notice grew too old before it could leave"}},
    {CASE_STALE_MISS,
	{"pasó la fecha y el último dato es viejo", "its date passed and the last data is old"}},
    {CASE_UNREACHABLE, {"ningún correo llega a su dirección", "no mail reaches this customer"}},
    {CASE_UPSET, {"está disgustado, según el equipo", "the customer is upset, says the team"}},
    {CASE_HIGH_VALUE, {"se retrasa un pedido de mucho valor", "an order of high value slips"}},
    {CASE_BUDGET,
	{"ya le hemos escrito mucho estos días", "we have written often enough these days"}},
    {CASE_CUSTOMER, {"nos ha contestado en su página", "the customer answered on their page"}},
};

/* Ids of the table in promise/assess. */
static const struct {
	const char *rule;
	const char *text[LANGUAGES];
} rule_words[] = {
    {"outer_alarm",
	{"una semana en camino sin fecha prometida", "a week under way without a promised date"}},
    {"lost", {"perdido o dañado", "lost or damaged"}},
    {"returning", {"vuelve al remitente", "on its way back"}},
    {"not_handed_over",
	{"llegó la fecha y no consta la entrega al transportista",
	    "the date came and no hand-over is known"}},
    {"missed",
	{"pasó la fecha sin un intento de entrega", "the date passed without a delivery attempt"}},
    {"eta",
	{"el transportista da una fecha posterior a la promesa",
	    "the carrier gives a date after the promise"}},
    {"slipped_unknown",
	{"se retrasa y nadie da otra fecha", "slipping, and nobody gives another date"}},
    {"deadline_unknown", {"la fecha llega sin datos frescos", "the date comes without fresh data"}},
    {"eta_unscanned",
	{"fecha posterior a la promesa, aún sin lecturas",
	    "a date after the promise, no scan yet"}},
    {"eta_may",
	{"la ventana del transportista acaba después de la promesa",
	    "the carrier's window ends after the promise"}},
    {"exception", {"una incidencia en el camino", "a problem on the way"}},
    {"forecast", {"lo más probable es que llegue tarde", "it will most probably come late"}},
    {"forecast_risk", {"puede que llegue tarde", "it may come late"}},
    {"label_void", {"la etiqueta parece anulada", "the label looks void"}},
    {"ship_by", {"tenía que haber salido ya de casa", "it should have left us by now"}},
    {"stall", {"demasiado tiempo sin lecturas", "too long without a scan"}},
    {"not_found",
	{"el transportista aún no conoce el número", "the carrier does not know the number yet"}},
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
