#pragma once

/*
 * fields: the tags of every record: the tables that the codec reads. A tag is written here once and never changes its meaning; a
 * field that goes leaves its number behind. README.md lists them, and a test compares.
 */

#include "store/codec.h"

extern const struct codec codec_parcel, codec_parcel_owner, codec_schedule, codec_order,
    codec_person, codec_notice, codec_case, codec_account, codec_journal, codec_shop, codec_aside,
    codec_meta, codec_incident, codec_access, codec_inbound, codec_source, codec_connector,
    codec_once, codec_suppression, codec_endpoint;
