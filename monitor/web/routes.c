#include "monitor/web/routes.h"

#include "monitor/web/api_backup.h"
#include "monitor/web/api_cases.h"
#include "monitor/web/api_change.h"
#include "monitor/web/api_erase.h"
#include "monitor/web/api_events.h"
#include "monitor/web/api_export.h"
#include "monitor/web/api_inbox.h"
#include "monitor/web/api_incidents.h"
#include "monitor/web/api_orders.h"
#include "monitor/web/api_outbox.h"
#include "monitor/web/api_past.h"
#include "monitor/web/api_people.h"
#include "monitor/web/api_register.h"
#include "monitor/web/api_reports.h"
#include "monitor/web/api_shipments.h"
#include "monitor/web/api_status.h"
#include "monitor/web/api_timeline.h"
#include "monitor/web/api_tokens.h"
#include "monitor/web/desk.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_carriers.h"
#include "monitor/web/desk_case.h"
#include "monitor/web/desk_incident.h"
#include "monitor/web/desk_login.h"
#include "monitor/web/desk_notice.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_report.h"
#include "monitor/web/desk_report_csv.h"
#include "monitor/web/desk_session.h"
#include "monitor/web/desk_slipping.h"
#include "monitor/web/desk_under_way.h"
#include "monitor/web/desk_write.h"
#include "monitor/web/door.h"
#include "monitor/web/live.h"
#include "monitor/web/openapi.h"
#include "monitor/web/page.h"
#include "monitor/web/track.h"

enum {
	INGEST = SCOPE_INGEST,
	SUPPORT = SCOPE_SUPPORT,
	REPORT = SCOPE_REPORT,
	ADMIN = SCOPE_ADMIN,
	ANY = SCOPE_ALL,
};

/* One that only the commands may make; of the API for one scope and no subject, with one, or for who sees every shop; a page, open to all. */
#define LOCAL(method, path, names, handle)                                                         \
	{                                                                                          \
		method, path, names, handle, ROUTE_LOCAL, 0, SUBJECT_NONE, false                   \
	}
#define API(method, path, names, handle, scopes)                                                   \
	{                                                                                          \
		method, path, names, handle, ROUTE_API, scopes, SUBJECT_NONE, false                \
	}
#define OF(method, path, names, handle, scopes, subject)                                           \
	{                                                                                          \
		method, path, names, handle, ROUTE_API, scopes, SUBJECT_##subject, false           \
	}
#define EVERY(method, path, names, handle, scopes)                                                 \
	{                                                                                          \
		method, path, names, handle, ROUTE_API, scopes, SUBJECT_NONE, true                 \
	}
#define PAGE(method, path, names, handle, scopes)                                                  \
	{                                                                                          \
		method, path, names, handle, ROUTE_PAGE, scopes, SUBJECT_NONE, false               \
	}
#define STAFF(method, path, names, handle, scopes)                                                 \
	{                                                                                          \
		method, path, names, handle, ROUTE_PAGE, scopes, SUBJECT_NONE, true                \
	}
#define LINK(method, path, names, handle)                                                          \
	{                                                                                          \
		method, path, names, handle, ROUTE_LINK, 0, SUBJECT_NONE, false                    \
	}
#define OPEN(method, path, names, handle)                                                          \
	{                                                                                          \
		method, path, names, handle, ROUTE_OPEN, 0, SUBJECT_NONE, false                    \
	}

#define DOOR(path, handle)                                                                         \
	{                                                                                          \
		"POST", path, "", handle, ROUTE_DOOR, 0, SUBJECT_NONE, false                       \
	}

/* clang-format off */
const struct route routes[] = {
    API("GET", "/v1/version", "", api_version, ANY),
    OPEN("GET", "/v1/openapi.json", "", openapi_show),
    EVERY("GET", "/v1/status", "", api_status, ADMIN),
    API("GET", "/v1/find", "q limit", api_find, SUPPORT),
    API("GET", "/v1/shipments", "state shop cursor limit", api_list, SUPPORT),
    API("GET", "/v1/export", "state shop since cursor limit", api_export, SUPPORT),
    API("POST", "/v1/shipments", NULL, api_register, INGEST),
    API("POST", "/v1/past", "shipments profile check", api_past, INGEST),
    OF("GET", "/v1/shipments/*", "", api_show, SUPPORT, SHIPMENT),
    OF("POST", "/v1/shipments/*/change", NULL, api_change, INGEST | SUPPORT, SHIPMENT),
    OF("POST", "/v1/shipments/*/cancel", "author", api_cancel, INGEST | SUPPORT, SHIPMENT),
    OF("POST", "/v1/shipments/*/poll", "author", api_poll, SUPPORT, SHIPMENT),
    OF("POST", "/v1/shipments/*/tell", "notices author", api_tell, SUPPORT, SHIPMENT),
    OF("POST", "/v1/shipments/*/hold", "author", api_shipment_hold, SUPPORT, SHIPMENT),
    OF("POST", "/v1/shipments/*/release", "author", api_shipment_release, SUPPORT, SHIPMENT),
    OF("GET", "/v1/shipments/*/timeline", "", api_timeline, SUPPORT, SHIPMENT),
    OF("GET", "/v1/shipments/*/forecast", "", api_forecast, SUPPORT | REPORT, SHIPMENT),
    API("GET", "/v1/obligations", "shop cursor limit", api_obligations, SUPPORT),
    API("GET", "/v1/survey", "shop cursor limit", api_survey, SUPPORT | REPORT),
    API("GET", "/v1/cases", "shop cursor limit", api_cases, SUPPORT),
    OF("POST", "/v1/cases/*/claim", "author text", api_case_claim, SUPPORT, CASE),
    OF("POST", "/v1/cases/*/note", "author text", api_case_note, SUPPORT, CASE),
    OF("POST", "/v1/cases/*/resolve", "author text", api_case_resolve, SUPPORT, CASE),
    EVERY("GET", "/v1/incidents", "all cursor limit", api_incidents, SUPPORT | REPORT),
    EVERY("POST", "/v1/incidents", "author text carrier depot lane until", api_incident_open, SUPPORT),
    EVERY("POST", "/v1/incidents/*/close", "author text", api_incident_close, SUPPORT),
    API("GET", "/v1/carriers", "", api_carriers, SUPPORT | REPORT | ADMIN),
    OF("POST", "/v1/accounts/*/retry", "author", api_account_retry, ADMIN, ACCOUNT),
    API("GET", "/v1/outbox", "state shop cursor limit", api_outbox, SUPPORT),
    API("POST", "/v1/outbox/release", "shop author", api_outbox_release_all, SUPPORT),
    API("POST", "/v1/outbox/drop", "shop author", api_outbox_drop_all, SUPPORT),
    OF("GET", "/v1/outbox/*", "", api_outbox_show, SUPPORT, NOTICE),
    OF("POST", "/v1/outbox/*/retry", "author text", api_outbox_retry, SUPPORT, NOTICE),
    OF("POST", "/v1/outbox/*/hold", "author text", api_outbox_hold, SUPPORT, NOTICE),
    OF("POST", "/v1/outbox/*/release", "author text", api_outbox_release, SUPPORT, NOTICE),
    OF("POST", "/v1/outbox/*/drop", "author text", api_outbox_drop, SUPPORT, NOTICE),
    OF("POST", "/v1/outbox/*/resend", "author text", api_outbox_resend, SUPPORT, NOTICE),
    API("GET", "/v1/inbox", "state shop cursor limit", api_inbox, SUPPORT),
    API("GET", "/v1/inbox/*", "", api_inbox_show, ADMIN),
    API("POST", "/v1/inbox/*/retry", "author", api_inbox_retry, SUPPORT),
    API("POST", "/v1/inbox/*/drop", "author", api_inbox_drop, SUPPORT),
    LOCAL("POST", "/v1/bounces", "tokens address text author", api_bounce),
    API("GET", "/v1/suppressed", "shop cursor limit", api_suppressed, SUPPORT),
    API("POST", "/v1/suppressed/lift", "shop email author", api_lift, SUPPORT),
    API("GET", "/v1/erase", "text email phone order shop", api_erasable, ADMIN),
    API("POST", "/v1/erase", "person order shop author", api_erase, ADMIN),
    API("POST", "/v1/customers/pause", "shop author", api_pause, ADMIN),
    API("POST", "/v1/customers/resume", "shop author", api_resume, ADMIN),
    API("GET", "/v1/report", "shop weeks lane carrier", api_report, REPORT),
    API("GET", "/v1/advice", "shop lane carrier", api_advice, REPORT),
    API("GET", "/v1/events", "", api_events, SUPPORT | ADMIN),
    API("POST", "/v1/events/*/replay", "since author", api_events_replay, ADMIN),
    EVERY("GET", "/v1/journal", "after limit", api_journal, SUPPORT),
    API("GET", "/v1/live", "after", live_listen, SUPPORT),
    LOCAL("GET", "/v1/tokens", "", api_tokens),
    LOCAL("POST", "/v1/tokens", "name shop scopes days author", api_token_add),
    LOCAL("POST", "/v1/tokens/*/revoke", "author", api_token_revoke),
    LOCAL("GET", "/v1/staff", "", api_staff),
    LOCAL("POST", "/v1/staff", "email shop scopes mail author", api_staff_invite),
    LOCAL("POST", "/v1/staff/*/revoke", "author", api_staff_revoke),
    LOCAL("POST", "/v1/backup", "directory author", api_backup),
    DOOR("/in/carrier/*", door_carrier),
    DOOR("/in/shop/*", door_shop),
    DOOR("/in/shop/*/*", door_shop_token),
    LINK("GET", "/t/*", "", track_show),
    LINK("GET", "/t/*/wait", "", track_ask),
    LINK("GET", "/t/*/change", "", track_ask),
    LINK("GET", "/t/*/cancel", "", track_ask),
    LINK("GET", "/t/*/call", "", track_ask),
    LINK("GET", "/t/*/kept", "", track_ask),
    LINK("GET", "/t/*/return", "", track_ask),
    LINK("GET", "/t/*/broken", "", track_ask),
    LINK("GET", "/t/*/missing", "", track_ask),
    LINK("GET", "/t/*/stop", "", track_ask),
    LINK("POST", "/t/*/choice", "choice text", track_choose),
    LINK("POST", "/t/*/kept", "kept text", track_answer),
    LINK("POST", "/t/*/notices", "notices", track_prefer),
    LINK("POST", "/t/*/stop", "List-Unsubscribe", track_stop),
    OPEN("GET", "/desk/login", "key refused asked left", desk_login),
    OPEN("POST", "/desk/login", "key", desk_enter),
    OPEN("POST", "/desk/login/link", "email", desk_login_ask),
    PAGE("POST", "/desk/logout", "", desk_logout, ANY),
    PAGE("GET", "/desk", "", desk_queue_now, SUPPORT),
    PAGE("GET", "/desk/find", "q list", desk_find, SUPPORT),
    PAGE("GET", "/desk/shipments/*", "did n", desk_shipment, SUPPORT),
    PAGE("GET", "/desk/shipments/*/write", "kind", desk_write, SUPPORT),
    PAGE("POST", "/desk/shipments/*/write", "kind from until next text form do", desk_write, SUPPORT),
    PAGE("GET", "/desk/shipments/*/mark", "", desk_act_mark_ask, SUPPORT),
    PAGE("POST", "/desk/shipments/*/mark", "mark at sure", desk_act_mark, SUPPORT),
    PAGE("POST", "/desk/shipments/*/unmark", "", desk_act_unmark, SUPPORT),
    PAGE("POST", "/desk/shipments/*/called", "text", desk_act_called, SUPPORT),
    PAGE("POST", "/desk/shipments/*/uncalled", "", desk_act_uncalled, SUPPORT),
    PAGE("GET", "/desk/notices/*", "", desk_notice, SUPPORT),
    PAGE("GET", "/desk/notices/*/letter", "", desk_notice_letter, SUPPORT),
    PAGE("POST", "/desk/notices/*/hold", "", desk_notice_hold, SUPPORT),
    PAGE("POST", "/desk/notices/*/release", "", desk_notice_release, SUPPORT),
    PAGE("POST", "/desk/notices/*/drop", "", desk_notice_drop, SUPPORT),
    PAGE("POST", "/desk/notices/*/resend", "", desk_notice_resend, SUPPORT),
    PAGE("GET", "/desk/slipping", "page account state", desk_slipping, SUPPORT),
    PAGE("GET", "/desk/under-way", "after account state", desk_under_way, SUPPORT),
    PAGE("GET", "/desk/carriers", "", desk_carriers, SUPPORT),
    PAGE("GET", "/desk/cases", "whose page", desk_queue_cases, SUPPORT),
    PAGE("GET", "/desk/owed", "page", desk_queue_owed, SUPPORT),
    PAGE("GET", "/desk/unreached", "page", desk_queue_unreached, SUPPORT),
    PAGE("POST", "/desk/people/*/lift", "back", desk_person_lift, SUPPORT),
    PAGE("GET", "/desk/reports", "shop weeks lane carrier", desk_report, REPORT),
    PAGE("GET", "/desk/reports.csv", "shop weeks lane carrier", desk_report_csv, REPORT),
    PAGE("GET", "/desk/sessions", "", desk_sessions, ANY),
    PAGE("POST", "/desk/sessions/end", "", desk_sessions_end, ANY),
    PAGE("POST", "/desk/sessions/*/end", "", desk_session_end, ANY),
    PAGE("POST", "/desk/theme", "theme back", desk_theme, ANY),
    STAFF("GET", "/desk/incidents", "all page", desk_incidents, SUPPORT),
    STAFF("POST", "/desk/incidents", "carrier depot until text", desk_incident_open, SUPPORT),
    STAFF("GET", "/desk/incidents/*", "page did n", desk_incident, SUPPORT),
    STAFF("POST", "/desk/incidents/*/close", "text", desk_incident_close, SUPPORT),
    STAFF("POST", "/desk/incidents/*/wait", "until", desk_incident_wait, SUPPORT),
    STAFF("POST", "/desk/incidents/*/release", "", desk_incident_release, SUPPORT),
    STAFF("POST", "/desk/incidents/*/hold", "", desk_incident_hold, SUPPORT),
    PAGE("POST", "/desk/cases/*/claim", "back", desk_case_claim, SUPPORT),
    PAGE("POST", "/desk/cases/*/note", "text", desk_case_note, SUPPORT),
    PAGE("POST", "/desk/cases/*/resolve", "text", desk_case_resolve, SUPPORT),
    PAGE("POST", "/desk/cases/*/unclaim", "back", desk_case_unclaim, SUPPORT),
    PAGE("POST", "/desk/cases/*/reopen", "", desk_case_reopen, SUPPORT),
    PAGE("POST", "/desk/cases/*/assign", "to", desk_case_assign, SUPPORT),
    PAGE("POST", "/desk/cases/*/take", "", desk_case_take, SUPPORT),
    PAGE("POST", "/desk/cases/*/free", "", desk_case_free, SUPPORT),
    OPEN("GET", "/assets/*", "", page_asset),
};
/* clang-format on */

const size_t route_count = sizeof(routes) / sizeof(routes[0]);
