#pragma once

/*
 * outbox_attempt: one notice on its way: read with all it is about, rendered for its first attempt, and the op that begins it. The part
 * that every channel's sender shares. The thread of the reader.
 */

#include "monitor/notice/render.h"
#include "store/store.h"

struct attempt {
	struct notice notice;
	char to[LIMIT_EMAIL_ROOM]; /* envelope of a mail */
	char from[LIMIT_EMAIL_ROOM];
	struct buf message;                /* to send: filled by attempt_begun */
	char subject[LIMIT_NAME_ROOM * 2]; /* as rendered now, "" when it was not */
	/* Not 0: it cannot be said or sent as it stands, and `why` says why; it ends so without an attempt. */
	enum answer refused;
	char why[LIMIT_TEXT_ROOM];
};

void attempt_clear(struct attempt *a);

/* Read and render. *begin: the op to submit, with the bytes of a first attempt; NULL when it is refused. ERR_NOT_FOUND: the notice has gone;
 * else what the store or memory answers: later. */
int attempt_prepare(struct attempt *a, struct store_reader *reader, const struct templates *t,
    const struct policy *policy, uint64_t id, int64_t now_utc_ms, struct op **begin) MUST_CHECK;

/* What a notice would say that is not in the store: as notice_render, with what it is about. */
int attempt_preview(struct store_reader *reader, const struct templates *t,
    const struct policy *policy, const struct notice *n, int64_t now_utc_ms,
    struct render_output *out, struct why *why) MUST_CHECK;

/* Keep the bytes that OP_ATTEMPT_BEGIN answered. ERR_NOMEM. */
int attempt_begun(struct attempt *a, const struct op_result *result) MUST_CHECK;

/* The op that ends it. NULL: no memory. */
struct op *attempt_end(const struct attempt *a, const struct policy *policy, enum answer answer,
    const char *text, int64_t next_utc_ms, int64_t now_utc_ms);

/* A row of the log: what became of it. No personal data. */
void attempt_log(const struct attempt *a, enum answer answer, const char *text);
