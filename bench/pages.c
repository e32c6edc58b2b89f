/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* pages.c - what pages cost, signed in, with permission check and compression, against the bare
 * page of bare.c in the same process. CPU is that of the serving process alone; the client is
 * another one. By hand: make bench-pages (see bench/pages.mk).
 *
 *   pages [--requests N] [--rest SECONDS] [--path PATH] NAME=SITE:KEY...
 *
 * Bars of DESIGN 9: a list and a case page at most 10 times the bare page's CPU and 12 KB; 30 MB
 * resident after 10,000 requests and a minute of rest, 64 MB with 100,000 persons. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "bare.h"
#include "base/limits.h"
#include "base/world.h"
#include "cli/demo_plan.h"
#include "cli/remote.h"
#include "client.h"
#include "desk/site.h"
#include "web/socket.h"
#include "web/web.h"

enum {
    WARM = 60,
    SLOW_US = 50000,
    SLOW_REQUESTS = 5,
    REQUESTS = 1500,
    REST_REQUESTS = 10000,
    REST_S = 60,
    RATIO_BAR = 10,
    BYTES_BAR = 12288
};

struct bench {
    struct client client;
    int n;            /* requests for each figure */
    int rest_s;       /* 0: memory is not measured */
    const char *path; /* this one alone; NULL: all */
    int64_t bare_ns;
    int failed;
};

static _Noreturn void die(const char *words, const char *about)
{
    fprintf(stderr, "pages: %s %s\n", words, about);
    exit(2);
}

static void must(const struct err *e)
{
    if (e != NULL)
        die(e->text, e->detail == NULL ? "" : e->detail);
}

static int64_t cpu_us(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * INT64_C(1000000) + u.ru_utime.tv_usec +
           u.ru_stime.tv_usec;
}

static int64_t resident_kib(void)
{
    long all = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld %ld", &all, &resident) != 2)
        die("cannot read", "statm");
    (void)fclose(file);
    return resident * sysconf(_SC_PAGESIZE) / 1024;
}

static struct client_result ask(struct bench *b, const struct client_order *like, int n)
{
    struct client_order order = *like;
    struct client_result result;
    order.n = n;
    if (!client_ask(&b->client, &order, &result))
        die("the client is", "gone");
    return result;
}

/* CPU of one request in nanoseconds; 0 when it was not answered well. What takes long is asked for
 * fewer times. */
static int64_t measure(struct bench *b, const struct client_order *order, struct client_result *ret)
{
    *ret = ask(b, order, 1); /* what is made once and kept is not of each request */
    if (ret->answered != 1)
        return 0;
    int64_t began = cpu_us();
    *ret = ask(b, order, 1);
    if (ret->answered != 1)
        return 0;
    int n = cpu_us() - began > SLOW_US ? SLOW_REQUESTS : b->n;
    if (n == b->n)
        (void)ask(b, order, WARM);
    began = cpu_us();
    *ret = ask(b, order, n);
    return ret->answered == n ? (cpu_us() - began) * 1000 / n : 0;
}

static void bare_measure(struct bench *b)
{
    uint16_t port = 0;
    struct client_result result;
    struct bare *bare = bare_start("build/bench/bare.db", &port);
    if (bare == NULL)
        die("cannot serve", "the bare page");
    const struct client_order order = {.port = port, .path = "/"};
    b->bare_ns = measure(b, &order, &result);
    if (b->bare_ns == 0)
        die("no bare page,", "perhaps a machine without loopback");
    printf("%-10s %-34s %8lld us %18lld B gzip\n", "bare", "/", (long long)b->bare_ns / 1000,
           (long long)result.body_bytes);
    bare_stop(bare);
}

/* ---- a served site -------------------------------------------------------------------------- */

struct served {
    struct arena *arena;
    const char *name;
    struct site *site;
    struct web *web;
    struct client_order order;
    char person[ID_TEXT + 1]; /* "": nobody stays */
};

/* Somebody who stays now, in the middle of all. */
static void somebody(struct site *site, void *with)
{
    struct served *s = with;
    size_t n = people_count(site->people);
    for (size_t i = n / 2; i < n; i++) {
        if (people_at(site->people, i)->here != HERE_NOW)
            continue;
        id_text(people_at(site->people, i)->id, s->person);
        return;
    }
}

static void serve(struct served *s, const char *dir, const char *key_file)
{
    char address[SOCKET_ADDRESS_TEXT];
    char token[SIGNIN_TOKEN_TEXT + 1];
    const struct site_secret secret = {.key_file = key_file};
    const struct socket_place place = {.where = "127.0.0.1:0", .field = "listen"};
    struct web_config config = {.strangers.fd = -1,
                                .phase_ms = LIMIT_REQUEST_SECONDS * INT64_C(1000),
                                .command = remote_serve};
    world_clock_start_at(DEMO_NOW_MS);
    must(site_open(s->arena, dir, &secret, &s->site));
    must(site_load_signin(s->site));
    must(signin_token_make(s->site->signin, s->arena, TEXT("manager"), TEXT("bench"), token));
    config.site = s->site;
    must(socket_listen_tcp(s->arena, &place, &config.staff.fd, address));
    must(web_start(s->arena, &config, &s->web));
    must(queue_run(web_queue(s->web), s->arena, somebody, s)); /* behind the people index */
    s->order.port = (uint16_t)strtol(strrchr(address, ':') + 1, NULL, 10);
    (void)snprintf(s->order.headers, sizeof s->order.headers, "Authorization: Bearer %s\r\n",
                   token);
}

static void path_measure(struct bench *b, struct served *s, const char *path)
{
    struct client_result result;
    if (b->path != NULL && strcmp(b->path, path) != 0)
        return;
    (void)snprintf(s->order.path, sizeof s->order.path, "%s", path);
    int64_t ns = measure(b, &s->order, &result);
    if (ns == 0) {
        printf("%-10s %-34s answered %d\n", s->name, path, result.status);
        return;
    }
    bool well = ns <= RATIO_BAR * b->bare_ns && result.body_bytes <= BYTES_BAR;
    b->failed += !well;
    printf("%-10s %-34.34s %8lld us %7lld.%lld x bare %6lld B%s%s\n", s->name, path,
           (long long)ns / 1000, (long long)(ns / b->bare_ns),
           (long long)(ns * 10 / b->bare_ns % 10), (long long)result.body_bytes,
           result.is_gzip ? " gzip" : "", well ? "" : "  MISSED");
}

static void memory_measure(struct bench *b, struct served *s)
{
    if (b->rest_s == 0)
        return;
    (void)ask(b, &s->order, REST_REQUESTS);
    int64_t busy = resident_kib();
    sleep((unsigned)b->rest_s);
    printf("%-10s resident %lld KiB after %d requests, %lld KiB after %d s of rest\n", s->name,
           (long long)busy, REST_REQUESTS, (long long)resident_kib(), b->rest_s);
}

static void site_measure(struct bench *b, char *what)
{
    static const char *const paths[] = {"/healthz", "/today",
                                        "/people",  "/find?q=oks",
                                        "/house",   "/house/rowan-house",
                                        "/admit",   "/admit?house=rowan-house"};
    struct served s = {.arena = arena_new(LIMIT_ARENA_JOB_BYTES), .name = what};
    char *dir = strchr(what, '=');
    char *key = dir == NULL ? NULL : strchr(dir, ':');
    char path[CLIENT_PATH];
    if (key == NULL || s.arena == NULL)
        die("not NAME=SITE:KEY:", what);
    *dir++ = '\0';
    *key++ = '\0';
    serve(&s, dir, key);
    for (size_t i = 0; i < COUNT(paths); i++)
        path_measure(b, &s, paths[i]);
    (void)snprintf(path, sizeof path, "/person/%s", s.person);
    path_measure(b, &s, path);
    (void)snprintf(s.order.path, sizeof s.order.path, "/people");
    memory_measure(b, &s);
    web_stop(&s.web);
    site_close(&s.site);
    arena_free(s.arena);
}

int main(int argc, char **argv)
{
    struct bench b = {.n = REQUESTS, .rest_s = REST_S};
    int i = 1;
    (void)signal(SIGPIPE, SIG_IGN);
    if (!client_start(&b.client))
        die("no", "client");
    for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
        int n = (int)strtol(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--path") == 0)
            b.path = argv[i + 1];
        else if (strcmp(argv[i], "--requests") == 0)
            b.n = n;
        else
            b.rest_s = n;
    }
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    bare_measure(&b);
    for (; i < argc; i++)
        site_measure(&b, argv[i]);
    client_stop(&b.client);
    return b.failed == 0 ? 0 : 1;
}
