/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* http_match.c - lists in headers, read piece by piece. */
#include "web/http_match.h"

#include <strings.h>

static bool is_word(struct text t, const char *word)
{
    struct text w = text_of(word);
    return t.n == w.n && strncasecmp(t.at, word, w.n) == 0;
}

/* ";q=0", ";q=0.0" and the like forbid what stands before. */
static bool is_forbidden(struct text parameters)
{
    struct text p = text_trim(parameters);
    if (p.n < 3 || !is_word((struct text){p.at, 2}, "q=") || p.at[2] != '0')
        return false;
    for (size_t i = 3; i < p.n; i++)
        if (p.at[i] != '0' && p.at[i] != '.')
            return false;
    return true;
}

bool http_match_gzip(struct text accept_encoding)
{
    struct text piece, name;
    bool any = false;
    while (text_cut(&accept_encoding, ',', &piece)) {
        if (!text_cut(&piece, ';', &name))
            continue;
        name = text_trim(name);
        if (is_word(name, "gzip"))
            return !is_forbidden(piece);
        any = any || (is_word(name, "*") && !is_forbidden(piece));
    }
    return any;
}

static struct text strong(struct text etag)
{
    struct text t = text_trim(etag);
    return text_starts(t, "W/") ? (struct text){t.at + 2, t.n - 2} : t;
}

bool http_match_etag(struct text if_none_match, struct text etag)
{
    struct text piece;
    while (text_cut(&if_none_match, ',', &piece))
        if (text_is(text_trim(piece), "*") || text_equal(strong(piece), strong(etag)))
            return true;
    return false;
}

bool http_match_text(struct text type)
{
    static const char *const words[] = {"application/json", "application/javascript",
                                        "application/manifest+json", "image/svg+xml"};
    struct text name = TEXT_NONE;
    if (text_starts(type, "text/"))
        return true;
    (void)text_cut(&type, ';', &name);
    for (size_t i = 0; i < COUNT(words); i++)
        if (text_is(name, words[i]))
            return true;
    return false;
}
