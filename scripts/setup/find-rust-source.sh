# Sourced after say.sh. Sets `rust_source` to the standard library's source of exactly this rustc, if
# it is here: the toolchain's own, or what rust-source.sh has fetched.

fetched_rust_source="$tools/rust-source/$(rustc --version | awk '{ print $2 }')"

find_rust_source() {
  local lock
  for lock in "$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" \
    "$(find "$fetched_rust_source" -path '*/library/Cargo.lock' 2>/dev/null | head -n 1)"; do
    if [ -f "$lock" ]; then
      rust_source="$(dirname "$lock")"
      return 0
    fi
  done
  return 1
}
