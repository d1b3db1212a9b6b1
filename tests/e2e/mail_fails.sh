#!/usr/bin/env bash
# Mail that fails: the wrong password, a relay that refuses us, greylisting, one bad mailbox, connections that break, nobody there, a server that is slow.
# shellcheck source=tests/e2e/lib.sh
RATE=60 START=2026-05-25T08:05:00Z # a Monday, 10:05 in Madrid; a minute a second
. tests/e2e/lib.sh
world_new
number() { echo $((4242400 + $1)) | awk '{ n = 42 $1; print n (n % 7) }'; } # DHL Express: the last digit is the rest by 7
slip_all() { # FIRST LAST: orders M-n
	local i
	for i in $(seq "$1" "$2"); do printf 'parcel dhl %s\nknown 0 00:00\nscan now label\neta now 2\n' "$(number "$i")"; done | control
	for i in $(seq "$1" "$2"); do register "M-$i" dhl "$(number "$i")" "$(day 3)"; done
	for i in $(seq "$1" "$2"); do eventually 20 milestone_is "M-$i" label_created; done
	for i in $(seq "$1" "$2"); do printf 'parcel dhl %s\nscan now accepted AGOST\neta now 5 6\n' "$(number "$i")"; done | control
	for i in $(seq "$1" "$2"); do api POST "/v1/shipments/M-$i/poll" '{}' >/dev/null; done
}
# again SCRIPT [ARG...]: another mail server in the old one's place
again() {
	printf '%s\n' "$1" >"$W/script"
	shift
	sink --script "$W/script" "$@"
	[ -n "${DAEMON:-}" ] || return 0
	sed -i "s|url = smtp.*|url = $MAIL_URL|" "$W/puntual.conf"
	kill -HUP "$DAEMON"
}
mail_is() { [ "$(api GET /v1/status | jq -r .mail.state)" = "$1" ]; }
pending_are() { [ "$(api GET '/v1/outbox?limit=200' | jq '[.results[] | select(.kind == "delay" and .state == "pending")] | length')" -eq "$1" ]; }
told() { grep -c '^hook.*"kind":"channel_failing"' "$W/fakes.log" 2>/dev/null || true; }
told_are() { [ "$(told)" -eq "$1" ]; }
# Each order's delay came once, no more.
once_each() { # FIRST LAST
	local i
	for i in $(seq "$1" "$2"); do
		[ "$(mails_to "m-$i@ejemplo" | wc -l)" = 1 ] || fail "M-$i: $(mails_to "m-$i@ejemplo" | wc -l) mails"
	done
}
arrived() { local i; for i in $(seq "$1" "$2"); do [ -n "$(mails_to "m-$i@ejemplo")" ] || return 1; done; }
state_of() { notices_of "$1" | jq -r 'select(.kind == "delay").state'; }
in_state() { [ "$(state_of "$1")" = "$2" ]; }

fakes - </dev/null
refused() { # NAME FIRST LAST SCRIPT [ARG...]: nobody can be reached; nothing is lost, the shop hears of it, all go when it works
	local name=$1 first=$2 last=$3 before
	before=$(told)
	again "${@:4}"
	[ -n "${DAEMON:-}" ] || { EXTRA=$(channel webhook) config 'alerts = "email, webhook"' "brake_floor = 1000"; daemon; }
	slip_all "$first" "$last"
	eventually 20 mail_is failing
	eventually 10 told_are $((before + 1))
	p status | shows -i "correo\|mail" || fail "status is silent: $(p status)"
	eventually 10 pending_are $((last - first + 1))
	never 2 test -n "$(mails)"
	claim "$name: all stay pending, status says so, the shop hears by its webhook"
	again "" "${@:5}"
	eventually 20 arrived "$first" "$last"
	eventually 5 mail_is ok
	never 1 test "$(mail_count)" -gt $((last - first + 1))
	once_each "$first" "$last"
	[ "$(told)" = $((before + 1)) ] || fail "told $(told) times"
	rm -f "$W"/mail/new/*
	claim "$name: when mail works, each goes out once"
}
refused "the sender is refused (554)" 1 6 'mail * always reply 554 5.7.1 Relay denied'
refused "each recipient is refused (554)" 11 16 'rcpt * always reply 554 5.7.1 Relay denied'

sed -i "s|^hello = .*|&\nuser = invented\npassword = $W/secrets/mail|" "$W/puntual.conf"
wrong=$W/secrets/mail
printf wrong >"$wrong"
refused_login() { # as above, with a login; the word is corrected in its file
	local before
	before=$(told)
	again "" --user invented --password invented-mail
	slip_all 21 26
	eventually 20 mail_is failing
	eventually 10 told_are $((before + 1))
	eventually 10 pending_are 6
	grep -q 'detail="535' "$W/daemon.log" || fail "no 535"
	! grep -rq 'invented-mail\|=wrong' "$W/daemon.log" || fail "the password is in the log"
	never 2 test -n "$(mails)"
	claim "a wrong password (535): all stay pending, the shop hears by its webhook"
	printf invented-mail >"$wrong"
	kill -HUP "$DAEMON"
	eventually 20 arrived 21 26
	eventually 5 mail_is ok
	once_each 21 26
	rm -f "$W"/mail/new/*
	claim "with the right one, each goes out once"
}
refused_login

# From here on mail works, but for single messages. Retries come after about a minute, here a second.
again 'rcpt M-31@ 1 reply 451 4.7.1 Come again later
rcpt M-32@ always reply 550 5.1.1 No such mailbox
body M-33@ 1 cut
final M-34@ 1 cut
final M-35@ 1 keep-cut' --user invented --password invented-mail
slip_all 31 36
eventually 30 arrived 31 31
eventually 30 arrived 33 36
eventually 30 in_state M-35 sent
once_each 31 31
claim "greylisting: retried and delivered once"
eventually 5 in_state M-32 refused
api GET /v1/cases | jq -e 'any(.results[]; .order == "M-32" and .reason == "refused")' >/dev/null || fail "no case"
[ -z "$(mails_to m-32@ejemplo)" ] || fail "delivered to nobody"
mail_is ok || fail "one mailbox made the channel fail"
claim "one mailbox that does not exist (550): refused, a case, the others unaffected"
once_each 33 34
claim "cut amid the message, cut after the final dot: exactly one mail each"
[ "$(mails_to m-35@ejemplo | wc -l)" = 2 ] || fail "kept, then cut: $(mails_to m-35@ejemplo | wc -l) mails"
grep -q 'notice.waits .*answer=in_doubt' "$W/daemon.log" || fail "no doubt"
mails_to m-35@ejemplo | xargs md5sum | awk '{ print $1 }' | sort -u | wc -l | shows -x 1 ||
	fail "not the same bytes: $(mails_to m-35@ejemplo | xargs diff)"
claim "taken, but the answer lost: in doubt, repeated with the same Message-ID and bytes"
once_each 36 36

# Nobody listens; then a server that takes seconds for every word, its banner first.
kill "$SINK_PID"
slip_all 41 44
eventually 20 mail_is failing
eventually 10 pending_are 4
never 2 test -n "$(mails_to m-41@ejemplo)"
claim "a mail server that is down: all stay pending"
doubts=$(grep -c 'answer=in_doubt' "$W/daemon.log")
began=$(date +%s%3N)
again 'connect * always wait 3000
ehlo * always wait 1000
mail * always wait 700
rcpt * always wait 700
data * always wait 1000
body * always wait 1000
final * always wait 2000' --user invented --password invented-mail
eventually 90 arrived 41 44
took=$(($(date +%s%3N) - began))
eventually 10 mail_is ok
never 2 test "$(mails_to m-41@ejemplo | wc -l)" -gt 1
once_each 41 44
[ "$(grep -c 'answer=in_doubt' "$W/daemon.log")" = "$doubts" ] || fail "a slow answer was taken for a doubt"
echo "  figure: four mails to a server that takes 9 s for each came after $took ms"
claim "slow banner, slow commands, slow DATA: the others wait, each is sent once, none in doubt"
