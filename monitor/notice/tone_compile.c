#include "monitor/notice/tone_compile.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/tone.h"

enum { GAP = 8, GAP_FAR = 40, ANYWHERE = -1 };

static const uint32_t any_letter = UINT32_MAX;

static const struct {
	const char *class;
	enum tone_names names;
} named[] = {{"COURIER", TONE_NAMES_IN_PAIRS}, {"WEATHER", TONE_NAMES_ALONE}};

void
tone_set_put(struct tone_set *set, int class, bool in)
{
	uint64_t *half = class < 64 ? &set->low : &set->high;
	uint64_t bit = UINT64_C(1) << (class & 63);

	*half = in ? *half | bit : *half & ~bit;
}

uint32_t
tone_letter_bit(char c)
{
	return c >= 'a' && c <= 'z' ? UINT32_C(1) << (c - 'a') : UINT32_C(1) << 26;
}

/* Room for one more of `size` bytes. */
static int
grow(void **items, size_t *room, size_t count, size_t size)
{
	size_t want = *room == 0 ? 256 : *room * 2;
	void *more;

	if (count < *room)
		return 0;
	more = reallocarray(*items, want, size);
	if (more == NULL)
		return ERR_NOMEM;
	*items = more;
	*room = want;
	return 0;
}

/* The number of a class, new or known; ERR_BUG: too many. */
static int
class_of(struct tone_program *p, struct span name)
{
	for (size_t i = 0; i < p->class_count; i++)
		if (span_equal(p->classes[i], name))
			return (int)i;
	if (p->class_count == TONE_CLASSES)
		return ERR_BUG;
	p->classes[p->class_count] = name;
	return (int)p->class_count++;
}

static bool
names_class(struct span word)
{
	return word.len > 1 && word.data[0] >= 'A' && word.data[0] <= 'Z';
}

static int
add_choice(struct tone_program *p, struct span word)
{
	struct tone_choice c = {word, -1, false, false};

	if (grow((void **)&p->choices, &p->choice_room, p->choice_count, sizeof(c)) < 0)
		return ERR_NOMEM;
	if (names_class(word)) {
		c.class = class_of(p, word);
		if (c.class < 0)
			return ERR_BUG;
	} else {
		if (word.len > 1 && word.data[0] == '*') {
			c.open_front = true;
			c.word = (struct span){c.word.data + 1, c.word.len - 1};
		}
		if (c.word.len > 1 && c.word.data[c.word.len - 1] == '*') {
			c.open_back = true;
			c.word.len--;
		}
	}
	p->choices[p->choice_count++] = c;
	return 0;
}

/* "3", "!US", "3!US" after ~ or #. */
static int
read_limits(struct tone_program *p, struct span text, struct tone_element *e)
{
	int class;

	tone_set_put(&e->without, TONE_STOP, true);
	if (text.len > 0 && text_is_digit(text.data[0])) {
		e->most = (size_t)(text.data[0] - '0');
		text = (struct span){text.data + 1, text.len - 1};
	}
	if (text.len == 0)
		return 0;
	text = (struct span){text.data + 1, text.len - 1};
	class = names_class(text) ? class_of(p, text) : ERR_BUG;
	if (class >= 0)
		tone_set_put(&e->without, class, true);
	return class < 0 ? class : 0;
}

static int
add_element(struct tone_program *p, struct span text)
{
	struct tone_element e = {.kind = TONE_WORD, .first = p->choice_count, .most = GAP};
	struct span rest = {text.data + 1, text.len - 1}, one;
	int rc = 0;

	if (text.len > 1 && text.data[0] == '?') {
		e.optional = true;
		text = rest;
		rest = (struct span){text.data + 1, text.len - 1};
	}

	if (grow((void **)&p->elements, &p->element_room, p->element_count, sizeof(e)) < 0)
		return ERR_NOMEM;
	if (span_equal_str(text, "~~")) {
		e.kind = TONE_GAP;
		e.most = GAP_FAR;
	} else if (text.data[0] == '~' || text.data[0] == '#') {
		e.kind = text.data[0] == '~' ? TONE_GAP : TONE_REST;
		rc = read_limits(p, rest, &e);
	} else if (span_equal_str(text, "_")) {
		e.kind = TONE_ANY;
	} else if (span_equal_str(text, "^") || span_equal_str(text, "$")) {
		e.kind = text.data[0] == '^' ? TONE_BEGIN : TONE_END;
	} else {
		if (text.data[0] == '!') {
			e.kind = TONE_ABSENT;
			text = rest;
		}
		while (rc == 0 && text_split(&text, '/', &one))
			rc = add_choice(p, one);
	}
	e.count = p->choice_count - e.first;
	if (rc == 0)
		p->elements[p->element_count++] = e;
	return rc;
}

/* What a match of the pattern begins with. */
static void
set_beginnings(const struct tone_program *p, struct tone_pattern *pattern)
{
	const struct tone_element *e = &p->elements[pattern->first];

	if (e->kind != TONE_WORD || e->optional) {
		pattern->letters = any_letter;
		return;
	}
	for (size_t i = e->first; i < e->first + e->count; i++) {
		const struct tone_choice *c = &p->choices[i];

		if (c->class >= 0)
			tone_set_put(&pattern->classes, c->class, true);
		else
			pattern->letters |=
			    c->open_front ? any_letter : tone_letter_bit(c->word.data[0]);
	}
}

static int
add_pattern(struct tone_program *p, const struct tone_line *line, struct span text)
{
	struct tone_pattern made = {
	    .class = ANYWHERE, .rule = TONE_RULES, .first = p->element_count};
	struct span word;
	int rc = grow((void **)&p->patterns, &p->pattern_room, p->pattern_count, sizeof(made));

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (strcmp(line->class, named[i].class) == 0)
			made.names = named[i].names;
	for (int r = TONE_INNOCENT; r < TONE_RULES; r++)
		if (strcmp(line->class, tone_rule_name((enum tone_rule)r)) == 0)
			made.rule = (enum tone_rule)r;
	if (rc == 0 && made.rule == TONE_RULES) {
		made.class = class_of(p, span_of(line->class));
		rc = made.class < 0 ? ERR_BUG : 0;
	}
	if (rc == 0 && made.class >= 0)
		tone_set_put(&p->defined, made.class, true);
	while (rc == 0 && text_split(&text, ' ', &word))
		if (word.len > 0)
			rc = add_element(p, word);
	made.count = p->element_count - made.first;
	if (rc != 0 || made.count == 0)
		return rc;
	set_beginnings(p, &made);
	p->patterns[p->pattern_count++] = made;
	return 0;
}

static int
add_lines(struct tone_program *p, const struct tone_line *lines, struct why *why)
{
	int rc = 0;

	for (; rc == 0 && lines->class[0] != '\0'; lines++) {
		struct span rest = span_of(lines->patterns), one;

		while (rc == 0 && text_split(&rest, '|', &one)) {
			rc = add_pattern(p, lines, one);
			if (rc == ERR_BUG)
				why_set(why, rc, SIZE_MAX, lines->class, "bad pattern: %.*s",
				    (int)one.len, one.data);
		}
	}
	return rc;
}

int
tone_program_make(struct tone_program *p, const struct tone_language *language, struct why *why)
{
	int rc;

	*p = (struct tone_program){0};
	(void)class_of(p, span_of("STOP")); /* TONE_STOP is the first */
	p->own = class_of(p, span_of("OWN"));
	p->denial = class_of(p, span_of("DENIAL"));
	rc = add_lines(p, tone_names_of_carriers, why);
	if (rc == 0)
		rc = add_lines(p, language->words, why);
	if (rc == 0)
		rc = add_lines(p, language->lines, why);
	if (rc == 0)
		rc = add_lines(p, tone_grammar, why);
	for (size_t i = 0; rc == 0 && i < p->class_count; i++)
		if (!tone_set_has(&p->defined, (int)i))
			rc = why_set(why, ERR_BUG, SIZE_MAX, language->language,
			    "no line for the class %.*s", (int)p->classes[i].len,
			    p->classes[i].data);
	return rc;
}

void
tone_program_clear(struct tone_program *p)
{
	free(p->choices);
	free(p->elements);
	free(p->patterns);
	*p = (struct tone_program){0};
}
