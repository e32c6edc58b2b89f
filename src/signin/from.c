/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* from.c - where a request comes from, as far as we want to know it: near or far, which kind of
 * browser. The address itself is only counted, under a key that ends with the process. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "signin/inside.h"

enum { V4 = 4, V6 = 16, V6_NET = 8, ADDRESS_TEXT = 64 };

/* The bytes that are counted, and how near they are. */
struct address {
    uint8_t bytes[V6];
    size_t n; /* 0: not understood */
};

static bool begins(const struct address *a, const void *bytes, size_t n)
{
    return a->n >= n && memcmp(a->bytes, bytes, n) == 0;
}

static struct address address_read(struct text text)
{
    static const uint8_t v4_in_v6[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    char word[ADDRESS_TEXT] = "";
    struct address a = {.n = V4};
    if (text.n == 0 || text.n >= sizeof word)
        return (struct address){.n = 0};
    memcpy(word, text.at, text.n);
    if (inet_pton(AF_INET, word, a.bytes) == 1)
        return a;
    if (inet_pton(AF_INET6, word, a.bytes) != 1)
        return (struct address){.n = 0};
    a.n = V6;
    if (begins(&a, v4_in_v6, sizeof v4_in_v6)) {
        memmove(a.bytes, a.bytes + sizeof v4_in_v6, V4);
        a.n = V4;
    }
    return a;
}

static enum signin_place place_of(const struct address *a)
{
    static const uint8_t own_v6[V6] = {[V6 - 1] = 1};
    if (a->n == V6 && begins(a, own_v6, V6))
        return SIGNIN_HERE;
    if (a->n == V6)
        return (a->bytes[0] & 0xfe) == 0xfc || (a->bytes[0] == 0xfe && a->bytes[1] >> 6 == 2)
                   ? SIGNIN_NEAR
                   : SIGNIN_FAR;
    if (a->n != V4)
        return SIGNIN_FAR;
    if (a->bytes[0] == 127)
        return SIGNIN_HERE;
    bool is_near = a->bytes[0] == 10 || (a->bytes[0] == 172 && a->bytes[1] >> 4 == 1) ||
                   (a->bytes[0] == 192 && a->bytes[1] == 168) ||
                   (a->bytes[0] == 169 && a->bytes[1] == 254);
    return is_near ? SIGNIN_NEAR : SIGNIN_FAR;
}

/* The first word whose sign is in the text; the order matters, for browsers name each other. */
static const char *kind_of(struct text text, const char *const (*kinds)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text.n > 0 && memmem(text.at, text.n, kinds[i][0], strlen(kinds[i][0])) != NULL)
            return kinds[i][1];
    return NULL;
}

static void agent_read(struct text header, char ret_agent[SIGNIN_AGENT_BYTES + 1])
{
    static const char *const browsers[][2] = {{"Firefox/", "Firefox"}, {"Edg/", "Edge"},
                                              {"OPR/", "Opera"},       {"Chrome/", "Chrome"},
                                              {"Safari/", "Safari"},   {"curl/", "curl"}};
    static const char *const systems[][2] = {{"Android", "Android"}, {"iPhone", "iPhone"},
                                             {"iPad", "iPad"},       {"Windows", "Windows"},
                                             {"Mac OS X", "Mac"},    {"Linux", "Linux"}};
    const char *browser = kind_of(header, browsers, COUNT(browsers));
    const char *machine = kind_of(header, systems, COUNT(systems));
    bool has_both = browser != NULL && machine != NULL;
    (void)snprintf(ret_agent, SIGNIN_AGENT_BYTES + 1, "%s%s%s", browser == NULL ? "" : browser,
                   has_both ? ", " : "", machine == NULL ? "" : machine);
}

struct signin_from signin_from(const struct signin *s, struct text address, struct text agent)
{
    struct address a = address_read(address);
    struct signin_from from = {.place = place_of(&a)};
    struct text counted = {(const char *)a.bytes, a.n == V6 ? V6_NET : a.n};
    from.address = seal_hash_keyed(&s->passing, counted);
    agent_read(agent, from.agent);
    return from;
}

struct signin_from signin_from_command(void)
{
    return (struct signin_from){.place = SIGNIN_COMMAND};
}
