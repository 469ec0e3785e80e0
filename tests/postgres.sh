#!/usr/bin/env bash
# A private PostgreSQL cluster with PostGIS for the tests.
#
#   tests/postgres.sh start    starts it if need be and prints its URL on standard output (all else goes to standard error)
#   tests/postgres.sh stop     stops it and removes its data
#
#   export AGRIATLAS_TEST_POSTGRES_URL="$(tests/postgres.sh start)"
#
# It listens on 127.0.0.1 only, at a free port, with a password made for it, and has no Unix socket (the path of a socket
# may have at most 107 bytes, and a checkout may lie deeper). Other clusters of the machine are neither used nor changed.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
record="$root/target/postgres"   # where this checkout's cluster is: either the cluster itself or the name of its folder
database=agriatlas_test

say() { echo "tests/postgres.sh: $*" >&2; }
fail() { say "$*"; exit 1; }

# PostgreSQL refuses to run as root, so as root everything runs as the user that its package made. That user may not be
# able to enter the checkout (/root is closed to it), so its cluster then lies in /var/tmp and `target` keeps the name.
if [ "$(id -u)" = 0 ]; then
    as_server() { (cd / && runuser -u postgres -- "$@"); }
else
    as_server() { "$@"; }
fi

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# The newest installed PostgreSQL that has PostGIS.
find_programs() {
    local folder version
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
        version="$(basename "$(dirname "$folder")")"
        if [ -x "$folder/initdb" ] && [ -e "/usr/share/postgresql/$version/extension/postgis.control" ]; then
            echo "$folder"
            return 0
        fi
    done
    return 1
}

install_programs() {
    local candidate package=""
    command -v apt-get >/dev/null || fail "PostgreSQL with PostGIS is missing and this is not Debian; install both and set AGRIATLAS_TEST_POSTGRES_URL to a database with PostGIS."
    candidate() { apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | cut -d' ' -f1 | sort -rV | head -n 1; }
    package="$(candidate)"
    if [ -z "$package" ]; then
        as_root apt-get update -q >&2 || true
        package="$(candidate)"
    fi
    [ -n "$package" ] || fail "no package postgresql-N-postgis-3 is known; run 'apt-get update' as root and try again."
    say "installing $package"
    # A new server package would start a cluster of its own at port 5432; the tests do not want one.
    if [ ! -e /etc/postgresql-common/createcluster.conf ] && ! ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
        as_root mkdir -p /etc/postgresql-common || true
        printf 'create_main_cluster = false\n' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null || true
    fi
    # No new version where one is installed already: the package of that version is preferred.
    local present
    for present in $(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -rV); do
        present="$(basename "$(dirname "$(dirname "$present")")")"
        if apt-cache show "postgresql-$present-postgis-3" >/dev/null 2>&1; then package="postgresql-$present-postgis-3"; break; fi
    done
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package" >&2 \
        || fail "cannot install $package; run 'apt-get install $package' as root, or set AGRIATLAS_TEST_POSTGRES_URL to a database with PostGIS."
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The folder of this checkout's cluster, or nothing.
cluster_folder() {
    if [ -f "$record/folder" ]; then cat "$record/folder"; elif [ -f "$record/data/PG_VERSION" ]; then echo "$record"; fi
}

make_cluster() {
    local folder password
    mkdir -p "$record"
    if [ "$(id -u)" = 0 ]; then
        folder="$(mktemp -d /var/tmp/agriatlas-postgres.XXXXXX)"
        chown postgres "$folder"
        echo "$folder" > "$record/folder"
    else
        folder="$record"
    fi
    password="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    (umask 077 && printf '%s\n' "$password" > "$folder/password")
    [ "$(id -u)" != 0 ] || chown postgres "$folder/password"
    as_server "$programs/initdb" -D "$folder/data" -U agriatlas -E UTF8 --locale=C.UTF-8 \
        --auth=scram-sha-256 --pwfile="$folder/password" --no-sync >/dev/null
    # Nothing here must survive a power cut, so nothing waits for the disk.
    as_server tee -a "$folder/data/postgresql.conf" >/dev/null <<'SETTINGS'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
SETTINGS
    echo "$folder"
}

start_server() {
    local folder="$1" port attempt
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        port=$((20000 + RANDOM % 12000))
        port_is_free "$port" || continue
        if as_server "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 -o "-p $port" start >/dev/null 2>&1; then
            echo "$port" | as_server tee "$folder/port" >/dev/null
            return 0
        fi
    done
    tail -n 20 "$folder/log" >&2 2>/dev/null || true
    fail "the test server does not start; its last messages stand above, its log is $folder/log."
}

start() {
    programs="$(find_programs)" || { install_programs; programs="$(find_programs)" || fail "PostgreSQL with PostGIS is still missing after the installation."; }
    local folder password port url
    folder="$(cluster_folder)"
    # A cluster of another version, or one whose folder is gone, is made anew.
    if [ -z "$folder" ] || [ ! -f "$folder/data/PG_VERSION" ] \
        || [ "$(cat "$folder/data/PG_VERSION")" != "$(basename "$(dirname "$programs")")" ]; then
        rm -rf "$record" ${folder:+"$folder"}
        say "making a private PostgreSQL cluster"
        folder="$(make_cluster)"
    fi
    if ! as_server "$programs/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
        start_server "$folder"
        say "PostgreSQL runs in $folder"
    fi
    password="$(cat "$folder/password")"
    port="$(cat "$folder/port")"
    url="postgres://agriatlas:$password@127.0.0.1:$port/$database"
    ask() { PGPASSWORD="$password" "$programs/psql" -qAtX -h 127.0.0.1 -p "$port" -U agriatlas -v ON_ERROR_STOP=1 "$@"; }
    if [ -z "$(ask -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$database'")" ]; then
        ask -d postgres -c "CREATE DATABASE $database" >&2
    fi
    ask -d "$database" -c "SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS postgis" >&2
    echo "$url"
}

stop() {
    local folder
    folder="$(cluster_folder)"
    [ -n "$folder" ] || { say "no cluster of this checkout is there"; return 0; }
    programs="$(find_programs)" || fail "the programs of PostgreSQL are gone; remove $folder by hand."
    if as_server "$programs/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
        as_server "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null
    fi
    rm -rf "$folder" "$record"
}

case "${1:-}" in
    start) start ;;
    stop) stop ;;
    *) fail "usage: tests/postgres.sh start|stop" ;;
esac
