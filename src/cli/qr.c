/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* qr.c - squares to characters, two rows in one line. */
#include "cli/qr.h"

#include <qrencode.h>

/* Cameras want a bright edge of four squares; two are enough for those of today. */
enum { EDGE = 2 };

static bool is_dark(const QRcode *code, int x, int y)
{
    bool is_inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
    return is_inside && (code->data[y * code->width + x] & 1) != 0;
}

/* Bright squares are drawn and dark ones left out, with colours of its own, so that it is the same
 * on any ground. */
static void line_put(struct buf *b, const QRcode *code, int y)
{
    static const char *const halves[] = {"█", "▀", "▄", " "};
    buf_str(b, "\033[97;40m");
    for (int x = -EDGE; x < code->width + EDGE; x++)
        buf_str(b, halves[2 * is_dark(code, x, y) + is_dark(code, x, y + 1)]);
    buf_str(b, "\033[0m\n");
}

void qr_put(struct buf *b, const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (code == NULL)
        return;
    for (int y = -EDGE; y < code->width + EDGE; y += 2)
        line_put(b, code, y);
    QRcode_free(code);
}
