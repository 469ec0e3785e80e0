#!/usr/bin/env bash
# Runs the fuzzer on each reader of files for so many seconds (60); what it finds lies in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"
tools="$PWD/target/tools"
export PATH="$tools/bin:$PATH"
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "== installing cargo-fuzz"
    cargo install cargo-fuzz --version '^0.13' --locked --root "$tools" --target-dir target/tools-build --quiet
fi
# The fuzzer's instruments are unstable options of the compiler. A nightly compiler has them; where there is none the stable one
# is told to take them, for this build only.
compiler=(+nightly)
if ! cargo +nightly --version >/dev/null 2>&1; then
    compiler=()
    export RUSTC_BOOTSTRAP=1
fi
fuzz() { nice cargo "${compiler[@]}" fuzz "$@"; }
fuzz build --target-dir target/fuzz
for target in $(fuzz list); do
    printf '\n== fuzz: %s, %s s\n' "$target" "$seconds"
    # New inputs go to fuzz/found, so that the kept corpus stays small.
    mkdir -p "fuzz/found/$target"
    fuzz run --target-dir target/fuzz "$target" "fuzz/found/$target" "fuzz/corpus/$target" -- \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -verbosity=0 -print_final_stats=0
done
