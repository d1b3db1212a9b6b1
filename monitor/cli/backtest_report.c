#include "monitor/cli/backtest_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/cli/backtest_run.h"
#include "monitor/cli/grid.h"

enum { HANDOVER = 0, LAST_THREE_DAYS = 4, PLOT_WIDTH = 40, TEXT = 160 };

static void
cell(struct grid *g, int decimals, double value)
{
	char text[TEXT];

	(void)snprintf(text, sizeof(text), "%.*f", decimals, value);
	grid_cell(g, ROLE_PLAIN, isnan(value) ? "" : text);
}

static void
heading(struct page *p, enum word which)
{
	page_line(p);
	page_add(p, ROLE_STRONG, word(p->look->language, which));
	page_line(p);
}

/* A sentence with up to four texts in it. */
static void
sentence(struct page *p, enum word which, const char *const *args)
{
	struct buf text = BUF_INIT(1024);

	word_fill(&text, p->look->language, which, args);
	(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 0, 0, p->look->columns);
	page_line(p);
	buf_clear(&text);
}

static void
add_counts(struct page *p, const struct trials *t, const struct findings *f)
{
	char judged[24], late[24], share[24], rest[24];

	(void)snprintf(judged, sizeof(judged), "%zu", f->judged);
	(void)snprintf(late, sizeof(late), "%.0f", f->late);
	(void)snprintf(share, sizeof(share), "%.1f", 100 * f->late / (f->late + f->kept));
	(void)snprintf(rest, sizeof(rest), "%zu", t->rows);
	sentence(p, WORD_BACKTEST_COUNTS, WORD_ARGS(judged, late, share, rest));
	if (f->refused > 0) {
		(void)snprintf(judged, sizeof(judged), "%zu", f->refused);
		sentence(p, WORD_BACKTEST_REFUSED, WORD_ARGS(judged));
	}
}

static void
add_chances(struct page *p, const struct findings *f)
{
	struct grid g;

	heading(p, WORD_BACKTEST_CHANCES);
	grid_init(&g, p);
	grid_column(&g, WORD_BACKTEST_CHECKPOINT, GRID_LEFT);
	grid_column(&g, WORD_BACKTEST_UNDER_WAY, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_LATE, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_AUC, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_AP, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_BRIER, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_BASE, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_CALIBRATION, GRID_RIGHT);
	for (size_t c = 0; c < TRIAL_CHECKPOINTS; c++) {
		const struct chances *s = &f->chances[c];

		if (s->count == 0)
			continue;
		grid_cell(&g, ROLE_PLAIN, checkpoint_names[c]);
		cell(&g, 0, (double)s->count);
		cell(&g, 3, s->late);
		cell(&g, 3, s->auc);
		cell(&g, 3, s->ap);
		cell(&g, 4, s->brier);
		cell(&g, 4, s->base);
		cell(&g, 3, s->calibration);
	}
	grid_end(&g);
}

static void
add_ranges(struct page *p, const struct findings *f)
{
	static const size_t shown[] = {HANDOVER, LAST_THREE_DAYS};

	for (size_t i = 0; i < 2; i++) {
		const struct chances *s = &f->chances[shown[i]];
		char auc[32], skill[32];

		if (s->count == 0 || s->auc_range.high <= 0)
			continue;
		(void)snprintf(auc, sizeof(auc), "%.3f–%.3f", s->auc_range.low, s->auc_range.high);
		(void)snprintf(
		    skill, sizeof(skill), "%.3f–%.3f", s->skill_range.low, s->skill_range.high);
		sentence(
		    p, WORD_BACKTEST_RANGES, WORD_ARGS(checkpoint_names[shown[i]], auc, skill));
	}
}

/* One line a tenth: what was said as a hollow mark, what happened as a full one. */
static void
add_plot(struct page *p, const struct chances *s, const char *checkpoint)
{
	page_line(p);
	sentence(p, WORD_BACKTEST_SAID, WORD_ARGS(checkpoint));
	for (size_t b = 0; b < SCORE_BINS; b++) {
		const struct bin *bin = &s->bins[b];
		double said = bin->said / bin->weight, late = bin->late / bin->weight;
		int at_said, at_late;

		if (bin->count == 0)
			continue;
		at_said = (int)(said * PLOT_WIDTH);
		at_late = (int)(late * PLOT_WIDTH);
		page_addf(p, ROLE_PLAIN, "  %3.0f %%  %3.0f %%  %6zu  ", 100 * said, 100 * late,
		    bin->count);
		for (int x = 0; x <= PLOT_WIDTH; x++)
			page_add(p, x == at_late || x == at_said ? ROLE_STRONG : ROLE_DIM,
			    x == at_late       ? "●"
				: x == at_said ? "◇"
					       : "·");
		page_line(p);
	}
}

static void
add_alerts(struct page *p, const struct findings *f)
{
	struct grid g;

	heading(p, WORD_BACKTEST_ALERTS);
	grid_init(&g, p);
	grid_column(&g, WORD_BACKTEST_RULE, GRID_LEFT);
	grid_column(&g, WORD_BACKTEST_WARNED, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_FALSE, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_PRECISION, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_RECALL, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_LEADS, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_AHEAD, GRID_RIGHT);
	grid_column(&g, WORD_BACKTEST_EWU, GRID_RIGHT);
	for (size_t i = 0; i < ALERT_RULES; i++) {
		const struct alerts *a = &f->rules[i].alerts;
		char text[TEXT];

		grid_cell(&g, i == 0 ? ROLE_STRONG : ROLE_PLAIN, f->rules[i].name);
		cell(&g, 0, a->count);
		cell(&g, 0, a->false_alarms);
		cell(&g, 3, a->precision);
		cell(&g, 3, a->recall);
		(void)snprintf(text, sizeof(text), "%.0f %.0f %.0f", a->lead_p10_h, a->lead_p50_h,
		    a->lead_p90_h);
		grid_cell(&g, ROLE_PLAIN, isnan(a->lead_p50_h) ? "" : text);
		(void)snprintf(text, sizeof(text), "%.0f %.0f %.0f", 100 * a->warned_24h,
		    100 * a->warned_48h, 100 * a->warned_72h);
		grid_cell(&g, ROLE_PLAIN, text);
		cell(&g, 3, a->ewu);
	}
	grid_end(&g);
}

static void
add_alert_words(struct page *p, const struct findings *f)
{
	const struct alerts *a = &f->rules[0].alerts;
	char early[24], last[24], found[24], precision[32], recall[32], ewu[32];

	(void)snprintf(early, sizeof(early), "%.2f", f->thresholds.early);
	(void)snprintf(last, sizeof(last), "%.2f", f->thresholds.last);
	(void)snprintf(found, sizeof(found), "%zu", f->thresholds.found_on);
	sentence(p, f->thresholds.found_on > 0 ? WORD_BACKTEST_FOUND : WORD_BACKTEST_USUAL,
	    WORD_ARGS(last, early, found));
	if (a->ewu_range.high <= a->ewu_range.low)
		return;
	(void)snprintf(precision, sizeof(precision), "%.3f–%.3f", a->precision_range.low,
	    a->precision_range.high);
	(void)snprintf(
	    recall, sizeof(recall), "%.3f–%.3f", a->recall_range.low, a->recall_range.high);
	(void)snprintf(ewu, sizeof(ewu), "%.3f–%.3f", a->ewu_range.low, a->ewu_range.high);
	sentence(p, WORD_BACKTEST_ALERT_RANGES, WORD_ARGS(precision, recall, ewu));
}

void
backtest_page(struct page *p, const struct trials *t, const struct findings *f)
{
	char held[24];

	add_counts(p, t, f);
	if (f->judged == 0)
		return;
	add_chances(p, f);
	add_ranges(p, f);
	(void)snprintf(held, sizeof(held), "%.1f", 100 * f->held_p90);
	sentence(p, WORD_BACKTEST_P90, WORD_ARGS(held));
	add_plot(p, &f->chances[HANDOVER], checkpoint_names[HANDOVER]);
	if (f->chances[LAST_THREE_DAYS].count > 0)
		add_plot(p, &f->chances[LAST_THREE_DAYS], checkpoint_names[LAST_THREE_DAYS]);
	add_alerts(p, f);
	add_alert_words(p, f);
}

/* ---- JSON ---- */

static void
put(struct json_out *w, const char *key, double value)
{
	if (isfinite(value))
		json_out_double(w, key, value);
	else
		json_out_null(w, key);
}

static void
put_range(struct json_out *w, const char *key, struct interval range)
{
	json_out_array(w, key);
	put(w, NULL, range.low);
	put(w, NULL, range.high);
	json_out_end(w);
}

static void
put_chances(struct json_out *w, const char *checkpoint, const struct chances *s)
{
	json_out_object(w, NULL);
	json_out_str(w, "checkpoint", checkpoint);
	json_out_int(w, "n", (int64_t)s->count);
	put(w, "late", s->late);
	put(w, "auc", s->auc);
	put(w, "ap", s->ap);
	put(w, "brier", s->brier);
	put(w, "base", s->base);
	put(w, "skill", 1 - s->brier / s->base);
	put(w, "calibration_error", s->calibration);
	put_range(w, "auc_95", s->auc_range);
	put_range(w, "skill_95", s->skill_range);
	json_out_array(w, "calibration");
	for (size_t b = 0; b < SCORE_BINS; b++) {
		if (s->bins[b].count == 0)
			continue;
		json_out_object(w, NULL);
		put(w, "said", s->bins[b].said / s->bins[b].weight);
		put(w, "late", s->bins[b].late / s->bins[b].weight);
		json_out_int(w, "n", (int64_t)s->bins[b].count);
		json_out_end(w);
	}
	json_out_end(w);
	json_out_end(w);
}

static void
put_alerts(struct json_out *w, const struct alert_rule *r)
{
	const struct alerts *a = &r->alerts;

	json_out_object(w, NULL);
	json_out_str(w, "rule", r->name);
	put(w, "alerts", a->count);
	put(w, "false_alarms", a->false_alarms);
	put(w, "precision", a->precision);
	put(w, "recall", a->recall);
	put(w, "warned_24h", a->warned_24h);
	put(w, "warned_48h", a->warned_48h);
	put(w, "warned_72h", a->warned_72h);
	put(w, "lead_p10_h", a->lead_p10_h);
	put(w, "lead_p50_h", a->lead_p50_h);
	put(w, "lead_p90_h", a->lead_p90_h);
	put(w, "ewu", a->ewu);
	put_range(w, "precision_95", a->precision_range);
	put_range(w, "recall_95", a->recall_range);
	put_range(w, "ewu_95", a->ewu_range);
	json_out_end(w);
}

void
backtest_json(struct json_out *w, const struct trials *t, const struct findings *f)
{
	json_out_object(w, NULL);
	json_out_int(w, "rows", (int64_t)t->rows);
	json_out_int(w, "judged", (int64_t)f->judged);
	json_out_int(w, "refused", (int64_t)f->refused);
	json_out_int(w, "not_handed_over", (int64_t)t->unstarted);
	json_out_int(w, "handed_over_after_deadline", (int64_t)t->after_deadline);
	json_out_int(w, "withdrawn", (int64_t)t->withdrawn);
	json_out_int(w, "unreadable", (int64_t)t->dirty);
	put(w, "late", f->late);
	put(w, "on_time", f->kept);
	put(w, "held_p90", f->held_p90);
	json_out_array(w, "checkpoints");
	for (size_t c = 0; c < TRIAL_CHECKPOINTS; c++)
		put_chances(w, checkpoint_names[c], &f->chances[c]);
	json_out_end(w);
	json_out_object(w, "thresholds");
	put(w, "last_three_days", f->thresholds.last);
	put(w, "earlier", f->thresholds.early);
	json_out_int(w, "found_on", (int64_t)f->thresholds.found_on);
	json_out_end(w);
	json_out_array(w, "alerts");
	for (size_t i = 0; i < ALERT_RULES; i++)
		put_alerts(w, &f->rules[i]);
	json_out_end(w);
	json_out_object(w, "model");
	json_out_int(w, "rows", (int64_t)f->model_rows);
	json_out_int(w, "bytes", (int64_t)f->model_bytes);
	json_out_end(w);
	json_out_end(w);
}
