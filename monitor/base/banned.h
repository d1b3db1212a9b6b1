#pragma once

/*
 * banned: functions that this project does not use, made unusable. The compiler includes it before every file
 * (-include), so no file includes it itself. The headers that declare the functions come first: poison strikes
 * every later mention, so a name of this list cannot be a variable or a member either. What to use instead: buf and
 * text of this folder, snprintf, when and zone for dates, posix_spawn for programs.
 */

#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

/* Fortified headers make macros of some, which may not be poisoned. */
#undef alloca
#undef sprintf
#undef vsprintf

/* No bounds; strncpy may leave no end, and pads; alloca's failure is a crash. */
#pragma GCC poison strcpy strcat strncpy sprintf vsprintf strtok alloca

/* Silent about garbage and overflow, and they follow the locale. */
#pragma GCC poison atoi atol atoll strtol strtoll strtoul strtoull

/* Static storage, and a zone from the environment. */
#pragma GCC poison gmtime localtime asctime ctime

/* A shell. */
#pragma GCC poison system popen
