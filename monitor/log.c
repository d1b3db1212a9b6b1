#include "monitor/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/base/when.h"

enum { REPEAT_SLOTS = 64 };

/* One event whose repeats are counted. Two that share a slot push each other out: a line more, never one less. */
struct repeat {
	uint64_t key;
	int64_t since_wire_ms;
	int64_t written;
	int64_t held;
};

struct log_sink {
	struct lock *lock; /* NULL: not opened */
	struct log_options options;
	int journal_fd; /* -1: lines to options.fd */
	struct repeat repeats[REPEAT_SLOTS];
};

static struct log_sink sink = {.options = {.fd = STDERR_FILENO}, .journal_fd = -1};
static atomic_int sink_level = LOG_LEVEL_WARN;

static const struct {
	const char *name;
	enum log_level level;
} levels[] = {
    {"err", LOG_LEVEL_ERR},
    {"warn", LOG_LEVEL_WARN},
    {"notice", LOG_LEVEL_NOTICE},
    {"info", LOG_LEVEL_INFO},
    {"debug", LOG_LEVEL_DEBUG},
};

enum { LEVEL_COUNT = sizeof(levels) / sizeof(levels[0]) };

static const char *
level_name(enum log_level level)
{
	for (size_t i = 0; i < LEVEL_COUNT; i++)
		if (levels[i].level == level)
			return levels[i].name;
	return "debug";
}

int
log_level_from_name(const char *name, enum log_level *out)
{
	for (size_t i = 0; i < LEVEL_COUNT; i++)
		if (strcmp(levels[i].name, name) == 0) {
			*out = levels[i].level;
			return 0;
		}
	return ERR_NOT_FOUND;
}

/* ---- values ---- */

/* A value as text that is safe on a line: no control character, no broken UTF-8, cut. */
static void
value_text(const struct log_field *field, char *dst, size_t room)
{
	struct buf at;
	size_t len;

	dst[0] = '\0';
	switch (field->kind) {
	case LOG_KIND_STR:
		(void)text_clean(dst, room, span_of(field->str ? field->str : ""));
		break;
	case LOG_KIND_INT: (void)snprintf(dst, room, "%lld", (long long)field->num); break;
	case LOG_KIND_AT:
		at = BUF_INIT(64);
		(void)when_add_utc(&at, field->num); /* an instant out of range is left empty */
		(void)text_cut(dst, room, buf_span(&at));
		buf_clear(&at);
		break;
	case LOG_KIND_NUMBER:
		len = field->str ? strlen(field->str) : 0;
		(void)text_clean(
		    dst, room, span_of(len > 4 ? field->str + len - 4 : (len ? field->str : "")));
		break;
	case LOG_KIND_END: break;
	}
}

/* logfmt: bare when nothing in it could be misread, else in quotes. */
static void
add_value(struct buf *line, const char *value)
{
	if (value[0] != '\0' && strpbrk(value, " \"=\\") == NULL) {
		(void)buf_add_str(line, value);
		return;
	}
	(void)buf_add_char(line, '"');
	for (const char *c = value; *c != '\0'; c++) {
		if (*c == '"' || *c == '\\')
			(void)buf_add_char(line, '\\');
		(void)buf_add_char(line, *c);
	}
	(void)buf_add_char(line, '"');
}

static void
add_journal_field(struct buf *entry, const char *name, const char *value)
{
	for (const char *c = name; *c != '\0'; c++)
		(void)buf_add_char(entry, text_upper(*c));
	(void)buf_addf(entry, "=%s\n", value);
}

/* ---- repeats ---- */

static uint64_t
repeat_key(const char *event, const char *value)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */

	for (const char *c = event; *c != '\0'; c++)
		hash = (hash ^ (uint8_t)*c) * 1099511628211u;
	hash *= 1099511628211u;
	for (const char *c = value; *c != '\0'; c++)
		hash = (hash ^ (uint8_t)*c) * 1099511628211u;
	return hash;
}

/* False when this one is held back; else *held says how many were before it. Called under the lock. */
static bool
repeat_pass(uint64_t key, int64_t now_wire_ms, int64_t *held)
{
	struct repeat *r = &sink.repeats[key % REPEAT_SLOTS];

	*held = 0;
	if (r->key != key || now_wire_ms - r->since_wire_ms >= LOG_WINDOW_MS) {
		if (r->key == key)
			*held = r->held;
		*r = (struct repeat){.key = key, .since_wire_ms = now_wire_ms};
	}
	if (r->written >= LOG_BURST) {
		r->held++;
		return false;
	}
	r->written++;
	return true;
}

/* ---- writing ---- */

static bool
send_journal(const struct buf *entry)
{
	ssize_t sent;

	do
		sent = send(sink.journal_fd, entry->data, entry->len, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (sent < 0 && errno == EINTR);
	return sent >= 0;
}

static void
write_line(const struct buf *line)
{
	ssize_t n;

	do
		n = write(sink.options.fd, line->data, line->len);
	while (n < 0 && errno == EINTR); /* a log that cannot be written is not worth more */
}

/* Both forms are built in one pass; a field that does not fit is left out of that form whole. */
struct entry {
	struct buf line;
	struct buf journal;
};

static void
add_field(struct entry *e, const char *name, const char *value)
{
	struct buf piece = BUF_INIT(LOG_VALUE_BYTES * 2 + 64);

	(void)buf_addf(&piece, " %s=", name);
	add_value(&piece, value);
	if (e->line.len + piece.len < LOG_LINE_BYTES - 1)
		(void)buf_add(&e->line, piece.data, piece.len);
	buf_reset(&piece);
	add_journal_field(&piece, name, value);
	(void)buf_add(&e->journal, piece.data, piece.len);
	buf_clear(&piece);
}

static void
write_entry(struct entry *e, enum log_level level, struct log_place place)
{
	struct buf *j = &e->journal;

	if (sink.journal_fd >= 0) {
		(void)buf_addf(j, "PRIORITY=%d\nCODE_FILE=%s\nCODE_FUNC=%s\nCODE_LINE=%d\n", level,
		    place.file, place.function, place.line);
		(void)buf_addf(j, "SYSLOG_IDENTIFIER=puntual\nMESSAGE=%s\n", buf_str(&e->line));
		if (buf_error(j) == 0 && send_journal(j))
			return;
	}
	(void)buf_add_char(&e->line, '\n');
	write_line(&e->line);
}

void
log_write(enum log_level level, struct log_place place, const char *event, ...)
{
	struct entry e = {BUF_INIT(LOG_LINE_BYTES), BUF_INIT(4 * LOG_LINE_BYTES)};
	char value[LOG_VALUE_BYTES];
	struct log_field field;
	int64_t held = 0;
	uint64_t key = 0;
	bool pass = true;
	va_list args;

	if ((int)level > atomic_load_explicit(&sink_level, memory_order_relaxed))
		return;
	if (sink.journal_fd < 0) {
		if (sink.options.world_ms) {
			value_text(&F_AT("at", sink.options.world_ms(sink.options.world)), value,
			    sizeof(value));
			(void)buf_addf(&e.line, "at=%s ", value);
		}
		(void)buf_addf(&e.line, "level=%s event=", level_name(level));
	}
	(void)buf_add_str(&e.line, event);
	add_journal_field(&e.journal, "event", event);
	va_start(args, event);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): begun on the line above */
	for (size_t i = 0; (field = va_arg(args, struct log_field)).kind != LOG_KIND_END; i++) {
		value_text(&field, value, sizeof(value));
		if (i == 0)
			key = repeat_key(event, value);
		add_field(&e, field.name, value);
	}
	va_end(args);
	if (key == 0)
		key = repeat_key(event, "");

	if (sink.lock)
		lock_take(sink.lock);
	if (level <= LOG_LEVEL_WARN && sink.lock && sink.options.wire_ms)
		pass = repeat_pass(key, sink.options.wire_ms(), &held);
	if (held > 0) {
		(void)snprintf(value, sizeof(value), "%lld", (long long)held);
		add_field(&e, "repeated", value);
	}
	if (pass)
		write_entry(&e, level, place);
	if (sink.lock)
		lock_give(sink.lock);
	buf_clear(&e.line);
	buf_clear(&e.journal);
}

/* ---- the sink ---- */

const char *
log_journal_of(const char *stream, int fd)
{
	struct span rest, device;
	int64_t dev, ino;
	struct stat st;

	if (!stream)
		return NULL;
	rest = span_of(stream);
	if (!text_split(&rest, ':', &device) || text_parse_i64(device, 0, INT64_MAX, &dev) < 0 ||
	    text_parse_i64(rest, 0, INT64_MAX, &ino) < 0 || fstat(fd, &st) < 0)
		return NULL;
	if ((dev_t)dev != st.st_dev || (ino_t)ino != st.st_ino)
		return NULL;
	return "/run/systemd/journal/socket";
}

/* -1 when the journal is not there: lines go to stderr then, which it reads too. */
static int
journal_connect(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd;

	if (text_copy(address.sun_path, sizeof(address.sun_path), path) < 0)
		return -1;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

int
log_open(const struct log_options *options)
{
	struct lock *lock;
	int rc;

	log_close();
	rc = lock_new(&lock);
	if (rc < 0)
		return rc;
	sink.options = *options;
	sink.journal_fd = options->journal ? journal_connect(options->journal) : -1;
	sink.lock = lock;
	log_set_level(options->level);
	return 0;
}

void
log_close(void)
{
	if (sink.journal_fd >= 0)
		(void)close(sink.journal_fd);
	lock_free(sink.lock);
	sink = (struct log_sink){.options = {.fd = STDERR_FILENO}, .journal_fd = -1};
	log_set_level(LOG_LEVEL_WARN);
}

void
log_set_level(enum log_level level)
{
	atomic_store_explicit(&sink_level, (int)level, memory_order_relaxed);
}
