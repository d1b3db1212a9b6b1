#include "store/words.h"

#include "monitor/base/locale.h"
#include "monitor/base/text.h"

#include <string.h>

size_t
fold_words(const char *text, char words[][WORD_ROOM], size_t room)
{
	struct buf folded = BUF_INIT(4096);
	struct span rest, word;
	size_t count = 0;

	if (locale_add_folded(&folded, span_of(text)) == 0) {
		rest = buf_span(&folded);
		while (count < room && text_split(&rest, ' ', &word))
			if (word.len > 0)
				(void)text_cut(words[count++], WORD_ROOM,
				    word); /* a long one is found by its start */
	}
	buf_clear(&folded);
	return count;
}

void
fold_digits(const char *text, char out[WORD_ROOM])
{
	size_t n = 0;

	for (; *text != '\0' && n < WORD_ROOM - 1; text++) {
		if (text_is_digit(*text)) {
			out[n++] = *text;
		} else if (strchr(" +-()./", *text) == NULL) {
			n = 0;
			break;
		}
	}
	out[n] = '\0';
}
