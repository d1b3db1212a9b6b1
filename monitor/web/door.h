#pragma once

/*
 * door: what others send by themselves: carriers their scans, the shop's programs its new shipments. Verified over the raw bytes; what is genuine is
 * committed before it is answered, so that the sender may forget it; whatever comes twice changes nothing. Web thread only.
 */

#include "monitor/web/api.h"

api_fn door_carrier; /* POST /in/carrier/ACCOUNT, signed as the carrier signs */
api_fn
    door_shop; /* POST /in/shop/SHOP, Standard Webhooks: {"type":"shipment.created","data":{fields of a registration}} */
