#!/usr/bin/env bash
# The release app, into dist/: Trunk builds it, finish-build.mjs makes it fit to be served.
#
# Where the standard library's source is here, it is built along: for size, and so that a panic ends the
# module at once and without words (docs/decisions/a-standard-library-for-phones.md). That asks for two
# switches of the compiler that are not stable; without them the app is the same and heavier.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup/say.sh
source scripts/setup/find-rust-source.sh

target=wasm32-unknown-unknown
host="$(rustc -vV | sed -n 's/^host: //p')"
# One type for every view instead of one a view: 37 kB less to download. Digests in a loop instead of all at length: 1 kB less.
flags='--cfg erase_components --cfg sha2_backend_soft="compact"'
wordless="-Zunstable-options -Cpanic=immediate-abort"

# shellcheck disable=SC2086 # two switches
if find_rust_source && RUSTC_BOOTSTRAP=1 rustc $wordless --target "$target" --print cfg >/dev/null 2>&1; then
  export RUSTC_BOOTSTRAP=1 __CARGO_TESTS_ONLY_SRC_ROOT="$rust_source"
  export CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
  flags="$flags $wordless"
else
  say "the app is built with the ready-made standard library: about 24 kB more to download"
fi

fetch() { cargo fetch --locked --quiet --target "$target" --target "$host"; }
if [ -n "${CARGO_UNSTABLE_BUILD_STD:-}" ] && ! fetch; then
  say "what the standard library is built from cannot be had: about 24 kB more to download"
  unset RUSTC_BOOTSTRAP CARGO_UNSTABLE_BUILD_STD CARGO_UNSTABLE_BUILD_STD_FEATURES
  flags="${flags%" $wordless"}"
fi
fetch
RUSTFLAGS="$flags" trunk build --release --offline
node scripts/finish-build.mjs dist
