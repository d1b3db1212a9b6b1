#include "carriers/carrier.h"

#include <string.h>

#include "carriers/shape.h"

#include "monitor/base/text.h"

/* One line an adapter, by id. */
#define ADAPTERS(X)                                                                                \
	X(17track)                                                                                 \
	X(aftership)                                                                               \
	X(an_post)                                                                                 \
	X(aramex)                                                                                  \
	X(asendia)                                                                                 \
	X(australia_post)                                                                          \
	X(bpost)                                                                                   \
	X(canada_post)                                                                             \
	X(chronopost)                                                                              \
	X(correios)                                                                                \
	X(correos)                                                                                 \
	X(correos_express)                                                                         \
	X(ctt_express)                                                                             \
	X(custom)                                                                                  \
	X(dhl)                                                                                     \
	X(dhl_express)                                                                             \
	X(dhl_parcel_de)                                                                           \
	X(dpd)                                                                                     \
	X(easypost)                                                                                \
	X(fedex)                                                                                   \
	X(gls)                                                                                     \
	X(gls_es)                                                                                  \
	X(hermes_de)                                                                               \
	X(inpost)                                                                                  \
	X(landmark)                                                                                \
	X(laposte)                                                                                 \
	X(mrw)                                                                                     \
	X(postnl)                                                                                  \
	X(purolator)                                                                               \
	X(royal_mail)                                                                              \
	X(sandbox)                                                                                 \
	X(seur)                                                                                    \
	X(ship24)                                                                                  \
	X(shipengine)                                                                              \
	X(shippo)                                                                                  \
	X(spring)                                                                                  \
	X(tnt)                                                                                     \
	X(trackingmore)                                                                            \
	X(ups)                                                                                     \
	X(usps)

#define DECLARE(id) extern const struct carrier carrier_##id;
#define ENTRY(id)   &carrier_##id,

ADAPTERS(DECLARE)

static const struct carrier *const carriers[] = {ADAPTERS(ENTRY) NULL};

const char *
evidence_name(enum evidence evidence)
{
	static const char *const names[] = {"none", "vendor", "recorded", "client", "unverified"};

	return names[evidence];
}

const struct carrier *const *
carrier_all(void)
{
	return carriers;
}

const struct carrier *
carrier_find(const char *id)
{
	for (size_t i = 0; carriers[i] != NULL; i++)
		if (strcmp(carriers[i]->id, id) == 0)
			return carriers[i];
	return NULL;
}

const char *
carrier_name_of(const char *id)
{
	const struct carrier *carrier = carrier_find(id);

	return carrier != NULL ? carrier->name : NULL;
}

bool
carrier_trusted(const struct carrier *carrier, const struct account *account)
{
	return (carrier != NULL && carrier->evidence < EVIDENCE_CLIENT) ||
	    (account != NULL && account->trusted);
}

static bool
asks_for_token(const struct carrier *carrier, const struct account *account)
{
	struct http_request req;
	bool asks;

	http_request_init(&req);
	asks = carrier->auth_build != NULL && carrier->auth_build(account, &req) == 0 &&
	    req.url.len > 0;
	http_request_clear(&req);
	return asks;
}

const char *
carrier_auth_name(const struct carrier *carrier)
{
	const struct account account = {.id = "sample"};
	const struct track_number number = {
	    .number = "1", .country = "", .postcode = "", .unique = "", .ship_day = DAY_NONE};
	const struct track_query q = {
	    .account = &account, .numbers = &number, .count = 1, .next = ""};
	const char *name = "none";
	struct http_request req;

	if (asks_for_token(carrier, &account))
		return "token";
	http_request_init(&req);
	if (carrier->track_build(&q, &req) == 0) {
		if (req.secret_body)
			name = "key";
		for (size_t i = 0; i < req.headers.count; i++)
			if (req.headers.items[i].secret)
				name = text_starts(span_of(req.headers.items[i].value), "Basic ")
				    ? "basic"
				    : "key";
	}
	http_request_clear(&req);
	return name;
}

int
carrier_sure(const struct carrier *carrier, const char *number)
{
	return carrier->recognises != NULL
	    ? carrier->recognises(number)
	    : shape_match(carrier->shapes, carrier->shape_count, number);
}

size_t
carrier_recognise(const char *number, struct carrier_guess *guesses, size_t room)
{
	size_t count = 0;

	for (size_t i = 0; carriers[i] != NULL; i++) {
		int sure = carrier_sure(carriers[i], number);
		size_t at = count;

		if (sure <= 0)
			continue;
		/* Surest first, equals by id; what falls off the end is the least likely. */
		while (at > 0 && guesses[at - 1].sure < sure) {
			if (at < room)
				guesses[at] = guesses[at - 1];
			at--;
		}
		if (at < room)
			guesses[at] = (struct carrier_guess){carriers[i], sure};
		if (count < room)
			count++;
	}
	return count;
}
