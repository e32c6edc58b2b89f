/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* plan_main.c - the planner's commands as a program of their own, for tests and benchmarks that
 * should not wait for the whole house. Not installed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/read.h"
#include "plan/verify.h"
#include "plan/write.h"

int main(int argc, char **argv)
{
    struct arena *a = arena_new((size_t)8 << 30);
    const struct plan_instance *in;
    const struct plan_solution *s;
    struct plan_verdict v;
    if (argc < 3) return 2;
    struct err *bad = plan_instance_read(a, argv[1], &in);
    if (bad == NULL) bad = plan_contradiction(a, in);
    if (bad == NULL) bad = plan_solution_read(a, argv[2], &s);
    if (bad == NULL) bad = plan_verify(a, in, s, argc > 3 && atoi(argv[3]), argc > 4 ? atoi(argv[4]) : 1, &v);
    if (bad) { printf("%s: %s %s %s\n", bad->field ? bad->field : "", bad->text, bad->args[0] ? bad->args[0] : "", bad->args[1] ? bad->args[1] : ""); return 2; }
    for (struct err *e = v.faults; e; e = e->next) printf("WRONG %s %s %s %s\n", e->text, e->args[0] ? e->args[0] : "", e->args[1]?e->args[1]:"", e->args[2]?e->args[2]:"");
    if (v.unproved) printf("UNPROVED %s\n", v.unproved->text);
    printf("objective %ld bound %ld\n", v.objective, v.has_bound ? v.bound : -1);
    return v.faults || v.unproved;
}
