#!/usr/bin/env bash
# Six hours across a midnight without an answer: 503, a page of HTML, connections that break, nothing at all; then everything at once.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
RATE=3600
START=2026-10-05T15:00:00Z # 17:00 in Madrid
world_new
PER=8 # parcels of each carrier: 1 to 4 are promised today and come in the dark, 5 to 7 have days left, 8 slips in the dark
for i in $(seq "$PER"); do
	echo "$i dhl 424240$i$((424240$i % 7))"
	echo "$i ups 1Z99999903000000$i"
	echo "$i fedex 77770000000$i"
	echo "$i correos PK43BC040000000$i"
done >"$W/parcels"
while read -r i carrier number; do
	printf 'parcel %s %s\nscan 0 08:00 label\nscan 0 10:00 accepted GETAFE\nscan 0 14:00 transit BURGOS\n' "$carrier" "$number"
	[ "$carrier" = correos ] || echo "eta 0 10:00 $((i <= 4 ? 0 : 2))"
done <"$W/parcels" >"$W/scenario"
fakes "$W/scenario"
SILENT=$FAKES
SILENT_PID=${PIDS[-1]}
fakes "$W/scenario"
sink
config
# DHL lives in a process of its own, which can be stopped: its connections open, and nothing comes.
awk -v one="$FAKES" -v two="$SILENT" '/carrier "/ { dhl = /dhl-main/ } dhl { sub(one, two) } { print }' "$W/puntual.conf" >"$W/conf"
mv "$W/conf" "$W/puntual.conf"
daemon
while read -r i carrier number; do
	echo "$carrier-$i $carrier $number $(date -d "2026-10-05 + $((i <= 4 ? 0 : 2)) days" +%F)"
done <"$W/parcels" | register_all
in_state() { every "/v1/shipments?state=$1" >"$W/list" && [ "$(wc -l <"$W/list")" -eq "$2" ]; }
on_way() { every /v1/shipments >"$W/list" && [ "$(jq -s '[.[] | select(.milestone == "in_transit")] | length' "$W/list")" -eq $((4 * PER)) ]; }
eventually 10 on_way
hour_over() { # 5T18: the hour has passed
	[ "$(api GET /v1/status | jq -r .now)" \> "2026-10-0$1:00:00Z" ]
}
hour_over 5T20 && fail "too slow a machine: it is past ten"

while ! hour_over 5T18; do sleep 0.05; done # 20:00
control <<'END'
fault ups now 9 00:00 status 503
fault fedex now 9 00:00 html
fault correos now 9 00:00 reset
END
while ! hour_over 5T19; do sleep 0.02; done
while read -r i carrier number; do
	[ "$i" -gt 4 ] || printf 'parcel %s %s\nscan now delivered BILBAO\n' "$carrier" "$number"
	[ "$i" -ne "$PER" ] || printf 'parcel %s %s\nscan now transit BURGOS\neta now 4\n' "$carrier" "$number"
done <"$W/parcels" >"$W/news"
{ # nothing may be asked between its news and its silence
	echo "fault dhl now 9 00:00 reset"
	cat "$W/news"
} | FAKES=$SILENT control
kill -STOP "$SILENT_PID"
control <"$W/news"
while ! hour_over 6T00; do sleep 0.05; done # 02:00
words_are customer "" || fail "customers heard: $(words customer)"
mails_to ejemplo.example | grep . && fail "a mail to a customer"
claim "six hours of 503, HTML, broken connections and silence, across the deadline of half of them: no word to customers"
echo calm | control
kill -CONT "$SILENT_PID"
echo calm | FAKES=$SILENT control
eventually 20 in_state kept $((4 * 4))
claim "what came meanwhile was in time, for all $((4 * 4)) that were promised that day"
eventually 20 words_are customer "delay:3 delivered:16"
eventually 10 mails_are 25
sleep 4 # hours
words_are customer "delay:3 delivered:16" || fail "customers heard: $(words customer)"
for carrier in dhl ups fedex; do [ "$(words customer "$carrier-8")" = delay:1 ] || fail "$carrier-8: $(words customer "$carrier-8")"; done
claim "afterwards customers hear of arrivals, and of the three that slipped; nothing of the rest"
words_are shop "account_failing:3 incident_closed:3" || fail "the shop heard: $(words shop)"
[ -z "$(every /v1/cases)" ] || fail "cases: $(every /v1/cases)"
claim "the shop hears once of each account that failed, and once that it is over; nobody has work"
