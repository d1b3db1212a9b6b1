#pragma once

/*
 * tone_letter: a whole template judged as a letter to a customer: its front matter (from, reply_to, subject, preheader), its words (tone), the names
 * it uses, and what its kind must hold. Pure: partials are handed in.
 */

#include "monitor/base/notice.h"
#include "monitor/notice/tone.h"
#include "monitor/notice/tone_dates.h"

struct tone_letter {
	enum notice_kind kind; /* NOTICE_NONE: a partial, judged by its words and names alone */
	struct span text;
	const struct tone_days *days; /* NULL: dates are not judged */
	/* The text of {{> name}}; false: there is none. */
	bool (*partial)(const char *name, struct span *text, void *arg);
	void *arg;
};

/* What is found, in no order. `place` lies within the letter's text. ERR_NOMEM, ERR_TOO_BIG. */
int tone_letter_check(struct tone_matcher *m, const struct tone_letter *letter,
    tone_found_fn *found, void *arg) MUST_CHECK;
