/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_match.h - what a browser says it can read, or has already. Part of http.c. */
#ifndef HEARTH_WEB_HTTP_MATCH_H
#define HEARTH_WEB_HTTP_MATCH_H

#include <stdbool.h>

#include "base/text.h"

/* Whether Accept-Encoding allows gzip (RFC 9110, 12.5.3). */
bool http_match_gzip(struct text accept_encoding);
/* Whether If-None-Match names this ETag, weak or not (RFC 9110, 13.1.2). */
bool http_match_etag(struct text if_none_match, struct text etag);
/* Whether bytes of this Content-Type become smaller by compression. */
bool http_match_text(struct text type);

#endif
