#include "monitor/cli/view.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "monitor/base/text.h"

static bool
read_when(struct json_value v, struct when *at)
{
	char text[48];

	return json_string_copy(v, text, sizeof(text)) && when_parse(span_of(text), at) == 0;
}

int64_t
view_at(struct json_value v, const char *name)
{
	struct when at;

	return read_when(json_get(v, name), &at) ? when_utc(at) : AT_NONE;
}

int32_t
view_day(struct json_value v, const char *name)
{
	struct when at;

	return read_when(json_get(v, name), &at) ? at.day : DAY_NONE;
}

static int32_t
local_day(struct json_value v, const char *name, const char *zone)
{
	struct when at;

	return read_when(json_get(v, name), &at) ? zone_when_day(zone, at) : DAY_NONE;
}

static void
read_scans(struct view *v, struct json_value list)
{
	struct json_value e;
	struct when at;

	for (e = json_first(list); json_exists(e) && v->scan_count < VIEW_SCANS; e = json_next(e))
		if (read_when(e, &at) && when_utc(at) != AT_NONE)
			v->scans[v->scan_count++] = when_utc(at);
}

static enum data_state
data_from_name(struct json_value v)
{
	for (int s = DATA_FRESH; s < DATA_COUNT; s++)
		if (json_string_is(v, data_state_name((enum data_state)s)))
			return (enum data_state)s;
	return DATA_FRESH;
}

static void
read_texts(struct view *v, struct json_value from)
{
	const struct {
		const char *name;
		char *dst;
		size_t room;
	} texts[] = {
	    {"shop", v->shop, sizeof(v->shop)},
	    {"order", v->order, sizeof(v->order)},
	    {"carrier", v->carrier, sizeof(v->carrier)},
	    {"number", v->number, sizeof(v->number)},
	    {"customer", v->customer, sizeof(v->customer)},
	    {"email", v->email, sizeof(v->email)},
	    {"phone", v->phone, sizeof(v->phone)},
	    {"city", v->city, sizeof(v->city)},
	    {"items", v->items, sizeof(v->items)},
	    {"service", v->service, sizeof(v->service)},
	    {"carried_by", v->carried_by, sizeof(v->carried_by)},
	    {"rule", v->rule, sizeof(v->rule)},
	    {"milestone", v->milestone, sizeof(v->milestone)},
	    {"reason", v->reason, sizeof(v->reason)},
	    {"last_scan_place", v->last_place, sizeof(v->last_place)},
	    {"zone", v->zone, sizeof(v->zone)},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		(void)json_string_clean(json_get(from, texts[i].name), texts[i].dst, texts[i].room);
}

static int32_t
read_share(struct json_value from, const char *name)
{
	double share;

	if (!json_double(json_get(from, name), &share) || share < 0 || share > 1)
		return -1;
	return (int32_t)(share * 1000 + 0.5);
}

static int64_t
read_ms(struct json_value from, const char *name)
{
	int64_t ms = -1;

	(void)json_int(json_get(from, name), 0, INT64_MAX, &ms);
	return ms;
}

static void
read_days(struct forecast *f, struct json_value from)
{
	struct json_value e;

	f->after = read_share(from, "after");
	for (e = json_first(json_get(from, "by_day")); json_exists(e); e = json_next(e)) {
		int32_t share = read_share(e, "p");

		if (share < 0 || f->chance_count == FORECAST_DAYS)
			break;
		if (f->chance_count == 0)
			f->first_day = view_day(e, "day");
		f->chances[f->chance_count++] = share;
	}
	if (f->first_day == DAY_NONE || f->after < 0)
		f->chance_count = 0;
}

static void
read_steps(struct forecast *f, struct json_value from)
{
	struct json_value e;

	for (e = json_first(json_get(from, "steps")); json_exists(e); e = json_next(e)) {
		struct forecast_step *step = &f->steps[f->step_count];
		double points;

		if (f->step_count == FORECAST_STEPS ||
		    !json_double(json_get(e, "points"), &points) || points < -1 || points > 1)
			break;
		*step = (struct forecast_step){.points = (int32_t)lround(points * 1000)};
		(void)json_string_clean(json_get(e, "id"), step->id, sizeof(step->id));
		(void)json_int(json_get(e, "value"), INT64_MIN, INT64_MAX, &step->value);
		f->step_count++;
	}
}

static void
read_said(struct forecast_said *said, struct json_value from)
{
	*said = FORECAST_SAID_INIT;
	said->at_utc_ms = view_at(from, "at");
	said->p_late = read_share(from, "p_late");
	said->p90_utc_ms = view_at(from, "p90");
}

static void
read_forecast(struct view *v, struct json_value from)
{
	struct forecast *f = &v->forecast;

	*f = FORECAST_INIT;
	for (int a = FORECAST_NONE; a < FORECAST_ANSWERS; a++)
		if (json_string_is(
			json_get(from, "answer"), forecast_answer_name((enum forecast_answer)a)))
			f->answer = (enum forecast_answer)a;
	f->at_utc_ms = view_at(from, "at");
	f->p_late = read_share(from, "p_late");
	f->p10_utc_ms = view_at(from, "p10");
	f->p50_utc_ms = view_at(from, "p50");
	f->p90_utc_ms = view_at(from, "p90");
	f->gap_p50_ms = read_ms(from, "gap_p50_ms");
	f->gap_p90_ms = read_ms(from, "gap_p90_ms");
	f->came_true = read_share(from, "came_true");
	(void)json_int(json_get(from, "came_true_n"), 0, INT64_MAX, &f->came_true_n);
	(void)json_int(json_get(from, "n"), 0, INT64_MAX, &f->n);
	(void)json_int(json_get(from, "needed"), 0, INT64_MAX, &v->needed);
	read_days(f, from);
	read_steps(f, from);
}

void
view_read(struct view *v, struct json_value from, const char *zone)
{
	const struct {
		const char *name;
		int64_t *at;
	} instants[] = {
	    {"deadline", &v->deadline},
	    {"state_since", &v->state_since},
	    {"last_scan", &v->last_scan},
	    {"asked", &v->asked},
	    {"next_poll", &v->next_poll},
	    {"told_at", &v->told},
	    {"obligation", &v->obligation},
	};
	const struct {
		const char *name;
		bool *is;
	} marks[] = {
	    {"adopted", &v->adopted},
	    {"cancelled", &v->cancelled},
	    {"superseded", &v->superseded},
	    {"marked", &v->marked},
	};
	struct json_value owned = json_get(from, "case");
	char name[24];

	memset(v, 0, sizeof(*v));
	(void)json_int(json_get(from, "id"), 0, INT64_MAX, &v->id);
	read_texts(v, from);
	if (v->zone[0] == '\0')
		(void)text_cut(v->zone, sizeof(v->zone), span_of(zone));
	for (size_t i = 0; i < sizeof(instants) / sizeof(instants[0]); i++)
		*instants[i].at = view_at(from, instants[i].name);
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		(void)json_bool(json_get(from, marks[i].name), marks[i].is);
	(void)json_string_copy(json_get(from, "state"), name, sizeof(name));
	if (promise_state_from_name(name, &v->state) < 0)
		v->state = PROMISE_NONE;
	v->data = data_from_name(json_get(from, "data"));
	v->promised_from = view_day(from, "promised_from");
	v->promised_until = view_day(from, "promised_until");
	v->eta_from = local_day(from, "eta_from", v->zone);
	v->eta_until = local_day(from, "eta_until", v->zone);
	if (v->eta_until == DAY_NONE)
		v->eta_until = v->eta_from;
	if (v->eta_from == DAY_NONE)
		v->eta_from = v->eta_until;
	v->attempt_day = local_day(from, "first_attempt", v->zone);
	read_forecast(v, json_get(from, "forecast"));
	read_said(&v->said_handover, json_get(from, "said_handover"));
	read_said(&v->said_warned, json_get(from, "said_warned"));
	read_scans(v, json_get(from, "scans"));
	if (v->scan_count == 0 && v->last_scan != AT_NONE)
		v->scans[v->scan_count++] = v->last_scan;
	(void)json_int(json_get(owned, "id"), 0, INT64_MAX, &v->owned.id);
	(void)json_string_clean(
	    json_get(owned, "reason"), v->owned.reason, sizeof(v->owned.reason));
	(void)json_string_clean(json_get(owned, "owner"), v->owned.owner, sizeof(v->owned.owner));
	v->owned.due_utc_ms = view_at(owned, "due");
}

int64_t
view_blind_since(const struct view *v)
{
	return v->data == DATA_FAILING || v->data == DATA_STALE ? v->asked : AT_NONE;
}

int64_t
view_number(struct json_value v, const char *path)
{
	int64_t number = 0;

	(void)json_int(json_path(v, path), INT64_MIN, INT64_MAX, &number);
	return number;
}

bool
view_is(struct json_value v, const char *name)
{
	bool set = false;

	(void)json_bool(json_get(v, name), &set);
	return set;
}

const char *
view_text(struct json_value v, const char *name, char *dst, size_t room)
{
	(void)json_string_clean(json_get(v, name), dst, room);
	return dst;
}

bool
view_account_fails(struct json_value account)
{
	struct json_value health = json_get(account, "health");

	return view_is(account, "stopped") ||
	    (!json_absent(health) && !json_string_is(health, "ok"));
}
