#!/usr/bin/env bash
# A mail server that thinks for 30 s, a name that takes 40 s to look up, a disk that takes 2 ms more to flush: others go on.
# And a stop amid that mail.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
number() { printf '42424%05d' "$1" | awk '{ print $1 ($1 % 7) }'; } # DHL Express: the last digit is the rest by 7
now_ms() { date +%s%3N; }
say_slip() { printf 'parcel dhl %s\nscan now accepted AGOST\neta now 5 6\n' "$(number "$1")" | control; }
asked_since() { [ "$(asked_at "$1")" -ge "$2" ]; }
asked_at() { awk -v n="$(number "$1")" '$3 == n { at = $5 } END { printf "%.0f", at }' "$W/fakes.log"; }
waits() { api GET /v1/status | jq -e '.store.pending == 0' >/dev/null && notices_of P-1 | jq -e 'select(.state == "sending")' >/dev/null; }
figure() { sort -n "$W/$1" | awk -v of="$2" '{ v[NR] = $1 } END {
	printf "  figure: %s: median %s ms, worst %s ms of %d\n", of, v[int((NR + 1) / 2)], v[NR], NR; exit v[NR] > 2000 }'; }

for i in $(seq 12); do printf 'parcel dhl %s\nknown 0 00:00\nscan now label\neta now 2\n' "$(number "$i")"; done >"$W/parcels"
fakes "$W/parcels"
echo 'final P-1@ 1 wait 30000' >"$W/script"
sink --script "$W/script"
GAP=1ms config
sed -i '/carrier "ups-main"/,/^}/s|origin = .*|origin = "https://api.hang.example"|' "$W/puntual.conf"
preload=$PUNTUAL_BUILD/tests/support/hangname.so:$PUNTUAL_BUILD/tests/bench/slowsync.so
LD_PRELOAD=$preload daemon
for i in $(seq 12); do register "P-$i" dhl "$(number "$i")" "$(day 3)"; done
for i in $(seq 12); do eventually 20 milestone_is "P-$i" label_created; done
register U-1 ups 1Z12345E0291980793 "$(day 3)"
say_slip 1
api POST /v1/shipments/P-1/poll '{}' >/dev/null
eventually 20 waits
began=$(now_ms)
for i in $(seq 2 12); do
	for _ in 1 2 3 4; do
		at=$(now_ms)
		api GET /v1/status >/dev/null
		echo $(($(now_ms) - at)) >>"$W/status"
	done
	say_slip "$i"
	at=$(now_ms)
	api POST "/v1/shipments/P-$i/poll" "{}" >/dev/null
	eventually 5 asked_since "$i" "$at"
	echo $(($(asked_at "$i") - at)) >>"$W/polls"
	eventually 5 mails_are $((i - 1))
done
[ $(($(now_ms) - began)) -lt 25000 ] || fail "too slow to tell"
waits || fail "the first mail waits no more"
eventually 15 grep -q 'token.failed account=ups-main error=timeout' "$W/daemon.log" # the name was being looked up until then
claim "with a mail at its final dot and a name being looked up, eleven others are asked about and told"
figure status "GET /v1/status meanwhile"
figure polls "from poll ID to the carrier's request meanwhile"
claim "and no command waited"

id=$(notices_of P-1 | jq -r 'select(.kind == "delay").id')
api GET "/v1/outbox/$id" | jq -r .message >"$W/before"
message_id=$(api GET "/v1/outbox/$id" | jq -r .message_id)
at=$(now_ms)
daemon_end TERM
took=$(($(now_ms) - at))
[ "$DAEMON_CODE" = 0 ] || fail "ended with $DAEMON_CODE"
[ "$took" -lt 16000 ] || fail "took $took ms to stop"
echo "  figure: a stop amid a mail that waits took $took ms"
claim "a stop does not wait for the mail server"
daemon
eventually 5 grep -q 'level' "$W/daemon.log"
doubt=$(api GET "/v1/outbox/$id" | jq -r '.state + " " + .message_id')
case $doubt in "in_doubt $message_id" | "sending $message_id" | "sent $message_id") ;; *) fail "after the start: $doubt" ;; esac
p outbox retry "$id" >/dev/null || true # now, not in a minute
eventually 20 mails_are 12
[ "$(mails_to 'P-1@ejemplo' | wc -l)" = 1 ] || fail "not one"
grep -qF "Message-ID: <$message_id>" "$(mails_to 'P-1@ejemplo')" || fail "another Message-ID"
api GET "/v1/outbox/$id" | jq -r .message | cmp - "$W/before" || fail "other bytes"
grep -q "notice.sent notice=$id kind=delay attempt=2" "$W/daemon.log" || fail "not the second attempt"
claim "the next start has it in doubt ($doubt) and sends it again, the same Message-ID and bytes"
