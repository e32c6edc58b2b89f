/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* served.c - serving a workplace to a test, and asking it. */
#include "support/served.h"

#include "base/limits.h"
#include "desk/queue.h"
#include "signin/signin.h"
#include "web/socket.h"

struct served served_make_in(const char *database, const char *schema)
{
    struct served s = {.w = workplace_make_in(database, schema)};
    s.users[s.n_users++].login = "manager";
    return s;
}

struct served served_make(void)
{
    return served_make_in(NULL, NULL);
}

void served_user_named(struct served *s, const char *login, const char *role, const char *scope)
{
    const struct user_form form = {
        .login = text_of(login), .role = text_of(role), .scope = text_of(scope)};
    assert_true(s->n_users < SERVED_USERS_MAX);
    act_well(&s->w, user_add, &form, MAY_MANAGE_USERS);
    s->users[s->n_users++].login = login;
}

void served_user(struct served *s, const char *role, const char *scope)
{
    served_user_named(s, role, role, scope);
}

struct served served_made_with_roles(void)
{
    struct served s = served_make();
    served_user(&s, "worker", "all");
    served_user(&s, "auditor", "all");
    served_user(&s, "house", "house:rowan-house");
    return s;
}

static void tokens_make(struct site *site, void *with)
{
    struct served *s = with;
    for (size_t i = 0; i < s->n_users; i++) {
        char token[SIGNIN_TOKEN_TEXT + 1];
        struct err *bad = signin_token_make(site->signin, s->w.arena, text_of(s->users[i].login),
                                            TEXT("test"), token);
        s->users[i].token = bad == NULL ? arena_str(s->w.arena, token) : NULL;
    }
}

void served_start(struct served *s)
{
    struct web_config config = {
        .site = s->w.site, .strangers.fd = -1, .phase_ms = SERVER_PHASE_LONG_MS};
    const struct socket_place place = {.where = "127.0.0.1:0", .field = "listen"};
    s->client = (struct server){.arena = s->w.arena};
    assert_fine(socket_listen_tcp(s->w.arena, &place, &config.staff.fd, s->client.address));
    assert_fine(web_start(s->w.arena, &config, &s->web));
    /* The writer's first task fills the index; this comes after it. */
    assert_fine(queue_run(web_queue(s->web), s->w.arena, tokens_make, s));
    for (size_t i = 0; i < s->n_users; i++)
        assert_non_null(s->users[i].token);
}

void served_done(struct served *s)
{
    web_stop(&s->web);
    workplace_done(&s->w);
}

static const char *authorization(struct served *s, const char *login)
{
    for (size_t i = 0; login != NULL && i < s->n_users; i++)
        if (strcmp(s->users[i].login, login) == 0)
            return arena_printf(s->w.arena, "Authorization: Bearer %s\r\n", s->users[i].token);
    assert_null(login);
    return "";
}

static struct reply reply_read(struct text answer)
{
    struct reply r = {.head = answer};
    const char *end = memmem(answer.at, answer.n, "\r\n\r\n", 4);
    assert_non_null(end);
    r.head.n = (size_t)(end - answer.at);
    r.body = (struct text){end + 4, answer.n - r.head.n - 4};
    assert_int_equal(1, sscanf(answer.at, "HTTP/1.1 %u", &r.status));
    return r;
}

struct reply served_get(struct served *s, const char *login, const char *path)
{
    return reply_read(
        server_ask(&s->client, arena_printf(s->w.arena, "GET %s HTTP/1.1\r\nHost: %s\r\n%s", path,
                                            s->client.address, authorization(s, login))));
}

struct reply served_raw(struct served *s, const char *bytes)
{
    int fd = server_connect(&s->client, NULL);
    assert_true(fd >= 0);
    server_send(fd, bytes, strlen(bytes));
    struct text answer = server_read(&s->client, fd, SERVER_PHASE_LONG_MS);
    close(fd);
    return reply_read(answer);
}

struct reply served_post(struct served *s, const char *login, const char *path, const char *form)
{
    const char *all = arena_printf(
        s->w.arena,
        "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
        path, s->client.address, authorization(s, login), strlen(form), form);
    return served_raw(s, all);
}

const char *served_id(struct served *s, struct id id)
{
    char text[ID_TEXT + 1];
    id_text(id, text);
    return arena_str(s->w.arena, text);
}

bool reply_has(const struct reply *r, const char *words)
{
    return server_said(r->body, words);
}

size_t reply_times(const struct reply *r, const char *words)
{
    size_t n = 0;
    struct text rest = r->body;
    for (const char *at; (at = memmem(rest.at, rest.n, words, strlen(words))) != NULL; n++) {
        rest.n -= (size_t)(at + strlen(words) - rest.at);
        rest.at = at + strlen(words);
    }
    return n;
}

int64_t reply_number(const struct reply *r, const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "\"%s\":", name);
    const char *at = memmem(r->body.at, r->body.n, key, strlen(key));
    assert_non_null(at);
    return strtoll(at + strlen(key), NULL, 10);
}
