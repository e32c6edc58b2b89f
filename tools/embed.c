/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* embed - puts files into the program: style sheet, script, pictures of src/page.
 *
 *   embed OUT FILE...     writes OUT/assets.h (one number for each file) and OUT/assets.c (its
 * bytes)
 *
 * The address of a file holds a hash of its bytes, so browsers may keep it for ever; FNV-1a
 * (Fowler, Noll, Vo) with 64 bits tells versions of one file apart, and nobody is kept out by it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/world.h"

enum { MEMORY_MAX = 64 << 20, FILE_MAX = 1 << 20, OUT_MAX = 32 << 20, FILE_MODE = 0644, ROW = 16 };

static const struct {
    const char *ending;
    const char *type;
} types[] = {
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"svg", "image/svg+xml"},
};

/* src/page/style.css: name style, ending css. */
struct file {
    struct text name;
    const char *ending;
    const char *type;
    struct text bytes;
    uint64_t hash;
};

static _Noreturn void die(const char *words, const char *about)
{
    fprintf(stderr, "embed: %s %s\n", words, about);
    exit(2);
}

static void *must(void *piece)
{
    if (piece == NULL)
        die("no memory", "");
    return piece;
}

static uint64_t hash_of(struct text bytes)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < bytes.n; i++) {
        hash ^= (unsigned char)bytes.at[i];
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}

static struct file file_read(struct arena *memory, const char *path)
{
    struct file f = {.name = TEXT_NONE};
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *dot = strchr(name, '.');
    if (dot == NULL)
        die("no ending:", path);
    f.name = (struct text){name, (size_t)(dot - name)};
    f.ending = dot + 1;
    for (size_t i = 0; i < COUNT(types); i++)
        if (strcmp(types[i].ending, f.ending) == 0)
            f.type = types[i].type;
    if (f.type == NULL)
        die("an ending that embed does not know:", path);
    if (world_read_file(memory, path, FILE_MAX, &f.bytes) != NULL)
        die("cannot read", path);
    f.hash = hash_of(f.bytes);
    return f;
}

static void put_number(struct buf *b, const struct file *f)
{
    buf_str(b, "ASSET_");
    for (size_t i = 0; i < f->name.n; i++)
        buf_char(b, (char)(f->name.at[i] - 'a' + 'A'));
    buf_char(b, '_');
    for (const char *c = f->ending; *c != '\0'; c++)
        buf_char(b, (char)(*c - 'a' + 'A'));
}

static void put_header(struct buf *b, const struct file *files, size_t n)
{
    buf_str(b, "/* Made by embed. */\n#ifndef HEARTH_GEN_PAGE_ASSETS_H\n"
               "#define HEARTH_GEN_PAGE_ASSETS_H\n\nenum asset_no {\n");
    for (size_t i = 0; i < n; i++) {
        buf_str(b, "    ");
        put_number(b, &files[i]);
        buf_str(b, ",\n");
    }
    buf_str(b, "    ASSET__COUNT\n};\n\n#endif\n");
}

static void put_bytes(struct buf *b, struct text bytes, size_t no)
{
    buf_printf(b, "static const unsigned char bytes_%zu[] = {", no);
    for (size_t i = 0; i < bytes.n; i++)
        buf_printf(b, "%s%u,", i % ROW == 0 ? "\n" : "", (unsigned char)bytes.at[i]);
    buf_str(b, "\n};\n");
}

static void put_code(struct buf *b, const struct file *files, size_t n)
{
    buf_str(b, "/* Made by embed. */\n#include \"page/asset.h\"\n\n");
    for (size_t i = 0; i < n; i++)
        put_bytes(b, files[i].bytes, i);
    buf_str(b, "const struct asset assets[ASSET__COUNT] = {\n");
    for (size_t i = 0; i < n; i++) {
        unsigned long long hash = files[i].hash;
        buf_str(b, "    [");
        put_number(b, &files[i]);
        buf_printf(b, "] = {\"/asset/%.*s-%016llx.%s\", \"%s\", \"\\\"%016llx\\\"\",\n",
                   TEXT_ARG(files[i].name), hash, files[i].ending, files[i].type, hash);
        buf_printf(b, "        {(const char *)bytes_%zu, sizeof bytes_%zu}},\n", i, i);
    }
    buf_str(b, "};\n");
}

static void save(struct arena *memory, const char *path, const struct buf *b)
{
    struct text old = TEXT_NONE;
    if (buf_check(b) != NULL)
        die("too much for", path);
    if (world_read_file(memory, path, OUT_MAX, &old) == NULL && text_equal(old, buf_text(b)))
        return;
    if (world_write_file(memory, path, buf_text(b), FILE_MODE) != NULL)
        die("cannot write", path);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage: embed OUT", "FILE...");
    struct arena *memory = must(arena_new(MEMORY_MAX));
    size_t n = (size_t)argc - 2;
    struct file *files = must(arena_makes(memory, struct file, n));
    struct buf b = buf_make(OUT_MAX);
    for (size_t i = 0; i < n; i++)
        files[i] = file_read(memory, argv[i + 2]);
    put_header(&b, files, n);
    save(memory, must(arena_printf(memory, "%s/assets.h", argv[1])), &b);
    buf_clear(&b);
    put_code(&b, files, n);
    save(memory, must(arena_printf(memory, "%s/assets.c", argv[1])), &b);
    buf_done(&b);
    arena_free(memory);
    return 0;
}
