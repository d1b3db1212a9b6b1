#pragma once

/* read_person: persons by their address, those whom no mail reaches, and the names of their mails. See store.h. */

#include "store/read.h"
