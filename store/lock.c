#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Who has it, as the file says; a pid that is not there yet is "somebody". */
static int
in_use(int fd, const char *path, struct why *why)
{
	char holder[16] = "";
	ssize_t n = pread(fd, holder, sizeof(holder) - 1, 0);

	if (n > 0)
		holder[strcspn(holder, "\n")] = '\0';
	return why_set(why, ERR_IN_USE, SIZE_MAX, NULL, "%.80s is in use by process %s", path,
	    n > 0 ? holder : "unknown");
}

int
lock_store(const char *path, int *out, struct why *why)
{
	char file[PATH_MAX], pid[16];
	int fd, rc, len;

	if (snprintf(file, sizeof(file), "%s/lock", path) >= (int)sizeof(file))
		return why_set(
		    why, ERR_TOO_BIG, SIZE_MAX, NULL, "the path of the store is too long");
	fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return why_set(
		    why, err_from_errno(errno), SIZE_MAX, NULL, "%.80s: %s", file, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		rc = errno == EWOULDBLOCK ? in_use(fd, path, why)
					  : why_set(why, err_from_errno(errno), SIZE_MAX, NULL,
						"%.80s: %s", file, strerror(errno));
		(void)close(fd);
		return rc;
	}
	len = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	/* Only the message to a second one needs it: on a full disk the lock holds all the same. */
	if (ftruncate(fd, 0) == 0)
		(void)!pwrite(fd, pid, (size_t)len, 0);
	*out = fd;
	return 0;
}

void
unlock_store(int fd)
{
	if (fd >= 0)
		(void)close(fd); /* lets go */
}
