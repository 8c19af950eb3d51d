# The commands people rely on. `make demo` and `make test` need Python 3.11 or newer (with venv) and make, no more.
PORT ?= 8000
KILLS ?= 1000
SEED ?=
PARTS ?=
PYTHON ?= python3
RUN := .venv/bin/python

.PHONY: help env demo country test lint test-on-postgresql nightly bench messages shell clean docker-check chaos

help:
	@echo "make demo PORT=8000   the site with demo content at http://localhost:8000/"
	@echo "make country PORT=8000   a country of 450 invented partnerships, to see the site at its full size"
	@echo "make test             all tests that this machine can run"
	@echo "make test-on-postgresql   those whose questions PostgreSQL could answer otherwise, once more on it"
	@echo "make nightly          every test at every point, and all that can run on PostgreSQL there too"
	@echo "make lint             style, types, doors between the rooms"
	@echo "make bench            how quick it is, beside its goals; PARTS=\"pages cache\" for some of it"
	@echo "make shell            a Python shell with the site's models"
	@echo "make chaos KILLS=1000 SEED=…   kills every part of the site again and again, and looks what was lost"
	@echo "make docker-check     builds the images and runs them, where there is a Docker engine"

env: .venv/.synced

.venv/.synced: pyproject.toml uv.lock requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Regiobrug needs Python 3.11 or newer; this is $$($(PYTHON) --version)."; exit 1; }
	@test -w . || { echo "This account may not write in $(CURDIR); the environment is made there, in .venv."; exit 1; }
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv || { rm -rf .venv; $(PYTHON) -c 'import ensurepip' 2>/dev/null || echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@# An account of a service has no home to keep downloads in.
	@if ! mkdir -p "$${XDG_CACHE_HOME:-$$HOME/.cache}/uv" 2>/dev/null || ! test -w "$${XDG_CACHE_HOME:-$$HOME/.cache}/uv"; then export UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1; fi; \
	  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt && .venv/bin/uv sync --frozen --inexact --quiet
	@touch .venv/.synced

demo: env
	@$(RUN) manage.py serve --settings config.settings.production --demo --port $(PORT)

country: env
	@$(RUN) -m tests.country --port $(PORT)

test: env
	@tests/run $(ARGS)

test-on-postgresql: env
	@$(RUN) -m tests.servers.on_postgresql $(RUN) -m pytest -q -n $${TEST_WORKERS:-2} -m "on_postgresql and not live"

nightly: env
	@REGIOBRUG_MATRIX=whole tests/run
	@$(RUN) -m tests.servers.on_postgresql $(RUN) -m pytest -q -n $${TEST_WORKERS:-2} -m "not browser and not live and not clock" --ignore=tests/architecture

lint: env
	@tests/lint

bench: env
	@$(RUN) -m tests.benchmarks $(PARTS)

messages: env
	@for room in site/config site/operations site/website site/accounts site/outbox site/demo casebook search events; do \
	  (cd $$room && $(CURDIR)/.venv/bin/django-admin makemessages --locale nl --no-location --no-wrap); done
	@$(RUN) manage.py compilemessages --locale nl --ignore .venv

shell: env
	@$(RUN) manage.py shell

docker-check:
	@docker/check

chaos: env
	@$(RUN) -m tests.chaos --kills $(KILLS) $(if $(SEED),--seed $(SEED))

clean:
	rm -rf build dist .pytest_cache .ruff_cache .mypy_cache
