/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sqlc - the SQL compiler: makes typed C functions and one described table of src/sql/ *.sql.
 *
 *   sqlc OUT PREFIX FILE.sql...    writes OUT/FILE.sql.h each, and OUT/PREFIX_statements.c
 *
 * with the tables PREFIX_statements and PREFIX_schemas. Exit code 1 and lines FILE:LINE: words for
 * what is refused; nothing is written then. */
#include "sqlc.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/world.h"

enum { MEMORY_MAX = 256 << 20, FILE_MAX = 4 << 20 };

void die(const char *words, const char *about)
{
    fprintf(stderr, "sqlc: %s %s\n", words, about);
    exit(2);
}

void *must(void *piece)
{
    if (piece == NULL)
        die("no memory", "");
    return piece;
}

void fault(struct compiler *c, const char *file, int line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    va_end(ap);
    c->faults++;
}

static void compile(struct compiler *c, const char *path)
{
    struct text text = TEXT_NONE;
    if (world_read_file(c->memory, path, FILE_MAX, &text) != NULL)
        die("cannot read", path);
    struct source *s = source_read(c, path, text);
    struct source **end = &c->sources;
    while (*end != NULL)
        end = &(*end)->next;
    *end = s;
    for (const struct statement *at = s->statements; at != NULL; at = at->next)
        check_statement(c, at);
    for (const struct schema *at = s->schemas; at != NULL; at = at->next)
        check_schema(c, at);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage: sqlc OUT PREFIX", "FILE.sql...");
    struct compiler c = {.memory = must(arena_new(MEMORY_MAX))};
    for (int i = 3; i < argc; i++)
        compile(&c, argv[i]);
    check_all(&c);
    if (c.faults == 0)
        write_all(&c, argv[1], argv[2]);
    arena_free(c.memory);
    return c.faults == 0 ? 0 : 1;
}
