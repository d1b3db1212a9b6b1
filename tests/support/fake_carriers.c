/*
 * fake_carriers: one loopback server that is DHL, UPS, FedEx and Correos at once, told by a scenario file what to say and when to
 * misbehave. Usage and the scenario's statements: README.md.
 */

#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "tests/support/fake_channels.h"
#include "tests/support/fake_reply.h"
#include "tests/support/wire.h"

enum { SCENARIO_BYTES = 4 << 20 };

struct fakes {
	struct scenario scenario;
	struct clock *clock;
	FILE *log; /* NULL: none */
	int64_t tokens;
};

static void
log_request(struct fakes *f, const char *carrier, const char *number, int status)
{
	struct buf at = BUF_INIT(64);
	int64_t now_utc_ms = clock_world(f->clock);

	if (f->log == NULL)
		return;
	(void)when_add_utc(&at, now_utc_ms);
	fprintf(f->log, "%s %s %s %d %lld\n", buf_str(&at), carrier, number, status,
	    (long long)now_utc_ms);
	fflush(f->log);
	buf_clear(&at);
}

/* The answer as the fault wants it; true when it was given or withheld. */
static bool
misbehave(struct wire_conn *c, const struct scenario_fault *fault, const char *carrier,
    struct span body, int *status)
{
	struct buf b = BUF_INIT(64u << 20);
	char headers[64] = "";

	if (fault == NULL)
		return false;
	*status = 0;
	switch (fault->kind) {
	case FAULT_STATUS:
	case FAULT_TOKEN:
		*status = fault->number;
		fake_reply_error(&b, carrier, fault->number);
		if (fault->number == 429 && fault->seconds > 0)
			(void)snprintf(
			    headers, sizeof(headers), "Retry-After: %d\r\n", fault->seconds);
		wire_reply(c, fault->number, headers, buf_span(&b));
		break;
	case FAULT_HTML:
		*status = 200;
		wire_reply(c, 200, "Content-Type: text/html\r\n",
		    SPAN("<!DOCTYPE html><html><title>Maintenance</title><p>Back soon</html>"));
		break;
	case FAULT_SLOW:
		wire_drip(c, fault->number);
		wire_reply(c, 200, "Content-Type: application/json\r\n", body);
		break;
	case FAULT_RESET: wire_close(c); break;
	case FAULT_TRUNCATE:
		(void)buf_addf(&b,
		    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
		    body.len);
		(void)buf_add(&b, body.data, body.len / 2);
		wire_send(c, buf_span(&b));
		wire_close(c);
		break;
	case FAULT_OVERSIZE:
		for (int32_t i = 0; i < fault->number * 1024; i++)
			(void)buf_addf(&b, "%1024s", "");
		(void)buf_add(&b, body.data, body.len);
		wire_reply(c, 200, "Content-Type: application/json\r\n", buf_span(&b));
		break;
	case FAULT_SILENT: break;
	}
	buf_clear(&b);
	return true;
}

static void
answer(struct fakes *f, struct wire_conn *c, const char *carrier, const char *number, int status,
    const struct buf *body)
{
	const struct scenario_fault *fault =
	    scenario_fault(&f->scenario, carrier, false, clock_world(f->clock));

	if (!misbehave(c, fault, carrier, buf_span(body), &status))
		wire_reply(c, status, "Content-Type: application/json\r\n", buf_span(body));
	log_request(f, carrier, number, status);
}

static void
answer_token(struct fakes *f, struct wire_conn *c, const char *carrier)
{
	const struct scenario_fault *fault =
	    scenario_fault(&f->scenario, carrier, true, clock_world(f->clock));
	struct buf b = BUF_INIT(4096);
	int status = 200;

	(void)buf_addf(&b,
	    "{\"access_token\":\"invented-%lld\",\"token_type\":\"Bearer\",\"expires_in\":3600}",
	    (long long)++f->tokens);
	if (!misbehave(c, fault, carrier, buf_span(&b), &status))
		wire_reply(c, 200, "Content-Type: application/json\r\n", buf_span(&b));
	log_request(f, carrier, "token", status);
	buf_clear(&b);
}

/* What stands in `target` after `prefix`, up to the next of "/?&". */
static bool
part_after(const char *target, const char *prefix, char *dst, size_t room)
{
	const char *found = strstr(target, prefix);
	size_t len;

	if (found == NULL)
		return false;
	found += strlen(prefix);
	len = strcspn(found, "/?&");
	return text_copy_span(dst, room, (struct span){found, len}) == 0;
}

typedef int fake_reply_fn(
    struct buf *b, const struct scenario_parcel *p, const char *number, int64_t now_utc_ms);

static const struct route {
	const char *prefix; /* of the path; the number follows */
	const char *carrier;
	fake_reply_fn *reply; /* NULL: a token endpoint */
} routes[] = {
    {"/track/shipments?trackingNumber=", "dhl", fake_reply_dhl},
    {"/security/v1/oauth/token", "ups", NULL},
    {"/api/track/v1/details/", "ups", fake_reply_ups},
    {"/oauth/token", "fedex", NULL},
    {"/canonico/eventos_envio_servicio_auth/", "correos", fake_reply_correos},
    {"/Api/Authorize/Token", "correos", NULL},
    {"/support/trackpub/api/v2/search/", "correos", fake_reply_correos_oauth},
};

static void
answer_fedex(struct fakes *f, struct wire_conn *c, const struct wire_request *r)
{
	static const char key[] = "\"trackingNumber\":\"";
	struct buf b = BUF_INIT(8u << 20);
	struct buf body = BUF_INIT(1u << 20);
	const char *at;
	char number[LIMIT_NUMBER_ROOM] = "";
	bool first = true;

	(void)buf_add(&body, r->body.data, r->body.len);
	(void)buf_add_str(
	    &b, "{\"transactionId\":\"invented\",\"output\":{\"completeTrackResults\":[");
	for (at = strstr(buf_str(&body), key); at != NULL; at = strstr(at, key)) {
		at += sizeof(key) - 1;
		if (text_copy_span(number, sizeof(number), (struct span){at, strcspn(at, "\"")}) <
		    0)
			continue;
		(void)buf_add_str(&b, first ? "" : ",");
		first = false;
		fake_reply_fedex(&b, scenario_parcel(&f->scenario, "fedex", number), number,
		    clock_world(f->clock));
		log_request(f, "fedex", number, 200);
	}
	(void)buf_add_str(&b, "]}}");
	answer(f, c, "fedex", "batch", 200, &b);
	buf_clear(&b);
	buf_clear(&body);
}

static void
control(struct fakes *f, struct wire_conn *c, const struct wire_request *r)
{
	struct why why = {0};

	if (scenario_read(&f->scenario, r->body, clock_world(f->clock), &why) < 0)
		wire_reply(c, 400, "", span_of(why.text));
	else
		wire_reply(c, 200, "", SPAN("ok"));
}

/* What was taken is taken, whatever becomes of the answer: only a status refuses. */
static void
answer_channel(struct fakes *f, struct wire_conn *c, const struct wire_request *r, const char *kind)
{
	const struct scenario_fault *fault =
	    scenario_fault(&f->scenario, kind, false, clock_world(f->clock));
	bool refuses = fault != NULL && fault->kind == FAULT_STATUS;
	struct buf b = BUF_INIT(4096);
	int status = fake_channel_take(kind, r, refuses ? NULL : f->log, &b);

	if (!misbehave(c, fault, kind, buf_span(&b), &status))
		wire_reply(c, status, "Content-Type: application/json\r\n", buf_span(&b));
	if (status >= 300)
		log_request(f, kind, "refused", status);
	buf_clear(&b);
}

static void
handle(struct wire_conn *c, const struct wire_request *r, void *arg)
{
	struct fakes *f = arg;
	char number[LIMIT_NUMBER_ROOM];

	if (strcmp(r->target, "/control") == 0) {
		control(f, c, r);
		return;
	}
	if (fake_channel_kind(r->target) != NULL) {
		answer_channel(f, c, r, fake_channel_kind(r->target));
		return;
	}
	if (strcmp(r->target, "/track/v1/trackingnumbers") == 0) {
		answer_fedex(f, c, r);
		return;
	}
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		const struct route *route = &routes[i];
		struct buf b = BUF_INIT(1u << 20);
		int status;

		if (!part_after(r->target, route->prefix, number, sizeof(number)))
			continue;
		if (route->reply == NULL) {
			answer_token(f, c, route->carrier);
			return;
		}
		status = route->reply(&b, scenario_parcel(&f->scenario, route->carrier, number),
		    number, clock_world(f->clock));
		answer(f, c, route->carrier, number, status, &b);
		buf_clear(&b);
		return;
	}
	wire_reply(c, 404, "", SPAN("no such carrier"));
}

static void
read_scenario(struct fakes *f, const char *path)
{
	struct buf b = BUF_INIT(SCENARIO_BYTES);
	struct why why = {0};
	char chunk[65536];
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	while (fd >= 0 && (got = read(fd, chunk, sizeof(chunk))) > 0)
		(void)buf_add(&b, chunk, (size_t)got);
	if (fd < 0 || scenario_read(&f->scenario, buf_span(&b), clock_world(f->clock), &why) < 0) {
		fprintf(
		    stderr, "fake_carriers: %s: %s\n", path, fd < 0 ? "cannot be read" : why.text);
		exit(2);
	}
	close(fd);
	buf_clear(&b);
}

static int64_t
number_of(const char *text)
{
	int64_t value;

	if (text_parse_i64(span_of(text), 0, INT64_MAX, &value) < 0) {
		fprintf(stderr, "fake_carriers: '%s' is no number\n", text);
		exit(2);
	}
	return value;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
	    {"rate", required_argument, NULL, 'r'},
	    {"start", required_argument, NULL, 's'},
	    {"anchor", required_argument, NULL, 'a'},
	    {"first", required_argument, NULL, 'f'},
	    {"log", required_argument, NULL, 'l'},
	    {0},
	};
	struct clock_options clock = {.rate = 1, .start_utc_ms = AT_NONE};
	struct fakes f = {0};
	struct loop *loop;
	struct wire *wire;
	struct when start;
	const char *log = NULL;
	int32_t first_day = DAY_NONE;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'r': clock.rate = number_of(optarg); break;
		case 'a': clock.anchor_wire_ms = number_of(optarg); break;
		case 'l': log = optarg; break;
		case 'f':
			if (day_parse(span_of(optarg), &first_day) < 0)
				return 2;
			break;
		case 's':
			if (when_parse(span_of(optarg), &start) == 0)
				clock.start_utc_ms = when_utc(start);
			break;
		default: return 2;
		}
	}
	if (optind + 1 != argc) {
		fputs(
		    "usage: fake_carriers [--rate N --start INSTANT --anchor MS] [--first DATE] [--log FILE] SCENARIO\n",
		    stderr);
		return 2;
	}
	if (log != NULL)
		f.log = fopen(log, "ae");
	if (clock_new(&f.clock, &clock) < 0 || loop_new(&loop, f.clock) < 0 ||
	    wire_new(loop, handle, &f, &wire) < 0)
		return 1;
	f.scenario.first_day =
	    first_day != DAY_NONE ? first_day : zone_day("Europe/Madrid", clock_world(f.clock));
	read_scenario(&f, argv[optind]);
	printf("%d\n", wire_port(wire));
	fflush(stdout);
	return loop_run(loop) < 0 ? 1 : 0;
}
