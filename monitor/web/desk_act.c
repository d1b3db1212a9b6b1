#include "monitor/web/desk_act.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/api_change.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/page.h"

bool
desk_parcel(struct api_call *call, struct parcel *out)
{
	uint64_t id = 0;
	int rc = api_path_number(call, &id) ? 0 : ERR_NOT_FOUND;

	*out = (struct parcel){.shipment = SHIPMENT_INIT};
	if (rc == 0)
		rc = store_read_begin(call->api->reader);
	if (rc == 0) {
		rc = parcel_load(call, id, out);
		store_read_end(call->api->reader);
	}
	if (rc == 0 && !api_sees(call, out->shipment.shop))
		rc = ERR_NOT_FOUND;
	if (rc != 0)
		page_fail(call, rc);
	return rc == 0;
}

/* ---- what was just done ---- */

/* What an act leads to, and what takes it back: of the parcel itself, or of the notice or case that `n` names. */
static const struct {
	const char *key, *of, *undo;
} dids[] = {
    {"marked", "shipments", "unmark"},
    {"unmarked", "", ""},
    {"called", "shipments", "uncalled"},
    {"uncalled", "", ""},
    {"written", "notices", "drop"},
    {"shadowed", "", ""},
    {"dropped", "", ""},
    {"held", "notices", "release"},
    {"released", "notices", "hold"},
    {"resent", "notices", "drop"},
    {"claimed", "cases", "unclaim"},
    {"assigned", "cases", "free"}, /* it was nobody's */
    {"handed", "cases", "take"},   /* it was one's own */
    {"moved", "", ""},
    {"taken", "", ""},
    {"freed", "", ""},
    {"resolved", "cases", "reopen"},
    {"let_go", "incidents", "hold"},
    {"held_again", "incidents", "release"},
    {"prolonged", "", ""},
};

void
desk_did(struct desk_view *v, uint64_t shipment)
{
	const char *key = form_get(&v->call->params, "did");
	struct buf path = BUF_INIT(128);
	char word[32];
	int64_t n = 0;

	if (text_parse_i64(span_of(form_get(&v->call->params, "n")), 1, INT64_MAX, &n) < 0)
		n = 0;
	for (size_t i = 0; i < sizeof(dids) / sizeof(dids[0]); i++) {
		bool itself = strcmp(dids[i].of, "shipments") == 0;

		if (strcmp(dids[i].key, key) != 0)
			continue;
		(void)snprintf(word, sizeof(word), "did.%s", key);
		desk_set(v, "did", desk_say(v, word, ""));
		if (dids[i].undo[0] != '\0' && (itself || n != 0))
			(void)buf_addf(&path, "/desk/%s/%" PRIu64 "/%s", dids[i].of,
			    itself ? shipment : (uint64_t)n, dids[i].undo);
		desk_set(v, "undo", desk_text(v, buf_str(&path)));
		buf_clear(&path);
		return;
	}
	desk_set(v, "did", "");
	desk_set(v, "undo", "");
}

/* ---- acts ---- */

struct op *
desk_op(struct api_call *call, enum op_kind kind, uint64_t id)
{
	struct op *op = api_op(call, kind);

	if (op == NULL)
		return NULL;
	op->id = id;
	(void)text_cut(op->author, sizeof(op->author), span_of(call->who.name));
	return op;
}

struct span
desk_typed(const struct api_call *call)
{
	return text_trim(span_of(form_get(&call->form, "text")));
}

static struct op *
change_op(struct api_call *call, const struct parcel *p)
{
	struct op *op = api_op(call, OP_CHANGE);

	if (op == NULL)
		return NULL;
	op->id = p->shipment.id;
	(void)text_cut(op->change.author, sizeof(op->change.author), span_of(call->who.name));
	return op;
}

static void
submit(struct api_call *call, struct op *op, const struct parcel *p, const char *did)
{
	char to[96];

	(void)snprintf(to, sizeof(to), "/desk/shipments/%" PRIu64 "?did=%s", p->shipment.id, did);
	page_submit(call, op, to);
}

/* What may be said to have become of it. */
static const struct {
	const char *name;
	enum milestone milestone;
	enum reason reason;
	bool grave; /* asked for twice: its customer is told that it will not come */
} marks[] = {
    {"delivered", MILESTONE_DELIVERED, REASON_NONE, false},
    {"lost", MILESTONE_LOST_DAMAGED, REASON_LOST, true},
    {"damaged", MILESTONE_LOST_DAMAGED, REASON_DAMAGED, true},
};

enum { MARKS = sizeof(marks) / sizeof(marks[0]) };

/* The form, with what was sent before and what is wrong with it (the key of a word; "" nothing). */
static void
ask(struct api_call *call, const struct parcel *p, const char *wrong)
{
	const char *mark = form_get(&call->form, "mark");
	struct desk_view v;
	struct desk_list *list;
	char key[32], path[64];

	desk_view_init(&v, call);
	list = desk_list(&v, MARKS);
	for (size_t i = 0; i < MARKS; i++) {
		desk_row(&v, list);
		(void)snprintf(key, sizeof(key), "mark.%s", marks[i].name);
		desk_cell(&v, list, "value", marks[i].name);
		desk_cell(&v, list, "label", desk_say(&v, key, ""));
		desk_cell(&v, list, "checked", strcmp(mark, marks[i].name) == 0 ? "1" : "");
		desk_cell(&v, list, "grave", marks[i].grave ? "1" : "");
	}
	(void)snprintf(path, sizeof(path), "/desk/shipments/%" PRIu64, p->shipment.id);
	desk_set_list(&v, "marks", list);
	desk_set(&v, "back", path);
	desk_set(&v, "customer", p->person.name);
	desk_set(&v, "order", p->shipment.order);
	desk_set(&v, "at", form_get(&call->form, "at"));
	desk_set(&v, "wrong", wrong[0] != '\0' ? desk_say(&v, wrong, "") : "");
	desk_answer_as(&v, wrong[0] != '\0' ? 422 : 200, "desk/mark", "", "");
	desk_view_clear(&v);
}

void
desk_act_mark_ask(struct api_call *call)
{
	struct parcel p;

	if (desk_parcel(call, &p))
		ask(call, &p, "");
	parcel_clear(&p);
}

/* The form in `change`; else the key of the word that says what is wrong. */
static const char *
read_mark(struct api_call *call, const struct shipment *s, struct change *change)
{
	const char *name = form_get(&call->form, "mark");
	struct span at = text_trim(span_of(form_get(&call->form, "at")));
	struct event *mark = &change->mark;
	size_t i = 0;

	while (i < MARKS && strcmp(marks[i].name, name) != 0)
		i++;
	if (i == MARKS)
		return "mark.which";
	if (marks[i].grave && form_get(&call->form, "sure")[0] == '\0')
		return "mark.unsure";
	if (at.len > 0 && when_parse(at, &mark->at) < 0)
		return "mark.no_time";
	if (at.len > 0 && zone_when_utc(s->promise.zone, mark->at) > call->now_utc_ms + HOUR_MS)
		return "mark.future";
	mark->milestone = marks[i].milestone;
	mark->reason = marks[i].reason;
	change_complete_mark(mark, s->promise.zone, call->now_utc_ms);
	change->has_mark = true;
	return "";
}

void
desk_act_mark(struct api_call *call)
{
	struct change change = {.has_mark = false};
	const char *wrong;
	struct parcel p;
	struct op *op;

	if (desk_parcel(call, &p)) {
		wrong = read_mark(call, &p.shipment, &change);
		op = wrong[0] == '\0' ? change_op(call, &p) : NULL;
		if (wrong[0] != '\0') {
			ask(call, &p, wrong);
		} else if (op != NULL) {
			op->change.has_mark = true;
			op->change.mark = change.mark;
			submit(call, op, &p, "marked");
		}
	}
	parcel_clear(&p);
}

void
desk_act_unmark(struct api_call *call)
{
	struct parcel p;
	struct op *op;

	if (desk_parcel(call, &p)) {
		op = change_op(call, &p);
		if (op != NULL) {
			op->change.withdraw_marks = true;
			submit(call, op, &p, "unmarked");
		}
	}
	parcel_clear(&p);
}

/* ---- calls ---- */

static void
finish_called(struct api_job *job)
{
	for (size_t i = 0; i < job->row_count; i++)
		if (job->rows[i].rc < 0) {
			page_job_problem(job, api_status_of(job->rows[i].rc), job->rows[i].text);
			return;
		}
	page_job_see(job, job->to, NULL, 0);
}

/* What was said goes into the case that is open. */
static struct op *
note_op(struct api_call *call, const struct parcel *p)
{
	struct op *op = desk_op(call, OP_CASE, p->open_case.id);

	if (op == NULL)
		return NULL;
	op->case_verb = CASE_NOTE;
	(void)text_cut(op->text, sizeof(op->text), desk_typed(call));
	return op;
}

static void
run_called(struct api_call *call, const struct parcel *p)
{
	bool noted = p->open_case.id != 0 && desk_typed(call).len > 0;
	struct op *told = change_op(call, p),
		  *note = noted && told != NULL ? note_op(call, p) : NULL;
	struct api_job *job = NULL;
	struct buf to = BUF_INIT(128);
	size_t len;

	if (told != NULL && (!noted || note != NULL))
		job = api_job_new(call, noted ? 2 : 1, finish_called);
	if (job != NULL &&
	    buf_addf(&to, "/desk/shipments/%" PRIu64 "?did=called", p->shipment.id) == 0)
		job->to = buf_take(&to, &len);
	buf_clear(&to);
	if (job == NULL || job->to == NULL) {
		op_free(told);
		op_free(note);
		if (job != NULL)
			job->rows[0].rc = ERR_NOMEM;
	} else {
		told->change.customer_told = true;
		job->rows[0].op = told;
		if (noted)
			job->rows[1].op = note;
	}
	if (job != NULL)
		api_job_run(job);
}

void
desk_act_called(struct api_call *call)
{
	struct parcel p;

	if (desk_parcel(call, &p))
		run_called(call, &p);
	parcel_clear(&p);
}

void
desk_act_uncalled(struct api_call *call)
{
	struct parcel p;
	struct op *op;

	if (desk_parcel(call, &p)) {
		op = change_op(call, &p);
		if (op != NULL) {
			op->change.customer_untold = true;
			submit(call, op, &p, "uncalled");
		}
	}
	parcel_clear(&p);
}
