/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* site.c - making a site for a test and acting in it. */
#include "support/site.h"

#include <dirent.h>

#include "audit/audit.h"

struct workplace workplace_make(void)
{
    return workplace_make_in(NULL, NULL);
}

struct workplace workplace_make_in(const char *database, const char *schema)
{
    struct workplace w = {.arena = arena_new(UNIT_ARENA_MAX)};
    const char *paper = NULL;
    w.dir = arena_printf(w.arena, "%s/site", unit_folder(w.arena));
    w.key = arena_printf(w.arena, "%s-key", w.dir);
    const struct site_new new = {.dir = w.dir,
                                 .name = TEXT("Rowan Tree"),
                                 .lang = TEXT("en"),
                                 .zone = TEXT("Europe/Kyiv"),
                                 .login = TEXT("manager"),
                                 .database = database,
                                 .schema = schema,
                                 .secret = {.key_file = w.key}};
    assert_fine(site_make(w.arena, &new, &paper));
    const struct site_secret secret = {.key_file = w.key};
    assert_fine(site_open(w.arena, w.dir, &secret, &w.site));
    const struct house_form house = {TEXT("rowan-house"), TEXT("Rowan House"), TEXT("Europe/Kyiv"),
                                     TEXT("crisis")};
    act_well(&w, house_add, &house, MAY_MANAGE_HOUSES);
    for (size_t i = 0; i < WORKPLACE_ROOMS; i++) {
        const struct room_form room = {.house = TEXT("rowan-house"),
                                       .label = text_of(arena_printf(w.arena, "%zu", i + 1)),
                                       .places = TEXT("4")};
        struct job job = act_well(&w, room_add, &room, MAY_MANAGE_HOUSES);
        w.rooms[i] = made(&job, &room_type);
    }
    return w;
}

void workplace_reopen(struct workplace *w)
{
    const struct site_secret secret = {.key_file = w->key};
    site_close(&w->site);
    assert_fine(site_open(w->arena, w->dir, &secret, &w->site));
}

static void folder_remove(struct arena *a, const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *e; folder != NULL && (e = readdir(folder)) != NULL;)
        if (e->d_name[0] != '.')
            unlink(arena_printf(a, "%s/%s", path, e->d_name));
    if (folder != NULL)
        closedir(folder);
    rmdir(path);
}

void workplace_done(struct workplace *w)
{
    site_close(&w->site);
    char *above = arena_strn(w->arena, w->dir, strlen(w->dir) - strlen("/site"));
    folder_remove(w->arena, w->dir);
    folder_remove(w->arena, above);
    arena_free(w->arena);
}

struct job act_as(struct workplace *w, const char *login, command_fn *run, const void *form,
                  enum may may)
{
    struct job job = {
        .arena = w->arena, .as = text_of(login), .may = may, .run = run, .form = form};
    struct err *bad = desk_do(w->site, &job);
    job.err = bad;
    return job;
}

struct job act(struct workplace *w, command_fn *run, const void *form, enum may may)
{
    return act_as(w, "manager", run, form, may);
}

struct job act_well(struct workplace *w, command_fn *run, const void *form, enum may may)
{
    struct job job = act(w, run, form, may);
    assert_fine(job.err);
    return job;
}

struct id made(const struct job *job, const struct rec_type *type)
{
    for (size_t i = 0; i < job->answer.n_records; i++)
        if (job->answer.records[i].type == type)
            return job->answer.records[i].id;
    fail_msg("no %s was made", type->name);
    return ID_NONE;
}

struct job admit(struct workplace *w, const char *name, size_t room, size_t n_children)
{
    struct admit_person children[ADMIT_CHILDREN_MAX];
    for (size_t i = 0; i < n_children; i++)
        children[i] = (struct admit_person){.name = TEXT("Danylo"), .age = TEXT("6")};
    const struct admit_form form = {.house = TEXT("rowan-house"),
                                    .room = w->rooms[room],
                                    .head = {.name = text_of(name), .birth = TEXT("1998-04-17")},
                                    .n_children = n_children,
                                    .children = children};
    return act(w, stay_admit, &form, MAY_ADMIT);
}

/* Audit's name for each figure, counted without the views. */
static int64_t audited(const struct audit_figures *audit, enum figure figure)
{
    const int64_t counts[FIGURE__COUNT] = {
        [FIGURE_MOTHERS] = audit->mothers,         [FIGURE_CHILDREN] = audit->children,
        [FIGURE_EXPECTED] = audit->expected,       [FIGURE_ADULTS_ALONE] = audit->adults_alone,
        [FIGURE_HEADS_OTHER] = audit->heads_other, [FIGURE_BED_NIGHTS] = audit->bed_nights,
        [FIGURE_ADMISSIONS] = audit->admissions,   [FIGURE_EXITS] = audit->exits,
        [FIGURE_RETURNS] = audit->returns,         [FIGURE_SESSIONS] = audit->sessions,
        [FIGURE_ATTENDANCE] = audit->attendance,   [FIGURE_RELAPSES] = audit->relapses,
    };
    return counts[figure];
}

struct figures figures_twice(struct workplace *w, const char *login, const struct figure_ask *ask)
{
    struct who who;
    struct request rq;
    struct figures day, period;
    struct audit_figures audit;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_FIGURES, &who, &rq));
    assert_fine(figures_as_of(&rq, ask, &day));
    assert_fine(figures_period(&rq, ask, &period));
    const struct audit_ask second = {.org = w->site->org,
                                     .ring = w->site->ring,
                                     .house = ask->house,
                                     .from = ask->from,
                                     .to = ask->to,
                                     .now_ms = rq.now_ms};
    assert_fine(audit_figures(w->site->db, w->arena, &second, &audit));
    for (int i = FIGURE__AS_OF_END; i < FIGURE__COUNT; i++)
        day.counts[i] = period.counts[i];
    for (int i = 0; i < FIGURE__COUNT; i++)
        assert_int_equal(audited(&audit, (enum figure)i), day.counts[i]);
    return day;
}
