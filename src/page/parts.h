/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* parts.h - the values that the parts of a page are made of; the parts themselves are templates in
 * parts.html and form.html (`page/parts.html.h`, `page/form.html.h`). A `const char *` named label,
 * title, hint or words is a message id; a struct text is shown as it is. NULL and TEXT_NONE show
 * nothing. */
#ifndef HEARTH_PAGE_PARTS_H
#define HEARTH_PAGE_PARTS_H

#include "base/err.h"
#include "page/asset.h"
#include "page/html.h"
#include "page/icons.h"

/* How something is meant to look: never by colour alone, so each goes with words and an icon. */
enum tone { TONE_PLAIN = 0, TONE_OK, TONE_WARN, TONE_BAD, TONE_INFO };

/* Its class in the style sheet; "" for a plain one. */
const char *tone_class(enum tone tone);
/* The icon that goes with it. */
enum icon tone_icon(enum tone tone);

/* An error's words with its values, and its example; in text. */
void part_err(struct html *out, const struct err *e);

/* A link that looks like a link or a button. `act` is its data-act, or NULL. */
struct link {
    const char *url;
    const char *label;
    const char *act;
};

/* A room of a house tonight. */
struct room_tile {
    const char *url; /* NULL: no link */
    struct text room;
    struct text name; /* who stays there */
    int64_t children;
    const char *words; /* how it stands: at home, free ... */
    struct shown words_value;
    bool is_free, is_soon, is_alert;
};

/* A figure that leads to the list behind it; `name` is its data-figure. */
struct figure_link {
    const char *name;
    const char *url;
    struct shown figure;
    const char *label;
    const char *more; /* below it, with `more_value` in its place */
    struct shown more_value;
};

/* What waits for somebody, or has happened. */
struct row_item {
    enum tone tone;
    const char *when; /* in the tag, with `when_value` in its place */
    struct shown when_value;
    struct text title;
    struct text about;
    struct link link; /* url NULL: none */
    bool is_first;    /* the one filled button */
};

/* One step back in time. */
struct event {
    struct shown when;
    struct text title, by, words;
    const char *url;     /* of the title; NULL: none */
    bool is_undone;      /* was taken back later */
    const char *undo;    /* the deed, if it may be taken back now; or NULL */
    const char *correct; /* where it is corrected; or NULL */
};

/* A name and a value of a summary. */
struct pair {
    const char *label;
    struct shown value;
    struct link link; /* to change it; url NULL: none */
};

/* A value of a facet, with how many rows have it. */
struct facet {
    struct text words;
    int64_t count;
    const char *url;
    bool is_chosen;
};

/* ---- forms (form.html) ---- */

enum input_kind {
    INPUT_TEXT = 0,
    INPUT_LONG, /* several lines */
    INPUT_NUMBER,
    INPUT_DATE,
    INPUT_TIME,
    INPUT_PASSWORD,
    INPUT_RADIOS,
    INPUT_SELECT,
};

struct form_choice {
    const char *value;
    const char *label; /* NULL: `words` */
    struct text words;
};

/* One field of a form as it is shown. */
struct form_field {
    enum input_kind kind;
    const char *name;  /* in the form */
    const char *label; /* its places take `label_value` */
    struct shown label_value;
    const char *hint;
    struct text value;        /* what stands in it */
    const struct err *wrong;  /* or NULL */
    const char *autocomplete; /* NULL: off */
    bool is_short;            /* a few letters */
    bool is_optional;         /* says so behind its label */
    const struct form_choice *choices;
    size_t n_choices;
    const char *none; /* the choice of nothing: "Not asked yet"; NULL: there is none */
};

/* The type of its <input>. A date that is none stays visible as text. */
const char *input_type(const struct form_field *f);

#endif
