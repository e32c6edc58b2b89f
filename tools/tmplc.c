/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* tmplc - the template compiler: makes C functions that write HTML of src/page/ *.html.
 *
 *   tmplc OUT FILE.html...    writes OUT/FILE.html.h and OUT/FILE.html.c for each
 *
 * Exit code 1 and lines FILE:LINE:COLUMN: words for what is refused; nothing is written then. A
 * file that would not change is left alone. */
#include "tmplc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/world.h"

enum { MEMORY_MAX = 256 << 20, FILE_MAX = 1 << 20, FILE_MODE = 0644 };

struct made {
    const char *name; /* without its folder */
    struct buf header;
    struct buf code;
};

static _Noreturn void die(const char *words, const char *about)
{
    fprintf(stderr, "tmplc: %s %s\n", words, about);
    exit(2);
}

static void *must(void *piece)
{
    if (piece == NULL)
        die("no memory", "");
    return piece;
}

static bool compile(struct arena *memory, const char *path, struct buf *said, struct made *made)
{
    struct text source = TEXT_NONE;
    const char *slash = strrchr(path, '/');
    if (world_read_file(memory, path, FILE_MAX, &source) != NULL)
        die("cannot read", path);
    *made = (struct made){slash == NULL ? path : slash + 1, buf_make(MADE_MAX), buf_make(MADE_MAX)};
    return template_compile(memory, path, source, said, &made->header, &made->code);
}

static void save(struct arena *memory, const char *out, const struct made *made, const char *end,
                 const struct buf *b)
{
    struct text old = TEXT_NONE;
    const char *path = must(arena_printf(memory, "%s/%s%s", out, made->name, end));
    if (buf_check(b) != NULL)
        die("too much for", path);
    if (world_read_file(memory, path, MADE_MAX, &old) == NULL && text_equal(old, buf_text(b)))
        return;
    if (world_write_file(memory, path, buf_text(b), FILE_MODE) != NULL)
        die("cannot write", path);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("usage: tmplc OUT", "FILE.html...");
    struct arena *memory = must(arena_new(MEMORY_MAX));
    struct buf said = buf_make(MADE_MAX);
    size_t n = (size_t)argc - 2;
    struct made *made = must(arena_makes(memory, struct made, n));
    bool fine = true;
    for (size_t i = 0; i < n; i++)
        fine = compile(memory, argv[i + 2], &said, &made[i]) && fine;
    for (size_t i = 0; i < n; i++) {
        if (fine) {
            save(memory, argv[1], &made[i], ".h", &made[i].header);
            save(memory, argv[1], &made[i], ".c", &made[i].code);
        }
        buf_done(&made[i].header);
        buf_done(&made[i].code);
    }
    fprintf(stderr, "%.*s", TEXT_ARG(buf_text(&said)));
    buf_done(&said);
    arena_free(memory);
    return fine ? 0 : 1;
}
