/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* path.c - decoding a path once, and refusing what could be read in two ways. */
#include "web/path.h"

#include <string.h>

enum { ESCAPED = 3, SPACE = 0x20, DELETE = 0x7f };

/* Written as it is, or behind a percent sign. */
static bool is_taken(unsigned char c)
{
    return c >= SPACE && c != DELETE;
}

/* A space ends a target: one inside it is the beginning of something else to others. */
static bool has_gap(struct text target)
{
    for (size_t i = 0; i < target.n; i++)
        if ((unsigned char)target.at[i] <= SPACE || target.at[i] == DELETE)
            return true;
    return false;
}

/* One byte of a path; *at moves behind it. */
static bool byte_read(struct text path, size_t *at, char *ret_byte)
{
    unsigned char byte = 0;
    if (path.at[*at] != '%') {
        *ret_byte = path.at[(*at)++];
        return true;
    }
    if (path.n - *at < ESCAPED || !text_unhex((struct text){path.at + *at + 1, 2}, &byte, 1))
        return false;
    *at += ESCAPED;
    *ret_byte = (char)byte;
    return is_taken(byte) && byte != '/';
}

bool path_read(struct arena *into, const char *target, const char **ret_path,
               struct text *ret_query)
{
    struct text all = text_of(target), path = TEXT_NONE;
    if (all.n == 0 || target[0] != '/' || has_gap(all))
        return false;
    (void)text_cut(&all, '?', &path);
    char *decoded = arena_alloc(into, path.n + 1);
    if (decoded == NULL)
        return false;
    size_t n = 0;
    for (size_t at = 0; at < path.n; n++)
        if (!byte_read(path, &at, &decoded[n]))
            return false;
    decoded[n] = '\0';
    *ret_path = decoded;
    *ret_query = all;
    return text_is_clean((struct text){decoded, n});
}
