#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# From an empty folder to an open house, over real HTTP and on both engines: what start prints, who
# may answer the three questions, how often, how long; a run that was killed between two steps.
# Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
unset HEARTH_STORE HEARTH_KEY_FILE HEARTH_LISTEN HEARTH_PROGRESS_FPS
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 $pid 2>/dev/null; rm -rf "$work"' EXIT
words='seven wet hens count stones'
engine=SQLite

is() { # NAME WANTED GOT
    if [ "$2" = "$3" ]; then echo "ok $engine: $1"; else
        echo "# wanted $2, got $3"
        echo "not ok $engine: $1"
    fi
}
has() { # NAME PATTERN: in what was said last
    if grep -q -- "$2" "$work/page"; then echo "ok $engine: $1"; else
        head -c 2000 "$work/page" | sed 's/^/# /'
        echo "not ok $engine: $1"
    fi
}
begin() { # more words of the command
    : >"$work/line"
    "$hearth" --store "$work/$engine" --key-file "$work/$engine.key" start --listen 127.0.0.1:0 \
        --no-open --json "$@" >"$work/line" 2>"$work/errors" &
    pid=$!
    for _ in $(seq 100); do
        if [ -s "$work/line" ] || ! kill -0 $pid 2>/dev/null; then break; fi
        sleep 0.1
    done
    cp "$work/line" "$work/page"
    url=$(field url)
}
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/line"; }
cut_off() {
    kill -9 $pid
    wait $pid 2>/dev/null
    pid=
}
finish() {
    kill $pid
    wait $pid
    pid=
}
run() { "$hearth" --store "$work/$engine" --key-file "$work/$engine.key" "$@" >"$work/page" 2>&1; }
# Asks and prints status and where it leads.
ask() {
    curl -s -b "$work/jar" -c "$work/jar" -H "Origin: $url" -o "$work/page" \
        -w '%{http_code} %{redirect_url}' "$@" | sed "s|$url||"
}
csrf() {
    ask "$url/setup" >/dev/null
    grep -o 'name="csrf" value="[0-9a-f]*"' "$work/page" | head -n 1 | grep -o '[0-9a-f]\{64\}'
}
answer() { # NAME LANG LOGIN PASSWORD
    ask -d csrf="$form" --data-urlencode "name=$1" -d lang="$2" --data-urlencode "login=$3" \
        --data-urlencode "new=$4" "$url/setup"
}

house() { # more words for start: from nothing to an open house
    rm -f "$work/jar"
    begin "$@"
    began=$(date +%s%N)
    is 'the first page is there in 0.3 s' yes \
        "$(ask "$url/setup" >/dev/null; [ $(($(date +%s%N) - began)) -lt 300000000 ] && echo yes)"
    cp "$work/line" "$work/page"
    has 'an empty folder becomes a site with three questions' \
        "\"setup\":\"$url/setup?once=[0-9a-f]\{64\}\""
    is 'no other way in is told' '' "$(field signin)"
    for path in / /today /signin /account /nothing /settings/users; do
        is "$path leads to the questions" '303 /setup' "$(ask "$url$path")"
    done
    is 'a program is told so' '409 ' "$(ask "$url/today.json")"
    is 'a page of it is there for anybody' '200 ' "$(ask "$url/setup")"
    has 'which asks nothing' 'once, within half an hour'
    is 'nobody answers without the address' '403 ' "$(form=x answer 'Rowan Tree' uk olena "$words")"
    is 'there is no password that lets in' '303 /setup' \
        "$(ask -d user=manager -d password=manager "$url/signin")"
    cut_off
    begin
    link=$(field setup)
    is 'killed before the questions, it goes on at them' '303 /setup' "$(ask "$link")"
    is 'the address is good once' '422 ' "$(rm -f "$work/jar"; ask "$link")"
    cut_off
    begin
    is 'killed after it was used, there is a new one' '303 /setup' "$(ask "$(field setup)")"
    form=$(csrf)
    has 'each question has an answer' 'value="Our house".*value="en" selected.*value="manager"'
    is 'a password that others would try is refused' '422 ' "$(answer 'Rowan Tree' uk olena password1234)"
    has 'what was typed stays' 'value="Rowan Tree".*value="uk" selected.*value="olena"'
    is 'nor one with the name of the house' '422 ' "$(answer 'Linden flats' uk olena 'linden flats 27')"
    is 'the login of the program is taken' '422 ' "$(answer 'Rowan Tree' uk clock "$words")"
    has 'and says so at its field' 'id="e-login"'
    is 'answers come from a page of ours alone' '403 ' "$(form=x answer 'Rowan Tree' uk olena "$words")"
    is 'the answers are taken' '200 ' "$(answer 'Rowan Tree' uk olena "$words")"
    has 'the paper code is shown' '<code id="code">[A-Z0-9-]\{20,\}</code>'
    paper=$(grep -o 'id="code">[^<]*' "$work/page" | sed 's/.*>//')
    is 'Today is next, behind the second key' '303 /account?next=%2Ftoday' "$(ask "$url/today")"
    is 'the code is not shown again' '' "$(ask "$url/setup" >/dev/null; grep -o "$paper" "$work/page")"
    is 'the questions are over' '403 ' "$(answer Other en other "$words")"
    run user list
    has 'the first user has the chosen name' 'olena'
    run setup --json
    has 'who has the machine acts as her' '"deed":'
    finish
    begin
    is 'a second start prints no address' '' "$(field setup)$(field signin)"
    rm -f "$work/jar"
    is 'she comes in by her password' '303 /account' \
        "$(ask -d user=olena --data-urlencode "password=$words" "$url/signin")"
    finish
    printf '%s\n' "$paper" >"$work/paper"
    "$hearth" --store "$work/$engine" --passphrase-file "$work/paper" verify >"$work/page" 2>&1
    has 'the paper code opens the house, and it is whole' 'Everything is as it was written'
    run rebuild --compare --json
    has 'its tables are those of the journal' '"findings":\[\]\|"same":true\|"ok":true'
}

house
# Cut off anywhere while it is made: the next start ends at the questions.
engine=cut
for tenths in 0 1 2 3 4 5 6 8; do
    "$hearth" --store "$work/cut" --key-file "$work/cut.key" start --listen 127.0.0.1:0 --no-open \
        >"$work/page" 2>&1 &
    pid=$!
    sleep "0.0$tenths"
    cut_off
done
begin
is 'killed in the making, it asks after all' yes "$([ -n "$(field setup)" ] && echo yes)"
run setup --name 'Rowan Tree' --language uk --login olena --json
has 'the command line answers too' '"user":"olena","recovery_code":"[A-Z0-9-]*"'
is 'then the pages are open' '303 /signin?next=%2Ftoday' "$(rm -f "$work/jar"; ask "$url/today")"
finish
begin
is 'who has no password yet comes in by a link' yes "$([ -n "$(field signin)" ] && echo yes)"
finish

# A folder with anything else in it is no place for a new site.
mkdir "$work/full"
echo mine >"$work/full/letter"
engine=full
run start --listen 127.0.0.1:0
has 'a folder of somebody else stays as it is' 'There is no site in this folder'
rm -f "$work/cut/site.key"
engine=cut
run start --listen 127.0.0.1:0
has 'nor is a site without its site.key made anew' 'There is no site in this folder'
is 'its records stay' yes "$([ -s "$work/cut/hearth.db" ] && echo yes)"

if [ -n "${HEARTH_TEST_PG:-}" ]; then
    engine=PostgreSQL
    house --database "$HEARTH_TEST_PG" --schema "setup_$$"
else
    echo '# HEARTH_TEST_PG is not set: PostgreSQL was not tried'
fi
