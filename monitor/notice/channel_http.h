#pragma once

/*
 * channel_http: what the channels over HTTP have in common: ids, requests with a JSON body, what a status means, and texts cut to what
 * a service takes. Pure.
 */

#include "monitor/base/json_write.h"
#include "monitor/notice/channel.h"

/* "msg_" and 24 digits, of the dedup key: the same for the same notice. */
void channel_http_id(const struct notice *n, char message_id[96]);

/* POST `message` as `content_type` to `url`. ERR_NOMEM, ERR_MALFORMED. */
int channel_http_post(struct http_request *out, const char *url, const char *content_type,
    const struct channel_post *post) MUST_CHECK;

/* The whole URL: its own option, else what stands in `key`. */
const char *channel_http_url(const struct channel_settings *settings);

/* Add "Authorization: Bearer KEY" when there is a key. */
int channel_http_bearer(
    struct http_request *out, const struct channel_settings *settings) MUST_CHECK;

/* Of one receiver for all of a shop's messages: what it refuses, it refuses them all. */
enum answer channel_http_classify(const struct channel_reply *r);

/* Units that a text takes: UTF-16 ones, as most services count. */
size_t channel_http_units(struct span text);

/* Append as much of the text as stays within `units`, cut between words, with an ellipsis where some is left out. `escape` says what becomes
 * of a character (NULL: all stay): bytes instead of it, NULL: itself. */
int channel_http_add_cut(
    struct buf *out, struct span text, size_t units, const char *(*escape)(char c));

/* The parts of the words that people are shown: subject, then text without the blank lines at its end. */
struct span channel_http_text(const struct template_output *words);
