/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* written.c - options become the fields of a record. */
#include "cli/written.h"

size_t written_of(struct cli *cli, const struct written_option *options, struct written *fields)
{
    size_t n = 0;
    for (; options->option != NULL; options++)
        if (cli_has(cli, options->option)) {
            struct text words = cli_text(cli, options->option);
            fields[n++] = (struct written){options->field, words.n > 0 ? words : TEXT("yes")};
        }
    return n;
}
