#pragma once

/*
 * sign: SHA-256, HMAC, signatures of RSA, base64, random bytes, constant-time comparison. The only file that includes OpenSSL. Any thread.
 */

#include "monitor/base/buf.h"

enum { SIGN_SHA256_BYTES = 32 };

void sign_sha256(struct span in, uint8_t out[SIGN_SHA256_BYTES]);
void sign_hmac_sha256(struct span key, struct span in, uint8_t out[SIGN_SHA256_BYTES]);

/* Several parts with their lengths in front, so that ("a","bc") and ("ab","c") differ. */
void sign_sha256_parts(const struct span *parts, size_t count, uint8_t out[SIGN_SHA256_BYTES]);

int sign_add_base64(struct buf *b, struct span in);
int sign_add_base64url(struct buf *b, struct span in); /* no padding */
/* Either alphabet, with its padding or without any; nothing else: no blanks, no stray bits. ERR_MALFORMED. */
int sign_base64_decode(struct buf *out, struct span in) MUST_CHECK;
int sign_add_hex(struct buf *b, struct span in);

/* Whether `signature` is that of `text` by RSA with SHA-256 (RFC 8017, 8.2) and the private half of the key: a PEM certificate or
 * public key, or the two numbers of an RSA key, big-endian. False for a key that cannot be read. */
bool sign_rsa_pem_holds(struct span pem, struct span text, struct span signature);
bool sign_rsa_holds(
    struct span modulus, struct span exponent, struct span text, struct span signature);

/* Cryptographic random bytes; aborts when the system has none. */
void sign_random(void *out, size_t len);

bool sign_equal(const void *a, const void *b, size_t len);

/* A fast 64-bit keyed-less hash for jitter and hash tables (not for security). */
uint64_t sign_hash64(struct span in);
