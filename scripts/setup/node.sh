#!/usr/bin/env bash
# Node, npm and the packages of package-lock.json.
set -euo pipefail
source "$(dirname "$0")/say.sh"

oldest=20
advice="install Node $oldest or newer with npm (your distribution's package, or nodejs.org) and run the same command again."
have node || stop "Node is missing: $advice"
major="$(node -p 'process.versions.node.split(".")[0]')"
[ "$major" -ge "$oldest" ] || stop "Node $(node --version) is too old: $advice"
have npm || stop "npm is missing: $advice"

cd "$repository"
installed=node_modules/.package-lock.json
stamp=node_modules/.installed-from
if [ -f "$installed" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi

need_space "$repository" 500
say "installing the npm packages of package-lock.json"
quietly npm ci --no-audit --no-fund --ignore-scripts ||
  stop "npm could not install the packages (the reason is above): check the network and run the same command again."
cp package-lock.json "$stamp"
