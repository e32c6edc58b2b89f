/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* walk.c - all entries in the order of time. Within a feed the clock only rises, so the feeds are
 * merged: one page of each is in memory, and the earliest next entry is given. */
#include <assert.h>
#include <string.h>

#include "journal/check.h"
#include "journal/journal.h"
#include "sql/journal.sql.h"

/* All pages together hold some thousands of entries, however many feeds there are. */
enum { ALL_ROWS = 2048, PAGE_ROWS_MAX = 256, PAGE_ROWS_MIN = 16, PAGE_BYTES_MAX = 64 << 20 };

struct lane {
    struct arena *arena; /* of the page; emptied before the next one */
    struct sql_journal_feed_after_row *rows;
    size_t n;
    size_t i;
    struct journal_head before;
    struct journal_entry next; /* if is_there */
    bool is_there;
};

struct journal_walk {
    struct db *db;
    int64_t org;
    size_t page_rows;
    size_t n_lanes;
    struct lane *lanes;
    struct lane *given; /* whose entry the caller holds */
};

/* Reads the lane's next entry and checks it against the one before. */
static struct err *lane_advance(struct journal_walk *walk, struct arena *scratch, struct lane *lane)
{
    const struct journal_head *before = &lane->before;
    lane->is_there = false;
    if (lane->i == lane->n) {
        if (lane->rows != NULL && lane->n < walk->page_rows)
            return NULL; /* the last page was not full */
        arena_reset(lane->arena);
        lane->i = 0;
        lane->n = 0;
        TRY(err_copy(scratch, sql_journal_feed_after(
                                  walk->db, lane->arena, walk->org, before->at.feed, before->at.seq,
                                  (int64_t)walk->page_rows, &lane->rows, &lane->n)));
        if (lane->n == 0)
            return NULL;
    }
    const struct sql_journal_feed_after_row *row = &lane->rows[lane->i++];
    struct journal_entry *next = &lane->next;
    *next = (struct journal_entry){.hash = row->hash, .header = row->header, .body = row->body};
    int what = CHECK_FINE;
    struct place at = {before->at.feed, before->at.seq + 1};
    TRY(err_copy(scratch, check_header(lane->arena, row->header, &next->e, &what)));
    if (what == CHECK_FINE && (!id_equal(next->e.at.feed, at.feed) || next->e.org != walk->org))
        what = VERIFY_COLUMN;
    if (what == CHECK_FINE)
        what = check_entry(before, next);
    if (what != CHECK_FINE)
        return check_err(scratch, at, what);
    lane->is_there = true;
    return NULL;
}

static size_t page_rows_of(size_t n_feeds)
{
    const size_t share = n_feeds == 0 ? PAGE_ROWS_MAX : ALL_ROWS / n_feeds;
    if (share > PAGE_ROWS_MAX)
        return PAGE_ROWS_MAX;
    return share < PAGE_ROWS_MIN ? PAGE_ROWS_MIN : share;
}

void journal_walk_close(struct journal_walk **walk)
{
    if (*walk == NULL)
        return;
    for (size_t i = 0; i < (*walk)->n_lanes; i++)
        arena_free((*walk)->lanes[i].arena);
    *walk = NULL;
}

struct err *journal_walk_open(struct arena *into, struct db *db, int64_t org,
                              struct journal_walk **ret_walk)
{
    struct journal_head *heads;
    size_t n;
    TRY(journal_heads(db, into, org, &n, &heads));
    CLEANUP(journal_walk_close) struct journal_walk *walk = arena_make(into, struct journal_walk);
    NEED(walk);
    *walk = (struct journal_walk){.db = db, .org = org, .page_rows = page_rows_of(n)};
    walk->lanes = arena_makes(into, struct lane, n);
    NEED(walk->lanes);
    for (; walk->n_lanes < n; walk->n_lanes++) {
        struct lane *lane = &walk->lanes[walk->n_lanes];
        lane->before.at.feed = heads[walk->n_lanes].at.feed;
        lane->arena = arena_new(PAGE_BYTES_MAX);
        NEED(lane->arena);
    }
    for (size_t i = 0; i < n; i++)
        TRY(lane_advance(walk, into, &walk->lanes[i]));
    *ret_walk = walk;
    walk = NULL; /* not to be closed here */
    return NULL;
}

static bool is_earlier(const struct journal_entry *a, const struct journal_entry *b)
{
    if (a->e.hlc != b->e.hlc)
        return a->e.hlc < b->e.hlc;
    return id_compare(a->e.at.feed, b->e.at.feed) < 0;
}

struct err *journal_walk_next(struct journal_walk *walk, struct arena *scratch,
                              const struct journal_entry **ret_entry)
{
    struct lane *given = walk->given;
    if (given != NULL) {
        given->before =
            (struct journal_head){given->next.e.at, given->next.hash, given->next.e.hlc};
        TRY(lane_advance(walk, scratch, given));
    }
    struct lane *first = NULL;
    for (size_t i = 0; i < walk->n_lanes; i++) {
        struct lane *lane = &walk->lanes[i];
        if (lane->is_there && (first == NULL || is_earlier(&lane->next, &first->next)))
            first = lane;
    }
    walk->given = first;
    /* The caller reads the body anyway; here only that it is the right one. */
    if (first != NULL && check_body(&first->next) != CHECK_FINE)
        return check_err(scratch, first->next.e.at, VERIFY_BODY);
    *ret_entry = first == NULL ? NULL : &first->next;
    return NULL;
}
