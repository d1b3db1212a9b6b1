#!/usr/bin/env bash
# A customer's page: what it says in each state, and that what is done on it is kept, heard by a person and acknowledged.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
RATE=600
START=2026-10-05T06:00:00Z
world_new
fakes - <<-END
	parcel dhl 4242400010
	scan 0 07:00 accepted GETAFE
	scan 0 07:30 transit BURGOS
	eta now 3
	parcel dhl 4242400020
	scan 0 07:00 accepted GETAFE
	scan 0 07:50 delivered BILBAO
END
sink
pages
daemon
register slip dhl 4242400010 "$(day 3)"
register came dhl 4242400020 "$(day 3)"
eventually 20 milestone_is came delivered
eventually 20 milestone_is slip in_transit
link() { api GET "/v1/shipments/$1" | jq -r .link; }
page() { curl -sS --max-time 20 -D "$W/head" "$PAGES/t/$1"; }
post() { curl -sS --max-time 20 -o "$W/posted" -w '%{http_code}' "$PAGES/t/$1" --data "$2"; }
says() { page "$1" | shows -F -- "$2"; }
SLIP=$(link slip)
CAME=$(link came)
[ "${#SLIP}" -ge 20 ] || fail "no link: $SLIP"
says "$SLIP" 'como te prometimos' || fail "$(page "$SLIP")"
says "$CAME" '¿Cumplimos nuestra palabra?' || fail "$(page "$CAME")"
grep -qi '^X-Robots-Tag: noindex' "$W/head" && grep -qi '^Content-Security-Policy:' "$W/head" || fail "$(cat "$W/head")"
page "$SLIP" | shows -E '4242400010|slip@|dhl' && fail "it says more than it must: $(page "$SLIP")"
claim "the page says what was promised, and nothing that its reader does not need"
printf 'parcel dhl 4242400010\neta now 5 6\n' | control
p poll slip >/dev/null
eventually 30 says "$SLIP" 'No vamos a cumplirlo, y lo sentimos.'
says "$SLIP" 'Sabrás de nosotros el' || fail "no next word: $(page "$SLIP")"
claim "a slip stands on it once it was told, with the new window and the next word"
[ "$(post "$SLIP/choice" 'choice=call')" = 303 ] || fail "$(cat "$W/posted")"
kill -9 "$DAEMON"
wait "$DAEMON" 2>/dev/null || true
daemon
says "$SLIP" 'Elegido:' || fail "the choice is gone"
[ "$(post "$SLIP/choice" 'choice=write&text=%3Cscript%3Ealert(1)%3C%2Fscript%3E+es+un+regalo')" = 303 ] || fail "$(cat "$W/posted")"
[ "$(post "$CAME/kept" 'kept=no&text=Lleg%C3%B3+mojado')" = 303 ] || fail "$(cat "$W/posted")"
kill -9 "$DAEMON"
wait "$DAEMON" 2>/dev/null || true
daemon
api GET /v1/cases | jq -e '[.results[] | select(.reason == "customer") | .notes[].text] | sort == ["<script>alert(1)</script> es un regalo", "Llegó mojado", "call"]' >/dev/null || fail "$(api GET /v1/cases)"
says "$CAME" 'Gracias por decírnoslo' || fail "the answer is gone"
claim "a choice, a message and an answer outlive SIGKILL right after they were acknowledged"
eventually 30 words_are customer "delay:1 received:3"
claim "each is acknowledged by mail"
for way in "$SLIP/wait" "$SLIP/cancel" "$CAME/kept" "$SLIP/stop"; do
	says "$way" '<form' || fail "$way: $(page "$way")"
done
[ "$(api GET /v1/shipments/slip | jq -r .state)" = slipping ] || fail "looking changed something"
! says "$SLIP" 'chosen" name="notices" value="nothing"' || fail "looking stopped the mails"
[ "$(post "$SLIP/stop" 'List-Unsubscribe=One-Click')" = 303 ] || fail "$(cat "$W/posted")"
says "$SLIP" 'choice chosen" name="notices" value="nothing"' || fail "it goes on writing"
claim "looking does nothing; one click stops the mails"
for wrong in nobody "${SLIP%?}" "${SLIP}x" "$SLIP/none"; do
	[ "$(curl -sS -o "$W/none" -w '%{http_code}' "$PAGES/t/$wrong")" = 404 ] || fail "$wrong: $(cat "$W/none")"
done
claim "every wrong link is the same 404"
