#pragma once

/*
 * channel_phone: SMS (Twilio) and WhatsApp (Cloud API): few words, each of which costs. Pure.
 */

#include "monitor/notice/channel.h"

/* Parts that a text travels in: of 160 characters (153 when several) while all of them are in GSM 03.38, else of 70 (67) UTF-16 units. */
size_t phone_segments(struct span text);
