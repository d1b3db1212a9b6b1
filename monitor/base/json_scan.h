#pragma once

/*
 * json_scan: the one pass over a JSON text that checks all of it (RFC 8259: grammar, UTF-8, escapes, numbers) and
 * notes each value's place in one flat array, so that a subtree is skipped in one step. Nothing is copied or
 * converted: json.h reads the values from the text. Repeated names are kept, numbers may have any size. Refused
 * although RFC 8259 allows it: nesting past LIMIT_JSON_DEPTH, more than LIMIT_JSON_NODES values, and the escape for
 * U+0000, which would cut C strings short.
 *
 * The text is borrowed: it must outlive the document's use. Pure; a document belongs to one thread at a time.
 */

#include "monitor/base/buf.h"

enum json_kind {
	JSON_KIND_MISSING = 0, /* what a look-up gives that found nothing */
	JSON_KIND_NULL,
	JSON_KIND_FALSE,
	JSON_KIND_TRUE,
	JSON_KIND_NUMBER,
	JSON_KIND_STRING,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT,
};

struct json_node {
	uint32_t start;   /* of the value's text; of a string, behind the quote */
	uint32_t end;     /* one past it; of a string, the closing quote */
	uint32_t next;    /* index of the first node after this value and all it holds */
	uint32_t parent;  /* index of the array or object that holds it */
	uint32_t key;     /* of a member's name: behind the quote */
	uint32_t key_len; /* as written; 0 for "" and outside objects */
	uint8_t kind;     /* enum json_kind */
	bool escaped;     /* a string with escapes in it */
	bool key_escaped;
};

#define JSON_NODE_NONE UINT32_MAX /* the root's parent */

struct json_doc {
	struct span in;          /* borrowed, but see `text` */
	struct json_node *nodes; /* owned; depth first, the root is 0 */
	uint32_t count;
	uint32_t room;
	char *text;       /* owned: what `in` is where the text was not JSON (xml.h); else NULL */
	uint32_t *places; /* owned: then each node's place in the text that was read */
};

#define JSON_DOC_INIT ((struct json_doc){.nodes = NULL})

/* Read `in`, any JSON value with nothing but white space around it. A document may be used again and keeps its
 * allocation; after a failure it is empty. ERR_MALFORMED, ERR_TOO_BIG (text, nodes, depth), ERR_NOMEM; `why` gets
 * the offset and the path of the value being read, "[0].eventos[2].fecEvento". */
int json_parse(struct json_doc *doc, struct span in, struct why *why) MUST_CHECK;

/* Free the nodes; usable again. Accepts NULL. */
void json_doc_clear(struct json_doc *doc);

/* Empty it but for its allocation of nodes. */
void json_doc_forget(struct json_doc *doc);

/* Room for one more node; ERR_TOO_BIG past LIMIT_JSON_NODES, ERR_NOMEM. For readers of other texts into the same tree. */
int json_doc_grow(struct json_doc *doc, size_t text_bytes) MUST_CHECK;

/* What one escape (at its backslash) stands for: writes its UTF-8 and returns how many bytes that is; *used gets the
 * escape's own length. 0 when it is broken, half of a surrogate pair, or U+0000. */
size_t json_escape(struct span in, char utf8[4], size_t *used);

/* The path of a node, "[0].eventos[2].fecEvento", with `below` (may be "") as a member or item of it: the last part of
 * it, after "...", when it is longer than `room`. */
void json_node_path(
    const struct json_doc *doc, uint32_t node, const char *below, char *dst, size_t room);
