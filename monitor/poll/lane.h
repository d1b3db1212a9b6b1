#pragma once

/*
 * lane: what poll keeps of each account, shared by its two halves: poll.c, which asks, and answer.c, which deals with what came back. Inside
 * this room alone.
 */

#include "monitor/poll/ask.h"
#include "monitor/poll/changes.h"
#include "monitor/poll/idset.h"
#include "monitor/poll/pace.h"
#include "monitor/poll/poll.h"

enum {
	LANE_PAGE_ROWS = 512,
	LANE_RETRY_MS = 50, /* wire, when a queue of ours is full */
};

/* One account. It lives as long as poll: the writer may still answer for one that has left the configuration. */
struct lane {
	struct lane *next;
	struct poll *poll;
	char id[LIMIT_ACCOUNT_ROOM];
	const struct account *account; /* in poll's policy; NULL: left the configuration */
	const struct carrier *carrier;
	struct pace_limits limits;
	struct account_state state;
	bool dirty, writing; /* the state differs from the store's; an OP_ACCOUNT is under way */
	int64_t called_utc_ms;
	int64_t alone_until_utc_ms;
	bool has_token; /* one has come since we started */
	size_t asking;  /* requests under way */
	struct changes changes;
	uint64_t due[LANE_PAGE_ROWS];
	size_t due_at, due_count;
	struct loop_timer *timer;
};

struct poll {
	struct poll_options options;
	const struct policy *policy;
	struct clock *clock;
	struct tokens *tokens;
	struct lane *lanes;
	struct idset working; /* from before a request leaves until its answer is committed */
	bool stopping;
};

/* answer.c: a request of the account has left. */
void answer_called(struct lane *l);

/* poll.c: ask as much as may be asked, then arrange to be called again. */
void lane_run(struct lane *l);
