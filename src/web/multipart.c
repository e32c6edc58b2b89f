/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* multipart.c - one pass over the body: a boundary, a head, bytes up to the next boundary. */
#include "web/multipart.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"

#define TYPE "multipart/form-data"

enum {
    BOUNDARY_BYTES = 70, /* RFC 2046, 5.1.1 */
    HEAD_BYTES = 2048,
    HEAD_LINES = 8,
    NAME_BYTES = 200,
    FILE_BYTES = 1000,
};

static struct err *unreadable(struct arena *into)
{
    return err_new(into, ERR_INPUT, N_("The files did not arrive in one piece. Send them again"));
}

static bool is_word(struct text t, const char *word)
{
    return t.n == strlen(word) && strncasecmp(t.at, word, t.n) == 0;
}

/* ---- parameters: `; name=value; name="value"` ------------------------------------------------ */

/* Browsers write a quote inside quotes as %22, so the next one is the end. */
static bool value_cut(struct text *rest, struct text *ret_value)
{
    if (!text_starts(*rest, "\"")) {
        struct text value = TEXT_NONE;
        (void)text_cut(rest, ';', &value);
        *ret_value = text_trim(value);
        return ret_value->n > 0 && memchr(ret_value->at, '"', ret_value->n) == NULL;
    }
    struct text inside = {rest->at + 1, rest->n - 1}, after;
    if (memchr(inside.at, '"', inside.n) == NULL)
        return false;
    (void)text_cut(&inside, '"', ret_value);
    inside = text_trim(inside);
    if (inside.n == 0) {
        *rest = TEXT_NONE;
        return true;
    }
    *rest = inside;
    return text_cut(rest, ';', &after) && after.n == 0;
}

/* The next parameter; false at the end, and with *ret_ok false for what is none. */
static bool parameter_cut(struct text *rest, struct text *ret_name, struct text *ret_value,
                          bool *ret_ok)
{
    *ret_ok = true;
    *rest = text_trim(*rest);
    if (rest->n == 0)
        return false;
    *ret_ok = memchr(rest->at, '=', rest->n) != NULL && text_cut(rest, '=', ret_name);
    if (!*ret_ok)
        return false;
    *ret_name = text_trim(*ret_name);
    *ret_ok = rest->at != NULL && value_cut(rest, ret_value);
    return *ret_ok;
}

bool multipart_is(struct text content_type)
{
    struct text type = TEXT_NONE;
    return text_cut(&content_type, ';', &type) && is_word(text_trim(type), TYPE);
}

/* The delimiter that stands before each part: a line end, two dashes, the boundary. */
static struct err *delimiter_of(struct arena *into, struct text content_type,
                                struct text *ret_delimiter)
{
    static const char allowed[] = "'()+_,-./:=? ";
    struct text name, value, boundary = TEXT_NONE;
    bool ok = multipart_is(content_type);
    (void)text_cut(&content_type, ';', &name);
    while (ok && parameter_cut(&content_type, &name, &value, &ok))
        if (is_word(name, "boundary")) {
            ok = boundary.at == NULL;
            boundary = value;
        }
    ok = ok && boundary.n > 0 && boundary.n <= BOUNDARY_BYTES;
    for (size_t i = 0; ok && i < boundary.n; i++) {
        char c = boundary.at[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        ok = is_letter || memchr(allowed, c, sizeof allowed - 1) != NULL;
    }
    if (!ok)
        return unreadable(into);
    const char *all = arena_printf(into, "\r\n--%.*s", TEXT_ARG(boundary));
    NEED(all);
    *ret_delimiter = text_of(all);
    return NULL;
}

/* ---- the head of a part --------------------------------------------------------------------- */

/* Some send the whole path; only its end is shown. */
static struct text without_folders(struct text path)
{
    for (size_t i = path.n; i > 0; i--)
        if (path.at[i - 1] == '/' || path.at[i - 1] == '\\')
            return (struct text){path.at + i, path.n - i};
    return path;
}

static bool disposition_read(struct text value, struct multipart_part *part)
{
    struct text name, word;
    bool ok = text_cut(&value, ';', &word) && is_word(text_trim(word), "form-data");
    while (ok && parameter_cut(&value, &name, &word, &ok)) {
        if (is_word(name, "name")) {
            ok = part->name.at == NULL && word.n <= NAME_BYTES;
            part->name = word;
        } else if (is_word(name, "filename")) {
            ok = part->file.at == NULL && word.n <= FILE_BYTES;
            part->file = without_folders(word);
        }
    }
    return ok && part->name.n > 0;
}

static bool line_read(struct text line, struct multipart_part *part)
{
    struct text name = TEXT_NONE;
    /* A line that begins with a space would go on with the one before. */
    if (line.n == 0 || line.at[0] == ' ' || !text_is_clean(line) ||
        memchr(line.at, '\t', line.n) != NULL || memchr(line.at, '\n', line.n) != NULL ||
        memchr(line.at, ':', line.n) == NULL)
        return false;
    (void)text_cut(&line, ':', &name);
    if (is_word(name, "Content-Disposition"))
        return part->name.at == NULL && disposition_read(line, part);
    if (is_word(name, "Content-Type")) {
        part->type = text_trim(line);
        return part->type.n > 0;
    }
    /* Nobody may encode a file once more: its bytes would be others than we look at. */
    return !is_word(name, "Content-Transfer-Encoding") || is_word(text_trim(line), "binary");
}

/* Reads up to the empty line; the rest begins behind it. */
static bool head_read(struct text *rest, struct multipart_part *part)
{
    size_t room = rest->n < HEAD_BYTES ? rest->n : HEAD_BYTES;
    const char *end = room == 0 ? NULL : memmem(rest->at, room, "\r\n\r\n", 4);
    if (end == NULL)
        return false;
    struct text head = {rest->at, (size_t)(end - rest->at)};
    *rest = (struct text){end + 4, rest->n - head.n - 4};
    for (size_t lines = 0; head.n > 0; lines++) {
        const char *stop = memmem(head.at, head.n, "\r\n", 2);
        struct text line = {head.at, stop == NULL ? head.n : (size_t)(stop - head.at)};
        size_t skip = stop == NULL ? line.n : line.n + 2;
        if (lines == HEAD_LINES || !line_read(line, part))
            return false;
        head = (struct text){head.at + skip, head.n - skip};
    }
    return part->name.at != NULL;
}

/* ---- the body ------------------------------------------------------------------------------- */

enum next { NEXT_PART, NEXT_END, NEXT_WRONG };

/* What stands behind a delimiter: a line end and a part, or two dashes and the end. */
static enum next delimiter_end(struct text *rest)
{
    bool is_end = text_starts(*rest, "--");
    if (!is_end && !text_starts(*rest, "\r\n"))
        return NEXT_WRONG;
    *rest = (struct text){rest->at + 2, rest->n - 2};
    if (!is_end)
        return NEXT_PART;
    return rest->n == 0 || text_is(*rest, "\r\n") ? NEXT_END : NEXT_WRONG;
}

static bool part_read(struct text *rest, struct text delimiter, struct multipart_part *part)
{
    *part = (struct multipart_part){0};
    if (!head_read(rest, part) || rest->n < delimiter.n)
        return false;
    const char *end = memmem(rest->at, rest->n, delimiter.at, delimiter.n);
    if (end == NULL)
        return false;
    part->bytes = (struct text){rest->at, (size_t)(end - rest->at)};
    size_t skip = part->bytes.n + delimiter.n;
    *rest = (struct text){rest->at + skip, rest->n - skip};
    return true;
}

struct err *multipart_read(struct arena *into, struct text content_type, struct text body,
                           struct multipart *ret_multipart)
{
    struct text delimiter;
    size_t n = 0;
    TRY(delimiter_of(into, content_type, &delimiter));
    struct multipart_part *parts = arena_makes(into, struct multipart_part, LIMIT_PARTS);
    NEED(parts);
    /* The first one has no line before it. */
    if (!text_starts(body, delimiter.at + 2))
        return unreadable(into);
    struct text rest = {body.at + delimiter.n - 2, body.n - delimiter.n + 2};
    enum next next = delimiter_end(&rest);
    for (; next == NEXT_PART && n < LIMIT_PARTS; n++) {
        if (!part_read(&rest, delimiter, &parts[n]))
            return unreadable(into);
        next = delimiter_end(&rest);
    }
    if (next != NEXT_END)
        return unreadable(into);
    *ret_multipart = (struct multipart){n, parts};
    return NULL;
}
