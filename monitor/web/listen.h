#pragma once

/*
 * listen: the sockets that the server accepts from: a Unix socket with its owner and mode, a TCP address, or one that the service
 * manager opened for us. What a listener serves is told by its side. No HTTP here; start and stop of the web thread.
 */

#include "monitor/base/err.h"

#include <stdbool.h>
#include <sys/types.h>

/* Who comes in here. */
enum listen_side {
	LISTEN_LOCAL =
	    1, /* the commands: the daemon's user, root, or the group; they may do everything */
	LISTEN_PUBLIC = 2, /* anybody: what they may do, they must show */
};

struct listen_socket {
	int fd; /* -1: none */
	enum listen_side side;
	char path[108]; /* of a Unix socket that we made; "" none */
	bool has_group;
	gid_t group; /* whose members may connect: LISTEN_LOCAL */
};

#define LISTEN_INIT ((struct listen_socket){.fd = -1})

/* At `path`, LISTEN_LOCAL, mode 0660; `group` "" nobody's. A socket file that nobody answers on is replaced. ERR_IN_USE (somebody
 * answers), ERR_EXISTS (no socket), ERR_NOT_FOUND (folder or group), ERR_FORBIDDEN, ERR_TOO_BIG (path), ERR_IO; `why` says which. */
int listen_unix(
    const char *path, const char *group, struct listen_socket *out, struct why *why) MUST_CHECK;

/* "127.0.0.1:8080", "[::1]:8080", ":8080" (all addresses), LISTEN_PUBLIC. ERR_MALFORMED, ERR_IN_USE, ERR_IO. */
int listen_tcp(const char *address, struct listen_socket *out, struct why *why) MUST_CHECK;

/* What systemd passed on: `fds` and `names` as in $LISTEN_FDS and $LISTEN_FDNAMES when $LISTEN_PID (`pid`) is ours, NULL when unset. The one
 * named "api" is LISTEN_LOCAL, all others LISTEN_PUBLIC. *count is how many of `room` were filled. ERR_MALFORMED, ERR_TOO_BIG. */
int listen_passed(const char *pid, const char *fds, const char *names, struct listen_socket *out,
    size_t room, size_t *count, struct why *why) MUST_CHECK;

/* Who may connect to a LISTEN_LOCAL one that was passed on. ERR_NOT_FOUND. */
int listen_set_group(struct listen_socket *l, const char *name, struct why *why) MUST_CHECK;

/* The one at the other end of a connection may use a LISTEN_LOCAL socket. */
bool listen_allowed(const struct listen_socket *l, int fd);

/* The port that a TCP socket has; 0 for others. */
int listen_port(const struct listen_socket *l);

/* Removes the socket file first: one that nobody answers on may be another daemon's the next moment. The descriptor is closed unless
 * it was taken (fd -1). */
void listen_close(struct listen_socket *l);
