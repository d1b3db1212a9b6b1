#include "monitor/notice/channel_phone.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/channel_http.h"
#include "monitor/notice/words.h"

enum { PHONE_ROOM = LIMIT_PHONE_ROOM + 2, SEGMENTS = 6, WHATSAPP_UNITS = 900 };

/* "+34 600 000 000" as "+34600000000"; a number without its country's code has no one meaning. */
static int
phone_of(const struct render_input *in, char out[PHONE_ROOM], struct why *why)
{
	const struct channel_settings *s = shop_channel(in->shop, in->notice->channel);
	bool customer = in->notice->audience == AUDIENCE_CUSTOMER;
	const char *from = !customer ? (s != NULL ? s->to : "")
	    : in->person != NULL     ? in->person->phone
				     : "";
	size_t len = 0;

	if (strncmp(from, "00", 2) == 0) {
		out[len++] = '+';
		from += 2;
	}
	for (; *from != '\0' && len + 1 < PHONE_ROOM; from++)
		if (text_is_digit(*from) || (*from == '+' && len == 0))
			out[len++] = *from;
	out[len] = '\0';
	if (out[0] != '+' || len < 8 || len > 16)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "phone",
		    "has no country code, as +34 600 000 000");
	return 0;
}

/* ---- what a text costs ---- */

/* GSM 03.38 beside ASCII's letters, digits and most signs; those of the second row take two places. */
static const char gsm[] = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
static const char gsm_extended[] = "^{}\\[~]|€";

static bool
holds(const char *set, struct span one)
{
	return memmem(set, strlen(set), one.data, one.len) != NULL;
}

size_t
phone_segments(struct span text)
{
	size_t septets = 0, units = channel_http_units(text);
	bool plain = true;
	uint32_t point;

	while (text.len > 0 && plain) {
		struct span one = {text.data, text_utf8_next(text, &point)};

		if (one.len == 0)
			one.len = 1;
		if (text_is_alnum(one.data[0]) || holds(gsm, one))
			septets++;
		else if (holds(gsm_extended, one))
			septets += 2;
		else
			plain = false;
		text.data += one.len;
		text.len -= one.len;
	}
	if (plain)
		return septets <= 160 ? 1 : (septets + 152) / 153;
	return units <= 70 ? 1 : (units + 66) / 67;
}

/* Signs of print that would double the price of a text that has no other of their kind. */
static void
add_simple(struct buf *out, struct span text)
{
	static const struct {
		const char *sign, *instead;
	} rows[] = {{"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"–", "-"}, {"—", "-"},
	    {"…", "..."}, {"‘", "'"}, {"’", "'"}, {"“", "\""}, {"”", "\""}, {"\n", " "}};

	while (text.len > 0) {
		size_t len = 1;
		bool found = false;

		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !found; i++)
			if (text_starts(text, rows[i].sign)) {
				(void)buf_add_str(out, rows[i].instead);
				len = strlen(rows[i].sign);
				found = true;
			}
		if (!found)
			(void)buf_add_char(out, text.data[0]);
		text.data += len;
		text.len -= len;
	}
}

/* "Shop: what changed. What was promised; whom to ask." The person stands at its end, whatever is cut. */
static int
short_words(const struct render_input *in, const struct template_output *words, struct buf *out)
{
	struct buf head = BUF_INIT(LIMIT_MAIL_BYTES), tail = BUF_INIT(1024);
	size_t units;
	int rc;

	(void)buf_addf(&head, "%s: ", in->shop->name);
	add_simple(&head, buf_span(&words->subject));
	if (words->preheader.len > 0) {
		(void)buf_add_str(&head, ". ");
		add_simple(&head, buf_span(&words->preheader));
	}
	if (strstr(buf_str(&head), in->shop->contact_phone) == NULL)
		(void)buf_addf(&tail, " %s, %s.", in->shop->contact_name, in->shop->contact_phone);
	rc = buf_error(&head) < 0 ? buf_error(&head) : buf_error(&tail);
	units = channel_http_units(buf_span(&head)) + 1;
	do {
		size_t step = units > 40 ? 20 : 1;

		buf_reset(out);
		if (rc == 0)
			rc = channel_http_add_cut(out, buf_span(&head), units, NULL);
		if (rc == 0)
			rc = buf_add(out, buf_str(&tail), tail.len);
		units -= step;
	} while (rc == 0 && phone_segments(buf_span(out)) > SEGMENTS && units > 1);
	buf_clear(&head);
	buf_clear(&tail);
	return rc;
}

/* ---- SMS by Twilio. twilio.com/docs/messaging/api/message-resource, and its error codes ---- */

static void
add_pair(struct buf *out, const char *name, const char *value)
{
	(void)buf_addf(out, "%s%s=", out->len > 0 ? "&" : "", name);
	(void)text_add_percent(out, span_of(value));
}

static int
build_sms(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	const struct channel_settings *s = shop_channel(in->shop, in->notice->channel);
	struct buf text = BUF_INIT(LIMIT_MAIL_BYTES);
	char to[PHONE_ROOM];
	int rc;

	if (s == NULL)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "channel", "is no longer configured");
	channel_http_id(in->notice, message_id);
	rc = phone_of(in, to, why);
	if (rc == 0)
		rc = short_words(in, words, &text);
	if (rc == 0) {
		add_pair(out, "To", to);
		add_pair(
		    out, strncmp(s->from, "MG", 2) == 0 ? "MessagingServiceSid" : "From", s->from);
		add_pair(out, "Body", buf_str(&text));
		rc = buf_error(out);
	}
	buf_clear(&text);
	return rc;
}

static int
request_sms(const struct channel_post *post, struct http_request *out)
{
	const struct channel_settings *s = post->settings;
	struct buf b = BUF_INIT(LIMIT_HTTP_HEADER_BYTES), value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int rc;

	(void)buf_addf(
	    &b, "%s/2010-04-01/Accounts/", s->url[0] != '\0' ? s->url : "https://api.twilio.com");
	(void)text_add_percent(&b, span_of(s->user));
	(void)buf_add_str(&b, "/Messages.json");
	rc = buf_error(&b);
	if (rc == 0)
		rc = channel_http_post(out, buf_str(&b), "application/x-www-form-urlencoded", post);
	buf_reset(&b);
	(void)buf_addf(&b, "%s:%s", s->user, secret_bytes(&s->key));
	(void)buf_add_str(&value, "Basic ");
	(void)sign_add_base64(&value, buf_span(&b));
	if (rc == 0)
		rc = http_headers_add_secret(&out->headers, "Authorization", buf_str(&value));
	if (b.data != NULL)
		explicit_bzero(b.data, b.len);
	if (value.data != NULL)
		explicit_bzero(value.data, value.len);
	buf_clear(&b);
	buf_clear(&value);
	return rc;
}

/* What a number in the reply means, where it says more than the status. */
struct code {
	int64_t code;
	enum answer answer;
};

static enum answer
classify_by(const struct code *codes, size_t count, const struct channel_reply *r)
{
	int64_t code;

	if (r->code < 400 || text_parse_i64(span_of(r->enhanced), 0, INT32_MAX, &code) < 0)
		return channel_http_classify(r);
	for (size_t i = 0; i < count; i++)
		if (codes[i].code == code)
			return codes[i].answer;
	return channel_http_classify(r);
}

static enum answer
classify_sms(const struct channel_reply *r)
{
	static const struct code codes[] = {
	    {20003, ANSWER_CHANNEL_FAILING}, /* authentication */
	    {20429, ANSWER_TEMPORARY},       /* too many requests */
	    {21211, ANSWER_PERMANENT},       /* `To` is no phone number */
	    {21212, ANSWER_CHANNEL_FAILING}, /* `From` is none */
	    {21408, ANSWER_PERMANENT},       /* its country is not allowed */
	    {21603, ANSWER_CHANNEL_FAILING}, /* `From` is missing */
	    {21606, ANSWER_CHANNEL_FAILING}, /* `From` cannot send messages */
	    {21610, ANSWER_PERMANENT},       /* the recipient has opted out */
	    {21614, ANSWER_PERMANENT},       /* no mobile number */
	    {21659, ANSWER_CHANNEL_FAILING}, /* `From` is not ours */
	};

	return classify_by(codes, sizeof(codes) / sizeof(codes[0]), r);
}

const struct channel channel_sms = {
    .id = CHANNEL_SMS,
    .name = "sms",
    .build = build_sms,
    .classify = classify_sms,
    .request = request_sms,
    .code_path = "code",
    .per_minute = 60, /* one a second of a long number */
};

/* ---- WhatsApp's Cloud API: outside a conversation of the last 24 hours only templates that were approved. developers.facebook.com,
 * "Cloud API: messages" and "Error codes" ---- */

/* The text of a parameter holds no line feed, no tab, and no run of blanks. */
static void
put_parameter(struct json_out *w, struct span text)
{
	char clean[WHATSAPP_UNITS];

	(void)text_clean(clean, sizeof(clean) / 3, text);
	json_out_object(w, NULL);
	json_out_str(w, "type", "text");
	json_out_str(w, "text", clean[0] != '\0' ? clean : "-");
	json_out_end(w);
}

static const char *
language_of(const char *locale)
{
	const char *language = words_of(locale)->language;

	if (strcmp(language, "pt") != 0)
		return language;
	return text_starts(span_of(locale), "pt-BR") ? "pt_BR" : "pt_PT";
}

static int
build_whatsapp(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	const struct channel_settings *s = shop_channel(in->shop, in->notice->channel);
	struct json_out w = JSON_OUT_INIT;
	char to[PHONE_ROOM], person[2 * LIMIT_NAME_ROOM];
	int rc;

	if (s == NULL)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "channel", "is no longer configured");
	channel_http_id(in->notice, message_id);
	rc = phone_of(in, to, why);
	if (rc < 0)
		return rc;
	(void)snprintf(
	    person, sizeof(person), "%s, %s", in->shop->contact_name, in->shop->contact_phone);
	json_out_object(&w, NULL);
	json_out_str(&w, "messaging_product", "whatsapp");
	json_out_str(&w, "recipient_type", "individual");
	json_out_str(&w, "to", to + 1);
	json_out_str(&w, "type", "template");
	json_out_object(&w, "template");
	json_out_str(&w, "name", s->template);
	json_out_object(&w, "language");
	json_out_str(&w, "code", language_of(facts_locale(in)));
	json_out_end(&w);
	json_out_array(&w, "components");
	json_out_object(&w, NULL);
	json_out_str(&w, "type", "body");
	json_out_array(&w, "parameters");
	put_parameter(&w, span_of(in->shop->name));
	put_parameter(&w, buf_span(&words->subject));
	put_parameter(&w, buf_span(&words->preheader));
	put_parameter(&w, span_of(person));
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	json_out_end(&w);
	rc = json_out_take(&w, out, false);
	json_out_clear(&w);
	return rc;
}

static int
request_whatsapp(const struct channel_post *post, struct http_request *out)
{
	const struct channel_settings *s = post->settings;
	struct buf url = BUF_INIT(LIMIT_URL_BYTES);
	int rc;

	(void)buf_addf(
	    &url, "%s/", s->url[0] != '\0' ? s->url : "https://graph.facebook.com/v21.0");
	(void)text_add_percent(&url, span_of(s->from));
	(void)buf_add_str(&url, "/messages");
	rc = channel_http_post(out, buf_str(&url), "application/json", post);
	if (rc == 0)
		rc = channel_http_bearer(out, s);
	buf_clear(&url);
	return rc;
}

static enum answer
classify_whatsapp(const struct channel_reply *r)
{
	static const struct code codes[] = {
	    {4, ANSWER_TEMPORARY},            /* too many calls */
	    {190, ANSWER_CHANNEL_FAILING},    /* the token has expired */
	    {80007, ANSWER_TEMPORARY},        /* rate limit of the account */
	    {130429, ANSWER_TEMPORARY},       /* rate limit of messages */
	    {131000, ANSWER_TEMPORARY},       /* something went wrong there */
	    {131016, ANSWER_TEMPORARY},       /* service unavailable */
	    {131026, ANSWER_PERMANENT},       /* cannot be delivered: no WhatsApp, say */
	    {131042, ANSWER_CHANNEL_FAILING}, /* payment */
	    {131045, ANSWER_CHANNEL_FAILING}, /* our number is not registered */
	    {131048, ANSWER_TEMPORARY},       /* held back as spam */
	    {131049, ANSWER_PERMANENT},       /* not delivered to keep people engaged */
	    {131050, ANSWER_PERMANENT},       /* the recipient wants none */
	    {131056, ANSWER_TEMPORARY},       /* too many to this recipient */
	    {132000, ANSWER_CHANNEL_FAILING}, /* another number of parameters */
	    {132001, ANSWER_CHANNEL_FAILING}, /* no such template in this language */
	    {132007, ANSWER_CHANNEL_FAILING}, /* the template breaks a policy */
	    {132015, ANSWER_CHANNEL_FAILING}, /* the template is paused */
	    {132016, ANSWER_CHANNEL_FAILING}, /* or disabled */
	    {133010, ANSWER_CHANNEL_FAILING}, /* our number is not registered */
	};

	return classify_by(codes, sizeof(codes) / sizeof(codes[0]), r);
}

const struct channel channel_whatsapp = {
    .id = CHANNEL_WHATSAPP,
    .name = "whatsapp",
    .build = build_whatsapp,
    .classify = classify_whatsapp,
    .request = request_whatsapp,
    .code_path = "error.code",
    .per_minute = 600,
};
