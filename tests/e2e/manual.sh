#!/usr/bin/env bash
# The manual says what the program's help says, no more and no less, and roff takes it.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
program=$PUNTUAL_BUILD/puntual
monitor/man/write "$program" puntual.1 >"$W/puntual.1"
monitor/man/write "$program" puntual.conf.5 >"$W/puntual.conf.5"
names() { "$program" help | sed -n 's/^  \([a-z][a-z-]*\)  *.*/\1/p'; }
[ "$(names)" = "$(sed -n '/^\.SH COMMANDS/,/^\.SH OPTIONS/s/^\.B //p' "$W/puntual.1" | sed 's/\\-/-/g')" ] || fail "commands differ"
options() { grep -oE -- '--[a-z][a-z-]*' | sort -u; }
names | while read -r name; do "$program" help "$name"; done | options >"$W/helped"
echo "--help" | sort -u - "$W/helped" >"$W/options"
sed 's/\\-/-/g' "$W/puntual.1" | options | diff "$W/options" - || fail "options differ"
claim "every command and option of the help stands in the manual, and the reverse"
# shellcheck disable=SC2016 # the table writes them so
[ "$(sed -n 's/^\.B //p' "$W/puntual.conf.5" | sed 's/\\-/-/g')" = "$(sed -n 's/^| `\([a-z_.]*\)`.*/\1/p' monitor/config/README.md)" ] || fail "configuration differs"
claim "and every option of the configuration"
if command -v man >/dev/null; then
	for page in puntual.1 puntual.conf.5; do
		man --warnings -E UTF-8 -l "$W/$page" 2>&1 >/dev/null | tee "$W/warned"
		[ ! -s "$W/warned" ] || fail "$page: $(cat "$W/warned")"
	done
	claim "roff has nothing to say against it"
fi
