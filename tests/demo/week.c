/*
 * week: sums up a week from the daemon's records, and compares it with what the story must have become (expect.txt). Everything comes
 * through the API, but for the mails, which are counted as they arrived. Fails when something did not come out, naming it.
 */

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "monitor/notice/times.h"
#include "tests/demo/expect.h"
#include "tests/demo/lines.h"

enum {
	EXPECT_BYTES = 65536,
	INDENT = 11,
	/* A day that was judged to hold and did not: told within so many hours of its end. */
	LATEST_WORD_MS = 12 * HOUR_MS,
};

enum phrase {
	THE_WEEK,
	KEPT,
	TOLD_BEFORE,
	TOLD_AFTER,
	LOST,
	VOID,
	SILENCES,
	LEAD,
	OWED,
	REPEATS,
	MAILS,
	CAME_OUT,
	DID_NOT,
};

static const char *const phrases[][LANGUAGE_COUNT] = {
    [THE_WEEK] = {"The week:", "La semana:"},
    [KEPT] = {"$1 on their day", "$1 en su día"},
    [TOLD_BEFORE] = {"$1 late, told before", "$1 tarde, dicho antes"},
    [TOLD_AFTER] = {"$1 late, told the morning after", "$1 tarde, dicho a la mañana siguiente"},
    [LOST] = {"$1 lost", "$1 perdido"},
    [VOID] = {"$1 void label", "$1 etiqueta anulada"},
    [SILENCES] = {"$1\u00A0silences.", "$1\u00A0silencios."},
    [LEAD] = {"Median lead $1.", "Antelación mediana $1."},
    [OWED] = {"$1 of $2 words owed came in time.", "$1 de $2 noticias a su hora."},
    [REPEATS] = {"$1\u00A0repeated.", "$1\u00A0repetidas."},
    [MAILS] = {"$1 mails to customers, $2 to the shop.",
	"$1 correos a la clientela, $2 a la tienda."},
    [CAME_OUT] = {"The story came out as it should.", "La historia salió como debía."},
    [DID_NOT] = {"The story did not come out:", "La historia no salió como debía:"},
};

/* ---- what became of the promises ---- */

static int64_t
count_mails(const char *maildir)
{
	struct buf path = BUF_INIT(4096);
	struct dirent **entries = NULL;
	int64_t count = 0;
	int n;

	(void)buf_addf(&path, "%s/new", maildir);
	n = scandir(buf_str(&path), &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		count += entries[i]->d_name[0] != '.';
		free(entries[i]);
	}
	free(entries);
	buf_clear(&path);
	return count;
}

static bool
lists(const struct word_sent *word, int64_t shipment)
{
	for (size_t i = 0; i < word->shipment_count; i++)
		if (word->shipments[i] == shipment)
			return true;
	return false;
}

/* When the customer first heard that the day of this parcel would not hold; AT_NONE: never. */
static int64_t
first_told(const struct records *r, const struct view *p)
{
	for (size_t i = 0; i < r->word_count; i++)
		if (notice_is_bad_news(r->words[i].kind) && lists(&r->words[i], p->id))
			return r->words[i].settled;
	return AT_NONE;
}

static bool
person_had_it(const struct records *r, const struct view *p)
{
	for (size_t i = 0; i < r->case_count; i++)
		if (strcmp(r->cases[i].order, p->order) == 0 &&
		    r->cases[i].at_utc_ms <= p->deadline + LATEST_WORD_MS)
			return true;
	return false;
}

struct sums {
	int kept, told_before, told_after, lost, voided, silences;
	int owed, met, repeats, customers, shop;
	int64_t leads[RECORDS_PARCELS];
	size_t lead_count;
};

static void
sum_parcel(const struct records *r, const struct view *p, struct sums *out)
{
	int64_t told = first_told(r, p);
	bool broken = p->state != PROMISE_KEPT && p->deadline <= r->cli->look.now_utc_ms;

	if (p->superseded || p->cancelled) {
		out->voided++;
		return;
	}
	if (p->state == PROMISE_KEPT) {
		out->kept++;
		return;
	}
	if (told != AT_NONE && told < p->deadline)
		out->leads[out->lead_count++] = p->deadline - told;
	if (strcmp(p->rule, "lost") == 0)
		out->lost++;
	else if (told != AT_NONE && told < p->deadline)
		out->told_before++;
	else if (told != AT_NONE && told <= p->deadline + LATEST_WORD_MS)
		out->told_after++;
	if (broken && (told == AT_NONE || told > p->deadline + LATEST_WORD_MS) &&
	    !person_had_it(r, p))
		out->silences++;
}

/* The next word to that customer, or a person's: in time for what was owed. */
static bool
was_met(const struct records *r, size_t at)
{
	const struct word_sent *owing = &r->words[at];

	for (size_t i = at + 1; i < r->word_count; i++)
		if (records_is_customers(&r->words[i]) &&
		    strcmp(r->words[i].order, owing->order) == 0)
			return r->words[i].settled <= owing->next_word;
	for (size_t i = 0; i < r->parcel_count; i++) {
		const struct view *p = &r->parcels[i];

		if (strcmp(p->order, owing->order) == 0 && p->told > owing->settled &&
		    p->told <= owing->next_word)
			return true;
	}
	return false;
}

static bool
is_repeat(const struct records *r, size_t at)
{
	const struct word_sent *a = &r->words[at];

	for (size_t i = 0; i < at; i++) {
		const struct word_sent *b = &r->words[i];

		if (b->kind == a->kind && strcmp(b->order, a->order) == 0 &&
		    b->window_from == a->window_from && b->window_until == a->window_until &&
		    b->next_word == a->next_word)
			return true;
	}
	return false;
}

static void
sum_up(const struct records *r, int64_t mails, struct sums *out)
{
	*out = (struct sums){.kept = 0};
	for (size_t i = 0; i < r->parcel_count; i++)
		sum_parcel(r, &r->parcels[i], out);
	for (size_t i = 0; i < r->word_count; i++) {
		const struct word_sent *word = &r->words[i];

		if (!records_is_customers(word)) {
			out->shop++;
			continue;
		}
		out->customers++;
		out->repeats += is_repeat(r, i);
		/* What is due after now is not owed yet, but for what was met already. */
		if (word->next_word == AT_NONE)
			continue;
		if (was_met(r, i)) {
			out->owed++;
			out->met++;
		} else if (word->next_word <= r->cli->look.now_utc_ms) {
			out->owed++;
		}
	}
	out->repeats += (int)(mails - out->customers - out->shop);
}

static int
by_length(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

/* ---- the words for it ---- */

static void
add(const struct records *r, struct buf *b, enum phrase which, int64_t first, int64_t second)
{
	char numbers[2][24];

	(void)snprintf(numbers[0], sizeof(numbers[0]), "%lld", (long long)first);
	(void)snprintf(numbers[1], sizeof(numbers[1]), "%lld", (long long)second);
	(void)buf_add_str(b, b->len > 0 ? " " : "");
	lines_fill(b, phrases[which][r->cli->look.language], LINES_ARGS(numbers[0], numbers[1]));
}

/* A member of a list, left out when there is none. */
static void
add_member(const struct records *r, struct buf *b, enum phrase which, int count)
{
	if (count == 0)
		return;
	if (b->len > 0)
		(void)buf_add_char(b, ';');
	add(r, b, which, count, 0);
}

static int
print_block(const struct records *r, enum role role, const char *head, const char *text, int indent)
{
	struct page page;
	int code;

	page_init(&page, &r->cli->look);
	page_cell(&page, role, head, indent);
	(void)page_wrap(&page, ROLE_PLAIN, text, indent, indent, r->cli->look.columns - 1);
	page_line(&page);
	code = cli_print(r->cli, &page);
	page_clear(&page);
	return code;
}

static int
print_sums(const struct records *r, struct sums *sums)
{
	const struct look *look = &r->cli->look;
	struct buf first = BUF_INIT(1024), second = BUF_INIT(1024), lead = BUF_INIT(64);
	int code;

	add_member(r, &first, KEPT, sums->kept);
	add_member(r, &first, TOLD_BEFORE, sums->told_before);
	add_member(r, &first, TOLD_AFTER, sums->told_after);
	add_member(r, &first, LOST, sums->lost);
	add_member(r, &first, VOID, sums->voided);
	(void)buf_add_char(&first, '.');
	add(r, &first, SILENCES, sums->silences, 0);
	if (sums->lead_count > 0) {
		qsort(sums->leads, sums->lead_count, sizeof(sums->leads[0]), by_length);
		page_span(look, &lead, sums->leads[sums->lead_count / 2]);
		lines_fill(&second, phrases[LEAD][look->language], LINES_ARGS(buf_str(&lead)));
	}
	add(r, &second, OWED, sums->met, sums->owed);
	add(r, &second, REPEATS, sums->repeats, 0);
	add(r, &second, MAILS, sums->customers, sums->shop);
	puts("");
	code =
	    print_block(r, ROLE_STRONG, phrases[THE_WEEK][look->language], buf_str(&first), INDENT);
	if (code == EXIT_CODE_OK)
		code = print_block(r, ROLE_PLAIN, "", buf_str(&second), INDENT);
	buf_clear(&first);
	buf_clear(&second);
	buf_clear(&lead);
	return code;
}

/* ---- running ---- */

static void
check_sums(struct expect *e, const struct sums *sums)
{
	if (sums->silences != 0)
		expect_fail(e, "%d promised days passed in silence", sums->silences);
	if (sums->met != sums->owed)
		expect_fail(
		    e, "%d words that were owed did not come in time", sums->owed - sums->met);
	if (sums->repeats != 0)
		expect_fail(
		    e, "%d words were said twice, or their mails are missing", sums->repeats);
}

static int
judge(const struct records *r, int64_t mails, struct span expected)
{
	struct expect e = {.records = r};
	struct sums sums;
	int code;

	sum_up(r, mails, &sums);
	code = print_sums(r, &sums);
	if (code != EXIT_CODE_OK)
		return code;
	expect_check(&e, expected);
	check_sums(&e, &sums);
	puts("");
	code = print_block(r, e.failure_count > 0 ? ROLE_BROKE : ROLE_KEPT,
	    e.failure_count > 0 ? "✕" : "✓",
	    phrases[e.failure_count > 0 ? DID_NOT : CAME_OUT][r->cli->look.language], 2);
	for (size_t i = 0; code == EXIT_CODE_OK && i < e.failure_count; i++)
		code = print_block(r, ROLE_PLAIN, "", e.failures[i], 2);
	return code == EXIT_CODE_OK && e.failure_count > 0 ? EXIT_CODE_FAILED : code;
}

static int
read_whole(struct cli *cli, const char *path, struct buf *out)
{
	char chunk[4096];
	ssize_t got = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	while (fd >= 0 && (got = read(fd, chunk, sizeof(chunk))) > 0)
		(void)buf_add(out, chunk, (size_t)got);
	if (fd >= 0)
		close(fd);
	if (got < 0 || buf_error(out) < 0)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s cannot be read", path);
	return EXIT_CODE_OK;
}

static int
run_week(struct cli *cli)
{
	static struct records records;
	struct buf expected = BUF_INIT(EXPECT_BYTES);
	int code = read_whole(cli, cli->args[1], &expected);

	if (code == EXIT_CODE_OK)
		code = records_load(&records, cli);
	if (code == EXIT_CODE_OK)
		code = judge(&records, count_mails(cli->args[0]), buf_span(&expected));
	buf_clear(&expected);
	return code;
}

int
main(int argc, char **argv)
{
	static const struct command week = {
	    .name = "week",
	    .arguments = "MAILDIR EXPECTED",
	    .summary = "sum up what became of the promises, and compare it with what is expected",
	    .least = 2,
	    .most = 2,
	    .run = run_week,
	};

	return cli_run(&week, argc, argv);
}
