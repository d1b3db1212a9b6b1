#pragma once

/*
 * servers: what others make of the same work: nginx with a file, and libevent's own evhttp that answers the same bytes to every request
 * and does nothing besides: the most that any server on it can give. Each listens on a socket of its own in `root`.
 */

struct nginx;

/* With the file /file of 1 kB, one worker. NULL where it is not installed. */
struct nginx *nginx_start(const char *root);
const char *nginx_path(const struct nginx *n);
/* The CPU time that it took, all its processes. */
double nginx_stop(struct nginx *n);

struct plain;

struct plain *plain_start(const char *root);
const char *plain_path(const struct plain *p);
void plain_stop(struct plain *p);
