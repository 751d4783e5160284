# The verbs that people, hooks and CI share. `make help` lists them.
# ARGS goes to the command behind a verb: make up ARGS=--empty, make test ARGS="tests/web -k styleguide"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=
# Three tests at a time, whatever the machine: they start servers of their own, and wait for these half of the time.
PYTEST := $(BIN)/pytest -n 3 --dist worksteal

# Some machines keep Python from keeping what it compiles, and each process of a test compiles 1,500 files anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help
help: ## Lists these verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{ printf "make %-12s %s\n", $$1, $$2 }'

.PHONY: up
up: $(READY) ## Starts the platform on http://127.0.0.1:8000 (ARGS=--empty: without the sample round)
	@$(BIN)/commonpurse up $(ARGS)

.PHONY: demo
demo: $(READY) ## Plays a real municipal election through the whole platform
	@$(BIN)/commonpurse demo $(ARGS)

.PHONY: test
test: $(READY) ## Runs every test, on a real PostgreSQL, a real Kafka and a real browser
	@$(PYTEST) -m "not night" $(ARGS)

.PHONY: night
night: $(READY) ## Runs the tests that are too long for each change: a schedule of faults, a year in Lichtenberg, moves to other machines
	@$(PYTEST) -m night $(ARGS)

.PHONY: lint
lint: $(READY) ## Checks style, types, that imports point inward, and that every event keeps its promise
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m commonpurse.contracts

.PHONY: fmt
fmt: $(READY) ## Formats the code and repairs what can be repaired by itself
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

.PHONY: words
words: $(READY) ## Brings the message catalogues up to date with what pages and text messages say
	$(BIN)/python -m gateways.web.words.collect

.PHONY: schemas
schemas: $(READY) ## Writes what other software may rely on to docs/events and docs/api
	$(BIN)/python -m commonpurse.contracts write

SEEDS ?= 20
.PHONY: faults
faults: $(READY) ## Kills, freezes, cuts and fills up the whole platform at random, and looks whether anything was lost (SEEDS=1000, SEED=17)
	@$(BIN)/python -m tests.faults.schedules.run --seeds $(SEEDS) $(if $(SEED),--seed $(SEED)) $(if $(CARRIER),--carrier $(CARRIER)) $(ARGS)

.PHONY: faults-upgrade
faults-upgrade: $(READY) ## Lets a version of before become this one, part by part, while people vote (OLD=tag or commit)
	@$(BIN)/python -m tests.faults.schedules.rolling --old $(or $(OLD),$(shell git describe --tags --abbrev=0)) $(if $(CARRIER),--carrier $(CARRIER))

.PHONY: faults-compose
faults-compose: $(READY) ## Plays the demo through all that compose starts while parts are replaced, then lets PostgreSQL and Kafka die
	@$(BIN)/python -m tests.faults.schedules.composed_day $(ARGS)

.PHONY: bench
bench: $(READY) ## Measures the platform: build/bench.json
	@$(BIN)/python -m tests.bench.platform $(ARGS)

.PHONY: bench-tally
bench-tally: $(READY) ## Measures the tally: build/bench-tally.json
	@$(BIN)/python -m tests.bench.tally $(ARGS)

.PHONY: bench-backup
bench-backup: $(READY) ## Measures backup, trying out and putting back of 100,000 ballots and a million events
	@$(BIN)/python -m tests.bench.backups $(ARGS)

.PHONY: bench-capacity
bench-capacity: $(READY) ## Measures memory, connections, processor and disk of all that docker-compose.yml starts (ARGS=--keep: for docs/capacity.md)
	@$(BIN)/python -m tests.bench.capacity $(ARGS)

.PHONY: bench-duckdb
bench-duckdb: $(READY) ## Asks DuckDB what reporting knows, in an environment of its own
	@$(BIN)/python -m tests.bench.beside.run $(ARGS)

.PHONY: oracle
oracle: $(READY) ## Compares the tally with an independent implementation, in an environment of its own
	@$(BIN)/python -m tests.oracle.run $(ARGS)

.PHONY: mutants
mutants: $(READY) ## Plants mistakes in the tally, one at a time: do its tests notice? (ARGS="rules/money pb/*": in these files)
	@$(BIN)/python -m tests.mutants.run $(ARGS)

EXAMPLES ?= 100
.PHONY: fuzz
fuzz: $(READY) ## Asks every service whatever its description allows, and forbids, and every page for whatever anybody types, and decides polls of every two terms: far more than `make test` (EXAMPLES=1000)
	@COMMONPURSE_FUZZ_EXAMPLES=$(EXAMPLES) $(PYTEST) tests/contracts/test_whatever_the_documents_allow.py tests/*/test_values_of_every_size.py tests/combinations $(ARGS)

.PHONY: audit
audit: $(READY) ## Asks for known faults of the locked dependencies: build/audit.json
	@deploy/audit.sh $(BIN)/uv

.PHONY: sbom
sbom: $(READY) ## Writes what is in a release, as CycloneDX: build/sbom.cdx.json
	@mkdir -p build
	@$(BIN)/uv export --locked --no-dev --quiet --preview-features sbom-export --format cyclonedx1.5 --output-file build/sbom.cdx.json >/dev/null
	@echo "build/sbom.cdx.json"

.PHONY: image
image: $(READY) ## Builds the image, with or without an engine (ARGS=whole: with PostgreSQL's server; BASE=debootstrap)
	@deploy/build_image.sh $(BIN)/python $(ARGS)

.PHONY: clean
clean: ## Removes everything that was made, except the data in var/
	rm -rf $(VENV) .venv-oracle .venv-duckdb build dist mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

$(BIN)/uv:
	@deploy/make_venv.sh $(VENV)

$(READY): pyproject.toml uv.lock | $(BIN)/uv
	@echo "installing the locked dependencies into $(VENV)"
	@UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --locked --quiet
	@touch $@
