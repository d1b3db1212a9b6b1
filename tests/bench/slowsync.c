/*
 * slowsync: preloaded, it makes fdatasync take 2 ms more: a disk that really flushes, where this machine's only pretends.
 */

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): libc uses a reserved one */
int
fdatasync(int fd)
{
	struct timespec wait = {.tv_nsec = 2000000};

	(void)nanosleep(&wait, NULL); /* a signal cuts it short: no matter */
	return (int)syscall(SYS_fdatasync, fd);
}
