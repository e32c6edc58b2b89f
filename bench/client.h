/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* client.h - asks for pages from a process of its own, so that its CPU is not the server's. */
#ifndef HEARTH_BENCH_CLIENT_H
#define HEARTH_BENCH_CLIENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { CLIENT_PATH = 256, CLIENT_HEADERS = 512 };

struct client {
    int fd; /* to the child */
    pid_t pid;
};

/* GET `path` on 127.0.0.1:port, `n` times over one connection, gzip accepted. */
struct client_order {
    uint16_t port;
    int n;
    char path[CLIENT_PATH];
    char headers[CLIENT_HEADERS]; /* whole lines with their CR LF, or "" */
};
struct client_result {
    int answered;       /* with 200 */
    int status;         /* of the last one */
    int64_t body_bytes; /* of one answer, as sent */
    bool is_gzip;
};

/* Before the first thread. False when there can be no child. */
bool client_start(struct client *c);
/* Waits for all answers. False when the child is gone. */
bool client_ask(struct client *c, const struct client_order *order, struct client_result *ret);
void client_stop(struct client *c);

#endif
