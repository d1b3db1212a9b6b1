#!/usr/bin/env bash
# The disk is full, then the part of it that the store may have. Polls stop, the alarm is up, nothing is lost, and it goes on by itself.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
RATE=3600
START=2026-10-05T05:00:00Z # Monday, 07:00 in Madrid
world_new
number() { printf '42424%05d' "$1" | awk '{ print $1 ($1 % 7) }'; }
for i in $(seq 2000); do
	printf 'parcel dhl %s\nscan 0 05:00 accepted GETAFE\nscan 0 06:00 transit BURGOS\n' "$(number "$i")"
done >"$W/said"
fakes "$W/said"
sink
batch() { for i in $(seq "$1" "$2"); do echo "F-$i dhl $(number "$i") 2026-10-15"; done; }
asked() { grep -c . "$W/fakes.log"; }
registered() { api GET /v1/status | jq .store.shipments; }
# Polls stop; what is asked is answered, registrations with "not now".
stops() {
	local before
	eventually 20 room_is_gone
	before=$(asked)
	eventually 20 no_room_said # a parcel is due, and is not asked about
	sleep 1
	[ "$(asked)" = "$before" ] || fail "asked $(($(asked) - before)) times without room"
	p status >"$W/out"
	! grep -q 'All is well' "$W/out" || fail "status says that all is well"
}
no_room_said() { grep -q poll.no_room "$W/daemon.log"; }
room_is_gone() { api GET /v1/status | jq -e '.store.full or .store.used_percent >= 90' >/dev/null; }
goes_on() {
	before=$(asked)
	eventually 20 asked_more
	eventually 20 milestone_is F-50 in_transit
}
asked_more() { [ "$(asked)" -gt "$before" ]; }
mkdir "$W/store"
trap 'code=$?; set +e; umount -l "$W/store" 2>/dev/null; (exit "$code"); world_end' EXIT
if mount -t tmpfs -o size=8m none "$W/store" 2>"$W/mount"; then
	config
	daemon
	batch 1 50 | register_all
	eventually 10 milestone_is F-50 in_transit
	cat /dev/zero >"$W/store/ballast" 2>/dev/null || true
	stops
	claim "the disk is full: nobody is asked, and status says so"
	rm "$W/store/ballast"
	goes_on
	daemon_end TERM
	[ "$DAEMON_CODE" = 0 ] || fail "stopped with $DAEMON_CODE"
	umount "$W/store"
	claim "there is room again: it goes on by itself, and nothing is lost"
else
	echo "  skip: a full disk: $(cat "$W/mount")"
fi

rm -f "$W/daemon.log"
EXTRA='soft_limit = "64 MiB"' config
daemon
batch 1 50 | register_all
awk 'BEGIN {
	long = sprintf("%250s", ""); gsub(/ /, "x", long)
	print "order,carrier,number,promised_date,items,city"
	for (i = 100; i < 70000; i++) { stem = 424240000 + i; print "G-" i ",dhl," stem stem % 7 ",2026-10-15," long "," substr(long, 1, 90) }
}' >"$W/many.csv"
code=0
p import "$W/many.csv" >"$W/out" 2>"$W/err" || code=$?
[ "$code" = 1 ] && grep -q "$W/many.csv:[0-9]*: this line and those after it were not registered" "$W/err" "$W/out" ||
	fail "the limit holds nothing back: $code $(tail -n 3 "$W/err" "$W/out")"
stops
refused() { api POST /v1/shipments '{"order":"L-1","carrier":"dhl","number":"4242400010","promised_date":"2026-10-15"}' | jq -e '.code == "full"' >/dev/null; }
for ((more = 0; more < 5; more++)); do # pages that a commit freed may let some more in
	! refused || break
	p import "$W/many.csv" >"$W/out" 2>&1 || true
done
refused || fail "registered without room"
registered=$(registered)
claim "at its soft limit, with $registered parcels, the store takes no more and nobody is asked"
daemon_end TERM
sed -i 's/^soft_limit = .*/soft_limit = "1 GiB"/' "$W/puntual.conf"
daemon
[ "$(registered)" = "$registered" ] || fail "$(registered) of $registered left"
goes_on
[ -z "$(every /v1/outbox | jq -c 'select(.audience == "customer")')" ] || fail "customers heard: $(words customer)"
claim "with a higher limit all are there and it goes on; customers heard nothing"
