#!/usr/bin/env bash
# A program of the shop's is told what happens: verified by an implementation that is not ours, through a kill, and again on demand.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
world_new
# Standard Webhooks as its specification has it, by Python's own hmac; a line for each that holds.
cat >"$W/receiver.py" <<'END'
import base64, hashlib, hmac, http.server, json, sys

key = base64.b64decode(open(sys.argv[1]).read().strip().removeprefix("whsec_"))
log = open(sys.argv[2], "a", buffering=1)

class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        id, at = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        mac = hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
        holds = "v1," + base64.b64encode(mac).decode() in self.headers["webhook-signature"].split()
        event = json.loads(body)
        print("good" if holds else "BAD", id, event["type"], event["data"].get("order", "-"), file=log)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
END
python3 "$W/receiver.py" "$W/secrets/webhook" "$W/told" >"$W/receiver.port" &
PIDS+=($!)
eventually 5 first_line "$W/receiver.port"
EXTRA="events tienda {
	url = \"http://127.0.0.1:$(cat "$W/receiver.port")/in\"
	key = \"$W/secrets/webhook\"
	names = 'shipment.registered, shipment.milestone.changed, promise.slipped'
	allow_private = yes
	allow_http = yes
}"
fakes - <<'END'
parcel dhl 4242424244
scan now accepted AGOST
eta now 6
END
config
daemon
register B-1 dhl 4242424244 "$(day 3)"
told_are() { [ "$(grep -c "$1" "$W/told")" -ge "$2" ]; }
eventually 20 told_are "^good evt_[0-9_]* promise.slipped B-1$" 1
[ "$(awk '{print $3}' "$W/told" | head -n 3 | tr '\n' ' ')" = "shipment.registered shipment.milestone.changed promise.slipped " ] || fail "$(cat "$W/told")"
claim "what happens to a parcel is told in order, with signatures that hold"
for i in $(seq 40); do echo "K-$i dhl 42000$((10000 + i)) $(day 4)"; done | register_all
daemon_end KILL
daemon
eventually 20 told_are "shipment.registered K-40$" 1
[ "$(awk '$3 == "shipment.registered" {print $2}' "$W/told" | sort -u | wc -l)" = 41 ] || fail "$(cat "$W/told")"
[ "$(awk '$3 == "shipment.registered" && !seen[$2]++ {print $4}' "$W/told" | head -n 4 | tr '\n' ' ')" = "B-1 K-1 K-2 K-3 " ] || fail "$(cat "$W/told")"
! shows BAD <"$W/told" || fail "$(grep BAD "$W/told")"
claim "killed in the middle, it is told on: each at least once, repeats under the same id"
seen=$(sort -u "$W/told")
lines=$(wc -l <"$W/told")
p events replay --endpoint tienda --since 0 >"$W/replay" || fail "$(cat "$W/replay")"
again() { [ "$(wc -l <"$W/told")" -ge $((lines + $(wc -l <<<"$seen"))) ]; }
eventually 20 again
[ "$(sort -u "$W/told")" = "$seen" ] || fail "other events when told again"
level() { p status --lang en | shows "Events *tienda: 0 entries"; }
eventually 15 level
p events ls --lang en | shows "^tienda .* ok " || fail "$(p events ls)"
claim "a replay tells all of it again under the same ids, and status says how far it is"
