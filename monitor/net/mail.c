#include "monitor/net/mail.h"

#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "monitor/base/crash.h"
#include "monitor/base/text.h"

struct mail_sender {
	CURL *easy;
	bool takes_utf8; /* the server of its connection offers SMTPUTF8 */
};

/* One message on its way. */
struct passage {
	struct mail_sender *sender;
	struct span left; /* of the message */
	bool needs_utf8;
	struct mail_result *out;
	bool quitting; /* what comes now answers QUIT, not us */
};

const char *
mail_stage_name(enum mail_stage stage)
{
	switch (stage) {
	case MAIL_STAGE_CONNECT: return "connect";
	case MAIL_STAGE_TLS: return "tls";
	case MAIL_STAGE_AUTH: return "auth";
	case MAIL_STAGE_FROM: return "from";
	case MAIL_STAGE_RCPT: return "rcpt";
	case MAIL_STAGE_DATA: return "data";
	case MAIL_STAGE_FINAL: return "final";
	}
	return "connect";
}

/* ---- what is said ---- */

static const struct {
	const char *command;
	enum mail_stage stage;
} commands[] = {
    {"EHLO ", MAIL_STAGE_CONNECT},
    {"HELO ", MAIL_STAGE_CONNECT},
    {"STARTTLS", MAIL_STAGE_TLS},
    {"AUTH ", MAIL_STAGE_AUTH},
    {"MAIL FROM:", MAIL_STAGE_FROM},
    {"RCPT TO:", MAIL_STAGE_RCPT},
    {"DATA", MAIL_STAGE_DATA},
};

/* A command that we send. Lines of a login carry no command and stay in their stage; none is kept or logged. */
static void
hear_command(struct passage *p, struct span line)
{
	if (text_starts(line, "QUIT"))
		p->quitting = true;
	if (text_starts(line, "EHLO ") || text_starts(line, "HELO "))
		p->sender->takes_utf8 = false;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (text_starts(line, commands[i].command))
			p->out->stage = commands[i].stage;
}

/* "4.7.1" in front of the text. */
static void
take_enhanced(struct span *text, char *dst, size_t room)
{
	struct span rest = *text;
	struct span word;
	size_t dots = 0;

	dst[0] = '\0';
	if (!text_split(&rest, ' ', &word) || word.len >= room)
		return;
	for (size_t i = 0; i < word.len; i++) {
		if (word.data[i] == '.')
			dots++;
		else if (!text_is_digit(word.data[i]))
			return;
	}
	if (dots != 2 || !text_is_digit(word.data[0]) || word.data[1] != '.')
		return;
	(void)text_cut(dst, room, word);
	*text = rest;
}

/* A line of the server: "451 4.7.1 Try later", or with a dash when more follow. */
static void
hear_answer(struct passage *p, struct span line)
{
	int32_t code;

	if (p->quitting || line.len < 4 || !text_digits(line, 3, &code))
		return;
	p->out->code = code;
	line = (struct span){line.data + 4, line.len - 4};
	if (p->out->stage <= MAIL_STAGE_TLS && text_starts(line, "SMTPUTF8"))
		p->sender->takes_utf8 = true;
	take_enhanced(&line, p->out->enhanced, sizeof(p->out->enhanced));
	(void)text_clean(p->out->text, sizeof(p->out->text), line);
}

static int
on_debug(CURL *easy, curl_infotype kind, char *data, size_t len, void *arg)
{
	struct span line = text_trim((struct span){data, len});

	(void)easy;
	if (kind == CURLINFO_HEADER_OUT)
		hear_command(arg, line);
	else if (kind == CURLINFO_HEADER_IN)
		hear_answer(arg, line);
	return 0;
}

/* The connection stands, and nothing was said of a message: curl would send an address outside ASCII to any server. */
static int
before_message(void *arg, char *ip, char *local_ip, int port, int local_port)
{
	struct passage *p = arg;

	(void)ip, (void)local_ip, (void)port, (void)local_port;
	return p->needs_utf8 && !p->sender->takes_utf8 ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/* curl escapes leading dots and adds the final one by itself, at once after the end: from then on nobody knows. */
static size_t
on_read(char *dst, size_t size, size_t count, void *arg)
{
	struct passage *p = arg;
	size_t n = size * count < p->left.len ? size * count : p->left.len;

	if (n > 0)
		memcpy(dst, p->left.data, n);
	p->left.data += n;
	p->left.len -= n;
	if (n > 0)
		CRASH_POINT("mail.part_given");
	if (p->left.len == 0) {
		CRASH_POINT("mail.all_given");
		p->out->all_sent = true;
		p->out->stage = MAIL_STAGE_FINAL;
		p->out->code = 0; /* 354 is no answer to the message */
		p->out->enhanced[0] = '\0';
		p->out->text[0] = '\0';
	}
	return n;
}

/* ---- the handle ---- */

#define SET(option, value)                                                                         \
	do {                                                                                       \
		if (code == CURLE_OK)                                                              \
			code = curl_easy_setopt(e, option, value);                                 \
	} while (0)

static CURLcode
set_server(CURL *e, const struct mail_settings *settings)
{
	CURLcode code = CURLE_OK;

	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_QUICK_EXIT, 1L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	SET(CURLOPT_MAXCONNECTS, 1L); /* what its server offers is remembered of one */
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_MAIL_CONNECT_MS);
	SET(CURLOPT_TIMEOUT_MS, (long)LIMIT_MAIL_MS);
	/* curl gives up on an answer after two minutes else; the final dot may take ten. */
	SET(CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)(LIMIT_MAIL_MS / 1000));
	SET(CURLOPT_USE_SSL, (long)(settings->starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	SET(CURLOPT_CAPATH, NULL); /* see transport.c */
	if (settings->ca_file[0] != '\0')
		SET(CURLOPT_CAINFO, settings->ca_file);
	if (settings->user[0] != '\0') {
		SET(CURLOPT_USERNAME, settings->user);
		SET(CURLOPT_PASSWORD, secret_bytes(&settings->password));
	}
	return code;
}

static CURLcode
set_message(CURL *e, struct passage *p, const char *url, const char *from, struct curl_slist *to)
{
	CURLcode code = CURLE_OK;

	SET(CURLOPT_URL, url);
	SET(CURLOPT_MAIL_FROM, from);
	SET(CURLOPT_MAIL_RCPT, to);
	SET(CURLOPT_PREREQFUNCTION, before_message);
	SET(CURLOPT_PREREQDATA, p);
	SET(CURLOPT_UPLOAD, 1L);
	SET(CURLOPT_READFUNCTION, on_read);
	SET(CURLOPT_READDATA, p);
	SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)p->left.len);
	SET(CURLOPT_VERBOSE, 1L); /* for the debug function alone */
	SET(CURLOPT_DEBUGFUNCTION, on_debug);
	SET(CURLOPT_DEBUGDATA, p);
	return code;
}

static int
result_of(CURLcode code, const struct mail_result *out)
{
	switch ((int)code) {
	case CURLE_OK: return 0;
	case CURLE_OUT_OF_MEMORY: return ERR_NOMEM;
	case CURLE_OPERATION_TIMEDOUT: return ERR_TIMEOUT;
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL: return ERR_RANGE;
	case CURLE_LOGIN_DENIED: return ERR_BAD_CREDENTIALS;
	default: break;
	}
	return out->code >= 400 ? ERR_REJECTED : ERR_NETWORK;
}

/* Without angle brackets, blanks or control characters: else it could say more than an address. */
static int
add_address(struct buf *b, const char *address)
{
	for (const char *c = address; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == '<' || *c == '>' || *c == 0x7f)
			return ERR_MALFORMED;
	return address[0] == '\0' ? ERR_MALFORMED : buf_addf(b, "<%s>", address);
}

void
mail_send(struct mail_sender *s, const struct mail_settings *settings, const char *from,
    const char *to, struct span message, struct mail_result *out)
{
	struct passage p = {
	    .sender = s, .left = message, .needs_utf8 = !text_is_ascii(span_of(to)), .out = out};
	struct buf url = BUF_INIT(LIMIT_URL_BYTES);
	struct buf sender = BUF_INIT(LIMIT_EMAIL_ROOM + 2);
	struct buf recipient = BUF_INIT(LIMIT_EMAIL_ROOM + 2);
	struct curl_slist *list = NULL;
	CURLcode code;

	*out = (struct mail_result){.stage = MAIL_STAGE_CONNECT};
	out->rc = add_address(&sender, from);
	if (out->rc == 0)
		out->rc = add_address(&recipient, to);
	if (out->rc == 0)
		out->rc = buf_addf(&url, "%s/%s", settings->url, settings->hello);
	if (out->rc < 0)
		goto out;
	list = curl_slist_append(NULL, recipient.data);
	curl_easy_reset(s->easy); /* keeps the connection */
	code = list ? set_server(s->easy, settings) : CURLE_OUT_OF_MEMORY;
	if (code == CURLE_OK)
		code = set_message(s->easy, &p, url.data, sender.data, list);
	if (code == CURLE_OK)
		code = curl_easy_perform(s->easy);
	out->rc = result_of(code, out);
	if (code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION ||
	    code == CURLE_SSL_CONNECT_ERROR)
		out->stage = MAIL_STAGE_TLS;
	if (code == CURLE_ABORTED_BY_CALLBACK)
		*out = (struct mail_result){.rc = ERR_MALFORMED,
		    .stage = MAIL_STAGE_RCPT,
		    .text = "the mail server takes addresses in ASCII alone (no SMTPUTF8)"};
	else if (code != CURLE_OK && out->code < 400)
		(void)text_clean(out->text, sizeof(out->text), span_of(curl_easy_strerror(code)));
	/* Nothing of this passage may be spoken to later: the connection lives on. */
	(void)curl_easy_setopt(s->easy, CURLOPT_VERBOSE, 0L);
	(void)curl_easy_setopt(s->easy, CURLOPT_MAIL_RCPT, NULL);
out:
	curl_slist_free_all(list);
	buf_clear(&url);
	buf_clear(&sender);
	buf_clear(&recipient);
}

int
mail_sender_new(struct mail_sender **out)
{
	struct mail_sender *s = calloc(1, sizeof(*s));

	if (!s)
		return ERR_NOMEM;
	s->easy = curl_easy_init();
	if (!s->easy) {
		free(s);
		return ERR_NOMEM;
	}
	*out = s;
	return 0;
}

void
mail_sender_free(struct mail_sender *s)
{
	if (!s)
		return;
	curl_easy_cleanup(s->easy);
	free(s);
}
