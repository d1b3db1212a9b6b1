/*
 * fail: preloaded into a test program that is built with AddressSanitizer, it lets one allocation fail: the TORTURE_AT-th that our
 * code or a library of the list asks for (0: none). With TORTURE_COUNT set it writes at the end how many there were. Not counted is
 * what the C library, cmocka and ICU ask for themselves, what cmark asks for, which ends the program on purpose when there is no
 * memory, and what libconfuse 3.3 asks for, which falls over its own half-made sections then.
 *
 * It stands before the sanitizer's own functions and hands on to them under their second names.
 */

#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RANGES = 16 };

struct range {
	uintptr_t from, until;
};

static struct range ranges[RANGES];
static size_t range_count;
static atomic_ulong asked;
static unsigned long fail_at;

void *asan_malloc(size_t size) __asm__("__interceptor_malloc");
void *asan_calloc(size_t count, size_t size) __asm__("__interceptor_calloc");
void *asan_realloc(void *old, size_t size) __asm__("__interceptor_realloc");
void *asan_reallocarray(void *old, size_t count, size_t size) __asm__("__interceptor_reallocarray");
void *asan_aligned_alloc(size_t align, size_t size) __asm__("__interceptor_aligned_alloc");
char *asan_strdup(const char *text) __asm__("__interceptor_strdup");

/* Under the library's names for the linker alone: its headers say more of them than we do. */
void *fail_malloc(size_t size) __asm__("malloc");
void *fail_calloc(size_t count, size_t size) __asm__("calloc");
void *fail_realloc(void *old, size_t size) __asm__("realloc");
void *fail_reallocarray(void *old, size_t count, size_t size) __asm__("reallocarray");
void *fail_aligned_alloc(size_t align, size_t size) __asm__("aligned_alloc");
char *fail_strdup(const char *text) __asm__("strdup");

static int
note_object(struct dl_phdr_info *object, size_t size, void *arg)
{
	static const char *const counted[] = {
	    "libcurl", "libevent", "libjansson", "libexpat", "liblmdb"};
	bool wanted = object->dlpi_name[0] == '\0'; /* the program itself */

	(void)size;
	(void)arg;
	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++)
		wanted = wanted || strstr(object->dlpi_name, counted[i]) != NULL;
	for (size_t i = 0; wanted && i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) || range_count == RANGES)
			continue;
		ranges[range_count].from = object->dlpi_addr + part->p_vaddr;
		ranges[range_count].until = ranges[range_count].from + part->p_memsz;
		range_count++;
	}
	return 0;
}

__attribute__((constructor)) static void
begin(void)
{
	const char *at = getenv("TORTURE_AT");

	(void)dl_iterate_phdr(note_object, NULL);
	if (at)
		(void)sscanf(at, "%lu", &fail_at);
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("TORTURE_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (!file)
		return;
	(void)fprintf(file, "%lu\n", atomic_load(&asked));
	(void)fclose(file);
}

static bool
fails(const void *caller)
{
	uintptr_t at = (uintptr_t)caller;

	for (size_t i = 0; i < range_count; i++) {
		if (at < ranges[i].from || at >= ranges[i].until)
			continue;
		if (atomic_fetch_add(&asked, 1) + 1 != fail_at)
			return false;
		errno = ENOMEM;
		return true;
	}
	return false;
}

#define FAILS() fails(__builtin_return_address(0))

void *
fail_malloc(size_t size)
{
	return FAILS() ? NULL : asan_malloc(size);
}

void *
fail_calloc(size_t count, size_t size)
{
	return FAILS() ? NULL : asan_calloc(count, size);
}

void *
fail_realloc(void *old, size_t size)
{
	return FAILS() ? NULL : asan_realloc(old, size);
}

void *
fail_reallocarray(void *old, size_t count, size_t size)
{
	return FAILS() ? NULL : asan_reallocarray(old, count, size);
}

void *
fail_aligned_alloc(size_t align, size_t size)
{
	return FAILS() ? NULL : asan_aligned_alloc(align, size);
}

char *
fail_strdup(const char *text)
{
	return FAILS() ? NULL : asan_strdup(text);
}
