#!/usr/bin/env bash
# The daemon is down for two days in which ten promised days end; when it is back, one carrier still does not answer.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
RATE=3600 # an hour a second: what a starved machine delays stays within the day
START=2026-10-05T05:00:00Z # Monday, 07:00 in Madrid
world_new
# ORDER CARRIER NUMBER, promised day, what happens in the dark
cat >"$W/parcels" <<'END'
ontime-1 dhl 4242400010 0 0 19:30 delivered
ontime-2 fedex 777700000001 0 0 19:40 delivered
ontime-3 correos PK43BC0400000001 1 1 13:00 delivered
late-1 dhl 4242400021 0 1 12:00 delivered
late-2 correos PK43BC0400000002 0 1 12:30 delivered
under-way-1 dhl 4242400032 0 1 11:00 transit
under-way-2 fedex 777700000002 1 1 11:00 transit
under-way-3 correos PK43BC0400000003 1 1 11:00 transit
silent-1 ups 1Z9999990300000001 0 1 10:00 delivered
silent-1 ups 1Z9999990300000002 0 1 10:00 delivered
silent-2 ups 1Z9999990300000003 1 1 10:00 transit
ahead-1 dhl 4242400043 9 1 11:00 transit
ahead-2 ups 1Z9999990300000004 9 1 11:00 transit
END
while read -r _ carrier number _ at hour what; do
	printf 'parcel %s %s\nscan 0 06:00 accepted GETAFE\nscan 0 06:30 transit BURGOS\nscan %s %s %s BILBAO\n' "$carrier" "$number" "$at" "$hour" "$what"
done <"$W/parcels" >"$W/said"
fakes "$W/said"
sink
config
daemon
while read -r order carrier number day _; do echo "$order $carrier $number 2026-10-$((day + 5 < 10 ? 0 : 1))$(((day + 5) % 10))"; done <"$W/parcels" | register_all
asked() { every /v1/shipments >"$W/list" && [ "$(jq -s '[.[] | select(.milestone == "in_transit")] | length' "$W/list")" -eq "$(wc -l <"$W/parcels")" ]; }
eventually 10 asked
words_are customer "" || fail "too soon: $(words customer)"
stopped=$(world_now)
[ "$stopped" \< "2026-10-05T17:00" ] || fail "too slow a machine: $stopped"
daemon_end TERM
[ "$DAEMON_CODE" = 0 ] || fail "stopped with $DAEMON_CODE"
sleep 48.5 # two days and half an hour
echo 'fault ups now 30 00:00 status 503' | control
daemon
echo "  figure: from $stopped to $(world_now) nobody watched"
eventually 15 words_are customer "delivered:5 missed:3"
for order in ontime-1 ontime-2 ontime-3 late-1 late-2; do
	[ "$(words customer "$order")" = delivered:1 ] || fail "$order: $(words customer "$order")"
done
claim "what came meanwhile, in time or late, is told as delivered, and nothing else"
for order in under-way-1 under-way-2 under-way-3; do
	notices_of "$order" | jq -e --arg d "$stopped" 'select(.kind == "missed") | .decided > $d and .attempts <= 1' >/dev/null || fail "$order"
done
claim "what a fresh answer shows to be overdue is told once"
eventually 10 words_are shop "account_failing:1 blind:1"
blind_cases() { every /v1/cases | jq -rs '[.[] | select(.reason == "blind" and .state == "open") | .order] | sort | join(" ")'; }
[ "$(blind_cases)" = "silent-1 silent-2" ] || fail "cases: $(every /v1/cases)"
[ "$(every /v1/cases | wc -l)" = 2 ] || fail "cases: $(every /v1/cases)"
claim "those of the carrier that is still silent are a case an order, told to the shop in one word"
customers_have() { [ "$(mails_to ejemplo.example | wc -l)" = "$1" ]; }
eventually 10 customers_have 8
[ -z "$(mails_to silent)$(mails_to ahead)" ] || fail "mails to the unseen"
words_are customer "delivered:5 missed:3" || fail "customers heard: $(words customer)"
claim "customers of the unseen heard nothing"
echo calm | control
eventually 30 words_are customer "delivered:6 missed:4"
[ "$(words customer silent-1) $(words customer silent-2)" = "delivered:1 missed:1" ] || fail "silent: $(words customer)"
no_blind_case() { [ -z "$(blind_cases)" ]; }
eventually 10 no_blind_case
sleep 2
customers_have 10 && words_are customer "delivered:6 missed:4" || fail "customers heard: $(words customer)"
claim "when it answers, each is told what is true, and the cases are done"
