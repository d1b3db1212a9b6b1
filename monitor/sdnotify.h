#pragma once

/*
 * sdnotify: words to the service manager: ready, reloading, stopping, alive, a line of status. One datagram each to the socket that
 * $NOTIFY_SOCKET names (a path, or an abstract name after '@'), without libsystemd. `address` is that value, NULL or "" when nobody
 * listens: then nothing is sent and 0 is returned. Any thread.
 */

#include "monitor/base/err.h"

#include <stdint.h>
#include <sys/types.h>

/* ERR_RANGE for an address that is none, ERR_TIMEOUT when the manager does not take it within 200 ms, ERR_NOT_FOUND when it is gone,
 * ERR_IO. */
int sdnotify_ready(const char *address) MUST_CHECK;
int sdnotify_reloading(const char *address) MUST_CHECK; /* ready ends it */
int sdnotify_stopping(const char *address) MUST_CHECK;
int sdnotify_alive(const char *address) MUST_CHECK; /* feeds the watchdog */

/* What `systemctl status` shows; made one clean line. */
int sdnotify_status(const char *address, const char *text) MUST_CHECK;

/* How often to say alive, in wire ms, from $WATCHDOG_USEC and $WATCHDOG_PID (NULL when unset): half of what the manager
 * waits; 0: no watchdog for `self`. */
int64_t sdnotify_watchdog_ms(const char *usec, const char *pid, pid_t self);
