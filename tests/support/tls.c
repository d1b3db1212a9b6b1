#include "tests/support/tls.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAY_SECONDS_OF_LIFE = 24 * 3600, PIECE_BYTES = 16384 };

struct tls_identity {
	EVP_PKEY *key;
	X509 *certificate;
	SSL_CTX *context;
};

struct tls_end {
	SSL *ssl;
	BIO *in, *out; /* the ssl's */
};

static int
add_extension(X509 *certificate, int what, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, what, value);
	int rc = extension != NULL && X509_add_ext(certificate, extension, -1) == 1 ? 0 : ERR_NOMEM;

	X509_EXTENSION_free(extension);
	return rc;
}

/* Signed by itself: who trusts it trusts this server and nobody else. */
static int
make_certificate(struct tls_identity *i)
{
	X509_NAME *name;

	i->key = EVP_EC_gen("P-256");
	i->certificate = X509_new();
	if (i->key == NULL || i->certificate == NULL)
		return ERR_NOMEM;
	name = X509_get_subject_name(i->certificate);
	if (X509_set_version(i->certificate, X509_VERSION_3) != 1 ||
	    ASN1_INTEGER_set(X509_get_serialNumber(i->certificate), 1) != 1 ||
	    X509_gmtime_adj(X509_getm_notBefore(i->certificate), -DAY_SECONDS_OF_LIFE) == NULL ||
	    X509_gmtime_adj(X509_getm_notAfter(i->certificate), DAY_SECONDS_OF_LIFE) == NULL ||
	    X509_NAME_add_entry_by_txt(
		name, "CN", MBSTRING_ASC, (const unsigned char *)"sink.example", -1, -1, 0) != 1 ||
	    X509_set_issuer_name(i->certificate, name) != 1 ||
	    X509_set_pubkey(i->certificate, i->key) != 1 ||
	    add_extension(i->certificate, NID_basic_constraints, "critical,CA:TRUE") != 0 ||
	    add_extension(i->certificate, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost") != 0)
		return ERR_NOMEM;
	return X509_sign(i->certificate, i->key, EVP_sha256()) > 0 ? 0 : ERR_NOMEM;
}

int
tls_identity_new(struct tls_identity **out)
{
	struct tls_identity *i = calloc(1, sizeof(*i));
	int rc = i != NULL ? make_certificate(i) : ERR_NOMEM;

	if (rc == 0) {
		i->context = SSL_CTX_new(TLS_server_method());
		if (i->context == NULL ||
		    SSL_CTX_use_certificate(i->context, i->certificate) != 1 ||
		    SSL_CTX_use_PrivateKey(i->context, i->key) != 1)
			rc = ERR_NOMEM;
	}
	if (rc != 0)
		tls_identity_free(i);
	else
		*out = i;
	return rc;
}

void
tls_identity_free(struct tls_identity *i)
{
	if (i == NULL)
		return;
	SSL_CTX_free(i->context);
	X509_free(i->certificate);
	EVP_PKEY_free(i->key);
	free(i);
}

int
tls_identity_write(const struct tls_identity *i, const char *path)
{
	FILE *f = fopen(path, "w");
	bool written;

	if (f == NULL)
		return ERR_IO;
	written = PEM_write_X509(f, i->certificate) == 1;
	return fclose(f) == 0 && written ? 0 : ERR_IO;
}

int
tls_end_new(const struct tls_identity *i, struct tls_end **out)
{
	struct tls_end *e = calloc(1, sizeof(*e));

	if (e == NULL)
		return ERR_NOMEM;
	e->ssl = SSL_new(i->context);
	e->in = BIO_new(BIO_s_mem());
	e->out = BIO_new(BIO_s_mem());
	if (e->ssl == NULL || e->in == NULL || e->out == NULL) {
		SSL_free(e->ssl);
		BIO_free(e->in);
		BIO_free(e->out);
		free(e);
		return ERR_NOMEM;
	}
	SSL_set_bio(e->ssl, e->in, e->out);
	SSL_set_accept_state(e->ssl);
	*out = e;
	return 0;
}

void
tls_end_free(struct tls_end *e)
{
	if (e == NULL)
		return;
	SSL_free(e->ssl); /* and its BIOs */
	free(e);
}

int
tls_end_take(struct tls_end *e, struct span wire, struct buf *plain)
{
	char piece[PIECE_BYTES];
	int got;

	ERR_clear_error();
	if (BIO_write(e->in, wire.data, (int)wire.len) != (int)wire.len)
		return ERR_NOMEM;
	while ((got = SSL_read(e->ssl, piece, sizeof(piece))) > 0)
		if (buf_add(plain, piece, (size_t)got) < 0)
			return buf_error(plain);
	return SSL_get_error(e->ssl, got) == SSL_ERROR_WANT_READ ? 0 : ERR_MALFORMED;
}

int
tls_end_say(struct tls_end *e, struct span plain)
{
	return SSL_write(e->ssl, plain.data, (int)plain.len) == (int)plain.len ? 0 : ERR_MALFORMED;
}

int
tls_end_wire(struct tls_end *e, struct buf *out)
{
	char piece[PIECE_BYTES];
	int got;

	while ((got = BIO_read(e->out, piece, sizeof(piece))) > 0)
		if (buf_add(out, piece, (size_t)got) < 0)
			return buf_error(out);
	return 0;
}
