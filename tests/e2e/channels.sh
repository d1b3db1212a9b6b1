#!/usr/bin/env bash
# Other channels than mail: a webhook that another implementation verifies, whose receiver rests and goes; wishes of customers; chats.
# shellcheck source=tests/e2e/lib.sh
RATE=60 START=2026-05-25T08:05:00Z # a Monday, 10:05 in Madrid; a minute a second
. tests/e2e/lib.sh
world_new
number() { echo $((4242400 + $1)) | awk '{ n = 42 $1; print n (n % 7) }'; } # DHL Express: the last digit is the rest by 7
slip() { # N [FIELD=VALUE...]: order H-N is registered, and slips
	local n=$1
	shift
	printf 'parcel dhl %s\nknown 0 00:00\nscan now label\neta now 2\n' "$(number "$n")" | control
	register "H-$n" dhl "$(number "$n")" "$(day 3)" "customer_phone=+34 600 000 000" "$@"
	eventually 20 milestone_is "H-$n" label_created
	printf 'parcel dhl %s\nscan now accepted AGOST\neta now 5 6\n' "$(number "$n")" | control
	api POST "/v1/shipments/H-$n/poll" '{}' >/dev/null
}
took() { grep "^hook $1 .*H-$2" "$W/fakes.log"; } # KIND N: what its other end took about the order
delay_of() { notices_of "H-$1" | jq -c 'select(.kind == "delay")'; }
sent_by() { [ "$(delay_of "$1" | jq -r "select(.channel == \"$2\").state")" = sent ]; } # N KIND
times() { [ "$(took "$1" "$2" | wc -l)" = "$3" ]; }

fakes - </dev/null
sink
printf 'whsec_%s\n' "$(printf 'the-secret-that-comes-next' | base64)" >>"$W/secrets/webhook"
EXTRA="$(channel webhook) $(channel sms) $(channel slack) $(channel ntfy)" \
	config 'channels = "webhook, email, sms"' 'alerts = "slack, email, ntfy"'
daemon

slip 1
eventually 20 sent_by 1 webhook
times webhook 1 1 || fail "$(took webhook 1)"
[ -z "$(mails_to h-1@ejemplo)" ] || fail "told twice"
took webhook 1 | cut -d ' ' -f 4- | jq -e '.type == "notice.delay" and .data.recipient.email == "H-1@ejemplo.example" and
	(.data.text | contains("Marta Ejemplo"))' >/dev/null || fail "$(took webhook 1)"
claim "a slip is told by the webhook, once, and not by mail"

verify() { # SECRET: each signed request of the log, by npm standardwebhooks
	NODE_PATH=build/npm/node_modules node -e '
		const { Webhook } = require("standardwebhooks"), fs = require("fs");
		const lines = fs.readFileSync(process.argv[2], "utf8").split("\n");
		const start = Math.floor(Date.parse(process.argv[3]) / 1000);
		let good = 0;
		lines.forEach((line, i) => {
			if (!line.startsWith("signed ")) return;
			const [, id, at, ...signatures] = line.split(" ");
			const body = lines[i + 1].split(" ").slice(3).join(" ");
			// the world of this scenario is not the verifier'"'"'s
			Date.now = () => Number(at) * 1000;
			new Webhook(process.argv[1]).verify(body, { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signatures.join(" ") });
			good++;
		});
		console.log(good);' "$1" "$W/fakes.log" "$START"
}
if ! command -v npm >/dev/null; then
	echo "  skip: npm is missing: no other implementation verifies the signatures"
elif ! npm install --silent --no-audit --no-fund --prefix build/npm standardwebhooks@1.1.1 >"$W/npm.log" 2>&1; then
	echo "  skip: npm cannot fetch standardwebhooks: no other implementation verifies the signatures"
else
	old=$(head -n 1 "$W/secrets/webhook") next=$(tail -n 1 "$W/secrets/webhook")
	[ "$(verify "$old")" = 1 ] || fail "not verified"
	[ "$(verify "$next")" = 1 ] || fail "the second secret does not verify"
	! verify "whsec_$(printf 'another-secret-of-somebody' | base64)" >/dev/null 2>&1 || fail "any secret verifies"
	claim "npm standardwebhooks verifies the signature by the old secret and by the new one, and by no other"
fi

"$PUNTUAL_BUILD/puntual" check-config -c "$W/puntual.conf" --try >"$W/tried" || true
grep -q '^channel  webhook  *ok: HTTP 204' "$W/tried" && grep -q '^channel  slack  *ok: HTTP 200' "$W/tried" &&
	grep -q '^channel  sms  *ok: not tried' "$W/tried" || fail "$(cat "$W/tried")"
sed 's/allow_private = yes/allow_private = no/' "$W/puntual.conf" >"$W/public.conf"
! "$PUNTUAL_BUILD/puntual" check-config -c "$W/public.conf" --try >"$W/tried" || fail "$(cat "$W/tried")"
grep -q '^channel  webhook  *FAILED: its address is not a public one' "$W/tried" || fail "$(cat "$W/tried")"
claim "check-config --try tries each channel, and says of an address on this machine that it is refused"

id=$(delay_of 1 | jq .id)
p outbox resend "$id" >/dev/null
eventually 20 times webhook 1 2
[ "$(took webhook 1 | cut -d ' ' -f 3 | sort -u | wc -l)" = 2 ] || fail "resent under the old id"
claim "outbox resend sends it again, as a message of its own"

printf 'fault webhook now 30 00:00 status 429 600\n' | control
slip 2
eventually 20 grep -q ' webhook refused 429' "$W/fakes.log"
printf 'calm\n' | control
never 4 times webhook 2 1
eventually 30 times webhook 2 1
claim "Retry-After is waited for, then it goes"

slip 3 notify=sms
eventually 20 sent_by 3 sms
grep -q '^hook sms .*To=%2B34600000000' "$W/fakes.log" || fail "no text message"
slip 4 notify=none
eventually 20 state_is H-4 slipping
never 2 [ -n "$(delay_of 4)" ]
claim "who wants a text message gets one, who wants nothing gets nothing"

printf 'fault webhook now 30 00:00 status 410\n' | control
slip 5
eventually 20 sent_by 5 email
[ "$(delay_of 5 | jq -rs 'map(.channel + " " + .state) | sort | join(", ")')" = "email sent, webhook refused" ] || fail "$(delay_of 5)"
mailed() { [ -n "$(mails_to "h-$1@ejemplo")" ]; }
eventually 10 mailed 5
eventually 10 grep -q '^hook slack .*webhook' "$W/fakes.log"
printf 'calm\n' | control
daemon_end TERM
daemon
slip 6
eventually 20 sent_by 6 email
! took webhook 6 >/dev/null || fail "it was not switched off"
health() { api GET /v1/status | jq -r --arg k "$1" '.channels[] | select(.kind == $k).state'; }
[ "$(health webhook) $(health sms)" = "off ok" ] || fail "$(api GET /v1/status | jq -c .channels)"
p status --lang en | shows 'Channel webhook is gone (HTTP 410)' || fail "$(p status --lang en)"
claim "410 switches the webhook off, over a restart too: mail takes over, the chat hears of it, and status says so"

printf 'fault slack now 30 00:00 reset\n' | control
slip 7 marked=yes
told_of_slack() { every /v1/outbox | jq -es 'any(.[]; .kind == "channel_failing" and .order == "channel/slack" and .channel == "email" and .state == "sent")'; }
eventually 40 told_of_slack
[ "$(health slack)" = failing ] || fail "$(api GET /v1/status | jq -c .channels)"
printf 'calm\n' | control
claim "a chat that fails is told of through another channel"

risk=$(every /v1/outbox | jq -s 'map(select(.order == "H-7" and .channel == "slack"))[0].id')
p outbox retry "$risk" >/dev/null
settled() { api GET "/v1/outbox/$risk" | jq -e '.state == "sent" and .doubted'; }
eventually 20 settled
[ "$(health slack)" = ok ] || fail "$(api GET /v1/status | jq -c .channels)"
p outbox show "$risk" >"$W/shown"
grep -q 'arrived before\|llegara antes' "$W/shown" || fail "$(cat "$W/shown")"
message=$(api GET "/v1/outbox/$risk" | jq -r .message_id)
[ "$(grep -c "^hook slack $message " "$W/fakes.log")" -gt 1 ] || fail "not repeated"
[ "$(grep "^hook slack $message " "$W/fakes.log" | sort -u | wc -l)" = 1 ] || fail "not the same bytes"
claim "what it took without an answer was in doubt: the same id and bytes again, and outbox show says so"

! grep -q 'invented\|whsec_\|invalid_payload' "$W/daemon.log" || fail "a secret, or a reply's body, is in the log"
claim "no secret and no reply's body is in the log"
