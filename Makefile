# `make run` starts the server on this computer, `make test` checks everything. Both make .venv by themselves.
#   make run PORT=8123 HOST=127.0.0.1 VAR=some/folder

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do command -v $$name && break; done)
VENV := .venv/bin/
# A production that exists nowhere: enough for Django to judge the settings.
PRODUCTION := SECRET_KEY="$$($(VENV)python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	ALLOWED_HOSTS=education.example.org HTTPS_BY=proxy LOCAL=

# Each process has databases of its own; the tests of a file stay together, for they share what is costly to make.
PARALLEL := -n auto --maxprocesses 4 --dist loadfile

.PHONY: run test test-postgres servers bench lock format clean dev python

run: python
	@exec $(PYTHON) -m tools.run

test: dev
	@$(PYTHON) -m tools.chromium
	@echo "== lint, format, types"
	@$(VENV)ruff check --quiet .
	@$(VENV)ruff format --quiet --check . || { $(VENV)ruff format --check .; exit 1; }
	@$(VENV)djlint --quiet --lint templates
	@$(VENV)bandit --quiet --recursive --configfile pyproject.toml education sciatica_site tools manage.py
	@LOCAL=yes VAR=.mypy_cache $(VENV)mypy --no-error-summary .
	@echo "== Django's checks"
	@$(VENV)python -m manage compile_catalogues --verbosity 0 --settings tests.settings
	@$(VENV)python -m manage check --settings tests.settings
	@$(PRODUCTION) $(VENV)python -m manage check --deploy --fail-level WARNING
	@$(VENV)python -m manage makemigrations --check --dry-run --settings tests.settings
	@echo "== tests"
	@$(VENV)python -m pytest $(PARALLEL)

# Every test to which the database can matter once more, on a PostgreSQL and a Redis that it starts and stops by itself.
test-postgres: dev
	@$(PYTHON) -m tools.chromium
	@$(VENV)python -m manage compile_catalogues --verbosity 0 --settings tests.settings
	@echo "== tests on PostgreSQL and Redis"
	@exec $(PYTHON) -m tools.databases $(VENV)python -m pytest $(PARALLEL) $(TESTS)

# PostgreSQL, Redis, Nginx, systemd's checker and wrk, where they are lacking: as root from Debian's packages, else it says so and fails.
servers: python
	@$(PYTHON) -m tools.servers

# Prints tables, for about half an hour. Ends early only where a program is missing, and says which, or where an answer was wrong.
bench: dev
	@for script in benchmarks/*.py; do test ! -e "$$script" || $(VENV)python "$$script" || exit 1; done

# Newest versions that the .in files allow. The locks hold hashes and no address.
lock: dev
	@for name in uv base dev; do \
		$(VENV)uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header \
			$$(test $$name != dev || echo "--constraint requirements/base.txt") \
			requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

format: dev
	@$(VENV)ruff check --quiet --fix .
	@$(VENV)ruff format .

# Everything that can be made again. The data in var/ stays.
clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find locale -name '*.mo' -delete

dev: python
	@$(PYTHON) -m tools.environment dev

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed: install python3.11 and python3.11-venv." >&2; exit 1; }
