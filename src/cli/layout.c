/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* layout.c - widths and line breaks for a terminal. */
#include "cli/layout.h"

#include "base/err.h"

struct range {
    int32_t from;
    int32_t to;
};

static bool in_ranges(const struct range *ranges, size_t n, int32_t point)
{
    for (size_t i = 0; i < n; i++)
        if (point >= ranges[i].from && point <= ranges[i].to)
            return true;
    return false;
}

/* The blocks of combining marks and of East Asian wide letters that names of people use; Unicode
 * Standard Annex 11 has the whole rule. */
static size_t point_width(int32_t point)
{
    static const struct range marks[] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a},
        {0x064b, 0x065f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},
        {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
    };
    static const struct range wide[] = {
        {0x1100, 0x115f}, {0x2e80, 0xa4cf},   {0xac00, 0xd7a3},
        {0xf900, 0xfaff}, {0xfe30, 0xfe6f},   {0xff00, 0xff60},
        {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
    };
    if (in_ranges(marks, COUNT(marks), point))
        return 0;
    return in_ranges(wide, COUNT(wide), point) ? 2 : 1;
}

size_t layout_width(struct text t)
{
    size_t width = 0, at = 0;
    for (int32_t point = text_next(t, &at); point >= 0; point = text_next(t, &at))
        width += point_width(point);
    return width;
}

void layout_spaces(struct buf *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(b, ' ');
}

void layout_wrap(struct buf *b, struct text t, size_t at, size_t indent)
{
    struct text word;
    bool first = true;
    while (text_cut(&t, ' ', &word)) {
        size_t width = layout_width(word);
        if (!first && at + 1 + width > LAYOUT_COLUMNS) {
            buf_char(b, '\n');
            layout_spaces(b, indent);
            at = indent;
        } else if (!first) {
            buf_char(b, ' ');
            at++;
        }
        buf_put(b, word);
        at += width;
        first = false;
    }
    buf_char(b, '\n');
}

void layout_pair(struct buf *b, struct text left, struct text right, size_t column)
{
    buf_str(b, "  ");
    buf_put(b, left);
    size_t at = 2 + layout_width(left);
    if (at + 2 > column) {
        buf_char(b, '\n');
        at = 0;
    }
    layout_spaces(b, column - at);
    layout_wrap(b, right, column, column);
}
