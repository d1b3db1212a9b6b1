#include "monitor/web/track.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/page.h"
#include "monitor/web/track_view.h"

/* Kept out of search engines and out of the browser's store; the address is a secret, and told to nobody. */
static const struct server_field private_page = {"X-Robots-Tag", "noindex, nofollow"};

/* The same for every reason: who guesses learns nothing. */
static void
answer_nothing(struct api_call *call, int rc)
{
	page_problem(call, rc == 0 || rc == ERR_NOT_FOUND ? 404 : api_status_of(rc), "");
}

static const struct {
	const char *asked, *name; /* the end of the path; what the page calls it */
} questions[] = {{"wait", "ask_wait"}, {"change", "ask_change"}, {"cancel", "ask_cancel"},
    {"call", "ask_call"}, {"kept", "ask_kept"}, {"return", "ask_return"}, {"broken", "ask_broken"},
    {"missing", "ask_missing"}, {"stop", "ask_stop"}};

static void
show(struct api_call *call, const char *page, const char *asked)
{
	struct track_view *v = malloc(sizeof(*v));
	int rc = v != NULL ? track_view_fill(call, v) : ERR_NOMEM;

	if (rc == 0) {
		for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
			v->values[v->view.count++] =
			    (struct mustache_value){.name = questions[i].name,
				.text = strcmp(asked, questions[i].asked) == 0 ? "1" : ""};
		page_answer_with(call, 200, page, &v->view, &private_page, 1);
	} else {
		answer_nothing(call, rc);
	}
	if (v != NULL)
		track_view_clear(v);
	free(v);
}

void
track_show(struct api_call *call)
{
	show(call, "track/order", "");
}

void
track_ask(struct api_call *call)
{
	const char *slash = strrchr(call->request->path, '/');

	show(call, "track/ask", slash != NULL ? slash + 1 : "");
}

/* ---- forms ---- */

/* Back to the page, which says what was kept. */
static void
submit(struct api_call *call, struct op *op)
{
	char to[API_ID_ROOM + 16];

	(void)snprintf(to, sizeof(to), "/t/%s#noted", call->id);
	page_submit(call, op, to);
}

static void
submit_word(struct api_call *call, const struct customer_word *word)
{
	struct op *op = api_op(call, OP_CUSTOMER);

	if (op == NULL)
		return;
	memcpy(op->of_shop, call->who.shop, sizeof(op->of_shop));
	memcpy(op->of_order, call->who.order, sizeof(op->of_order));
	op->word = *word;
	submit(call, op);
}

/* What they wrote; false: too long, and answered. Browsers hold to the form's own limit. */
static bool
take_text(struct api_call *call, struct customer_word *word)
{
	struct span text = text_trim(span_of(form_get(&call->form, "text")));

	if (text_copy_span(word->text, sizeof(word->text), text) == 0)
		return true;
	page_problem(call, 413, "");
	return false;
}

void
track_choose(struct api_call *call)
{
	static const struct {
		const char *name;
		enum choice choice;
	} choices[] = {{"wait", CHOICE_WAIT}, {"change", CHOICE_CHANGE}, {"cancel", CHOICE_CANCEL},
	    {"call", CHOICE_CALL}, {"write", CHOICE_WRITE}};
	struct customer_word word = {.choice = CHOICE_NONE};

	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		if (strcmp(form_get(&call->form, "choice"), choices[i].name) == 0)
			word.choice = choices[i].choice;
	if (!take_text(call, &word))
		return;
	if (word.choice == CHOICE_NONE || (word.choice == CHOICE_WRITE && word.text[0] == '\0'))
		show(call, "track/order", "");
	else
		submit_word(call, &word);
}

void
track_answer(struct api_call *call)
{
	const char *kept = form_get(&call->form, "kept");
	struct customer_word word = {.kept = strcmp(kept, "yes") == 0 ? KEPT_ANSWER_YES
		: strcmp(kept, "no") == 0                             ? KEPT_ANSWER_NO
								      : KEPT_ANSWER_NONE};

	if (!take_text(call, &word))
		return;
	if (word.kept == KEPT_ANSWER_NONE)
		show(call, "track/ask", "kept");
	else
		submit_word(call, &word);
}

/* ---- how they want to be written to ---- */

static void
prefer(struct api_call *call, enum person_verb verb)
{
	struct order order;
	struct op *op;
	int rc = store_order(call->api->reader, call->who.shop, call->who.order, &order);

	if (rc != 0 || order.person == 0) {
		answer_nothing(call, rc);
		return;
	}
	op = api_op(call, OP_PERSON);
	if (op == NULL)
		return;
	op->id = order.person;
	op->person_verb = verb;
	submit(call, op);
}

void
track_prefer(struct api_call *call)
{
	const char *wanted = form_get(&call->form, "notices");

	if (strcmp(wanted, "everything") == 0)
		prefer(call, PERSON_EVERYTHING);
	else if (strcmp(wanted, "problems") == 0)
		prefer(call, PERSON_PROBLEMS);
	else if (strcmp(wanted, "nothing") == 0)
		prefer(call, PERSON_STOP);
	else
		show(call, "track/order", "");
}

void
track_stop(struct api_call *call)
{
	prefer(call, PERSON_STOP);
}
