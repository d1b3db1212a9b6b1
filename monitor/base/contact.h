#pragma once

/*
 * contact: checks of what reaches people: mail addresses, phones, locales, and text that will stand in headers. What
 * passes cannot end a header line, add a recipient or start an SMTP command. Used by registration, configuration and
 * mail alike. Pure; any thread.
 */

#include "monitor/base/buf.h"
#include "monitor/base/limits.h"

/* One bare address, local@domain: no blanks, brackets, quotes or commas; before the @ letters of any script (RFC 6531), the domain ASCII and of
 * at least two labels. */
bool contact_email_valid(const char *address);

/* A domain name of at least two labels, ASCII (an international one as its xn-- form), without a dot at the end. */
bool contact_domain_valid(const char *domain);

/* One bare address as mail can be sent to it: a domain outside ASCII becomes its xn-- form; before the @ letters and marks are composed (NFC).
 * "" in dst and ERR_MALFORMED, ERR_TOO_BIG for what contact_email_valid would refuse then. */
int contact_email_parse(char *dst, size_t room, struct span in) MUST_CHECK;
/* The same for all spellings of one address: without case, composed. What is no address: in lower case. */
void contact_email_key(char dst[LIMIT_EMAIL_ROOM], const char *address);
/* The same for a domain alone. */
int contact_domain_parse(char *dst, size_t room, struct span in) MUST_CHECK;

/* An address that says nobody reads it: noreply@, no-reply@, do.not.reply@, no-responder@ ... */
bool contact_email_no_reply(const char *address);

/* Digits with an optional leading '+', blanks, dots, dashes, slashes and brackets between; 5 to 15 digits (E.164). */
bool contact_phone_valid(const char *phone);

/* Valid UTF-8 without control characters, C1 and line separators included. */
bool contact_text_valid(struct span text);

/* Text as people may keep it longer than an address: words that hold an @ become "<...>"; cleaned as by text_clean. */
void contact_strip(char *dst, size_t room, struct span text);

/* A BCP 47 tag of language, script and region ("es", "es-ES", "zh-Hant-TW"; '_' counts as '-'), in its usual case.
 * ERR_MALFORMED, ERR_TOO_BIG. */
int contact_locale_parse(char *dst, size_t room, struct span in) MUST_CHECK;
