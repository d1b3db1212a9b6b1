#include "monitor/notice/channel.h"

static const struct channel *const channels[] = {&channel_email, &channel_webhook, &channel_slack,
    &channel_teams, &channel_discord, &channel_ntfy, &channel_telegram, &channel_sms,
    &channel_whatsapp};

const struct channel *
channel_of(enum channel_id id)
{
	for (size_t i = 0; i < sizeof(channels) / sizeof(channels[0]); i++)
		if (channels[i]->id == id)
			return channels[i];
	return NULL;
}
