/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* gate.c - a lock of many readers, with the writer before the next reader. */
#include "desk/gate.h"

#include <assert.h>
#include <pthread.h>

struct gate {
    pthread_rwlock_t lock;
};

struct err *gate_make(struct arena *into, struct gate **ret_gate)
{
    struct gate *gate = arena_make(into, struct gate);
    pthread_rwlockattr_t attr;
    NEED(gate);
    if (pthread_rwlockattr_init(&attr) != 0)
        return err_no_memory();
    (void)pthread_rwlockattr_setkind_np(&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    int code = pthread_rwlock_init(&gate->lock, &attr);
    pthread_rwlockattr_destroy(&attr);
    if (code != 0)
        return err_no_memory();
    *ret_gate = gate;
    return NULL;
}

void gate_free(struct gate *gate)
{
    if (gate != NULL)
        pthread_rwlock_destroy(&gate->lock);
}

static void must(int code)
{
    assert(code == 0);
    (void)code;
}

void gate_pass(struct gate *gate)
{
    must(pthread_rwlock_rdlock(&gate->lock));
}

void gate_shut(struct gate *gate)
{
    must(pthread_rwlock_wrlock(&gate->lock));
}

void gate_leave(struct gate *gate)
{
    must(pthread_rwlock_unlock(&gate->lock));
}

void gate_open(struct gate *gate)
{
    must(pthread_rwlock_unlock(&gate->lock));
}
