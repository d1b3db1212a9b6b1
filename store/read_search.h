#pragma once

/*
 * read_search: store_search: any words that a customer, a shop or a label uses lead to the shipments. The word with the fewest rows
 * gives candidates, the others are compared with the records. Reads only.
 */

#include "store/read.h"
