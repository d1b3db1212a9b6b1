#pragma once

/* api_outbox: what was said, what waits to be said, and who may stop it. Web thread only. */

#include "monitor/web/api.h"

api_fn api_outbox;
api_fn api_outbox_show;
api_fn api_outbox_retry;
api_fn api_outbox_hold;
api_fn api_outbox_release;
api_fn api_outbox_drop;
api_fn api_outbox_resend;
api_fn api_outbox_release_all;
api_fn api_outbox_drop_all;
api_fn api_shipment_hold;
api_fn api_shipment_release;
api_fn api_pause;
api_fn api_resume;
