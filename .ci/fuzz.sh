#!/usr/bin/env bash
# .ci/fuzz.sh [TIME]
#
# Runs every Fuzz function of the house for TIME each (10s by default), one after
# the other. A finding lands in that package's testdata/fuzz, to be committed with
# its mending.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${1:-10s}
status=0
while read -r dir; do
	for name in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$dir"/*_test.go | sort -u); do
		echo "== $dir $name"
		# Making an input smaller is cut short: else one that was only new takes all the time.
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 10x "./$dir" || status=1
	done
done < <(grep -rlE --include='*_test.go' '^func Fuzz' cmd handlers views models migrations assets | xargs -r -n 1 dirname | sort -u)
exit $status
