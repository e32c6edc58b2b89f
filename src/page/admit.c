/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* admit.c - a mother comes at night: her name and a room are enough. */
#include "page/admit.h"

#include "base/limits.h"
#include "base/when.h"
#include "command/stay.h"
#include "model/types.h"
#include "page/admit.html.h"
#include "page/houses.h"
#include "page/pages.h"
#include "page/referral.h"
#include "page/rooms.h"
#include "view/persons.h"

/* ---- the fields ---------------------------------------------------------------------------------
 */

static void value_fill(const struct page *pg, struct form_field *f)
{
    f->value = page_value(pg, f->name, fields_get(&pg->query, f->name));
    f->wrong = page_wrong(pg, f->name);
}

static void name_field(const struct page *pg, struct form_field *f)
{
    *f = (struct form_field){.name = "name",
                             .label = N_("What is her name?"),
                             .hint =
                                 N_("As she gives it. Family name and patronymic if she wishes.")};
    value_fill(pg, f);
}

static void danger_field(const struct page *pg, struct form_field *f)
{
    static const struct form_choice choices[] = {
        {.value = "yes", .label = N_("Yes")},
        {.value = "no", .label = N_("No")},
        {.value = "not-asked", .label = N_("Not asked yet")}};
    *f = (struct form_field){
        .kind = INPUT_RADIOS,
        .name = "danger",
        .label = N_("Is she in danger from someone?"),
        .hint =
            N_("Yes hides where she is, and that she is here, from all but those who look after "
               "her. Until it is answered she is protected in the same way."),
        .choices = choices,
        .n_choices = COUNT(choices)};
    value_fill(pg, f);
}

/* Their mother comes, unless somebody says otherwise: no click for it. */
static void head_field(const struct page *pg, struct form_field *f)
{
    static const struct form_choice choices[] = {
        {.value = "mother", .label = N_("Their mother")},
        {.value = "father", .label = N_("Their father")},
        {.value = "grandmother", .label = N_("Their grandmother")},
        {.value = "grandfather", .label = N_("Their grandfather")},
        {.value = "guardian", .label = N_("Their guardian")}};
    *f = (struct form_field){.kind = INPUT_SELECT,
                             .name = "head_is",
                             .label = N_("Who comes with the children?"),
                             .choices = choices,
                             .n_choices = COUNT(choices)};
    value_fill(pg, f);
    if (f->value.n == 0)
        f->value = TEXT("mother");
}

static struct err *child_fields(const struct page *pg, size_t number, struct admit_child *child)
{
    const char *name = arena_printf(pg->arena, "child.%zu.name", number);
    const char *age = arena_printf(pg->arena, "child.%zu.age", number);
    NEED(name);
    NEED(age);
    child->name = (struct form_field){
        .name = name, .label = N_("Child {1}: name"), .label_value = as_num((int64_t)number)};
    child->age = (struct form_field){.name = age, .label = N_("Born or age"), .is_short = true};
    value_fill(pg, &child->name);
    value_fill(pg, &child->age);
    return NULL;
}

/* ---- was she here before ------------------------------------------------------------------------
 */

static struct err *alike_make(struct page *pg, struct admit_page *ap)
{
    const struct person_row **rows;
    size_t n = 0;
    if (page_wrong(pg, "person") == NULL)
        return NULL;
    TRY(person_alike(&pg->rq, page_value(pg, "name", TEXT_NONE), &n, &rows));
    ap->alike = arena_makes(pg->arena, struct admit_alike, n);
    NEED(ap->alike);
    for (size_t i = 0; i < n; i++) {
        char id[ID_TEXT + 1];
        id_text(rows[i]->id, id);
        struct admit_alike *a = &ap->alike[ap->n_alike++];
        *a =
            (struct admit_alike){.value = arena_str(pg->arena, id), .name = text_of(rows[i]->name)};
        NEED(a->value);
        if (rows[i]->birth != VALUE_NO_DATE)
            a->year = date_civil(rows[i]->birth).year;
    }
    return NULL;
}

struct err *page_admit(struct page *pg)
{
    struct admit_page ap = {0};
    struct house_choice choice;
    pg->area = AREA_HOUSES;
    page_title(pg, N_("Admit a family"));
    TRY(referral_prefill(pg));
    TRY(house_choice_read(pg, TEXT_NONE, &choice));
    if (choice.is_many && choice.seat == NULL && pg->wrong == NULL)
        return houses_ask(pg, N_("In which house?"));
    TRY(house_choice_first(pg, &choice)); /* what is wrong is told beside the fields */
    if (choice.is_many) {
        ap.house = choice.seat->name;
        TRY(list_url(pg, "house", "", &ap.other_url));
    }
    name_field(pg, &ap.name);
    danger_field(pg, &ap.danger);
    head_field(pg, &ap.head_is);
    TRY(rooms_field(pg, choice.is_many ? choice.seat->house : ID_NONE, N_("Which room?"),
                    &ap.room));
    for (size_t i = 0; i < ADMIT_ROWS; i++) {
        struct admit_child *child = &ap.children[i];
        TRY(child_fields(pg, i + 1, child));
        ap.more_open = ap.more_open || (i >= ADMIT_ROWS_OPEN && child->name.value.n > 0);
    }
    TRY(alike_make(pg, &ap));
    admission(&pg->out, pg, &ap);
    return NULL;
}

/* ---- the act ------------------------------------------------------------------------------------
 */

static struct err *required(struct page *pg, const char *field, const char *text,
                            const char *example)
{
    return err_example(err_input(pg->arena, field, text), example);
}

/* One child; a row in which nothing stands is no child. */
static struct err *child_read(struct page *pg, size_t i, int32_t today, struct admit_form *form,
                              struct admit_person *children)
{
    struct text name = fields_nth(&pg->typed, "child", i, "name");
    struct text age = fields_nth(&pg->typed, "child", i, "age");
    const char *name_field_is = arena_printf(pg->arena, "child.%zu.name", i);
    const char *age_field_is = arena_printf(pg->arena, "child.%zu.age", i);
    struct admit_person *child = &children[form->n_children];
    NEED(name_field_is);
    NEED(age_field_is);
    if (name.n == 0 && age.n == 0)
        return NULL;
    if (name.n == 0)
        return required(pg, name_field_is, N_("Write the child's name as it is called"), "Danylo");
    *child = (struct admit_person){.name = name, .row = i};
    child->sex = fields_nth(&pg->typed, "child", i, "sex");
    if (age.n > 0)
        TRY(birth_typed(pg->arena, age_field_is, age, today, &child->born));
    form->n_children++;
    return NULL;
}

/* Somebody who looks known is shown before she is written down a second time. */
static struct err *known_read(struct page *pg, struct admit_form *form)
{
    const struct person_row **rows;
    size_t n = 0;
    struct text person = fields_get(&pg->typed, "person");
    if (person.n > 0 || form->head.name.n == 0)
        return NULL;
    TRY(person_alike(&pg->rq, form->head.name, &n, &rows));
    if (n == 0)
        return NULL;
    return err_input(pg->arena, "person",
                     N_("Somebody with such a name is known here. Was she here before?"));
}

struct err *act_admit(struct page *pg, struct page_act *ret_act)
{
    struct admit_form *form = arena_make(pg->arena, struct admit_form);
    struct admit_person *children = arena_makes(pg->arena, struct admit_person, ADMIT_CHILDREN_MAX);
    struct err *wrong = NULL;
    int32_t today = 0;
    NEED(form);
    NEED(children);
    TRY(request_day(&pg->rq, &today));
    *form = (struct admit_form){.head = {.name = fields_get(&pg->typed, "name")},
                                .danger = fields_get(&pg->typed, "danger"),
                                .expected = fields_get(&pg->typed, "expects"),
                                .head_is = fields_get(&pg->typed, "head_is"),
                                .referral = fields_id(&pg->typed, "referral"),
                                .children = children};
    if (form->head.name.n == 0 && !fields_has(&pg->typed, "person"))
        err_collect(&wrong, required(pg, "name", N_("Write her name as she gives it"), "Olena"));
    form->head.person = fields_id(&pg->typed, "person");
    err_collect(&wrong, rooms_read(pg, &form->room));
    for (size_t i = 1; i <= ADMIT_CHILDREN_MAX; i++)
        err_collect(&wrong, child_read(pg, i, today, form, children));
    if (wrong == NULL && pg->form == PAGE_HTML) /* a script has nobody to ask */
        wrong = known_read(pg, form);
    *ret_act = (struct page_act){.run = stay_admit, .form = form, .next = "/today"};
    return wrong;
}
