#pragma once

/*
 * csv: records out of a CSV file as spreadsheets write them: `;`, `,` or tab (whichever the first line has most of), RFC 4180 quotes with
 * line ends inside, LF or CR LF, a UTF-8 BOM, UTF-8 or else Windows-1252. Bounded; a record that cannot be read is told with its line and
 * the next one is read all the same. And records written so that they are read back as they were. Pure.
 *
 * A spreadsheet runs a value that begins with = + - @ or a control character: such a one is written with an apostrophe before it, which the
 * reader takes off again.
 */

#include "monitor/base/buf.h"

enum { CSV_COLUMNS = 64 };

struct csv {
	struct span rest; /* borrowed, what is still to be read */
	char separator;
	bool windows; /* Windows-1252: converted as it is read */
	size_t line;  /* of the first line of the record last read, from 1 */
	size_t next_line;
	struct buf text; /* owned: the values, UTF-8, one after another */
	struct span values[CSV_COLUMNS];
	size_t count;
};

/* ERR_MALFORMED for UTF-16 and for bytes that are no text. The bytes must outlive the reader. */
int csv_init(struct csv *c, struct span bytes, struct why *why) MUST_CHECK;
void csv_clear(struct csv *c);

/* The next record into values[0..count): 1; 0 at the end. An empty line is a record of one empty value. ERR_MALFORMED: a quote that does
 * not end, or stands inside a value; ERR_TOO_BIG: more than LIMIT_CSV_LINE_BYTES or CSV_COLUMNS; then the reader stands at the next
 * line. ERR_NOMEM. */
int csv_next(struct csv *c, struct why *why) MUST_CHECK;

/* Append a value to the record that is being written: its separator before it unless it is the first, quotes where it needs them. */
int csv_add(struct buf *out, char separator, bool first, struct span value);
int csv_end(struct buf *out); /* CR LF */

/* Append a record of the file `c` again, without its end: at least `columns` values, without those of columns that are `left_out`. One whose
 * quotes are broken goes in one piece, for a person. */
int csv_add_record(
    struct buf *out, const struct csv *c, struct span record, const bool *left_out, size_t columns);

/* What stands beside a refused record: line, column, what is wrong. No import reads them (PROFILE_OURS). NULL-terminated. */
extern const char *const csv_refusal_columns[];
