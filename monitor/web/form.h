#pragma once

/*
 * form: what a browser sends as name=value&name=value, in a query or a body, decoded; and cookies. Bounded, and nothing is there twice:
 * of two values, which one would hold? Pure.
 */

#include "monitor/base/buf.h"
#include "monitor/base/limits.h"

struct form_field {
	const char *name, *value; /* UTF-8, decoded */
};

struct form {
	struct buf text; /* what the fields point into */
	struct form_field fields[LIMIT_FORM_FIELDS];
	size_t count;
};

void form_init(struct form *form);
void form_clear(struct form *form);

/* ERR_MALFORMED (broken escape, no UTF-8, NUL), ERR_EXISTS (a field twice), ERR_TOO_BIG, ERR_NOMEM; why->path names the field. */
int form_parse(struct form *form, struct span in, struct why *why) MUST_CHECK;

/* "" when absent. */
const char *form_get(const struct form *form, const char *name);
bool form_has(const struct form *form, const char *name);

/* A cookie of a Cookie header. False, and "" in dst: absent, there twice, or too long. */
bool form_cookie(const char *header, const char *name, char *dst, size_t room);

/* A Set-Cookie value: for this host alone, unseen by scripts, not sent along from other sites' forms; over https alone, and so named that a
 * browser holds to it, where `tls`. `max_age_s` 0 ends the cookie. ERR_TOO_BIG, ERR_NOMEM. */
int form_cookie_add(
    struct buf *b, const char *name, const char *value, int64_t max_age_s, bool tls) MUST_CHECK;
