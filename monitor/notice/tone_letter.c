#include "monitor/notice/tone_letter.h"

#include <string.h>

#include "monitor/base/text.h"

enum { NAME_ROOM = 64, PARTIAL_DEPTH = 4 };

/* What a letter holds, by the names that it uses. */
enum { HOLDS_CONTACT = 1, HOLDS_PROMISE = 2, HOLDS_NEXT = 4, HOLDS_CHOICES = 8 };

/* Names that say one of these; which names there are is for facts to say. */
static const struct {
	const char *name;
	int holds;
} names[] = {
    {"promised_on", HOLDS_PROMISE},
    {"said_on", HOLDS_PROMISE},
    {"next_update_at", HOLDS_NEXT},
    {"next_update_on", HOLDS_NEXT},
    {"contact_name", HOLDS_CONTACT},
    {"contact_phone", HOLDS_CONTACT},
    {"contact_email", HOLDS_CONTACT},
    {"contact_email_link", HOLDS_CHOICES},
    {"wait_url", HOLDS_CHOICES},
    {"change_url", HOLDS_CHOICES},
    {"cancel_url", HOLDS_CHOICES},
};

static const struct {
	enum notice_kind kind;
	int needs;
} needs[] = {
    {NOTICE_PROMISE_MADE, HOLDS_CONTACT | HOLDS_PROMISE},
    {NOTICE_RECEIVED, HOLDS_CONTACT},
    {NOTICE_BACK_ON_TRACK, HOLDS_CONTACT | HOLDS_PROMISE},
    {NOTICE_STILL_NO_NEWS, HOLDS_CONTACT | HOLDS_NEXT | HOLDS_CHOICES},
    {NOTICE_DELAY, HOLDS_CONTACT | HOLDS_PROMISE | HOLDS_NEXT | HOLDS_CHOICES},
    {NOTICE_DELAY_AGAIN, HOLDS_CONTACT | HOLDS_PROMISE | HOLDS_NEXT | HOLDS_CHOICES},
    {NOTICE_MISSED, HOLDS_CONTACT | HOLDS_PROMISE | HOLDS_NEXT | HOLDS_CHOICES},
    {NOTICE_ACTION_NEEDED, HOLDS_CONTACT},
    {NOTICE_LOST, HOLDS_CONTACT | HOLDS_PROMISE | HOLDS_CHOICES},
    {NOTICE_DELIVERED, HOLDS_CONTACT},
};

static const struct {
	int holds;
	enum tone_rule rule;
} missing[] = {
    {HOLDS_CONTACT, TONE_MISSING_CONTACT},
    {HOLDS_PROMISE, TONE_MISSING_PROMISE},
    {HOLDS_NEXT, TONE_MISSING_NEXT_UPDATE},
    {HOLDS_CHOICES, TONE_MISSING_CHOICES},
};

struct reading {
	struct tone_matcher *m;
	const struct tone_letter *letter;
	tone_found_fn *found;
	void *arg;
	int holds;
	bool customer;
};

/* ---- names ---- */

static void
read_name(struct reading *r, struct span name, struct span place)
{
	char text[NAME_ROOM];
	bool known = false;

	if (text_copy_span(text, sizeof(text), name) == 0) {
		/* a partial may be of letters to either */
		known = (r->customer && facts_known(text, AUDIENCE_CUSTOMER)) ||
		    ((!r->customer || r->letter->kind == NOTICE_NONE) &&
			facts_known(text, AUDIENCE_SHOP));
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (strcmp(names[i].name, text) == 0)
				r->holds |= names[i].holds;
	}
	if (!known)
		r->found(TONE_UNRESOLVED_PLACEHOLDER, place, r->arg);
}

static void read_names(struct reading *r, struct span text, int depth);

static void
read_partial(struct reading *r, struct span name, struct span place, int depth)
{
	char text[NAME_ROOM];
	struct span body;

	if (depth < PARTIAL_DEPTH && text_copy_span(text, sizeof(text), name) == 0 &&
	    r->letter->partial != NULL && r->letter->partial(text, &body, r->letter->arg))
		read_names(r, body, depth + 1);
	else if (depth == 0)
		r->found(TONE_UNRESOLVED_PLACEHOLDER, place, r->arg);
}

/* "{{name}}", "{{{name}}}", "{{&name}}", sections and partials; a comment names nothing. */
static void
read_tag(struct reading *r, struct span tag, struct span place, int depth)
{
	char mark;

	tag = text_trim(tag);
	mark = tag.len > 0 ? tag.data[0] : '\0';
	if (mark == '!')
		return;
	if (text_one_of(mark, "#/^>&{"))
		tag = text_trim((struct span){tag.data + 1, tag.len - 1});
	if (mark == '>')
		read_partial(r, tag, place, depth);
	else if (mark != '/')
		read_name(r, tag, place);
}

static void
read_names(struct reading *r, struct span text, int depth)
{
	while (text.len > 0) {
		const char *open = memmem(text.data, text.len, "{{", 2), *close;
		size_t before = open == NULL ? text.len : (size_t)(open - text.data);

		if (open == NULL)
			return;
		text = (struct span){open, text.len - before};
		close = memmem(text.data, text.len, "}}", 2);
		if (close == NULL) {
			if (depth == 0)
				r->found(TONE_UNRESOLVED_PLACEHOLDER, text, r->arg);
			return;
		}
		before = (size_t)(close - text.data);
		read_tag(
		    r, (struct span){open + 2, before - 2}, (struct span){open, before + 2}, depth);
		before += close + 2 < text.data + text.len && close[2] == '}' ? 3 : 2;
		text = (struct span){text.data + before, text.len - before};
	}
}

/* "[customer name]": words in brackets that are no link. */
static void
read_blanks(struct reading *r, struct span text)
{
	for (size_t i = 0; i + 2 < text.len; i++) {
		size_t len = 1;
		char c;

		if (text.data[i] != '[' || !text_is_alpha(text.data[i + 1]) ||
		    (i > 0 && text.data[i - 1] == '['))
			continue;
		for (; i + len < text.len && len < NAME_ROOM; len++) {
			c = text.data[i + len];
			if (!text_is_alnum(c) && !text_one_of(c, " _'") && (unsigned char)c < 0x80)
				break;
		}
		if (len > 3 && i + len < text.len && text.data[i + len] == ']' &&
		    !(i + len + 1 < text.len && text_one_of(text.data[i + len + 1], "([:]{")))
			r->found(TONE_UNRESOLVED_PLACEHOLDER, (struct span){text.data + i, len + 1},
			    r->arg);
	}
}

/* What other programs write for a value, and what people leave to be filled in: "[NAME]", "${name}", "%NAME%", "{name}". */
static void
read_foreign(struct reading *r, struct span text)
{
	static const struct {
		const char *open, *close;
	} marks[] = {
	    {"${", "}"}, {"[[", "]]"}, {"<<", ">>"}, {"<%", "%>"}, {"{%", "%}"}, {"*|", "|*"}};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		const char *open = memmem(text.data, text.len, marks[i].open, 2);
		const char *close = open == NULL
		    ? NULL
		    : memmem(open, (size_t)(text.data + text.len - open), marks[i].close,
			  strlen(marks[i].close));

		if (close != NULL && close - open < NAME_ROOM)
			r->found(TONE_UNRESOLVED_PLACEHOLDER,
			    (struct span){open, (size_t)(close - open) + strlen(marks[i].close)},
			    r->arg);
	}
	read_blanks(r, text);
	for (size_t i = 0; i + 2 < text.len; i++) {
		size_t len = 1;
		char c = text.data[i], close = c == '{' ? '}' : '%';

		if ((c != '{' && c != '%') || (i > 0 && text_one_of(text.data[i - 1], "{$<")))
			continue;
		while (i + len < text.len &&
		    (text_is_alnum(text.data[i + len]) || text.data[i + len] == '_') &&
		    (c == '{' || text.data[i + len] == text_upper(text.data[i + len])))
			len++;
		if (len > 3 && i + len < text.len && text.data[i + len] == close &&
		    text_is_alpha(text.data[i + 1]) &&
		    !(i + len + 1 < text.len && text.data[i + len + 1] == '('))
			r->found(TONE_UNRESOLVED_PLACEHOLDER, (struct span){text.data + i, len + 1},
			    r->arg);
	}
}

/* ---- the letter ---- */

static void
read_sender(struct reading *r, struct span value)
{
	char address[LIMIT_EMAIL_ROOM * 2];
	const char *open;

	if (!text_cut(address, sizeof(address), value))
		return;
	open = strchr(address, '<');
	if (tone_no_reply(address) || (open != NULL && tone_no_reply(open + 1)))
		r->found(TONE_NOREPLY_SENDER, value, r->arg);
}

/* The lines between "---" and "---"; *body gets what follows. */
static int
read_front(struct reading *r, struct span *body)
{
	struct span rest = *body, line, name;
	int rc = 0;

	if (!text_split(&rest, '\n', &line) || !span_equal_str(text_trim(line), "---"))
		return 0;
	while (
	    rc == 0 && text_split(&rest, '\n', &line) && !span_equal_str(text_trim(line), "---")) {
		if (!text_split(&line, ':', &name))
			continue;
		name = text_trim(name);
		line = text_trim(line);
		if (span_equal_str(name, "from") || span_equal_str(name, "reply_to"))
			read_sender(r, line);
		else if (r->customer)
			rc = tone_match(r->m, line, r->found, r->arg);
	}
	*body = rest;
	return rc;
}

int
tone_letter_check(
    struct tone_matcher *m, const struct tone_letter *letter, tone_found_fn *found, void *arg)
{
	struct reading r = {.m = m, .letter = letter, .found = found, .arg = arg};
	struct span body = letter->text;
	int rc;

	r.customer =
	    letter->kind == NOTICE_NONE || notice_kind_audience(letter->kind) == AUDIENCE_CUSTOMER;
	read_names(&r, letter->text, 0);
	read_foreign(&r, letter->text);
	rc = read_front(&r, &body);
	if (rc == 0 && r.customer)
		rc = tone_match(m, body, found, arg);
	if (rc == 0 && r.customer && letter->days != NULL)
		rc = tone_dates_check(letter->days, letter->text, found, arg);
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		for (size_t j = 0;
		     needs[i].kind == letter->kind && j < sizeof(missing) / sizeof(missing[0]); j++)
			if ((needs[i].needs & missing[j].holds) != 0 &&
			    (r.holds & missing[j].holds) == 0)
				found(missing[j].rule, (struct span){letter->text.data, 0}, arg);
	return rc;
}
