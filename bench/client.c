/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* client.c - the smallest HTTP client that keeps a connection: answers have a Content-Length. */
#include "client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HEAD_MAX = 16384 };

static bool all_read(int fd, void *into, size_t n)
{
    char *at = into;
    while (n > 0) {
        ssize_t got = read(fd, at, n);
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool all_written(int fd, const void *from, size_t n)
{
    const char *at = from;
    while (n > 0) {
        ssize_t put = write(fd, at, n);
        if (put <= 0)
            return false;
        at += put;
        n -= (size_t)put;
    }
    return true;
}

static int tcp_connect(uint16_t port)
{
    const struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/* The value of a header in a head that ends with NUL; NULL when absent. */
static const char *header(const char *head, const char *name)
{
    for (const char *line = head; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncasecmp(line, name, strlen(name)) == 0)
            return line + strlen(name);
    }
    return NULL;
}

/* Reads one answer; false when the connection is of no more use. */
static bool answer_read(int fd, struct client_result *r)
{
    static char bytes[HEAD_MAX];
    size_t n = 0;
    char *end = NULL;
    while (end == NULL) {
        ssize_t got = read(fd, bytes + n, sizeof bytes - 1 - n);
        if (got <= 0)
            return false;
        n += (size_t)got;
        bytes[n] = '\0';
        end = strstr(bytes, "\r\n\r\n");
    }
    size_t body = n - (size_t)(end + 4 - bytes);
    *end = '\0';
    const char *length = header(bytes, "Content-Length:");
    const char *encoding = header(bytes, "Content-Encoding:");
    if (length == NULL || strncmp(bytes, "HTTP/1.1 ", 9) != 0)
        return false;
    r->status = (int)strtol(bytes + 9, NULL, 10);
    r->body_bytes = strtoll(length, NULL, 10);
    r->is_gzip = encoding != NULL && strstr(encoding, "gzip") != NULL;
    r->answered += r->status == 200;
    for (int64_t left = r->body_bytes - (int64_t)body; left > 0;) {
        ssize_t got = read(fd, bytes, left < HEAD_MAX ? (size_t)left : HEAD_MAX);
        if (got <= 0)
            return false;
        left -= got;
    }
    return true;
}

static void carry_out(const struct client_order *order, struct client_result *r)
{
    char ask[CLIENT_PATH + CLIENT_HEADERS + 128];
    int n = snprintf(ask, sizeof ask,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n%s\r\n",
                     order->path, order->headers);
    int fd = -1;
    for (int i = 0; i < order->n; i++) {
        if (fd < 0)
            fd = tcp_connect(order->port);
        if (fd < 0)
            return;
        if (!all_written(fd, ask, (size_t)n) || !answer_read(fd, r)) {
            close(fd);
            fd = -1;
        }
    }
    if (fd >= 0)
        close(fd);
}

static void serve(int fd)
{
    struct client_order order;
    while (all_read(fd, &order, sizeof order)) {
        struct client_result result = {0};
        carry_out(&order, &result);
        if (!all_written(fd, &result, sizeof result))
            break;
    }
    _exit(0);
}

bool client_start(struct client *c)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    c->pid = fork();
    if (c->pid == 0) {
        close(ends[0]);
        serve(ends[1]);
    }
    close(ends[1]);
    c->fd = ends[0];
    return c->pid > 0;
}

bool client_ask(struct client *c, const struct client_order *order, struct client_result *ret)
{
    return all_written(c->fd, order, sizeof *order) && all_read(c->fd, ret, sizeof *ret);
}

void client_stop(struct client *c)
{
    close(c->fd);
    (void)waitpid(c->pid, NULL, 0);
}
