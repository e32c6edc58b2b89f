/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* calls.c - after a call was written down and answered, the program looks whom it may have been
 * about, as the user `clock`. What a crash left is found at the next start. */
#include "base/limits.h"
#include "base/log.h"
#include "base/world.h"
#include "command/enquiry.h"
#include "desk/inside.h"
#include "sql/door.sql.h"
#include "view/places.h"

enum { CALLS_PAGE = 200 };
static const int64_t calls_back_ms = INT64_C(30) * 86400000;

static struct err *one_look(struct site *s, struct arena *into, const struct who *clock,
                            struct id enquiry)
{
    CLEANUP(arena_close) struct arena *arena = arena_new(LIMIT_ARENA_REQUEST_BYTES);
    NEED(arena);
    char id[ID_TEXT + 1];
    id_text(enquiry, id);
    const char *once = arena_printf(arena, "call-%s", id);
    NEED(once);
    const struct enquiry_look_form form = {enquiry};
    struct job job = {.arena = arena,
                      .who = clock,
                      .may = MAY_LOG_CALLS,
                      .once = text_of(once),
                      .run = enquiry_look,
                      .form = &form};
    return err_copy(into, desk_do(s, &job));
}

static struct err *all_look(struct site *s, struct arena *into)
{
    struct request rq = {.arena = into, .store = &s->store, .now_ms = world_now_ms()};
    struct id user = ID_NONE, after = ID_NONE;
    bool found = false;
    TRY(user_of_login(&rq, TEXT("clock"), &found, &user));
    const struct who clock = guard_clock(user);
    for (size_t n = CALLS_PAGE; n == CALLS_PAGE;) {
        struct sql_enquiries_not_looked_at_row *rows;
        TRY(sql_enquiries_not_looked_at(s->db, into, s->org, after, rq.now_ms - calls_back_ms,
                                        CALLS_PAGE, &rows, &n));
        if (n > 0)
            TRY(site_load_people(s));
        for (size_t i = 0; i < n; i++) {
            after = rows[i].enquiry;
            TRY(one_look(s, into, &clock, after));
        }
    }
    return NULL;
}

void desk_calls_look(struct site *s)
{
    CLEANUP(arena_close) struct arena *arena = arena_new(LIMIT_ARENA_JOB_BYTES);
    if (s->ring == NULL || arena == NULL)
        return;
    s->calls_wait = false; /* what fails is tried again with the next call, or at the next start */
    struct err *bad = all_look(s, arena);
    if (bad != NULL)
        log_error("calls-not-looked-at", bad);
}
