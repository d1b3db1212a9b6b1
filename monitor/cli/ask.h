#pragma once

/*
 * ask: questions to the daemon and its answers, with the words for each way of failing. One exchange at a time over one kept
 * connection; blocking.
 */

#include "monitor/base/http.h"
#include "monitor/base/json.h"
#include "monitor/cli/cli.h"

struct ask {
	struct cli *cli;
	struct local *local;
	struct http_response res; /* the last answer */
	struct json_doc doc;      /* its body, parsed */
	bool quiet;               /* failures are not said */
};

/* OK, or FAILED when there is no memory. */
int ask_open(struct ask *c, struct cli *cli);
void ask_close(struct ask *c);

/* Ask, and set the look's time and zone from the answer. OK for a status of 2xx; 300 and 404 and others: FAILED, 400 too, 503 FAILED;
 * UNREACHABLE when nobody answers. Says what is wrong, but for 300 (the caller shows the matches). */
int ask_call(struct ask *c, enum http_method method, const char *path, struct span body);
int ask_get(struct ask *c, const char *path);

struct json_value ask_root(const struct ask *c);

/* Append `part` percent-encoded to a path that is being built. */
void ask_path_add(struct buf *path, const char *part);

/* Append the parameter that an option of the same name gives; nothing where it was not given. */
void ask_path_option(const struct cli *cli, struct buf *path, const char *option);

/* The whole answer as it came, for --json. */
int ask_print(const struct ask *c);

/* For commands that are one question with one sentence as answer: ask; with --json print the answer, else the sentence. */
int ask_do(struct cli *cli, const char *path, struct span body, const char *sentence);

/* As ask_show, of a POST. */
int ask_post_show(struct cli *cli, const char *path, struct span body,
    void (*draw)(struct page *, struct json_value));

/* One question, one page, or with --json the answer as it came: the exit code. */
int ask_show(struct cli *cli, const char *path, void (*draw)(struct page *, struct json_value));
