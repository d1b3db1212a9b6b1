#include "monitor/web/form.h"

#include <inttypes.h>
#include <string.h>

#include "monitor/base/text.h"

enum { NAME_ROOM = 48, COOKIE_NAME_ROOM = 64 };

void
form_init(struct form *form)
{
	*form = (struct form){.text = BUF_INIT(LIMIT_FORM_BYTES)};
}

void
form_clear(struct form *form)
{
	buf_clear(&form->text);
	form->count = 0;
}

static int
fail(struct why *why, int code, struct span name, const char *text)
{
	char path[NAME_ROOM];

	(void)text_clean(path, sizeof(path), name);
	return why_set(why, code, SIZE_MAX, path, "%s", text);
}

/* Append one decoded piece and its NUL; *at is where it begins. */
static int
add_piece(struct form *form, struct span in, size_t *at)
{
	size_t from = form->text.len;
	int rc = text_percent_decode(&form->text, in, true);

	if (rc == 0 &&
	    !text_utf8_valid((struct span){buf_str(&form->text) + from, form->text.len - from}))
		rc = ERR_MALFORMED;
	if (rc == 0)
		rc = buf_add_char(&form->text, '\0');
	*at = from;
	return rc;
}

int
form_parse(struct form *form, struct span in, struct why *why)
{
	size_t names[LIMIT_FORM_FIELDS] = {0}, values[LIMIT_FORM_FIELDS] = {0};
	struct span pair;
	int rc = 0;

	buf_reset(&form->text);
	form->count = 0;
	while (rc == 0 && text_split(&in, '&', &pair)) {
		struct span name = {pair.data, 0};

		if (pair.len == 0)
			continue;
		if (form->count == LIMIT_FORM_FIELDS)
			return fail(why, ERR_TOO_BIG, name, "too many fields");
		(void)text_split(&pair, '=', &name);
		rc = add_piece(form, name, &names[form->count]);
		if (rc == 0)
			rc = add_piece(form, pair, &values[form->count]);
		if (rc < 0)
			return fail(why, rc, name,
			    rc == ERR_MALFORMED
				? "cannot be read: percent-encoded UTF-8 is expected"
				: err_text(rc));
		for (size_t i = 0; i < form->count; i++)
			if (strcmp(form->text.data + names[i],
				form->text.data + names[form->count]) == 0)
				return fail(why, ERR_EXISTS, name, "is there twice");
		form->count++;
	}
	for (size_t i = 0; i < form->count; i++)
		form->fields[i] =
		    (struct form_field){form->text.data + names[i], form->text.data + values[i]};
	return rc;
}

static const struct form_field *
find(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->fields[i].name, name) == 0)
			return &form->fields[i];
	return NULL;
}

const char *
form_get(const struct form *form, const char *name)
{
	const struct form_field *field = find(form, name);

	return field != NULL ? field->value : "";
}

bool
form_has(const struct form *form, const char *name)
{
	return find(form, name) != NULL;
}

/* ---- cookies ---- */

bool
form_cookie(const char *header, const char *name, char *dst, size_t room)
{
	struct span rest = span_of(header), pair, key;
	size_t found = 0;

	dst[0] = '\0';
	while (text_split(&rest, ';', &pair)) {
		pair = text_trim(pair);
		if (!text_split(&pair, '=', &key) || !span_equal_str(key, name))
			continue;
		if (text_copy_span(dst, room, pair) < 0)
			return false;
		found++;
	}
	/* Two of one name: another page of this host may have put one there. */
	if (found != 1)
		dst[0] = '\0';
	return found == 1;
}

int
form_cookie_add(struct buf *b, const char *name, const char *value, int64_t max_age_s, bool tls)
{
	return buf_addf(b, "%s%s=%s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=Lax%s",
	    tls ? "__Host-" : "", name, value, max_age_s, tls ? "; Secure" : "");
}
