#include "store/fields.h"
#include "store/keys.h"
#include "store/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct codec *const codecs[] = {&codec_parcel, &codec_schedule, &codec_order,
    &codec_person, &codec_notice, &codec_case, &codec_account, &codec_journal, &codec_shop,
    &codec_aside, &codec_meta, &codec_incident, &codec_access, &codec_inbound, &codec_source,
    &codec_connector, &codec_once, &codec_suppression};
enum { CODECS = sizeof(codecs) / sizeof(codecs[0]) };

/* A value for each field that is not its fresh one. */
static void
fill(const struct codec *c, char *record, unsigned seed)
{
	for (size_t i = 0; i < c->field_count; i++) {
		const struct codec_field *f = &c->fields[i];
		char *at = record + f->offset;
		int32_t small = (int32_t)(seed + i) + 1, one = f->max > 0;
		int64_t large = ((int64_t)seed << 40) - (int64_t)i;
		size_t count = 3;

		switch (f->type) {
		case CODEC_INT:
			if (f->size == 1)
				memset(at, 1, 1);
			else if (f->max >= 0)
				memcpy(at, &one, 4);
			else if (f->size == 4)
				memcpy(at, &small, 4);
			else
				memcpy(at, &large, 8);
			break;
		case CODEC_TEXT:
			memset(at, 'a' + (int)(i % 20), f->size - 1);
			break; /* to the brim */
		case CODEC_BYTES: memset(at, (int)seed, f->size); break;
		case CODEC_WHEN:
			*(struct when *)(void *)at = when_instant(20000, 3600, -330);
			break;
		case CODEC_LIST:
			count = count < f->item_room ? count : f->item_room;
			memcpy(record + f->count_offset, &count, sizeof(count));
			for (size_t k = 0; k < count; k++)
				if (f->item != NULL)
					fill(f->item, at + k * f->item_size, seed + (unsigned)k);
				else
					memcpy(at + k * f->item_size, &large, f->item_size);
			break;
		case CODEC_EVENTS:
			for (size_t k = 0; k < count; k++)
				fill(f->item, (char *)event_list_add((void *)at),
				    seed + (unsigned)k);
			break;
		}
	}
}

static void *
fresh(const struct codec *c)
{
	void *record = malloc(c->size);

	assert_non_null(record);
	memcpy(record, c->fresh, c->size);
	return record;
}

static void
discard(const struct codec *c, void *record)
{
	if (c->clear != NULL)
		c->clear(record);
	free(record);
}

static const struct span nothing = {NULL, 0};

static void
test_every_field_comes_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODECS; i++) {
		const struct codec *c = codecs[i];
		void *record = fresh(c), *back = malloc(c->size);
		struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES),
			   again = BUF_INIT(LIMIT_RECORD_BYTES);

		fill(c, record, 7);
		assert_int_equal(codec_encode(c, record, nothing, &bytes), 0);
		assert_int_equal(codec_decode(c, buf_span(&bytes), back), 0);
		assert_int_equal(codec_encode(c, back, nothing, &again), 0);
		assert_true(span_equal(buf_span(&bytes), buf_span(&again)));
		for (size_t k = 0; k < c->field_count; k++) { /* the bytes do hold each of them */
			const struct codec_field *f = &c->fields[k];

			if (f->type == CODEC_INT || f->type == CODEC_TEXT)
				assert_memory_equal(
				    (char *)back + f->offset, (char *)record + f->offset, f->size);
		}
		buf_clear(&bytes);
		buf_clear(&again);
		discard(c, record);
		discard(c, back);
	}
}

static void
test_a_head_is_all_but_the_events(void **state)
{
	struct parcel *record = fresh(&codec_parcel), head;
	struct parcel_owner own;
	struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES), wanted = BUF_INIT(LIMIT_RECORD_BYTES),
		   got = BUF_INIT(LIMIT_RECORD_BYTES);

	(void)state;
	fill(&codec_parcel, (char *)record, 7);
	assert_int_equal(codec_encode(&codec_parcel, record, nothing, &bytes), 0);
	assert_int_equal(codec_decode_head(&codec_parcel, buf_span(&bytes), &head), 0);
	assert_null(head.shipment.events.items);
	assert_int_equal(codec_decode(&codec_parcel_owner, buf_span(&bytes), &own), 0);
	assert_string_equal(own.shop, record->shipment.shop);
	assert_string_equal(own.account, record->shipment.account);
	event_list_clear(&record->shipment.events);
	event_list_clear(&record->shipment.apart);
	assert_int_equal(codec_encode(&codec_parcel, record, nothing, &wanted), 0);
	assert_int_equal(codec_encode(&codec_parcel, &head, nothing, &got), 0);
	assert_true(wanted.len < bytes.len);
	assert_true(span_equal(buf_span(&wanted), buf_span(&got)));
	buf_clear(&bytes);
	buf_clear(&wanted);
	buf_clear(&got);
	discard(&codec_parcel, record);
}

/* As a later program might write them, whose table has another order. */
static void
test_fields_are_read_in_any_order(void **state)
{
	struct schedule_record *record = fresh(&codec_schedule), read;
	struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES), turned = BUF_INIT(LIMIT_RECORD_BYTES),
		   again = BUF_INIT(LIMIT_RECORD_BYTES);
	struct span rest, fields[64] = {{NULL, 0}};
	size_t count = 0;

	(void)state;
	fill(&codec_schedule, (char *)record, 7);
	assert_int_equal(codec_encode(&codec_schedule, record, nothing, &bytes), 0);
	rest = (struct span){bytes.data + 1, bytes.len - 1};
	while (rest.len > 0) {
		const char *from = rest.data;
		uint64_t tag = 0, len = 0;

		assert_true(codec_take_varint(&rest, &tag) && codec_take_varint(&rest, &len));
		rest.data += len;
		rest.len -= len;
		assert_true(count < 64);
		fields[count++] = (struct span){from, (size_t)(rest.data - from)};
	}
	assert_true(count > 5);
	assert_int_equal(buf_add(&turned, bytes.data, 1), 0);
	while (count-- > 0)
		assert_int_equal(buf_add(&turned, fields[count].data, fields[count].len), 0);
	assert_int_equal(codec_decode(&codec_schedule, buf_span(&turned), &read), 0);
	assert_int_equal(codec_encode(&codec_schedule, &read, nothing, &again), 0);
	assert_true(span_equal(buf_span(&bytes), buf_span(&again)));
	buf_clear(&bytes);
	buf_clear(&turned);
	buf_clear(&again);
	discard(&codec_schedule, record);
}

static void
test_a_fresh_record_is_its_init_value_and_one_byte(void **state)
{
	struct parcel parcel = PARCEL_INIT;
	struct notice notice = NOTICE_INIT;
	struct order order = ORDER_INIT;
	struct case_record c = CASE_INIT;
	struct schedule_record schedule = SCHEDULE_RECORD_INIT;
	struct account_record account = ACCOUNT_RECORD_INIT;
	struct meta meta = META_INIT;
	struct incident incident = INCIDENT_INIT;
	struct access access = ACCESS_INIT;
	const void *const inits[CODECS] = {[0] = &parcel,
	    [1] = &schedule,
	    [2] = &order,
	    [4] = &notice,
	    [5] = &c,
	    [6] = &account,
	    [10] = &meta,
	    [11] = &incident,
	    [12] = &access};

	(void)state;
	for (size_t i = 0; i < CODECS; i++) {
		struct buf bytes = BUF_INIT(1000);

		if (inits[i] == NULL)
			continue; /* all zero */
		assert_int_equal(codec_encode(codecs[i], inits[i], nothing, &bytes), 0);
		assert_int_equal(bytes.len, 1);
		buf_clear(&bytes);
	}
}

static void
test_unknown_tags_are_carried_over(void **state)
{
	static const char newer[] =
	    "\x01\x01\x01\x0e\xb0\x03\x03new\x09\x01\x02"; /* id 7, tag 432, tag 9 */
	struct buf bytes = BUF_INIT(1000);
	struct person p;

	(void)state;
	assert_int_equal(codec_decode(&codec_person, SPAN(newer), &p), 0);
	assert_int_equal(p.id, 7);
	(void)snprintf(p.name, sizeof(p.name), "Ana");
	assert_int_equal(codec_encode(&codec_person, &p, SPAN(newer), &bytes), 0);
	assert_non_null(memmem(bytes.data, bytes.len, "\xb0\x03\x03new", 6));
	assert_non_null(memmem(bytes.data, bytes.len, "\x09\x01\x02", 3));
	assert_int_equal(codec_decode(&codec_person, buf_span(&bytes), &p), 0);
	assert_string_equal(p.name, "Ana");
	buf_clear(&bytes);
}

static void
test_bytes_that_are_no_record_are_refused(void **state)
{
#define BYTES(literal, code)                                                                       \
	{                                                                                          \
		literal, sizeof(literal) - 1, code                                                 \
	}
	static const struct {
		const char *bytes;
		size_t len;
		int rc;
	} cases[] = {
	    BYTES("", ERR_MALFORMED),
	    BYTES("\x00", ERR_MALFORMED),
	    BYTES("\x02", ERR_VERSION),
	    BYTES("\x01\x05", ERR_MALFORMED), /* no length */
	    BYTES("\x01\x05\x09"
		  "dhl",
		ERR_MALFORMED), /* longer than there is */
	    BYTES("\x01\x05\x03"
		  "d\0l",
		ERR_MALFORMED), /* a NUL inside */
	    BYTES("\x01\x04\x10"
		  "0123456789abcdef",
		ERR_MALFORMED),                                   /* a carrier id has 15 */
	    BYTES("\x01\x24\x01\x7e", ERR_MALFORMED),             /* there is no milestone 63 */
	    BYTES("\x01\x24\x01\x01", ERR_MALFORMED),             /* nor -1 */
	    BYTES("\x01\x2e\x01\x04", ERR_MALFORMED),             /* a bool of 2 */
	    BYTES("\x01\x27\x04\x05\x02\x02\x02", ERR_MALFORMED), /* kind of moment */
	    BYTES("\x01\x27\x03\x01\x02\x02", ERR_MALFORMED),
	    BYTES("\x01\x01\x0b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", ERR_MALFORMED),
	    BYTES("\x01\x20\x03\x06\x50\x41", ERR_MALFORMED), /* an event cut short */
	    BYTES("\x01\x01\x01\x0e", 0),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct parcel p;

		if (codec_decode(&codec_parcel, (struct span){cases[i].bytes, cases[i].len}, &p) !=
		    cases[i].rc)
			fail_msg("case %zu", i);
		shipment_clear(&p.shipment);
	}
}

static void
test_lists_have_their_caps(void **state)
{
	struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES);
	struct parcel parcel;
	struct order order;

	(void)state;
	(void)buf_add_u8(&bytes, 1);
	for (int i = 0; i <= LIMIT_ORDER_PARCELS; i++)
		(void)buf_add(&bytes, "\x04\x01\x02", 3);
	assert_int_equal(codec_decode(&codec_order, buf_span(&bytes), &order), ERR_MALFORMED);
	assert_int_equal(order.shipment_count, 0);
	buf_reset(&bytes);
	(void)buf_add_u8(&bytes, 1);
	for (int i = 0; i <= LIMIT_EVENTS; i++)
		(void)buf_add(&bytes, "\x20\x00", 2);
	assert_int_equal(codec_decode(&codec_parcel, buf_span(&bytes), &parcel), ERR_MALFORMED);
	assert_null(parcel.shipment.events.items);
	buf_clear(&bytes);
}

/* Every cut and every flipped byte of a full record: refused or decoded, never past its end (the sanitizers watch). */
static void
test_broken_records_never_hurt(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODECS; i++) {
		const struct codec *c = codecs[i];
		void *record = fresh(c), *back = malloc(c->size);
		struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES);

		fill(c, record, 7);
		assert_int_equal(codec_encode(c, record, nothing, &bytes), 0);
		for (size_t at = 0; at < bytes.len; at++) {
			char *copy = malloc(bytes.len);
			char was = bytes.data[at];

			memcpy(copy, bytes.data, at);
			if (codec_decode(c, (struct span){copy, at}, back) == 0 && c->clear != NULL)
				c->clear(back);
			bytes.data[at] = (char)(was ^ 0x81);
			memcpy(copy, bytes.data, bytes.len);
			if (codec_decode(c, (struct span){copy, bytes.len}, back) == 0 &&
			    c->clear != NULL)
				c->clear(back);
			bytes.data[at] = was;
			free(copy);
		}
		buf_clear(&bytes);
		discard(c, record);
		free(back);
	}
}

static void
test_tags_are_given_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODECS; i++)
		for (size_t a = 0; a < codecs[i]->field_count; a++)
			for (size_t b = 0; b < a; b++)
				assert_int_not_equal(
				    codecs[i]->fields[a].tag, codecs[i]->fields[b].tag);
}

static void
test_instants_sort_as_time_does_and_none_is_last(void **state)
{
	static const int64_t at[] = {INT64_MIN + 1, -5, 0, 5, 1780000000000LL, INT64_MAX, AT_NONE};
	int64_t back;

	(void)state;
	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		struct key a = KEY_INIT, b = KEY_INIT;

		(void)key_at(&a, at[i]);
		assert_true(span_at((struct span){(char *)a.bytes, a.len}, 0, &back));
		assert_true(back == at[i]);
		if (i == 0)
			continue;
		(void)key_at(&b, at[i - 1]);
		assert_true(memcmp(b.bytes, a.bytes, 8) < 0);
	}
}

/* ---- nothing is forgotten ---- */

/* Which alignment the member at an offset has; 0: no field begins there. */
static size_t
alignment_at(const struct codec *c, size_t offset)
{
	for (size_t i = 0; i < c->field_count; i++) {
		const struct codec_field *f = &c->fields[i];

		if (f->type == CODEC_LIST && f->count_offset == offset)
			return sizeof(size_t);
		if (f->offset != offset)
			continue;
		switch (f->type) {
		case CODEC_INT: return f->size;
		case CODEC_TEXT:
		case CODEC_BYTES: return 1;
		case CODEC_WHEN: return sizeof(int32_t);
		case CODEC_LIST: return f->item != NULL && f->item->size % 8 != 0 ? 4 : 8;
		case CODEC_EVENTS: return sizeof(void *);
		}
	}
	return offset == c->size ? 8 : 0;
}

/* Every byte of a struct belongs to a field, or pads for the next (in which a small member may hide): whoever adds a member adds
 * its tag. */
static void
check_covered(const struct codec *c)
{
	char *covered = calloc(1, c->size + 1);

	assert_non_null(covered);
	covered[c->size] = 1;
	for (size_t i = 0; i < c->field_count; i++) {
		const struct codec_field *f = &c->fields[i];

		memset(covered + f->offset, 1, f->size);
		if (f->type == CODEC_LIST)
			memset(covered + f->count_offset, 1, sizeof(size_t));
		if (f->item != NULL)
			check_covered(f->item);
	}
	for (size_t from = 0, to; from <= c->size; from = to + 1) {
		size_t alignment;

		for (to = from; !covered[to]; to++)
			;
		alignment = to > from ? alignment_at(c, to) : 0;
		/* A struct within its own begins where 8 divides, whatever its first member. */
		if (to > from && (from + 7) / 8 * 8 != to &&
		    (alignment == 0 || (from + alignment - 1) / alignment * alignment != to))
			fail_msg("%s: no field has the bytes %zu to %zu of its struct", c->name,
			    from, to);
	}
	free(covered);
}

static void
test_every_member_has_a_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODECS; i++)
		check_covered(codecs[i]);
}

/* ---- what stands on disk is documented ---- */

static char *
read_readme(void)
{
	FILE *f = fopen("store/README.md", "r");
	char *text = calloc(1, 1 << 16);

	assert_non_null(text);
	if (f == NULL) {
		free(text);
		return NULL;
	}
	assert_true(fread(text, 1, (1 << 16) - 1, f) > 0);
	(void)fclose(f);
	return text;
}

static void
check_documented(const char *readme, const struct codec *c)
{
	char wanted[80];
	const char *line, *end;

	(void)snprintf(wanted, sizeof(wanted), "\n- **%s**: ", c->name);
	line = strstr(readme, wanted);
	if (line == NULL) {
		fail_msg("README.md does not list the record %s", c->name);
		return;
	}
	end = strchr(line + 1, '\n');
	for (size_t i = 0; i < c->field_count; i++) {
		const struct codec_field *f = &c->fields[i];
		const char *found;

		(void)snprintf(wanted, sizeof(wanted), " %d %s", f->tag, f->name);
		found = strstr(line, wanted);
		if (found == NULL || (end != NULL && found > end))
			fail_msg("README.md: %s lacks '%s'", c->name, wanted + 1);
		if (f->item != NULL)
			check_documented(readme, f->item);
	}
}

static void
test_every_table_and_tag_is_documented(void **state)
{
	char *readme = read_readme();

	(void)state;
	if (readme == NULL) {
		skip(); /* not run from the root */
		return;
	}
	for (int t = 0; t < TABLE_COUNT; t++) {
		char wanted[64];

		(void)snprintf(wanted, sizeof(wanted), "\n| %s | ", table_name((enum table)t));
		if (strstr(readme, wanted) == NULL)
			fail_msg("README.md does not list the table %s", table_name((enum table)t));
	}
	for (size_t i = 0; i < CODECS; i++)
		check_documented(readme, codecs[i]);
	free(readme);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_field_comes_back),
	    cmocka_unit_test(test_a_head_is_all_but_the_events),
	    cmocka_unit_test(test_fields_are_read_in_any_order),
	    cmocka_unit_test(test_a_fresh_record_is_its_init_value_and_one_byte),
	    cmocka_unit_test(test_unknown_tags_are_carried_over),
	    cmocka_unit_test(test_bytes_that_are_no_record_are_refused),
	    cmocka_unit_test(test_lists_have_their_caps),
	    cmocka_unit_test(test_broken_records_never_hurt),
	    cmocka_unit_test(test_tags_are_given_once),
	    cmocka_unit_test(test_instants_sort_as_time_does_and_none_is_last),
	    cmocka_unit_test(test_every_member_has_a_field),
	    cmocka_unit_test(test_every_table_and_tag_is_documented),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
