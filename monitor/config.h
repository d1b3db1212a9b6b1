#pragma once

/*
 * config: the configuration file, read whole into a policy snapshot and the daemon's own settings. Its options are one table
 * (monitor/config/options.h). Every wrong value, reference and file is told with its line; of syntax errors the first. A reload loads a
 * second configuration and swaps: a bad one changes nothing. The only file that includes <confuse.h>, whose scanner is not
 * thread safe: one load at a time. Never logs, never prints a credential.
 */

#include "monitor/base/policy.h"
#include "monitor/log.h"

struct config_option;

struct config_env {
	const char *credentials; /* $CREDENTIALS_DIRECTORY; NULL: none */
	/* What people call an adapter, NULL for one that is not known; NULL itself: every name passes. */
	const char *(*adapter_name)(const char *id);
	bool names_only;     /* credentials are not read: a check without the daemon's rights */
	uint64_t generation; /* of the policy */
};

/* One value in force: as written, or the default. */
struct config_setting {
	const struct config_option *option;
	char title[LIMIT_ACCOUNT_ROOM]; /* of its shop or carrier section; "" else */
	char *text;                     /* owned; of a credential the name of its file */
	int line;                       /* 0: the default */
};

/* Where people and programs come in besides the commands' socket. */
struct web_settings {
	char listen[64];           /* "" nowhere */
	char trusted_proxies[512]; /* addresses and nets parted by blanks or commas */
	char login_header[64];     /* in which one of them names who has logged in there; "" none */
};

struct config {
	char store[256];
	int64_t soft_bytes; /* 0: what the disk has */
	char socket[108];
	char socket_group[32]; /* "": its own user and root alone */
	struct web_settings web;
	enum log_level log_level;
	int32_t journal_days;        /* stands in the policy too, for the store */
	const struct policy *policy; /* one reference */
	struct config_setting *settings;
	size_t setting_count;
};

struct config_error {
	int line; /* 0: of the file as a whole */
	char text[256];
};

enum { CONFIG_ERRORS = 64 };

/* What is wrong, in the order of lines; later ones than CONFIG_ERRORS are only counted. */
struct config_errors {
	struct config_error items[CONFIG_ERRORS];
	size_t count; /* filled items */
	size_t total;
};

/* Read `path`. *out changes only on success; `errors` is set in any case. ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_IO, ERR_TOO_BIG of the
 * file, ERR_MALFORMED of its content, ERR_NOMEM: each with at least one error told. */
int config_load(const char *path, const struct config_env *env, struct config **out,
    struct config_errors *errors) MUST_CHECK;
void config_free(struct config *c);

/* "FILE:LINE: what is wrong", a line each. */
int config_add_errors(struct buf *b, const char *path, const struct config_errors *errors);

/* The table in force as a configuration file; what stands at its default says so. */
int config_dump(struct buf *b, const struct config *c);

/* The settings of `next` that differ from `current` and need a restart: at most `room`, borrowed from `next`; returns how many were
 * filled. */
size_t config_needs_restart(const struct config *current, const struct config *next,
    const struct config_setting **changed, size_t room);
