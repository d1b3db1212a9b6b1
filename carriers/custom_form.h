#pragma once

/*
 * custom_form: how a carrier without an adapter is described in the configuration: how it is asked, where in its JSON or XML things
 * stand, how it writes times. custom.c follows the description; README.md has a worked example. Pure; any thread.
 */

#include "carriers/carrier.h"

struct custom_option {
	const char *name;
	size_t offset, room; /* in struct custom */
	bool needed;
};

/* What may be said of such a carrier; struct custom's `lines` has their order. */
enum custom_option_id {
	CUSTOM_NAME,
	CUSTOM_REQUEST,
	CUSTOM_BODY,
	CUSTOM_HEADERS,
	CUSTOM_AUTH,
	CUSTOM_FORMAT,
	CUSTOM_PARCEL,
	CUSTOM_NOT_FOUND,
	CUSTOM_SERVICE,
	CUSTOM_ETA_FROM,
	CUSTOM_ETA_UNTIL,
	CUSTOM_EVENTS,
	CUSTOM_EVENT_TIME,
	CUSTOM_EVENT_CODE,
	CUSTOM_EVENT_TEXT,
	CUSTOM_EVENT_PLACE,
	CUSTOM_TIMES,
	CUSTOM_ZONE,
	CUSTOM_OPTIONS
};

extern const struct custom_option custom_options[CUSTOM_OPTIONS];

/* The text of an option. */
const char *custom_text(const struct custom *custom, size_t option);

/* Whether an account's description can be followed, or is said of another adapter: ERR_MALFORMED with the option's name as
 * why->path. */
int custom_check(const struct account *account, struct why *why) MUST_CHECK;

/* The word before the first blank; `rest` moves behind it. */
struct span custom_word(struct span *rest);
