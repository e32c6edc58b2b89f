/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* asset.h - style sheet, script and pictures of the pages, compiled in by tools/embed.
 *
 * The address of an asset holds a hash of its bytes: it may be kept for ever, and another version
 * has another address. Nothing personal is in them, so they are served to anybody. */
#ifndef HEARTH_PAGE_ASSET_H
#define HEARTH_PAGE_ASSET_H

#include "base/text.h"
#include "page/assets.h"

/* The beginning of the address of each. */
#define ASSET_FOLDER "/asset/"

struct asset {
    const char *path; /* "/asset/style-0123456789abcdef.css" */
    const char *type; /* Content-Type */
    const char *etag; /* with its quotes */
    struct text bytes;
};

extern const struct asset assets[ASSET__COUNT];

/* Its address, for a template. */
const char *asset_path(enum asset_no no);
/* The asset of that address; NULL when there is none (an old version, for one). */
const struct asset *asset_find(struct text path);

#endif
