#!/usr/bin/env bash
# `make peers`: installs the peers, gives them the same sites, measures side by side, stops everything it started.
#
#   PEERS_SITES=1000000  how many synthetic sites      PEERS_ROUNDS=5  PEERS_SECONDS=5  PEERS_CLIENTS=16
#   PEERS_ONLY="items nearest tiles export statistics"  what to measure
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
sites="${PEERS_SITES:-1000000}"
folder="$root/target/peers/$sites"
mkdir -p "$folder/bodies"
environment="$root/target/peers/venv"
tools="$root/target/tools"
export PATH="$tools/bin:$PATH" PEERS_FOLDER="$folder" PEERS_REDIS_PORT=18379
export PEERS_ADDRESSES='{"agriatlas": "http://127.0.0.1:18300", "ceiling": "http://127.0.0.1:18301", "nginx": "http://127.0.0.1:18302",
"mapserver": "http://127.0.0.1:18303", "tipg": "http://127.0.0.1:18304", "pygeoapi": "http://127.0.0.1:18305", "martin": "http://127.0.0.1:18306"}'
say() { echo "peers: $*"; }

running="$folder/running"
: > "$running"
stop_all() {
    while read -r process; do kill "$process" 2>/dev/null || true; done < "$running"
    redis-cli -p "$PEERS_REDIS_PORT" shutdown nosave 2>/dev/null || true
    tests/postgres.sh stop || true
}
trap stop_all EXIT
# Starts a program that goes on; its words are kept.
begin() { local name="$1"; shift; "$@" >"$folder/$name.log" 2>&1 & echo $! >> "$running"; echo $! > "$folder/$name.pid"; }
answers() { for _ in $(seq 600); do curl -fs -o /dev/null "$1" && return; sleep 0.2; done; say "$1 does not answer"; exit 1; }

install() {
    local missing=()
    command -v mapserv >/dev/null || [ -x /usr/lib/cgi-bin/mapserv ] || missing+=(cgi-mapserver)
    for each in nginx:nginx-light spawn-fcgi:spawn-fcgi redis-server:redis-server h2load:nghttp2-client ogr2ogr:gdal-bin curl:curl; do
        command -v "${each%%:*}" >/dev/null || [ -x "/usr/sbin/${each%%:*}" ] || missing+=("${each##*:}")
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        say "installing ${missing[*]}"
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
    fi
    if ! cmp -s benches/peers/requirements.txt "$environment/installed.txt"; then
        say "making $environment"
        rm -rf "$environment"
        /usr/bin/python3 -m venv "$environment"
        "$environment/bin/pip" install -q --disable-pip-version-check -r benches/peers/requirements.txt
        cp benches/peers/requirements.txt "$environment/installed.txt"
    fi
    if ! command -v martin >/dev/null; then
        say "building martin"
        cargo install martin --locked --root "$tools" --target-dir target/tools-build --quiet
    fi
}

install
cargo build --release --locked
cargo bench --no-run --locked --bench ceiling
ceiling="$(ls -t target/release/deps/ceiling-* | grep -v '\.d$' | head -n 1)"

# The sites.
if [ ! -f "$folder/sites.db" ]; then
    say "making $sites sites"
    ./target/release/agriatlas geodata synthesize "$sites" --seed 1 --database "sqlite://$folder/making.db"
    mv "$folder/making.db" "$folder/sites.db"
fi

# AgriAtlas and the ceiling begin anew when measure.py says so: with nothing kept, or with another body.
cat > "$folder/restart_agriatlas" <<INNER
#!/usr/bin/env bash
[ ! -f "$folder/agriatlas.pid" ] || { kill "\$(cat "$folder/agriatlas.pid")" 2>/dev/null; while kill -0 "\$(cat "$folder/agriatlas.pid")" 2>/dev/null; do sleep 0.1; done; }
AGRIATLAS_LISTEN=127.0.0.1:18300 AGRIATLAS_DATABASE_URL="sqlite://$folder/sites.db" "$root/target/release/agriatlas" serve >"$folder/agriatlas.log" 2>&1 &
echo \$! | tee "$folder/agriatlas.pid" >> "$running"
for _ in \$(seq 600); do curl -fs -o /dev/null http://127.0.0.1:18300/readyz && exit 0; sleep 0.2; done
exit 1
INNER
cat > "$folder/restart_ceiling" <<INNER
#!/usr/bin/env bash
[ ! -f "$folder/ceiling.pid" ] || { kill "\$(cat "$folder/ceiling.pid")" 2>/dev/null; while kill -0 "\$(cat "$folder/ceiling.pid")" 2>/dev/null; do sleep 0.1; done; }
"$ceiling" 127.0.0.1:18301 "$folder/bodies" >"$folder/ceiling.log" 2>&1 &
echo \$! | tee "$folder/ceiling.pid" >> "$running"
for _ in \$(seq 100); do curl -s -o /dev/null http://127.0.0.1:18301/ && exit 0; sleep 0.1; done
exit 1
INNER
chmod +x "$folder/restart_agriatlas" "$folder/restart_ceiling"
export PEERS_RESTART_AGRIATLAS="$folder/restart_agriatlas" PEERS_RESTART_CEILING="$folder/restart_ceiling"
"$PEERS_RESTART_AGRIATLAS"

cluster="$(tests/postgres.sh start)"
export PEERS_POSTGRES="${cluster%/*}/peers"
psql "$cluster" -qc 'DROP DATABASE IF EXISTS peers' -c 'CREATE DATABASE peers'
psql "$PEERS_POSTGRES" -qc 'CREATE EXTENSION postgis' -c 'CREATE EXTENSION btree_gist'
begin redis redis-server --port "$PEERS_REDIS_PORT" --save '' --appendonly no --bind 127.0.0.1

# What reads PostGIS begins once the table is there.
"$environment/bin/python" benches/peers/configure.py
export PEERS_START_SERVERS="$folder/start_servers"
cat > "$PEERS_START_SERVERS" <<INNER
#!/usr/bin/env bash
set -euo pipefail
begin() { local name="\$1"; shift; "\$@" >"$folder/\$name.log" 2>&1 & echo \$! >> "$running"; }
begin mapserv spawn-fcgi -n -F 2 -p 18390 -a 127.0.0.1 -- /usr/lib/cgi-bin/mapserv
begin nginx /usr/sbin/nginx -e "$folder/nginx.err" -c "$folder/nginx.conf" -g 'daemon off;'
begin tipg env DATABASE_URL="$PEERS_POSTGRES" TIPG_DB_SCHEMAS='["public"]' TIPG_MAX_FEATURES_PER_TILE=1000000 "$environment/bin/uvicorn" tipg.main:app --host 127.0.0.1 --port 18304 --workers 2 --log-level warning
PYGEOAPI_CONFIG="$folder/pygeoapi.yml" PYGEOAPI_OPENAPI="$folder/pygeoapi-openapi.yml" "$environment/bin/pygeoapi" openapi generate "$folder/pygeoapi.yml" --output-file "$folder/pygeoapi-openapi.yml" >/dev/null
begin pygeoapi env PYGEOAPI_CONFIG="$folder/pygeoapi.yml" PYGEOAPI_OPENAPI="$folder/pygeoapi-openapi.yml" "$environment/bin/gunicorn" --workers 2 --bind 127.0.0.1:18305 --log-level warning pygeoapi.flask_app:APP
begin martin martin --listen-addresses 127.0.0.1:18306 --cache-size 0 "$PEERS_POSTGRES"
for address in 18302/nothing "18303/mapserv?SERVICE=WFS&REQUEST=GetCapabilities" 18304/collections 18305/collections 18306/catalog; do
    for _ in \$(seq 300); do curl -s -o /dev/null "http://127.0.0.1:\$address" && continue 2; sleep 0.2; done
    echo "peers: http://127.0.0.1:\$address does not answer"; exit 1
done
INNER
chmod +x "$PEERS_START_SERVERS"
"$environment/bin/python" benches/peers/measure.py
