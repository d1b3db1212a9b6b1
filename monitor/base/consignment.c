#include "monitor/base/consignment.h"

#include <stdlib.h>

void
consignment_clear(struct consignment *c)
{
	for (size_t i = 0; i < c->count; i++)
		registration_clear(&c->parcels[i]);
	free(c->parcels);
	*c = (struct consignment){.at_utc_ms = AT_NONE};
}

void
consignment_move(struct consignment *dst, struct consignment *src)
{
	*dst = *src;
	*src = (struct consignment){.at_utc_ms = AT_NONE};
}

struct registration *
consignment_add(struct consignment *c)
{
	struct registration *parcels;

	if (c->count == LIMIT_ORDER_PARCELS)
		return NULL;
	parcels = reallocarray(c->parcels, c->count + 1, sizeof(*parcels));
	if (parcels == NULL)
		return NULL;
	c->parcels = parcels;
	registration_init(&parcels[c->count]);
	return &parcels[c->count++];
}

void
consignment_list_clear(struct consignment_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		consignment_clear(&list->items[i]);
	free(list->items);
	*list = CONSIGNMENT_LIST_INIT;
}

struct consignment *
consignment_list_add(struct consignment_list *list)
{
	struct consignment *items = reallocarray(list->items, list->count + 1, sizeof(*items));

	if (items == NULL)
		return NULL;
	list->items = items;
	items[list->count] = (struct consignment){.at_utc_ms = AT_NONE};
	return &items[list->count++];
}
