#include "monitor/poll/idset.h"

#include <assert.h>
#include <stdlib.h>

enum { ROOM_FIRST = 64 };

static size_t
home_of(uint64_t id, size_t room)
{
	return (size_t)((id * 0x9e3779b97f4a7c15u) >> 32) & (room - 1);
}

/* Where it stands, or the free slot where it would. */
static size_t
place_of(const struct idset *s, uint64_t id)
{
	size_t at = home_of(id, s->room);

	while (s->slots[at] != 0 && s->slots[at] != id)
		at = (at + 1) & (s->room - 1);
	return at;
}

void
idset_clear(struct idset *s)
{
	free(s->slots);
	*s = IDSET_INIT;
}

bool
idset_has(const struct idset *s, uint64_t id)
{
	return s->room > 0 && s->slots[place_of(s, id)] == id;
}

static int
grow(struct idset *s)
{
	struct idset wide = {.room = s->room ? 2 * s->room : ROOM_FIRST, .count = s->count};

	wide.slots = calloc(wide.room, sizeof(*wide.slots));
	if (!wide.slots)
		return ERR_NOMEM;
	for (size_t i = 0; i < s->room; i++)
		if (s->slots[i] != 0)
			wide.slots[place_of(&wide, s->slots[i])] = s->slots[i];
	free(s->slots);
	*s = wide;
	return 0;
}

int
idset_add(struct idset *s, uint64_t id)
{
	assert(id != 0);
	if (idset_has(s, id))
		return ERR_EXISTS;
	if (2 * (s->count + 1) > s->room && grow(s) < 0)
		return ERR_NOMEM;
	s->slots[place_of(s, id)] = id;
	s->count++;
	return 0;
}

void
idset_remove(struct idset *s, uint64_t id)
{
	size_t hole, at;

	if (!idset_has(s, id))
		return;
	hole = place_of(s, id);
	s->slots[hole] = 0;
	s->count--;
	/* What stood behind it and wanted to stand before moves up, or it would no longer be found. */
	for (at = (hole + 1) & (s->room - 1); s->slots[at] != 0; at = (at + 1) & (s->room - 1)) {
		uint64_t moved = s->slots[at];

		s->slots[at] = 0;
		s->slots[place_of(s, moved)] = moved;
	}
}
