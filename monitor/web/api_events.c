#include "monitor/web/api_events.h"

#include "monitor/base/text.h"
#include "monitor/web/api_json.h"

static const char *
state_of(const struct endpoint_state *s)
{
	return s->off ? "off" : s->failing_since_utc_ms != AT_NONE ? "failing" : "ok";
}

static int
out_endpoint(struct api_call *call, const struct event_endpoint *e, int64_t newest)
{
	struct endpoint_state s = ENDPOINT_STATE_INIT;
	struct json_out *out = &call->out;
	int rc = store_endpoint(call->api->reader, e->id, &s);

	if (rc == ERR_NOT_FOUND)
		s.seq = newest; /* it begins with what happens next */
	else if (rc != 0)
		return rc;
	json_out_object(out, NULL);
	json_out_str(out, "id", e->id);
	out_text(out, "shop", e->shop);
	json_out_str(out, "state", state_of(&s));
	json_out_int(out, "cursor", s.seq);
	json_out_int(out, "behind", newest - s.seq);
	out_at(out, "failing_since", s.failing_since_utc_ms);
	out_at(out, "next", s.next_utc_ms);
	json_out_int(out, "attempts", s.attempts);
	if (s.left_utc_ms == AT_NONE) {
		json_out_null(out, "left_out");
	} else {
		json_out_object(out, "left_out");
		json_out_int(out, "after", s.left_after);
		json_out_int(out, "until", s.left_until);
		out_at(out, "at", s.left_utc_ms);
		json_out_end(out);
	}
	json_out_end(out);
	return 0;
}

int
api_out_endpoints(struct api_call *call)
{
	struct store_due due;
	int rc = 0;

	store_due(call->api->store, &due);
	json_out_array(&call->out, "events");
	for (size_t i = 0; rc == 0 && i < call->policy->endpoint_count; i++)
		if (api_sees(call, call->policy->endpoints[i].shop))
			rc = out_endpoint(
			    call, &call->policy->endpoints[i], (int64_t)due.journal_seq);
	json_out_end(&call->out);
	return rc;
}

static int
read_endpoints(struct api_call *call, void *arg)
{
	const char *const *names = event_out_names();
	int rc;

	(void)arg;
	rc = api_out_endpoints(call);
	json_out_array(&call->out, "names");
	for (; *names != NULL; names++)
		json_out_str(&call->out, NULL, *names);
	json_out_end(&call->out);
	return rc;
}

void
api_events(struct api_call *call)
{
	api_read(call, read_endpoints, NULL);
}

void
api_events_replay(struct api_call *call)
{
	const struct event_endpoint *e = policy_endpoint(call->policy, call->id);
	struct endpoint_state s = ENDPOINT_STATE_INIT;
	struct store_due due;
	struct why why;
	int64_t since;
	struct op *op;
	int rc;

	if (e == NULL || !api_sees(call, e->shop)) {
		api_error(call, ERR_NOT_FOUND, "",
		    "there is no section events \"%s\" in the configuration", call->id);
		return;
	}
	store_due(call->api->store, &due);
	rc = json_need_int(call->body, "since", 0, (int64_t)due.journal_seq, &since, &why);
	if (rc < 0) {
		api_refuse(call, &why);
		return;
	}
	rc = store_endpoint(call->api->reader, e->id, &s);
	if (rc < 0 && rc != ERR_NOT_FOUND) {
		api_fail(call, rc);
		return;
	}
	op = api_op(call, OP_ENDPOINT);
	if (op == NULL)
		return;
	if (!api_author(call, op->author)) {
		op_free(op);
		return;
	}
	(void)text_cut(s.id, sizeof(s.id), span_of(e->id));
	event_out_replay(&s, since);
	op->endpoint.state = s;
	op->endpoint.from_seq = -1;
	api_submit(call, op);
}
