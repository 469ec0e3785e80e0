#!/usr/bin/env bash
# Makes sure that a tool is there: `tests/install.sh build-tools` checks compiler, cargo and Node; `… chromium`, `… gdal` and `… qgis`
# install Debian's browser, GDAL and QGIS (195 MB to fetch, 930 MB on disk) where they are missing; `… clients` makes the Python environment of
# tests/clients. Quiet about what is there; one sentence on what is missing and how to get it.
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

cd "$(dirname "$0")/.."
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
qgis)
    /usr/bin/python3 -c 'import qgis.core' 2>/dev/null || install python3-qgis
    ;;
clients)
    environment=target/clients-venv
    wanted=tests/clients/requirements.txt
    cmp -s "$wanted" "$environment/installed.txt" && exit
    say "making $environment from $wanted"
    # The system's Python where there is one: another may lack the modules that environments are made with.
    python=/usr/bin/python3
    [ -x "$python" ] || python="$(command -v python3)" || install python3
    "$python" -c 'import ensurepip' 2>/dev/null || install python3-venv
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/pip" install -q --disable-pip-version-check --no-deps -r "$wanted" ||
        fail "cannot install the packages of $wanted; see pip's words above."
    cp "$wanted" "$environment/installed.txt"
    ;;
*)
    fail "say build-tools, chromium, gdal, qgis or clients."
    ;;
esac
