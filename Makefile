# The workshop. `make` alone lists what can be asked of it.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# Linters run at this version from their own module, so that none of what they
# need enters go.mod.
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# Rooms where goroutines meet; tested once more under the race detector. handlers
# itself starts none and keeps nothing between requests: what requests share is the
# store's, and cmd serves them for real. Of the store's own tests those run in which
# goroutines meet; their names say so (a test of that room holds them to it).
RACED  := ./cmd/... ./handlers/witness/... ./handlers/worker/... ./views/document/...
ATONCE := ./models/store

FUZZTIME  ?= 10s
CONTRACTS ?= 20000
BENCH     ?= .

# A checkout owned by somebody else (a container, an integration server) must
# build all the same: the version stamp is the release's business.
export GOFLAGS := -buildvcs=false

# A test that lacks its tool fails instead of skipping: `tools` has seen to it.
unit race: export TEST_REQUIRE := 1

.NOTPARALLEL:
.PHONY: help run test lint bench generate fuzz load tools format generated unit race

help: ## list what can be asked
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## the whole product with example data, on this machine
	go run ./cmd/portal demo

test: tools generated format lint unit race ## everything that must hold, on both engines and in a browser
	@echo "all holds"

lint: ## the linters, at their pinned version
	go run $(GOLANGCI) run ./...

bench: ## benchmarks; BENCH=name for one
	.ci/postgres.sh go test -run '^$$' -bench '$(BENCH)' -benchmem -timeout 30m ./...

generate: ## write the *_templ.go anew from their templates
	go tool templ generate

fuzz: ## every fuzz test for FUZZTIME (10s) each
	.ci/fuzz.sh $(FUZZTIME)

load: ## pages under a realistic load; CONTRACTS=20000
	LOAD_CONTRACTS=$(CONTRACTS) .ci/postgres.sh go test -tags load -run '^TestLoad' -count=1 -v -timeout 30m ./cmd/... ./handlers/... ./models/store/...

# The steps of `make test`, in its order; each may be asked for alone.

tools:
	@.ci/tools.sh

generated: tools
	@.ci/generated.sh

format:
	@.ci/format.sh

unit: tools
	@.ci/postgres.sh .ci/gotest.sh tests -count=1 -timeout 15m ./...

race: tools
	@.ci/postgres.sh .ci/gotest.sh 'tests under the race detector' -race -short -count=1 -timeout 25m $(RACED)
	@.ci/postgres.sh .ci/gotest.sh 'tests of many at once under the race detector' -race -short -count=1 -timeout 25m -run 'AtOnce$$' $(ATONCE)
