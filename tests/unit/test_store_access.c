/* Who may enter: let in, by an invitation once, and no longer; and whose page a link opens. */

#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static void
put(char *dst, size_t room, const char *text)
{
	assert_int_equal(text_copy(dst, room, text), 0);
}

static struct access
entry_of(enum access_kind kind, const char *secret, const char *name)
{
	struct access a = ACCESS_INIT;

	a.kind = kind;
	a.scopes = SCOPE_SUPPORT;
	put(a.shop, sizeof(a.shop), "luna");
	put(a.name, sizeof(a.name), name);
	if (kind == ACCESS_USER)
		access_user_digest(a.shop, a.name, a.digest);
	else
		access_digest(span_of(secret), a.digest);
	return a;
}

static struct answered
give(struct harness *h, const struct access *a)
{
	struct op *op = op_new(OP_ACCESS, h->now_utc_ms, NULL);

	op->access.entry = *a;
	return harness_run(h, op);
}

static struct answered
trade(struct harness *h, const char *invite, const char *session)
{
	struct op *op = op_new(OP_ACCESS, h->now_utc_ms, NULL);

	op->access.entry = entry_of(ACCESS_SESSION, session, "");
	op->access.entry.scopes = SCOPE_ALL; /* what the browser would like counts nothing */
	op->access.entry.expires_utc_ms = h->now_utc_ms + DAY_MS;
	op->access.trade = true;
	access_digest(span_of(invite), op->access.invite);
	return harness_run(h, op);
}

static struct answered
end(struct harness *h, const struct access *a)
{
	struct op *op = op_new(OP_ACCESS_END, h->now_utc_ms, NULL);

	memcpy(op->access.entry.digest, a->digest, sizeof(a->digest));
	return harness_run(h, op);
}

/* Whether the secret opens the door now. */
static bool
opens(struct harness *h, const char *secret)
{
	uint8_t digest[SIGN_SHA256_BYTES];
	struct access a;

	access_digest(span_of(secret), digest);
	return store_access(h->reader, digest, &a) == 0 && access_holds(&a, h->now_utc_ms);
}

static int
count_one(const struct access *a, void *arg)
{
	(void)a;
	++*(int *)arg;
	return 0;
}

static int
listed(struct harness *h, enum access_kind kind)
{
	int count = 0;

	assert_int_equal(store_accesses(h->reader, kind, count_one, &count), 0);
	return count;
}

static void
test_a_token_opens_until_it_is_ended_or_over(void **state)
{
	struct harness *h = *state;
	struct access a = entry_of(ACCESS_TOKEN, "first", "tienda"),
		      b = entry_of(ACCESS_TOKEN, "second", "tienda");

	b.expires_utc_ms = h->now_utc_ms + HOUR_MS;
	assert_int_equal(give(h, &a).rc, 0);
	assert_int_equal(give(h, &a).rc, ERR_EXISTS);
	assert_int_equal(give(h, &b).rc, 0);
	assert_true(opens(h, "first") && opens(h, "second") && !opens(h, "third"));
	assert_int_equal(listed(h, ACCESS_TOKEN), 2);
	harness_close(h);
	harness_open(h);
	assert_true(opens(h, "first"));
	h->now_utc_ms += HOUR_MS;
	assert_false(opens(h, "second"));
	assert_int_equal(end(h, &a).rc, 0);
	assert_int_equal(end(h, &a).rc, 0); /* again: nothing */
	assert_false(opens(h, "first"));
	assert_int_equal(listed(h, ACCESS_TOKEN), 2); /* kept for the list */
	a = entry_of(ACCESS_TOKEN, "nobody's", "x");
	assert_int_equal(end(h, &a).rc, ERR_NOT_FOUND);
}

static void
test_an_invitation_lets_in_once_as_whom_it_names(void **state)
{
	struct harness *h = *state;
	struct access user = entry_of(ACCESS_USER, "", "marta@ejemplo.example"), session;
	struct access invite = entry_of(ACCESS_INVITE, "letter", "marta@ejemplo.example");

	invite.expires_utc_ms = h->now_utc_ms + HOUR_MS;
	assert_int_equal(give(h, &user).rc, 0);
	assert_int_equal(give(h, &invite).rc, 0);
	assert_int_equal(trade(h, "another", "s0").rc, ERR_NOT_FOUND);
	assert_int_equal(trade(h, "letter", "s1").rc, 0);
	assert_int_equal(trade(h, "letter", "s2").rc, ERR_NOT_FOUND);
	assert_true(opens(h, "s1") && !opens(h, "s2") && !opens(h, "letter"));
	assert_int_equal(
	    store_access(h->reader, entry_of(ACCESS_SESSION, "s1", "").digest, &session), 0);
	assert_string_equal(session.name, "marta@ejemplo.example");
	assert_int_equal(session.scopes, SCOPE_SUPPORT);
	assert_int_equal(trade(h, "s1", "s3").rc, ERR_NOT_FOUND); /* a session is no invitation */
}

static void
test_an_invitation_that_is_over_lets_nobody_in(void **state)
{
	struct harness *h = *state;
	struct access invite = entry_of(ACCESS_INVITE, "letter", "marta@ejemplo.example");

	invite.expires_utc_ms = h->now_utc_ms + HOUR_MS;
	assert_int_equal(give(h, &invite).rc, 0);
	h->now_utc_ms += HOUR_MS;
	assert_int_equal(trade(h, "letter", "s1").rc, ERR_NOT_FOUND);
	assert_false(opens(h, "s1"));
}

static void
test_who_is_ended_is_out_everywhere(void **state)
{
	struct harness *h = *state;
	struct access marta = entry_of(ACCESS_USER, "", "marta@ejemplo.example");
	struct access luis = entry_of(ACCESS_USER, "", "luis@ejemplo.example");
	struct access a = entry_of(ACCESS_SESSION, "s1", "marta@ejemplo.example");
	struct access b = entry_of(ACCESS_INVITE, "i1", "marta@ejemplo.example");
	struct access c = entry_of(ACCESS_SESSION, "s2", "luis@ejemplo.example");

	assert_int_equal(give(h, &marta).rc, 0);
	assert_int_equal(give(h, &luis).rc, 0);
	assert_int_equal(give(h, &a).rc, 0);
	assert_int_equal(give(h, &b).rc, 0);
	assert_int_equal(give(h, &c).rc, 0);
	assert_int_equal(end(h, &marta).rc, 0);
	assert_true(!opens(h, "s1") && !opens(h, "i1") && opens(h, "s2"));
	assert_int_equal(give(h, &marta).rc, 0); /* asked in again, with no session of before */
	assert_false(opens(h, "s1"));
}

static void
test_what_is_over_is_forgotten(void **state)
{
	struct harness *h = *state;

	for (int day = 0; day < 20; day++) {
		const char secret[] = {'s', (char)('a' + day), '\0'};
		struct access a = entry_of(ACCESS_SESSION, secret, "marta@ejemplo.example");

		a.expires_utc_ms = h->now_utc_ms + HOUR_MS;
		assert_int_equal(give(h, &a).rc, 0);
		h->now_utc_ms += DAY_MS;
	}
	assert_int_equal(listed(h, ACCESS_SESSION), 1);
	harness_close(h);
	assert_int_equal(store_rebuild(h->path, true, NULL), 0);
	harness_open(h);
}

static void
test_nobody_is_let_in_without_a_name_or_scopes(void **state)
{
	struct harness *h = *state;
	struct access a = entry_of(ACCESS_TOKEN, "s", "");

	assert_int_equal(give(h, &a).rc, ERR_MALFORMED);
	a = entry_of(ACCESS_TOKEN, "s", "x");
	a.scopes = 0;
	assert_int_equal(give(h, &a).rc, ERR_MALFORMED);
	a.scopes = SCOPE_ALL + 1;
	assert_int_equal(give(h, &a).rc, ERR_MALFORMED);
	assert_int_equal(listed(h, ACCESS_TOKEN), 0);
}

static void
test_a_link_opens_its_order_alone(void **state)
{
	struct harness *h = *state;
	struct order one, two, found;

	(void)harness_register(h, "A-1", "PQ1");
	(void)harness_register(h, "A-1", "PQ2"); /* another parcel keeps the link */
	(void)harness_register(h, "A-2", "PQ3");
	assert_int_equal(store_order(h->reader, "luna", "A-1", &one), 0);
	assert_int_equal(store_order(h->reader, "luna", "A-2", &two), 0);
	assert_int_equal(strlen(one.link), 22);
	assert_string_not_equal(one.link, two.link);
	assert_int_equal(store_order_of_link(h->reader, one.link, &found), 0);
	assert_string_equal(found.id, "A-1");
	one.link[5] = one.link[5] == 'a' ? 'b' : 'a';
	assert_int_equal(store_order_of_link(h->reader, one.link, &found), ERR_NOT_FOUND);
	assert_int_equal(store_order_of_link(h->reader, "", &found), ERR_NOT_FOUND);
}

static void
test_scopes_have_names(void **state)
{
	struct buf b = BUF_INIT(64);
	uint32_t scopes = 0;

	(void)state;
	assert_int_equal(access_scopes_parse(SPAN("ingest,report"), &scopes), 0);
	assert_int_equal(scopes, SCOPE_INGEST | SCOPE_REPORT);
	assert_int_equal(access_add_scopes(&b, SCOPE_ALL), 0);
	assert_string_equal(buf_str(&b), "ingest support report admin");
	assert_int_equal(access_scopes_parse(buf_span(&b), &scopes), 0);
	assert_int_equal(scopes, SCOPE_ALL);
	assert_int_equal(access_scopes_parse(SPAN("ingest root"), &scopes), ERR_MALFORMED);
	assert_int_equal(access_scopes_parse(SPAN(" , "), &scopes), ERR_MALFORMED);
	assert_int_equal(scopes, SCOPE_ALL);
	buf_clear(&b);
}

static void
test_secrets_are_long_and_never_alike(void **state)
{
	char one[ACCESS_SECRET_ROOM], two[ACCESS_SECRET_ROOM];

	(void)state;
	access_secret(one);
	access_secret(two);
	assert_int_equal(strlen(one), 43);
	assert_string_not_equal(one, two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_a_token_opens_until_it_is_ended_or_over),
	    HARNESS_TEST(test_an_invitation_lets_in_once_as_whom_it_names),
	    HARNESS_TEST(test_an_invitation_that_is_over_lets_nobody_in),
	    HARNESS_TEST(test_who_is_ended_is_out_everywhere),
	    HARNESS_TEST(test_what_is_over_is_forgotten),
	    HARNESS_TEST(test_nobody_is_let_in_without_a_name_or_scopes),
	    HARNESS_TEST(test_a_link_opens_its_order_alone),
	    cmocka_unit_test(test_scopes_have_names),
	    cmocka_unit_test(test_secrets_are_long_and_never_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
