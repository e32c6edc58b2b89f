/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* progress.c - decides by the boot clock when a line is due, and writes it. */
#include "cli/progress.h"

#include "base/world.h"
#include "base/json.h"

enum {
    FIRST_MS = 500,
    LINE_MS = 10000,
    FPS_USUAL = 10,
    FPS_USUAL_JSON = 1,
    FPS_MAX = 60,
    LINE_BYTES_MAX = 1000,
};

static int64_t pause_ms(const struct cli *cli)
{
    const char *typed = cli->start->env("HEARTH_PROGRESS_FPS");
    int64_t fps = cli->json ? FPS_USUAL_JSON : FPS_USUAL, n;
    if (text_int(text_of(typed), &n) && n >= 0 && n <= FPS_MAX)
        fps = n;
    if (fps == 0)
        return 0;
    return cli->json || cli->start->err_is_terminal ? 1000 / fps : LINE_MS;
}

struct cli_progress cli_progress_start(struct cli *cli, const char *task)
{
    struct cli_progress p = {.cli = cli, .task = task, .start_ms = world_boot_ms()};
    p.every_ms = pause_ms(cli);
    bool in_lines = p.every_ms == LINE_MS;
    p.next_ms = p.start_ms + (in_lines ? LINE_MS : FIRST_MS);
    return p;
}

static void put_json(struct buf *b, const struct cli_progress *p, int64_t done, int64_t total)
{
    json_open(b, '{');
    json_name(b, "progress");
    json_open(b, '{');
    json_string(b, "task", p->task);
    json_int(b, "done", done);
    if (total > 0)
        json_int(b, "total", total);
    json_close(b, '}');
    json_close(b, '}');
    buf_char(b, '\n');
}

/* `Checking the journal 12,400 of 49,000  25 %  3 s left` */
static void put_plain(struct buf *b, const struct cli_progress *p, int64_t done, int64_t total,
                      int64_t spent_ms)
{
    enum lang lang = p->cli->lang;
    lang_put(b, lang, p->task);
    buf_char(b, ' ');
    lang_put_int(b, lang, done);
    bool is_known = done > 0 && done <= total && total < INT64_MAX / (spent_ms + 1);
    if (is_known) {
        struct buf of = buf_make(LINE_BYTES_MAX), left = buf_make(LINE_BYTES_MAX);
        lang_put_int(&of, lang, total);
        lang_put_int(&left, lang, spent_ms * (total - done) / done / 1000);
        buf_char(b, ' ');
        lang_put(b, lang, N_("of {1}"), of.at == NULL ? "" : of.at);
        buf_str(b, "  ");
        lang_put_int(b, lang, done * 100 / total);
        buf_str(b, " %  ");
        lang_put(b, lang, N_("{1} s left"), left.at == NULL ? "" : left.at);
        buf_done(&of);
        buf_done(&left);
    }
}

static void say(const struct cli_progress *p, const struct buf *b)
{
    /* Nobody can be told that standard error is broken. */
    struct err *unsaid = world_write_all(p->cli->arena, p->cli->start->err, b->at, b->n);
    (void)unsaid;
}

void cli_progress_step(struct cli_progress *p, int64_t done, int64_t total)
{
    int64_t now = world_boot_ms();
    if (p->every_ms == 0 || now < p->next_ms)
        return;
    p->next_ms = now + p->every_ms;
    struct buf b = buf_make(LINE_BYTES_MAX);
    if (p->cli->json) {
        put_json(&b, p, done, total);
    } else {
        bool over = p->cli->start->err_is_terminal;
        buf_str(&b, over ? "\r\x1b[K" : "");
        put_plain(&b, p, done, total, now - p->start_ms);
        buf_str(&b, over ? "" : "\n");
        p->is_shown = over;
    }
    say(p, &b);
    buf_done(&b);
}

void cli_progress_end(struct cli_progress *p)
{
    if (!p->is_shown)
        return;
    struct buf b = buf_make(LINE_BYTES_MAX);
    buf_str(&b, "\r\x1b[K");
    say(p, &b);
    buf_done(&b);
    p->is_shown = false;
}
