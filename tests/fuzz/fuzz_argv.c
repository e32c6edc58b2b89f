/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_argv.c - any bytes as a command line (words end with NUL, the first byte chooses what the
 * environment says): it is read or refused, and a refusal can be told in both ways and in each
 * language. No handler runs: a command might make a site. */
#include <assert.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/fail.h"
#include "cli/parse.h"

enum { MEMORY_MAX = 64 << 20, BYTES_MAX = 1 << 20, WORDS_MAX = CLI_ARGS_MAX + 2 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static const char *variable;
static const char *environment(const char *name)
{
    (void)name;
    return variable;
}

static void tell(struct cli *cli, const struct err *e)
{
    struct buf said = buf_make(BYTES_MAX);
    for (int way = 0; way < 2; way++) {
        cli->json = way == 0;
        buf_clear(&said);
        fail_put(&said, cli, e);
        assert(buf_check(&said) == NULL && text_is_clean(buf_text(&said)));
    }
    buf_done(&said);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    static struct arena *a;
    if (a == NULL)
        a = arena_new(MEMORY_MAX);
    assert(a != NULL);
    arena_reset(a);
    if (n < 1)
        return 0;
    const char *words[WORDS_MAX];
    struct cli_start start = {.args = words, .env = environment, .out = -1, .err = -1};
    const char *copy = arena_strn(a, (const char *)at + 1, n - 1);
    assert(copy != NULL);
    for (const char *word = copy; word < copy + n - 1 && start.n < WORDS_MAX;
         word += strlen(word) + 1)
        words[start.n++] = word;
    variable = at[0] == 0 || start.n == 0 ? NULL : words[at[0] % start.n];
    struct cli *cli = arena_make(a, struct cli);
    assert(cli != NULL);
    cli->arena = a;
    cli->start = &start;
    cli_parse_manner(cli);
    const struct err *e = cli_parse(cli);
    if (e != NULL)
        tell(cli, e);
    else
        assert(cli->command != NULL);
    return 0;
}
