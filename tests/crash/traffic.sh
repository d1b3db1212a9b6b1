# shellcheck shell=bash
# What goes on while the daemon is killed: one client registers parcels, whose carriers have them slip and arrive; another reads.
# Ledgers in $W: only what was answered stands there.
#     registered   N ID           the registration of order C-N was acknowledged
#     messages     ID             the shop's system was answered that its word on an order is taken
#     slipped      N              its carrier expects it after its promise
#     seen         ENTRY          a journal entry that the API has told
#     events/ID    EVENTS         what the API has told of a parcel last

SLIPS=6    # so many orders later it slips,
ARRIVES=24 # and so many more, once the slip is known, it arrives

# parcel N: its carrier and number.
parcel() {
	case $(($1 % 3)) in
	0) printf 'dhl 42424%05d%d' "$1" $(((4242400000 + $1) % 7)) ;; # DHL Express: the last digit is the rest by 7
	1) printf 'ups 1Z424242%010d' "$1" ;;
	2) printf 'fedex 4242%08d' "$1" ;;
	esac
}

# World days since the start.
day_number() {
	local up
	read -r up _ </proc/uptime
	echo $(((${up/./}0 - ANCHOR) * RATE / 86400000))
}

# The same again until it is answered: it must not make two of it.
register_order() {
	local answer id
	until answer=$(register_once "$1" "$2") && id=$(jq -e '.results[0].id' <<<"$answer"); do
		[ ! -e "$W/enough" ] || return 0
		sleep 0.05
	done
	echo "$1 $id" >>"$W/registered"
	ids[$1]=$id
}

register_once() {
	local carrier number marked=false
	case $CHANNEL in slack | teams | discord | ntfy | telegram) marked=true ;; esac
	read -r carrier number < <(parcel "$1")
	api POST /v1/shipments "{\"order\":\"C-$1\",\"carrier\":\"$carrier\",\"number\":\"$number\",
		\"promised_date\":\"$2\",\"country\":\"ES\",\"postcode\":\"48001\",\"city\":\"Bilbao\",\"customer_name\":\"Ana Ejemplo\",
		\"customer_email\":\"c-$1@ejemplo.example\",\"customer_phone\":\"+34 600 000 000\",\"marked\":$marked,\"customer_locale\":\"es\"}" 2>/dev/null
}

# The shop's own system, which says of each order what was registered, in its way.
shop_system() {
	printf 'woo-secret' >"$W/secrets/woo"
	chmod 600 "$W/secrets/woo"
	printf 'connector "woo" {\n\tkind = woocommerce\n\tshop = violeta\n\tkey = %s\n}\n' "$W/secrets/woo"
}

# It tries once, as such systems do: only what was answered is counted on.
send_message() {
	local carrier number body signature id
	read -r carrier number < <(parcel "$1")
	body="{\"id\":$1,\"number\":\"C-$1\",\"status\":\"completed\",\"date_modified_gmt\":\"2026-03-01T00:00:00\",
		\"shipping\":{\"country\":\"ES\",\"postcode\":\"48001\",\"city\":\"Bilbao\"},\"meta_data\":[{\"key\":
		\"_wc_shipment_tracking_items\",\"value\":[{\"tracking_provider\":\"$carrier\",\"tracking_number\":\"$number\"}]}]}"
	signature=$(printf '%s' "$body" | openssl dgst -sha256 -hmac woo-secret -binary | base64)
	id=$(curl -sS --max-time 20 --unix-socket "$W/api.sock" -H "X-WC-Webhook-Topic: order.updated" \
		-H "X-WC-Webhook-Signature: $signature" --data-binary "$body" http://puntual/in/shop/woo 2>/dev/null | jq -e .id) || return 0
	echo "$id" >>"$W/messages"
}

poll_now() {
	api POST "/v1/shipments/id:${ids[$1]}/poll" '{}' >/dev/null 2>&1
}

# Whether a client has been told that it slips: one that arrives before anybody asked again is told as delivered alone.
slip_seen() { grep -q "\"shipment\":${ids[$1]},\"name\":\"promise.slipping\"" "$W/seen"; }

registrar() {
	local n=0 day slips arrived=0 arrives ids=()
	while [ ! -e "$W/enough" ]; do
		n=$((n + 1))
		slips=$((n - SLIPS))
		arrives=$((arrived + 1))
		if [ "$arrives" -gt $((n - ARRIVES)) ] || ! slip_seen "$arrives"; then arrives=0; fi
		day=$(day_number)
		{
			printf 'parcel %s\nknown now\nscan now accepted AGOST\neta now %d\n' "$(parcel "$n")" $((day + 1))
			[ "$slips" -le 0 ] || printf 'parcel %s\nscan now transit VITORIA\neta now %d %d\n' "$(parcel "$slips")" $((day + 4)) $((day + 5))
			[ "$arrives" = 0 ] || printf 'parcel %s\nscan now delivered BILBAO\n' "$(parcel "$arrives")"
		} | control
		register_order "$n" "$(date -u -d "$START + $((day + 2)) days" +%Y-%m-%d)"
		send_message "$n"
		if [ "$slips" -gt 0 ]; then
			echo "$slips" >>"$W/slipped"
			poll_now "$slips"
		fi
		if [ "$arrives" -gt 0 ]; then
			arrived=$arrives
			poll_now "$arrives"
		fi
		sleep 0.1
	done
}

reader() {
	local after=0 entries id
	while [ ! -e "$W/enough" ]; do
		sleep 0.02
		entries=$(api GET "/v1/journal?after=$after&limit=500" 2>/dev/null | jq -c '.entries[]' 2>/dev/null) || continue
		[ -n "$entries" ] || continue
		printf '%s\n' "$entries" >>"$W/seen"
		after=$(tail -n 1 <<<"$entries" | jq .seq)
		id=$(jq -r 'select(.name == "parcel.milestone") | .shipment' <<<"$entries" | tail -n 1)
		[ -n "$id" ] || continue
		api GET "/v1/shipments/id:$id" 2>/dev/null | jq -ce .events >"$W/events.new" 2>/dev/null &&
			mv "$W/events.new" "$W/events/$id"
	done
}

start_traffic() {
	mkdir -p "$W/events"
	touch "$W/messages" "$W/registered" "$W/slipped" "$W/seen" "$W/looked"
	(set +e; trap - EXIT; registrar) 2>>"$W/traffic.log" &
	PIDS+=($!)
	(set +e; trap - EXIT; reader) 2>>"$W/traffic.log" &
	PIDS+=($!)
}

stop_traffic() {
	touch "$W/enough"
	wait "${PIDS[@]: -2}" || true
}
