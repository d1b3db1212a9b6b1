/*
 * fuzz_codec: stored bytes are hostile until decoded. The first byte chooses the record, the rest is one. What decodes is written
 * again over itself, tags that we do not know included, and must then read and write the same.
 */

#include "store/fields.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

static const struct codec *const codecs[] = {&codec_parcel, &codec_schedule, &codec_order,
    &codec_person, &codec_notice, &codec_case, &codec_account, &codec_journal, &codec_shop,
    &codec_aside, &codec_meta, &codec_incident, &codec_access, &codec_inbound, &codec_source,
    &codec_connector, &codec_once, &codec_suppression};

static void
read_and_write(const struct codec *c, struct span in, struct buf *out)
{
	void *record = malloc(c->size);

	REQUIRE(record != NULL);
	REQUIRE(codec_decode(c, in, record) == 0);
	REQUIRE(codec_encode(c, record, in, out) == 0);
	if (c->clear != NULL)
		c->clear(record);
	free(record);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = {(const char *)data + 1, size - 1};
	const struct codec *c;
	struct buf first = BUF_INIT(16 * LIMIT_RECORD_BYTES),
		   second = BUF_INIT(16 * LIMIT_RECORD_BYTES);
	void *record;
	int rc;

	if (size == 0)
		return 0;
	c = codecs[data[0] % (sizeof(codecs) / sizeof(codecs[0]))];
	record = malloc(c->size);
	REQUIRE(record != NULL);
	rc = codec_decode(c, in, record);
	if (rc == 0 && c->clear != NULL)
		c->clear(record);
	free(record);
	if (rc != 0)
		return 0;
	read_and_write(c, in, &first);
	read_and_write(c, buf_span(&first), &second);
	REQUIRE(span_equal(buf_span(&first), buf_span(&second)));
	buf_clear(&first);
	buf_clear(&second);
	return 0;
}
