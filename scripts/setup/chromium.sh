#!/usr/bin/env bash
# Chromium and its driver for the browser and end-to-end tests.
set -euo pipefail
source "$(dirname "$0")/say.sh"
source "$(dirname "$0")/find-browser.sh"

ready() {
  find_browser
  [ -n "$chromium" ] && [ -n "$chromedriver" ]
}

major() { "$1" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1; }

if ready; then
  [ "$(major "$chromium")" = "$(major "$chromedriver")" ] ||
    stop "Chromium is of version $(major "$chromium") and chromedriver of version $(major "$chromedriver"), which do not work together: install both of one version, or name a pair in CHROMIUM and CHROMEDRIVER, and run the same command again."
  exit 0
fi

if [ -z "$chromium" ]; then missing="Chromium"; else missing="chromedriver"; fi
advice="install Chromium and a chromedriver of the same version, or name them in CHROMIUM and CHROMEDRIVER, and run the same command again."

have apt-get || stop "$missing is missing and there is no apt to fetch it with: $advice"
as_root=""
if [ "$(id -u)" != 0 ]; then
  # -n: a test run has no one at the keyboard to type a password.
  if have sudo && sudo -n true 2>/dev/null; then as_root="sudo -n"; else
    stop "$missing is missing and installing it needs root: run \`apt-get install chromium chromium-driver\` as root, and then the same command again."
  fi
fi
need_space /var/cache/apt 1000

install() {
  quietly $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 chromium chromium-driver
}

say "installing Chromium and chromedriver with apt"
# The lists may be missing or name versions that the mirror no longer has. One
# unreachable extra source must not stop the others.
$as_root apt-get update >/dev/null 2>&1 || true
install || stop "apt could not install $missing (the reason is above): $advice"
ready || stop "apt installed Chromium but $missing is still not on PATH: $advice"
