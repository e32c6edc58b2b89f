/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* commands.c - which nouns there are, in the order of the help, and the options that all share. */
#include "cli/commands.h"

#include <string.h>

static const char *const languages[] = {"en", "ru", "uk", NULL};

const struct cli_param cli_globals[] = {
    {.name = "store",
     .value = "DIR",
     .kind = CLI_FOLDER,
     .help = N_("The folder of the site (or HEARTH_STORE)")},
    {.name = "key-file",
     .value = "FILE",
     .kind = CLI_FILE,
     .help = N_("The key file that opens the site (or HEARTH_KEY_FILE)")},
    {.name = "passphrase-file",
     .value = "FILE",
     .kind = CLI_FILE,
     .help =
         N_("A file whose first line is the passphrase, or the paper code, that opens the site")},
    {.name = "as", .value = "USER", .kind = CLI_TEXT, .help = N_("Act as this user")},
    {.name = "lang",
     .value = "LANG",
     .kind = CLI_CHOICE,
     .choices = languages,
     .help = N_("The language of the answer")},
    {.name = "now",
     .value = "INSTANT",
     .kind = CLI_INSTANT,
     .help = N_("Start the clock at this moment; only for a demo site")},
    {.name = "json", .kind = CLI_FLAG, .help = N_("Answer as one JSON object")},
    {.name = "no-input", .kind = CLI_FLAG, .help = N_("Never ask anything")},
    {.name = "help", .kind = CLI_FLAG, .letter = 'h', .help = N_("Explain the command")},
    {0},
};

const struct cli_noun cli_nouns[] = {
    {"help", N_("How to use hearth"), help_rows},
    {"demo", N_("A house of invented people, to try"), demo_rows},
    {"init", N_("A new site"), init_rows},
    {"start", N_("Serve the site"), start_rows},
    {"setup", N_("Three answers about the organisation"), setup_rows},
    {"user", N_("Who may work with the site"), user_rows},
    {"key", N_("What opens the site after a power cut"), key_rows},
    {"house", N_("Houses: who comes, goes, comes back"), house_rows},
    {"report", N_("Figures of a day or a period"), report_rows},
    {"find", N_("People by name or phone"), find_rows},
    {"person", N_("People: mothers, children, relatives"), person_rows},
    {"care", N_("Allergies, medicine and papers of a person"), care_rows},
    {"relationship", N_("Who belongs to whom"), relationship_rows},
    {"contact", N_("Professionals and relatives outside"), contact_rows},
    {"call", N_("Who called or came"), call_rows},
    {"programme", N_("Programmes and their stages"), programme_rows},
    {"incident", N_("Incidents: what happened, who is told"), incident_rows},
    {"case", N_("The work with families"), case_rows},
    {"referral", N_("Who asks for a place, and the answer"), referral_rows},
    {"task", N_("What is to be done"), task_rows},
    {"activity", N_("What a house does together, and who came"), activity_rows},
    {"equipment", N_("What a house owns, and its repairs"), equipment_rows},
    {"companion", N_("Who shows a newcomer round"), companion_rows},
    {"clock", N_("What the timer does by itself"), clock_rows},
    {"import", N_("Lists from elsewhere"), import_rows},
    {"journal", N_("What was done, and undoing it"), journal_rows},
    {"backup", N_("Two files that make the site again"), backup_rows},
    {"plan", N_("Short breaks: plans and their proofs"), plan_rows},
    {"doctor", N_("What is wrong, and how to mend it"), doctor_rows},
    {"audit", N_("Figures reckoned twice"), audit_rows},
    {"verify", N_("Proof that nothing was changed"), verify_rows},
    {"rebuild", N_("Tables from the journal"), rebuild_rows},
    {"bench", N_("How fast this machine is"), bench_rows},
    {"version", N_("Which hearth this is"), version_rows},
    {"man", N_("The manual page"), man_rows},
    {"completion", N_("Completion for your shell"), completion_rows},
    {0},
};

const char *cli_global_variable(const char *name)
{
    if (strcmp(name, "store") == 0)
        return "HEARTH_STORE";
    if (strcmp(name, "key-file") == 0)
        return "HEARTH_KEY_FILE";
    return NULL;
}

const struct cli_noun *cli_noun_find(struct text word)
{
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++)
        if (text_is(word, noun->word))
            return noun;
    return NULL;
}

const char *cli_command_verb(const struct cli_command *command)
{
    const char *space = strchr(command->words, ' ');
    return space == NULL ? "" : space + 1;
}

const struct cli_command *cli_command_find(struct text noun, struct text verb)
{
    const struct cli_noun *in = cli_noun_find(noun);
    if (in == NULL)
        return NULL;
    for (const struct cli_command *row = in->rows; row->words != NULL; row++)
        if (text_is(verb, cli_command_verb(row)))
            return row;
    return NULL;
}

size_t cli_params_count(const struct cli_param *params)
{
    size_t n = 0;
    while (params[n].name != NULL)
        n++;
    return n;
}

int cli_option_find(const struct cli_param *params, struct text name)
{
    for (int i = 0; params[i].name != NULL; i++)
        if (!params[i].positional && text_is(name, params[i].name))
            return i;
    return -1;
}
