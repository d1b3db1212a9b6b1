#include "tests/demo/phrases.h"

static const char *const phrases[][LANGUAGE_COUNT] = {
    [PHRASE_REGISTERED] = {"$1 promises registered", "$1 promesas registradas"},
    [PHRASE_ATTEMPT] = {"nobody at home; we were there on our day",
	"nadie en casa; fuimos en su día"},
    [PHRASE_COLLECTED] = {"collected: $1", "recogidos: $1"},
    [PHRASE_IN_TIME] = {"on their day: $1", "en su día: $1"},
    [PHRASE_AS_RETOLD] = {"in the window we gave: $1", "en la ventana dicha: $1"},
    [PHRASE_IN_THE_END] = {"at last: $1", "por fin: $1"},
    [PHRASE_ETA] = {"promised $1; $2 says $3", "prometido $1; $2 dice $3"},
    [PHRASE_LOST] = {"$2 gives it up for lost", "$2 lo da por perdido"},
    [PHRASE_MISSED] = {"$1 is over and it has not come", "pasó el $1 y no ha llegado"},
    [PHRASE_STALL] = {"$2 reads nothing in $3 since $4; in doubt for $1",
	"$2 no lee en $3 desde el $4; en duda para $1"},
    [PHRASE_SHIP_BY] = {"not out of our workshop yet; in doubt for $1",
	"sin salir de nuestro taller; en duda para $1"},
    [PHRASE_IN_DOUBT] = {"in doubt for $1", "en duda para $1"},
    [PHRASE_ON_TRACK] = {"on time again for $1", "otra vez en hora para $1"},
    [PHRASE_TELL_DELAY] = {"word to @: $1; next word $2", "aviso a @: $1; próxima palabra $2"},
    [PHRASE_TELL_AGAIN] = {"another word to @: $1; next word $2",
	"otro aviso a @: $1; próxima palabra $2"},
    [PHRASE_TELL_MISSED] = {"word to @: we did not keep it; next word $2",
	"aviso a @: no hemos cumplido; próxima palabra $2"},
    [PHRASE_TELL_SILENCE] = {"word kept with @: no news yet; next word $2",
	"palabra cumplida con @: sin novedad; la próxima, $2"},
    [PHRASE_TELL_BACK] = {"word to @: it comes $1 after all", "aviso a @: al final llega $1"},
    [PHRASE_TELL_LOST] = {"word to @: lost, and what we do; next word $2",
	"aviso a @: perdido, y qué hacemos; próxima palabra $2"},
    [PHRASE_TELL_RISK] = {"the shop is told at once: it is marked",
	"la tienda lo sabe ya: está marcado"},
    [PHRASE_ESCALATED] = {"nobody took the case: the shop is told again",
	"nadie llevaba el caso: se insiste a la tienda"},
    [PHRASE_CONFIRMS] = {"Lucía confirms: that label was never used",
	"Lucía confirma: esa etiqueta no se usó"},
    [PHRASE_TAKES] = {"Lucía takes the case and calls @", "Lucía se hace cargo y llama a @"},
    [PHRASE_FAILS] = {"$1 answers with errors", "$1 contesta con errores"},
    [PHRASE_ANSWERS] = {"$1 answers again, after $2; meanwhile $3 words to its customers",
	"$1 contesta otra vez, tras $2; entretanto, $3 avisos a su clientela"},
    [PHRASE_TO] = {" to ", " a "},
};

const char *
phrase_in(enum language language, enum phrase which)
{
	return phrases[which][language];
}
