/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* history.c - a person's past and single deeds, in the words of their pages. */
#include "cli/history.h"

#include "base/json.h"
#include "base/limits.h"
#include "tell/tale.h"
#include "view/persons.h"

static struct err *teller_make(struct cli_site *s, struct teller *ret_teller)
{
    *ret_teller = (struct teller){.rq = &s->rq, .lang = s->cli->lang};
    return request_zone(&s->rq, &ret_teller->zone);
}

/* When, by whom, which act; and what changed below it. */
static void head_put(const struct teller *t, int64_t at_ms, struct text by, struct text title,
                     struct buf *b)
{
    tell_instant(t, at_ms, b);
    buf_str(b, "  ");
    buf_put(b, by);
    buf_str(b, "  ");
    buf_put(b, title);
}

static void words_put(struct text words, struct buf *b)
{
    if (words.n == 0)
        return;
    buf_str(b, "  ");
    buf_put(b, words);
    buf_char(b, '\n');
}

static void tale_put(const struct teller *t, const struct tale *tale, struct buf *b)
{
    head_put(t, tale->at_ms, tale->by, tale->title, b);
    if (tale->is_undone) {
        buf_str(b, " (");
        buf_str(b, lang_text(t->lang, N_("taken back later")));
        buf_char(b, ')');
    }
    buf_char(b, '\n');
    words_put(tale->words, b);
}

static struct err *tale_json(const struct tale *tale, struct buf *b)
{
    json_open(b, '{');
    json_id(b, "deed", tale->deed);
    json_instant(b, "at", tale->at_ms);
    json_text(b, "by", tale->by);
    json_bool(b, "undone", tale->is_undone);
    json_name(b, "entries");
    TRY(story_put_json(tale->entries, tale->n, b));
    json_close(b, '}');
    return NULL;
}

static struct err *tales_json(const struct tale *tales, size_t n, struct buf *b)
{
    json_open(b, '{');
    json_name(b, "rows");
    json_open(b, '[');
    for (size_t i = 0; i < n; i++)
        TRY(tale_json(&tales[i], b));
    json_close(b, ']');
    json_int(b, "count", (int64_t)n);
    json_close(b, '}');
    buf_char(b, '\n');
    return NULL;
}

struct err *history_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    struct id person = cli_id(cli, "person");
    struct rec *r = NULL;
    struct story story;
    struct teller t;
    struct tale *tales;
    size_t n = 0;
    TRY(cli_site_open_people(cli, &s));
    TRY(person_require(&s.rq, person, &r));
    TRY(teller_make(&s, &t));
    TRY(story_of_person(&s.rq, person, &story));
    TRY(tales_of_story(&t, &story, &n, &tales));
    if (cli->json)
        return tales_json(tales, n, &cli->out);
    for (size_t i = 0; i < n; i++)
        tale_put(&t, &tales[i], &cli->out);
    return NULL;
}

struct err *history_tell_deed(struct cli_site *s, struct id deed, bool *ret_told)
{
    struct buf *b = &s->cli->out;
    struct story story;
    struct teller t;
    struct tale_part *parts;
    struct text title;
    size_t n = 0;
    TRY(teller_make(s, &t));
    TRY(story_of_deed(&s->rq, deed, &story));
    *ret_told = story.n > 0;
    if (story.n == 0)
        return NULL;
    TRY(tale_title(&t, story.at, story.n, &title));
    TRY(tale_parts(&t, &story, &n, &parts));
    head_put(&t, story.at[0].at_ms, story.at[0].by, title, b);
    buf_char(b, '\n');
    for (size_t i = 0; i < n; i++) {
        buf_str(b, "  ");
        buf_put(b, parts[i].title);
        buf_str(b, parts[i].words.n > 0 ? ": " : "");
        buf_put(b, parts[i].words);
        buf_char(b, '\n');
    }
    return NULL;
}
