#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. With --quick only the short ones; with
# --bench the benchmarks after them.
set -eu
cd "$(dirname "$0")"
. .ci/lib.sh

quick=no
bench=no
for argument in "$@"; do
    case "$argument" in
        --quick) quick=yes ;;
        --bench) bench=yes ;;
        *) die "usage: ./test.sh [--quick] [--bench]" ;;
    esac
done

install_packages .ci/packages.build .ci/packages.test
preset=dev
[ "${CI:-}" = true ] && preset=ci

build "$preset"
if [ "$quick" = yes ]; then
    say "Short tests"
    ctest --preset "$preset" -L quick -j "$(nproc)"
    exit
fi

say "All tests"
# A test that fails is tried once more and said to have needed it: a busy machine can be slow, and
# real sockets, windows and namespaces depend on time.
again=(--repeat until-pass:2)
ctest --preset "$preset" -LE serial -j "$(nproc)" "${again[@]}"
ctest --preset "$preset" -L serial -j 1 "${again[@]}"

build asan
say "The same under AddressSanitizer and UndefinedBehaviorSanitizer"
# Not the comparisons that take minutes, and not what looks at files rather than runs code.
ctest --preset asan -LE 'serial|slow|house' -j "$(nproc)" "${again[@]}"

build tsan threaded_tests
say "What runs on several threads, under ThreadSanitizer"
ctest --preset tsan -L tsan -j "$(nproc)" "${again[@]}"

build fuzz fuzz_targets
say "Each parser under the fuzzer, ${FUZZ_SECONDS:=45} s each"
printf '%s\0' build/fuzz/fuzz/fuzz_* |
    xargs -0 -I{} -P "$(nproc)" tests/fuzz/run {} "$FUZZ_SECONDS"

if [ "$bench" = yes ]; then
    say "Benchmarks"
    tests/bench/run build/"$preset"
fi
say "Everything passed"
