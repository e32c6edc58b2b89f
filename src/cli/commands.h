/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* commands.h - the table of all commands and of the global options. */
#ifndef HEARTH_CLI_COMMANDS_H
#define HEARTH_CLI_COMMANDS_H

#include "cli/cli.h"

/* Ended by a row without name; a variable stands in for an option that is not given. */
extern const struct cli_param cli_globals[];
/* The environment variable of a global option, or NULL. */
const char *cli_global_variable(const char *name);

enum { CLI_NOUNS_MAX = 64 }; /* and commands of a noun */
/* Ended by a row without word. */
extern const struct cli_noun cli_nouns[];
/* NULL when there is none. */
const struct cli_noun *cli_noun_find(struct text word);
/* The command `noun verb`; a verb of length 0 finds a command of one word. */
const struct cli_command *cli_command_find(struct text noun, struct text verb);
/* The part of its words behind the noun, "" for a command of one word. */
const char *cli_command_verb(const struct cli_command *command);

/* Rows before the one without name. */
size_t cli_params_count(const struct cli_param *params);
/* Position of an option (not an argument) in the table, or -1. */
int cli_option_find(const struct cli_param *params, struct text name);

/* Rows, one table per noun's file. */
extern const struct cli_command help_rows[];
extern const struct cli_command init_rows[];
extern const struct cli_command setup_rows[];
extern const struct cli_command key_rows[];
extern const struct cli_command start_rows[];
extern const struct cli_command user_rows[];
extern const struct cli_command person_rows[];
extern const struct cli_command find_rows[];
extern const struct cli_command house_rows[];
extern const struct cli_command report_rows[];
extern const struct cli_command programme_rows[];
extern const struct cli_command care_rows[];
extern const struct cli_command relationship_rows[];
extern const struct cli_command contact_rows[];
extern const struct cli_command call_rows[];
extern const struct cli_command incident_rows[];
extern const struct cli_command task_rows[];
extern const struct cli_command case_rows[];
extern const struct cli_command referral_rows[];
extern const struct cli_command activity_rows[];
extern const struct cli_command equipment_rows[];
extern const struct cli_command clock_rows[];
extern const struct cli_command companion_rows[];
extern const struct cli_command import_rows[];
extern const struct cli_command journal_rows[];
extern const struct cli_command backup_rows[];
extern const struct cli_command doctor_rows[];
extern const struct cli_command plan_rows[];
extern const struct cli_command demo_rows[];
extern const struct cli_command audit_rows[];
extern const struct cli_command verify_rows[];
extern const struct cli_command rebuild_rows[];
extern const struct cli_command bench_rows[];
extern const struct cli_command version_rows[];
extern const struct cli_command man_rows[];
extern const struct cli_command completion_rows[];

#endif
