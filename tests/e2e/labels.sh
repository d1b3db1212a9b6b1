#!/usr/bin/env bash
# Labels that were voided or replaced, and numbers that an earlier parcel had before.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
RATE=10000
START=2026-10-05T05:00:00Z # Monday, 07:00 in Madrid
world_new
fakes - <<'END'
# voided, and another label in its place
parcel ups 1Z9999990300000001
scan 0 06:00 label
scan 0 12:00 void
parcel ups 1Z9999990300000002
scan 0 06:30 label
scan 0 15:00 accepted GETAFE
scan 1 12:00 delivered BILBAO
# never scanned, and another label in its place
parcel fedex 777700000001
scan 0 06:00 label
parcel fedex 777700000002
scan 0 06:30 label
scan 0 15:00 accepted GETAFE
scan 1 12:00 delivered BILBAO
# voided, and nothing sent
parcel ups 1Z9999990300000003
scan 0 06:00 label
scan 0 12:00 void
# never scanned
parcel dhl 4242400010
scan 0 06:00 label
# an earlier parcel was delivered, lost, came back; today's is on its way and comes
parcel dhl 4242400021
scan -25 12:00 accepted VIGO
scan -20 12:00 delivered LUGO
scan 0 06:30 accepted GETAFE
scan 1 12:00 delivered BILBAO
parcel ups 1Z9999990300000004
scan -25 12:00 accepted VIGO
scan -20 12:00 lost LUGO
scan 0 06:30 accepted GETAFE
scan 1 12:00 delivered BILBAO
parcel correos PK43BC04000000010148001A
scan -45 12:00 accepted VIGO
scan -40 12:00 returning LUGO
scan 0 06:30 accepted GETAFE
scan 1 12:00 delivered BILBAO
# an earlier parcel was delivered, and today's is not handed over yet
parcel fedex 777700000003
scan -25 12:00 accepted VIGO
scan -20 12:00 delivered LUGO
END
sink
config
daemon
register_all <<'END'
void ups 1Z9999990300000001 2026-10-06
replaced fedex 777700000001 2026-10-06
nothing ups 1Z9999990300000003 2026-10-06
unscanned dhl 4242400010 2026-10-06
again-1 dhl 4242400021 2026-10-06 ordered_at=2026-10-04T18:00:00Z
again-2 ups 1Z9999990300000004 2026-10-06 ordered_at=2026-10-04T18:00:00Z
again-3 correos PK43BC04000000010148001A 2026-10-06
again-4 fedex 777700000003 2026-10-08 ordered_at=2026-10-04T18:00:00Z
END
register_all <<'END'
void ups 1Z9999990300000002 2026-10-06
replaced fedex 777700000002 2026-10-06
END
time_over() { [ "$(world_now)" \> "$1" ]; }
eventually 30 time_over 2026-10-06T20:00
for order in again-1 again-2 again-3; do
	[ "$(words customer "$order")" = delivered:1 ] || fail "$order: $(words customer "$order")"
	state_is "$order" kept || fail "$order: $(api GET "/v1/shipments/$order")"
done
state_is again-4 on_track && milestone_is again-4 unknown || fail "again-4: $(api GET /v1/shipments/again-4)"
claim "of the earlier parcel with the same number nothing is told, listed or believed; of today's, that it came"
eventually 30 time_over 2026-10-07T10:00
opened() { every /v1/cases | jq -rs '[.[] | "\(.order):\(.reason)"] | sort | join(" ")'; }
cases_are() { [ "$(opened)" = "$1" ]; }
cases_are "nothing:superseded replaced:superseded unscanned:not_handed_over void:superseded" || fail "cases: $(opened)"
every /v1/outbox | jq -rs '[.[] | select(.kind == "case_opened") | .order] | sort | join(" ")' >"$W/told"
[ "$(cat "$W/told")" = "nothing replaced unscanned void" ] || fail "the shop was told of: $(cat "$W/told")"
claim "a void label and one that was replaced are one matter each for the shop"
customers_have() { [ "$(mails_to ejemplo.example | wc -l)" = "$1" ]; }
customers_have 3 || fail "$(mails_to ejemplo.example | wc -l) mails to customers"
[ "$(api POST /v1/outbox/release '{}' | jq .count)" = 0 ] || fail "prepared words went with the held ones"
customers_have 3 || fail "$(mails_to ejemplo.example | wc -l) mails to customers"
claim "their customers hear nothing, also not when all that is held is let go"
for order in void replaced; do
	id=$(every /v1/cases | jq -r --arg o "$order" 'select(.order == $o) | .shipment')
	p change "id:$id" --superseded >/dev/null
done
eventually 5 cases_are "nothing:superseded unscanned:not_handed_over"
came() { [ "$(words customer void) $(words customer replaced)" = "delivered:1 delivered:1" ]; }
eventually 10 came
claim "a person says so: the case is done, the words that were prepared are withdrawn, and that the other parcel came is told"
