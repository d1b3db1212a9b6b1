/*
 * replay: the main of a fuzz target where libFuzzer is not: runs every file of tests/fuzz/corpus/<name>/, so that `make
 * check` holds what fuzzing once found. <name> is the program's own name without `fuzz_`.
 */

#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int
replay_file(const char *path)
{
	struct stat info;
	uint8_t *data = NULL;
	size_t size;
	FILE *file = fopen(path, "rb");
	int rc = -1;

	if (file == NULL)
		goto out;
	if (fstat(fileno(file), &info) != 0)
		goto out;
	size = (size_t)info.st_size;
	/* Exactly as large as the input, so that a read past its end is seen by ASan. */
	data = malloc(size > 0 ? size : 1);
	if (data == NULL || fread(data, 1, size, file) != size)
		goto out;
	(void)LLVMFuzzerTestOneInput(data, size); /* 0 or "do not keep it": a finding aborts */
	rc = 0;
out:
	if (rc != 0)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	free(data);
	if (file != NULL)
		(void)fclose(file); /* only read */
	return rc;
}

int
main(int argc, char **argv)
{
	const char *name = strstr(argv[0], "fuzz_");
	struct dirent **entries = NULL;
	char folder[256];
	char path[600];
	int failed = 0;
	int ran = 0;
	int n;

	if (argc > 1) {
		for (int i = 1; i < argc; i++)
			failed |= replay_file(argv[i]) != 0;
		return failed;
	}
	snprintf(
	    folder, sizeof(folder), "tests/fuzz/corpus/%s", name ? name + strlen("fuzz_") : "");
	n = scandir(folder, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.') {
			/* Said before it runs, so that a crash names its input. */
			printf("%s\n", path);
			fflush(stdout);
			failed += replay_file(path) != 0;
			ran++;
		}
		free(entries[i]);
	}
	free(entries);
	if (ran == 0) {
		printf("skipped: no kept inputs in %s\n0 passed, 0 failed, 1 skipped\n", folder);
		return 0;
	}
	printf("%d passed, %d failed\n", ran - failed, failed);
	return failed > 0;
}
