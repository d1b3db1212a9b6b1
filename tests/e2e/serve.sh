#!/usr/bin/env bash
# Start, register, poll, look, reload, a second daemon, stop.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
fakes - <<'END'
parcel dhl 4242424244
scan now label
scan now accepted AGOST
eta now 2
END
config
daemon
register B-1 dhl 4242424244 "$(day 3)"
eventually 20 milestone_is B-1 in_transit
claim "a registered parcel was asked about"
state_is B-1 on_track || fail "not on track"
code=0
"$PUNTUAL_BUILD/puntual" serve -c "$W/puntual.conf" >"$W/second" 2>&1 || code=$?
[ "$code" = 2 ] && grep -q "$DAEMON" "$W/second" || fail "second daemon: $code, $(cat "$W/second")"
claim "a second daemon exits 2 and says who has the store"
echo 'nonsense = 1' >>"$W/puntual.conf"
kill -HUP "$DAEMON"
eventually 5 grep -q config.refused "$W/daemon.log"
answers >/dev/null || fail "dead after a bad reload"
claim "a bad reload changes nothing"
sed -i '/^nonsense/d' "$W/puntual.conf"
kill -HUP "$DAEMON"
eventually 5 grep -q config.reloaded "$W/daemon.log"
daemon_end TERM
[ "$DAEMON_CODE" = 0 ] || fail "stopped with $DAEMON_CODE"
claim "SIGTERM ends it in order"
daemon
milestone_is B-1 in_transit || fail "forgotten"
claim "and what it knew is there again"
