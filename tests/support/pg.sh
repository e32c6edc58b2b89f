#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A throw-away PostgreSQL cluster for tests: on a unix socket only, without syncs, gone afterwards.
#   tests/support/pg.sh start FOLDER    prints the connection string; FOLDER remembers where it is
#   tests/support/pg.sh stop FOLDER     stops and removes it, and FOLDER
#   tests/support/pg.sh run COMMAND...  runs the command with HEARTH_TEST_PG set, then removes it
# `run` takes HEARTH_TEST_PG as it is when it is set. PG_BIN names the folder of initdb elsewhere. As root the server runs as user postgres, because it refuses root.
set -eu

find_bin() {
    for bin in "${PG_BIN:-}" /usr/lib/postgresql/1[5-9]/bin; do
        if [ -x "$bin/initdb" ]; then echo "$bin" && return; fi
    done
    if command -v initdb >/dev/null; then dirname "$(command -v initdb)" && return; fi
    echo 'pg.sh: no PostgreSQL server here (package postgresql)' >&2
    return 1
}

as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

# A socket's path ends at 107 bytes, so the cluster lies directly under the system's folder.
start() {
    bin=$(find_bin)
    where=$(mktemp -d /tmp/hearth-pg.XXXXXX)
    if [ "$(id -u)" -eq 0 ]; then chown postgres: "$where"; fi
    mkdir -p "$1"
    echo "$where" >"$1/where"
    (
        cd "$where"
        as_server "$bin/initdb" -D "$where/d" -A trust --no-sync -E UTF8 --locale=C.UTF-8 -U hearth
        as_server "$bin/pg_ctl" -D "$where/d" -s -w -t 60 -l "$where/log" -o \
            "-c listen_addresses= -c unix_socket_directories=$where -c fsync=off -c max_connections=64" \
            start
        # A collation unlike the order of bytes, so that a test sees when it slips in.
        as_server "$bin/createdb" -h "$where" -U hearth -T template0 --locale-provider=icu \
            --icu-locale=uk hearth
    ) >"$where/start.log" 2>&1 </dev/null || {
        cat "$where/start.log" >&2
        return 1
    }
    echo "host=$where user=hearth dbname=hearth"
}

stop() {
    if [ ! -f "$1/where" ]; then return; fi
    where=$(cat "$1/where")
    bin=$(find_bin)
    (cd / && as_server "$bin/pg_ctl" -D "$where/d" -s -m immediate stop) >/dev/null 2>&1 || :
    case $where in /tmp/hearth-pg.*) rm -rf "$where" ;; esac
    rm -f "$1/where"
    rmdir "$1" 2>/dev/null || :
}

run() {
    if [ -n "${HEARTH_TEST_PG:-}" ]; then
        "$@"
        return
    fi
    handle=$(mktemp -d /tmp/hearth-run.XXXXXX)
    trap 'stop "$handle"' EXIT
    trap 'exit 130' INT TERM
    HEARTH_TEST_PG=$(start "$handle")
    export HEARTH_TEST_PG
    code=0
    "$@" || code=$?
    exit "$code"
}

case ${1:-} in
start | stop)
    "$1" "${2:?a folder}"
    ;;
run)
    shift
    run "$@"
    ;;
*)
    sed -n '3,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
