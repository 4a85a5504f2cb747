# Countersign: everything a person types. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
PYTEST_WORKERS ?= 2

.PHONY: help run test examples serve lint types contracts fix lock bench clean assets

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# The environment is built once for each lock file and again when the lock file changes.
$(VENV)/.runtime: requirements/runtime.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || { echo "Python 3.11 is needed, and $(PYTHON) is not it. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Countersign runs on (once; a few minutes) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.runtime
	@echo "Installing what the tests and checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

run: $(VENV)/.runtime ## Build the environment and run the main job on examples/, into out/
	@$(BIN)/countersign run examples --out $(OUT)

serve: $(VENV)/.runtime ## Start the service on this machine, with its own workers
	@$(BIN)/countersign serve

test: $(VENV)/.dev ## Pass the tests
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) tests

examples: $(VENV)/.runtime ## Make examples/ again from its script
	@$(BIN)/python -m bench.examples

lint: $(VENV)/.dev ## Style and common faults
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.dev ## Types, strictly
	@$(BIN)/mypy

contracts: $(VENV)/.dev ## The floors: imports run downwards only
	@$(BIN)/lint-imports

fix: $(VENV)/.dev ## Put style right where a tool can
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: ## Make the lock files again from pyproject.toml
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet pip-tools
	@.venv-lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --extra dev --output-file requirements/dev.lock pyproject.toml
	@.venv-lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --extra build --constraint requirements/dev.lock --output-file requirements/runtime.lock pyproject.toml
	@rm -rf .venv-lock

assets: ## Make the pages' stylesheet and script again from the GOV.UK Design System (wants npm)
	@cd api/web/frontend && npm ci --silent --no-fund && npm run --silent build

bench: $(VENV)/.dev ## Print every measured figure (minutes)
	@for b in faults reading structure marking checks reuse ner detection roles identifiers special_categories tab leaks tampering canaries throughput; do echo "== $$b"; $(BIN)/python -m bench.$$b || exit $$?; done

clean: ## Remove the environment and what runs have made
	@rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
