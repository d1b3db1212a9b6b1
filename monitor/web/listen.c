#include "monitor/web/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "monitor/base/text.h"

enum {
	BACKLOG = 512,
	FIRST_PASSED = 3,  /* sd_listen_fds(3) */
	GROUPS_MOST = 256, /* supplementary groups of a peer that are looked at */
};

/* ---- who is there ---- */

static bool
peer_in_group(int fd, gid_t primary, gid_t group)
{
	gid_t groups[GROUPS_MOST];
	socklen_t len = sizeof(groups);

	if (primary == group)
		return true;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &len) < 0)
		return false;
	for (size_t i = 0; i < len / sizeof(groups[0]); i++)
		if (groups[i] == group)
			return true;
	return false;
}

bool
listen_allowed(const struct listen_socket *l, int fd)
{
	struct ucred peer;
	socklen_t len = sizeof(peer);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) < 0)
		return false;
	return peer.uid == geteuid() || peer.uid == 0 ||
	    (l->has_group && peer_in_group(fd, peer.gid, l->group));
}

int
listen_set_group(struct listen_socket *l, const char *name, struct why *why)
{
	char room[16384];
	struct group entry, *found = NULL;

	if (name[0] == '\0')
		return 0;
	if (getgrnam_r(name, &entry, room, sizeof(room), &found) != 0 || found == NULL)
		return why_set(
		    why, ERR_NOT_FOUND, SIZE_MAX, "group", "there is no group '%s'", name);
	l->has_group = true;
	l->group = entry.gr_gid;
	return 0;
}

/* ---- a Unix socket ---- */

static struct sockaddr_un
address_of(const struct listen_socket *l)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	_Static_assert(sizeof(address.sun_path) == sizeof(l->path), "one length for both");
	memcpy(address.sun_path, l->path, sizeof(l->path));
	return address;
}

/* Whether somebody accepts connections on a socket file. */
static bool
answered(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool yes;

	if (fd < 0)
		return true; /* not known: leave it alone */
	yes = connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0 ||
	    errno != ECONNREFUSED;
	(void)close(fd);
	return yes;
}

static int
remove_stale(const struct sockaddr_un *address, struct why *why)
{
	struct stat found;

	if (lstat(address->sun_path, &found) < 0)
		return 0; /* bind tells what else is wrong */
	if (!S_ISSOCK(found.st_mode))
		return why_set(why, ERR_EXISTS, SIZE_MAX, "socket",
		    "'%s' is no socket: move it away, or choose another path", address->sun_path);
	if (answered(address))
		return why_set(why, ERR_IN_USE, SIZE_MAX, "socket",
		    "another daemon answers on '%s'", address->sun_path);
	(void)unlink(address->sun_path); /* bind tells when it could not */
	return 0;
}

/* Nobody but us gets in before owner and mode are right. */
static int
bind_unix(struct listen_socket *l, const struct sockaddr_un *address, bool *bound, struct why *why)
{
	const char *step = "bind";
	int rc;

	/* The mode that bind gives to the file; chmod below settles it. */
	(void)fchmod(l->fd, S_IRUSR | S_IWUSR);
	if (bind(l->fd, (const struct sockaddr *)address, sizeof(*address)) < 0)
		goto fail;
	*bound = true;
	step = "chown";
	if (l->has_group && chown(l->path, (uid_t)-1, l->group) < 0)
		goto fail;
	step = "chmod";
	if (chmod(l->path, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) < 0)
		goto fail;
	step = "listen";
	if (listen(l->fd, BACKLOG) == 0)
		return 0;
fail:
	rc = err_from_errno(errno);
	return why_set(why, rc, SIZE_MAX, "socket", "%s '%s': %s", step, l->path, err_text(rc));
}

int
listen_unix(const char *path, const char *group, struct listen_socket *out, struct why *why)
{
	struct listen_socket l = {.fd = -1, .side = LISTEN_LOCAL};
	struct sockaddr_un address;
	bool bound = false;
	int rc;

	if (text_copy(l.path, sizeof(l.path), path) < 0)
		return why_set(why, ERR_TOO_BIG, SIZE_MAX, "socket",
		    "its path is too long: at most %zu bytes", sizeof(l.path) - 1);
	address = address_of(&l);
	rc = listen_set_group(&l, group, why);
	if (rc == 0)
		rc = remove_stale(&address, why);
	if (rc < 0)
		return rc;
	l.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l.fd < 0)
		return why_set(why, err_from_errno(errno), SIZE_MAX, "socket", "cannot be made");
	rc = bind_unix(&l, &address, &bound, why);
	if (!bound)
		l.path[0] = '\0'; /* another's file is not ours to remove */
	if (rc < 0)
		listen_close(&l);
	else
		*out = l;
	return rc;
}

/* ---- TCP ---- */

static int
split_address(const char *address, char *host, size_t room, const char **port)
{
	const char *colon = strrchr(address, ':');
	struct span name;
	int64_t number;

	if (colon == NULL || text_parse_i64(span_of(colon + 1), 0, 65535, &number) < 0)
		return ERR_MALFORMED;
	name = (struct span){address, (size_t)(colon - address)};
	if (name.len > 2 && name.data[0] == '[' && name.data[name.len - 1] == ']')
		name = (struct span){name.data + 1, name.len - 2};
	*port = colon + 1;
	return text_copy_span(host, room, name) < 0 ? ERR_MALFORMED : 0;
}

/* Connections take it over from their listener. Else the end of an answer of two writes waits for the client to acknowledge the first, 40 ms
 * where that waits for more. A Unix socket knows no such thing. */
static void
send_at_once(int fd)
{
	const int yes = 1;

	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
}

static int
bind_tcp(const struct addrinfo *to)
{
	const int yes = 1;
	int fd = socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int rc;

	if (fd < 0)
		return err_from_errno(errno);
	/* Else a restart would wait until the connections of the last run are forgotten. */
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	send_at_once(fd);
	if (bind(fd, to->ai_addr, to->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	rc = errno == EADDRINUSE ? ERR_IN_USE : err_from_errno(errno);
	(void)close(fd);
	return rc;
}

int
listen_tcp(const char *address, struct listen_socket *out, struct why *why)
{
	const struct addrinfo hints = {.ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM,
	    .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	const char *port;
	char host[64];
	int fd;

	if (split_address(address, host, sizeof(host), &port) < 0 ||
	    getaddrinfo(host[0] != '\0' ? host : NULL, port, &hints, &found) != 0)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "web.listen",
		    "'%s' is no address with its port, as 127.0.0.1:8080", address);
	fd = bind_tcp(found);
	freeaddrinfo(found);
	if (fd < 0)
		return why_set(why, fd, SIZE_MAX, "web.listen", "cannot listen on '%s': %s",
		    address, err_text(fd));
	*out = (struct listen_socket){.fd = fd, .side = LISTEN_PUBLIC};
	return 0;
}

int
listen_port(const struct listen_socket *l)
{
	struct sockaddr_storage name = {.ss_family = AF_UNSPEC};
	struct sockaddr_in v4;
	socklen_t len = sizeof(name);

	if (getsockname(l->fd, (struct sockaddr *)&name, &len) < 0 ||
	    (name.ss_family != AF_INET && name.ss_family != AF_INET6))
		return 0;
	/* The port stands at the same place in both. */
	memcpy(&v4, &name, sizeof(v4));
	return ntohs(v4.sin_port);
}

/* ---- passed on by the service manager ---- */

static int
take_passed(int fd, struct span name, struct listen_socket *out)
{
	int accepting = 0;
	socklen_t len = sizeof(accepting);

	if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &accepting, &len) < 0 || !accepting ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 || fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
		return ERR_MALFORMED;
	send_at_once(fd);
	*out = (struct listen_socket){
	    .fd = fd, .side = span_equal_str(name, "api") ? LISTEN_LOCAL : LISTEN_PUBLIC};
	return 0;
}

int
listen_passed(const char *pid, const char *fds, const char *names, struct listen_socket *out,
    size_t room, size_t *count, struct why *why)
{
	struct span rest = span_of(names != NULL ? names : "");
	int64_t owner, number;

	*count = 0;
	if (pid == NULL || fds == NULL || text_parse_i64(span_of(pid), 1, INT32_MAX, &owner) < 0 ||
	    owner != getpid())
		return 0;
	if (text_parse_i64(span_of(fds), 0, (int64_t)room, &number) < 0)
		return why_set(why, ERR_TOO_BIG, SIZE_MAX, "LISTEN_FDS",
		    "the service manager passed '%s' sockets: at most %zu", fds, room);
	for (int i = 0; i < (int)number; i++) {
		struct span name = {"", 0};

		(void)text_split(&rest, ':', &name); /* unnamed ones are public */
		if (take_passed(FIRST_PASSED + i, name, &out[*count]) < 0)
			return why_set(why, ERR_MALFORMED, SIZE_MAX, "LISTEN_FDS",
			    "descriptor %d is no listening socket", FIRST_PASSED + i);
		++*count;
	}
	return 0;
}

void
listen_close(struct listen_socket *l)
{
	if (l->path[0] != '\0')
		(void)unlink(l->path);
	l->path[0] = '\0';
	if (l->fd >= 0)
		(void)close(l->fd);
	l->fd = -1;
}
