#!/usr/bin/env bash
# Makes sure that every program the tests call is on this machine. On Debian and
# Ubuntu, as root or with passwordless sudo, what lacks is installed; elsewhere
# the packages are named (by their Debian names) and the run ends here.
set -euo pipefail

missing=()

# need PACKAGE COMMAND… asks for PACKAGE unless one of the commands is there.
need() {
	local package=$1 command
	shift
	for command; do
		if command -v "$command" >/dev/null 2>&1; then return; fi
	done
	missing+=("$package")
}

# need_font PACKAGE FAMILY asks for PACKAGE unless fontconfig knows the family.
# Captured first: a pipe into grep -q would end fc-list early and fail the pipe.
need_font() {
	local families
	families=$(fc-list : family 2>/dev/null || true)
	if [[ $families != *"$2"* ]]; then missing+=("$1"); fi
}

# need_postgres looks where Debian keeps initdb, which is not on the PATH.
need_postgres() {
	if [[ -n ${TEST_POSTGRES:-} ]] || command -v initdb >/dev/null 2>&1; then return; fi
	if compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then return; fi
	missing+=(postgresql)
}

look() {
	missing=()
	need git git
	need gcc gcc cc # the race detector links C
	if [[ $(uname) == Linux && ! -e /usr/include/stdlib.h ]]; then missing+=(libc6-dev); fi
	need chromium chromium chromium-browser google-chrome
	need poppler-utils pdftotext
	need qpdf qpdf
	need libnss3-tools certutil # whom pdfsig trusts
	need sqlite3 sqlite3
	need openssl openssl # the tests' time-stamping authority; bundles checked by hand
	need libreoffice-writer-nogui soffice libreoffice
	need fontconfig fc-list
	need_font fonts-morisawa-bizud-gothic 'BIZ UDGothic'
	need_font fonts-morisawa-bizud-mincho 'BIZ UDMincho'
	need_postgres
}

# install_missing fails where there is no apt or no way of becoming root.
install_missing() {
	local as_root=()
	command -v apt-get >/dev/null 2>&1 || return 1
	if [[ $(id -u) -ne 0 ]]; then
		sudo -n true 2>/dev/null || return 1
		as_root=(sudo -n)
	fi
	echo "installing: ${missing[*]}"
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c '
		apt-get update -qq &&
		apt-get install -y -qq --no-install-recommends "$@"' sh "${missing[@]}" >/dev/null
}

if ! command -v go >/dev/null 2>&1; then
	echo "Go is not installed; this house needs $(sed -n 's/^go /Go /p' go.mod) or newer: https://go.dev/dl/" >&2
	exit 1
fi
look
if [[ ${#missing[@]} -eq 0 ]]; then exit 0; fi
install_missing || true
look
if [[ ${#missing[@]} -gt 0 ]]; then
	echo "the tests need these packages, and they could not be installed here:" >&2
	echo "    ${missing[*]}" >&2
	echo "on Debian or Ubuntu: sudo apt-get install ${missing[*]}" >&2
	exit 1
fi
