#pragma once

/*
 * lock: one process at a time has a store: flock on a file in its directory that names the process. The kernel lets go of it when
 * the process ends, however it ends.
 */

#include "monitor/base/err.h"

/* ERR_IN_USE (why says who), ERR_IO. *out, a descriptor, holds it. */
int lock_store(const char *path, int *out, struct why *why) MUST_CHECK;
void unlock_store(int fd); /* -1: nothing */
