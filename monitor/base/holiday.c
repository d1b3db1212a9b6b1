#include "monitor/base/holiday.h"

#include <string.h>

#include "monitor/base/region.h"
#include "monitor/base/text.h"

enum country {
	AT = 1,
	AU,
	BE,
	BR,
	CA,
	CH,
	CZ,
	DE,
	DK,
	ES,
	FI,
	FR,
	GB,
	IE,
	IT,
	LU,
	MX,
	NL,
	NO,
	PL,
	PT,
	SE,
	US,
	COUNTRY_COUNT
};

static const char country_codes[COUNTRY_COUNT][3] = {"", "AT", "AU", "BE", "BR", "CA", "CH", "CZ",
    "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IT", "LU", "MX", "NL", "NO", "PL", "PT", "SE", "US"};

/* Where the day itself falls on these weekdays, so many days later (or earlier) is a holiday too. */
enum move { STAYS, SUNDAY_ON, SUNDAY_BACK, WEEKEND_ON, WEEKEND_TWO_ON, NEAREST, SECOND_DAY, MOVES };

static const int8_t moves[MOVES][7] = {
    [STAYS] = {0},
    [SUNDAY_ON] = {0, 0, 0, 0, 0, 0, 1},
    [SUNDAY_BACK] = {0, 0, 0, 0, 0, 0, -1},
    [WEEKEND_ON] = {0, 0, 0, 0, 0, 2, 1},
    [WEEKEND_TWO_ON] = {0, 0, 0, 0, 0, 2, 2}, /* of two days in a row, each gets a working day */
    [NEAREST] = {0, 0, 0, 0, 0, -1, 1},
    [SECOND_DAY] = {1, 0, 0, 0, 0, 2, 2}, /* the day after one that is WEEKEND_ON */
};

struct rule {
	uint32_t countries; /* IN(...) */
	const char *
	    regions; /* NULL: the whole country; "MD PV": these alone; "!SCT": all known ones but these */
	int8_t month; /* 0: days from Easter Sunday */
	int8_t day;   /* of the month, or from Easter */
	int8_t
	    weekday; /* 1 Monday .. 7: the first such weekday on or after that day; 0: the day itself */
	uint8_t move;
	int16_t from, until; /* years; 0: since ever, and until a law changes it */
};

enum { MON = 1, TUE, WED, THU, FRI, SAT };

#define IN(country)      (UINT32_C(1) << (country))
#define DATE(m, d)       .month = (m), .day = (d)
#define EASTER(days)     .day = (days)
#define FIRST(w, m, d)   .weekday = (w), .month = (m), .day = (d)
#define ONCE(year, m, d) DATE(m, d), .from = (year), .until = (year)
#define SPAIN_MOVES      "AN AR AS CL EX"

#define NORTH  (IN(DK) | IN(NO) | IN(SE) | IN(FI))
#define CENTRE (IN(AT) | IN(DE) | IN(LU) | IN(NL) | IN(PL))

/*
 * Sources. Written from the laws, and compared day by day with two independent calendars (tests/unit/test_holiday.c keeps the days that
 * set regions and years apart). Whole from 2016 on.
 * AT Feiertagsruhegesetz. AU the states' public holiday acts (days that a state names year by year, as the eve of Melbourne's final, are
 * left out). BE law of 4-1-1974. BR Leis 662/1949, 6.802/1980, 9.093/1995, 14.759/2023; Carnival and Corpus Christi as the banks keep them
 * (Resolucao CMN 2.932/2002). CA Holidays Act, Canada Labour Code and the provinces' standards acts. CH: days of all cantons alone. CZ 245/2000.
 * DE Unification Treaty art. 2 and the Laender's Feiertagsgesetze (BY 15 August: in most communes). DK, FI, NO, SE: their holiday acts.
 * ES Estatuto de los Trabajadores 37.2, RD 2001/1983 art. 45, and what the communities choose each year: the yearly resolutions of the
 * Direccion General de Trabajo are in these rules for 2024-2026; in other years what each community does as a rule.
 * FR Code du travail L3133-1, L3134-13, L3422-2. GB Banking and Financial Dealings Act 1971 and royal proclamations to 2026.
 * IE Organisation of Working Time Act 1997. IT law 260/1949, 151/2025. LU Code du travail L232-2. MX Ley Federal del Trabajo 74. NL Algemene
 * termijnenwet. PL Dz.U. 1951 nr 4 poz. 28. PT Codigo do Trabalho 234 and the regions' decrees. US 5 U.S.C. 6103.
 */
/* clang-format off */
static const struct rule rules[] = {
    /* New Year */
    {IN(AT) | IN(BE) | IN(BR) | IN(CH) | IN(CZ) | IN(DE) | IN(FR) | IN(IE) | IN(IT) | IN(LU) | IN(MX) | IN(NL) | IN(PL) |
	IN(PT) | NORTH, NULL, DATE(1, 1)},
    {IN(ES), NULL, DATE(1, 1)},
    {IN(AU) | IN(CA) | IN(GB), NULL, DATE(1, 1), .move = WEEKEND_ON},
    {IN(US), NULL, DATE(1, 1), .move = NEAREST},
    {IN(GB), "SCT", DATE(1, 2), .move = SECOND_DAY},
    {IN(AT) | IN(ES) | IN(FI) | IN(IT) | IN(PL) | IN(SE), NULL, DATE(1, 6)},
    {IN(DE), "BW BY ST", DATE(1, 6)},
    /* About Easter */
    {IN(BR), NULL, EASTER(-48)},
    {IN(BR), NULL, EASTER(-47)},
    {IN(ES), "!CT VC", EASTER(-3)},
    {IN(DK) | IN(NO), NULL, EASTER(-3)},
    {IN(AU) | IN(BR) | IN(CA) | IN(DE) | IN(ES) | IN(GB) | IN(PT) | IN(CZ) | NORTH, NULL, EASTER(-2)},
    {IN(FR), "57 67 68", EASTER(-2)},
    {IN(AU), "!TAS WA", EASTER(-1)},
    {IN(AU) | IN(BE) | IN(CZ) | IN(FR) | IN(IE) | IN(IT) | CENTRE | NORTH, NULL, EASTER(1)},
    {IN(GB), "!SCT", EASTER(1)},
    {IN(ES), "CT IB NC PV RI VC", EASTER(1)},
    {IN(DK), NULL, EASTER(26), .until = 2023},
    {IN(AT) | IN(BE) | IN(CH) | IN(DE) | IN(FR) | IN(LU) | IN(NL) | NORTH, NULL, EASTER(39)},
    {IN(AT) | IN(BE) | IN(DE) | IN(DK) | IN(FR) | IN(LU) | IN(NL) | IN(NO), NULL, EASTER(50)},
    {IN(PT), "20", EASTER(50)},
    {IN(IT), "BZ", EASTER(50)},
    {IN(AT) | IN(BR) | IN(PL), NULL, EASTER(60)},
    {IN(PT), NULL, EASTER(60), .from = 2016},
    {IN(DE), "BW BY HE NW RP SL", EASTER(60)},
    {IN(ES), "CM", EASTER(60)},
    /* May Day and what stands beside it */
    {IN(AT) | IN(BE) | IN(BR) | IN(CZ) | IN(DE) | IN(FI) | IN(FR) | IN(IT) | IN(LU) | IN(MX) | IN(NO) | IN(PL) | IN(PT) |
	IN(SE), NULL, DATE(5, 1)},
    {IN(ES), NULL, DATE(5, 1)},
    {IN(IE), NULL, FIRST(MON, 5, 1)},
    {IN(CZ) | IN(FR), NULL, DATE(5, 8)},
    {IN(LU), NULL, DATE(5, 9), .from = 2019},
    {IN(IT), NULL, DATE(4, 25)},
    {IN(PT), NULL, DATE(4, 25)},
    /* August to December */
    {IN(AT) | IN(BE) | IN(ES) | IN(FR) | IN(IT) | IN(LU) | IN(PL) | IN(PT), NULL, DATE(8, 15)},
    {IN(DE), "BY SL", DATE(8, 15)},
    {IN(AT) | IN(BE) | IN(ES) | IN(FR) | IN(IT) | IN(LU) | IN(PL), NULL, DATE(11, 1)},
    {IN(PT), NULL, DATE(11, 1), .from = 2016},
    {IN(DE), "BW BY NW RP SL", DATE(11, 1)},
    {IN(FI) | IN(SE), NULL, FIRST(SAT, 10, 31)},
    {IN(BE) | IN(FR) | IN(PL), NULL, DATE(11, 11)},
    {IN(AT) | IN(ES) | IN(IT) | IN(PT), NULL, DATE(12, 8)},
    {IN(CZ), NULL, DATE(12, 24)},
    {IN(PL), NULL, DATE(12, 24), .from = 2025},
    {IN(BE) | IN(BR) | IN(CH) | IN(CZ) | IN(ES) | IN(FR) | IN(IE) | IN(IT) | IN(MX) | IN(PT) | CENTRE | NORTH, NULL, DATE(12, 25)},
    {IN(AU) | IN(GB), NULL, DATE(12, 25), .move = WEEKEND_TWO_ON},
    {IN(CA), NULL, DATE(12, 25), .move = WEEKEND_ON},
    {IN(US), NULL, DATE(12, 25), .move = NEAREST},
    {IN(CZ) | IN(IE) | IN(IT) | CENTRE | NORTH, NULL, DATE(12, 26)},
    {IN(AU) | IN(GB), NULL, DATE(12, 26), .move = WEEKEND_TWO_ON},
    {IN(CA), "ON", DATE(12, 26), .move = SECOND_DAY},
    {IN(FR), "57 67 68", DATE(12, 26)},

    {IN(AT), NULL, DATE(10, 26)},

    {IN(AU), NULL, DATE(1, 26), .move = WEEKEND_ON},
    {IN(AU), "WA", FIRST(MON, 3, 1)},
    {IN(AU), "ACT SA TAS VIC", FIRST(MON, 3, 8)},
    {IN(AU), "NSW TAS VIC", DATE(4, 25)},
    {IN(AU), "NT QLD SA", DATE(4, 25), .move = SUNDAY_ON},
    {IN(AU), "ACT WA", DATE(4, 25), .move = WEEKEND_ON},
    {IN(AU), "NT QLD", FIRST(MON, 5, 1)},
    {IN(AU), "ACT", FIRST(MON, 5, 27), .from = 2018},
    {IN(AU), "WA", FIRST(MON, 6, 1)},
    {IN(AU), "ACT NSW NT SA TAS VIC", FIRST(MON, 6, 8)},
    {IN(AU), "NT", FIRST(MON, 8, 1)},
    {IN(AU), "ACT NSW QLD SA", FIRST(MON, 10, 1)},
    {IN(AU), "VIC", FIRST(TUE, 11, 1)},
    {IN(AU), NULL, ONCE(2022, 9, 22)},
    {IN(AU), "WA", FIRST(MON, 9, 24), .until = 2023},
    {IN(AU), "WA", ONCE(2024, 9, 23)},
    {IN(AU), "WA", FIRST(MON, 9, 24), .from = 2025},

    {IN(BE), NULL, DATE(7, 21)},

    {IN(BR), NULL, DATE(4, 21)},
    {IN(BR), "RJ", DATE(4, 23)},
    {IN(BR), "BA", DATE(7, 2)},
    {IN(BR), "SP", DATE(7, 9)},
    {IN(BR), NULL, DATE(9, 7)},
    {IN(BR), "RS", DATE(9, 20)},
    {IN(BR), NULL, DATE(10, 12)},
    {IN(BR), NULL, DATE(11, 2)},
    {IN(BR), NULL, DATE(11, 15)},
    {IN(BR), "RJ", DATE(11, 20), .until = 2023},
    {IN(BR), "SP", ONCE(2023, 11, 20)},
    {IN(BR), NULL, DATE(11, 20), .from = 2024},

    {IN(CA), "BC", FIRST(MON, 2, 8), .until = 2018},
    {IN(CA), "BC", FIRST(MON, 2, 15), .from = 2019},
    {IN(CA), "AB MB NS ON PE SK", FIRST(MON, 2, 15)},
    {IN(CA), "NB", FIRST(MON, 2, 15), .from = 2018},
    {IN(CA), "AB BC MB NB NT NU ON QC SK YT", FIRST(MON, 5, 18)},
    {IN(CA), "QC", DATE(6, 24), .move = SUNDAY_ON},
    {IN(CA), NULL, DATE(7, 1), .move = SUNDAY_ON},
    {IN(CA), "BC NB NT NU SK", FIRST(MON, 8, 1)},
    {IN(CA), NULL, FIRST(MON, 9, 1)},
    {IN(CA), "BC NT NU PE YT", DATE(9, 30), .from = 2023},
    {IN(CA), "MB", DATE(9, 30), .from = 2024},
    {IN(CA), "AB BC MB NT NU ON QC SK YT", FIRST(MON, 10, 8)},
    {IN(CA), "AB BC NB NL NT NU PE SK YT", DATE(11, 11)},

    {IN(CH), NULL, DATE(8, 1)},

    {IN(CZ), NULL, DATE(7, 5)},
    {IN(CZ), NULL, DATE(7, 6)},
    {IN(CZ), NULL, DATE(9, 28)},
    {IN(CZ), NULL, DATE(10, 28)},
    {IN(CZ), NULL, DATE(11, 17)},

    {IN(DE), "BE", DATE(3, 8), .from = 2019},
    {IN(DE), "MV", DATE(3, 8), .from = 2023},
    {IN(DE), "BE", ONCE(2020, 5, 8)},
    {IN(DE), "BE", ONCE(2025, 5, 8)},
    {IN(DE), "BE", ONCE(2028, 6, 17)},
    {IN(DE), "TH", DATE(9, 20), .from = 2019},
    {IN(DE), NULL, DATE(10, 3)},
    {IN(DE), "BB MV SN ST TH", DATE(10, 31)},
    {IN(DE), "HB HH NI SH", DATE(10, 31), .from = 2018},
    {IN(DE), NULL, ONCE(2017, 10, 31)},
    {IN(DE), "SN", FIRST(WED, 11, 16)},

    /* Spain: days of all, on whose Sundays some communities rest the Monday */
    {IN(ES), SPAIN_MOVES, DATE(1, 1), .move = SUNDAY_ON},
    {IN(ES), SPAIN_MOVES, DATE(1, 6), .move = SUNDAY_ON},
    {IN(ES), SPAIN_MOVES, DATE(5, 1), .move = SUNDAY_ON},
    {IN(ES), SPAIN_MOVES, DATE(8, 15), .move = SUNDAY_ON},
    {IN(ES), SPAIN_MOVES, DATE(11, 1), .move = SUNDAY_ON},
    {IN(ES), SPAIN_MOVES, DATE(12, 8), .move = SUNDAY_ON},
    {IN(ES), SPAIN_MOVES, DATE(12, 25), .move = SUNDAY_ON},
    {IN(ES), NULL, DATE(10, 12)},
    {IN(ES), SPAIN_MOVES, DATE(10, 12), .move = SUNDAY_ON},
    {IN(ES), NULL, DATE(12, 6)},
    {IN(ES), SPAIN_MOVES, DATE(12, 6), .move = SUNDAY_ON},
    {IN(ES), "MC ML", ONCE(2024, 12, 9)},
    {IN(ES), "CM CN MD NC", ONCE(2026, 11, 2)},
    {IN(ES), "CB MC MD ML RI", ONCE(2026, 12, 7)},
    /* and each community's own */
    {IN(ES), "AN", DATE(2, 28), .move = SUNDAY_ON},
    {IN(ES), "IB", DATE(3, 1), .move = SUNDAY_ON},
    {IN(ES), "MC VC", DATE(3, 19)},
    {IN(ES), "GA NC PV", ONCE(2026, 3, 19)},
    {IN(ES), "ML", ONCE(2026, 3, 20)},
    {IN(ES), "ML", ONCE(2025, 3, 31)},
    {IN(ES), "AR CL", DATE(4, 23), .move = SUNDAY_ON},
    {IN(ES), "MD", DATE(5, 2), .move = SUNDAY_ON},
    {IN(ES), "GA", DATE(5, 17)},
    {IN(ES), "CE ML", ONCE(2026, 5, 27)},
    {IN(ES), "CN", DATE(5, 30)},
    {IN(ES), "CM", DATE(5, 31)},
    {IN(ES), "CE ML", ONCE(2025, 6, 6)},
    {IN(ES), "MC", DATE(6, 9)},
    {IN(ES), "RI", DATE(6, 9), .move = SUNDAY_ON},
    {IN(ES), "CE ML", ONCE(2024, 6, 17)},
    {IN(ES), "CT VC", DATE(6, 24)},
    {IN(ES), "GA", ONCE(2026, 6, 24)},
    {IN(ES), "GA PV", DATE(7, 25)},
    {IN(ES), "CB", ONCE(2024, 7, 25)},
    {IN(ES), "MD NC", DATE(7, 25), .from = 2024, .until = 2025},
    {IN(ES), "CB", DATE(7, 28)},
    {IN(ES), "CE", DATE(8, 5)},
    {IN(ES), "AS EX", DATE(9, 8), .move = SUNDAY_ON},
    {IN(ES), "CT", DATE(9, 11)},
    {IN(ES), "CB", DATE(9, 15), .move = SUNDAY_ON},
    {IN(ES), "VC", DATE(10, 9)},
    {IN(ES), "NC", DATE(12, 3)},
    {IN(ES), "CT", DATE(12, 26)},
    {IN(ES), "IB", ONCE(2026, 12, 26)},

    {IN(FI) | IN(SE), NULL, FIRST(SAT, 6, 20)},
    {IN(FI), NULL, DATE(12, 6)},

    {IN(FR), "976", DATE(4, 27)},
    {IN(FR), "972", DATE(5, 22)},
    {IN(FR), "971", DATE(5, 27)},
    {IN(FR), "973", DATE(6, 10)},
    {IN(FR), NULL, DATE(7, 14)},
    {IN(FR), "974", DATE(12, 20)},

    {IN(GB), "NIR", DATE(3, 17), .move = WEEKEND_ON},
    {IN(GB), NULL, FIRST(MON, 5, 1), .until = 2019},
    {IN(GB), NULL, ONCE(2020, 5, 8)},
    {IN(GB), NULL, FIRST(MON, 5, 1), .from = 2021},
    {IN(GB), NULL, FIRST(MON, 5, 25), .until = 2021},
    {IN(GB), NULL, ONCE(2022, 6, 2)},
    {IN(GB), NULL, ONCE(2022, 6, 3)},
    {IN(GB), NULL, FIRST(MON, 5, 25), .from = 2023},
    {IN(GB), NULL, ONCE(2022, 9, 19)},
    {IN(GB), NULL, ONCE(2023, 5, 8)},
    {IN(GB), "NIR", DATE(7, 12), .move = WEEKEND_ON},
    {IN(GB), "SCT", FIRST(MON, 8, 1)},
    {IN(GB), "!SCT", FIRST(MON, 8, 25)},
    {IN(GB), "SCT", DATE(11, 30), .move = WEEKEND_ON},
    {IN(GB), "SCT", ONCE(2026, 6, 15)},

    /* Saint Brigid's: the first Monday, but 1 February itself where that is a Friday */
    {IN(IE), NULL, FIRST(MON, 2, 1), .from = 2023, .until = 2029},
    {IN(IE), NULL, ONCE(2030, 2, 1)},
    {IN(IE), NULL, FIRST(MON, 2, 1), .from = 2031},
    {IN(IE), NULL, DATE(3, 17)},
    {IN(IE), NULL, ONCE(2022, 3, 18)},
    {IN(IE), NULL, FIRST(MON, 6, 1)},
    {IN(IE), NULL, FIRST(MON, 8, 1)},
    {IN(IE), NULL, FIRST(MON, 10, 25)},

    {IN(IT), NULL, DATE(6, 2)},
    {IN(IT), NULL, DATE(10, 4), .from = 2026},

    {IN(LU), NULL, DATE(6, 23)},

    {IN(MX), NULL, FIRST(MON, 2, 1)},
    {IN(MX), NULL, FIRST(MON, 3, 15)},
    {IN(MX), NULL, DATE(9, 16)},
    {IN(MX), NULL, ONCE(2018, 12, 1)},
    {IN(MX), NULL, ONCE(2024, 10, 1)},
    {IN(MX), NULL, ONCE(2030, 10, 1)},
    {IN(MX), NULL, FIRST(MON, 11, 15)},

    {IN(NL), NULL, DATE(4, 27), .move = SUNDAY_BACK},

    {IN(NO), NULL, DATE(5, 17)},

    {IN(PL), NULL, DATE(5, 3)},
    {IN(PL), NULL, ONCE(2018, 11, 12)},

    {IN(PT), NULL, DATE(6, 10)},
    {IN(PT), "30", DATE(7, 1)},
    {IN(PT), NULL, DATE(10, 5), .from = 2016},
    {IN(PT), NULL, DATE(12, 1), .from = 2016},
    {IN(PT), "30", DATE(12, 26)},

    {IN(SE), NULL, DATE(6, 6)},

    {IN(US), NULL, FIRST(MON, 1, 15)},
    {IN(US), NULL, FIRST(MON, 2, 15)},
    {IN(US), NULL, FIRST(MON, 5, 25)},
    {IN(US), NULL, DATE(6, 19), .move = NEAREST, .from = 2021},
    {IN(US), NULL, DATE(7, 4), .move = NEAREST},
    {IN(US), NULL, FIRST(MON, 9, 1)},
    {IN(US), NULL, FIRST(MON, 10, 8)},
    {IN(US), NULL, DATE(11, 11), .move = NEAREST},
    {IN(US), NULL, FIRST(THU, 11, 22)},
};

/* Codes that carriers and shops write for a part of a country. */
static const struct {
	char code[3];
	int8_t country;
	char region[4];
} parts[] = {{"EA", ES, ""}, {"GF", FR, "973"}, {"GP", FR, "971"}, {"IC", ES, "CN"}, {"MQ", FR, "972"}, {"RE", FR, "974"},
    {"UK", GB, ""}, {"YT", FR, "976"}};
/* clang-format on */

static int8_t
country_of(const char *code)
{
	for (int i = 1; i < COUNTRY_COUNT; i++)
		if (text_equal_nocase(country_codes[i], code))
			return (int8_t)i;
	return 0;
}

struct holiday_place
holiday_place_of(const char *country, const char *postcode)
{
	struct holiday_place place = HOLIDAY_NOWHERE;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (text_equal_nocase(parts[i].code, country)) {
			place.country = parts[i].country;
			memcpy(place.region, parts[i].region, sizeof(place.region));
		}
	if (place.country == 0)
		place.country = country_of(country);
	if (place.country == 0 || place.region[0] != '\0')
		return place;
	(void)text_cut(place.region, sizeof(place.region),
	    span_of(region_of(country_codes[place.country], postcode)));
	return place;
}

/* Whether "MD" is among "CM CN MD NC". */
static bool
listed(const char *regions, const char *region)
{
	struct span rest = span_of(regions), one;

	while (text_split(&rest, ' ', &one))
		if (span_equal_str(one, region))
			return true;
	return false;
}

int
holiday_place_parse(struct span in, struct holiday_place *out)
{
	struct holiday_place place = HOLIDAY_NOWHERE;
	struct span rest = in, code;
	char country[3];

	if (!text_split(&rest, '-', &code) || text_copy_span(country, sizeof(country), code) < 0 ||
	    text_copy_span(place.region, sizeof(place.region), rest) < 0)
		return ERR_MALFORMED;
	place.country = country_of(country);
	if (place.country == 0 ||
	    (rest.len > 0 && !region_known(country_codes[place.country], place.region)))
		return ERR_NOT_FOUND;
	*out = place;
	return 0;
}

/* The anonymous Gregorian computus (Nature, 20 April 1876). */
int32_t
holiday_easter(int32_t year)
{
	int32_t a = year % 19, b = year / 100, c = year % 100;
	int32_t g = (8 * b + 13) / 25;
	int32_t h = (19 * a + b - b / 4 - g + 15) % 30;
	int32_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int32_t m = (a + 11 * h + 19 * l) / 433;
	int32_t month = (h + l - 7 * m + 90) / 25;
	int32_t day;

	return day_from_civil(year, month, (h + l - 7 * m + 33 * month + 19) % 32, &day) == 0
	    ? day
	    : DAY_NONE;
}

/* The day of a rule in a year, whose Easter is given; DAY_NONE where it has none. */
static int32_t
rule_day(const struct rule *rule, int32_t year, int32_t easter)
{
	int32_t day;

	if (year < rule->from || (rule->until != 0 && year > rule->until))
		return DAY_NONE;
	if (rule->month == 0)
		return easter + rule->day;
	if (day_from_civil(year, rule->month, rule->day, &day) < 0)
		return DAY_NONE;
	if (rule->weekday > 0)
		day += (rule->weekday - 1 - day_weekday(day) + 7) % 7;
	return day;
}

static bool
rule_covers(const struct rule *rule, const char *region)
{
	if (rule->regions == NULL)
		return true;
	if (region[0] == '\0')
		return false;
	return rule->regions[0] == '!' ? !listed(rule->regions + 1, region)
				       : listed(rule->regions, region);
}

bool
holiday_on(struct holiday_place place, int32_t day)
{
	int32_t year, month, day_of_month, easter;

	if (place.country == 0)
		return false;
	day_to_civil(day, &year, &month, &day_of_month);
	easter = holiday_easter(year);
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		const struct rule *rule = &rules[i];
		int32_t base;

		/* What rules most rows out comes first: the country, the month, the day. New Year may be moved into the year before. */
		if ((rule->countries & IN(place.country)) == 0 ||
		    (rule->month > 0 && (rule->month - month + 13) % 12 > 2))
			continue;
		base = rule_day(rule, year + (month == 12 && rule->month == 1), easter);
		if (base != DAY_NONE &&
		    (base == day || base + moves[rule->move][day_weekday(base)] == day) &&
		    rule_covers(rule, place.region))
			return true;
	}
	return false;
}
