#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Bad input against every command of `hearth help`: the right exit code, one object on stderr with
# text, mend and field, nothing of the inside, and a site that is as it was.
# Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
HEARTH_STORE=$work/demo/site HEARTH_KEY_FILE=$work/demo/site-key
export HEARTH_STORE HEARTH_KEY_FILE
unset HEARTH_LISTEN
absent=mfrggzdfmztwq2lknnwg23tpoa
broken=$(printf 'a\377b')
long=$(head -c 70000 /dev/zero | tr '\0' x)
inside='sqlite\|SQLSTATE\|errno\|\.c:[0-9]\|assert\|NULL\|constraint\|0x[0-9a-f]\{6\}\|libpq\|(null)'

# The object on stderr: the last line, one JSON object with kind, text and mend.
right_error() {
    tail -n 1 "$work/err" | grep -q '^{"error":{"kind":"[a-z]*","number":[0-9]*,"text":".*"mend":"' &&
        ! grep -q "$inside" "$work/err"
}

# refuses NAME EXIT-CODE PATTERN-OF-STDERR WORDS...: with --json; says nothing on stdout.
refuses() {
    refuses_name=$1 refuses_code=$2 refuses_pattern=$3
    shift 3
    timeout 60 "$hearth" --json "$@" >"$work/out" 2>"$work/err" </dev/null
    code=$?
    if [ $code -eq "$refuses_code" ] && [ ! -s "$work/out" ] && right_error &&
        grep -q -- "$refuses_pattern" "$work/err"; then
        echo "ok $refuses_name"
    else
        echo "# ended with $code"
        cut -c1-300 "$work/out" "$work/err" | sed 's/^/# /' | head -n 10
        echo "not ok $refuses_name"
    fi
}
field() { echo "\"name\":\"$1\""; }

"$hearth" demo --dir "$work/demo" --no-serve --size house >/dev/null 2>&1
person=$("$hearth" person list --limit 1 --json | sed 's/.*"id":"\([a-z2-7]*\)".*/\1/')
before=$("$hearth" rebuild --compare --json)

# What is wrong with any command is refused by each.
"$hearth" man | sed -n 's/^\.SS "hearth \(.*\)"$/\1/p' | sed 's/\\//g' >"$work/all"
sed 's/ [-[A-Z].*//' "$work/all" | sort -u >"$work/names"
if [ "$(wc -l <"$work/names")" -gt 35 ]; then
    echo 'ok every command is known'
else
    echo 'not ok every command is known'
fi
while read -r name; do
    case $name in help) continue ;; esac
    # shellcheck disable=SC2086 # the words of a command
    refuses "$name: an option that is none" 2 '"mend":"hearth help' $name --no-such-option
    # shellcheck disable=SC2086
    refuses "$name: bytes that are no text" 2 'UTF-8' $name "$broken"
    # shellcheck disable=SC2086
    refuses "$name: a word without end" 2 'too long' $name "$long"
    [ "$name" = find ] && continue
    # shellcheck disable=SC2086
    refuses "$name: words too many" 2 '"mend":"hearth help' $name a b c d e f g h
done <"$work/names"

# A site that is not there, a key that is not its own.
head -c 300 /dev/urandom >"$work/noise"
mkdir "$work/folder"
: >"$work/empty"
while read -r name; do
    case $name in
    'house list' | 'person list' | 'user list' | 'report figures' | 'journal log' | audit | verify | rebuild) ;;
    *) continue ;;
    esac
    # shellcheck disable=SC2086
    refuses "$name: no site" 10 'hearth init' --store "$work/folder" $name
    # shellcheck disable=SC2086
    refuses "$name: a file for a site" 10 'hearth init' --store "$work/empty" $name
done <"$work/names"
refuses 'no key file there' 5 "$(field key-file)" --key-file "$work/nothing" person list
refuses 'a key file of noise' 12 "$(field key-file)" --key-file "$work/noise" person list
refuses 'an empty key file' 12 '"mend":"hearth --key-file' --key-file "$work/empty" person list
refuses 'a folder for a key file' 2 "$(field key-file)" --key-file "$work/folder" person list
refuses 'a folder for the key file of a new site' 2 "$(field key-file)" \
    --key-file "$work/folder" init "$work/new" --name N --lang en
echo 'five words that are wrong here' >"$work/passphrase"
refuses 'a wrong passphrase' 12 '"mend"' --passphrase-file "$work/passphrase" person list
refuses 'no passphrase file there' 5 "$(field passphrase-file)" \
    --passphrase-file "$work/nothing" person list
"$hearth" --key-file "$work/small-key" init "$work/small" --name N --lang en >/dev/null
small="--store $work/small --key-file $work/small-key"
# shellcheck disable=SC2086 # options
refuses 'a backup into the site itself' 2 "$(field output)" $small backup create -o "$work/small"
mkdir "$work/small/deep"
# shellcheck disable=SC2086
refuses 'a backup deep inside the site' 2 "$(field output)" $small backup create \
    -o "$work/folder/../small/deep/new/er"
rmdir "$work/small/deep"
mv "$work/small/hearth.conf" "$work/conf"
# shellcheck disable=SC2086
refuses 'a site without its settings' 7 '"mend":"touch DIR/hearth.conf"' $small verify
mv "$work/conf" "$work/small/hearth.conf"
rm -f "$work/small"/hearth.db-*
head -c 20000 "$work/noise" >"$work/small/hearth.db"
for name in verify rebuild 'user list'; do
    # shellcheck disable=SC2086
    refuses "$name: a damaged database" 7 '"mend":"hearth backup restore' $small $name
done
refuses 'nobody of this name' 4 '"mend"' --as nobody person list

refuses 'demo: size' 2 "$(field size)" demo --size planet
refuses 'demo: seed' 2 "$(field seed)" demo --seed -1
refuses 'init: no name' 2 "$(field name)" init "$work/new" --lang en
refuses 'init: no such language' 2 "$(field lang)" init "$work/new" --name N --lang xx
refuses 'init: over a site' 6 '"mend"' init "$HEARTH_STORE" --name N --lang en
refuses 'init: a zone outside' 2 "$(field zone)" init "$work/new" --name N --lang en \
    --zone ../../etc/passwd
refuses 'start: no address' 2 "$(field listen)" start --no-open --listen nowhere
refuses 'start: not for the whole net' 2 '"mend"' start --no-open --listen 0.0.0.0:0
refuses 'user add: login' 2 "$(field login)" user add 'A B' --role worker
refuses 'user add: taken' 2 "$(field login)" user add manager --role worker
refuses 'user add: the name of the program' 2 "$(field login)" user add hearth --role worker
refuses 'user add: role' 2 "$(field role)" user add olena --role queen
refuses 'user add: scope' 2 "$(field scope)" user add olena --role worker --scope moon
refuses 'user add: scope of no house' 2 "$(field scope)" user add olena --role worker \
    --scope house:nowhere
refuses 'user disable: nobody' 2 "$(field login)" user disable nobody
refuses 'house list: no such house' 2 "$(field house)" house list ../rowan-house
refuses 'house add: taken' 2 "$(field handle)" house add rowan-house --name N --kind crisis
refuses 'house add: handle' 2 "$(field handle)" house add 'Rowan House' --name N --kind crisis
refuses 'house add: kind' 2 "$(field kind)" house add new-house --name N --kind castle
refuses 'house add: zone' 2 "$(field zone)" house add new-house --name N --kind crisis --zone Moon
refuses 'house room: twice the same' 2 "$(field label)" house room 10 --house rowan-house --places 2
refuses 'house room: places' 2 "$(field places)" house room 77 --house rowan-house --places 0
refuses 'house room: more than a number' 2 "$(field places)" house room 77 --house rowan-house \
    --places 99999999999999999999
admit='house admit --house rowan-house'
while read -r name wrong words; do
    # shellcheck disable=SC2086
    refuses "house admit: $name" 2 "$(field "$wrong")" $admit $words
done <<'WORDS'
no-room room --name X
no-name name --room 10
no-such-room room --room 999 --name X
age age --room 10 --name X --age 121
birth birth --room 10 --name X --birth 2026-02-30
not-born-yet birth --room 10 --name X --birth 2030-01-01
child-not-born-yet child.1.age --room 10 --name X --child Y,2030-01-01
age-of-a-child child.1.age --room 10 --name X --child Y,300
child-without-name child.1.name --room 10 --name X --child ,3
child-that-is-a-number child.1.name --room 10 --name X --child 0,5
name-without-a-letter name --room 10 --name 0,5
born-in-year-1 birth --room 10 --name X --birth 0001-01-01
day-of-birth-to-come expects --room 10 --name X --expects soon
future when --room 10 --name X --when 2036-01-01T00:00:00Z
moment when --room 10 --name X --when yesterday
sex sex --room 10 --name X --sex what
danger danger --room 10 --name X --danger maybe
id person --room 10 --person who
WORDS
refuses 'house admit: lines in a name' 2 "$(field name)" house admit --house rowan-house --room 10 \
    --name 'a
b'
refuses 'house admit: nobody known' 5 '"absent"' house admit --house rowan-house --room 10 \
    --person $absent
refuses 'house admit: a room that is taken' 6 '"mend"' house admit --house rowan-house --room 1 \
    --name X
refuses 'house leave: absent' 5 '"absent"' house leave $absent --reason completed
refuses 'house leave: reason' 2 "$(field reason)" house leave "$person" --reason because
refuses 'house return: absent' 5 '"absent"' house return $absent
refuses 'house move: absent' 5 '"absent"' house move $absent --house rowan-house --room 10
refuses 'report figures: day' 2 "$(field as-of)" report figures --as-of 2026-13-01
refuses 'report figures: house' 2 "$(field house)" report figures --house nowhere
refuses 'report figures: list' 2 "$(field list)" report figures --list ghosts
refuses 'report period: no end' 2 "$(field to)" report period --from 2026-11-01
refuses 'report period: backwards' 2 "$(field to)" report period --from 2026-11-21 --to 2026-11-01
refuses 'audit: day' 2 "$(field to)" audit --to never
refuses 'find: nothing to find' 2 "$(field words)" find ''
refuses 'find: limit' 2 "$(field limit)" find Olena --limit 0
refuses 'person list: limit' 2 "$(field limit)" person list --limit 99999999999
refuses 'person show: id' 2 "$(field person)" person show 1
refuses 'person show: absent' 5 '"absent"' person show $absent
refuses 'person add: no name' 2 "$(field name)" person add --phone 1
refuses 'person add: a phone without digits' 2 "$(field phone)" person add --name X --phone abc
refuses 'person add: born in year 1' 2 "$(field birth)" person add --name X --birth 0001-01-01
refuses 'person add: a name without a letter' 2 "$(field name)" person add --name '+380'
refuses 'person correct: a former name without a letter' 2 "$(field name)" \
    person correct "$person" --former-name 123
refuses 'task add: nothing to do' 2 "$(field what)" task add ' '
refuses 'task add: nobody of this login' 2 "$(field owner)" task add X --owner nobody
refuses 'task add: who has no tasks' 2 "$(field owner)" task add X --owner carer
refuses 'task add: a day that is over' 2 "$(field due)" task add X --due 2026-01-01
refuses 'task add: no date' 2 "$(field due)" task add X --due soon
refuses 'task add: about nobody' 5 '"absent"' task add X --about $absent
refuses 'task add: not by the board' 4 '"mend"' --as board task add X
refuses 'task done: no such task' 5 '"mend":"hearth task list"' task done $absent
refuses 'task cancel: a person' 5 '"absent"' task cancel "$person"
refuses 'task list: nobody of this login' 2 "$(field owner)" task list --owner nobody
refuses 'task list: too much at once' 2 '"mend"' task list --all --about "$person"
refuses 'person add: not born yet' 2 "$(field birth)" person add --name X --birth 2036-01-01
refuses 'person correct: absent' 5 '"absent"' person correct $absent --name X
refuses 'person correct: nothing' 6 '"conflict"' person correct "$person"
refuses 'person correct: not born yet' 2 "$(field birth)" person correct "$person" \
    --birth 2036-01-01
refuses 'person erase: absent' 5 '"absent"' person erase $absent --reason own-wish
refuses 'person erase: neither' 2 '"mend"' person erase "$person"
refuses 'person erase: nobody asked' 6 '"conflict"' person erase "$person" --confirm
refuses 'journal log: since' 2 "$(field since)" journal log --since long-ago
refuses 'journal show: absent' 5 '"absent"' journal show $absent
refuses 'journal undo: absent' 5 '"absent"' journal undo $absent
refuses 'journal export: no folder' 5 '"mend"' journal export -o "$work/nothing/journal"
refuses 'journal export: a folder' 2 "$(field output)" journal export -o "$work/folder"
mkfifo "$work/pipe"
refuses 'journal export: never in the place of a pipe' 2 "$(field output)" journal export \
    -o "$work/pipe"
if [ -p "$work/pipe" ]; then echo 'ok which is still one'; else echo 'not ok which is still one'; fi
refuses 'backup create: a file' 1 '"mend"' backup create -o "$work/empty"
refuses 'backup verify: nothing there' 5 '"absent"' backup verify "$work/folder"
refuses 'backup restore: nothing there' 5 '"absent"' backup restore "$work/folder" "$work/new"
refuses 'completion: shell' 2 "$(field shell)" completion powershell
for command in solve verify why explain; do
    second=$work/noise
    [ $command = solve ] && second=
    # shellcheck disable=SC2086
    refuses "plan $command: noise" 2 '"mend"' plan $command "$work/noise" $second
    # shellcheck disable=SC2086
    refuses "plan $command: a folder" 1 '"mend"' plan $command "$work/folder" $second
done

mkdir "$work/torn"
cp "$HEARTH_STORE"/* "$work/torn"
rm "$work/torn/hearth.db"
refuses 'a store that is gone' 7 'Bring it back' --store "$work/torn" house list
if [ -e "$work/torn/hearth.db" ]; then
    echo 'not ok none is made in its place'
else
    echo 'ok none is made in its place'
fi
# A demo that was stopped while it was made is made anew, not shown as it is.
"$hearth" demo --dir "$work/stopped" --no-serve --size network >/dev/null 2>&1 &
sleep 0.4
kill -INT $!
wait $!
if "$hearth" demo --dir "$work/stopped" --no-serve --size house 2>&1 |
    grep -q '"mothers":9,"children":17,"expected":1'; then
    echo 'ok a demo that was stopped is made anew'
else
    echo 'not ok a demo that was stopped is made anew'
fi
after=$("$hearth" rebuild --compare --json)
if [ -n "$before" ] && [ "$before" = "$after" ]; then
    echo 'ok nothing was written by what was refused'
else
    echo 'not ok nothing was written by what was refused'
fi
