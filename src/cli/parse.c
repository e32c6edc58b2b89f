/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* parse.c - reads a command line against the table of commands. */
#include "cli/parse.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/value.h"

enum { NEAR_LETTERS_MAX = 2, NEAR_WORDS_MAX = CLI_NOUNS_MAX };

/* Where the reading stands. */
struct reader {
    struct cli *cli;
    struct arena *into;
    size_t at;          /* next word of the command line */
    bool options_ended; /* "--" was met */
    bool help;          /* --help was met: the rest is not read */
    bool turned;        /* the command is `help` already, with what it shall explain */
    size_t n_given;     /* arguments so far */
};

/* How far the word is from what was typed; the same first letter makes it a little nearer. */
static size_t distance_twice(struct text typed, struct text word)
{
    size_t letters = text_distance(typed, word, NEAR_LETTERS_MAX);
    /* The beginning of a word is near to it. */
    if (typed.n >= 2 && typed.n < word.n && memcmp(typed.at, word.at, typed.n) == 0)
        letters = 1;
    bool same_first = typed.n > 0 && word.n > 0 && typed.at[0] == word.at[0];
    /* Two letters of three are chance. */
    if (letters > NEAR_LETTERS_MAX || letters * 2 > word.n || letters * 2 > typed.n)
        return SIZE_MAX;
    return 2 * letters - (same_first && letters > 0);
}

const char *cli_nearest(struct text typed, const char *const *words)
{
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;
    for (size_t i = 0; words[i] != NULL; i++) {
        size_t distance = distance_twice(typed, text_of(words[i]));
        if (distance < best_distance) {
            best = words[i];
            best_distance = distance;
        }
    }
    return best;
}

/* ---- how to tell an error -------------------------------------------------------------------- */

static const char *word_at(const struct cli *cli, size_t i)
{
    return i < cli->start->n ? cli->start->args[i] : NULL;
}

void cli_parse_manner(struct cli *cli)
{
    for (size_t i = 0; i < cli->start->n && i < CLI_ARGS_MAX; i++) {
        const char *word = cli->start->args[i];
        const char *next = word_at(cli, i + 1);
        assert(word != NULL);
        if (strcmp(word, "--") == 0)
            return;
        if (strcmp(word, "--json") == 0)
            cli->json = true;
        if (strcmp(word, "--lang") == 0 && next != NULL)
            (void)lang_parse(text_of(next), &cli->lang);
        if (strncmp(word, "--lang=", 7) == 0)
            (void)lang_parse(text_of(word + 7), &cli->lang);
    }
}

/* ---- options --------------------------------------------------------------------------------- */

static struct err *unknown_option(struct reader *r, const char *word)
{
    const char *names[NEAR_WORDS_MAX + 1] = {NULL};
    size_t n = 0;
    const struct cli_param *tables[] = {r->cli->command == NULL ? NULL : r->cli->command->params,
                                        cli_globals};
    for (size_t t = 0; t < COUNT(tables); t++)
        for (const struct cli_param *p = tables[t]; p != NULL && p->name != NULL; p++)
            if (!p->positional && n < NEAR_WORDS_MAX)
                names[n++] = p->name;
    struct text typed = text_of(word);
    while (text_starts(typed, "-"))
        typed = (struct text){typed.at + 1, typed.n - 1};
    struct text name = TEXT("");
    (void)text_cut(&typed, '=', &name);
    const char *near = cli_nearest(name, names);
    if (near == NULL)
        return err_new(r->into, ERR_USAGE, N_("There is no option {1} here"), word);
    return err_new(r->into, ERR_USAGE, N_("There is no option {1} here. Did you mean --{2}?"), word,
                   near);
}

/* The row that a word like --name, --name=value or -x names, and its value slot. */
static const struct cli_param *option_row(struct reader *r, const char *word,
                                          struct cli_value **ret_value)
{
    const struct cli_param *tables[] = {r->cli->command == NULL ? NULL : r->cli->command->params,
                                        cli_globals};
    struct cli_value *values[] = {r->cli->values, r->cli->globals};
    bool is_long = word[1] == '-';
    struct text name = is_long ? (struct text){word + 2, strcspn(word + 2, "=")} : TEXT_NONE;
    for (size_t t = 0; t < COUNT(tables); t++) {
        if (tables[t] == NULL)
            continue;
        for (size_t i = 0; tables[t][i].name != NULL; i++) {
            const struct cli_param *p = &tables[t][i];
            if (p->positional ||
                (is_long ? !text_is(name, p->name) : word[1] != p->letter || word[2] != '\0'))
                continue;
            /* What the table of this name points to lives on. */
            /* cppcheck-suppress autoVariables */
            *ret_value = &values[t][i];
            return p;
        }
    }
    return NULL;
}

static struct err *take_flag(struct reader *r, const struct cli_param *param, bool has_value,
                             struct cli_value *value)
{
    if (has_value)
        return err_new(r->into, ERR_USAGE, N_("{1} takes no value"), value_title(r->into, param));
    if (value->given)
        return err_new(r->into, ERR_USAGE, N_("{1} is given twice"), value_title(r->into, param));
    value->given = true;
    return NULL;
}

static struct err *take_option(struct reader *r)
{
    const char *word = r->cli->start->args[r->at++];
    struct cli_value *value = NULL;
    const struct cli_param *param = option_row(r, word, &value);
    if (param == NULL)
        return unknown_option(r, word);
    const char *equals = word[1] == '-' ? strchr(word, '=') : NULL;
    if (param->kind == CLI_FLAG) {
        TRY(take_flag(r, param, equals != NULL, value));
        r->help = r->help || param == &cli_globals[cli_option_find(cli_globals, TEXT("help"))];
        return NULL;
    }
    const char *typed = equals != NULL ? equals + 1 : word_at(r->cli, r->at);
    /* What looks like the next option is no value, unless it is tied on with "=". */
    if (typed == NULL || (equals == NULL && strncmp(typed, "--", 2) == 0)) {
        struct err *e = err_input(r->into, param->name, N_("{1} needs a value: {2}"),
                                  value_title(r->into, param), param->value);
        return err_example(e, value_example(r->into, param));
    }
    if (equals == NULL)
        r->at++;
    return value_add(r->into, param, typed, value);
}

/* Takes options as long as they come; then the next word, if any, is none. */
static struct err *take_options(struct reader *r)
{
    while (!r->help && !r->options_ended && r->at < r->cli->start->n) {
        const char *word = r->cli->start->args[r->at];
        if (word[0] != '-' || word[1] == '\0')
            return NULL;
        if (strcmp(word, "--") == 0) {
            r->options_ended = true;
            r->at++;
        } else {
            TRY(take_option(r));
        }
    }
    return NULL;
}

/* ---- the words of the command ---------------------------------------------------------------- */

static struct err *unknown_noun(struct reader *r, struct text typed)
{
    const char *names[NEAR_WORDS_MAX + 1] = {NULL};
    size_t n = 0;
    for (const struct cli_noun *noun = cli_nouns; noun->word != NULL; noun++) {
        assert(n < NEAR_WORDS_MAX);
        names[n++] = noun->word;
    }
    const char *word = arena_strn(r->into, typed.at, typed.n);
    NEED(word);
    const char *near = cli_nearest(typed, names);
    /* `hearth list`: perhaps the noun was forgotten. */
    for (const struct cli_noun *noun = cli_nouns; near == NULL && noun->word != NULL; noun++) {
        const struct cli_command *command = cli_command_find(text_of(noun->word), typed);
        if (command != NULL && typed.n > 0)
            near = command->words;
    }
    if (near == NULL)
        return err_new(r->into, ERR_USAGE, N_("There is no command \"{1}\""), word);
    return err_new(r->into, ERR_USAGE, N_("There is no command \"{1}\". Did you mean: {2}?"), word,
                   near);
}

static struct err *unknown_verb(struct reader *r, const struct cli_noun *noun, struct text typed)
{
    const char *verbs[NEAR_WORDS_MAX + 1] = {NULL};
    const char *all = "";
    size_t n = 0;
    for (const struct cli_command *row = noun->rows; row->words != NULL; row++) {
        assert(n < NEAR_WORDS_MAX);
        verbs[n] = cli_command_verb(row);
        all = arena_printf(r->into, "%s%s%s", all, n == 0 ? "" : ", ", verbs[n]);
        NEED(all);
        n++;
    }
    if (typed.n == 0)
        return err_new(r->into, ERR_USAGE, N_("\"{1}\" needs one more word: {2}"), noun->word, all);
    const char *word = arena_strn(r->into, typed.at, typed.n);
    NEED(word);
    const char *near = cli_nearest(typed, verbs);
    if (near == NULL)
        return err_new(r->into, ERR_USAGE,
                       N_("There is no command \"{1} {2}\". Behind {1} there may be: {3}"),
                       noun->word, word, all);
    return err_new(r->into, ERR_USAGE,
                   N_("There is no command \"{1} {2}\". Did you mean: {1} {3}?"), noun->word, word,
                   near);
}

/* Turns the run into `hearth help` about the words so far. */
static struct err *turn_to_help(struct reader *r, struct text noun, struct text verb)
{
    struct cli *cli = r->cli;
    r->turned = true;
    cli->command = cli_command_find(TEXT("help"), TEXT(""));
    struct text *words = arena_makes(r->into, struct text, 2);
    NEED(words);
    words[0] = noun;
    words[1] = verb;
    memset(cli->values, 0, sizeof cli->values);
    size_t n = (size_t)(noun.n > 0) + (size_t)(verb.n > 0);
    cli->values[0] = (struct cli_value){.given = n > 0, .n = n, .texts = words};
    return NULL;
}

/* The word at hand if it is none of the options; else nothing. */
static struct text word_here(const struct reader *r)
{
    const char *word = word_at(r->cli, r->at);
    if (word == NULL || (word[0] == '-' && !r->options_ended))
        return TEXT("");
    return text_of(word);
}

static struct err *take_command(struct reader *r)
{
    struct text noun_word = word_here(r);
    if (noun_word.n == 0)
        return turn_to_help(r, TEXT(""), TEXT(""));
    const struct cli_noun *noun = cli_noun_find(noun_word);
    if (noun == NULL)
        return unknown_noun(r, noun_word);
    r->at++;
    r->cli->command = cli_command_find(noun_word, TEXT(""));
    if (r->cli->command != NULL)
        return NULL;
    TRY(take_options(r));
    struct text verb = word_here(r);
    if (verb.n > 0)
        r->cli->command = cli_command_find(noun_word, verb);
    if (r->cli->command == NULL)
        return r->help ? turn_to_help(r, noun_word, TEXT("")) : unknown_verb(r, noun, verb);
    r->at++;
    return NULL;
}

/* ---- arguments ------------------------------------------------------------------------------- */

/* The row of the i-th argument; the last one may take all that follow. */
static const struct cli_param *argument_row(const struct cli_param *params, size_t i,
                                            size_t *ret_position)
{
    size_t seen = 0;
    for (size_t at = 0; params[at].name != NULL; at++) {
        if (!params[at].positional)
            continue;
        if (seen == i || params[at].many) {
            *ret_position = at;
            return &params[at];
        }
        seen++;
    }
    return NULL;
}

static struct err *take_argument(struct reader *r)
{
    const char *word = r->cli->start->args[r->at++];
    size_t position = 0;
    const struct cli_param *param = argument_row(r->cli->command->params, r->n_given++, &position);
    if (param == NULL)
        return err_new(r->into, ERR_USAGE, N_("\"{1}\" is one word too many"), word);
    return value_add(r->into, param, word, &r->cli->values[position]);
}

static struct err *check_required(struct reader *r)
{
    struct err *wrong = NULL;
    const struct cli_param *params = r->cli->command->params;
    for (size_t i = 0; params[i].name != NULL; i++) {
        if (!params[i].required || r->cli->values[i].given)
            continue;
        struct err *e = err_input(r->into, params[i].name, N_("{1} is missing"),
                                  value_title(r->into, &params[i]));
        err_collect(&wrong, err_example(e, value_example(r->into, &params[i])));
    }
    return wrong;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static struct err *check_words(struct reader *r)
{
    const struct cli_start *start = r->cli->start;
    if (start->n > CLI_ARGS_MAX)
        return err_new(r->into, ERR_USAGE, N_("The command line has more than {1} words"),
                       arena_printf(r->into, "%d", CLI_ARGS_MAX));
    for (size_t i = 0; i < start->n; i++) {
        const char *number = arena_printf(r->into, "%zu", i + 1);
        NEED(number);
        if (strlen(start->args[i]) > CLI_WORD_BYTES_MAX)
            return err_new(r->into, ERR_USAGE, N_("Word {1} of the command line is too long"),
                           number);
        if (!text_is_clean(text_of(start->args[i])))
            return err_new(r->into, ERR_USAGE,
                           N_("Word {1} of the command line is not readable text (UTF-8)"), number);
    }
    return NULL;
}

static struct err *take_environment(struct reader *r)
{
    for (size_t i = 0; cli_globals[i].name != NULL; i++) {
        const char *variable = cli_global_variable(cli_globals[i].name);
        const char *typed = variable == NULL ? NULL : r->cli->start->env(variable);
        if (typed == NULL || typed[0] == '\0' || r->cli->globals[i].given)
            continue;
        if (!text_is_clean(text_of(typed)))
            return err_new(r->into, ERR_USAGE, N_("The variable {1} is not readable text (UTF-8)"),
                           variable);
        TRY(value_add(r->into, &cli_globals[i], typed, &r->cli->globals[i]));
    }
    return NULL;
}

static struct err *help_about(struct reader *r)
{
    struct text words = text_of(r->cli->command->words), noun = TEXT("");
    (void)text_cut(&words, ' ', &noun);
    return turn_to_help(r, noun, text_of(cli_command_verb(r->cli->command)));
}

struct err *cli_parse(struct cli *cli)
{
    struct reader r = {.cli = cli, .into = cli->arena};
    TRY(check_words(&r));
    TRY(take_options(&r));
    TRY(take_command(&r));
    for (;;) {
        TRY(take_options(&r));
        if (r.help || r.at >= cli->start->n)
            break;
        TRY(take_argument(&r));
    }
    TRY(take_environment(&r));
    if (r.turned)
        return NULL;
    return r.help ? help_about(&r) : check_required(&r);
}
