#pragma once

/* fields_def: how a row of a table of tags is written down. For fields.c and fields_house.c alone. */

#include "store/codec.h"

#include <stddef.h>

#define MEMBER(record, member)                                                                     \
	.offset = offsetof(record, member), .size = sizeof(((record *)0)->member)
#define INT(number, label, record, member)                                                         \
	{                                                                                          \
		.tag = (number), .type = CODEC_INT, .name = (label), .max = -1,                    \
		MEMBER(record, member)                                                             \
	}
#define ENUM(number, label, record, member, most)                                                  \
	{                                                                                          \
		.tag = (number), .type = CODEC_INT, .name = (label), .max = (most),                \
		MEMBER(record, member)                                                             \
	}
#define TEXT(number, label, record, member)                                                        \
	{                                                                                          \
		.tag = (number), .type = CODEC_TEXT, .name = (label), MEMBER(record, member)       \
	}
#define BYTES(number, label, record, member)                                                       \
	{                                                                                          \
		.tag = (number), .type = CODEC_BYTES, .name = (label), MEMBER(record, member)      \
	}
#define WHEN(number, label, record, member)                                                        \
	{                                                                                          \
		.tag = (number), .type = CODEC_WHEN, .name = (label), MEMBER(record, member)       \
	}
#define LIST(number, label, record, member, counted, codec)                                        \
	{                                                                                          \
		.tag = (number), .type = CODEC_LIST, .name = (label), .item = (codec),             \
		MEMBER(record, member), .item_size = sizeof(((record *)0)->member[0]),             \
		.item_room = sizeof(((record *)0)->member) / sizeof(((record *)0)->member[0]),     \
		.count_offset = offsetof(record, counted)                                          \
	}
#define EVENTS(number, label, record, member)                                                      \
	{                                                                                          \
		.tag = (number), .type = CODEC_EVENTS, .name = (label), .item = &codec_event,      \
		MEMBER(record, member)                                                             \
	}

#define CODEC(label, table, record, init, clearing)                                                \
	{                                                                                          \
		.name = (label), .version = 1, .fields = (table),                                  \
		.field_count = sizeof(table) / sizeof((table)[0]), .size = sizeof(record),         \
		.fresh = &(init), .clear = (clearing)                                              \
	}
