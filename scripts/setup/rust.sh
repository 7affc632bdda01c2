#!/usr/bin/env bash
# A Rust toolchain that is new enough for Cargo.toml's rust-version.
set -euo pipefail
source "$(dirname "$0")/say.sh"

have cargo || stop "cargo is missing: install Rust (rustup, or your distribution's package) and run the same command again."
have rustc || stop "rustc is missing: install Rust (rustup, or your distribution's package) and run the same command again."

# rustup brings a rustc that cannot run while no toolchain is chosen.
rustc --version >/dev/null 2>&1 ||
  stop "rustc is here and cannot run: choose a toolchain (\`rustup default stable\`) or install Rust again, and run the same command again."

wanted="$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' "$repository/Cargo.toml")"
found="$(rustc --version | awk '{ print $2 }')"
oldest="$(printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)"
[ "$oldest" = "$wanted" ] || [ "${found%%-*}" = "$wanted.0" ] ||
  stop "rustc $found is older than the $wanted that Accord needs: update Rust (\`rustup update\`) and run the same command again."

# The first build fills most of this; later ones add little.
[ -d "$repository/target" ] || need_space "$repository" 4000
