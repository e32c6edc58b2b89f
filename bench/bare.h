/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bare.h - the bare page that ours are measured against. Frozen: who changes it changes what every
 * figure means. */
#ifndef HEARTH_BENCH_BARE_H
#define HEARTH_BENCH_BARE_H

#include <stdint.h>

struct bare;

/* Serves GET / on a free port of loopback; NULL when it cannot. `path` is where its database of
 * 10,000 rows may lie. */
struct bare *bare_start(const char *path, uint16_t *ret_port);
void bare_stop(struct bare *b);

#endif
