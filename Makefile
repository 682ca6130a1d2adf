# make run    the timeline of the sample articles in your browser (ARTICLES=folder for your own)
# make test   everything a fresh clone needs, then all checks and tests
# make check  format, lint, types and the examples in the rules

PYTHON   ?= python3
ARTICLES ?= data/articles
HOST     ?= 127.0.0.1
PORT     ?= 8001
BIN      := .venv/bin
STAMP    := .venv/installed

export ARTICLES

.PHONY: help run test check pytest constraints clean

help:
	@sed -n 's/^# //p' Makefile

# Each folder of articles has a database of its own: sample articles and yours never stand in one timeline.
# An unreadable file (exit code 1) is reported and does not keep the others from being served.
run: $(STAMP)
	@folder=$$(cd "$$ARTICLES" && pwd -P) || exit 2; \
	if [ "$$folder" = "$$(cd data/articles && pwd -P)" ]; then db=data/dateline.db; \
	else db="data/$$(basename "$$folder")-$$(printf %s "$$folder" | cksum | cut -d' ' -f1).db"; fi; \
	$(BIN)/dateline ingest "$$ARTICLES" --db "$$db" || [ $$? -eq 1 ] || exit 2; \
	exec $(BIN)/dateline serve --db "$$db" --port $(PORT) --host $(HOST) $(if $(filter 127.% localhost ::1,$(HOST)),,--public)

test: check pytest

check: $(STAMP)
	$(BIN)/dateline check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

pytest: $(STAMP)
	$(BIN)/pytest -n auto --dist loadfile

# Debian's python3 comes without ensurepip; there the pip outside fills the environment.
$(STAMP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "dateline needs Python 3.11 or later; choose one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv >/dev/null 2>&1 \
	  || $(PYTHON) -m venv --clear --without-pip .venv \
	  || { echo "No virtual environment can be made here; try: apt install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m pip --python $(BIN)/python install --quiet pip \
	  || { echo "pip is missing; try: apt install python3-venv" >&2; exit 1; }
	@echo "Installing dateline into .venv (once; about a minute) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Fresh pins for all that pyproject.toml asks for; needs `uv`.
constraints:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-config --upgrade --output-file constraints.txt
	uv pip compile --group bench --constraint constraints.txt --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-config --upgrade --output-file bench/constraints.txt

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
