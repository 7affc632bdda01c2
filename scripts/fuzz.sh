#!/usr/bin/env bash
# Each parser of what others wrote against inputs that a fuzzer makes: fuzz.sh SECONDS [TARGET …]
#
# What it finds new lies in target/fuzz-corpus, a fault in fuzz/artifacts. The small corpus in fuzz/corpus and the
# vectors are where it begins; they stay as they are. cargo-fuzz needs flags that only a nightly compiler takes, or
# a stable one that is told to.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="$1"
shift
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then targets=(json bundle jws jwe mail attached imap pack); fi

# The vectors that a target begins with besides its corpus.
seeds() {
  case "$1" in
    json) echo tests/vectors/bundle tests/packs ;;
    bundle) echo tests/vectors/bundle ;;
    jws) echo tests/vectors/trust tests/vectors/signed-text ;;
    jwe) echo tests/vectors/sealed ;;
    mail | attached) echo tests/mail/made tests/mail/raw ;;
    imap) ;;
    pack) echo tests/packs src/procedure/packs ;;
  esac
}

# A line that the other end has left ends no program of ours: Rust passes the signal over, libFuzzer would not. Under cargo
# it would all the same, which begins its programs with the signal as it was; so what was built is run without it.
trap '' PIPE
host="$(rustc -vV | sed -n 's/^host: //p')"

failed=0
for target in "${targets[@]}"; do
  found="target/fuzz-corpus/$target"
  log="target/test-logs/fuzz-$target.log"
  mkdir -p "$found" "fuzz/artifacts/$target" target/test-logs
  # shellcheck disable=SC2046
  { RUSTC_BOOTSTRAP=1 cargo fuzz build -O --target-dir target/fuzz "$target" &&
    ASAN_OPTIONS="detect_odr_violation=0" "target/fuzz/$host/release/$target" -artifact_prefix="fuzz/artifacts/$target/" \
      -max_total_time="$seconds" -rss_limit_mb=1024 -malloc_limit_mb=256 -timeout=10 -max_len=60000 -print_final_stats=1 \
      "$found" "fuzz/corpus/$target" $(seeds "$target"); } >"$log" 2>&1 || failed=1
  executed="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
  peak="$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")"
  features="$(grep -oE 'ft: [0-9]+' "$log" | tail -1 || true)"
  if [ -n "$executed" ] && ! grep -q '^SUMMARY' "$log"; then
    echo "$target: $executed inputs in $seconds s, $features, at most $peak MB; no fault"
  else
    failed=1
    echo "$target: a fault, or it did not run; see $log"
  fi
done
exit $failed
