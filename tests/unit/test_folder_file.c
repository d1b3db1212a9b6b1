/*
 * A whole file of a watched folder against a store of its own.
 */

#include "monitor/shops/folder_file.h"

#include <dirent.h>
#include <fcntl.h>
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

#include "tests/support/store_harness.h"

static struct {
	struct harness h;
	struct clock *clock;
	struct wake *stop;
	struct store_port *port;
	struct import_profile profile;
	char path[PATH_MAX];
	int folder;
} b;

static int
setup(void **state)
{
	struct account *account = calloc(1, sizeof(*account));

	(void)state;
	memset(&b, 0, sizeof(b));
	harness_init(&b.h);
	assert_non_null(account);
	*account = (struct account){.id = "dhl-es", .carrier = "dhl"};
	b.h.policy->accounts = account;
	b.h.policy->account_count = 1;
	harness_open(&b.h);
	assert_int_equal(clock_new_fake(&b.clock, HARNESS_START, 0), 0);
	assert_int_equal(wake_new(&b.stop), 0);
	assert_int_equal(store_port_new(b.h.store, &b.port), 0);
	b.profile = (struct import_profile){.id = "ventas",
	    .columns = "Pedido = order, Envio = number, Entrega = promised_date",
	    .fixed = "carrier = dhl, country = ES",
	    .dates = "DD/MM/YYYY",
	    .zone = "Europe/Madrid"};
	(void)snprintf(b.profile.shop, sizeof(b.profile.shop), "%s", b.h.policy->shops[0].id);
	assert_true(snprintf(b.path, sizeof(b.path), "%s/in", b.h.root) < (int)sizeof(b.path));
	assert_int_equal(mkdir(b.path, 0700), 0);
	b.folder = open(b.path, O_RDONLY | O_DIRECTORY);
	return b.folder < 0;
}

static void
empty(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	char name[2 * PATH_MAX];

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		(void)snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
		if (entry->d_name[0] == '.')
			continue;
		if (entry->d_type == DT_DIR)
			empty(name);
		else
			(void)unlink(name);
	}
	if (dir != NULL)
		(void)closedir(dir);
	(void)rmdir(path);
}

static int
teardown(void **state)
{
	(void)state;
	(void)close(b.folder);
	empty(b.path);
	store_port_free(b.port);
	wake_free(b.stop);
	clock_free(b.clock);
	harness_clear(&b.h);
	return 0;
}

static int
import(const char *name, const char *text)
{
	const struct folder_file file = {.store = b.h.store,
	    .port = b.port,
	    .stop = b.stop,
	    .clock = b.clock,
	    .policy = b.h.policy,
	    .profile = &b.profile,
	    .folder = b.folder,
	    .name = name};
	int fd = openat(b.folder, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(close(fd), 0);
	return folder_file_import(&file);
}

static void
assert_file(const char *name, const char *text)
{
	char got[4096];
	int fd = openat(b.folder, name, O_RDONLY);
	ssize_t len;

	if (fd < 0)
		fail_msg("there is no %s", name);
	len = read(fd, got, sizeof(got) - 1);
	assert_true(len >= 0);
	got[len] = '\0';
	(void)close(fd);
	assert_string_equal(got, text);
}

static void
assert_gone(const char *name)
{
	assert_int_equal(faccessat(b.folder, name, F_OK, 0), -1);
}

static const char good[] = "Pedido,Envio,Entrega,Peso\n"
			   "A-1,00340434292135100186,30/05/2026,2\n"
			   "A-2,00340434292135100209,30/05/2026,3\n";

static void
test_a_good_file_is_registered_once_and_done(void **state)
{
	uint64_t ids[4];
	size_t count;

	(void)state;
	assert_int_equal(import("a.csv", good), 0);
	assert_gone("a.csv");
	assert_file("done/a.csv", good);
	assert_file("done/a.csv.report", "2 registered, 0 known already, 0 refused\n");
	assert_gone("done/a.csv.refused");
	assert_int_equal(import("a.csv", good), 0);
	assert_file("done/2-a.csv.report", "0 registered, 2 known already, 0 refused\n");
	assert_int_equal(store_by_order(b.h.reader, "", "A-1", ids, 4, &count), 0);
	assert_int_equal(count, 1);
}

static void
test_what_is_refused_stands_beside_a_failed_file(void **state)
{
	static const char csv[] = "Pedido;Envio;Entrega\n"
				  "A-1;00340434292135100186;31/02/2026\n"
				  "\n"
				  "A-2;00340434292135100209;30/05/2026\n"
				  "A-2;00340434292135100209;29/05/2026\n"
				  "A-3;00340434292135100223\n";

	(void)state;
	assert_int_equal(import("b.csv", csv), 0);
	assert_file("failed/b.csv", csv);
	assert_file("failed/b.csv.report",
	    "1 registered, 0 known already, 3 refused\n"
	    "line 2: Entrega: must be a date that exists, as 2026-11-21\n"
	    "line 6: 2 values for 3 columns: quote a value that holds a separator\n"
	    "line 5: it is registered with other data: use change to correct it\n");
	assert_file("failed/b.csv.refused",
	    "Pedido;Envio;Entrega;puntual_line;puntual_column;puntual_error\r\n"
	    "A-1;00340434292135100186;31/02/2026;2;Entrega;must be a date that exists, as 2026-11-21\r\n"
	    "A-3;00340434292135100223;;6;;2 values for 3 columns: quote a value that holds a separator\r\n"
	    "A-2;00340434292135100209;29/05/2026;5;;it is registered with other data: use change to "
	    "correct it\r\n");
}

static void
test_a_file_that_is_none_is_failed_with_the_reason(void **state)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
	    {"", "line 1: the file is empty: the first line names the columns\n"},
	    {"Pedido,Entrega\nA-1,30/05/2026\n",
		"line 1: no column is the tracking number: see the import section\n"},
	    {"\xFF\xFEP", "line 1: the file is UTF-16: save it as CSV in UTF-8\n"},
	};
	char name[32], report[64], text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		(void)snprintf(name, sizeof(name), "%zu.csv", i);
		(void)snprintf(report, sizeof(report), "failed/%s.report", name);
		(void)snprintf(text, sizeof(text), "0 registered, 0 known already, 1 refused\n%s",
		    rows[i].says);
		assert_int_equal(import(name, rows[i].text), 0);
		assert_file(report, text);
	}
}

static void
test_one_who_is_to_end_leaves_the_file_where_it_is(void **state)
{
	(void)state;
	wake_signal(b.stop);
	assert_int_equal(import("a.csv", good), ERR_STOPPING);
	assert_file("a.csv", good);
	wake_drain(b.stop);
	assert_int_equal(import("a.csv", good), 0);
	assert_file("done/a.csv", good);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_a_good_file_is_registered_once_and_done),
	    CASE(test_what_is_refused_stands_beside_a_failed_file),
	    CASE(test_a_file_that_is_none_is_failed_with_the_reason),
	    CASE(test_one_who_is_to_end_leaves_the_file_where_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
