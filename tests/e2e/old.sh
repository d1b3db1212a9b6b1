#!/usr/bin/env bash
# Five thousand rows of the last month are imported: arrived in time or late, overdue and still under way, unknown to their carrier.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
RATE=10000
START=2026-10-05T06:00:00Z
world_new
ROWS=5000
# i, carrier, number, promised day, what became of it
seq "$ROWS" | awk 'BEGIN { split("dhl ups fedex correos", carriers); split("kept kept kept kept late late late under-way unknown today", what) }
{
	carrier = carriers[1 + $1 % 4]; kind = what[1 + int($1 / 4) % 10]
	stem = 424240000 + $1
	number = carrier == "dhl" ? stem (stem % 7) : carrier == "ups" ? "1Z999999" stem "0" : \
		carrier == "fedex" ? "777" stem : "PK43BC0" stem "0148001A"
	print $1, carrier, number, kind == "today" ? -1 : -28 + $1 % 26, kind
}' >"$W/rows"
awk '{
	at = $5 == "kept" ? $4 " 13:00 delivered" : $5 == "late" ? $4 + 1 " 13:00 delivered" : $5 == "today" ? "0 07:15 delivered" : $4 " 11:00 transit"
	if ($5 != "unknown") printf "parcel %s %s\nscan %d 18:00 accepted GETAFE\nscan %d 23:00 transit BURGOS\nscan %s BILBAO\n", $2, $3, $4 - 2, $4 - 2, at
}' "$W/rows" >"$W/said"
{
	echo order,carrier,number,promised_date,ordered_at,country,postcode,customer_name,customer_email
	awk -v day0="$(date -ud 2026-10-05 +%s)" '{
		promised = strftime("%Y-%m-%d", day0 + $4 * 86400, 1); ordered = strftime("%Y-%m-%dT09:00:00Z", day0 + ($4 - 4) * 86400, 1)
		printf "A-%d,%s,%s,%s,%s,ES,48001,Ana Ejemplo,a-%d@ejemplo.example\n", $1, $2, $3, promised, ordered, $1
	}' "$W/rows"
	echo "live,dhl,4242400010,2026-10-09,,ES,48001,Ana Ejemplo,live@ejemplo.example"
	echo "still,dhl,4242400020,2026-10-09,,ES,48001,Ana Ejemplo,still@ejemplo.example"
} >"$W/old.csv"
printf 'parcel dhl 4242400010\nscan 1 18:00 accepted GETAFE\nscan 1 23:00 transit BURGOS\neta now 4\n' >>"$W/said"
printf 'parcel dhl 4242400020\nscan 0 07:00 accepted GETAFE\nscan 0 07:30 transit BURGOS\neta now 4\n' >>"$W/said"
fakes "$W/said"
sink
config
sed -i 's,^log_level = debug,log_level = info,' "$W/puntual.conf"
daemon
began=$(date +%s%3N)
p import "$W/old.csv" >"$W/import" 2>&1 || fail "import: $(tail "$W/import")"
took=$(($(date +%s%3N) - began))
grep -q "^5002 registered, 0 known already, 0 refused" "$W/import" || fail "import said: $(cat "$W/import")"
echo "  figure: importing $ROWS rows took $took ms"
p import "$W/old.csv" 2>&1 | shows "^0 registered, 5002 known already, 0 refused" || fail "not the same again"
claim "an import of $ROWS old rows; run again, it adds nothing"
# The tenth unknown to the carrier and the tenth still under way stay open; two days make an unknown number a matter of its own.
settled() { api GET /v1/status | jq -e '.store.open == 1002 and .now > "2026-10-07T20"' >/dev/null; }
eventually 45 settled
api GET /v1/status | jq -e '.store.states | .missed == 500 and .at_risk + .on_track == 502' >/dev/null || fail "$(api GET /v1/status)"
state_is live on_track || fail "live: $(api GET /v1/shipments/live)"
claim "each was asked about: what arrived is closed, what is overdue or unknown is listed, what moves is on its way"
# One was last scanned where its like left two days ago: in doubt for the shop's desk or not, it is no word to anybody.
[ -z "$(every /v1/outbox)" ] && mails_are 0 || fail "customers: $(words customer), shop: $(words shop)"
[ -z "$(every /v1/cases)" ] || fail "cases: $(every /v1/cases | head -n 3)"
claim "nobody heard of any of it, nor has anybody work"
printf 'parcel dhl 4242400010\neta now 7\n' | control
eventually 10 words_are customer delay:1
claim "the one parcel among them that is promised for later slips, and its customer hears"
