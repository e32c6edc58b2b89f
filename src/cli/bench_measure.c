/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* bench_measure.c - the measures themselves, one after the other on the same growing site. CPU is
 * that of the whole process. */
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/world.h"
#include "cli/bench.h"
#include "cli/remote.h"
#include "command/person.h"
#include "web/socket.h"
#include "web/web.h"

enum {
    BATCH = LIMIT_BATCH_COMMANDS_PG,
    LIST_TIMES = 20,
    GROUP_EACH = 40, /* acts of each client */
    GROWTH = 10,
    AWAIT_MS = 30000,
    AWAIT_STEP_US = 200,
};

static const struct bench_disk *disk;

void bench_disk_set(const struct bench_disk *with)
{
    disk = with;
}

/* ---- figures -----------------------------------------------------------------------------------
 */

static int64_t cpu_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static int64_t wall_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static void figure(struct bench *b, struct bench_figure f)
{
    if (b->n < BENCH_FIGURES_MAX)
        b->figures[b->n++] = f;
}

static int64_t rate_milli(int64_t n, int64_t us)
{
    return us == 0 ? 0 : n * INT64_C(1000000) / us * 1000;
}

/* ---- the site ----------------------------------------------------------------------------------
 */

static struct err *site_begin_new(struct bench *b)
{
    const char *paper = NULL;
    const struct site_new new = {.dir = b->dir,
                                 .name = TEXT("Rowan Tree"),
                                 .lang = TEXT("en"),
                                 .zone = TEXT("Europe/Kyiv"),
                                 .login = TEXT("manager"),
                                 .secret = {.key_file = b->key_file}};
    TRY(site_make(b->arena, &new, &paper));
    const struct site_secret secret = {.key_file = b->key_file};
    return site_open(b->arena, b->dir, &secret, &b->site);
}

static struct err *site_again(struct bench *b)
{
    const struct site_secret secret = {.key_file = b->key_file};
    site_close(&b->site);
    return site_open(b->arena, b->dir, &secret, &b->site);
}

/* The n-th invented person: names spread over the alphabet, births over sixty years. */
static struct err *person_job(struct arena *a, int64_t n, struct job *ret_job)
{
    static const char *const given[] = {"Оксана", "Danylo", "Соломія", "Mirela", "Фёдор",
                                        "Марко",  "Hanna",  "Ганна",   "Ilona",  "Лев"};
    struct person_form *form = arena_make(a, struct person_form);
    NEED(form);
    const char *name = arena_printf(a, "%s %c%c.", given[n % (int64_t)COUNT(given)],
                                    (char)('A' + n / 10 % 26), (char)('a' + n / 260 % 26));
    const char *birth =
        arena_printf(a, "%d-%02d-%02d", (int)(1960 + n % 60), (int)(1 + n % 12), (int)(1 + n % 28));
    NEED(name);
    NEED(birth);
    form->n = 3;
    form->fields[0].field = "name";
    form->fields[0].written = text_of(name);
    form->fields[1].field = "birth";
    form->fields[1].written = text_of(birth);
    form->fields[2].field = "sex";
    form->fields[2].written = n % 2 == 0 ? TEXT("female") : TEXT("male");
    *ret_job = (struct job){.arena = a,
                            .as = TEXT("manager"),
                            .may = MAY_WRITE_PERSONS,
                            .run = person_add,
                            .form = form};
    return NULL;
}

static struct err *persons_batch(struct bench *b, struct arena *a, int64_t from, size_t n)
{
    struct job jobs[BATCH];
    struct job *list[BATCH];
    for (size_t i = 0; i < n; i++) {
        TRY(person_job(a, from + (int64_t)i, &jobs[i]));
        list[i] = &jobs[i];
    }
    desk_run(b->site, list, n);
    for (size_t i = 0; i < n; i++)
        TRY(err_copy(b->arena, jobs[i].err));
    return NULL;
}

static struct err *persons_add(struct bench *b, int64_t from, int64_t to)
{
    CLEANUP(arena_close) struct arena *a = arena_new(LIMIT_ARENA_JOB_BYTES);
    NEED(a);
    while (from < to) {
        int64_t n = to - from < BATCH ? to - from : BATCH;
        arena_reset(a);
        TRY(persons_batch(b, a, from, (size_t)n));
        from += n;
    }
    return NULL;
}

/* ---- group commit
 * -------------------------------------------------------------------------------- */

struct client {
    struct queue *queue;
    int64_t from;
    bool is_well;
    pthread_t thread;
};

static void *client_run(void *with)
{
    struct client *c = with;
    c->is_well = true;
    for (int64_t i = 0; i < GROUP_EACH && c->is_well; i++) {
        CLEANUP(arena_close) struct arena *a = arena_new(LIMIT_ARENA_REQUEST_BYTES);
        struct job job = {0};
        struct err *bad = a == NULL ? err_no_memory() : person_job(a, c->from + i, &job);
        c->is_well = bad == NULL && queue_do(c->queue, &job) == NULL;
    }
    return NULL;
}

static bool clients_run(struct queue *q, int64_t from)
{
    struct client clients[BENCH_CLIENTS];
    bool is_well = true;
    size_t n = 0;
    for (; n < BENCH_CLIENTS && is_well; n++) {
        clients[n] = (struct client){.queue = q, .from = from + (int64_t)n * GROUP_EACH};
        is_well = pthread_create(&clients[n].thread, NULL, client_run, &clients[n]) == 0;
        if (!is_well)
            break;
    }
    for (size_t i = 0; i < n; i++) {
        pthread_join(clients[i].thread, NULL);
        is_well = is_well && clients[i].is_well;
    }
    return is_well;
}

static struct err *group_measure(struct bench *b)
{
    CLEANUP(queue_free) struct queue *q = NULL;
    TRY(queue_start(b->arena, b->site, &q));
    if (disk != NULL)
        disk->slow(BENCH_SYNC_US);
    int64_t began_us = wall_us();
    bool is_well = clients_run(q, 0);
    int64_t us = wall_us() - began_us;
    uint64_t syncs = disk == NULL ? 0 : disk->syncs();
    if (disk != NULL)
        disk->slow(0);
    struct queue_state state = queue_state(q);
    if (!is_well || state.commits == 0)
        return err_new(b->arena, ERR_OUTSIDE, N_("The measure of group commit failed"));
    int64_t n = (int64_t)state.commands;
    figure(b, (struct bench_figure){"commands_per_commit", "commands",
                                    n * 1000 / (int64_t)state.commits, 20, false});
    if (syncs > 0)
        figure(b, (struct bench_figure){"commands_per_sync", "commands", n * 1000 / (int64_t)syncs,
                                        20, false});
    figure(b, (struct bench_figure){
                  .name = "group_rate", .unit = "commands/s", .milli = rate_milli(n, us)});
    return NULL;
}

/* ---- lists
 * ---------------------------------------------------------------------------------------- */

static struct err *list_once(struct bench *b)
{
    static const char *const words[] = {"person", "list", "--limit", "25", "--json"};
    const struct command_ask ask = {.n = COUNT(words), .words = words};
    struct command_answer answer;
    CLEANUP(arena_close) struct arena *a = arena_new(LIMIT_ARENA_JOB_BYTES);
    NEED(a);
    remote_serve(b->site, a, &ask, &answer);
    if (answer.exit_code != 0)
        return err_new(b->arena, ERR_OUTSIDE, N_("The measure of a list failed"));
    return NULL;
}

static struct err *list_measure(struct bench *b, int64_t *ret_us)
{
    TRY(site_load_people(b->site));
    TRY(list_once(b));
    int64_t began_us = cpu_us();
    for (int i = 0; i < LIST_TIMES; i++)
        TRY(list_once(b));
    *ret_us = (cpu_us() - began_us) / LIST_TIMES;
    return NULL;
}

/* The index alone: names in both alphabets, two words, a phone. */
static struct err *find_measure(struct bench *b)
{
    static const char *const queries[] = {"Hanna", "Оле", "Marta K", "123 45 67"};
    size_t n = people_count(b->site->people), found = 0;
    int64_t began_us = cpu_us();
    for (size_t i = 0; i < LIST_TIMES * COUNT(queries); i++) {
        CLEANUP(arena_close) struct arena *a = arena_new(LIMIT_ARENA_REQUEST_BYTES);
        const struct person_row **rows;
        NEED(a);
        TRY(people_find(b->site->people, a, text_of(queries[i % COUNT(queries)]), n, &found,
                        &rows));
    }
    figure(b, (struct bench_figure){"find_person", "cpu ms",
                                    (cpu_us() - began_us) / (LIST_TIMES * (int64_t)COUNT(queries)),
                                    5, true});
    return NULL;
}

/* ---- starting and resting ----------------------------------------------------------------------
 */

/* One request over TCP, as a browser makes it; true when the house answers that it is open. */
static bool health_ask(struct arena *scratch, const char *address)
{
    char answer[2048];
    CLEANUP(world_close_fd) int fd = socket_connect_tcp(scratch, address);
    static const char request[] = "GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    if (fd < 0 || write(fd, request, sizeof request - 1) != (ssize_t)sizeof request - 1)
        return false;
    ssize_t n = read(fd, answer, sizeof answer);
    return n > 15 && memcmp(answer, "HTTP/1.1 200 OK", 15) == 0;
}

static int64_t resident_kib(void)
{
    char bytes[64] = {0};
    int64_t resident = 0;
    struct text rest, pages, number;
    CLEANUP(world_close_fd) int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || read(fd, bytes, sizeof bytes - 1) <= 0)
        return 0;
    rest = text_of(bytes);
    if (!text_cut(&rest, ' ', &pages) || !text_cut(&rest, ' ', &number) ||
        !text_int(number, &resident))
        return 0;
    return resident * sysconf(_SC_PAGESIZE) / 1024;
}

static void nothing(struct site *site, void *with)
{
    (void)site;
    (void)with;
}

/* What a site of some size costs to start and to keep. */
struct served {
    int64_t start_us;  /* wall, from the closed folder to the first answer */
    int64_t people_us; /* cpu, until the people index is there */
    int64_t resident_kib;
};

static struct err *serve_measure(struct bench *b, struct served *ret)
{
    CLEANUP(web_stop) struct web *web = NULL;
    char address[SOCKET_ADDRESS_TEXT];
    const struct socket_place place = {.where = "127.0.0.1:0", .field = "listen"};
    struct web_config config = {.strangers.fd = -1, .phase_ms = AWAIT_MS, .command = remote_serve};
    site_close(&b->site);
    int64_t began_us = wall_us(), began_cpu_us = cpu_us();
    TRY(site_again(b));
    config.site = b->site;
    TRY(socket_listen_tcp(b->arena, &place, &config.staff.fd, address));
    TRY(web_start(b->arena, &config, &web));
    while (!health_ask(b->arena, address) && wall_us() - began_us < AWAIT_MS * INT64_C(1000))
        usleep(AWAIT_STEP_US);
    ret->start_us = wall_us() - began_us;
    TRY(queue_run(web_queue(web), b->arena, nothing, NULL)); /* behind the index */
    ret->people_us = cpu_us() - began_cpu_us;
    malloc_trim(0);
    ret->resident_kib = resident_kib();
    return NULL;
}

/* ---- rebuilding
 * ---------------------------------------------------------------------------------- */

static struct err *rebuild_measure(struct bench *b)
{
    struct hash before, after;
    int64_t n = 0;
    TRY(desk_projection_hash(b->site, &before));
    int64_t began_us = cpu_us();
    TRY(desk_rebuild(b->site, NULL, &n));
    int64_t us = cpu_us() - began_us;
    TRY(desk_projection_hash(b->site, &after));
    if (!seal_hash_equal(&before, &after))
        return err_integrity(b->arena, N_("Rebuilding gave other tables"), "%lld entries",
                             (long long)n);
    figure(b, (struct bench_figure){"rebuild", "entries/cpu s", rate_milli(n, us), 50000, false});
    return NULL;
}

/* The tenth part of the people, as a house or a network has them. */
static struct err *few_measure(struct bench *b, int64_t *ret_list_us)
{
    struct served served;
    TRY(group_measure(b));
    TRY(persons_add(b, BENCH_CLIENTS * GROUP_EACH, b->persons / GROWTH));
    TRY(serve_measure(b, &served));
    figure(b, (struct bench_figure){"start", "ms", served.start_us, 100, true});
    figure(b, (struct bench_figure){"resident_at_rest", "MB", served.resident_kib * 1000 / 1024, 30,
                                    true});
    return list_measure(b, ret_list_us);
}

static struct err *many_measure(struct bench *b, int64_t few_list_us)
{
    struct served served;
    int64_t list_us = 0;
    TRY(serve_measure(b, &served));
    figure(b, (struct bench_figure){"people_index_per_100000", "cpu ms",
                                    served.people_us * 100000 / b->persons, 1500, true});
    figure(b, (struct bench_figure){"resident_with_all_persons", "MB",
                                    served.resident_kib * 1000 / 1024, 64, true});
    TRY(list_measure(b, &list_us));
    figure(b, (struct bench_figure){.name = "list_page", .unit = "cpu ms", .milli = list_us});
    TRY(find_measure(b));
    figure(b, (struct bench_figure){"list_growth_at_10_times", "percent",
                                    list_us * 100000 / (few_list_us == 0 ? 1 : few_list_us), 130,
                                    true});
    return rebuild_measure(b);
}

struct err *bench_all(struct bench *b)
{
    int64_t list_us = 0, few = b->persons / GROWTH;
    TRY(site_begin_new(b));
    TRY(few_measure(b, &list_us));
    TRY(site_again(b));
    int64_t began_us = cpu_us();
    TRY(persons_add(b, few, b->persons));
    figure(b, (struct bench_figure){.name = "write",
                                    .unit = "acts/cpu s",
                                    .milli = rate_milli(b->persons - few, cpu_us() - began_us)});
    return many_measure(b, list_us);
}
