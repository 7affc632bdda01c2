#!/usr/bin/env bash
# Builds the standard library for wasm32-unknown-unknown from its source, into the folder given as $1.
set -euo pipefail
source "$(dirname "$0")/say.sh"

library="$1"
target=wasm32-unknown-unknown
advice="install the target another way (rustup target add $target) and run the same command again."

bash "$(dirname "$0")/rust-source.sh" || stop "the $target target needs that source: $advice"
source "$(dirname "$0")/find-rust-source.sh"
find_rust_source || stop "the source was fetched but is not where it should be: report this."

work="$(mktemp -d "$tools/wasm-std.XXXXXX")"
trap 'rm -rf "$work"' EXIT

say "building the standard library for $target (about half a minute)"
mkdir -p "$work/empty/src"
: >"$work/empty/src/lib.rs"
cat >"$work/empty/Cargo.toml" <<'TOML'
[package]
name = "empty"
version = "0.0.0"
edition = "2024"

[workspace]
TOML

# Without embed-bitcode a later build with LTO cannot use these libraries.
(
  cd "$work/empty"
  RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$work/target" \
    __CARGO_TESTS_ONLY_SRC_ROOT="$rust_source" \
    quietly cargo build --release --target "$target" \
    -Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro
) || stop "the standard library for $target did not build: $advice"

mkdir -p "$library"
for part in "$work/target/$target/release/deps"/*.rlib; do
  case "$part" in */libempty-*) ;; *) cp "$part" "$library/" ;; esac
done
say "the $target target is ready"
