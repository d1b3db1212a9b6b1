/*
 * The commands against the real API: a web thread over a store of its own, and what each command prints and answers.
 */

#include "monitor/cli/amend.h"
#include "monitor/cli/cases.h"
#include "monitor/cli/erase.h"
#include "monitor/cli/export.h"
#include "monitor/cli/inbox.h"
#include "monitor/cli/incidents.h"
#include "monitor/cli/import.h"
#include "monitor/cli/look_up.h"
#include "monitor/cli/offline.h"
#include "monitor/cli/outbox.h"
#include "monitor/cli/people.h"
#include "monitor/cli/carriers.h"
#include "monitor/cli/status.h"
#include "monitor/cli/watch.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/csv.h"
#include "monitor/base/text.h"
#include "monitor/notice/template.h"
#include "monitor/web/web.h"
#include "tests/support/store_harness.h"

static struct {
	struct harness h;
	struct clock *clock;
	struct web *web;
	struct templates *templates;
	char socket[PATH_MAX];
	char file[PATH_MAX]; /* for a CSV */
	struct buf out, err;
} b;

static void
mail(void *arg, struct web_mail *out)
{
	(void)arg;
	(void)snprintf(out->state, sizeof(out->state), "ok");
	out->failing_since_utc_ms = AT_NONE;
}

static void
retried(void *arg, const char *account)
{
	(void)arg;
	(void)account;
}

static void
fill_policy(struct policy *p)
{
	struct shop *shop = calloc(1, sizeof(*shop));
	struct account *account = calloc(1, sizeof(*account));

	assert_non_null(shop);
	assert_non_null(account);
	free(p->shops);
	*shop = (struct shop){.id = "botijo",
	    .name = "Botijo",
	    .domain = "ejemplo.example",
	    .from = "lucia@ejemplo.example",
	    .reply_to = "lucia@ejemplo.example",
	    .contact_name = "Lucía Muestra",
	    .contact_phone = "+34 600 000 009",
	    .zone = "Europe/Madrid",
	    .locale = "es-ES",
	    .country = "ES"};
	*account = (struct account){.id = "dhl-es", .carrier = "dhl"};
	p->profiles = calloc(1, sizeof(*p->profiles));
	assert_non_null(p->profiles);
	p->profile_count = 1;
	p->profiles[0] = (struct import_profile){.id = "ventas",
	    .shop = "botijo",
	    .columns = "Pedido = order, Seguimiento = number, Entrega = promised_date",
	    .dates = "DD/MM/YYYY",
	    .zone = "Europe/Madrid"};
	p->shops = shop;
	p->shop_count = 1;
	p->accounts = account;
	p->account_count = 1;
}

static int
setup(void **state)
{
	struct web_options options;
	struct why why = {.code = 0};

	(void)state;
	memset(&b, 0, sizeof(b));
	b.out = BUF_INIT(1 << 20);
	b.err = BUF_INIT(1 << 20);
	harness_init(&b.h);
	fill_policy(b.h.policy);
	harness_open(&b.h);
	if (snprintf(b.socket, sizeof(b.socket), "%s/api.sock", b.h.root) >=
		(int)sizeof(b.socket) ||
	    snprintf(b.file, sizeof(b.file), "%s/a.csv", b.h.root) >= (int)sizeof(b.file))
		return -1;
	assert_int_equal(clock_new_fake(&b.clock, HARNESS_START, 0), 0);
	assert_int_equal(templates_new(&b.templates, template_files, template_file_count, &why), 0);
	options = (struct web_options){.path = b.socket,
	    .templates = b.templates,
	    .group = "",
	    .store = b.h.store,
	    .clock = b.clock,
	    .policy = b.h.policy,
	    .getters = {.mail = mail, .account_retried = retried}};
	assert_int_equal(web_start(&options, &b.web, &why), 0);
	/* Pages are compared as a terminal with UTF-8 shows them, whatever this one is. */
	if (setenv("LC_ALL", "C.UTF-8", 1) != 0)
		return -1;
	return setenv("PUNTUAL_SOCKET", b.socket, 1);
}

static int
teardown(void **state)
{
	(void)state;
	web_stop(b.web);
	templates_free(b.templates);
	(void)unlink(b.file);
	harness_clear(&b.h);
	clock_free(b.clock);
	buf_clear(&b.out);
	buf_clear(&b.err);
	return 0;
}

/* ---- running a command with what it prints kept ---- */

struct capture {
	int fd, saved;
	FILE *stream, *kept;
};

static void
capture_begin(struct capture *c, FILE *stream, int fd)
{
	c->fd = fd;
	c->stream = stream;
	fflush(stream);
	c->saved = dup(fd);
	c->kept = tmpfile();
	assert_non_null(c->kept);
	assert_true(dup2(fileno(c->kept), fd) >= 0);
}

static void
capture_end(struct capture *c, struct buf *out)
{
	char piece[4096];
	size_t got;

	fflush(c->stream);
	assert_true(dup2(c->saved, c->fd) >= 0);
	close(c->saved);
	rewind(c->kept);
	buf_reset(out);
	while ((got = fread(piece, 1, sizeof(piece), c->kept)) > 0)
		assert_int_equal(buf_add(out, piece, got), 0);
	fclose(c->kept);
}

/* Arguments are parted by '|'. */
static int
run(const struct command *command, const char *line)
{
	char text[1024], *argv[24] = {NULL};
	struct capture out, err;
	int argc = 1, code;

	(void)snprintf(text, sizeof(text), "%s", line);
	argv[0] = text;
	for (char *rest = text, *word; line[0] != '\0' && (word = strsep(&rest, "|")) != NULL;)
		argv[argc++] = word;
	capture_begin(&out, stdout, STDOUT_FILENO);
	capture_begin(&err, stderr, STDERR_FILENO);
	code = cli_run(command, argc, argv);
	capture_end(&err, &b.err);
	capture_end(&out, &b.out);
	return code;
}

static void
assert_out(const char *part)
{
	if (strstr(buf_str(&b.out), part) == NULL)
		fail_msg("no '%s' in:\n%s%s", part, buf_str(&b.out), buf_str(&b.err));
}

static void
assert_err(const char *part)
{
	if (strstr(buf_str(&b.err), part) == NULL)
		fail_msg("no '%s' in:\n%s", part, buf_str(&b.err));
}

static const char first[] = "order=B-1|number=00340434292135100186|promised_date=2026-05-29|"
			    "customer_name=Ana Ejemplo Ruiz|city=Bilbao|--lang|en";

/* ---- the tests ---- */

static void
test_a_parcel_is_registered_once_found_and_shown(void **state)
{
	(void)state;
	assert_int_equal(run(&command_add, first), EXIT_CODE_OK);
	assert_out("B-1 registered as ");
	assert_int_equal(run(&command_add, first), EXIT_CODE_OK);
	assert_out("registered already");
	assert_int_equal(run(&command_find, "ana|ej|--lang|en"), EXIT_CODE_OK);
	assert_out("Ana Ejemplo Ruiz, Bilbao");
	assert_int_equal(run(&command_find, "nobody here|--lang|en"), EXIT_CODE_FAILED);
	assert_out("Nothing found");
	assert_int_equal(run(&command_show, "B-1|--lang|es"), EXIT_CODE_OK);
	assert_out("pedido B-1");
	assert_out("[V 29] prometido");
	assert_out("Qué ha pasado");
	assert_int_equal(run(&command_show, "B-1|--json"), EXIT_CODE_OK);
	assert_out("\"order\":");
	assert_int_equal(run(&command_show, "B-9"), EXIT_CODE_FAILED);
	assert_err("puntual show: ");
}

static void
test_what_is_wrong_with_a_registration_is_said_with_its_field(void **state)
{
	(void)state;
	assert_int_equal(run(&command_add, "order=B-1|number=00340434292135100186|country=Spain"),
	    EXIT_CODE_FAILED);
	assert_err("country: ");
	assert_int_equal(run(&command_add, "order=B-1|colour=red"), EXIT_CODE_USAGE);
	assert_err("there is no field 'colour'");
	assert_int_equal(run(&command_add, "B-1"), EXIT_CODE_USAGE);
	assert_err("is not FIELD=VALUE");
}

static void
test_corrections_say_what_was_done(void **state)
{
	(void)state;
	assert_int_equal(run(&command_add, first), EXIT_CODE_OK);
	assert_int_equal(
	    run(&command_change, "B-1|promised_date=2026-05-30|--lang|en"), EXIT_CODE_OK);
	assert_out("B-1 changed");
	assert_int_equal(run(&command_change, "B-1"), EXIT_CODE_USAGE);
	assert_int_equal(run(&command_change, "B-1|--mark|gone"), EXIT_CODE_USAGE);
	assert_int_equal(run(&command_poll, "B-1|--lang|en"), EXIT_CODE_OK);
	assert_int_equal(run(&command_cancel, "B-1|--lang|en"), EXIT_CODE_OK);
	assert_out("B-1 cancelled");
	assert_int_equal(run(&command_cancel, "B-9"), EXIT_CODE_FAILED);
}

/* An entry of the journal by which a promise turned, as review writes it. */
static void
turn_promise(const char *number)
{
	uint64_t ids[1];
	size_t count = 0;

	assert_int_equal(store_by_number(b.h.reader, number, ids, 1, &count), 0);
	assert_int_equal(count, 1);
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, ids[0], "TURN")).rc, 0);
}

static void
test_watch_tells_each_change_once_and_goes_on_where_it_was(void **state)
{
	(void)state;
	assert_int_equal(run(&command_add, first), EXIT_CODE_OK);
	turn_promise("00340434292135100186");
	turn_promise("00340434292135100186");
	assert_int_equal(run(&command_watch, "--after|0|--count|1|--lang|en"), EXIT_CODE_OK);
	assert_out("B-1  Ana Ejemplo");
	assert_int_equal(memchr(b.out.data, '\n', b.out.len) == b.out.data + b.out.len - 1, 1);
	/* The same as a program reads it: whole entries, a line each, from any of them on. */
	assert_int_equal(run(&command_watch, "--after|0|--count|3|--json"), EXIT_CODE_OK);
	assert_out("{\"seq\":1,");
	assert_out("}\n{\"seq\":2,");
	assert_int_equal(run(&command_watch, "--after|2|--count|1|--json"), EXIT_CODE_OK);
	assert_out("{\"seq\":3,");
	assert_int_equal(run(&command_watch, "--count|none"), EXIT_CODE_USAGE);
}

static void
test_a_customer_is_erased_when_one_says_yes(void **state)
{
	(void)state;
	assert_int_equal(
	    run(&command_add,
		"order=B-1|number=00340434292135100186|customer_name=Ana Ejemplo|"
		"customer_email=ana@ejemplo.example|customer_phone=600 000 001|country=ES"),
	    EXIT_CODE_OK);
	assert_int_equal(run(&command_add,
			     "order=B-2|number=00340434292135100209|customer_name=Ana Muestra|"
			     "customer_email=muestra@ejemplo.example"),
	    EXIT_CODE_OK);
	assert_int_equal(
	    run(&command_add, "order=B-3|number=00340434292135100223|city=Soria"), EXIT_CODE_OK);
	assert_int_equal(run(&command_erase, "ana|--yes|--lang|en"), EXIT_CODE_FAILED);
	assert_err("2 fit these words");
	assert_int_equal(run(&command_erase, "--email|ana@ejemplo.example"), EXIT_CODE_USAGE);
	assert_out("Ana Ejemplo");
	assert_err("add --yes");
	assert_int_equal(run(&command_erase, "--phone|+34 600 000 001|--json"), EXIT_CODE_OK);
	assert_out("\"email\":\"ana@ejemplo.example\"");
	assert_int_equal(
	    run(&command_erase, "--email|ANA@ejemplo.example|--yes|--lang|en"), EXIT_CODE_OK);
	assert_out("Erased: Ana Ejemplo, parcels: 1,");
	assert_int_equal(run(&command_find, "600000001|--lang|en"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_find, "B-1|--json"), EXIT_CODE_OK);
	assert_out("\"customer\":null");
	assert_int_equal(run(&command_erase, "--order|botijo|B-3|--yes|--lang|en"), EXIT_CODE_OK);
	assert_out("Erased: order B-3, parcels: 1,");
	assert_int_equal(
	    run(&command_erase, "--order|botijo|B-3|--yes|--lang|en"), EXIT_CODE_FAILED);
	assert_out("Nothing is kept");
	assert_int_equal(run(&command_erase, "--order|botijo|B-2|--yes|--json"), EXIT_CODE_OK);
	assert_out("\"shipments\":1");
	assert_int_equal(run(&command_erase, "ana|--email|x@ejemplo.example"), EXIT_CODE_USAGE);
	assert_int_equal(run(&command_erase, ""), EXIT_CODE_USAGE);
}

static void
test_an_incident_is_announced_and_ended(void **state)
{
	(void)state;
	assert_int_equal(run(&command_incidents, "open|--carrier|dhl"), EXIT_CODE_USAGE);
	assert_int_equal(
	    run(&command_incidents, "open|--carrier|dhl|--until|2030-01-01|strike|--lang|en"),
	    EXIT_CODE_OK);
	assert_out("The incident is open");
	assert_int_equal(run(&command_incidents, "ls|--lang|en"), EXIT_CODE_OK);
	assert_out("announced");
	assert_int_equal(run(&command_incidents, "close|1|--lang|en"), EXIT_CODE_OK);
	assert_out("Incident 1 is closed");
	assert_int_equal(run(&command_incidents, "close|77"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_incidents, "close|x"), EXIT_CODE_USAGE);
	assert_int_equal(run(&command_incidents, "burn|1"), EXIT_CODE_USAGE);
}

static void
test_the_inbox_is_looked_at_and_acted_on(void **state)
{
	struct op *op = op_new(OP_INBOUND, HARNESS_START, NULL);

	(void)state;
	op->inbound.entry.door = INBOUND_SHOP;
	(void)snprintf(op->inbound.entry.source, LIMIT_SHOP_ROOM, "woo");
	assert_int_equal(buf_add_str(&op->inbound.body,
			     "{\"a\":\x1b"
			     "1}"),
	    0);
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	assert_int_equal(run(&command_inbox, "ls|--lang|en"), EXIT_CODE_OK);
	assert_out("To be read: 1.");
	assert_int_equal(run(&command_inbox, "show|1|--lang|en"), EXIT_CODE_OK);
	assert_out("Message 1 of woo: to be read");
	assert_int_equal(run(&command_inbox, "drop|1|--lang|en"), EXIT_CODE_OK);
	assert_out("Message 1: dropped");
	assert_int_equal(run(&command_inbox, "retry|1"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_inbox, "ls|--state|dropped|--lang|es"), EXIT_CODE_OK);
	assert_out("descartado");
	assert_int_equal(run(&command_inbox, "ls|--state|gone"), EXIT_CODE_USAGE);
	assert_int_equal(run(&command_inbox, "ls|--cursor|elsewhere"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_inbox, "show"), EXIT_CODE_USAGE);
	assert_int_equal(run(&command_inbox, "burn|1"), EXIT_CODE_USAGE);
}

static void
test_lists_of_nothing_say_so(void **state)
{
	(void)state;
	assert_int_equal(run(&command_list, "--lang|en"), EXIT_CODE_OK);
	assert_out("Nothing is late");
	assert_int_equal(run(&command_list, "--state|slipping|--lang|en"), EXIT_CODE_OK);
	assert_out("\"slipping\"");
	assert_int_equal(run(&command_case, "ls|--lang|en"), EXIT_CODE_OK);
	assert_out("No open cases");
	assert_int_equal(run(&command_incidents, "ls|--lang|en"), EXIT_CODE_OK);
	assert_out("No open incidents");
	assert_int_equal(run(&command_outbox, "ls|--state|held|--lang|en"), EXIT_CODE_OK);
	assert_out("No notices");
	assert_int_equal(run(&command_outbox, "release|--all|--lang|en"), EXIT_CODE_OK);
	assert_int_equal(run(&command_case, "claim|77"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_outbox, "drop|77"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_outbox, "show|77"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_outbox, "burn|77"), EXIT_CODE_USAGE);
}

static void
test_the_daemons_state_is_told_and_customers_are_paused(void **state)
{
	(void)state;
	assert_int_equal(run(&command_status, "--lang|en"), EXIT_CODE_OK);
	assert_out("All is well: 0 parcels under way.");
	assert_int_equal(run(&command_pause, "customers|--lang|en"), EXIT_CODE_OK);
	assert_int_equal(run(&command_status, "--lang|en"), EXIT_CODE_OK);
	assert_out("Customers of botijo are paused");
	assert_int_equal(run(&command_resume, "customers|botijo"), EXIT_CODE_OK);
	assert_int_equal(run(&command_resume, "everyone"), EXIT_CODE_USAGE);
	assert_int_equal(run(&command_carriers, "--lang|en"), EXIT_CODE_OK);
	assert_out("dhl-es");
	assert_int_equal(run(&command_carriers, "retry|dhl-es|--lang|en"), EXIT_CODE_OK);
	assert_int_equal(run(&command_carriers, "retry|nobody"), EXIT_CODE_FAILED);
}

static void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
}

static void
read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	int byte;

	assert_non_null(file);
	buf_reset(out);
	while ((byte = fgetc(file)) != EOF)
		(void)buf_add_char(out, (char)byte);
	fclose(file);
}

static void
test_an_import_tells_each_bad_line_and_completes_when_run_again(void **state)
{
	static const char csv[] =
	    "order;number;promised_date;customer_name\r\n"
	    "B-1;00340434292135100186;2026-05-29;N\xFAria\r\n"
	    "B-2;00340434292135100209;29/05/2026;Pau\r\n"
	    "B-3;00340434292135100223;1999-01-01;Pau\r\n"
	    "\"B-4\";00340434292135100247;2026-05-30;\"Ana; la de Soria\"\r\n";
	char line[PATH_MAX + 32];
	FILE *file = fopen(b.file, "wb");

	(void)state;
	assert_non_null(file);
	assert_int_equal(fwrite(csv, 1, sizeof(csv) - 1, file), sizeof(csv) - 1);
	fclose(file);
	(void)snprintf(line, sizeof(line), "%s|--lang|en", b.file);
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_err("a.csv:3: promised_date: ");
	assert_err("a.csv:4: promised_date: ");
	assert_out("2 registered, 0 known already, 2 refused.");
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_out("0 registered, 2 known already, 2 refused.");
	assert_int_equal(run(&command_show, "B-4"), EXIT_CODE_OK);
	assert_out("Ana; la de Soria");
	assert_int_equal(run(&command_show, "B-1|--json"), EXIT_CODE_OK);
	assert_out("N\u00FAria");
}

/* Another system's columns and dates; what is wrong comes back as a file that can be mended. */
static void
test_what_an_import_refuses_is_mended_and_imported(void **state)
{
	static const char csv[] = "Pedido;Seguimiento;Entrega;Cliente;Peso\r\n"
				  "F-1;00340434292135100186;29/05/2026;N\xFAria;2,5\r\n"
				  "F-2;00340434292135100209;31/06/2026;\"Pau; el alto\";1\r\n"
				  "F-3;00340434292135100223;29/05/2026\r\n";
	char line[3 * PATH_MAX], path[PATH_MAX + 8];
	struct buf text = BUF_INIT(4096);
	char *wrong;

	(void)state;
	write_file(b.file, csv);
	(void)snprintf(path, sizeof(path), "%s.bad", b.file);
	(void)snprintf(line, sizeof(line), "%s|--profile|ventas|--errors|%s|--lang|en|--dry-run",
	    b.file, path);
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_out("Would be taken: 1, known already: 0, refused: 2. Nothing was registered.");
	assert_int_equal(run(&command_show, "F-1"), EXIT_CODE_FAILED);
	*strrchr(line, '|') = '\0';
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_err("a.csv:3: Entrega: must be a date that exists");
	assert_err("a.csv:4: 3 values for 5 fields");
	assert_out("1 registered, 0 known already, 2 refused.");
	read_file(path, &text);
	assert_string_equal(buf_str(&text),
	    "Pedido;Seguimiento;Entrega;Cliente;Peso;puntual_line;puntual_column;puntual_error\r\n"
	    "F-3;00340434292135100223;29/05/2026;;;4;;3 values for 5 fields: quote a value that "
	    "holds a separator\r\n"
	    "F-2;00340434292135100209;31/06/2026;\"Pau; el alto\";1;3;Entrega;must be a date that "
	    "exists, as 2026-11-21\r\n");
	wrong = strstr(text.data, "31/06");
	assert_non_null(wrong);
	wrong[1] = '0'; /* 30/06 */
	write_file(path, buf_str(&text));
	(void)snprintf(line, sizeof(line), "%s|--profile|ventas|--errors|%s|--lang|en", path, path);
	assert_int_equal(run(&command_import, line), EXIT_CODE_OK);
	assert_out("2 registered, 0 known already, 0 refused.");
	read_file(path, &text);
	assert_string_equal(buf_str(&text),
	    "Pedido;Seguimiento;Entrega;Cliente;Peso;puntual_line;puntual_column;puntual_error\r\n");
	(void)snprintf(line, sizeof(line), "%s|--profile|nobody", b.file);
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_err("profile: there is no section import \"nobody\"");
	(void)unlink(path);
	buf_clear(&text);
}

/* An export without what became of the parcels: the first columns, up to ours. */
static void
cut_ours(struct buf *csv, struct buf *out)
{
	struct csv c;
	struct why why;
	size_t columns = 0;

	buf_reset(out);
	assert_int_equal(csv_init(&c, buf_span(csv), &why), 0);
	while (csv_next(&c, &why) == 1) {
		for (size_t i = 0; columns == 0 && i < c.count; i++)
			if (text_starts(c.values[i], "puntual_"))
				columns = i;
		assert_true(c.count > columns);
		for (size_t i = 0; i < columns; i++)
			assert_int_equal(csv_add(out, ',', i == 0, c.values[i]), 0);
		assert_int_equal(csv_end(out), 0);
	}
	csv_clear(&c);
}

/* Every field of a registration goes out and comes back into an empty store as it was; a formula leaves as text. */
static void
test_what_is_exported_is_imported_as_it_was(void **state)
{
	static const char csv[] =
	    "order,number,promised_date,promised_from,promised_until,zone,country,postcode,city,"
	    "origin_country,origin_postcode,pickup_point,service,ordered_at,ship_by,available_on,customer_name,"
	    "customer_email,customer_phone,customer_locale,customer_notices,notify,items,value,"
	    "first_order,marked,direction\n"
	    "E-1,00340434292135100186,2026-05-29,,,,ES,38001,Santa Cruz,PT,1000-001,yes,Express,"
	    "2026-05-20T10:00:00+02:00,2026-05-25,2026-05-22,\"=HYPERLINK(\"\"http://x\"\")\",e1@ejemplo.example,"
	    "+34 600 000 001,es-ES,problems,email,\"two \"\"big\"\" jars, one small\",12.50,yes,yes,"
	    "outbound\n"
	    "E-2,00340434292135100209,,2026-05-28,2026-05-29T14:30,Europe/Lisbon,ES,48001,@Bilbao,,,"
	    "no,,,,,-Ana,,,,,,'quoted',0,,,return\n"
	    "E-3,00340434292135100223,,,,,,,,,,,,,,,'=1,e3@ejemplo.example,,,nothing,none,,,,,\n";
	struct buf before = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
	char line[PATH_MAX + 32];

	write_file(b.file, csv);
	(void)snprintf(line, sizeof(line), "%s|--lang|en", b.file);
	assert_int_equal(run(&command_import, line), EXIT_CODE_OK);
	assert_out("3 registered, 0 known already, 0 refused.");
	assert_int_equal(run(&command_export, ""), EXIT_CODE_OK);
	assert_out("\"'=HYPERLINK(");
	assert_out(",'+34 600 000 001,");
	assert_out(",'@Bilbao,");
	assert_out(",'-Ana,");
	assert_out(",'=1,");
	cut_ours(&b.out, &before);
	assert_int_equal(run(&command_export, "--state|kept"), EXIT_CODE_OK);
	assert_null(strstr(buf_str(&b.out), "E-1"));
	assert_int_equal(run(&command_export, "--since|2099-01-01|--json"), EXIT_CODE_OK);
	assert_string_equal(buf_str(&b.out), "");
	assert_int_equal(run(&command_export, "--since|2026-01-01|--json"), EXIT_CODE_OK);
	assert_out("\"customer_name\":\"=HYPERLINK(\\\"http://x\\\")\"");
	assert_int_equal(run(&command_export, "--since|soon"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_export, ""), EXIT_CODE_OK);
	write_file(b.file, buf_str(&b.out));
	assert_int_equal(run(&command_import, line), EXIT_CODE_OK);
	assert_out("0 registered, 3 known already, 0 refused.");

	/* another store, with nothing in it */
	assert_int_equal(run(&command_export, ""), EXIT_CODE_OK);
	(void)buf_add(&again, b.out.data, b.out.len);
	assert_int_equal(teardown(state), 0);
	assert_int_equal(setup(state), 0);
	write_file(b.file, buf_str(&again));
	(void)snprintf(line, sizeof(line), "%s|--lang|en", b.file);
	assert_int_equal(run(&command_import, line), EXIT_CODE_OK);
	assert_out("3 registered, 0 known already, 0 refused.");
	assert_int_equal(run(&command_export, ""), EXIT_CODE_OK);
	cut_ours(&b.out, &again);
	assert_string_equal(buf_str(&again), buf_str(&before));
	buf_clear(&before);
	buf_clear(&again);
}

static int
add_up(const struct tally *cell, void *arg)
{
	*(int64_t *)arg += cell->add;
	return 0;
}

static void
test_past_parcels_teach_once_and_are_not_kept(void **state)
{
	static const char csv[] =
	    "number,carrier,accepted_at,delivered_at,promised_date\n"
	    "00340434292135100186,dhl,2026-05-04 17:30,2026-05-06 12:00,2026-05-06\n"
	    "00340434292135100209,dhl,2026-05-05 17:30,2026-05-04 12:00,\n"
	    "00340434292135100223,dhl,2026-05-05,2026-05-08,2026-05-07\n";
	char line[PATH_MAX + 32];
	FILE *file = fopen(b.file, "wb");
	int64_t taught = 0;

	(void)state;
	assert_non_null(file);
	assert_int_equal(fwrite(csv, 1, sizeof(csv) - 1, file), sizeof(csv) - 1);
	fclose(file);
	(void)snprintf(line, sizeof(line), "%s|--past|--lang|en", b.file);
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_err("a.csv:3: delivered_at: lies before accepted_at");
	assert_out("Learned from 2, from 0 already before, 1 refused.");
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_out("Learned from 0, from 2 already before, 1 refused.");
	assert_int_equal(
	    store_tallies(b.h.reader, TALLY_TRANSIT, "dhl", INT32_MIN, INT32_MAX, add_up, &taught),
	    0);
	assert_int_equal(taught, 2);
	assert_int_equal(run(&command_show, "00340434292135100186"), EXIT_CODE_FAILED);
	(void)snprintf(line, sizeof(line), "%s|--lang|en", b.file); /* fields of the past alone */
	assert_int_equal(run(&command_import, line), EXIT_CODE_FAILED);
	assert_err("there is no field 'accepted_at'");
}

static void
test_a_backup_is_restored_offline(void **state)
{
	char line[3 * PATH_MAX], copy[PATH_MAX + 8], store[PATH_MAX + 8];

	(void)state;
	(void)snprintf(copy, sizeof(copy), "%s/copy", b.h.root);
	(void)snprintf(store, sizeof(store), "%s/other", b.h.root);
	assert_int_equal(run(&command_add, first), EXIT_CODE_OK);
	assert_int_equal(run(&command_backup, copy), EXIT_CODE_OK);
	assert_int_equal(run(&command_backup, copy), EXIT_CODE_FAILED);
	(void)snprintf(line, sizeof(line), "%s|--store|%s", copy, store);
	assert_int_equal(run(&command_restore, line), EXIT_CODE_OK);
	(void)snprintf(line, sizeof(line), "%s|--store|%s", copy, b.h.path);
	assert_int_equal(run(&command_restore, line), EXIT_CODE_USAGE);
	assert_err("stop the daemon");
}

static void
test_without_a_daemon_the_exit_code_is_3_and_says_where(void **state)
{
	(void)state;
	assert_int_equal(
	    run(&command_status, "--socket|/nonexistent/api.sock"), EXIT_CODE_UNREACHABLE);
	assert_err("/nonexistent/api.sock: no daemon answers there");
}

static void
test_a_configuration_is_checked_line_by_line(void **state)
{
	char line[PATH_MAX + 32];
	FILE *file = fopen(b.file, "wb");

	(void)state;
	assert_non_null(file);
	fputs("\nlog_level = loud\n", file);
	fclose(file);
	(void)snprintf(line, sizeof(line), "-c|%s", b.file);
	assert_int_equal(run(&command_check_config, line), EXIT_CODE_USAGE);
	assert_err("a.csv:2: ");
	assert_int_equal(
	    run(&command_check_config, "-c|/nonexistent.conf|--json"), EXIT_CODE_USAGE);
	assert_out("\"ok\":false");
	assert_int_equal(
	    run(&command_check_config, "-c|systemd/puntual.conf.example|--lang|en"), EXIT_CODE_OK);
}

/* A mail about the first parcel's order that has left us; `token` gets its name. */
static void
send_mail(char token[VERP_TOKEN_ROOM])
{
	struct op *op;
	uint64_t id;

	assert_int_equal(run(&command_add,
			     "order=B-1|number=00340434292135100186|promised_date=2026-05-29|"
			     "customer_name=Ana Ejemplo|customer_email=Ana@ejemplo.example"),
	    EXIT_CODE_OK);
	assert_int_equal(harness_run(&b.h, harness_seen(&b.h, 1, "SLIP")).rc, 0);
	id = 1;
	op = op_new(OP_ATTEMPT_BEGIN, b.h.now_utc_ms, b.h.policy);
	op->id = id;
	assert_int_equal(
	    buf_add_str(&op->begin.message, "To: Ana@ejemplo.example\r\n\r\nDear Ana"), 0);
	(void)snprintf(op->begin.message_id, sizeof(op->begin.message_id), "m@ejemplo.example");
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	op = op_new(OP_ATTEMPT_END, b.h.now_utc_ms, b.h.policy);
	op->id = id;
	op->end.answer = ANSWER_OK;
	assert_int_equal(harness_run(&b.h, op).rc, 0);
	assert_int_equal(store_notice_token(b.h.reader, id, token), 0);
}

static void
write_report(const char *maildir, const char *name, const char *token, const char *status)
{
	char path[PATH_MAX + 32];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/new/%s", maildir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f,
	    "To: rebote+%s@ejemplo.example\nContent-Type: multipart/report; boundary=x\n\n--x\n"
	    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
	    "Action: %s\nDiagnostic-Code: smtp; 550 no <ana@ejemplo.example> here\n\n--x--\n",
	    token, status);
	(void)fclose(f);
}

static void
test_reports_in_a_maildir_stop_mail_to_an_address_until_it_is_lifted(void **state)
{
	char token[VERP_TOKEN_ROOM], maildir[PATH_MAX], line[PATH_MAX + 32];
	static const char *const sub[] = {"", "/new", "/cur"};

	(void)state;
	assert_true(snprintf(maildir, sizeof(maildir), "%s/reports", b.h.root) < PATH_MAX - 16);
	for (size_t i = 0; i < sizeof(sub) / sizeof(sub[0]); i++) {
		(void)snprintf(line, sizeof(line), "%s%s", maildir, sub[i]);
		assert_int_equal(mkdir(line, 0700), 0);
	}
	send_mail(token);
	write_report(maildir, "1", "0123456789abcdef0123456789abcdef", "failed\nStatus: 5.1.1");
	write_report(maildir, "2", token, "delayed\nStatus: 4.4.1");
	write_report(maildir, "3", token, "failed\nStatus: 5.1.1");
	write_report(maildir, "4", token, "failed\nStatus: 5.1.1");
	(void)snprintf(line, sizeof(line), "--maildir|%s|--lang|en", maildir);
	assert_int_equal(run(&command_bounce, line), EXIT_CODE_OK);
	assert_string_equal(buf_str(&b.out),
	    "about no mail of ours: nothing done\nnothing to do: not given up\n"
	    "a mail came back: 1\nknown already: 1\n");
	assert_int_equal(run(&command_bounce, line), EXIT_CODE_OK);
	assert_string_equal(buf_str(&b.out), ""); /* taken, each once */
	assert_int_equal(run(&command_status, "--json"), EXIT_CODE_OK);
	assert_out("\"bounces\":{\"taken\":1,\"unknown\":1}");
	assert_int_equal(run(&command_suppress, "ls|--lang|en"), EXIT_CODE_OK);
	assert_out("Ana@ejemplo.example");
	assert_out("5.1.1 550 no <...> here");
	assert_int_equal(run(&command_outbox, "show|1|--lang|en"), EXIT_CODE_OK);
	assert_out("Came back");
	assert_int_equal(run(&command_suppress, "rm|bea@ejemplo.example"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_suppress, "rm|bea"), EXIT_CODE_FAILED);
	assert_int_equal(run(&command_suppress, "rm|ANA@ejemplo.example|--lang|en"), EXIT_CODE_OK);
	assert_out("is written to again");
	assert_int_equal(run(&command_suppress, "--lang|en"), EXIT_CODE_OK);
	assert_out("reaches everybody");
	assert_int_equal(run(&command_suppress, "rm"), EXIT_CODE_USAGE);
}

static void
test_what_customers_want_is_kept(void **state)
{
	struct person p;
	char token[VERP_TOKEN_ROOM];

	(void)state;
	send_mail(token);
	assert_int_equal(run(&command_tell, "B-1|problems|--lang|en"), EXIT_CODE_OK);
	assert_out("Customer of B-1: only if something is wrong.");
	assert_int_equal(store_person(b.h.reader, 1, &p), 0);
	assert_true(p.only_problems && !p.stopped);
	assert_int_equal(run(&command_tell, "B-1|nothing"), EXIT_CODE_OK);
	assert_int_equal(store_person(b.h.reader, 1, &p), 0);
	assert_true(p.stopped);
	assert_int_equal(run(&command_tell, "B-1|little"), EXIT_CODE_FAILED);
	assert_err("notices: must be everything, problems or nothing");
	assert_int_equal(run(&command_tell, "B-9|nothing"), EXIT_CODE_FAILED);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
	    CASE(test_a_parcel_is_registered_once_found_and_shown),
	    CASE(test_what_is_wrong_with_a_registration_is_said_with_its_field),
	    CASE(test_corrections_say_what_was_done),
	    CASE(test_watch_tells_each_change_once_and_goes_on_where_it_was),
	    CASE(test_a_customer_is_erased_when_one_says_yes),
	    CASE(test_an_incident_is_announced_and_ended),
	    CASE(test_the_inbox_is_looked_at_and_acted_on),
	    CASE(test_lists_of_nothing_say_so),
	    CASE(test_the_daemons_state_is_told_and_customers_are_paused),
	    CASE(test_an_import_tells_each_bad_line_and_completes_when_run_again),
	    CASE(test_what_an_import_refuses_is_mended_and_imported),
	    CASE(test_what_is_exported_is_imported_as_it_was),
	    CASE(test_past_parcels_teach_once_and_are_not_kept),
	    CASE(test_reports_in_a_maildir_stop_mail_to_an_address_until_it_is_lifted),
	    CASE(test_what_customers_want_is_kept),
	    CASE(test_a_backup_is_restored_offline),
	    CASE(test_without_a_daemon_the_exit_code_is_3_and_says_where),
	    CASE(test_a_configuration_is_checked_line_by_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
