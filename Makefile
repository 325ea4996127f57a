# `make help` lists the targets. The first run of a target makes what it needs; later runs cost nothing.

PYTHON ?= python3
PORT ?= 8000
# Options for pytest: make test ARGS="tests/text -k slug"
ARGS ?=
BIN := .venv/bin
TEMPLATES = $(shell git ls-files '*.html')

.DEFAULT_GOAL := help
.PHONY: help demo test check fmt messages bench stop base dev

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | column -t -s '|'

demo: base ## a site group to try at http://newscenter.localhost:8000/ (PORT=…)
	@$(BIN)/python manage.py run_demo --port "$(PORT)"

test: dev ## the whole test suite (ARGS=…)
	@$(BIN)/python -m pytest -n logical $(ARGS)

check: dev ## everything that CI checks beside the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	DEBUG=true $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=false SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		ALLOWED_HOSTS=news.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python scripts/check_messages.py
	@echo "make check: no complaints"

fmt: dev ## format the code and the templates
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES)

messages: dev ## collect texts for translation and compile translations (needs gettext)
	@$(BIN)/python scripts/collect_messages.py

bench: dev ## how fast it is on this machine, beside what the machine can do (needs wrk and nginx)
	@$(BIN)/python -m bench $(ARGS)

stop: base ## stop a database server that a killed program left running
	@$(BIN)/python manage.py postgres stop

base:
	@$(PYTHON) scripts/bootstrap.py base

dev:
	@$(PYTHON) scripts/bootstrap.py dev
