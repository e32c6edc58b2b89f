/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_fields.c - a form or an object from anybody: what is kept is clean text, and what is written
 * again as a form reads the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "web/body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_kept(const struct fields *f)
{
    for (size_t i = 0; i < f->n; i++) {
        struct text value = f->at[i].value;
        must(value.n == 0 || text_is_clean(value));
        must(text_equal(value, text_trim(value)) || f->at[i].is_broken);
        must(strlen(f->at[i].name) > 0);
    }
}

static void check_again(struct arena *a, const struct fields *f)
{
    CLEANUP(buf_done) struct buf written = buf_make(1 << 22);
    struct fields again = {0};
    for (size_t i = 0; i < f->n; i++)
        fields_put(&written, f->at[i].name, f->at[i].value);
    must(buf_check(&written) == NULL);
    must(fields_read(a, buf_text(&written), &again) == NULL && again.n == f->n);
    for (size_t i = 0; i < f->n; i++)
        must(f->at[i].is_broken ||
             text_equal(fields_get(&again, f->at[i].name), fields_get(f, f->at[i].name)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text t = {(const char *)data, size};
    struct fields f = {0}, g = {0};
    struct arena *a = arena_new(1 << 26);
    if (a == NULL)
        return 0;
    if (fields_read(a, t, &f) == NULL) {
        check_kept(&f);
        check_again(a, &f);
        struct err *broken = fields_check(a, &f);
        must(broken == NULL || broken->field != NULL);
    }
    if (body_read_json(a, t, &g) == NULL)
        check_kept(&g);
    arena_free(a);
    return 0;
}
