#pragma once

/*
 * account: how one shop's contract with one carrier is reached (configuration, immutable within a policy snapshot), its token
 * (memory only) and its state on disk (calls, blocks, health: else each restart would spend a day's quota again).
 */

#include "monitor/base/limits.h"
#include "monitor/base/secret.h"
#include "monitor/base/when.h"

/* A carrier without an adapter, as the configuration describes it; "" what is not said. Read by carriers/custom. */
struct custom {
	char name[64]; /* for people */
	char request[512];
	char body[1024];
	char headers[512];
	char auth[160];
	char format[8];
	char parcel[96]; /* paths (json_path) within the reply .. */
	char not_found[256];
	char service[96];
	char eta_from[96], eta_until[96];
	char events[96];
	char event_time[192]; /* .. and within an event */
	char event_code[96], event_text[96], event_place[96];
	char times[256];
	char zone[64];
	int lines[20]; /* of the configuration, in the order of custom_options */
};

struct account {
	char id[LIMIT_ACCOUNT_ROOM];        /* unique in the configuration: [a-z0-9-] */
	char carrier[LIMIT_ID_ROOM];        /* adapter */
	char carrier_name[LIMIT_NAME_ROOM]; /* as people call it; of `custom` the account's id */
	char shop[LIMIT_SHOP_ROOM];         /* whose contract it is; "" = any shop's */
	char origin[256];           /* "" = the adapter's own; https, or loopback in tests */
	char token_origin[256];     /* "" = `origin`, else the adapter's own */
	char service[32];           /* carrier specific: DHL `service`; "" = none */
	char user[LIMIT_NAME_ROOM]; /* client id, user name, account number: not secret */
	struct secret key;          /* API key, client secret or password */
	struct secret push_key, push_key_next; /* sign what the carrier sends by itself */
	bool trusted;        /* an experimental adapter may make customer notices */
	int64_t day_quota;   /* calls per UTC day; 0 = the adapter's published one */
	int64_t gap_ms;      /* shortest gap between two calls; 0 = the adapter's */
	int64_t interval_ms; /* shortest gap between two polls of one number; 0 = the adapter's */
	char codes
	    [LIMIT_CODES_BYTES]; /* what codes mean that no table lists; see carriers/codes.h */
	struct custom custom;
};

void account_clear(struct account *a);
int account_copy(struct account *dst, const struct account *src) MUST_CHECK;

/* The id under which the health of a channel's section is kept; "" mail. No account is called so. */
void account_of_channel(char id[LIMIT_ACCOUNT_ROOM], const char *section);

struct token {
	struct secret value;
	int64_t expires_utc_ms; /* AT_NONE: not said */
};

#define TOKEN_INIT ((struct token){.expires_utc_ms = AT_NONE})
void token_clear(struct token *t);
void token_move(struct token *dst, struct token *src);
/* There is one, and it is good beyond that moment. */
bool token_lasts(const struct token *t, int64_t beyond_utc_ms);

/* A code that no table lists. */
struct unknown_code {
	char code[LIMIT_CODE_ROOM];
	int64_t count;       /* answers that held it */
	int64_t last_utc_ms; /* when the last of them came */
};

/* On disk, one record an account; world time throughout. */
struct account_state {
	char id[LIMIT_ACCOUNT_ROOM];
	int32_t window_day;           /* UTC day that `calls` counts; DAY_NONE */
	int64_t calls;                /* requests sent that day, tokens included */
	int64_t blocked_until_utc_ms; /* 429, Retry-After, backing off; AT_NONE */
	int64_t token_tried_utc_ms;   /* last token attempt; AT_NONE */
	int health;                   /* 0, or the enum err of the last answers */
	int64_t failing_since_utc_ms; /* AT_NONE while healthy */
	int64_t ok_utc_ms;            /* last good answer; AT_NONE */
	int32_t failures;             /* in a row */
	bool
	    stopped; /* bad credentials: no calls until a person acts (`carriers retry`, new credential) */
	uint64_t credential_hash; /* of the key that was refused: another one starts it again */
	int64_t unknown_codes;    /* answers with codes that no table lists, in all: a code each */
	struct unknown_code unknown[LIMIT_UNKNOWN_CODES]; /* the most often seen */
	size_t unknown_count;
};

#define ACCOUNT_STATE_INIT                                                                         \
	((struct account_state){.window_day = DAY_NONE,                                            \
	    .blocked_until_utc_ms = AT_NONE,                                                       \
	    .token_tried_utc_ms = AT_NONE,                                                         \
	    .failing_since_utc_ms = AT_NONE,                                                       \
	    .ok_utc_ms = AT_NONE})
