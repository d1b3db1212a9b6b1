#include "monitor/notice/outbox_health.h"

#include "monitor/base/text.h"

void
health_tell(struct store_port *port, const struct policy *policy,
    const struct channel_settings *settings, int64_t since_utc_ms, const char *text,
    int64_t now_utc_ms)
{
	enum channel_id kind = settings != NULL ? settings->kind : CHANNEL_EMAIL;

	for (size_t i = 0; i < policy->shop_count; i++) {
		const struct shop *shop = &policy->shops[i];
		struct op *op;

		if (settings != NULL && shop_channel(shop, kind) != settings)
			continue;
		op = op_new(OP_SHOP, now_utc_ms, policy);
		if (op == NULL)
			return;
		(void)text_cut(op->shop, sizeof(op->shop), span_of(shop->id));
		op->channel_failing = kind;
		op->channel_failing_since_utc_ms = since_utc_ms;
		(void)text_cut(op->text, sizeof(op->text), span_of(text));
		if (store_submit(port, op, NULL, NULL) != 0)
			return;
	}
}

bool
health_keep(struct store_port *port, const struct policy *policy, const struct account_state *state,
    int64_t now_utc_ms)
{
	struct op *op = op_new(OP_ACCOUNT, now_utc_ms, policy);

	if (op == NULL)
		return false;
	op->account = *state;
	return store_submit(port, op, NULL, NULL) == 0;
}
