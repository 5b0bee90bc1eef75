# `make run` starts everything, `make test` proves it; the rest is for daily work.

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev packages test test-units test-web test-stack test-long check audit \
	check-python check-web format pins bench load figures pages pictures backup restore soak openapi browser clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export NEXT_TELEMETRY_DISABLED := 1

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

run: setup ## Set up what is missing, then start everything until Ctrl-C
	@$(BIN)/python -m stack run

setup: python ## Install, build and warm everything; start nothing
	@$(PYTHON) -m stack.setup

setup-dev: python
	@$(PYTHON) -m stack.setup --dev

# What checks and generators need: they also run where the sources do not build yet.
packages: python
	@$(PYTHON) -m stack.setup --dev --packages

.PHONY: python
python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "set-up: Python 3.11 or newer is needed: install it, or run make PYTHON=its/path"; exit 1; }

test: setup-dev browser test-web test-units test-stack ## Every test, from units to a browser

test-units:
	@$(BIN)/pytest -n 2 --cov --cov-report=term --cov-fail-under=85 \
	  --durations=12 --durations-min=5 contracts engine generator server stack -m "not long"

test-web:
	@cd web && npm run --silent test

# The whole product as real processes, beside a running one; then a browser walks through it.
test-stack:
	@$(BIN)/pytest tests -m "not long" --durations=12 --durations-min=5

test-long: setup-dev browser ## The tests that take minutes
	@$(BIN)/pytest -m long . tests

check: packages check-python check-web ## Format, lint, types, import arrows, drift, migrations

check-python:
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive contracts engine generator server stack
	$(BIN)/mypy
	$(BIN)/mypy tests
	PYTHONPATH=server:. $(BIN)/lint-imports --no-logo
	cd server && ../$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(BIN)/python -m stack.openapi --check
	$(BIN)/pytest -q tests/test_repository.py

check-web:
	cd web && npm run --silent format:check
	cd web && npm run --silent lint
	cd web && npm run --silent typecheck

audit: packages ## Look up known vulnerabilities of everything installed
	@$(BIN)/python -m stack.audit

format: packages ## Format everything
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@cd web && npm run --silent format

openapi: packages ## Write the OpenAPI documents, the web's client and the error codes anew
	@$(BIN)/python -m stack.openapi

bench: setup-dev ## Speed of the engine; with HORARIUM_DATASETS set also a race for quality
	@$(BIN)/horarium bench speed --baseline docs/benchmarks/speed.json
	@if [ -n "$$HORARIUM_DATASETS" ]; then $(BIN)/horarium bench quality --time-limit 60 \
	  --instances comp02,comp05,comp12,lums-spr18,nbi-spr18,tg-fal17 --results .bench/race.jsonl; fi

backup: ## Save the database to .data/backups, or to FILE=
	@$(BIN)/python -m stack.backup save $(FILE)

restore: ## Put the database saved in FILE= in the place of this one; the product is stopped
	@$(BIN)/python -m stack.backup restore $(or $(FILE),$(error say which: make restore FILE=...))

JOBS ?= 200
KILLS ?= 60
SEED ?= 1
soak: setup ## Jobs under fire: SEED=1 JOBS=200 KILLS=60; the last line is JSON
	@$(BIN)/python -m stack.soak --seed $(SEED) --jobs $(JOBS) --kills $(KILLS)

load: setup-dev ## 50 requests a second on the yardstick's data; writes docs/benchmarks/api.*
	@$(BIN)/python -m stack.load

figures: setup-dev ## How fast jobs are served; writes docs/benchmarks/jobs.*
	@$(BIN)/python -m stack.figures

pages: setup-dev browser ## Speed of the web's pages on the yardstick's data; writes docs/benchmarks/web.*
	@$(BIN)/python -m stack.pages

pictures: setup-dev browser ## Take the committed pictures of key pages anew: look at each
	@HORARIUM_RENEW_PICTURES=1 $(BIN)/pytest -q tests/test_browser.py -k pictures

# Extras stay in the names: older pips refuse a hashed pin for a package that another asks for
# with an extra, once the registry has a newer one. Images have the versions of one machine.
pins: packages ## Compile requirements/*.in anew
	@for name in runtime dev server generator; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    $$(case $$name in server|generator) echo --constraints requirements/runtime.txt;; esac) \
	    --no-strip-extras --no-emit-index-url --custom-compile-command "make pins" \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; done

# The end-to-end tests drive the system's own Chromium.
browser:
	@command -v chromium google-chrome chromium-browser >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "set-up       Chromium ..."; \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
	      apt-get -qq install -y --no-install-recommends chromium >/dev/null; \
	  else echo "set-up: the end-to-end tests need Chromium: install chromium or google-chrome"; \
	    exit 1; fi

clean: ## Remove what was installed and built, not the data
	rm -rf .venv web/node_modules web/.next .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache
