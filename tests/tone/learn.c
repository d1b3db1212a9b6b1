/*
 * usage: learn TEXTS TEMPLATES >tone_weights.c
 * The weights of tone_weigh, from the labelled texts TEXTS/<language>.bad and .good and from our own letters TEMPLATES/<language>/ *.md,
 * which are good: logistic regression by gradient descent. Of a bad text the passage that weighs most is taken for the bad one, of a
 * good text each is good. Run when the program is built.
 */

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/tone.h"
#include "monitor/notice/tone_weigh.h"

enum { ROUNDS = 20, LINE = 4096, LETTER = 1 << 16, RULES = TONE_WEIGHED_RULES };

static const double step = 0.5, shrink = 1e-3;

/* Those that the matcher judges by: none yet. */
const struct tone_weights tone_weights;

/* A sentence's features, without the room that it did not need. */
struct sentence {
	uint32_t *at;
	size_t count[TONE_GROUPS];
	double share[TONE_GROUPS];
	struct sentence *next;
};

struct sample {
	enum tone_rule rule; /* TONE_INNOCENT: good */
	struct sentence *sentences;
};

struct learner {
	struct sample *samples;
	size_t count, room;
	double bias, bad[TONE_FEATURES], rules[RULES * TONE_RULE_FEATURES];
};

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "learn: %s\n", what);
	exit(1);
}

static void *
need(void *memory)
{
	if (memory == NULL)
		die("no memory");
	return memory;
}

/* ---- texts ---- */

static void
keep_sentence(const struct tone_features *f, void *arg)
{
	struct sample *sample = arg;
	struct sentence *s = need(calloc(1, sizeof(*s)));
	size_t all = 0;

	for (int g = 0; g < TONE_GROUPS; g++)
		all += f->count[g];
	s->at = need(calloc(all + 1, sizeof(s->at[0])));
	all = 0;
	for (int g = 0; g < TONE_GROUPS; g++) {
		memcpy(s->at + all, f->at[g], f->count[g] * sizeof(s->at[0]));
		all += s->count[g] = f->count[g];
		s->share[g] = tone_weigh_share(f, (enum tone_group)g);
	}
	s->next = sample->sentences;
	sample->sentences = s;
}

static enum tone_rule
rule_named(struct span name)
{
	for (int r = TONE_BLAME_CARRIER; r < TONE_BLAME_CARRIER + RULES; r++)
		if (span_equal_str(name, tone_rule_name((enum tone_rule)r)))
			return (enum tone_rule)r;
	die("a bad text of no rule");
}

static void
add_sample(struct learner *l, struct tone_matcher *m, enum tone_rule rule, struct span text)
{
	struct sample sample = {.rule = rule};

	if (tone_match_features(m, text, keep_sentence, &sample) != 0)
		die("a text cannot be read");
	if (l->count == l->room) {
		l->room = l->room * 2 + 1024;
		l->samples = need(reallocarray(l->samples, l->room, sizeof(sample)));
	}
	l->samples[l->count++] = sample;
}

/* A text a line: "rule|text" where they are bad; the two characters \\n stand for a line feed. */
static void
read_labelled(struct learner *l, struct tone_matcher *m, const char *path, bool bad)
{
	char line[LINE], *feed;
	FILE *file = fopen(path, "r");

	if (file == NULL)
		die(path);
	while (fgets(line, sizeof(line), file) != NULL) {
		enum tone_rule rule = TONE_INNOCENT;
		struct span text, name;

		line[strcspn(line, "\n")] = '\0';
		while ((feed = strstr(line, "\\n")) != NULL)
			memcpy(feed, " \n", 2);
		text = span_of(line);
		if (text.len == 0)
			continue;
		if (bad) {
			(void)text_split(&text, '|', &name);
			rule = rule_named(name);
		}
		add_sample(l, m, rule, text);
	}
	(void)fclose(file);
}

/* A letter, and each line of its front matter, subject and all, which are judged alone. */
static void
add_letter(struct learner *l, struct tone_matcher *m, struct span text)
{
	struct span rest = text, line, name;
	int fences = 0;

	add_sample(l, m, TONE_INNOCENT, text);
	while (fences < 2 && text_split(&rest, '\n', &line)) {
		fences += span_equal_str(line, "---");
		if (text_split(&line, ':', &name) && line.len > 0)
			add_sample(l, m, TONE_INNOCENT, text_trim(line));
	}
}

static void
read_letters(struct learner *l, struct tone_matcher *m, const char *pattern)
{
	char text[LETTER];
	glob_t found;

	if (glob(pattern, 0, NULL, &found) != 0)
		die(pattern);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		FILE *file = fopen(found.gl_pathv[i], "r");
		size_t len;

		if (file == NULL)
			die(found.gl_pathv[i]);
		len = fread(text, 1, sizeof(text), file);
		add_letter(l, m, (struct span){text, len});
		(void)fclose(file);
	}
	globfree(&found);
}

static void
read_language(struct learner *l, const char *texts, const char *templates, const char *language)
{
	struct tone_matcher *m = NULL;
	char path[LINE];

	if (tone_matcher_new(&m, language, NULL) != 0)
		die(language);
	snprintf(path, sizeof(path), "%s/%s.bad", texts, language);
	read_labelled(l, m, path, true);
	snprintf(path, sizeof(path), "%s/%s.good", texts, language);
	read_labelled(l, m, path, false);
	snprintf(path, sizeof(path), "%s/%s/*.md", templates, language);
	read_letters(l, m, path);
	tone_matcher_free(m);
}

/* ---- weights ---- */

static double
weigh(const double *weights, uint32_t mask, const struct sentence *s)
{
	const uint32_t *at = s->at;
	double all = 0;

	for (int g = 0; g < TONE_GROUPS; at += s->count[g++])
		for (size_t i = 0; i < s->count[g]; i++)
			all += weights[at[i] & mask] * s->share[g];
	return all;
}

static void
nudge(double *weights, uint32_t mask, const struct sentence *s, double by)
{
	const uint32_t *at = s->at;

	for (int g = 0; g < TONE_GROUPS; at += s->count[g++])
		for (size_t i = 0; i < s->count[g]; i++)
			weights[at[i] & mask] += by * s->share[g] - shrink * weights[at[i] & mask];
}

static void
learn_sentence(struct learner *l, const struct sentence *s, bool bad, double by)
{
	double odds = l->bias + weigh(l->bad, TONE_FEATURES - 1, s);
	double error = (bad ? 1 : 0) - 1 / (1 + exp(-odds));

	l->bias += by * error / 10;
	nudge(l->bad, TONE_FEATURES - 1, s, by * error);
}

/* Which rule, given that it is bad. */
static void
learn_rule(struct learner *l, const struct sentence *s, enum tone_rule rule, double by)
{
	double likely[RULES], all = 0;

	for (int r = 0; r < RULES; r++)
		all += likely[r] =
		    exp(weigh(l->rules + r * TONE_RULE_FEATURES, TONE_RULE_FEATURES - 1, s));
	for (int r = 0; r < RULES; r++)
		nudge(l->rules + r * TONE_RULE_FEATURES, TONE_RULE_FEATURES - 1, s,
		    by * ((TONE_BLAME_CARRIER + r == (int)rule ? 1 : 0) - likely[r] / all));
}

static void
learn_sample(struct learner *l, const struct sample *sample, double by)
{
	const struct sentence *worst = NULL;
	double most = 0;

	for (const struct sentence *s = sample->sentences; s != NULL; s = s->next) {
		double is = weigh(l->bad, TONE_FEATURES - 1, s);

		if (sample->rule == TONE_INNOCENT)
			learn_sentence(l, s, false, by);
		if (worst == NULL || is > most) {
			worst = s;
			most = is;
		}
	}
	if (worst == NULL || sample->rule == TONE_INNOCENT)
		return;
	learn_sentence(l, worst, true, by);
	learn_rule(l, worst, sample->rule, by);
}

static void
learn(struct learner *l)
{
	uint32_t chance = 1; /* the same each time */

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = l->count; i > 1; i--) {
			size_t other = (chance = chance * 1664525 + 1013904223) % i;
			struct sample moved = l->samples[other];

			l->samples[other] = l->samples[i - 1];
			l->samples[i - 1] = moved;
		}
		for (size_t i = 0; i < l->count; i++)
			learn_sample(l, &l->samples[i], step / (1 + 0.3 * round));
	}
}

/* ---- the file ---- */

static double
largest(const double *weights, size_t count)
{
	double most = 0;

	for (size_t i = 0; i < count; i++)
		most = fmax(most, fabs(weights[i]));
	return most;
}

static void
print_weights(const double *weights, size_t count, double unit)
{
	for (size_t i = 0; i < count; i++)
		printf("%ld,%s", lrint(weights[i] / unit), i % 32 == 31 ? "\n" : "");
}

static void
print_all(const struct learner *l)
{
	double unit = largest(l->bad, TONE_FEATURES) / INT8_MAX;
	double rule_unit = largest(l->rules, RULES * TONE_RULE_FEATURES) / INT8_MAX;

	printf("/* Made by tests/tone/learn. */\n#include \"monitor/notice/tone_weigh.h\"\n\n"
	       "const struct tone_weights tone_weights = {.unit = %.9g, .bias = %.9g, .bad = {\n",
	    unit, l->bias);
	print_weights(l->bad, TONE_FEATURES, unit);
	puts("}, .rules = {");
	for (int r = 0; r < RULES; r++) {
		puts("{");
		print_weights(l->rules + r * TONE_RULE_FEATURES, TONE_RULE_FEATURES, rule_unit);
		puts("},");
	}
	puts("}};");
}

static void
clear(struct learner *l)
{
	for (size_t i = 0; i < l->count; i++)
		for (struct sentence *s = l->samples[i].sentences, *next; s != NULL; s = next) {
			next = s->next;
			free(s->at);
			free(s);
		}
	free(l->samples);
	free(l);
}

int
main(int argc, char **argv)
{
	static const char *const languages[] = {"es", "en", "pt", "fr", "de", "it", "ca"};
	struct learner *l = need(calloc(1, sizeof(*l)));

	if (argc != 3)
		die("usage: learn TEXTS TEMPLATES >tone_weights.c");
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++)
		read_language(l, argv[1], argv[2], languages[i]);
	learn(l);
	print_all(l);
	clear(l);
	return 0;
}
