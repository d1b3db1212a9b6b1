#pragma once

/* folder_file: one whole file of a watched folder, registered, reported and moved. Blocks; folder's thread only. */

#include "monitor/base/policy.h"
#include "monitor/base/thread.h"
#include "monitor/loop.h"
#include "store/store.h"

struct folder_file {
	struct store *store;
	struct store_port *port;
	struct wake *stop; /* readable: end */
	struct clock *clock;
	const struct policy *policy;
	const struct import_profile *profile;
	int folder; /* open */
	const char *name;
};

/* ERR_STOPPING: it was left where it is; other errors: it cannot be read or moved. A file that cannot be understood is a failed one, and no
 * error. */
int folder_file_import(const struct folder_file *f) MUST_CHECK;
