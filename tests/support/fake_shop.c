#include "tests/support/fake_shop.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/when.h"

enum { FIRST_NUMBER = 1000000000 };

void
fake_shop_init(struct fake_shop *f, const struct fake_kind *kind, uint64_t seed, int64_t now_s)
{
	*f = (struct fake_shop){.kind = kind,
	    .state = seed * 2654435761U + 1,
	    .now_s = now_s,
	    .next_number = FIRST_NUMBER};
}

int
fake_shop_draw(struct fake_shop *f, int most)
{
	f->state = f->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (int)((f->state >> 33) % (uint64_t)most);
}

/* The order is called off, for good, and all that there is of it with it. */
static void
cancel(struct fake_shop *f, struct fake_order *o)
{
	o->cancelled_s = o->at_s = f->now_s;
	for (int p = 0; p < FAKE_PARTS; p++)
		if (o->parts[p].at_s != 0) {
			o->parts[p].at_s = f->now_s;
			o->parts[p].cancelled = true;
		}
}

void
fake_shop_change(struct fake_shop *f, struct buf *headers, struct buf *body)
{
	int order = fake_shop_draw(f, FAKE_ORDERS), part = fake_shop_draw(f, FAKE_PARTS);
	struct fake_order *o = &f->orders[order];
	struct fake_part *p = &o->parts[part];
	bool added = false;

	while (o->cancelled_s != 0) {
		order = (order + 1) % FAKE_ORDERS;
		o = &f->orders[order];
		p = &o->parts[part];
	}
	f->now_s += fake_shop_draw(f, 20); /* also in one second */
	o->at_s = f->now_s;
	if (p->made_s == 0)
		p->made_s = p->at_s = f->now_s;
	switch (fake_shop_draw(f, 12)) {
	case 0: cancel(f, o); break;
	case 1: p->cancelled = !p->cancelled; break;
	case 2: p->numbers[fake_shop_draw(f, FAKE_NUMBERS)] = 0; break;
	default:
		p->numbers[fake_shop_draw(f, FAKE_NUMBERS)] = f->next_number++;
		added = true;
		break;
	}
	if (added || f->kind->dates_removals)
		p->at_s = f->now_s;
	f->kind->tell(f, order, part, headers, body);
}

void
fake_shop_answer(
    const struct fake_shop *f, const struct http_request *req, struct http_response *res)
{
	struct buf text = BUF_INIT(LIMIT_API_BODY_BYTES);

	if (text_percent_decode(&text, buf_span(&req->url), false) < 0 ||
	    buf_add(&text, req->body.data, req->body.len) < 0)
		abort();
	res->status = 200;
	f->kind->answer(f, buf_str(&text), &res->body);
	buf_clear(&text);
}

static int
by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

void
fake_shop_truth(const struct fake_shop *f, int order, struct buf *out)
{
	const struct fake_order *o = &f->orders[order];
	int numbers[FAKE_PARTS * FAKE_NUMBERS] = {0}, count = 0;

	for (int p = 0; o->cancelled_s == 0 && p < FAKE_PARTS; p++)
		for (int n = 0; n < FAKE_NUMBERS; n++)
			if (!o->parts[p].cancelled && o->parts[p].numbers[n] != 0)
				numbers[count++] = o->parts[p].numbers[n];
	qsort(numbers, (size_t)count, sizeof(numbers[0]), by_number);
	for (int i = 0; i < count; i++)
		(void)buf_addf(out, "%d ", numbers[i]);
}
