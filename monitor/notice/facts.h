#pragma once

/*
 * facts: what a notice may say: from the frozen facts of the notice, its parcels, shop and person to the named values of a template, with
 * dates in the words of its locale and the recipient's zone. A value that is not known is empty, and so its section is left out. Pure.
 */

#include "monitor/base/case.h"
#include "monitor/base/notice.h"
#include "monitor/base/order.h"
#include "monitor/base/person.h"
#include "monitor/base/policy.h"
#include "monitor/base/shipment.h"
#include "monitor/notice/mustache.h"
#include "monitor/notice/strip.h"

/* Borrowed for the call. */
struct render_input {
	const struct notice *notice;
	const struct shipment *shipments; /* those of the notice */
	size_t shipment_count;
	const struct person *person;      /* NULL: none, or a notice to the shop about no order */
	const struct case_record *record; /* of case kinds; NULL when unknown */
	const struct order *order;        /* NULL: about none, or it has gone */
	const struct shop *shop;
	const struct policy *policy; /* what carriers are called; NULL: as their ids */
	const char *token;           /* of base/verp: names it in what comes back; NULL: none */
	const char *first; /* Message-ID of the first word about its order; NULL: this may be it */
	int64_t now_utc_ms;
};

enum { FACT_ROOM = 320, FACTS = 100 };

/* A parcel as the lists `shipments` and `items` give it. */
struct fact_parcel {
	char items[LIMIT_ITEMS_ROOM];
	char number[LIMIT_NUMBER_ROOM];
	char carrier[LIMIT_NAME_ROOM];
	struct mustache_value values[3], named[2];
};

/* A parcel at risk, as the list `digest_risks` gives it. */
struct fact_risk {
	char order[LIMIT_ORDER_ROOM];
	char on[64];
	struct mustache_value values[3];
};

struct facts {
	char locale[LIMIT_LOCALE_ROOM];
	const char
	    *accent; /* the shop's colour, borrowed; "" none: of the look, not of the words */
	char texts[FACTS][FACT_ROOM];
	struct mustache_value values[FACTS + 3];
	struct fact_parcel parcels[LIMIT_ORDER_PARCELS];
	struct mustache_view shipments[LIMIT_ORDER_PARCELS], items[LIMIT_ORDER_PARCELS];
	struct fact_risk risks[LIMIT_DIGEST_RISKS];
	struct mustache_view risk_views[LIMIT_DIGEST_RISKS];
	struct mustache_view
	    view; /* of all: points into this struct, which therefore must not be moved */
	struct strip_cell strip[STRIP_DAYS];
	size_t strip_count; /* 0: no new window, or none that a week shows */
};

/* ERR_NOMEM, ERR_RANGE for a locale that ICU does not know. */
int facts_build(struct facts *f, const struct render_input *in) MUST_CHECK;

/* The locale that this notice is written in: the customer's, else the shop's. */
const char *facts_locale(const struct render_input *in);

/* A template for these readers may use this name. */
bool facts_known(const char *name, enum audience audience);
