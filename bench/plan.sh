#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# One line for each instance and limit: what was reached, what the independent checker says to it,
# what it cost, and what the plain greedy plan gets.
#   bench/plan.sh PROGRAM [INSTANCE:SECONDS | replan:SECONDS]...
set -eu
program=$1
shift
[ $# -gt 0 ] || set -- tiny:1 small:1 small:10 small:60 medium:60 replan:2
planner=${HEARTH_SHARED:?names the folder with planner/}/planner
threads=${THREADS:-2}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
columns='%-8s %7s %10s %10s %8s %8s %8s %7s %-6s %10s\n'

# file NAME: the path of an instance, plain.
file() {
    case $1 in
    replan) replan ;;
    *) for f in "$planner/$1.json" "$planner/$1.json.gz" "$1"; do
        [ -e "$f" ] && echo "$f" && return
    done ;;
    esac
}

# The best known plan of small, announced; then the carer of the smallest number with seven
# sessions falls ill.
replan() {
    python3 - "$planner" "$work/replan.json" <<'PYTHON'
import collections, gzip, json, sys
instance = json.load(open(sys.argv[1] + "/small.json"))
plan = json.load(gzip.open(sys.argv[1] + "/small.best.json.gz"))
count = collections.Counter(s[1] for s in plan["sessions"])
sick = min(count, key=lambda c: (abs(count[c] - 7), c))
instance["published"] = [s + [0] for s in sorted(plan["sessions"])]
instance["carers"][sick]["windows"] = []
instance["name"] = "replan, %d sessions of the sick carer" % count[sick]
json.dump(instance, open(sys.argv[2], "w"))
PYTHON
    echo "$work/replan.json"
}

# figure FILE PATTERN: the number behind a word of the checker's answer.
figure() { sed -n "s/.*$2 \\(-\\{0,1\\}[0-9.]*\\).*/\\1/p" "$1" | head -n 1; }

# shellcheck disable=SC2059
printf "$columns" instance seconds objective bound gap% cpu clock MB proof greedy
for row; do
    name=${row%%:*}
    seconds=${row##*:}
    instance=$(file "$name")
    /usr/bin/time -o "$work/time" -f '%U %e %M' "$program" solve "$instance" \
        -o "$work/plan.json" --seconds "$seconds" --threads "$threads" >/dev/null 2>&1
    proof=ok
    python3 "$planner/check.py" "$instance" "$work/plan.json" --prove --jobs 2 >"$work/check" ||
        proof=FAILED
    greedy=$(python3 "$planner/greedy.py" "$instance" "$work/greedy.json" | figure /dev/stdin objective)
    read -r cpu clock kilobytes <"$work/time"
    # shellcheck disable=SC2059
    printf "$columns" "$name" "$seconds" "$(figure "$work/check" objective)" \
        "$(figure "$work/check" bound)" "$(figure "$work/check" gap)" "$cpu" "$clock" \
        "$((kilobytes / 1024))" "$proof" "$greedy"
    [ "$name" != replan ] || echo "# $(figure "$work/check" changed) published sessions changed"
done
