#include "monitor/base/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "monitor/base/limits.h"
#include "monitor/base/place.h"
#include "monitor/base/text.h"
#include "monitor/base/tz.h"

#define ZONE_FOLDER "/usr/share/zoneinfo/"

enum { CACHE_SLOTS = 32 }; /* zones in use at once by a thread: a miss costs a file of 3 kB */

/* What a thread has read. A slot without `tz` says that there is no such zone. */
static _Thread_local struct {
	struct slot {
		char name[ZONE_ROOM]; /* "": free */
		struct tz *tz;
	} slots[CACHE_SLOTS];
	size_t next; /* to be given up */
	size_t last; /* asked for: mostly the next one too */
	char version[16];
} cache;

void
zone_thread_clear(void)
{
	for (size_t i = 0; i < CACHE_SLOTS; i++) {
		tz_free(cache.slots[i].tz);
		cache.slots[i] = (struct slot){.tz = NULL};
	}
}

/* The front of a file of the zone data, at most `room` bytes; false when there is none. */
static bool
read_front(const char *name, char *dst, size_t room, size_t *len)
{
	char path[sizeof(ZONE_FOLDER) + ZONE_ROOM];
	ssize_t got = 0;
	int fd;

	(void)snprintf(path, sizeof(path), "%s%s", ZONE_FOLDER, name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return false;
	for (*len = 0; *len < room; *len += (size_t)got) {
		got = read(fd, dst + *len, room - *len);
		if (got < 0 && errno == EINTR)
			got = 0;
		else if (got <= 0)
			break;
	}
	(void)close(fd);
	return got >= 0;
}

/* Names of zones begin with a capital; what else stands in the folder does not. */
static bool
name_shaped(const char *zone)
{
	size_t len = strlen(zone);

	if (len == 0 || len >= ZONE_ROOM || zone[0] < 'A' || zone[0] > 'Z')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!text_is_alnum(zone[i]) && strchr("/_+-", zone[i]) == NULL)
			return false;
	return true;
}

static struct tz *
tz_load(const char *zone)
{
	char *file = malloc(LIMIT_TZ_BYTES);
	struct tz *tz = NULL;
	size_t len;

	if (file != NULL && read_front(zone, file, LIMIT_TZ_BYTES, &len) &&
	    tz_read((struct span){file, len}, &tz) < 0)
		tz = NULL;
	free(file);
	return tz;
}

/* NULL: no such zone. */
static const struct tz *
tz_of(const char *zone)
{
	struct slot *slot = &cache.slots[cache.last];

	if (strcmp(slot->name, zone) == 0)
		return slot->tz;
	if (!name_shaped(zone))
		return NULL;
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		if (strcmp(cache.slots[i].name, zone) == 0) {
			cache.last = i;
			return cache.slots[i].tz;
		}
	slot = &cache.slots[cache.next];
	tz_free(slot->tz);
	slot->tz = tz_load(zone);
	(void)text_cut(slot->name, sizeof(slot->name), span_of(zone)); /* its length was seen */
	cache.last = cache.next;
	cache.next = (cache.next + 1) % CACHE_SLOTS;
	return slot->tz;
}

bool
zone_valid(const char *zone)
{
	return tz_of(zone) != NULL;
}

/* The first line of the data's own text says "# version 2026b". */
const char *
zone_data_version(void)
{
	static const char before[] = "# version ";
	char line[sizeof(before) + sizeof(cache.version)];
	size_t len = 0;
	char *end;

	if (cache.version[0] != '\0' || !read_front("tzdata.zi", line, sizeof(line) - 1, &len))
		return cache.version;
	line[len] = '\0';
	end = strchr(line, '\n');
	if (end != NULL && strncmp(line, before, sizeof(before) - 1) == 0) {
		*end = '\0';
		(void)text_cut(
		    cache.version, sizeof(cache.version), span_of(line + sizeof(before) - 1));
	}
	return cache.version;
}

const char *
zone_of_place(
    const char *country, const char *postcode, const char *shop_zone, enum zone_basis *basis)
{
	const char *zone = place_zone(country, postcode, basis);

	if (zone != NULL)
		return zone;
	*basis = ZONE_BASIS_SHOP;
	return shop_zone;
}

/* Seconds, rounded down. */
static int64_t
seconds_of(int64_t ms)
{
	return ms / SECOND_MS - (ms % SECOND_MS < 0 ? 1 : 0);
}

/* East of UTC, in ms, and the first instant at which it may change. */
static int64_t
offset_ms(const struct tz *tz, int64_t utc_ms, int64_t *until_ms)
{
	int64_t until_s = INT64_MAX;
	int64_t offset = tz != NULL ? tz_offset_at(tz, seconds_of(utc_ms), &until_s) : 0;

	*until_ms = until_s > INT64_MAX / SECOND_MS ? INT64_MAX : until_s * SECOND_MS;
	return offset * SECOND_MS;
}

void
zone_wall(const char *zone, int64_t utc_ms, int32_t *day, int32_t *second, int32_t *offset_min)
{
	int64_t until_ms;
	int64_t offset = offset_ms(tz_of(zone), utc_ms, &until_ms);
	int64_t wall_ms = utc_ms + offset;
	int64_t days = wall_ms / DAY_MS - (wall_ms % DAY_MS < 0 ? 1 : 0);

	*day = (int32_t)days;
	*second = (int32_t)((wall_ms - days * DAY_MS) / SECOND_MS);
	*offset_min = (int32_t)(offset / MINUTE_MS);
}

int32_t
zone_day(const char *zone, int64_t utc_ms)
{
	int32_t day;
	int32_t second;
	int32_t offset_min;

	zone_wall(zone, utc_ms, &day, &second, &offset_min);
	return day;
}

/* The first instant whose wall clock shows `wall_ms` or later: the first pass of a fold, the end of a gap,
 * and of a skipped day the next one's start. Walks the stretches of one offset from before any zone can
 * show it. */
static int64_t
first_showing(const char *zone, int64_t wall_ms)
{
	const struct tz *tz = tz_of(zone);
	int64_t from = wall_ms - DAY_MS - DAY_MS / 12; /* no zone is further ahead */

	for (;;) {
		int64_t until;
		int64_t shown = wall_ms - offset_ms(tz, from, &until);

		if (shown <= from)
			return from;
		if (shown < until)
			return shown;
		from = until;
	}
}

int64_t
zone_instant(const char *zone, int32_t day, int32_t second)
{
	return first_showing(zone, (int64_t)day * DAY_MS + (int64_t)second * SECOND_MS);
}

int64_t
zone_day_end(const char *zone, int32_t day)
{
	return first_showing(zone, ((int64_t)day + 1) * DAY_MS);
}

int64_t
zone_when_utc(const char *zone, struct when at)
{
	switch (at.kind) {
	case WHEN_NONE: return AT_NONE;
	case WHEN_INSTANT:
	case WHEN_UTC: return when_utc(at);
	case WHEN_LOCAL:
	case WHEN_DATE: return zone_instant(zone, at.day, at.second);
	}
	return AT_NONE;
}

int32_t
zone_when_day(const char *zone, struct when at)
{
	return at.kind == WHEN_UTC ? zone_day(zone, when_utc(at)) : at.day;
}
