/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What decodes is only what encoding would give again: every other form is refused. */
#include "unit.h"

#include "base/buf.h"
#include "journal/entry.h"

enum { BYTES_MAX = 256 << 10 };

static struct id id_of(uint8_t byte)
{
    struct id id;
    memset(id.bytes, byte, sizeof id.bytes);
    return id;
}

/* ---- what is made here and then broken
 * -------------------------------------------------------------- */

static void given_header(struct buf *bytes)
{
    struct place seen[] = {{id_of(1), 5}, {id_of(2), 300}};
    struct entry_part parts[] = {{.key = id_of(3), .length = 272},
                                 {.key = id_of(4), .length = 528}};
    struct entry e = {.org = 1,
                      .at = {id_of(9), 200},
                      .hlc = 77 << 16,
                      .type = 12,
                      .type_version = 1,
                      .n_seen = COUNT(seen),
                      .seen = seen,
                      .n_parts = COUNT(parts),
                      .parts = parts};
    entry_encode(&e, bytes);
    assert_fine(buf_check(bytes));
}

static void given_body(struct buf *bytes)
{
    struct change changes[] = {{1, CHANGE_SET, TEXT("a")},    {2, CHANGE_CLEAR, TEXT_NONE},
                               {3, CHANGE_ADD, TEXT("a")},    {3, CHANGE_ADD, TEXT("b")},
                               {3, CHANGE_REMOVE, TEXT("c")}, {200, CHANGE_SET, TEXT("zz")}};
    struct body b = {.act = 300, .n_changes = COUNT(changes), .changes = changes};
    body_encode(&b, bytes);
}

static void given_part(struct buf *bytes)
{
    struct part_field fields[] = {{1, TEXT("Anna")}, {2, TEXT("a")}, {2, TEXT("b")}};
    struct part p = {{id_of(9), 200}, COUNT(fields), fields};
    part_encode(&p, bytes);
}

/* Decodes and encodes again: true when the bytes were accepted; then they must be the same. */
typedef bool round_fn(struct arena *a, struct text bytes, struct buf *again);

static bool header_round(struct arena *a, struct text bytes, struct buf *again)
{
    struct entry e;
    const struct err *bad = entry_decode(a, bytes, &e);
    assert_true(bad == NULL || bad->kind == ERR_INTEGRITY);
    if (bad == NULL)
        entry_encode(&e, again);
    return bad == NULL;
}

static bool body_round(struct arena *a, struct text bytes, struct buf *again)
{
    struct body b;
    const struct err *bad = body_decode(a, bytes, &b);
    assert_true(bad == NULL || bad->kind == ERR_INTEGRITY);
    if (bad == NULL)
        body_encode(&b, again);
    return bad == NULL;
}

static bool part_round(struct arena *a, struct text bytes, struct buf *again)
{
    struct part p;
    const struct err *bad = part_decode(a, bytes, &p);
    assert_true(bad == NULL || bad->kind == ERR_INTEGRITY);
    if (bad == NULL)
        part_encode(&p, again);
    return bad == NULL;
}

static const struct kind {
    const char *name;
    void (*given)(struct buf *bytes);
    round_fn *round;
} kinds[] = {
    {"header", given_header, header_round},
    {"body", given_body, body_round},
    {"part", given_part, part_round},
};

static bool is_accepted(struct arena *a, const struct kind *kind, struct text bytes)
{
    struct arena_mark mark = arena_mark(a);
    struct buf again = buf_make(BYTES_MAX);
    bool accepted = kind->round(a, bytes, &again);
    if (accepted)
        assert_true(text_equal(bytes, buf_text(&again)));
    buf_done(&again);
    arena_rewind(a, mark);
    return accepted;
}

static void what_decodes_encodes_to_the_same_bytes(void **state)
{
    for (size_t k = 0; k < COUNT(kinds); k++) {
        struct buf bytes = buf_make(BYTES_MAX);
        kinds[k].given(&bytes);
        assert_true(is_accepted(*state, &kinds[k], buf_text(&bytes)));
        /* Any one bit changed: refused, or another content with one form of its own. */
        for (size_t bit = 0; bit < 8 * bytes.n; bit++) {
            bytes.at[bit / 8] = (char)(bytes.at[bit / 8] ^ (1 << bit % 8));
            (void)is_accepted(*state, &kinds[k], buf_text(&bytes));
            bytes.at[bit / 8] = (char)(bytes.at[bit / 8] ^ (1 << bit % 8));
        }
        buf_done(&bytes);
    }
}

static void a_cut_or_longer_form_is_refused(void **state)
{
    for (size_t k = 0; k < COUNT(kinds); k++) {
        struct buf bytes = buf_make(BYTES_MAX);
        kinds[k].given(&bytes);
        for (size_t n = 0; n < bytes.n; n++)
            assert_false(is_accepted(*state, &kinds[k], (struct text){bytes.at, n}));
        buf_char(&bytes, 0);
        assert_false(is_accepted(*state, &kinds[k], buf_text(&bytes)));
        buf_done(&bytes);
    }
}

/* Writes every byte that ends a varint in two bytes instead of one. */
static void a_number_in_a_longer_form_is_refused(void **state)
{
    for (size_t k = 0; k < COUNT(kinds); k++) {
        struct buf bytes = buf_make(BYTES_MAX);
        kinds[k].given(&bytes);
        for (size_t i = 0; i < bytes.n; i++) {
            struct buf longer = buf_make(BYTES_MAX);
            buf_bytes(&longer, bytes.at, i);
            buf_u8(&longer, (uint8_t)bytes.at[i] | 0x80);
            buf_u8(&longer, 0);
            buf_bytes(&longer, bytes.at + i + 1, bytes.n - i - 1);
            (void)is_accepted(*state, &kinds[k], buf_text(&longer));
            buf_done(&longer);
        }
        buf_done(&bytes);
    }
    /* The act of a body: 300 is ac 02; ac 82 00 is longer. */
    struct buf body = buf_make(BYTES_MAX);
    given_body(&body);
    struct buf longer = buf_make(BYTES_MAX);
    buf_bytes(&longer, body.at, 17);
    buf_str(&longer, "\x82");
    buf_u8(&longer, 0);
    buf_bytes(&longer, body.at + 18, body.n - 18);
    assert_false(is_accepted(*state, &kinds[1], buf_text(&longer)));
    buf_done(&longer);
    buf_done(&body);
}

/* ---- order, written by hand
 * ---------------------------------------------------------------------------- */

/* One change in bytes; a value is one character, 0 is none. */
static void put_change(struct buf *b, uint64_t field, uint8_t op, char value)
{
    buf_varint(b, field);
    buf_u8(b, op);
    if (op == CHANGE_CLEAR)
        return;
    buf_varint(b, value != 0);
    if (value != 0)
        buf_char(b, value);
}

struct two {
    uint64_t field_a;
    uint8_t op_a;
    char value_a;
    uint64_t field_b;
    uint8_t op_b;
    char value_b;
    bool is_good;
};

static void changes_have_one_order(void **state)
{
    static const struct two twos[] = {
        {1, CHANGE_SET, 'a', 2, CHANGE_SET, 'a', true},
        {2, CHANGE_SET, 'a', 1, CHANGE_SET, 'a', false}, /* fields ascend */
        {1, CHANGE_SET, 'a', 1, CHANGE_SET, 'b', false}, /* one set */
        {1, CHANGE_CLEAR, 0, 1, CHANGE_CLEAR, 0, false}, /* one clear */
        {1, CHANGE_SET, 'a', 1, CHANGE_CLEAR, 0, false}, /* not both */
        {1, CHANGE_SET, 'a', 1, CHANGE_ADD, 'b', false}, /* single or many */
        {1, CHANGE_CLEAR, 0, 1, CHANGE_ADD, 'b', false},
        {1, CHANGE_ADD, 'a', 1, CHANGE_ADD, 'b', true},
        {1, CHANGE_ADD, 'b', 1, CHANGE_ADD, 'a', false}, /* values ascend */
        {1, CHANGE_ADD, 'a', 1, CHANGE_ADD, 'a', false}, /* each once */
        {1, CHANGE_ADD, 'a', 1, CHANGE_REMOVE, 'b', true},
        {1, CHANGE_ADD, 'b', 1, CHANGE_REMOVE, 'a', true},
        {1, CHANGE_REMOVE, 'b', 1, CHANGE_ADD, 'a', false}, /* adds first */
        {1, CHANGE_ADD, 'a', 1, CHANGE_REMOVE, 'a', false}, /* not both ways */
        {1, CHANGE_REMOVE, 0, 1, CHANGE_REMOVE, 'a', true},
        {1, CHANGE_SET, 'a', 2, 0, 'a', false}, /* no such operation */
        {1, CHANGE_SET, 'a', 2, 5, 'a', false},
        {0, CHANGE_SET, 'a', 1, CHANGE_SET, 'a', false}, /* fields from 1 */
    };
    for (size_t i = 0; i < COUNT(twos); i++) {
        const struct two *t = &twos[i];
        struct buf b = buf_make(BYTES_MAX);
        static const char salt[ENTRY_SALT];
        buf_bytes(&b, salt, sizeof salt);
        buf_varint(&b, 1);
        buf_varint(&b, 2);
        put_change(&b, t->field_a, t->op_a, t->value_a);
        put_change(&b, t->field_b, t->op_b, t->value_b);
        if (t->is_good != is_accepted(*state, &kinds[1], buf_text(&b)))
            fail_msg("pair %zu", i);
        buf_done(&b);
    }
}

static void put_field(struct buf *b, uint64_t field, char value)
{
    buf_varint(b, field);
    buf_varint(b, 1);
    buf_char(b, value);
}

static bool part_of_two(struct arena *a, const struct place *replaces, uint64_t field_a, char a_is,
                        uint64_t field_b, char b_is)
{
    struct buf b = buf_make(BYTES_MAX);
    buf_bytes(&b, replaces->feed.bytes, ID_BYTES);
    buf_varint(&b, (uint64_t)replaces->seq);
    buf_varint(&b, 2);
    put_field(&b, field_a, a_is);
    put_field(&b, field_b, b_is);
    bool accepted = is_accepted(a, &kinds[2], buf_text(&b));
    buf_done(&b);
    return accepted;
}

static void sealed_fields_have_one_order(void **state)
{
    const struct place none = {ID_NONE, 0}, some = {id_of(3), 4}, half = {id_of(3), 0};
    assert_true(part_of_two(*state, &none, 1, 'a', 2, 'a'));
    assert_true(part_of_two(*state, &some, 1, 'a', 1, 'b'));
    assert_false(part_of_two(*state, &some, 1, 'b', 1, 'a'));
    assert_false(part_of_two(*state, &some, 1, 'a', 1, 'a'));
    assert_false(part_of_two(*state, &some, 2, 'a', 1, 'b'));
    assert_false(part_of_two(*state, &some, 0, 'a', 1, 'b'));
    assert_false(part_of_two(*state, &half, 1, 'a', 2, 'a'));
}

/* ---- limits
 * -------------------------------------------------------------------------------------------- */

static void put_header_start(struct buf *b, uint8_t version, uint64_t seq, uint64_t hlc,
                             uint64_t type)
{
    static const char zeros[HASH_BYTES];
    buf_u8(b, version);
    buf_u64(b, 1);
    buf_bytes(b, zeros, ID_BYTES);
    buf_varint(b, seq);
    buf_bytes(b, zeros, HASH_BYTES);
    buf_u64(b, hlc);
    buf_bytes(b, zeros, ID_BYTES);
    buf_varint(b, type);
    buf_varint(b, 1);
    buf_bytes(b, zeros, ID_BYTES);
    buf_bytes(b, zeros, ID_BYTES);
}

/* A header with so many seen places and parts, each in order. */
static bool header_of(struct arena *a, uint8_t version, uint64_t seq, uint64_t hlc, uint64_t type,
                      size_t n_seen, size_t n_parts)
{
    static const char zeros[HASH_BYTES];
    struct buf b = buf_make(BYTES_MAX);
    put_header_start(&b, version, seq, hlc, type);
    buf_varint(&b, n_seen);
    for (size_t i = 0; i < n_seen; i++) {
        struct id feed = id_of((uint8_t)i);
        buf_bytes(&b, feed.bytes, ID_BYTES);
        buf_varint(&b, 1);
    }
    buf_bytes(&b, zeros, HASH_BYTES);
    buf_varint(&b, n_parts);
    for (size_t i = 0; i < n_parts; i++) {
        buf_bytes(&b, zeros, ID_BYTES);
        buf_bytes(&b, zeros, ENTRY_NONCE);
        buf_varint(&b, 272);
        buf_bytes(&b, zeros, HASH_BYTES);
    }
    bool accepted = is_accepted(a, &kinds[0], buf_text(&b));
    buf_done(&b);
    return accepted;
}

static void headers_have_limits(void **state)
{
    assert_true(header_of(*state, 1, 1, 0, 1, 0, 0));
    assert_false(header_of(*state, 0, 1, 0, 1, 0, 0)); /* version */
    assert_false(header_of(*state, 2, 1, 0, 1, 0, 0));
    assert_false(header_of(*state, 1, 0, 0, 1, 0, 0)); /* number */
    assert_false(header_of(*state, 1, 1, 0, 0, 0, 0)); /* type */
    assert_true(header_of(*state, 1, INT64_MAX, INT64_MAX, INT64_MAX, 0, 0));
    assert_false(header_of(*state, 1, (uint64_t)INT64_MAX + 1, 0, 1, 0, 0));
    assert_false(header_of(*state, 1, 1, (uint64_t)INT64_MAX + 1, 1, 0, 0));
    assert_false(header_of(*state, 1, 1, 0, (uint64_t)INT64_MAX + 1, 0, 0));
    assert_true(header_of(*state, 1, 1, 0, 1, ENTRY_SEEN_MAX, ENTRY_PARTS_MAX));
    assert_false(header_of(*state, 1, 1, 0, 1, ENTRY_SEEN_MAX + 1, 0));
    assert_false(header_of(*state, 1, 1, 0, 1, 0, ENTRY_PARTS_MAX + 1));
}

static bool body_of(struct arena *a, size_t n_changes, size_t value_bytes)
{
    static const char zeros[ENTRY_BODY_MAX];
    struct buf b = buf_make(BYTES_MAX);
    buf_bytes(&b, zeros, ENTRY_SALT);
    buf_varint(&b, 1);
    buf_varint(&b, n_changes);
    for (size_t i = 0; i < n_changes; i++) {
        buf_varint(&b, i + 1);
        buf_u8(&b, CHANGE_SET);
        buf_varint(&b, value_bytes);
        buf_bytes(&b, zeros, value_bytes);
    }
    bool accepted = is_accepted(a, &kinds[1], buf_text(&b));
    buf_done(&b);
    return accepted;
}

static void bodies_have_limits(void **state)
{
    const size_t most = ENTRY_BODY_MAX - ENTRY_SALT - 7; /* act, count, field, op, length of 3 */
    assert_true(body_of(*state, 0, 0));
    assert_true(body_of(*state, ENTRY_CHANGES_MAX, 1));
    assert_false(body_of(*state, ENTRY_CHANGES_MAX + 1, 1));
    assert_true(body_of(*state, 1, most));
    assert_false(body_of(*state, 1, most + 1));
}

static void the_clock_of_an_entry_is_its_upper_48_bits(void **state)
{
    (void)state;
    struct entry e = {.hlc = (1763737800123ULL << 16) + 65535};
    assert_int_equal(1763737800123, entry_ms(&e));
}

static void what_an_encoder_binds_is_the_header_up_to_the_open_hash(void **state)
{
    (void)state;
    struct entry_part parts[] = {{.key = id_of(3), .length = 272},
                                 {.key = id_of(4), .length = 528}};
    struct entry e = {.org = 1,
                      .at = {id_of(9), 200},
                      .type = 12,
                      .type_version = 1,
                      .n_parts = 2,
                      .parts = parts};
    struct buf whole = buf_make(BYTES_MAX), bound = buf_make(BYTES_MAX), part = buf_make(BYTES_MAX);
    entry_encode(&e, &whole);
    entry_encode_bound(&e, &bound);
    entry_encode_part_bound(&e, 1, &part);
    assert_int_equal(whole.n, bound.n + 1 + 2 * (16 + 24 + 2 + 32));
    assert_memory_equal(whole.at, bound.at, bound.n);
    assert_int_equal(part.n, bound.n + 1 + ID_BYTES);
    assert_memory_equal(part.at, bound.at, bound.n);
    assert_int_equal(1, part.at[bound.n]);
    assert_memory_equal(part.at + bound.n + 1, parts[1].key.bytes, ID_BYTES);
    buf_done(&whole);
    buf_done(&bound);
    buf_done(&part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        unit_test_arena(what_decodes_encodes_to_the_same_bytes),
        unit_test_arena(a_cut_or_longer_form_is_refused),
        unit_test_arena(a_number_in_a_longer_form_is_refused),
        unit_test_arena(changes_have_one_order),
        unit_test_arena(sealed_fields_have_one_order),
        unit_test_arena(headers_have_limits),
        unit_test_arena(bodies_have_limits),
        unit_test_arena(the_clock_of_an_entry_is_its_upper_48_bits),
        unit_test_arena(what_an_encoder_binds_is_the_header_up_to_the_open_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
