#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The core is C++20 alone: its objects ask for no symbol of Qt, and for none that reads a clock,
# opens a file or prints.
# usage: check_core_symbols.sh LIBSYNOPTIC_CORE_A
set -eu
undefined=$(nm --undefined-only "$1" | awk 'NF { print $NF }' | sort -u)
if grep -E '(^_ZN?K?[0-9]*Q[A-Z]|^_Z.*Qt|^(open|open64|fopen|fopen64|socket|read|clock_gettime|gettimeofday|time|printf|puts|getenv)$|St4cout|St4cerr|system_clock3now|steady_clock3now)' <<<"$undefined"; then
    echo "the core reaches for what it may not have"
    exit 1
fi
echo "the core asks for nothing of the outside ($(wc -l <<<"$undefined") symbols looked at)"
