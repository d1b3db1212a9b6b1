#pragma once

/*
 * cli: what every command of `puntual` shares.
 */

/* Exit codes, the same for every command. */
enum exit_code {
	EXIT_CODE_OK = 0,
	EXIT_CODE_FAILED = 1,
	EXIT_CODE_USAGE = 2,
	EXIT_CODE_UNREACHABLE = 3
};
