#include "monitor/base/reach.h"

static const struct shop_channels mail_alone = {.kinds = {CHANNEL_EMAIL}, .count = 1};

static const struct shop_channels *
list_of(const struct shop_channels *list)
{
	return list->count > 0 ? list : &mail_alone;
}

bool
reach_by(const struct person *person, enum channel_id channel)
{
	switch (channel) {
	case CHANNEL_EMAIL: return person->email[0] != '\0' && !person->suppressed;
	case CHANNEL_SMS:
	case CHANNEL_WHATSAPP: return person->phone[0] != '\0';
	case CHANNEL_WEBHOOK: return true; /* the shop's own program passes it on */
	case CHANNEL_SLACK:
	case CHANNEL_TEAMS:
	case CHANNEL_DISCORD:
	case CHANNEL_NTFY:
	case CHANNEL_TELEGRAM:
	case CHANNEL_COUNT: return false;
	}
	return false;
}

static bool
has(const struct shop_channels *list, int32_t channel)
{
	for (size_t i = 0; i < list->count; i++)
		if ((int32_t)list->kinds[i] == channel)
			return true;
	return false;
}

enum channel_id
reach_customer(const struct shop *shop, const struct person *person, enum channel_id after)
{
	const struct shop_channels *list = list_of(&shop->channels);
	bool wished = has(list, person->notify);
	bool passed = after == 0;

	if (person->stopped || person->notify == NOTIFY_NONE)
		return 0;
	/* place 0 is the wish; it is passed over where it stands in the list */
	for (size_t i = wished ? 0 : 1; i <= list->count; i++) {
		enum channel_id channel =
		    i == 0 ? (enum channel_id)person->notify : list->kinds[i - 1];

		if (i > 0 && wished && (int32_t)channel == person->notify)
			continue;
		if (passed && reach_by(person, channel))
			return channel;
		passed = passed || channel == after;
	}
	return 0;
}

enum channel_id
reach_shop(const struct shop *shop, enum channel_id after)
{
	const struct shop_channels *list = list_of(&shop->alerts);

	for (size_t i = 0; i < list->count; i++) {
		if (after == 0)
			return list->kinds[i];
		if (list->kinds[i] == after)
			after = 0;
	}
	return 0;
}
