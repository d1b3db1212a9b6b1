#include "monitor/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

struct err_row {
	int code;
	const char *name;
	const char *text;
	enum disposition disposition;
};

static const struct err_row rows[] = {
    {0, "ok", "no error", DISPOSITION_NONE},
    {ERR_NOMEM, "nomem", "out of memory", DISPOSITION_RETRY},
    {ERR_RANGE, "range", "a value is outside its range", DISPOSITION_DRIFT},
    {ERR_MALFORMED, "malformed", "the data is not in its format", DISPOSITION_DRIFT},
    {ERR_TOO_BIG, "too_big", "the data is larger than allowed", DISPOSITION_DRIFT},
    {ERR_NOT_FOUND, "not_found", "not found", DISPOSITION_WAIT},
    {ERR_EXISTS, "exists", "it exists already, and differs", DISPOSITION_REJECT},
    {ERR_BAD_CREDENTIALS, "bad_credentials", "the credentials were refused", DISPOSITION_REJECT},
    {ERR_RATE_LIMITED, "rate_limited", "asked too often", DISPOSITION_RETRY},
    {ERR_OUTAGE, "outage", "the other side is out of order", DISPOSITION_RETRY},
    {ERR_REJECTED, "rejected", "the request was refused for good", DISPOSITION_REJECT},
    {ERR_NETWORK, "network", "the connection failed", DISPOSITION_RETRY},
    {ERR_TIMEOUT, "timeout", "no answer in time", DISPOSITION_RETRY},
    {ERR_FULL, "full", "no room left on the disk or in the store", DISPOSITION_FULL},
    {ERR_DISK, "disk", "the disk failed", DISPOSITION_FULL},
    {ERR_BUSY, "busy", "no free place now", DISPOSITION_RETRY},
    {ERR_STOPPING, "stopping", "the daemon is stopping", DISPOSITION_RETRY},
    {ERR_VERSION, "version", "written by a newer version", DISPOSITION_REJECT},
    {ERR_IN_USE, "in_use", "somebody else has it in use", DISPOSITION_REJECT},
    {ERR_IO, "io", "a file or socket failed", DISPOSITION_RETRY},
    {ERR_CONFLICT, "conflict", "things have changed meanwhile", DISPOSITION_REJECT},
    {ERR_FORBIDDEN, "forbidden", "not allowed", DISPOSITION_REJECT},
    {ERR_BUG, "bug", "a mistake in this program", DISPOSITION_BUG},
};

struct errno_row {
	int number;
	int code;
};

static const struct errno_row errno_rows[] = {
    {ENOMEM, ERR_NOMEM},
    {ENOENT, ERR_NOT_FOUND},
    {ENOTDIR, ERR_NOT_FOUND},
    {EEXIST, ERR_EXISTS},
    {EACCES, ERR_FORBIDDEN},
    {EPERM, ERR_FORBIDDEN},
    {ENOSPC, ERR_FULL},
    {EDQUOT, ERR_FULL},
    {EIO, ERR_DISK},
    {EFBIG, ERR_TOO_BIG},
    {ENAMETOOLONG, ERR_TOO_BIG},
    {EAGAIN, ERR_BUSY},
    {EBUSY, ERR_BUSY},
    {EADDRINUSE, ERR_IN_USE},
    {ETIMEDOUT, ERR_TIMEOUT},
    {ECONNREFUSED, ERR_NETWORK},
    {ECONNRESET, ERR_NETWORK},
    {ECONNABORTED, ERR_NETWORK},
    {EPIPE, ERR_NETWORK},
    {ENOTCONN, ERR_NETWORK},
    {EHOSTUNREACH, ERR_NETWORK},
    {ENETUNREACH, ERR_NETWORK},
    {ENETDOWN, ERR_NETWORK},
};

static const char *const disposition_names[] = {
    [DISPOSITION_NONE] = "none",
    [DISPOSITION_RETRY] = "retry",
    [DISPOSITION_WAIT] = "wait",
    [DISPOSITION_REJECT] = "reject",
    [DISPOSITION_DRIFT] = "drift",
    [DISPOSITION_FULL] = "full",
    [DISPOSITION_BUG] = "bug",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct err_row *
row_of(int code)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

const char *
err_name(int code)
{
	const struct err_row *row = row_of(code);

	return row != NULL ? row->name : "unknown";
}

int
err_from_name(const char *name)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].code;
	return ERR_NOT_FOUND;
}

const char *
err_text(int code)
{
	const struct err_row *row = row_of(code);

	return row != NULL ? row->text : "an unknown error";
}

enum disposition
err_disposition(int code)
{
	const struct err_row *row = row_of(code);

	return row != NULL ? row->disposition : DISPOSITION_BUG;
}

const char *
disposition_name(enum disposition disposition)
{
	return (size_t)disposition < COUNT(disposition_names) ? disposition_names[disposition]
							      : "unknown";
}

int
err_from_errno(int number)
{
	for (size_t i = 0; i < COUNT(errno_rows); i++)
		if (errno_rows[i].number == number)
			return errno_rows[i].code;
	return ERR_IO;
}

#undef why_set /* as tests/lint/analyze.h has it */

int
why_set(struct why *why, int code, size_t offset, const char *path, const char *format, ...)
{
	char text[4 * sizeof(why->text)];
	va_list args;

	if (why == NULL)
		return code;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	why->code = code;
	why->offset = offset;
	/* text_cut never leaves half a character, which would spoil JSON and logs. */
	(void)text_cut(why->path, sizeof(why->path), span_of(path != NULL ? path : ""));
	(void)text_cut(why->text, sizeof(why->text), span_of(text));
	return code;
}
