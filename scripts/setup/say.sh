# Sourced by the set-up scripts: how they speak, and where built tools live.

repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

# Built once, kept between runs. Several checkouts may share one folder.
tools="${ACCORD_TOOLS:-$repository/.tools}"

# A parallel make's job server is of no use to the compilers that these scripts
# start, which would only warn about it.
unset MAKEFLAGS MFLAGS

say() { printf '%s\n' "set-up: $*"; }

# Ends the run in one sentence that names the missing piece and what to do.
stop() { printf '%s\n' "set-up: $*" >&2; exit 1; }

have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command quietly; its output appears only when it fails.
quietly() {
  local log
  log="$(mktemp)"
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    local status=$?
    tail -n 40 "$log" >&2
    rm -f "$log"
    return $status
  fi
}

# `timeout` is absent on macOS; there the command runs unbounded.
within() {
  local seconds="$1"
  shift
  if have timeout; then timeout "$seconds" "$@"; else "$@"; fi
}

# A full disk shows itself as any of a dozen strange errors: ask first.
need_space() {
  local folder="$1" megabytes="$2" free
  mkdir -p "$folder" || stop "cannot create $folder: make it writable, or set ACCORD_TOOLS to a folder that is."
  free="$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')"
  if [ -n "$free" ] && [ "$free" -lt "$megabytes" ]; then
    stop "only $free MB are free at $folder and this step needs $megabytes: free some space and run the same command again."
  fi
}
