#pragma once

/*
 * desk_letter: a notice as its reader has it, on a page of the desk: subject and text in pieces, those marked that may not leave so, and what the
 * tone guard says of words that a person typed. Web thread only.
 */

#include "monitor/notice/tone.h"
#include "monitor/notice/tone_dates.h"
#include "monitor/web/desk_view.h"

enum { LETTER_FINDINGS = 8 };

struct letter_findings {
	enum tone_rule rules[LETTER_FINDINGS];
	struct span places[LETTER_FINDINGS]; /* within the text that was judged */
	size_t count;
};

/* What may not be said in `text`, to be sent in a locale where only these days are backed. ERR_NOMEM ... */
int letter_judge(const char *text, const char *locale, const struct tone_days *days,
    struct letter_findings *out) MUST_CHECK;

/* `text` with each sentence that was found in it replaced by one that may be said in its place, once, or left out where there is none.
 * `text` and the findings' places may be `dst`'s own. */
int letter_mend(const struct pages *pages, const char *locale, const char *text,
    const struct letter_findings *findings, char *dst, size_t room) MUST_CHECK;

/* Sets `letter`, a list of {text, bad}, from the text part; `findings` (NULL none) are found in it wherever it is wrapped. */
void letter_set(struct desk_view *v, const char *text, const struct letter_findings *findings);
/* What a text part says first, below its greeting, in one line: its next two paragraphs. */
const char *letter_quote(struct desk_view *v, struct span text);
/* Sets `findings`, a list of {place, what, better, proposal}: what is wrong and better in the desk's language, the proposal in the letter's. */
void letter_set_findings(
    struct desk_view *v, const struct letter_findings *findings, const char *locale);
