#pragma once

/*
 * limits: every cap of the program in one place, each with its reason. Sizes in bytes, times in ms unless the name
 * says otherwise. A limit that an operator may change has its default here and its option in monitor/config.
 */

/* From outside */
#define LIMIT_REPLY_BYTES                                                                          \
	(4u << 20) /* one carrier reply: the largest seen is 28 kB; a batch of 30 stays far below */
#define LIMIT_JSON_DEPTH 64 /* nesting of a reply: carriers stay under 15 */
#define LIMIT_JSON_BYTES                                                                           \
	(16u << 20) /* one JSON text: replies, and pages of the daemon's own answers */
#define LIMIT_JSON_NODES        (1u << 19) /* values of one text: fifty shipments of 400 full scans */
#define LIMIT_SKELETON_BYTES    8192       /* the kept shape of one unreadable reply */
#define LIMIT_HTTP_HEADERS      100        /* headers of one message */
#define LIMIT_HTTP_HEADER_BYTES 16384      /* one header line */
#define LIMIT_URL_BYTES         4096
#define LIMIT_EVENTS            400 /* scans kept of one shipment; the oldest ordinary ones go first */
#define LIMIT_EVENTS_APART      40    /* scans kept of an earlier parcel that had the same number */
#define LIMIT_BATCH_NUMBERS     50    /* numbers in one request, the most any carrier takes */
#define LIMIT_STEPS             5     /* requests that one answer may need */
#define LIMIT_SECRET_BYTES      16384 /* one credential file */
#define LIMIT_CODES_BYTES       4096  /* an account's own table of codes */
#define LIMIT_CHANGES           100000 /* numbers told as changed and not asked about yet */
#define LIMIT_UNKNOWN_CODES     16     /* codes that no table lists, kept of an account */
#define LIMIT_RETRY_AFTER_MS    (24LL * 60 * 60 * 1000) /* no carrier is believed beyond a day */
#define LIMIT_PUSH_AGE_MS                                                                          \
	(5LL * 60 * 1000) /* between a message's signed time and now, as its senders advise */
#define LIMIT_REPORT_BYTES                                                                         \
	(1u << 20) /* of a report that a mail did not arrive: the mail may come with it */
#define LIMIT_API_BODY_BYTES (1u << 20) /* one API request */
#define LIMIT_CSV_LINE_BYTES 16384
#define LIMIT_CSV_BYTES      (128u << 20) /* one file: half a million parcels */
#define LIMIT_TZ_BYTES       (1u << 18)   /* one zone's file: the largest has 4 kB */
#define LIMIT_CONFIG_BYTES   (1u << 20)
#define LIMIT_OWN_DAYS       4000 /* days of a shop's own: ten years of a shop that is half closed */

/* The model: array sizes include the NUL */
#define LIMIT_ID_ROOM       16 /* carrier id */
#define LIMIT_ACCOUNT_ROOM  32
#define LIMIT_SHOP_ROOM     32
#define LIMIT_ORDER_ROOM    64
#define LIMIT_NUMBER_ROOM   48
#define LIMIT_CODE_ROOM     40
#define LIMIT_TEXT_ROOM     200
#define LIMIT_WORDS_ROOM    320  /* what a person adds to a notice */
#define LIMIT_NOTE_ROOM     2000 /* a note in a case, or what a customer writes */
#define LIMIT_PLACE_ROOM    96
#define LIMIT_NAME_ROOM     128
#define LIMIT_EMAIL_ROOM    256 /* RFC 5321 path */
#define LIMIT_PHONE_ROOM    32
#define LIMIT_LOCALE_ROOM   16
#define LIMIT_POSTCODE_ROOM 16
#define LIMIT_ITEMS_ROOM    256
#define LIMIT_RESOURCE_ROOM 64 /* what an order or a fulfilment is called by the shop's system */
#define LIMIT_DIGEST_RISKS  6  /* parcels at risk that a digest names */
#define LIMIT_ORDER_PARCELS 32 /* parcels of one order that are judged together */
#define LIMIT_RETOLD        16 /* retold promises kept of one order, the latest ones */
#define LIMIT_TALLY_KEY_ROOM                                                                       \
	64                    /* what is learned or reported, by carrier, service, lane or depot */
#define LIMIT_RETOLD_DAYS  60 /* ahead, of a date that a person gives */
#define LIMIT_UNDO_MS      (30 * 1000) /* in which a word written by hand can be taken back */
#define LIMIT_SESSION_DAYS 7           /* of a person at the desk, since they came in */
#define LIMIT_LOGIN_MAIL_MS                                                                        \
	(5 * 60 * 1000)       /* in which one person is mailed one link that they ask for */
#define LIMIT_INVITE_HOURS 48 /* in which a link to the desk works, once */
#define LIMIT_LINK_DAYS    30 /* a customer's page after its last parcel was over */
#define LIMIT_ONCE_MS      (24LL * 60 * 60 * 1000) /* an Idempotency-Key is remembered */
#define LIMIT_ONCE_ROWS    200000 /* of them: 50 MB; then the oldest are forgotten first */
#define LIMIT_CASE_NOTES   8      /* notes kept of one case, the latest ones */

/* Store */
#define LIMIT_BATCH_OPS             256 /* ops of one commit: larger ones slow later commits (free list) */
#define LIMIT_BATCH_BYTES           (4u << 20)
#define LIMIT_RECORD_BYTES          (1u << 20) /* one record: 400 full scans and as many apart stay below */
#define LIMIT_BATCH_MS              10         /* wire ms the writer gathers before a commit */
#define LIMIT_QUEUE_OPS             4096 /* places in the writer's queue */
#define LIMIT_QUEUE_RESERVED        1024 /* of them for attempt_end, registrations and forms */
#define LIMIT_MAP_BYTES             (64LL << 30) /* address space of the map: no memory until used */
#define LIMIT_PAGE_ROWS             1000         /* rows of one page of a list */
#define LIMIT_FULL_RETRY_MS         10000        /* wire ms between tries while the disk is full */
#define LIMIT_POLL_STOP_PERCENT     90           /* of the soft limit: polls stop */
#define LIMIT_REGISTER_STOP_PERCENT 95           /* registrations stop */
#define LIMIT_SKELETON_AGE_MS       (7LL * 24 * 60 * 60 * 1000) /* skeletons of unreadable replies */
#define LIMIT_ASIDE_AGE_MS          (90LL * 24 * 60 * 60 * 1000) /* ops that failed alone */
#define LIMIT_ASIDES                1000 /* whose words one erasing wipes: they are few, or something is wrong */
#define LIMIT_INCIDENT_AGE_MS                                                                      \
	(400LL * 24 * 60 * 60 * 1000) /* closed ones: a year's comparison and more */
#define LIMIT_ACCESS_AGE_MS (30LL * 24 * 60 * 60 * 1000) /* ended or expired: who was let in */
#define LIMIT_RETAIN_DAYS                                                                          \
	180 /* postal inquiries and claims end six months after posting (Universal Postal Convention) */

#define LIMIT_JOURNAL_DAYS                                                                         \
	400 /* entries of the journal: a year's comparison and more; see journal_days */
#define LIMIT_JOURNAL_OWED_MS                                                                      \
	(30LL * 24 * 60 * 60 * 1000) /* longer, for a program that is behind: then it is left out */

/* Inbox: messages of shops and carriers, stored before they are answered */
#define LIMIT_INBOX_BODY_BYTES (2u << 20) /* one message, or one page of an answer */
#define LIMIT_INBOX_HEADERS    2048       /* of it, those that are read */
#define LIMIT_INBOX_BYTES                                                                          \
	(512LL << 20)              /* of all that are not done: then senders are asked to wait */
#define LIMIT_INBOX_ROW_BYTES 1024 /* what a message counts for besides its bytes */
#define LIMIT_INBOX_NUMBERS   8    /* unknown numbers that one message waits for */
#define LIMIT_INBOX_FAILED_MS (30LL * 24 * 60 * 60 * 1000) /* a failure is kept for a person */
#define LIMIT_INBOX_KEPT_MS   (7LL * 24 * 60 * 60 * 1000) /* word of a number that nobody registers */
#define LIMIT_INBOX_DIGEST_MS                                                                      \
	(7LL * 24 * 60 * 60 * 1000) /* a repeat is known: senders try for 76 hours at most */

/* Network */
#define LIMIT_IN_FLIGHT   64 /* transfers at once: more costs rate and latency */
#define LIMIT_CONNECT_MS  10000
#define LIMIT_TRANSFER_MS 60000
#define LIMIT_LOOKUPS     8 /* name look-ups at once: each is a thread of libcurl */
#define LIMIT_ACCOUNT_IN_FLIGHT                                                                    \
	32 /* of one account: a silent carrier leaves half the places to others */
#define LIMIT_TRANSPORT_QUEUE 1024             /* requests that wait for a place in flight */
#define LIMIT_HEADERS_BYTES   65536            /* all headers of one reply */
#define LIMIT_MAIL_MS         (11 * 60 * 1000) /* RFC 5321 gives the final dot ten minutes */
#define LIMIT_MAIL_CONNECT_MS 30000 /* to the end of the login: servers make strangers wait */
#define LIMIT_MAIL_WORKERS    4

/* Notices */
#define LIMIT_OWN_TEMPLATES                                                                        \
	256 /* files of a shop's own words: each kind in each language, and partials */
#define LIMIT_TEMPLATE_NODES 4096         /* pieces of one compiled template */
#define LIMIT_SUBJECT_BYTES  998          /* RFC 5322, 2.1.1 */
#define LIMIT_MAIL_BYTES     (60u << 10)  /* a part of a mail: what is larger, readers cut */
#define LIMIT_MESSAGE_BYTES  (512u << 10) /* one message with both parts encoded */

#define LIMIT_OUTBOX_BATCH  16 /* notices that a worker has begun and not yet sent, at most */
#define LIMIT_OUTBOX_SLOTS  64 /* and in hand in all, until their answers are on disk */
#define LIMIT_CHANNELS      32 /* sections of channels: each has a gate */
#define LIMIT_SHOP_CHANNELS 8  /* in the list of a shop */
#define LIMIT_OUTBOX_ALIKE  5  /* refusals in the same words one after the other: it is not them */
#define LIMIT_PROBE_MIN_MS  (5 * 1000) /* wire ms between tries of a failing channel, doubling */
#define LIMIT_PROBE_MAX_MS  (5 * 60 * 1000) /* up to this */

/* Schedule, world time */
#define LIMIT_POLL_MIN_MS (5 * 60 * 1000)
#define LIMIT_POLL_MAX_MS (24 * 60 * 60 * 1000)
#define LIMIT_REVIEW_MAX_MS                                                                        \
	(24LL * 60 * 60 * 1000) /* an open parcel is looked at once a day at least */
#define LIMIT_BACKOFF_MIN_MS   (60 * 1000)
#define LIMIT_BACKOFF_MAX_MS   (6LL * 60 * 60 * 1000)
#define LIMIT_DRIFT_BACKOFF_MS (6LL * 60 * 60 * 1000)

/* The judge */
#define LIMIT_FORECAST_LEAST 30    /* parcels like it: with fewer no chance is said */
#define LIMIT_MODEL_ROWS     50000 /* of what is learned, in memory: past it nothing new is begun */
#define LIMIT_SCAN_HOURS     48    /* of scans expected and seen that incidents are judged by */
#define LIMIT_REPORT_DAYS    35    /* of its report that a shop is judged by every few minutes */
#define LIMIT_OPEN_INCIDENTS 64    /* at once: past it they are of carriers as a whole */
#define LIMIT_GROUP_MS                                                                             \
	(15 * 60 * 1000) /* a silence is told of one parcel when its group has been judged since */
#define LIMIT_WAIT_MS                                                                              \
	(10 * 60 * 1000)    /* a word that may not leave yet is looked at again after so long */
#define LIMIT_REUSE_DAYS 30 /* ship dates further apart are of two parcels with one number */
#define LIMIT_BEFORE_ORDER_MS                                                                      \
	(24LL * 60 * 60 * 1000) /* scans earlier than the order by more are of another parcel */
#define LIMIT_BEFORE_REGISTERED_MS                                                                 \
	(30LL * 24 * 60 * 60 * 1000) /* the same where no order time is known */

#define LIMIT_NOT_FOUND_MS                                                                         \
	(48LL * 60 * 60 * 1000) /* a number that no carrier knew for so long is told to the shop */
#define LIMIT_OUTER_ALARM_MS                                                                       \
	(7LL * 24 * 60 * 60 * 1000) /* without a promise: after hand-over the shop is told */
#define LIMIT_STALE_MISS_MS                                                                        \
	(6LL * 60 * 60 *                                                                           \
	    1000) /* past a deadline without a fresh answer: a person's, well before twelve hours */
#define LIMIT_BLIND_MS (60 * 60 * 1000) /* after a gap: so long for fresh data to come */
#define LIMIT_FRESH_WAIT_MS                                                                        \
	(30 * 60 * 1000) /* poll interval while a verdict waits for fresh data */
#define LIMIT_ESCALATE_MS                                                                          \
	(30 * 60 * 1000) /* a word owed and not sent so long before is a person's */
#define LIMIT_NOTICE_GAP_MS (20LL * 60 * 60 * 1000) /* between two customer notices of an order */
#define LIMIT_BUDGET_MS     (7LL * 24 * 60 * 60 * 1000) /* in which an order's words are counted */
#define LIMIT_GATHER_MS     (10 * 60 * 1000) /* a delay waits so long for the order's other parcels */
#define LIMIT_STILL_NO_NEWS 2 /* words without news in one episode: then a person speaks */
#define LIMIT_QUIET_CLOSE_MS                                                                       \
	(60LL * 24 * 60 * 60 *                                                                     \
	    1000) /* a parcel of which nothing was heard for so long is asked about no more */
#define LIMIT_OLD_CLOSE_MS                                                                         \
	(7LL * 24 * 60 * 60 *                                                                      \
	    1000) /* the same for one that was overdue and unknown when registered */

/* Web */
#define LIMIT_CONNECTIONS         256 /* of the commands' socket at once */
#define LIMIT_PUBLIC_CONNECTIONS  512 /* of each public socket */
#define LIMIT_ADDRESS_CONNECTIONS 32  /* of one address: several browsers behind one router */
#define LIMIT_CONNECTION_AGE_MS                                                                    \
	(10 * 60 * 1000) /* wire ms: then a connection is closed with its next answer */
#define LIMIT_STREAM_BYTES    (256u << 10) /* of a live feed that a client has not read yet */
#define LIMIT_ALLOWANCE_ROWS  4096         /* who asked lately, to be counted */
#define LIMIT_CALLS           400          /* calls at once of one token or session .. */
#define LIMIT_CALLS_SECOND    100          /* .. and then a second */
#define LIMIT_GUEST_CALLS     300 /* the same of one address that shows a link, or nothing */
#define LIMIT_GUEST_SECOND    10
#define LIMIT_GUESSES         30    /* wrong links at once of one address .. */
#define LIMIT_GUESSES_SECOND  1     /* .. and then a second: past it no link of its is looked at */
#define LIMIT_LIVE            128   /* who listen to the live feed at once */
#define LIMIT_LIVE_EACH       6     /* of one token or session: as many tabs */
#define LIMIT_LIVE_MISSED     10000 /* entries of the journal that one who comes back is told */
#define LIMIT_TRUSTED_PROXIES 16
#define LIMIT_FORM_FIELDS     64
#define LIMIT_FORM_BYTES      (64u << 10) /* a form, or a query, decoded */
#define LIMIT_PAGE_BYTES      (2u << 20)  /* one HTML page */
#define LIMIT_PAGE_FILES      256         /* templates, words and assets of the web pages */
#define LIMIT_CONNECTION_MS                                                                        \
	30000                   /* wire ms for a request to come, and for its answer to be taken */
#define LIMIT_API_RETRY_S   10  /* what a busy or full daemon asks clients to wait */
#define LIMIT_REGISTRATIONS 500 /* shipments of one registration request */
#define LIMIT_WATCHDOG_MS   120000
