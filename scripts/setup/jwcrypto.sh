#!/usr/bin/env bash
# Python's jwcrypto, which reads and makes our files in the tests, in a folder of the project's own.
set -euo pipefail
source "$(dirname "$0")/say.sh"

advice="install Python 3.11 or newer with pip, or name one in PYTHON; until then those tests say that they did not run."
python="${PYTHON:-python3}"
wanted="$repository/scripts/setup/jwcrypto.txt"
folder="$tools/python"
if cmp -s "$wanted" "$folder/installed-from" && PYTHONPATH="$folder" "$python" -c "import jwcrypto" 2>/dev/null; then exit 0; fi

have "$python" || stop "Python is missing: $advice"
need_space "$tools" 50
say "installing Python's jwcrypto"
rm -rf "$folder"
quietly "$python" -m pip install --disable-pip-version-check --no-deps --only-binary :all: --target "$folder" --requirement "$wanted" ||
  { rm -rf "$folder"; stop "pip could not install it (the reason is above): $advice"; }
cp "$wanted" "$folder/installed-from"
