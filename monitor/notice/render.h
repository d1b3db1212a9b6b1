#pragma once

/*
 * render: from a notice and what it is about to the bytes that leave us, and the words in them. Pure; for the outbox, and for whoever shows what would
 * be said (`puntual outbox show`).
 */

#include "monitor/notice/template.h"

struct render_output {
	struct template_output words; /* subject, preheader, text, html */
	struct buf message;           /* the bytes of its channel */
	char message_id[96];
};

void render_output_init(struct render_output *out);
void render_output_clear(struct render_output *out);

/* `out` initialised and empty. ERR_NOT_FOUND: no template or a value missing; ERR_FORBIDDEN: a hard rule of the tone guard; ERR_MALFORMED: an
 * address; `why` says it in words. ERR_NOMEM, ERR_TOO_BIG. On failure what words were made are still there to look at. */
int notice_render(const struct templates *templates, const struct render_input *in,
    struct render_output *out, struct why *why) MUST_CHECK;
