#include "monitor/shops/asking.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/base/zone.h"

enum { ID_ROOM = 24 };

struct asking_place
asking_place_of(const char *cursor)
{
	struct asking_place place = {0, 0, 0};
	int64_t *const parts[] = {&place.step, &place.at, &place.more};
	struct span rest = span_of(cursor), part;

	for (size_t i = 0; i < 3; i++)
		if (!text_split(&rest, '/', &part) ||
		    text_parse_i64(part, 0, INT32_MAX, parts[i]) < 0)
			return (struct asking_place){0, 0, 0};
	return place;
}

void
asking_next(struct shop_answer *out, int64_t step, int64_t at, bool more)
{
	(void)snprintf(
	    out->next, sizeof(out->next), "%lld/%lld/%d", (long long)step, (long long)at, more);
}

void
asking_add_query(struct buf *url, const char *name, const char *value)
{
	(void)buf_add_char(url, strchr(buf_str(url), '?') == NULL ? '?' : '&');
	(void)text_add_percent(url, span_of(name));
	(void)buf_add_char(url, '=');
	(void)text_add_percent(url, span_of(value));
}

void
asking_add_time(struct buf *out, int64_t utc_ms, const char *zone)
{
	int32_t day, second, offset_min;

	zone_wall(zone, utc_ms, &day, &second, &offset_min);
	(void)day_add(out, day);
	(void)buf_addf(out, " %02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
}

/* Only numbers are ids: what else stands there would be read as a part of the question. */
static bool
read_id(struct json_value v, char id[ID_ROOM])
{
	int64_t number;

	if (json_kind(v) == JSON_KIND_ARRAY) /* [id, name] */
		v = json_at(v, 0);
	return json_text_copy(v, id, ID_ROOM) &&
	    text_parse_i64(span_of(id), 1, INT64_MAX, &number) == 0;
}

int
asking_add_ids(const struct shop_query *q, const char *path, const char *member,
    const char *separator, struct buf *out)
{
	struct json_doc doc = JSON_DOC_INIT;
	const char *before = "";
	struct json_value rows;
	struct why why;
	char id[ID_ROOM];
	int rc = json_parse(&doc, q->gathered, &why);

	if (rc < 0)
		goto out;
	rows = json_path(json_root(&doc), path);
	for (struct json_value e = json_first(rows); json_exists(e); e = json_next(e)) {
		if (!read_id(json_get(e, member), id) ||
		    asking_row(rows, member, json_get(e, member)).node != e.node)
			continue; /* none, or one that a row before has named */
		(void)buf_addf(out, "%s%s", before, id);
		before = separator;
	}
	if (before[0] == '\0')
		(void)buf_add_char(out, '0');
	rc = buf_error(out);
out:
	json_doc_clear(&doc);
	return rc;
}

struct json_value
asking_row(struct json_value rows, const char *member, struct json_value id)
{
	char wanted[ID_ROOM], has[ID_ROOM];

	if (read_id(id, wanted))
		for (struct json_value e = json_first(rows); json_exists(e); e = json_next(e))
			if (read_id(json_get(e, member), has) && strcmp(has, wanted) == 0)
				return e;
	return (struct json_value){.doc = NULL};
}

int
asking_parse(const struct shop_message *m, struct json_doc *doc, struct why *why)
{
	int rc = fields_parse(m, doc, why);

	if (rc == 0 && json_kind(json_root(doc)) != JSON_KIND_ARRAY)
		rc = json_fault(json_root(doc), why, ERR_MALFORMED, "must be a list of answers");
	return rc;
}
