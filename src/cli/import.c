/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* import.c - `hearth import`: a foreign list of people becomes records; what cannot be taken over
 * is told, and written to a file that can be mended and imported again. */
#include "desk/import.h"
#include "desk/import_rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/json.h"
#include "base/world.h"
#include "cli/commands.h"
#include "cli/sink.h"
#include "cli/site.h"

/* ---- what is asked for -------------------------------------------------------------------------
 */

struct import_file {
    int fd;
    struct source source;
};

static void file_close(struct import_file *file)
{
    world_close_fd(&file->fd);
}

static struct err *file_open(struct cli *cli, const char *path, struct import_file *ret_file)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    ret_file->fd = fd;
    ret_file->source = source_of_file(&ret_file->fd);
    if (fd < 0)
        return err_outside_at(cli->arena, __FILE__, __LINE__,
                              errno == ENOENT ? ERR_ABSENT : ERR_OUTSIDE,
                              N_("The file cannot be opened"), "%s: errno %d", path, errno);
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return err_example(err_input(cli->arena, "file", N_("This is not a file")), "november.csv");
    return NULL;
}

/* M is a map where it has an equals sign in it, else the file of one. */
static struct err *map_read(struct cli *cli, struct text *ret_map)
{
    const char *map = cli_string(cli, "map");
    struct text read = text_of(map);
    *ret_map = read;
    if (map == NULL)
        return NULL;
    if (strchr(map, '=') == NULL)
        TRY(world_read_file(cli->arena, map, LIMIT_IMPORT_MAP_BYTES, &read));
    if (text_starts(read, "\xEF\xBB\xBF"))
        read = (struct text){read.at + 3, read.n - 3};
    char *copy = arena_strn(cli->arena, read.at, read.n);
    NEED(copy);
    for (size_t i = 0; i < read.n; i++)
        copy[i] = copy[i] == '\r' ? '\n' : copy[i];
    *ret_map = (struct text){copy, read.n};
    if (!text_is_clean(*ret_map))
        return err_input(cli->arena, "map", N_("{1}: there are characters that cannot be kept"),
                         "map");
    return NULL;
}

static const char *const charset_words[] = {"utf-8", "windows-1251", NULL};
static const char *const order_words[] = {"day-first", "month-first", NULL};

static struct err *wish_make(struct cli *cli, const struct source *source,
                             struct import_wish *ret_wish)
{
    *ret_wish = (struct import_wish){
        .source = source,
        .from = cli_text(cli, "from"),
        .charset = (enum charset)(1 + cli_number(cli, "charset", -1)),
        .dates = (enum date_order)cli_number(cli, "dates", DATES_DAY_FIRST),
        .dry_run = cli_has(cli, "dry-run"),
    };
    return map_read(cli, &ret_wish->map);
}

/* ---- rows that are left out --------------------------------------------------------------------
 */

struct wrongs {
    struct cli *cli;
    struct sink *rejects; /* NULL: not wanted */
    int64_t n;
    struct buf told; /* as text, or items of a JSON list */
    struct buf line;
};

static void wrong_put_json(struct wrongs *w, int64_t line, const struct err *e)
{
    struct buf *b = &w->told;
    json_open(b, '{');
    json_int(b, "line", line);
    json_string(b, "field", e->field);
    buf_clear(&w->line);
    lang_put_err(&w->line, w->cli->lang, e);
    json_text(b, "text", buf_text(&w->line));
    if (e->example != NULL)
        json_string(b, "example", e->example);
    json_close(b, '}');
}

/* `  line 17, birth: This is no date ... (for example 1998-04-17)` */
static void wrong_put_plain(struct wrongs *w, int64_t line, const struct err *e)
{
    enum lang lang = w->cli->lang;
    char number[24];
    (void)snprintf(number, sizeof number, "%" PRId64, line);
    buf_str(&w->told, "  ");
    lang_put(&w->told, lang, N_("line {1}, {2}:"), number, e->field);
    buf_char(&w->told, ' ');
    lang_put_err(&w->told, lang, e);
    if (e->example != NULL) {
        buf_str(&w->told, " (");
        lang_put(&w->told, lang, N_("for example {1}"), e->example);
        buf_char(&w->told, ')');
    }
    buf_char(&w->told, '\n');
}

static struct err *reject_head(struct sink *sink, const struct columns *columns)
{
    CLEANUP(buf_done) struct buf b = buf_make(IMPORT_REJECT_BYTES);
    TRY(import_reject_head(columns, &b));
    return sink_write(sink, buf_text(&b));
}

static struct err *reject_write(struct wrongs *w, const struct import_shown *row)
{
    CLEANUP(buf_done) struct buf b = buf_make(IMPORT_REJECT_BYTES);
    TRY(import_reject_put(w->cli->lang, row, &b));
    return sink_write(w->rejects, buf_text(&b));
}

static struct err *wrong_hear(void *with, const struct import_shown *row)
{
    struct wrongs *w = with;
    w->n++;
    for (const struct err *e = row->wrongs; e != NULL && w->n <= LIMIT_IMPORT_TOLD; e = e->next)
        if (w->cli->json)
            wrong_put_json(w, row->line, e);
        else
            wrong_put_plain(w, row->line, e);
    return w->rejects == NULL ? NULL : reject_write(w, row);
}

/* ---- telling -----------------------------------------------------------------------------------
 */

struct telling {
    struct cli *cli;
    const struct import_wish *wish;
    const struct import_look *look;
    const struct import_result *result;
    const struct wrongs *wrongs;
};

static void columns_put_json(struct buf *b, const struct columns *columns)
{
    json_name(b, "columns");
    json_open(b, '[');
    for (size_t i = 0; i < columns->n; i++) {
        json_open(b, '{');
        json_text(b, "column", columns->headers[i]);
        if (columns->are[i] == COLUMN_NOBODYS)
            json_null(b, "field");
        else
            json_string(b, "field", column_code(columns->are[i]));
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void likes_put_json(struct buf *b, const struct import_result *result)
{
    json_name(b, "likes");
    json_open(b, '[');
    for (size_t i = 0; i < result->n_likes; i++) {
        const struct import_like *like = &result->likes[i];
        json_open(b, '{');
        json_int(b, "line", like->line);
        if (like->other_line > 0)
            json_int(b, "other_line", like->other_line);
        else
            json_id(b, "person", like->person);
        json_close(b, '}');
    }
    json_close(b, ']');
}

static void deed_put_json(struct buf *b, const struct import_result *result)
{
    char deed[ID_TEXT + 1];
    id_text(result->deed, deed);
    if (id_is_none(result->deed))
        return;
    json_string(b, "deed", deed);
    if (result->undo_until_ms == 0)
        return;
    json_name(b, "undo");
    buf_printf(b, "\"hearth journal undo %s\"", deed);
    json_instant(b, "until", result->undo_until_ms);
}

static void tell_json(const struct telling *t)
{
    struct buf *b = &t->cli->out;
    const struct import_result *result = t->result;
    const char separator[] = {t->look->shape.separator, '\0'};
    json_open(b, '{');
    json_bool(b, "dry_run", t->wish->dry_run);
    json_int(b, "rows", result->rows);
    json_int(b, "added", result->added);
    json_int(b, "known", result->known);
    json_int(b, "twice", result->twice);
    json_int(b, "wrong", result->wrong);
    if (result->alike < 0)
        json_null(b, "alike");
    else
        json_int(b, "alike", result->alike);
    json_string(b, "charset", charset_name(t->look->charset.charset));
    json_string(b, "separator", separator);
    deed_put_json(b, result);
    columns_put_json(b, t->look->columns);
    json_name(b, "errors");
    json_open(b, '[');
    buf_put(b, buf_text(&t->wrongs->told));
    json_close(b, ']');
    likes_put_json(b, result);
    json_close(b, '}');
    buf_char(b, '\n');
}

static void count_put(struct cli *cli, const char *one, const char *many, int64_t n)
{
    if (n == 0)
        return;
    lang_put_n(&cli->out, cli->lang, one, many, n);
    buf_char(&cli->out, '\n');
}

/* `Name: given name`, and what nobody takes. */
static void columns_put_plain(struct cli *cli, const struct columns *columns)
{
    for (size_t i = 0; i < columns->n; i++) {
        if (columns->are[i] == COLUMN_NOBODYS || columns->are[i] == COLUMN_LEFT_OUT)
            continue;
        buf_str(&cli->out, "  ");
        buf_put(&cli->out, columns->headers[i]);
        buf_str(&cli->out, ": ");
        cli_say(cli, column_label(columns->are[i]));
        buf_char(&cli->out, '\n');
    }
    if (columns_find(columns, COLUMN_NOBODYS) < 0)
        return;
    cli_say(cli, N_("Columns that nobody takes (say COLUMN=words to keep them as a note):"));
    for (size_t i = 0; i < columns->n; i++)
        if (columns->are[i] == COLUMN_NOBODYS)
            buf_printf(&cli->out, " %s", columns->headers[i].at);
    buf_char(&cli->out, '\n');
}

static void likes_put_plain(struct cli *cli, const struct import_result *result)
{
    for (size_t i = 0; i < result->n_likes; i++) {
        const struct import_like *like = &result->likes[i];
        char line[24], other[24], id[ID_TEXT + 1];
        (void)snprintf(line, sizeof line, "%" PRId64, like->line);
        (void)snprintf(other, sizeof other, "%" PRId64, like->other_line);
        id_text(like->person, id);
        buf_str(&cli->out, "  ");
        if (like->other_line > 0)
            cli_say(cli, N_("line {1} looks like line {2}"), line, other);
        else
            cli_say(cli, N_("line {1} looks like {2}"), line, id);
        buf_char(&cli->out, '\n');
    }
}

static void deed_put_plain(struct cli *cli, const struct import_result *result)
{
    char deed[ID_TEXT + 1];
    id_text(result->deed, deed);
    if (id_is_none(result->deed))
        return;
    if (result->undo_until_ms > 0)
        cli_say(cli, N_("Undo, for ten minutes: {1}"), "hearth journal undo ");
    else
        cli_say(cli, N_("This cannot be undone"));
    buf_printf(&cli->out, "%s\n", result->undo_until_ms > 0 ? deed : "");
}

static void tell_plain(const struct telling *t)
{
    struct cli *cli = t->cli;
    const struct import_result *r = t->result;
    columns_put_plain(cli, t->look->columns);
    if (t->wish->dry_run)
        lang_put_n(&cli->out, cli->lang,
                   NN_("{1} person would be added. Nothing was written",
                       "{1} persons would be added. Nothing was written"),
                   r->added);
    else
        lang_put_n(&cli->out, cli->lang, NN_("{1} person added", "{1} persons added"), r->added);
    buf_char(&cli->out, '\n');
    count_put(cli, NN_("{1} row is known from before", "{1} rows are known from before"), r->known);
    count_put(cli, NN_("{1} row stands above already", "{1} rows stand above already"), r->twice);
    count_put(cli,
              NN_("{1} row may be a person who is known or stands above. Look before you join "
                  "them",
                  "{1} rows may be persons who are known or stand above. Look before you join "
                  "them"),
              r->alike < 0 ? 0 : r->alike);
    if (r->alike < 0) {
        cli_say(cli, N_("There are too many persons to look for those who are alike"));
        buf_char(&cli->out, '\n');
    }
    likes_put_plain(cli, r);
    count_put(cli, NN_("{1} row is left out:", "{1} rows are left out:"), r->wrong);
    buf_put(&cli->out, buf_text(&t->wrongs->told));
    if (r->wrong > LIMIT_IMPORT_TOLD && !cli_has(cli, "rejects")) {
        cli_say(cli, N_("More than these: write all of them to a file with --rejects FILE"));
        buf_char(&cli->out, '\n');
    }
    deed_put_plain(cli, r);
}

/* ---- the command -------------------------------------------------------------------------------
 */

static struct err *import_to_end(struct cli_site *s, const struct import_wish *wish,
                                 struct wrongs *wrongs)
{
    struct cli *cli = s->cli;
    struct import_look look;
    struct import_result *result = arena_make(cli->arena, struct import_result);
    struct cli_progress shown =
        cli_progress_start(cli, wish->dry_run ? N_("Looking") : N_("Importing"));
    const struct import_hear hear = {
        .wrong = wrong_hear, .with = wrongs, .progress = cli_progress_for_desk(&shown)};
    NEED(result);
    TRY(import_look(cli->arena, wish, &look));
    if (wrongs->rejects != NULL)
        TRY(reject_head(wrongs->rejects, look.columns));
    struct err *bad = import_do(s->site, cli->arena, wish, &look, &hear, result);
    cli_progress_end(&shown);
    TRY(bad);
    TRY(buf_check(&wrongs->told));
    if (wrongs->rejects != NULL)
        TRY(sink_finish(wrongs->rejects));
    const struct telling t = {cli, wish, &look, result, wrongs};
    if (cli->json)
        tell_json(&t);
    else
        tell_plain(&t);
    if (result->wrong > 0)
        cli->exit_code = err_kind_info(ERR_PARTLY)->exit_code;
    return NULL;
}

static struct err *people_run(struct cli *cli)
{
    CLEANUP(cli_site_close) struct cli_site s = {0};
    CLEANUP(file_close) struct import_file file = {.fd = -1};
    CLEANUP(sink_close) struct sink rejects = {0};
    struct import_wish wish;
    TRY(file_open(cli, cli_string(cli, "file"), &file));
    TRY(wish_make(cli, &file.source, &wish));
    TRY(cli_site_open_people(cli, &s));
    TRY(cli_site_as(&s, &wish.as));
    if (cli_has(cli, "rejects"))
        TRY(sink_open(cli, cli_string(cli, "rejects"), &rejects));
    struct wrongs wrongs = {.cli = cli,
                            .rejects = cli_has(cli, "rejects") ? &rejects : NULL,
                            .told = buf_make(CLI_OUT_BYTES_MAX),
                            .line = buf_make(CLI_OUT_BYTES_MAX)};
    struct err *bad = import_to_end(&s, &wish, &wrongs);
    buf_done(&wrongs.told);
    buf_done(&wrongs.line);
    return bad;
}

static const struct cli_param people_params[] = {
    {.name = "file",
     .value = "FILE",
     .kind = CLI_FILE,
     .positional = true,
     .required = true,
     .help = N_("The list, as CSV: its first line names the columns")},
    {.name = "map",
     .value = "MAP",
     .kind = CLI_FILE,
     .or_text = true,
     .bytes_max = CLI_WORD_BYTES_MAX - 1,
     .help = N_("What columns are: COLUMN=field,... or a file of such lines; COLUMN=- leaves one "
                "out")},
    {.name = "charset",
     .value = "CHARSET",
     .kind = CLI_CHOICE,
     .choices = charset_words,
     .help = N_("The letters of the file; found out unless said")},
    {.name = "dates",
     .value = "ORDER",
     .kind = CLI_CHOICE,
     .choices = order_words,
     .help = N_("How 03/04/1998 is meant; the day comes first unless said otherwise")},
    {.name = "from",
     .value = "LIST",
     .kind = CLI_TEXT,
     .help = N_("A name for the list, where several lists number their rows alike")},
    {.name = "rejects",
     .value = "FILE",
     .kind = CLI_FILE,
     .help = N_("Where rows go that cannot be taken over, to be mended and imported")},
    {.name = "dry-run", .kind = CLI_FLAG, .help = N_("Tell everything and write nothing")},
    {0},
};

const struct cli_command import_rows[] = {
    {.words = "import people",
     .params = people_params,
     .help = N_("Take over a list of people"),
     .more = N_("Comma, semicolon or tab; UTF-8 or Windows-1251; headers in English, Russian or "
                "Ukrainian are known. Fields of a map: number, name, name-listed (family name "
                "first), given, patronymic, family, former-family, birth, age, sex, phone, danger, "
                "words. The same list twice adds nothing, so an import that was cut short is "
                "simply done again. Rows that look like persons who are known are told, and never "
                "joined by a machine."),
     .examples = {"import people november.csv --dry-run",
                  "import people november.csv --map Street=words --rejects wrong.csv"},
     .place = CLI_WRITES,
     .may = MAY_WRITE_PERSONS,
     .run = people_run},
    {0},
};
