#include "monitor/base/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "carriers/names.h"
#include "monitor/base/text.h"

static const struct import_profile ventas = {.id = "ventas",
    .shop = "violeta",
    .columns = "Pedido = order, Transportista = carrier, N\u00BA env\u00EDo = number,"
	       "Entrega = promised_date, Desde = promised_from, Hasta = promised_until,"
	       "Fecha = ordered_at, Llegada = delivered_at, Notas = -",
    .fixed = "country = ES, customer_locale = es-ES",
    .carriers = "Mensajero azul = mrw, Recogida en tienda = -",
    .dates = "DD/MM/YYYY hh:mm[:ss]|DD/MM/YYYY|iso",
    .zone = "Europe/Madrid"};

static void
test_a_column_becomes_its_field(void **state)
{
	static const struct {
		bool mapped;
		const char *column, *field; /* NULL: passed over */
	} rows[] = {
	    {true, "Pedido", "order"},
	    {true, " pedido ", "order"},
	    {true, "N\u00BA env\u00EDo", "number"},
	    {true, "Notas", NULL},
	    {true, "Peso", NULL},
	    {true, "postcode", "postcode"},
	    {true, "puntual_state", NULL},
	    {false, "puntual_error", NULL},
	    {false, "order", "order"},
	    {false, "Pedido", "Pedido"}, /* which is then refused */
	    {false, "", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char field[PROFILE_FIELD_ROOM] = "";
		bool is =
		    profile_field(rows[i].mapped ? &ventas : NULL, span_of(rows[i].column), field);

		assert_int_equal(is, rows[i].field != NULL);
		if (is)
			assert_string_equal(field, rows[i].field);
	}
}

static void
test_dates_and_carriers_are_read_as_the_files_write_them(void **state)
{
	static const struct {
		const char *column, *value;
		int code;
		const char *says; /* what became of it, or the sentence */
	} rows[] = {
	    {"Entrega", "29/11/2026", 0, "2026-11-29"},
	    {"Entrega", "29/11/2026 00:00", 0, "2026-11-29"},
	    {"Entrega", "2026-11-29", 0, "2026-11-29"},
	    {"Entrega", "31/11/2026", ERR_MALFORMED, "must be a date that exists"},
	    {"Entrega", "soon", ERR_MALFORMED, "must be a date that exists"},
	    {"Entrega", "", 0, ""},
	    /* summer time there, then winter time */
	    {"Fecha", "20/07/2026 10:30", 0, "2026-07-20T08:30:00Z"},
	    {"Fecha", "20/11/2026 10:30:15", 0, "2026-11-20T09:30:15Z"},
	    {"Fecha", "20/11/2026", 0, "2026-11-19T23:00:00Z"},
	    {"Fecha", "2026-11-20T10:30:00-05:00", 0, "2026-11-20T15:30:00Z"},
	    {"Fecha", "yesterday", ERR_MALFORMED, "must be a time with its offset"},
	    {"Transportista", "Mensajero azul", 0, "mrw"},
	    {"Transportista", "Correos Express", 0, "correos-express"},
	    {"Transportista", "nobody knows", 0, ""},
	    {"Transportista", "Recogida en tienda", ERR_REJECTED, "is not watched"},
	    {"Notas", "anything", 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct registration r;
		struct why why = {.code = 0};
		struct buf got = BUF_INIT(64);

		registration_init(&r);
		assert_int_equal(profile_begin(&ventas, &r, NULL, &why), 0);
		assert_string_equal(r.shipment.shop, "violeta");
		assert_string_equal(r.shipment.destination.country, "ES");
		assert_int_equal(profile_set(&ventas, names_carrier, &r, NULL,
				     span_of(rows[i].column), span_of(rows[i].value), &why),
		    rows[i].code);
		if (rows[i].code != 0) {
			assert_non_null(strstr(why.text, rows[i].says));
			assert_string_equal(why.path, rows[i].column);
		} else if (rows[i].column[0] == 'T')
			assert_string_equal(r.shipment.carrier, rows[i].says);
		else {
			if (r.shipment.ordered_utc_ms != AT_NONE)
				assert_int_equal(when_add_utc(&got, r.shipment.ordered_utc_ms), 0);
			if (r.shipment.promise.until_day != DAY_NONE)
				assert_int_equal(day_add(&got, r.shipment.promise.until_day), 0);
			assert_string_equal(buf_str(&got), rows[i].says);
		}
		buf_clear(&got);
		registration_clear(&r);
	}
}

static void
test_a_window_keeps_its_wall_clock_and_the_past_its_moments(void **state)
{
	struct history h;
	struct why why = {.code = 0};

	(void)state;
	history_init(&h);
	assert_int_equal(profile_set(&ventas, names_carrier, &h.registration, &h, SPAN("Desde"),
			     SPAN("28/11/2026"), &why),
	    0);
	assert_int_equal(profile_set(&ventas, names_carrier, &h.registration, &h, SPAN("Hasta"),
			     SPAN("28/11/2026 14:00"), &why),
	    0);
	assert_int_equal(h.registration.shipment.promise.until_second, 14 * 3600);
	assert_int_equal(profile_set(&ventas, names_carrier, &h.registration, &h, SPAN("Llegada"),
			     SPAN("28/11/2026 13:00"), &why),
	    0);
	assert_int_equal(h.delivered.kind, WHEN_UTC);
	assert_int_equal(h.delivered.second, 12 * 3600);
	assert_int_equal(profile_set(&ventas, names_carrier, &h.registration, &h, SPAN("Llegada"),
			     SPAN("28/11/2026"), &why),
	    0);
	assert_int_equal(h.delivered.kind, WHEN_DATE);
	history_clear(&h);
}

static void
test_what_comes_up_later_is_told_by_the_column(void **state)
{
	struct why why = {.code = ERR_RANGE, .path = "promised_date"};

	(void)state;
	profile_name_path(NULL, &why);
	assert_string_equal(why.path, "promised_date");
	profile_name_path(&ventas, &why);
	assert_string_equal(why.path, "Entrega");
	assert_int_equal(text_copy(why.path, sizeof(why.path), "account"), 0);
	profile_name_path(&ventas, &why);
	assert_string_equal(why.path, "account");
}

static void
test_tables_that_cannot_be_are_refused(void **state)
{
	struct why why = {.code = 0};

	(void)state;
	assert_int_equal(profile_check_columns("", &why), 0);
	assert_int_equal(profile_check_columns("A = order, B = -, C = delivered_at", &why), 0);
	assert_int_equal(profile_check_columns("A = orden", &why), ERR_NOT_FOUND);
	assert_non_null(strstr(why.text, "'orden' is no field"));
	assert_int_equal(profile_check_columns("A, B = order", &why), ERR_MALFORMED);
	assert_int_equal(profile_check_fixed("country = ES,", &why), 0);
	assert_int_equal(profile_check_fixed("land = ES", &why), ERR_NOT_FOUND);
	assert_int_equal(profile_check_fixed("country", &why), ERR_MALFORMED);
	assert_int_equal(profile_check_dates("iso | DD.MM.YY hh:mm", &why), 0);
	assert_int_equal(profile_check_dates("MM/YYYY", &why), ERR_MALFORMED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_column_becomes_its_field),
	    cmocka_unit_test(test_dates_and_carriers_are_read_as_the_files_write_them),
	    cmocka_unit_test(test_a_window_keeps_its_wall_clock_and_the_past_its_moments),
	    cmocka_unit_test(test_what_comes_up_later_is_told_by_the_column),
	    cmocka_unit_test(test_tables_that_cannot_be_are_refused),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	zone_thread_clear();
	return failed;
}
