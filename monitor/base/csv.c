#include "monitor/base/csv.h"

#include <stdint.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

/* What Windows-1252 has at 0x80..0x9F; 0 where it has nothing. From Unicode's mapping table CP1252. */
static const uint16_t windows_1252[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

static struct span
after(struct span in, size_t bytes)
{
	return (struct span){in.data + bytes, in.len - bytes};
}

/* The most frequent of the candidates in the first line, outside quotes. */
static char
choose_separator(struct span in)
{
	static const char candidates[] = {';', ',', '\t'};
	size_t counts[sizeof(candidates)] = {0}, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < in.len && (quoted || in.data[i] != '\n'); i++) {
		quoted = quoted != (in.data[i] == '"');
		for (size_t k = 0; k < sizeof(candidates); k++)
			if (!quoted && in.data[i] == candidates[k])
				counts[k]++;
	}
	for (size_t k = 1; k < sizeof(candidates); k++)
		if (counts[k] > counts[best])
			best = k;
	return candidates[best];
}

int
csv_init(struct csv *c, struct span bytes, struct why *why)
{
	*c = (struct csv){.rest = bytes, .next_line = 1, .text = BUF_INIT(LIMIT_CSV_LINE_BYTES)};
	if (bytes.len >= 2 &&
	    (memcmp(bytes.data, "\xFF\xFE", 2) == 0 || memcmp(bytes.data, "\xFE\xFF", 2) == 0))
		return why_set(
		    why, ERR_MALFORMED, 0, NULL, "the file is UTF-16: save it as CSV in UTF-8");
	if (bytes.len > 0 && memchr(bytes.data, '\0', bytes.len) != NULL)
		return why_set(
		    why, ERR_MALFORMED, 0, NULL, "the file is no text: save the sheet as CSV");
	if (bytes.len >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0)
		c->rest = after(bytes, 3);
	c->windows = !text_utf8_valid(c->rest);
	c->separator = choose_separator(c->rest);
	return 0;
}

void
csv_clear(struct csv *c)
{
	if (c != NULL)
		buf_clear(&c->text);
}

static void
add_point(struct buf *b, uint32_t point)
{
	if (point >= 0x800)
		(void)buf_add_char(b, (char)(0xE0 | point >> 12));
	(void)buf_add_char(
	    b, (char)(point >= 0x800 ? 0x80 | (point >> 6 & 0x3F) : 0xC0 | point >> 6));
	(void)buf_add_char(b, (char)(0x80 | (point & 0x3F)));
}

static void
add_byte(struct csv *c, unsigned char byte)
{
	uint32_t point = byte;

	if (byte < 0x80 || !c->windows) {
		(void)buf_add_char(&c->text, (char)byte);
		return;
	}
	if (byte < 0xA0)
		point = windows_1252[byte - 0x80] != 0 ? windows_1252[byte - 0x80] : 0xFFFD;
	add_point(&c->text, point);
}

static bool
at_end_of_line(struct span in)
{
	return in.len == 0 || in.data[0] == '\n' ||
	    (in.data[0] == '\r' && (in.len == 1 || in.data[1] == '\n'));
}

static void
skip_end_of_line(struct csv *c)
{
	if (c->rest.len > 0 && c->rest.data[0] == '\r')
		c->rest = after(c->rest, 1);
	if (c->rest.len > 0 && c->rest.data[0] == '\n')
		c->rest = after(c->rest, 1);
	c->next_line++;
}

/* To the line after the one where the record went wrong: a quote that never ends must not swallow the file. */
static int
give_up(struct csv *c, struct span start, struct why *why, int code, const char *text)
{
	const char *end = memchr(start.data, '\n', start.len);

	c->rest =
	    end != NULL ? after(start, (size_t)(end - start.data) + 1) : after(start, start.len);
	c->next_line = c->line + 1;
	c->count = 0;
	return why_set(why, code, 0, NULL, "%s", text);
}

/* A value up to its separator or line end. False: its quotes are broken. */
static bool
read_value(struct csv *c)
{
	bool quoted = c->rest.len > 0 && c->rest.data[0] == '"';

	if (quoted)
		c->rest = after(c->rest, 1);
	while (c->rest.len > 0 && buf_error(&c->text) == 0) {
		char byte = c->rest.data[0];

		if (!quoted && (byte == c->separator || at_end_of_line(c->rest)))
			return true;
		if (quoted && byte == '"') {
			c->rest = after(c->rest, 1);
			if (c->rest.len == 0 || c->rest.data[0] != '"')
				return c->rest.len == 0 || c->rest.data[0] == c->separator ||
				    at_end_of_line(c->rest);
		}
		if (quoted && byte == '\n')
			c->next_line++;
		add_byte(c, (unsigned char)c->rest.data[0]);
		c->rest = after(c->rest, 1);
	}
	return !quoted || buf_error(&c->text) != 0;
}

/* Behind any apostrophes, what a spreadsheet would run. */
static bool
is_guarded(struct span value)
{
	while (value.len > 0 && value.data[0] == '\'')
		value = after(value, 1);
	return value.len > 0 && text_one_of(value.data[0], "=+-@\t\r\n");
}

int
csv_next(struct csv *c, struct why *why)
{
	size_t ends[CSV_COLUMNS], begin = 0;
	struct span start = c->rest;

	c->line = c->next_line;
	c->count = 0;
	if (c->rest.len == 0)
		return 0;
	buf_reset(&c->text);
	for (;;) {
		if (c->count == CSV_COLUMNS)
			return give_up(c, start, why, ERR_TOO_BIG, "too many columns: at most 64");
		if (!read_value(c))
			return give_up(c, start, why, ERR_MALFORMED,
			    "a quoted value does not end: double the quotes inside it");
		if (buf_error(&c->text) != 0)
			return give_up(c, start, why, buf_error(&c->text),
			    buf_error(&c->text) == ERR_NOMEM ? "out of memory"
							     : "the line is too long");
		ends[c->count++] = c->text.len;
		if (c->rest.len == 0 || c->rest.data[0] != c->separator)
			break;
		c->rest = after(c->rest, 1);
	}
	skip_end_of_line(c);
	for (size_t i = 0; i < c->count; i++) {
		struct span value = {buf_str(&c->text) + begin, ends[i] - begin};

		if (value.len > 0 && value.data[0] == '\'' && is_guarded(value))
			value = after(value, 1);
		c->values[i] = value;
		begin = ends[i];
	}
	return 1;
}

/* ---- writing ---- */

int
csv_add(struct buf *out, char separator, bool first, struct span value)
{
	bool quoted = value.len > 0 &&
	    (text_is_space(value.data[0]) || text_is_space(value.data[value.len - 1]));

	for (size_t i = 0; i < value.len && !quoted; i++)
		quoted = value.data[i] == separator || text_one_of(value.data[i], "\"\r\n");
	if (!first)
		(void)buf_add_char(out, separator);
	if (quoted)
		(void)buf_add_char(out, '"');
	if (is_guarded(value))
		(void)buf_add_char(out, '\'');
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] == '"')
			(void)buf_add_char(out, '"');
		(void)buf_add_char(out, value.data[i]);
	}
	return quoted ? buf_add_char(out, '"') : buf_error(out);
}

int
csv_end(struct buf *out)
{
	return buf_add_str(out, "\r\n");
}

int
csv_add_record(
    struct buf *out, const struct csv *c, struct span record, const bool *left_out, size_t columns)
{
	struct csv one = {.rest = record,
	    .separator = c->separator,
	    .windows = c->windows,
	    .text = BUF_INIT(LIMIT_CSV_LINE_BYTES)};
	struct why why;
	bool first = true;

	if (csv_next(&one, &why) <= 0) {
		one.values[0] = text_trim(record);
		one.count = 1;
	}
	for (size_t i = 0; i < one.count || i < columns; i++) {
		if (i < columns && left_out[i])
			continue;
		(void)csv_add(
		    out, c->separator, first, i < one.count ? one.values[i] : (struct span){"", 0});
		first = false;
	}
	csv_clear(&one);
	return buf_error(out);
}

const char *const csv_refusal_columns[] = {"puntual_line", "puntual_column", "puntual_error", NULL};
