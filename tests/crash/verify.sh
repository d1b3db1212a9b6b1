# shellcheck shell=bash
# What must hold after a kill, and at the end. Each function says what does not on stdout and fails.

within() {
	local until=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$until" ] || { echo "not within its time: $*"; return 1; }
		sleep 0.03
	done
}

lines() { wc -l <"$1"; }
more_lines() { [ "$(lines "$1")" -gt "$2" ]; }

# all_of PATH MEMBER: every row of a paged list, one a line.
all_of() {
	local cursor='' page
	while :; do
		page=$(api GET "$1$cursor") && jq -c "$2[]" <<<"$page" || return 1
		cursor=$(jq -r '.cursor // empty' <<<"$page")
		[ -n "$cursor" ] || return 0
		cursor="&cursor=$cursor"
	done
}

# The journal as it is now, each entry a line of $W/journal.
read_journal() {
	local after entries
	touch "$W/journal"
	while :; do
		after=$(tail -n 1 "$W/journal" | jq .seq)
		entries=$(api GET "/v1/journal?after=${after:-0}&limit=500" | jq -c '.entries[]') || return 1
		[ -n "$entries" ] || return 0
		printf '%s\n' "$entries" >>"$W/journal"
	done
}

# Each of the paths on stdin, over one connection; the answers one after the other.
get_all() { sed 's|^|http://puntual|' | xargs -r -n 200 curl -sS --unix-socket "$W/api.sock"; }

# Whatever a client has been told stands there, from the checked line on.
nothing_lost() {
	local from=${CHECKED:-0} to
	to=$(lines "$W/seen")
	read_journal || { echo "the journal cannot be read"; return 1; }
	if [ "$to" -gt "$from" ]; then
		tail -n +$((from + 1)) "$W/seen" | head -n $((to - from)) | sort >"$W/told"
		tail -n $((to - from + 5000)) "$W/journal" | sort | comm -23 "$W/told" - >"$W/lost"
		[ ! -s "$W/lost" ] || { echo "entries of the journal are gone:"; head -n 5 "$W/lost"; return 1; }
		CHECKED=$to
	fi
	from=${CHECKED_REGISTERED:-0}
	to=$(lines "$W/registered")
	tail -n +$((from + 1)) "$W/registered" | head -n $((to - from)) >"$W/told"
	jq -r '[.order, .id] | @tsv' "$W/open" | awk 'NR == FNR { open["C-" $1 " " $2] = 1; next } { delete open[$1 " " $2] }
		END { for (o in open) print o }' "$W/told" - >"$W/settled"
	awk '{ print "/v1/shipments/id:" $2 }' "$W/settled" | get_all | jq -r '"\(.order) \(.id)"' | sort >"$W/found"
	sort "$W/settled" | comm -23 - "$W/found" >"$W/lost"
	[ ! -s "$W/lost" ] || { echo "registrations are gone:"; head -n 5 "$W/lost"; return 1; }
	CHECKED_REGISTERED=$to
	message_is_there && events_are_there
}

# The last one that was answered is to be read, or has been.
message_is_there() {
	local id
	id=$(tail -n 1 "$W/messages")
	[ -n "$id" ] || return 0
	api GET "/v1/inbox/$id" | jq -e '.state == "waiting" or .state == "done"' >/dev/null || {
		echo "message $id is gone, or failed:"
		api GET "/v1/inbox/$id"
		return 1
	}
}

# Those that were told since the last look.
events_are_there() {
	touch "$W/looking"
	find "$W/events" -type f -newer "$W/looked" >"$W/told"
	mv "$W/looking" "$W/looked"
	[ -s "$W/told" ] || return 0
	xargs jq -c '[(input_filename | split("/") | last), .]' <"$W/told" >"$W/events.told"
	sed 's|.*/|/v1/shipments/id:|' "$W/told" | get_all | jq -c '[(.id | tostring), .events]' >"$W/events.now"
	jq -nc --slurpfile told "$W/events.told" --slurpfile now "$W/events.now" '
		($now | map({(.[0]): .[1]}) | add) as $now | $told[] | select(.[1] - ($now[.[0]] // []) != [])' >"$W/lost"
	[ ! -s "$W/lost" ] || { echo "events are gone:"; head -n 5 "$W/lost"; return 1; }
}

# Each open parcel will be asked about, or looked at, again.
all_scheduled() {
	all_of '/v1/shipments?limit=500' .results >"$W/open" || return 1
	jq -r 'select(.next_poll == null) | .order' "$W/open" >"$W/forgotten"
	[ ! -s "$W/forgotten" ] || { echo "never asked again: $(head -n 5 "$W/forgotten" | tr '\n' ' ')"; return 1; }
}

# alive COMMAND...: it starts on what the kill left, and goes on; meanwhile the command holds.
alive() {
	local asked registered
	"$PUNTUAL_BUILD/tests/support/check_store" check "$W/store" || return 1
	asked=$(lines "$W/fakes.log")
	registered=$(lines "$W/registered")
	start_daemon || return 1
	"$@" || return 1
	within 15 more_lines "$W/fakes.log" "$asked" || return 1
	within 15 more_lines "$W/registered" "$registered" || return 1
}

all_there() { all_scheduled && nothing_lost; }
after_kill() { alive all_there; }

# ---- at the end ----

unsettled() { api GET /v1/status | jq '.store | .pending + .in_doubt + .held'; }
none_unsettled() {
	api POST /v1/outbox/release '{"shop":"violeta"}' >/dev/null
	[ "$(unsettled)" = 0 ]
}

# Every open parcel is asked about once more.
all_asked_again() {
	local from
	from=$(lines "$W/fakes.log")
	all_of '/v1/shipments?limit=500' .results | jq -r .number | sort >"$W/waiting"
	within 60 all_asked_since "$from"
}
all_asked_since() {
	tail -n +$(($1 + 1)) "$W/fakes.log" | awk '{ print $3 }' | sort -u | comm -23 "$W/waiting" - >"$W/unasked"
	[ ! -s "$W/unasked" ]
}

# By its order: had one been registered twice, the answer would be a choice.
no_registration_lost_or_twice() {
	awk '{ print "C-" $1, $2 }' "$W/registered" | sort >"$W/told"
	awk '{ print "/v1/shipments/C-" $1 }' "$W/registered" | get_all | jq -r '"\(.order) \(.id)"' | sort | comm -23 "$W/told" - >"$W/lost"
	[ ! -s "$W/lost" ] || { head -n 5 "$W/lost"; return 1; }
}

every_entry_told_is_there() {
	read_journal || return 1
	sort "$W/journal" | comm -23 <(sort "$W/seen") - >"$W/lost"
	[ ! -s "$W/lost" ] || { head -n 5 "$W/lost"; return 1; }
	jq .seq "$W/journal" | awk '$1 != NR { exit 1 }' || { echo "the journal has a hole"; return 1; }
}

# each notice a line: ID KIND CHANNEL STATE MESSAGE-ID SENT DOUBTED RECEIVED DISTINCT, from outbox, journal and what arrived
tally() {
	all_of '/v1/outbox?limit=200' .results | jq -r '[.id, .kind, .channel, .state, .message_id // "-", (.order // "" | if . == "" then "-" else . end)] | @tsv' >"$W/notices"
	jq -r 'select(.name == "notice.sent" or .name == "notice.in_doubt") | [.fields.notice, .name] | @tsv' "$W/journal" |
		sort | uniq -c | awk '{ print $2, $3, $1 }' >"$W/answers"
	# Message-ID and, on the same line, all that came; a mail's first two lines are the sink's.
	find "$W/mail/new" -type f -exec cat {} + | LC_ALL=C awk '
		function end() { if (text != "") print id "\t" text; id = text = "" }
		/^Return-Path: / { end(); next }
		/^Delivered-To: / && text == "" { next }
		id == "" && tolower($1) == "message-id:" { id = $2; gsub(/[<>\r]/, "", id) }
		{ text = text $0 "\\n" }
		END { end() }' >"$W/mails"
	sed -n 's/^hook [a-z]* \([^ ]*\) /\1\t/p' "$W/fakes.log" >>"$W/mails"
	awk -F '\t' '{ if (!($2 in n)) n[$2] = NR; print $1, n[$2] }' "$W/mails" >"$W/received"
	awk 'FILENAME ~ /answers$/ { said[$1 " " $2] = $3; next }
		FILENAME ~ /received$/ { got[$1]++; if (!(($1, $2) in bytes)) { bytes[$1, $2] = 1; distinct[$1]++ } next }
		{ print $1, $2, $3, $4, $5, $6, said[$1 " notice.sent"] + 0, said[$1 " notice.in_doubt"] + 0, got[$5] + 0, distinct[$5] + 0 }' \
		"$W/answers" "$W/received" "$W/notices" >"$W/tally"
	[ -s "$W/tally" ] && [ -s "$W/received" ]
}

# What was asked last may still be on its way to the outbox.
settled() { none_unsettled && read_journal && tally && every_slip_told; }

# wrong CONDITION: rows of the tally for which an awk condition holds.
wrong() {
	awk "$1" "$W/tally" >"$W/wrong"
	[ ! -s "$W/wrong" ] || { head -n 5 "$W/wrong"; return 1; }
}

# What came more than once says so to whoever looks it up.
repeats_are_visible() {
	awk '$9 > 1 { print $1 }' "$W/tally" | while read -r notice; do
		p outbox show "$notice" --lang en | shows '^Doubt  *an answer was lost' || echo "$notice"
	done >"$W/wrong"
	[ ! -s "$W/wrong" ] || { head -n 5 "$W/wrong"; return 1; }
}

no_stray_mail() { awk 'NR == FNR { known[$5] = 1; next } !($1 in known) { print; bad = 1 } END { exit bad }' "$W/tally" "$W/received"; }

mails_are_the_stored_bytes() {
	awk '$4 == "sent" { print "/v1/outbox/" $1 }' "$W/tally" | get_all |
		jq -r '.message_id + "\t" + (.message | split("\n") | join("\\n"))' | LC_ALL=C sort >"$W/stored"
	LC_ALL=C sort -u "$W/mails" | LC_ALL=C comm -13 - "$W/stored" | cut -c 1-200 >"$W/wrong"
	[ -s "$W/stored" ] && [ ! -s "$W/wrong" ] || { head -n 5 "$W/wrong"; return 1; }
}

every_slip_told() {
	awk 'NR == FNR { if ($2 ~ /^(delay|missed)/ && $9 > 0) told["C-" substr($6, 3)] = 1; next }
		!(("C-" $1) in told) { print "C-" $1; bad = 1 } END { exit bad }' "$W/tally" "$W/slipped"
}

once_for_each_slip() {
	awk '$2 == "delay" && $4 != "superseded" && seen[$6]++ { print; bad = 1 } END { exit bad }' "$W/tally"
}

# What a parcel's end taught is committed with it: as often as parcels came.
each_end_taught_once() {
	local state
	for state in kept late; do
		all_of "/v1/shipments?state=$state&limit=500" .results | jq -s length
	done >"$W/came"
	api GET '/v1/report?weeks=104' | jq '.kept, .late' >"$W/taught"
	cmp -s "$W/came" "$W/taught" || { echo "came: $(xargs <"$W/came"), taught: $(xargs <"$W/taught")"; return 1; }
}

verify_end() {
	ok "every open parcel is asked about again" all_asked_again
	ok "the outbox settles, every slip told" within 90 settled
	ok "each of $(lines "$W/registered") registrations is there, once" no_registration_lost_or_twice
	ok "each of $(lines "$W/seen") journal entries that were told is there, without a hole" every_entry_told_is_there
	ok "outbox, journal and mails are read" tally
	ok "each notice that is sent has arrived" wrong '$4 == "sent" && $9 == 0'
	ok "nothing arrived more often than sent or in doubt" wrong '$9 > $7 + $8'
	ok "nothing arrived that was not sent or in doubt" wrong '$9 > 0 && $7 + $8 == 0'
	ok "repeats have the same bytes" wrong '$10 > 1'
	ok "outbox show tells of each repeat" repeats_are_visible
	ok "every mail belongs to a notice" no_stray_mail
	ok "mails are the stored bytes" mails_are_the_stored_bytes
	ok "each of $(lines "$W/slipped") slips was told" every_slip_told
	ok "and as one notice" once_for_each_slip
	ok "each parcel that came taught it once" within 30 each_end_taught_once
	ok "no notice was refused or died" wrong '$4 == "refused" || $4 == "dead"'
	daemon_end TERM
	ok "every index is what the records give" "$PUNTUAL_BUILD/tests/support/check_store" check "$W/store"
	awk '{ sent += $4 == "sent"; doubt += $8 > 0; twice += $9 > 1 } END {
		print "  figure: " sent " notices sent, " doubt + 0 " were in doubt, " twice + 0 " arrived twice or more" }' "$W/tally"
}
