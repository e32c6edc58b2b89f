#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The demo through the built program: its headlines whatever the seed, one more family, undo, proof.
# Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
unset HEARTH_STORE HEARTH_KEY_FILE HEARTH_LISTEN
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# gives NAME PATTERN WORDS...: the command ends well and its last line has the pattern.
gives() {
    gives_name=$1 gives_pattern=$2
    shift 2
    if "$hearth" "$@" >"$work/out" 2>"$work/err" </dev/null &&
        tail -n 1 "$work/out" | grep -q -- "$gives_pattern"; then
        echo "ok $gives_name"
    else
        sed 's/^/# /' "$work/out" "$work/err" | tail -n 20
        echo "not ok $gives_name"
    fi
}

# fails NAME EXIT-CODE WORDS...
fails() {
    fails_name=$1 fails_code=$2
    shift 2
    "$hearth" "$@" >"$work/out" 2>"$work/err" </dev/null
    code=$?
    if [ $code -eq "$fails_code" ]; then
        echo "ok $fails_name"
    else
        sed 's/^/# /' "$work/out" "$work/err" | tail -n 20
        echo "not ok $fails_name: $code"
    fi
}

today='"figures":{"mothers":9,"children":17,"expected":1,'
october='"figures_2026_10_31":{"mothers":24,"children":33,"expected":1,"adults_alone":6,'
gives 'the headlines stand' "$today.*$october" demo --dir "$work/one" --no-serve
gives 'a second run uses what is there' "$today" demo --dir "$work/one" --no-serve
gives 'another seed, the same headlines' "$today.*$october" \
    demo --dir "$work/two" --no-serve --seed 77
gives 'one house alone' "$today" demo --dir "$work/three" --no-serve --size house --json

HEARTH_STORE=$work/one/site HEARTH_KEY_FILE=$work/one/site-key
export HEARTH_STORE HEARTH_KEY_FILE
count() { "$hearth" "$@" --json | sed -n 's/.*"mothers":\([0-9]*\).*/\1/p'; }
figures='report figures --as-of 2026-11-21 --house rowan-house'
# The words of $figures are words.
# shellcheck disable=SC2086
gives 'figures of a day' '"mothers":9,"children":17,"expected":1,' $figures --json
gives 'figures of all houses' '"mothers":24,"children":33' report figures --as-of 2026-10-31 --json
gives 'a tenth family' '"deed":' \
    house admit --house rowan-house --room 10 --name 'Тест Ю.' --child 'Мала, 2' --json
deed=$(sed -n 's/.*"deed":"\([a-z2-7]*\)".*/\1/p' "$work/out")
# shellcheck disable=SC2086
if [ "$(count $figures)" = 10 ]; then echo 'ok there are ten'; else echo 'not ok there are ten'; fi
fails 'the room is taken' 6 house admit --house rowan-house --room 10 --name 'Other K.'
fails 'there is no such room' 2 house admit --house rowan-house --room 99 --name 'Other K.'
gives 'it is undone' '"deed":' journal undo "$deed" --json
# shellcheck disable=SC2086
if [ "$(count $figures)" = 9 ]; then echo 'ok there are nine'; else echo 'not ok there are nine'; fi
# shellcheck disable=SC2086
gives 'the list adds up to the figure' '"count":17}' $figures --list children --json
gives 'nothing was changed' '"ok":true' verify --json
gives 'the tables are what the journal says' '"ok":true' rebuild --compare --json
gives 'the first deed is that of the program' '"author":"hearth","act":"add"' \
    journal log --limit 1000 --json
gives 'which is said in words' 'the program' journal log --limit 1000
gives 'houses have their names' '"name":"Rowan House"' house list --json
gives 'each role has a user' '"count":14}' user list --json
fails 'a worker does not admit' 4 \
    --as worker house admit --house rowan-house --room 11 --name 'Other K.'
fails 'a carer sees no journal' 4 --as carer journal log
gives 'the manager of one house' '"deed":' \
    user add flats --role manager --scope house:linden-flats --json
"$hearth" --as flats journal log --limit 1000 --json >"$work/hers" 2>&1
if grep -q '"act":"admit"' "$work/hers" && ! grep -q "$deed" "$work/hers"; then
    echo 'ok reads the journal of her house and not of another'
else
    echo 'not ok reads the journal of her house and not of another'
fi
fails 'nor an act of it' 5 --as flats journal show "$deed"
fails 'nor all of it as a file' 4 --as flats journal export -o "$work/all"
(
    unset HEARTH_KEY_FILE
    fails 'without a key nobody is shown' 11 house list
)

unset HEARTH_STORE HEARTH_KEY_FILE
mkdir "$work/real"
"$hearth" --key-file "$work/real/site-key" init "$work/real/site" --name 'A house' --lang en \
    >"$work/out" 2>&1
fails 'a site that is no demo is never made anew' 6 demo --dir "$work/real" --fresh --no-serve
fails 'nor shown as one' 6 demo --dir "$work/real" --no-serve
fails 'its clock is not set' 2 --store "$work/real/site" --now 2026-11-21T12:30:00Z verify
gives 'and is whole' 'Everything is as it was written' --store "$work/real/site" verify
gives 'a demo is made anew' "$today" demo --dir "$work/three" --fresh --no-serve --size house

# The same on PostgreSQL, and from one engine to the other.
if [ -n "${HEARTH_TEST_PG:-}" ]; then
    schema=demo_$$
    gives 'PostgreSQL: the headlines stand' "$today.*$october" \
        demo --dir "$work/pg" --no-serve --database "$HEARTH_TEST_PG" --schema "$schema"
    gives 'PostgreSQL: nothing was changed' '"ok":true' --store "$work/pg/site" verify --json
    gives 'a backup of it' '"keys_kept":' --store "$work/pg/site" backup create -o "$work/pgbackup" --json
    gives 'becomes a site of SQLite' '"entries":' backup restore "$work/pgbackup" "$work/lite" --json
    hash_of() {
        "$hearth" --store "$1" rebuild --compare --json | sed 's/.*"hash":"\([0-9a-f]*\)".*/\1/'
    }
    if [ "$(hash_of "$work/pg/site")" = "$(hash_of "$work/lite")" ]; then
        echo 'ok both engines hold the same rows'
    else
        echo 'not ok both engines hold the same rows'
    fi
else
    echo '# HEARTH_TEST_PG is not set: PostgreSQL was not tried'
fi
