#include "carriers/codes.h"

#include <string.h>

#include "carriers/adapter.h"
#include "carriers/custom_form.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"

enum { NAME_ROOM = 24 };

/* One entry, "CODE = milestone reason"; false when it is none. */
static bool
read_entry(struct span entry, struct span *code, struct code_row *row)
{
	char milestone[NAME_ROOM], reason[NAME_ROOM];
	struct span name;

	*row = (struct code_row){.milestone = MILESTONE_UNKNOWN};
	if (!text_split(&entry, '=', code))
		return false;
	*code = text_trim(*code);
	entry = text_trim(entry);
	if (code->len == 0 || code->len >= LIMIT_CODE_ROOM || !text_split(&entry, ' ', &name) ||
	    text_copy_span(milestone, sizeof(milestone), name) < 0 ||
	    milestone_from_name(milestone, &row->milestone) < 0)
		return false;
	entry = text_trim(entry);
	return entry.len == 0 ||
	    (text_copy_span(reason, sizeof(reason), entry) == 0 &&
		reason_from_name(reason, &row->reason) == 0);
}

int
codes_check(const char *table, struct why *why)
{
	struct span rest = span_of(table), entry, code;
	struct code_row row;

	while (text_split(&rest, ',', &entry)) {
		entry = text_trim(entry);
		if (entry.len > 0 && !read_entry(entry, &code, &row))
			return why_set(why, ERR_MALFORMED, (size_t)(entry.data - table), "codes",
			    "'%.*s' is not CODE = milestone, as DEL = delivered, or CODE = milestone reason",
			    (int)(entry.len < 40 ? entry.len : 40), entry.data);
	}
	return 0;
}

bool
codes_find(const char *table, const char *code, struct code_row *row)
{
	struct span rest = span_of(table), entry, own;
	struct code_row found;

	while (text_split(&rest, ',', &entry))
		if (read_entry(text_trim(entry), &own, &found) && span_equal_str(own, code)) {
			*row = found;
			return true;
		}
	return false;
}

bool
codes_unknown(const struct carrier *carrier, const struct account *account, const char *code)
{
	struct code_row row;

	return code[0] != '\0' && adapter_code(carrier->codes, carrier->code_count, code) == NULL &&
	    !codes_find(account->codes, code, &row);
}

uint64_t
codes_generation(const struct account *account)
{
	uint64_t parts[1 + CUSTOM_OPTIONS];

	parts[0] = sign_hash64(span_of(account->codes));
	for (size_t i = 0; i < CUSTOM_OPTIONS; i++)
		parts[1 + i] = sign_hash64(span_of(custom_text(&account->custom, i)));
	return sign_hash64((struct span){(const char *)parts, sizeof(parts)});
}

void
codes_apply(const struct carrier *carrier, const struct account *account, struct observation *o)
{
	struct code_row row;

	if (account->codes[0] == '\0')
		return;
	for (size_t i = 0; i < o->events.count; i++) {
		struct event *e = &o->events.items[i];

		if (e->milestone != MILESTONE_UNKNOWN ||
		    adapter_code(carrier->codes, carrier->code_count, e->code) != NULL ||
		    !codes_find(account->codes, e->code, &row))
			continue;
		e->milestone = row.milestone;
		e->reason = row.reason;
		e->physical = milestone_physical(row.milestone);
	}
}

static struct unknown_code *
place_of(struct account_state *state, const char *code)
{
	struct unknown_code *least = &state->unknown[0];

	for (size_t i = 0; i < state->unknown_count; i++)
		if (strcmp(state->unknown[i].code, code) == 0)
			return &state->unknown[i];
	if (state->unknown_count < LIMIT_UNKNOWN_CODES) {
		least = &state->unknown[state->unknown_count++];
	} else {
		for (size_t i = 1; i < state->unknown_count; i++)
			if (state->unknown[i].count < least->count)
				least = &state->unknown[i];
	}
	*least = (struct unknown_code){.count = 0};
	(void)text_cut(least->code, sizeof(least->code), span_of(code));
	return least;
}

bool
codes_count(const struct carrier *carrier, const struct account *account,
    const struct observation *o, int64_t now_utc_ms, struct account_state *state)
{
	bool any = false;

	for (size_t i = 0; i < o->events.count; i++) {
		const struct event *e = &o->events.items[i];
		struct unknown_code *place;
		bool again = false;

		if (e->milestone != MILESTONE_UNKNOWN || !codes_unknown(carrier, account, e->code))
			continue;
		for (size_t n = 0; n < i && !again; n++)
			again = strcmp(o->events.items[n].code, e->code) == 0;
		if (again)
			continue;
		place = place_of(state, e->code);
		place->count++;
		place->last_utc_ms = now_utc_ms;
		state->unknown_codes++;
		any = true;
	}
	return any;
}
