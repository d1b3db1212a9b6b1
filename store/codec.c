#include "store/codec.h"

#include <assert.h>
#include <string.h>

enum { VARINT_MOST = 10 };

static size_t
varint(char out[VARINT_MOST], uint64_t value)
{
	size_t n = 0;

	do {
		out[n++] = (char)((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
		value >>= 7;
	} while (value > 0);
	return n;
}

void
codec_put_varint(struct buf *b, uint64_t value)
{
	char bytes[VARINT_MOST];

	(void)buf_add(b, bytes, varint(bytes, value)); /* sticky */
}

/* Most are of one byte. */
static inline bool
take_varint(struct span *in, uint64_t *out)
{
	if (in->len == 0 || (in->data[0] & 0x80) != 0)
		return codec_take_varint(in, out);
	*out = (uint8_t)*in->data++;
	in->len--;
	return true;
}

bool
codec_take_varint(struct span *in, uint64_t *out)
{
	uint64_t value = 0;

	for (size_t i = 0; i < in->len && i < VARINT_MOST; i++) {
		uint8_t byte = (uint8_t)in->data[i];

		if (i == VARINT_MOST - 1 && byte > 1)
			return false;
		value |= (uint64_t)(byte & 0x7f) << (7 * i);
		if (byte & 0x80)
			continue;
		in->data += i + 1;
		in->len -= i + 1;
		*out = value;
		return true;
	}
	return false;
}

static uint64_t
zigzag(int64_t value)
{
	return ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t
unzigzag(uint64_t value)
{
	return (int64_t)((value >> 1) ^ (value & 1 ? UINT64_MAX : 0));
}

/* One field: tag, length, value; false at the end or when malformed (then *rc says so). */
static inline bool
take_field(struct span *in, uint64_t *tag, struct span *value, int *rc)
{
	struct span left = *in;
	uint64_t len;

	if (left.len == 0)
		return false;
	if (!take_varint(&left, tag) || !take_varint(&left, &len) || len > left.len) {
		*rc = ERR_MALFORMED;
		return false;
	}
	*value = (struct span){left.data, (size_t)len};
	*in = (struct span){left.data + len, left.len - (size_t)len};
	return true;
}

static int64_t
int_get(const void *at, size_t size)
{
	bool flag;
	int32_t small;
	int64_t large;

	switch (size) {
	case 1: memcpy(&flag, at, 1); return flag;
	case 4: memcpy(&small, at, 4); return small;
	default: memcpy(&large, at, 8); return large;
	}
}

static bool
int_set(void *at, size_t size, int64_t max, int64_t value)
{
	bool flag = value != 0;
	int32_t small = (int32_t)value;

	if (max >= 0 && (value < 0 || value > max))
		return false;
	switch (size) {
	case 1: memcpy(at, &flag, 1); return value == 0 || value == 1;
	case 4: memcpy(at, &small, 4); return value == small;
	default: memcpy(at, &value, 8); return true;
	}
}

static void
put_value(struct buf *b, uint16_t tag, const void *data, size_t len)
{
	codec_put_varint(b, tag);
	codec_put_varint(b, len);
	(void)buf_add(b, data, len); /* sticky */
}

static void
put_int(struct buf *b, uint16_t tag, int64_t value)
{
	char bytes[VARINT_MOST];

	put_value(b, tag, bytes, varint(bytes, zigzag(value)));
}

static void
put_when(struct buf *b, uint16_t tag, const struct when *at)
{
	char bytes[4 * VARINT_MOST];
	size_t n = varint(bytes, at->kind);

	n += varint(bytes + n, zigzag(at->day));
	n += varint(bytes + n, zigzag(at->second));
	n += varint(bytes + n, zigzag(at->offset_min));
	put_value(b, tag, bytes, n);
}

static void encode_fields(const struct codec *c, const void *record, struct buf *out);

/* Written in place, then moved up by its length's few bytes: a buffer for each scan cost more than the scan. */
static void
put_item(struct buf *out, uint16_t tag, const struct codec *item, const void *record)
{
	char bytes[VARINT_MOST];
	size_t start, len, n;

	codec_put_varint(out, tag);
	start = out->len;
	encode_fields(item, record, out);
	len = out->len - start;
	n = varint(bytes, len);
	if (buf_add(out, bytes, n) < 0)
		return; /* sticky */
	memmove(out->data + start + n, out->data + start, len);
	memcpy(out->data + start, bytes, n);
}

static void
encode_field(const struct codec_field *f, const char *at, const char *fresh, struct buf *out)
{
	const struct event_list *events;
	const struct when *when;
	size_t count;

	switch (f->type) {
	case CODEC_INT:
		if (memcmp(at, fresh, f->size) != 0)
			put_int(out, f->tag, int_get(at, f->size));
		return;
	case CODEC_TEXT:
		if (at[0] != '\0')
			put_value(out, f->tag, at, strnlen(at, f->size));
		return;
	case CODEC_BYTES:
		if (memcmp(at, fresh, f->size) != 0)
			put_value(out, f->tag, at, f->size);
		return;
	case CODEC_WHEN:
		when = (const void *)at;
		if (when->kind != WHEN_NONE)
			put_when(out, f->tag, when);
		return;
	case CODEC_LIST:
		memcpy(&count, at - f->offset + f->count_offset, sizeof(count));
		assert(count <= f->item_room);
		for (size_t i = 0; i < count; i++) {
			if (f->item != NULL)
				put_item(out, f->tag, f->item, at + i * f->item_size);
			else
				put_int(out, f->tag, int_get(at + i * f->item_size, f->item_size));
		}
		return;
	case CODEC_EVENTS:
		events = (const void *)at;
		for (size_t i = 0; i < events->count; i++)
			put_item(out, f->tag, f->item, &events->items[i]);
		return;
	}
}

static void
encode_fields(const struct codec *c, const void *record, struct buf *out)
{
	for (size_t i = 0; i < c->field_count; i++) {
		const struct codec_field *f = &c->fields[i];

		encode_field(
		    f, (const char *)record + f->offset, (const char *)c->fresh + f->offset, out);
	}
}

void
codec_put_int(struct buf *b, int64_t value)
{
	codec_put_varint(b, zigzag(value));
}

bool
codec_take_int(struct span *in, int64_t *out)
{
	uint64_t number;

	if (!take_varint(in, &number))
		return false;
	*out = unzigzag(number);
	return true;
}

/* The field of a tag, looked for from `*at` on, which is left there: a record was written in the order of its table. */
static const struct codec_field *
field_of(const struct codec *c, uint64_t tag, size_t *at)
{
	for (size_t looked = 0; looked < c->field_count; looked++) {
		if (c->fields[*at].tag == tag)
			return &c->fields[*at];
		*at = *at + 1 < c->field_count ? *at + 1 : 0;
	}
	return NULL;
}

int
codec_encode(const struct codec *c, const void *record, struct span before, struct buf *out)
{
	struct span value;
	size_t at = 0;
	uint64_t tag;
	int rc = 0;

	(void)buf_add_u8(out, c->version); /* sticky */
	encode_fields(c, record, out);
	if (before.len > 0) {
		before.data++; /* its version */
		before.len--;
	}
	while (take_field(&before, &tag, &value, &rc))
		if (field_of(c, tag, &at) == NULL)
			put_value(out, (uint16_t)tag, value.data, value.len);
	return rc != 0 ? rc : buf_error(out);
}

static int decode_fields(const struct codec *c, struct span in, bool events, void *out);

static int
decode_int(struct span value, size_t size, int64_t max, void *at)
{
	uint64_t number;

	if (!take_varint(&value, &number) || value.len != 0)
		return ERR_MALFORMED;
	return int_set(at, size, max, unzigzag(number)) ? 0 : ERR_MALFORMED;
}

static int
decode_when(struct span value, struct when *out)
{
	uint64_t kind, number[3] = {0};

	if (!take_varint(&value, &kind) || kind > WHEN_DATE)
		return ERR_MALFORMED;
	for (int i = 0; i < 3; i++) {
		if (!take_varint(&value, &number[i]) || number[i] > UINT32_MAX)
			return ERR_MALFORMED;
	}
	if (value.len != 0)
		return ERR_MALFORMED;
	*out = (struct when){.kind = (enum when_kind)kind,
	    .day = (int32_t)unzigzag(number[0]),
	    .second = (int32_t)unzigzag(number[1]),
	    .offset_min = (int32_t)unzigzag(number[2])};
	if (out->second < 0 || out->second >= DAY_SECONDS || out->offset_min < -1080 ||
	    out->offset_min > 1080)
		return ERR_MALFORMED;
	return 0;
}

static int
decode_field(const struct codec_field *f, struct span value, char *at)
{
	struct event_list *events;
	struct event *event;
	size_t count;
	int rc;

	switch (f->type) {
	case CODEC_INT: return decode_int(value, f->size, f->max, at);
	case CODEC_TEXT:
		if (value.len >= f->size || memchr(value.data, '\0', value.len) != NULL)
			return ERR_MALFORMED;
		memcpy(at, value.data, value.len);
		at[value.len] = '\0';
		return 0;
	case CODEC_BYTES:
		if (value.len != f->size)
			return ERR_MALFORMED;
		memcpy(at, value.data, value.len);
		return 0;
	case CODEC_WHEN: return decode_when(value, (void *)at);
	case CODEC_LIST:
		memcpy(&count, at - f->offset + f->count_offset, sizeof(count));
		if (count >= f->item_room)
			return ERR_MALFORMED;
		at += count * f->item_size;
		if (f->item != NULL) {
			memcpy(at, f->item->fresh, f->item_size);
			rc = decode_fields(f->item, value, true, at);
		} else {
			rc = decode_int(value, f->item_size, -1, at);
		}
		if (rc != 0)
			return rc;
		at -= count * f->item_size;
		count++;
		memcpy(at - f->offset + f->count_offset, &count, sizeof(count));
		return 0;
	case CODEC_EVENTS:
		events = (void *)at;
		if (events->count >= LIMIT_EVENTS)
			return ERR_MALFORMED;
		event = event_list_add(events);
		return event == NULL ? ERR_NOMEM : decode_fields(f->item, value, true, event);
	}
	return ERR_BUG;
}

static int
decode_fields(const struct codec *c, struct span in, bool events, void *out)
{
	struct span value;
	size_t at = 0;
	uint64_t tag;
	int rc = 0;

	while (take_field(&in, &tag, &value, &rc)) {
		const struct codec_field *f = field_of(c, tag, &at);

		if (tag > UINT16_MAX)
			return ERR_MALFORMED;
		if (f == NULL || (f->type == CODEC_EVENTS && !events))
			continue;
		rc = decode_field(f, value, (char *)out + f->offset);
		if (rc != 0)
			return rc;
	}
	return rc;
}

static int
decode(const struct codec *c, struct span in, bool events, void *out)
{
	int rc;

	memcpy(out, c->fresh, c->size);
	if (in.len == 0 || in.data[0] == 0)
		return ERR_MALFORMED;
	if ((uint8_t)in.data[0] > c->version)
		return ERR_VERSION;
	rc = decode_fields(c, (struct span){in.data + 1, in.len - 1}, events, out);
	if (rc != 0) {
		if (c->clear != NULL)
			c->clear(out);
		memcpy(out, c->fresh, c->size);
	}
	return rc;
}

int
codec_decode(const struct codec *c, struct span in, void *out)
{
	return decode(c, in, true, out);
}

int
codec_decode_head(const struct codec *c, struct span in, void *out)
{
	return decode(c, in, false, out);
}
