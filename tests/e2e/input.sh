#!/usr/bin/env bash
# What people get wrong: a CSV file, a configuration, an argument. Each mistake has its line, and nothing else suffers.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
fakes - <<<''
config
daemon
code=0
{
	echo order,carrier,number,promised_date,customer_email
	echo "I-1,dhl,4242424244,$(day 3),ana@ejemplo.example"
	echo "I-2,dhl,4242400010,$(day 3),ana@ejemplo.example,too,many"
	echo "I-3,acme,4242400021,$(day 3),ana@ejemplo.example"
	echo "I-4,dhl,4242400032,2026-02-30,ana@ejemplo.example"
	echo "I-5,dhl,4242400043,$(day 3),not an address"
	echo "I-6,dhl,,$(day 3),ana@ejemplo.example"
	echo "I-7,dhl,4242400054,$(day 800),ana@ejemplo.example"
	echo "I-8,dhl,4242400065,$(day -800),ana@ejemplo.example"
	echo "I-9,dhl,4242400076,soon,ana@ejemplo.example"
	printf 'I-10,dhl,\xff\xfe,%s,ana@ejemplo.example\n' "$(day 3)"
	echo "I-11,dhl,4242400080,$(day 3),ana@ejemplo.example"
	echo "I-12,\"dhl,4242400091,$(day 3),ana@ejemplo.example"
} >"$W/rows.csv"
p import "$W/rows.csv" >"$W/out" 2>"$W/err" || code=$?
[ "$code" = 1 ] || fail "import exits with $code: $(cat "$W/err")"
said() { grep -qF "$W/rows.csv:$1: $2" "$W/err" || fail "line $1 does not say '$2': $(cat "$W/err")"; }
said 3 '7 values for 5 fields'
said 4 'carrier: has no account'
said 5 'promised_date: must be a date that exists'
said 6 'customer_email: must be one mail address'
said 7 'number: is required'
said 8 'promised_date: lies more than a year'
said 9 'promised_date: lies more than a year'
said 10 'promised_date: must be a date that exists'
said 11 'number: must be a tracking number'
said 13 'a quoted value does not end'
[ "$(grep -c "^$W/rows.csv:" "$W/err")" = 10 ] || fail "lines too many: $(cat "$W/err")"
grep -q '^2 registered, 0 known already, 10 refused' "$W/out" || fail "said: $(cat "$W/out")"
[ "$(every /v1/shipments | jq -r .order | sort | tr '\n' ' ')" = "I-1 I-11 " ] || fail "registered: $(every /v1/shipments)"
claim "of twelve rows of a CSV file ten are refused, each with file, line and what to write instead; two are registered"
sed -i '3s/,too,many//; 13s/"//' "$W/rows.csv"
p import "$W/rows.csv" >"$W/out" 2>/dev/null || true
grep -q '^2 registered, 2 known already, 8 refused' "$W/out" || fail "said: $(cat "$W/out")"
claim "what was mended is registered when it is run again"

# refused CODE WORDS COMMAND...: ends so and says so.
refused() {
	local expected=$1 words=$2 code=0
	shift 2
	"$@" >"$W/out" 2>"$W/err" || code=$?
	[ "$code" = "$expected" ] && grep -qF -- "$words" "$W/err" "$W/out" || fail "$*: $code, $(cat "$W/err" "$W/out")"
}
refused 1 'promised_date' p add order=I-20 carrier=dhl number=4242400102 promised_date=2026-13-01
refused 1 'carrier' p add order=I-20 carrier=acme number=4242400102 "promised_date=$(day 3)"
refused 2 'colour' p add order=I-20 colour=red
refused 2 '' p import
refused 1 "$W/none.csv" p import "$W/none.csv"
echo 'order,colour' >"$W/head.csv"
refused 1 "$W/head.csv:1: there is no field 'colour'" p import "$W/head.csv"
claim "an impossible date, an unknown carrier, an unknown field, a missing file: said, and nothing registered"
[ "$(api POST /v1/shipments '{"order":' | jq -r .code)" = malformed ] || fail "broken JSON is taken"
head -c 2000000 /dev/zero | tr '\0' ' ' >"$W/large"
[ "$(curl -s -o /dev/null -w '%{http_code}' --unix-socket "$W/api.sock" \
	-X POST -H 'Content-Type: application/json' --data-binary "@$W/large" http://puntual/v1/shipments)" = 413 ] || fail "two MiB are taken"
answers >/dev/null || fail "no answer any more"
claim "broken and oversized requests are refused, and the daemon goes on"

wrong() { # wrong SED WORDS: the configuration changed so is refused with its line
	local line
	sed "$1" "$W/puntual.conf" >"$W/wrong.conf"
	line=$(diff "$W/puntual.conf" "$W/wrong.conf" | sed -n '1s/c.*//p' || true)
	[ -n "$line" ] || fail "changes nothing: $1"
	refused 2 "$W/wrong.conf:$line: $2" "$PUNTUAL_BUILD/puntual" check-config -c "$W/wrong.conf"
	refused 2 "$W/wrong.conf:$line: $2" "$PUNTUAL_BUILD/puntual" serve -c "$W/wrong.conf"
}
wrong 's/^per_minute = 0/per_minute = many/' 'per_minute'
wrong 's/^zone = .*/zone = Europe\/Atlantis/' 'zone'
wrong 's/^quiet = none/quiet = 25:00-08:00/' 'quiet'
wrong 's/^adapter = ups/adapter = acme/' 'adapter'
wrong 's/^locale = .*/colour = red/' ''
wrong 's/^from = .*/from = noreply@tienda.example/' 'from'
sed "s,^key = .*/fedex,key = $W/secrets/none," "$W/puntual.conf" >"$W/wrong.conf"
refused 2 "$W/wrong.conf:$(grep -n secrets/none "$W/wrong.conf" | cut -d: -f1): key: the credential cannot be read" \
	"$PUNTUAL_BUILD/puntual" serve -c "$W/wrong.conf"
claim "a configuration that is wrong is refused with file and line, and status 2"
