#include "monitor/notice/render.h"

#include <stdlib.h>

#include "monitor/base/limits.h"
#include "monitor/notice/channel.h"
#include "monitor/notice/tone.h"

void
render_output_init(struct render_output *out)
{
	template_output_init(&out->words);
	buf_init(&out->message, LIMIT_MESSAGE_BYTES);
	out->message_id[0] = '\0';
}

void
render_output_clear(struct render_output *out)
{
	template_output_clear(&out->words);
	buf_clear(&out->message);
}

int
notice_render(const struct templates *templates, const struct render_input *in,
    struct render_output *out, struct why *why)
{
	const struct channel *channel = channel_of(in->notice->channel);
	struct facts *facts; /* too large for every thread's stack */
	int rc;

	if (channel == NULL)
		return why_set(why, ERR_NOT_FOUND, SIZE_MAX, "channel", "no such channel");
	facts = malloc(sizeof(*facts));
	if (facts == NULL)
		return ERR_NOMEM;
	rc = facts_build(facts, in);
	if (rc == 0)
		rc = templates_render(
		    templates, &in->shop->own_templates, in->notice->kind, facts, &out->words, why);
	if (rc == 0)
		rc = tone_check_message(in, buf_span(&out->words.text), why);
	if (rc == 0)
		rc = channel->build(in, &out->words, &out->message, out->message_id, why);
	free(facts);
	return rc;
}
