#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A site is lost and comes back from its two files; a damaged backup says so; an erased person stays
# erased. Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
HEARTH_STORE=$work/demo/site HEARTH_KEY_FILE=$work/demo/site-key
export HEARTH_STORE HEARTH_KEY_FILE

# does NAME EXIT-CODE PATTERN WORDS...: ends so, and says something like it.
does() {
    does_name=$1 does_code=$2 does_pattern=$3
    shift 3
    "$hearth" "$@" >"$work/out" 2>&1 </dev/null
    code=$?
    if [ $code -eq "$does_code" ] && grep -q -- "$does_pattern" "$work/out"; then
        echo "ok $does_name"
    else
        sed 's/^/# /' "$work/out" | tail -n 20
        echo "not ok $does_name: $code"
    fi
}
same() {
    if [ "$2" = "$3" ]; then echo "ok $1"; else echo "# $2 and $3"; echo "not ok $1"; fi
}
hash_of() { "$hearth" --store "$1" rebuild --compare --json | sed 's/.*"hash":"\([0-9a-f]*\)".*/\1/'; }

does 'a demo' 0 '"mothers":9' demo --dir "$work/demo" --no-serve --size house
does 'two files' 0 '"keys_kept":' backup create -o "$work/backup" --json
does 'never over another backup' 6 'Choose another' backup create -o "$work/backup"
does 'whole' 0 'is whole' backup verify "$work/backup"
does 'the journal is that of journal export' 0 '"entries":' \
    journal export -o "$work/journal" --json
same 'byte for byte' "$(cksum <"$work/journal")" "$(cksum <"$work/backup/journal.hearth")"
does 'restored' 0 '"entries":' backup restore "$work/backup" "$work/again" --json
same 'its tables are the same' "$(hash_of "$work/demo/site")" "$(hash_of "$work/again")"
does 'its figures too' 0 '"mothers":9,"children":17,"expected":1' \
    --store "$work/again" report figures --as-of 2026-11-21 --json
does 'names can be read' 0 '"name":' --store "$work/again" person list --json
does 'it goes on as a new incarnation' 0 ': admitted' \
    --store "$work/again" house admit --house rowan-house --room 11 --name 'Нова Ю.'
does 'which its journal tells' 0 'Incarnation' --store "$work/again" journal show \
    "$("$hearth" --store "$work/again" journal log --json --limit 2 |
        sed 's/.*"deed":"\([a-z2-7]*\)".*/\1/')"
does 'and is whole' 0 'as it was written' --store "$work/again" verify
does 'not over a site' 6 'already' backup restore "$work/backup" "$work/again"
does 'nor from nothing' 5 'not there' backup restore "$work/nothing" "$work/third"

mkdir "$work/bad"
cp "$work/backup/keys.hearth" "$work/bad"
head -c 5000 "$work/backup/journal.hearth" >"$work/bad/journal.hearth"
does 'half a journal is no backup' 7 'damaged' backup verify "$work/bad"
does 'and makes no site' 7 'damaged' backup restore "$work/bad" "$work/third"
if [ -e "$work/third/site.key" ]; then echo 'not ok nothing is left'; else echo 'ok nothing is left'; fi
"$hearth" --key-file "$work/other-key" init "$work/other" --name Other --lang en >/dev/null
does 'another site' 0 '"keys_kept":' --store "$work/other" --key-file "$work/other-key" \
    backup create -o "$work/foreign" --json
cp "$work/backup/journal.hearth" "$work/foreign/journal.hearth"
does 'keys of another site do not fit' 7 'not of one site' backup verify "$work/foreign"

# Erased by two: gone from every file of the site and of its journal's backup; counts stay.
name='Стерта Ю.'
does 'somebody comes' 0 '"deed":' \
    house admit --house rowan-house --room 12 --name "$name" --child 'Мала, 3' --json
person=$("$hearth" find "$name" --json | sed 's/.*"id":"\([a-z2-7]*\)".*/\1/')
does 'while she stays nothing is erased' 6 'End the stay first' \
    person erase "$person" --reason own-wish
does 'she leaves' 0 'ended' --now 2026-11-25T10:00:00Z house leave "$person" --reason completed
does 'a second manager' 0 'manager2' user add manager2 --role manager --scope all
does 'the first asks' 0 '"deed":' \
    --now 2026-12-05T10:00:00Z person erase "$person" --reason own-wish --json
does 'the same cannot confirm' 6 'second person' --now 2026-12-05T11:00:00Z person erase "$person" --confirm
does 'the second confirms' 0 '"deed":' \
    --now 2026-12-05T11:00:00Z --as manager2 person erase "$person" --confirm --json
does 'her name is found no more' 0 '"count":0' find "$name" --json
does 'she is counted as before' 0 '"mothers":10,"children":18' \
    report figures --as-of 2026-11-21 --json
does 'nothing was changed' 0 '"parts_erased":[1-9].*"ok":true' verify --json
does 'the tables follow' 0 '"ok":true' rebuild --compare --json
does 'a backup without her' 0 '"parts_erased":[1-9]' backup create -o "$work/after" --json
does 'restored without her' 0 '"entries":' backup restore "$work/after" "$work/fourth" --json
does 'where she is not either' 0 '"count":0' --store "$work/fourth" find "$name" --json
does 'but counted' 0 '"mothers":10,"children":18' \
    --store "$work/fourth" report figures --as-of 2026-11-21 --json
does 'the doctor finds nothing wrong' 0 '"check":"deep","state":"ok"' \
    --now 2026-12-05T12:00:00Z doctor --deep --json
mkdir "$work/stick" "$work/tmp"
cp -r "$work/backup" "$work/stick/old"
cp -r "$work/after" "$work/stick/new"
head -c 5000 "$work/backup/journal.hearth" >"$work/stick/old/journal.hearth"
TMPDIR=$work/tmp
export TMPDIR
does 'the doctor restores the newest backup for a trial' 0 \
    '"check":"trial","state":"ok".*"check":"trial-age","state":"ok","text":"The last backup is 1 day old"' \
    --now 2026-12-06T13:00:00Z doctor --backup "$work/stick" --json
does 'and says when it is old' 3 '"check":"trial-age","state":"warn"' \
    --now 2026-12-25T13:00:00Z doctor --backup "$work/stick" --json
does 'a backup of now makes the same tables' 0 '"check":"trial-now","state":"ok"' \
    --now 2026-12-05T12:00:00Z doctor --deep --json
does 'one that cannot be restored is wrong' 7 'damaged' doctor --backup "$work/stick/old"
does 'a folder without one too' 7 'There is no backup in this folder' doctor --backup "$work/demo"
does 'one of another site too' 7 'a backup of another site' --store "$work/other" \
    --key-file "$work/other-key" doctor --backup "$work/stick"
same 'nothing of the trials is left' '' "$(ls "$work/tmp")"
unset TMPDIR
mv "$work/demo/site-key" "$work/demo/site/site-key"
does 'but a key in the wrong place' 7 'mend: mv' --key-file "$work/demo/site/site-key" doctor
