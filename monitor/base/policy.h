#pragma once

/*
 * policy: the configuration as the rest of the program sees it: an immutable, counted snapshot that travels with each op, so that a
 * reload can never change a decision half way. Built by monitor/config (tests build their own).
 */

#include "monitor/base/account.h"
#include "monitor/base/color.h"
#include "monitor/base/holiday.h"
#include "monitor/base/notice.h"
#include "monitor/base/zone.h"

enum notices_mode { NOTICES_SHADOW = 0, NOTICES_SHOP = 1, NOTICES_CUSTOMERS = 2 };

/* Hours of one weekday in which the contact answers, local seconds of the day; open == close: closed. */
struct hours {
	int32_t open_second;
	int32_t close_second;
};

/* A day of the merchant's own: closed, or open though it is a public holiday. */
struct own_day {
	int32_t day;
	bool open;
};

struct own_days {
	struct own_day *items; /* owned; by day, each once */
	size_t count;
};

/* A way to reach people beside mail. */
struct channel_settings {
	char id[LIMIT_SHOP_ROOM];
	enum channel_id kind;
	char url[256]; /* "": the service's own, or in `key` */
	/* Token or password; of a webhook its signing secrets, one a line; of slack, teams and discord the whole URL. */
	struct secret key;
	char user[LIMIT_NAME_ROOM]; /* sms: the account */
	char from[64];      /* sms: our number or messaging service; whatsapp: our number's id */
	char to[128];       /* of alerts: topic, chat, phone */
	char template[64];  /* whatsapp: the approved template */
	int64_t per_minute; /* messages at most; 0: as the service allows */
	bool allow_private; /* its address may be this machine's or this network's */
	bool allow_http;
	bool repeat; /* send again what may have arrived; else it is a person's case */
};

/* Those of a shop, in the order in which they are tried; none: mail alone. */
struct shop_channels {
	char names[256];                            /* as written: ids of sections, "email" */
	enum channel_id kinds[LIMIT_SHOP_CHANNELS]; /* each once */
	const struct channel_settings *settings[LIMIT_SHOP_CHANNELS]; /* NULL: mail */
	size_t count;
};

/* A template of the shop's own, in the place of ours. */
struct own_template {
	char *path; /* "es/delay.md" */
	char *text;
};

struct own_templates {
	struct own_template *items; /* all owned */
	size_t count;
};

struct shop {
	char id[LIMIT_SHOP_ROOM];
	char name[LIMIT_NAME_ROOM]; /* brand, as customers know it */
	char domain[LIMIT_NAME_ROOM];
	char from[LIMIT_EMAIL_ROOM]; /* never a no-reply address */
	char reply_to[LIMIT_EMAIL_ROOM];
	char alerts_to[LIMIT_EMAIL_ROOM];   /* shop notices and the digest */
	struct shop_channels channels;      /* to customers */
	struct shop_channels alerts;        /* to the shop */
	char contact_name[LIMIT_NAME_ROOM]; /* the named person */
	char contact_phone[LIMIT_PHONE_ROOM];
	struct hours hours[7]; /* Monday first */
	char locale[LIMIT_LOCALE_ROOM];
	char zone[ZONE_ROOM];
	char country[3];
	char postcode[LIMIT_POSTCODE_ROOM];
	enum notices_mode notices;
	bool promise_made;           /* opt-in notice */
	int32_t quiet_from_second;   /* local, of the recipient: no customer notice from .. */
	int32_t quiet_until_second;  /* .. until; equal: none */
	int32_t digest_second;       /* local time of the daily digest; -1 never */
	int32_t stall_days_domestic; /* working days without a physical scan: at risk */
	int32_t stall_days_abroad;
	int64_t brake_floor;     /* customer notices an hour before the brake, at least */
	int64_t brake_per_mille; /* of open parcels */
	char calendar
	    [8]; /* whose public holidays it keeps: "ES-MD", "none"; "": those of country and postcode */
	struct holiday_place holidays;
	char own_days_file[256]; /* "" or where its own days are read from */
	struct own_days own_days;
	char templates_folder[256]; /* "" or where its own words are read from */
	struct own_templates own_templates;
	int64_t confidence_per_mille; /* so sure of a slip before it counts as one */
	bool forecast_speaks;   /* a forecast alone may write to customers, not to the shop only */
	int64_t keep_per_mille; /* so many promises it means to keep: a lane below is told */
	char pages_url
	    [256]; /* "" or the address under which customers' pages stand, without a slash at its end */
	char returns_url[256];   /* "" or where customers read how to send something back */
	char logo_url[256];      /* "" or a picture in the place of the shop's name */
	char accent[COLOR_ROOM]; /* "" or the colour of its customers' pages and mails, "b4431a" */
	char currency
	    [4]; /* "" or of what orders are worth: then mails name what a customer gets back */
	char goodwill_code[32]; /* "" or what a customer whom we let down gets for the next order */
	char return_path
	    [LIMIT_EMAIL_ROOM]; /* "" or where mails that cannot be delivered come back to, with a token */
	struct secret hook_keys; /* sign what the shop's own programs send: Standard Webhooks */
	int32_t
	    retain_days; /* what says whom an order was for is kept so long after its last parcel was over; 0: until erased */
	int64_t high_value_cents; /* orders from it on are handled sooner; 0: none */
	int32_t
	    order_budget; /* mails to the customer of one order in LIMIT_BUDGET_MS; more are a person's */
};

struct mail_settings {
	char url[256]; /* smtp://host:port, smtps:// */
	char user[LIMIT_NAME_ROOM];
	struct secret password;
	bool starttls;               /* required */
	char ca_file[256];           /* "" = the system's */
	char hello[LIMIT_NAME_ROOM]; /* EHLO name; "" = host name */
	int64_t per_minute;          /* relay limit; 0 none */
	int32_t workers;
};

/* What is promised to an order where the shop tells no date (monitor/base/promise_rule.h). */
struct promise_rule {
	char id[LIMIT_SHOP_ROOM];
	char shop[LIMIT_SHOP_ROOM];  /* "": of any; the same for the next two */
	char carrier[LIMIT_ID_ROOM]; /* the adapter's id */
	char service[64];
	char to[8]; /* "": anywhere; "ES", "ES-07": a country, and how its postcodes begin */
	int32_t
	    cut_off_second; /* of the shop's day: what is ordered later counts from its next working day */
	int32_t handling_days; /* working days of the shop until hand-over */
	int32_t carrier_days;  /* days of delivery after it */
	uint8_t weekdays;      /* on which the carrier delivers: 1 Monday .. 64 Sunday */
};

/* The system of a shop, which sends what is shipped by itself and can be asked. */
struct connector_settings {
	char id[LIMIT_SHOP_ROOM];
	char kind[LIMIT_ID_ROOM];
	char shop[LIMIT_SHOP_ROOM];
	struct secret key, key_next; /* sign its messages; of odoo: the end of the address */
	char addresses[256];         /* "" or those that its messages come from */
	char origin[256];            /* "" or where it is asked: https, or loopback in tests */
	char user[LIMIT_NAME_ROOM];  /* as whom it is asked */
	struct secret password;
	char promised[64];                /* "" or which field of an order holds the promised day */
	char available[64];               /* the same: the day on which a pre-order is available */
	char carriers[LIMIT_CODES_BYTES]; /* "NAME = adapter, NAME = -" */
	char pickup[256];    /* "NAME, NAME": ways of sending that end at a pickup point */
	int64_t interval_ms; /* between two questions */
};

/* How the files of a shop's system are read (monitor/base/profile.h). */
struct import_profile {
	char id[LIMIT_SHOP_ROOM];
	char shop[LIMIT_SHOP_ROOM];
	char columns[LIMIT_CODES_BYTES];  /* "COLUMN = field, COLUMN = -" */
	char fixed[256];                  /* "field = VALUE": what the files do not say */
	char carriers[LIMIT_CODES_BYTES]; /* "NAME = adapter, NAME = -" */
	char dates[128];                  /* patterns parted by bars; "": iso */
	char zone[ZONE_ROOM];             /* of times without an offset; "": the shop's */
	char folder[256];                 /* "" or where files are taken from */
};

/* A program of the shop's that is told what happens (monitor/base/event_out.h). */
struct event_endpoint {
	char id[LIMIT_SHOP_ROOM];
	char shop[LIMIT_SHOP_ROOM]; /* "": of every shop */
	char url[256];
	struct secret key; /* signing secrets, one a line */
	char names[512];   /* events that it hears, parted by commas; "": all */
	bool allow_private, allow_http;
};

struct policy {
	_Atomic int references; /* touched by policy_hold and policy_drop alone */
	struct shop *shops;
	size_t shop_count;
	struct account *accounts;
	size_t account_count;
	struct channel_settings *channels;
	size_t channel_count;
	struct connector_settings *connectors;
	size_t connector_count;
	struct import_profile *profiles;
	size_t profile_count;
	struct event_endpoint *endpoints;
	size_t endpoint_count;
	struct promise_rule *rules; /* the first that fits holds */
	size_t rule_count;
	struct mail_settings mail;
	int32_t journal_days; /* entries of the journal are kept so long; 0: for ever */
	uint64_t generation;  /* grows with every reload; part of the unchanged-reply hash */
};

/* A new reference; returns `p`. Atomic, any thread. The const hides the count alone. */
const struct policy *policy_hold(const struct policy *p);
/* Give a reference back; the last one frees. Accepts NULL. */
void policy_drop(const struct policy *p);
/* An empty policy with one reference; NULL when out of memory. */
struct policy *policy_new(void);

void own_templates_clear(struct own_templates *own);

const struct shop *policy_shop(const struct policy *p, const char *id);
/* How a shop is reached, or reaches, by this channel; NULL: by mail, or not at all (any more). */
const struct channel_settings *shop_channel(const struct shop *shop, enum channel_id channel);
const struct account *policy_account(const struct policy *p, const char *id);
const struct connector_settings *policy_connector(const struct policy *p, const char *id);
const struct event_endpoint *policy_endpoint(const struct policy *p, const char *id);
const struct import_profile *policy_profile(const struct policy *p, const char *id);

/* The first instant at or after `from_utc_ms` within the contact's hours; `from` itself when no hours are set (both). */
int64_t shop_open_at(const struct shop *shop, int64_t from_utc_ms);
/* The end of the contact's hours on the day of the next opening at or after `from_utc_ms`. */
int64_t shop_close_at(const struct shop *shop, int64_t from_utc_ms);
/* A working day there: the contact has hours on it (Monday to Friday when no hours are set), and it is neither a public holiday nor a day
 * of the shop's own when it is closed. */
bool shop_working_day(const struct shop *shop, int32_t day);
