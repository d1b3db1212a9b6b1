#pragma once

/*
 * routes: every call that there is, one row each, and who may make it. What has no row does not exist. To add one: a row in routes.c, its
 * handler, and, of the API, its words in api.txt and a test.
 */

#include "monitor/web/api.h"

enum route_kind {
	ROUTE_API,   /* programs by token, the desk's scripts by session, the commands: JSON */
	ROUTE_LOCAL, /* the commands alone: JSON */
	ROUTE_PAGE,  /* people of the desk: HTML and forms */
	ROUTE_LINK,  /* customers: HTML and forms; the first "*" of the path is their link */
	ROUTE_OPEN,  /* anybody */
	ROUTE_DOOR,  /* whoever signed the body: the handler looks at its raw bytes */
};

/* What "*" names: one of another shop than the caller's is not there. */
enum route_subject {
	SUBJECT_NONE,
	SUBJECT_SHIPMENT,
	SUBJECT_CASE,
	SUBJECT_NOTICE,
	SUBJECT_ACCOUNT
};

struct route {
	const char *method;
	const char *path; /* "*" stands for one part, which becomes call->id */
	const char *
	    names; /* parameters (GET) or members and fields (POST) that are known, by blanks; NULL: the handler's own check */
	api_fn *handle;
	enum route_kind kind;
	uint32_t scopes; /* one of them is needed; 0: none */
	enum route_subject subject;
	bool every; /* only for who sees every shop */
};

/* The first row that fits is taken: fixed parts stand before "*". */
extern const struct route routes[];
extern const size_t route_count;
