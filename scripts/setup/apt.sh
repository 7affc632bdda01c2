# Sourced: installs what the distribution has, where this machine has apt.

# What is missing, what to do about it by hand, how many megabytes it takes, and the packages; of `one|other` the
# first that the distribution has. APT_MORE holds further options.
install_by_apt() {
  local missing="$1" advice="$2" megabytes="$3" as_root=""
  shift 3
  have apt-get || stop "$missing is missing and there is no apt to fetch it with: $advice"
  if [ "$(id -u)" != 0 ]; then
    # -n: a test run has no one at the keyboard to type a password.
    if have sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; else
      stop "$missing is missing and installing it needs root: run \`apt-get install ${*//|*/}\` as root, and then the same command again."
    fi
  fi
  need_space /var/cache/apt "$megabytes"
  say "installing $missing with apt"
  # The lists may be missing or name versions that the mirror no longer has. One
  # unreachable extra source must not stop the others.
  $as_root apt-get update >/dev/null 2>&1 || true
  local wanted packages=() candidate
  for wanted in "$@"; do
    for candidate in ${wanted//|/ }; do
      if apt-cache show "$candidate" >/dev/null 2>&1; then break; fi
    done
    packages+=("$candidate")
  done
  quietly $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends ${APT_MORE:-} -o DPkg::Lock::Timeout=300 "${packages[@]}" ||
    stop "apt could not install $missing (the reason is above): $advice"
}
