#include "monitor/daemon.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "carriers/carrier.h"
#include "monitor/base/crash.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/base/zone.h"
#include "monitor/cli/cli.h"
#include "monitor/cli/serve.h"
#include "monitor/config.h"
#include "monitor/log.h"
#include "monitor/loop.h"
#include "monitor/net/transport.h"
#include "monitor/notice/events_out.h"
#include "monitor/notice/outbox.h"
#include "monitor/notice/outbox_hook.h"
#include "monitor/poll/poll.h"
#include "monitor/poll/rounds.h"
#include "monitor/poll/sandbox.h"
#include "monitor/promise/judge.h"
#include "monitor/sdnotify.h"
#include "monitor/shops/folder.h"
#include "monitor/shops/inbox.h"
#include "monitor/shops/reconcile.h"
#include "monitor/web/web.h"
#include "store/store.h"

enum {
	STOP_TRANSFER_MS = 10000, /* wire: what is under way may still answer for so long */
	STOP_WRITE_MS = 5000,     /* wire: and its outcome may still reach the writer */
	STOP_MAIL_MS = 10000, /* wire: a mail that still waits for its server is in doubt then */
	SIGNALS = 3,
};

struct daemon {
	struct serve_options options;
	const char *notify; /* $NOTIFY_SOCKET, NULL */
	struct config *config;
	uint64_t generation; /* of the configuration in force */

	struct clock *clock;
	struct loop *loop;
	struct store *store;
	struct store_port *port;
	struct store_reader *reader;
	struct loop_watch *port_watch;
	struct transport *transport; /* to carriers */
	struct transport *hooks;     /* to what shops have configured: another pool */
	struct sandbox *sandbox;
	struct poll *poll;
	struct rounds *rounds;
	struct inbox *inbox;
	struct reconcile *reconcile;
	struct folder *folder;
	struct templates *templates;
	struct outbox *outbox;
	struct outbox_hook *hook;
	struct events_out *events;
	struct web *web;

	struct loop_signal *signals[SIGNALS];
	struct loop_timer *watchdog;
	struct loop_timer *stop_timer;
	int64_t watchdog_ms;
	uint64_t store_turns, web_turns; /* when the watchdog looked last */
	bool stopping;
	int exit_code;
};

/* ---- configuration ---- */

/* Every error of the file, a line each, to a person at start and to the log on reload. */
static int
load(struct daemon *d, struct config **out, bool starting)
{
	struct config_env env = {
	    .credentials = getenv("CREDENTIALS_DIRECTORY"),
	    .adapter_name = carrier_name_of,
	    .generation = d->generation + 1,
	};
	struct config_errors errors;
	struct buf text = BUF_INIT(LIMIT_CONFIG_BYTES);
	int rc = config_load(d->options.config_path, &env, out, &errors);

	if (rc == 0) {
		d->generation++;
		return 0;
	}
	if (starting) {
		(void)config_add_errors(&text, d->options.config_path, &errors);
		fprintf(stderr, "%s", buf_str(&text));
	}
	for (size_t i = 0; !starting && i < errors.count; i++)
		log_err("config.refused", F_STR("file", d->options.config_path),
		    F_INT("line", errors.items[i].line), F_STR("text", errors.items[i].text));
	buf_clear(&text);
	return rc;
}

/* The service manager was told, or could not be: then it acts by itself, and there is nothing to do about it but to say so. */
static void
told(int rc)
{
	if (rc < 0)
		log_warn("sdnotify.untold", F_ERR("error", rc));
}

static void
reload(struct daemon *d)
{
	const struct config_setting *fixed[CONFIG_ERRORS];
	struct config *next = NULL;
	size_t count;

	told(sdnotify_reloading(d->notify));
	if (load(d, &next, false) == 0 && poll_set_policy(d->poll, next->policy) == 0 &&
	    reconcile_set_policy(d->reconcile, next->policy) == 0 &&
	    events_out_set_policy(d->events, next->policy) == 0) {
		rounds_set_policy(d->rounds, next->policy);
		inbox_set_policy(d->inbox, next->policy);
		folder_set_policy(d->folder, next->policy);
		outbox_set_policy(d->outbox, next->policy);
		outbox_hook_set_policy(d->hook, next->policy);
		web_policy(d->web, next->policy);
		log_set_level(next->log_level);
		count = config_needs_restart(d->config, next, fixed, CONFIG_ERRORS);
		for (size_t i = 0; i < count; i++)
			log_warn("config.needs_restart", F_INT("line", fixed[i]->line));
		config_free(d->config);
		d->config = next;
		log_notice("config.reloaded", F_STR("file", d->options.config_path),
		    F_INT("generation", d->generation));
	} else {
		config_free(next);
		log_warn("config.kept", F_STR("file", d->options.config_path));
	}
	told(sdnotify_ready(d->notify));
}

/* ---- stop: each step begins when the one before has ended ---- */

static void
stop_done(void *arg)
{
	struct daemon *d = arg;

	loop_stop(d->loop);
}

/* The outcomes of the last transfers are on their way to the writer. */
static void
stop_written(struct daemon *d)
{
	if (poll_busy(d->poll) == 0 && outbox_hook_busy(d->hook) == 0 &&
	    inbox_busy(d->inbox) == 0 && events_out_busy(d->events) == 0)
		loop_stop(d->loop);
}

static void
stop_transfers(void *arg)
{
	struct daemon *d = arg;

	if (transport_busy(d->transport) + transport_busy(d->hooks) > 0)
		return; /* the other one tells */
	loop_timer_after(d->stop_timer, STOP_WRITE_MS);
	stop_written(d);
}

static void
stop(struct daemon *d, int exit_code)
{
	if (d->stopping)
		return;
	d->stopping = true;
	d->exit_code = exit_code;
	log_notice("daemon.stopping", F_INT("in_flight", transport_busy(d->transport)));
	told(sdnotify_stopping(d->notify));
	poll_stop(d->poll);
	rounds_stop(d->rounds);
	inbox_stop(d->inbox);
	reconcile_stop(d->reconcile);
	outbox_hook_stop(d->hook);
	events_out_stop(d->events);
	transport_stop(d->transport, STOP_TRANSFER_MS, stop_transfers, d);
	transport_stop(d->hooks, STOP_TRANSFER_MS, stop_transfers, d);
}

/* ---- what wakes the loop ---- */

static void
on_signal(int number, void *arg)
{
	struct daemon *d = arg;

	if (number == SIGHUP)
		reload(d);
	else
		stop(d, EXIT_CODE_OK);
}

/* Each attempt commits, so a change of the mail channel is seen here. */
static void
tell_channel(struct daemon *d)
{
	struct outbox_status status;

	outbox_status(d->outbox, &status);
	rounds_channel(d->rounds, status.failing ? status.failing_since_utc_ms : 0, status.detail);
}

/* The writer has answered, or a commit has changed what is due. */
static void
on_port(int fd, int events, void *arg)
{
	struct daemon *d = arg;

	(void)fd;
	(void)events;
	(void)store_port_run(d->port);
	if (store_fault(d->store) != 0) {
		log_err("store.fault", F_ERR("error", store_fault(d->store)));
		stop(d, EXIT_CODE_FAILED);
	}
	if (d->stopping) {
		stop_written(d);
		return;
	}
	tell_channel(d);
	events_out_wake(d->events);
	poll_wake(d->poll);
	rounds_wake(d->rounds);
	inbox_wake(d->inbox);
}

/* The manager hears that we live only while each thread that turns by itself has turned since it last did. */
static void
on_watchdog(void *arg)
{
	struct daemon *d = arg;
	uint64_t store = store_turns(d->store);
	uint64_t web = web_turns(d->web);

	if (store != d->store_turns && web != d->web_turns)
		told(sdnotify_alive(d->notify));
	else
		log_err("daemon.stuck", F_INT("writer", store != d->store_turns),
		    F_INT("web", web != d->web_turns));
	d->store_turns = store;
	d->web_turns = web;
	loop_timer_after(d->watchdog, d->watchdog_ms);
}

/* The machine slept, or its clock leapt. */
static void
on_gap(int64_t from_utc_ms, int64_t until_utc_ms, void *arg)
{
	struct daemon *d = arg;

	log_warn("clock.gap", F_AT("from", from_utc_ms), F_AT("until", until_utc_ms));
	rounds_gap(d->rounds, from_utc_ms, until_utc_ms);
}

/* An account fails, or is well again: the shop may want a word now. */
static void
on_health(void *arg)
{
	struct daemon *d = arg;

	rounds_shops(d->rounds);
}

/* ---- start ---- */

static int64_t
log_world_ms(void *clock)
{
	return clock_world(clock);
}

static int
start_log(struct daemon *d)
{
	struct log_options options = {
	    .level = d->config->log_level,
	    .fd = STDERR_FILENO,
	    .journal = log_journal_of(getenv("JOURNAL_STREAM"), STDERR_FILENO),
	    .wire_ms = clock_machine_ms,
	    .world_ms = log_world_ms,
	    .world = d->clock,
	};

	return log_open(&options);
}

static int
start_store(struct daemon *d, struct why *why)
{
	struct store_options options = {
	    .path = d->config->store,
	    .soft_bytes = d->config->soft_bytes,
	    .judge = &judge_default,
	    .scaled = d->options.clock.rate > 1,
	};
	struct store_status status;
	int rc = store_open(&d->store, &options, why);

	if (rc == 0)
		rc = store_reader_new(d->store, &d->reader);
	if (rc == 0)
		rc = store_port_new(d->store, &d->port);
	if (rc == 0)
		rc = store_status(d->reader, &status);
	if (rc == 0 && status.clock_utc_ms != AT_NONE)
		clock_seen(d->clock, status.clock_utc_ms);
	if (rc == 0)
		store_port_follow(d->port);
	return rc;
}

/* Asked on the web thread. */
static void
mail_state(void *arg, struct web_mail *out)
{
	struct daemon *d = arg;
	struct outbox_status status;

	outbox_status(d->outbox, &status);
	(void)text_cut(out->state, sizeof(out->state),
	    span_of(status.workers == 0 ? "off"
		    : status.failing    ? "failing"
					: "ok"));
	out->failing_since_utc_ms = status.failing_since_utc_ms;
	(void)text_cut(out->detail, sizeof(out->detail), span_of(status.detail));
}

static int
start_outbox(struct daemon *d, struct why *why)
{
	struct outbox_options mail = {
	    .store = d->store,
	    .clock = d->clock,
	    .policy = d->config->policy,
	};
	struct outbox_hook_options hook = {
	    .loop = d->loop,
	    .store = d->store,
	    .transport = transport_port(d->hooks),
	    .policy = d->config->policy,
	};
	struct events_out_options events = {
	    .loop = d->loop,
	    .store = d->store,
	    .port = d->port,
	    .reader = d->reader,
	    .transport = transport_port(d->hooks),
	    .policy = d->config->policy,
	};
	int rc = templates_new(&d->templates, template_files, template_file_count, why);

	if (rc < 0)
		return rc;
	mail.templates = d->templates;
	hook.templates = d->templates;
	rc = outbox_hook_new(&hook, &d->hook);
	if (rc == 0)
		rc = events_out_new(&events, &d->events);
	return rc < 0 ? rc : outbox_start(&mail, &d->outbox);
}

/* rounds comes first: it hands in the gap since the last run, before anything is judged. */
static int
start_poll(struct daemon *d)
{
	struct rounds_options rounds = {
	    .loop = d->loop,
	    .store = d->store,
	    .port = d->port,
	    .reader = d->reader,
	    .carrier = carrier_find,
	    .policy = d->config->policy,
	};
	struct poll_options poll = {
	    .loop = d->loop,
	    .store = d->store,
	    .port = d->port,
	    .reader = d->reader,
	    .transport = sandbox_port(d->sandbox),
	    .carrier = carrier_find,
	    .policy = d->config->policy,
	    .health_changed = on_health,
	    .arg = d,
	};
	struct inbox_options inbox = {
	    .loop = d->loop,
	    .store = d->store,
	    .port = d->port,
	    .reader = d->reader,
	    .carrier = carrier_find,
	    .policy = d->config->policy,
	};
	struct reconcile_options reconcile = {
	    .loop = d->loop,
	    .port = d->port,
	    .reader = d->reader,
	    .transport = transport_port(d->hooks),
	    .policy = d->config->policy,
	};
	int rc = rounds_new(&rounds, &d->rounds);

	if (rc == 0)
		rc = inbox_new(&inbox, &d->inbox);
	if (rc == 0)
		rc = reconcile_new(&reconcile, &d->reconcile);
	if (rc == 0)
		rc = folder_start(&d->folder, d->store, d->clock, d->config->policy);
	return rc < 0 ? rc : poll_new(&poll, &d->poll);
}

static int
start_web(struct daemon *d, struct why *why)
{
	struct web_options options = {
	    .path = d->config->socket,
	    .group = d->config->socket_group,
	    .listen = d->config->web.listen,
	    .proxies = d->config->web.trusted_proxies,
	    .login_header = d->config->web.login_header,
	    .passed_pid = getenv("LISTEN_PID"),
	    .passed_fds = getenv("LISTEN_FDS"),
	    .passed_names = getenv("LISTEN_FDNAMES"),
	    .store = d->store,
	    .clock = d->clock,
	    .policy = d->config->policy,
	    .templates = d->templates,
	    .getters = {.mail = mail_state, .arg = d},
	};

	return web_start(&options, &d->web, why);
}

static int
start_loop(struct daemon *d)
{
	static const int numbers[SIGNALS] = {SIGTERM, SIGINT, SIGHUP};
	int rc = loop_timer_new(d->loop, on_watchdog, d, &d->watchdog);

	if (rc == 0)
		rc = loop_timer_new(d->loop, stop_done, d, &d->stop_timer);
	if (rc == 0)
		rc = loop_watch_new(d->loop, store_port_fd(d->port), on_port, d, &d->port_watch);
	if (rc == 0)
		rc = loop_watch_set(d->port_watch, LOOP_READ);
	for (size_t i = 0; rc == 0 && i < SIGNALS; i++)
		rc = loop_signal_new(d->loop, numbers[i], on_signal, d, &d->signals[i]);
	if (rc < 0)
		return rc;
	loop_on_gap(d->loop, on_gap, d);
	d->watchdog_ms =
	    sdnotify_watchdog_ms(getenv("WATCHDOG_USEC"), getenv("WATCHDOG_PID"), getpid());
	if (d->watchdog_ms > 0)
		loop_timer_after(d->watchdog, d->watchdog_ms);
	return 0;
}

/* In the reverse order of the start; half a start is ended too. */
static void
end(struct daemon *d)
{
	CRASH_POINT("daemon.ending");
	web_stop(d->web);
	if (d->outbox != NULL && outbox_stop(d->outbox, STOP_MAIL_MS) < 0) {
		/* A worker is with a server that does not answer: its notice is in doubt at the next start, and all that
		 * was committed is on disk. */
		log_warn("daemon.mail_waits");
		log_close();
		_exit(d->exit_code);
	}
	CRASH_POINT("daemon.mail_stopped");
	outbox_free(d->outbox);
	transport_free(d->transport);
	transport_free(d->hooks);
	if (d->port != NULL)
		(void)store_port_run(d->port);
	sandbox_free(d->sandbox);
	poll_free(d->poll);
	rounds_free(d->rounds);
	inbox_free(d->inbox);
	folder_stop(d->folder);
	reconcile_free(d->reconcile);
	outbox_hook_free(d->hook);
	events_out_free(d->events);
	templates_free(d->templates);
	loop_watch_free(d->port_watch);
	loop_timer_free(d->watchdog);
	loop_timer_free(d->stop_timer);
	for (size_t i = 0; i < SIGNALS; i++)
		loop_signal_free(d->signals[i]);
	store_port_free(d->port);
	store_reader_free(d->reader);
	store_close(d->store);
	loop_free(d->loop);
	log_close();
	clock_free(d->clock);
	config_free(d->config);
	transport_library_end();
	zone_thread_clear();
	locale_thread_clear();
}

static int
start(struct daemon *d)
{
	struct why why = {0};
	int rc = load(d, &d->config, true);

	if (rc < 0)
		return EXIT_CODE_USAGE;
	thread_block_signals();
	rc = transport_library_init();
	if (rc == 0)
		rc = clock_new(&d->clock, &d->options.clock);
	if (rc == 0)
		rc = start_log(d);
	if (rc == 0)
		rc = loop_new(&d->loop, d->clock);
	if (rc == 0)
		rc = start_store(d, &why);
	CRASH_POINT("daemon.store_open");
	if (rc == 0)
		rc = transport_new(d->loop, &(struct transport_settings){0}, &d->transport);
	if (rc == 0)
		rc = sandbox_new(d->loop, transport_port(d->transport), &d->sandbox);
	if (rc == 0)
		rc = transport_new(d->loop, &(struct transport_settings){0}, &d->hooks);
	if (rc == 0)
		rc = start_poll(d);
	if (rc == 0)
		rc = start_outbox(d, &why);
	if (rc == 0)
		rc = start_web(d, &why);
	CRASH_POINT("daemon.parts_started");
	if (rc == 0)
		rc = start_loop(d);
	if (rc == 0)
		return EXIT_CODE_OK;
	fprintf(stderr, "puntual serve: %s\n", why.text[0] != '\0' ? why.text : err_text(rc));
	return rc == ERR_IN_USE || rc == ERR_CONFLICT || rc == ERR_VERSION ? EXIT_CODE_USAGE
									   : EXIT_CODE_FAILED;
}

static int
run(struct daemon *d)
{
	int code = start(d);
	char status[128];

	if (code == EXIT_CODE_OK) {
		(void)snprintf(status, sizeof(status), "%zu shops, %zu carrier accounts",
		    d->config->policy->shop_count, d->config->policy->account_count);
		log_notice("daemon.ready", F_INT("pid", getpid()),
		    F_INT("shops", d->config->policy->shop_count),
		    F_INT("accounts", d->config->policy->account_count));
		told(sdnotify_status(d->notify, status));
		told(sdnotify_ready(d->notify));
		CRASH_POINT("daemon.ready");
		rounds_wake(d->rounds);
		poll_wake(d->poll);
		inbox_wake(d->inbox);
		CRASH_POINT("daemon.woken");
		code = loop_run(d->loop) < 0 ? EXIT_CODE_FAILED : d->exit_code;
		log_notice("daemon.stopped", F_INT("code", code));
	}
	end(d);
	return code;
}

int
serve_command(int argc, char **argv)
{
	struct daemon d = {.notify = getenv("NOTIFY_SOCKET")};
	int code = serve_read_options(&d.options, argc, argv);

	return code >= 0 ? code : run(&d);
}
