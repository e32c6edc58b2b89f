/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* asset.c - answers with an asset. */
#include "web/asset.h"

#include "page/asset.h"
#include "web/inside.h"

void asset_serve(struct visit *v, struct http_answer *ret_answer)
{
    const struct asset *a = asset_find(text_of(v->ask->path));
    if (a == NULL) {
        reply_error(v, page_absent(&v->pg), ret_answer);
        return;
    }
    *ret_answer = (struct http_answer){.status = 200, .type = a->type, .body = a->bytes};
    http_answer_header(ret_answer, "Cache-Control", "public, max-age=31536000, immutable");
    http_answer_header(ret_answer, "ETag", a->etag);
}
