#include "monitor/log.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static int64_t fake_wire_ms;

static int64_t
fake_wire(void)
{
	return fake_wire_ms;
}

static int64_t
fake_world(void *arg)
{
	return *(int64_t *)arg;
}

/* A pipe as the sink: what was written since the last call. */
static int ends[2];

static const char *
written(void)
{
	static char text[16384];
	ssize_t n = read(ends[0], text, sizeof(text) - 1);

	text[n > 0 ? n : 0] = '\0';
	return text;
}

static int
setup(void **state)
{
	struct log_options options = {.level = LOG_LEVEL_INFO, .wire_ms = fake_wire};

	(void)state;
	fake_wire_ms = 1000000;
	if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) < 0)
		return -1;
	options.fd = ends[1];
	return log_open(&options);
}

static int
teardown(void **state)
{
	(void)state;
	log_close();
	(void)close(ends[0]);
	(void)close(ends[1]);
	return 0;
}

static void
test_a_line_is_event_and_fields_in_their_order(void **state)
{
	(void)state;
	log_warn("poll.malformed", F_STR("carrier", "dhl"), F_INT("offset", 118),
	    F_ERR("error", ERR_MALFORMED));
	assert_string_equal(
	    written(), "level=warn event=poll.malformed carrier=dhl offset=118 error=malformed\n");
}

static void
test_hostile_values_stay_on_their_line_and_in_their_quotes(void **state)
{
	static const struct {
		const char *value;
		const char *expect;
	} cases[] = {
	    {"plain", "plain"},
	    {"", "\"\""},
	    {NULL, "\"\""},
	    {"two words", "\"two words\""},
	    {"a\nlevel=err event=x", "\"a level=err event=x\""},
	    {"quote\" back\\", "\"quote\\\" back\\\\\""},
	    {"a=b", "\"a=b\""},
	    {"\xff", "\xEF\xBF\xBD"},
	    {"\x1b[31mred", "[31mred"},
	};
	char expect[128];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		log_info("x", F_STR("v", cases[i].value));
		(void)snprintf(
		    expect, sizeof(expect), "level=info event=x v=%s\n", cases[i].expect);
		assert_string_equal(written(), expect);
	}
}

static void
test_a_tracking_number_shows_its_last_four_characters(void **state)
{
	(void)state;
	log_info("x", F_NUMBER("number", "00340434161094042557"));
	log_info("x", F_NUMBER("number", "57"), F_NUMBER("none", NULL));
	assert_string_equal(
	    written(), "level=info event=x number=2557\nlevel=info event=x number=57 none=\"\"\n");
}

static void
test_a_field_that_does_not_fit_is_left_out_whole(void **state)
{
	char big[LOG_VALUE_BYTES];
	const char *line;

	(void)state;
	memset(big, 'a', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	log_info("x", F_STR("a", big), F_STR("b", big), F_STR("c", big), F_STR("d", big),
	    F_STR("e", big), F_STR("f", big), F_STR("g", big), F_STR("h", big), F_INT("end", 1));
	line = written();
	assert_true(strlen(line) <= LOG_LINE_BYTES);
	assert_null(strstr(line, " h="));
	assert_non_null(strstr(line, " end=1\n"));
}

static void
test_what_is_less_urgent_than_the_level_is_not_written(void **state)
{
	enum log_level level;

	(void)state;
	log_debug("x");
	assert_string_equal(written(), "");
	assert_int_equal(log_level_from_name("debug", &level), 0);
	log_set_level(level);
	log_debug("x");
	assert_string_equal(written(), "level=debug event=x\n");
	assert_int_equal(log_level_from_name("loud", &level), ERR_NOT_FOUND);
}

static void
test_repeats_of_a_warning_are_held_back_and_counted(void **state)
{
	(void)state;
	for (int i = 0; i < LOG_BURST + 7; i++)
		log_warn("poll.failed", F_STR("account", "a"), F_INT("n", i));
	(void)written();
	log_warn("poll.failed", F_STR("account", "b"));
	assert_string_equal(written(), "level=warn event=poll.failed account=b\n");
	fake_wire_ms += LOG_WINDOW_MS - 1;
	log_warn("poll.failed", F_STR("account", "a"));
	assert_string_equal(written(), "");
	fake_wire_ms += 1;
	log_warn("poll.failed", F_STR("account", "a"));
	assert_string_equal(written(), "level=warn event=poll.failed account=a repeated=8\n");
}

static void
test_finished_work_is_never_held_back(void **state)
{
	size_t lines = 0;

	(void)state;
	for (int i = 0; i < 50; i++)
		log_info("notice.sent", F_STR("kind", "delay"));
	for (const char *c = written(); *c != '\0'; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 50);
}

static void
test_a_line_carries_world_time_when_there_is_a_clock(void **state)
{
	int64_t world = 1764000000000;
	struct log_options options = {
	    .level = LOG_LEVEL_INFO, .fd = ends[1], .world_ms = fake_world, .world = &world};

	(void)state;
	assert_int_equal(log_open(&options), 0);
	log_info("x");
	assert_string_equal(written(), "at=2025-11-24T16:00:00Z level=info event=x\n");
}

static void
test_the_journal_gets_fields_priority_and_place(void **state)
{
	char folder[] = "/tmp/test_log.XXXXXX";
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct log_options options = {.level = LOG_LEVEL_INFO, .fd = ends[1]};
	char entry[8192];
	ssize_t n;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", folder);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	options.journal = address.sun_path;
	assert_int_equal(log_open(&options), 0);
	log_warn("poll.malformed", F_STR("carrier", "dhl"), F_STR("text", "a\nPRIORITY=0"));
	n = recv(fd, entry, sizeof(entry) - 1, 0);
	assert_true(n > 0);
	entry[n] = '\0';
	assert_true(
	    strncmp(entry, "EVENT=poll.malformed\nCARRIER=dhl\nTEXT=a PRIORITY=0\n", 51) == 0);
	assert_non_null(
	    strstr(entry, "\nPRIORITY=4\nCODE_FILE=tests/unit/test_log.c\nCODE_FUNC=test_"));
	assert_non_null(
	    strstr(entry, "\nMESSAGE=poll.malformed carrier=dhl text=\"a PRIORITY=0\"\n"));
	assert_string_equal(written(), "");

	/* A journal that has gone: the line is not lost. */
	(void)close(fd);
	log_info("x");
	assert_string_equal(written(), "x\n");
	(void)unlink(address.sun_path);
	(void)rmdir(folder);
}

static void
test_the_journal_is_used_only_when_the_descriptor_is_its_stream(void **state)
{
	struct stat st;
	char stream[64];

	(void)state;
	assert_int_equal(fstat(ends[1], &st), 0);
	(void)snprintf(stream, sizeof(stream), "%llu:%llu", (unsigned long long)st.st_dev,
	    (unsigned long long)st.st_ino);
	assert_non_null(log_journal_of(stream, ends[1]));
	assert_null(log_journal_of("1:2", ends[1]));
	assert_null(log_journal_of("nonsense", ends[1]));
	assert_null(log_journal_of(NULL, ends[1]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_a_line_is_event_and_fields_in_their_order, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_hostile_values_stay_on_their_line_and_in_their_quotes, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_a_tracking_number_shows_its_last_four_characters, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_a_field_that_does_not_fit_is_left_out_whole, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_what_is_less_urgent_than_the_level_is_not_written, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_repeats_of_a_warning_are_held_back_and_counted, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_finished_work_is_never_held_back, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_a_line_carries_world_time_when_there_is_a_clock, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_the_journal_gets_fields_priority_and_place, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_the_journal_is_used_only_when_the_descriptor_is_its_stream, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
