#include "tests/demo/expect.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

void
expect_fail(struct expect *e, const char *format, ...)
{
	va_list args;

	if (e->failure_count == EXPECT_FAILURES)
		return;
	va_start(args, format);
	(void)vsnprintf(e->failures[e->failure_count++], sizeof(e->failures[0]), format, args);
	va_end(args);
}

static bool
next_word(struct span *rest, char *dst, size_t room)
{
	struct span word;

	*rest = text_trim(*rest);
	return rest->len > 0 && text_split(rest, ' ', &word) &&
	    text_copy_span(dst, room, word) == 0;
}

static void
add_name(struct buf *b, char separator, const char *name)
{
	if (b->len > 0)
		(void)buf_add_char(b, separator);
	(void)buf_add_str(b, name);
}

/* The states of its parcels, and the words to its customer. */
static void
check_order(struct expect *e, const char *order, struct span states, struct span words)
{
	const struct records *r = e->records;
	struct buf are = BUF_INIT(1024), were = BUF_INIT(1024);

	for (size_t i = 0; i < r->parcel_count; i++)
		if (strcmp(r->parcels[i].order, order) == 0)
			add_name(&are, ',', promise_state_name(r->parcels[i].state));
	for (size_t i = 0; i < r->word_count; i++)
		if (records_is_customers(&r->words[i]) && strcmp(r->words[i].order, order) == 0)
			add_name(&were, ' ', notice_kind_name(r->words[i].kind));
	if (!span_equal_str(states, buf_str(&are)))
		expect_fail(
		    e, "%s: %s, not %.*s", order, buf_str(&are), (int)states.len, states.data);
	if (!span_equal_str(words, buf_str(&were)))
		expect_fail(e, "%s: its customer was told '%s', not '%.*s'", order, buf_str(&were),
		    (int)words.len, words.data);
	buf_clear(&are);
	buf_clear(&were);
}

static void
check_shop(struct expect *e, const char *kind, int64_t least)
{
	const struct records *r = e->records;
	int64_t count = 0;

	for (size_t i = 0; i < r->word_count; i++)
		count += strcmp(notice_kind_name(r->words[i].kind), kind) == 0;
	if (count < least)
		expect_fail(e, "the shop was told %lld times of '%s', not %lld", (long long)count,
		    kind, (long long)least);
}

static void
check_case(struct expect *e, const char *order, const char *reason)
{
	const struct records *r = e->records;
	for (size_t i = 0; i < r->case_count; i++)
		if (strcmp(r->cases[i].order, order) == 0 &&
		    strcmp(r->cases[i].reason, reason) == 0)
			return;
	expect_fail(e, "%s: no case '%s' was opened", order, reason);
}

static void
check_hush(struct expect *e, const char *carrier, int64_t from_utc_ms, int64_t until_utc_ms)
{
	const struct records *r = e->records;
	for (size_t i = 0; i < r->word_count; i++) {
		const struct word_sent *word = &r->words[i];
		const struct view *p = records_parcel(r, word->shipments[0]);

		if (records_is_customers(word) && p != NULL && strcmp(p->carrier, carrier) == 0 &&
		    word->decided >= from_utc_ms && word->decided < until_utc_ms)
			expect_fail(e, "%s: told '%s' while %s did not answer", word->order,
			    notice_kind_name(word->kind), carrier);
	}
}

static void
check_void(struct expect *e, const char *number)
{
	const struct records *r = e->records;
	for (size_t i = 0; i < r->word_count; i++)
		for (size_t s = 0;
		     records_is_customers(&r->words[i]) && s < r->words[i].shipment_count; s++) {
			const struct view *p = records_parcel(r, r->words[i].shipments[s]);

			if (p != NULL && strcmp(p->number, number) == 0)
				expect_fail(e, "%s: told '%s' of a label that was never used",
				    p->order, notice_kind_name(r->words[i].kind));
		}
}

/* One statement; false when it is none. `order` gets the order that it spoke of. */
static bool
check_line(struct expect *e, struct span rest, char *order, size_t room)
{
	char verb[16], first[LIMIT_ORDER_ROOM], second[64];
	struct when from, until;
	int64_t least;

	if (!next_word(&rest, verb, sizeof(verb)) || !next_word(&rest, first, sizeof(first)))
		return false;
	if (strcmp(verb, "void") == 0) {
		check_void(e, first);
		return true;
	}
	if (!next_word(&rest, second, sizeof(second)))
		return false;
	if (strcmp(verb, "order") == 0) {
		(void)text_cut(order, room, span_of(first));
		check_order(e, first, span_of(second), text_trim(rest));
	} else if (strcmp(verb, "case") == 0) {
		check_case(e, first, second);
	} else if (strcmp(verb, "shop") == 0 &&
	    text_parse_i64(span_of(second), 0, 1000, &least) == 0) {
		check_shop(e, first, least);
	} else if (strcmp(verb, "hush") == 0 && when_parse(span_of(second), &from) == 0 &&
	    when_parse(text_trim(rest), &until) == 0) {
		check_hush(e, first, when_utc(from), when_utc(until));
	} else {
		return false;
	}
	return true;
}

void
expect_check(struct expect *e, struct span text)
{
	const struct records *r = e->records;
	bool spoken[RECORDS_PARCELS] = {false};
	struct span line;

	while (text_split(&text, '\n', &line)) {
		char order[LIMIT_ORDER_ROOM] = "";

		line = text_trim(line);
		if (line.len == 0 || line.data[0] == '#')
			continue;
		if (!check_line(e, line, order, sizeof(order)))
			expect_fail(e, "no such expectation: '%.*s'", (int)line.len, line.data);
		for (size_t i = 0; i < r->parcel_count; i++)
			spoken[i] = spoken[i] || strcmp(r->parcels[i].order, order) == 0;
	}
	for (size_t i = 0; i < r->parcel_count; i++)
		if (!spoken[i])
			check_order(e, r->parcels[i].order, SPAN("kept"), SPAN("delivered"));
}
