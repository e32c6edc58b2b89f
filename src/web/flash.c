/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* flash.c - a ring: the newest confirmation takes the place of the oldest. */
#include "web/flash.h"

#include <pthread.h>
#include <string.h>

#include "model/types.h"

struct kept {
    struct hash session;
    struct id deed;
    const char *said;
    size_t n[ERR_ARGS_MAX];
    char args[ERR_ARGS_MAX][FLASH_WORDS_BYTES];
    int64_t undo_until_ms;
    struct id person;
};

struct flash {
    pthread_mutex_t lock;
    size_t next;
    struct kept at[FLASH_KEPT];
};

struct err *flash_make(struct arena *into, struct flash **ret_flash)
{
    struct flash *f = arena_make(into, struct flash);
    NEED(f);
    if (pthread_mutex_init(&f->lock, NULL) != 0)
        return err_no_memory();
    *ret_flash = f;
    return NULL;
}

void flash_free(struct flash *f)
{
    if (f == NULL)
        return;
    pthread_mutex_destroy(&f->lock);
    explicit_bzero(f->at, sizeof f->at);
}

/* As much as fits, never half a letter. */
static size_t words_take(char into[FLASH_WORDS_BYTES], const char *from)
{
    size_t n = from == NULL ? 0 : strnlen(from, FLASH_WORDS_BYTES);
    if (n == FLASH_WORDS_BYTES)
        for (n--; n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80;)
            n--;
    memcpy(into, from == NULL ? "" : from, n);
    return n;
}

/* What was taken back is not to be corrected. */
static struct id person_of(const struct answer *answer)
{
    struct id person = ID_NONE;
    for (size_t i = 0; i < answer->n_records; i++) {
        if (answer->records[i].type == &undo_type)
            return ID_NONE;
        if (answer->records[i].type == &person_type && id_is_none(person))
            person = answer->records[i].id;
    }
    return person;
}

void flash_put(struct flash *f, const struct hash *session, const struct answer *answer)
{
    pthread_mutex_lock(&f->lock);
    struct kept *k = &f->at[f->next++ % FLASH_KEPT];
    *k = (struct kept){.session = *session,
                       .deed = answer->deed,
                       .said = answer->said,
                       .undo_until_ms = answer->undo_until_ms,
                       .person = answer->undo_until_ms > 0 ? person_of(answer) : ID_NONE};
    for (size_t i = 0; i < ERR_ARGS_MAX; i++)
        k->n[i] = words_take(k->args[i], answer->args[i]);
    pthread_mutex_unlock(&f->lock);
}

static struct err *kept_copy(struct arena *into, const struct kept *k, struct page_done *ret_done)
{
    ret_done->said = k->said;
    ret_done->undo_until_ms = k->undo_until_ms;
    ret_done->person = k->person;
    for (size_t i = 0; i < ERR_ARGS_MAX; i++) {
        char *words = arena_strn(into, k->args[i], k->n[i]);
        NEED(words);
        ret_done->args[i] = (struct text){words, k->n[i]};
    }
    return NULL;
}

struct err *flash_get(struct flash *f, struct arena *into, const struct hash *session,
                      struct id deed, struct page_done *ret_done)
{
    struct err *bad = NULL;
    *ret_done = (struct page_done){.deed = deed};
    pthread_mutex_lock(&f->lock);
    for (size_t i = 0; i < FLASH_KEPT && bad == NULL; i++) {
        const struct kept *k = &f->at[i];
        if (id_equal(k->deed, deed) && memcmp(&k->session, session, sizeof *session) == 0)
            bad = kept_copy(into, k, ret_done);
    }
    pthread_mutex_unlock(&f->lock);
    return bad;
}
