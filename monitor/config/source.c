#include "monitor/config/source.h"

#include "monitor/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
config_error_add(struct config_errors *errors, int line, const char *format, ...)
{
	char text[2 * sizeof(errors->items[0].text)];
	size_t place;
	va_list args;

	errors->total++;
	if (errors->count == CONFIG_ERRORS)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	for (place = errors->count++; place > 0 && errors->items[place - 1].line > line; place--)
		errors->items[place] = errors->items[place - 1];
	errors->items[place].line = line;
	(void)text_clean(
	    errors->items[place].text, sizeof(errors->items[place].text), span_of(text));
}

int
config_add_errors(struct buf *b, const char *path, const struct config_errors *errors)
{
	for (size_t i = 0; i < errors->count; i++) {
		const struct config_error *e = &errors->items[i];

		if (e->line > 0)
			(void)buf_addf(b, "%s:%d: %s\n", path, e->line, e->text);
		else
			(void)buf_addf(b, "%s: %s\n", path, e->text);
	}
	if (errors->total > errors->count)
		(void)buf_addf(b, "%s: %zu more\n", path, errors->total - errors->count);
	return buf_error(b);
}

int
config_read_file(const char *path, struct buf *text)
{
	char piece[4096];
	ssize_t got;
	int rc = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return err_from_errno(errno);
	while (rc == 0 && (got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		rc = got < 0 ? ERR_IO : buf_add(text, piece, (size_t)got);
	}
	(void)close(fd); /* only read */
	if (rc == 0 && (!text_utf8_valid(buf_span(text)) || strlen(buf_str(text)) != text->len))
		rc = ERR_MALFORMED;
	return rc;
}
