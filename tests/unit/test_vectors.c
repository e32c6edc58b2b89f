/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The journal's bytes for other programs: tests/data/journal holds, for each kind of bytes, what is
 * meant (NAME.json) and the bytes (NAME.hex). This test makes them anew and compares; with --write
 * it writes them, once, when a kind is added. tests/journal_check.py reads the same files. */
#include "unit.h"

#include "base/buf.h"
#include "journal/journal.h"
#include "known_random.h"

enum { VECTOR_MAX = 64 << 10 };
static const char folder[] = "tests/data/journal";
static bool is_writing;

/* ---- JSON --------------------------------------------------------------------------------------
 */

static void put_hex(struct buf *json, const char *name, const void *bytes, size_t n)
{
    char hex[2 * 4096 + 1];
    assert_true(n <= 4096);
    text_hex(bytes, n, hex);
    buf_printf(json, "\"%s\": \"%s\"", name, hex);
}

static void put_part_json(struct buf *json, const struct part *p)
{
    buf_str(json, "{\"kind\": \"part\", \"replaces\": {");
    put_hex(json, "feed", p->replaces.feed.bytes, ID_BYTES);
    buf_printf(json, ", \"seq\": %lld}, \"fields\": [", (long long)p->replaces.seq);
    for (size_t i = 0; i < p->n_fields; i++) {
        buf_printf(json, "%s{\"field\": %llu, ", i == 0 ? "" : ", ",
                   (unsigned long long)p->fields[i].field);
        put_hex(json, "value", p->fields[i].value.at, p->fields[i].value.n);
        buf_str(json, "}");
    }
    buf_str(json, "]}");
}

static void put_body_json(struct buf *json, const struct body *b)
{
    static const char *const ops[] = {[CHANGE_SET] = "set",
                                      [CHANGE_CLEAR] = "clear",
                                      [CHANGE_ADD] = "add",
                                      [CHANGE_REMOVE] = "remove"};
    buf_str(json, "{\"kind\": \"body\", ");
    put_hex(json, "salt", b->salt, ENTRY_SALT);
    buf_printf(json, ", \"act\": %llu, \"changes\": [", (unsigned long long)b->act);
    for (size_t i = 0; i < b->n_changes; i++) {
        const struct change *c = &b->changes[i];
        buf_printf(json, "%s{\"field\": %llu, \"op\": \"%s\"", i == 0 ? "" : ", ",
                   (unsigned long long)c->field, ops[c->op]);
        if (c->op != CHANGE_CLEAR) {
            buf_str(json, ", ");
            put_hex(json, "value", c->value.at, c->value.n);
        }
        buf_str(json, "}");
    }
    buf_str(json, "]}");
}

static void put_places_json(struct buf *json, const struct entry *e)
{
    buf_str(json, ", \"seen\": [");
    for (size_t i = 0; i < e->n_seen; i++) {
        buf_str(json, i == 0 ? "{" : ", {");
        put_hex(json, "feed", e->seen[i].feed.bytes, ID_BYTES);
        buf_printf(json, ", \"seq\": %lld}", (long long)e->seen[i].seq);
    }
    buf_str(json, "]");
}

static void put_parts_json(struct buf *json, const struct entry *e)
{
    buf_str(json, ", \"parts\": [");
    for (size_t i = 0; i < e->n_parts; i++) {
        const struct entry_part *p = &e->parts[i];
        buf_str(json, i == 0 ? "{" : ", {");
        put_hex(json, "key", p->key.bytes, ID_BYTES);
        buf_str(json, ", ");
        put_hex(json, "nonce", p->nonce, ENTRY_NONCE);
        buf_printf(json, ", \"length\": %llu, ", (unsigned long long)p->length);
        put_hex(json, "hash", p->hash.bytes, HASH_BYTES);
        buf_str(json, "}");
    }
    buf_str(json, "]");
}

static void put_header_json(struct buf *json, const struct entry *e)
{
    const struct {
        const char *name;
        const void *at;
        size_t n;
    } fields[] = {
        {"feed", e->at.feed.bytes, ID_BYTES},  {"prev", e->prev.bytes, HASH_BYTES},
        {"deed", e->deed.bytes, ID_BYTES},     {"obj", e->obj.bytes, ID_BYTES},
        {"author", e->author.bytes, ID_BYTES}, {"open_hash", e->open_hash.bytes, HASH_BYTES},
    };
    buf_printf(json,
               "{\"kind\": \"header\", \"org\": %lld, \"seq\": %lld, \"hlc\": %llu, "
               "\"type\": %llu, \"type_version\": %llu",
               (long long)e->org, (long long)e->at.seq, (unsigned long long)e->hlc,
               (unsigned long long)e->type, (unsigned long long)e->type_version);
    for (size_t i = 0; i < COUNT(fields); i++) {
        buf_str(json, ", ");
        put_hex(json, fields[i].name, fields[i].at, fields[i].n);
    }
    put_places_json(json, e);
    put_parts_json(json, e);
    buf_str(json, "}");
}

/* ---- files
 * ---------------------------------------------------------------------------------------- */

static void file_is(struct arena *a, const char *name, const char *ending, struct text expected)
{
    const char *path = arena_printf(a, "%s/%s.%s", folder, name, ending);
    struct text found;
    if (is_writing)
        assert_fine(world_write_file(a, path, expected, 0644));
    assert_fine(world_read_file(a, path, 4 * VECTOR_MAX, &found));
    if (!text_equal(expected, found))
        print_error("%s is not what is made now\n", path);
    assert_true(text_equal(expected, found));
}

/* Hex in lines of 64 digits. */
static void vector_is(struct arena *a, const char *name, struct buf *json, const struct buf *bytes)
{
    struct buf hex = buf_make(4 * VECTOR_MAX);
    for (size_t i = 0; i < bytes->n; i++)
        buf_printf(&hex, "%02x%s", (unsigned char)bytes->at[i],
                   i % 32 == 31 || i + 1 == bytes->n ? "\n" : "");
    buf_str(json, "\n");
    file_is(a, name, "json", buf_text(json));
    file_is(a, name, "hex", buf_text(&hex));
    buf_done(&hex);
}

/* ---- content
 * --------------------------------------------------------------------------------------- */

/* An id that counts up from its first byte. */
static struct id some_id(uint8_t first)
{
    struct id id;
    for (size_t i = 0; i < ID_BYTES; i++)
        id.bytes[i] = (uint8_t)(first + i);
    return id;
}

static struct hash some_hash(uint8_t first)
{
    struct hash h;
    for (size_t i = 0; i < HASH_BYTES; i++)
        h.bytes[i] = (uint8_t)(first + i);
    return h;
}

static void body_is(struct arena *a, const char *name, size_t n, struct change *changes)
{
    struct buf json = buf_make(VECTOR_MAX), bytes = buf_make(VECTOR_MAX);
    struct body body = {.act = 300, .n_changes = n, .changes = changes}, again;
    memcpy(body.salt, some_hash(0xa0).bytes, ENTRY_SALT);
    body_encode(&body, &bytes);
    assert_fine(body_decode(a, buf_text(&bytes), &again));
    put_body_json(&json, &again);
    vector_is(a, name, &json, &bytes);
    buf_done(&json);
    buf_done(&bytes);
}

static void header_is(struct arena *a, const char *name, const struct entry *e)
{
    struct buf json = buf_make(VECTOR_MAX), bytes = buf_make(VECTOR_MAX);
    struct entry again;
    entry_encode(e, &bytes);
    assert_fine(entry_decode(a, buf_text(&bytes), &again));
    put_header_json(&json, &again);
    vector_is(a, name, &json, &bytes);
    buf_done(&json);
    buf_done(&bytes);
}

static struct entry some_entry(void)
{
    return (struct entry){.org = 258,
                          .at = {some_id(0x10), 300},
                          .prev = some_hash(0x20),
                          .hlc = (1763737800000ULL << 16) + 5,
                          .deed = some_id(0x40),
                          .type = 12,
                          .type_version = 1,
                          .obj = some_id(0x50),
                          .author = some_id(0x60),
                          .open_hash = some_hash(0x70)};
}

/* ---- vectors
 * ---------------------------------------------------------------------------------------- */

static void numbers_are_big_endian_or_shortest_leb128(void **state)
{
    static const uint64_t plain[] = {0,     1,     127,        128,       300,
                                     16383, 16384, UINT32_MAX, INT64_MAX, UINT64_MAX};
    static const int64_t with_sign[] = {0, -1, 1, -64, 64, -65, INT64_MIN, INT64_MAX};
    struct buf json = buf_make(VECTOR_MAX), bytes = buf_make(VECTOR_MAX);
    buf_str(&json, "{\"kind\": \"numbers\", \"numbers\": [{\"as\": \"u64\", \"n\": "
                   "\"72623859790382856\"}");
    buf_u64(&bytes, 72623859790382856ULL); /* 01 02 03 04 05 06 07 08 */
    for (size_t i = 0; i < COUNT(plain); i++) {
        buf_printf(&json, ", {\"as\": \"varint\", \"n\": \"%llu\"}", (unsigned long long)plain[i]);
        buf_varint(&bytes, plain[i]);
    }
    for (size_t i = 0; i < COUNT(with_sign); i++) {
        buf_printf(&json, ", {\"as\": \"zigzag\", \"n\": \"%lld\"}", (long long)with_sign[i]);
        buf_zigzag(&bytes, with_sign[i]);
    }
    buf_str(&json, "]}");
    vector_is(*state, "numbers", &json, &bytes);
    buf_done(&json);
    buf_done(&bytes);
}

static void a_body_has_one_form_for_each_operation(void **state)
{
    struct change set = {1, CHANGE_SET, TEXT("room 4")};
    struct change clear = {2, CHANGE_CLEAR, TEXT_NONE};
    struct change add = {3, CHANGE_ADD, TEXT("\x01")};
    struct change remove = {128, CHANGE_REMOVE, TEXT("")};
    struct change all[] = {
        {1, CHANGE_SET, TEXT("")},     {2, CHANGE_CLEAR, TEXT_NONE},
        {3, CHANGE_ADD, TEXT("a")},    {3, CHANGE_ADD, TEXT("aa")},
        {3, CHANGE_ADD, TEXT("b")},    {3, CHANGE_REMOVE, TEXT("")},
        {3, CHANGE_REMOVE, TEXT("c")}, {70000, CHANGE_SET, TEXT("field of a later version")},
    };
    body_is(*state, "body-set", 1, &set);
    body_is(*state, "body-clear", 1, &clear);
    body_is(*state, "body-add", 1, &add);
    body_is(*state, "body-remove", 1, &remove);
    body_is(*state, "body-all", COUNT(all), all);
    body_is(*state, "body-none", 0, NULL);
}

static void part_is(struct arena *a, const char *name, struct place replaces, size_t n,
                    struct part_field *fields)
{
    struct buf json = buf_make(VECTOR_MAX), bytes = buf_make(VECTOR_MAX);
    struct part part = {replaces, n, fields}, again;
    part_encode(&part, &bytes);
    assert_fine(part_decode(a, buf_text(&bytes), &again));
    put_part_json(&json, &again);
    vector_is(a, name, &json, &bytes);
    buf_done(&json);
    buf_done(&bytes);
}

static void a_part_names_what_it_replaces(void **state)
{
    struct part_field fields[] = {
        {1, TEXT("Anna K.")}, {7, TEXT("")}, {7, TEXT("likes soup")}, {7, TEXT("sings")}};
    part_is(*state, "part-first", (struct place){ID_NONE, 0}, COUNT(fields), fields);
    part_is(*state, "part-next", (struct place){some_id(0x10), 300}, 1, fields);
    part_is(*state, "part-empty", (struct place){some_id(0x10), 1}, 0, NULL);
}

static void a_header_has_one_form(void **state)
{
    struct place seen[] = {{some_id(0x01), 1}, {some_id(0x02), 40000}};
    struct entry_part parts[2] = {{.key = some_id(0x90), .length = 272, .hash = some_hash(0xc0)},
                                  {.key = some_id(0x91), .length = 65808, .hash = some_hash(0xd0)}};
    memcpy(parts[0].nonce, some_hash(0xb0).bytes, ENTRY_NONCE);
    memcpy(parts[1].nonce, some_hash(0xb1).bytes, ENTRY_NONCE);
    struct entry e = some_entry();
    header_is(*state, "header-plain", &e);
    e.seen = seen;
    e.n_seen = COUNT(seen);
    header_is(*state, "header-seen", &e);
    e.parts = parts;
    e.n_parts = 1;
    header_is(*state, "header-seen-part", &e);
    e.n_seen = 0;
    e.n_parts = 2;
    e.at.seq = 1;
    e.prev = (struct hash){{0}};
    e.org = -1;
    header_is(*state, "header-parts", &e);
}

/* ---- a chain of three entries, one with a sealed part, and the seal over its head --------------
 */

static void put_entry_json(struct buf *json, struct text header, const struct buf *body,
                           const struct buf *cipher)
{
    buf_str(json, "{");
    put_hex(json, "header", header.at, header.n);
    buf_str(json, ", ");
    put_hex(json, "body", body->at, body->n);
    struct hash hash = journal_entry_hash(header);
    buf_str(json, ", ");
    put_hex(json, "hash", hash.bytes, HASH_BYTES);
    if (cipher->n > 0) {
        buf_str(json, ", ");
        put_hex(json, "cipher", cipher->at, cipher->n);
    }
    buf_str(json, "}");
}

static struct err *seal_part(struct arena *a, const struct keyring *ring, struct entry *e,
                             struct buf *cipher)
{
    CLEANUP(buf_done) struct buf plain = buf_make(VECTOR_MAX);
    CLEANUP(buf_done) struct buf bound = buf_make(VECTOR_MAX);
    struct part_field name = {1, TEXT("Anna K.")};
    struct part part = {{ID_NONE, 0}, 1, &name};
    struct seal_nonce nonce;
    part_encode(&part, &plain);
    entry_encode_part_bound(e, 0, &bound);
    TRY(keyring_seal(a, ring, e->parts[0].key, buf_text(&plain), buf_text(&bound), cipher, &nonce));
    memcpy(e->parts[0].nonce, nonce.bytes, ENTRY_NONCE);
    e->parts[0].length = cipher->n;
    e->parts[0].hash = journal_part_hash(buf_text(cipher));
    return NULL;
}

static void a_chain_hangs_together(void **state)
{
    struct buf json = buf_make(VECTOR_MAX), bytes = buf_make(VECTOR_MAX);
    struct site_key *site;
    struct keyring *ring;
    struct text wrapped;
    struct entry e = some_entry();
    struct hash prev = {{0}};
    assert_fine(seal_start(*state)); /* it draws some randomness of its own */
    known_world(0);
    assert_fine(site_key_make(*state, &site, &ring));
    assert_fine(keyring_make_key(*state, ring, some_id(0x90), &wrapped));
    e.at.feed = journal_feed_id(&site->public_key, some_id(0x70), some_id(0x80));
    buf_str(&json, "{\"kind\": \"chain\", \"org\": 258, ");
    put_hex(&json, "incarnation", some_id(0x70).bytes, ID_BYTES);
    buf_str(&json, ", ");
    put_hex(&json, "area", some_id(0x80).bytes, ID_BYTES);
    buf_str(&json, ", ");
    put_hex(&json, "public_key", site->public_key.bytes, SEAL_PUBLIC);
    buf_str(&json, ", ");
    put_hex(&json, "feed", e.at.feed.bytes, ID_BYTES);
    /* The key of the sealed part: known_random had given 80 bytes before it. */
    uint8_t key[32];
    for (size_t i = 0; i < sizeof key; i++)
        key[i] = (uint8_t)(80 + i);
    buf_str(&json, ", ");
    put_hex(&json, "part_key", key, sizeof key);
    buf_str(&json, ", \"entries\": [");
    for (int64_t seq = 1; seq <= 3; seq++) {
        struct change set = {1, CHANGE_SET, TEXT("4")};
        struct body body = {.act = 1, .n_changes = 1, .changes = &set};
        struct entry_part part = {.key = some_id(0x90)};
        struct buf body_bytes = buf_make(VECTOR_MAX), cipher = buf_make(VECTOR_MAX);
        world_random(body.salt, ENTRY_SALT);
        body_encode(&body, &body_bytes);
        e.at.seq = seq;
        e.prev = prev;
        e.hlc++;
        e.open_hash = journal_open_hash(buf_text(&body_bytes));
        e.parts = &part;
        e.n_parts = seq == 2;
        if (seq == 2)
            assert_fine(seal_part(*state, ring, &e, &cipher));
        buf_clear(&bytes);
        entry_encode(&e, &bytes);
        prev = journal_entry_hash(buf_text(&bytes));
        buf_str(&json, seq == 1 ? "" : ", ");
        put_entry_json(&json, buf_text(&bytes), &body_bytes, &cipher);
        buf_done(&body_bytes);
        buf_done(&cipher);
    }
    world_set(NULL);
    struct seal_signature signature;
    buf_clear(&bytes);
    journal_seal_encode(258, &(struct place){e.at.feed, 3}, 0, &prev, &bytes);
    keyring_sign(ring, "hearth-seal-1", buf_text(&bytes), &signature);
    buf_str(&json, "], \"seal\": {\"seq\": 3, \"since\": 0, ");
    put_hex(&json, "signature", signature.bytes, SEAL_SIGNATURE);
    buf_str(&json, "}}");
    vector_is(*state, "chain", &json, &bytes); /* the bytes that the seal signs */
    keyring_close(&ring);
    buf_done(&json);
    buf_done(&bytes);
}

int main(int argc, char **argv)
{
    is_writing = argc == 2 && strcmp(argv[1], "--write") == 0;
    const struct CMUnitTest tests[] = {
        unit_test_arena(numbers_are_big_endian_or_shortest_leb128),
        unit_test_arena(a_body_has_one_form_for_each_operation),
        unit_test_arena(a_part_names_what_it_replaces),
        unit_test_arena(a_header_has_one_form),
        unit_test_arena(a_chain_hangs_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
