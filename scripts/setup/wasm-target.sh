#!/usr/bin/env bash
# The standard library for wasm32-unknown-unknown: the sysroot's own, else
# rustup's, else built once from the distribution's source package.
#
# No rust-toolchain file names the target: where rustup's server cannot be
# reached, that would break every cargo call, not only the ones for the web.
set -euo pipefail
source "$(dirname "$0")/say.sh"

target=wasm32-unknown-unknown
bash "$(dirname "$0")/rust.sh"

sysroot="$(rustc --print sysroot)"
library="$sysroot/lib/rustlib/$target/lib"

present() { compgen -G "$library/libstd-*.rlib" >/dev/null; }

if present; then exit 0; fi

if have rustup; then
  say "adding the $target target with rustup"
  if within 180 rustup target add "$target" >/dev/null 2>&1 && present; then exit 0; fi
  say "rustup could not add it (no route to its server?): building it from source instead"
fi

[ -w "$sysroot/lib/rustlib" ] ||
  stop "the Rust toolchain has no $target target and $sysroot is not writable: add it as the toolchain's owner (rustup target add $target, or your distribution's libstd-rust-dev-wasm32) and run the same command again."

bash "$(dirname "$0")/wasm-std-from-source.sh" "$library"
present || stop "the standard library for $target was built but is not in $library: report this."
