# Two commands matter: `make run` and `make test`. `make help` lists the rest.
# Any step may be given another interpreter, place or port: make run PYTHON=python3.13 VENV=build/other PORT=8080

PYTHON ?= $(shell sh tools/find_python.sh)
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
DEMO ?= 1
ONLY ?=

BIN := $(VENV)/bin
IS_DEMO := $(filter-out 0 no false,$(DEMO))
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --python $(BIN)/python
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help run test test-core check format bench lock wheel clean
.DELETE_ON_ERROR:

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name what; do \
		printf '  make %-10s %s\n' "$$name" "$$what"; done

# A stamp beside the packages remembers which lock they came from, so that a second start installs nothing.

$(VENV)/stamp-bootstrap: requirements/bootstrap.lock tools/make_environment.sh
	@sh tools/make_environment.sh "$(PYTHON)" "$(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	@touch $@

$(VENV)/stamp-run: $(VENV)/stamp-bootstrap requirements/run.lock pyproject.toml
	@$(INSTALL) --require-hashes -r requirements/run.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/stamp-demo: $(VENV)/stamp-run requirements/demo.lock
	@$(INSTALL) --require-hashes -r requirements/demo.lock
	@touch $@

$(VENV)/stamp-dev: $(VENV)/stamp-demo requirements/dev.lock
	@$(INSTALL) --require-hashes -r requirements/dev.lock
	@touch $@

run: $(VENV)/$(if $(IS_DEMO),stamp-demo,stamp-run) ## Prepare what is missing, serve the demonstration on http://localhost:8000/ (HOST=, PORT=; DEMO=0 without it)
	@sh tools/system_packages.sh run
	@SADUAK_HOME="$${SADUAK_HOME:-$(CURDIR)/$(if $(IS_DEMO),var,var/agency)}" \
		exec $(BIN)/saduak up --host $(HOST) --port $(PORT) $(if $(IS_DEMO),--demo)

test: $(VENV)/stamp-dev ## Install what the tests need and run them all
	@sh tools/system_packages.sh
	@$(BIN)/python tools/run_tests.py

test-core: $(VENV)/stamp-dev ## The law core and its sources alone, in seconds
	@SADUAK_HOME="$(CURDIR)/build/test-core" $(BIN)/python -m pytest -q src/saduak/core src/saduak/sources tests/law

check: $(VENV)/stamp-dev ## Format, lint, types, architecture
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@SADUAK_HOME="$(CURDIR)/build/check" $(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@SADUAK_HOME="$(CURDIR)/build/check" $(BIN)/python -m pytest -q tests/architecture tests/docs

format: $(VENV)/stamp-dev ## Put the code into the house's form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/stamp-dev ## Measure (ONLY=name for one benchmark)
	@$(BIN)/python tools/bench.py $(ONLY)

lock: $(VENV)/stamp-bootstrap ## Solve the requirements anew and write the hashed locks
	@$(LOCK) requirements/bootstrap.in --output-file requirements/bootstrap.lock
	@$(LOCK) requirements/run.in --output-file requirements/run.lock
	@$(LOCK) requirements/demo.in --constraint requirements/run.lock --output-file requirements/demo.lock
	@$(LOCK) requirements/dev.in --constraint requirements/run.lock --output-file requirements/dev.lock
	@$(LOCK) requirements/pm4py.in --output-file requirements/pm4py.lock

wheel: $(VENV)/stamp-dev ## Build dist/saduak-*.whl
	@$(BIN)/python -m hatchling build -t wheel

clean: ## Remove what was made here, but never var/, which holds your data
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
