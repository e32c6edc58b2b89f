/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* analysed.h - read before every file that an analyser looks at, and by nothing else.
 *
 * gcc 12 and clang 14 forget `returns_nonnull` when they follow a path, so they think that an error
 * just made might be NULL, which is success. This says it in a form that they follow. */
#ifndef HEARTH_TOOLS_ANALYSED_H
#define HEARTH_TOOLS_ANALYSED_H

#include "base/err.h"

static inline struct err *err_is_made(struct err *e)
{
#ifndef __clang__
    __asm__("" : "+r"(e)); /* else gcc, which knows the attribute here, drops the question */
#endif
    if (e == NULL)
        __builtin_abort();
    return e;
}
#define err_make_at(...) err_is_made(err_make_at(__VA_ARGS__))
#define err_outside_at(...) err_is_made(err_outside_at(__VA_ARGS__))
#define err_no_memory() err_is_made(err_no_memory())
#define err_mend(...) err_is_made(err_mend(__VA_ARGS__))
#define err_example(...) err_is_made(err_example(__VA_ARGS__))
#define err_wrap(...) err_is_made(err_wrap(__VA_ARGS__))

#endif
