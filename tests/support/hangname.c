/*
 * hangname: preloaded, names that end in ".hang.example" take 40 s to look up, and are not found then: a name server that does not answer.
 */

#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <time.h>

/* Under the library's name for the linker alone: its header names the parameters by reserved words. */
int slow_getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
    struct addrinfo **out) __asm__("getaddrinfo");

int
slow_getaddrinfo(
    const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	static const char slow[] = ".hang.example";
	struct timespec wait = {.tv_sec = 40};
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

	if (node == NULL || strlen(node) < sizeof(slow) ||
	    strcmp(node + strlen(node) - sizeof(slow) + 1, slow) != 0) {
		*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
		return real(node, service, hints, out);
	}
	(void)nanosleep(&wait, NULL); /* a signal cuts it short: no matter */
	return EAI_AGAIN;
}
