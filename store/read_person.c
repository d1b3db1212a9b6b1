#include "store/read_person.h"

#include "store/people.h"

int
store_person(struct store_reader *r, uint64_t id, struct person *out)
{
	struct key key = key_of_id(id);

	return read_record(r, &record_person, &key, out);
}

int
store_person_of_email(
    struct store_reader *r, const char *shop, const char *email, struct person *out)
{
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = people_by_email(r->txn, shop, email, out);
	read_leave(r);
	return rc;
}

int
store_suppressed(struct store_reader *r, const char *shop, struct store_cursor *cursor,
    uint64_t *ids, size_t room, size_t *count)
{
	struct key prefix = key_of_text(shop);

	return read_ids(r,
	    &(struct walk){.table = TABLE_PERSON_SUPPRESSED,
		.prefix = shop[0] != '\0' ? &prefix : NULL,
		.cursor = cursor,
		.until_utc_ms = AT_NONE},
	    ids, room, count);
}

int
store_notice_token(struct store_reader *r, uint64_t notice, char out[VERP_TOKEN_ROOM])
{
	struct key key = key_of_text("meta");
	struct meta meta;
	int rc = read_record(r, &record_meta, &key, &meta);

	if (rc == 0)
		verp_token(
		    (struct span){(const char *)meta.secret, sizeof(meta.secret)}, notice, out);
	return rc;
}
