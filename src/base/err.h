/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* err.h - errors are objects that carry their cause.
 *
 * A fallible function returns `struct err *`, NULL is success, and sets what it returns only on
 * success. The text is a message id with places {1} to {4}; lang/ turns it into the reader's
 * language at the edge. `detail` is for the log alone and never holds personal data. Errors live
 * in the arena they were made in; without memory there is one static object, so making an error
 * cannot fail. */
#ifndef HEARTH_BASE_ERR_H
#define HEARTH_BASE_ERR_H

#include <stddef.h>

struct arena;

#define MUST_CHECK __attribute__((warn_unused_result))
#define CLEANUP(close_fn) __attribute__((cleanup(close_fn)))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define UNUSED __attribute__((unused))
/* Marks a text for the catalogues; the string compiler collects it. */
#define N_(text) (text)
/* The same for one and many of something: two texts, for lang_put_n or two fields of a table. */
#define NN_(one, many) one, many

/* Each kind has one name, one exit code, one HTTP status: see err_kinds in err.c. */
enum err_kind {
    ERR__NONE = 0,
    ERR_INPUT,      /* a field is wrong */
    ERR_USAGE,      /* the command line is wrong */
    ERR_DENIED,     /* not allowed; over HTTP it looks like ERR_ABSENT */
    ERR_ABSENT,     /* not there, or not yours */
    ERR_CONFLICT,   /* somebody was first; needs a choice */
    ERR_BUSY,       /* try again later */
    ERR_LOCKED,     /* the site's keys are not open */
    ERR_PASSPHRASE, /* a wrong passphrase or key file */
    ERR_NO_STORE,   /* no site in this folder */
    ERR_INTEGRITY,  /* stored bytes are not what was written */
    ERR_IMPOSSIBLE, /* proved impossible (planner) */
    ERR_PARTLY,     /* some rows done, others refused and listed */
    ERR_OUTSIDE,    /* disk, database, system call */
    ERR_BUG,        /* must not happen */
    ERR__COUNT
};

enum { ERR_ARGS_MAX = 4 };

struct err {
    enum err_kind kind;
    const char *field;              /* name of the field, or NULL */
    const char *text;               /* message id */
    const char *args[ERR_ARGS_MAX]; /* values for {1}..{4}, or NULL */
    const char *example;            /* of a right value, or NULL */
    const char *mend;               /* a command that mends it, or NULL */
    const char *detail;             /* for the log */
    const char *file;               /* where it was made */
    int line;
    struct err *cause; /* what lay beneath, or NULL */
    struct err *next;  /* the next wrong field of the same form, or NULL */
};

struct err_kind_info {
    const char *name; /* in JSON */
    int number;       /* in JSON; stable, never reused: tells kinds of one name apart */
    int exit_code;
    int http_status;
};

/* Its row of the table; `kind` is none of the ends of the enum. */
const struct err_kind_info *err_kind_info(enum err_kind kind);

/* Make an error; `...` are the args, const char * each, ended by NULL. */
struct err *err_make_at(struct arena *into, const char *file, int line, enum err_kind kind,
                        const char *field, const char *text, ...)
    __attribute__((sentinel, returns_nonnull));
#define err_new(into, kind, ...)                                                                   \
    err_make_at(into, __FILE__, __LINE__, kind, NULL, __VA_ARGS__, NULL)
#define err_input(into, field, ...)                                                                \
    err_make_at(into, __FILE__, __LINE__, ERR_INPUT, field, __VA_ARGS__, NULL)

/* Something below the program failed; `detail` (printf form) goes to the log only. */
struct err *err_outside_at(struct arena *into, const char *file, int line, enum err_kind kind,
                           const char *text, const char *detail, ...)
    __attribute__((format(printf, 6, 7), returns_nonnull));
#define err_outside(into, text, ...)                                                               \
    err_outside_at(into, __FILE__, __LINE__, ERR_OUTSIDE, text, __VA_ARGS__)
#define err_bug(into, ...)                                                                         \
    err_outside_at(into, __FILE__, __LINE__, ERR_BUG, N_("Something in hearth went wrong"),        \
                   __VA_ARGS__)
/* Stored bytes are not what was written; `detail` names the place (feed, number, table, key). */
#define err_integrity(into, text, ...)                                                             \
    err_outside_at(into, __FILE__, __LINE__, ERR_INTEGRITY, text, __VA_ARGS__)

/* The one error that needs no memory. */
struct err *err_no_memory(void) __attribute__((returns_nonnull));

/* The mend of what is lost or damaged on the disk. */
#define ERR_MEND_RESTORE "hearth backup restore FOLDER DIR"
/* Add the mend or the example to an error just made (the static one stays as it is). */
struct err *err_mend(struct err *e, const char *mend) __attribute__((returns_nonnull));
struct err *err_example(struct err *e, const char *example) __attribute__((returns_nonnull));
/* The same kind and words, seen while doing `detail`. */
struct err *err_wrap(struct arena *into, struct err *cause, const char *detail)
    __attribute__((returns_nonnull));
/* The same error with its causes, for when the arena it lies in ends first; NULL gives NULL. */
MUST_CHECK struct err *err_copy(struct arena *into, const struct err *e);
/* Collect errors of one form: puts `e` at the end of `*list`; e may be NULL. */
void err_collect(struct err **list, struct err *e);

#define TRY(call)                                                                                  \
    do {                                                                                           \
        struct err *try_err_ = (call);                                                             \
        if (try_err_ != NULL)                                                                      \
            return try_err_;                                                                       \
    } while (0)
/* For what an arena gave: out of memory ends the function. */
#define NEED(pointer)                                                                              \
    do {                                                                                           \
        if ((pointer) == NULL)                                                                     \
            return err_no_memory();                                                                \
    } while (0)

#endif
