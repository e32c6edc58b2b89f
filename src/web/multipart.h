/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* multipart.h - the body of a form that carries files: multipart/form-data (RFC 7578, in the form
 * of RFC 2046, 5.1). Strict: what browsers never write is refused, so there is one way to read it.
 * What is inside a file is looked at elsewhere. */
#ifndef HEARTH_WEB_MULTIPART_H
#define HEARTH_WEB_MULTIPART_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

struct multipart_part {
    struct text name; /* of the field: clean text, not empty */
    /* A file's name as the sender calls it, without folders: words to show, never a path. TEXT_NONE
     * when the part is no file; an empty one when no file was chosen. */
    struct text file;
    struct text type;  /* what the sender says it is; TEXT_NONE: nothing. Not to be believed */
    struct text bytes; /* in the body */
};
struct multipart {
    size_t n;
    const struct multipart_part *parts; /* in the order of the form */
};

/* Whether a Content-Type says that the body is one. */
bool multipart_is(struct text content_type);
/* ERR_INPUT for what is none, or has more than LIMIT_PARTS parts. The texts lie in the body. */
MUST_CHECK struct err *multipart_read(struct arena *into, struct text content_type,
                                      struct text body, struct multipart *ret_multipart);

#endif
