#include "monitor/notice/tone_match.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/tone_compile.h"
#include "monitor/notice/tone_fold.h"
#include "monitor/notice/tone_weigh.h"

enum {
	WORDS = 256,            /* of a sentence that are judged together */
	CLASS_WORDS = 32,       /* the longest thing of one class */
	SPELLED = 96,           /* letters that were spelled out in one go */
	PASSAGE_SENTENCES = 16, /* that are weighed together, */
	PASSAGE_WORDS = 150,    /* until they have so many */
	WEIGHED_WORDS = 5,      /* fewer prove nothing without a pattern */
	STRANGE = 4,            /* what a letter of no known word costs, a known word being 1 */
};

/*
 * Logarithms of odds from which on a passage must not be said, without a pattern and with one: below 0, for the learner has seen more
 * good sentences than bad ones. Of plain texts that were left out while it learnt, twice as many are missed as are gagged so: who is gagged
 * for nothing stops listening.
 */
static const double convicted = -0.2, suspected = -0.4;

static const struct tone_language *const languages[] = {
    &tone_es, &tone_en, &tone_pt, &tone_fr, &tone_de, &tone_it, &tone_ca};

/* A word of the sentence, and what begins at it: of each class, a bit for each length. */
struct word {
	struct span text;
	char mark; /* see tone_fold */
	uint32_t letter;
	struct tone_set classes;
	uint32_t lengths[TONE_CLASSES];
};

struct tone_matcher {
	const struct tone_language *language;
	struct tone_program program;
	struct word words[WORDS + 1];
	size_t count;
	uint32_t letters; /* of all the words, and what was found among them */
	struct tone_set classes;
	bool names;                         /* capitals tell names here */
	bool broken[TONE_RULES], denied;    /* "not our fault": nothing acquits of that */
	uint32_t class_names[TONE_CLASSES]; /* see tone_feature */
	/* Sentences that are weighed together; of each, what its patterns found. */
	struct read {
		size_t start, end; /* of the text */
		double odds;
		unsigned broken; /* a bit a rule */
		bool denied;
	} reads[PASSAGE_SENTENCES];
	size_t read_count, read_words;
	struct tone_features features, sentence;
};

int
tone_matcher_new(struct tone_matcher **out, const char *language, struct why *why)
{
	struct tone_matcher *m = calloc(1, sizeof(*m));
	int rc;

	if (m == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
		if (strncmp(language, languages[i]->language, 2) == 0)
			m->language = languages[i];
	rc = m->language == NULL
	    ? why_set(why, ERR_NOT_FOUND, SIZE_MAX, "", "no rules for \"%s\"", language)
	    : tone_program_make(&m->program, m->language, why);
	for (size_t c = 0; c < m->program.class_count; c++)
		m->class_names[c] = tone_feature_name(m->program.classes[c]);
	if (rc == 0)
		*out = m;
	else
		tone_matcher_free(m);
	return rc;
}

void
tone_matcher_free(struct tone_matcher *m)
{
	if (m == NULL)
		return;
	tone_program_clear(&m->program);
	free(m);
}

/* ---- one pattern ---- */

static bool
fits(const struct tone_choice *c, struct span word)
{
	size_t len = c->word.len;

	if (word.len < len || (!c->open_front && !c->open_back && word.len != len))
		return false;
	if (c->open_front && c->open_back)
		return memmem(word.data, word.len, c->word.data, len) != NULL;
	return memcmp(c->open_front ? word.data + word.len - len : word.data, c->word.data, len) ==
	    0;
}

struct walk {
	struct tone_matcher *m;
	const struct tone_pattern *pattern;
	size_t start, end; /* of the longest match; end 0: none */
};

static void walk(struct walk *w, size_t e, size_t at);

static void
walk_choices(struct walk *w, const struct tone_element *e, size_t next, size_t at)
{
	const struct tone_matcher *m = w->m;

	for (size_t i = e->first; at < m->count && i < e->first + e->count; i++) {
		const struct tone_choice *c = &m->program.choices[i];
		uint32_t lengths =
		    c->class >= 0 ? m->words[at].lengths[c->class] : fits(c, m->words[at].text);

		for (size_t len = 1; lengths != 0; lengths >>= 1, len++)
			if ((lengths & 1) != 0)
				walk(w, next, at + len);
	}
}

static bool
absent(const struct tone_matcher *m, const struct tone_element *e, size_t at)
{
	for (size_t i = e->first; at < m->count && i < e->first + e->count; i++) {
		const struct tone_choice *c = &m->program.choices[i];

		if (c->class >= 0 ? m->words[at].lengths[c->class] != 0
				  : fits(c, m->words[at].text))
			return false;
	}
	return true;
}

static bool
stops(const struct tone_matcher *m, size_t at)
{
	return at >= m->count || tone_set_has(&m->words[at].classes, TONE_STOP);
}

/* From element `e` of the pattern on, with the word `at`. */
static void
walk(struct walk *w, size_t e, size_t at)
{
	const struct tone_matcher *m = w->m;
	const struct tone_element *element;

	if (e == w->pattern->count) {
		if (at > w->end)
			w->end = at;
		if (w->pattern->class >= 0 && at > w->start && at - w->start <= CLASS_WORDS)
			w->m->words[w->start].lengths[w->pattern->class] |= UINT32_C(1)
			    << (at - w->start - 1);
		return;
	}
	element = &m->program.elements[w->pattern->first + e];
	if (element->optional)
		walk(w, e + 1, at);
	switch (element->kind) {
	case TONE_WORD: walk_choices(w, element, e + 1, at); break;
	case TONE_ABSENT:
		if (absent(m, element, at))
			walk(w, e + 1, at);
		break;
	case TONE_ANY:
		if (!stops(m, at))
			walk(w, e + 1, at + 1);
		break;
	case TONE_GAP:
		for (size_t n = 0;; n++) {
			walk(w, e + 1, at + n);
			if (n == element->most || at + n >= m->count ||
			    tone_set_meets(&m->words[at + n].classes, &element->without))
				break;
		}
		break;
	case TONE_REST:
		while (!stops(m, at) && !tone_set_meets(&m->words[at].classes, &element->without))
			at++;
		if (stops(m, at))
			walk(w, e + 1, at);
		break;
	case TONE_BEGIN:
		if (at == 0 || stops(m, at - 1))
			walk(w, e + 1, at);
		break;
	case TONE_END:
		if (stops(m, at))
			walk(w, e + 1, at);
		break;
	}
}

/* ---- a sentence ---- */

static bool
titled(const struct tone_matcher *m, size_t at)
{
	return at < m->count && m->words[at].mark == 'T';
}

/* The word is somebody's or something's name, and not of a class. */
static bool
is_name(const struct tone_matcher *m, enum tone_names names, size_t at)
{
	bool first = at == 0 || stops(m, at - 1);

	if (names == TONE_NAMES_NEVER || !m->names || !titled(m, at))
		return false;
	if (names == TONE_NAMES_ALONE && !first)
		return true;
	return titled(m, at + 1) || (!first && at > 1 && !stops(m, at - 2) && titled(m, at - 1));
}

/* Where the innocent stood, a value stands; where a denial stood, the word "@d", for it weighs. */
static void
take_out(struct tone_matcher *m, size_t start, size_t end)
{
	const char *left = m->words[start].lengths[m->program.denial] != 0 ? "@d" : "@v";

	for (size_t i = 0; i < end; i++) {
		struct word *w = &m->words[i];
		uint32_t kept = i >= start ? 0
		    : start - i >= CLASS_WORDS
		    ? UINT32_MAX
		    : (UINT32_C(1) << (start - i)) - 1; /* lengths that end before it */

		if (i >= start)
			*w = (struct word){
			    .text = span_of(left), .mark = '.', .letter = tone_letter_bit('@')};
		for (size_t c = 0; kept != UINT32_MAX && c < m->program.class_count; c++) {
			w->lengths[c] &= kept;
			if (w->lengths[c] == 0)
				tone_set_put(&w->classes, (int)c, false);
		}
	}
}

static void
apply(struct tone_matcher *m, const struct tone_pattern *p)
{
	if ((p->letters & m->letters) == 0 && !tone_set_meets(&p->classes, &m->classes))
		return; /* no word begins it: most patterns of most sentences */
	for (size_t at = 0; at < m->count; at++) {
		struct walk w = {m, p, at, 0};

		if ((p->letters & m->words[at].letter) == 0 &&
		    !tone_set_meets(&p->classes, &m->words[at].classes))
			continue;
		if (is_name(m, p->names, at))
			continue;
		walk(&w, 0, at);
		if (w.end == 0)
			continue;
		if (p->class >= 0) {
			if (m->words[at].lengths[p->class] != 0) {
				tone_set_put(&m->words[at].classes, p->class, true);
				tone_set_put(&m->classes, p->class, true);
			}
		} else if (p->rule == TONE_INNOCENT) {
			take_out(m, at, w.end);
		} else {
			m->broken[p->rule] = true;
			m->denied = m->denied || m->words[at].lengths[m->program.denial] != 0;
			return;
		}
	}
}

/* ---- from a text to words ---- */

static void
add_word(struct tone_matcher *m, struct span text, char mark)
{
	if (m->count == WORDS || text.len == 0)
		return;
	m->words[m->count++] =
	    (struct word){.text = text, .mark = mark, .letter = tone_letter_bit(text.data[0])};
}

/* What was spelled out has lost its blanks: the fewest words of the rules that it is made of. */
static void
add_spelled(struct tone_matcher *m, struct span text)
{
	size_t cost[SPELLED + 1], from[SPELLED + 1], cut[SPELLED], cuts = 0;

	if (text.len > SPELLED) {
		add_word(m, text, 'S');
		return;
	}
	cost[0] = from[0] = 0;
	for (size_t end = 1; end <= text.len; end++)
		cost[end] = SIZE_MAX;
	for (size_t at = 0; at < text.len; at++) {
		struct span rest = {text.data + at, text.len - at};

		if (cost[at] + STRANGE < cost[at + 1]) {
			cost[at + 1] = cost[at] + STRANGE;
			from[at + 1] = at;
		}
		for (size_t i = 0; i < m->program.choice_count; i++) {
			const struct tone_choice *c = &m->program.choices[i];

			if (c->class >= 0 || c->word.len > rest.len ||
			    memcmp(c->word.data, rest.data, c->word.len) != 0)
				continue;
			/* The ending of an open word costs little by the letter. */
			for (size_t len = c->word.len; len <= rest.len; len++) {
				size_t now = cost[at] + 2 + (len - c->word.len);

				if (now < cost[at + len]) {
					cost[at + len] = now;
					from[at + len] = at;
				}
				if (!c->open_back)
					break;
			}
		}
	}
	for (size_t end = text.len; end > 0; end = from[end])
		cut[cuts++] = end;
	for (size_t begin = 0; cuts-- > 0; begin = cut[cuts])
		add_word(m, (struct span){text.data + begin, cut[cuts] - begin}, 'S');
}

struct matching {
	struct tone_matcher *m;
	struct span text;
	tone_found_fn *found;       /* NULL: */
	tone_features_fn *features; /* the sentences are not judged */
	void *arg;
};

/* What the patterns find. */
static void
apply_all(struct tone_matcher *m)
{
	size_t titles = 0;
	bool ours = false;

	m->letters = tone_letter_bit('@'); /* of a value that is put in later */
	m->classes = (struct tone_set){0, 0};
	for (size_t i = 0; i < m->count; i++) {
		titles += m->words[i].mark == 'T';
		m->letters |= m->words[i].letter;
	}
	m->names = m->language->capitals &&
	    titles * 2 <= m->count + 1; /* A Headline Has Capitals Everywhere */
	memset(m->broken, 0, sizeof(m->broken));
	m->denied = false;
	for (size_t i = 0; i < m->program.pattern_count; i++)
		if (m->program.patterns[i].class >= 0 || !m->broken[m->program.patterns[i].rule])
			apply(m, &m->program.patterns[i]);
	for (size_t i = 0; i < m->count; i++)
		ours = ours || m->words[i].lengths[m->program.own] != 0;
	for (int r = TONE_BLAME_CARRIER; ours && r <= TONE_BLAME_CUSTOMER; r++)
		m->broken[r] = m->broken[r] && r == TONE_BLAME_WEATHER;
}

/* What the words and their classes, which the patterns have told, weigh. */
static void
add_features(struct tone_matcher *m)
{
	for (size_t i = 0; i < m->count; i++) {
		uint32_t names[TONE_CLASSES];
		size_t count = 0;

		for (size_t c = 0; c < m->program.class_count; c++)
			if (m->words[i].lengths[c] != 0)
				names[count++] = m->class_names[c];
		tone_features_add(&m->sentence, m->words[i].text, names, count);
	}
	tone_features_end_sentence(&m->sentence);
}

static void
begin_passage(struct tone_matcher *m)
{
	tone_features_begin(&m->features, m->language->language);
	m->read_count = m->read_words = 0;
}

static void
tell(const struct matching *w, const struct read *r, enum tone_rule rule)
{
	w->found(
	    rule, text_trim((struct span){w->text.data + r->start, r->end - r->start}), w->arg);
}

/* What the patterns found. */
static void
tell_all(const struct matching *w)
{
	for (size_t i = 0; i < w->m->read_count; i++)
		for (int r = TONE_INNOCENT + 1; r < TONE_RULES; r++)
			if ((w->m->reads[i].broken & 1u << r) != 0)
				tell(w, &w->m->reads[i], (enum tone_rule)r);
}

static void
end_passage(const struct matching *w)
{
	struct tone_matcher *m = w->m;
	const struct read *worst = &m->reads[0];
	bool broken = false, denied = false;
	double odds;

	if (m->read_count == 0)
		return;
	tone_features_end(&m->features);
	if (w->features != NULL) {
		w->features(&m->features, TONE_PASSAGE, w->arg);
		begin_passage(m);
		return;
	}
	for (size_t i = 0; i < m->read_count; i++) {
		const struct read *r = &m->reads[i];

		worst = r->odds > worst->odds ? r : worst;
		broken = broken || r->broken != 0;
		denied = denied || r->denied;
	}
	odds = (worst->odds + tone_weigh(&tone_weights, TONE_PASSAGE, &m->features)) / 2;
	if (odds > suspected || denied)
		tell_all(w);
	/* No pattern speaks, but it weighs too much: its worst sentence is named. */
	if (!broken && odds > convicted && m->read_words >= WEIGHED_WORDS)
		tell(w, worst, tone_weigh_rule(&tone_weights, &m->features));
	begin_passage(m);
}

static void
judge_words(const struct matching *w, const struct tone_sentence *s)
{
	struct tone_matcher *m = w->m;
	struct read *r = &m->reads[m->read_count];

	if (m->count == 0)
		return;
	apply_all(m);
	tone_features_begin(&m->sentence, m->language->language);
	add_features(m);
	tone_features_append(&m->features, &m->sentence);
	tone_features_end(&m->sentence);
	if (w->features != NULL)
		w->features(&m->sentence, TONE_SENTENCE, w->arg);
	*r = (struct read){.start = s->start,
	    .end = s->end,
	    .odds = tone_weigh(&tone_weights, TONE_SENTENCE, &m->sentence),
	    .denied = m->denied};
	for (int rule = TONE_INNOCENT + 1; rule < TONE_RULES; rule++)
		r->broken |= m->broken[rule] ? 1u << rule : 0;
	m->read_count++;
	m->read_words += m->count;
	if (m->read_count == PASSAGE_SENTENCES || m->read_words >= PASSAGE_WORDS)
		end_passage(w);
}

static int
match_sentence(const struct tone_sentence *s, void *arg)
{
	const struct matching *w = arg;
	struct span rest = span_of(s->words), word;
	const char *mark = s->marks;

	w->m->count = 0;
	while (text_split(&rest, ' ', &word)) {
		if (*mark == 'S')
			add_spelled(w->m, word);
		else
			add_word(w->m, word, *mark);
		mark++;
		if (w->m->count == WORDS) {
			judge_words(w, s);
			w->m->count = 0;
		}
	}
	judge_words(w, s);
	return 0;
}

static int
match(struct matching w)
{
	int rc;

	begin_passage(w.m);
	rc = tone_fold(w.text, w.m->language->joins, match_sentence, &w);
	if (rc == 0)
		end_passage(&w);
	return rc;
}

int
tone_match(struct tone_matcher *m, struct span text, tone_found_fn *found, void *arg)
{
	return match((struct matching){m, text, found, NULL, arg});
}

int
tone_match_features(struct tone_matcher *m, struct span text, tone_features_fn *features, void *arg)
{
	return match((struct matching){m, text, NULL, features, arg});
}
