#include "monitor/notice/tone.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"

enum { LINE_ROOM = 2048 };

/* Phrases as locale_add_folded leaves them: lower case, without marks, one blank between words. A word is found at its beginning:
 * "mensajer" finds mensajero and mensajería. */
static const struct {
	const char *language;
	const char *phrase;
	const char *advice;
} rules[] = {
    {"es", "culpa", "say what we do, not whose fault it is"},
    {"es", "por causa de", "say what we do, not whose fault it is"},
    {"es", "ajeno", "the promise is ours: nothing is beyond us"},
    {"es", "transportista", "the customer bought from us: speak of the parcel"},
    {"es", "mensajer", "the customer bought from us: speak of the parcel"},
    {"es", "agencia de transporte", "the customer bought from us: speak of the parcel"},
    {"es", "temporal", "the weather is no reason we give"},
    {"es", "mal tiempo", "the weather is no reason we give"},
    {"es", "debido a", "say what we do, not whose fault it is"},
    {"es", "no estabas", "never blame the customer"},
    {"es", "tu direccion esta mal", "never blame the customer"},
    {"es", "direccion incorrecta", "never blame the customer"},
    {"es", "no volvera a", "nobody can promise that"},
    {"es", "no se repetira", "nobody can promise that"},
    {"es", "no respondas", "answers are always welcome"},
    {"es", "no contestes", "answers are always welcome"},
    {"es", "disculpa las molestias", "say that we are sorry, and for what"},
    {"en", "fault", "say what we do, not whose fault it is"},
    {"en", "blame", "say what we do, not whose fault it is"},
    {"en", "because of", "say what we do, not whose fault it is"},
    {"en", "due to", "say what we do, not whose fault it is"},
    {"en", "beyond our control", "the promise is ours: nothing is beyond us"},
    {"en", "carrier", "the customer bought from us: speak of the parcel"},
    {"en", "courier", "the customer bought from us: speak of the parcel"},
    {"en", "weather", "the weather is no reason we give"},
    {"en", "you were not", "never blame the customer"},
    {"en", "you were out", "never blame the customer"},
    {"en", "your address is wrong", "never blame the customer"},
    {"en", "never happen again", "nobody can promise that"},
    {"en", "not happen again", "nobody can promise that"},
    {"en", "do not reply", "answers are always welcome"},
    {"en", "any inconvenience", "say that we are sorry, and for what"},
    {"", "dhl", "carriers are named to staff, never to customers"},
    {"", "ups", "carriers are named to staff, never to customers"},
    {"", "fedex", "carriers are named to staff, never to customers"},
    {"", "seur", "carriers are named to staff, never to customers"},
    {"", "gls", "carriers are named to staff, never to customers"},
    {"", "noreply", "answers are always welcome"},
    {"", "no reply", "answers are always welcome"},
};

/* At the beginning of a word of `folded`. */
static bool
has_phrase(const char *folded, const char *phrase)
{
	for (const char *hit = strstr(folded, phrase); hit != NULL; hit = strstr(hit + 1, phrase))
		if (hit == folded || hit[-1] == ' ')
			return true;
	return false;
}

/* The line with its tags replaced by a blank: names of facts are no words. */
static int
fold_line(struct span line, struct buf *folded)
{
	struct buf words = BUF_INIT(LINE_ROOM);
	int rc;

	while (line.len > 0) {
		const char *open = memmem(line.data, line.len, "{{", 2), *close;
		size_t len = open == NULL ? line.len : (size_t)(open - line.data);

		(void)buf_add(&words, line.data, len);
		(void)buf_add_char(&words, ' ');
		line = (struct span){line.data + len, line.len - len};
		close = memmem(line.data, line.len, "}}", 2);
		len = close == NULL ? line.len : (size_t)(close - line.data) + 2;
		line = (struct span){line.data + len, line.len - len};
	}
	rc = buf_error(&words) != 0 ? buf_error(&words)
				    : locale_add_folded(folded, buf_span(&words));
	buf_clear(&words);
	return rc;
}

static int
check_line(const char *language, const char *folded, struct why *why)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if ((rules[i].language[0] == '\0' || strcmp(rules[i].language, language) == 0) &&
		    has_phrase(folded, rules[i].phrase))
			return why_set(why, ERR_FORBIDDEN, SIZE_MAX, "", "\"%s\": %s",
			    rules[i].phrase, rules[i].advice);
	return 0;
}

int
tone_check_template(const char *language, const struct mustache_source *source, struct why *why)
{
	struct buf folded = BUF_INIT(LINE_ROOM * 2);
	struct span rest = source->text, line;
	int rc = 0;

	for (int32_t n = source->first_line; rc == 0 && text_split(&rest, '\n', &line); n++) {
		buf_reset(&folded);
		rc = fold_line(line, &folded);
		if (rc == 0)
			rc = check_line(language, buf_str(&folded), why);
		if (rc != 0)
			mustache_place(why, source->name, n);
	}
	buf_clear(&folded);
	return rc;
}

bool
tone_no_reply(const char *address)
{
	static const char *const names[] = {
	    "noreply", "donotreply", "noresponder", "nocontestar", "norespondas", "nocontestes"};
	char letters[32];
	size_t len = 0;

	for (; *address != '\0' && *address != '@' && len + 1 < sizeof(letters); address++)
		if (text_is_alnum(*address))
			letters[len++] = text_lower(*address);
	letters[len] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(letters, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* `text` says `what`, wherever it is wrapped. */
static bool
says(const char *text, const char *what)
{
	char flat[LIMIT_TEXT_ROOM];

	return text_clean(flat, sizeof(flat), span_of(what)) && flat[0] != '\0' &&
	    strstr(text, flat) != NULL;
}

int
tone_check_message(const struct render_input *in, struct span text, struct why *why)
{
	const struct shop *shop = in->shop;
	char *flat;
	int rc = 0;

	if (tone_no_reply(shop->from) || tone_no_reply(shop->reply_to))
		return why_set(why, ERR_FORBIDDEN, SIZE_MAX, "from", "answers would reach nobody");
	if (in->notice->audience != AUDIENCE_CUSTOMER)
		return 0;
	flat = malloc(text.len + 1);
	if (flat == NULL)
		return ERR_NOMEM;
	(void)text_clean(flat, text.len + 1, text); /* never longer than what it was */
	if (!says(flat, shop->contact_name) || !says(flat, shop->contact_phone))
		rc = why_set(why, ERR_FORBIDDEN, SIZE_MAX, "contact",
		    "a customer is told whom to talk to: a name and a phone");
	free(flat);
	return rc;
}
