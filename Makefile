# Everything that a person or CI runs. `make` alone lists it.
#
# A target sets up only what it needs and finds out by asking the tool itself,
# so a second run costs a moment. What is built for the project's own use lives
# in .tools/ (or in the folder that ACCORD_TOOLS names).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

TRUNK := 0.21.14
CARGO_DENY := 0.20.2
CARGO_MUTANTS := 27.1.0
CARGO_FUZZ := 0.13.1
WASM_BINDGEN := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/^version = "\(.*\)"/\1/p;}' Cargo.lock)

# Seconds for all tests of a browser together: keys are stretched in them, and a machine may have other work.
export WASM_BINDGEN_TEST_TIMEOUT ?= 300

PORT ?= 8080
BASE ?= /
WASM := --target wasm32-unknown-unknown --features web
LOGS := target/test-logs

export ACCORD_TOOLS ?= $(CURDIR)/.tools
export PATH := $(ACCORD_TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(PATH)

##@ The two commands
.PHONY: help serve test
help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

serve: build ## build the release app and serve it on localhost (PORT=8080, BASE=/sub/path/)
	@node scripts/serve.mjs dist --port $(PORT) --base $(BASE)

test: setup-test ## run every test: native, browser, end to end; then sizes
	@rm -rf $(LOGS) && mkdir -p $(LOGS)
	@$(MAKE) native-test tool-test browser-test build
	@$(MAKE) e2e firefox-test size
	@node scripts/test-summary.mjs $(addprefix $(LOGS)/,native.log tools.log browser.log e2e.log firefox.log)

##@ Building
.PHONY: build desk
build: setup-build ## the release app, in dist/
	@if $(MAKE) -q dist/sw.js; then echo "dist/ is up to date"; else $(MAKE) dist/sw.js; fi

desk: setup-rust ## the desk command, target/release/accord
	cargo build --locked --release --features desk --bin accord

# Everything that can change the app, folders included so that a removed file
# counts. The service worker is the last file that a build writes.
APP_SOURCES := $(shell find src style public packing -print 2>/dev/null) index.html Trunk.toml Cargo.toml Cargo.lock \
	build.rs package-lock.json scripts/build-app.sh scripts/setup/find-rust-source.sh scripts/finish-build.mjs \
	scripts/pack-module.mjs scripts/words.mjs scripts/thin-glue.mjs scripts/wasm-module.mjs

dist/sw.js: $(APP_SOURCES)
	@echo "== building the release app"
	@bash scripts/build-app.sh

##@ Tests, one kind at a time
.PHONY: native-test tool-test browser-test e2e torture firefox-test pictures size size-report bench
native-test: setup-rust setup-mail setup-python ## the core alone, then the desk command
	@echo "== native tests"
	@mkdir -p $(LOGS)
	@# The second and third run what the feature adds, in src/cli, src/mail, src/post and casebook/desk.rs and as a command.
	@{ cargo test --locked && cargo test --locked --features desk --lib -- cli:: desk:: mail:: post:: && \
	  cargo test --locked --features desk --test cli --test intake --test another-language; } 2>&1 | tee $(LOGS)/native.log

tool-test: setup-node ## the scripts that build, serve and count
	@echo "== tests of the project's own scripts"
	@mkdir -p $(LOGS)
	@node --test --test-reporter=spec tests/tools/*.test.mjs 2>&1 | tee $(LOGS)/tools.log

browser-test: setup-browser-test ## the vault, the platform's cryptography, every case and vector in headless Chromium
	@echo "== browser tests"
	@mkdir -p $(LOGS)
	@node scripts/webdriver.mjs > target/webdriver.json
	@source scripts/setup/say.sh && source scripts/setup/find-browser.sh && find_browser && \
	  ACCORD_CASES="$$(find tests/cases -type f | wc -l)" \
	  CHROMEDRIVER="$$chromedriver" WASM_BINDGEN_TEST_WEBDRIVER_JSON=target/webdriver.json \
	  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	  cargo test --locked $(WASM) --test browser 2>&1 | tee $(LOGS)/browser.log

e2e: setup-browser build ## whole journeys in Chromium, against the release app (ARGS="-g words")
	@echo "== end-to-end tests"
	@mkdir -p $(LOGS)
	@cargo build --locked --quiet --features desk --bin accord
	@playwright test $(ARGS) 2>&1 | tee $(LOGS)/e2e.log || { bash scripts/what-stood-there.sh; exit 1; }

torture: setup-browser build ## kills Chromium at random moments while it writes, 500 times (ACCORD_CYCLES=50); e2e does ten
	@ACCORD_CYCLES=$${ACCORD_CYCLES:-500} playwright test torture two-tabs

firefox-test: setup-bindgen setup-wasm setup-browser setup-firefox build ## the main road, backups and all browser tests in a second engine
	@echo "== tests in Firefox"
	@mkdir -p $(LOGS)
	@cargo build --locked --quiet --features desk --bin accord
	@source scripts/setup/say.sh && source scripts/setup/find-browser.sh && find_firefox && \
	  FIREFOX="$$firefox" node --test --test-concurrency=1 --test-reporter=spec tests/firefox/*.test.mjs 2>&1 | tee $(LOGS)/firefox.log

pictures: setup-browser build ## every screen as it looks, into docs/pictures/screens
	@ACCORD_PICTURES=1 playwright test

size: build ## what a first visit downloads, and how many packages stand behind it
	@node scripts/first-visit.mjs dist

size-report: build ## which crate, and which of Accord's modules, costs how much of it (DEPTH=2: finer)
	@node scripts/size-report.mjs $(DEPTH)

bench: setup-browser-test build ## how long it takes: the core, mail taken in, beside XState, Dexie and PouchDB, 1,000 disputes, a cheap phone on a slow line
	cargo bench --locked --bench core
	cargo bench --locked --features desk --bench exchange
	@node benches/exchange.mjs
	@node benches/ladder.mjs
	@node benches/store.mjs
	@node benches/thousand.mjs
	@node benches/phone.mjs

##@ Checks
.PHONY: check check-deny mutants
check: setup-wasm setup-deny ## formatting, lints of all three builds, licences, advisories
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --all-targets --features desk -- -D warnings
	cargo clippy --locked --lib --bins --test browser $(WASM) -- -D warnings
	@$(MAKE) check-deny

check-deny: setup-deny
	cargo deny --locked --all-features check bans licenses sources
	@if timeout 60 cargo deny fetch db >/dev/null 2>&1; then \
	  cargo deny --locked --all-features check --disable-fetch advisories; \
	else \
	  echo "Advisories were not checked: their database could not be reached from here."; \
	fi

# An hour or three for all of it: ARGS="--re dispute/due" takes a part, ARGS="--shard 0/4" a quarter.
mutants: setup-mutants ## which small faults in the engine no test notices (ARGS="--re words")
	PROPTEST_CASES=8 cargo mutants --output target $(ARGS)

.PHONY: fuzz
fuzz: setup-fuzz ## the parsers of what others wrote, each against what a fuzzer makes (SECONDS=120, ARGS="mail jwe")
	@bash scripts/fuzz.sh $(or $(SECONDS),120) $(ARGS)

##@ Set-up (the targets above call what they need)
.PHONY: setup-rust setup-wasm setup-source setup-bindgen setup-trunk setup-node setup-browser setup-firefox setup-deny
.PHONY: setup-mail setup-python setup-mutants setup-fuzz setup-build setup-browser-test setup-test
setup-rust: ## a Rust toolchain that is new enough
	@bash scripts/setup/rust.sh
setup-wasm: ## the standard library for wasm32
	@bash scripts/setup/wasm-target.sh
setup-source: setup-wasm ## the standard library's source, for a lighter app; without it the app is built all the same
	@bash scripts/setup/rust-source.sh || true
setup-bindgen: ## wasm-bindgen and its test runner, at Cargo.lock's version
	@bash scripts/setup/cargo-tool.sh wasm-bindgen-cli $(WASM_BINDGEN) \
	  "wasm-bindgen wasm-bindgen-test-runner" --no-default-features
setup-trunk: ## Trunk, which builds the page
	@bash scripts/setup/cargo-tool.sh trunk $(TRUNK) trunk --locked --no-default-features
setup-node: ## wasm-opt and Playwright, from package-lock.json
	@bash scripts/setup/node.sh
setup-browser: setup-node ## Chromium and chromedriver
	@bash scripts/setup/chromium.sh
setup-firefox: ## Firefox
	@bash scripts/setup/firefox.sh
setup-mail: ## a mailbox server and one for sending, for the tests of the desk's mail; without them those say so
	@bash scripts/setup/mail-servers.sh || true
setup-python: ## Python's jwcrypto, which reads and makes our files in the tests; without it those say so
	@bash scripts/setup/jwcrypto.sh || true
setup-deny: ## cargo-deny, for licences and advisories
	@bash scripts/setup/cargo-tool.sh cargo-deny $(CARGO_DENY) cargo-deny --locked
setup-mutants: ## cargo-mutants, for `make mutants`
	@bash scripts/setup/cargo-tool.sh cargo-mutants $(CARGO_MUTANTS) cargo-mutants --locked

setup-fuzz: ## cargo-fuzz, for `make fuzz`
	@bash scripts/setup/cargo-tool.sh cargo-fuzz $(CARGO_FUZZ) cargo-fuzz --locked

# Downloads and compilers side by side: neither alone keeps two cores busy.
setup-build:
	@$(MAKE) -j3 setup-wasm setup-source setup-bindgen setup-trunk setup-node
setup-browser-test:
	@$(MAKE) -j3 setup-wasm setup-bindgen setup-browser
setup-test:
	@$(MAKE) -j4 setup-wasm setup-source setup-bindgen setup-trunk setup-browser
	@$(MAKE) setup-firefox setup-mail setup-python
