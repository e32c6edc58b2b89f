/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* secret.c - reading the file that opens a site. Whoever named a wrong one is told which option it
 * was, and never what stands in the file. */
#include "base/limits.h"
#include "base/world.h"
#include "desk/inside.h"

static struct err *file_read(struct arena *into, const char *option, const char *path,
                             struct text *ret_bytes)
{
    struct err *bad = world_read_file(into, path, LIMIT_CONF_BYTES, ret_bytes);
    if (bad == NULL || bad->kind == ERR_BUSY)
        return bad;
    bool absent = bad->kind == ERR_ABSENT;
    struct err *e = err_input(into, option,
                              absent ? N_("--{1}: there is no such file")
                                     : N_("--{1}: this is not a file that can be read"),
                              option);
    if (e->field != NULL) {
        e->kind = absent ? ERR_ABSENT : ERR_INPUT;
        e->cause = bad;
    }
    return err_mend(e, "ls -l FILE");
}

struct err *secret_wrong(struct err *bad, enum slot_kind kind)
{
    if (bad == NULL || bad->kind != ERR_PASSPHRASE || kind != SLOT_FILE)
        return bad;
    bad->field = "key-file";
    return err_mend(bad, "hearth --key-file FILE COMMAND");
}

struct err *secret_read(struct arena *into, const struct site_secret *secret,
                        enum slot_kind *ret_kind, struct text *ret_secret)
{
    struct text bytes;
    if (secret->key_file != NULL) {
        TRY(file_read(into, "key-file", secret->key_file, &bytes));
        *ret_kind = SLOT_FILE;
        return secret_wrong(key_file_read(into, bytes, ret_secret), SLOT_FILE);
    }
    TRY(file_read(into, "passphrase-file", secret->passphrase_file, &bytes));
    bytes = text_trim(bytes);
    /* Who has nothing left but the paper writes its code where a passphrase stands. */
    bool is_paper = paper_code_read(into, bytes, ret_secret) == NULL;
    *ret_kind = is_paper ? SLOT_PAPER : SLOT_PASSPHRASE;
    if (!is_paper)
        *ret_secret = bytes;
    return NULL;
}
