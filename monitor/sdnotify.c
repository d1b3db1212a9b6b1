#include "monitor/sdnotify.h"

#include "monitor/base/text.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { SEND_LIMIT_MS = 200, STATUS_BYTES = 256, USEC_PER_MS = 1000 };

static int
address_of(const char *name, struct sockaddr_un *out, socklen_t *size)
{
	size_t len = strlen(name);

	if ((name[0] != '/' && name[0] != '@') || len < 2 || len >= sizeof(out->sun_path))
		return ERR_RANGE;
	*out = (struct sockaddr_un){.sun_family = AF_UNIX};
	memcpy(out->sun_path, name, len);
	/* An abstract name has a NUL in front and none behind. */
	if (name[0] == '@')
		out->sun_path[0] = '\0';
	*size =
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + (name[0] == '/' ? 1 : 0));
	return 0;
}

static int
send_text(const char *name, const char *text)
{
	const struct timeval limit = {.tv_usec = SEND_LIMIT_MS * USEC_PER_MS};
	struct sockaddr_un address;
	socklen_t size;
	int rc, fd;

	if (name == NULL || name[0] == '\0')
		return 0;
	rc = address_of(name, &address, &size);
	if (rc < 0)
		return rc;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_from_errno(errno);
	/* A manager that does not read must not hold the thread that feeds its watchdog. */
	if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) < 0 ||
	    sendto(fd, text, strlen(text), MSG_NOSIGNAL, (const struct sockaddr *)&address, size) <
		0)
		rc = errno == EAGAIN        ? ERR_TIMEOUT
		    : errno == ECONNREFUSED ? ERR_NOT_FOUND
					    : err_from_errno(errno);
	(void)close(fd); /* a datagram is sent or not */
	return rc;
}

int
sdnotify_ready(const char *address)
{
	return send_text(address, "READY=1");
}

int
sdnotify_reloading(const char *address)
{
	return send_text(address, "RELOADING=1");
}

int
sdnotify_stopping(const char *address)
{
	return send_text(address, "STOPPING=1");
}

int
sdnotify_alive(const char *address)
{
	return send_text(address, "WATCHDOG=1");
}

int
sdnotify_status(const char *address, const char *text)
{
	char clean[STATUS_BYTES], line[STATUS_BYTES + sizeof("STATUS=")];

	(void)text_clean(clean, sizeof(clean), span_of(text));
	(void)snprintf(line, sizeof(line), "STATUS=%s", clean);
	return send_text(address, line);
}

int64_t
sdnotify_watchdog_ms(const char *usec, const char *pid, pid_t self)
{
	int64_t value;

	if (pid != NULL &&
	    (text_parse_i64(span_of(pid), 1, INT32_MAX, &value) < 0 || value != self))
		return 0;
	if (usec == NULL || text_parse_i64(span_of(usec), 1, INT64_MAX, &value) < 0)
		return 0;
	return value / USEC_PER_MS / 2 > 0 ? value / USEC_PER_MS / 2 : 1;
}
