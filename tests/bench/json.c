/*
 * json: CPU time to parse a carrier's reply and copy out what an adapter wants of it, ours against jansson's, in
 * interleaved rounds. The ratio is what counts: the machine's speed drifts, both sides of a round drift together.
 */

#include "monitor/base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "monitor/base/json_write.h"
#include "monitor/base/limits.h"
#include "tests/bench/bench.h"

enum { ROUNDS = 9, REPEATS = 2000, EVENTS = 16 };

typedef size_t parse_fn(struct span body);

/* The fields that are taken of each event, by both. */
static const char *const fields[] = {"timestamp", "statusCode", "status", "description"};
enum { FIELDS = sizeof(fields) / sizeof(*fields) };

static void
put_place(struct json_out *w)
{
	json_out_object(w, "location");
	json_out_object(w, "address");
	json_out_str(w, "countryCode", "ES");
	json_out_str(w, "postalCode", "28052");
	json_out_str(w, "addressLocality", "Madrid (centro de reparto de muestra)");
	json_out_end(w);
	json_out_end(w);
}

/* A reply like DHL's, about 6 kB when compact. */
static int
build_body(struct buf *body, bool pretty)
{
	struct json_out w = JSON_OUT_INIT;
	int rc;

	json_out_object(&w, NULL);
	json_out_array(&w, "shipments");
	json_out_object(&w, NULL);
	json_out_str(&w, "id", "00340434637512345678");
	json_out_str(&w, "service", "parcel-es");
	json_out_array(&w, "events");
	for (int i = 0; i < EVENTS; i++) {
		json_out_object(&w, NULL);
		json_out_str(&w, "timestamp", "2026-11-21T16:12:00+01:00");
		put_place(&w);
		json_out_str(&w, "statusCode", "transit");
		json_out_str(&w, "status", "EN TR\xc3\x81NSITO");
		json_out_str(&w, "description",
		    "El env\xc3\xado ha salido del centro log\xc3\xadstico y va camino de su destino");
		json_out_int(&w, "pieces", i);
		json_out_bool(&w, "proofOfDelivery", false);
		json_out_null(&w, "remark");
		json_out_end(&w);
	}
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	rc = json_out_take(&w, body, pretty);
	json_out_clear(&w);
	return rc;
}

static size_t
parse_ours(struct span body)
{
	struct json_doc doc = JSON_DOC_INIT;
	char text[LIMIT_TEXT_ROOM];
	struct json_value event;
	size_t taken = 0;

	if (json_parse(&doc, body, NULL) < 0)
		abort();
	event = json_first(json_path(json_root(&doc), "shipments[0].events"));
	for (; json_exists(event); event = json_next(event)) {
		for (size_t i = 0; i < FIELDS; i++) {
			json_string_copy(json_get(event, fields[i]), text, sizeof(text));
			taken += strlen(text);
		}
		json_string_copy(
		    json_path(event, "location.address.addressLocality"), text, sizeof(text));
		taken += strlen(text);
	}
	json_doc_clear(&doc);
	return taken;
}

static size_t
parse_jansson(struct span body)
{
	json_t *root = json_loadb(body.data, body.len, 0, NULL);
	json_t *shipment = json_array_get(json_object_get(root, "shipments"), 0);
	json_t *event, *address;
	char text[LIMIT_TEXT_ROOM];
	size_t taken = 0, n;

	json_array_foreach(json_object_get(shipment, "events"), n, event)
	{
		for (size_t i = 0; i < FIELDS; i++) {
			snprintf(text, sizeof(text), "%s",
			    json_string_value(json_object_get(event, fields[i])));
			taken += strlen(text);
		}
		address = json_object_get(json_object_get(event, "location"), "address");
		snprintf(text, sizeof(text), "%s",
		    json_string_value(json_object_get(address, "addressLocality")));
		taken += strlen(text);
	}
	json_decref(root);
	return taken;
}

/* Microseconds for one body; *taken tells both sides did the same work. */
static double
measure(parse_fn *parse, struct span body, size_t *taken)
{
	double start = bench_cpu_s();

	*taken = 0;
	for (int i = 0; i < REPEATS; i++)
		*taken += parse(body);
	return (bench_cpu_s() - start) / REPEATS * 1e6;
}

static int
bench(const char *name, bool pretty)
{
	double ours[ROUNDS], theirs[ROUNDS], ratio[ROUNDS];
	struct buf body = BUF_INIT(LIMIT_REPLY_BYTES);
	size_t ours_taken, theirs_taken;
	int rc = build_body(&body, pretty);

	for (int i = 0; i < ROUNDS && rc == 0; i++) {
		ours[i] = measure(parse_ours, buf_span(&body), &ours_taken);
		theirs[i] = measure(parse_jansson, buf_span(&body), &theirs_taken);
		ratio[i] = ours[i] / theirs[i];
		if (ours_taken != theirs_taken)
			rc = ERR_BUG;
	}
	if (rc == 0) {
		struct figure figure = bench_figure(ratio, ROUNDS);

		printf(
		    "json: %s body of %zu bytes: %.1f us, jansson %.1f us, ratio %.3f [%.3f-%.3f]\n",
		    name, body.len, bench_figure(ours, ROUNDS).median,
		    bench_figure(theirs, ROUNDS).median, figure.median, figure.least, figure.most);
	}
	buf_clear(&body);
	return rc;
}

int
main(void)
{
	return bench("compact", false) < 0 || bench("indented", true) < 0;
}
