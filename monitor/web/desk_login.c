#include "monitor/web/desk_login.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/contact.h"
#include "monitor/base/text.h"
#include "monitor/notice/times.h"
#include "monitor/web/api_json.h"
#include "monitor/web/api_tokens.h"
#include "monitor/web/page.h"

#define LOGIN_PATH "/desk/login?key="

enum { ABOUT_BYTES = 16 }; /* of a digest, as the name of a letter */

/* ---- coming in ---- */

/* job->to is the cookie. */
static void
finish_enter(struct api_job *job)
{
	const struct server_field cookie = {"Set-Cookie", job->to};

	if (job->rows[0].rc == 0)
		page_job_see(job, "/desk", &cookie, 1);
	else
		page_job_see(job, "/desk/login?refused=1", NULL, 0);
	explicit_bzero(job->to, strlen(job->to));
}

static bool
take_cookie(struct api_call *call, struct api_job *job, const char *value, int64_t age_s)
{
	struct buf cookie = BUF_INIT(256);
	size_t len;

	if (form_cookie_add(&cookie, "session", value, age_s, call->request->tls) == 0)
		job->to = buf_take(&cookie, &len);
	buf_clear(&cookie);
	if (job->to == NULL)
		job->rows[0].rc = ERR_NOMEM;
	return job->to != NULL;
}

/* A session of whoever the op says, in the browser that asks. Takes `op` (NULL: answered). */
static void
begin_session(struct api_call *call, struct op *op)
{
	struct api_job *job = op != NULL ? api_job_new(call, 1, finish_enter) : NULL;
	char secret[ACCESS_SECRET_ROOM];

	if (job == NULL) {
		op_free(op);
		return;
	}
	access_secret(secret);
	access_digest(span_of(secret), op->access.entry.digest);
	op->access.entry.kind = ACCESS_SESSION;
	op->access.entry.expires_utc_ms = call->now_utc_ms + (int64_t)LIMIT_SESSION_DAYS * DAY_MS;
	if (take_cookie(call, job, secret, (int64_t)LIMIT_SESSION_DAYS * DAY_SECONDS))
		job->rows[0].op = op;
	else
		op_free(op);
	explicit_bzero(secret, sizeof(secret));
	api_job_run(job);
}

/* A person of the desk by their e-mail, of every shop first: a walk by shop begins with "". */
struct user_wanted {
	char email[LIMIT_EMAIL_ROOM]; /* its key */
	int64_t now_utc_ms;
	struct access found;
	bool any;
};

static int
match_user(const struct access *a, void *arg)
{
	struct user_wanted *w = arg;
	char key[LIMIT_EMAIL_ROOM];

	contact_email_key(key, a->name);
	if (w->any || !access_holds(a, w->now_utc_ms) || strcmp(key, w->email) != 0)
		return 0;
	w->found = *a;
	w->any = true;
	return 0;
}

static int
find_user(struct api_call *call, const char *email, struct user_wanted *w)
{
	*w = (struct user_wanted){.now_utc_ms = call->now_utc_ms};
	contact_email_key(w->email, email);
	return store_accesses(call->api->reader, ACCESS_USER, match_user, w);
}

/* A proxy of ours has let them in; what they may do is ours to say. */
static void
enter_proxied(struct api_call *call, const char *email)
{
	struct user_wanted w;
	int rc = find_user(call, email, &w);
	struct op *op;

	if (rc != 0 || !w.any) {
		page_see(call, "/desk/login?refused=1");
		return;
	}
	op = api_op(call, OP_ACCESS);
	if (op != NULL) {
		op->access.entry.scopes = w.found.scopes;
		memcpy(op->access.entry.shop, w.found.shop, sizeof(w.found.shop));
		memcpy(op->access.entry.name, w.found.name, sizeof(w.found.name));
	}
	begin_session(call, op);
}

void
desk_login(struct api_call *call)
{
	const struct mustache_value values[] = {
	    {.name = "key", .text = form_get(&call->params, "key")},
	    {.name = "refused", .text = form_get(&call->params, "refused")},
	    {.name = "asked", .text = form_get(&call->params, "asked")},
	};
	const char *proxied = who_proxied(call->request, call->api->login_header);

	if (proxied[0] != '\0' && !form_has(&call->params, "refused") &&
	    !form_has(&call->params, "left"))
		enter_proxied(call, proxied);
	else
		page_answer(call, 200, "desk/login",
		    &(struct mustache_view){values, sizeof(values) / sizeof(values[0])});
}

void
desk_enter(struct api_call *call)
{
	const char *key = form_get(&call->form, "key");
	struct op *op;

	if (key[0] == '\0' || !who_same_origin(call->request)) {
		page_see(call, "/desk/login?refused=1");
		return;
	}
	op = api_op(call, OP_ACCESS);
	if (op != NULL) {
		access_digest(span_of(key), op->access.invite);
		op->access.trade = true;
	}
	begin_session(call, op);
}

static void
finish_logout(struct api_job *job)
{
	const struct server_field cookie = {"Set-Cookie", job->to};

	if (job->rows[0].rc == 0)
		page_job_see(job, "/desk/login?left=1", &cookie, 1);
	else
		page_job_problem(job, api_status_of(job->rows[0].rc), "");
}

void
desk_logout(struct api_call *call)
{
	struct op *op = api_op(call, OP_ACCESS_END);
	struct api_job *job = op != NULL ? api_job_new(call, 1, finish_logout) : NULL;

	if (job == NULL) {
		op_free(op);
		return;
	}
	memcpy(op->access.entry.digest, call->who.digest, sizeof(call->who.digest));
	(void)text_cut(op->author, sizeof(op->author), span_of(call->who.name));
	if (take_cookie(call, job, "", 0))
		job->rows[0].op = op;
	else
		op_free(op);
	api_job_run(job);
}

/* ---- the commands' calls ---- */

static int
out_person(const struct access *a, void *arg)
{
	struct api_call *call = arg;

	json_out_object(&call->out, NULL);
	json_out_str(&call->out, "kind", access_kind_name(a->kind));
	api_out_access(&call->out, a);
	json_out_end(&call->out);
	return 0;
}

static int
read_staff(struct api_call *call, void *arg)
{
	int rc;

	(void)arg;
	json_out_array(&call->out, "results");
	rc = store_accesses(call->api->reader, ACCESS_USER, out_person, call);
	if (rc == 0)
		rc = store_accesses(call->api->reader, ACCESS_SESSION, out_person, call);
	json_out_end(&call->out);
	return rc;
}

void
api_staff(struct api_call *call)
{
	api_read(call, read_staff, NULL);
}

static void
finish_invite(struct api_job *job)
{
	struct json_out out = JSON_OUT_INIT;

	for (size_t i = 0; i < job->row_count; i++)
		if (job->rows[i].rc < 0) {
			api_job_error(job, &job->rows[i]);
			return;
		}
	json_out_object(&out, NULL);
	json_out_str(&out, "link", job->to);
	json_out_end(&out);
	api_job_answer(job, 201, &out);
	explicit_bzero(job->to, strlen(job->to));
}

static bool
read_invited(struct api_call *call, struct access *entry)
{
	char scopes[64], email[LIMIT_EMAIL_ROOM];

	if (!api_shop(call, entry->shop) || !api_member(call, "email", email, sizeof(email)) ||
	    !api_member(call, "scopes", scopes, sizeof(scopes)))
		return false;
	if (contact_email_parse(entry->name, sizeof(entry->name), span_of(email)) != 0)
		api_error(call, ERR_MALFORMED, "email", "is required: an e-mail address");
	else if (scopes[0] != '\0' && access_scopes_parse(span_of(scopes), &entry->scopes) < 0)
		api_error(call, ERR_MALFORMED, "scopes",
		    "must be some of ingest, support, report, admin");
	else
		return entry->shop[0] == '\0' || api_shop_known(call, entry->shop);
	return false;
}

/* Of a person of every shop it is the first. */
static const struct shop *
shop_of(const struct api_call *call, const char *id)
{
	const struct shop *shop = policy_shop(call->policy, id);

	return shop == NULL && call->policy->shop_count > 0 ? &call->policy->shops[0] : shop;
}

/* The link: where pages stand, if the shop says so. */
static char *
link_of(const struct api_call *call, const char *shop_id, const char *secret)
{
	const struct shop *shop = shop_of(call, shop_id);
	struct buf link = BUF_INIT(512);
	char *text;
	size_t len;

	(void)buf_addf(&link, "%s" LOGIN_PATH "%s", shop != NULL ? shop->pages_url : "", secret);
	text = buf_take(&link, &len);
	buf_clear(&link);
	return text;
}

/* Whether a letter may bring them a link: it leads to somewhere, and its facts have room for it. */
static bool
letter_fits(struct api_call *call, const struct access *entry)
{
	const struct shop *shop = shop_of(call, entry->shop);
	struct notice_facts facts;

	return shop != NULL && shop->pages_url[0] != '\0' &&
	    strlen(entry->name) + 1 + strlen(shop->pages_url) + strlen(LOGIN_PATH) +
		ACCESS_SECRET_ROOM <
	    sizeof(facts.detail);
}

/* The letter that brings the link, beside the invitation that it opens; one of the same `about` and episode leaves once. */
static void
add_letter(struct api_call *call, struct op *op, const char *link,
    const uint8_t about[SIGN_SHA256_BYTES], int32_t episode)
{
	struct notice_facts facts = NOTICE_FACTS_INIT;
	struct buf name = BUF_INIT(LIMIT_ORDER_ROOM - 1), detail = BUF_INIT(LIMIT_TEXT_ROOM);
	struct effects effects = {0};

	/* letter_fits has looked */
	(void)buf_addf(&detail, "%s %s", op->access.entry.name, link);
	(void)text_cut(facts.detail, sizeof(facts.detail), buf_span(&detail));
	if (sign_add_hex(&name, (struct span){(const char *)about, ABOUT_BYTES}) == 0 &&
	    notice_tell_shop(shop_of(call, op->access.entry.shop), NOTICE_LOGIN, buf_str(&name),
		episode, 0, &facts, call->now_utc_ms, &effects) == 0) {
		op->access.letter = effects.items[0].notice;
		op->access.has_letter = true;
	}
	op->access.entry.expires_utc_ms = call->now_utc_ms + notice_validity_ms(NOTICE_LOGIN);
	effects_clear(&effects);
	explicit_bzero(&facts, sizeof(facts));
	buf_clear(&detail);
	buf_clear(&name);
}

/* ---- asking for a link ---- */

static void
finish_asked(struct api_job *job)
{
	page_job_see(job, "/desk/login?asked=1", NULL, 0);
}

/* Whoever asks is answered the same, and as late, whether there is such a person or not. */
void
desk_login_ask(struct api_call *call)
{
	char secret[ACCESS_SECRET_ROOM], *link = NULL;
	const char *email = form_get(&call->form, "email");
	uint8_t about[SIGN_SHA256_BYTES];
	struct user_wanted w;
	int rc = find_user(call, email, &w);
	struct op *op = rc == 0 ? api_op(call, OP_ACCESS) : NULL;
	struct api_job *job = op != NULL ? api_job_new(call, 1, finish_asked) : NULL;

	if (job == NULL) {
		op_free(op);
		if (rc != 0)
			page_problem(call, api_status_of(rc), err_text(rc));
		return;
	}
	access_secret(secret);
	access_digest(span_of(secret), op->access.entry.digest);
	if (w.any && letter_fits(call, &w.found) &&
	    (link = link_of(call, w.found.shop, secret)) != NULL) {
		memcpy(about, w.found.digest, sizeof(about));
		memcpy(op->access.entry.shop, w.found.shop, sizeof(w.found.shop));
		memcpy(op->access.entry.name, w.found.name, sizeof(w.found.name));
		op->access.entry.scopes = w.found.scopes;
		op->access.entry.kind = ACCESS_INVITE;
		add_letter(
		    call, op, link, about, (int32_t)(call->now_utc_ms / LIMIT_LOGIN_MAIL_MS));
		explicit_bzero(link, strlen(link));
	}
	free(link);
	explicit_bzero(secret, sizeof(secret));
	job->rows[0].op = op; /* of nobody it is refused by the store */
	api_job_run(job);
}

/* ---- inviting ---- */

void
api_staff_invite(struct api_call *call)
{
	struct access entry = ACCESS_INIT;
	bool mail = false;
	char author[64], secret[ACCESS_SECRET_ROOM];
	struct api_job *job;
	struct op *ops[2];

	entry.scopes = SCOPE_SUPPORT | SCOPE_REPORT;
	(void)json_bool(json_get(call->body, "mail"), &mail);
	if (!read_invited(call, &entry) || !api_author(call, author))
		return;
	if (mail && !letter_fits(call, &entry)) {
		api_error(call, ERR_MALFORMED, "mail",
		    "needs shop.pages_url, where the link leads, and an address that is not too long");
		return;
	}
	ops[0] = api_op(call, OP_ACCESS);
	ops[1] = ops[0] != NULL ? api_op(call, OP_ACCESS) : NULL;
	job = ops[1] != NULL ? api_job_new(call, 2, finish_invite) : NULL;
	if (job == NULL) {
		op_free(ops[0]);
		op_free(ops[1]);
		return;
	}
	access_secret(secret);
	job->to = link_of(call, entry.shop, secret);
	for (int i = 0; i < 2; i++) {
		ops[i]->access.entry = entry;
		ops[i]->access.entry.kind = i == 0 ? ACCESS_USER : ACCESS_INVITE;
		memcpy(ops[i]->author, author, sizeof(author));
		if (job->to != NULL) {
			job->rows[i].op = ops[i];
		} else {
			op_free(ops[i]);
			job->rows[i].rc = ERR_NOMEM;
		}
	}
	if (job->to != NULL) {
		access_user_digest(entry.shop, entry.name, ops[0]->access.entry.digest);
		access_digest(span_of(secret), ops[1]->access.entry.digest);
		ops[1]->access.entry.expires_utc_ms =
		    call->now_utc_ms + (int64_t)LIMIT_INVITE_HOURS * HOUR_MS;
		if (mail)
			add_letter(call, ops[1], job->to, ops[1]->access.entry.digest, 0);
	}
	explicit_bzero(secret, sizeof(secret));
	api_job_run(job);
}

/* By e-mail or id: of a person, all their sessions end; of a session, that one. */
void
api_staff_revoke(struct api_call *call)
{
	struct api_wanted w = {.text = call->id};
	int rc = store_accesses(call->api->reader, ACCESS_USER, api_access_match, &w);

	if (rc == 0 && w.count == 0)
		rc = store_accesses(call->api->reader, ACCESS_SESSION, api_access_match, &w);
	if (rc < 0)
		api_fail(call, rc);
	else if (w.count != 1)
		api_error(call, w.count == 0 ? ERR_NOT_FOUND : ERR_CONFLICT, "",
		    w.count == 0 ? "there is no '%s' at the desk"
				 : "'%s' is there for several shops: name one by its id",
		    call->id);
	else
		api_access_end(call, &w.found);
}
