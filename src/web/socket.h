/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* socket.h - where a serving process listens: an address of this machine, and the socket in the
 * site's folder. All descriptors are close-on-exec. */
#ifndef HEARTH_WEB_SOCKET_H
#define HEARTH_WEB_SOCKET_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"

#define SOCKET_NAME "hearth.sock"
enum { SOCKET_ADDRESS_TEXT = 80 };

/* Where to listen. */
struct socket_place {
    const char *where; /* ADDRESS:PORT; port 0 lets the system choose */
    const char *field; /* the option's name, for errors */
    bool is_guarded;   /* by TLS, or a proxy: else only loopback addresses are taken */
};

/* ERR_INPUT of the field for what is no address, or must not be listened on; ERR_BUSY when the port
 * is taken. `address` becomes what it is now, such as 127.0.0.1:43121. */
MUST_CHECK struct err *socket_listen_tcp(struct arena *into, const struct socket_place *place,
                                         int *ret_fd, char address[SOCKET_ADDRESS_TEXT]);

/* Connects to an address that socket_listen_tcp gave; -1 when nobody listens there. */
int socket_connect_tcp(struct arena *scratch, const char *address);

/* Listens on DIR/hearth.sock, mode 0600; an old one is removed, so only the holder of the site's
 * lock may call this, before its first thread (it sets the umask for a moment). */
MUST_CHECK struct err *socket_listen_folder(struct arena *into, const char *dir, int *ret_fd,
                                            uid_t *ret_owner);
/* Removes it again. */
void socket_remove(const char *dir);
/* -1 when nobody listens there. */
int socket_connect_folder(const char *dir);
/* Whether the process at the other end of a connection runs as this user. */
bool socket_peer_is(int fd, uid_t user);

#endif
