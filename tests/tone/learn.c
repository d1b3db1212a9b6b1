/*
 * usage: learn TEXTS TEMPLATES >tone_weights.c
 * The weights of tone_weigh, from the labelled texts TEXTS/<language>.bad and .good and from our own letters TEMPLATES/<language>/ *.md,
 * which are good: logistic regression by gradient descent, once over sentences and once over passages. Of a bad text the one that
 * weighs most is taken for the bad one, of a good text each is good. Run when the program is built.
 */

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/tone.h"
#include "monitor/notice/tone_weigh.h"

enum { ROUNDS = 12, LINE = 4096, LETTER = 1 << 16, RULES = TONE_WEIGHED_RULES };

static const double step = 0.5;
static const float shrink = 1e-3F;

/* Those that the matcher judges by: none yet. */
const struct tone_weights tone_weights;

/* A sentence's or a passage's features, without the room that it did not need. */
struct part {
	uint32_t *at;
	size_t count[TONE_GROUPS];
	double share[TONE_GROUPS];
	struct part *next;
};

struct sample {
	enum tone_rule rule; /* TONE_INNOCENT: good */
	struct part *parts[TONE_EXTENTS];
};

struct learner {
	struct sample *samples;
	size_t count, room;
	struct scale {
		double bias;
		float bad[TONE_FEATURES];
	} of[TONE_EXTENTS];
	float rules[RULES * TONE_RULE_FEATURES];
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
keep_part(const struct tone_features *f, enum tone_extent extent, void *arg)
{
	struct sample *sample = arg;
	struct part *s = need(calloc(1, sizeof(*s)));
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
	s->next = sample->parts[extent];
	sample->parts[extent] = s;
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

	if (tone_match_features(m, text, keep_part, &sample) != 0)
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
weigh(const float *weights, uint32_t mask, const struct part *s)
{
	const uint32_t *at = s->at;
	double all = 0;

	for (int g = 0; g < TONE_GROUPS; at += s->count[g++])
		for (size_t i = 0; i < s->count[g]; i++)
			all += (double)weights[at[i] & mask] * s->share[g];
	return all;
}

static void
nudge(float *weights, uint32_t mask, const struct part *s, double by)
{
	const uint32_t *at = s->at;

	for (int g = 0; g < TONE_GROUPS; at += s->count[g++]) {
		float more = (float)(by * s->share[g]);

		for (size_t i = 0; i < s->count[g]; i++)
			weights[at[i] & mask] += more - shrink * weights[at[i] & mask];
	}
}

static void
learn_part(struct scale *to, const struct part *s, bool bad, double by)
{
	double odds = to->bias + weigh(to->bad, TONE_FEATURES - 1, s);
	double error = (bad ? 1 : 0) - 1 / (1 + exp(-odds));

	to->bias += by * error / 10;
	nudge(to->bad, TONE_FEATURES - 1, s, by * error);
}

/* Which rule, given that it is bad. */
static void
learn_rule(struct learner *l, const struct part *s, enum tone_rule rule, double by)
{
	double likely[RULES], all = 0;

	for (int r = 0; r < RULES; r++)
		all += likely[r] =
		    exp(weigh(l->rules + r * TONE_RULE_FEATURES, TONE_RULE_FEATURES - 1, s));
	for (int r = 0; r < RULES; r++)
		nudge(l->rules + r * TONE_RULE_FEATURES, TONE_RULE_FEATURES - 1, s,
		    by * ((TONE_BLAME_CARRIER + r == (int)rule ? 1 : 0) - likely[r] / all));
}

static const struct part *
worst_part(const struct scale *scale, const struct part *s)
{
	const struct part *worst = s;
	double most = -INFINITY;

	for (; s != NULL; s = s->next) {
		double is = weigh(scale->bad, TONE_FEATURES - 1, s);

		worst = is > most ? s : worst;
		most = fmax(is, most);
	}
	return worst;
}

static void
learn_sample(struct learner *l, const struct sample *sample, double by)
{
	for (int e = 0; e < TONE_EXTENTS; e++) {
		const struct part *s = sample->parts[e];

		if (sample->rule == TONE_INNOCENT) {
			for (; s != NULL; s = s->next)
				learn_part(&l->of[e], s, false, by);
			continue;
		}
		s = worst_part(&l->of[e], s);
		if (s == NULL)
			continue;
		learn_part(&l->of[e], s, true, by);
		if (e == TONE_PASSAGE)
			learn_rule(l, s, sample->rule, by);
	}
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
largest(const float *weights, size_t count)
{
	float most = 0;

	for (size_t i = 0; i < count; i++)
		most = fmaxf(most, fabsf(weights[i]));
	return (double)most;
}

/* As text of one byte each, which a compiler reads sooner than numbers. */
static void
print_weights(const float *weights, size_t count, double unit)
{
	for (size_t i = 0; i < count; i++)
		printf("%s\\%lo%s", i % 64 == 0 ? "\"" : "",
		    (unsigned long)lrint((double)weights[i] / unit) & 0xff,
		    i % 64 == 63 ? "\"\n" : "");
}

static void
print_all(const struct learner *l)
{
	double unit = largest(l->rules, RULES * TONE_RULE_FEATURES) / INT8_MAX;

	puts("/* Made by tests/tone/learn. */\n#include \"monitor/notice/tone_weigh.h\"\n\n"
	     "const struct tone_weights tone_weights = {.of = {");
	for (int e = 0; e < TONE_EXTENTS; e++) {
		const struct scale *s = &l->of[e];
		double one = largest(s->bad, TONE_FEATURES) / INT8_MAX;

		printf("{.unit = %.9g, .bias = %.9g, .bad =\n", one, s->bias);
		print_weights(s->bad, TONE_FEATURES, one);
		puts("},");
	}
	puts("}, .rules = {");
	for (int r = 0; r < RULES; r++) {
		print_weights(l->rules + r * TONE_RULE_FEATURES, TONE_RULE_FEATURES, unit);
		puts(",");
	}
	puts("}};");
}

static void
clear(struct learner *l)
{
	for (size_t i = 0; i < l->count; i++)
		for (int e = 0; e < TONE_EXTENTS; e++)
			for (struct part *s = l->samples[i].parts[e], *next; s != NULL; s = next) {
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
