/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* html.c - values into HTML. What is dangerous in a place is decided here alone; the template
 * compiler only chooses the place. */
#include "page/html.h"

#include <assert.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

/* Where a value stands. */
enum place { PLACE_TEXT, PLACE_PIECE };

struct html html_make(struct buf *out, enum lang lang)
{
    return (struct html){.out = out, .lang = lang};
}

struct err *html_check(const struct html *h, struct arena *into)
{
    if (h->refused > 0)
        return err_bug(into, "%d addresses of a page were no own paths", h->refused);
    return buf_check(h->out);
}

struct markup html_since(const struct html *h, size_t from)
{
    if (h->out->broken || from >= h->out->n)
        return (struct markup){TEXT_NONE};
    return (struct markup){{h->out->at + from, h->out->n - from}};
}

/* ---- values ---- */

struct shown shown_text(struct text t)
{
    return (struct shown){.kind = SHOWN_TEXT, .text = t};
}

struct shown shown_string(const char *string)
{
    return shown_text(text_of(string));
}

struct shown shown_int(int64_t n)
{
    return (struct shown){.kind = SHOWN_INT, .n = n};
}

struct shown shown_unsigned(uint64_t n)
{
    assert(n <= INT64_MAX);
    return shown_int((int64_t)n);
}

struct shown shown_id(struct id id)
{
    return (struct shown){.kind = SHOWN_ID, .id = id};
}

struct shown shown_markup(struct markup m)
{
    return (struct shown){.kind = SHOWN_MARKUP, .text = m.html};
}

struct shown shown_as(struct shown s)
{
    return s;
}

struct shown shown_num(int64_t n)
{
    return (struct shown){.kind = SHOWN_NUM, .n = n};
}

struct shown as_money(struct money m)
{
    return (struct shown){.kind = SHOWN_MONEY, .money = m};
}

struct shown as_date(int32_t day)
{
    return (struct shown){.kind = SHOWN_DATE, .n = day};
}

struct shown as_date_short(int32_t day)
{
    return (struct shown){.kind = SHOWN_DATE_SHORT, .n = day};
}

struct shown as_day_month(int32_t day)
{
    return (struct shown){.kind = SHOWN_DAY_MONTH, .n = day};
}

struct shown as_weekday(int32_t day)
{
    return (struct shown){.kind = SHOWN_WEEKDAY, .n = day};
}

struct shown as_month(int32_t day)
{
    return (struct shown){.kind = SHOWN_MONTH, .n = day};
}

struct shown as_time(int32_t minute)
{
    return (struct shown){.kind = SHOWN_TIME, .n = minute};
}

/* ---- bytes ---- */

/* What stands for a byte between tags and in attributes; NULL: itself. */
static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static bool is_plain(char c)
{
    return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t';
}

/* The letters that RFC 3986, 2.3, calls unreserved: an address may hold them as they are. */
static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static void put_percent(struct buf *out, const char *at, size_t n)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)at[i];
        const char piece[] = {'%', digits[c >> 4], digits[c & 15]};
        buf_bytes(out, piece, sizeof piece);
    }
}

/* A sequence of one code point that is no plain ASCII. */
static size_t put_point(struct buf *out, struct text t, size_t at, enum place place)
{
    char bytes[4];
    size_t after = at;
    int32_t point = text_next(t, &after);
    if (!text_is_clean((struct text){t.at + at, after - at}))
        point = REPLACEMENT;
    size_t n = text_encode(point, bytes);
    if (place == PLACE_PIECE)
        put_percent(out, bytes, n);
    else
        buf_bytes(out, bytes, n);
    return after;
}

static void put_escaped(struct buf *out, struct text t, enum place place)
{
    size_t from = 0;
    for (size_t i = 0; i < t.n;) {
        char c = t.at[i];
        const char *word = entity(c);
        bool itself = place == PLACE_PIECE ? is_unreserved(c) : is_plain(c) && word == NULL;
        if (itself) {
            i++;
            continue;
        }
        buf_bytes(out, t.at + from, i - from);
        if (!is_plain(c)) {
            i = put_point(out, t, i, place);
        } else {
            if (place == PLACE_PIECE)
                put_percent(out, &c, 1);
            else
                buf_str(out, word);
            i++;
        }
        from = i;
    }
    if (t.n > from)
        buf_bytes(out, t.at + from, t.n - from);
}

/* ---- values in their place ---- */

static void put_shown(struct html *h, struct shown s, enum place place)
{
    char id[ID_TEXT + 1];
    struct buf *out = h->out;
    switch (s.kind) {
    case SHOWN_NOTHING:
        return;
    case SHOWN_TEXT:
        put_escaped(out, s.text, place);
        return;
    case SHOWN_MARKUP:
        buf_put(out, s.text);
        return;
    case SHOWN_INT:
        buf_printf(out, "%lld", (long long)s.n);
        return;
    case SHOWN_ID:
        id_text(s.id, id);
        buf_bytes(out, id, ID_TEXT);
        return;
    case SHOWN_NUM:
        lang_put_int(out, h->lang, s.n);
        return;
    case SHOWN_MONEY:
        lang_put_money(out, h->lang, s.money);
        return;
    case SHOWN_DATE:
        lang_put_date(out, h->lang, (int32_t)s.n);
        return;
    case SHOWN_DATE_SHORT:
        lang_put_date_short(out, h->lang, (int32_t)s.n);
        return;
    case SHOWN_DAY_MONTH:
        lang_put_day_month(out, h->lang, (int32_t)s.n);
        return;
    case SHOWN_WEEKDAY:
        lang_put_weekday(out, h->lang, (int32_t)s.n);
        return;
    case SHOWN_MONTH:
        lang_put_month(out, h->lang, (int32_t)s.n);
        return;
    case SHOWN_TIME:
        lang_put_time(out, h->lang, (int32_t)s.n);
        return;
    }
}

void html_text(struct html *h, struct shown s)
{
    put_shown(h, s, PLACE_TEXT);
}

void html_attr(struct html *h, struct shown s)
{
    assert(s.kind != SHOWN_MARKUP);
    put_shown(h, s, PLACE_TEXT);
}

/* A browser takes "\" for "/" and leaves out white space, so neither may be there. */
static bool url_is_own(struct text t)
{
    if (t.n == 0)
        return true;
    if (t.at[0] != '/' && t.at[0] != '?' && t.at[0] != '#')
        return false;
    for (size_t i = 0; i < t.n; i++) {
        if (t.at[i] <= ' ' || t.at[i] >= 0x7F || t.at[i] == '\\')
            return false;
        if (t.at[i] == '/' && i + 1 < t.n && t.at[i + 1] == '/')
            return false;
    }
    return true;
}

static void put_url(struct html *h, struct shown s, bool before_path)
{
    bool own = s.kind == SHOWN_TEXT && url_is_own(s.text);
    if (own && before_path && s.text.n > 0)
        own = s.text.at[s.text.n - 1] != '/';
    if (!own) {
        buf_char(h->out, '#');
        h->refused++;
        return;
    }
    put_escaped(h->out, s.text, PLACE_TEXT);
}

void html_url(struct html *h, struct shown s)
{
    put_url(h, s, false);
}

void html_base(struct html *h, struct shown s)
{
    put_url(h, s, true);
}

void html_piece(struct html *h, struct shown s)
{
    assert(s.kind == SHOWN_NOTHING || s.kind == SHOWN_TEXT || s.kind == SHOWN_INT ||
           s.kind == SHOWN_ID);
    put_shown(h, s, PLACE_PIECE);
}

/* ---- messages ---- */

static void put_message(struct html *h, const char *pattern, const struct shown *values, size_t n)
{
    struct text words;
    int place;
    while (lang_piece(&pattern, &words, &place)) {
        put_escaped(h->out, words, PLACE_TEXT);
        if (place >= 0 && (size_t)place < n)
            put_shown(h, values[place], PLACE_TEXT);
    }
}

static bool are_plain(const struct shown *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (values[i].kind == SHOWN_MARKUP)
            return false;
    return true;
}

void html_say(struct html *h, const char *msgid, const struct shown *values, size_t n)
{
    if (msgid != NULL)
        put_message(h, lang_text(h->lang, msgid), values, n);
}

void html_say_attr(struct html *h, const char *msgid, const struct shown *values, size_t n)
{
    assert(are_plain(values, n));
    html_say(h, msgid, values, n);
}

void html_count(struct html *h, const char *one, const char *many, int64_t count,
                const struct shown *values, size_t n)
{
    assert(n < LANG_PLACES_MAX);
    struct shown all[LANG_PLACES_MAX] = {as_num(count)};
    if (n > 0)
        memcpy(all + 1, values, n * sizeof *values);
    put_message(h, lang_text_n(h->lang, one, many, count), all, n + 1);
}

void html_count_attr(struct html *h, const char *one, const char *many, int64_t count,
                     const struct shown *values, size_t n)
{
    assert(are_plain(values, n));
    html_count(h, one, many, count, values, n);
}
