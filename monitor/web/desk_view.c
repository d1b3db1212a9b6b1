#include "monitor/web/desk_view.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/web/desk_rail.h"
#include "monitor/web/page.h"

void
desk_view_init(struct desk_view *v, struct api_call *call)
{
	memset(v, 0, sizeof(*v));
	v->call = call;
}

void
desk_view_clear(struct desk_view *v)
{
	for (size_t i = 0; i < v->list_count; i++) {
		for (size_t j = 0; j < v->lists[i].count; j++)
			free((void *)(uintptr_t)v->lists[i].rows[j].values);
		free(v->lists[i].rows);
	}
	for (size_t i = 0; i < v->text_count; i++)
		free(v->texts[i]);
	free(v->texts);
	desk_view_init(v, v->call);
}

/* ---- texts ---- */

const char *
desk_text(struct desk_view *v, const char *text)
{
	char *copy;

	if (text[0] == '\0')
		return "";
	if (v->text_count == v->text_room) {
		size_t room = v->text_room == 0 ? 64 : 2 * v->text_room;
		char **more =
		    room <= DESK_TEXTS ? realloc(v->texts, room * sizeof(v->texts[0])) : NULL;

		if (more == NULL) {
			v->error = ERR_NOMEM;
			return "";
		}
		v->texts = more;
		v->text_room = room;
	}
	copy = strdup(text);
	if (copy == NULL) {
		v->error = ERR_NOMEM;
		return "";
	}
	v->texts[v->text_count++] = copy;
	return copy;
}

const char *
desk_say(struct desk_view *v, const char *key, const char *what)
{
	const char *word = pages_word(v->call->api->pages, v->call->set, v->call->locale, key);
	const char *hole = strchr(word, '$');
	struct buf b = BUF_INIT(4096);
	const char *said;

	if (hole == NULL)
		return word;
	(void)buf_add(&b, word, (size_t)(hole - word));
	(void)buf_add_str(&b, what);
	(void)buf_add_str(&b, hole + 1);
	said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

static const char *
words(struct desk_view *v, enum locale_style style, int32_t day, int32_t second)
{
	struct buf b = BUF_INIT(256);
	const char *said = "";

	if (locale_add_words(&b, v->call->locale, style, day, second) == 0)
		said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

const char *
desk_day(struct desk_view *v, int32_t day)
{
	int32_t today = zone_day(desk_shop_zone(v->call), v->call->now_utc_ms);

	if (day == DAY_NONE)
		return "";
	/* The month is said only where a number alone would mislead. */
	return words(v, abs(day - today) < 14 ? LOCALE_STYLE_WEEKDAY : LOCALE_STYLE_DAY, day, -1);
}

const char *
desk_hour(struct desk_view *v, const char *zone, int64_t utc_ms)
{
	int32_t day, second, offset_min;

	if (utc_ms == AT_NONE)
		return "";
	zone_wall(zone, utc_ms, &day, &second, &offset_min);
	return words(v, LOCALE_STYLE_TIME, day, second);
}

const char *
desk_moment(struct desk_view *v, const char *zone, int64_t utc_ms)
{
	struct buf b = BUF_INIT(256);
	const char *said;
	int32_t day;

	if (utc_ms == AT_NONE)
		return "";
	day = zone_day(zone, utc_ms);
	if (day != zone_day(zone, v->call->now_utc_ms))
		(void)buf_addf(&b, "%s, ", desk_day(v, day));
	(void)buf_add_str(&b, desk_hour(v, zone, utc_ms));
	said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

/* ---- values ---- */

static void
put(struct desk_view *v, struct mustache_value value)
{
	assert(v->count < DESK_VALUES);
	v->values[v->count++] = value;
}

void
desk_set(struct desk_view *v, const char *name, const char *text)
{
	put(v, (struct mustache_value){.name = name, .text = text});
}

void
desk_set_flag(struct desk_view *v, const char *name, bool on)
{
	desk_set(v, name, on ? "1" : "");
}

void
desk_set_markup(struct desk_view *v, const char *name, const char *markup)
{
	put(v, (struct mustache_value){.name = name, .markup = markup});
}

struct desk_list *
desk_list(struct desk_view *v, size_t room)
{
	struct desk_list *list;

	assert(v->list_count < sizeof(v->lists) / sizeof(v->lists[0]));
	list = &v->lists[v->list_count++];
	list->rows = calloc(room, sizeof(list->rows[0]));
	if (list->rows == NULL)
		v->error = ERR_NOMEM;
	else
		list->room = room;
	return list;
}

void
desk_row(struct desk_view *v, struct desk_list *list)
{
	struct mustache_value *cells;

	if (list->count == list->room)
		return;
	cells = calloc(DESK_ROW_VALUES, sizeof(*cells));
	if (cells == NULL)
		v->error = ERR_NOMEM;
	else
		list->rows[list->count++].values = cells;
}

static void
put_cell(struct desk_view *v, struct desk_list *list, struct mustache_value value)
{
	struct mustache_view *row = list->count > 0 ? &list->rows[list->count - 1] : NULL;

	if (v->error != 0 || row == NULL)
		return;
	assert(row->count < DESK_ROW_VALUES);
	((struct mustache_value *)(uintptr_t)row->values)[row->count++] = value;
}

void
desk_cell(struct desk_view *v, struct desk_list *list, const char *name, const char *text)
{
	put_cell(v, list, (struct mustache_value){.name = name, .text = text});
}

void
desk_cell_markup(struct desk_view *v, struct desk_list *list, const char *name, const char *markup)
{
	put_cell(v, list, (struct mustache_value){.name = name, .markup = markup});
}

void
desk_set_list(struct desk_view *v, const char *name, const struct desk_list *list)
{
	put(v,
	    (struct mustache_value){.name = name, .items = list->rows, .item_count = list->count});
}

/* ---- the page ---- */

const char *
desk_shop_zone(const struct api_call *call)
{
	const struct shop *shop = policy_shop(call->policy, call->shop);

	if (shop == NULL && call->policy->shop_count > 0)
		shop = &call->policy->shops[0];
	return shop != NULL ? shop->zone : "UTC";
}

bool
desk_sees_account(const struct api_call *call, const struct account *a)
{
	return a->shop[0] == '\0' || api_sees(call, a->shop);
}

int
desk_count(struct desk_view *v)
{
	struct store_reader *reader = v->call->api->reader;
	struct store_cursor cursor = {.len = 0};
	uint64_t open[LIMIT_OPEN_INCIDENTS];
	struct store_status s;
	size_t incidents = 0;
	int rc;

	if (v->counted)
		return 0;
	rc = store_counts(reader, v->call->shop, &s);
	if (rc == 0 && v->call->shop[0] == '\0')
		rc = store_incidents(reader, true, &cursor, open, LIMIT_OPEN_INCIDENTS, &incidents);
	if (rc != 0)
		return rc;
	v->counts = (struct desk_counts){.slipping = s.states[PROMISE_SLIPPING] +
		s.states[PROMISE_MISSED] + s.states[PROMISE_AT_RISK],
	    .cases = s.cases_open,
	    .unowned = s.cases_unowned,
	    .owed = s.owed,
	    .unreached = s.suppressed,
	    .incidents = incidents};
	memcpy(v->counts.states, s.states, sizeof(v->counts.states));
	rc = desk_rail_read(v, &v->pressing);
	v->counted = rc == 0;
	return rc;
}

const char *
desk_number(struct desk_view *v, uint64_t number)
{
	struct buf b = BUF_INIT(64);
	const char *said = "";

	if (locale_add_number(&b, v->call->locale, (double)number, 0) == 0)
		said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

const char *
desk_say_count(struct desk_view *v, const char *key, uint64_t number)
{
	char which[48];

	(void)snprintf(which, sizeof(which), "%s%s", key,
	    number == 0       ? ".none"
		: number == 1 ? ".one"
			      : "");
	return desk_say(v, which, desk_number(v, number));
}

void
desk_answer(struct desk_view *v, const char *page, const char *place, const char *query)
{
	desk_answer_as(v, 200, page, place, query);
}

void
desk_answer_as(
    struct desk_view *v, int status, const char *page, const char *place, const char *query)
{
	static const struct {
		const char *flag, *place;
	} places[] = {{"at_now", "now"}, {"at_slipping", "slipping"}, {"at_under_way", "under_way"},
	    {"at_cases", "cases"}, {"at_mine", "mine"}, {"at_owed", "owed"},
	    {"at_unreached", "unreached"}, {"at_incidents", "incidents"}, {"at_reports", "reports"},
	    {"at_carriers", "carriers"}, {"at_sessions", "sessions"}};
	const struct shop *shop = policy_shop(v->call->policy, v->call->shop);
	const struct mustache_view view = {v->values, 0};
	struct mustache_view whole = view;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		desk_set_flag(v, places[i].flag, strcmp(places[i].place, place) == 0);
	desk_rail_set(v);
	desk_set(v, "query", query);
	desk_set(v, "user", v->call->who.name);
	desk_set(v, "shop_name", shop != NULL ? shop->name : "");
	whole.count = v->count;
	if (v->error != 0)
		page_problem(v->call, api_status_of(v->error), err_text(v->error));
	else
		page_answer(v->call, status, page, &whole);
}
