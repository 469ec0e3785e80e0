#!/usr/bin/env bash
# Runs the fuzzer on each reader of files for so many seconds (60); what it finds lies in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "cargo-fuzz is missing: cargo install cargo-fuzz" >&2
    exit 1
fi
if ! cargo +nightly --version >/dev/null 2>&1; then
    echo "the fuzzer needs a nightly compiler: rustup toolchain install nightly" >&2
    exit 1
fi
for target in $(cargo +nightly fuzz list); do
    printf '\n== fuzz: %s, %s s\n' "$target" "$seconds"
    # New inputs go to fuzz/found, so that the kept corpus stays small.
    mkdir -p "fuzz/found/$target"
    nice cargo +nightly fuzz run "$target" "fuzz/found/$target" "fuzz/corpus/$target" -- \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -verbosity=0 -print_final_stats=0
done
