/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* mark.c - site.mark. A slot: "HRTHMARK" | length 8 | content | BLAKE2b-256("hearth-mark-1" ||
 * content). Content: version 1 | turn 8 | org 8 | incarnation varint | machine varint and bytes |
 * device 8 | inode 8 | number of heads varint | each {feed 16, seq varint, hash 32}. */
#include "journal/mark.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/world.h"
#include "sql/journal.sql.h"

enum { SLOT_BYTES = 64 << 10, SLOTS = 2, MARK_VERSION = 1, FILE_MODE = 0600 };
static const char magic[] = "HRTHMARK";

struct err *mark_here(struct arena *into, const char *dir, struct mark *ret_mark)
{
    struct stat st;
    struct mark here = {0};
    if (stat(dir, &st) != 0)
        return err_outside(into, N_("The site's folder cannot be read"), "stat: errno %d", errno);
    TRY(world_machine_id(into, &here.machine));
    here.device = (uint64_t)st.st_dev;
    here.inode = (uint64_t)st.st_ino;
    *ret_mark = here;
    return NULL;
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static struct err *mark_encode(const struct mark *m, struct buf *into)
{
    buf_u8(into, MARK_VERSION);
    buf_u64(into, m->turn);
    buf_u64(into, (uint64_t)m->org);
    buf_varint(into, m->incarnation);
    buf_varint(into, strlen(m->machine));
    buf_str(into, m->machine);
    buf_u64(into, m->device);
    buf_u64(into, m->inode);
    buf_varint(into, m->n_heads);
    for (size_t i = 0; i < m->n_heads; i++) {
        const struct journal_head *head = &m->heads[i];
        buf_bytes(into, head->at.feed.bytes, ID_BYTES);
        buf_varint(into, (uint64_t)head->at.seq);
        buf_bytes(into, head->hash.bytes, HASH_BYTES);
    }
    return buf_check(into);
}

static bool take_head(struct take *t, struct journal_head *head)
{
    uint64_t seq;
    if (!take_copy(t, head->at.feed.bytes, ID_BYTES) || !take_varint(t, &seq) || seq > INT64_MAX)
        return false;
    head->at.seq = (int64_t)seq;
    return take_copy(t, head->hash.bytes, HASH_BYTES);
}

static bool take_mark(struct take *t, struct arena *into, struct mark *m)
{
    uint8_t version = 0;
    uint64_t org = 0, n_machine = 0, n_heads = 0;
    const uint8_t *machine;
    if (!take_u8(t, &version) || version != MARK_VERSION || !take_u64(t, &m->turn) ||
        !take_u64(t, &org) || !take_varint(t, &m->incarnation) || !take_varint(t, &n_machine) ||
        n_machine > MARK_MACHINE_MAX || !take_bytes(t, (size_t)n_machine, &machine) ||
        !take_u64(t, &m->device) || !take_u64(t, &m->inode) || !take_varint(t, &n_heads) ||
        n_heads > MARK_HEADS_MAX)
        return false;
    m->org = (int64_t)org;
    m->machine = arena_strn(into, (const char *)machine, (size_t)n_machine);
    m->n_heads = (size_t)n_heads;
    m->heads = arena_makes(into, struct journal_head, m->n_heads);
    for (size_t i = 0; m->heads != NULL && i < m->n_heads; i++) {
        if (!take_head(t, &m->heads[i]))
            return false;
    }
    return m->heads != NULL && m->machine != NULL && take_done(t);
}

/* ret_mark stays NULL unless the slot is whole. */
static struct err *slot_decode(struct arena *into, struct text slot, struct mark **ret_mark)
{
    struct take t = take_from(slot);
    const uint8_t *head, *content, *sum;
    uint64_t n = 0;
    if (!take_bytes(&t, sizeof magic - 1, &head) || memcmp(head, magic, sizeof magic - 1) != 0 ||
        !take_u64(&t, &n) || n > SLOT_BYTES || !take_bytes(&t, (size_t)n, &content) ||
        !take_bytes(&t, HASH_BYTES, &sum))
        return NULL;
    struct text bytes = {(const char *)content, (size_t)n};
    struct hash hash = seal_hash("hearth-mark-1", bytes);
    if (memcmp(sum, hash.bytes, HASH_BYTES) != 0)
        return NULL;
    struct mark *m = arena_make(into, struct mark);
    NEED(m);
    t = take_from(bytes);
    if (take_mark(&t, into, m))
        *ret_mark = m;
    return NULL;
}

/* ---- the file -------------------------------------------------------------------------------- */

struct err *mark_read(struct arena *into, const char *path, struct mark **ret_mark)
{
    struct mark *newest = NULL;
    struct text bytes = TEXT_NONE;
    if (access(path, F_OK) == 0)
        TRY(world_read_file(into, path, SLOTS * SLOT_BYTES, &bytes));
    for (size_t from = 0; from < bytes.n; from += SLOT_BYTES) {
        const size_t left = bytes.n - from;
        struct text slot = {bytes.at + from, left < SLOT_BYTES ? left : SLOT_BYTES};
        struct mark *m = NULL;
        TRY(slot_decode(into, slot, &m));
        if (m != NULL && (newest == NULL || m->turn > newest->turn))
            newest = m;
    }
    *ret_mark = newest;
    return NULL;
}

struct err *mark_write(struct arena *scratch, const char *path, struct mark *m)
{
    CLEANUP(buf_done) struct buf content = buf_make(SLOT_BYTES);
    CLEANUP(buf_done) struct buf slot = buf_make(SLOT_BYTES);
    if (m->n_heads > MARK_HEADS_MAX || strlen(m->machine) > MARK_MACHINE_MAX)
        return err_outside(scratch, N_("The file site.mark cannot be written"), "%zu heads",
                           m->n_heads);
    m->turn++;
    TRY(mark_encode(m, &content));
    struct hash sum = seal_hash("hearth-mark-1", buf_text(&content));
    buf_str(&slot, magic);
    buf_u64(&slot, content.n);
    buf_put(&slot, buf_text(&content));
    buf_bytes(&slot, sum.bytes, sizeof sum.bytes);
    TRY(buf_check(&slot));
    CLEANUP(world_close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, FILE_MODE);
    if (fd < 0 || lseek(fd, (off_t)(m->turn % SLOTS * SLOT_BYTES), SEEK_SET) < 0)
        return err_outside(scratch, N_("The file site.mark cannot be written"), "errno %d", errno);
    TRY(world_write_all(scratch, fd, slot.at, slot.n));
    return world_sync(scratch, fd);
}

/* ---- comparing ------------------------------------------------------------------------------- */

static bool is_here(const struct mark *mark, const struct mark *here)
{
    return strcmp(mark->machine, here->machine) == 0 && mark->device == here->device &&
           mark->inode == here->inode;
}

static struct err *reaches(struct db *db, struct arena *scratch, int64_t org,
                           const struct journal_head *head, bool *ret_reaches)
{
    struct sql_journal_entry_at_row row;
    bool found;
    TRY(sql_journal_entry_at(db, scratch, org, head->at.feed, head->at.seq, &found, &row));
    *ret_reaches = head->at.seq == 0 || (found && seal_hash_equal(&row.hash, &head->hash));
    return NULL;
}

struct err *mark_compare(struct db *db, struct arena *scratch, int64_t org, const struct mark *mark,
                         const struct mark *here, enum mark_state *ret_state)
{
    enum mark_state state = MARK_SAME;
    if (mark == NULL || mark->org != org)
        state = MARK_NONE;
    else if (!is_here(mark, here))
        state = MARK_ELSEWHERE;
    for (size_t i = 0; state == MARK_SAME && i < mark->n_heads; i++) {
        bool does_reach;
        TRY(reaches(db, scratch, org, &mark->heads[i], &does_reach));
        if (!does_reach)
            state = MARK_OLDER;
    }
    *ret_state = state;
    return NULL;
}

/* ---- when ------------------------------------------------------------------------------------ */

bool mark_timer_due(struct mark_timer *t, int64_t boot_ms)
{
    t->is_pending = true;
    return mark_timer_idle_due(t, boot_ms);
}

bool mark_timer_idle_due(struct mark_timer *t, int64_t boot_ms)
{
    if (!t->is_pending || (t->last_boot_ms != 0 && boot_ms - t->last_boot_ms < MARK_EVERY_MS))
        return false;
    t->is_pending = false;
    t->last_boot_ms = boot_ms;
    return true;
}
