#!/usr/bin/env bash
# One cargo-made tool at one exact version, ready in the tools folder:
#   cargo-tool.sh CRATE VERSION "BINARY …" [cargo install flags …]
# Found there or on PATH at that version: used. Otherwise fetched prebuilt where
# the user has cargo-binstall, else built here.
set -euo pipefail
source "$(dirname "$0")/say.sh"

crate="$1" version="$2"
read -r -a binaries <<<"$3"
shift 3

# A subcommand of cargo may answer only under its own name: `cargo-mutants mutants --version`.
at_version() {
  local name="${1##*/}"
  { "$1" --version || "$1" "${name#cargo-}" --version; } 2>/dev/null | grep -qwF -- "$version"
}

all_at_version() {
  local prefix="$1" binary
  for binary in "${binaries[@]}"; do at_version "$prefix$binary" || return 1; done
}

if all_at_version "$tools/bin/" || all_at_version ""; then exit 0; fi

bash "$(dirname "$0")/rust.sh"
need_space "$tools" 1500

if have cargo-binstall; then
  say "fetching $crate $version"
  if within 300 cargo binstall --no-confirm --root "$tools" --strategies crate-meta-data,quick-install \
    "$crate@$version" >/dev/null 2>&1 && all_at_version "$tools/bin/"; then exit 0; fi
fi

say "building $crate $version (once, a few minutes; kept in $tools)"
bins=()
for binary in "${binaries[@]}"; do bins+=(--bin "$binary"); done

# A tool that runs for seconds a day need not be optimised, and builds in half
# the time. Set for this one command only: exported, they would change the app.
CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 \
  CARGO_TARGET_DIR="$tools/build/$crate" \
  quietly cargo install "$crate" --version "=$version" --root "$tools" --force "${bins[@]}" "$@" ||
  stop "$crate $version could not be built (the reason is above): mend it, or install $crate $version yourself, and run the same command again."
rm -rf "$tools/build/$crate"
all_at_version "$tools/bin/" ||
  stop "$crate was built but does not answer as version $version: remove $tools and run the same command again."
