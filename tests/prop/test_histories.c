/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_histories.c - random histories of a house: admit, leave, be away, return, move, correct,
 * undo, erase by two, reopen, rebuild. The same seed gives the same entries on both engines.
 *
 * After each history: the tables are what the journal says and hash alike before and after a
 * rebuild and on both engines, every statement gives the same rows there, both reckonings of the
 * figures agree, no room holds two families, and the journal verifies. HEARTH_HISTORIES says how
 * many (60), HEARTH_SEED the first. */
#include "base/zone.h"
#include "command/task.h"
#include "journal/keystore.h"
#include "journal/verify.h"
#include "sql/house.sql.h"
#include "support/engines.h"
#include "support/site.h"

enum { ACTS = 24, KNOWN_MAX = 64 };
#define FIRST_MS INT64_C(1767225600000) /* 2026-01-01 */

/* ---- a world that comes out of a seed
 * ------------------------------------------------------------ */

static uint64_t chance_state, bytes_state;
static int64_t clock_ms;

static uint64_t next_of(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t chance(size_t n)
{
    return (size_t)(next_of(&chance_state) % n);
}

static bool seeded_bytes(void *into, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)into)[i] = (uint8_t)(next_of(&bytes_state) >> 24);
    return true;
}

static int64_t seeded_now(void)
{
    return clock_ms;
}

static void world_begin(uint64_t seed)
{
    static struct world seeded;
    seeded = *world_real();
    seeded.now_ms = seeded_now;
    seeded.boot_ms = seeded_now;
    seeded.random = seeded_bytes;
    world_set(&seeded);
    chance_state = seed * 2654435761U + 1;
    bytes_state = seed * 40503U + 12345;
    clock_ms = FIRST_MS;
}

/* ---- acts
 * ------------------------------------------------------------------------------------------ */

struct history_run {
    struct workplace w;
    size_t n_persons, n_deeds, n_tasks;
    struct id persons[KNOWN_MAX], deeds[KNOWN_MAX], tasks[KNOWN_MAX];
};

/* A refusal is an answer; anything else is a fault of the house. */
static void take(struct history_run *h, const struct job *job)
{
    if (job->err != NULL) {
        if (job->err->kind != ERR_CONFLICT && job->err->kind != ERR_INPUT &&
            job->err->kind != ERR_ABSENT)
            assert_fine(job->err);
        return;
    }
    h->deeds[h->n_deeds++ % KNOWN_MAX] = job->answer.deed;
    for (size_t i = 0; i < job->answer.n_records; i++)
        if (job->answer.records[i].type == &person_type)
            h->persons[h->n_persons++ % KNOWN_MAX] = job->answer.records[i].id;
}

static struct id some(const struct id *list, size_t n)
{
    return n == 0 ? ID_NONE : list[chance(n < KNOWN_MAX ? n : KNOWN_MAX)];
}

static struct id somebody(const struct history_run *h)
{
    return some(h->persons, h->n_persons);
}

static void come(struct history_run *h)
{
    static const char *const names[] = {"Оксана М.", "Hanna K.", "Їжакевич Олена", "Zoé", "Нуря"};
    static const char *const ages[] = {"0", "6", "17", "41"};
    struct admit_person children[3];
    struct admit_form form = {
        .house = TEXT("rowan-house"),
        .room = h->w.rooms[chance(4)],
        .head = {.name = text_of(names[chance(5)]), .age = text_of(ages[1 + chance(3)])},
        .n_children = chance(4),
        .children = children};
    for (size_t i = 0; i < form.n_children; i++)
        children[i] = (struct admit_person){.name = text_of(names[chance(5)]),
                                            .age = text_of(ages[chance(4)])};
    if (chance(4) == 0)
        form.expected = TEXT("2026-09-01");
    if (chance(5) == 0)
        form.head.sex = TEXT("male");
    struct job job = act(&h->w, stay_admit, &form, MAY_ADMIT);
    take(h, &job);
}

static void leave(struct history_run *h)
{
    const struct leave_form form = {.person = somebody(h),
                                    .alone = chance(3) == 0,
                                    .reason = TEXT("completed"),
                                    .words = TEXT("Дякую")};
    struct job job = act(&h->w, stay_leave, &form, MAY_ADMIT);
    take(h, &job);
}

static void go_away(struct history_run *h)
{
    const struct away_form form = {
        .person = somebody(h), .alone = chance(2) == 0, .reason = TEXT("hospital")};
    struct job job = act(&h->w, stay_away, &form, MAY_ADMIT);
    take(h, &job);
}

static void come_back(struct history_run *h)
{
    const struct return_form form = {
        .person = somebody(h), .alone = chance(3) == 0, .room = h->w.rooms[chance(4)]};
    struct job job = act(&h->w, stay_return, &form, MAY_ADMIT);
    take(h, &job);
}

static void move(struct history_run *h)
{
    const struct move_form form = {.person = somebody(h), .room = h->w.rooms[chance(4)]};
    struct job job = act(&h->w, stay_move, &form, MAY_ADMIT);
    take(h, &job);
}

static void correct(struct history_run *h)
{
    struct person_form form = {.person = somebody(h), .n = 2};
    form.fields[0].field = "birth";
    form.fields[0].written = text_of(chance(2) == 0 ? "1990-02-28" : "2015-03-01");
    form.fields[1].field = "name";
    form.fields[1].written = text_of(chance(2) == 0 ? "Ганна Т." : "Ganna T.");
    struct job job = act(&h->w, person_correct, &form, MAY_WRITE_PERSONS);
    take(h, &job);
}

static void give_task(struct history_run *h)
{
    const struct task_form form = {.what = TEXT("Call the school"),
                                   .due = chance(2) == 0 ? TEXT("2027-12-31") : TEXT_NONE,
                                   .about = chance(3) == 0 ? ID_NONE : somebody(h)};
    struct job job = act(&h->w, task_add, &form, MAY_WRITE_TASKS);
    take(h, &job);
    if (job.err == NULL)
        h->tasks[h->n_tasks++ % KNOWN_MAX] = made(&job, &task_type);
}

static void end_task(struct history_run *h)
{
    const struct task_end_form form = {some(h->tasks, h->n_tasks)};
    struct job job = act(&h->w, chance(3) == 0 ? task_cancel : task_done, &form, MAY_WRITE_TASKS);
    take(h, &job);
}

static void undo(struct history_run *h)
{
    const struct desk_undo_form form = {some(h->deeds, h->n_deeds)};
    struct job job = act(&h->w, desk_undo, &form, MAY_UNDO_OWN);
    take(h, &job);
}

/* What a mistaken leaving had set (until, reason, destination) is empty again. */
static void leave_by_mistake(struct history_run *h)
{
    size_t before = h->n_deeds;
    leave(h);
    if (h->n_deeds == before)
        return;
    const struct desk_undo_form form = {h->deeds[before % KNOWN_MAX]};
    struct job job = act(&h->w, desk_undo, &form, MAY_UNDO_OWN);
    take(h, &job);
}

static void erase(struct history_run *h)
{
    const struct erase_form ask = {somebody(h), TEXT("own-wish"), false};
    const struct erase_form confirm = {ask.person, TEXT_NONE, true};
    struct job job = act(&h->w, person_erase, &ask, MAY_ERASE);
    take(h, &job);
    job = act_as(&h->w, "second", person_erase, &confirm, MAY_ERASE);
    take(h, &job);
}

static void reopen(struct history_run *h)
{
    workplace_reopen(&h->w);
}

static void rebuild(struct history_run *h)
{
    int64_t entries = 0;
    assert_fine(desk_rebuild(h->w.site, NULL, &entries));
}

static void one_act(struct history_run *h)
{
    static void (*const acts[])(struct history_run *) = {
        come,      come,      come,      leave, leave,   leave_by_mistake,
        go_away,   come_back, come_back, move,  correct, correct,
        undo,      undo,      undo,      erase, reopen,  rebuild,
        give_task, end_task,
    };
    clock_ms += (int64_t)(1 + chance(3 * 60)) * 60000 * (int64_t)(chance(4) == 0 ? 24 : 1);
    acts[chance(COUNT(acts))](h);
}

/* ---- what must hold
 * -------------------------------------------------------------------------------- */

static void no_row_differs(void *with, const struct row_finding *found)
{
    (void)with;
    fail_msg("table %s: fault %d", found->type->name, (int)found->fault);
}

static void no_entry_differs(void *with, const struct verify_finding *found)
{
    (void)with;
    fail_msg("entry %lld: fault %d", (long long)found->at.seq, (int)found->what);
}

static bool key_is_there(void *with, struct id key)
{
    struct workplace *w = with;
    struct id subject;
    bool found = false;
    assert_fine(keystore_subject(w->site->keys, w->arena, w->site->org, key, &found, &subject));
    return found;
}

static void check_journal(struct workplace *w)
{
    struct verify_answer answer;
    const struct verify_ask ask = {.org = w->site->org,
                                   .public_key = &w->site->key->public_key,
                                   .key_exists = key_is_there,
                                   .report = no_entry_differs,
                                   .with = w};
    assert_fine(journal_verify(w->site->db, w->arena, &ask, &answer));
    assert_int_equal(0, answer.findings);
}

static void check_rooms(struct workplace *w)
{
    for (size_t r = 0; r < WORKPLACE_ROOMS; r++) {
        struct sql_lodgings_of_room_row *rows;
        size_t n = 0;
        assert_fine(sql_lodgings_of_room(w->site->db, w->arena, w->site->org, w->rooms[r], clock_ms,
                                         &rows, &n));
        for (size_t i = 1; i < n; i++)
            assert_memory_equal(&rows[0].household, &rows[i].household, sizeof(struct id));
    }
}

static void check_figures(struct workplace *w)
{
    int32_t today = zone_wall(zone_utc(), clock_ms).date;
    const struct figure_ask ask = {.from = today - 20, .to = today};
    (void)figures_twice(w, "manager", &ask);
}

/* ---- every statement gives the same rows on both engines
 * ------------------------------------------- */

static void rows_add(struct seal_hasher *all, const struct db_rows *rows)
{
    CLEANUP(buf_done) struct buf b = buf_make(16 << 20);
    for (size_t i = 0; i < rows->n * rows->columns; i++) {
        const struct db_value *cell = &rows->at[i];
        buf_u8(&b, (uint8_t)cell->kind);
        buf_zigzag(&b, cell->kind == DB_INT ? cell->n : 0);
        buf_varint(&b, cell->kind == DB_INT ? 0 : cell->t.n);
        buf_put(&b, cell->kind == DB_INT ? TEXT_NONE : cell->t);
    }
    assert_fine(buf_check(&b));
    seal_hasher_add(all, buf_text(&b));
}

/* All else (keys, credentials, sessions, staged files) lies in the second store. */
static bool is_of_keys(const struct sql_statement *s)
{
    static const char *const first_store[] = {" rec_", " journal_", " deed_clock", " site_state"};
    for (size_t i = 0; i < COUNT(first_store); i++)
        if (strstr(s->text.sqlite, first_store[i]) != NULL)
            return false;
    return true;
}

/* Asks one statement about one record, at this moment. */
static void ask(struct workplace *w, const struct sql_statement *s, struct id about,
                struct seal_hasher *all)
{
    CLEANUP(arena_close) struct arena *a = arena_new(UNIT_ARENA_MAX);
    struct db_value params[16] = {DB_OF_INT(w->site->org)};
    struct db_rows rows;
    assert_true(s->text.n_params <= COUNT(params));
    for (size_t i = 1; i < s->text.n_params; i++) {
        if (s->text.param_kinds[i] == DB_INT)
            params[i] = DB_OF_INT(clock_ms);
        else if (s->text.param_kinds[i] == DB_TEXT)
            params[i] = DB_OF_TEXT(chance(2) == 0 ? TEXT("rowan-house") : TEXT("manager"));
        else
            params[i] = DB_OF_ID(&about);
    }
    assert_fine(db_run(is_of_keys(s) ? w->site->keys : w->site->db, a, &s->text, params, &rows));
    rows_add(all, &rows);
}

static struct hash all_statements(struct history_run *h)
{
    struct seal_hasher all;
    seal_hasher_start(&all, "all-statements");
    for (const struct sql_statement *s = sql_statements; s->text.label != NULL; s++) {
        if (s->answer == SQL_NONE)
            continue;
        ask(&h->w, s, ID_NONE, &all);
        for (size_t i = 0; i < WORKPLACE_ROOMS; i++)
            ask(&h->w, s, h->w.rooms[i], &all);
        for (size_t i = 0; i < h->n_persons && i < KNOWN_MAX; i++)
            ask(&h->w, s, h->persons[i], &all);
        for (size_t i = 0; i < h->n_deeds && i < KNOWN_MAX; i++)
            ask(&h->w, s, h->deeds[i], &all);
    }
    return seal_hasher_end(&all);
}

static struct hash check_all(struct history_run *h)
{
    struct workplace *w = &h->w;
    struct hash before, after;
    int64_t rows = 0;
    check_journal(w);
    check_rooms(w);
    check_figures(w);
    assert_fine(desk_compare(w->site, NULL, no_row_differs, NULL, &rows));
    assert_fine(desk_projection_hash(w->site, &before));
    rebuild(h);
    assert_fine(desk_projection_hash(w->site, &after));
    assert_memory_equal(&before, &after, sizeof before);
    return after;
}

static struct hash run(uint64_t seed, const char *database, const char *schema)
{
    struct history_run h = {.n_persons = 0};
    const struct user_form second = {TEXT("second"), TEXT("manager"), TEXT("all")};
    world_begin(seed);
    h.w = workplace_make_in(database, schema);
    act_well(&h.w, user_add, &second, MAY_MANAGE_USERS);
    clock_ms += INT64_C(8) * 24 * 3600000; /* so that the second may confirm what the first asks */
    for (size_t i = 0; i < ACTS; i++)
        one_act(&h);
    struct hash hash = check_all(&h), rows = all_statements(&h);
    for (size_t i = 0; i < HASH_BYTES; i++)
        hash.bytes[i] ^= rows.bytes[i];
    workplace_done(&h.w);
    world_set(NULL);
    return hash;
}

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    return value == NULL ? otherwise : strtoull(value, NULL, 10);
}

static void the_tables_are_what_the_journal_says_on_both_engines(void **state)
{
    (void)state;
    struct arena *a = arena_new(UNIT_ARENA_MAX);
    assert_fine(seal_start(a)); /* draws once per process: before any seed is counted */
    arena_free(a);
    uint64_t first = setting("HEARTH_SEED", 1), n = setting("HEARTH_HISTORIES", 60);
    for (uint64_t seed = first; seed < first + n; seed++) {
        char schema[64];
        (void)snprintf(schema, sizeof schema, "history_%ld_%llu", (long)getpid(),
                       (unsigned long long)seed);
        print_message("# seed %llu\n", (unsigned long long)seed);
        struct hash sqlite = run(seed, NULL, NULL);
        struct hash pg = run(seed, engines_conninfo(), schema);
        assert_memory_equal(&sqlite, &pg, sizeof sqlite);
    }
}

int main(void)
{
    /* Nothing here is about power cuts: a disk that needs no syncs makes histories cheap. */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_are_what_the_journal_says_on_both_engines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
