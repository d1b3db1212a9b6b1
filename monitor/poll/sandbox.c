#include "monitor/poll/sandbox.h"

#include <stdlib.h>

#include "carriers/sandbox.h"
#include "monitor/base/text.h"

struct waiting {
	struct waiting *next;
	struct http_request request;
	transport_done_fn *done;
	void *arg;
};

struct sandbox {
	struct transport_port port;
	struct clock *clock;
	struct loop_timer *timer;
	struct waiting *first, **last;
};

static void
waiting_free(struct waiting *w)
{
	http_request_clear(&w->request);
	free(w);
}

/* Who is answered may ask again: what comes then waits for the next time. */
static void
answer_all(void *arg)
{
	struct sandbox *s = arg;
	struct waiting *next = s->first;

	s->first = NULL;
	s->last = &s->first;
	while (next != NULL) {
		struct waiting *w = next;
		struct http_response response;
		int rc;

		next = w->next;
		http_response_init(&response);
		rc = sandbox_answer(buf_str(&w->request.url), clock_world(s->clock), &response);
		w->done(rc, &response, w->arg);
		http_response_clear(&response);
		waiting_free(w);
	}
}

static int
port_send(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	struct sandbox *s = self;
	struct waiting *w;

	if (!text_starts(buf_span(&req->url), SANDBOX_ORIGIN "/"))
		return s->port.send(s->port.self, req, options, done, arg);
	w = calloc(1, sizeof(*w));
	if (w == NULL) {
		http_request_clear(req);
		return ERR_NOMEM;
	}
	http_request_init(&w->request);
	http_request_move(&w->request, req);
	w->done = done;
	w->arg = arg;
	*s->last = w;
	s->last = &w->next;
	loop_timer_after(s->timer, 0);
	return 0;
}

int
sandbox_new(struct loop *loop, struct transport_port port, struct sandbox **out)
{
	struct sandbox *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return ERR_NOMEM;
	*s = (struct sandbox){.port = port, .clock = loop_clock(loop), .last = &s->first};
	if (loop_timer_new(loop, answer_all, s, &s->timer) < 0) {
		free(s);
		return ERR_NOMEM;
	}
	*out = s;
	return 0;
}

void
sandbox_free(struct sandbox *s)
{
	if (s == NULL)
		return;
	while (s->first != NULL) {
		struct waiting *w = s->first;

		s->first = w->next;
		waiting_free(w);
	}
	loop_timer_free(s->timer);
	free(s);
}

struct transport_port
sandbox_port(struct sandbox *s)
{
	return (struct transport_port){port_send, s};
}
