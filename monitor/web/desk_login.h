#pragma once

/*
 * desk_login: how people of the desk come in and leave, without passwords: a command invites an e-mail address, its link works once and
 * makes a session of the browser that shows it. Also the commands' calls: who may enter, invite, revoke. Web thread only.
 */

#include "monitor/web/api.h"

api_fn desk_login; /* a page with one button: what looks at links in mails must not use them up */
api_fn desk_login_ask; /* a link by mail, for who is known */
api_fn desk_enter;
api_fn desk_logout;

api_fn api_staff;
api_fn api_staff_invite;
api_fn api_staff_revoke;
