#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A site that is served, as a person, a script and a stranger meet it: the line that start prints,
# /healthz, commands through the running process, refusals, stopping, a killed process.
# Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
unset HEARTH_STORE HEARTH_KEY_FILE HEARTH_LISTEN HEARTH_PROGRESS_FPS
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill -9 $pid 2>/dev/null; rm -rf "$work"' EXIT
# A folder whose path is longer than a socket's address may be.
deep=$work/$(printf 'a-long-name-%s/' 1 2 3 4 5 6 7 8 9)house
site=$deep/site
mkdir -p "$deep"
run() { "$hearth" --store "$site" --key-file "$deep/key" "$@"; }

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

# Waits for the line of a server that was started in the background, and takes its address.
await() {
    for _ in $(seq 100); do
        url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$work/line" 2>/dev/null)
        if [ -n "$url" ]; then return 0; fi
        sleep 0.1
    done
    cat "$work/errors"
    return 1
}

serve() {
    : >"$work/line"
    "$hearth" --store "$site" --key-file "$deep/key" start --listen 127.0.0.1:0 --no-open --json \
        >"$work/line" 2>"$work/errors" &
    pid=$!
    await
}

says() { # CODE PATTERN COMMAND...: exit code, and a pattern of both outputs
    says_code=$1 says_pattern=$2
    shift 2
    "$@" >"$work/said" 2>&1
    code=$?
    cat "$work/said"
    echo "ended with $code"
    [ $code -eq "$says_code" ] && grep -q -- "$says_pattern" "$work/said"
}

ends() { # CODE: the server ends with it within five seconds of the signal
    began=$(date +%s)
    wait $pid
    code=$?
    pid=
    echo "ended with $code after $(($(date +%s) - began)) s"
    [ $code -eq "$1" ] && [ $(($(date +%s) - began)) -le 5 ]
}

nothing_open() { # no descriptor of the site's lock or sockets is left in a child
    [ ! -e "$site/hearth.sock" ]
}

holds 'a site is made' run init "$site" --name 'Rowan Tree' --lang en
holds 'start prints where it serves' serve
holds 'the line names the process' grep -q "\"pid\":$pid}" "$work/line"
holds 'the first user of a new site comes in by a link' \
    grep -q "\"signin\":\"$url/signin?once=[0-9a-f]\{64\}\"" "$work/line"
holds 'a running site makes links that are whole addresses' says 0 \
    "{\"signin\":\"$url/signin?once=[0-9a-f]\{64\}\"}" run user link manager --json
holds 'a token for a script is shown once' says 0 '^[0-9a-f]\{64\}$' run user token manager
printf 'password1234\n' >"$work/weak"
printf 'seven wet hens count stones\n' >"$work/words"
holds 'a password that others would try is refused' says 2 'first that others would try' \
    run user password manager --passphrase-file "$work/weak"
holds 'a password is set from a file' says 0 'sessions of manager have ended' \
    run user password manager --passphrase-file "$work/words"
holds 'the token is among the sessions' says 0 'token  *open' run user sessions manager
holds 'and can be ended' says 0 'token  *ended' run user sessions manager --end
holds '/healthz tells that the house is open' says 0 '"state":"open","head":"[0-9a-f]\{64\}"' \
    curl -sS "$url/healthz"
holds 'the head of a page alone is answered' says 0 '200 OK' curl -sSI "$url/healthz"
holds 'anything else is the same 404' says 0 'Nothing here that you can open' \
    curl -sS "$url/command"
holds 'with its number' says 0 '404 Not Found' curl -sSi "$url/command"
holds 'every answer forbids to be framed' says 0 "frame-ancestors 'none'" curl -sSi "$url/nothing"
holds 'the command door is not on the network' says 0 '404$' \
    curl -sS -w '%{http_code}' -d '{"argv":["user","list"]}' "$url/command"
two_lengths='POST /healthz HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'
holds 'two lengths are refused' says 0 ' 400 ' sh -c "
    printf '%s' '$two_lengths' | python3 tests/story/raw.py ${url#http://}"
both='POST /healthz HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
holds 'a length and chunks are refused' says 0 ' 400 ' sh -c "
    printf '%s' '$both' | python3 tests/story/raw.py ${url#http://}"

head=$(curl -sS "$url/healthz")
holds 'an act is done by the running process' says 0 'User added: olha' \
    run user add olha --role worker --scope all
holds 'the head moved' [ "$head" != "$(curl -sS "$url/healthz")" ]
holds 'another one asks as somebody' says 4 'not allowed' run --as olha user list
holds 'errors come back with code and mend' says 2 'mend: hearth help user add' \
    run user add olha --role worker --scope all
holds 'JSON comes back as it was written' says 0 '"login":"olha"' run --json user list
holds 'the site proves itself while it runs' says 0 'Everything is as it was written' run verify
holds 'a second start is refused with a mend' says 75 'mend: hearth' \
    run start --listen 127.0.0.1:0
asks='{"argv":["user","add","nina","--role","worker","--scope","all"],"json":true,"once":"k-1"}'
ask() { (cd "$site" && curl -sS --unix-socket hearth.sock -d "$1" http://hearth/command); }
first=$(ask "$asks" | sed -n 's/.*"deed\\":\\"\([a-z0-9]*\).*/\1/p')
holds 'a running site does not take every command' says 0 '"exit":2' ask '{"argv":["man"]}'
again=$(ask "$asks" | sed -n 's/.*"deed\\":\\"\([a-z0-9]*\).*/\1/p')
holds 'the same once-key is the same deed' [ -n "$first" -a "$first" = "$again" ]
holds 'what is no command is refused' says 0 '422\|400' sh -c "
    cd '$site' && curl -sS -w '%{http_code}' --unix-socket hearth.sock -d '[1]' http://h/command"
holds 'too much is refused' says 0 '413$' sh -c "cd '$site' && head -c 300000 /dev/zero |
    curl -sS -w '%{http_code}' --unix-socket hearth.sock --data-binary @- http://h/command"

port=${url##*:}
"$hearth" --key-file "$work/other-key" init "$work/other" --name 'Linden' --lang en >/dev/null
holds 'a taken port is told with a mend' says 75 'listen 127.0.0.1:0' "$hearth" --store "$work/other" \
    --key-file "$work/other-key" start --listen "127.0.0.1:$port"
holds 'the network is refused without encryption' says 2 'this machine alone' "$hearth" --store "$work/other" \
    --key-file "$work/other-key" start --listen 0.0.0.0:0

for options in '--lan --behind-proxy' '--tls-cert x' '--tls-key x'; do
    # shellcheck disable=SC2086 # the words of a command
    holds "$options is refused" says 2 'mend: hearth' "$hearth" --store "$work/other" \
        --key-file "$work/other-key" start --listen 127.0.0.1:0 $options
done

# Two doors, encrypted with a certificate of our own: the staff's page is at one of them.
"$hearth" --store "$work/other" --key-file "$work/other-key" start --lan --listen 127.0.0.1:0 \
    --public 127.0.0.1:0 --no-open --json >"$work/lan" 2>"$work/errors" &
lan=$!
for _ in $(seq 100); do
    if [ -s "$work/lan" ]; then break; fi
    sleep 0.1
done
lan_field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/lan"; }
holds 'both doors are told, and what the certificate looks like' says 0 \
    '"url":"https://127.*"public":"https://127.*"fingerprint":"[0-9A-F:]\{95\}"' cat "$work/lan"
holds 'its own certificate is enough to trust it' says 0 '"state":"open"' \
    curl -sS --cacert "$work/other/lan.cert" "$(lan_field url)/healthz"
holds 'without it nobody is trusted' says 60 'certificate' curl -sS "$(lan_field url)/healthz"
holds 'the door of the public has no page of the staff' says 0 '404$' \
    curl -sS -o "$work/out" -w '%{http_code}' --cacert "$work/other/lan.cert" \
    "$(lan_field public)/healthz"
kill -TERM $lan
wait $lan
holds 'it ends well' [ $? -eq 0 ]

kill -TERM $pid
holds 'SIGTERM ends it well within five seconds' ends 0
holds 'the socket is gone' nothing_open
holds 'the same command works without it' says 0 'olha' run user list
holds 'it starts again' serve
kill -9 $pid
wait $pid 2>/dev/null
pid=
holds 'a killed server leaves its socket' test -S "$site/hearth.sock"
holds 'and stands in nobody'"'"'s way' says 0 'nina' run user list
holds 'nor in its own' serve
kill -INT $pid
holds 'Ctrl-C ends it well too' ends 0
"$hearth" --store "$site" start --listen 127.0.0.1:0 --json >"$work/line" 2>"$work/errors" &
pid=$!
holds 'without a key it starts locked' await
holds '/healthz says so' says 0 '"state":"locked"' curl -sS "$url/healthz"
holds 'acts are refused as locked' says 11 'keys are not open' run user add eva --role worker
kill -TERM $pid
holds 'and it ends well' ends 0
