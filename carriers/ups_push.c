#include "carriers/ups_push.h"

#include "carriers/push.h"
#include "carriers/ups_codes.h"
#include "monitor/base/text.h"

enum push_verdict
ups_push_verify(const struct push_message *m)
{
	return push_check_secret(m, "credential", "");
}

/* The wall clock alone: what the message calls GMT does not always fit it, and an answer brings the offset later. */
static int
read_scan(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value status, place = json_get(v, "activityLocation");
	char date[16], time[16], code[LIMIT_CODE_ROOM];
	struct code_row row;
	struct event *event;
	struct when at;
	int rc;

	rc = json_need(v, "activityStatus", JSON_KIND_OBJECT, &status, why);
	if (rc == 0)
		rc = json_need_string(v, "localActivityDate", date, sizeof(date), why);
	if (rc < 0)
		return rc;
	(void)json_string_copy(json_get(v, "localActivityTime"), time, sizeof(time));
	at = ups_local(date, time);
	if (at.kind == WHEN_NONE)
		return json_fault(
		    json_get(v, "localActivityDate"), why, ERR_MALFORMED, "not a date");
	row = ups_judge(status, "descriptionCode", code);
	event = adapter_event(&o->events, &row, code, at);
	if (event == NULL)
		return ERR_NOMEM;
	if (row.milestone == MILESTONE_UNKNOWN)
		event->physical = !row.note;
	(void)adapter_text(json_get(status, "description"), event->text, sizeof(event->text));
	adapter_place(event->place, json_get(place, "city"), json_get(place, "country"));
	return 0;
}

/* The day it is planned for, with its window where there is one. */
static void
read_plan(struct json_value v, struct observation *o)
{
	char day[16], from[16], until[16];

	if (adapter_delivered(&o->events) ||
	    !json_string_copy(json_get(v, "scheduledDeliveryDate"), day, sizeof(day)))
		return;
	(void)json_string_copy(json_get(v, "deliveryStartTime"), from, sizeof(from));
	(void)json_string_copy(json_get(v, "deliveryEndTime"), until, sizeof(until));
	o->eta_from = ups_local(day, from);
	o->eta_until = ups_local(day, until);
}

int
ups_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	const struct track_number own = {.number = ""};
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root;
	int rc;

	rc = push_read(m, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	adapter_number(&o, &own, json_get(root, "trackingNumber"));
	rc = o.number[0] != '\0' ? read_scan(root, &o, why)
				 : json_fault(root, why, ERR_MALFORMED, "no tracking number");
	if (rc < 0)
		goto out;
	read_plan(root, &o);
	rc = adapter_answer(out, &o);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}
