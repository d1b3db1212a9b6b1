#!/usr/bin/env bash
# The customer's page and the desk in a real browser, by its forms and keys; axe-core judges each page, light and dark, down to 320 px.
# shellcheck source=tests/e2e/lib.sh
. tests/e2e/lib.sh
needs_browser
RATE=60
START=2026-10-05T06:00:00Z
world_new
fakes - <<-END
	parcel dhl 4242400010
	scan 0 07:00 accepted GETAFE
	scan 0 07:30 transit BURGOS
	eta now 5 6
	parcel dhl 4242400021
	scan 0 07:00 accepted GETAFE
	eta now 5 6
END
sink
pages
daemon
# Twelve weeks of invented parcels on six lanes, one in ten late: reports have all their charts.
past() {
	awk -v now="$(date -d "$START" +%s)" 'BEGIN {
		print "order,carrier,number,country,postcode,origin_country,origin_postcode,promised_date,ordered_at,accepted_at,delivered_at"
		split("48001 36201 17001 31001 08001 41001", to, " ")
		for (i = 0; i < 480; i++) {
			ordered = now - 86400 * (8 + i % 80)
			taken = ordered + 3600 * (5 + i % 7)
			days = 1 + (i % 3 == 0) + (i % 10 == 0) * 3
			printf "P-%d,%s,42525%05d,ES,%s,ES,28901,%s,%s,%s,%s\n", i, i % 3 ? "dhl" : "ups", i, to[1 + i % 6],
				strftime("%F", ordered + 3 * 86400, 1), strftime("%FT%TZ", ordered, 1), strftime("%FT%TZ", taken, 1),
				strftime("%FT%TZ", taken + 86400 * days, 1)
		}
	}'
}
past >"$W/past.csv"
p import --past "$W/past.csv" >/dev/null
register slip dhl 4242400010 "$(day 3)"
eventually 20 state_is slip slipping
LINK=$(api GET /v1/shipments/slip | jq -r .link)
p desk invite lucia@ejemplo.example --role support >/dev/null
LOGIN=$(p desk invite ana@ejemplo.example --role admin --json | jq -r .link)
NEXT='{"order":"next","carrier":"dhl","number":"4242400021","promised_date":"'$(day 3)'","country":"ES","postcode":"48001","customer_name":"Olga Borrador"}'
in_browser 600 browser.js "$LINK" "$LOGIN" slip "$W/api.sock" "$NEXT"
claim "pages are read and forms sent with a browser, with scripts and without; axe-core finds nothing, and nothing leaves the origin"
claim "the desk is used by keys alone, in two languages, light and dark, and tells what is new without moving a row"
