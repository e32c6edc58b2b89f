/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* poc.h - inner to the string compiler: its lists, and its two readers. */
#ifndef HEARTH_TOOLS_POC_H
#define HEARTH_TOOLS_POC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { FORMS = 4, LANGS = 2, MEMORY_MAX = 256 << 20, FILE_MAX = 16 << 20 };

struct place {
    const char *file;
    int line;
};

/* What a source says: an English text, or two of them. */
struct message {
    const char *id;
    const char *many; /* NULL: does not count */
    struct place at;
};

/* What a catalogue answers. */
struct entry {
    struct message english;
    const char *forms[FORMS];
    size_t n_forms;
    bool used;
};

struct list {
    void *items;
    size_t n;
    size_t room;
};

struct compiler {
    struct arena *memory;
    struct list messages;       /* of struct message, sorted, each once */
    struct list entries[LANGS]; /* of struct entry, sorted */
    bool strict;
    int faults;
    int waiting; /* texts that --strict would refuse */
};

/* Ends the program: the machine or the command line is wrong, not the texts. */
_Noreturn void die(const char *words, const char *about);
/* Tells what is wrong with a text, and counts it. */
void fault(struct compiler *c, struct place at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Room for one more item at the end, zeroed. */
void *list_add(struct arena *memory, struct list *l, size_t size);

/* Adds what a C source marks. */
void source_read(struct compiler *c, const char *path, const char *source);
/* Adds the entries of a .po file; `all` is cut into its lines. */
void po_read(struct compiler *c, const char *path, char *all, struct list *entries);

#endif
