#pragma once

/*
 * read_inbox: reading messages from outside and what is known of who sends them. The verbs are in store.h.
 */

#include "store/read.h"
