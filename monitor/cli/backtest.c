#include "monitor/cli/backtest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "monitor/base/text.h"
#include "monitor/cli/backtest_report.h"
#include "monitor/cli/backtest_run.h"
#include "monitor/loop.h"

enum { TERMINAL_MS = 100, BAR = 30, RESAMPLES = 300, RESAMPLES_MOST = 10000, HANDOVER = 0 };

struct progress {
	bool terminal;
	int64_t told_ms;
};

static void
show_progress(void *arg, size_t done, size_t total)
{
	struct progress *p = arg;
	int64_t now_ms = clock_machine_ms();
	size_t full = total > 0 ? done * BAR / total : BAR;

	if (!p->terminal || (now_ms - p->told_ms < TERMINAL_MS && done < total))
		return;
	p->told_ms = now_ms;
	fputs("\r\x1b[K", stderr);
	if (done == total)
		return;
	fputc('[', stderr);
	for (size_t i = 0; i < BAR; i++)
		fputc(i < full ? '=' : ' ', stderr);
	fprintf(stderr, "] %zu %%", done * 100 / total);
}

/* ---- the files that others check ---- */

static void
add_moment(struct buf *b, int64_t at_ms)
{
	int32_t day = passage_day(at_ms);

	(void)when_add(b, when_local(day, (int32_t)((at_ms - (int64_t)day * DAY_MS) / SECOND_MS)));
}

/* A value as a spreadsheet takes it. */
static void
add_value(struct buf *b, const char *text)
{
	if (strpbrk(text, ",\"\n\r") == NULL) {
		(void)buf_add_str(b, text);
		return;
	}
	(void)buf_add_char(b, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			(void)buf_add_char(b, '"');
		(void)buf_add_char(b, *text);
	}
	(void)buf_add_char(b, '"');
}

static void
write_answers(struct buf *b, const struct trials *t)
{
	(void)buf_add_str(b, "shipment_id,checkpoint,at,p_late,p10,p50,p90,basis,n\n");
	for (size_t i = 0; i < t->count; i++)
		for (size_t c = 0; t->items[i].in_window && c < TRIAL_CHECKPOINTS; c++) {
			const struct answer *a = &t->items[i].answers[c];

			if (a->p_late < 0)
				continue;
			add_value(b, t->items[i].id);
			(void)buf_addf(b, ",%s,", checkpoint_names[c]);
			add_moment(b, a->at_ms);
			(void)buf_addf(b, ",%.6f,", a->p_late);
			add_moment(b, a->p10_ms);
			(void)buf_add_char(b, ',');
			add_moment(b, a->p50_ms);
			(void)buf_add_char(b, ',');
			add_moment(b, a->p90_ms);
			(void)buf_add_char(b, ',');
			add_value(b, a->basis);
			(void)buf_addf(b, ",%.0f\n", a->n);
		}
}

static void
write_alerts(struct buf *b, const struct trials *t, const struct findings *f)
{
	(void)buf_add_str(b, "shipment_id,alert_at,rule,p_late\n");
	for (size_t i = 0; i < t->count; i++) {
		const struct trial *trial = &t->items[i];
		int lead = trial->in_window ? alerts_first(trial, &f->thresholds) : -1;

		if (lead < 0)
			continue;
		add_value(b, trial->id);
		(void)buf_add_char(b, ',');
		add_moment(b, backtest_lead_ms(trial, (size_t)lead));
		(void)buf_addf(b, ",%s,%.6f\n", f->rules[0].name, trial->lead_p[lead]);
	}
}

static int
write_file(const struct cli *cli, const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "wb");
	bool written;

	if (file == NULL)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s: %s", path, strerror(errno));
	written = fwrite(buf_str(text), 1, text->len, file) == text->len;
	if (fclose(file) != 0 || !written || buf_error(text) != 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s: cannot be written", path);
	return EXIT_CODE_OK;
}

static int
write_files(const struct cli *cli, const struct trials *t, const struct findings *f)
{
	const char *out = cli_option(cli, "out"), *alerts = cli_option(cli, "alerts");
	struct buf text = BUF_INIT(SIZE_MAX / 2);
	int code = EXIT_CODE_OK;

	if (out != NULL) {
		write_answers(&text, t);
		code = write_file(cli, out, &text);
	}
	buf_reset(&text);
	if (code == EXIT_CODE_OK && alerts != NULL) {
		write_alerts(&text, t, f);
		code = write_file(cli, alerts, &text);
	}
	buf_clear(&text);
	return code;
}

/* ---- measuring ---- */

static int
score_checkpoint(const struct trials *t, size_t c, size_t resamples, struct findings *f)
{
	struct scored *rows = calloc(t->count + 1, sizeof(*rows));
	size_t n = 0;
	int rc;

	if (rows == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < t->count; i++) {
		const struct trial *trial = &t->items[i];

		if (!trial->in_window || trial->answers[c].p_late < 0)
			continue;
		rows[n++] = (struct scored){trial->answers[c].p_late, trial->weight, trial->late};
	}
	rc = score_chances(rows, n, resamples, &f->chances[c]);
	free(rows);
	return rc;
}

static void
count_window(const struct trials *t, struct findings *f)
{
	double held = 0, said = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct trial *trial = &t->items[i];

		if (!trial->in_window)
			continue;
		f->judged++;
		*(trial->late ? &f->late : &f->kept) += trial->weight;
		if (trial->answers[HANDOVER].p_late < 0)
			continue;
		said += trial->weight;
		if (trial->delivered_ms != AT_NONE &&
		    trial->delivered_ms <= trial->answers[HANDOVER].p90_ms)
			held += trial->weight;
	}
	f->held_p90 = said > 0 ? held / said : 0;
}

static int
measure(
    const struct trials *t, const struct backtest_plan *plan, size_t resamples, struct findings *f)
{
	int rc = 0;

	count_window(t, f);
	for (size_t c = 0; rc == 0 && c < TRIAL_CHECKPOINTS; c++)
		rc = score_checkpoint(t, c, resamples, f);
	if (rc == 0)
		rc = alerts_find_thresholds(t, plan->score_from_ms, &f->thresholds);
	if (rc == 0)
		rc = alerts_score(t, &f->thresholds, resamples, f->rules);
	return rc;
}

static int
print(const struct cli *cli, const struct trials *t, const struct findings *f)
{
	struct page page;
	int code;

	page_init(&page, &cli->look);
	if (cli->json) {
		struct json_out w = JSON_OUT_INIT;

		backtest_json(&w, t, f);
		if (json_out_take(&w, &page.text, true) < 0)
			page.text.error = ERR_NOMEM;
		json_out_clear(&w);
	} else
		backtest_page(&page, t, f);
	code = cli_print(cli, &page);
	page_clear(&page);
	return code;
}

static int
play(struct cli *cli, struct trials *t, const struct backtest_plan *wanted, size_t resamples)
{
	struct progress progress = {.terminal = isatty(STDERR_FILENO) == 1};
	struct backtest_plan plan = *wanted;
	struct model *model = model_new();
	struct findings f = {0};
	int rc = ERR_NOMEM, code;

	plan.progress = show_progress;
	plan.arg = &progress;
	if (model != NULL)
		rc = backtest_run(t, &plan, model, &f.refused);
	if (rc == 0) {
		f.model_rows = model_rows(model);
		f.model_bytes = model_bytes(model);
		rc = measure(t, &plan, resamples, &f);
	}
	model_free(model);
	if (rc < 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s", err_text(rc));
	code = write_files(cli, t, &f);
	return code == EXIT_CODE_OK ? print(cli, t, &f) : code;
}

static int
backtest_command(struct cli *cli)
{
	const char *bootstrap = cli_option(cli, "bootstrap");
	struct backtest_plan plan = {.drift = cli_option(cli, "no-drift") == NULL};
	struct trials trials = {0};
	int64_t resamples = RESAMPLES;
	int code;

	if (bootstrap != NULL &&
	    text_parse_i64(span_of(bootstrap), 0, RESAMPLES_MOST, &resamples) < 0)
		return cli_misused(cli, "--bootstrap: '%s' is not a number from 0 to %d", bootstrap,
		    RESAMPLES_MOST);
	code = trials_date(cli, "score-from", 0, &plan.score_from_ms);
	if (code == EXIT_CODE_OK)
		code = trials_date(cli, "score-until", INT64_MAX, &plan.score_until_ms);
	if (code == EXIT_CODE_OK)
		code = trials_date(cli, "learn-until", INT64_MAX, &plan.learn_until_ms);
	if (code == EXIT_CODE_OK)
		code = trials_read(cli, &trials);
	if (code == EXIT_CODE_OK)
		code = play(cli, &trials, &plan, (size_t)resamples);
	trials_clear(&trials);
	return code;
}

const struct command command_backtest = {
    .name = "backtest",
    .arguments =
	"[--map FIELD=COLUMN,...] [--zone ZONE] [--calendar COUNTRY|FILE] [--weight COLUMN[!]=VALUE:W]\n"
	"         [--learn-until DATE] [--score-from DATE] [--score-until DATE] [--out ROWS.csv] [--alerts ALERTS.csv]\n"
	"         [--bootstrap N] [--no-drift] FILE.csv...",
    .summary = "how good the forecast would have been on past shipments",
    .options = {"map=", "zone=", "calendar=", "weight=", "learn-until=", "score-from=",
	"score-until=", "out=", "alerts=", "bootstrap=", "no-drift"},
    .least = 1,
    .most = -1,
    .offline = true,
    .run = backtest_command,
};
