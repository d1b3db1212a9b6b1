#pragma once

/*
 * err: the project's error codes, what each one means for a schedule, and where a parser stopped.
 *
 * Fallible functions return 0 or one of these negative codes. errno, MDB_ and CURLE_ codes are mapped
 * to them in the file that owns the library. Schedules and the outbox act on the disposition, never on
 * a code. Pure; any thread.
 */

#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))

/* Numbers reach the journal and the account record: never reuse one. */
enum err {
	ERR_NOMEM = -1,     /* an allocation failed */
	ERR_RANGE = -2,     /* a value outside its documented range */
	ERR_MALFORMED = -3, /* bytes that are not what their format says */
	ERR_TOO_BIG = -4,   /* larger than its LIMIT_ */
	ERR_NOT_FOUND = -5, /* no such thing; of a carrier: it does not know the number (yet) */
	ERR_EXISTS = -6,    /* there already, and different */
	ERR_BAD_CREDENTIALS = -7, /* the other side refuses who we are */
	ERR_RATE_LIMITED = -8,    /* asked too often */
	ERR_OUTAGE = -9,     /* the other side is broken: 5xx, HTML for JSON, its own "try later" */
	ERR_REJECTED = -10,  /* the other side refuses this request or number for good */
	ERR_NETWORK = -11,   /* no connection, reset, TLS or name failure */
	ERR_TIMEOUT = -12,   /* no answer within our limit */
	ERR_FULL = -13,      /* the disk or the store's map is full */
	ERR_DISK = -14,      /* the disk failed */
	ERR_BUSY = -15,      /* a bounded queue has no place now */
	ERR_STOPPING = -16,  /* the daemon is on its way out */
	ERR_VERSION = -17,   /* written by a newer format than this program reads */
	ERR_IN_USE = -18,    /* somebody else holds it: the store's lock */
	ERR_IO = -19,        /* a file or socket of ours failed */
	ERR_CONFLICT = -20,  /* the state has moved on: the action no longer applies */
	ERR_FORBIDDEN = -21, /* the caller may not */
	ERR_BUG = -22,       /* a state that only a mistake of ours explains */
};

/* What a schedule does with a failure. */
enum disposition {
	DISPOSITION_NONE = 0,   /* no failure */
	DISPOSITION_RETRY = 1,  /* passing: soon again, backing off with jitter */
	DISPOSITION_WAIT = 2,   /* the carrier does not know it yet: the ordinary interval */
	DISPOSITION_REJECT = 3, /* will not change by asking: tell a person */
	DISPOSITION_DRIFT = 4,  /* a reply we cannot read: back off long, alarm */
	DISPOSITION_FULL = 5,   /* no room: hold everything, alarm */
	DISPOSITION_BUG = 6,    /* ours: alarm */
};

/* Where and why a parser stopped. Filled only on failure; always terminated. */
struct why {
	int code;       /* enum err */
	size_t offset;  /* bytes into the input; SIZE_MAX when it has no place in it */
	char path[64];  /* the JSON or XML path, or the config option, or "" */
	char text[128]; /* one sentence for a person, in English */
};

/* Short stable name, as in the journal and in `--json`: "not_found". "ok" for 0, "unknown" else. */
const char *err_name(int code);

/* The code that a name stands for, 0 for "ok"; ERR_NOT_FOUND when there is none. */
int err_from_name(const char *name);

/* One clause for a person, in English, without a full stop. */
const char *err_text(int code);

enum disposition err_disposition(int code);

const char *disposition_name(enum disposition disposition);

/* The code for an errno value; ERR_IO for those without a better one. */
int err_from_errno(int number);

/* Fill `why` (may be NULL) and return `code`, so that a parser can `return why_set(...)`. `path` may be
 * NULL; the sentence is printf-like and cut to fit. */
int why_set(struct why *why, int code, size_t offset, const char *path, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
