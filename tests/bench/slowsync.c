/*
 * slowsync: preloaded, it makes fdatasync take 2 ms more: a disk that really flushes, where this machine's only pretends.
 */

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Under the library's name for the linker alone: its header names the parameter by a reserved word. */
int slow_fdatasync(int fd) __asm__("fdatasync");

int
slow_fdatasync(int fd)
{
	struct timespec wait = {.tv_nsec = 2000000};

	(void)nanosleep(&wait, NULL); /* a signal cuts it short: no matter */
	return (int)syscall(SYS_fdatasync, fd);
}
