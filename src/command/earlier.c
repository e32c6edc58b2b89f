/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* earlier.c - a time before us is written down. */
#include "command/earlier.h"

#include <string.h>

#include "base/when.h"
#include "model/types_programme.h"
#include "view/cases.h"

enum { PIECES_MAX = 3 };

/* 2014-05-12 12.05.2014 2014-05 05.2014 2014 */
static bool day_read(struct text typed, int32_t *ret_day, int64_t *ret_precision)
{
    static const int64_t of_pieces[] = {0, ABOUT_YEAR, ABOUT_MONTH, ABOUT_EXACT};
    bool dots = typed.n > 0 && memchr(typed.at, '.', typed.n) != NULL;
    struct text rest = typed, piece;
    int64_t read[PIECES_MAX], of[PIECES_MAX] = {0, 1, 1}; /* year, month, day */
    size_t n = 0;
    while (text_cut(&rest, dots ? '.' : '-', &piece)) {
        if (n == PIECES_MAX || !text_int(piece, &read[n]))
            return false;
        n++;
    }
    for (size_t i = 0; i < n; i++)
        of[dots ? n - 1 - i : i] = read[i];
    *ret_precision = of_pieces[n];
    return of[0] >= 1900 && of[0] <= 9999 && of[1] >= 1 && of[1] <= 12 && of[2] >= 1 &&
           of[2] <= 31 && date_make((int32_t)of[0], (int32_t)of[1], (int32_t)of[2], ret_day);
}

bool about_read(struct text typed, int32_t *ret_day, int64_t *ret_precision)
{
    static const char *const about[] = {"about ",    "~",        "около ",
                                        "примерно ", "близько ", "приблизно "};
    for (size_t i = 0; i < COUNT(about); i++) {
        struct text word = text_of(about[i]);
        if (typed.n <= word.n || memcmp(typed.at, word.at, word.n) != 0)
            continue;
        typed = text_trim((struct text){typed.at + word.n, typed.n - word.n});
        bool is_day = day_read(typed, ret_day, ret_precision);
        *ret_precision = ABOUT_ROUGHLY;
        return is_day;
    }
    return day_read(typed, ret_day, ret_precision);
}

static struct err *end_read(struct request *rq, struct rec *r, const char *field, uint64_t day_no,
                            uint64_t precision_no, struct text typed)
{
    int32_t day = 0;
    int64_t precision = 0;
    if (typed.n == 0)
        return NULL;
    if (!about_read(typed, &day, &precision))
        return err_example(err_input(rq->arena, field,
                                     N_("Write a year, a month or a day; \"about\" may stand "
                                        "before it")),
                           "about 2014");
    TRY(rec_set_int(rq->arena, r, day_no, day));
    return rec_set_int(rq->arena, r, precision_no, precision);
}

static struct err *order_check(struct request *rq, const struct rec *r)
{
    int32_t today = 0;
    TRY(request_day(rq, &today));
    int64_t from = rec_int(r, EARLIER_FROM, INT32_MIN),
            until = rec_int(r, EARLIER_UNTIL, INT32_MAX);
    if (from > today)
        return err_example(err_input(rq->arena, "from", N_("This day lies in the future")), "2014");
    if (until != INT32_MAX && (until < from || until > today))
        return err_example(
            err_input(rq->arena, "until", N_("This is before the beginning, or in the future")),
            "2017");
    return NULL;
}

struct err *earlier_add(struct request *rq, const void *form, struct deed *deed)
{
    const struct earlier_form *f = form;
    struct rec *person = NULL, *r = NULL;
    struct err *wrong = NULL;
    bool seen = false;
    TRY(case_work_is_seen(rq, f->person, &seen));
    if (!seen)
        return err_new(rq->arena, ERR_ABSENT,
                       N_("Nothing here that you can open. Search, or ask the manager"));
    TRY(person_require(rq, f->person, &person));
    TRY(deed_record(deed, &earlier_type, person->area, &r));
    if (f->kind.n == 0)
        err_collect(&wrong,
                    err_example(err_input(rq->arena, "kind", N_("Choose where it was")), "clinic"));
    else
        err_collect(&wrong, rec_read(rq->arena, r, "kind", f->kind));
    err_collect(&wrong, end_read(rq, r, "from", EARLIER_FROM, EARLIER_FROM_PRECISION, f->from));
    err_collect(&wrong, end_read(rq, r, "until", EARLIER_UNTIL, EARLIER_UNTIL_PRECISION, f->until));
    if (f->source.n > 0)
        err_collect(&wrong, rec_read(rq->arena, r, "source", f->source));
    if (f->words.n > 0)
        err_collect(&wrong, rec_read(rq->arena, r, "words", f->words));
    if (wrong == NULL)
        wrong = order_check(rq, r);
    if (wrong != NULL)
        return wrong;
    TRY(rec_set_id(rq->arena, r, EARLIER_PERSON, f->person));
    deed_say(deed, N_("Written down, apart from our own stays"), NULL, NULL);
    return deed_add(deed, ACT_ADD, NULL, NULL, r);
}
