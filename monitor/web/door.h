#pragma once

/*
 * door: what others send by themselves: carriers their scans, shops what they have shipped. Verified over the raw bytes; what is genuine is on disk
 * before it is answered, so that the sender may forget it, and is read afterwards by the inbox (monitor/shops); whatever comes twice changes
 * nothing. Web thread only.
 */

#include "monitor/web/api.h"

api_fn door_carrier; /* POST /in/carrier/ACCOUNT, signed as the carrier signs */
api_fn
    door_shop; /* POST /in/shop/CONNECTOR, signed as the shop's system signs; /in/shop/SHOP, Standard Webhooks */
api_fn door_shop_token; /* POST /in/shop/CONNECTOR/TOKEN, of a system that signs nothing */
