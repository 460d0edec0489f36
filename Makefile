# Two commands: `make serve` and `make test`; `make help` lists the rest.
# For GNU make 4 and any POSIX shell.

PYTHON = python3
HOST = 127.0.0.1
PORT = 8000
# An IPv6 address stands in brackets.
ADDRESS = http://$(if $(findstring :,$(HOST)),[$(HOST)],$(HOST)):$(PORT)

BIN = .venv/bin
PREPARE = PYTHON='$(PYTHON)' .ci/prepare
PYTEST = $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal
# A commit is judged alike each time: in one order, and by the same examples (tests/conftest.py). `make test-long` tries others.
SAME_EACH_TIME = --randomly-seed=18
COVERAGE = --cov=reader --cov-report=term
export READER_BASE_URL ?= $(ADDRESS)

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help serve files test test-python test-long screenshots check bench lock format catalogues clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile
	@echo 'Variables: PORT=8000 HOST=127.0.0.1 PYTHON=python3'

serve: ## build the site and serve it on HOST:PORT (127.0.0.1:8000)
	@$(PREPARE) run
	@$(PREPARE) port '$(HOST)' '$(PORT)'
	@$(BIN)/reader check || \
		{ echo 'The content has faults (above): nothing is served until they are fixed.' >&2; exit 1; }
	@$(BIN)/reader build || \
		{ echo 'The site could not be built (above): nothing is served.' >&2; exit 1; }
	@echo 'The library is at $(ADDRESS)/ (stop with Ctrl+C)'
	@HOST='$(HOST)' PORT='$(PORT)' exec $(BIN)/gunicorn --config gunicorn.conf.py asgi:application

files: ## install what makes PDF and ZIM files; the next `reader build` makes them
	@$(PREPARE) run files

test: ## install what the tests need, and run the suite on one page of each kind and language
	@$(PREPARE) run files test fallback validators browsers proxies databases
	@$(PYTEST) $(SAME_EACH_TIME)

test-python: ## run the tests that need neither browser nor apt
	@$(PREPARE) run files test fallback validators
	@$(PYTEST) $(SAME_EACH_TIME) -m 'not browser and not proxy and not database'

test-long: ## run the suite on every page, with a screen reader, and count the lines it covers
	@$(PREPARE) run files test fallback validators browsers screenreader proxies databases
	@$(PYTEST) $(COVERAGE) --hypothesis-profile=long

screenshots: ## write pictures of the pages on a small phone into artifacts/screenshots
	@$(PREPARE) run test validators browsers
	@PYTHONPATH=tests $(BIN)/python -m visual.screenshots

check: ## check code, types, catalogues and content without running the tests
	@$(PREPARE) run test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/reader catalogues --check
	@$(BIN)/reader check

bench: ## measure what docs and README state
	@$(PREPARE) run test proxies
	@$(BIN)/python -m bench

format: ## put the code into its form
	@$(PREPARE) run test
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

catalogues: ## bring translations/ into step with code and templates
	@$(PREPARE) run
	@$(BIN)/reader catalogues

lock: ## choose the newest allowed version of every dependency, with hashes
	@$(PREPARE) run test
	@$(PREPARE) lock

clean: ## remove what these commands made: .venv, var and caches
	@rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
