#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The command line as a person or a script meets it: the built program, its outputs, its exit code.
# Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
hearth=$PWD/build/hearth
unset HEARTH_STORE HEARTH_KEY_FILE HEARTH_LISTEN HEARTH_PROGRESS_FPS
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# says NAME EXIT-CODE PATTERN-OF-STDOUT PATTERN-OF-STDERR WORDS...; an empty pattern wants no output.
says() {
    says_name=$1 says_code=$2 says_out=$3 says_err=$4
    shift 4
    "$hearth" "$@" >"$work/out" 2>"$work/err" </dev/null
    code=$?
    if [ $code -eq "$says_code" ] && fits "$work/out" "$says_out" && fits "$work/err" "$says_err"; then
        echo "ok $says_name"
    else
        echo "# hearth $*: ended with $code"
        sed 's/^/# out: /' "$work/out" | head -n 20
        sed 's/^/# err: /' "$work/err" | head -n 20
        echo "not ok $says_name"
    fi
}

fits() {
    if [ -z "$2" ]; then [ ! -s "$1" ]; else grep -q -- "$2" "$1"; fi
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

says 'version' 0 '^hearth [0-9]' '' version
says 'version for programs' 0 '"journal_format":1' '' version --json
says 'no words at all: the overview' 0 '^  version ' ''
says 'a wrong word' 2 '' 'Did you mean: version?' versoin
says 'every refusal has a mend' 2 '' '^  mend: hearth help' versoin
says 'a refusal for programs' 2 '' '^{"error":{"kind":"usage","number":102,' --json versoin
says 'a missing argument for programs' 2 '' '"fields":\[{"name":"shell"' completion --json

# The exit code when nobody reads the answer.
"$hearth" man 2>/dev/null >/dev/full
if [ $? -eq 1 ]; then echo 'ok a full disk is a failure'; else echo 'not ok a full disk is a failure'; fi

for language in en ru uk; do
    "$hearth" --lang $language man >"$work/hearth.1"
    holds "the manual page is right troff: $language" sh -c \
        "! groff -man -Kutf8 -Tutf8 -ww -z '$work/hearth.1' 2>&1 | grep ."
done

"$hearth" completion bash >"$work/completion.bash"
holds 'bash reads its completions' bash -n "$work/completion.bash"
cat >"$work/complete" <<'SCRIPT'
. "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_hearth
echo "${COMPREPLY[@]}"
SCRIPT
completes() {
    completes_name=$1 wanted=$2
    shift 2
    found=$(bash "$work/complete" "$work/completion.bash" hearth "$@")
    case " $found " in
    *" $wanted "*) echo "ok $completes_name" ;;
    *) echo "# found: $found"; echo "not ok $completes_name" ;;
    esac
}
completes 'bash completes a command' completion compl
completes 'bash completes a choice' zsh completion ''
completes 'bash completes an option' --json version --j
completes 'bash completes the value of an option' uk --lang ''
completes 'bash looks past options and their values' version --store DIR ver
for shell in zsh fish; do
    "$hearth" completion $shell >"$work/completion.$shell"
    if command -v $shell >/dev/null; then
        holds "$shell reads its completions" $shell -n "$work/completion.$shell"
    fi
done

says 'a plan needs a file' 2 '' 'INSTANCE is missing' plan solve
says 'a problem that is not there' 5 '' 'mend: hearth help plan solve' plan solve "$work/nothing.json"
echo '{"no":"problem"}' >"$work/bad.json"
says 'a problem that is none' 2 '' 'mend: hearth help plan solve' plan solve "$work/bad.json"
says 'a gap that is none' 2 '' '"field\|"name":"gap"' --json plan solve "$work/bad.json" --gap many

# A mend that is no command would be worse than none.
grep -rhoE '"hearth [a-z][a-z ]*' src --include='*.c' | sed 's/^"hearth //' | sort -u >"$work/mends"
while read -r noun verb rest; do
    if ! "$hearth" help $noun $verb >/dev/null 2>&1 && ! "$hearth" help "$noun" >/dev/null 2>&1; then
        echo "# hearth $noun $verb $rest"
        echo 'not ok every mend is a command'
    fi
done <"$work/mends"
if [ "$(wc -l <"$work/mends")" -gt 10 ]; then echo 'ok mends were looked at'; else echo 'not ok mends were looked at'; fi
