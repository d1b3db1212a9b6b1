#include "monitor/shops/folder_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "carriers/names.h"
#include "monitor/base/csv.h"
#include "monitor/base/profile.h"
#include "monitor/base/text.h"
#include "monitor/log.h"

enum {
	BATCH = LIMIT_BATCH_OPS,
	REPORT_BYTES = 16 << 20, /* of the refused rows; later ones are only counted */
	NAMES = 1000,            /* files of one name in done or failed */
	ROOM = NAME_MAX + 32,
};

struct intake;

/* One row at the writer. */
struct row {
	struct intake *in;
	size_t line;
	struct span record;
};

struct intake {
	const struct folder_file *f;
	struct buf bytes, report, bad;
	struct csv csv;
	struct span head; /* the first record */
	struct span names[CSV_COLUMNS];
	struct buf name_text;
	bool ours[CSV_COLUMNS];
	size_t column_count;
	struct row rows[BATCH];
	size_t row_count, settled;
	size_t added, known, refused;
	int rc; /* why it cannot go on: ERR_BUSY, ERR_FULL, ERR_DISK ... */
};

/* ---- what is refused ---- */

static void
refuse(struct intake *in, size_t line, struct span record, const char *column, const char *text)
{
	char number[24];

	in->refused++;
	(void)snprintf(number, sizeof(number), "%zu", line);
	(void)buf_addf(
	    &in->report, "line %s: %s%s%s\n", number, column, column[0] != '\0' ? ": " : "", text);
	(void)csv_add_record(&in->bad, &in->csv, record, in->ours, in->column_count);
	(void)csv_add(&in->bad, in->csv.separator, false, span_of(number));
	(void)csv_add(&in->bad, in->csv.separator, false, span_of(column));
	(void)csv_add(&in->bad, in->csv.separator, false, span_of(text));
	(void)csv_end(&in->bad); /* a report that is too long ends there */
}

/* ---- rows ---- */

static void
on_registered(const struct op_result *result, void *arg)
{
	struct row *row = arg;
	struct intake *in = row->in;

	in->settled++;
	switch (result->rc) {
	case 0:
		if (result->existed)
			in->known++;
		else
			in->added++;
		break;
	case ERR_FULL:
	case ERR_DISK:
	case ERR_BUSY:
	case ERR_STOPPING: in->rc = result->rc; break;
	default:
		refuse(in, row->line, row->record, "",
		    result->text[0] != '\0' ? result->text : err_text(result->rc));
	}
}

/* Until the writer has answered for all rows that it has; or, as it may be waiting for room, until we are to end: then nobody hears of them. */
static void
wait_for_writer(struct intake *in)
{
	struct pollfd fds[] = {{.fd = store_port_fd(in->f->port), .events = POLLIN},
	    {.fd = wake_fd(in->f->stop), .events = POLLIN}};

	while (in->settled < in->row_count && in->rc != ERR_STOPPING) {
		(void)poll(fds, 2, -1);
		if ((fds[1].revents & POLLIN) != 0)
			in->rc = ERR_STOPPING;
		else
			(void)store_port_run(in->f->port);
	}
	in->row_count = in->settled = 0;
}

static int
read_row(struct intake *in, struct registration *r, struct why *why)
{
	const struct folder_file *f = in->f;
	int rc = profile_begin(f->profile, r, NULL, why);

	for (size_t i = 0; rc == 0 && i < in->csv.count; i++)
		rc = profile_set(
		    f->profile, names_carrier, r, NULL, in->names[i], in->csv.values[i], why);
	if (rc < 0)
		return rc;
	rc = names_complete(r, f->policy, why);
	if (rc == 0)
		rc = registration_finish(r, f->policy, clock_world(f->clock), why);
	if (rc < 0)
		profile_name_path(f->profile, why);
	return rc;
}

static void
take_row(struct intake *in, struct span record)
{
	const struct folder_file *f = in->f;
	struct op *op = op_new(OP_REGISTER, clock_world(f->clock), f->policy);
	struct row *row = &in->rows[in->row_count];
	struct why why = {.code = 0};
	int rc;

	*row = (struct row){.in = in, .line = in->csv.line, .record = record};
	rc = op == NULL ? ERR_NOMEM : read_row(in, &op->registration, &why);
	if (rc < 0) {
		op_free(op);
		refuse(in, row->line, record, why.path, why.text);
		return;
	}
	rc = store_submit(f->port, op, on_registered, row);
	if (rc < 0)
		in->rc = rc;
	else if (++in->row_count == BATCH)
		wait_for_writer(in);
}

static void
read_rows(struct intake *in)
{
	char text[128];
	int rc;

	while (in->rc == 0) {
		struct span start = in->csv.rest;
		struct span record;
		struct why why = {.code = 0};

		rc = csv_next(&in->csv, &why);
		if (rc == 0)
			break;
		record = (struct span){start.data, start.len - in->csv.rest.len};
		if (rc < 0)
			refuse(in, in->csv.line, record, "", why.text);
		else if (text_trim(record).len == 0)
			continue;
		else if (in->csv.count != in->column_count) {
			(void)snprintf(text, sizeof(text),
			    "%zu values for %zu columns: quote a value that holds a separator",
			    in->csv.count, in->column_count);
			refuse(in, in->csv.line, record, "", text);
		} else
			take_row(in, record);
	}
	wait_for_writer(in);
}

/* The names of the columns. What is wrong is a refusal of the file. */
static void
read_head(struct intake *in)
{
	struct span start;
	struct why why = {.code = 0};
	char field[PROFILE_FIELD_ROOM];
	bool number = false;
	int rc = csv_init(&in->csv, buf_span(&in->bytes), &why);

	start = in->csv.rest;
	if (rc == 0)
		rc = csv_next(&in->csv, &why);
	in->head = (struct span){start.data, start.len - in->csv.rest.len};
	if (rc <= 0) {
		in->csv.rest.len = 0;
		refuse(in, 1, (struct span){"", 0}, "",
		    rc < 0 ? why.text : "the file is empty: the first line names the columns");
		return;
	}
	in->column_count = in->csv.count;
	(void)buf_add(&in->name_text, in->csv.text.data, in->csv.text.len);
	for (size_t i = 0; i < in->csv.count; i++) {
		struct span name = in->csv.values[i];

		in->names[i] =
		    (struct span){in->name_text.data + (name.data - in->csv.text.data), name.len};
		in->ours[i] = text_starts(text_trim(name), PROFILE_OURS);
		number = number ||
		    (profile_field(in->f->profile, name, field) && strcmp(field, "number") == 0);
	}
	if (number)
		return;
	refuse(in, 1, in->head, "", "no column is the tracking number: see the import section");
	in->csv.rest.len = 0;
}

/* ---- files ---- */

static int
read_file(int folder, const char *name, struct buf *out)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char piece[65536];
	ssize_t got = 0;
	int rc = fd < 0 ? err_from_errno(errno) : 0;

	while (rc == 0 && (got = read(fd, piece, sizeof(piece))) > 0)
		rc = buf_add(out, piece, (size_t)got);
	if (rc == 0 && got < 0)
		rc = err_from_errno(errno);
	if (fd >= 0)
		(void)close(fd); /* only read */
	return rc;
}

static int
write_file(int folder, const char *name, const struct buf *first, const struct buf *second)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640);
	FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
	bool failed;

	if (file == NULL) {
		int rc = err_from_errno(errno);

		if (fd >= 0)
			(void)close(fd); /* nothing was written */
		return rc;
	}
	failed = fwrite(buf_str(first), 1, first->len, file) != first->len ||
	    (second != NULL && fwrite(buf_str(second), 1, second->len, file) != second->len);
	return fclose(file) != 0 || failed ? ERR_IO : 0;
}

/* The first name that nobody has there, so that nothing is written over. */
static int
choose_name(int folder, const char *name, char out[ROOM])
{
	struct stat st;

	for (int i = 1; i < NAMES; i++) {
		if (i == 1)
			(void)snprintf(out, ROOM, "%s", name);
		else
			(void)snprintf(out, ROOM, "%d-%s", i, name);
		if (fstatat(folder, out, &st, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT)
			return 0;
	}
	return ERR_EXISTS;
}

/* Reports first: until the file itself has moved, all of it may be done again. */
static int
put_away(struct intake *in)
{
	const struct folder_file *f = in->f;
	const char *where = in->refused > 0 ? "failed" : "done";
	struct buf summary = BUF_INIT(256), head = BUF_INIT(4 * LIMIT_CSV_LINE_BYTES);
	char name[ROOM], beside[ROOM + 16];
	int folder, rc;

	(void)mkdirat(f->folder, where, 0750); /* it may be there; openat tells */
	folder = openat(f->folder, where, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return err_from_errno(errno);
	(void)buf_addf(&summary, "%zu registered, %zu known already, %zu refused\n", in->added,
	    in->known, in->refused);
	rc = choose_name(folder, f->name, name);
	(void)snprintf(beside, sizeof(beside), "%s.report", name);
	if (rc == 0)
		rc = write_file(folder, beside, &summary, &in->report);
	if (rc == 0 && in->refused > 0 && in->column_count > 0) {
		(void)csv_add_record(&head, &in->csv, in->head, in->ours, in->column_count);
		for (const char *const *n = csv_refusal_columns; *n != NULL; n++)
			(void)csv_add(&head, in->csv.separator, false, span_of(*n));
		(void)csv_end(&head);
		(void)snprintf(beside, sizeof(beside), "%s.refused", name);
		rc = write_file(folder, beside, &head, &in->bad);
	}
	if (rc == 0 && renameat(f->folder, f->name, folder, name) < 0)
		rc = err_from_errno(errno);
	(void)close(folder); /* only a handle */
	buf_clear(&summary);
	buf_clear(&head);
	return rc;
}

int
folder_file_import(const struct folder_file *f)
{
	struct intake in = {.f = f,
	    .bytes = BUF_INIT(LIMIT_CSV_BYTES),
	    .report = BUF_INIT(REPORT_BYTES),
	    .bad = BUF_INIT(REPORT_BYTES),
	    .name_text = BUF_INIT(LIMIT_CSV_LINE_BYTES)};
	int rc = read_file(f->folder, f->name, &in.bytes);

	if (rc == ERR_TOO_BIG)
		refuse(&in, 1, (struct span){"", 0}, "",
		    "the file is larger than what is read at once: part it");
	else if (rc == 0) {
		read_head(&in);
		read_rows(&in);
		rc = in.rc;
	}
	if (rc == 0 || rc == ERR_TOO_BIG)
		rc = put_away(&in);
	if (rc == 0)
		log_notice("folder.imported", F_STR("import", f->profile->id),
		    F_STR("file", f->name), F_INT("registered", in.added), F_INT("known", in.known),
		    F_INT("refused", in.refused));
	csv_clear(&in.csv);
	buf_clear(&in.bytes);
	buf_clear(&in.report);
	buf_clear(&in.bad);
	buf_clear(&in.name_text);
	return rc;
}
