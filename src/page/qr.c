/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* qr.c - squares to a path: one stroke for each run of dark squares in a row. */
#include "page/qr.h"

#include <qrencode.h>

#include "base/buf.h"
#include "base/limits.h"

enum { EDGE = 4 };

static bool is_dark(const QRcode *code, int x, int y)
{
    return x < code->width && (code->data[y * code->width + x] & 1) != 0;
}

static void row_put(struct buf *b, const QRcode *code, int y)
{
    for (int x = 0; x < code->width; x++) {
        int n = 0;
        while (is_dark(code, x + n, y))
            n++;
        if (n > 0)
            buf_printf(b, "M%d %dh%dv1h-%dz", x + EDGE, y + EDGE, n, n);
        x += n;
    }
}

struct err *qr_path(struct arena *into, const char *words, struct text *ret_path, int64_t *ret_side)
{
    CLEANUP(buf_done) struct buf b = buf_make(LIMIT_KIB(64));
    *ret_path = TEXT_NONE;
    *ret_side = 0;
    QRcode *code = QRcode_encodeString(words, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (code == NULL)
        return NULL;
    *ret_side = code->width + 2 * EDGE;
    for (int y = 0; y < code->width; y++)
        row_put(&b, code, y);
    QRcode_free(code);
    TRY(buf_check(&b));
    return buf_take(&b, into, ret_path);
}
