#pragma once

/*
 * log: what an operator reads. Each line is a fixed event name and typed fields, never prose put together from outside
 * text: `log_warn("poll.malformed", F_STR("carrier", id), F_INT("offset", why.offset));`
 *
 * Under systemd (stderr is the journal's stream) the fields go to the journal as fields of their own, names in capitals, with
 * PRIORITY, CODE_FILE, CODE_LINE and CODE_FUNC; elsewhere as one logfmt line on stderr. Values are escaped and cut. Repeats
 * of a warning or an error (same event, same first field) are held back after LOG_BURST in LOG_WINDOW_MS of wire time; the next one that is
 * written says how many were not: `repeated=41`.
 *
 * The sink is the one mutable global of the program: set by log_open before threads start, then only read but for its lock.
 * Without it, warnings and errors go to stderr. Any thread. Only monitor/ logs; base, carriers and store return errors.
 */

#include "monitor/base/err.h"

#include <stdint.h>

/* Numbers are those of syslog and of the journal's PRIORITY. */
enum log_level {
	LOG_LEVEL_ERR = 3,    /* a person must act */
	LOG_LEVEL_WARN = 4,   /* degraded but continuing; says how */
	LOG_LEVEL_NOTICE = 5, /* the service changes state */
	LOG_LEVEL_INFO = 6,   /* a finished unit of work */
	LOG_LEVEL_DEBUG = 7,
};

enum { LOG_BURST = 5, LOG_WINDOW_MS = 60000, LOG_LINE_BYTES = 4096, LOG_VALUE_BYTES = 512 };

enum log_kind {
	LOG_KIND_END = 0,
	LOG_KIND_STR,
	LOG_KIND_INT,
	LOG_KIND_AT,
	LOG_KIND_NUMBER,
};

struct log_field {
	const char *name; /* [a-z0-9_], begins with a letter */
	enum log_kind kind;
	const char *str;
	int64_t num;
};

/* Text (NULL is ""), an integer, the name of an enum err, an instant in UTC ms, a tracking number (its last four
 * characters are written). */
#define F_STR(field, value)                                                                        \
	((struct log_field){.name = (field), .kind = LOG_KIND_STR, .str = (value)})
#define F_INT(field, value)                                                                        \
	((struct log_field){.name = (field), .kind = LOG_KIND_INT, .num = (int64_t)(value)})
#define F_ERR(field, code) F_STR(field, err_name(code))
#define F_AT(field, utc_ms)                                                                        \
	((struct log_field){.name = (field), .kind = LOG_KIND_AT, .num = (utc_ms)})
#define F_NUMBER(field, value)                                                                     \
	((struct log_field){.name = (field), .kind = LOG_KIND_NUMBER, .str = (value)})
#define F_END ((struct log_field){.kind = LOG_KIND_END})

/* log_x(event, F_...(...), ...) */
#define log_err(...)    LOG_AT(LOG_LEVEL_ERR, __VA_ARGS__)
#define log_warn(...)   LOG_AT(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_notice(...) LOG_AT(LOG_LEVEL_NOTICE, __VA_ARGS__)
#define log_info(...)   LOG_AT(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...)  LOG_AT(LOG_LEVEL_DEBUG, __VA_ARGS__)
#define LOG_AT(level, ...)                                                                         \
	log_write((level), (struct log_place){__FILE__, __func__, __LINE__}, __VA_ARGS__, F_END)

struct log_place {
	const char *file;
	const char *function;
	int line;
};

/* Fields of type struct log_field up to F_END; use the macros. */
void log_write(enum log_level level, struct log_place place, const char *event, ...);

struct log_options {
	enum log_level level;     /* what is less urgent is not written */
	int fd;                   /* where lines go: stderr */
	const char *journal;      /* the journal's socket; NULL: never */
	int64_t (*wire_ms)(void); /* for the window of repeats; NULL: repeats are not held back */
	int64_t (*world_ms)(
	    void *); /* `at=` of a line, UTC ms; NULL: none. The journal stamps by itself. */
	void *world;
};

/* Set the sink. ERR_NOMEM. */
int log_open(const struct log_options *options) MUST_CHECK;

/* Give the sink back; other threads must have ended. */
void log_close(void);

/* May be called at any time (a reload). */
void log_set_level(enum log_level level);

/* err, warn, notice, info, debug. ERR_NOT_FOUND. */
int log_level_from_name(const char *name, enum log_level *out) MUST_CHECK;

/* The journal's socket when $JOURNAL_STREAM (`stream`, may be NULL) names the device and inode of `fd`, else NULL. */
const char *log_journal_of(const char *stream, int fd);
