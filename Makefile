# Horarium: `make run` starts everything, `make test` proves it. The rest is for daily work.

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test test-long check format pins bench openapi clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE ?=
export NEXT_TELEMETRY_DISABLED := 1

help: ## This list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

run: setup ## Set up what is missing, then start everything until Ctrl-C
	@$(BIN)/python -m stack run

setup: ## Install, build and warm everything; start nothing
	@$(PYTHON) -m stack.setup

setup-dev:
	@$(PYTHON) -m stack.setup --dev

test: setup-dev ## Every test: units, integration, end to end in a browser
	@$(BIN)/python -m stack.tests.run

test-long: setup-dev ## The tests that take minutes
	@$(BIN)/pytest -m long

check: setup-dev ## Format, lint, types, import arrows, drift, migrations
	@$(BIN)/python -m stack.check

format: setup-dev ## Format everything
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@cd web && npm run --silent format

openapi: setup-dev ## Write both OpenAPI documents and the web's client anew
	@$(BIN)/python -m stack.openapi

bench: setup-dev ## The first benchmark
	@$(BIN)/python engine/benchmarks/speed/run.py

pins: ## Compile requirements/*.in anew
	@for name in runtime dev; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --custom-compile-command "make pins" \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean: ## Remove what was installed and built, not the data
	rm -rf .venv web/node_modules web/.next .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
