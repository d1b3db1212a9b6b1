#include "monitor/base/json_scan.h"

#include <assert.h>
#include <string.h>
#include <stdlib.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

struct scan {
	struct json_doc *doc;
	const char *start;
	const char *at;
	const char *end;
	uint32_t parent;  /* the innermost open array or object, or JSON_NODE_NONE */
	uint32_t reading; /* what an error is about: the node being read, else its parent */
	uint32_t depth;
	const char *fault; /* one sentence, set with every error */
};

static int
fail(struct scan *s, int code, const char *fault)
{
	s->fault = fault;
	return code;
}

static int
fail_here(struct scan *s, const char *fault)
{
	return fail(s, ERR_MALFORMED, s->at == s->end ? "the text ends too early" : fault);
}

static uint32_t
offset_of(const struct scan *s, const char *at)
{
	return (uint32_t)(at - s->start);
}

static void
skip_blanks(struct scan *s)
{
	const char *at = s->at;

	while (at < s->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
		at++;
	s->at = at;
}

/* At first for what such a text is likely to hold, then twice as many. */
int
json_doc_grow(struct json_doc *doc, size_t text_bytes)
{
	uint32_t room = doc->room > 0 ? doc->room * 2 : 16 + (uint32_t)(text_bytes / 16);
	struct json_node *nodes;

	if (doc->count < doc->room)
		return 0;
	if (doc->count >= LIMIT_JSON_NODES)
		return ERR_TOO_BIG;
	if (room > LIMIT_JSON_NODES)
		room = LIMIT_JSON_NODES;
	nodes = reallocarray(doc->nodes, room, sizeof(*nodes));
	if (nodes == NULL)
		return ERR_NOMEM;
	doc->nodes = nodes;
	doc->room = room;
	return 0;
}

/* Append an empty node below the open container. */
static int
add_node(struct scan *s, struct json_node **out)
{
	struct json_doc *doc = s->doc;
	int rc;

	if (doc->count == doc->room) {
		rc = json_doc_grow(doc, (size_t)(s->end - s->start));
		if (rc < 0)
			return fail(s, rc,
			    rc == ERR_NOMEM ? "there is no memory for its values"
					    : "there are too many values");
	}
	*out = &doc->nodes[doc->count++];
	**out = (struct json_node){.next = doc->count, .parent = s->parent};
	return 0;
}

/* True when none of the eight bytes ends a plain run: no quote, backslash, control character or byte past ASCII. A
 * borrow can only make a clean byte look bad above one that is bad. */
static bool
plain_word(const char *at)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return (((word - ones * 0x20) | ((word ^ ones * '"') - ones) |
		    ((word ^ ones * '\\') - ones) | word) &
		   ones * 0x80) == 0;
}

/* The end of the plain run that begins at `at`. */
static const char *
skip_plain(const char *at, const char *end)
{
	while (end - at >= 8 && plain_word(at))
		at += 8;
	while (at < end && (unsigned char)*at >= 0x20 && (unsigned char)*at < 0x80 && *at != '"' &&
	    *at != '\\')
		at++;
	return at;
}

/* From behind the opening quote to behind the closing one. */
static int
scan_string(struct scan *s, uint32_t *start, uint32_t *end, bool *escaped)
{
	struct span rest;
	char utf8[4];
	uint32_t point;
	size_t used;

	*start = offset_of(s, s->at);
	for (;;) {
		s->at = skip_plain(s->at, s->end);
		if (s->at == s->end || (unsigned char)*s->at < 0x20)
			return fail_here(s, "a string holds a control character");
		if (*s->at == '"')
			break;
		rest = (struct span){s->at, (size_t)(s->end - s->at)};
		if (*s->at == '\\') {
			if (json_escape(rest, utf8, &used) == 0)
				return fail_here(s, "a string holds an escape that means nothing");
			*escaped = true;
		} else {
			used = text_utf8_next(rest, &point);
			if (used == 0)
				return fail_here(s, "a string is not valid UTF-8");
		}
		s->at += used;
	}
	*end = offset_of(s, s->at);
	s->at++;
	return 0;
}

static int
scan_digits(struct scan *s)
{
	if (s->at == s->end || !text_is_digit(*s->at))
		return fail_here(s, "a number lacks a digit");
	while (s->at < s->end && text_is_digit(*s->at))
		s->at++;
	return 0;
}

static int
scan_number(struct scan *s)
{
	int rc;

	if (*s->at == '-')
		s->at++;
	if (s->at < s->end && *s->at == '0') {
		s->at++;
		if (s->at < s->end && text_is_digit(*s->at))
			return fail_here(s, "a number begins with 0");
	} else {
		rc = scan_digits(s);
		if (rc < 0)
			return rc;
	}
	if (s->at < s->end && *s->at == '.') {
		s->at++;
		rc = scan_digits(s);
		if (rc < 0)
			return rc;
	}
	if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
		s->at++;
		if (s->at < s->end && (*s->at == '+' || *s->at == '-'))
			s->at++;
		rc = scan_digits(s);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static int
scan_word(struct scan *s, const char *word)
{
	for (; *word != '\0'; word++, s->at++) {
		if (s->at == s->end || *s->at != *word)
			return fail_here(s, "a value is expected here");
	}
	return 0;
}

/* A member's name and its colon. */
static int
scan_name(struct scan *s, struct json_node *node)
{
	uint32_t end;
	int rc;

	if (s->at == s->end || *s->at != '"')
		return fail_here(s, "a name in quotes is expected here");
	s->at++;
	rc = scan_string(s, &node->key, &end, &node->key_escaped);
	if (rc < 0)
		return rc;
	node->key_len = end - node->key;
	skip_blanks(s);
	if (s->at == s->end || *s->at != ':')
		return fail_here(s, "a colon is expected here");
	s->at++;
	skip_blanks(s);
	return 0;
}

/* The value at s->at; of an array or object only its opening bracket. */
static int
scan_value(struct scan *s, struct json_node *node)
{
	int rc = 0;

	node->start = offset_of(s, s->at);
	switch (s->at < s->end ? *s->at : '\0') {
	case '{':
	case '[':
		node->kind = *s->at == '{' ? JSON_KIND_OBJECT : JSON_KIND_ARRAY;
		if (s->depth == LIMIT_JSON_DEPTH)
			return fail(s, ERR_TOO_BIG, "it is nested too deep");
		s->depth++;
		s->parent = s->doc->count - 1;
		s->at++;
		return 0;
	case '"':
		node->kind = JSON_KIND_STRING;
		s->at++;
		return scan_string(s, &node->start, &node->end, &node->escaped);
	case 't':
		node->kind = JSON_KIND_TRUE;
		rc = scan_word(s, "true");
		break;
	case 'f':
		node->kind = JSON_KIND_FALSE;
		rc = scan_word(s, "false");
		break;
	case 'n':
		node->kind = JSON_KIND_NULL;
		rc = scan_word(s, "null");
		break;
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		node->kind = JSON_KIND_NUMBER;
		rc = scan_number(s);
		break;
	default: return fail_here(s, "a value is expected here");
	}
	node->end = offset_of(s, s->at);
	return rc;
}

/* Behind a value: close what ends with it, up to the comma before the next one. *more is false at the end of all. */
static int
scan_after(struct scan *s, bool *more)
{
	struct json_node *open;

	while (s->parent != JSON_NODE_NONE) {
		s->reading = s->parent;
		open = &s->doc->nodes[s->parent];
		skip_blanks(s);
		if (s->at < s->end && *s->at == ',') {
			s->at++;
			*more = true;
			return 0;
		}
		if (s->at == s->end || *s->at != (open->kind == JSON_KIND_OBJECT ? '}' : ']'))
			return fail_here(s,
			    open->kind == JSON_KIND_OBJECT ? "a comma or } is expected here"
							   : "a comma or ] is expected here");
		s->at++;
		open->end = offset_of(s, s->at);
		open->next = s->doc->count;
		s->parent = open->parent;
		s->depth--;
	}
	*more = false;
	return 0;
}

static int
scan_text(struct scan *s)
{
	struct json_node *node;
	bool more = true;
	int rc;

	while (more) {
		skip_blanks(s);
		rc = add_node(s, &node);
		if (rc < 0)
			return rc;
		if (s->parent != JSON_NODE_NONE &&
		    s->doc->nodes[s->parent].kind == JSON_KIND_OBJECT) {
			rc = scan_name(s, node);
			if (rc < 0)
				return rc;
		}
		s->reading = s->doc->count - 1;
		rc = scan_value(s, node);
		if (rc < 0)
			return rc;
		skip_blanks(s);
		if (s->parent == s->doc->count - 1 && s->at < s->end && *s->at != '}' &&
		    *s->at != ']')
			continue; /* the first item or member of what was opened */
		rc = scan_after(s, &more);
		if (rc < 0)
			return rc;
	}
	skip_blanks(s);
	if (s->at != s->end)
		return fail_here(s, "something follows the value");
	return 0;
}

void
json_doc_forget(struct json_doc *doc)
{
	free(doc->text);
	free(doc->places);
	doc->text = NULL;
	doc->places = NULL;
	doc->in = (struct span){NULL, 0};
	doc->count = 0;
}

int
json_parse(struct json_doc *doc, struct span in, struct why *why)
{
	struct scan s = {.doc = doc,
	    .start = in.data,
	    .at = in.data,
	    .parent = JSON_NODE_NONE,
	    .reading = JSON_NODE_NONE};
	char path[sizeof((struct why){0}.path)];
	int rc;

	json_doc_forget(doc);
	doc->in = in;
	if (in.len > LIMIT_JSON_BYTES) {
		rc = fail(&s, ERR_TOO_BIG, "the text is too long");
	} else {
		s.end = in.len > 0 ? in.data + in.len : in.data; /* NULL takes no offset */
		rc = scan_text(&s);
	}
	if (rc < 0) {
		json_node_path(doc, s.reading, "", path, sizeof(path));
		why_set(why, rc, (size_t)(s.at - s.start), path, "%s", s.fault);
		json_doc_forget(doc);
	}
	return rc;
}

void
json_doc_clear(struct json_doc *doc)
{
	if (doc == NULL)
		return;
	json_doc_forget(doc);
	free(doc->nodes);
	*doc = JSON_DOC_INIT;
}

/* Four hex digits; false when they are not. */
static bool
read_hex4(const char *at, uint32_t *out)
{
	uint32_t value = 0;
	char c;

	for (int i = 0; i < 4; i++) {
		c = text_lower(at[i]);
		if (text_is_digit(c))
			value = value << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value << 4 | (uint32_t)(c - 'a' + 10);
		else
			return false;
	}
	*out = value;
	return true;
}

static size_t
put_utf8(uint32_t point, char utf8[4])
{
	if (point < 0x80) {
		utf8[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		utf8[0] = (char)(0xc0 | point >> 6);
		utf8[1] = (char)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		utf8[0] = (char)(0xe0 | point >> 12);
		utf8[1] = (char)(0x80 | (point >> 6 & 0x3f));
		utf8[2] = (char)(0x80 | (point & 0x3f));
		return 3;
	}
	utf8[0] = (char)(0xf0 | point >> 18);
	utf8[1] = (char)(0x80 | (point >> 12 & 0x3f));
	utf8[2] = (char)(0x80 | (point >> 6 & 0x3f));
	utf8[3] = (char)(0x80 | (point & 0x3f));
	return 4;
}

size_t
json_escape(struct span in, char utf8[4], size_t *used)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter;
	uint32_t low, point;

	if (in.len < 2)
		return 0;
	if (in.data[1] != 'u') {
		letter = memchr(letters, in.data[1], sizeof(letters) - 1);
		if (letter == NULL)
			return 0;
		utf8[0] = meanings[letter - letters];
		*used = 2;
		return 1;
	}
	if (in.len < 6 || !read_hex4(in.data + 2, &point) || point == 0)
		return 0;
	*used = 6;
	if (point >= 0xd800 && point <= 0xdfff) {
		if (point >= 0xdc00 || in.len < 12 || in.data[6] != '\\' || in.data[7] != 'u' ||
		    !read_hex4(in.data + 8, &low) || low < 0xdc00 || low > 0xdfff)
			return 0;
		point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
		*used = 12;
	}
	return put_utf8(point, utf8);
}

/* A path is made from its end, since that end is what tells most and what must fit. */
struct tail {
	char *start;
	char *at; /* the first byte in use */
	bool cut;
};

static void
put_before(struct tail *tail, const char *data, size_t len)
{
	size_t room = (size_t)(tail->at - tail->start);

	if (len > room) {
		data += len - room;
		len = room;
		tail->cut = true;
	}
	tail->at -= len;
	memcpy(tail->at, data, len);
}

static void
put_index_before(struct tail *tail, const struct json_doc *doc, uint32_t node)
{
	uint32_t index = 0, sibling = doc->nodes[node].parent + 1;
	char digit;

	for (; sibling != node; sibling = doc->nodes[sibling].next)
		index++;
	put_before(tail, "]", 1);
	do {
		digit = (char)('0' + index % 10);
		put_before(tail, &digit, 1);
		index /= 10;
	} while (index > 0);
	put_before(tail, "[", 1);
}

void
json_node_path(const struct json_doc *doc, uint32_t node, const char *below, char *dst, size_t room)
{
	struct tail tail = {dst, dst + room - 1, false};
	const struct json_node *n;
	char last = *below;

	assert(room > 4);
	*tail.at = '\0';
	put_before(&tail, below, strlen(below));
	for (; node != JSON_NODE_NONE && doc->nodes[node].parent != JSON_NODE_NONE;
	     node = n->parent) {
		n = &doc->nodes[node];
		if (last != '\0' && last != '[')
			put_before(&tail, ".", 1);
		if (doc->nodes[n->parent].kind == JSON_KIND_ARRAY) {
			put_index_before(&tail, doc, node);
			last = '[';
		} else {
			put_before(&tail, doc->in.data + n->key, n->key_len);
			last = '.';
		}
	}
	if (tail.cut) {
		tail.at += 3;
		while (((unsigned char)*tail.at & 0xc0) == 0x80)
			tail.at++;
		tail.at -= 3;
		memcpy(tail.at, "...", 3);
	}
	memmove(dst, tail.at, strlen(tail.at) + 1);
}
