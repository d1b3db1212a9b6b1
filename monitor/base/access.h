#pragma once

/*
 * access: who may enter, and as what: programs by a token, people of the desk by an invitation and then a session. What they show is a
 * secret; only its SHA-256 is kept, so that nobody who reads the store can enter. A value; pure.
 */

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/when.h"

/* Reaches disk. */
enum access_kind {
	ACCESS_TOKEN = 1, /* a program */
	ACCESS_USER =
	    2, /* a person of the desk: no secret of its own, `digest` is of shop and e-mail */
	ACCESS_INVITE = 3,  /* a link that lets a user in once */
	ACCESS_SESSION = 4, /* a user's browser */
	ACCESS_KINDS
};

/* What one may do; a set. Reaches disk. */
enum access_scope {
	SCOPE_INGEST = 1,  /* register, correct, cancel */
	SCOPE_SUPPORT = 2, /* find, read, own cases, mark, send and hold */
	SCOPE_REPORT = 4,  /* reports, forecasts and advice: no personal data */
	SCOPE_ADMIN = 8,   /* accounts, tokens, people */
	SCOPE_ALL = 15
};

struct access {
	uint8_t digest[SIGN_SHA256_BYTES]; /* its name on disk */
	enum access_kind kind;
	char shop[LIMIT_SHOP_ROOM];  /* "": every shop */
	char name[LIMIT_EMAIL_ROOM]; /* of a token, as its owner calls it; else the user's e-mail */
	uint32_t scopes;
	int64_t created_utc_ms;
	int64_t expires_utc_ms; /* AT_NONE: when it is ended */
	int64_t ended_utc_ms;   /* revoked, logged out, or an invitation that was used; AT_NONE */
};

#define ACCESS_INIT                                                                                \
	((struct access){                                                                          \
	    .created_utc_ms = AT_NONE, .expires_utc_ms = AT_NONE, .ended_utc_ms = AT_NONE})

/* It opens the door at this moment. */
bool access_holds(const struct access *a, int64_t now_utc_ms);

const char *access_kind_name(enum access_kind kind);

/* "ingest support report admin", those that are set, one blank between. */
int access_add_scopes(struct buf *b, uint32_t scopes);
/* Names parted by blanks or commas. ERR_MALFORMED for another word, or none. */
int access_scopes_parse(struct span in, uint32_t *scopes) MUST_CHECK;

/* 256 bits of chance as 43 characters of base64url. */
enum { ACCESS_SECRET_ROOM = 44 };
void access_secret(char out[ACCESS_SECRET_ROOM]);
void access_digest(struct span secret, uint8_t digest[SIGN_SHA256_BYTES]);
/* Of a user, who has no secret. */
void access_user_digest(const char *shop, const char *email, uint8_t digest[SIGN_SHA256_BYTES]);
