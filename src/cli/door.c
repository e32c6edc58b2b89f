/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* door.c - `hearth call`, `hearth contact` and `hearth relationship`: who calls, who is outside,
 * and who belongs to whom. */
#include "cli/commands.h"
#include "cli/params.h"
#include "cli/site.h"
#include "cli/table.h"
#include "cli/written.h"
#include "command/enquiry.h"
#include "command/relationship.h"
#include "model/types.h"
#include "model/types_care.h"
#include "view/door.h"
#include "view/kin.h"
#include "view/reading.h"

enum { CALLS_USUAL = 25, CALLS_MAX = 1000 };

static void text_cell(struct table *t, struct text words)
{
    if (words.n == 0)
        table_none(t);
    else
        table_text(t, words);
}

static void choice_cell(struct table *t, const struct rec *r, uint64_t no)
{
    const struct choice *c =
        rec_has(r, no) ? choice_by_no(field_by_no(r->type, no), rec_int(r, no, 0)) : NULL;
    if (c == NULL)
        table_none(t);
    else
        table_choice(t, c->code, c->label);
}

/* ---- calls ----------------------------------------------------------------------------------- */

static struct err *log_run(struct cli *cli)
{
    static const struct written_option options[] = {
        {"number", "number"},     {"asked-for", "asked_for"},
        {"caller", "caller"},     {"name", "name"},
        {"document", "document"}, {"outcome", "outcome"},
        {"words", "words"},       {NULL, NULL}};
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct enquiry_form form = {.kind = cli_has(cli, "visitor") ? ENQUIRY_VISITOR : ENQUIRY_CALL,
                                .at_ms = cli_number(cli, "when", 0)};
    struct text house = cli_text(cli, "house");
    form.n = written_of(cli, options, form.fields);
    if (cli_has(cli, "child"))
        form.child = cli_id(cli, "child");
    TRY(cli_site_open(cli, &s));
    if (house.n > 0)
        TRY(house_of_handle(&s.rq, house, &form.house));
    if (house.n > 0 && id_is_none(form.house))
        return err_mend(err_input(cli->arena, "house", N_("There is no such house")),
                        "hearth house list");
    TRY(cli_site_do(&s, enquiry_add, &form));
    if (!s.is_lent) /* else the process that serves it looks, once this is answered */
        desk_calls_look(s.site);
    return NULL;
}

static const struct table_column call_columns[] = {
    {"at", N_("When"), SQL_INSTANT},
    {"kind", N_("Call or visitor"), SQL_CHOICE},
    {"number", N_("Number that is shown"), SQL_TEXT},
    {"asked_for", N_("Whom they asked for"), SQL_TEXT},
    {"caller", N_("Who is it?"), SQL_CHOICE},
    {"outcome", N_("What happened then?"), SQL_CHOICE},
    {"words", N_("What did they say?"), SQL_TEXT},
    {"id", NULL, SQL_ID},
};

static struct err *calls_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct enquiry_ask ask = {.before_ms = INT64_MAX,
                                    .limit = (size_t)cli_number(cli, "limit", CALLS_USUAL)};
    struct enquiries all;
    TRY(cli_site_open_people(cli, &s));
    TRY(enquiry_list(&s.rq, &ask, &all));
    struct table t = table_make(cli, call_columns, COUNT(call_columns));
    for (size_t i = 0; i < all.n; i++) {
        const struct rec *r = all.at[i];
        TRY(reading_note(&s.rq, READING_ENQUIRY, r->id));
        table_instant(&t, rec_int(r, ENQUIRY_AT, 0));
        choice_cell(&t, r, ENQUIRY_KIND);
        text_cell(&t, rec_text(r, ENQUIRY_NUMBER));
        text_cell(&t, rec_text(r, ENQUIRY_ASKED_FOR));
        choice_cell(&t, r, ENQUIRY_CALLER);
        choice_cell(&t, r, ENQUIRY_OUTCOME);
        text_cell(&t, rec_text(r, ENQUIRY_WORDS));
        table_id(&t, r->id);
    }
    return table_put(&t);
}

/* ---- contacts -------------------------------------------------------------------------------- */

static const struct written_option contact_options[] = {
    {"name", "name"},   {"kind", "kind"},   {"organisation", "organisation"},
    {"post", "post"},   {"phone", "phone"}, {"safe", "safe"},
    {"hours", "hours"}, {"duty", "duty"},   {"words", "words"},
    {NULL, NULL}};

static struct err *contact_add_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct contact_form form = {.n = 0};
    form.n = written_of(cli, contact_options, form.fields);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, contact_add, &form);
}

static struct err *contact_close_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct contact_form form = {.contact = cli_id(cli, "contact")};
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, cli_has(cli, "again") ? contact_reopen : contact_close, &form);
}

static const struct table_column contact_columns[] = {
    {"name", N_("Name"), SQL_TEXT},
    {"kind", N_("Kind of contact"), SQL_CHOICE},
    {"organisation", N_("Organisation"), SQL_TEXT},
    {"post", N_("Post"), SQL_TEXT},
    {"phone", N_("Phone"), SQL_TEXT},
    {"safe", N_("Is it safe to call this number?"), SQL_CHOICE},
    {"state", N_("State"), SQL_CHOICE},
    {"id", N_("Id"), SQL_ID},
};

static struct err *contact_list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct contact_ask ask = {.ended_too = cli_has(cli, "ended"),
                                    .put_key = lang_key_of(cli->lang)};
    struct contacts all;
    TRY(cli_site_open_people(cli, &s));
    TRY(contact_list(&s.rq, &ask, &all));
    struct table t = table_make(cli, contact_columns, COUNT(contact_columns));
    for (size_t i = 0; i < all.n; i++) {
        const struct rec *r = all.at[i];
        text_cell(&t, rec_text(r, CONTACT_NAME));
        choice_cell(&t, r, CONTACT_KIND);
        text_cell(&t, rec_text(r, CONTACT_ORGANISATION));
        text_cell(&t, rec_text(r, CONTACT_POST));
        text_cell(&t, rec_text(r, CONTACT_PHONE));
        choice_cell(&t, r, CONTACT_SAFE);
        choice_cell(&t, r, CONTACT_STATE);
        table_id(&t, r->id);
    }
    return table_put(&t);
}

/* ---- relationships --------------------------------------------------------------------------- */

static struct err *relationship_add_run(struct cli *cli)
{
    static const struct written_option options[] = {{"kind", "kind"},
                                                    {"from", "from"},
                                                    {"until", "until"},
                                                    {"basis", "basis"},
                                                    {"represents", "legal_representative"},
                                                    {"collects", "may_collect"},
                                                    {"keep-away", "must_not_contact"},
                                                    {"emergency", "emergency_contact"},
                                                    {"words", "words"},
                                                    {NULL, NULL}};
    static const struct written_option outside[] = {
        {"name", "name"}, {"phone", "phone"}, {NULL, NULL}};
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct relationship_form form = {.a = cli_id(cli, "person")};
    form.n = written_of(cli, options, form.fields);
    form.n_outside = written_of(cli, outside, form.outside);
    if (form.n_outside > 0)
        form.outside[form.n_outside++] = (struct written){"kind", TEXT("relative")};
    if (cli_has(cli, "to"))
        form.b = cli_id(cli, "to");
    if (cli_has(cli, "contact"))
        form.contact = cli_id(cli, "contact");
    TRY(cli_site_open_people(cli, &s));
    return cli_site_do(&s, relationship_add, &form);
}

static struct err *relationship_step_run(struct cli *cli)
{
    static command_fn *const run[] = {relationship_verify, relationship_refute, relationship_end};
    CLEANUP(cli_site_close) struct cli_site s = {0};
    const struct relationship_step_form form = {cli_id(cli, "relationship")};
    int64_t step = cli_number(cli, "step", 0);
    TRY(cli_site_open(cli, &s));
    return cli_site_do(&s, run[step], &form);
}

static const struct table_column kin_columns[] = {
    {"kind", N_("Who that is to this person"), SQL_CHOICE},
    {"name", N_("Name"), SQL_TEXT},
    {"phone", N_("Phone"), SQL_TEXT},
    {"state", N_("State"), SQL_CHOICE},
    {"may_collect", N_("May collect"), SQL_YESNO},
    {"must_not_contact", N_("Must not be in contact"), SQL_YESNO},
    {"legal_representative", N_("Represents by law"), SQL_YESNO},
    {"emergency_contact", N_("Call in an emergency"), SQL_YESNO},
    {"id", N_("Id"), SQL_ID},
};

static struct err *relationship_list_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct rec *person = NULL;
    struct kins all;
    TRY(cli_site_open_people(cli, &s));
    TRY(person_require(&s.rq, cli_id(cli, "person"), &person));
    TRY(reading_note(&s.rq, READING_RELATIONSHIP, person->id));
    TRY(kin_of_person(&s.rq, person->id, cli_has(cli, "ended"), &all));
    struct table t = table_make(cli, kin_columns, COUNT(kin_columns));
    for (size_t i = 0; i < all.n; i++) {
        const struct kin *k = &all.at[i];
        const struct choice *kind =
            choice_by_no(field_by_no(&relationship_type, RELATIONSHIP_KIND), k->kind);
        table_choice(&t, kind->code, kind->label);
        text_cell(&t, k->name);
        text_cell(&t, k->phone);
        choice_cell(&t, k->rec, RELATIONSHIP_STATE);
        table_yesno(&t, kin_is(k, RELATIONSHIP_COLLECT));
        table_yesno(&t, kin_is(k, RELATIONSHIP_AVOID));
        table_yesno(&t, kin_is(k, RELATIONSHIP_LEGAL));
        table_yesno(&t, kin_is(k, RELATIONSHIP_EMERGENCY));
        table_id(&t, k->rec->id);
    }
    return table_put(&t);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const struct cli_param log_params[] = {
    PARAM_WORDS("words", "TEXT", N_("What they said, without the name they asked for")),
    PARAM_WORDS("asked-for", "TEXT", N_("Whom they asked for, in their words")),
    PARAM_WORDS("number", "TEXT", N_("The number that is shown")),
    PARAM_CHOICE("caller", "WHO", &enquiry_type, ENQUIRY_CALLER, false, N_("Who it is")),
    PARAM_WORDS("name", "TEXT", N_("The name that they gave")),
    PARAM_HOUSE(false),
    PARAM_MARK("visitor", N_("Somebody at the door, not on the telephone")),
    {.name = "child",
     .value = "ID",
     .kind = CLI_ID,
     .help = N_("The child whom a visitor wanted to collect")},
    PARAM_WORDS("document", "TEXT", N_("The document that was shown")),
    PARAM_CHOICE("outcome", "WHAT", &enquiry_type, ENQUIRY_OUTCOME, false,
                 N_("What happened then")),
    PARAM_WHEN,
    {0},
};
static const struct cli_param calls_params[] = {
    {.name = "limit",
     .value = "N",
     .kind = CLI_INT,
     .min = 1,
     .max = CALLS_MAX,
     .help = N_("How many at the most; 25 unless said otherwise")},
    {0},
};
static const struct cli_param contact_add_params[] = {
    {.name = "name",
     .value = "NAME",
     .kind = CLI_TEXT,
     .positional = true,
     .required = true,
     .help = N_("What he or she is called")},
    PARAM_CHOICE("kind", "KIND", &contact_type, CONTACT_KIND, true,
                 N_("A professional, or somebody of a family")),
    PARAM_WORDS("organisation", "TEXT", N_("Where he or she works")),
    PARAM_WORDS("post", "TEXT", N_("As what")),
    PARAM_WORDS("phone", "NUMBER", N_("The telephone")),
    PARAM_CHOICE("safe", "ANSWER", &contact_type, CONTACT_SAFE, false,
                 N_("Whether it is safe to call")),
    PARAM_WORDS("hours", "TEXT", N_("When it is safe to call")),
    PARAM_MARK("duty", N_("To be called when somebody is at the door")),
    PARAM_WORDS("words", "TEXT", N_("A note")),
    {0},
};
static const struct cli_param ended_params[] = {
    PARAM_MARK("ended", N_("What holds no longer, too")),
    {0},
};
static const struct cli_param contact_close_params[] = {
    {.name = "contact",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Which: the id that contact list shows")},
    PARAM_MARK("again", N_("It is used again")),
    {0},
};
static const struct cli_param relationship_add_params[] = {
    PARAM_PERSON,
    PARAM_CHOICE("kind", "KIND", &relationship_type, RELATIONSHIP_KIND, true,
                 N_("Who the other one is to this person")),
    {.name = "to", .value = "ID", .kind = CLI_ID, .help = N_("The other one: a person")},
    {.name = "contact", .value = "ID", .kind = CLI_ID, .help = N_("Or a contact that is known")},
    PARAM_WORDS("name", "NAME", N_("Or somebody outside who is not written down yet")),
    PARAM_WORDS("phone", "NUMBER", N_("The telephone of somebody new")),
    PARAM_CHOICE("basis", "BASIS", &relationship_type, RELATIONSHIP_BASIS, false,
                 N_("How we know it")),
    PARAM_DAY("from", N_("Since when")),
    PARAM_DAY("until", N_("Until when")),
    PARAM_MARK("represents", N_("Represents this person by law")),
    PARAM_MARK("collects", N_("May collect this child")),
    PARAM_MARK("keep-away", N_("Must not be in contact with this person")),
    PARAM_MARK("emergency", N_("Is called in an emergency")),
    PARAM_WORDS("words", "TEXT", N_("A note")),
    {0},
};
static const struct cli_param relationship_list_params[] = {
    PARAM_PERSON,
    PARAM_MARK("ended", N_("What holds no longer, too")),
    {0},
};
static const char *const steps[] = {"verify", "refute", "end", NULL};
static const struct cli_param relationship_step_params[] = {
    {.name = "step",
     .value = "STEP",
     .kind = CLI_CHOICE,
     .choices = steps,
     .positional = true,
     .required = true,
     .help = N_("Proven by a paper, found to be wrong, or ended")},
    {.name = "relationship",
     .value = "ID",
     .kind = CLI_ID,
     .positional = true,
     .required = true,
     .help = N_("Which: the id that relationship list shows")},
    {0},
};

const struct cli_command call_rows[] = {
    {.words = "call log",
     .params = log_params,
     .help = N_("Write down who called or came, whoever is here"),
     .more = N_("Never say on the telephone whether she is here. The answer of this command is the "
                "same for everybody; her worker is told afterwards."),
     .examples = {"call log --asked-for 'my wife Oksana' --words 'Says it is the school'",
                  "call log --visitor --words 'Wanted the boy' --outcome not-let-in"},
     .place = CLI_WRITES,
     .may = MAY_LOG_CALLS,
     .run = log_run},
    {.words = "call list",
     .params = calls_params,
     .help = N_("Show calls and visitors, the newest first"),
     .examples = {"call list", "call list --limit 100 --json"},
     .place = CLI_READS,
     .may = MAY_SEE_CALLS,
     .run = calls_run},
    {0},
};

const struct cli_command contact_rows[] = {
    {.words = "contact add",
     .params = contact_add_params,
     .help = N_("Write down somebody outside: a professional or a relative"),
     .examples = {"contact add 'Halyna B.' --kind professional --organisation 'Clinic 3'",
                  "contact add 'Night guard' --kind professional --phone 000-07 --duty"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = contact_add_run},
    {.words = "contact list",
     .params = ended_params,
     .help = N_("Show the contacts that you may see"),
     .examples = {"contact list", "contact list --ended --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PERSONS,
     .run = contact_list_run},
    {.words = "contact close",
     .params = contact_close_params,
     .help = N_("A contact is used no longer"),
     .examples = {"contact close " PARAM_ID_EXAMPLE, "contact close " PARAM_ID_EXAMPLE " --again"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = contact_close_run},
    {0},
};

const struct cli_command relationship_rows[] = {
    {.words = "relationship add",
     .params = relationship_add_params,
     .help = N_("Write down who somebody is to a person"),
     .examples = {"relationship add " PARAM_ID_EXAMPLE " --kind friend --name Ida",
                  "relationship add " PARAM_ID_EXAMPLE " --kind guardian --name Ida"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = relationship_add_run},
    {.words = "relationship list",
     .params = relationship_list_params,
     .help = N_("Show who belongs to a person"),
     .examples = {"relationship list " PARAM_ID_EXAMPLE,
                  "relationship list " PARAM_ID_EXAMPLE " --ended --json"},
     .place = CLI_READS,
     .may = MAY_SEE_PERSONS,
     .run = relationship_list_run},
    {.words = "relationship set",
     .params = relationship_step_params,
     .help = N_("A relationship is proven, found to be wrong, or ends"),
     .examples = {"relationship set verify " PARAM_ID_EXAMPLE,
                  "relationship set end " PARAM_ID_EXAMPLE " --json"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = relationship_step_run},
    {0},
};
