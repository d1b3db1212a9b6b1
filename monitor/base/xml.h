#pragma once

/*
 * xml: an XML text from outside as the tree that json.h reads, so that adapters read both alike. The root is an object with
 * one member, the document's element. An element is a member by its name without prefix; repeated elements are repeated
 * members (json_items). One with nothing but text is a string, trimmed, "" when empty; one with attributes or elements
 * an object, attributes as "@name", its text, if any, as "#text". Attributes with a prefix belong to the schema, not to the
 * carrier, and are dropped, but xsi:nil="true" makes its element null. Numbers and booleans stay strings.
 *
 * Refused: a document type (and so every entity but the five), nesting past LIMIT_JSON_DEPTH, more than LIMIT_JSON_NODES
 * values, more than LIMIT_JSON_BYTES of text. The only file that includes expat. Pure; a document belongs to one
 * thread at a time.
 */

#include "monitor/base/json.h"

/* Read `in` into `doc`, which owns what it keeps of it: `in` need not outlive the call. After a failure it is empty.
 * ERR_MALFORMED, ERR_TOO_BIG, ERR_NOMEM; `why` gets the offset and the path of the element being read. */
int xml_parse(struct json_doc *doc, struct span in, struct why *why) MUST_CHECK;

/* Append text for an element or a quoted attribute; what XML cannot hold becomes a blank. ERR_NOMEM, ERR_TOO_BIG. */
int xml_add_text(struct buf *b, struct span text);
