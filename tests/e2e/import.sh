#!/usr/bin/env bash
# A large file is imported while client and daemon are killed again and again: in the end all is there, as if nothing had happened.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
ROWS=8000
KILLS=4
{
	echo "Pedido;Seguimiento;Entrega;CP;Cliente;Correo"
	seq "$ROWS" | awk -v promised="$(date -ud '+3 days' +%d/%m/%Y)" '{
		stem = 424240000 + $1
		printf "I-%d;%d%d;%s;%05d;Ana Ejemplo;i-%d@ejemplo.example\n", $1, stem, stem % 7, $1 % 1000 == 0 ? "31/02/2026" : promised, 1000 + $1 % 50000, $1
	}'
} >"$W/ventas.csv"
mkdir "$W/entra"
EXTRA="import ventas {
	shop = violeta
	columns = 'Pedido = order, Seguimiento = number, Entrega = promised_date, CP = postcode, Cliente = customer_name, Correo = customer_email'
	fixed = 'carrier = dhl, country = ES'
	dates = DD/MM/YYYY
	folder = $W/entra
}"
FAKES=http://127.0.0.1:9
config
sed -i 's,^log_level = debug,log_level = err,' "$W/puntual.conf"
import() { p import --lang en --profile ventas --errors "$W/bad.csv" "$W/ventas.csv" >"$W/import" 2>"$W/refused"; }
# What registrations hold, and the ids that they were given: not what time has made of them.
held() { p export | sed 's/,[^,]*Z,on_track.*//' >"$1"; }

daemon
began=$(date +%s%3N)
import && fail "nothing was refused"
echo "  figure: importing $ROWS rows took $(($(date +%s%3N) - began)) ms"
grep -q "^$((ROWS - ROWS / 1000)) registered, 0 known already, $((ROWS / 1000)) refused" "$W/import" || fail "$(cat "$W/import")"
[ "$(grep -c '^[^ ]*ventas.csv:[0-9]*001: Entrega: must be a date' "$W/refused")" = $((ROWS / 1000)) ] || fail "$(head -n 3 "$W/refused")"
[ "$(wc -l <"$W/bad.csv")" = $((ROWS / 1000 + 1)) ] || fail "$(head -n 3 "$W/bad.csv")"
held "$W/whole"
[ "$(wc -l <"$W/whole")" = $((ROWS - ROWS / 1000 + 1)) ] || fail "exported: $(wc -l <"$W/whole")"
claim "each bad row is told with line and column, and the others are there"
daemon_end
rm -rf "$W/store"

daemon
for ((kill = 1; kill <= KILLS; kill++)); do
	import &
	CLIENT=$!
	sleep "0.$((RANDOM % 5))$((RANDOM % 10))"
	if ((kill % 2)); then
		pkill -KILL -P "$CLIENT" 2>/dev/null || true
		wait "$CLIENT" 2>/dev/null || true
	else
		daemon_end KILL
		wait "$CLIENT" 2>/dev/null || true
		daemon
	fi
done
import && fail "nothing was refused"
grep -q " $((ROWS / 1000)) refused" "$W/import" || fail "$(cat "$W/import")"
[ "$(wc -l <"$W/bad.csv")" = $((ROWS / 1000 + 1)) ] || fail "$(head -n 3 "$W/bad.csv")"
held "$W/again"
cmp "$W/whole" "$W/again" || fail "not the same in the end: $(diff "$W/whole" "$W/again" | head -n 4)"
claim "killed $KILLS times, client and daemon in turn, and run again: the same in the end, to the byte"

daemon_end
rm -rf "$W/store"
daemon
cp "$W/ventas.csv" "$W/entra/.half"
mv "$W/entra/.half" "$W/entra/ventas.csv"
some_are_in() { [ "$(p export | wc -l)" -gt 500 ]; }
eventually 20 some_are_in
daemon_end KILL
[ -f "$W/entra/ventas.csv" ] || echo "  it was over before the kill"
daemon
moved() { [ -f "$W/entra/failed/ventas.csv" ]; }
eventually 30 moved
[ "$(wc -l <"$W/entra/failed/ventas.csv.refused")" = $((ROWS / 1000 + 1)) ] || fail "$(head -n 3 "$W/entra/failed/ventas.csv.report")"
held "$W/watched"
cmp "$W/whole" "$W/watched" || fail "not the same from the folder: $(diff "$W/whole" "$W/watched" | head -n 4)"
claim "a file in the watched folder, killed in the middle: all of it once, and the refused rows beside it"
