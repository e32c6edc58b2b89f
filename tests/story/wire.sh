#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# What no honest client sends, at the wire. Prints `ok NAME` and `not ok NAME`.
PYTHONDONTWRITEBYTECODE=1 exec python3 "$(dirname "$0")/wire.py"
