/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fields.h - what somebody typed into a form, or asked for in an address: names and texts.
 *
 * Nothing typed is lost: a value that cannot be kept (bytes that are no text, control characters)
 * stands here mended for showing it again, and fields_check names it. A field that no form knows is
 * never looked at; the same name twice is refused. */
#ifndef HEARTH_PAGE_FIELDS_H
#define HEARTH_PAGE_FIELDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/text.h"

struct fields_one {
    const char *name;
    struct text value; /* trimmed, NFC; followed by a NUL */
    bool is_broken;    /* was not text; mended for showing */
};
struct fields {
    size_t n;
    size_t room;
    struct fields_one *at;
};

/* Adds what stands in an address behind the ?, or in the body of a form:
 * application/x-www-form-urlencoded, UTF-8. ERR_USAGE for what is no such text, a name twice, or
 * more than LIMIT_FORM_FIELDS. */
MUST_CHECK struct err *fields_read(struct arena *into, struct text written, struct fields *f);
/* One more; ERR_USAGE when the name is there. A name that no form has is left out. */
MUST_CHECK struct err *fields_add(struct arena *into, struct fields *f, const char *name,
                                  struct text value);

/* Absent and empty are the same: TEXT_NONE. */
struct text fields_get(const struct fields *f, const char *name);
bool fields_has(const struct fields *f, const char *name);
/* Of "child.3.name": fields_nth(f, "child", 3, "name"). */
struct text fields_nth(const struct fields *f, const char *group, size_t i, const char *name);
/* An id; ID_NONE when absent or none. */
struct id fields_id(const struct fields *f, const char *name);
/* ERR_INPUT, one for each value that was no text, in the order of the form. */
MUST_CHECK struct err *fields_check(struct arena *into, const struct fields *f);

/* Appends "name=value" in the form that fields_read reads; with & before it unless `b` is empty. */
struct buf;
void fields_put(struct buf *b, const char *name, struct text value);

#endif
