# AgriAtlas: `make run` serves the real starter inventory, `make test` runs every test. Both do all set-up themselves.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

WEB_SOURCES := $(shell find web/src web/public web/scripts web/index.html web/vite.config.ts web/package.json -type f 2>/dev/null)
SAY := @printf '\n== %s\n'

.PHONY: help run test test-rust test-web test-browser test-clients bench peers fuzz screenshots format clean tools

help:
	@echo "make run          build everything and serve the starter inventory at http://127.0.0.1:8080"
	@echo "make test         install what the tests need and run every test: Rust, web, browser, GIS clients"
	@echo "make bench        measure the read model with AGRIATLAS_BENCH_SITES=10000,100000 sites, and the store"
	@echo "make peers        measure the program beside what a user could pick instead, with PEERS_SITES=1000000 synthetic sites (Debian, as root)"
	@echo "make fuzz         run the fuzzer on each reader of files for FUZZ_SECONDS=60; installs cargo-fuzz"
	@echo "make screenshots  take the pictures in docs/screenshots anew from the running program"
	@echo "make format       format the Rust sources"
	@echo "make clean        remove everything that was built"

run: web/dist/index.html
	$(SAY) "release build"
	@cargo build --release --locked
	$(SAY) "serving (settings: AGRIATLAS_LISTEN, AGRIATLAS_DATABASE_URL, AGRIATLAS_PUBLIC_URL)"
	@exec ./target/release/agriatlas serve

test: test-web test-rust test-browser test-clients
	$(SAY) "every test passed: web, Rust on SQLite and PostgreSQL, browser, GIS clients"

test-rust: tools web/dist/index.html
	$(SAY) "Rust: format, lints, tests on SQLite and PostgreSQL"
	@tests/install.sh gdal
	@cargo fmt --check
	@cargo clippy --all-targets --locked -- -D warnings
	@tests/run_rust_tests.sh

test-web: tools web/dist/index.html
	$(SAY) "web: types, lints, unit tests"
	@cd web && npm run --silent check && npm run --silent lint && npm run --silent test

test-browser: tools web/dist/index.html
	$(SAY) "browser: the real program in Chromium, phone and desktop"
	@tests/install.sh chromium
	@cargo build --locked
	@cd web && npm run --silent e2e

test-clients: tools
	$(SAY) "GIS clients: GDAL, QGIS, OWSLib, other decoders and Schemathesis against the real program"
	@tests/install.sh gdal
	@tests/install.sh qgis
	@tests/install.sh clients
	@cargo build --locked
	@target/clients-venv/bin/python -B -m pytest -c tests/clients/pytest.ini tests/clients

bench: tools
	@cargo run --release --locked --manifest-path benches/read_model/Cargo.toml --target-dir target/read_model -- --bench
	@trap 'tests/postgres.sh stop' EXIT; \
	AGRIATLAS_TEST_POSTGRES_URL="$$(tests/postgres.sh start)" cargo bench --locked --bench store

peers: tools web/dist/index.html
	@benches/peers/run.sh

fuzz: tools
	@tests/fuzz.sh "$${FUZZ_SECONDS:-60}"

screenshots: tools web/dist/index.html
	@tests/install.sh chromium
	@cargo build --locked
	@folder="$$(mktemp -d)"; \
	AGRIATLAS_DATABASE_URL="sqlite://$$folder/pictures.db" AGRIATLAS_LISTEN=127.0.0.1:18081 target/debug/agriatlas serve 2>/dev/null & \
	server=$$!; trap 'kill $$server; rm -rf "$$folder"' EXIT; \
	until curl -fs http://127.0.0.1:18081/readyz >/dev/null; do sleep 0.2; done; \
	cd web && npm run --silent screenshots -- http://127.0.0.1:18081/
	@cd web && AGRIATLAS_WALK_PICTURES=../docs/screenshots npm run --silent e2e -- --project editing -g "officer corrects|sees the difference"
	@cd web && AGRIATLAS_WALK_PICTURES=../docs/screenshots npm run --silent e2e -- --project imports --no-deps -g "repairs four rows|accepts all of it|edited since|rows are cards"

format:
	@cargo fmt

tools:
	@tests/install.sh build-tools

web/node_modules/.package-lock.json: web/package.json web/package-lock.json | tools
	$(SAY) "npm packages"
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	$(SAY) "web build"
	@cd web && npm run --silent build
	@touch $@

clean:
	@tests/postgres.sh stop || true
	@rm -rf target web/dist web/node_modules
