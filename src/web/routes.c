/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* routes.c - every address of hearth, who may go there, and what answers. */
#include "base/limits.h"
#include "page/pages.h"
#include "web/account.h"
#include "web/asset.h"
#include "web/draft.h"
#include "web/import.h"
#include "web/keys.h"
#include "web/machine.h"
#include "web/route.h"
#include "web/setup.h"
#include "web/sign.h"

#define STAFF HTTP_DOOR_STAFF

/* clang-format off */
/* What a site has whether or not its questions are answered. */
#define ALWAYS                                                                                    \
    {"GET", "/healthz", MAY_ANYONE, STAFF, COME_ANYBODY, .plain = machine_health,                 \
     .what = "Whether the site is open, and its newest entry"},                                   \
    {"GET", "/openapi.json", MAY_ANYONE, STAFF, COME_ANYBODY, .plain = machine_api,               \
     .what = "This description"},                                                                 \
    {"GET", "/asset/:name", MAY_ANYONE, STAFF, COME_ANYBODY, .plain = asset_serve,                \
     .what = "Style sheet, script and pictures"},                                                 \
    {"POST", "/command", MAY_MACHINE, HTTP_DOOR_FOLDER, COME_ANYBODY, .direct = &machine_command, \
     .what = "A command line, for whom the folder belongs to"},                                   \
    {"POST", "/language", MAY_ANYONE, STAFF, COME_ANYBODY, .direct = &sign_language,              \
     .what = "Chooses the language of pages"},                                                    \
    {"POST", "/theme", MAY_ANYONE, STAFF, COME_ANYBODY, .direct = &sign_theme,                    \
     .what = "Chooses light or dark"}

const struct route routes[] = {
    ALWAYS,

    {"GET", "/", MAY_ANYONE, STAFF, COME_ANYBODY, .plain = sign_home, .what = "Leads to Today"},
    {"GET", "/signin", MAY_ANYONE, STAFF, COME_ANYBODY, .page = page_signin,
     .direct = &sign_by_link, .what = "The door; with ?once= an address that opens it once"},
    {"POST", "/signin", MAY_ANYONE, STAFF, COME_ANYBODY, .page = page_signin, .direct = &sign_in,
     .what = "Signs in by password"},
    {"POST", "/signout", MAY_ANYONE, STAFF, COME_ANYBODY, .direct = &sign_out,
     .what = "Ends the session"},
    {"GET", "/lock", MAY_ANYONE, STAFF, COME_ANYBODY, .page = page_lock,
     .what = "The locked screen"},
    {"POST", "/lock", MAY_ANYONE, STAFF, COME_ANYBODY, .direct = &sign_lock,
     .what = "Locks the session until the password is given"},
    {"POST", "/unlock", MAY_ANYONE, STAFF, COME_ANYBODY, .page = page_lock, .direct = &sign_unlock,
     .what = "Opens a locked session, or gives the password once more"},
    {"GET", "/account", MAY_ANYONE, STAFF, COME_UNFINISHED, .page = page_account,
     .direct = &account_showing, .reads = true, .what = "One's own password, key and sessions"},
    {"POST", "/account/password", MAY_ANYONE, STAFF, COME_UNFINISHED, .page = page_account,
     .direct = &account_changing, .what = "Changes one's own password"},
    {"POST", "/account/code", MAY_ANYONE, STAFF, COME_UNFINISHED, .page = page_account,
     .direct = &account_coding, .what = "Gives the code of the second factor after a link"},
    {"POST", "/account/offer", MAY_ANYONE, STAFF, COME_UNFINISHED, .page = page_account,
     .direct = &account_offering, .what = "Shows the secret of a new second factor"},
    {"POST", "/account/factor", MAY_ANYONE, STAFF, COME_UNFINISHED, .page = page_account,
     .direct = &account_confirming, .what = "Puts the second factor in force, shows its codes"},
    {"POST", "/account/end", MAY_ANYONE, STAFF, .direct = &account_ending,
     .what = "Ends one of one's own sessions"},
    {"POST", "/draft", MAY_ANYONE, STAFF, .direct = &draft_keeping,
     .what = "Keeps what is being typed"},
    {"GET", "/resume", MAY_ANYONE, STAFF, .plain = draft_resume,
     .what = "What was sent when the session was over"},

    {"GET", "/today", MAY_ANYONE, STAFF, .page = page_today,
     .what = "Who is here and what needs me"},
    {"GET", "/house", MAY_SEE_HOUSE, STAFF, .page = page_houses, .what = "Houses and their rooms"},
    {"GET", "/house/:handle", MAY_SEE_HOUSE, STAFF, .page = page_house,
     .what = "Who sleeps in a house tonight"},
    {"GET", "/house/:handle/rollcall", MAY_CALL_ROLL, STAFF, .page = page_roll,
     .what = "Who is at home tonight, to be confirmed"},
    {"POST", "/house/:handle/rollcall", MAY_CALL_ROLL, STAFF, .page = page_roll, .act = act_roll,
     .what = "Confirms the roll call of this night, or corrects it"},
    {"GET", "/house/:handle/night", MAY_CALL_ROLL, STAFF, .page = page_night_sheet,
     .what = "The night sheet: who sleeps where, to be printed"},
    {"GET", "/house/:handle/week", MAY_CALL_ROLL, STAFF, .page = page_week,
     .what = "The next seven days of a house, to be printed"},
    {"GET", "/house/:handle/shift", MAY_HAND_OVER, STAFF, .page = page_shift,
     .what = "Who is on duty, and the form of a change of shift"},
    {"POST", "/house/:handle/shift", MAY_HAND_OVER, STAFF, .page = page_shift, .act = act_shift,
     .what = "Hands the house over with a note"},
    {"POST", "/shift/:id/read", MAY_HAND_OVER, STAFF, .act = act_shift_read,
     .what = "Says that a handover note was read"},
    {"GET", "/room/:id", MAY_SEE_HOUSE, STAFF, .page = page_room, .what = "Who stays in a room"},
    {"GET", "/journal", MAY_SEE_JOURNAL, STAFF, .page = page_journal,
     .what = "What was done, by whom and when, the newest first"},
    {"GET", "/deed/:id", MAY_SEE_JOURNAL, STAFF, .page = page_deed,
     .what = "What one deed wrote"},
    {"GET", "/figure/:name", MAY_SEE_FIGURES, STAFF, .page = page_figure,
     .what = "The list behind a figure"},
    {"POST", "/deed/:id/undo", MAY_UNDO_OWN, STAFF, .act = act_undo, .what = "Takes a deed back"},
    {"GET", "/admit", MAY_ADMIT, STAFF, .page = page_admit, .what = "The form of an admission"},
    {"POST", "/admit", MAY_ADMIT, STAFF, .page = page_admit, .act = act_admit,
     .what = "Admits a family"},

    {"GET", "/call", MAY_LOG_CALLS, STAFF, .page = page_call,
     .what = "What to say to a caller, and the form of what was said"},
    {"POST", "/call", MAY_LOG_CALLS, STAFF, .page = page_call, .act = act_call,
     .what = "Writes a call down"},
    {"GET", "/calls", MAY_SEE_CALLS, STAFF, .page = page_calls,
     .what = "Calls and visitors, the newest first"},

    {"GET", "/door", MAY_LOG_CALLS, STAFF, .page = page_door,
     .what = "What to do when somebody is at the door, and who may collect a child"},
    {"POST", "/door", MAY_LOG_CALLS, STAFF, .page = page_door, .act = act_door,
     .what = "Writes a visit down"},

    {"GET", "/settings", MAY_ANYONE, STAFF, .page = page_settings,
     .what = "What can be set"},
    {"GET", "/setup", MAY_MANAGE_HOUSES, STAFF, .page = page_setup,
     .what = "Three questions about the organisation"},
    {"POST", "/setup", MAY_MANAGE_HOUSES, STAFF, .page = page_setup, .act = act_setup,
     .what = "Answers them"},
    {"GET", "/settings/users", MAY_SEE_USERS, STAFF, .page = page_users,
     .what = "Who may come in, as what, and where"},
    {"POST", "/settings/users", MAY_MANAGE_USERS, STAFF, .is_careful = true, .page = page_users,
     .act = act_user_add, .what = "Adds a user with a role"},
    {"GET", "/settings/user/:login", MAY_SEE_USERS, STAFF, .page = page_user,
     .what = "What one user may, since when and until when"},
    {"POST", "/settings/user/:login", MAY_MANAGE_USERS, STAFF, .is_careful = true,
     .page = page_user, .act = act_grant_add, .what = "Gives a user one more role"},
    {"POST", "/settings/user/:login/grant/:id/end", MAY_MANAGE_USERS, STAFF, .is_careful = true,
     .page = page_user, .act = act_grant_end, .what = "Ends a role of a user"},
    {"POST", "/settings/user/:login/disable", MAY_MANAGE_USERS, STAFF, .is_careful = true,
     .page = page_user, .act = act_user_disable, .what = "Shuts a user out"},
    {"POST", "/settings/user/:login/link", MAY_MANAGE_USERS, STAFF, .is_careful = true,
     .page = page_user_link, .direct = &sign_link_make,
     .what = "Makes an address that lets a user in once"},
    {"GET", "/settings/keys", MAY_MACHINE, STAFF, .reads = true, .page = page_keys,
     .direct = &keys_show, .what = "What opens the house after a power cut"},
    {"POST", "/settings/keys", MAY_MANAGE_USERS, STAFF, .is_careful = true, .page = page_keys,
     .direct = &keys_paper, .what = "Makes a paper code, which is shown once"},
    {"POST", "/settings/key/:id/drop", MAY_MANAGE_USERS, STAFF, .is_careful = true,
     .page = page_keys, .direct = &keys_drop, .what = "Takes a key away"},
    {"GET", "/settings/backup", MAY_MACHINE, STAFF, .page = page_backup,
     .what = "When the last backup was made"},
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
    {"GET", "/import", MAY_WRITE_PERSONS, STAFF, .page = page_import,
     .what = "Where a list of people is handed in"},
    {"POST", "/import", MAY_WRITE_PERSONS, STAFF, .page = page_import, .direct = &import_putting,
     .body_max = LIMIT_UPLOAD_BYTES, .what = "Keeps a list of people, sealed, to be looked at"},
    {"GET", "/import/:id", MAY_WRITE_PERSONS, STAFF, .page = page_import_file,
     .direct = &import_showing, .reads = true,
     .what = "What a list would become, how far it is, or what came of it"},
    {"POST", "/import/:id", MAY_WRITE_PERSONS, STAFF, .direct = &import_starting,
     .what = "Takes a list over"},
    {"GET", "/find", MAY_SEE_PERSONS, STAFF, .page = page_find,
     .what = "Finds persons by name in any alphabet, or by phone"},
    {"GET", "/person", MAY_WRITE_PERSONS, STAFF, .page = page_person_add,
     .what = "The form of a new person"},
    {"POST", "/person", MAY_WRITE_PERSONS, STAFF, .page = page_person_add, .act = act_person_add,
     .what = "Writes a person down"},
    {"GET", "/person/:id", MAY_SEE_PERSONS, STAFF, .page = page_person,
     .what = "What is known of a person, her family and stays, and what was written"},
    {"GET", "/person/:id/correct", MAY_WRITE_PERSONS, STAFF, .page = page_person_correct,
     .what = "The form of a correction"},
    {"POST", "/person/:id/correct", MAY_WRITE_PERSONS, STAFF, .page = page_person_correct,
     .act = act_person_correct, .what = "Corrects what was written of a person"},
    {"GET", "/person/:id/leave", MAY_ADMIT, STAFF, .page = page_stay_leave,
     .what = "The form of a stay's end"},
    {"POST", "/person/:id/leave", MAY_ADMIT, STAFF, .page = page_stay_leave,
     .act = act_stay_leave, .what = "Ends the stay of a family or of one person"},
    {"GET", "/person/:id/away", MAY_ADMIT, STAFF, .page = page_stay_away,
     .what = "The form of an absence"},
    {"POST", "/person/:id/away", MAY_ADMIT, STAFF, .page = page_stay_away,
     .act = act_stay_away, .what = "Notes that a family is away for a time"},
    {"GET", "/person/:id/return", MAY_ADMIT, STAFF, .page = page_stay_return,
     .what = "The form of coming back"},
    {"POST", "/person/:id/return", MAY_ADMIT, STAFF, .page = page_stay_return,
     .act = act_stay_return, .what = "Ends an absence, or begins a new stay after an earlier one"},
    {"GET", "/person/:id/move", MAY_ADMIT, STAFF, .page = page_stay_move,
     .what = "The form of a move"},
    {"POST", "/person/:id/move", MAY_ADMIT, STAFF, .page = page_stay_move,
     .act = act_stay_move, .what = "Moves a family to another room"},
    {"GET", "/person/:id/join", MAY_ADMIT, STAFF, .page = page_stay_join,
     .what = "The form of a child that joins"},
    {"POST", "/person/:id/join", MAY_ADMIT, STAFF, .page = page_stay_join,
     .act = act_stay_join, .what = "A child joins the stay of its family"},
    {0},
};

const struct route setup_routes[] = {
    ALWAYS,
    {"GET", "/setup", MAY_ANYONE, STAFF, COME_ANYBODY, .page = page_setup_first,
     .direct = &setup_by_link, .reads = true,
     .what = "The three questions; with ?once= an address that opens them"},
    {"POST", "/setup", MAY_ANYONE, STAFF, COME_ANYBODY, .page = page_setup_first,
     .direct = &setup_answering, .what = "Answers them, and signs the first user in"},
    {0},
};
/* clang-format on */
