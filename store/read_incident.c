#include "store/read_incident.h"

int
store_incident(struct store_reader *r, uint64_t id, struct incident *out)
{
	struct key key = key_of_id(id);
	struct incident record;
	int rc = read_record(r, &record_incident, &key, &record);

	if (rc == 0)
		*out = record;
	return rc;
}

int
store_incidents(struct store_reader *r, bool open, struct store_cursor *cursor, uint64_t *ids,
    size_t room, size_t *count)
{
	return read_ids(r,
	    &(struct walk){.table = open ? TABLE_INCIDENT_BY_OPEN : TABLE_INCIDENT,
		.cursor = cursor,
		.until_utc_ms = AT_NONE,
		.reverse = !open},
	    ids, room, count);
}

int
store_held(struct store_reader *r, uint64_t incident, struct store_cursor *cursor, uint64_t *ids,
    size_t room, size_t *count)
{
	struct key prefix = key_of_id(incident);

	return read_ids(r,
	    &(struct walk){.table = TABLE_HELD_BY_INCIDENT,
		.prefix = &prefix,
		.cursor = cursor,
		.until_utc_ms = AT_NONE},
	    ids, room, count);
}

int
store_tallies(struct store_reader *r, enum tally_table table, const char *prefix, int32_t from_day,
    int32_t until_day, store_tally_fn *each, void *arg)
{
	struct sums_range range = {table, prefix, from_day, until_day};
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = sums_walk(r->txn, &range, each, arg);
	read_leave(r);
	return rc;
}
