# Two commands need nothing but python3 (3.11 or newer) and make: `make tour` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: tour test test-server test-editors test-postgres vscode bench bench-history lint clean

tour: $(VENV)/installed
	@$(BIN)/vm-lsp tour

# On every core, but for what measures time or counts processes: that has the machine to itself. What starts a server
# for each of many details has a target of its own, since it takes as long as all the rest.
EXACT := tests/core tests/history/test_history_speed.py
DETAILS := $(patsubst %,tests/lsp/test_server_%.py,actions export history history_pages keeping restore secrets \
  selections startup windows)
PARALLEL := --numprocesses auto --dist loadfile

test: lint
	@$(BIN)/python -m pytest $(PARALLEL) $(patsubst %,--ignore %,$(EXACT) $(DETAILS))
	@$(BIN)/python -m pytest $(EXACT)

test-server: $(VENV)/installed-test
	@$(BIN)/python -m pytest $(PARALLEL) $(DETAILS)

lint: $(VENV)/installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

# Installs five real editors below .cache/editors (about a minute and 1.4 GB, once) and drives them.
test-editors: $(VENV)/installed-editors vscode
	@$(BIN)/python -m tests.editors.install
	@VM_LSP_TEST_EDITORS=all $(BIN)/python -m pytest tests/editors \
	  || { echo "What failed is tried once more: a browser on a busy machine can be late."; \
	       VM_LSP_TEST_EDITORS=all $(BIN)/python -m pytest tests/editors --last-failed; }
	@$(BIN)/python -m tests.editors.table --check

# Installs PostgreSQL from Debian's packages where it is missing, and tries the history on one of its own.
test-postgres: $(VENV)/installed-postgres
	@$(BIN)/python -m tests.postgres.programs
	@VM_LSP_TEST_POSTGRES=1 $(BIN)/python -m pytest tests/history tests/core/test_postgres.py -k postgres

# The extension for VS Code: editors/vscode/vm-lsp.vsix, with the server's wheel inside.
vscode: $(VENV)/installed-test
	@rm -rf editors/vscode/server
	@$(PIP) wheel --no-deps --wheel-dir editors/vscode/server .
	@cd editors/vscode && npm install --silent --no-audit --no-fund --no-package-lock && npm run --silent package

bench: $(VENV)/installed-test
	@$(BIN)/python -m tests.bench

# A million executions with five million events, made once (a quarter of an hour, 2.4 GB below .cache/bench).
bench-history: $(VENV)/installed-test
	@$(BIN)/python -m tests.bench.history

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps are as old as the last installation: only a changed pyproject.toml asks for another one.
$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "Installing vm-lsp into $(VENV) …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(BIN)/python
	@echo "Installing vm-lsp and what its tests need into $(VENV) …"
	@$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-editors: pyproject.toml | $(BIN)/python
	@echo "Installing vm-lsp and what drives editors into $(VENV) …"
	@$(PIP) install --editable '.[editors]'
	@touch $@ $(VENV)/installed $(VENV)/installed-test

$(VENV)/installed-postgres: pyproject.toml | $(BIN)/python
	@echo "Installing vm-lsp and PostgreSQL's driver into $(VENV) …"
	@$(PIP) install --editable '.[test,postgres]'
	@touch $@ $(VENV)/installed $(VENV)/installed-test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "vm-lsp needs Python 3.11 or newer; say which one: make PYTHON=python3.12 tour")'
	@$(PYTHON) -m venv $(VENV)
