#!/usr/bin/env bash
# Makes sure that a tool is there: `tests/install.sh build-tools` checks compiler, cargo and Node; `… chromium` and `… gdal`
# install Debian's browser and its GDAL where they are missing. Quiet about what is there; one sentence on what is missing and how to get it.
set -euo pipefail

say() { echo "tests/install.sh: $*" >&2; }
fail() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

install() {
    command -v apt-get >/dev/null || fail "$1 is missing and this is not Debian; install it and try again."
    say "installing $*"
    as_root apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 ||
        { as_root apt-get update -q >/dev/null 2>&1 && as_root apt-get install -y -q --no-install-recommends "$@" >/dev/null; } ||
        fail "cannot install $*; run 'apt-get install $*' as root and try again."
}

case "${1:-}" in
build-tools)
    command -v cc >/dev/null || install build-essential
    command -v cargo >/dev/null || fail "cargo is missing; install Rust 1.94 or newer (rustup.rs) and try again."
    command -v npm >/dev/null || fail "npm is missing; install Node.js 20.19 or newer and try again."
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
        fail "Node.js $(node --version) is too old; install 20.19 or newer and try again."
    ;;
chromium)
    command -v chromium >/dev/null || install chromium
    ;;
gdal)
    command -v ogrinfo >/dev/null || install gdal-bin
    ;;
*)
    fail "say build-tools, chromium or gdal."
    ;;
esac
