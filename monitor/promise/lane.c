#include "monitor/promise/lane.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/place.h"
#include "monitor/base/text.h"

/* Two characters: a province, a department, a routing region, a postcode area. */
enum { COUNTRY_LETTERS = 2, AREA_LETTERS = 2, SIDE_ROOM = 8 };

static void
side_of(const struct place *place, char side[SIDE_ROOM])
{
	char clean[PLACE_POSTCODE_ROOM] = "";
	size_t len = 0;

	if (place->country[0] == '\0') {
		memcpy(side, "?", sizeof("?"));
		return;
	}
	place_postcode_clean(place->country, place->postcode, clean);
	memcpy(side, place->country, COUNTRY_LETTERS);
	len = COUNTRY_LETTERS;
	if (strlen(clean) >= AREA_LETTERS) {
		side[len++] = '-';
		memcpy(side + len, clean, AREA_LETTERS);
		len += AREA_LETTERS;
	}
	side[len] = '\0';
}

static void
join(const char *from, const char *to, char lane[LANE_ROOM])
{
	_Static_assert(2 * SIDE_ROOM <= LANE_ROOM, "both sides fit");
	(void)snprintf(lane, LANE_ROOM, "%s:%s", from, to);
}

void
lane_of(const struct shipment *s, char lane[LANE_ROOM])
{
	char from[SIDE_ROOM], to[SIDE_ROOM];

	side_of(&s->origin, from);
	side_of(&s->destination, to);
	join(from, to, lane);
}

/* "ES" or "ES-28". */
static bool
parse_side(struct span in, char side[SIDE_ROOM])
{
	if (span_equal_str(in, "?"))
		return text_copy_span(side, SIDE_ROOM, in) == 0;
	if (in.len != COUNTRY_LETTERS && in.len != COUNTRY_LETTERS + 1 + AREA_LETTERS)
		return false;
	for (size_t i = 0; i < in.len; i++) {
		char c = in.data[i];

		if (i < COUNTRY_LETTERS        ? !text_is_alpha(c)
			: i == COUNTRY_LETTERS ? c != '-'
					       : !text_is_alnum(c))
			return false;
		side[i] = text_upper(c);
	}
	side[in.len] = '\0';
	return true;
}

int
lane_parse(struct span in, char lane[LANE_ROOM])
{
	char from[SIDE_ROOM], to[SIDE_ROOM];
	struct span rest = in, first;

	if (!text_split(&rest, ':', &first) || !parse_side(first, from) || !parse_side(rest, to))
		return ERR_MALFORMED;
	join(from, to, lane);
	return 0;
}
