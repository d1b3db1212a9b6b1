#include "store/counters.h"

struct key
counter_key(const char *shop, int counter)
{
	struct key k = KEY_INIT;

	return *key_u8(key_text(&k, shop), (uint8_t)counter);
}

int
counter_get(struct lmdb_txn *txn, const char *shop, int counter, int64_t *out)
{
	struct key k = counter_key(shop, counter);
	struct span value;
	uint64_t number;
	int rc = lmdb_get(txn, TABLE_COUNTER, &k, &value);

	*out = 0;
	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	if (!span_u64(value, 0, &number))
		return ERR_MALFORMED;
	*out = (int64_t)number;
	return 0;
}

int
counter_add(struct lmdb_txn *txn, const struct key *key, int64_t change)
{
	struct span value;
	struct key next = KEY_INIT;
	uint64_t number = 0;
	int rc = lmdb_get(txn, TABLE_COUNTER, key, &value);

	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == 0 && !span_u64(value, 0, &number))
		return ERR_MALFORMED;
	number += (uint64_t)change;
	if (number == 0) /* so that a rebuild, which never sees it, gives the same */
		return lmdb_delete(txn, TABLE_COUNTER, key);
	(void)key_u64(&next, number);
	return lmdb_put(txn, TABLE_COUNTER, key, (struct span){(char *)next.bytes, next.len});
}
