#include "monitor/web/desk_report_csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "monitor/base/csv.h"
#include "monitor/base/text.h"
#include "monitor/web/desk_report.h"
#include "monitor/web/page.h"

enum { WEEK_DAYS = 7, SEPARATOR = ',' };

static void
add_number(struct buf *out, int64_t number)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%" PRId64, number);

	(void)csv_add(out, SEPARATOR, false, (struct span){text, (size_t)len});
}

/* Hours with two places, of which the cells of a row add up to what was lost. */
static void
add_hours(struct buf *out, int64_t ms)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%.2f", (double)ms / HOUR_MS);

	(void)csv_add(out, SEPARATOR, false, (struct span){text, (size_t)len});
}

static void
add_row(struct buf *out, const char *what, const char *name, const char *carrier,
    const struct report_sum *s)
{
	struct report_warned warned = report_warned(s);

	(void)csv_add(out, SEPARATOR, true, span_of(what));
	(void)csv_add(out, SEPARATOR, false, span_of(name));
	(void)csv_add(out, SEPARATOR, false, span_of(carrier));
	add_number(out, s->kept);
	add_number(out, s->late);
	add_number(out, s->lost);
	add_hours(out, figures_late_ms(s));
	for (int c = 0; c < CAUSE_COUNT; c++)
		add_hours(out, s->cause_ms[c]);
	add_number(out, warned.n);
	add_number(out, warned.before);
	add_number(out, warned.day_before);
	if (warned.median_ms >= 0)
		add_hours(out, warned.median_ms);
	else
		(void)csv_add(out, SEPARATOR, false, SPAN(""));
	(void)csv_end(out);
}

static void
add_head(struct buf *out)
{
	(void)buf_add_str(out, "table,name,carrier,kept,late,lost,late_hours");
	for (int c = 0; c < CAUSE_COUNT; c++)
		(void)buf_addf(out, ",%s_hours", cause_name((enum cause)c));
	(void)buf_add_str(out, ",broken_told,told_before,told_day_before,told_ahead_hours");
	(void)csv_end(out);
}

static void
add_figures(struct buf *out, const struct figures *f)
{
	const struct report *r = &f->report;

	add_head(out);
	for (int32_t i = 0; i < r->week_count; i++) {
		struct buf monday = BUF_INIT(16);

		(void)day_add(&monday, r->monday - (r->week_count - 1 - i) * WEEK_DAYS);
		add_row(out, "week", buf_str(&monday), "", &r->weeks[i]);
		buf_clear(&monday);
	}
	for (size_t i = 0; i < f->carrier_count; i++)
		add_row(out, "carrier", "", f->carriers[i].carrier, &f->carriers[i].sum);
	for (size_t i = 0; i < r->count; i++)
		add_row(out, "lane", r->rows[i].lane, r->rows[i].carrier, &r->rows[i].sum);
}

static void
answer(struct api_call *call, const struct figures_asked *asked, struct span table)
{
	char name[LIMIT_SHOP_ROOM + 64];
	const struct server_field field = {"Content-Disposition", name};

	(void)snprintf(name, sizeof(name), "attachment; filename=\"puntual-%s-%d-weeks.csv\"",
	    asked->shop->id, (int)asked->weeks);
	call->answered = true;
	server_answer(call->api->server, call->ticket,
	    &(struct server_reply){.status = 200,
		.content_type = "text/csv; charset=utf-8",
		.fields = &field,
		.field_count = 1,
		.body = table});
}

void
desk_report_csv(struct api_call *call)
{
	struct buf table = BUF_INIT(LIMIT_PAGE_BYTES);
	struct figures *f = calloc(1, sizeof(*f));
	struct figures_asked asked;
	int rc = f == NULL ? ERR_NOMEM : desk_report_asked(call, &asked) ? 0 : ERR_NOT_FOUND;

	if (rc == 0)
		rc = store_read_begin(call->api->reader);
	if (rc == 0) {
		rc = figures_read(call, &asked, f);
		store_read_end(call->api->reader);
	}
	if (rc == 0) {
		add_figures(&table, f);
		rc = buf_error(&table);
	}
	if (rc == 0)
		answer(call, &asked, buf_span(&table));
	else
		page_fail(call, rc);
	if (f != NULL)
		figures_clear(f);
	free(f);
	buf_clear(&table);
}
