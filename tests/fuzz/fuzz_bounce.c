/*
 * fuzz_bounce: a report that a mail did not arrive. What is read is bounded, is text without an address, and is the same when read again.
 */

#include "monitor/notice/bounce.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span message = {(const char *)data, size};
	struct bounce first, again;

	bounce_read(message, "", &first);
	bounce_read(message, "", &again);
	if (memcmp(&first, &again, sizeof(first)) != 0)
		abort();
	if (first.news > BOUNCE_DEAD || first.token_count > VERP_TOKENS)
		abort();
	if (!text_utf8_valid(span_of(first.text)) || strchr(first.text, '@') != NULL)
		abort();
	for (size_t i = 0; i < first.token_count; i++)
		if (strlen(first.tokens[i]) != VERP_TOKEN_ROOM - 1)
			abort();
	return 0;
}
