/*
 * fuzz_config: any bytes as a configuration: refused with at least one error, or loaded; and what is loaded is dumped
 * and loads again to the same dump.
 */

#include "monitor/config.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct config *
load(const void *data, size_t size)
{
	const struct config_env env = {.names_only = true};
	struct config *config = NULL;
	struct config_errors errors;
	char path[64];
	int fd = memfd_create("config", MFD_CLOEXEC);
	int rc;

	REQUIRE(fd >= 0);
	REQUIRE(write(fd, data, size) == (ssize_t)size);
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	rc = config_load(path, &env, &config, &errors);
	REQUIRE((rc == 0) == (config != NULL));
	REQUIRE((rc == 0) == (errors.total == 0));
	for (size_t i = 1; i < errors.count; i++)
		REQUIRE(errors.items[i - 1].line <= errors.items[i].line);
	(void)close(fd);
	return config;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf first = BUF_INIT(4 << 20), second = BUF_INIT(4 << 20);
	struct config *config = load(data, size);

	if (config == NULL)
		return 0;
	REQUIRE(config_dump(&first, config) == 0);
	config_free(config);
	config = load(first.data, first.len);
	REQUIRE(config != NULL);
	REQUIRE(config_dump(&second, config) == 0);
	config_free(config);
	/* "# default" goes with the first: then all is given. */
	config = load(second.data, second.len);
	REQUIRE(config != NULL);
	buf_reset(&first);
	REQUIRE(config_dump(&first, config) == 0);
	REQUIRE(span_equal(buf_span(&first), buf_span(&second)));
	config_free(config);
	buf_clear(&first);
	buf_clear(&second);
	return 0;
}
