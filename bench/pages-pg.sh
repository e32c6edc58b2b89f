#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The table of bench/pages.c on PostgreSQL. Under tests/support/pg.sh run:
#   bench/pages-pg.sh BUILD "network nation" [--requests N ...]
# Each site is restored into a database of its own from a backup of the one on SQLite.
set -eu
build=$1
sites=$2
shift 2
folder=$(mktemp -d "$build/bench/pg.XXXXXX")
# shellcheck disable=SC2154 # set in the trap itself
trap 'rm -rf "$folder"; for s in $sites; do
    psql -q -X -d "$HEARTH_TEST_PG" -c "drop database if exists bench_$s with (force)"; done' EXIT
served=
for site in $sites; do
    from=$build/bench/$site
    mkdir "$folder/$site"
    cp "$from/site-key" "$folder/$site/site-key"
    "$build/hearth" --store "$from/site" --key-file "$from/site-key" backup create -o "$folder/$site/backup"
    psql -q -X -d "$HEARTH_TEST_PG" -c "create database bench_$site"
    "$build/hearth" backup restore "$folder/$site/backup" "$folder/$site/site" \
        --key-file "$folder/$site/site-key" --database "$HEARTH_TEST_PG dbname=bench_$site"
    served="$served $site-pg=$folder/$site/site:$folder/$site/site-key"
done
# Words on purpose: names and folders without spaces.
# shellcheck disable=SC2086
"$build/bench/pages" "$@" $served
