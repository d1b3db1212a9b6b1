# The plain way of each parcel in parcels.csv that has no story in scenario.txt: collected two days before its promised
# day (at the earliest on Monday 16), delivered on it. Hours differ by its line. Reads scenario.txt, then parcels.csv.

function scan(day, minute, kind, place) {
	printf "scan %d %02d:%02d %s %s\n", day, minute / 60, minute % 60, kind, place
}

FNR == NR { if ($1 == "parcel") told[$3] = 1; print; next }
FNR == 1 { FS = ","; next }

{
	split($0, field, ",")
	carrier = field[2]; number = field[3]; last = substr(field[4], 9) - 16; place = toupper(field[8])
	if (number in told)
		next
	minute = FNR * 37 % 60
	printf "\nparcel %s %s\n", carrier, number
	scan(0, 12 * 60 + minute, "label", "AGOST")
	scan(last > 2 ? last - 2 : 0, 17 * 60 + minute, "accepted", "AGOST")
	scan(last - (last > 1), 4 * 60 + minute, "transit", last > 1 ? "MADRID" : "ALICANTE")
	scan(last, 8 * 60 + minute % 30, "out", place)
	scan(last, (9 + FNR * 5 % 9) * 60 + minute, "delivered", place)
}
