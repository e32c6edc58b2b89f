/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* written.h - options of a command as the fields of a record, and lists of people outside pages. */
#ifndef HEARTH_CLI_WRITTEN_H
#define HEARTH_CLI_WRITTEN_H

#include "cli/cli.h"
#include "command/written.h"

/* Which field an option fills; ended by an option NULL. */
struct written_option {
    const char *option, *field;
};
/* The options that were given. Returns how many; `fields` has room for WRITTEN_MAX. */
size_t written_of(struct cli *cli, const struct written_option *options, struct written *fields);

/* Parameter rows that are a text, or a choice of a record type's field. */
#define PARAM_WORDS(option, what, words)                                                           \
    {                                                                                              \
        .name = (option), .value = (what), .kind = CLI_TEXT, .bytes_max = 8000, .help = (words)    \
    }
#define PARAM_CHOICE(option, what, type, number, must, words)                                      \
    {                                                                                              \
        .name = (option), .value = (what), .kind = CLI_CHOICE, .of = (type), .field = (number),    \
        .required = (must), .help = (words)                                                        \
    }
#define PARAM_DAY(option, words)                                                                   \
    {                                                                                              \
        .name = (option), .value = "DATE", .kind = CLI_DATE, .help = (words)                       \
    }
#define PARAM_MARK(option, words)                                                                  \
    {                                                                                              \
        .name = (option), .kind = CLI_FLAG, .help = (words)                                        \
    }

#endif
