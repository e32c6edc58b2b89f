/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* params.h - rows of parameters that several commands have, so that they are the same everywhere.
 */
#ifndef HEARTH_CLI_PARAMS_H
#define HEARTH_CLI_PARAMS_H

#include "cli/cli.h"

/* An id as in examples. */
#define PARAM_ID_EXAMPLE "mfrggzdfmztwq2lknnwg23tpoa"

#define PARAM_PERSON                                                                               \
    {                                                                                              \
        .name = "person", .value = "ID", .kind = CLI_ID, .positional = true, .required = true,     \
        .help = N_("Who: the id that find shows")                                                  \
    }
#define PARAM_NAME(is_required)                                                                    \
    {                                                                                              \
        .name = "name", .value = "NAME", .kind = CLI_TEXT, .required = (is_required),              \
        .help = N_("Her name as she gives it")                                                     \
    }
#define PARAM_BIRTH                                                                                \
    {                                                                                              \
        .name = "birth", .value = "DATE", .kind = CLI_DATE, .help = N_("When she was born")        \
    }
#define PARAM_HOUSE(is_required)                                                                   \
    {                                                                                              \
        .name = "house", .value = "HOUSE", .kind = CLI_TEXT, .required = (is_required),            \
        .help = N_("The house's short name")                                                       \
    }
/* Of a question about all houses. */
#define PARAM_HOUSE_ONLY(is_positional)                                                            \
    {                                                                                              \
        .name = "house", .value = "HOUSE", .kind = CLI_TEXT, .positional = (is_positional),        \
        .help = N_("Only this house")                                                              \
    }
#define PARAM_ROOM                                                                                 \
    {                                                                                              \
        .name = "room", .value = "LABEL", .kind = CLI_TEXT, .required = true,                      \
        .help = N_("The room's label")                                                             \
    }
#define PARAM_ZONE                                                                                 \
    {                                                                                              \
        .name = "zone", .value = "ZONE", .kind = CLI_TEXT,                                         \
        .help = N_("Its time zone; Europe/Kyiv unless said otherwise")                             \
    }
#define PARAM_WHEN                                                                                 \
    {                                                                                              \
        .name = "when", .value = "INSTANT", .kind = CLI_INSTANT,                                   \
        .help = N_("When it was, if not now")                                                      \
    }
#define PARAM_SCHEMA                                                                               \
    {                                                                                              \
        .name = "schema", .value = "NAME", .kind = CLI_TEXT, .bytes_max = 40,                      \
        .help = N_("The schema in that database; hearth unless said otherwise")                    \
    }
#define PARAM_DATABASE                                                                             \
    {                                                                                              \
        .name = "database", .value = "CONNECTION", .kind = CLI_TEXT,                               \
        .help = N_("Keep the records in PostgreSQL: its connection, without a password")           \
    }

#endif
