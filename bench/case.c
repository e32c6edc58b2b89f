/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* case.c - what opening a case costs: the head and the first page of the timeline, 25 items read
 * and unsealed, for a case with 50 notes and for one with 5,000. The bar is 1.3 times. Run by hand:
 * make build/bench/case && build/bench/case */
#include <time.h>

#include "base/when.h"
#include "command/case.h"
#include "command/note.h"
#include "support/site.h"
#include "view/cases.h"
#include "view/timeline.h"

enum { FEW = 50, MANY = 5000, LOOKS = 2000, PAGE = 25 };

static int64_t cpu_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static struct id case_given(struct workplace *w, const char *name, size_t room, size_t n,
                            struct id *ret_about)
{
    struct job came = admit(w, name, room, 2);
    assert_fine(came.err);
    *ret_about = made(&came, &person_type);
    const struct case_open_form open = {.person = *ret_about, .type = TEXT("crisis")};
    struct job opened = act_well(w, case_open, &open, MAY_WORK_CASES);
    const struct note_form form = {.found = made(&opened, &case_type),
                                   .kind = TEXT("call"),
                                   .text = TEXT("She called the clinic; they wait on Friday.")};
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(w->arena);
        (void)act_well(w, note_add, &form, MAY_WRITE_NOTES);
        arena_rewind(w->arena, mark);
    }
    return form.found;
}

/* Nanoseconds of CPU for each opening. */
static int64_t opening(struct workplace *w, struct id found, struct id about)
{
    struct who who;
    struct request rq;
    assert_fine(desk_request(w->site, w->arena, TEXT("manager"), MAY_SEE_CASES, &who, &rq));
    const struct timeline_ask ask = {
        .found = found, .about = about, .before_ms = INSTANT_MAX, .limit = PAGE};
    int64_t from = cpu_ns();
    for (size_t i = 0; i < LOOKS; i++) {
        struct arena_mark mark = arena_mark(w->arena);
        struct case_view view;
        struct timeline timeline;
        assert_fine(case_read(&rq, found, &view));
        assert_fine(timeline_read(&rq, &ask, &timeline));
        assert_int_equal(PAGE, timeline.n);
        arena_rewind(w->arena, mark);
    }
    return (cpu_ns() - from) / LOOKS;
}

int main(void)
{
    struct workplace w = workplace_make();
    struct id olena, maria;
    struct id few = case_given(&w, "Olena K.", 0, FEW, &olena);
    struct id many = case_given(&w, "Maria S.", 1, MANY, &maria);
    assert_fine(site_load_people(w.site));
    (void)opening(&w, few, olena);
    int64_t short_ns = opening(&w, few, olena), long_ns = opening(&w, many, maria);
    printf("a case with %d entries: %lld us, with %d: %lld us, ratio %lld.%02lld (bar 1.30)\n", FEW,
           (long long)short_ns / 1000, MANY, (long long)long_ns / 1000,
           (long long)(long_ns / short_ns), (long long)(long_ns * 100 / short_ns % 100));
    workplace_done(&w);
    return 0;
}
