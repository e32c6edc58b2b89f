#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Families over six years: relapse and return, a young mother, grandparents. Prints `ok NAME` and `not ok NAME`.
PYTHONDONTWRITEBYTECODE=1 exec python3 "$(dirname "$0")/family.py"
