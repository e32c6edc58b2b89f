/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* test_care.c - what must be known of a person in a hurry, who belongs to her, the go sheet and the
 * cellar, by real requests: who sees it, what is refused, what is undone, what goes with her. */
#include "command/care.h"
#include "command/cellar.h"
#include "command/relationship.h"
#include "model/types_care.h"
#include "support/served.h"
#include "view/care.h"
#include "view/gosheet.h"

struct given {
    struct served s;
    struct id oksana, child, hanna; /* Hanna stays in another house */
};

static struct id nth_person(const struct job *job, size_t nth)
{
    for (size_t i = 0; i < job->answer.n_records; i++)
        if (job->answer.records[i].type == &person_type && nth-- == 0)
            return job->answer.records[i].id;
    fail_msg("there are fewer persons");
    return ID_NONE;
}

static struct given given_houses(void)
{
    struct given g = {.s = served_make()};
    served_user_named(&g.s, "olha", "house", "house:rowan-house");
    const struct house_form other = {TEXT("linden-flats"), TEXT("Linden Flats"),
                                     TEXT("Europe/Kyiv"), TEXT("adaptation")};
    const struct room_form room = {TEXT("linden-flats"), TEXT("12"), TEXT("4"), TEXT_NONE};
    act_well(&g.s.w, house_add, &other, MAY_MANAGE_HOUSES);
    struct job made_room = act_well(&g.s.w, room_add, &room, MAY_MANAGE_HOUSES);
    served_user_named(&g.s, "nina", "house", "house:linden-flats");
    served_user_named(&g.s, "ira", "manager", "all");
    struct job came = admit(&g.s.w, "Oksana Marchenko", 0, 1);
    assert_fine(came.err);
    g.oksana = nth_person(&came, 0);
    g.child = nth_person(&came, 1);
    const struct admit_form form = {.house = TEXT("linden-flats"),
                                    .room = made(&made_room, &room_type),
                                    .head = {.name = TEXT("Hanna P.")}};
    struct job hers = act_well(&g.s.w, stay_admit, &form, MAY_ADMIT);
    g.hanna = made(&hers, &person_type);
    server_sleep(5);
    return g;
}

static void given_done(struct given *g)
{
    if (g->s.web != NULL)
        served_done(&g->s);
    else
        workplace_done(&g->s.w);
}

static struct job fact(struct given *g, const char *login, const struct rec_type *type,
                       struct id person, const char *field, const char *words)
{
    struct fact_form *form = arena_make(g->s.w.arena, struct fact_form);
    *form = (struct fact_form){.type = type, .person = person, .n = 1};
    form->fields[0] = (struct written){field, text_of(words)};
    if (type == &allergy_type)
        form->fields[form->n++] = (struct written){"steps", TEXT("Pen from the red box")};
    if (type == &paper_type)
        form->fields[form->n++] = (struct written){"place", TEXT("safe, folder 3")};
    return act_as(&g->s.w, login, fact_add, form, MAY_WRITE_PERSONS);
}

static size_t facts_seen(struct given *g, const char *login, struct id person)
{
    static struct who who;
    struct request rq;
    struct care_facts facts;
    assert_fine(site_load_people(g->s.w.site));
    assert_fine(
        desk_request(g->s.w.site, g->s.w.arena, text_of(login), MAY_SEE_PERSONS, &who, &rq));
    assert_fine(care_facts(&rq, person, true, &facts));
    return facts.n;
}

static const char *path_to(struct given *g, const char *before, struct id id, const char *behind)
{
    return arena_printf(g->s.w.arena, "%s%s%s", before, served_id(&g->s, id), behind);
}

/* ---- facts ----------------------------------------------------------------------------------- */

static void what_is_written_stands_on_her_page_and_on_the_sheet_until_it_ends(void **state)
{
    (void)state;
    struct given g = given_houses();
    struct job allergy = fact(&g, "olha", &allergy_type, g.child, "substance", "peanuts");
    assert_fine(allergy.err);
    assert_fine(fact(&g, "olha", &medicine_type, g.child, "medicine", "Salbutamol").err);
    assert_fine(fact(&g, "manager", &paper_type, g.oksana, "kind", "passport").err);
    served_start(&g.s);
    struct reply page = served_get(&g.s, "olha", path_to(&g, "/person/", g.child, ""));
    assert_int_equal(200, page.status);
    assert_true(reply_has(&page, "peanuts") && reply_has(&page, "Salbutamol"));
    struct reply sheet = served_get(&g.s, "olha", "/house/rowan-house/go");
    assert_int_equal(200, sheet.status);
    assert_true(reply_has(&sheet, "peanuts") && reply_has(&sheet, "Pen from the red box"));
    assert_true(reply_has(&sheet, "safe, folder 3"));
    struct reply done = served_post(
        &g.s, "olha", path_to(&g, "/fact/allergy/", made(&allergy, &allergy_type), "/close"), "");
    assert_int_equal(201, done.status);
    sheet = served_get(&g.s, "olha", "/house/rowan-house/go");
    assert_false(reply_has(&sheet, "peanuts"));
    struct reply all = served_get(&g.s, "olha", path_to(&g, "/person/", g.child, "/care.json"));
    assert_true(reply_has(&all, "peanuts"));
    given_done(&g);
}

static void staff_of_the_house_see_care_while_she_stays_and_no_longer(void **state)
{
    (void)state;
    struct given g = given_houses();
    const struct leave_form leave = {.person = g.oksana, .reason = TEXT("completed")};
    assert_fine(fact(&g, "olha", &medicine_type, g.oksana, "medicine", "Insulin").err);
    assert_int_equal(1, facts_seen(&g, "olha", g.oksana));
    assert_int_equal(0, facts_seen(&g, "nina", g.oksana));
    act_well(&g.s.w, stay_leave, &leave, MAY_ADMIT);
    assert_int_equal(0, facts_seen(&g, "olha", g.oksana));
    assert_int_equal(1, facts_seen(&g, "manager", g.oksana));
    assert_err(ERR_ABSENT, fact(&g, "olha", &medicine_type, g.oksana, "medicine", "More").err);
    given_done(&g);
}

static void absent_and_forbidden_facts_are_the_same_404(void **state)
{
    (void)state;
    struct given g = given_houses();
    struct job paper = fact(&g, "manager", &paper_type, g.oksana, "kind", "passport");
    struct id id = made(&paper, &paper_type);
    served_start(&g.s);
    struct reply hers = served_get(&g.s, "nina", path_to(&g, "/fact/paper/", id, ""));
    struct reply none = served_get(&g.s, "nina", path_to(&g, "/fact/paper/", g.hanna, ""));
    assert_int_equal(404, hers.status);
    assert_true(text_equal(hers.body, none.body));
    assert_int_equal(404, served_get(&g.s, "olha", path_to(&g, "/fact/nothing/", id, "")).status);
    assert_int_equal(404, served_get(&g.s, "nina", "/house/rowan-house/go").status);
    assert_int_equal(404,
                     served_get(&g.s, "nina", path_to(&g, "/person/", g.child, "/care")).status);
    given_done(&g);
}

static void what_is_wrong_is_named_by_its_field_and_all_that_was_typed_stays(void **state)
{
    (void)state;
    struct given g = given_houses();
    served_start(&g.s);
    struct reply wrong =
        served_post(&g.s, "olha", path_to(&g, "/person/", g.child, "/fact/medicine"),
                    "medicine=Salbutamol&dose=2+puffs&from=2026-11-20&until=2026-11-01");
    assert_int_equal(422, wrong.status);
    assert_true(reply_has(&wrong, "href=\"#f-until\"") && reply_has(&wrong, "value=\"2 puffs\""));
    wrong = served_post(&g.s, "olha", path_to(&g, "/person/", g.child, "/fact/allergy"),
                        "substance=peanuts");
    assert_int_equal(422, wrong.status);
    assert_true(reply_has(&wrong, "href=\"#f-steps\""));
    given_done(&g);
}

static void a_fact_is_corrected_closed_opened_and_undone(void **state)
{
    (void)state;
    struct given g = given_houses();
    struct job job = fact(&g, "olha", &medicine_type, g.child, "medicine", "Salbutamol");
    const struct fact_end_form end = {&medicine_type, made(&job, &medicine_type)};
    const struct fact_form better = {
        .type = &medicine_type, .fact = end.fact, .n = 1, .fields = {{"dose", TEXT("1 puff")}}};
    const struct fact_form nothing = {.type = &medicine_type, .fact = end.fact};
    act_well(&g.s.w, fact_correct, &better, MAY_WRITE_PERSONS);
    assert_err(ERR_CONFLICT, act(&g.s.w, fact_correct, &nothing, MAY_WRITE_PERSONS).err);
    assert_err(ERR_CONFLICT, act(&g.s.w, fact_reopen, &end, MAY_WRITE_PERSONS).err);
    act_well(&g.s.w, fact_close, &end, MAY_WRITE_PERSONS);
    assert_err(ERR_CONFLICT, act(&g.s.w, fact_close, &end, MAY_WRITE_PERSONS).err);
    act_well(&g.s.w, fact_reopen, &end, MAY_WRITE_PERSONS);
    struct job twice = fact(&g, "olha", &medicine_type, g.child, "medicine", "Twice");
    const struct desk_undo_form undo = {twice.answer.deed};
    assert_fine(act_as(&g.s.w, "olha", desk_undo, &undo, MAY_UNDO_OWN).err);
    assert_int_equal(1, facts_seen(&g, "olha", g.child));
    given_done(&g);
}

/* ---- who belongs to her ---------------------------------------------------------------------- */

static struct relationship_form outside(struct id a, const char *name, const char *mark)
{
    return (struct relationship_form){
        .a = a,
        .n_outside = 3,
        .outside = {{"name", text_of(name)},
                    {"kind", TEXT("relative")},
                    {"phone", TEXT("+380 00 000 00 07")}},
        .n = 2,
        .fields = {{"kind", TEXT("grandparent")}, {mark, TEXT("yes")}}};
}

static void who_must_not_be_in_contact_cannot_collect(void **state)
{
    (void)state;
    struct given g = given_houses();
    struct relationship_form both = outside(g.child, "Petro S.", "may_collect");
    both.fields[both.n++] = (struct written){"must_not_contact", TEXT("yes")};
    struct err *bad = act(&g.s.w, relationship_add, &both, MAY_WRITE_PERSONS).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("must_not_contact", bad->field);
    struct relationship_form nobody = {.a = g.child, .n = 1, .fields = {{"kind", TEXT("other")}}};
    bad = act(&g.s.w, relationship_add, &nobody, MAY_WRITE_PERSONS).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("name", bad->field);
    nobody.b = g.child;
    assert_err(ERR_INPUT, act(&g.s.w, relationship_add, &nobody, MAY_WRITE_PERSONS).err);
    given_done(&g);
}

static void a_relationship_goes_from_told_to_proven_to_ended(void **state)
{
    (void)state;
    struct given g = given_houses();
    const struct relationship_form form = {
        .a = g.child, .b = g.hanna, .n = 1, .fields = {{"kind", TEXT("aunt-or-uncle")}}};
    struct job job = act_well(&g.s.w, relationship_add, &form, MAY_WRITE_PERSONS);
    const struct relationship_step_form step = {made(&job, &relationship_type)};
    assert_err(ERR_CONFLICT, act(&g.s.w, relationship_add, &form, MAY_WRITE_PERSONS).err);
    act_well(&g.s.w, relationship_verify, &step, MAY_WRITE_PERSONS);
    assert_err(ERR_CONFLICT, act(&g.s.w, relationship_refute, &step, MAY_WRITE_PERSONS).err);
    act_well(&g.s.w, relationship_end, &step, MAY_WRITE_PERSONS);
    assert_err(ERR_CONFLICT, act(&g.s.w, relationship_verify, &step, MAY_WRITE_PERSONS).err);
    given_done(&g);
}

static void a_relationship_is_told_from_both_sides_to_who_sees_both(void **state)
{
    (void)state;
    struct given g = given_houses();
    const struct relationship_form form = {
        .a = g.child, .b = g.hanna, .n = 1, .fields = {{"kind", TEXT("aunt-or-uncle")}}};
    act_well(&g.s.w, relationship_add, &form, MAY_WRITE_PERSONS);
    served_start(&g.s);
    struct reply of_child =
        served_get(&g.s, "manager", path_to(&g, "/person/", g.child, "/care.json"));
    struct reply of_aunt =
        served_get(&g.s, "manager", path_to(&g, "/person/", g.hanna, "/care.json"));
    struct reply unseen = served_get(&g.s, "olha", path_to(&g, "/person/", g.child, "/care.json"));
    assert_true(reply_has(&of_child, "\"kind\":\"aunt-or-uncle\""));
    assert_true(reply_has(&of_aunt, "\"kind\":\"niece-or-nephew\""));
    assert_false(reply_has(&unseen, "Hanna") || reply_has(&unseen, "aunt-or-uncle"));
    given_done(&g);
}

static void a_relative_outside_is_seen_by_who_sees_the_family(void **state)
{
    (void)state;
    struct given g = given_houses();
    const struct relationship_form form = outside(g.child, "Baba Nadia", "may_collect");
    const struct contact_form doctor = {
        .n = 2, .fields = {{"kind", TEXT("professional")}, {"name", TEXT("Doctor Halyna")}}};
    struct job job = act_well(&g.s.w, relationship_add, &form, MAY_WRITE_PERSONS);
    struct id nadia = made(&job, &contact_type);
    act_well(&g.s.w, contact_add, &doctor, MAY_WRITE_PERSONS);
    served_start(&g.s);
    struct reply of_house = served_get(&g.s, "olha", "/contacts.json");
    struct reply of_other = served_get(&g.s, "nina", "/contacts.json");
    assert_true(reply_has(&of_house, "Baba Nadia") && reply_has(&of_house, "Doctor Halyna"));
    assert_false(reply_has(&of_other, "Baba Nadia"));
    assert_true(reply_has(&of_other, "Doctor Halyna"));
    assert_int_equal(404, served_get(&g.s, "nina", path_to(&g, "/contact/", nadia, "")).status);
    assert_int_equal(200, served_get(&g.s, "olha", path_to(&g, "/contact/", nadia, "")).status);
    given_done(&g);
}

static void at_the_door_who_must_not_come_near_the_mother_comes_first(void **state)
{
    (void)state;
    struct given g = given_houses();
    const struct relationship_form collects = outside(g.child, "Baba Nadia", "may_collect");
    const struct relationship_form avoids = outside(g.oksana, "Petro S.", "must_not_contact");
    act_well(&g.s.w, relationship_add, &collects, MAY_WRITE_PERSONS);
    act_well(&g.s.w, relationship_add, &avoids, MAY_WRITE_PERSONS);
    served_start(&g.s);
    const char *path = path_to(&g, "/door?child=", g.child, "");
    struct reply door = served_get(&g.s, "olha", path);
    assert_int_equal(200, door.status);
    const char *petro = memmem(door.body.at, door.body.n, "Petro S.", 8);
    const char *nadia = memmem(door.body.at, door.body.n, "Baba Nadia", 10);
    assert_non_null(petro);
    assert_non_null(nadia);
    assert_true(petro < nadia);
    assert_int_equal(404, served_get(&g.s, "nina", path).status);
    struct reply log =
        served_post(&g.s, "olha", "/door",
                    path_to(&g, "name=Petro&document=none&outcome=not-let-in&child=", g.child, ""));
    assert_int_equal(201, log.status);
    given_done(&g);
}

static void an_erased_person_is_gone_from_the_relationships_of_others(void **state)
{
    (void)state;
    struct given g = given_houses();
    const struct relationship_form form = {
        .a = g.hanna, .b = g.oksana, .n = 1, .fields = {{"kind", TEXT("sibling")}}};
    const struct relationship_form back = outside(g.oksana, "Baba Nadia", "emergency_contact");
    const struct leave_form leave = {.person = g.oksana, .reason = TEXT("completed")};
    const struct erase_form asks = {g.oksana, TEXT("own-wish"), false};
    const struct erase_form confirms = {g.oksana, TEXT_NONE, true};
    act_well(&g.s.w, relationship_add, &form, MAY_WRITE_PERSONS);
    struct job job = act_well(&g.s.w, relationship_add, &back, MAY_WRITE_PERSONS);
    struct job paper = fact(&g, "manager", &paper_type, g.oksana, "kind", "passport");
    struct rec *r = NULL;
    act_well(&g.s.w, stay_leave, &leave, MAY_ADMIT);
    assert_fine(act_as(&g.s.w, "ira", person_erase, &asks, MAY_ERASE).err);
    act_well(&g.s.w, person_erase, &confirms, MAY_ERASE);
    struct store *store = &g.s.w.site->store;
    assert_fine(
        record_get(store, g.s.w.arena, &relationship_type, made(&job, &relationship_type), &r));
    assert_false(rec_has(r, RELATIONSHIP_KIND) || rec_has(r, RELATIONSHIP_EMERGENCY));
    assert_fine(record_get(store, g.s.w.arena, &paper_type, made(&paper, &paper_type), &r));
    assert_false(rec_has(r, PAPER_KIND) || rec_has(r, PAPER_PLACE));
    served_start(&g.s);
    struct reply care = served_get(&g.s, "manager", path_to(&g, "/person/", g.hanna, "/care.json"));
    assert_int_equal(200, care.status);
    assert_false(reply_has(&care, "sibling"));
    given_done(&g);
}

/* ---- the cellar ------------------------------------------------------------------------------ */

static void who_is_not_ticked_is_missing_unless_known_to_be_away(void **state)
{
    (void)state;
    struct given g = given_houses();
    struct job other = admit(&g.s.w, "Vera S.", 1, 0);
    struct id vera = made(&other, &person_type);
    const struct away_form away = {.person = vera, .reason = TEXT("hospital")};
    static struct who who;
    struct request rq;
    struct cellar_count count;
    server_sleep(5);
    act_well(&g.s.w, stay_away, &away, MAY_ADMIT);
    const struct cellar_form form = {.house = TEXT("rowan-house"), .n = 1, .down = &g.oksana};
    struct job job = act_as(&g.s.w, "olha", cellar_save, &form, MAY_SEE_HOUSE);
    assert_fine(job.err);
    assert_string_equal("1", job.answer.args[0]);
    assert_string_equal("1", job.answer.args[1]);
    assert_fine(site_load_people(g.s.w.site));
    assert_fine(desk_request(g.s.w.site, g.s.w.arena, TEXT("olha"), MAY_SEE_HOUSE, &who, &rq));
    struct go_sheet sheet;
    assert_fine(go_sheet(&rq, TEXT("rowan-house"), &sheet));
    assert_int_equal(3, sheet.n_people);
    assert_int_equal(1, sheet.n_away);
    assert_fine(cellar_last(&rq, sheet.house, &count));
    assert_int_equal(1, count.n_down);
    assert_int_equal(1, count.n);
    assert_text("Danylo", count.missing[0]);
    const struct desk_undo_form undo = {job.answer.deed};
    assert_fine(act_as(&g.s.w, "olha", desk_undo, &undo, MAY_UNDO_OWN).err);
    assert_fine(cellar_last(&rq, sheet.house, &count));
    assert_false(count.was_made);
    given_done(&g);
}

static void a_count_of_nobody_or_of_somebody_else_is_refused(void **state)
{
    (void)state;
    struct given g = given_houses();
    const struct cellar_form empty = {.house = TEXT("rowan-house")};
    const struct cellar_form stranger = {.house = TEXT("rowan-house"), .n = 1, .down = &g.hanna};
    const struct cellar_form elsewhere = {.house = TEXT("rowan-house"), .all = true};
    struct err *bad = act(&g.s.w, cellar_save, &empty, MAY_SEE_HOUSE).err;
    assert_err(ERR_INPUT, bad);
    assert_string_equal("down", bad->field);
    assert_err(ERR_INPUT, act(&g.s.w, cellar_save, &stranger, MAY_SEE_HOUSE).err);
    assert_err(ERR_ABSENT, act_as(&g.s.w, "nina", cellar_save, &elsewhere, MAY_SEE_HOUSE).err);
    served_start(&g.s);
    struct reply shown = served_post(&g.s, "olha", "/house/rowan-house/cellar", "");
    assert_int_equal(422, shown.status);
    assert_true(reply_has(&shown, "href=\"#f-down\""));
    struct reply saved =
        served_post(&g.s, "olha", "/house/rowan-house/cellar",
                    arena_printf(g.s.w.arena, "down.%s=yes", served_id(&g.s, g.child)));
    assert_int_equal(201, saved.status);
    given_done(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_stands_on_her_page_and_on_the_sheet_until_it_ends),
        cmocka_unit_test(staff_of_the_house_see_care_while_she_stays_and_no_longer),
        cmocka_unit_test(absent_and_forbidden_facts_are_the_same_404),
        cmocka_unit_test(what_is_wrong_is_named_by_its_field_and_all_that_was_typed_stays),
        cmocka_unit_test(a_fact_is_corrected_closed_opened_and_undone),
        cmocka_unit_test(who_must_not_be_in_contact_cannot_collect),
        cmocka_unit_test(a_relationship_goes_from_told_to_proven_to_ended),
        cmocka_unit_test(a_relationship_is_told_from_both_sides_to_who_sees_both),
        cmocka_unit_test(a_relative_outside_is_seen_by_who_sees_the_family),
        cmocka_unit_test(at_the_door_who_must_not_come_near_the_mother_comes_first),
        cmocka_unit_test(an_erased_person_is_gone_from_the_relationships_of_others),
        cmocka_unit_test(who_is_not_ticked_is_missing_unless_known_to_be_away),
        cmocka_unit_test(a_count_of_nobody_or_of_somebody_else_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
