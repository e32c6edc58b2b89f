/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* asset.h - style sheet, script and pictures over HTTP: for anybody, and kept for ever, since the
 * address changes with the bytes. */
#ifndef HEARTH_WEB_ASSET_H
#define HEARTH_WEB_ASSET_H

#include "web/visit.h"

/* GET /asset/:name */
void asset_serve(struct visit *v, struct http_answer *ret_answer);

#endif
