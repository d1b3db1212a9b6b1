#include "store/read_inbox.h"

#include "monitor/base/text.h"

int
store_inbound(struct store_reader *r, uint64_t id, struct inbound *out)
{
	struct key key = key_of_id(id);
	struct inbound record;
	int rc = read_record(r, &record_inbound, &key, &record);

	if (rc == 0)
		*out = record;
	return rc;
}

int
store_inbound_body(struct store_reader *r, uint64_t id, struct buf *out)
{
	struct key key = key_of_id(id);

	return read_bytes(r, TABLE_INBOUND_BODY, &key, out);
}

int
store_inbox(struct store_reader *r, enum inbound_state state, struct store_cursor *cursor,
    uint64_t *ids, size_t room, size_t *count)
{
	struct key prefix = KEY_INIT;

	if (state == 0)
		return read_ids(r,
		    &(struct walk){.table = TABLE_INBOUND,
			.cursor = cursor,
			.until_utc_ms = AT_NONE,
			.reverse = true},
		    ids, room, count);
	(void)key_u8(&prefix, (uint8_t)state);
	return read_ids(r,
	    &(struct walk){.table = TABLE_INBOUND_BY_STATE,
		.prefix = &prefix,
		.cursor = cursor,
		.until_utc_ms = AT_NONE,
		.newest = true},
	    ids, room, count);
}

int
store_inbox_due(
    struct store_reader *r, int64_t until_utc_ms, uint64_t *ids, size_t room, size_t *count)
{
	struct key prefix = KEY_INIT;

	(void)key_u8(&prefix, INBOUND_DUE_READ);
	return read_ids(r,
	    &(struct walk){
		.table = TABLE_INBOUND_BY_DUE, .prefix = &prefix, .until_utc_ms = until_utc_ms},
	    ids, room, count);
}

int
store_inbox_count(struct store_reader *r, const char *shop, enum inbound_state state, int64_t *out)
{
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = counter_get(r->txn, shop, COUNTER_INBOUND + (int)state, out);
	read_leave(r);
	return rc;
}

int
store_endpoint(struct store_reader *r, const char *id, struct endpoint_state *out)
{
	struct key key = key_of_text(id);

	return read_record(r, &record_endpoint, &key, out);
}

int
store_connector(struct store_reader *r, const char *id, struct connector_state *out)
{
	struct key key = key_of_text(id);
	struct connector_state record;
	int rc = read_record(r, &record_connector, &key, &record);

	if (rc == ERR_NOT_FOUND) {
		record = CONNECTOR_STATE_INIT;
		rc = text_copy(record.id, sizeof(record.id), id);
	}
	if (rc == 0)
		*out = record;
	return rc;
}
