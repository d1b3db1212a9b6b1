/* What a world's journal must show of its words, and what the check of it finds when it does not (tests/support/word_check.h). */

#include "tests/support/word_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define DAY(n)   ((20600 + (n)) * (int64_t)DAY_MS)
#define AT(d, h) (DAY(d) + (h) * (int64_t)HOUR_MS)

/* Promised for the end of day 2. */
#define DEADLINE DAY(3)

enum { LINES = 6 };

struct line {
	int64_t at_utc_ms;
	const char *name;
	const char *what;         /* kind, reason or milestone */
	int64_t next_word_utc_ms; /* 0: none; of a gap its beginning */
};

#define ON_TRACK                                                                                   \
	{                                                                                          \
		DAY(0), "promise.on_track", "", 0                                                  \
	}
#define MISSED                                                                                     \
	{                                                                                          \
		DEADLINE, "promise.missed", "", 0                                                  \
	}

static const struct {
	const char *story;
	struct line lines[LINES];
	size_t broken;
} stories[] = {
    {"kept", {ON_TRACK, {AT(2, 12), "promise.kept", "", 0}}, 0},
    {"silence", {ON_TRACK, MISSED}, 1},
    {"told in time", {ON_TRACK, MISSED, {AT(3, 12), "notice.sent", "missed", AT(9, 0)}}, 0},
    {"told too late", {ON_TRACK, MISSED, {AT(3, 13), "notice.sent", "missed", AT(9, 0)}}, 1},
    {"told before", {ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(9, 0)}, MISSED}, 0},
    {"all well again, and it was not",
	{ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(9, 0)},
	    {AT(2, 9), "notice.sent", "back_on_track", 0}, MISSED},
	1},
    {"a person has it", {ON_TRACK, MISSED, {AT(3, 6), "case.opened", "stale_miss", 0}}, 0},
    {"a person had it",
	{ON_TRACK, MISSED, {AT(3, 6), "case.opened", "stale_miss", 0},
	    {AT(3, 7), "case.resolved", "stale_miss", 0}},
	1},
    {"an exception alone tells nobody",
	{ON_TRACK, MISSED, {AT(3, 6), "case.opened", "exception", 0}}, 1},
    {"we could not know",
	{ON_TRACK, MISSED, {AT(3, 18), "gap", "", AT(2, 18)},
	    {AT(3, 19), "notice.sent", "missed", AT(9, 0)}},
	0},
    {"came late, and nobody was told", {ON_TRACK, {AT(3, 1), "promise.late", "", 0}}, 1},
    {"came late, and it was told",
	{ON_TRACK, {AT(3, 1), "promise.late", "", 0}, {AT(3, 9), "notice.sent", "delivered", 0}},
	0},
    {"a word owed and not met", {ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(3, 18)}, MISSED},
	1},
    {"met by another word",
	{ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(3, 18)},
	    {AT(3, 16), "notice.sent", "still_no_news", AT(9, 0)}},
	0},
    {"met by a person",
	{ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(3, 18)},
	    {AT(3, 17), "case.opened", "obligation", 0}},
	0},
    {"a person came too late",
	{ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(3, 18)},
	    {AT(3, 19), "case.opened", "obligation", 0}},
	1},
    {"met by its arrival",
	{ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(3, 18)},
	    {AT(2, 12), "parcel.milestone", "delivered", 0}, {AT(2, 12), "promise.kept", "", 0}},
	0},
    {"the same words twice",
	{ON_TRACK, {AT(1, 9), "notice.sent", "delay", AT(9, 0)},
	    {AT(2, 9), "notice.sent", "delay", AT(9, 0)}},
	1},
    {"a slip of what came",
	{ON_TRACK, {AT(2, 12), "promise.kept", "", 0},
	    {AT(2, 13), "notice.sent", "delay", AT(9, 0)}},
	1},
    {"words to the shop owe nothing", {ON_TRACK, {AT(1, 9), "notice.sent", "risk", AT(2, 9)}}, 1},
};

static void
take(struct word_check *c, const struct line *l)
{
	struct journal_entry e;
	bool gap = strcmp(l->name, "gap") == 0;
	const char *field = strncmp(l->name, "case.", 5) == 0 ? "reason"
	    : strncmp(l->name, "notice.", 7) == 0             ? "kind"
							      : "milestone";

	journal_init(&e, l->name, gap ? 0 : 7, l->at_utc_ms);
	if (gap) {
		journal_add_at(&e, "from", l->next_word_utc_ms);
		journal_add_at(&e, "until", l->at_utc_ms);
	}
	journal_add_text(&e, field, l->what);
	journal_add_at(&e, "deadline", DEADLINE);
	if (l->next_word_utc_ms != 0 && !gap)
		journal_add_at(&e, "next_word", l->next_word_utc_ms);
	word_check_take(c, &e);
}

static void
test_what_a_journal_must_show_is_found_when_it_does_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
		struct shop shop = {.id = "luna"}; /* without quiet hours */
		struct word_check c;
		size_t line = 0;

		word_check_init(&c, &shop, "Etc/UTC", 10 * MINUTE_MS);
		for (int64_t now = DAY(0); now < DAY(5); now += c.step_ms) {
			const struct line *next = &stories[i].lines[line];

			if (line < LINES && next->name != NULL && strcmp(next->name, "gap") == 0 &&
			    now >= next->next_word_utc_ms)
				now = next->at_utc_ms; /* nobody was there to look */
			for (; line < LINES && next->name != NULL && next->at_utc_ms <= now;
			     next++, line++)
				take(&c, next);
			word_check_until(&c, now);
		}
		if (c.broken != stories[i].broken)
			fail_msg("%s: %zu broken", stories[i].story, c.broken);
		assert_int_equal(c.days, 1);
		word_check_clear(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_a_journal_must_show_is_found_when_it_does_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
