#include "monitor/notice/tone.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"

static const struct {
	const char *name, *advice;
} rules[TONE_RULES] = {
    [TONE_INNOCENT] = {"innocent", ""},
    [TONE_BLAME_CARRIER] = {"blame_carrier",
	"the customer bought from us: say what we do, and speak of the parcel"},
    [TONE_BLAME_WEATHER] = {"blame_weather",
	"the weather is no reason we give: say what we do and the new date"},
    [TONE_BLAME_CUSTOMER] = {"blame_customer",
	"never blame the customer: ask for what is missing, offer another day"},
    [TONE_EMPTY_PROMISE] = {"empty_promise",
	"nobody can promise that: say a day, and what we are sorry for"},
    [TONE_GO_AWAY] = {"go_away", "answers are always welcome: name our person and the phone"},
    [TONE_UNBACKED_DATE] = {"unbacked_date",
	"no forecast or carrier event backs this date: use a variable, or say that there is none yet"},
    [TONE_MISSING_CONTACT] = {"missing_contact",
	"name a person and a way to reach them: {{> person}}"},
    [TONE_MISSING_PROMISE] = {"missing_promise", "say what was promised: {{promised_on}}"},
    [TONE_MISSING_NEXT_UPDATE] = {"missing_next_update",
	"say when the next word comes: {{next_update_at}}"},
    [TONE_MISSING_CHOICES] = {"missing_choices",
	"offer choices: {{wait_url}}, {{change_url}}, {{cancel_url}}"},
    [TONE_NOREPLY_SENDER] = {"noreply_sender",
	"answers would reach nobody: send from an address that is read"},
    [TONE_UNRESOLVED_PLACEHOLDER] = {"unresolved_placeholder",
	"nothing gives this a value: use a name of the documented list"},
};

const char *
tone_rule_name(enum tone_rule rule)
{
	return rules[rule].name;
}

const char *
tone_rule_advice(enum tone_rule rule)
{
	return rules[rule].advice;
}

/* The first finding of a source. */
struct first {
	enum tone_rule rule; /* TONE_INNOCENT: none */
	struct span place;
};

static void
take_first(enum tone_rule rule, struct span place, void *arg)
{
	struct first *first = arg;

	if (first->rule == TONE_INNOCENT)
		*first = (struct first){rule, place};
}

int
tone_check_template(struct tone_matcher *m, const struct mustache_source *source, struct why *why)
{
	struct first first = {.rule = TONE_INNOCENT};
	char excerpt[48];
	int32_t line = source->first_line;
	int rc = tone_match(m, source->text, take_first, &first);

	if (rc != 0 || first.rule == TONE_INNOCENT)
		return rc;
	for (const char *c = source->text.data; c < first.place.data; c++)
		line += *c == '\n';
	(void)text_clean(excerpt, sizeof(excerpt), first.place);
	rc = why_set(
	    why, ERR_FORBIDDEN, SIZE_MAX, "", "\"%s\": %s", excerpt, tone_rule_advice(first.rule));
	mustache_place(why, source->name, line);
	return rc;
}

bool
tone_no_reply(const char *address)
{
	static const char *const names[] = {"noreply", "donotreply", "dontreply", "noresponder",
	    "nocontestar", "norespondas", "nocontestes", "noresponda", "noconteste", "naoresponda",
	    "naoresponder", "nepasrepondre", "nerepondezpas", "keineantwort", "nichtantworten",
	    "bittenichtantworten", "nonrispondere", "nonrispondete", "norespongu", "nocontesteu",
	    "unattended", "unmonitored", "mailerdaemon", "nobody", "norply"};
	char letters[64];
	size_t len = 0;

	for (; *address != '\0' && *address != '@' && len + 1 < sizeof(letters); address++)
		if (text_is_alnum(*address))
			letters[len++] = text_lower(*address);
	letters[len] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strstr(letters, names[i]) != NULL)
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
