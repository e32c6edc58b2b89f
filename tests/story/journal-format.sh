#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A second reader of the journal, written from docs/journal-format.md alone, agrees with what hearth
# writes, and refuses what was changed. Prints `ok NAME` and `not ok NAME`.
set -u
cd "$(dirname "$0")/../.." || exit 1
data=tests/data/journal
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check() { python3 tests/journal_check.py "$@" >"$work/out" 2>&1; }

# says NAME: by how the command before it ended, 0 or 1
says() {
    if [ "$2" -eq 0 ]; then
        echo "ok $1"
    else
        sed 's/^/# /' "$work/out" | head -n 20
        echo "not ok $1"
    fi
}

check --vectors $data
says 'the second reader agrees with every vector' $?
check $data/export.bin
says 'the second reader agrees with an export' $?

# One byte of every hundred, and the last: each change is refused.
missed=0
size=$(wc -c <$data/export.bin)
for at in $(seq 0 97 $((size - 2))) $((size - 1)); do
    python3 - $data/export.bin "$work/changed" "$at" <<'PYTHON'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[int(sys.argv[3])] ^= 1
open(sys.argv[2], "wb").write(data)
PYTHON
    if check "$work/changed"; then
        echo "# byte $at" >>"$work/missed"
        missed=1
    fi
done
says 'the second reader refuses a changed export' $missed
head -c $((size - 40)) $data/export.bin >"$work/cut"
if check "$work/cut"; then says 'the second reader refuses a cut export' 1; else says 'the second reader refuses a cut export' 0; fi
