# shellcheck shell=bash
# A world for one scenario: fake carriers, a mail server, the daemon, all in a folder of their own. Source it, then:
#
#     world_new                    a folder $W; everything that was started ends with the script
#     fakes SCENARIO [ARG...]      the carriers (scenario text on stdin when SCENARIO is -)
#     sink [ARG...]                our mail sink; mails in $W/mail/new
#     relay [RULE...]              Debian's opensmtpd; mails in $W/mail/new, or where its rules say
#     channel KIND [LINE...]       a section "KIND" of a channel that the fakes answer, for EXTRA
#     node_module NAME@VERSION     false where npm cannot be had; else $NODE_PATH has it
#     config [LINE...]             the configuration of a sample shop; lines go into its shop section
#     pages                        the same, serving its pages at $PAGES
#     needs_browser                ends the scenario, skipped, where there is no chromium, playwright-core or axe-core
#     in_browser SECONDS SCRIPT [ARG...]   a script of tests/e2e at $PAGES; fails the scenario with whatever it prints
#     daemon [ARG...]              puntual serve, ready when it returns
#     p COMMAND [ARG...]           puntual COMMAND at this world's socket
#     api METHOD PATH [JSON]       the API itself
#     register ORDER CARRIER NUMBER PROMISED [FIELD=VALUE...]
#     register_all                 lines ORDER CARRIER NUMBER PROMISED [FIELD=VALUE...] on stdin, in one call
#     eventually SECONDS COMMAND [ARG...]   until it succeeds; fails the scenario past the time (wire seconds)
#     shows [-EFix] PATTERN        is the pattern in what is piped in?
#     claim TEXT                   what was just shown, said; the scenario's passed count
#     mails                        files of the mails that arrived
#
# PUNTUAL_BUILD holds the programs. A scenario that fails prints its log's end and leaves its folder when KEEP=1.
set -euo pipefail

: "${PUNTUAL_BUILD:=build/debug}"
RATE=${RATE:-1}
START=${START:-}
ANCHOR=$(awk '{ sub(/\./, "", $1); print $1 "0" }' /proc/uptime)
CLAIMS=0
PIDS=()

fail() {
	echo "FAILED: $*" >&2
	for log in smtpd.log daemon.log; do [ ! -f "$W/$log" ] || tail -n 25 "$W/$log" >&2; done
	exit 1
}

# grep -q would go at the first match and leave the writer to SIGPIPE, which pipefail takes for "not there".
shows() { grep "$@" >/dev/null; }

world_end() {
	local code=$? pid
	for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null && kill -CONT "$pid" 2>/dev/null || true; done
	for pid in "${PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
	[ -z "${RELAY_PID:-}" ] || relay_end
	if [ "${KEEP:-}" = 1 ]; then echo "kept: $W" >&2; else rm -rf "$W"; fi
	[ "$code" != 0 ] || echo "claims: $CLAIMS"
	exit "$code"
}

world_new() {
	W=$(mktemp -d)
	chmod 755 "$W"
	trap world_end EXIT
	trap 'exit 130' INT TERM
	mkdir -p "$W/mail/new" "$W/mail/cur" "$W/mail/tmp" "$W/secrets"
	for name in dhl ups fedex correos mail; do
		printf 'invented-%s' "$name" >"$W/secrets/$name"
	done
	printf 'whsec_%s\n' "$(printf 'invented-secret-of-a-hook' | base64)" >"$W/secrets/webhook"
	chmod 600 "$W"/secrets/*
	# Milliseconds of the machine's monotonic clock: the anchor of a scaled world.
	ANCHOR=$(awk '{ sub(/\./, "", $1); print $1 "0" }' /proc/uptime)
	START=${START:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}
}

# Only a scaled world has a start of its own.
clock_args() {
	[ "$RATE" = 1 ] || echo "$1rate $RATE $1start $START $1anchor $ANCHOR"
}

claim() {
	CLAIMS=$((CLAIMS + 1))
	echo "  ok: $*"
}

eventually() {
	local until=$((SECONDS + $1))
	shift
	until "$@" >"$W/eventually" 2>&1; do
		[ "$SECONDS" -lt "$until" ] || { cat "$W/eventually" >&2; fail "never: $*"; }
		sleep 0.05
	done
}

# never SECONDS COMMAND: fails the scenario if it succeeds within the time.
never() {
	local until=$((SECONDS + $1))
	shift
	while [ "$SECONDS" -lt "$until" ]; do
		! "$@" >/dev/null 2>&1 || fail "happened: $*"
		sleep 0.1
	done
}

first_line() { [ -s "$1" ]; }

fakes() {
	local scenario=$1
	shift
	[ "$scenario" != - ] || { cat >"$W/scenario"; scenario=$W/scenario; }
	rm -f "$W/fakes.port"
	# shellcheck disable=SC2046 # words on purpose
	"$PUNTUAL_BUILD/tests/support/fake_carriers" $(clock_args --) --log "$W/fakes.log" "$@" "$scenario" >"$W/fakes.port" &
	PIDS+=($!)
	eventually 5 first_line "$W/fakes.port"
	FAKES=http://127.0.0.1:$(cat "$W/fakes.port")
}

control() { curl -sf --data-binary @- "$FAKES/control" >/dev/null; }

sink() {
	rm -f "$W/sink.port" # of one before
	"$PUNTUAL_BUILD/tests/support/mail_sink" "$W/mail" --log "$W/sink.log" "$@" >"$W/sink.port" &
	SINK_PID=$!
	PIDS+=("$SINK_PID")
	eventually 5 first_line "$W/sink.port"
	MAIL_URL=smtp://127.0.0.1:$(cat "$W/sink.port")
}

# opensmtpd wants a port named in its file: the first free one below the ephemeral range. Its spool is the machine's, so
# that one scenario at a time has it.
relay() {
	local port
	install -d -m 711 /var/spool/smtpd
	exec 8</var/spool/smtpd
	flock 8
	for port in $(seq 22025 22095); do
		! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
	done
	chown -R nobody "$W/mail"
	cat >"$W/smtpd.conf" <<-END
		listen on 127.0.0.1 port $port
		table anybody { "@" = nobody }
		action "keep" maildir "$W/mail" virtual <anybody>
	END
	[ $# -gt 0 ] || set -- 'match from any for any action "keep"'
	printf '%s\n' "$@" >>"$W/smtpd.conf"
	smtpd -d -f "$W/smtpd.conf" >"$W/smtpd.log" 2>&1 &
	RELAY_PID=$!
	MAIL_URL=smtp://127.0.0.1:$port
	eventually 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$port && head -n 1 <&3"
}

# One at a time: two scenarios may want the same.
node_module() {
	local folder=$PWD/build/npm
	export NODE_PATH=$folder/node_modules
	mkdir -p "$folder"
	[ -d "$NODE_PATH/${1%@*}" ] || flock "$folder" timeout 120 npm install --prefix "$folder" --no-audit --no-fund --silent "$1" >/dev/null 2>&1
}

needs_browser() {
	CHROMIUM=$(command -v chromium || true)
	export CHROMIUM
	if [ -z "$CHROMIUM" ] || ! node_module playwright-core@1.65.1 || ! node_module axe-core@4.14.1; then
		echo "  skip: chromium, playwright-core or axe-core cannot be had here"
		exit 0
	fi
}

in_browser() {
	timeout "$1" node "tests/e2e/$2" "$PAGES" "${@:3}" >"$W/wrong" 2>&1 || fail "$(cat "$W/wrong")"
	[ ! -s "$W/wrong" ] || fail "$(cat "$W/wrong")"
}

relay_end() {
	kill "$RELAY_PID" 2>/dev/null || true
	wait "$RELAY_PID" 2>/dev/null || true
}

channel() {
	local kind=$1
	shift
	printf 'channel "%s" {\n\tkind = %s\n\turl = "%s/%s"\n\tallow_private = yes\n\tallow_http = yes\n' "$kind" "$kind" "$FAKES" "$kind"
	case $kind in
	webhook) printf '\tkey = %s\n' "$W/secrets/webhook" ;;
	ntfy) echo '	to = puntual' ;;
	telegram) printf '\tkey = %s\n\tto = "-100200300"\n' "$W/secrets/mail" ;;
	sms) printf '\tuser = AC42\n\tkey = %s\n\tfrom = "+34600000001"\n' "$W/secrets/mail" ;;
	whatsapp) printf '\tkey = %s\n\tfrom = 100200300\n' "$W/secrets/mail" ;;
	esac
	[ $# -eq 0 ] || printf '\t%s\n' "$@"
	echo "}"
}

# config: shop lines as arguments; EXTRA for the top level, MAIL for the mail section, ACCOUNT for each carrier.
config() {
	{
		cat <<-END
			store = $W/store
			socket = $W/api.sock
			log_level = debug
			${EXTRA:-}
			mail {
				url = ${MAIL_URL:-smtp://127.0.0.1:9}
				hello = puntual.tienda.example
				per_minute = 0
				${MAIL:-}
			}
			shop "violeta" {
				name = "Muebles Violeta"
				domain = tienda.example
				from = pedidos@tienda.example
				alerts_to = logistica@tienda.example
				contact_name = "Marta Ejemplo"
				contact_phone = "+34 910 000 000"
				hours = "${HOURS:-mon-sun 00:00-24:00}"
				locale = es-ES
				zone = Europe/Madrid
				country = ES
				postcode = 28901
				notices = ${NOTICES:-customers}
				quiet = ${QUIET:-none}
				digest = ${DIGEST:-never}
		END
		printf '\t%s\n' "$@"
		echo "}"
		local id
		for id in dhl ups fedex correos; do
			cat <<-END
				carrier "$id-main" {
					adapter = $id
					user = invented
					key = $W/secrets/$id
					origin = "$FAKES"
					token_origin = "$FAKES"
					day_quota = 1000000
					gap = ${GAP:-0}
					interval = ${INTERVAL:-5m}
					${ACCOUNT:-}
				}
			END
		done
	} >"$W/puntual.conf"
}

pages() {
	local port
	port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	EXTRA="web { listen = \"127.0.0.1:$port\" }" config
	PAGES=http://127.0.0.1:$port
}

daemon_start() {
	# shellcheck disable=SC2046 # words on purpose
	"$PUNTUAL_BUILD/puntual" serve -c "$W/puntual.conf" $(clock_args --clock-) "$@" >>"$W/daemon.log" 2>&1 &
	DAEMON=$!
	PIDS+=("$DAEMON")
}

answers() { api GET /v1/version; }

daemon() {
	daemon_start "$@"
	eventually 20 answers
}

# daemon_end [SIGNAL]: its exit code in $DAEMON_CODE.
daemon_end() {
	DAEMON_CODE=0
	kill -"${1:-TERM}" "$DAEMON"
	# shellcheck disable=SC2034 # for scenarios
	wait "$DAEMON" 2>/dev/null || DAEMON_CODE=$?
}

p() { "$PUNTUAL_BUILD/puntual" "$1" --socket "$W/api.sock" "${@:2}"; }

api() {
	if [ $# -gt 2 ]; then
		curl -sS --max-time 20 --unix-socket "$W/api.sock" -X "$1" -H 'Content-Type: application/json' --data "$3" "http://puntual$2"
	else
		curl -sS --max-time 20 --unix-socket "$W/api.sock" -X "$1" "http://puntual$2"
	fi
}

register() {
	local order=$1 carrier=$2 number=$3 promised=$4 body field
	shift 4
	body=$(jq -cn --arg o "$order" --arg c "$carrier" --arg n "$number" --arg d "$promised" \
		'{order:$o,carrier:$c,number:$n,promised_date:$d,country:"ES",postcode:"48001",city:"Bilbao",
		customer_name:"Ana Ejemplo",customer_email:($o+"@ejemplo.example"),customer_locale:"es"}')
	for field in "$@"; do
		body=$(jq -c --arg k "${field%%=*}" --arg v "${field#*=}" '.[$k]=$v' <<<"$body")
	done
	api POST /v1/shipments "$body" | jq -e '.results[0].id' >/dev/null || fail "not registered: $body"
}

register_all() {
	jq -cRn '{shipments: [inputs | split(" ") | {order:.[0],carrier:.[1],number:.[2],promised_date:.[3],country:"ES",postcode:"48001",
		city:"Bilbao",customer_name:"Ana Ejemplo",customer_email:(.[0]+"@ejemplo.example"),customer_locale:"es"}
		+ (.[4:] | map(split("=") | {(.[0]): .[1]}) | add // {})]}' >"$W/registrations"
	api POST /v1/shipments "@$W/registrations" | jq -e '(.results | length > 0) and all(.results[]; .error == null)' >/dev/null ||
		fail "not registered: $(head -c 400 "$W/registrations")"
}

mails() { find "$W/mail/new" -type f; }
mail_count() { mails | wc -l; }
mails_are() { [ "$(mail_count)" -eq "$1" ]; }
mails_to() { grep -rliE "^(To|Delivered-To):.*$1" "$W/mail/new" || true; }
state_is() { [ "$(api GET "/v1/shipments/$1" | jq -r .state)" = "$2" ]; }
milestone_is() { [ "$(api GET "/v1/shipments/$1" | jq -r .milestone)" = "$2" ]; }
# every PATH: all results of a call that answers in pages, one a line.
every() {
	local sign='?' cursor='' page
	[[ $1 != *\?* ]] || sign='&'
	while :; do
		page=$(api GET "$1${cursor:+${sign}cursor=$cursor}")
		jq -c '.results[]' <<<"$page" || fail "$1: $page"
		cursor=$(jq -r '.cursor // ""' <<<"$page")
		[ -n "$cursor" ] || break
	done
}
notices_of() { every /v1/outbox | jq -c --arg o "$1" 'select(.order == $o)'; }
# words AUDIENCE [ORDER]: the kinds that were decided and not withdrawn, counted: "delivered:3 delay:1".
words() {
	every /v1/outbox >"$W/outbox"
	jq -rs --arg a "$1" --arg o "${2:-}" '[.[] | select(.audience == $a and .state != "superseded" and ($o == "" or .order == $o)) | .kind]
		| group_by(.) | map("\(.[0]):\(length)") | join(" ")' "$W/outbox"
}
words_are() {
	local heard
	heard=$(words "$1")
	echo "heard: $heard"
	[ "$heard" = "$2" ]
}

# A day so many from today, in the shop's zone and this world.
day() { TZ=Europe/Madrid date -d "$(world_now) + $1 days" +%Y-%m-%d; }
world_now() {
	if [ "$RATE" = 1 ]; then date -u +%Y-%m-%dT%H:%M:%SZ; else api GET /v1/status 2>/dev/null | jq -r .now 2>/dev/null || echo "$START"; fi
}
