/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* asset.c - finding an asset. */
#include "page/asset.h"

#include <assert.h>
#include <stddef.h>

const char *asset_path(enum asset_no no)
{
    assert(no < ASSET__COUNT);
    return assets[no].path;
}

const struct asset *asset_find(struct text path)
{
    for (size_t i = 0; i < ASSET__COUNT; i++)
        if (text_is(path, assets[i].path))
            return &assets[i];
    return NULL;
}
