#!/usr/bin/env bash
# Firefox, the second engine. Nothing else is needed: it is driven over its own protocol.
set -euo pipefail
source "$(dirname "$0")/say.sh"
source "$(dirname "$0")/find-browser.sh"
source "$(dirname "$0")/apt.sh"

find_firefox
[ -n "$firefox" ] && exit 0

advice="install Firefox, or name it in FIREFOX, and run the same command again."
install_by_apt Firefox "$advice" 500 "firefox-esr|firefox"
find_firefox
[ -n "$firefox" ] || stop "apt installed Firefox but it is still not on PATH: $advice"
