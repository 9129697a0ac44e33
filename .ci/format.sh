#!/usr/bin/env bash
# Fails when a Go file is not as gofmt writes it, or a shell script does not parse.
set -euo pipefail
cd "$(dirname "$0")/.."

odd=$(find . -name '*.go' -not -name '*_templ.go' -not -path './.cache/*' -print0 | xargs -0 gofmt -l)
if [[ -n $odd ]]; then
	echo "not as gofmt writes it (mend with: gofmt -w FILE):" >&2
	while read -r file; do echo "    $file"; done <<<"$odd" >&2
	exit 1
fi
for script in .ci/run .ci/*.sh; do bash -n "$script"; done
