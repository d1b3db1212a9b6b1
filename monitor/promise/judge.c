#include "monitor/promise/judge.h"

#include "monitor/promise/customer.h"
#include "monitor/promise/incident.h"
#include "monitor/promise/model.h"
#include "monitor/promise/past.h"
#include "monitor/promise/recheck.h"
#include "monitor/promise/review.h"
#include "monitor/promise/settle.h"
#include "monitor/promise/shop.h"
#include "monitor/promise/written.h"

const struct judge judge_default = {
    .review = review,
    .recheck = recheck,
    .settle = settle,
    .customer = customer_judge,
    .write = written_judge,
    .shop = shop_judge,
    .incident = incident_judge,
    .past = past_learn,
    .model_new = model_new,
    .model_add = model_add,
    .model_free = model_free,
};
