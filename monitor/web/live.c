#include "monitor/web/live.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/web/api_json.h"

enum {
	PAGE = 200,         /* entries read at once */
	PAGES = 8,          /* of them in one turn */
	GATHER_MS = 100,    /* wire: commits come faster than anyone reads */
	BEAT_MS = 15000,    /* wire: a proxy drops a stream that is silent for a minute */
	ENTRY_BYTES = 4096, /* of one, written */
};

/* One who listens. */
struct listener {
	struct server_ticket ticket;
	struct who who;
	uint64_t seq; /* heard up to here */
	struct listener *next;
};

struct live {
	struct api *api;
	struct loop_timer *tell, *beat;
	struct listener *listeners;
	size_t count;
	struct buf text; /* of one page */
};

/* ---- what is said ---- */

static bool
same(const struct who *a, const struct who *b)
{
	return a->kind == b->kind && memcmp(a->digest, b->digest, sizeof(a->digest)) == 0;
}

/* What an entry tells may be known to those of its shipment's shop, or of every shop. */
static bool
hears(struct api *api, const struct listener *listener, const struct journal_entry *entry)
{
	const char *own = listener->who.shop;
	char shop[LIMIT_SHOP_ROOM];

	return own[0] == '\0' ||
	    (entry->shipment != 0 && store_shipment_shop(api->reader, entry->shipment, shop) == 0 &&
		strcmp(shop, own) == 0);
}

static int
write_entry(struct live *l, const struct journal_entry *entry)
{
	struct json_out out = JSON_OUT_INIT;
	int rc;

	(void)buf_addf(&l->text, "id: %" PRIu64 "\nevent: %s\ndata: ", entry->seq, entry->name);
	out_journal_entry(&out, NULL, entry);
	rc = json_out_take(&out, &l->text, false);
	json_out_clear(&out);
	if (rc == 0)
		rc = buf_add_str(&l->text, "\n\n");
	return rc;
}

/* A page of what this one has not heard. ERR_NOT_FOUND: gone. *more: there is another page. */
static int
tell_page(struct live *l, struct listener *listener, bool *more)
{
	struct journal_entry entries[PAGE];
	size_t count = 0;
	int rc = store_journal(l->api->reader, listener->seq, entries, PAGE, &count);

	buf_reset(&l->text);
	for (size_t i = 0; rc == 0 && i < count; i++) {
		listener->seq = entries[i].seq;
		if (hears(l->api, listener, &entries[i]))
			rc = write_entry(l, &entries[i]);
	}
	if (rc == 0 && l->text.len > 0)
		rc = server_stream_add(l->api->server, listener->ticket, buf_span(&l->text));
	*more = count == PAGE;
	return rc;
}

static void
drop(struct live *l, struct listener **link)
{
	struct listener *listener = *link;

	*link = listener->next;
	l->count--;
	free(listener);
}

static void
tell(void *arg)
{
	struct live *l = arg;
	struct listener **link = &l->listeners;
	bool left = false;

	while (*link != NULL) {
		bool more = true;
		int rc = 0;

		for (int i = 0; rc == 0 && more && i < PAGES; i++)
			rc = tell_page(l, *link, &more);
		if (rc < 0) {
			server_stream_end(l->api->server, (*link)->ticket);
			drop(l, link);
		} else {
			left = left || more;
			link = &(*link)->next;
		}
	}
	if (left)
		live_wake(l);
}

void
live_wake(struct live *l)
{
	if (l->listeners != NULL && !loop_timer_armed(l->tell))
		loop_timer_after(l->tell, GATHER_MS);
}

/* Who was let in may have been put out since. */
static bool
still_enters(struct live *l, const struct who *who)
{
	struct access a = ACCESS_INIT;

	return who->kind == WHO_LOCAL ||
	    (store_access(l->api->reader, who->digest, &a) == 0 &&
		access_holds(&a, clock_world(l->api->clock)));
}

/* A word to each who listens: those who have gone, or may no longer enter, are dropped. */
static void
sweep(struct live *l)
{
	struct listener **link = &l->listeners;

	while (*link != NULL) {
		bool enters = still_enters(l, &(*link)->who);

		if (enters &&
		    server_stream_add(l->api->server, (*link)->ticket, SPAN(": still here\n\n")) ==
			0) {
			link = &(*link)->next;
			continue;
		}
		if (!enters)
			server_stream_end(l->api->server, (*link)->ticket);
		drop(l, link);
	}
}

static void
beat(void *arg)
{
	struct live *l = arg;

	sweep(l);
	if (l->listeners != NULL)
		loop_timer_after(l->beat, BEAT_MS);
}

/* ---- who listens ---- */

/* From where on: false when too much was missed, or what was heard is of another journal. */
static bool
resume(const char *last, const struct store_due *due, uint64_t *seq)
{
	uint64_t newest = due->journal_seq;
	int64_t heard;

	*seq = newest;
	if (last[0] == '\0')
		return true;
	if (text_parse_i64(span_of(last), 0, INT64_MAX, &heard) < 0 || (uint64_t)heard > newest ||
	    (uint64_t)heard < due->journal_gone || newest - (uint64_t)heard > LIMIT_LIVE_MISSED)
		return false;
	*seq = (uint64_t)heard;
	return true;
}

static size_t
listening(const struct live *l, const struct who *who)
{
	size_t count = 0;

	for (const struct listener *other = l->listeners; other != NULL; other = other->next)
		count += same(&other->who, who);
	return count;
}

static bool
may_listen(struct api_call *call, struct live *l)
{
	size_t own = listening(l, &call->who);

	/* Who walks from page to page leaves a stream behind on each: it is found gone when there is something to tell. */
	if (own >= LIMIT_LIVE_EACH || l->count >= LIMIT_LIVE) {
		sweep(l);
		own = listening(l, &call->who);
	}
	if (own < LIMIT_LIVE_EACH && l->count < LIMIT_LIVE)
		return true;
	api_error_with(call, 429, &(struct server_field){"Retry-After", "60"}, 1, ERR_BUSY, "",
	    own < LIMIT_LIVE_EACH ? "too many listen already"
				  : "who asks listens often enough already");
	return false;
}

void
live_listen(struct api_call *call)
{
	struct live *l = call->api->live;
	const char *last = server_header(call->request, "Last-Event-ID");
	struct listener *listener;
	struct store_due due;
	bool whole;
	int rc;

	if (!may_listen(call, l))
		return;
	listener = calloc(1, sizeof(*listener));
	if (listener == NULL) {
		api_fail(call, ERR_NOMEM);
		return;
	}
	store_due(call->api->store, &due);
	listener->ticket = call->ticket;
	listener->who = call->who;
	whole =
	    resume(last[0] != '\0' ? last : form_get(&call->params, "after"), &due, &listener->seq);
	call->answered = true;
	server_stream(call->api->server, call->ticket,
	    &(struct server_reply){.status = 200, .content_type = "text/event-stream"});
	buf_reset(&l->text);
	(void)buf_addf(&l->text, "retry: 3000\nid: %" PRIu64 "\n%s", listener->seq,
	    whole ? ": listening\n\n" : "event: reset\ndata: {}\n\n");
	rc = server_stream_add(call->api->server, call->ticket, buf_span(&l->text));
	if (rc < 0) {
		free(listener);
		return;
	}
	if (l->listeners == NULL)
		loop_timer_after(l->beat, BEAT_MS);
	listener->next = l->listeners;
	l->listeners = listener;
	l->count++;
	live_wake(l);
}

/* ---- start and stop ---- */

int
live_new(struct api *api, struct loop *loop, struct live **out)
{
	struct live *l = calloc(1, sizeof(*l));
	int rc;

	if (l == NULL)
		return ERR_NOMEM;
	l->api = api;
	l->text = BUF_INIT(PAGE * ENTRY_BYTES);
	rc = loop_timer_new(loop, tell, l, &l->tell);
	if (rc == 0)
		rc = loop_timer_new(loop, beat, l, &l->beat);
	if (rc < 0)
		live_free(l);
	else
		*out = l;
	return rc;
}

void
live_free(struct live *l)
{
	if (l == NULL)
		return;
	while (l->listeners != NULL) {
		server_stream_end(l->api->server, l->listeners->ticket);
		drop(l, &l->listeners);
	}
	loop_timer_free(l->tell);
	loop_timer_free(l->beat);
	buf_clear(&l->text);
	free(l);
}
