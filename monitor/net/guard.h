#pragma once

/*
 * guard: which addresses a request to a configured URL may go to. Somebody types such a URL, a name server answers for it, and what answers behind
 * our own walls must not be reachable that way: so the address is judged that is about to be connected, after the look-up, however it was
 * spelled. Pure.
 */

#include <stdbool.h>
#include <sys/socket.h>

/* `private_too`: the operator means it: loopback, private and unique-local addresses are good as well. Link-local ones (clouds serve
 * credentials there), multicast, and what is reserved or translates to such are refused in any case.
 * Ranges: IANA's IPv4 and IPv6 special-purpose address registries, read 2026-11. */
bool guard_allows(const struct sockaddr *address, bool private_too);
