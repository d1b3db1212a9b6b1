#include "monitor/cli/report.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/cli/advice.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/say.h"
#include "monitor/cli/view.h"

enum {
	LINE_BYTES = 1024,
	WIDE = 120,        /* charts */
	NARROW = 80,       /* bars */
	CHART_ROWS = 4,    /* of the curve by weeks */
	CHART_MOST = 18,   /* weeks that it has room for */
	WEEK_COLUMNS = 5,  /* of one week in it */
	CHART_LEFT = 7,    /* before it: "  95 % " */
	NAME_COLUMNS = 23, /* carriers and causes */
	CAUSES = 8,        /* at most, of an answer */
	DOT_COLUMNS = 40,  /* from the least rate to 100 % */
	BAR_LEFT = 42,     /* what stands before a bar */
	BAR_NARROW = 60,   /* columns of 100 % */
	BAR_WIDE = 100,
	PER_MILLE = 1000,
	PERCENT = 100,
	DECADE = 10,
	SAID_COLUMNS = 8,
	SAID_LEAST = 10, /* promises of which alike was said: fewer are no share */
};

static int64_t
number_of(struct json_value v, const char *name)
{
	int64_t number = 0;

	(void)json_int(json_get(v, name), INT64_MIN, INT64_MAX, &number);
	return number;
}

/* Whole points of a rate per mille; -1: none. */
static int
points_of(struct json_value v, const char *name)
{
	int64_t rate = -1;

	if (!json_int(json_get(v, name), 0, PER_MILLE, &rate))
		return -1;
	return (int)((rate + PER_MILLE / PERCENT / 2) / (PER_MILLE / PERCENT));
}

static void
add_number(struct page *p, struct buf *b, int64_t number)
{
	(void)locale_add_number(b, word(p->look->language, WORD_LOCALE), (double)number, 0);
}

static int64_t
count_of(struct json_value v)
{
	return number_of(v, "kept") + number_of(v, "late") + number_of(v, "lost");
}

/* ---- the sentence ---- */

static void
add_sentence(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	struct buf text = BUF_INIT(LINE_BYTES), n = BUF_INIT(64);
	int recent = points_of(answer, "rate_recent"), before = points_of(answer, "rate_before");
	char weeks[8], rate[8];

	(void)snprintf(weeks, sizeof(weeks), "%zu", json_count(json_get(answer, "weeks")));
	(void)snprintf(rate, sizeof(rate), "%d", points_of(answer, "rate"));
	add_number(p, &n, count_of(answer));
	word_fill(&text, l,
	    recent < 0 || before < 0 || recent == before ? WORD_REPORT_SENTENCE
		: recent < before                        ? WORD_REPORT_WORSE
							 : WORD_REPORT_BETTER,
	    WORD_ARGS(rate));
	word_fill(&text, l, WORD_REPORT_COUNT, WORD_ARGS(buf_str(&n), weeks));
	(void)page_wrap(p, ROLE_STRONG, buf_str(&text), 0, 0, p->look->columns);
	page_line(p);
	page_line(p);
	buf_clear(&text);
	buf_clear(&n);
}

/* ---- by weeks ---- */

static void
weeks_as_numbers(struct page *p, struct json_value answer)
{
	struct json_value weeks = json_get(answer, "weeks"), e;
	char text[16];

	(void)snprintf(text, sizeof(text), "  %s ", word(p->look->language, WORD_REPORT_WEEKS));
	page_add(p, ROLE_DIM, text);
	for (e = json_first(weeks); json_exists(e); e = json_next(e)) {
		int rate = points_of(e, "rate");

		(void)snprintf(text, sizeof(text), rate < 0 ? " –" : " %d", rate);
		page_add(p, ROLE_PLAIN, text);
	}
	page_addf(p, ROLE_DIM, "  %s %d", word(p->look->language, WORD_REPORT_GOAL),
	    points_of(answer, "target"));
	page_line(p);
}

/* A day's number, with its month where that begins. */
static void
week_name(const struct page *p, struct json_value week, int32_t *month_before, char dst[16])
{
	int32_t day = view_day(week, "monday"), year, month, day_of_month;
	char initial[8] = "";

	day_to_civil(day, &year, &month, &day_of_month);
	if (month != *month_before) {
		const char *name = word_month(p->look->language, month);
		uint32_t point;

		(void)text_cut(initial, sizeof(initial),
		    (struct span){name, text_utf8_next(span_of(name), &point)});
	}
	*month_before = month;
	(void)snprintf(dst, 16, "%d%s", (int)day_of_month, initial);
}

/* A curve of dots, the goal a line through it. */
static void
weeks_as_chart(struct page *p, struct json_value answer)
{
	struct json_value weeks = json_get(answer, "weeks"), e;
	int goal = points_of(answer, "target"), high = goal, low = PERCENT, step;
	int32_t month = 0;

	for (e = json_first(weeks); json_exists(e); e = json_next(e)) {
		int rate = points_of(e, "rate");

		high = rate > high ? rate : high;
		low = rate >= 0 && rate < low ? rate : low;
	}
	low = goal < low ? goal : low;
	step = high - low > CHART_ROWS - 1 ? (high - low + CHART_ROWS - 2) / (CHART_ROWS - 1) : 1;
	for (int row = 0; row < CHART_ROWS; row++) {
		int level = high - row * step;
		bool is_goal = (high - goal + step / 2) / step == row;

		page_addf(p, is_goal ? ROLE_WORD : ROLE_DIM, "%4d %% ", level);
		for (e = json_first(weeks); json_exists(e); e = json_next(e)) {
			int rate = points_of(e, "rate");
			bool here = rate >= 0 && (high - rate + step / 2) / step == row;
			const char *line = is_goal ? "┄┄" : "  ";

			page_add(p, ROLE_WORD, line);
			page_add(p, ROLE_STRONG, here ? "●" : is_goal ? "┄" : " ");
			page_add(p, ROLE_WORD, line);
		}
		if (is_goal)
			page_addf(p, ROLE_WORD, "  %s, %d %%",
			    word(p->look->language, WORD_REPORT_MEANT), goal);
		page_line(p);
	}
	page_blanks(p, CHART_LEFT);
	for (e = json_first(weeks); json_exists(e); e = json_next(e)) {
		char name[16];

		week_name(p, e, &month, name);
		page_cell_right(p, ROLE_DIM, name, WEEK_COLUMNS - 2);
		page_blanks(p, 2);
	}
	page_line(p);
}

/* ---- carriers ---- */

static void
add_heads(struct page *p)
{
	enum language l = p->look->language;

	page_cell(p, ROLE_DIM, word(l, WORD_REPORT_CARRIER), NAME_COLUMNS);
	page_cell_right(p, ROLE_DIM, word(l, WORD_REPORT_KEEPS), 9);
	page_cell_right(p, ROLE_DIM, word(l, WORD_REPORT_RECENT), 9);
	page_cell_right(p, ROLE_DIM, word(l, WORD_REPORT_PARCELS), 8);
	page_line(p);
}

/* The tens below the least rate: where the axis of dots begins. */
static int
axis_of(struct json_value carriers)
{
	int least = PERCENT - DECADE;

	for (struct json_value e = json_first(carriers); json_exists(e); e = json_next(e)) {
		int rate = points_of(e, "rate");

		least = rate >= 0 && rate < least ? rate : least;
	}
	return least / DECADE * DECADE - (least % DECADE == 0 && least > 0 ? DECADE : 0);
}

static void
add_carrier(struct page *p, struct json_value e, int axis)
{
	int rate = points_of(e, "rate"), recent = points_of(e, "rate_recent");
	int before = points_of(e, "rate_before");
	struct buf n = BUF_INIT(64);
	char id[LIMIT_ID_ROOM], text[16];

	(void)json_string_copy(json_get(e, "carrier"), id, sizeof(id));
	page_cell(p, ROLE_PLAIN, say_carrier(id), NAME_COLUMNS);
	(void)snprintf(text, sizeof(text), "%d %%", rate);
	page_cell_right(p, ROLE_PLAIN, text, 9);
	if (recent < 0 || before < 0)
		(void)snprintf(text, sizeof(text), "–");
	else if (recent == before)
		(void)snprintf(text, sizeof(text), "=");
	else
		(void)snprintf(
		    text, sizeof(text), "%s%d", recent > before ? "+" : "−", abs(recent - before));
	page_cell_right(p, recent >= 0 && recent < before ? ROLE_SLIP : ROLE_PLAIN, text, 9);
	add_number(p, &n, count_of(e));
	page_cell_right(p, ROLE_PLAIN, buf_str(&n), 8);
	if (p->look->columns >= WIDE && rate >= 0) {
		page_blanks(p, 3);
		for (int i = (rate - axis) * DOT_COLUMNS / (PERCENT - axis); i > 0; i--)
			page_add(p, ROLE_DIM, "·");
		page_add(p, ROLE_STRONG, "●");
	}
	page_line(p);
	buf_clear(&n);
}

static void
add_carriers(struct page *p, struct json_value answer)
{
	struct json_value carriers = json_get(answer, "carriers"), e;
	int axis = axis_of(carriers);

	add_heads(p);
	for (e = json_first(carriers); json_exists(e); e = json_next(e))
		add_carrier(p, e, axis);
}

/* ---- causes ---- */

/* Shares that add up to 100: each rounded down, what is missing to those that lost most. */
static void
shares_of(const int64_t *ms, size_t count, int64_t whole, int *shares)
{
	int missing = PERCENT;

	for (size_t i = 0; i < count; i++) {
		shares[i] =
		    (int)(ms[i] / HOUR_MS * PERCENT / (whole / HOUR_MS > 0 ? whole / HOUR_MS : 1));
		missing -= shares[i];
	}
	for (; missing > 0; missing--) {
		size_t most = 0;
		int64_t lost = INT64_MIN;

		for (size_t i = 0; i < count; i++) {
			int64_t rest = ms[i] - whole / PERCENT * shares[i];

			if (rest > lost) {
				lost = rest;
				most = i;
			}
		}
		shares[most]++;
	}
}

static void
add_cause(struct page *p, const char *name, int share, int64_t ms, int bar)
{
	struct buf hours = BUF_INIT(64);
	char text[16];

	page_cell(p, ROLE_PLAIN, name, NAME_COLUMNS);
	(void)snprintf(text, sizeof(text), "%d %%", share);
	page_cell_right(p, ROLE_PLAIN, text, 9);
	add_number(p, &hours, (ms + HOUR_MS / 2) / HOUR_MS);
	(void)buf_add_str(&hours, " h");
	page_cell_right(p, ROLE_PLAIN, buf_str(&hours), 10);
	page_blanks(p, bar > 0 ? 2 : 0);
	for (; bar > 0; bar--)
		page_add(p, ROLE_WORD, "█");
	page_line(p);
	buf_clear(&hours);
}

static void
add_causes(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	struct json_value causes = json_get(answer, "causes"), e;
	int64_t whole = number_of(answer, "late_ms"), ms[CAUSES] = {0};
	int shares[CAUSES] = {0}, most = 1, columns;
	size_t count = 0;

	if (whole <= 0)
		return;
	for (e = json_first(causes); json_exists(e) && count < CAUSES; e = json_next(e))
		ms[count++] = number_of(e, "ms");
	if (count == 0)
		return;
	shares_of(ms, count, whole, shares);
	for (size_t i = 0; i < count; i++)
		most = shares[i] > most ? shares[i] : most;
	/* Columns of 100 %, so that the longest bar fits. */
	columns = p->look->columns >= WIDE ? BAR_WIDE : BAR_NARROW;
	if (most * columns / PERCENT > p->look->columns - BAR_LEFT - 2)
		columns = (p->look->columns - BAR_LEFT - 2) * PERCENT / most;
	if (p->look->columns < NARROW)
		columns = 0;
	page_line(p);
	page_addf(p, ROLE_STRONG, "%s  ", word(l, WORD_REPORT_CAUSES));
	page_add(p, ROLE_DIM, word(l, WORD_REPORT_EXACT));
	page_line(p);
	count = 0;
	for (e = json_first(causes); json_exists(e) && count < CAUSES; e = json_next(e), count++) {
		char id[24], name[64];

		(void)json_string_copy(json_get(e, "cause"), id, sizeof(id));
		add_cause(p, word_named(l, "cause", id, name, sizeof(name)), shares[count],
		    ms[count], shares[count] * columns / PERCENT);
	}
	add_cause(p, word(l, WORD_REPORT_WHOLE), PERCENT, whole, 0);
}

/* How early customers first heard of what broke. */
static void
add_warned(struct page *p, struct json_value answer)
{
	struct json_value warned = json_get(answer, "warned");
	struct buf text = BUF_INIT(LINE_BYTES), n = BUF_INIT(64), told = BUF_INIT(64);
	char hours[24];

	if (number_of(warned, "before") > 0) {
		add_number(p, &n, number_of(warned, "n"));
		add_number(p, &told, number_of(warned, "day_before"));
		(void)snprintf(hours, sizeof(hours), "%lld",
		    (long long)(number_of(warned, "median_ms") / HOUR_MS));
		word_fill(&text, p->look->language, WORD_REPORT_WARNED,
		    WORD_ARGS(buf_str(&n), buf_str(&told), hours));
		page_line(p);
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 0, 2, p->look->columns);
		page_line(p);
	}
	buf_clear(&text);
	buf_clear(&n);
	buf_clear(&told);
}

/* ---- what was said ---- */

/* A row of shares, each for two bins of those that many promises fell into. */
static void
add_said_row(struct page *p, enum word title, struct json_value bins, bool happened)
{
	page_blanks(p, 2);
	page_cell(p, ROLE_DIM, word(p->look->language, title), SAID_COLUMNS);
	for (struct json_value e = json_first(bins); json_exists(e); e = json_next(e)) {
		struct json_value next = json_next(e);
		int64_t n = number_of(e, "n"), m = number_of(next, "n");
		int64_t said = n * (number_of(e, "from") + number_of(e, "until")) / 2 +
		    m * (number_of(next, "from") + number_of(next, "until")) / 2;
		int64_t broken = number_of(e, "broken") + number_of(next, "broken");
		int64_t share = happened ? broken * PER_MILLE : said;
		char text[24];

		if (n + m >= SAID_LEAST) {
			(void)snprintf(text, sizeof(text), "%4lld",
			    (long long)((share / (n + m) + DECADE / 2) / DECADE));
			page_add(p, ROLE_PLAIN, text);
		}
		if (json_exists(next))
			e = next;
	}
	page_line(p);
}

static void
add_said(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	struct json_value said = json_get(answer, "said");
	struct buf text = BUF_INIT(LINE_BYTES), points = BUF_INIT(64), told = BUF_INIT(64);
	int64_t windows = number_of(said, "windows");
	char kept[24];

	if (number_of(said, "n") < SAID_LEAST)
		return;
	page_line(p);
	page_addf(p, ROLE_STRONG, "%s  ", word(l, WORD_REPORT_SAID));
	(void)locale_add_number(
	    &points, word(l, WORD_LOCALE), (double)number_of(said, "deviation") / DECADE, 1);
	word_fill(&text, l, WORD_REPORT_BESIDE, WORD_ARGS(buf_str(&points)));
	page_add(p, ROLE_DIM, buf_str(&text));
	page_line(p);
	add_said_row(p, WORD_REPORT_WE_SAID, json_get(said, "bins"), false);
	add_said_row(p, WORD_REPORT_HAPPENED, json_get(said, "bins"), true);
	if (windows > 0) {
		buf_reset(&text);
		add_number(p, &told, windows);
		(void)snprintf(kept, sizeof(kept), "%lld",
		    (long long)(number_of(said, "windows_kept") * PERCENT / windows));
		buf_reset(&points);
		add_number(p, &points, number_of(said, "second_slips"));
		word_fill(&text, l, WORD_REPORT_WINDOWS,
		    WORD_ARGS(buf_str(&told), kept, buf_str(&points)));
		page_blanks(p, 2);
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 2, 2, p->look->columns);
		page_line(p);
	}
	buf_clear(&text);
	buf_clear(&points);
	buf_clear(&told);
}

/* ---- what to promise ---- */

static void
add_advice(struct page *p, struct json_value answer)
{
	struct json_value advice = json_get(answer, "advice"), e;
	bool begun = false;

	for (e = json_first(advice); json_exists(e); e = json_next(e)) {
		struct buf text = BUF_INIT(LINE_BYTES);

		if (number_of(e, "n") == 0)
			continue;
		if (!begun)
			page_line(p);
		begun = true;
		advice_line(p->look, &text, e);
		(void)page_wrap(p, ROLE_PLAIN, buf_str(&text), 0, 2, p->look->columns);
		page_line(p);
		buf_clear(&text);
	}
}

/* Where most hours were lost, and what to ask next. */
static void
add_foot(struct page *p, struct json_value answer)
{
	struct json_value worst = json_first(json_get(answer, "lanes"));
	struct buf text = BUF_INIT(LINE_BYTES);
	char lane[32], carrier[LIMIT_ID_ROOM];

	if (json_exists(worst)) {
		(void)json_string_copy(json_get(worst, "lane"), lane, sizeof(lane));
		(void)json_string_copy(json_get(worst, "carrier"), carrier, sizeof(carrier));
		word_fill(&text, p->look->language, WORD_REPORT_FOOT, WORD_ARGS(lane, carrier));
		page_line(p);
		(void)page_wrap(p, ROLE_DIM, buf_str(&text), 0, 2, p->look->columns);
		page_line(p);
	}
	buf_clear(&text);
}

void
report_page(struct page *p, struct json_value answer)
{
	enum language l = p->look->language;
	size_t weeks = json_count(json_get(answer, "weeks"));

	if (count_of(answer) == 0) {
		(void)page_wrap(p, ROLE_PLAIN, word(l, WORD_REPORT_NONE), 0, 0, p->look->columns);
		page_line(p);
		return;
	}
	add_sentence(p, answer);
	if (weeks > 1 && weeks <= CHART_MOST && p->look->columns >= WIDE)
		weeks_as_chart(p, answer);
	else if (weeks > 1 && weeks <= CHART_MOST)
		weeks_as_numbers(p, answer);
	page_line(p);
	add_carriers(p, answer);
	add_causes(p, answer);
	add_warned(p, answer);
	add_said(p, answer);
	add_advice(p, answer);
	add_foot(p, answer);
}

/* ---- the commands ---- */

/* Ask, and show the answer by `draw`. */
static int
ask_and_draw(
    struct cli *cli, const char *call, void (*draw)(struct page *p, struct json_value answer))
{
	static const char *const names[] = {"shop", "lane", "carrier"};
	struct buf path = BUF_INIT(LIMIT_URL_BYTES);
	struct ask ask;
	struct page page;
	int code = ask_open(&ask, cli);

	page_init(&page, &cli->look);
	(void)buf_add_str(&path, call);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ask_path_option(cli, &path, names[i]);
	if (draw == report_page)
		ask_path_option(cli, &path, "weeks");
	if (code == EXIT_CODE_OK)
		code = ask_get(&ask, buf_str(&path));
	if (code == EXIT_CODE_OK && cli->json) {
		code = ask_print(&ask);
	} else if (code == EXIT_CODE_OK) {
		draw(&page, ask_root(&ask));
		code = cli_print(cli, &page);
	}
	if (code == EXIT_CODE_OK && draw == report_advice_page && !advice_given(ask_root(&ask)))
		code = EXIT_CODE_FAILED;
	page_clear(&page);
	ask_close(&ask);
	buf_clear(&path);
	return code;
}

static int
report_run(struct cli *cli)
{
	return ask_and_draw(cli, "/v1/report", report_page);
}

const struct command command_report = {
    .name = "report",
    .arguments = "[--weeks N] [--lane A:B] [--carrier ID] [--shop ID]",
    .summary = "how many promises were kept, and whose hours were lost",
    .options = {"shop=", "weeks=", "lane=", "carrier="},
    .run = report_run,
};

static int
advise_run(struct cli *cli)
{
	if (cli_option(cli, "lane") == NULL)
		return cli_misused(cli, "--lane is required, as ES-28:ES-08");
	return ask_and_draw(cli, "/v1/advice", report_advice_page);
}

const struct command command_advise = {
    .name = "advise",
    .arguments = "--lane A:B [--carrier ID] [--shop ID]",
    .summary = "which promise of a lane can be kept, and how surely",
    .options = {"shop=", "lane=", "carrier="},
    .run = advise_run,
};
