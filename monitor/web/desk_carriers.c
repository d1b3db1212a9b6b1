#include "monitor/web/desk_carriers.h"

#include <stdio.h>
#include <string.h>

#include "carriers/carrier.h"
#include "carriers/codes.h"
#include "monitor/web/api_json.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_rows.h"
#include "monitor/web/desk_say.h"

enum { CODES_SHOWN = 4 };

struct page {
	struct desk_view *v;
	struct desk_list *list;
	struct incident open[LIMIT_OPEN_INCIDENTS];
	size_t open_count;
};

/* ---- one account ---- */

static bool
fails(const struct account_state *a)
{
	return a->stopped || a->failing_since_utc_ms != AT_NONE;
}

/* What is wrong, in a word of the desk; "" where it only does not answer as it should. */
static const char *
failure(struct desk_view *v, const struct account_state *a)
{
	char key[64];

	(void)snprintf(key, sizeof(key), "health.%s", err_name(a->health));
	return a->health != 0 ? desk_say(v, key, "") : "";
}

static void
set_health(struct desk_view *v, struct desk_list *list, const struct account_state *a)
{
	const char *zone = desk_shop_zone(v->call);
	bool waits =
	    a->blocked_until_utc_ms != AT_NONE && a->blocked_until_utc_ms > v->call->now_utc_ms;

	desk_cell(v, list, "late", fails(a) ? "1" : "");
	desk_cell(v, list, "when",
	    a->ok_utc_ms != AT_NONE ? desk_moment(v, zone, a->ok_utc_ms)
				    : desk_say(v, "carriers.never", ""));
	desk_cell(v, list, "left", desk_left(v, a->ok_utc_ms));
	desk_cell(v, list, "what",
	    a->failing_since_utc_ms != AT_NONE
		? desk_say(v, "carriers.failing", desk_moment(v, zone, a->failing_since_utc_ms))
		: desk_say(v,
		      a->stopped                    ? "carriers.stopped"
			  : waits                   ? "carriers.waits"
			  : a->ok_utc_ms != AT_NONE ? "carriers.well"
						    : "carriers.new",
		      ""));
	desk_cell(v, list, "why", fails(a) ? failure(v, a) : "");
	desk_cell(v, list, "next",
	    a->stopped ? desk_say(v, "carriers.retry", a->id)
		: waits
		? desk_say(v, "carriers.next", desk_moment(v, zone, a->blocked_until_utc_ms))
		: "");
}

/* "312 of 1,000 questions today"; of an account that others use too nobody's business but of who sees every shop. */
static void
set_budget(struct desk_view *v, struct desk_list *list, const struct account *account,
    const struct account_state *a)
{
	int64_t quota = api_account_quota(account);
	bool today = a->window_day == zone_day("UTC", v->call->now_utc_ms);
	bool shown = v->call->shop[0] == '\0' || account->shop[0] != '\0';

	desk_cell(v, list, "asked",
	    shown ? desk_say_count(v, "carriers.asked", today ? (uint64_t)a->calls : 0) : "");
	desk_cell(v, list, "quota",
	    shown && quota > 0 ? desk_say(v, "carriers.quota", desk_number(v, (uint64_t)quota))
			       : "");
}

/* "3 codes that nobody knows: A1, B2, C3": those that the account's table has come to list are none. */
static void
set_codes(struct desk_view *v, struct desk_list *list, const struct account *account,
    const struct account_state *a)
{
	const struct carrier *carrier = carrier_find(account->carrier);
	struct buf names = BUF_INIT(1024);
	uint64_t count = 0;

	for (size_t i = 0; i < a->unknown_count && carrier != NULL; i++) {
		if (!codes_unknown(carrier, account, a->unknown[i].code))
			continue;
		if (count < CODES_SHOWN)
			(void)buf_addf(&names, "%s%s", count > 0 ? ", " : "", a->unknown[i].code);
		count++;
	}
	if (count > CODES_SHOWN)
		(void)buf_add_str(&names, " …");
	desk_cell(v, list, "codes", count > 0 ? desk_say_count(v, "carriers.codes", count) : "");
	desk_cell(v, list, "code_names", desk_text(v, buf_str(&names)));
	buf_clear(&names);
}

static void
set_incidents(struct page *p, const struct account *account)
{
	struct desk_view *v = p->v;
	const struct incident *first = NULL;
	char path[64] = "";
	uint64_t count = 0;

	for (size_t i = 0; i < p->open_count; i++)
		if (strcmp(p->open[i].carrier, account->carrier) == 0) {
			first = first != NULL ? first : &p->open[i];
			count++;
		}
	if (count == 1)
		(void)snprintf(
		    path, sizeof(path), "/desk/incidents/%llu", (unsigned long long)first->id);
	desk_cell(v, p->list, "incidents",
	    count > 0 ? desk_say_count(v, "carriers.incidents", count) : "");
	desk_cell(v, p->list, "incidents_href", count > 1 ? "/desk/incidents" : desk_text(v, path));
}

static void
add_account(struct page *p, const struct account *account, const struct account_state *a)
{
	struct desk_view *v = p->v;
	char path[96];

	(void)snprintf(path, sizeof(path), "/desk/under-way?account=%s", account->id);
	desk_row(v, p->list);
	desk_cell(v, p->list, "href", desk_text(v, path));
	desk_cell(v, p->list, "name", account->carrier_name);
	desk_cell(v, p->list, "account", account->id);
	set_health(v, p->list, a);
	set_budget(v, p->list, account, a);
	set_codes(v, p->list, account, a);
	set_incidents(p, account);
}

static int
add_accounts(struct page *p, bool failing)
{
	const struct policy *policy = p->v->call->policy;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < policy->account_count; i++) {
		const struct account *account = &policy->accounts[i];
		struct account_state a;

		if (!desk_sees_account(p->v->call, account))
			continue;
		rc = store_account(p->v->call->api->reader, account->id, &a);
		if (rc == 0 && fails(&a) == failing)
			add_account(p, account, &a);
	}
	return rc;
}

/* ---- the page ---- */

/* Those who see one shop alone are told of none: the other shops' parcels would speak from them. */
static int
read_incidents(struct page *p)
{
	struct store_reader *reader = p->v->call->api->reader;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[LIMIT_OPEN_INCIDENTS];
	size_t count = 0;
	int rc = p->v->call->shop[0] == '\0'
	    ? store_incidents(reader, true, &cursor, ids, LIMIT_OPEN_INCIDENTS, &count)
	    : 0;

	for (; rc == 0 && p->open_count < count; p->open_count++)
		rc = store_incident(reader, ids[p->open_count], &p->open[p->open_count]);
	return rc;
}

static int
read_carriers(struct desk_view *v)
{
	struct page p = {.v = v, .list = desk_list(v, v->call->policy->account_count + 1)};
	int rc = read_incidents(&p);

	if (rc == 0)
		rc = add_accounts(&p, true);
	if (rc == 0)
		rc = add_accounts(&p, false);
	desk_set_list(v, "rows", p.list);
	return rc;
}

void
desk_carriers(struct api_call *call)
{
	desk_show(call, read_carriers, "desk/carriers", "carriers");
}
