#!/usr/bin/env bash
# Chromium and its driver for the browser and end-to-end tests.
set -euo pipefail
source "$(dirname "$0")/say.sh"
source "$(dirname "$0")/find-browser.sh"
source "$(dirname "$0")/apt.sh"

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

install_by_apt "$missing" "$advice" 1000 chromium chromium-driver
ready || stop "apt installed Chromium but $missing is still not on PATH: $advice"
