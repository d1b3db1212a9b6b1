#pragma once

/*
 * who: who asks: the commands' socket, a program by its token, a person of the desk by their session, a customer by their link. Found once,
 * before any handler; handlers read it from their call. Web thread only.
 */

#include "monitor/base/access.h"
#include "monitor/web/server.h"
#include "store/store.h"

enum who_kind { WHO_NOBODY, WHO_LOCAL, WHO_TOKEN, WHO_SESSION, WHO_LINK };

struct who {
	enum who_kind kind;
	uint32_t scopes;                   /* enum access_scope */
	char shop[LIMIT_SHOP_ROOM];        /* "": every shop */
	char name[LIMIT_EMAIL_ROOM];       /* of a token; the e-mail of a person; "" */
	char order[LIMIT_ORDER_ROOM];      /* WHO_LINK: the order, of `shop` */
	uint8_t digest[SIGN_SHA256_BYTES]; /* of what was shown: to end a session */
	char csrf[ACCESS_SECRET_ROOM];     /* WHO_SESSION: what each of its forms carries */
	int64_t since_utc_ms;              /* WHO_SESSION: when it began */
};

/* WHO_NOBODY when nothing is shown, or nothing that holds; `refused` when something was. ERR_ of the store. */
int who_find(struct store_reader *reader, const struct server_request *request, int64_t now_utc_ms,
    struct who *out, bool *refused) MUST_CHECK;

/* Whom a trusted proxy says that it has let in: the one value of the header; "" when nobody, or it is not to be believed. */
const char *who_proxied(const struct server_request *request, const char *header);

/* By the link in a customer's page; WHO_NOBODY when there is no such. */
int who_find_link(struct store_reader *reader, const char *link, struct who *out) MUST_CHECK;

/* A form, or a script's request, comes from a page of ours: its token is that of the session, and the browser names no other site. */
bool who_csrf_holds(const struct who *who, const char *token);
bool who_same_origin(const struct server_request *request);
