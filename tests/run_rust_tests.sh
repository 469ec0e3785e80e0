#!/usr/bin/env bash
# Runs every Rust test on SQLite and on a private PostgreSQL with PostGIS, with cargo-nextest where it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."

AGRIATLAS_TEST_POSTGRES_URL="$(tests/postgres.sh start)"
export AGRIATLAS_TEST_POSTGRES_URL
trap 'tests/postgres.sh stop' EXIT

if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --config-file tests/nextest.toml --locked --no-fail-fast
    cargo test --locked --doc
else
    cargo test --locked --no-fail-fast
fi
