#pragma once

/*
 * analyze: what the analysers cannot see from one file: a function that returns the code it is given never returns 0
 * for a failure. They read every file with this in front; the build does not. A file that defines one undefines it.
 */

#include "monitor/base/json.h"

#define why_set(why, code, ...)       ((void)why_set(why, code, __VA_ARGS__), (code))
#define json_fault(v, why, code, ...) ((void)json_fault(v, why, code, __VA_ARGS__), (code))
