#include "monitor/web/who.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/form.h"

/* What a cookie or header gave, and what it opens. */
static int
open_with(struct store_reader *reader, struct span secret, enum access_kind kind,
    int64_t now_utc_ms, struct who *out, bool *refused)
{
	struct access found = ACCESS_INIT;
	uint8_t digest[SIGN_SHA256_BYTES];
	int rc;

	/* The key is a digest: how long the look-up takes tells nothing about the secret. */
	access_digest(secret, digest);
	rc = store_access(reader, digest, &found);
	*refused = true;
	if (rc == ERR_NOT_FOUND)
		return 0;
	if (rc < 0)
		return rc;
	if (found.kind != kind || !access_holds(&found, now_utc_ms))
		return 0;
	*refused = false;
	*out = (struct who){.kind = kind == ACCESS_TOKEN ? WHO_TOKEN : WHO_SESSION,
	    .scopes = found.scopes,
	    .since_utc_ms = found.created_utc_ms};
	memcpy(out->shop, found.shop, sizeof(out->shop));
	memcpy(out->name, found.name, sizeof(out->name));
	memcpy(out->digest, digest, sizeof(digest));
	return 0;
}

/* Only who holds the session's secret can make it. */
static void
make_csrf(struct who *who, struct span secret)
{
	struct buf text = BUF_INIT(sizeof(who->csrf));
	uint8_t mac[SIGN_SHA256_BYTES];

	sign_hmac_sha256(secret, SPAN("puntual form"), mac);
	if (sign_add_base64url(&text, (struct span){(const char *)mac, sizeof(mac)}) == 0)
		(void)text_cut(who->csrf, sizeof(who->csrf), buf_span(&text));
	buf_clear(&text);
}

int
who_find(struct store_reader *reader, const struct server_request *request, int64_t now_utc_ms,
    struct who *out, bool *refused)
{
	struct span shown = span_of(server_header(request, "Authorization")), scheme;
	char secret[2 * ACCESS_SECRET_ROOM], name[32];
	int rc;

	*out = (struct who){.kind = WHO_NOBODY};
	*refused = false;
	if (request->side == LISTEN_LOCAL) {
		*out = (struct who){.kind = WHO_LOCAL, .scopes = SCOPE_ALL};
		return 0;
	}
	if (shown.len > 0) {
		(void)text_split(&shown, ' ', &scheme);
		*refused = true;
		if (text_copy_span(name, sizeof(name), scheme) < 0 ||
		    !text_equal_nocase(name, "Bearer"))
			return 0;
		return open_with(reader, text_trim(shown), ACCESS_TOKEN, now_utc_ms, out, refused);
	}
	if (!form_cookie(server_header(request, "Cookie"),
		request->tls ? "__Host-session" : "session", secret, sizeof(secret)))
		return 0;
	rc = open_with(reader, span_of(secret), ACCESS_SESSION, now_utc_ms, out, refused);
	if (out->kind == WHO_SESSION)
		make_csrf(out, span_of(secret));
	explicit_bzero(secret, sizeof(secret));
	return rc;
}

const char *
who_proxied(const struct server_request *request, const char *header)
{
	struct http_headers all = {NULL, 0};
	size_t count = 0;

	if (header[0] == '\0' || !request->trusted)
		return "";
	if (server_headers(request, &all) != 0)
		count = 2;
	for (size_t i = 0; i < all.count; i++)
		count += text_equal_nocase(all.items[i].name, header);
	http_headers_clear(&all);
	/* Of two one may be the browser's own. */
	return count == 1 ? server_header(request, header) : "";
}

int
who_find_link(struct store_reader *reader, const char *link, struct who *out)
{
	struct order order = ORDER_INIT;
	int rc = store_order_of_link(reader, link, &order);

	*out = (struct who){.kind = WHO_NOBODY};
	if (rc == 0) {
		out->kind = WHO_LINK;
		memcpy(out->shop, order.shop, sizeof(out->shop));
		memcpy(out->order, order.id, sizeof(out->order));
	}
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

bool
who_csrf_holds(const struct who *who, const char *token)
{
	size_t len = strlen(who->csrf);

	return len > 0 && strlen(token) == len && sign_equal(token, who->csrf, len);
}

bool
who_same_origin(const struct server_request *request)
{
	const char *origin = server_header(request, "Origin");
	const char *site = server_header(request, "Sec-Fetch-Site");
	const char *host = strstr(origin, "://");

	if (site[0] != '\0' && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	/* A program that is no browser names none; "null" is a page that hides where it is from. */
	return origin[0] == '\0' ||
	    (host != NULL && text_equal_nocase(host + 3, server_header(request, "Host")));
}
