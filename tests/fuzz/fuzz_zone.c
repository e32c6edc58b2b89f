/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* fuzz_zone.c - any bytes as a zone file; what is accepted must answer every question, and what it
 * says of a wall time must be what it shows at that instant. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/when.h"
#include "base/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct zone *z, int32_t date, int32_t minute)
{
    int64_t ms[2] = {0};
    enum zone_answer answer = zone_instant(z, date, minute, ms);
    if (ms[0] > ms[1] || (answer == ZONE_TWICE) != (ms[0] < ms[1]))
        abort();
    for (size_t i = 0; i < 2 && answer != ZONE_NEVER; i++) {
        struct wall w = zone_wall(z, ms[i]);
        if (w.date != date || w.minute != minute)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct zone *z = NULL;
    struct arena *a = arena_new(1 << 24);
    if (a == NULL)
        return 0;
    if (zone_parse(a, (struct text){(const char *)data, size}, &z) == NULL) {
        for (int32_t date = DATE_MIN + 3; date < DATE_MAX - 3; date += 9973)
            ask(z, date, (date & 0x3ff) % DAY_MINUTES);
        for (int32_t date = 20544; date < 20544 + 366; date += 7)
            ask(z, date, 150);
        (void)zone_wall(z, INSTANT_MIN);
        (void)zone_wall(z, INSTANT_MAX);
        (void)zone_date_start(z, DATE_MIN);
        (void)zone_date_end(z, DATE_MAX);
    }
    arena_free(a);
    return 0;
}
