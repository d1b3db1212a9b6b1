#!/usr/bin/env bash
# A mail that a real mail server cannot deliver comes back as its report, and a person hears that this customer cannot be reached.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
number() { printf '42424%05d' "$1" | awk '{ print $1 ($1 % 7) }'; }
mkdir -p "$W/back/new" "$W/back/cur" "$W/back/tmp"
printf 'rcpt B-1@ always reply 550 5.1.1 No such mailbox\nrcpt B-2@ always reply 552 5.2.2 Mailbox full\n' >"$W/script"
for i in 1 2 3 4; do printf 'parcel dhl %s\nknown 0 00:00\nscan now label\neta now 2\n' "$(number "$i")"; done >"$W/parcels"
fakes - <"$W/parcels"
sink --script "$W/script"
out=$MAIL_URL
relay "action \"back\" maildir \"$W/back\" virtual <anybody>" "action \"out\" relay host $out" \
	'match from any for domain "tienda.example" action "back"' 'match from any for any action "out"'
chown -R nobody "$W/back"
config 'return_path = rebote@tienda.example'
daemon
slip() { # ORDER: the expected day moves past the promise
	printf 'parcel dhl %s\nscan now accepted AGOST\neta now 5\n' "$(number "${1#B-}")" | control
	api POST "/v1/shipments/$1/poll" '{}' >/dev/null
}
for i in 1 2 3; do register "B-$i" dhl "$(number "$i")" "$(day 3)"; done
for i in 1 2 3; do eventually 20 milestone_is "B-$i" label_created; done
for i in 1 2 3; do slip "B-$i"; done
eventually 30 mails_are 1
reports_are() { [ "$(find "$W/back/new" -type f -exec grep -l 'delivery-status' {} + | wc -l)" -ge "$1" ]; }
eventually 60 reports_are 2
claim "opensmtpd took all three, delivered one and sent two reports to the return path"
grep -hi '^Delivered-To: rebote+' -r "$W/back/new" | sort -u | wc -l | shows -x 2 || fail "tokens: $(grep -hi '^Delivered-To' -r "$W/back/new")"

daemon_end
code=0
p bounce --maildir "$W/back" 2>/dev/null || code=$?
[ "$code" = 75 ] || fail "exit code $code while the daemon is away"
reports_are 2 || fail "a report was lost"
daemon
claim "while the daemon is away they wait (75)"
cat "$(find "$W/back/new" -type f | head -n 1)" >"$W/report"
p bounce --maildir "$W/back" >"$W/taken"
[ "$(grep -c 'ha vuelto\|came back' "$W/taken")" = 2 ] || fail "$(cat "$W/taken")"
p bounce <"$W/report" | shows 'ya se sabía\|known already' || fail "not known"
sed 's/rebote+[0-9a-f]*/rebote+0123456789abcdef0123456789abcdef/; /^Message-ID:/Id' "$W/report" >"$W/forged"
p bounce <"$W/forged" | shows 'ningún\|no mail of ours' || fail "a made up report was believed"
[ "$(api GET /v1/status | jq -c .bounces)" = '{"taken":2,"unknown":1}' ] || fail "$(api GET /v1/status | jq -c .bounces)"
claim "each report is taken once, from a Maildir or a pipe; one that was made up is counted and changes nothing"
[ "$(api GET /v1/suppressed | jq -c '[.results[].email]')" = '["B-1@ejemplo.example"]' ] || fail "$(p suppress ls)"
claim "the dead address is suppressed; the one whose mailbox is full is not"
for i in 1 2; do
	every /v1/cases | jq -es --arg o "B-$i" 'any(.order == $o and .reason == "unreachable" and .owner == "Marta Ejemplo")' >/dev/null ||
		fail "no case for B-$i: $(every /v1/cases)"
done
claim "both are cases with the contact's name: this customer was not reached"
p outbox show "$(notices_of B-1 | jq -r 'select(.kind == "delay").id')" | shows 'Devuelto\|Came back' || fail "outbox show says nothing"
register B-4 dhl "$(number 4)" "$(day 3)" customer_email=B-1@ejemplo.example
eventually 20 milestone_is B-4 label_created
slip B-4
has_case() { every /v1/cases | jq -es --arg o "$1" 'any(.order == $o and .reason == "unreachable")'; }
eventually 20 has_case B-4
[ -z "$(notices_of B-4 | jq 'select(.audience == "customer")')" ] || fail "a notice to a dead address"
claim "the next word to a suppressed address is a case, not a mail"
p suppress rm b-1@ejemplo.example >/dev/null
[ "$(api GET /v1/suppressed | jq -c .results)" = '[]' ] || fail "not lifted"
claim "a person lifts it"
