#include "monitor/base/region.h"

#include <string.h>

#include "monitor/base/place.h"

struct area {
	const char *country;
	const char *from, *until; /* first and last prefix, of one length */
	const char *region;       /* "": the area lies in several */
};

/* The first row that fits. Sources: the postal services' own numbering plans. */
/* clang-format off */
static const struct area areas[] = {
    /* Spain: the first two digits are the province. */
    {"ES", "01", "01", "PV"},
    {"ES", "02", "02", "CM"},
    {"ES", "03", "03", "VC"},
    {"ES", "04", "04", "AN"},
    {"ES", "05", "05", "CL"},
    {"ES", "06", "06", "EX"},
    {"ES", "07", "07", "IB"},
    {"ES", "08", "08", "CT"},
    {"ES", "09", "09", "CL"},
    {"ES", "10", "10", "EX"},
    {"ES", "11", "11", "AN"},
    {"ES", "12", "12", "VC"},
    {"ES", "13", "13", "CM"},
    {"ES", "14", "14", "AN"},
    {"ES", "15", "15", "GA"},
    {"ES", "16", "16", "CM"},
    {"ES", "17", "17", "CT"},
    {"ES", "18", "18", "AN"},
    {"ES", "19", "19", "CM"},
    {"ES", "20", "20", "PV"},
    {"ES", "21", "21", "AN"},
    {"ES", "22", "22", "AR"},
    {"ES", "23", "23", "AN"},
    {"ES", "24", "24", "CL"},
    {"ES", "25", "25", "CT"},
    {"ES", "26", "26", "RI"},
    {"ES", "27", "27", "GA"},
    {"ES", "28", "28", "MD"},
    {"ES", "29", "29", "AN"},
    {"ES", "30", "30", "MC"},
    {"ES", "31", "31", "NC"},
    {"ES", "32", "32", "GA"},
    {"ES", "33", "33", "AS"},
    {"ES", "34", "34", "CL"},
    {"ES", "35", "35", "CN"},
    {"ES", "36", "36", "GA"},
    {"ES", "37", "37", "CL"},
    {"ES", "38", "38", "CN"},
    {"ES", "39", "39", "CB"},
    {"ES", "40", "40", "CL"},
    {"ES", "41", "41", "AN"},
    {"ES", "42", "42", "CL"},
    {"ES", "43", "43", "CT"},
    {"ES", "44", "44", "AR"},
    {"ES", "45", "45", "CM"},
    {"ES", "46", "46", "VC"},
    {"ES", "47", "47", "CL"},
    {"ES", "48", "48", "PV"},
    {"ES", "49", "49", "CL"},
    {"ES", "50", "50", "AR"},
    {"ES", "51", "51", "CE"},
    {"ES", "52", "52", "ML"},
    /* Portugal: Madeira and the Azores. */
    {"PT", "90", "94", "30"},
    {"PT", "95", "99", "20"},
    /* France: the department. */
    {"FR", "57", "57", "57"},
    {"FR", "67", "67", "67"},
    {"FR", "68", "68", "68"},
    {"FR", "971", "971", "971"},
    {"FR", "972", "972", "972"},
    {"FR", "973", "973", "973"},
    {"FR", "974", "974", "974"},
    {"FR", "976", "976", "976"},
    /* Italy: South Tyrol. */
    {"IT", "39", "39", "BZ"},
    /* Germany: routing areas, which follow the post roads; those that cross a border of a Land say so by no region. */
    {"DE", "017", "017", "SN"},
    {"DE", "019", "019", ""},
    {"DE", "01", "02", "SN"},
    {"DE", "03", "03", "BB"},
    {"DE", "046", "046", ""},
    {"DE", "049", "049", ""},
    {"DE", "04", "04", "SN"},
    {"DE", "065", "065", ""},
    {"DE", "06", "06", "ST"},
    {"DE", "079", "079", ""},
    {"DE", "07", "07", "TH"},
    {"DE", "08", "09", "SN"},
    {"DE", "10", "12", "BE"},
    {"DE", "13", "13", "BE"},
    {"DE", "140", "141", "BE"},
    {"DE", "14", "16", "BB"},
    {"DE", "172", "173", ""},
    {"DE", "17", "18", "MV"},
    {"DE", "193", "193", "BB"},
    {"DE", "19", "19", "MV"},
    {"DE", "20", "20", "HH"},
    {"DE", "210", "211", "HH"},
    {"DE", "212", "214", ""},
    {"DE", "21", "21", "NI"},
    {"DE", "228", "229", "SH"},
    {"DE", "22", "22", "HH"},
    {"DE", "239", "239", ""},
    {"DE", "23", "25", "SH"},
    {"DE", "26", "26", "NI"},
    {"DE", "275", "275", ""},
    {"DE", "27", "27", ""},
    {"DE", "280", "287", "HB"},
    {"DE", "28", "31", "NI"},
    {"DE", "32", "33", "NW"},
    {"DE", "340", "346", ""},
    {"DE", "34", "34", "HE"},
    {"DE", "364", "364", ""},
    {"DE", "35", "36", "HE"},
    {"DE", "372", "372", ""},
    {"DE", "373", "373", "TH"},
    {"DE", "37", "37", ""},
    {"DE", "388", "389", "ST"},
    {"DE", "38", "38", "NI"},
    {"DE", "39", "39", "ST"},
    {"DE", "40", "47", "NW"},
    {"DE", "484", "485", ""},
    {"DE", "48", "48", "NW"},
    {"DE", "494", "495", ""},
    {"DE", "49", "49", "NI"},
    {"DE", "50", "52", "NW"},
    {"DE", "535", "535", ""},
    {"DE", "53", "53", "NW"},
    {"DE", "54", "56", "RP"},
    {"DE", "575", "576", ""},
    {"DE", "57", "57", "NW"},
    {"DE", "58", "59", "NW"},
    {"DE", "637", "639", "BY"},
    {"DE", "60", "64", "HE"},
    {"DE", "655", "656", ""},
    {"DE", "65", "65", "HE"},
    {"DE", "664", "669", ""},
    {"DE", "66", "66", "SL"},
    {"DE", "67", "67", "RP"},
    {"DE", "68", "69", ""},
    {"DE", "70", "73", "BW"},
    {"DE", "74", "74", ""},
    {"DE", "75", "75", "BW"},
    {"DE", "767", "768", "RP"},
    {"DE", "76", "79", "BW"},
    {"DE", "80", "87", "BY"},
    {"DE", "88", "89", ""},
    {"DE", "90", "96", "BY"},
    {"DE", "978", "979", ""},
    {"DE", "97", "97", "BY"},
    {"DE", "98", "99", "TH"},
    /* United Kingdom: Northern Ireland; Scotland; districts across the Tweed and the Severn have none; Wales; the rest is England. */
    {"GB", "BT", "BT", "NIR"},
    {"GB", "TD", "TD", ""},
    {"GB", "AB", "AB", "SCT"},
    {"GB", "DD", "DD", "SCT"},
    {"GB", "DG", "DG", "SCT"},
    {"GB", "EH", "EH", "SCT"},
    {"GB", "FK", "FK", "SCT"},
    {"GB", "G0", "G9", "SCT"},
    {"GB", "HS", "HS", "SCT"},
    {"GB", "IV", "IV", "SCT"},
    {"GB", "KA", "KA", "SCT"},
    {"GB", "KW", "KW", "SCT"},
    {"GB", "KY", "KY", "SCT"},
    {"GB", "ML", "ML", "SCT"},
    {"GB", "PA", "PA", "SCT"},
    {"GB", "PH", "PH", "SCT"},
    {"GB", "ZE", "ZE", "SCT"},
    {"GB", "CF", "CF", "WLS"},
    {"GB", "LD", "LD", "WLS"},
    {"GB", "SA", "SA", "WLS"},
    {"GB", "GY", "GY", ""},
    {"GB", "JE", "JE", ""},
    {"GB", "IM", "IM", ""},
    {"GB", "A", "Z", "ENG"},
    /* Canada: the first letter. */
    {"CA", "A", "A", "NL"},
    {"CA", "B", "B", "NS"},
    {"CA", "C", "C", "PE"},
    {"CA", "E", "E", "NB"},
    {"CA", "G", "J", "QC"},
    {"CA", "K", "P", "ON"},
    {"CA", "R", "R", "MB"},
    {"CA", "S", "S", "SK"},
    {"CA", "T", "T", "AB"},
    {"CA", "V", "V", "BC"},
    {"CA", "X0A", "X0C", "NU"},
    {"CA", "X", "X", "NT"},
    {"CA", "Y", "Y", "YT"},
    /* Australia: the first digit, the capital territory within New South Wales and the north within the south. */
    {"AU", "02", "02", "ACT"},
    {"AU", "2600", "2618", "ACT"},
    {"AU", "2900", "2920", "ACT"},
    {"AU", "08", "09", "NT"},
    {"AU", "1", "2", "NSW"},
    {"AU", "3", "3", "VIC"},
    {"AU", "4", "4", "QLD"},
    {"AU", "5", "5", "SA"},
    {"AU", "6", "6", "WA"},
    {"AU", "7", "7", "TAS"},
    {"AU", "8", "8", "VIC"},
    {"AU", "9", "9", "QLD"},
    /* Brazil: CEP ranges. */
    {"BR", "01", "19", "SP"},
    {"BR", "20", "28", "RJ"},
    {"BR", "40", "48", "BA"},
    {"BR", "90", "99", "RS"},
};
/* clang-format on */

static const size_t area_count = sizeof(areas) / sizeof(areas[0]);

const char *
region_of(const char *country, const char *postcode)
{
	char clean[PLACE_POSTCODE_ROOM];

	place_postcode_clean(country, postcode, clean);
	for (size_t i = 0; i < area_count; i++)
		if (strcmp(areas[i].country, country) == 0 &&
		    place_postcode_within(clean, areas[i].from, areas[i].until))
			return areas[i].region;
	return "";
}

bool
region_known(const char *country, const char *region)
{
	for (size_t i = 0; i < area_count; i++)
		if (strcmp(areas[i].country, country) == 0 && strcmp(areas[i].region, region) == 0)
			return true;
	return false;
}
