#include "monitor/cli/normalised.h"

#include "carriers/carrier.h"
#include "monitor/base/json_write.h"
#include "monitor/promise/merge.h"

static void
put_when(struct json_out *w, const char *key, struct when at)
{
	struct buf text = BUF_INIT(64);

	(void)when_add(&text, at); /* an allocation that fails is met again by the writer */
	json_out_str(w, key, at.kind == WHEN_NONE ? NULL : buf_str(&text));
	buf_clear(&text);
}

static void
put_text(struct json_out *w, const char *key, const char *text)
{
	json_out_str(w, key, text[0] != '\0' ? text : NULL);
}

static void
put_count(struct json_out *w, const char *key, int32_t count, bool said)
{
	if (said)
		json_out_int(w, key, count);
	else
		json_out_null(w, key);
}

static void
put_event(struct json_out *w, const struct event *e)
{
	json_out_object(w, NULL);
	put_when(w, "at", e->at);
	json_out_str(w, "at_kind", when_kind_name(e->at.kind));
	json_out_str(w, "milestone", milestone_name(e->milestone));
	json_out_str(w, "reason", e->reason != REASON_NONE ? reason_name(e->reason) : NULL);
	json_out_str(w, "code", e->code);
	put_text(w, "text", e->text);
	put_text(w, "place", e->place);
	json_out_end(w);
}

static void
put_observation(struct json_out *w, const struct observation *o)
{
	bool pieces = o->pieces_total > 0;
	struct merge_summary sum;

	merge_summarise_pieces(&o->events, false, o->pieces_total, o->pieces_delivered, &sum);
	json_out_object(w, NULL);
	put_text(w, "number", o->number);
	json_out_bool(w, "found", o->error == 0);
	json_out_str(w, "error", o->error != 0 ? err_name(o->error) : NULL);
	json_out_str(w, "milestone", milestone_name(sum.milestone));
	put_when(w, "delivered_at", sum.delivered);
	put_when(w, "first_attempt_at", sum.first_attempt);
	json_out_object(w, "eta");
	put_when(w, "from", o->eta_from);
	put_when(w, "until", o->eta_until);
	json_out_end(w);
	put_text(w, "service", o->service);
	put_text(w, "unique", o->unique);
	if (o->carrier[0] != '\0') /* of an aggregator */
		put_text(w, "carried_by", o->carrier);
	json_out_object(w, "pieces");
	put_count(w, "total", o->pieces_total, pieces);
	put_count(w, "delivered", o->pieces_delivered, pieces);
	json_out_end(w);
	json_out_array(w, "events");
	for (size_t i = 0; i < o->events.count; i++)
		put_event(w, &o->events.items[i]);
	json_out_end(w);
	json_out_end(w);
}

int
normalised_add_reply(struct buf *out, const char *carrier, const struct observation_list *list,
    int error, const struct why *why, bool pretty)
{
	struct json_out w = JSON_OUT_INIT;
	int rc;

	json_out_object(&w, NULL);
	json_out_str(&w, "carrier", carrier);
	json_out_array(&w, "results");
	for (size_t i = 0; error == 0 && i < list->count; i++)
		put_observation(&w, &list->items[i]);
	json_out_end(&w);
	json_out_str(&w, "error", error != 0 ? err_name(error) : NULL);
	if (error != 0 && why != NULL && why->code != 0) {
		put_text(&w, "path", why->path);
		if (why->offset != SIZE_MAX)
			json_out_int(&w, "offset", (int64_t)why->offset);
		put_text(&w, "detail", why->text);
	}
	json_out_end(&w);
	rc = json_out_take(&w, out, pretty);
	json_out_clear(&w);
	return rc;
}

int
normalised_add_guesses(struct buf *out, const char *number, const struct carrier_guess *guesses,
    size_t count, bool pretty)
{
	struct json_out w = JSON_OUT_INIT;
	int rc;

	json_out_object(&w, NULL);
	json_out_str(&w, "number", number);
	json_out_array(&w, "carriers");
	for (size_t i = 0; i < count; i++) {
		json_out_object(&w, NULL);
		json_out_str(&w, "carrier", guesses[i].carrier->id);
		json_out_str(&w, "name", guesses[i].carrier->name);
		json_out_int(&w, "sure", guesses[i].sure);
		json_out_end(&w);
	}
	json_out_end(&w);
	json_out_end(&w);
	rc = json_out_take(&w, out, pretty);
	json_out_clear(&w);
	return rc;
}
