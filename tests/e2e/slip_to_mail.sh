#!/usr/bin/env bash
# From a carrier's reply that moves the expected day past the promise to the mail in the Maildir of a real mail server.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
ROUNDS=${ROUNDS:-20}
number() { printf '42424%05d' "$1" | awk '{ print $1 ($1 % 7) }'; } # DHL Express: the last digit is the rest by 7
for i in $(seq "$ROUNDS"); do
	printf 'parcel dhl %s\nknown 0 00:00\nscan now label\neta now 2\n' "$(number "$i")"
done >"$W/parcels"
fakes - <"$W/parcels"
relay
config
daemon
for i in $(seq "$ROUNDS"); do register "B-$i" dhl "$(number "$i")" "$(day 3)"; done
for i in $(seq "$ROUNDS"); do eventually 20 milestone_is "B-$i" label_created; done
touch "$W/took"
sleep 1.1
for i in $(seq "$ROUNDS"); do
	printf 'parcel dhl %s\nscan now accepted AGOST\neta now 5 6\n' "$(number "$i")" | control
	api POST "/v1/shipments/B-$i/poll" '{}' >/dev/null
	eventually 30 mails_are "$i"
	replied=$(awk -v n="$(number "$i")" '$3 == n { at = $5 } END { print at }' "$W/fakes.log")
	arrived=$(mails | xargs stat -c %.3Y | sort -n | tail -n 1 | tr -d .)
	echo $((arrived - replied)) >>"$W/took"
done
sleep 2
mails_are "$ROUNDS" || fail "$(mail_count) mails for $ROUNDS slips"
for i in $(seq "$ROUNDS"); do
	[ "$(mails_to "b-$i@ejemplo.example" | wc -l)" = 1 ] || fail "B-$i: not exactly one mail"
done
claim "each of $ROUNDS slips made exactly one mail in the Maildir"
sort -n "$W/took" | awk '{ v[NR] = $1 } END {
	printf "  figure: from the reply to the mail: median %s ms, worst %s ms of %d\n", v[int((NR + 1) / 2)], v[NR], NR }'
