#pragma once

/*
 * checkdigit: the arithmetic that makes a tracking number recognisable. Each function takes a normalised number (upper
 * case, no blanks) whose last character is the check, but for S10, and says whether it holds; characters that its scheme
 * does not know make it false. Pure; any thread.
 */

#include <stdbool.h>
#include <stddef.h>

bool checkdigit_all_digits(const char *s, size_t len);

/* The digits before the last, as one number, modulo 7. DHL Express. */
bool checkdigit_mod7(const char *s, size_t len);

/* Sum of value times weight, `even` for the 1st, 3rd, ..., `odd` for the 2nd, 4th, ...; the check fills up to a ten.
 * A letter counts as (its ASCII code - 3) mod 10. UPS, FedEx Ground. */
bool checkdigit_mod10(const char *s, size_t len, unsigned even, unsigned odd);

/* As checkdigit_mod10, with the sum of a prefix that is not printed. USPS. */
bool checkdigit_mod10_after(
    const char *s, size_t len, unsigned even, unsigned odd, unsigned before);

/* Every second digit from the right doubled, the digits of all summed to a whole ten. Purolator. */
bool checkdigit_luhn(const char *s, size_t len);

/* ISO/IEC 7064 MOD 37,36: digits and letters, the check among them. DPD. */
bool checkdigit_mod37_36(const char *s, size_t len);

/* Sum of digit times weight, modulo 11, modulo 10. The weights repeat 1 7 3 leftwards from the check. FedEx Express. */
bool checkdigit_mod11(const char *s, size_t len);

/* UPU S10: two letters, eight digits, check, two letters, e.g. RB123456785GB. */
bool checkdigit_s10(const char *s);

/* 23 characters; the letter chosen by the sum of the codes of the others modulo 23. Correos, rule observed. */
bool checkdigit_correos(const char *s);
