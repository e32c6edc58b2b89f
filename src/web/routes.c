/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* routes.c - every address of hearth, who may go there, and what answers. */
#include "page/pages.h"
#include "web/draft.h"
#include "web/machine.h"
#include "web/route.h"

#define STAFF HTTP_DOOR_STAFF

/* clang-format off */
const struct route routes[] = {
    {"GET", "/healthz", MAY_ANYONE, STAFF, COME_ANYBODY, .plain = machine_health,
     .what = "Whether the site is open, and its newest entry"},
    {"GET", "/openapi.json", MAY_ANYONE, STAFF, COME_ANYBODY, .plain = machine_api,
     .what = "This description"},
    {"POST", "/command", MAY_MACHINE, HTTP_DOOR_FOLDER, COME_ANYBODY, .direct = &machine_command,
     .what = "A command line, for whom the folder belongs to"},
    {"POST", "/draft", MAY_SEE_FIGURES, STAFF, .direct = &draft_keeping,
     .what = "Keeps what is being typed"},
    {"GET", "/resume", MAY_SEE_FIGURES, STAFF, .plain = draft_resume,
     .what = "What was sent when the session was over"},

    {"GET", "/today", MAY_SEE_FIGURES, STAFF, .page = page_today,
     .what = "Who is here and what needs me"},
    {"GET", "/admit", MAY_ADMIT, STAFF, .page = page_admit, .what = "The form of an admission"},
    {"POST", "/admit", MAY_ADMIT, STAFF, .page = page_admit, .act = act_admit,
     .what = "Admits a family"},
    {0},
};
/* clang-format on */
