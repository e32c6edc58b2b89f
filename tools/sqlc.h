/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* sqlc.h - what the parts of the SQL compiler share. The language is described in src/sql/sql.h.
 *
 * sqlc_read.c makes statements of a file, sqlc_check.c refuses what would not mean the same on
 * both engines or would leave the organisation, sqlc_write.c writes C. Every fault is printed as
 * FILE:LINE: words. Memory is one arena that ends with the process. */
#ifndef HEARTH_TOOLS_SQLC_H
#define HEARTH_TOOLS_SQLC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"

enum token_kind {
    TOKEN_END = 0,
    TOKEN_MARK, /* -- at the beginning of a line */
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_STRING, /* '...' */
    TOKEN_LABEL,  /* "..." */
    TOKEN_PARAM,  /* ?1; ? alone has n == 0 */
    TOKEN_SIGN,
};

struct token {
    enum token_kind kind;
    struct text text; /* as written; a label without its quotes */
    unsigned n;       /* of a parameter */
    int line;
    bool spaced; /* white space stands before it */
};

struct tokens {
    size_t n;
    struct token *at; /* an END follows the last one */
};

/* A kind of parameter or column: its names in the language, in C and in the generated tables. */
struct kind {
    const char *name;
    const char *c_type;
    const char *db_kind;
    const char *value; /* the macro that makes a parameter's value */
    bool by_address;   /* that macro takes a pointer */
    const char *sql_kind;
};

struct item {
    struct token name;
    const struct kind *kind;
    bool nullable;
    const char *secrecy; /* as written, or NULL */
    struct text label;   /* "" is none */
};

struct items {
    size_t n;
    struct item *at;
};

enum { ITEMS_MAX = 64, NAME_MAX_BYTES = 48, BASE_10 = 10 };
enum answer { ANSWER_NONE, ANSWER_ONE, ANSWER_MANY };

struct statement {
    const char *file;
    struct token name;
    struct items params;
    enum answer answer;
    struct items columns;
    struct tokens body;
    struct tokens pg; /* n == 0: the same as body */
    struct statement *next;
};

struct schema {
    const char *file;
    struct token name;
    struct tokens body;
    struct schema *next;
};

/* One source file. */
struct source {
    const char *path;
    struct text name; /* without folder and .sql */
    struct statement *statements;
    struct schema *schemas;
    struct source *next;
};

struct compiler {
    struct arena *memory;
    struct source *sources;
    int faults;
};

/* Says what is wrong; compiling goes on, so that one run tells all. */
void fault(struct compiler *c, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
_Noreturn void die(const char *words, const char *about);
/* An arena's answer, or the end of the process. */
void *must(void *piece);

bool token_is(const struct token *t, const char *text);
/* The tokens of a file. */
struct tokens lex(struct compiler *c, const char *path, struct text text);

/* Reads one file to its end; what is well formed hangs in the source, the rest is told. */
struct source *source_read(struct compiler *c, const char *path, struct text text);

void check_statement(struct compiler *c, const struct statement *s);
void check_schema(struct compiler *c, const struct schema *s);
/* What concerns all sources together: names said twice, how many PostgreSQL bodies. */
void check_all(struct compiler *c);

/* OUT/NAME.sql.h of every source and OUT/PREFIX_statements.c; a file that would not change is left
 * alone. */
void write_all(struct compiler *c, const char *out, const char *prefix);

#endif
