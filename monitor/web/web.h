#pragma once

/*
 * web: the thread that serves the API. The daemon starts it after the store and stops it before; everything else it asks for
 * by HTTP. What is here may be called from the daemon's loop thread.
 */

#include "monitor/base/policy.h"
#include "monitor/loop.h"

struct store;
struct templates;
struct web;

/* How mail fares; `state` is "ok", "failing" or "off". */
struct web_mail {
	char state[16];
	int64_t failing_since_utc_ms; /* AT_NONE */
	char detail[LIMIT_TEXT_ROOM];
};

/* What the web thread asks of others; called on it, so each must be safe on any thread. NULL where there is nothing to ask. */
struct web_getters {
	void (*mail)(void *arg, struct web_mail *out);
	/* A person acted on an account; its state on disk is cleared already. */
	void (*account_retried)(void *arg, const char *account);
	void *arg;
};

struct web_options {
	const char *path;    /* of the commands' socket */
	const char *group;   /* whose members may connect, "" */
	const char *listen;  /* "127.0.0.1:8080": where anybody comes in; NULL or "": nowhere */
	const char *proxies; /* whose word on a client's address is taken; NULL: nobody's */
	const char *login_header; /* in which they name who is at the desk; NULL or "": none */
	const char *passed_pid, *passed_fds, *passed_names; /* as listen_passed takes them */
	struct store *store;
	struct clock *clock;         /* outlives web, as the store does */
	const struct policy *policy; /* web takes its own reference */
	const struct templates
	    *templates; /* outlives web; NULL: no notice is shown before it is tried */
	struct web_getters getters;
	size_t connections;  /* 0: LIMIT_CONNECTIONS */
	int64_t deadline_ms; /* 0: LIMIT_CONNECTION_MS */
};

/* Listens when it returns. As listen_unix and listen_tcp; ERR_NOMEM. */
int web_start(const struct web_options *options, struct web **out, struct why *why) MUST_CHECK;

/* The port where anybody comes in, 0 none: for tests, which ask for port 0. */
int web_port(const struct web *w);

/* After a reload. */
void web_policy(struct web *w, const struct policy *policy);

/* Take no more, finish what is being done (some seconds at most; a running backup to its end), end the thread. Accepts NULL. */
void web_stop(struct web *w);

/* Grows while the thread turns: the watchdog compares. */
uint64_t web_turns(const struct web *w);
