#!/usr/bin/env bash
# Dovecot, Exim and openssl, for the tests of the desk's mail. The tests start servers of their own, on free ports; those
# that a package would start are kept from it.
set -euo pipefail
source "$(dirname "$0")/say.sh"
source "$(dirname "$0")/apt.sh"

# Servers lie where a user's path does not lead.
export PATH="$PATH:/usr/sbin:/usr/local/sbin"
has_exim() { have exim4 || have exim; }
if have dovecot && dovecot --version >/dev/null 2>&1 && has_exim && have openssl; then exit 0; fi

had_dovecot="$(have dovecot && echo yes || true)" had_exim="$(has_exim && echo yes || true)"
advice="install Dovecot (with IMAP), Exim and openssl yourself; until then those tests say that they did not run."

# Another program for mail may be at work on this machine: nothing is removed for ours.
APT_MORE="--no-remove" install_by_apt "a mail server" "$advice" 100 dovecot-imapd exim4-daemon-light openssl

if have systemctl; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  [ -n "$had_dovecot" ] || $as_root systemctl disable --now dovecot >/dev/null 2>&1 || true
  [ -n "$had_exim" ] || $as_root systemctl disable --now exim4 >/dev/null 2>&1 || true
fi
have dovecot && has_exim || stop "apt installed a mail server but it is still not on PATH: $advice"
