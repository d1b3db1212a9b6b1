#pragma once

/*
 * bare: the least that a client on libcurl's multi interface and libevent can do: ask, copy the body, forget it. The measure of what
 * fetching alone costs. One handle a place in flight, kept; connections kept.
 */

#include <stddef.h>

struct bare;

/* The URL of the nth request. */
typedef void bare_url_fn(char *dst, size_t room, size_t nth);

/* `header` goes with each request. Exits when out of memory, as the others do when anything fails. */
struct bare *bare_new(size_t in_flight, const char *header, bare_url_fn *url);
void bare_free(struct bare *b);

/* That many requests, one after another in each place, to their end. */
void bare_run(struct bare *b, size_t requests);
