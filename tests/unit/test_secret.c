#include "monitor/base/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/limits.h"

static char folder[64];
static char file[80];

static int
folder_set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof(folder), "/tmp/puntual-secret-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	(void)snprintf(file, sizeof(file), "%s/credential", folder);
	return unsetenv("CREDENTIALS_DIRECTORY");
}

static int
folder_tear_down(void **state)
{
	(void)state;
	(void)unlink(file);
	return rmdir(folder);
}

static void
write_file(const char *bytes, size_t len, mode_t mode)
{
	FILE *out;

	(void)unlink(file);
	out = fopen(file, "w");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(file, mode), 0);
}

static void
test_a_secret_is_kept_copied_and_moved(void **state)
{
	struct secret a = SECRET_INIT;
	struct secret b = SECRET_INIT;

	(void)state;
	assert_false(secret_present(&a));
	assert_string_equal(secret_bytes(&a), "");
	assert_int_equal(secret_set(&a, "first", 5), 0);
	assert_int_equal(secret_set(&a, "second", 6), 0);
	assert_true(secret_present(&a));
	assert_int_equal(secret_copy(&b, &a), 0);
	assert_string_equal(secret_bytes(&b), "second");
	assert_int_equal(secret_copy(&a, &a), 0);
	assert_string_equal(secret_bytes(&a), "second");
	secret_clear(&a);
	assert_false(secret_present(&a));
	secret_move(&a, &b);
	assert_string_equal(secret_bytes(&a), "second");
	assert_false(secret_present(&b));
	assert_int_equal(secret_set(&a, "", 0), 0);
	assert_false(secret_present(&a));
	secret_clear(&a);
	secret_clear(&b);
	secret_clear(NULL);
}

static void
test_what_cannot_be_a_secret_changes_nothing(void **state)
{
	static char large[LIMIT_SECRET_BYTES + 1];
	struct secret s = SECRET_INIT;

	(void)state;
	memset(large, 'x', sizeof(large));
	assert_int_equal(secret_set(&s, "kept", 4), 0);
	assert_int_equal(secret_set(&s, large, sizeof(large)), ERR_TOO_BIG);
	assert_int_equal(secret_set(&s, "a\0b", 3), ERR_MALFORMED);
	assert_string_equal(secret_bytes(&s), "kept");
	assert_int_equal(secret_set(&s, large, sizeof(large) - 1), 0);
	assert_int_equal(s.len, LIMIT_SECRET_BYTES);
	secret_clear(&s);
}

static void
test_a_file_gives_its_bytes_without_one_line_feed(void **state)
{
	static char large[LIMIT_SECRET_BYTES + 2];
	struct secret s = SECRET_INIT;

	(void)state;
	write_file("pass word\n\n", 11, 0600);
	assert_int_equal(secret_read_file(&s, file), 0);
	assert_string_equal(secret_bytes(&s), "pass word\n");
	memset(large, 'x', sizeof(large));
	large[LIMIT_SECRET_BYTES] = '\n';
	write_file(large, LIMIT_SECRET_BYTES + 1, 0400);
	assert_int_equal(secret_read_file(&s, file), 0);
	assert_int_equal(s.len, LIMIT_SECRET_BYTES);
	write_file(large, LIMIT_SECRET_BYTES + 2, 0400);
	assert_int_equal(secret_read_file(&s, file), ERR_TOO_BIG);
	write_file("", 0, 0600);
	assert_int_equal(secret_read_file(&s, file), 0);
	assert_false(secret_present(&s));
	secret_clear(&s);
}

static void
test_a_file_that_others_may_read_is_refused(void **state)
{
	struct secret s = SECRET_INIT;

	(void)state;
	write_file("secret", 6, 0640);
	assert_int_equal(secret_read_file(&s, file), ERR_FORBIDDEN);
	write_file("secret", 6, 0604);
	assert_int_equal(secret_read_file(&s, file), ERR_FORBIDDEN);
	assert_false(secret_present(&s));
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", "/tmp/puntual", 1), 0);
	assert_int_equal(
	    secret_read_file(&s, file), ERR_FORBIDDEN); /* a prefix of the name alone */
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", folder, 1), 0);
	assert_int_equal(secret_read_file(&s, file), 0);
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
	secret_clear(&s);
}

static void
test_what_is_no_file_is_told_apart(void **state)
{
	char absent[96];
	struct secret s = SECRET_INIT;

	(void)state;
	(void)snprintf(absent, sizeof(absent), "%s/absent", folder);
	assert_int_equal(secret_read_file(&s, absent), ERR_NOT_FOUND);
	assert_int_equal(secret_read_file(&s, folder), ERR_IO);
	(void)unlink(file);
	assert_int_equal(mkfifo(file, 0600), 0);
	assert_int_equal(secret_read_file(&s, file), ERR_IO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_secret_is_kept_copied_and_moved),
	    cmocka_unit_test(test_what_cannot_be_a_secret_changes_nothing),
	    cmocka_unit_test(test_a_file_gives_its_bytes_without_one_line_feed),
	    cmocka_unit_test(test_a_file_that_others_may_read_is_refused),
	    cmocka_unit_test(test_what_is_no_file_is_told_apart),
	};

	return cmocka_run_group_tests(tests, folder_set_up, folder_tear_down);
}
