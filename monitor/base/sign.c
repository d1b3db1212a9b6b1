#include "monitor/base/sign.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

/* Hashing fails only without memory or without the library's providers: nothing can be decided without it. */
static void
must(bool done)
{
	if (!done)
		abort();
}

void
sign_sha256(struct span in, uint8_t out[SIGN_SHA256_BYTES])
{
	must(EVP_Digest(in.len > 0 ? in.data : "", in.len, out, NULL, EVP_sha256(), NULL) == 1);
}

void
sign_hmac_sha256(struct span key, struct span in, uint8_t out[SIGN_SHA256_BYTES])
{
	const void *data = in.len > 0 ? in.data : "";

	must(key.len <= INT_MAX);
	must(HMAC(EVP_sha256(), key.len > 0 ? key.data : "", (int)key.len, data, in.len, out,
		 NULL) != NULL);
}

void
sign_sha256_parts(const struct span *parts, size_t count, uint8_t out[SIGN_SHA256_BYTES])
{
	EVP_MD_CTX *digest = EVP_MD_CTX_new();

	must(digest != NULL && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1);
	for (size_t i = 0; i < count; i++) {
		uint8_t len[8];

		for (size_t byte = 0; byte < sizeof(len); byte++)
			len[byte] = (uint8_t)((uint64_t)parts[i].len >> (56 - 8 * byte));
		must(EVP_DigestUpdate(digest, len, sizeof(len)) == 1);
		must(parts[i].len == 0 ||
		    EVP_DigestUpdate(digest, parts[i].data, parts[i].len) == 1);
	}
	must(EVP_DigestFinal_ex(digest, out, NULL) == 1);
	EVP_MD_CTX_free(digest);
}

static int
add_base64(struct buf *b, struct span in, const char *last_two, bool padded)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	for (size_t at = 0; at < in.len; at += 3) {
		size_t bytes = in.len - at < 3 ? in.len - at : 3;
		uint32_t bits = 0;
		char group[4];
		int rc;

		for (size_t i = 0; i < 3; i++)
			bits = bits << 8 | (i < bytes ? (uint8_t)in.data[at + i] : 0u);
		for (size_t i = 0; i < 4; i++) {
			uint32_t value = bits >> (18 - 6 * i) & 63;

			group[i] = i > bytes ? '='
			    : value < 62     ? alphabet[value]
					     : last_two[value - 62];
		}
		rc = buf_add(b, group, padded ? 4 : bytes + 1);
		if (rc < 0)
			return rc;
	}
	return buf_error(b);
}

int
sign_add_base64(struct buf *b, struct span in)
{
	return add_base64(b, in, "+/", true);
}

int
sign_add_base64url(struct buf *b, struct span in)
{
	return add_base64(b, in, "-_", false);
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

/* The digits of `in` without its padding; false when they do not make whole bytes. */
static bool
base64_unpadded(struct span *in)
{
	size_t padding = 0;

	while (padding < 2 && in->len > padding && in->data[in->len - padding - 1] == '=')
		padding++;
	if (padding > 0 && in->len % 4 != 0)
		return false;
	in->len -= padding;
	if (in->len % 4 == 1)
		return false;
	for (size_t i = 0; i < in->len; i++)
		if (base64_value(in->data[i]) < 0)
			return false;
	/* Bits that no byte takes are zero: one value has one spelling. */
	if (in->len % 4 != 0) {
		int spare = in->len % 4 == 2 ? 15 : 3;

		return (base64_value(in->data[in->len - 1]) & spare) == 0;
	}
	return true;
}

int
sign_base64_decode(struct buf *out, struct span in)
{
	uint32_t bits = 0;

	if (!base64_unpadded(&in))
		return ERR_MALFORMED;
	for (size_t i = 0; i < in.len; i++) {
		int rc = 0;

		bits = bits << 6 | (uint32_t)base64_value(in.data[i]);
		/* After the 2nd digit 4 bits are left over, after the 3rd 2, after the 4th none. */
		if (i % 4 != 0)
			rc = buf_add_u8(out, (uint8_t)(bits >> (6 - 2 * (i % 4))));
		if (rc < 0)
			return rc;
	}
	return buf_error(out);
}

int
sign_add_hex(struct buf *b, struct span in)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < in.len; i++) {
		uint8_t byte = (uint8_t)in.data[i];
		int rc = buf_add(b, (char[]){digits[byte >> 4], digits[byte & 15]}, 2);

		if (rc < 0)
			return rc;
	}
	return buf_error(b);
}

/* Takes `key`; NULL holds nothing. */
static bool
rsa_holds(EVP_PKEY *key, struct span text, struct span signature)
{
	EVP_MD_CTX *digest = EVP_MD_CTX_new();
	bool holds;

	must(digest != NULL);
	holds = key != NULL && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
	    EVP_DigestVerifyInit(digest, NULL, EVP_sha256(), NULL, key) == 1 &&
	    EVP_DigestVerify(digest, (const unsigned char *)signature.data, signature.len,
		(const unsigned char *)(text.len > 0 ? text.data : ""), text.len) == 1;
	EVP_MD_CTX_free(digest);
	EVP_PKEY_free(key);
	return holds;
}

bool
sign_rsa_pem_holds(struct span pem, struct span text, struct span signature)
{
	BIO *in = pem.len <= INT_MAX ? BIO_new_mem_buf(pem.data, (int)pem.len) : NULL;
	X509 *certificate = in != NULL ? PEM_read_bio_X509(in, NULL, NULL, NULL) : NULL;
	EVP_PKEY *key = NULL;

	if (certificate != NULL)
		key = X509_get_pubkey(certificate);
	else if (in != NULL && BIO_reset(in) == 1)
		key = PEM_read_bio_PUBKEY(in, NULL, NULL, NULL);
	X509_free(certificate);
	BIO_free(in);
	return rsa_holds(key, text, signature);
}

bool
sign_rsa_holds(struct span modulus, struct span exponent, struct span text, struct span signature)
{
	const size_t most = 1024; /* 8,192 bits */
	EVP_PKEY_CTX *making = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	BIGNUM *n = NULL, *e = NULL;
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;

	must(making != NULL && build != NULL);
	if (modulus.len == 0 || modulus.len > most || exponent.len == 0 || exponent.len > 8)
		goto out;
	n = BN_bin2bn((const unsigned char *)modulus.data, (int)modulus.len, NULL);
	e = BN_bin2bn((const unsigned char *)exponent.data, (int)exponent.len, NULL);
	must(n != NULL && e != NULL);
	must(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) == 1);
	must(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e) == 1);
	params = OSSL_PARAM_BLD_to_param(build);
	must(params != NULL && EVP_PKEY_fromdata_init(making) == 1);
	if (EVP_PKEY_fromdata(making, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL;
out:
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	BN_free(n);
	BN_free(e);
	EVP_PKEY_CTX_free(making);
	return rsa_holds(key, text, signature);
}

void
sign_random(void *out, size_t len)
{
	must(len <= INT_MAX && RAND_bytes(out, (int)len) == 1);
}

bool
sign_equal(const void *a, const void *b, size_t len)
{
	return CRYPTO_memcmp(a, b, len) == 0;
}

/* FNV-1a, and the finaliser of MurmurHash3 so that near texts land far apart. */
static uint64_t
stir(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

/* Eight bytes at a time: whole replies go through it. */
uint64_t
sign_hash64(struct span in)
{
	uint64_t hash = 0xCBF29CE484222325u ^ in.len;
	uint64_t word = 0;
	size_t at = 0;

	for (; in.len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, in.data + at, sizeof(word));
		hash = stir(hash, word);
	}
	if (at < in.len) {
		word = 0;
		memcpy(&word, in.data + at, in.len - at);
		hash = stir(hash, word);
	}
	hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDu;
	hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53u;
	return hash ^ hash >> 33;
}
