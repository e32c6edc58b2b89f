/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_incident.c - an incident from report to its end, who sees it and what is overdue; and the
 * years before us with "about", apart from our own stays. On both engines. */
#include "base/when.h"
#include "command/earlier.h"
#include "command/incident.h"
#include "model/types_programme.h"
#include "support/engines.h"
#include "support/site.h"
#include "view/earlier.h"
#include "view/incidents.h"
#include "view/life.h"

/* Saturday 21 November 2026, 14:30 in Kyiv. */
#define NOW_MS INT64_C(1795264200000)

static struct workplace place;
static int64_t now_ms;

static int64_t set_now(void)
{
    return now_ms;
}

static int begin(void **state, const char *database)
{
    static struct world world;
    static int number;
    char schema[48];
    world = *world_real();
    world.now_ms = set_now;
    now_ms = NOW_MS;
    world_set(&world);
    (void)snprintf(schema, sizeof schema, "incident_%ld_%d", (long)getpid(), number++);
    place = workplace_make_in(database, database == NULL ? NULL : schema);
    *state = &place;
    return 0;
}

static int begin_sqlite(void **state)
{
    return begin(state, NULL);
}

static int begin_pg(void **state)
{
    return begin(state, engines_conninfo());
}

static int end(void **state)
{
    workplace_done(*state);
    world_set(NULL);
    return 0;
}

/* Oksana with a child; the house mother olha, another house's worker. */
static struct id given(struct workplace *w)
{
    const struct user_form olha = {TEXT("olha"), TEXT("house"), TEXT("house:rowan-house")},
                           iryna = {TEXT("iryna"), TEXT("house"), TEXT("house:rowan-house")};
    act_well(w, user_add, &olha, MAY_MANAGE_USERS);
    act_well(w, user_add, &iryna, MAY_MANAGE_USERS);
    struct job came = admit(w, "Oksana M.", 0, 1);
    now_ms += DAY_MS;
    return made(&came, &person_type);
}

static struct job report(struct workplace *w, const char *login, struct id her, const char *due)
{
    struct incident_form *form = arena_make(w->arena, struct incident_form);
    *form = (struct incident_form){.about = her,
                                   .kind = TEXT("health"),
                                   .severity = TEXT("2"),
                                   .what = TEXT("The kettle fell."),
                                   .tell = due == NULL ? TEXT_NONE : TEXT("guardianship"),
                                   .due = text_of(due)};
    return act_as(w, login, incident_report, form, MAY_WRITE_INCIDENTS);
}

static struct request asking(struct workplace *w, const char *login, struct who *ret_who)
{
    struct request rq;
    assert_fine(site_load_people(w->site));
    assert_fine(desk_request(w->site, w->arena, text_of(login), MAY_SEE_INCIDENTS, ret_who, &rq));
    return rq;
}

static struct incident_list list_of(struct workplace *w, const char *login)
{
    struct who who;
    struct request rq = asking(w, login, &who);
    const struct incident_ask ask = {.closed_too = true, .limit = 100};
    struct incident_list list;
    assert_fine(incident_list(&rq, &ask, &list));
    return list;
}

static struct incident_view view_of(struct workplace *w, struct id incident)
{
    struct who who;
    struct request rq = asking(w, "manager", &who);
    struct incident_view v;
    assert_fine(incident_view(&rq, incident, &v));
    return v;
}

static struct err *assess(struct workplace *w, const char *login, struct id incident)
{
    const struct incident_words_form form = {.incident = incident,
                                             .words = TEXT("The stove gets a guard.")};
    return act_as(w, login, incident_assess, &form, MAY_SEE_INCIDENTS).err;
}

static struct err *close_it(struct workplace *w, struct id incident, bool reopen)
{
    const struct incident_state_form form = {incident, reopen};
    return act(w, incident_close_or_reopen, &form, MAY_WEIGH_INCIDENTS).err;
}

/* ---- rules -------------------------------------------------------------------------------------
 */

static void it_is_reported_weighed_told_and_closed_in_this_order(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job job = report(w, "manager", her, "2026-11-25");
    assert_fine(job.err);
    struct id incident = made(&job, &incident_type);
    assert_err(ERR_CONFLICT, close_it(w, incident, false));
    assert_fine(assess(w, "manager", incident));
    assert_int_equal(INCIDENT_WEIGHED, rec_int(view_of(w, incident).rec, INCIDENT_STATE, 0));
    assert_err(ERR_CONFLICT, close_it(w, incident, false));
    const struct incident_told_form told = {.told = view_of(w, incident).tellings[0].told};
    act_well(w, incident_told, &told, MAY_WRITE_INCIDENTS);
    assert_err(ERR_CONFLICT, act(w, incident_told, &told, MAY_WRITE_INCIDENTS).err);
    assert_int_equal(INCIDENT_NOTIFIED, rec_int(view_of(w, incident).rec, INCIDENT_STATE, 0));
    assert_fine(close_it(w, incident, false));
    assert_err(ERR_CONFLICT, assess(w, "manager", incident));
    assert_fine(close_it(w, incident, true));
    assert_int_equal(INCIDENT_WEIGHED, rec_int(view_of(w, incident).rec, INCIDENT_STATE, 0));
}

static void one_more_to_be_told_opens_what_was_told(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job job = report(w, "manager", her, "2026-11-25");
    struct id incident = made(&job, &incident_type);
    assert_fine(assess(w, "manager", incident));
    const struct incident_told_form told = {.told = view_of(w, incident).tellings[0].told};
    act_well(w, incident_told, &told, MAY_WRITE_INCIDENTS);
    const struct incident_tell_form more = {.incident = incident, .body = TEXT("police")};
    act_well(w, incident_tell, &more, MAY_WRITE_INCIDENTS);
    assert_int_equal(INCIDENT_WEIGHED, rec_int(view_of(w, incident).rec, INCIDENT_STATE, 0));
    assert_int_equal(1, view_of(w, incident).n_due);
}

static void what_is_not_told_in_time_is_overdue_and_stands_first(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job later = report(w, "manager", her, NULL), due;
    assert_fine(later.err);
    due = report(w, "manager", her, "2026-11-23");
    assert_fine(due.err);
    struct err *bad = report(w, "manager", her, "2026-11-01").err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("due", bad->field);
    assert_false(list_of(w, "manager").rows[0].is_overdue);
    now_ms += 3 * DAY_MS;
    struct incident_list list = list_of(w, "manager");
    assert_int_equal(2, list.n);
    assert_true(list.rows[0].is_overdue);
    assert_true(id_equal(made(&due, &incident_type), list.rows[0].incident));
}

static void who_reported_reads_it_and_no_other_of_the_house(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job job = report(w, "olha", her, NULL);
    assert_fine(job.err);
    struct id incident = made(&job, &incident_type);
    assert_int_equal(1, list_of(w, "olha").n);
    assert_int_equal(1, list_of(w, "manager").n);
    assert_int_equal(0, list_of(w, "iryna").count);
    assert_err(ERR_DENIED, assess(w, "olha", incident));
    assert_err(ERR_ABSENT, assess(w, "iryna", incident));
}

static void what_the_team_thinks_of_it_is_the_teams(void **state)
{
    struct workplace *w = *state;
    struct job job = report(w, "olha", given(w), NULL);
    struct incident_view v;
    struct who who;
    assert_fine(assess(w, "manager", made(&job, &incident_type)));
    struct request rq = asking(w, "olha", &who);
    assert_fine(incident_view(&rq, made(&job, &incident_type), &v));
    assert_true(rec_has(v.rec, INCIDENT_WHAT));
    assert_false(rec_has(v.rec, INCIDENT_ASSESSED));
    assert_true(rec_has(view_of(w, made(&job, &incident_type)).rec, INCIDENT_ASSESSED));
}

/* Like every page about her: gone with her from the house, and from every list. */
static void who_reported_reads_it_as_long_as_she_is_seen(void **state)
{
    struct workplace *w = *state;
    const struct house_form linden = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                      TEXT("Europe/Kyiv"), TEXT("adaptation")};
    act_well(w, house_add, &linden, MAY_MANAGE_HOUSES);
    const struct room_form room = {
        .house = TEXT("linden-flats"), .label = TEXT("1"), .places = TEXT("3")};
    struct job flat = act_well(w, room_add, &room, MAY_MANAGE_HOUSES);
    struct id her = given(w);
    struct job job = report(w, "olha", her, NULL);
    assert_fine(job.err);
    const struct leave_form leave = {.person = her, .reason = TEXT("own-wish")};
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    assert_int_equal(1, list_of(w, "olha").n);
    now_ms += DAY_MS;
    const struct return_form back = {.person = her, .room = made(&flat, &room_type)};
    act_well(w, stay_return, &back, MAY_ADMIT);
    assert_int_equal(0, list_of(w, "olha").count);
    assert_int_equal(1, list_of(w, "manager").n);
    const struct incident_tell_form tell = {.incident = made(&job, &incident_type),
                                            .body = TEXT("police")};
    assert_err(ERR_ABSENT, act_as(w, "olha", incident_tell, &tell, MAY_WRITE_INCIDENTS).err);
}

static void its_words_go_with_the_one_whom_it_is_about(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct job job = report(w, "manager", her, NULL);
    struct id incident = made(&job, &incident_type);
    assert_text("The kettle fell.", rec_text(view_of(w, incident).rec, INCIDENT_WHAT));
    const struct leave_form leave = {.person = her, .reason = TEXT("own-wish")};
    act_well(w, stay_leave, &leave, MAY_ADMIT);
    const struct user_form second = {TEXT("ira"), TEXT("manager"), TEXT("all")};
    act_well(w, user_add, &second, MAY_MANAGE_USERS);
    now_ms += 10 * DAY_MS;
    const struct erase_form ask = {.person = her, .reason = TEXT("own-wish")},
                            confirm = {.person = her, .confirm = true};
    act_well(w, person_erase, &ask, MAY_ERASE);
    assert_fine(act_as(w, "ira", person_erase, &confirm, MAY_ERASE).err);
    assert_false(rec_has(view_of(w, incident).rec, INCIDENT_WHAT));
    assert_true(rec_has(view_of(w, incident).rec, INCIDENT_KIND));
}

static void what_cannot_be_is_told_at_its_field(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    const struct incident_form empty = {.about = her, .at_ms = now_ms + DAY_MS};
    static const char *const fields[] = {"kind", "severity", "what", "when"};
    const struct err *bad = act(w, incident_report, &empty, MAY_WRITE_INCIDENTS).err;
    assert_err(ERR_INPUT, bad);
    for (size_t i = 0; i < COUNT(fields); i++, bad = bad->next)
        assert_string_equal(fields[i], bad->field);
}

/* ---- what was before us ------------------------------------------------------------------------
 */

static struct err *before_us(struct workplace *w, const char *login, struct id her,
                             const char *from, const char *until)
{
    const struct earlier_form form = {.person = her,
                                      .kind = TEXT("clinic"),
                                      .from = text_of(from),
                                      .until = text_of(until),
                                      .source = TEXT("she-says")};
    return act_as(w, login, earlier_add, &form, MAY_SEE_PERSONS).err;
}

static void a_day_is_known_as_exactly_as_it_was_written(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *day;
        int64_t precision;
    } rows[] = {{"2014", "2014-01-01", ABOUT_YEAR},
                {"05.2014", "2014-05-01", ABOUT_MONTH},
                {"2014-05", "2014-05-01", ABOUT_MONTH},
                {"12.05.2014", "2014-05-12", ABOUT_EXACT},
                {"2014-05-12", "2014-05-12", ABOUT_EXACT},
                {"about 2014", "2014-01-01", ABOUT_ROUGHLY},
                {"около 2014", "2014-01-01", ABOUT_ROUGHLY},
                {"близько 05.2014", "2014-05-01", ABOUT_ROUGHLY}};
    static const char *const wrong[] = {"",      "14",       "13.2014",    "2014-02-30",
                                        "about", "long ago", "1.2.3.2014", "1800"};
    int32_t day = 0, expected = 0;
    int64_t precision = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(about_read(text_of(rows[i].typed), &day, &precision));
        assert_true(date_parse(text_of(rows[i].day), &expected));
        assert_int_equal(expected, day);
        assert_int_equal(rows[i].precision, precision);
    }
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(about_read(text_of(wrong[i]), &day, &precision));
}

static void years_before_us_may_overlap_and_are_no_stays(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct who who;
    assert_fine(before_us(w, "manager", her, "2016", "about 2018"));
    assert_fine(before_us(w, "manager", her, "2014", "2017"));
    assert_fine(before_us(w, "manager", her, NULL, "2013"));
    struct request rq = asking(w, "manager", &who);
    struct earliers all;
    struct life life;
    assert_fine(earlier_of(&rq, her, &all));
    assert_int_equal(3, all.n);
    assert_false(rec_has(all.at[0], EARLIER_FROM));
    assert_true(rec_int(all.at[1], EARLIER_FROM, 0) < rec_int(all.at[2], EARLIER_FROM, 0));
    assert_fine(person_life(&rq, her, &life));
    assert_int_equal(1, life.n_stays);
    struct err *bad = before_us(w, "manager", her, "2016", "2015");
    assert_err(ERR_INPUT, bad);
    assert_string_equal("until", bad->field);
    assert_err(ERR_INPUT, before_us(w, "manager", her, "2031", NULL));
    assert_err(ERR_INPUT, before_us(w, "manager", her, "once", NULL));
}

static void years_before_us_are_her_teams(void **state)
{
    struct workplace *w = *state;
    struct id her = given(w);
    struct who who;
    struct earliers all;
    assert_fine(before_us(w, "manager", her, "2016", NULL));
    assert_err(ERR_ABSENT, before_us(w, "olha", her, "2016", NULL));
    struct request rq = asking(w, "olha", &who);
    assert_fine(earlier_of(&rq, her, &all));
    assert_false(all.is_seen);
    assert_int_equal(0, all.n);
}

#define BOTH(name)                                                                                 \
    {"" #name " (sqlite)", name, begin_sqlite, end, NULL},                                         \
    {                                                                                              \
        "" #name " (postgresql)", name, begin_pg, end, NULL                                        \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(it_is_reported_weighed_told_and_closed_in_this_order),
        BOTH(one_more_to_be_told_opens_what_was_told),
        BOTH(what_is_not_told_in_time_is_overdue_and_stands_first),
        BOTH(who_reported_reads_it_and_no_other_of_the_house),
        BOTH(what_the_team_thinks_of_it_is_the_teams),
        BOTH(who_reported_reads_it_as_long_as_she_is_seen),
        BOTH(its_words_go_with_the_one_whom_it_is_about),
        BOTH(what_cannot_be_is_told_at_its_field),
        cmocka_unit_test(a_day_is_known_as_exactly_as_it_was_written),
        BOTH(years_before_us_may_overlap_and_are_no_stays),
        BOTH(years_before_us_are_her_teams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
