/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* latest.c - what was written last: heads of entries and their acts, without any key. */
#include "record/record.h"
#include "sql/journal.sql.h"

static struct err *latest_read(struct arena *into, const struct sql_journal_latest_row *row,
                               struct latest *ret_latest)
{
    struct entry e;
    struct body body = {0};
    TRY(entry_decode(into, row->header, &e));
    if (row->body.at != NULL)
        TRY(body_decode(into, row->body, &body));
    *ret_latest = (struct latest){.hlc = e.hlc,
                                  .feed = e.at.feed,
                                  .deed = e.deed,
                                  .author = e.author,
                                  .obj = e.obj,
                                  .type = rec_type_by_no(e.type),
                                  .act = body.act};
    return NULL;
}

struct err *record_latest(const struct store *store, struct arena *into, uint64_t before_hlc,
                          uint64_t from_hlc, size_t most, size_t *ret_n, struct latest **ret_latest)
{
    struct sql_journal_latest_row *rows;
    size_t n = 0;
    int64_t before = before_hlc > INT64_MAX ? INT64_MAX : (int64_t)before_hlc;
    int64_t from = from_hlc > INT64_MAX ? INT64_MAX : (int64_t)from_hlc;
    TRY(sql_journal_latest(store->db, into, store->org, before, from, (int64_t)most, &rows, &n));
    struct latest *list = arena_makes(into, struct latest, n);
    NEED(list);
    for (size_t i = 0; i < n; i++)
        TRY(latest_read(into, &rows[i], &list[i]));
    *ret_n = n;
    *ret_latest = list;
    return NULL;
}
