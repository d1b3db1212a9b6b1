/*
 * fuzz_csv: any bytes as a file that is imported. Where the first byte is odd, four lines after it are a profile: its columns, what is fixed, carriers
 * and dates. The reader always comes on; what it reads is UTF-8, and comes back as it was when it is written; what was refused does
 * too; a row that is taken is one that a shop could have typed.
 */

#include "carriers/names.h"
#include "monitor/base/contact.h"
#include "monitor/base/csv.h"
#include "monitor/base/profile.h"
#include "monitor/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#define NOW INT64_C(1795273920000) /* 2026-11-21 16:12 in Madrid */

static struct shop shop = {.id = "violeta", .zone = "Europe/Madrid", .country = "ES"};
static struct account account = {.id = "dhl-main", .carrier = "dhl"};
static const struct policy policy = {
    .shops = &shop, .shop_count = 1, .accounts = &account, .account_count = 1};

/* ---- what is written ---- */

/* The record `bytes` says what was just read; what is missing at its end is empty. */
static void
require_same(const struct csv *read, struct span bytes)
{
	struct csv again = {.rest = bytes,
	    .separator = read->separator,
	    .next_line = 1,
	    .text = BUF_INIT(LIMIT_CSV_LINE_BYTES)};
	struct why why;

	REQUIRE(csv_next(&again, &why) == 1);
	REQUIRE(again.rest.len == 0 && again.count >= read->count);
	for (size_t i = 0; i < again.count; i++)
		REQUIRE(i < read->count ? span_equal(again.values[i], read->values[i])
					: again.values[i].len == 0);
	csv_clear(&again);
}

static void
write_again(const struct csv *c, struct span record)
{
	static const bool none[CSV_COLUMNS];
	struct buf out = BUF_INIT(1 << 20);
	size_t bytes = 0;

	for (size_t i = 0; i < c->count; i++) {
		REQUIRE(csv_add(&out, c->separator, i == 0, c->values[i]) == 0);
		bytes += c->values[i].len;
	}
	REQUIRE(csv_end(&out) == 0);
	if (bytes < LIMIT_CSV_LINE_BYTES / 2) { /* else a guard may be one too many */
		require_same(c, buf_span(&out));
		buf_reset(&out);
		REQUIRE(csv_add_record(&out, c, record, none, CSV_COLUMNS) == 0);
		REQUIRE(csv_end(&out) == 0);
	}
	buf_clear(&out);
}

/* ---- what is taken ---- */

static void
require_clean(const struct registration *r)
{
	const struct shipment *s = &r->shipment;

	REQUIRE(contact_text_valid(span_of(s->order)) && contact_text_valid(span_of(s->number)));
	REQUIRE(contact_text_valid(span_of(r->person.name)));
	REQUIRE(s->number[0] != '\0');
	REQUIRE(strcmp(s->account, "dhl-main") == 0 && strcmp(s->carrier, "dhl") == 0);
}

/* `h` NULL: as a parcel under way; else as one that is over. */
static void
take_row(const struct import_profile *p, const struct csv *c, const struct span *names,
    struct registration *r, struct history *h)
{
	char key[LIMIT_TALLY_KEY_ROOM];
	struct why why = {.code = 0};
	int rc = profile_begin(p, r, h, &why);

	for (size_t i = 0; rc == 0 && i < c->count; i++)
		rc = profile_set(p, names_carrier, r, h, names[i], c->values[i], &why);
	if (rc == 0)
		rc = names_complete(r, &policy, &why);
	if (rc == 0)
		rc = h != NULL ? history_finish(h, &policy, NOW, key, &why)
			       : registration_finish(r, &policy, NOW, &why);
	if (rc == 0) {
		require_clean(r);
		return;
	}
	profile_name_path(p, &why);
	REQUIRE(why.text[0] != '\0' && text_utf8_valid(span_of(why.text)));
	REQUIRE(memchr(why.path, '\0', sizeof(why.path)) != NULL);
}

static void
take_both(const struct import_profile *p, const struct csv *c, const struct span *names)
{
	struct registration r;
	struct history h;

	registration_init(&r);
	take_row(p, c, names, &r, NULL);
	registration_clear(&r);
	history_init(&h);
	take_row(p, c, names, &h.registration, &h);
	history_clear(&h);
}

/* ---- the file ---- */

/* The names of the columns: copied, for the next record takes their place. */
static void
keep_names(const struct csv *c, struct buf *text, struct span *names)
{
	size_t at = 0;

	for (size_t i = 0; i < c->count; i++)
		REQUIRE(buf_add(text, c->values[i].data, c->values[i].len) == 0);
	for (size_t i = 0; i < c->count; i++) {
		names[i] = (struct span){buf_str(text) + at, c->values[i].len};
		at += c->values[i].len;
	}
}

static void
read_file(const struct import_profile *p, struct span bytes)
{
	struct span names[CSV_COLUMNS];
	struct buf text = BUF_INIT(LIMIT_CSV_LINE_BYTES);
	struct why why = {.code = 0};
	size_t columns = 0, line = 0;
	struct csv c;
	int rc = csv_init(&c, bytes, &why);

	while (rc == 0 && c.rest.len > 0) {
		struct span start = c.rest;

		why.text[0] = '\0';
		rc = csv_next(&c, &why);
		REQUIRE(c.line > line && c.rest.len < start.len);
		REQUIRE(rc == 1 || (rc < 0 && why.text[0] != '\0'));
		line = c.line;
		for (size_t i = 0; i < c.count; i++)
			REQUIRE(text_utf8_valid(c.values[i]));
		if (rc == 1)
			write_again(&c, (struct span){start.data, start.len - c.rest.len});
		if (rc == 1 && columns == 0) {
			columns = c.count;
			keep_names(&c, &text, names);
		} else if (rc == 1 && c.count == columns) {
			take_both(p, &c, names);
		}
		rc = 0;
	}
	csv_clear(&c);
	buf_clear(&text);
}

/* What a configuration would refuse is refused here. */
static bool
read_profile(struct span *rest, struct import_profile *p)
{
	struct span columns, fixed, carriers, dates;
	struct why why;

	return text_split(rest, '\n', &columns) && text_split(rest, '\n', &fixed) &&
	    text_split(rest, '\n', &carriers) && text_split(rest, '\n', &dates) &&
	    text_copy_span(p->columns, sizeof(p->columns), columns) == 0 &&
	    text_copy_span(p->fixed, sizeof(p->fixed), fixed) == 0 &&
	    text_copy_span(p->carriers, sizeof(p->carriers), carriers) == 0 &&
	    text_copy_span(p->dates, sizeof(p->dates), dates) == 0 &&
	    text_utf8_valid(span_of(p->columns)) && text_utf8_valid(span_of(p->fixed)) &&
	    profile_check_columns(p->columns, &why) == 0 &&
	    profile_check_fixed(p->fixed, &why) == 0 && names_check(p->carriers, &why) == 0 &&
	    (p->dates[0] == '\0' || profile_check_dates(p->dates, &why) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct import_profile p = {.id = "ventas", .shop = "violeta", .zone = "Europe/Madrid"};
	struct span rest;

	if (size == 0)
		return 0;
	rest = (struct span){(const char *)data + 1, size - 1};
	if ((data[0] & 1) == 0 || read_profile(&rest, &p))
		read_file(&p, rest);
	return 0;
}
