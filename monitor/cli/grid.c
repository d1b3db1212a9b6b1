#include "monitor/cli/grid.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"

enum { GAP = 2, CELL_LEAST = 8, LINE_BYTES = 512 };

void
grid_init(struct grid *g, struct page *page)
{
	*g = (struct grid){.page = page};
}

void
grid_column(struct grid *g, enum word title, enum grid_kind kind)
{
	assert(g->columns < GRID_COLUMNS && g->count == g->columns);
	g->kinds[g->columns++] = kind;
	grid_cell(g, ROLE_DIM, word(g->page->look->language, title));
}

void
grid_cell(struct grid *g, enum role role, const char *text)
{
	if (g->count == g->room) {
		size_t room = g->room == 0 ? 64 : 2 * g->room;
		struct grid_cell *cells = realloc(g->cells, room * sizeof(*cells));

		if (cells == NULL) {
			g->page->text.error = ERR_NOMEM;
			return;
		}
		g->cells = cells;
		g->room = room;
	}
	g->cells[g->count] = (struct grid_cell){role, strdup(text)};
	if (g->cells[g->count].text == NULL)
		g->page->text.error = ERR_NOMEM;
	else
		g->count++;
}

/* As many whole words as fit, at least one, moved past in *rest. */
static void
next_line(const char **rest, int width, char *line, size_t room)
{
	struct buf text = BUF_INIT(LINE_BYTES);

	while (**rest != '\0') {
		size_t len = strcspn(*rest, " ");
		char one[LINE_BYTES];

		(void)text_cut(one, sizeof(one), (struct span){*rest, len});
		if (text.len > 0 &&
		    (int)(text_columns(buf_str(&text)) + 1 + text_columns(one)) > width)
			break;
		(void)buf_addf(&text, "%s%s", text.len > 0 ? " " : "", one);
		*rest += len;
		*rest += strspn(*rest, " ");
	}
	(void)text_cut(line, room, buf_span(&text));
	buf_clear(&text);
}

static int
longest_word(const char *text)
{
	int longest = 0;

	while (*text != '\0') {
		char line[LINE_BYTES];

		next_line(&text, 0, line, sizeof(line));
		if ((int)text_columns(line) > longest)
			longest = (int)text_columns(line);
	}
	return longest;
}

/* What the cells need, and of the heads all or only the longest word. Returns the width of the table. */
static int
measure(const struct grid *g, int *widths, bool whole_heads)
{
	int total = GAP * ((int)g->columns - 1);

	for (size_t i = 0; i < g->count; i++) {
		size_t column = i % g->columns;
		bool word_alone = i < g->columns && !whole_heads;
		int need = word_alone ? longest_word(g->cells[i].text)
				      : (int)text_columns(g->cells[i].text);

		if (i < g->columns)
			widths[column] = 0;
		if (need > widths[column])
			widths[column] = need;
	}
	for (size_t c = 0; c < g->columns; c++)
		total += widths[c];
	return total;
}

/* Too wide: heads wrap first, then the widest of those that may gives way until all fit. */
static void
plan(const struct grid *g, int *widths)
{
	int total = measure(g, widths, true);

	if (total > g->page->look->columns)
		total = measure(g, widths, false);
	for (; total > g->page->look->columns; total--) {
		size_t widest = g->columns;

		for (size_t c = 0; c < g->columns; c++)
			if (g->kinds[c] == GRID_WRAP && widths[c] > CELL_LEAST &&
			    (widest == g->columns || widths[c] > widths[widest]))
				widest = c;
		if (widest == g->columns)
			break;
		widths[widest]--;
	}
}

static void
add_row(const struct grid *g, const struct grid_cell *row, const int *widths, bool head)
{
	const char *rest[GRID_COLUMNS];
	bool more = true;

	for (size_t c = 0; c < g->columns; c++)
		rest[c] = row[c].text;
	while (more) {
		more = false;
		for (size_t c = 0; c < g->columns; c++) {
			char line[LINE_BYTES];
			bool whole = !head && g->kinds[c] != GRID_WRAP;

			next_line(&rest[c], whole ? INT16_MAX : widths[c], line, sizeof(line));
			if (g->kinds[c] == GRID_RIGHT)
				page_cell_right(g->page, row[c].role, line, widths[c]);
			else
				page_cell(g->page, row[c].role, line, widths[c]);
			page_blanks(g->page, c + 1 < g->columns ? GAP : 0);
			more = more || rest[c][0] != '\0';
		}
		page_line(g->page);
	}
}

void
grid_end(struct grid *g)
{
	int widths[GRID_COLUMNS] = {0};

	if (page_error(g->page) == 0) {
		assert(g->count % g->columns == 0);
		plan(g, widths);
		for (size_t i = 0; i < g->count; i += g->columns)
			add_row(g, &g->cells[i], widths, i == 0);
	}
	for (size_t i = 0; i < g->count; i++)
		free(g->cells[i].text);
	free(g->cells);
	*g = (struct grid){.page = g->page};
}

void
grid_moment(struct grid *g, int64_t at_utc_ms)
{
	const struct look *look = g->page->look;
	struct buf text = BUF_INIT(LINE_BYTES);

	if (at_utc_ms != AT_NONE)
		page_moment(look, &text, look->zone, at_utc_ms);
	grid_cell(g, ROLE_PLAIN, buf_str(&text));
	buf_clear(&text);
}
