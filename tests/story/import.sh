#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A list of people taken over as a person does it: looked at, taken, mended, taken back; with bad
# files, a killed program, Ctrl-C, and others at work on the same site. Prints `ok NAME` and
# `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
lists=$PWD/tests/data/import
unset HEARTH_STORE HEARTH_KEY_FILE HEARTH_LISTEN HEARTH_PROGRESS_FPS
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 $pid 2>/dev/null; rm -rf "$work"' EXIT
run() { "$hearth" --store "$work/site" --key-file "$work/key" "$@"; }

site_new() {
    rm -rf "$work/site" "$work/key"
    "$hearth" init "$work/site" --name 'Rowan Tree' --lang en --key-file "$work/key" >/dev/null
}

holds() {
    holds_name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        echo "ok $holds_name"
    else
        sed 's/^/# /' "$work/out" | head -n 20
        echo "not ok $holds_name"
    fi
}

says() { # CODE PATTERN COMMAND...: exit code, and a pattern of both outputs
    says_code=$1 says_pattern=$2
    shift 2
    "$@" >"$work/said" 2>&1 </dev/null
    code=$?
    cat "$work/said"
    echo "ended with $code"
    [ $code -eq "$says_code" ] && grep -qe "$says_pattern" "$work/said"
}

silent_about() { ! grep -q -- "$1" "$work/said"; }

number() { run person list --limit 1 --json | sed 's/.*"total":\([0-9]*\).*/\1/'; }
is_number() { [ "$(number)" -eq "$1" ] || { echo "there are $(number)"; return 1; }; }
sound() { run verify && run rebuild --compare; }

# ---- a list, looked at and taken ---------------------------------------------------------------

site_new
holds 'looked at first' says 0 '3 persons would be added. Nothing was written' \
    run import people "$lists/en.csv" --dry-run
holds 'what nobody takes is named' grep -q 'Shoe size' "$work/said"
holds 'looking wrote nothing' is_number 0
holds 'taken over' says 0 '3 persons added' run import people "$lists/en.csv"
holds 'taken over once' says 0 '3 rows are known from before' run import people "$lists/en.csv"
holds 'three are there' is_number 3
holds 'Windows-1251 in Russian' says 0 'Добавлено 3 человека' \
    run --lang ru import people "$lists/ru-1251.csv"
holds 'tabs in Ukrainian' says 0 'Додано 3 людини' run --lang uk import people "$lists/uk.tsv"
holds 'found in another alphabet' says 0 'Ёлкина' run find Hanna
holds 'a program reads the counts' says 0 '^{"dry_run":true,"rows":2,"added":2,"known":0,"twice":0,"wrong":0,"alike":0,"charset":"windows-1251","separator":";"' \
    run import people "$lists/uk-1251.csv" --dry-run --json
printf 'Wer;Wo\nOksana M.;Rowan 5\n' >"$work/german.csv"
holds 'no name is known' says 2 'The columns are: Wer, Wo' run import people "$work/german.csv"
printf '# who\nWer = name\nWo = words\n' >"$work/map"
holds 'a map as a file' says 0 '1 person added' run import people "$work/german.csv" --map "$work/map"
holds 'a map in the line' says 0 '1 row is known' \
    run import people "$work/german.csv" --map Wer=name,Wo=words
holds 'a map of what is not there' says 2 'no column "Was" in the file' \
    run import people "$work/german.csv" --map Was=name
holds 'the tables are sound' sound

# ---- rows that are wrong -----------------------------------------------------------------------

holds 'good rows in, bad rows told' says 3 'line 4, birth: This is no date' \
    run import people "$lists/wrong.csv" --rejects "$work/rejects.csv"
holds 'eleven are left out' grep -q '^11 rows are left out:' "$work/said"
holds 'their lines are in the file' sh -c "[ \$(grep -c '' '$work/rejects.csv') -eq 12 ]"
holds 'with what is wrong' grep -q '^5,.*no date.*,4,Ira,P.,17.04.98,f' "$work/rejects.csv"
holds 'nobody else reads them' sh -c "[ \$(stat -c %a '$work/rejects.csv') = 600 ]"
sed -i 's/17\.04\.98/17.04.1998/' "$work/rejects.csv"
holds 'what is mended goes in' says 3 '^1 person added' run import people "$work/rejects.csv"
holds 'half a row is no row' silent_about 'Daryna'
holds 'a row that was not read is kept whole' grep -q '"9,Daryna,""B.,1999-01-01,f"' "$work/rejects.csv"
holds 'errors for programs' says 3 '"errors":\[{"line":3,"field":"name","text":"' \
    run --json import people "$lists/wrong.csv"

# ---- files that are no list --------------------------------------------------------------------

holds 'no such file' says 5 'mend: hearth help import people' run import people "$work/nothing.csv"
holds 'a folder' says 2 'This is not a file' run import people "$work"
mkfifo "$work/pipe"
holds 'a pipe holds nobody up' says 2 'This is not a file' timeout 10 "$hearth" --store "$work/site" \
    --key-file "$work/key" import people "$work/pipe"
: >"$work/empty.csv"
holds 'nothing in it' says 2 'The list is empty' run import people "$work/empty.csv"
printf 'PK\003\004' >"$work/list.xlsx"
holds 'a spreadsheet' says 2 'Save it there as CSV' run import people "$work/list.xlsx"
printf '\377\376N\000a\000' >"$work/utf16.csv"
holds 'UTF-16' says 2 'UTF-16' run import people "$work/utf16.csv"
printf 'name\n\216\252\341\240\255\240\n' >"$work/866.csv"
holds 'letters of another set' says 2 'neither UTF-8 nor Windows-1251' run import people "$work/866.csv"
holds 'unless they are said to be' says 3 '' \
    run import people "$work/866.csv" --charset utf-8 --dry-run
holds 'a wrong charset' says 2 'Choose one of: utf-8, windows-1251' \
    run import people "$lists/en.csv" --charset koi8-r
holds 'rejects to nowhere' says 5 'no folder' \
    run import people "$lists/en.csv" --rejects "$work/none/rejects.csv"
run user add treasurer --role treasurer >/dev/null
holds 'not for the treasurer' says 4 'not allowed' run --as treasurer import people "$lists/en.csv"
holds 'the tables are still sound' sound

# ---- many: cut short, gone on with, taken back -------------------------------------------------

site_new
awk 'BEGIN { print "id,name,birth"
    for (i = 0; i < 12000; i++) printf "%d,Oksana %c%c.,%d-04-17\n", i, 65 + i % 26, 97 + i / 26 % 26, 1900 + i / 676
}' >"$work/many.csv"
cut_short() { # SIGNAL CODE: some steps are done, nothing is half done
    before=$(number)
    "$hearth" --store "$work/site" --key-file "$work/key" import people "$work/many.csv" \
        >"$work/cut" 2>&1 &
    pid=$!
    for _ in $(seq 200); do
        [ -f "$work/site/hearth.db-wal" ] && [ "$(stat -c %s "$work/site/hearth.db-wal")" -gt 1000000 ] && break
        sleep 0.02
    done
    kill -"$1" $pid 2>/dev/null
    wait $pid
    code=$?
    pid=
    after=$(number)
    echo "ended with $code, $before before, $after after"
    [ $code -eq "$2" ] && [ "$after" -ge "$before" ] && [ "$after" -lt 12000 ] &&
        [ $((after % 500)) -eq 0 ] && sound
}
holds 'killed in the middle' cut_short KILL 137
holds 'interrupted in the middle' cut_short INT 130
holds 'done again it goes on' says 0 "^$((12000 - $(number))) persons\\|^[0-9,]* persons added" \
    run import people "$work/many.csv"
holds 'all are there once' is_number 12000
deed=$(run journal log --limit 1 --json | sed 's/.*"deed":"\([a-z0-9]*\)".*/\1/')
HEARTH_PROGRESS_FPS=60 run --json journal undo "$deed" >"$work/undone" 2>"$work/progress"
holds 'taken back whole' is_number 0
holds 'progress for programs' sh -c \
    "HEARTH_PROGRESS_FPS=60 '$hearth' --store '$work/site' --key-file '$work/key' --json import people '$work/many.csv' 2>&1 >/dev/null | grep -q '^{\"progress\":{\"task\":\"Importing\",\"done\":[0-9]*,\"total\":12000}}'"
holds 'and taken over again' is_number 12000
holds 'all of it is sound' sound

# ---- a site that is served ---------------------------------------------------------------------

site_new
serve() {
    : >"$work/line"
    "$hearth" --store "$work/site" --key-file "$work/key" start --listen 127.0.0.1:0 --no-open \
        --json >"$work/line" 2>"$work/errors" &
    pid=$!
    for _ in $(seq 100); do
        if grep -q '"url"' "$work/line"; then return 0; fi
        sleep 0.1
    done
    cat "$work/errors"
    return 1
}
holds 'served' serve
run import people "$work/many.csv" >"$work/import.out" 2>&1 &
import=$!
between=0
for i in 1 2 3 4 5 6; do
    run person add --name "Hanna K$i." >/dev/null 2>&1
    if kill -0 $import 2>/dev/null; then between=$((between + 1)); fi
done
wait $import
holds 'taken over by the process that serves' grep -q '12,000 persons added' "$work/import.out"
echo "# $between acts of others were answered meanwhile"
holds 'others were answered meanwhile' [ $between -ge 1 ]
holds 'all of them are there' is_number 12006
sed 's/^\([0-9]*\),/x\1,/' "$work/many.csv" >"$work/more.csv"
(cd "$work" && run import people more.csv >"$work/import.out" 2>&1) &
import=$!
sleep 0.5
kill -TERM $pid
wait $pid
holds 'a site that is stopped stops importing' [ $? -eq 0 ]
pid=
wait $import
(cd "$work" && run import people more.csv >"$work/import.out" 2>&1)
holds 'and goes on later' is_number 24006
holds 'sound to the end' sound
