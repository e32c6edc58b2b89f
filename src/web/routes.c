/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* routes.c - every address of hearth, who may go there, and what answers. */
#include "page/pages.h"
#include "web/asset.h"
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
    {"GET", "/asset/:name", MAY_ANYONE, STAFF, COME_ANYBODY, .plain = asset_serve,
     .what = "Style sheet, script and pictures"},
    {"POST", "/command", MAY_MACHINE, HTTP_DOOR_FOLDER, COME_ANYBODY, .direct = &machine_command,
     .what = "A command line, for whom the folder belongs to"},
    {"POST", "/draft", MAY_SEE_FIGURES, STAFF, .direct = &draft_keeping,
     .what = "Keeps what is being typed"},
    {"GET", "/resume", MAY_SEE_FIGURES, STAFF, .plain = draft_resume,
     .what = "What was sent when the session was over"},

    {"GET", "/today", MAY_SEE_FIGURES, STAFF, .page = page_today,
     .what = "Who is here and what needs me"},
    {"GET", "/house", MAY_SEE_HOUSE, STAFF, .page = page_houses, .what = "Houses and their rooms"},
    {"GET", "/house/:handle", MAY_SEE_HOUSE, STAFF, .page = page_house,
     .what = "Who sleeps in a house tonight"},
    {"GET", "/room/:id", MAY_SEE_HOUSE, STAFF, .page = page_room, .what = "Who stays in a room"},
    {"POST", "/deed/:id/undo", MAY_UNDO_OWN, STAFF, .act = act_undo, .what = "Takes a deed back"},
    {"GET", "/admit", MAY_ADMIT, STAFF, .page = page_admit, .what = "The form of an admission"},
    {"POST", "/admit", MAY_ADMIT, STAFF, .page = page_admit, .act = act_admit,
     .what = "Admits a family"},

    {"GET", "/settings", MAY_SEE_FIGURES, STAFF, .page = page_settings,
     .what = "What can be set"},
    {"GET", "/settings/houses", MAY_MANAGE_HOUSES, STAFF, .page = page_settings_houses,
     .what = "Houses, and the form of a new one"},
    {"POST", "/settings/houses", MAY_MANAGE_HOUSES, STAFF, .page = page_settings_houses,
     .act = act_house_add, .what = "Adds a house"},
    {"GET", "/settings/house/:handle", MAY_MANAGE_HOUSES, STAFF, .page = page_settings_house,
     .what = "The rooms of a house"},
    {"POST", "/settings/house/:handle", MAY_MANAGE_HOUSES, STAFF, .page = page_settings_house,
     .act = act_room_add, .what = "Adds a room"},
    {"POST", "/settings/house/:handle/room/:id", MAY_MANAGE_HOUSES, STAFF,
     .page = page_settings_house, .act = act_room_correct, .what = "Corrects a room"},
    {"POST", "/settings/house/:handle/room/:id/service", MAY_MANAGE_HOUSES, STAFF,
     .page = page_settings_house, .act = act_room_service,
     .what = "Takes a room out of service, or back"},
    {"GET", "/people", MAY_SEE_PERSONS, STAFF, .page = page_people,
     .what = "Whom one may see, with filters"},
    {"GET", "/find", MAY_SEE_PERSONS, STAFF, .page = page_find,
     .what = "Finds persons by name in any alphabet, or by phone"},
    {0},
};
/* clang-format on */
