#include "monitor/web/api_forecast.h"

static void
out_share(struct json_out *out, const char *key, int32_t per_mille)
{
	if (per_mille >= 0)
		json_out_double(out, key, per_mille / 1000.0);
	else
		json_out_null(out, key);
}

static void
out_span(struct json_out *out, const char *key, int64_t ms)
{
	if (ms >= 0)
		json_out_int(out, key, ms);
	else
		json_out_null(out, key);
}

static void
out_days(struct json_out *out, const struct forecast *f)
{
	json_out_array(out, "by_day");
	for (size_t i = 0; i < f->chance_count; i++) {
		json_out_object(out, NULL);
		out_day(out, "day", f->first_day + (int32_t)i);
		out_share(out, "p", f->chances[i]);
		json_out_end(out);
	}
	json_out_end(out);
	out_share(out, "after", f->after);
}

static void
out_steps(struct json_out *out, const struct forecast *f)
{
	json_out_array(out, "steps");
	for (size_t i = 0; i < f->step_count; i++) {
		json_out_object(out, NULL);
		json_out_str(out, "id", f->steps[i].id);
		json_out_double(out, "points", f->steps[i].points / 1000.0);
		json_out_int(out, "value", f->steps[i].value);
		json_out_end(out);
	}
	json_out_end(out);
}

static void
out_said(struct json_out *out, const char *key, const struct forecast_said *said)
{
	if (said->at_utc_ms == AT_NONE) {
		json_out_null(out, key);
		return;
	}
	json_out_object(out, key);
	out_at(out, "at", said->at_utc_ms);
	out_share(out, "p_late", said->p_late);
	out_at(out, "p90", said->p90_utc_ms);
	json_out_end(out);
}

void
out_forecast(struct json_out *out, const struct shipment *s)
{
	const struct forecast *f = &s->forecast;

	out_said(out, "said_handover", &s->said_handover);
	out_said(out, "said_warned", &s->said_warned);
	if (f->at_utc_ms == AT_NONE) {
		json_out_null(out, "forecast");
		return;
	}
	json_out_object(out, "forecast");
	json_out_str(out, "answer", forecast_answer_name(f->answer));
	out_at(out, "at", f->at_utc_ms);
	out_share(out, "p_late", f->p_late);
	out_at(out, "p10", f->p10_utc_ms);
	out_at(out, "p50", f->p50_utc_ms);
	out_at(out, "p90", f->p90_utc_ms);
	out_days(out, f);
	out_span(out, "gap_p50_ms", f->gap_p50_ms);
	out_span(out, "gap_p90_ms", f->gap_p90_ms);
	out_steps(out, f);
	out_text(out, "basis", f->basis);
	json_out_int(out, "n", f->n);
	json_out_int(out, "needed", LIMIT_FORECAST_LEAST);
	out_share(out, "came_true", f->came_true);
	json_out_int(out, "came_true_n", f->came_true_n);
	json_out_int(out, "generation", (int64_t)f->generation);
	json_out_end(out);
}
