#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The first user of a new site comes in by a link, chooses a password, sets up a second key, comes in
# with both, and ends a session: over real HTTP. Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
unset HEARTH_STORE HEARTH_KEY_FILE HEARTH_LISTEN HEARTH_PROGRESS_FPS
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill $pid 2>/dev/null; rm -rf "$work"' EXIT
words='seven wet hens count stones'

is() { # NAME WANTED GOT
    if [ "$2" = "$3" ]; then echo "ok $1"; else echo "# wanted $2, got $3"; echo "not ok $1"; fi
}

"$hearth" --key-file "$work/key" init "$work/site" --name 'Rowan Tree' --lang en >/dev/null
"$hearth" --store "$work/site" --key-file "$work/key" start --listen 127.0.0.1:0 --no-open --json \
    >"$work/line" 2>"$work/errors" &
pid=$!
for _ in $(seq 100); do
    if [ -s "$work/line" ]; then break; fi
    sleep 0.1
done
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/line"; }
url=$(field url)

# Asks and prints status and where it leads.
ask() {
    curl -s -b "$work/jar" -c "$work/jar" -H "Origin: $url" -o "$work/page" \
        -w '%{http_code} %{redirect_url}' "$@" | sed "s|$url||"
}
token() { grep -o 'name="csrf" value="[0-9a-f]*"' "$work/page" | head -n 1 | grep -o '[0-9a-f]\{64\}'; }
csrf() {
    ask "$url/$1" >"$work/said"
    token
}
heads() { grep -o '<h2[^>]*>[^<]*' "$work/page" | sed 's/.*>//' | tr '\n' ','; }
# The six digits of the secret, so many steps from now (RFC 6238).
digits() {
    python3 -c 'import base64, hmac, struct, sys, time
step = int(time.time()) // 30 + int(sys.argv[2])
mac = hmac.new(base64.b32decode(sys.argv[1]), struct.pack(">Q", step), "sha1").digest()
at = mac[19] & 15
print("%06d" % ((struct.unpack(">I", mac[at:at + 4])[0] & 0x7FFFFFFF) % 1000000))' "$secret" "$1"
}

is 'a link leads to what must be done first' '303 /account' "$(ask "$(field signin)")"
is 'nothing else opens before' '303 /account?next=%2Ftoday' "$(ask "$url/today")"
form=$(csrf account)
is 'first of all a password' 'Password,' "$(heads)"
is 'a password that others would try is refused' '422 ' \
    "$(ask -d csrf="$form" -d new=password1234 "$url/account/password")"
is 'another one is taken' '303 /account' \
    "$(ask -d csrf="$form" --data-urlencode "new=$words" "$url/account/password")"
form=$(csrf account)
is 'then a second key' 'Second key,' "$(heads)"
is 'its secret is shown' '200 ' "$(ask -d csrf="$form" "$url/account/offer")"
secret=$(grep -o 'id="secret">[A-Z2-7 ]*' "$work/page" | sed 's/.*>//; s/ //g')
is 'wrong digits put nothing in force' '422 ' \
    "$(ask -d csrf="$form" -d code=00000x "$url/account/factor")"
is 'the right ones do' '200 ' "$(ask -d csrf="$form" -d code="$(digits 0)" "$url/account/factor")"
is 'there are ten recovery codes' 10 "$(grep -o '<code>[A-Z2-7-]*' "$work/page" | wc -l)"
paper=$(grep -o '<code>[A-Z2-7-]*' "$work/page" | head -n 1 | sed 's/<code>//')
is 'now the house is open' '200 ' "$(ask "$url/today")"

come_in() { # CODE
    rm -f "$work/jar"
    ask -d user=manager --data-urlencode "password=$words" -d code="$1" "$url/signin"
}
is 'the password alone is not enough' '422 ' "$(come_in '')"
is 'with the next digits it is' '303 /today' "$(come_in "$(digits 1)")"
is 'and with a code of paper' '303 /today' "$(come_in "$paper")"
is 'which works once' '422 ' "$(come_in "$paper")"
