#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Writes tests/golden and docs/record-types.md into the folder $1 from the program $2.
set -eu
into=$1
golden=$2
mkdir -p "$into/tests/golden" "$into/docs"
"$golden" types > "$into/docs/record-types.md"
for engine in sqlite pg; do
    "$golden" schema "$engine" > "$into/tests/golden/schema.$engine.sql"
done
for role in manager worker house coordinator fundraiser treasurer board auditor admin carer parent \
    partner clock; do
    "$golden" reach "$role" > "$into/tests/golden/reach.$role.txt"
done
