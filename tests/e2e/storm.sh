#!/usr/bin/env bash
# A burst of slips, as a bug would make it, trips the brake; people release or drop what is held, pause and go on.
# shellcheck source=tests/e2e/lib.sh
RATE=20 START=2026-05-25T08:05:00Z # a Monday, 10:05 in Madrid: none of it crosses an hour
. tests/e2e/lib.sh
world_new
number() { seq "$1" "$2" | awk '{ n = 424240000 + $1; print n (n % 7) }'; } # DHL Express: the last digit is the rest by 7
parcels() { # FROM TO LINE...: a parcel of the scenario for each
	number "$1" "$2" | while read -r n; do
		echo "parcel dhl $n"
		printf '%s\n' "${@:3}"
	done
}
register_all() { # FROM TO
	local from
	for from in $(seq "$1" 250 "$2"); do
		number "$from" $((from + 249 < $2 ? from + 249 : $2)) | jq -R . | jq -sc --argjson from "$from" --arg day "$(day 3)" \
			'{shipments: to_entries | map({order: "S-\($from + .key)", carrier: "dhl", number: .value, promised_date: $day,
			country: "ES", postcode: "48001", city: "Bilbao", customer_name: "Ana Ejemplo",
			customer_email: "s-\($from + .key)@ejemplo.example", customer_locale: "es"})}' >"$W/batch"
		api POST /v1/shipments "@$W/batch" | jq -e 'all(.results[]; .id)' >/dev/null || fail "not registered"
	done
}
ask_all() { # FROM TO
	curl -sS --unix-socket "$W/api.sock" -X POST -H 'Content-Type: application/json' --data '{}' -o /dev/null \
		"http://puntual/v1/shipments/S-[$1-$2]/poll"
}
held_are() { [ "$(api GET /v1/status | jq .store.held)" -eq "$1" ]; }
burst() { # FROM TO: they slip
	parcels "$1" "$2" 'known 0 00:00' 'scan now label' 'eta now 2' | control
	register_all "$1" "$2"
	eventually 30 labelled "$2"
	parcels "$1" "$2" 'scan now accepted AGOST' 'eta now 5 6' | control
	ask_all "$1" "$2"
}
labelled() { [ "$(awk '$4 == 200 { seen[$3] } END { for (n in seen) c++; print c + 0 }' "$W/fakes.log")" -ge "$1" ]; }
sent_as() { grep -c "event=notice.sent .*kind=$1 " "$W/daemon.log" || true; }
asked() { [ "$(sent_as brake)" -gt 0 ]; }
test_more_than() { [ "$(customers)" -gt "$1" ]; }
connections() { grep -c '^connect' "$W/sink.log"; }
recipients() { grep -ihE '^To:.*@ejemplo' -r "$W/mail/new"; }
slipped() { [ "$(api GET /v1/status | jq .store.states.slipping)" -eq "$1" ]; }
customers() { { grep -liE '^To:.*@ejemplo\.example' -r "$W/mail/new" || true; } | wc -l; }
customers_are() { [ "$(customers)" -eq "$1" ]; }

fakes - </dev/null
sink
GAP=1ms INTERVAL=2h config
daemon
burst 1 1000
eventually 30 slipped 1000
eventually 30 held_are 980
eventually 30 customers_are 20
claim "of 1,000 slips the brake let 20 mails go and held 980"
eventually 30 asked
claim "the shop was asked, by mail"

began=$(date +%s%3N)
p outbox release --all >/dev/null
eventually 30 customers_are 1000
took=$(($(date +%s%3N) - began))
echo "  figure: 980 held notices released and sent in $took ms, $((980000 / took)) a second, on $(connections) connections"
held_are 0 || fail "some are held"
[ "$(recipients | sort | uniq -d | wc -l)" = 0 ] || fail "somebody got two"
[ "$(connections)" -le 8 ] || fail "$(connections) connections: not reused"
claim "release sends them all, each once"
[ "$(sent_as brake)" = 1 ] || fail "the shop was asked $(sent_as brake) times"
claim "and the shop was asked once"

burst 1001 1100
eventually 30 held_are 100
p outbox drop --all >/dev/null
held_are 0 || fail "not dropped"
ask_all 1001 1100
never 2 customers_are 1001
customers_are 1000 || fail "$(customers) mails"
claim "of a second burst, held, drop lets none go, nor are they said again"

burst 1101 1220
eventually 30 held_are 120
sed -i 's/per_minute = 0/per_minute = 300/' "$W/puntual.conf"
kill -HUP "$DAEMON"
eventually 5 grep -q config.reloaded "$W/daemon.log"
p outbox release --all >/dev/null
eventually 10 test_more_than 1040
p pause customers >/dev/null
at_pause=$(customers)
never 3 test_more_than $((at_pause + 4)) # in a worker's hands already
stopped=$(customers)
[ "$stopped" -lt 1100 ] || fail "too many to tell: $stopped"
claim "a rate of 300 a minute is kept, and pause stops them amid a release ($((stopped - 1000)) of 120 had left)"
sed -i 's/per_minute = 300/per_minute = 0/' "$W/puntual.conf"
kill -HUP "$DAEMON"
never 2 test_more_than "$stopped"
p resume customers >/dev/null
eventually 20 customers_are 1120
[ "$(recipients | sort | uniq -d | wc -l)" = 0 ] || fail "somebody got two"
claim "resume goes on to the last, each once"
