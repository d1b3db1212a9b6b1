#include "carriers/ask.h"

#include "monitor/base/text.h"

int
ask_client_token(
    struct http_request *out, const struct account *acct, const char *own, const char *path)
{
	int rc = adapter_open_token(out, acct, own, path, "grant_type=client_credentials");

	if (rc == 0)
		rc = adapter_add_form(out, "client_id", acct->user);
	if (rc == 0)
		rc = adapter_add_form(out, "client_secret", secret_bytes(&acct->key));
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

int
ask_json_token(
    struct http_request *out, const struct account *acct, const char *own, const char *path)
{
	int rc = adapter_open_token(out, acct, own, path, "");

	http_headers_clear(&out->headers);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Accept", "application/json");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	return rc;
}

void
ask_add_member(struct buf *body, const char *before, const char *name, struct span value)
{
	(void)buf_addf(body, "%s\"%s\":\"", before, name); /* errors are sticky */
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.data[i];

		if (c < ' ')
			(void)buf_addf(body, "\\u%04x", c);
		else
			(void)buf_addf(body, "%s%c", c == '"' || c == '\\' ? "\\" : "", c);
	}
	(void)buf_add_char(body, '"');
}

struct span
ask_field(const char *text, char separator, size_t index)
{
	struct span rest = span_of(text);
	struct span piece = {"", 0};

	for (size_t i = 0; i <= index; i++)
		if (!text_split(&rest, separator, &piece))
			return (struct span){"", 0};
	return text_trim(piece);
}

int
ask_password_token(
    struct http_request *out, const struct account *acct, const char *own, const char *path)
{
	const char *key = secret_bytes(&acct->key);
	const struct {
		const char *name;
		struct span value;
	} fields[] = {
	    {"&client_id=", ask_field(acct->user, ':', 0)},
	    {"&client_secret=", ask_field(key, '\n', 0)},
	    {"&username=", ask_field(acct->user, ':', 1)},
	    {"&password=", ask_field(key, '\n', 1)},
	};
	int rc = adapter_open_token(out, acct, own, path, "grant_type=password");

	for (size_t i = 0; rc == 0 && i < CODE_COUNT(fields); i++) {
		(void)buf_add_str(&out->body, fields[i].name); /* errors are sticky */
		rc = text_add_percent(&out->body, fields[i].value);
	}
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

int
ask_add_numbers(struct buf *url, const struct track_query *q, const char *separator)
{
	for (size_t i = 0; i < q->count; i++) {
		if (i > 0)
			(void)buf_add_str(url, separator); /* errors are sticky */
		(void)text_add_percent(url, span_of(q->numbers[i].number));
	}
	return buf_error(url);
}

int
ask_add_elements(struct http_request *out, const struct ask_element *elements, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		(void)buf_addf(&out->body, "<%s>", elements[i].name); /* errors are sticky */
		(void)xml_add_text(&out->body, elements[i].value);
		(void)buf_addf(&out->body, "</%s>", elements[i].name);
	}
	return buf_error(&out->body);
}

int
ask_soap(struct http_request *out, const struct account *acct, const char *own, const char *path,
    const char *action, const char *xmlns, const char *operation,
    const struct ask_element *elements, size_t count)
{
	int rc = adapter_open_soap(out, acct, own, path, action, xmlns);

	if (rc == 0)
		rc = buf_addf(&out->body, "<soap:Body><%s>", operation);
	if (rc == 0)
		rc = ask_add_elements(out, elements, count);
	if (rc == 0)
		rc = buf_addf(&out->body, "</%s>", operation);
	if (rc == 0)
		rc = adapter_close_soap(out);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}
