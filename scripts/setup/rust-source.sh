#!/usr/bin/env bash
# The source of the standard library of exactly this rustc: the toolchain's own, else rustup's, else out
# of the Debian source package, kept among the tools.
#
# The package comes from whatever mirror this machine's apt already uses, out of
# suites that carry newer compilers than the machine's own. A private apt state
# keeps the system's package lists untouched (no root needed), and apt itself
# checks the archive's signature and the package's SHA256.
set -euo pipefail
source "$(dirname "$0")/say.sh"
bash "$(dirname "$0")/rust.sh"
source "$(dirname "$0")/find-rust-source.sh"

if find_rust_source; then exit 0; fi

version="$(rustc --version | awk '{ print $2 }')"
advice="add it another way (rustup component add rust-src) and run the same command again."

if have rustup; then
  say "adding the standard library's source with rustup"
  if within 180 rustup component add rust-src >/dev/null 2>&1 && find_rust_source; then exit 0; fi
  say "rustup could not add it (no route to its server?): looking for a source package instead"
fi

have apt-get && have dpkg ||
  stop "no source package for rustc $version can be had without apt: $advice"
need_space "$tools" 1500

work="$(mktemp -d "$tools/rust-source.XXXXXX")"
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
apt_options=(
  -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
  -o APT::Sandbox::User= -o Acquire::Languages=none -o Acquire::Retries=2
)

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
signed="target=Packages"
[ -r "$keyring" ] && signed="$signed signed-by=$keyring"

# Mirrors and codename as apt sees them, the main archive first.
mirrors() {
  apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(REPO_URI)' |
    awk '$1 == "Packages" && $2 == "Debian" && $3 !~ /security/ { print $3 }' | sort -u
}
codename="$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-stable}")"

# Sets `found` to the package's full version when the suite holds ours.
find_in() {
  local mirror="$1" suite="$2"
  printf 'deb [%s] %s %s main\n' "$signed" "$mirror" "$suite" >"$work/sources.list"
  within 300 apt-get "${apt_options[@]}" update >/dev/null 2>&1 || return 1
  found="$(apt-cache "${apt_options[@]}" madison rust-src 2>/dev/null |
    awk -v wanted="$version" '{ split($3, part, /[+~-]/); if (part[1] == wanted) { print $3; exit } }')"
  [ -n "$found" ]
}

fetch_source() {
  local mirror suite
  for mirror in $(mirrors); do
    for suite in "$codename-backports" stable-backports testing sid experimental; do
      say "looking for rust-src $version in $suite"
      if find_in "$mirror" "$suite"; then
        say "fetching rust-src $found"
        (cd "$work" && quietly apt-get "${apt_options[@]}" download "rust-src=$found") && return 0
      fi
    done
  done
  return 1
}
found=""
fetch_source || stop "no rust-src package of version $version was found: $advice"

dpkg -x "$work"/rust-src_*.deb "$work/source"
rm -rf "$fetched_rust_source"
mkdir -p "$fetched_rust_source"
find "$work/source" -path '*/library/Cargo.lock' -exec dirname {} \; | while read -r library; do
  mv "$library" "$fetched_rust_source/"
done
find_rust_source || stop "rust-src $found holds no library source: $advice"
