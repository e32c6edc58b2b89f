#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The laptop is gone: docs/recovery.md is followed to the letter, command by command, from a stick
# and the paper code alone, and the night goes on. From a site on each engine. Its ru and uk twins
# must say the same commands. Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
work=$(mktemp -d)
served=
trap 'test -z "$served" || kill "$served" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$root/build/hearth" "$work/bin/hearth"
PATH=$work/bin:$PATH
unset HEARTH_STORE HEARTH_KEY_FILE

# ok NAME COMMAND...: the command must succeed.
ok() {
    ok_name=$1
    shift
    if "$@" >"$work/out" 2>&1 </dev/null; then
        echo "ok $ok_name"
    else
        sed 's/^/# /' "$work/out" | tail -n 20
        echo "not ok $ok_name"
    fi
}
finds() { if grep -q -- "$2" "$3"; then echo "ok $1"; else
    sed 's/^/# /' "$3" | tail -n 20
    echo "not ok $1"
fi; }

# The lines of the sh blocks of a page.
commands() { sed -n '/^```sh$/,/^```$/{/^```/d;p;}' "$1"; }
commands docs/recovery.md >"$work/commands"
for twin in ru uk; do
    commands docs/recovery.$twin.md >"$work/twin"
    ok "the $twin page says the same commands" cmp "$work/commands" "$work/twin"
done
# The n-th command, with the stick where this test has one; all else as it stands there.
step() { sed -n "${1}p" "$work/commands" | sed "s|/media/stick|$work/$name/stick|g"; }
run() { HOME=$work/$name sh -c "$(step "$1")"; }

answers() { # PATH PATTERN
    curl -s -m 10 -H "Authorization: Bearer $token" "$url$1" >"$work/$name/answer"
    finds "$name: $1 answers" "$2" "$work/$name/answer"
}

a_laptop_is_lost() { # NAME WORDS-OF-INIT...
    name=$1
    shift
    mkdir -p "$work/$name/hearth" "$work/$name/stick"
    old="hearth --store $work/$name/hearth/site --key-file $work/$name/hearth/site-key"
    HEARTH_KEY_FILE=$work/$name/hearth/site-key hearth init "$work/$name/hearth/site" \
        --name 'Rowan Tree' --lang en "$@" >"$work/$name/made"
    sed -n 's/^ *\([A-Z0-9]\{4\}\(-[A-Z0-9]\{4\}\)*\)$/\1/p' "$work/$name/made" >"$work/$name/code"
    ok "$name: a house" $old house add rowan-house --name 'Rowan House' --kind crisis
    ok "$name: a room" $old house room 1 --house rowan-house --places 4
    ok "$name: a family" $old house admit --house rowan-house --room 1 --name 'Oksana M.' \
        --child 'Mark, 6'
    $old find Mark --json >"$work/$name/found"
    child=$(sed 's/.*"id":"\([a-z2-7]*\)".*/\1/' "$work/$name/found")
    ok "$name: tonight's roll call" $old house rollcall rowan-house --all home \
        --except "$child=hospital"
    ok "$name: $(step 1)" run 1
    # On PostgreSQL the tables are elsewhere; the folder is what was in the laptop.
    rm -rf "$work/$name/hearth"

    began=$(date +%s)
    ok "$name: $(step 2)" run 2
    ok "$name: $(step 3)" run 3
    HOME=$work/$name sh -c "$(step 4)" <"$work/$name/code"
    HOME=$work/$name sh -c "$(step 5)" >"$work/$name/night" 2>&1
    finds "$name: who sleeps where" 'Oksana M.  At home       At home' "$work/$name/night"
    finds "$name: and who is away, as the roll call says" 'Mark       In hospital   In hospital' \
        "$work/$name/night"
    token=$(HOME=$work/$name hearth --store "$work/$name/hearth-again" --passphrase-file \
        "$work/$name/paper-code" user token manager --json | sed 's/.*"token":"\([^"]*\)".*/\1/')
    HOME=$work/$name sh -c "exec $(step 6) --listen 127.0.0.1:0 --no-open --json" \
        >"$work/$name/start" 2>"$work/$name/start-err" &
    served=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        grep -qs url "$work/$name/start" && break
        sleep 0.5
    done
    url=$(sed 's/.*"url":"\([^"]*\)".*/\1/' "$work/$name/start")
    answers /house/rowan-house/night.json '"state":"confirmed"'
    answers /house/rowan-house/rollcall 'Oksana M.'
    answers /openapi.json '/house/{handle}/night'
    if grep -q '/house/{handle}/go"' "$work/$name/answer"; then
        answers /house/rowan-house/go 'Oksana M.'
    fi
    kill "$served"
    wait "$served"
    served=
    ok "$name: $(step 7)" run 7
    if [ $(($(date +%s) - began)) -lt 300 ]; then echo "ok $name: within five minutes"
    else echo "not ok $name: within five minutes"; fi
    again="hearth --store $work/$name/hearth-again --passphrase-file $work/$name/code"
    ok "$name: the night goes on: a correction" $again house rollcall rowan-house \
        --except "$child=home"
    ok "$name: nothing was changed" $again verify
}

a_laptop_is_lost sqlite
if [ -n "${HEARTH_TEST_PG:-}" ]; then
    a_laptop_is_lost postgresql --database "$HEARTH_TEST_PG" --schema "recovery_$$"
else
    echo '# HEARTH_TEST_PG is not set: PostgreSQL was not tried'
fi
