#!/usr/bin/env bash
# An account whose credentials are wrong, for the token and for the call; and replies that are larger than any reply may be.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
RATE=3600
START=2026-10-05T05:00:00Z # Monday, 07:00 in Madrid
world_new
fakes - <<'END'
parcel ups 1Z9999990300000001
scan 0 06:00 accepted GETAFE
scan 0 06:30 transit BURGOS
parcel dhl 4242400010
scan 0 06:00 accepted GETAFE
scan 0 06:30 transit BURGOS
parcel fedex 777700000001
scan 0 06:00 accepted GETAFE
scan 0 06:30 transit BURGOS
parcel correos PK43BC04000000010148001A
scan 0 06:00 accepted GETAFE
scan 0 06:30 transit BURGOS
fault ups now 30 00:00 token 401
fault dhl now 30 00:00 status 401
fault fedex now 30 00:00 oversize 5
END
sink
config
daemon
register_all <<'END'
token ups 1Z9999990300000001 2026-10-15
call dhl 4242400010 2026-10-15
large fedex 777700000001 2026-10-15
fine correos PK43BC04000000010148001A 2026-10-15
END
eventually 10 milestone_is fine in_transit
account() { api GET /v1/carriers | jq -c --arg a "$1" '.accounts[] | select(.id == $a)'; }
failing() { [ "$(account "$1" | jq -r '"\(.health) \(.stopped)"')" = "$2" ]; }
eventually 10 failing ups-main 'bad_credentials true'
eventually 10 failing dhl-main 'bad_credentials true'
eventually 10 failing fedex-main 'too_big false'
asked() { awk -v c="$1" '$2 == c && ($3 == "token") == (c == "ups") && $3 != "batch"' "$W/fakes.log" | wc -l; }
sleep 8 # hours
[ "$(asked ups) $(asked dhl)" = "1 1" ] || fail "asked again: $(asked ups) $(asked dhl)"
daemon_end TERM
daemon
sleep 3
[ "$(asked ups) $(asked dhl)" = "1 1" ] || fail "asked again after a restart: $(asked ups) $(asked dhl)"
claim "wrong credentials, for the token or the call, are tried once; then nobody is asked, also after a restart"
p carriers >"$W/out"
[ "$(grep -c 'stopped: wrong' "$W/out")" = 2 ] && grep -q 'carriers retry' "$W/out" || fail "carriers: $(cat "$W/out")"
words_are shop account_failing:3 || fail "the shop heard: $(words shop)"
words_are customer "" || fail "customers heard: $(words customer)"
claim "carriers says what is wrong and what to do; the shop hears once of each account, no customer anything"
[ "$(asked fedex)" -le 8 ] || fail "asked $(asked fedex) times for what is too large"
milestone_is fine in_transit || fail "the others suffer"
claim "replies beyond the cap are dropped, asked for again hours apart ($(asked fedex) times in half a day), and the others go on"
p carriers retry ups-main >/dev/null
asked_twice() { [ "$(asked ups)" = 2 ]; }
eventually 5 asked_twice
eventually 5 failing ups-main 'bad_credentials true'
sleep 2
[ "$(asked ups) $(asked dhl)" = "2 1" ] || fail "asked: $(asked ups) $(asked dhl)"
claim "a person who acts without mending costs one try"
echo calm | control
p carriers retry ups-main >/dev/null
p carriers retry dhl-main >/dev/null
eventually 10 milestone_is token in_transit
eventually 10 milestone_is call in_transit
eventually 10 milestone_is large in_transit
p carriers >"$W/out"
grep -q 'and all answer' "$W/out" || fail "$(cat "$W/out")"
words_are customer "" || fail "customers heard: $(words customer)"
claim "after carriers retry they are asked again; what was too large comes by itself"
