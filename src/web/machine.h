/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* machine.h - addresses for programs: is the house open, what is there, a command line. */
#ifndef HEARTH_WEB_MACHINE_H
#define HEARTH_WEB_MACHINE_H

#include "web/visit.h"

/* GET /healthz, GET /openapi.json. */
void machine_health(struct visit *v, struct http_answer *ret_answer);
void machine_api(struct visit *v, struct http_answer *ret_answer);
/* POST /command at the folder's door; see command.h. */
extern const struct direct machine_command;

#endif
