#pragma once

/*
 * connector: the one interface of a shop's system: bytes in, consignments out. Every function is pure: equal arguments, equal results; no clock,
 * file or socket; any thread. How to write one: README.md.
 */

#include "carriers/push.h"
#include "monitor/base/consignment.h"
#include "monitor/base/policy.h"

/* A message of a shop's system, or a page of its answer. */
struct shop_message {
	const struct connector_settings *settings;
	const struct http_headers *headers; /* of those that the connector names, at least */
	struct span body;
	const char *token;       /* what stood in the path behind the id; "" none */
	const char *zone;        /* the shop's, for times that stand without one */
	int64_t received_utc_ms; /* when it came */
};

/* "What has changed since?" One page after the other, each by one answer or several. */
struct shop_query {
	const struct connector_settings *settings;
	int64_t from_utc_ms;
	const char *zone;   /* the shop's */
	const char *cursor; /* of the answer before; "" at the first */
	const char
	    *token; /* by what right it is asked: what `enter` was answered, or the password */
	struct span
	    gathered; /* what has been answered of this page already, as a JSON list; empty: nothing */
};

enum { SHOP_CURSOR_ROOM = 160 };

struct shop_answer {
	char next[SHOP_CURSOR_ROOM]; /* what is asked after it; "": all is read */
	bool partial;                /* that is still about this page */
};

struct connector {
	const char *id;   /* as `kind` of a connector section says */
	const char *name; /* shown to people */

	/* Headers that verify, parse and the inbox look at; NULL-terminated. */
	const char *const *headers;
	/* The header that names a delivery, the same when it is repeated; NULL: its bytes alone do. */
	const char *delivery;
	bool waits; /* its sender waits while somebody works, and wants to read that all is well */
	/* NULL, as parse then: it sends nothing by itself. */
	enum push_verdict (*verify)(const struct shop_message *m);
	/* A message that says nothing, as a test of the connection does, and need not be signed: it is answered and not kept. NULL: none. */
	bool (*is_ping)(const struct shop_message *m);
	/* None for what is about no parcel. ERR_MALFORMED with `why`, ERR_NOMEM. */
	int (*parse)(const struct shop_message *m, struct consignment_list *out, struct why *why);

	/* NULL, or ERR_NOT_FOUND for these settings: the password is the right to ask. Else it is what a token is asked for with (OAuth 2.0), before
	 * the first question and when one has ended or is refused. */
	int (*enter)(const struct connector_settings *s, struct http_request *out);
	/* NULL: it cannot be asked. */
	int (*ask)(const struct shop_query *q, struct http_request *out);
	/* ERR_BAD_CREDENTIALS, ERR_RATE_LIMITED, ERR_OUTAGE, ERR_REJECTED, ERR_MALFORMED. Its bytes alone are what `page` reads again later:
	 * one answer, or where the system `gathers` the JSON list of those that make a page. */
	bool gathers;
	int (*answer)(const struct shop_query *q, const struct http_response *in,
	    struct shop_answer *out, struct why *why);
	int (*page)(const struct shop_message *m, struct consignment_list *out, struct why *why);
};

const struct connector *connector_find(const char *kind);
/* All, NULL after the last. */
const struct connector *const *connector_all(void);

/* The settings that a door's name stands for: a connector's, or a shop's own with its hook_keys, of which `room` is filled. NULL: nothing. What
 * is in `room` is borrowed of the policy. */
const struct connector_settings *connector_settings_of(
    const struct policy *policy, const char *name, struct connector_settings *room);

/* Those of its headers that the connector reads, a line each, for the inbox. ERR_TOO_BIG, ERR_NOMEM. */
int connector_headers(
    const struct connector *c, const struct http_headers *in, struct buf *out) MUST_CHECK;
/* And back. */
int connector_headers_parse(struct span text, struct http_headers *out) MUST_CHECK;

/* One message, one digest: of what names the delivery, and of its bytes. */
void connector_digest(const struct connector *c, const struct http_headers *headers,
    struct span body, uint8_t digest[SIGN_SHA256_BYTES]);

/* Parse a message or, of the answer to a question, a page. */
int connector_read(const struct connector *c, const struct shop_message *m, bool polled,
    struct consignment_list *out, struct why *why) MUST_CHECK;

extern const struct connector connector_webhook, connector_woocommerce, connector_shopify,
    connector_adobe, connector_odoo, connector_prestashop;
