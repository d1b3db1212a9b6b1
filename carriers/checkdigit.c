#include "carriers/checkdigit.h"

#include <string.h>

#include "monitor/base/text.h"

bool
checkdigit_all_digits(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!text_is_digit(s[i]))
			return false;
	return len > 0;
}

bool
checkdigit_mod7(const char *s, size_t len)
{
	unsigned rest = 0;

	if (len < 2 || !checkdigit_all_digits(s, len))
		return false;
	for (size_t i = 0; i + 1 < len; i++)
		rest = (rest * 10 + (unsigned)(s[i] - '0')) % 7;
	return rest == (unsigned)(s[len - 1] - '0');
}

bool
checkdigit_mod10(const char *s, size_t len, unsigned even, unsigned odd)
{
	return checkdigit_mod10_after(s, len, even, odd, 0);
}

bool
checkdigit_mod10_after(const char *s, size_t len, unsigned even, unsigned odd, unsigned before)
{
	unsigned sum = before;

	if (len < 2 || !text_is_digit(s[len - 1]))
		return false;
	for (size_t i = 0; i + 1 < len; i++) {
		unsigned value;

		if (text_is_digit(s[i]))
			value = (unsigned)(s[i] - '0');
		else if (text_is_alpha(s[i]))
			value = ((unsigned char)s[i] - 3U) % 10;
		else
			return false;
		sum += value * (i % 2 == 0 ? even : odd);
	}
	return (10 - sum % 10) % 10 == (unsigned)(s[len - 1] - '0');
}

bool
checkdigit_luhn(const char *s, size_t len)
{
	unsigned sum = 0;

	if (len < 2 || !checkdigit_all_digits(s, len))
		return false;
	for (size_t i = 0; i < len; i++) { /* leftwards from the check */
		unsigned digit = (unsigned)(s[len - 1 - i] - '0');

		sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
	}
	return sum % 10 == 0;
}

bool
checkdigit_mod37_36(const char *s, size_t len)
{
	unsigned rest = 36;

	if (len < 2)
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned value;

		if (text_is_digit(s[i]))
			value = (unsigned)(s[i] - '0');
		else if (s[i] >= 'A' && s[i] <= 'Z')
			value = (unsigned)(s[i] - 'A') + 10;
		else
			return false;
		rest = (rest + value - 1) % 36 + 1;
		if (i + 1 < len)
			rest = rest * 2 % 37;
	}
	return rest == 1;
}

bool
checkdigit_mod11(const char *s, size_t len)
{
	static const unsigned weights[] = {1, 3, 7};
	unsigned sum = 0;

	if (len < 2 || !checkdigit_all_digits(s, len))
		return false;
	for (size_t i = 0; i + 1 < len; i++)
		sum += (unsigned)(s[len - 2 - i] - '0') * weights[i % 3];
	return sum % 11 % 10 == (unsigned)(s[len - 1] - '0');
}

bool
checkdigit_s10(const char *s)
{
	static const unsigned weights[] = {8, 6, 4, 2, 3, 5, 9, 7};
	unsigned sum = 0;
	unsigned check;

	if (strlen(s) != 13 || !text_is_alpha(s[0]) || !text_is_alpha(s[1]) ||
	    !text_is_alpha(s[11]) || !text_is_alpha(s[12]) || !checkdigit_all_digits(s + 2, 9))
		return false;
	for (size_t i = 0; i < 8; i++)
		sum += (unsigned)(s[2 + i] - '0') * weights[i];
	check = 11 - sum % 11;
	if (check == 10)
		check = 0;
	else if (check == 11)
		check = 5;
	return check == (unsigned)(s[10] - '0');
}

bool
checkdigit_correos(const char *s)
{
	static const char letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";
	unsigned sum = 0;

	if (strlen(s) != 23)
		return false;
	for (size_t i = 0; i < 22; i++) {
		if (!text_is_alnum(s[i]))
			return false;
		sum += (unsigned char)s[i];
	}
	return letters[sum % 23] == s[22];
}
