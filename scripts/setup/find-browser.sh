# Sourced: sets `chromium` and `chromedriver`, or `firefox`, to what this machine has, or to
# nothing. CHROMIUM, CHROMEDRIVER and FIREFOX name them where the usual places do not.

first_of() {
  local candidate
  for candidate in "$@"; do
    if [ -n "$candidate" ] && have "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
}

find_browser() {
  chromium="$(first_of "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium")"
  chromedriver="$(first_of "${CHROMEDRIVER:-}" chromedriver chromium.chromedriver /usr/lib/chromium-browser/chromedriver)"
}

find_firefox() {
  firefox="$(first_of "${FIREFOX:-}" firefox-esr firefox "/Applications/Firefox.app/Contents/MacOS/firefox")"
}
