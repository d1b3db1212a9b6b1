#!/usr/bin/env bash
# What a person does at the desk in a real browser: another date with its preview and the tone guard, taken back and sent once; marks, calls,
# held words; in Spanish and English, light and dark, wide and narrow, with scripts and without.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
needs_browser
START=2026-10-05T08:00:00Z
RATE=2
world_new
fakes - <<-END
	parcel dhl 4242400020
	scan 0 07:00 accepted GETAFE
	scan 0 07:30 transit <img/src=x>BURGOS
	eta now 3 6
	parcel dhl 4242400021
	scan 0 07:00 accepted GETAFE
	eta now 3 6
END
sink
pages
daemon
register wide dhl 4242400020 "$(day 3)"
register second dhl 4242400021 "$(day 3)"
is_on_its_way() { api GET "/v1/shipments/$1" | jq -e '.last_scan != null' >/dev/null; }
eventually 30 is_on_its_way wide
eventually 30 is_on_its_way second
LOGIN=$(p desk invite ana@ejemplo.example --role support --json | jq -r .link)
in_browser 280 desk_actions.js "$LOGIN" wide second
claim "another date is shown as it will leave, refused while it blames, taken back, and sent; marks, calls and held words can be undone"
written() { api GET "/v1/outbox?limit=200" | jq -e '[.results[] | select(.kind == "delay" and .state == "sent")] | length == 1' >/dev/null; }
eventually 90 written
[ "$(mails | wc -l)" = 1 ] || fail "$(mails | wc -l) mails"
# shellcheck disable=SC2046 # one name a line
shows -F "preparado" $(mails) || fail "the mail lacks the words that were typed"
claim "what was sent by hand left once, with the words that were typed"
