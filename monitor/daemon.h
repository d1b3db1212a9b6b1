#pragma once

/*
 * daemon: `puntual serve`: starts every part in order, joins them on the loop thread, reloads on SIGHUP, stops on SIGTERM and
 * SIGINT. It decides nothing: parts meet here and nowhere else.
 */

/* Exit codes of cli.h: 0 after an orderly stop, 1 when a part failed, 2 for usage, configuration or a store in use. */
int serve_command(int argc, char **argv);
