#include "monitor/net/local.h"

#include <stdlib.h>

#include <curl/curl.h>

#include "monitor/base/limits.h"

struct local {
	CURL *easy;
	struct curl_slist *headers;
	const char *socket;
};

int
local_new(struct local **out, const char *socket)
{
	struct local *l = calloc(1, sizeof(*l));

	if (l == NULL)
		return ERR_NOMEM;
	l->socket = socket;
	if (curl_global_init(CURL_GLOBAL_NOTHING) != CURLE_OK) {
		free(l);
		return ERR_NOMEM;
	}
	l->easy = curl_easy_init();
	/* No "Expect: 100-continue": the daemon would only be asked twice. */
	l->headers = curl_slist_append(NULL, "Expect:");
	if (l->easy == NULL || l->headers == NULL ||
	    curl_slist_append(l->headers, "Content-Type: application/json") == NULL) {
		local_free(l);
		return ERR_NOMEM;
	}
	*out = l;
	return 0;
}

void
local_free(struct local *l)
{
	if (l == NULL)
		return;
	curl_slist_free_all(l->headers);
	curl_easy_cleanup(l->easy);
	curl_global_cleanup();
	free(l);
}

static size_t
take_body(char *data, size_t size, size_t count, void *arg)
{
	struct buf *body = arg;

	return buf_add(body, data, size * count) == 0 ? size * count : 0;
}

static int
code_of(CURLcode result, const struct buf *body, long os_errno)
{
	switch (result) {
	case CURLE_OK: return 0;
	case CURLE_OUT_OF_MEMORY: return ERR_NOMEM;
	case CURLE_OPERATION_TIMEDOUT: return ERR_TIMEOUT;
	case CURLE_WRITE_ERROR: return buf_error(body) != 0 ? buf_error(body) : ERR_IO;
	case CURLE_COULDNT_CONNECT:
		return err_from_errno((int)os_errno) == ERR_FORBIDDEN ? ERR_FORBIDDEN : ERR_NETWORK;
	default: return ERR_NETWORK;
	}
}

int
local_call(struct local *l, enum http_method method, const char *path, struct span body,
    int64_t total_ms, struct http_response *out)
{
	struct buf url = BUF_INIT(LIMIT_URL_BYTES);
	long status = 0, os_errno = 0;
	CURLcode result;
	int rc;

	rc = buf_addf(&url, "http://puntual%s", path);
	if (rc < 0)
		goto out;
	curl_easy_reset(l->easy); /* keeps the connection */
	buf_init(&out->body, LIMIT_JSON_BYTES);
	if (curl_easy_setopt(l->easy, CURLOPT_UNIX_SOCKET_PATH, l->socket) != CURLE_OK ||
	    curl_easy_setopt(l->easy, CURLOPT_URL, buf_str(&url)) != CURLE_OK ||
	    curl_easy_setopt(l->easy, CURLOPT_CUSTOMREQUEST, http_method_name(method)) !=
		CURLE_OK) {
		rc = ERR_NOMEM;
		goto out;
	}
	(void)curl_easy_setopt(
	    l->easy, CURLOPT_PROXY, ""); /* none, whatever the environment says */
	(void)curl_easy_setopt(l->easy, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(l->easy, CURLOPT_HTTPHEADER, l->headers);
	(void)curl_easy_setopt(l->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_CONNECT_MS);
	(void)curl_easy_setopt(l->easy, CURLOPT_TIMEOUT_MS, (long)total_ms);
	(void)curl_easy_setopt(l->easy, CURLOPT_WRITEFUNCTION, take_body);
	(void)curl_easy_setopt(l->easy, CURLOPT_WRITEDATA, &out->body);
	if (method != HTTP_GET) {
		(void)curl_easy_setopt(l->easy, CURLOPT_POSTFIELDS, body.len > 0 ? body.data : "");
		(void)curl_easy_setopt(l->easy, CURLOPT_POSTFIELDSIZE, (long)body.len);
	}
	result = curl_easy_perform(l->easy);
	(void)curl_easy_getinfo(l->easy, CURLINFO_RESPONSE_CODE, &status);
	(void)curl_easy_getinfo(l->easy, CURLINFO_OS_ERRNO, &os_errno);
	rc = code_of(result, &out->body, os_errno);
	if (rc == 0)
		out->status = (int)status;
out:
	buf_clear(&url);
	return rc;
}
