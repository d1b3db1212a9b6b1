#pragma once

/*
 * options: every option of the configuration in one const table that the parser, check-config, its dump and the test of the
 * documentation read; and how each kind of value is written. A new option is a row here, a line in README.md and one in
 * systemd/puntual.conf.example. Pure, but that a credential is read from its file.
 */

#include "monitor/config.h"

enum config_section {
	SECTION_TOP = 0,       /* struct config */
	SECTION_WEB = 1,       /* struct web_settings */
	SECTION_MAIL = 2,      /* struct mail_settings */
	SECTION_SHOP = 3,      /* struct shop, titled by its id */
	SECTION_PROMISE = 4,   /* struct promise_rule, titled by its id */
	SECTION_CARRIER = 5,   /* struct account, titled by its id */
	SECTION_CHANNEL = 6,   /* struct channel_settings, titled by its id */
	SECTION_CONNECTOR = 7, /* struct connector_settings, titled by its id */
	SECTION_IMPORT = 8,    /* struct import_profile, titled by its id */
	SECTION_EVENTS = 9,    /* struct event_endpoint, titled by its id */
	SECTION_COUNT
};

/* How a kind of value is written, and how it is read into the member of its option: ERR_MALFORMED, ERR_RANGE, ERR_TOO_BIG,
 * ERR_NOT_FOUND, ERR_FORBIDDEN, ERR_IO or ERR_NOMEM with why->text saying what is expected. */
struct option_kind {
	const char *form; /* for people: "5m, 2h, 1d" */
	int (*read)(const struct config_option *option, const char *text,
	    const struct config_env *env, void *member, struct why *why);
};

struct config_option {
	enum config_section section;
	const char *name;
	const struct option_kind *kind;
	int64_t least, most;  /* of numbers, in the member's unit */
	const char *fallback; /* as written; NULL: must be given; "": unset */
	bool reloadable;
	size_t offset, room; /* of the member in its section's struct */
	const char *help;    /* one clause */
};

/* In the order of the dump: by section. From SECTION_SHOP on sections have titles. */
extern const struct config_option config_options[];
extern const size_t config_option_count;

/* "", "web", "mail", "shop", "promise", "carrier", "channel", "connector", "import", "events". */
const char *config_section_name(enum config_section section);

/* An id of a shop or account: [a-z0-9-], 1..31 bytes. */
bool config_id_valid(const char *id);
