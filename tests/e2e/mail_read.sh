#!/usr/bin/env bash
# What a reader that is not ours makes of our mails, whatever the customer is called.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
if ! node_module mailparser@3.7.2; then
	echo "  skip: mailparser cannot be had from npm here"
	exit 0
fi
read_as() { # SHOWN NAME: each kind in each language to a customer of that name
	local folder
	folder=$(mktemp -d "$W/samples.XXXXXX")
	"$PUNTUAL_BUILD/tests/support/render_samples" "$folder" "$2" >/dev/null
	node tests/e2e/read_mails.js "$folder" "$1" >"$W/read" || fail "$2: $(cat "$W/read")"
	echo "$(($(awk '{ print $1 }' "$W/read") + ${mails_read:-0}))" >"$W/count"
	mails_read=$(cat "$W/count")
}
read_as "Ana Ejemplo" "Ana Ejemplo"
read_as "O'Brien, Pat <eve@evil.example>" "O'Brien, Pat <eve@evil.example>"
read_as 'Ana "la \ más" Ñandú; eve@evil.example,' 'Ana "la \ más" Ñandú; eve@evil.example,'
read_as "Ana Bcc: eve@evil.example <h1>x</h1> {{shop_name}} *b*" $'Ana\r\nBcc: eve@evil.example\r\n\r\n<h1>x</h1> {{shop_name}} *b*'
read_as "=?UTF-8?Q?=0D=0ABcc:_eve@evil.example?=" "=?UTF-8?Q?=0D=0ABcc:_eve@evil.example?="
read_as "陳小明 بابا 👩‍👩‍👧‍👦" "陳小明 بابا 👩‍👩‍👧‍👦"
claim "mailparser reads $mails_read mails, every kind and language under six names, as they were meant: subject, sender, one recipient, text, HTML"

# On the wire, and in order.
fakes - <<END
parcel dhl 4242400015
known 0 00:00
scan now label
eta now 2
END
sink
config 'pages_url = "https://envios.tienda.example"' 'return_path = rebote@tienda.example'
daemon
register "B-1" dhl 4242400015 "$(day 3)"
eventually 20 milestone_is B-1 label_created
printf 'parcel dhl 4242400015\nscan now accepted AGOST\neta now 5 6\n' | control
api POST /v1/shipments/B-1/poll '{}' >/dev/null
eventually 30 mails_are 1
printf 'parcel dhl 4242400015\nscan now delivered AGOST\n' | control
api POST /v1/shipments/B-1/poll '{}' >/dev/null
eventually 30 mails_are 2
node -e '(async () => {
	const fs = require("fs"), folder = process.argv[1], all = []
	for (const file of fs.readdirSync(folder).sort()) {
		const mail = await require("mailparser").simpleParser(fs.readFileSync(folder + "/" + file))
		all.push(Object.fromEntries(mail.headerLines.map((l) => [l.key, l.line.slice(l.key.length + 2)])))
	}
	console.log(JSON.stringify(all)) })()' "$W/mail/new" >"$W/headers"
header() { jq -r --argjson n "$1" --arg h "$2" '.[$n][$h] // ""' "$W/headers"; } # NUMBER NAME
first=$(header 0 message-id)
[[ $first =~ ^\<[0-9a-f]{32}@tienda\.example\>$ ]] || fail "message id: $first"
[ -z "$(header 0 in-reply-to)" ] || fail "the first word answers $(header 0 in-reply-to)"
[ "$(header 1 in-reply-to)" = "$first" ] && [ "$(header 1 references)" = "$first" ] || fail "the second word answers '$(header 1 in-reply-to)'"
claim "the second word about a parcel answers the first"
token=${first:1:32}
[ "$(header 0 return-path)" = "<rebote+$token@tienda.example>" ] || fail "returns to $(header 0 return-path)"
claim "what cannot be delivered returns to an address with the mail's own token"
link=$(header 0 list-unsubscribe)
[[ $link =~ ^\<https://envios\.tienda\.example/t/[A-Za-z0-9_-]{22}/stop\>$ ]] || fail "list-unsubscribe: $link"
[ "$(header 0 list-unsubscribe-post)" = "List-Unsubscribe=One-Click" ] || fail "$(header 0 list-unsubscribe-post)"
claim "each offers to stop with one POST (RFC 8058)"
