# Everyday tasks. `make help` lists them.

PYTHON ?= python3
VENV ?= .venv
OUTPUT ?= public
SPREAD ?= --numprocesses auto --dist loadfile

bin := $(VENV)/bin
pip := $(bin)/python -m pip install --quiet --disable-pip-version-check

uv-compile = $(bin)/uv pip compile $(LOCK) --quiet --universal --generate-hashes --no-annotate \
  --python-version 3.11 --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## List these tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: site
site: $(VENV)/.installed ## Build the site of this folder into public/
	$(bin)/statusgen build --output $(OUTPUT)
	@echo
	@echo "The site is in $(abspath $(OUTPUT)). To look at it:"
	@echo "  $(bin)/python -m http.server --bind 127.0.0.1 --directory $(OUTPUT) 8000"
	@echo "and open http://127.0.0.1:8000/ in a browser."

.PHONY: test
test: $(VENV)/.installed-test ## Run the tests
	$(bin)/python -m pytest $(SPREAD) $(ARGS)

.PHONY: clients
clients: $(VENV)/clients/.installed ## Install what tests try of other people: clients, checkers of pages

.PHONY: test-all
test-all: $(VENV)/.installed-bench ## Run the tests at full size (takes long)
	STATUSGEN_TEST_ALL=1 $(bin)/python -m pytest $(ARGS)

.PHONY: lint
lint: $(VENV)/.installed-dev ## Check style, types and import contracts
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports

.PHONY: lock
lock: $(VENV)/.installed-dev ## Pin anew what action.yml installs (LOCK=--upgrade for newer releases)
	$(uv-compile) pyproject.toml --output-file .github/lock/run.txt
	echo hatchling | $(uv-compile) - --output-file .github/lock/build.txt

.PHONY: bench
bench: $(VENV)/.installed-bench ## Measure builds of 100 to 10,000 incidents, beside cp and Hugo
	$(bin)/python -m tests.bench $(ARGS)

.PHONY: bench-check
bench-check: $(VENV)/.installed-test ## Count instructions: fails where builds do more than before
	$(bin)/python -m tests.bench --instructions

.PHONY: clean
clean: ## Remove the virtual environment, the built site and all caches
	rm -rf $(VENV) $(OUTPUT) $(dir $(OUTPUT)).$(notdir $(OUTPUT)).* build dist \
	  .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find statusgen tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The code is installed in place: only a change of the dependencies installs again.
$(VENV)/.installed: pyproject.toml | $(bin)/python
	$(pip) --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(pip) --editable '.[test]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(pip) --editable '.[dev]'
	@touch $@ $(VENV)/.installed-test

$(VENV)/.installed-bench: $(VENV)/.installed-test
	$(pip) --editable '.[bench]'
	@touch $@

# They stand apart: some of them want older libraries than statusgen does.
$(VENV)/clients/.installed: pyproject.toml tests/clients/package.json | $(bin)/python
	@mkdir -p $(VENV)/clients/node
	$(bin)/python -m venv $(VENV)/clients/python
	$(bin)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["clients"], sep="\n")' > $(VENV)/clients/requirements.txt
	$(VENV)/clients/python/bin/python -m pip install --quiet --disable-pip-version-check --requirement $(VENV)/clients/requirements.txt
	cp tests/clients/package.json $(VENV)/clients/node/
	npm install --prefix $(VENV)/clients/node --ignore-scripts --no-audit --no-fund --no-package-lock --fetch-timeout 60000 --fetch-retries 2 --loglevel error
	@touch $@

$(bin)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "statusgen needs Python 3.11 or newer; '$(PYTHON)' is not that." >&2; \
	  echo "Say which one to use, for example: make PYTHON=python3.12 site" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "No virtual environment could be made. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; }
