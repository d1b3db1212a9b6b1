#!/usr/bin/env bash
# Every kind of mail in every language, as a phone and a mail program show it.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
CHROMIUM=$(command -v chromium || true)
export CHROMIUM
if [ -z "$CHROMIUM" ] || ! node_module playwright-core@1.65.1 || ! node_module axe-core@4.14.1; then
	echo "  skip: chromium, playwright-core or axe-core cannot be had here"
	exit 0
fi
world_new
"$PUNTUAL_BUILD/tests/support/render_samples" "$W/samples" >/dev/null
timeout 200 node tests/e2e/mail_looks.js "$W/samples" >"$W/looked" 2>&1 || fail "$(cat "$W/looked")"
[ "$(wc -l <"$W/looked")" = 1 ] && [ "$(cat "$W/looked")" -gt 100 ] || fail "$(cat "$W/looked")"
claim "$(cat "$W/looked") mails fit a phone of 320 and 360 pixels and a window of 700, light and dark; axe-core finds nothing in the Spanish ones"
