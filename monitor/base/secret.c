#include "monitor/base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

/* Secrets stand on pages of their own, so that the advice to leave them out of core dumps touches nothing
 * else. */
static size_t
pages_of(size_t len)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (len + 1 + page - 1) / page * page;
}

void
secret_clear(struct secret *s)
{
	if (s == NULL)
		return;
	if (s->bytes != NULL) {
		explicit_bzero(s->bytes, s->len);
		/* The allocator gives the pages to others next. Advice: a refusal changes nothing. */
		(void)madvise(s->bytes, pages_of(s->len), MADV_DODUMP);
		free(s->bytes);
	}
	*s = SECRET_INIT;
}

int
secret_set(struct secret *s, const char *bytes, size_t len)
{
	struct secret made = SECRET_INIT;

	if (len > LIMIT_SECRET_BYTES)
		return ERR_TOO_BIG;
	if (len > 0 && memchr(bytes, '\0', len) != NULL)
		return ERR_MALFORMED;
	if (len > 0) {
		made.bytes = aligned_alloc((size_t)sysconf(_SC_PAGESIZE), pages_of(len));
		if (made.bytes == NULL)
			return ERR_NOMEM;
		/* Before the bytes are there. Advice: a kernel without it still runs us. */
		(void)madvise(made.bytes, pages_of(len), MADV_DONTDUMP);
		memcpy(made.bytes, bytes, len);
		made.bytes[len] = '\0';
		made.len = len;
	}
	secret_move(s, &made);
	return 0;
}

int
secret_copy(struct secret *dst, const struct secret *src)
{
	return secret_set(dst, secret_bytes(src), src->len);
}

void
secret_move(struct secret *dst, struct secret *src)
{
	struct secret moved = *src;

	*src = SECRET_INIT;
	secret_clear(dst);
	*dst = moved;
}

/* systemd gives the files there to the service alone, whatever their mode says. */
static bool
in_credentials_directory(const char *path)
{
	const char *directory = getenv("CREDENTIALS_DIRECTORY");
	struct span in = span_of(path);

	return directory != NULL && directory[0] == '/' && text_starts(in, directory) &&
	    path[strlen(directory)] == '/' && strstr(path, "/../") == NULL;
}

int
secret_read_file(struct secret *s, const char *path)
{
	char bytes[LIMIT_SECRET_BYTES +
	    2]; /* its line feed, and one more to see that it is too big */
	struct stat status;
	size_t len = 0;
	int rc = 0;
	int fd;

	/* Not blocking: opening a pipe that nobody writes would hang the start. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		rc = err_from_errno(errno);
		return rc == ERR_NOT_FOUND || rc == ERR_FORBIDDEN ? rc : ERR_IO;
	}
	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
		rc = ERR_IO;
		goto out;
	}
	if ((status.st_mode & (S_IRGRP | S_IROTH)) != 0 && !in_credentials_directory(path)) {
		rc = ERR_FORBIDDEN;
		goto out;
	}
	while (len < sizeof(bytes)) {
		ssize_t got = read(fd, bytes + len, sizeof(bytes) - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			rc = ERR_IO;
			goto out;
		}
		if (got == 0)
			break;
		len += (size_t)got;
	}
	if (len > 0 && bytes[len - 1] == '\n')
		len--;
	rc = secret_set(s, bytes, len);
out:
	explicit_bzero(bytes, sizeof(bytes));
	(void)close(fd); /* only read */
	return rc;
}

bool
secret_present(const struct secret *s)
{
	return s->len > 0;
}

const char *
secret_bytes(const struct secret *s)
{
	return s->bytes != NULL ? s->bytes : "";
}
