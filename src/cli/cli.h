/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* cli.h - the command line: one table of commands, and what a command's handler is given.
 *
 * A row of struct cli_command says everything about a command; the parser, the help, the man page
 * and the completions are all made from it. Rows lie with their handlers, one file per noun;
 * commands.c lists them. A handler reads its parameters with the functions below, writes its result
 * into cli->out and returns an error or NULL; cli_main prints and chooses the exit code. All memory
 * is the arena's, one per run. One thread. */
#ifndef HEARTH_CLI_CLI_H
#define HEARTH_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "guard/guard.h"
#include "lang/lang.h"
#include "model/field.h"

enum {
    CLI_ARGS_MAX = 512,        /* words of one command line */
    CLI_WORD_BYTES_MAX = 8192, /* of one of them */
    CLI_TEXT_BYTES_MAX = 1000, /* of a value, unless its row says more */
    CLI_PATH_BYTES_MAX = 4000,
    CLI_PARAMS_MAX = 24, /* rows of one command, and global ones */
    CLI_OUT_BYTES_MAX = 256 << 20,
    CLI_ARENA_BYTES_MAX = 1 << 30,
    CLI_SECRET_BYTES_MAX = 4096,
};

enum cli_kind {
    CLI_FLAG = 1, /* present or not */
    CLI_TEXT,     /* clean UTF-8, trimmed, not empty */
    CLI_INT,      /* from min to max */
    CLI_DATE,     /* 2026-11-21; number = days since 1970-01-01 */
    CLI_INSTANT,  /* 2026-11-21T14:30:00Z; number = ms since 1970 UTC */
    CLI_CHOICE,   /* one of `choices`; number = its position */
    CLI_ID,       /* of a record: 26 letters and digits */
    CLI_FILE,     /* a path; - is standard input or output where the help says so */
    CLI_FOLDER,
};

/* One parameter: an option, or (positional) an argument. A table ends with a row without name. */
struct cli_param {
    const char *name;  /* without dashes */
    const char *value; /* what stands for the value in the help: DATE; NULL for a flag */
    enum cli_kind kind;
    char letter; /* short form, or 0 */
    bool positional;
    bool required;
    bool many;                  /* may be given more than once; of arguments only the last one */
    bool or_text;               /* of a file: a value with = in it is no path */
    const char *const *choices; /* ended by NULL, or those of a field: */
    const struct rec_type *of;
    uint64_t field; /* its number */
    int64_t min;
    int64_t max;
    size_t bytes_max; /* 0: the usual */
    const char *help; /* message id */
};

/* What a command does to a site. */
enum cli_place {
    CLI_NO_STORE = 1, /* nothing: needs no site */
    CLI_READS,
    CLI_WRITES,
    CLI_ALONE, /* opens it for itself alone: never through the process that serves it */
};

struct cli;
struct site;

struct cli_command {
    const char *words; /* "person list" */
    const struct cli_param *params;
    const char *help;        /* message id, one sentence without full stop */
    const char *more;        /* message id of a paragraph, or NULL */
    const char *examples[2]; /* without "hearth " */
    enum cli_place place;
    enum may may;
    struct err *(*run)(struct cli *cli);
};

/* The words before the verbs, in the order of the help. */
struct cli_noun {
    const char *word;
    const char *help;               /* message id */
    const struct cli_command *rows; /* ended by a row without words */
};

struct cli_value {
    bool given;
    size_t n;                 /* values; a flag has none */
    const struct text *texts; /* each followed by a NUL */
    int64_t number;           /* of the last value */
};

/* What the process was started with; tests make their own. */
struct cli_start {
    size_t n;
    const char *const *args;              /* without the program's name */
    const char *(*env)(const char *name); /* NULL when unset */
    int out;                              /* descriptors */
    int err;
    bool out_is_terminal;
    bool err_is_terminal;
    /* In a process that serves: its site, and what names the act (both may be absent). */
    struct site *site;
    struct text once;
};

struct cli {
    struct arena *arena;
    const struct cli_start *start;
    enum lang lang;
    bool json;
    bool no_input;
    const struct cli_command *command;        /* NULL until the words are known */
    struct cli_value values[CLI_PARAMS_MAX];  /* by position in command->params */
    struct cli_value globals[CLI_PARAMS_MAX]; /* by position in cli_globals */
    struct buf out;                           /* the result, printed when the command ends */
    struct text once; /* names the act, so that it happens once; TEXT_NONE: nothing does */
    int exit_code;    /* for a handler that answers but not with 0; an error's own code wins */
};

/* The i-th choice of a parameter of that kind; NULL behind the last one. */
const char *cli_choice(const struct cli_param *param, size_t i);

/* Runs one command line to its end and gives the process's exit code. */
int cli_main(const struct cli_start *start);

/* The value of a parameter of the running command; its name must be in the row. Absent: an empty
 * text with at == NULL, 0 values, `otherwise`. */
struct text cli_text(const struct cli *cli, const char *name);
/* The same ended by a NUL, or NULL. */
const char *cli_string(const struct cli *cli, const char *name);
bool cli_has(const struct cli *cli, const char *name);
int64_t cli_number(const struct cli *cli, const char *name, int64_t otherwise);
const struct cli_value *cli_value(const struct cli *cli, const char *name);
/* The same for a global option, from the command line or else from its environment variable. */
const char *cli_global(const struct cli *cli, const char *name);
const struct cli_value *cli_global_value(const struct cli *cli, const char *name);

/* For a handler whose answer is a text: with --json, what it has written into cli->out becomes the
 * member "text" of the one object. */
MUST_CHECK struct err *cli_answer_text(struct cli *cli);

/* Prints what is in cli->out now, for a command that goes on. */
MUST_CHECK struct err *cli_flush(struct cli *cli);

/* Appends the message in the reader's language, its places filled (const char * each). */
#define cli_say(cli, ...) lang_put(&(cli)->out, (cli)->lang, __VA_ARGS__)

#endif
