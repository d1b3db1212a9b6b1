#include "monitor/notice/tone_dates.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/base/when.h"
#include "monitor/notice/tone_fold.h"

enum { WORDS = 64, NONE = -1 };

/* Folded, in all languages at once: no two of them disagree. */
static const char *const months[] = {"january enero janeiro janvier januar gennaio gener",
    "february febrero fevereiro fevrier februar febbraio febrer",
    "march marzo marco mars marz marc", "april abril avril aprile", "may mayo maio mai maggio maig",
    "june junio junho juin juni giugno juny", "july julio julho juillet juli luglio juliol",
    "august agosto aout agost",
    "september septiembre setiembre setembro septembre settembre setembre",
    "october octubre outubro octobre oktober ottobre", "november noviembre novembro novembre",
    "december diciembre dezembro decembre dezember dicembre desembre"};
static const char *const weekdays[] = {"monday lunes lundi montag lunedi dilluns",
    "tuesday martes mardi dienstag martedi dimarts",
    "wednesday miercoles mercredi mittwoch mercoledi dimecres",
    "thursday jueves jeudi donnerstag giovedi dijous",
    "friday viernes vendredi freitag venerdi divendres",
    "saturday sabado samedi samstag sabato dissabte",
    "sunday domingo dimanche sonntag domenica diumenge"};
static const char *const feiras[] = {"segunda", "terca", "quarta", "quinta", "sexta"};
static const char *const tomorrows[] = {"tomorrow amanha demain domani dema manana morgen"};
/* The day after: a word of its own, or tomorrow with one before it or behind it. */
static const char *const overmorrows[] = {"ubermorgen dopodomani"};
static const char *const afters[] = {"after pasado apres depois passat"};
/* Before these it is the morning. */
static const char *const mornings[] = {"la am guten jeden"};
static const char *const ranges[] = {"to a bis al i e and y et und till through the le"};
static const char *const joiners[] = {"de d of del the"};
/* Their beginnings: a sentence about a promise. */
static const char *const promises[] = {
    "promis", "promet", "promes", "versproch", "dijimos", "dijo", "told", "ordered"};

struct sentence {
	struct span words[WORDS];
	size_t count;
};

struct dating {
	const struct tone_days *days;
	char day[3]; /* that the sentence before ended with: "am 5. Juni" */
	struct span text;
	tone_found_fn *found;
	void *arg;
};

/* The row that holds the word, NONE. */
static int
row_of(const char *const *rows, size_t count, struct span word)
{
	for (size_t i = 0; i < count; i++) {
		struct span rest = span_of(rows[i]), one;

		while (text_split(&rest, ' ', &one))
			if (span_equal(one, word))
				return (int)i;
	}
	return NONE;
}

static int
number(struct span word, int most)
{
	static const char *const ends[] = {"st", "nd", "rd", "th", "er"};
	int64_t value;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]) && word.len > 2; i++)
		if (memcmp(word.data + word.len - 2, ends[i], 2) == 0) {
			word.len -= 2;
			break;
		}
	return text_parse_i64(word, 1, most, &value) == 0 ? (int)value : NONE;
}

/* Some backed day is so: NONE is any. */
static bool
backed(const struct tone_days *d, int weekday, int day_of_month, int month)
{
	for (size_t i = 0; i < d->count; i++) {
		int32_t y, m, dom;

		day_to_civil(d->days[i], &y, &m, &dom);
		if ((weekday == NONE || day_weekday(d->days[i]) == weekday) &&
		    (day_of_month == NONE || dom == day_of_month) && (month == NONE || m == month))
			return true;
	}
	return false;
}

static bool
backed_day(const struct tone_days *d, int32_t day)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->days[i] == day)
			return true;
	return false;
}

#define ROW(rows, word) row_of(rows, sizeof(rows) / sizeof((rows)[0]), word)

static struct span
word_at(const struct sentence *s, size_t i)
{
	return i < s->count ? s->words[i] : (struct span){"", 0};
}

/* The tomorrow at word `i` is the day after: "pasado mañana", "depois de amanhã", "demà passat". */
static bool
is_after(const struct sentence *s, size_t i)
{
	return (i > 0 && ROW(afters, s->words[i - 1]) != NONE) ||
	    (i > 1 && ROW(joiners, s->words[i - 1]) != NONE &&
		ROW(afters, s->words[i - 2]) != NONE) ||
	    ROW(afters, word_at(s, i + 1)) != NONE;
}

/* The date that begins at word `i` stands on nothing. */
static bool
unbacked(const struct tone_days *d, const struct sentence *s, size_t i)
{
	struct span word = s->words[i], next = word_at(s, i + 1);
	size_t after = ROW(joiners, next) == NONE ? i + 1 : i + 2;
	int weekday = ROW(weekdays, word), day = number(word, 31), year = number(word, 9999);
	int month = ROW(months, word_at(s, after));

	if (weekday == NONE && span_equal_str(next, "feira"))
		weekday = ROW(feiras, word);
	if (weekday != NONE) {
		bool range =
		    (ROW(ranges, next) != NONE && ROW(weekdays, word_at(s, i + 2)) != NONE) ||
		    (i >= 2 && ROW(ranges, s->words[i - 1]) != NONE &&
			ROW(weekdays, s->words[i - 2]) != NONE);

		return !range && !backed(d, weekday, number(next, 31), NONE);
	}
	if (ROW(overmorrows, word) != NONE)
		return !backed_day(d, d->today + 2);
	if (ROW(tomorrows, word) != NONE &&
	    (i == 0 ||
		(ROW(mornings, s->words[i - 1]) == NONE && ROW(weekdays, s->words[i - 1]) == NONE)))
		return !backed_day(d, d->today + (is_after(s, i) ? 2 : 1));
	if (day != NONE && month != NONE)
		return !backed(d, NONE, day, month + 1);
	if (ROW(months, word) != NONE && number(next, 31) != NONE &&
	    (i == 0 || number(s->words[i - 1], 31) == NONE))
		return !backed(d, NONE, number(next, 31), ROW(months, word) + 1);
	if (year > 2000 && word.len == 4 && number(next, 12) != NONE &&
	    number(word_at(s, i + 2), 31) != NONE)
		return !backed(d, NONE, number(word_at(s, i + 2), 31), number(next, 12));
	return day != NONE && number(next, 12) != NONE && number(word_at(s, i + 2), 2999) > 2000 &&
	    !backed(d, NONE, day, number(next, 12));
}

static bool
speaks_of_promise(struct span word)
{
	for (size_t i = 0; i < sizeof(promises) / sizeof(promises[0]); i++)
		if (text_starts(word, promises[i]))
			return true;
	return false;
}

static int
date_sentence(const struct tone_sentence *sentence, void *arg)
{
	struct dating *w = arg;
	struct sentence s = {.count = 0};
	struct span rest = span_of(sentence->words), word;
	bool promised = false;

	if (w->day[0] != '\0')
		s.words[s.count++] = span_of(w->day);
	while (s.count < WORDS && text_split(&rest, ' ', &word))
		s.words[s.count++] = word;
	for (size_t i = 0; i < s.count; i++)
		promised = promised || speaks_of_promise(s.words[i]);
	for (size_t i = 0; i < s.count && !promised; i++)
		if (unbacked(w->days, &s, i)) {
			w->found(TONE_UNBACKED_DATE,
			    text_trim((struct span){
				w->text.data + sentence->start, sentence->end - sentence->start}),
			    w->arg);
			break;
		}
	if (s.count == 0 || number(s.words[s.count - 1], 31) == NONE ||
	    text_copy_span(w->day, sizeof(w->day), s.words[s.count - 1]) != 0)
		w->day[0] = '\0';
	return 0;
}

int
tone_dates_check(const struct tone_days *days, struct span text, tone_found_fn *found, void *arg)
{
	struct dating w = {.days = days, .text = text, .found = found, .arg = arg};

	return tone_fold(text, false, date_sentence, &w);
}
