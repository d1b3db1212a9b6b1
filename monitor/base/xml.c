#include "monitor/base/xml.h"

#include <assert.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

struct reading {
	XML_Parser parser;
	struct json_doc *doc;
	size_t text_bytes; /* of the whole text */
	struct buf kept;   /* names and texts that nodes point into */
	struct buf open;   /* text of the open elements so far, the innermost last */
	size_t opened_at[LIMIT_JSON_DEPTH]; /* where in `open` each begins */
	uint32_t depth;
	uint32_t parent; /* the innermost open element */
	uint32_t places_room;
	int rc;
	const char *fault;
};

static void
stop(struct reading *r, int code, const char *fault)
{
	if (r->rc != 0)
		return;
	r->rc = code;
	r->fault = fault;
	(void)XML_StopParser(r->parser, XML_FALSE);
}

static void
stop_full(struct reading *r, int code)
{
	stop(r, code,
	    code == ERR_NOMEM ? "there is no memory for its values" : "there are too many values");
}

/* `prefix` is "@" for attributes. */
static bool
keep_name(struct reading *r, const char *prefix, const char *name, struct json_node *node)
{
	const char *colon = strchr(name, ':');

	node->key = (uint32_t)r->kept.len;
	(void)buf_add_str(&r->kept, prefix); /* errors are sticky */
	(void)buf_add_str(&r->kept, colon != NULL && colon[1] != '\0' ? colon + 1 : name);
	node->key_len = (uint32_t)r->kept.len - node->key;
	if (buf_error(&r->kept) != 0)
		stop_full(r, buf_error(&r->kept));
	return r->rc == 0;
}

static bool
keep_text(struct reading *r, struct span text, struct json_node *node)
{
	node->start = (uint32_t)r->kept.len;
	if (text.len > 0)
		(void)buf_add(&r->kept, text.data, text.len);
	node->end = (uint32_t)r->kept.len;
	if (buf_error(&r->kept) != 0)
		stop_full(r, buf_error(&r->kept));
	return r->rc == 0;
}

/* A node below the open element, which thereby is an object; its index, or JSON_NODE_NONE. */
static uint32_t
add_node(struct reading *r, enum json_kind kind)
{
	struct json_doc *doc = r->doc;
	uint32_t *places;
	int rc = json_doc_grow(doc, r->text_bytes);

	if (rc == 0 && r->places_room < doc->room) {
		places = reallocarray(doc->places, doc->room, sizeof(*places));
		if (places == NULL)
			rc = ERR_NOMEM;
		else {
			doc->places = places;
			r->places_room = doc->room;
		}
	}
	if (rc < 0) {
		stop_full(r, rc);
		return JSON_NODE_NONE;
	}
	doc->places[doc->count] =
	    r->parser != NULL ? (uint32_t)XML_GetCurrentByteIndex(r->parser) : 0;
	if (r->parent != JSON_NODE_NONE && doc->nodes[r->parent].kind == JSON_KIND_STRING)
		doc->nodes[r->parent].kind = JSON_KIND_OBJECT;
	doc->nodes[doc->count] =
	    (struct json_node){.kind = (uint8_t)kind, .next = doc->count + 1, .parent = r->parent};
	return doc->count++;
}

static void
add_attribute(struct reading *r, const char *name, const char *value)
{
	const char *local = strrchr(name, ':');
	uint32_t at;

	if (local != NULL || strcmp(name, "xmlns") == 0) {
		if (local != NULL && strcmp(local, ":nil") == 0 &&
		    (strcmp(value, "true") == 0 || strcmp(value, "1") == 0))
			r->doc->nodes[r->parent].kind = JSON_KIND_NULL;
		return;
	}
	at = add_node(r, JSON_KIND_STRING);
	if (at != JSON_NODE_NONE && keep_name(r, "@", name, &r->doc->nodes[at]))
		(void)keep_text(r, span_of(value), &r->doc->nodes[at]);
}

static void XMLCALL
on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *r = arg;
	uint32_t at;

	if (r->rc != 0)
		return;
	if (r->depth == LIMIT_JSON_DEPTH) {
		stop(r, ERR_TOO_BIG, "it is nested too deep");
		return;
	}
	at = add_node(r, JSON_KIND_STRING);
	if (at == JSON_NODE_NONE || !keep_name(r, "", name, &r->doc->nodes[at]))
		return;
	r->opened_at[r->depth++] = r->open.len;
	r->parent = at;
	for (size_t i = 0; attributes[i] != NULL && r->rc == 0; i += 2)
		add_attribute(r, attributes[i], attributes[i + 1]);
}

static void XMLCALL
on_text(void *arg, const XML_Char *text, int len)
{
	struct reading *r = arg;

	if (r->rc == 0 && buf_add(&r->open, text, (size_t)len) < 0)
		stop_full(r, buf_error(&r->open));
}

static void XMLCALL
on_end(void *arg, const XML_Char *name)
{
	struct reading *r = arg;
	struct json_node *node;
	struct span text;
	size_t from;
	uint32_t at = r->parent;

	(void)name;
	if (r->rc != 0)
		return;
	from = r->opened_at[r->depth - 1];
	text = text_trim(
	    (struct span){r->open.len > from ? r->open.data + from : "", r->open.len - from});
	node = &r->doc->nodes[at];
	if (node->kind == JSON_KIND_STRING) {
		if (!keep_text(r, text, node))
			return;
	} else if (node->kind == JSON_KIND_OBJECT && text.len > 0) {
		at = add_node(r, JSON_KIND_STRING);
		if (at == JSON_NODE_NONE || !keep_name(r, "", "#text", &r->doc->nodes[at]) ||
		    !keep_text(r, text, &r->doc->nodes[at]))
			return;
		node = &r->doc->nodes[r->parent];
	}
	node->next = r->doc->count;
	r->open.len = from;
	r->depth--;
	r->parent = node->parent;
}

static void XMLCALL
on_doctype(void *arg, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
    int internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	stop(arg, ERR_MALFORMED, "a document type is not read");
}

static void
parse(struct reading *r, struct span in)
{
	if (add_node(r, JSON_KIND_OBJECT) == JSON_NODE_NONE)
		return;
	r->parent = 0;
	r->parser = XML_ParserCreate(NULL);
	if (r->parser == NULL) {
		r->rc = ERR_NOMEM;
		r->fault = "there is no memory for it";
		return;
	}
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, on_start, on_end);
	XML_SetCharacterDataHandler(r->parser, on_text);
	XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
	if (XML_Parse(r->parser, in.data, (int)in.len, XML_TRUE) != XML_STATUS_OK && r->rc == 0) {
		enum XML_Error error = XML_GetErrorCode(r->parser);

		r->rc = error == XML_ERROR_NO_MEMORY ? ERR_NOMEM : ERR_MALFORMED;
		r->fault = XML_ErrorString(error);
	}
	r->doc->nodes[0].next = r->doc->count;
}

int
xml_parse(struct json_doc *doc, struct span in, struct why *why)
{
	struct reading r = {.doc = doc,
	    .text_bytes = in.len,
	    .kept = BUF_INIT(LIMIT_JSON_BYTES),
	    .open = BUF_INIT(LIMIT_JSON_BYTES),
	    .parent = JSON_NODE_NONE};
	char path[sizeof((struct why){0}.path)];
	size_t offset = 0;

	json_doc_forget(doc);
	if (in.len > LIMIT_JSON_BYTES) {
		r.rc = ERR_TOO_BIG;
		r.fault = "the text is too long";
	} else {
		parse(&r, in);
	}
	doc->in = buf_span(&r.kept); /* before paths are made of it */
	if (r.rc < 0) {
		if (r.parser != NULL)
			offset = (size_t)XML_GetCurrentByteIndex(r.parser);
		path[0] = '\0';
		if (r.parent != JSON_NODE_NONE)
			json_node_path(doc, r.parent, "", path, sizeof(path));
		why_set(why, r.rc, offset, path, "%s", r.fault);
		json_doc_forget(doc);
		buf_clear(&r.kept);
	} else {
		doc->text = buf_take(&r.kept, &doc->in.len);
		doc->in.data = doc->text;
	}
	buf_clear(&r.open);
	if (r.parser != NULL)
		XML_ParserFree(r.parser);
	return r.rc;
}

int
xml_add_text(struct buf *b, struct span text)
{
	static const struct {
		char c;
		const char *written;
	} escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"},
	    {'\t', "&#9;"}, {'\n', "&#10;"}, {'\r', "&#13;"}};

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		const char *written = NULL;

		for (size_t e = 0; e < sizeof(escapes) / sizeof(escapes[0]); e++)
			if (escapes[e].c == c)
				written = escapes[e].written;
		if (written != NULL)
			(void)buf_add_str(b, written); /* errors are sticky */
		else
			(void)buf_add_char(b, (unsigned char)c < 0x20 ? ' ' : c);
	}
	return buf_error(b);
}
