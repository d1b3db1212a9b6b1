#include "monitor/cli/serve.h"

#include <getopt.h>
#include <stdio.h>

#include "monitor/base/text.h"
#include "monitor/base/when.h"
#include "monitor/cli/cli.h"

#define CONFIG_PATH "/etc/puntual/puntual.conf"

static const char usage[] =
    "usage: puntual serve [-c FILE] [--clock-rate N [--clock-start INSTANT] [--clock-anchor MS]]\n"
    "\n"
    "  -c FILE                the configuration (" CONFIG_PATH ")\n"
    "  --clock-rate N         world time runs N times as fast, for demos and tests\n"
    "  --clock-start INSTANT  and is this at the anchor (RFC 3339)\n"
    "  --clock-anchor MS      monotonic ms of the machine; 0: now\n";

int
serve_read_options(struct serve_options *out, int argc, char **argv)
{
	static const struct option options[] = {
	    {"config", required_argument, NULL, 'c'},
	    {"clock-rate", required_argument, NULL, 'r'},
	    {"clock-start", required_argument, NULL, 's'},
	    {"clock-anchor", required_argument, NULL, 'a'},
	    {"help", no_argument, NULL, 'h'},
	    {0},
	};
	struct when at;
	int option;

	*out = (struct serve_options){
	    .config_path = CONFIG_PATH, .clock = {.rate = 1, .start_utc_ms = AT_NONE}};
	optind = 0;
	while ((option = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		int rc = 0;

		switch (option) {
		case 'c': out->config_path = optarg; break;
		case 'r': rc = text_parse_i64(span_of(optarg), 1, DAY_MS, &out->clock.rate); break;
		case 's':
			rc = when_parse(span_of(optarg), &at);
			if (rc == 0)
				out->clock.start_utc_ms = when_utc(at);
			if (out->clock.start_utc_ms == AT_NONE)
				rc = ERR_MALFORMED;
			break;
		case 'a':
			rc = text_parse_i64(
			    span_of(optarg), 0, INT64_MAX, &out->clock.anchor_wire_ms);
			break;
		case 'h': fputs(usage, stdout); return EXIT_CODE_OK;
		default: fputs(usage, stderr); return EXIT_CODE_USAGE;
		}
		if (rc < 0) {
			fprintf(stderr, "puntual serve: '%s' is not what this option takes\n%s",
			    optarg, usage);
			return EXIT_CODE_USAGE;
		}
	}
	if (optind != argc || (out->clock.rate == 1 && out->clock.start_utc_ms != AT_NONE)) {
		fputs(usage, stderr);
		return EXIT_CODE_USAGE;
	}
	return -1;
}
