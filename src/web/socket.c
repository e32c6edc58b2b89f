/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* socket.c - listening and connecting. A path in a socket's address ends at 107 bytes, so the
 * socket in the site's folder is named through the folder's descriptor. */
#include "web/socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/world.h"

enum { BACKLOG = 511, HOST_TEXT = 64, PORT_TEXT = 8 };

/* ---- an address of this machine ------------------------------------------------------------ */

static struct err *listen_wrong(struct arena *into, const char *field, const char *where)
{
    return err_example(err_input(into, field, N_("\"{1}\" is not an address and a port"), where),
                       "127.0.0.1:8700");
}

static bool is_loopback(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, a, sizeof in);
        return ntohl(in.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    }
    struct sockaddr_in6 in6;
    memcpy(&in6, a, sizeof in6);
    return a->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&in6.sin6_addr);
}

static void addresses_free(struct addrinfo **list)
{
    if (*list != NULL)
        freeaddrinfo(*list);
}

/* Numbers only: no name is looked up but the one that everybody has. */
static struct err *address_read(struct arena *into, const char *field, const char *where,
                                struct addrinfo **ret_list)
{
    const char *colon = strrchr(where, ':');
    if (colon == NULL || colon == where || colon[1] == '\0')
        return listen_wrong(into, field, where);
    char *host = arena_strn(into, where, (size_t)(colon - where));
    NEED(host);
    size_t n = strlen(host);
    if (host[0] == '[' && host[n - 1] == ']') {
        host[n - 1] = '\0';
        host++;
    }
    const char *number = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    if (getaddrinfo(number, colon + 1, &hints, ret_list) != 0)
        return listen_wrong(into, field, where);
    return NULL;
}

static struct err *address_bind(struct arena *into, const char *where, const struct addrinfo *a,
                                int fd)
{
    const int on = 1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return NULL;
    if (errno == EADDRINUSE)
        return err_mend(err_new(into, ERR_BUSY, N_("Another program listens on {1}"), where),
                        "hearth start --listen 127.0.0.1:0");
    return err_outside(into, N_("It is not possible to listen there"), "bind: errno %d", errno);
}

static struct err *address_print(struct arena *into, int fd, char address[SOCKET_ADDRESS_TEXT])
{
    struct sockaddr_storage is = {0};
    socklen_t n = sizeof is;
    char host[HOST_TEXT], port[PORT_TEXT];
    if (getsockname(fd, (struct sockaddr *)&is, &n) != 0 ||
        getnameinfo((const struct sockaddr *)&is, n, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return err_outside(into, N_("It is not possible to listen there"), "name: errno %d", errno);
    bool is_six = is.ss_family == AF_INET6;
    (void)snprintf(address, SOCKET_ADDRESS_TEXT, "%s%s%s:%s", is_six ? "[" : "", host,
                   is_six ? "]" : "", port);
    return NULL;
}

static struct err *not_here_alone(struct arena *into, const char *field)
{
    struct err *bad = err_input(
        into, field,
        N_("Without encryption hearth serves this machine alone. For others take a certificate "
           "(--tls-cert and --tls-key), hearth's own (--lan), or a web server that encrypts "
           "before it (--behind-proxy)"));
    return err_mend(err_example(bad, "127.0.0.1:8700"), "hearth start --lan");
}

struct err *socket_listen_tcp(struct arena *into, const struct socket_place *place, int *ret_fd,
                              char address[SOCKET_ADDRESS_TEXT])
{
    CLEANUP(addresses_free) struct addrinfo *list = NULL;
    CLEANUP(world_close_fd) int fd = -1;
    TRY(address_read(into, place->field, place->where, &list));
    if (!place->is_guarded && !is_loopback(list->ai_addr))
        return not_here_alone(into, place->field);
    fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return err_outside(into, N_("It is not possible to listen there"), "socket: errno %d",
                           errno);
    TRY(address_bind(into, place->where, list, fd));
    TRY(address_print(into, fd, address));
    *ret_fd = world_take_fd(&fd);
    return NULL;
}

int socket_connect_tcp(struct arena *scratch, const char *address)
{
    CLEANUP(addresses_free) struct addrinfo *list = NULL;
    if (address_read(scratch, "listen", address, &list) != NULL)
        return -1;
    int fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, list->ai_addr, list->ai_addrlen) != 0)
        world_close_fd(&fd);
    return fd;
}

/* ---- the folder ------------------------------------------------------------------------------ */

static bool folder_address(int folder, struct sockaddr_un *ret_address)
{
    *ret_address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int n = snprintf(ret_address->sun_path, sizeof ret_address->sun_path,
                     "/proc/self/fd/%d/" SOCKET_NAME, folder);
    return n > 0 && (size_t)n < sizeof ret_address->sun_path;
}

static int folder_open(const char *dir)
{
    return open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

struct err *socket_listen_folder(struct arena *into, const char *dir, int *ret_fd, uid_t *ret_owner)
{
    CLEANUP(world_close_fd) int folder = folder_open(dir);
    CLEANUP(world_close_fd) int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_un address;
    struct stat about;
    if (folder < 0 || fd < 0 || !folder_address(folder, &address) ||
        fstatat(folder, "", &about, AT_EMPTY_PATH) != 0)
        return err_outside(into, N_("The site's folder cannot be written"), "socket: errno %d",
                           errno);
    (void)unlinkat(folder, SOCKET_NAME, 0);
    mode_t before = umask(0177);
    int code = bind(fd, (const struct sockaddr *)&address, sizeof address);
    umask(before);
    if (code != 0 || listen(fd, BACKLOG) != 0)
        return err_outside(into, N_("The site's folder cannot be written"), "socket: errno %d",
                           errno);
    *ret_owner = about.st_uid;
    *ret_fd = world_take_fd(&fd);
    return NULL;
}

void socket_remove(const char *dir)
{
    CLEANUP(world_close_fd) int folder = folder_open(dir);
    if (folder >= 0)
        (void)unlinkat(folder, SOCKET_NAME, 0);
}

int socket_connect_folder(const char *dir)
{
    CLEANUP(world_close_fd) int folder = folder_open(dir);
    CLEANUP(world_close_fd) int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address;
    if (folder < 0 || fd < 0 || !folder_address(folder, &address) ||
        connect(fd, (const struct sockaddr *)&address, sizeof address) != 0)
        return -1;
    return world_take_fd(&fd);
}

bool socket_peer_is(int fd, uid_t user)
{
    struct ucred peer = {.uid = (uid_t)-1};
    socklen_t n = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 && n == sizeof peer &&
           peer.uid == user;
}
