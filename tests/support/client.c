#include "tests/support/client.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

int
client_open(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd;

	if (text_copy(address.sun_path, sizeof(address.sun_path), path) < 0)
		return -1;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

int
client_open_tcp(int port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

bool
client_send(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t sent = send(fd, bytes.data, bytes.len, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes.data += sent;
		bytes.len -= (size_t)sent;
	}
	return true;
}

bool
client_ready(int fd, int wait_ms)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};

	return poll(&wait, 1, wait_ms) == 1;
}

/* Bytes come, 0 at the end, or a negative error. */
static int
receive(int fd, char *data, size_t room)
{
	ssize_t got;

	if (!client_ready(fd, CLIENT_PATIENCE_MS))
		return ERR_TIMEOUT;
	got = recv(fd, data, room, 0);
	return got < 0 ? ERR_NETWORK : (int)got;
}

static int
read_head(struct span head, struct http_response *out, size_t *length)
{
	struct span line, name;
	int32_t status;
	int64_t number;

	*length = 0;
	if (!text_split(&head, '\n', &line) || line.len < 12 ||
	    !text_digits((struct span){line.data + 9, 3}, 3, &status))
		return ERR_MALFORMED;
	out->status = status;
	while (text_split(&head, '\n', &line)) {
		char key[64], value[256];

		line = text_trim(line);
		if (!text_split(&line, ':', &name))
			continue;
		if (text_copy_span(key, sizeof(key), name) < 0 ||
		    text_copy_span(value, sizeof(value), text_trim(line)) < 0 ||
		    http_headers_add(&out->headers, key, value) < 0)
			return ERR_MALFORMED;
		if (text_equal_nocase(key, "content-length")) {
			if (text_parse_i64(span_of(value), 0, LIMIT_JSON_BYTES, &number) < 0)
				return ERR_MALFORMED;
			*length = (size_t)number;
		}
	}
	return 0;
}

int
client_read(int fd, struct http_response *out)
{
	struct buf all = BUF_INIT(LIMIT_JSON_BYTES + LIMIT_HEADERS_BYTES);
	const char *body = NULL;
	size_t head = 0, length = 0;
	char chunk[65536];
	int rc;

	http_response_clear(out);
	out->body.cap = LIMIT_JSON_BYTES;
	for (;;) {
		if (body == NULL && (body = strstr(buf_str(&all), "\r\n\r\n")) != NULL) {
			head = (size_t)(body - all.data) + 4;
			rc = read_head((struct span){all.data, head - 4}, out, &length);
			if (rc < 0)
				break;
		}
		if (body != NULL && all.len >= head + length) {
			rc = buf_add(&out->body, all.data + head, length);
			break;
		}
		rc = receive(fd, chunk, sizeof(chunk));
		if (rc > 0)
			rc = buf_add(&all, chunk, (size_t)rc);
		else if (rc == 0)
			rc = ERR_NETWORK;
		if (rc < 0)
			break;
	}
	buf_clear(&all);
	return rc;
}

bool
client_closed(int fd)
{
	char byte;
	int rc = receive(fd, &byte, 1);

	return rc == 0 || rc == ERR_NETWORK;
}

int
client_ask(const char *path, const char *method, const char *target, const char *body,
    struct http_response *out)
{
	struct buf request = BUF_INIT(LIMIT_JSON_BYTES);
	int fd = client_open(path);
	int rc = ERR_NETWORK;

	if (fd < 0)
		return rc;
	(void)buf_addf(&request, "%s %s HTTP/1.1\r\nHost: puntual\r\n", method, target);
	if (body != NULL)
		(void)buf_addf(&request,
		    "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body));
	(void)buf_add_str(&request, "\r\n");
	(void)buf_add_str(&request, body ? body : "");
	rc = buf_error(&request);
	if (rc == 0)
		rc = client_send(fd, buf_span(&request)) ? client_read(fd, out) : ERR_NETWORK;
	buf_clear(&request);
	close(fd);
	return rc;
}

int64_t
client_resident_kb(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	long long whole = 0, resident = 0;

	assert(file != NULL);
	if (fscanf(file, "%lld %lld", &whole, &resident) != 2)
		resident = 0;
	(void)fclose(file);
	assert(resident > 0);
	return resident * (sysconf(_SC_PAGESIZE) / 1024);
}
