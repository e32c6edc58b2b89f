/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* parts.c - what the parts of a page need besides their templates. */
#include "page/parts.h"

const char *tone_class(enum tone tone)
{
    static const char *const classes[] = {"", "ok", "warn", "bad", "info"};
    return classes[tone];
}
