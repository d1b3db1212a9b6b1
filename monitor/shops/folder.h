#pragma once

/*
 * folder: files that are put into a folder of an import section are registered by themselves: once a file has stood still it is read by its
 * profile, then moved to `done` or, where a row was refused, to `failed` in that folder, with what became of it beside it. A file that was
 * half read when we ended is read again from its start: what is registered stays as it is. Its own thread, which may block.
 */

#include "monitor/base/policy.h"
#include "monitor/loop.h"
#include "store/store.h"

struct folder;

/* Starts the thread; all outlive it but the policy, of which it holds a reference. ERR_NOMEM, ERR_IO. */
int folder_start(struct folder **out, struct store *store, struct clock *clock,
    const struct policy *policy) MUST_CHECK;
void folder_set_policy(struct folder *f, const struct policy *policy);
/* Ends it after the rows that are with the writer, and frees. Accepts NULL. */
void folder_stop(struct folder *f);
