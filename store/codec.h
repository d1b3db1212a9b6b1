#pragma once

/*
 * codec: records as bytes. A record is its version byte and then fields: tag, length, value; tag and length are varints. A field that
 * has the value of a fresh record is left out. Tables of fields (store/records.c) say where each one lives in its struct, so one
 * encoder and one bounded decoder serve all records. Tags that a program does not know are carried over when it writes the record
 * again: a downgrade loses nothing. Items of lists are closed: what an item gains later gets a tag of its own in the record.
 */

#include "monitor/base/observation.h"

enum codec_type {
	CODEC_INT = 1,    /* bool, int32, int64, uint64 or an enum: zigzag varint */
	CODEC_TEXT = 2,   /* char array: the bytes without the NUL */
	CODEC_BYTES = 3,  /* byte array of one length */
	CODEC_WHEN = 4,   /* struct when: four varints */
	CODEC_LIST = 5,   /* inline array with a count: the tag once an item */
	CODEC_EVENTS = 6, /* struct event_list: the tag once an event */
};

struct codec_field {
	uint16_t tag; /* of this record, never reused */
	enum codec_type type;
	const char *name; /* as README.md lists it */
	size_t offset;
	size_t size;
	int64_t max;              /* INT: values are 0..max; -1: all that fit */
	const struct codec *item; /* LIST, EVENTS; NULL: numbers of `item_size` */
	size_t item_size, item_room, count_offset;
};

struct codec {
	const char *name;
	uint8_t version;
	const struct codec_field *fields;
	size_t field_count;
	size_t size;                 /* of the struct */
	const void *fresh;           /* its INIT value */
	void (*clear)(void *record); /* NULL: owns nothing */
};

/* `before`: the bytes that it replaces, whose unknown tags stay; empty when new. */
int codec_encode(
    const struct codec *c, const void *record, struct span before, struct buf *out) MUST_CHECK;

/* Overwrites `out` without clearing it; on failure it is fresh. ERR_MALFORMED, ERR_VERSION, ERR_NOMEM. */
int codec_decode(const struct codec *c, struct span in, void *out) MUST_CHECK;

/* The same without the events, which are most of a shipment: its lists stay empty, unchecked. */
int codec_decode_head(const struct codec *c, struct span in, void *out) MUST_CHECK;

/* The numbers that records are made of: LEB128 varints, signed ones zigzag. `take` moves past what it reads; false: there is none. */
void codec_put_varint(struct buf *b, uint64_t value); /* sticky */
bool codec_take_varint(struct span *in, uint64_t *out);
void codec_put_int(struct buf *b, int64_t value); /* sticky */
bool codec_take_int(struct span *in, int64_t *out);
