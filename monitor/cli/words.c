#include "monitor/cli/words.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/base/locale.h"

static const char *const words[WORD_COUNT][LANGUAGE_COUNT] = {
#define WORD(name, en, es) [WORD_##name] = {en, es},
#include "monitor/cli/words.def"
#undef WORD
};

const char *
word(enum language language, enum word which)
{
	return words[which][language];
}

void
word_fill(struct buf *b, enum language language, enum word which, const char *const *args)
{
	size_t count = 0;

	while (args[count] != NULL)
		count++;
	for (const char *at = word(language, which); *at != '\0'; at++) {
		if (at[0] == '$' && at[1] >= '1' && at[1] <= '9' && (size_t)(at[1] - '1') < count)
			(void)buf_add_str(b, args[*++at - '1']);
		else
			(void)buf_add_char(b, *at);
	}
}

static const char *const weekdays[LANGUAGE_COUNT][7] = {
    [LANGUAGE_EN] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
    [LANGUAGE_ES] = {"lun", "mar", "mié", "jue", "vie", "sáb", "dom"},
};
static const char *const weekdays2[LANGUAGE_COUNT][7] = {
    [LANGUAGE_EN] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"},
    [LANGUAGE_ES] = {"lu", "ma", "mi", "ju", "vi", "sá", "do"},
};
static const char *const weekdays1[LANGUAGE_COUNT][7] = {
    [LANGUAGE_EN] = {"M", "T", "W", "T", "F", "S", "S"},
    [LANGUAGE_ES] = {"L", "M", "X", "J", "V", "S", "D"},
};
static const char *const months[LANGUAGE_COUNT][12] = {
    [LANGUAGE_EN] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
	"Dec"},
    [LANGUAGE_ES] = {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov",
	"dic"},
};

const char *
word_weekday(enum language language, int weekday)
{
	return weekdays[language][weekday];
}

const char *
word_weekday2(enum language language, int weekday)
{
	return weekdays2[language][weekday];
}

const char *
word_weekday1(enum language language, int weekday)
{
	return weekdays1[language][weekday];
}

const char *
word_month(enum language language, int32_t month)
{
	return months[language][month - 1];
}

void
word_count(struct buf *b, enum language language, uint64_t count, bool feminine, bool first)
{
	static const char *const numbers[LANGUAGE_COUNT][13] = {
	    [LANGUAGE_EN] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight",
		"nine", "ten", "eleven", "twelve"},
	    [LANGUAGE_ES] = {"ninguno", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete",
		"ocho", "nueve", "diez", "once", "doce"},
	};
	size_t from = b->len;

	if (count > 12)
		(void)locale_add_number(b, word(language, WORD_LOCALE), (double)count, 0);
	else if (language == LANGUAGE_ES && feminine && count < 2)
		(void)buf_add_str(b, count == 0 ? "ninguna" : "una");
	else
		(void)buf_add_str(b, numbers[language][count]);
	if (first && b->len > from)
		b->data[from] = text_upper(b->data[from]);
}

struct named_row {
	const char *family;
	const char *name;
	const char *text[LANGUAGE_COUNT];
};

/* In rules $1 is the carrier and $2 the day it says. */
static const struct named_row named[] = {
#define NAMED(family, name, en, es) {family, name, {en, es}},
#include "monitor/cli/names.def"
#undef NAMED
};

const char *
word_named(enum language language, const char *family, const char *name, char *dst, size_t room)
{
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (strcmp(named[i].family, family) == 0 && strcmp(named[i].name, name) == 0)
			return named[i].text[language];
	(void)text_cut(dst, room, span_of(name));
	for (char *c = dst; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	return dst;
}
