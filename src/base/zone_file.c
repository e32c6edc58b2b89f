/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* zone_file.c - reads the system's zone files: RFC 8536, versions 2 to 4, and POSIX's TZ for the
 * footer. The bytes come from the system, yet nothing in them is believed unchecked. */
#include "base/zone_file.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/world.h"
#include "base/zone.h"

#define ZONE_FOLDER "/usr/share/zoneinfo/"

enum { HEADER_BYTES = 20, COUNTS_BYTES = 24, TYPE_BYTES = 6, TYPES_MAX = 256 };
enum { OFFSET_S_MAX = 26 * 3600 - 1 }; /* RFC 8536, 3.2 */

/* The six counts of a header, in the file's order. */
struct counts {
    uint32_t universal;
    uint32_t standard;
    uint32_t leap_seconds;
    uint32_t changes;
    uint32_t types;
    uint32_t letters;
};

static const struct zone utc = {0};

const struct zone *zone_utc(void)
{
    return &utc;
}

static uint32_t u32_of(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool header_take(struct take *t, struct counts *ret_counts)
{
    const uint8_t *at = NULL;
    if (!take_bytes(t, HEADER_BYTES, &at) || memcmp(at, "TZif", 4) != 0 || at[4] < '2' ||
        !take_bytes(t, COUNTS_BYTES, &at))
        return false;
    *ret_counts = (struct counts){u32_of(at),      u32_of(at + 4),  u32_of(at + 8),
                                  u32_of(at + 12), u32_of(at + 16), u32_of(at + 20)};
    return true;
}

/* Leaves out what stands behind changes and types; `wide` is 4 or 8, the bytes of an instant. */
static bool rest_skip(struct take *t, const struct counts *c, size_t wide)
{
    const uint8_t *at = NULL;
    size_t bytes = c->letters + (size_t)c->leap_seconds * (wide + 4) + c->standard + c->universal;
    return take_bytes(t, bytes, &at);
}

static bool first_block_skip(struct take *t)
{
    struct counts c;
    const uint8_t *at = NULL;
    return header_take(t, &c) &&
           take_bytes(t, (size_t)c.changes * 5 + (size_t)c.types * TYPE_BYTES, &at) &&
           rest_skip(t, &c, 4);
}

static bool offsets_take(struct take *t, uint32_t n, int32_t *offsets)
{
    const uint8_t *at = NULL;
    if (n == 0 || n > TYPES_MAX || !take_bytes(t, (size_t)n * TYPE_BYTES, &at))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        offsets[i] = (int32_t)u32_of(at + (size_t)i * TYPE_BYTES);
        if (offsets[i] < -OFFSET_S_MAX || offsets[i] > OFFSET_S_MAX)
            return false;
    }
    return true;
}

/* The second block's changes and types. */
static bool changes_take(struct take *t, const struct counts *c, struct zone *z,
                         struct zone_change *changes)
{
    int32_t offsets[TYPES_MAX];
    const uint8_t *types = NULL;
    for (uint32_t i = 0; i < c->changes; i++) {
        uint64_t at_s = 0;
        if (!take_u64(t, &at_s))
            return false;
        changes[i].at_s = (int64_t)at_s;
        if (i > 0 && changes[i].at_s <= changes[i - 1].at_s)
            return false;
    }
    if (!take_bytes(t, c->changes, &types) || !offsets_take(t, c->types, offsets))
        return false;
    for (uint32_t i = 0; i < c->changes; i++) {
        if (types[i] >= c->types)
            return false;
        changes[i].offset_s = offsets[types[i]];
    }
    z->first_offset_s = offsets[0];
    z->changes = changes;
    z->n = c->changes;
    return true;
}

/* --- the rule, such as EET-2EEST,M3.5.0/3,M10.5.0/4 --- */

static bool char_take(struct text *t, char c)
{
    if (t->n == 0 || t->at[0] != c)
        return false;
    t->at++;
    t->n--;
    return true;
}

static bool number_take(struct text *t, int32_t least, int32_t most, int32_t *ret_n)
{
    size_t digits = 0;
    int32_t n = 0;
    for (; digits < t->n && digits < 4 && t->at[digits] >= '0' && t->at[digits] <= '9'; digits++)
        n = n * 10 + (t->at[digits] - '0');
    if (digits == 0 || n < least || n > most)
        return false;
    *t = (struct text){t->at + digits, t->n - digits};
    *ret_n = n;
    return true;
}

/* [+-]h[:mm[:ss]] */
static bool duration_take(struct text *t, int32_t hours_max, int32_t *ret_s)
{
    bool minus = char_take(t, '-');
    if (!minus)
        (void)char_take(t, '+');
    int32_t hours = 0, minutes = 0, seconds = 0;
    if (!number_take(t, 0, hours_max, &hours) ||
        (char_take(t, ':') && (!number_take(t, 0, 59, &minutes) ||
                               (char_take(t, ':') && !number_take(t, 0, 59, &seconds)))))
        return false;
    int32_t s = hours * 3600 + minutes * 60 + seconds;
    *ret_s = minus ? -s : s;
    return true;
}

static bool letter_is(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* EET or <+03>; we do not keep it. */
static bool abbreviation_take(struct text *t)
{
    bool quoted = char_take(t, '<');
    size_t n = 0;
    while (n < t->n && (quoted ? t->at[n] != '>' : letter_is(t->at[n])))
        n++;
    if (n < 3)
        return false;
    *t = (struct text){t->at + n, t->n - n};
    return !quoted || char_take(t, '>');
}

/* The rule counts west of Greenwich as positive. */
static bool offset_take(struct text *t, int32_t *ret_offset_s)
{
    int32_t west_s = 0;
    if (!duration_take(t, 24, &west_s))
        return false;
    *ret_offset_s = -west_s;
    return true;
}

static bool day_take(struct text *t, struct zone_day *ret_day)
{
    struct zone_day day = {.kind = ZONE_DAY_ZERO_BASED, .time_s = 2 * 3600};
    bool good = false;
    if (!char_take(t, ','))
        return false;
    if (char_take(t, 'M')) {
        day.kind = ZONE_DAY_OF_MONTH;
        good = number_take(t, 1, 12, &day.month) && char_take(t, '.') &&
               number_take(t, 1, 5, &day.week) && char_take(t, '.') &&
               number_take(t, 0, 6, &day.day);
    } else if (char_take(t, 'J')) {
        day.kind = ZONE_DAY_WITHOUT_LEAP;
        good = number_take(t, 1, 365, &day.day);
    } else {
        good = number_take(t, 0, 365, &day.day);
    }
    /* Version 3 files give up to a week before or after. */
    if (!good || (char_take(t, '/') && !duration_take(t, 167, &day.time_s)))
        return false;
    *ret_day = day;
    return true;
}

static bool rule_parse(struct text t, struct zone_rule *ret_rule)
{
    struct zone_rule r = {0};
    if (!abbreviation_take(&t) || !offset_take(&t, &r.standard_s))
        return false;
    if (t.n > 0) {
        r.has_summer = true;
        r.summer_s = r.standard_s + 3600;
        bool named = abbreviation_take(&t);
        bool usual = t.n > 0 && t.at[0] == ',';
        if (!named || (!usual && !offset_take(&t, &r.summer_s)) || !day_take(&t, &r.start) ||
            !day_take(&t, &r.end) || t.n > 0)
            return false;
    }
    *ret_rule = r;
    return true;
}

static bool footer_take(struct take *t, struct zone *z)
{
    struct text footer = {(const char *)t->at, t->n};
    if (footer.n < 2 || !char_take(&footer, '\n') || footer.at[footer.n - 1] != '\n')
        return false;
    footer.n--;
    z->has_rule = footer.n > 0;
    return !z->has_rule || rule_parse(footer, &z->rule);
}

struct err *zone_parse(struct arena *into, struct text bytes, const struct zone **ret_zone)
{
    struct take t = take_from(bytes);
    struct counts c = {0};
    bool good = first_block_skip(&t) && header_take(&t, &c) && c.changes <= LIMIT_ZONE_CHANGES &&
                c.leap_seconds == 0;
    struct zone *z = arena_make(into, struct zone);
    struct zone_change *changes = arena_makes(into, struct zone_change, good ? c.changes : 0);
    NEED(z);
    NEED(changes);
    if (!good || !changes_take(&t, &c, z, changes) || !rest_skip(&t, &c, 8) || !footer_take(&t, z))
        return err_mend(err_outside(into, N_("The time zone file of this system is damaged"),
                                    "%zu bytes, %zu not read", bytes.n, t.n),
                        "apt-get install --reinstall tzdata");
    *ret_zone = z;
    return NULL;
}

/* Only what the names in tzdata consist of: no dots, so no way out of the folder. */
static bool name_is_plain(struct text name)
{
    struct text part;
    if (name.n == 0 || name.n > LIMIT_ZONE_NAME_BYTES)
        return false;
    while (text_cut(&name, '/', &part)) {
        if (part.n == 0)
            return false;
        for (size_t i = 0; i < part.n; i++) {
            char c = part.at[i];
            if (!letter_is(c) && !(c >= '0' && c <= '9') && strchr("_+-", c) == NULL)
                return false;
        }
    }
    return true;
}

static const char *other_name(const char *name)
{
    if (strcmp(name, "Europe/Kyiv") == 0)
        return "Europe/Kiev";
    return strcmp(name, "Europe/Kiev") == 0 ? "Europe/Kyiv" : NULL;
}

static struct err *file_read(struct arena *into, const char *name, struct text *ret_bytes)
{
    const char *path = arena_printf(into, ZONE_FOLDER "%s", name);
    NEED(path);
    return world_read_file(into, path, LIMIT_ZONE_FILE_BYTES, ret_bytes);
}

static struct err *unknown_name(struct arena *into)
{
    return err_example(err_input(into, NULL, N_("There is no time zone with this name")),
                       "Europe/Kyiv");
}

/* Small systems come without any zone: then the name is not to blame. */
static struct err *absent_file(struct arena *into)
{
    struct text bytes;
    const struct err *bad = file_read(into, "UTC", &bytes);
    if (bad == NULL || bad->kind != ERR_ABSENT)
        return unknown_name(into);
    return err_mend(err_outside(into, N_("This system knows no time zones. Install tzdata"),
                                "no %s", ZONE_FOLDER),
                    "apt-get install tzdata");
}

struct err *zone_open(struct arena *into, const char *name, const struct zone **ret_zone)
{
    if (!name_is_plain(text_of(name)))
        return unknown_name(into);
    struct text bytes = TEXT_NONE;
    struct err *bad = file_read(into, name, &bytes);
    if (bad != NULL && bad->kind == ERR_ABSENT && other_name(name) != NULL)
        bad = file_read(into, other_name(name), &bytes);
    if (bad != NULL)
        return bad->kind == ERR_ABSENT ? absent_file(into) : bad;
    return zone_parse(into, bytes, ret_zone);
}
