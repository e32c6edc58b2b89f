#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# A night in the house: roll call, power cut, change of shift. Prints `ok NAME` and `not ok NAME`.
PYTHONDONTWRITEBYTECODE=1 exec python3 "$(dirname "$0")/night.py"
