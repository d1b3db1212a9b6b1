#include "monitor/notice/tone_weigh.h"

#include <math.h>

/* Evidence in features that every group is thought to have besides, neutral ones: a few words weigh little. */
enum { FEW = 100 };

double
tone_weigh_share(const struct tone_features *f, enum tone_group group)
{
	return 2 / sqrt((double)(f->count[group] + FEW));
}

static double
sum(const int8_t *weights, uint32_t mask, const struct tone_features *f)
{
	double all = 0;

	for (int g = 0; g < TONE_GROUPS; g++) {
		int64_t one = 0;

		for (size_t i = 0; i < f->count[g]; i++)
			one += weights[f->at[g][i] & mask];
		all += (double)one * tone_weigh_share(f, (enum tone_group)g);
	}
	return all;
}

double
tone_weigh(const struct tone_weights *w, enum tone_extent extent, const struct tone_features *f)
{
	const struct tone_scale *s = &w->of[extent];

	return s->bias + s->unit * sum(s->bad, TONE_FEATURES - 1, f);
}

enum tone_rule
tone_weigh_rule(const struct tone_weights *w, const struct tone_features *f)
{
	double most = -INFINITY;
	int best = 0;

	for (int r = 0; r < TONE_WEIGHED_RULES; r++) {
		double is = sum(w->rules[r], TONE_RULE_FEATURES - 1, f);

		if (is > most) {
			most = is;
			best = r;
		}
	}
	return (enum tone_rule)(TONE_BLAME_CARRIER + best);
}
