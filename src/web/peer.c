/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* peer.c - addresses read and compared. */
#include "web/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum { V4_AT = 12, V4_BYTES = 4, NETWORK_BYTES = 8, WORDS_MAX = 64 };

static const uint8_t mapped[V4_AT] = {[10] = 0xff, [11] = 0xff};
static const uint8_t nobody[PEER_BYTES];

static void map(const void *four, uint8_t ret_address[PEER_BYTES])
{
    memcpy(ret_address, mapped, V4_AT);
    memcpy(ret_address + V4_AT, four, V4_BYTES);
}

void peer_address(const struct sockaddr *from, uint8_t ret_address[PEER_BYTES])
{
    memset(ret_address, 0, PEER_BYTES);
    if (from != NULL && from->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, from, sizeof in);
        map(&in.sin_addr, ret_address);
    } else if (from != NULL && from->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, from, sizeof in6);
        memcpy(ret_address, &in6.sin6_addr, PEER_BYTES);
    }
}

/* 192.0.2.1, 192.0.2.1:80, 2001:db8::1, [2001:db8::1], [2001:db8::1]:80 */
bool peer_read(struct text words, uint8_t ret_address[PEER_BYTES])
{
    char host[WORDS_MAX];
    uint8_t bytes[PEER_BYTES];
    struct text t = text_trim(words);
    if (t.n == 0 || t.n >= sizeof host)
        return false;
    if (t.at[0] == '[') {
        t = (struct text){t.at + 1, t.n - 1};
        const char *end = memchr(t.at, ']', t.n);
        if (end == NULL)
            return false;
        t.n = (size_t)(end - t.at);
    } else {
        const char *colon = memchr(t.at, ':', t.n);
        if (colon != NULL && colon == memrchr(t.at, ':', t.n))
            t.n = (size_t)(colon - t.at);
    }
    memcpy(host, t.at, t.n);
    host[t.n] = '\0';
    if (inet_pton(AF_INET, host, bytes) == 1)
        map(bytes, ret_address);
    else if (inet_pton(AF_INET6, host, bytes) == 1)
        memcpy(ret_address, bytes, PEER_BYTES);
    else
        return false;
    return true;
}

bool peer_is_near(const uint8_t address[PEER_BYTES])
{
    static const uint8_t home[PEER_BYTES] = {[10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1};
    return memcmp(address, nobody, PEER_BYTES) == 0 || memcmp(address, home, PEER_BYTES) == 0 ||
           memcmp(address, &in6addr_loopback, PEER_BYTES) == 0;
}

void peer_network(const uint8_t address[PEER_BYTES], uint8_t ret_network[PEER_BYTES])
{
    bool is_four = memcmp(address, mapped, V4_AT) == 0;
    memset(ret_network, 0, PEER_BYTES);
    memcpy(ret_network, address, is_four ? PEER_BYTES : NETWORK_BYTES);
}
