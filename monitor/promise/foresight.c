#include "monitor/promise/foresight.h"

#include "monitor/promise/forecast.h"

static struct forecast_said
said_now(const struct forecast *f)
{
	return (struct forecast_said){
	    .at_utc_ms = f->at_utc_ms, .p_late = f->p_late, .p90_utc_ms = f->p90_utc_ms};
}

static int64_t
known_until(const struct view *v, bool fresh)
{
	return fresh || v->last_ok_utc_ms == AT_NONE || v->last_ok_utc_ms > v->now_utc_ms
	    ? v->now_utc_ms
	    : v->last_ok_utc_ms;
}

void
foresight_make(const struct review_input *in, const struct view *v, bool fresh, struct shipment *s)
{
	if (in->model == NULL)
		return;
	forecast_of(in->model, in->model_generation, s, known_until(v, fresh), &s->forecast);
	if (s->forecast.answer == FORECAST_MADE && s->said_handover.at_utc_ms == AT_NONE &&
	    !s->adopted)
		s->said_handover = said_now(&s->forecast);
}

void
foresight_note_warning(struct shipment *s)
{
	if (s->said_warned.at_utc_ms == AT_NONE && s->forecast.answer == FORECAST_MADE &&
	    (s->state == PROMISE_AT_RISK || s->state == PROMISE_SLIPPING))
		s->said_warned = said_now(&s->forecast);
}
