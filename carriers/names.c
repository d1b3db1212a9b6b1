#include "carriers/names.h"

#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/text.h"

enum {
	NAME_ROOM = 96,
	GUESSES = 8,
	SURE = 90 /* a carrier whose check digits fit leaves others no say */
};

/* ---- by what shops call it ---- */

/* What plugins and shops call them, where neither our id nor our name is meant. Folded as fold_name does. */
static const struct {
	const char *name, *carrier;
} aliases[] = {
    {"anpost", "an-post"},
    {"canadapost", "canada-post"},
    {"colissimo", "laposte"},
    {"correosespana", "correos"},
    {"correosspain", "correos"},
    {"ctt", "ctt-express"},
    {"deutschepost", "dhl-parcel-de"},
    {"deutschepostdhl", "dhl-parcel-de"},
    {"dhlparcelde", "dhl-parcel-de"},
    {"dhlpaket", "dhl-parcel-de"},
    {"dhlde", "dhl-parcel-de"},
    {"evri", "hermes-de"},
    {"fedexexpress", "fedex"},
    {"glsspain", "gls-es"},
    {"hermes", "hermes-de"},
    {"laposteco", "laposte"},
    {"mrwspain", "mrw"},
    {"postnlinternational", "postnl"},
    {"royalmail", "royal-mail"},
    {"seurspain", "seur"},
};

/* Letters and digits of ASCII, in lower case; what else stands there is not looked at. */
static void
fold_name(struct span in, char out[NAME_ROOM])
{
	size_t n = 0;

	for (size_t i = 0; i < in.len && n < NAME_ROOM - 1; i++)
		if (text_is_alnum(in.data[i]))
			out[n++] = text_lower(in.data[i]);
	out[n] = '\0';
}

static bool
same_name(struct span a, const char *folded)
{
	char other[NAME_ROOM];

	fold_name(a, other);
	return strcmp(other, folded) == 0;
}

/* The next "NAME = carrier" of a table, as text_pair does. */
static bool
next_entry(struct span *rest, struct span *name, struct span *carrier, int *rc)
{
	if (!text_pair(rest, name, carrier, rc))
		return false;
	if (carrier->len >= LIMIT_ID_ROOM)
		*rc = ERR_MALFORMED;
	return *rc == 0;
}

int
names_check(const char *table, struct why *why)
{
	struct span rest = span_of(table), name, carrier;
	char id[LIMIT_ID_ROOM];
	int rc = 0;

	while (next_entry(&rest, &name, &carrier, &rc)) {
		(void)text_cut(id, sizeof(id), carrier);
		if (strcmp(id, "-") != 0 && carrier_find(id) == NULL)
			return why_set(why, ERR_NOT_FOUND, SIZE_MAX, NULL,
			    "'%s' is no adapter: 'puntual carriers' lists them; - for none", id);
	}
	return rc == 0
	    ? 0
	    : why_set(why, rc, SIZE_MAX, NULL, "must be NAME = adapter, several parted by commas");
}

bool
names_carrier(const char *table, const char *name, char dst[LIMIT_ID_ROOM])
{
	const struct carrier *const *all = carrier_all();
	struct span rest = span_of(table), own, carrier;
	char folded[NAME_ROOM];
	int rc;

	dst[0] = '\0';
	fold_name(span_of(name), folded);
	while (folded[0] != '\0' && next_entry(&rest, &own, &carrier, &rc))
		if (same_name(own, folded)) {
			(void)text_cut(dst, LIMIT_ID_ROOM, carrier);
			if (strcmp(dst, "-") != 0)
				return true;
			dst[0] = '\0';
			return false;
		}
	for (size_t i = 0; all[i] != NULL; i++)
		if (same_name(span_of(all[i]->id), folded) ||
		    same_name(span_of(all[i]->name), folded))
			(void)text_cut(dst, LIMIT_ID_ROOM, span_of(all[i]->id));
	for (size_t i = 0; dst[0] == '\0' && i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (strcmp(aliases[i].name, folded) == 0)
			(void)text_cut(dst, LIMIT_ID_ROOM, span_of(aliases[i].carrier));
	return true;
}

/* ---- by its number ---- */

static bool
has_account(const struct policy *policy, const char *shop, const char *carrier)
{
	for (size_t i = 0; i < policy->account_count; i++) {
		const struct account *account = &policy->accounts[i];

		if (strcmp(account->carrier, carrier) == 0 &&
		    (account->shop[0] == '\0' || strcmp(account->shop, shop) == 0))
			return true;
	}
	return false;
}

int
names_complete(struct registration *r, const struct policy *policy, struct why *why)
{
	struct shipment *s = &r->shipment;
	struct carrier_guess guesses[GUESSES];
	struct buf names = BUF_INIT(256);
	const char *shop = s->shop, *carrier = NULL;
	size_t guess_count, found = 0;
	int rc = 0;

	if (s->carrier[0] != '\0' || s->account[0] != '\0' || s->number[0] == '\0')
		return 0;
	if (shop[0] == '\0' && policy->shop_count == 1)
		shop = policy->shops[0].id;
	guess_count = carrier_recognise(s->number, guesses, GUESSES);
	for (size_t i = 0; i < guess_count; i++) {
		if (guesses[0].sure >= SURE && guesses[i].sure < guesses[0].sure)
			break;
		if (!has_account(policy, shop, guesses[i].carrier->id))
			continue;
		carrier = guesses[i].carrier->id;
		(void)buf_addf(&names, "%s%s", found++ > 0 ? ", " : "", carrier);
	}
	if (found == 1)
		(void)text_cut(s->carrier, sizeof(s->carrier), span_of(carrier));
	else if (found > 1)
		rc = why_set(why, ERR_MALFORMED, SIZE_MAX, "carrier",
		    "is required: the number may belong to %s", buf_str(&names));
	else if (guess_count > 0)
		rc = why_set(why, ERR_NOT_FOUND, SIZE_MAX, "carrier",
		    "is required: the number looks like one of %s, which has no account here",
		    guesses[0].carrier->name);
	buf_clear(&names);
	return rc; /* where none is recognised registration_finish asks for the carrier */
}
