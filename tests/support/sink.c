#include "tests/support/sink.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "tests/support/tls.h"
#include "tests/support/wire.h"

enum { RULES = 64, ADDRESS = 256, SEEN = 512, MESSAGE_BYTES = 32 << 20, LINE_BYTES = 4096 };

enum stage { CONNECT, EHLO, AUTH, MAIL, RCPT, DATA, BODY, FINAL, STAGES };

static const char *const stage_names[STAGES] = {
    "connect", "ehlo", "auth", "mail", "rcpt", "data", "body", "final"};

enum action { REPLY, WAIT, CUT, KEEP_CUT };

struct rule {
	enum stage stage;
	char match[ADDRESS];
	bool each;
	int64_t left; /* -1 always */
	char seen[SEEN][ADDRESS];
	size_t seen_count;
	enum action action;
	int64_t wait_ms;
	char reply[ADDRESS];
};

struct sink {
	struct loop *loop;
	struct wire *wire;
	char maildir[ADDRESS];
	char user[ADDRESS], password[ADDRESS];
	bool login, utf8;
	const struct tls_identity *tls;
	FILE *log, *ids;
	struct rule *rules;
	size_t rule_count;
	size_t kept;
};

/* One client. */
struct session {
	struct sink *sink;
	struct wire_conn *conn;
	struct loop_timer *timer; /* of a wait */
	enum stage waits;         /* the stage that goes on then */
	bool waiting;
	bool reading; /* the message */
	bool body_seen, logged_in, in_tls;
	bool utf8;      /* said of this message */
	int login_step; /* what the next line is: 1 user, 2 password, 3 both */
	char given_user[ADDRESS];
	char from[ADDRESS], to[ADDRESS];
	struct buf message;
};

/* ---- the script ---- */

static int
parse_stage(struct span word, enum stage *out)
{
	for (size_t i = 0; i < STAGES; i++)
		if (span_equal_str(word, stage_names[i])) {
			*out = (enum stage)i;
			return 0;
		}
	return ERR_MALFORMED;
}

static int
parse_action(struct span verb, struct span rest, struct rule *r)
{
	if (span_equal_str(verb, "reply")) {
		r->action = REPLY;
		return rest.len < 4 ? ERR_MALFORMED
				    : text_copy_span(r->reply, sizeof(r->reply), rest);
	}
	if (span_equal_str(verb, "wait")) {
		r->action = WAIT;
		return text_parse_i64(rest, 0, HOUR_MS, &r->wait_ms);
	}
	r->action = span_equal_str(verb, "keep-cut") ? KEEP_CUT : CUT;
	return r->action == KEEP_CUT || span_equal_str(verb, "cut") ? 0 : ERR_MALFORMED;
}

static int
parse_rule(struct span line, struct rule *r)
{
	struct span stage, match, times, verb;
	int rc;

	if (!text_split(&line, ' ', &stage) || !text_split(&line, ' ', &match) ||
	    !text_split(&line, ' ', &times) || !text_split(&line, ' ', &verb))
		return ERR_MALFORMED;
	r->each = span_equal_str(times, "each");
	r->left = -1;
	rc = parse_stage(stage, &r->stage);
	if (rc == 0 && !span_equal_str(match, "*"))
		rc = text_copy_span(r->match, sizeof(r->match), match);
	if (rc == 0 && !r->each && !span_equal_str(times, "always"))
		rc = text_parse_i64(times, 1, 1000000, &r->left);
	return rc == 0 ? parse_action(verb, line, r) : rc;
}

static int
parse_script(struct sink *s, const char *script)
{
	struct span rest = span_of(script ? script : "");
	struct span line;

	while (text_split(&rest, '\n', &line)) {
		line = text_trim(line);
		if (line.len == 0 || line.data[0] == '#')
			continue;
		if (s->rule_count == RULES || parse_rule(line, &s->rules[s->rule_count++]) < 0)
			return ERR_MALFORMED;
	}
	return 0;
}

static bool
rule_fits(struct rule *r, enum stage stage, const char *to)
{
	if (r->stage != stage || r->left == 0 || strstr(to, r->match) == NULL)
		return false;
	if (r->each) {
		for (size_t i = 0; i < r->seen_count; i++)
			if (strcmp(r->seen[i], to) == 0)
				return false;
		if (r->seen_count == SEEN)
			return false;
		(void)text_cut(r->seen[r->seen_count++], ADDRESS, span_of(to));
	}
	if (r->left > 0)
		r->left--;
	return true;
}

/* ---- answers ---- */

static void
say(struct session *s, enum stage stage, const char *answer)
{
	char line[LINE_BYTES];

	(void)snprintf(line, sizeof(line), "%s\r\n", answer);
	wire_send(s->conn, span_of(line));
	if (s->sink->log) {
		fprintf(s->sink->log, "%s %s %s\n", stage_names[stage],
		    s->to[0] != '\0' ? s->to : "-", answer);
		(void)fflush(s->sink->log);
	}
}

/* One line a message, on its way to the disk before the client hears that it was taken. */
static void
note_id(struct session *s)
{
	const char *at = strstr(buf_str(&s->message), "\r\nMessage-ID: ");
	const char *end = at != NULL ? strstr(at + 2, "\r\n") : NULL;

	if (end == NULL)
		abort();
	at += strlen("\r\nMessage-ID: ");
	fprintf(s->sink->ids, "%.*s\n", (int)(end - at), at);
	(void)fflush(s->sink->ids);
}

static void
keep(struct session *s)
{
	struct sink *k = s->sink;
	char tmp[2 * ADDRESS], kept[2 * ADDRESS];
	FILE *f;

	if (k->ids != NULL)
		note_id(s);
	if (k->maildir[0] == '\0') {
		k->kept++;
		return;
	}
	(void)snprintf(tmp, sizeof(tmp), "%s/tmp/%06zu.sink", k->maildir, k->kept);
	(void)snprintf(kept, sizeof(kept), "%s/new/%06zu.sink", k->maildir, k->kept);
	f = fopen(tmp, "w");
	if (!f)
		abort();
	fprintf(f, "Return-Path: <%s>\r\nDelivered-To: %s\r\n", s->from, s->to);
	(void)fwrite(buf_str(&s->message), 1, s->message.len, f);
	if (fclose(f) != 0 || rename(tmp, kept) != 0)
		abort();
	k->kept++;
}

static void
session_reset(struct session *s)
{
	s->from[0] = s->to[0] = '\0';
	s->reading = s->body_seen = s->utf8 = false;
	buf_reset(&s->message);
}

/* It wants TLS, and has none yet. */
static bool
in_clear(const struct session *s)
{
	return s->sink->tls != NULL && !s->in_tls;
}

/* What a stage does when no rule stands in its way. */
static void
go_on(struct session *s, enum stage stage)
{
	switch (stage) {
	case CONNECT: say(s, stage, "220 sink.example ESMTP"); break;
	case EHLO:
		say(s, stage,
		    in_clear(s) ? "250-sink.example\r\n250-STARTTLS\r\n250 SIZE 33554432"
			: s->sink->utf8
			? "250-sink.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 33554432"
			: s->sink->login
			? "250-sink.example\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 33554432"
			: "250-sink.example\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 33554432");
		break;
	case AUTH:
		s->logged_in = true;
		say(s, stage, "235 2.7.0 Welcome");
		break;
	case MAIL: say(s, stage, "250 2.1.0 Ok"); break;
	case RCPT: say(s, stage, "250 2.1.5 Ok"); break;
	case DATA:
		s->reading = true;
		say(s, stage, "354 End with a dot");
		break;
	case BODY: break;
	case FINAL:
		keep(s);
		say(s, stage, "250 2.0.0 Kept");
		session_reset(s);
		break;
	case STAGES: break;
	}
}

static void
on_waited(void *arg)
{
	struct session *s = arg;

	s->waiting = false;
	go_on(s, s->waits);
	wire_again(s->conn);
}

static void
reach(struct session *s, enum stage stage)
{
	struct rule *r = NULL;

	for (size_t i = 0; !r && i < s->sink->rule_count; i++)
		if (rule_fits(&s->sink->rules[i], stage, s->to))
			r = &s->sink->rules[i];
	if (!r) {
		go_on(s, stage);
		return;
	}
	switch (r->action) {
	case REPLY:
		say(s, stage, r->reply);
		if (stage == FINAL)
			session_reset(s);
		if (strncmp(r->reply, "421", 3) == 0)
			wire_close(s->conn);
		break;
	case WAIT:
		s->waits = stage;
		s->waiting = true;
		loop_timer_after(s->timer, r->wait_ms);
		break;
	case KEEP_CUT: keep(s); __attribute__((fallthrough));
	case CUT: wire_reset(s->conn); break;
	}
}

/* ---- commands ---- */

/* "\0user\0password" or its parts. */
static bool
login_is(const struct sink *k, struct span user, struct span password)
{
	return span_equal_str(user, k->user) && span_equal_str(password, k->password);
}

static void
login_plain(struct session *s, struct span coded)
{
	struct buf plain = BUF_INIT(LINE_BYTES);
	const char *user, *password;

	if (sign_base64_decode(&plain, coded) == 0 && plain.len > 2) {
		user = plain.data + strlen(plain.data) + 1;
		password = user + strlen(user) + 1;
		if (password <= plain.data + plain.len &&
		    login_is(s->sink, span_of(user), span_of(password))) {
			buf_clear(&plain);
			reach(s, AUTH);
			return;
		}
	}
	buf_clear(&plain);
	say(s, AUTH, "535 5.7.8 Wrong user or password");
}

static void
login_line(struct session *s, struct span line)
{
	struct buf plain = BUF_INIT(LINE_BYTES);

	if (sign_base64_decode(&plain, line) < 0)
		buf_reset(&plain);
	if (s->login_step++ == 1) {
		(void)text_cut(s->given_user, sizeof(s->given_user), buf_span(&plain));
		say(s, AUTH, "334 UGFzc3dvcmQ6");
	} else {
		s->login_step = 0;
		if (login_is(s->sink, span_of(s->given_user), buf_span(&plain)))
			reach(s, AUTH);
		else
			say(s, AUTH, "535 5.7.8 Wrong user or password");
	}
	buf_clear(&plain);
}

static bool
command_is(struct span line, const char *verb)
{
	return line.len >= strlen(verb) && strncasecmp(line.data, verb, strlen(verb)) == 0;
}

/* The address between < and >. */
static void
take_address(struct span line, char *dst)
{
	const char *begin = memchr(line.data, '<', line.len);
	const char *end = memchr(line.data, '>', line.len);

	dst[0] = '\0';
	if (begin && end && end > begin)
		(void)text_cut(dst, ADDRESS, (struct span){begin + 1, (size_t)(end - begin) - 1});
}

static void
command(struct session *s, struct span line)
{
	if (s->login_step == 3) {
		s->login_step = 0;
		login_plain(s, line);
	} else if (s->login_step > 0)
		login_line(s, line);
	else if (command_is(line, "EHLO") || command_is(line, "HELO"))
		reach(s, EHLO);
	else if (in_clear(s) && command_is(line, "STARTTLS")) {
		say(s, EHLO, "220 2.0.0 Go ahead");
		if (wire_tls(s->conn, s->sink->tls) < 0)
			abort();
		s->in_tls = true;
	} else if (in_clear(s) && !command_is(line, "QUIT"))
		say(s, EHLO, "530 5.7.0 Must issue a STARTTLS command first");
	else if (s->sink->login && command_is(line, "AUTH PLAIN "))
		login_plain(s, (struct span){line.data + 11, line.len - 11});
	else if (s->sink->login && command_is(line, "AUTH PLAIN")) {
		s->login_step = 3;
		say(s, AUTH, "334 ");
	} else if (s->sink->login && command_is(line, "AUTH LOGIN")) {
		s->login_step = 1;
		say(s, AUTH, "334 VXNlcm5hbWU6");
	} else if (command_is(line, "MAIL FROM:")) {
		session_reset(s);
		take_address(line, s->from);
		s->utf8 = s->sink->utf8 &&
		    memmem(line.data, line.len, " SMTPUTF8", strlen(" SMTPUTF8")) != NULL;
		if (s->sink->login && !s->logged_in)
			say(s, MAIL, "530 5.7.0 Log in first");
		else
			reach(s, MAIL);
	} else if (command_is(line, "RCPT TO:")) {
		take_address(line, s->to);
		if (!s->utf8 && !text_is_ascii(span_of(s->to)))
			say(s, RCPT, "553 5.6.7 Address outside ASCII");
		else
			reach(s, RCPT);
	} else if (command_is(line, "DATA"))
		reach(s, DATA);
	else if (command_is(line, "RSET")) {
		session_reset(s);
		say(s, EHLO, "250 2.0.0 Ok");
	} else if (command_is(line, "NOOP"))
		say(s, EHLO, "250 2.0.0 Ok");
	else if (command_is(line, "QUIT")) {
		say(s, EHLO, "221 2.0.0 Bye");
		wire_close(s->conn);
	} else
		say(s, EHLO, "502 5.5.1 No such command");
}

static size_t
on_bytes(struct wire_conn *c, struct span in, void *arg)
{
	struct session *s = wire_state(c);
	const char *end;
	struct span line;
	size_t used;

	(void)arg;
	if (s->waiting)
		return 0;
	if (s->reading && !s->body_seen) {
		s->body_seen = true;
		reach(s, BODY);
		if (s->waiting)
			return 0;
	}
	end = memchr(in.data, '\n', in.len);
	if (!end)
		return 0;
	used = (size_t)(end - in.data) + 1;
	line = (struct span){in.data, used - 1};
	if (line.len > 0 && line.data[line.len - 1] == '\r')
		line.len--;
	if (!s->reading)
		command(s, line);
	else if (span_equal_str(line, "."))
		reach(s, FINAL);
	else {
		if (line.len > 0 && line.data[0] == '.')
			line = (struct span){line.data + 1, line.len - 1};
		if (buf_add(&s->message, line.data, line.len) < 0 ||
		    buf_add_str(&s->message, "\r\n") < 0)
			abort();
	}
	return used;
}

static void
on_opened(struct wire_conn *c, void *arg)
{
	struct session *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->sink = arg;
	s->conn = c;
	buf_init(&s->message, MESSAGE_BYTES);
	if (loop_timer_new(s->sink->loop, on_waited, s, &s->timer) < 0)
		abort();
	wire_set_state(c, s);
	reach(s, CONNECT);
}

static void
on_gone(struct wire_conn *c, void *arg)
{
	struct session *s = wire_state(c);

	(void)arg;
	loop_timer_free(s->timer);
	buf_clear(&s->message);
	free(s);
}

/* ---- the whole ---- */

static int
make_folder(const char *path, const char *below)
{
	char whole[2 * ADDRESS];

	(void)snprintf(whole, sizeof(whole), "%s%s", path, below);
	return mkdir(whole, 0700) == 0 || errno == EEXIST ? 0 : err_from_errno(errno);
}

static int
copy_options(struct sink *s, const struct sink_options *options)
{
	int rc = text_copy(
	    s->maildir, sizeof(s->maildir), options->maildir != NULL ? options->maildir : "");

	s->login = options->user != NULL;
	s->utf8 = options->utf8;
	s->tls = options->tls;
	if (rc == 0 && s->login)
		rc = text_copy(s->user, sizeof(s->user), options->user);
	if (rc == 0 && s->login)
		rc = text_copy(s->password, sizeof(s->password), options->password);
	if (rc == 0 && options->ids && !(s->ids = fopen(options->ids, "a")))
		rc = err_from_errno(errno);
	if (rc == 0 && options->log && !(s->log = fopen(options->log, "a")))
		rc = err_from_errno(errno);
	return rc;
}

int
sink_new(struct loop *loop, const struct sink_options *options, struct sink **out)
{
	static const struct wire_handler handler = {on_opened, on_bytes, on_gone};
	struct sink *s = calloc(1, sizeof(*s));
	int rc = ERR_NOMEM;

	if (!s)
		return ERR_NOMEM;
	s->loop = loop;
	s->rules = calloc(RULES, sizeof(*s->rules));
	if (!s->rules)
		goto out;
	rc = copy_options(s, options);
	if (rc == 0)
		rc = parse_script(s, options->script);
	for (size_t i = 0; rc == 0 && s->maildir[0] != '\0' && i < 4; i++)
		rc = make_folder(s->maildir, (const char *const[]){"", "/tmp", "/new", "/cur"}[i]);
	if (rc == 0)
		rc = wire_new_raw(loop, &handler, s, &s->wire);
	if (rc < 0)
		goto out;
	*out = s;
	s = NULL;
out:
	sink_free(s);
	return rc;
}

void
sink_free(struct sink *s)
{
	if (!s)
		return;
	wire_free(s->wire);
	if (s->log)
		(void)fclose(s->log);
	if (s->ids)
		(void)fclose(s->ids);
	free(s->rules);
	free(s);
}

int
sink_port(const struct sink *s)
{
	return wire_port(s->wire);
}

size_t
sink_connections(const struct sink *s)
{
	return wire_accepted(s->wire);
}

size_t
sink_kept(const struct sink *s)
{
	return s->kept;
}
