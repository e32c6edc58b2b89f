/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* notes.c - notes through the guard's eyes. */
#include "view/notes.h"

#include "model/types.h"
#include "sql/case.sql.h"
#include "view/cases.h"
#include "view/places.h"

/* What decides who reads it. */
struct guarded_note {
    int64_t readers, state;
    struct id author;
};

struct readers {
    bool person, team; /* sees her; is of her team */
};

static bool is_read(const struct request *rq, const struct readers *may,
                    const struct guarded_note *note)
{
    if (note->state == NOTE_DRAFT)
        return may->person && id_equal(note->author, rq->who->user);
    return note->readers == NOTE_OF_HOUSE ? may->person : may->team;
}

static struct err *readers_find(struct request *rq, struct id person, struct readers *ret_may)
{
    bool found = false;
    struct guarded facts;
    TRY(person_guarded(rq, person, &found, &facts));
    *ret_may = (struct readers){.person = found && guard_sees_person(rq->who, &facts),
                                .team = found && guard_sees_case_work(rq->who, &facts)};
    return NULL;
}

struct err *note_require(struct request *rq, struct id note, struct rec **ret_note,
                         struct id *ret_author)
{
    struct sql_note_guarded_row row;
    struct readers may;
    bool found = false;
    TRY(sql_note_guarded(rq->store->db, rq->arena, rq->store->org, note, &found, &row));
    TRY(readers_find(rq, found ? row.about : ID_NONE, &may));
    const struct guarded_note facts = {row.readers, row.state, row.author};
    if (!found || !is_read(rq, &may, &facts))
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    *ret_author = row.author;
    return record_get(rq->store, rq->arena, &note_type, note, ret_note);
}

struct err *notes_of_person(struct request *rq, struct id person, size_t limit,
                            struct note_list *ret_list)
{
    struct sql_notes_of_person_row *rows;
    struct readers may;
    size_t n = 0;
    *ret_list = (struct note_list){.rows = arena_makes(rq->arena, struct note_row, limit)};
    NEED(ret_list->rows);
    TRY(readers_find(rq, person, &may));
    TRY(sql_notes_of_person(rq->store->db, rq->arena, rq->store->org, person, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct guarded_note facts = {rows[i].readers, rows[i].state, rows[i].author};
        if (!is_read(rq, &may, &facts) || ret_list->count++ >= limit)
            continue;
        struct note_row *row = &ret_list->rows[ret_list->n++];
        row->note = rows[i].note;
        TRY(record_get(rq->store, rq->arena, &note_type, row->note, &row->rec));
        TRY(user_login(rq, rows[i].author, &row->by));
    }
    return NULL;
}
