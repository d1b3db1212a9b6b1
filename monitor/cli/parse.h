#pragma once

/*
 * parse: the offline commands about carriers. `puntual parse` reads one recorded reply, `puntual recognise` says whose a
 * number may be. Each gets its arguments with its own name first and returns an enum exit_code.
 */

int parse_command(int argc, char **argv);
int recognise_command(int argc, char **argv);
