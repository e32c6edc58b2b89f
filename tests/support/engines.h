/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* engines.h - a store of one's own on each engine in turn.
 *
 *     static const struct CMUnitTest tests[] = {ENGINES_TEST(a_rule_about_stores), ...};
 *
 * runs the test twice; *state is a struct engines, its store empty. PostgreSQL is the server that
 * HEARTH_TEST_PG names (tests/support/pg.sh run gives one); without it those tests fail. */
#ifndef HEARTH_TESTS_ENGINES_H
#define HEARTH_TESTS_ENGINES_H

#include "unit.h"

#include "db/db.h"

struct engines {
    enum db_engine engine;
    struct arena *arena;
    const char *folder; /* of the test; engines_done removes the files of the store */
    const char *path;   /* SQLite */
    const char *schema; /* PostgreSQL */
    struct db *db;      /* a writer */
};

#define ENGINES_TEST(name)                                                                         \
    {"" #name " (sqlite)", name, engines_sqlite, engines_done, NULL},                              \
    {                                                                                              \
        "" #name " (postgresql)", name, engines_pg, engines_done, NULL                             \
    }
#define ENGINES_TEST_SQLITE(name)                                                                  \
    {                                                                                              \
        "" #name " (sqlite)", name, engines_sqlite, engines_done, NULL                             \
    }
#define ENGINES_TEST_PG(name)                                                                      \
    {                                                                                              \
        "" #name " (postgresql)", name, engines_pg, engines_done, NULL                             \
    }

int engines_sqlite(void **state);
int engines_pg(void **state);
int engines_done(void **state);

/* Another connection to the same store; the test closes it. */
MUST_CHECK struct err *engines_open(struct engines *e, struct arena *into, enum db_mode mode,
                                    struct db **ret_db);
/* A second store beside it (keys, a copy), named by a word; gone with the first. */
MUST_CHECK struct err *engines_open_other(struct engines *e, const char *name, enum db_mode mode,
                                          struct db **ret_db);
/* Closes e->db and opens it again. */
void engines_reopen(struct engines *e);
/* The connection string of the server. */
const char *engines_conninfo(void);

#endif
