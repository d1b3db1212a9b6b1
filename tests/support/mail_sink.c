/*
 * mail_sink: a mail server for tests, see sink.h. Prints its port as a line, then runs until SIGTERM or SIGINT.
 * usage: mail_sink [MAILDIR] [--script FILE] [--user NAME --password WORD] [--log FILE] [--ids FILE]
 */

#include <getopt.h>
#include <signal.h>
#include <stdio.h>

#include "monitor/base/buf.h"
#include "tests/support/sink.h"

enum { SCRIPT_BYTES = 65536 };

static void
on_signal(int number, void *arg)
{
	(void)number;
	loop_stop(arg);
}

static int
read_script(const char *path, struct buf *script)
{
	char bytes[4096];
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		return ERR_IO;
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		(void)buf_add(script, bytes, n);
	(void)fclose(f);
	return buf_error(script);
}

static int
run(const struct sink_options *options)
{
	struct loop_signal *term = NULL, *interrupt = NULL;
	struct clock *clock = NULL;
	struct loop *loop = NULL;
	struct sink *sink = NULL;
	int rc = clock_new(&clock, &(struct clock_options){.rate = 1, .start_utc_ms = AT_NONE});

	if (rc == 0)
		rc = loop_new(&loop, clock);
	if (rc == 0)
		rc = loop_signal_new(loop, SIGTERM, on_signal, loop, &term);
	if (rc == 0)
		rc = loop_signal_new(loop, SIGINT, on_signal, loop, &interrupt);
	if (rc == 0)
		rc = sink_new(loop, options, &sink);
	if (rc == 0) {
		printf("%d\n", sink_port(sink));
		(void)fflush(stdout);
		rc = loop_run(loop);
	}
	sink_free(sink);
	loop_signal_free(term);
	loop_signal_free(interrupt);
	loop_free(loop);
	clock_free(clock);
	return rc;
}

int
main(int argc, char **argv)
{
	static const struct option names[] = {
	    {"script", required_argument, NULL, 's'},
	    {"user", required_argument, NULL, 'u'},
	    {"password", required_argument, NULL, 'p'},
	    {"log", required_argument, NULL, 'l'},
	    {"ids", required_argument, NULL, 'i'},
	    {NULL, 0, NULL, 0},
	};
	struct sink_options options = {.password = ""};
	struct buf script = BUF_INIT(SCRIPT_BYTES);
	int c, rc = 0;

	while (rc == 0 && (c = getopt_long(argc, argv, "", names, NULL)) != -1)
		switch (c) {
		case 's': rc = read_script(optarg, &script); break;
		case 'u': options.user = optarg; break;
		case 'p': options.password = optarg; break;
		case 'l': options.log = optarg; break;
		case 'i': options.ids = optarg; break;
		default: return 2;
		}
	if (rc == 0 && optind + 1 < argc) {
		fputs("usage: mail_sink [MAILDIR] [--script FILE] [--user NAME --password WORD] "
		      "[--log FILE] [--ids FILE]\n",
		    stderr);
		return 2;
	}
	options.maildir = argv[optind];
	options.script = buf_str(&script);
	if (rc == 0)
		rc = run(&options);
	if (rc < 0)
		fprintf(stderr, "mail_sink: %s\n", err_text(rc));
	buf_clear(&script);
	return rc < 0 ? 1 : 0;
}
