/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* doors.c - from options to listening sockets. */
#include "cli/doors.h"

#include <string.h>

#include "base/json.h"
#include "base/world.h"

#include "cli/qr.h"
#include "web/socket.h"

#define LISTEN_USUAL "127.0.0.1:8700"
#define LISTEN_LAN "0.0.0.0:8700"
#define ANYWHERE_4 "0.0.0.0:"
#define ANYWHERE_6 "[::]:"

static const char *listen_where(const struct cli *cli)
{
    const char *given = cli_string(cli, "listen");
    if (given == NULL)
        given = cli->start->env("HEARTH_LISTEN");
    if (given != NULL && given[0] != '\0')
        return given;
    return cli_has(cli, "lan") ? LISTEN_LAN : LISTEN_USUAL;
}

static struct err *options_check(struct cli *cli)
{
    bool has_cert = cli_has(cli, "tls-cert"), has_key = cli_has(cli, "tls-key");
    if (has_cert != has_key)
        return err_mend(err_new(cli->arena, ERR_USAGE,
                                N_("A certificate and its key belong together: --tls-cert and "
                                   "--tls-key")),
                        "hearth help start");
    if (cli_has(cli, "lan") && (has_cert || cli_has(cli, "behind-proxy")))
        return err_mend(err_new(cli->arena, ERR_USAGE,
                                N_("--lan brings a certificate of its own: leave the others out")),
                        "hearth help start");
    return NULL;
}

static struct err *certificate_take(struct cli *cli, const char *dir, struct certificate *ret)
{
    if (cli_has(cli, "lan"))
        return certificate_own(cli->arena, dir, ret);
    if (cli_has(cli, "tls-cert"))
        return certificate_read(cli->arena, cli_string(cli, "tls-cert"), cli_string(cli, "tls-key"),
                                ret);
    return NULL;
}

/* What listens everywhere is told by an address that others can type. */
static struct err *url_make(struct cli *cli, bool is_tls, const char *address, const char **ret_url)
{
    const char *host = NULL, *colon = strrchr(address, ':');
    bool is_anywhere =
        text_starts(text_of(address), ANYWHERE_4) || text_starts(text_of(address), ANYWHERE_6);
    if (is_anywhere && certificate_host(cli->arena, &host) == NULL)
        address = arena_printf(cli->arena, "%s%s", host, colon);
    NEED(address);
    *ret_url = arena_printf(cli->arena, "http%s://%s", is_tls ? "s" : "", address);
    NEED(*ret_url);
    return NULL;
}

static struct err *door_open(struct cli *cli, const struct doors *doors, const char *field,
                             const char *where, struct http_door_config *ret_door,
                             const char **ret_url)
{
    const struct certificate *c = &doors->certificate;
    struct http_door_config door = {.tls_cert = c->cert,
                                    .tls_key = c->key,
                                    .is_lan = cli_has(cli, "lan"),
                                    .is_behind_proxy = cli_has(cli, "behind-proxy")};
    const struct socket_place place = {
        .where = where, .field = field, .is_guarded = c->cert != NULL || door.is_behind_proxy};
    char address[SOCKET_ADDRESS_TEXT];
    TRY(socket_listen_tcp(cli->arena, &place, &door.fd, address));
    *ret_door = door;
    return url_make(cli, c->cert != NULL, address, ret_url);
}

struct err *doors_open(struct cli *cli, const char *dir, struct doors *ret_doors)
{
    struct doors *d = ret_doors;
    *d = (struct doors){.staff.fd = -1, .strangers.fd = -1};
    TRY(options_check(cli));
    TRY(certificate_take(cli, dir, &d->certificate));
    TRY(door_open(cli, d, "listen", listen_where(cli), &d->staff, &d->url));
    if (!cli_has(cli, "public"))
        return NULL;
    return door_open(cli, d, "public", cli_string(cli, "public"), &d->strangers, &d->public_url);
}

void doors_close(struct doors *doors)
{
    world_close_fd(&doors->staff.fd);
    world_close_fd(&doors->strangers.fd);
}

static void lan_tell(struct cli *cli, const struct doors *doors)
{
    struct buf *b = &cli->out;
    buf_char(b, '\n');
    cli_say(cli, N_("A browser warns once that it does not know this certificate. Go on only if it "
                    "shows this fingerprint (SHA-256):"));
    buf_printf(b, "\n%s\n", doors->certificate.fingerprint);
    if (cli->start->out_is_terminal)
        qr_put(b, doors->url);
}

void doors_tell(struct cli *cli, const struct doors *doors)
{
    struct buf *b = &cli->out;
    if (cli->json) {
        json_string(b, "url", doors->url);
        if (doors->public_url != NULL)
            json_string(b, "public", doors->public_url);
        if (doors->certificate.cert != NULL)
            json_string(b, "fingerprint", doors->certificate.fingerprint);
        return;
    }
    cli_say(cli, N_("Serving on {1}. Ctrl-C ends it"), doors->url);
    if (doors->public_url != NULL) {
        buf_char(b, '\n');
        cli_say(cli, N_("For carers, parents and strangers: {1}"), doors->public_url);
    }
    if (doors->staff.is_lan)
        lan_tell(cli, doors);
}
