#pragma once

/*
 * judge: the table of pure functions that the store's writer decides with (base/judge.h says what each one is given).
 */

#include "monitor/base/judge.h"

extern const struct judge judge_default;
