#!/usr/bin/env bash
# .ci/gotest.sh NAME GO-TEST-ARGUMENTS…
#
# go test with a readable account of it. Where TEST_REQUIRE is set a skipped test
# fails the run, except under -short, whose purpose is to leave tests out.
set -euo pipefail
cd "$(dirname "$0")/.."

name=$1
shift
strict=()
if [[ -n ${TEST_REQUIRE:-} && " $* " != *' -short '* ]]; then strict=(-strict); fi

# Either of the two may fail the run: pipefail keeps go test's word too.
go test -json "$@" | go run .ci/summary.go -name "$name" "${strict[@]}"
