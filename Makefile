# Two commands, each enough on a fresh machine with Python 3.11 or newer and nothing else:
#   make demo    set up, make a small Finnish web shop, scan it, print the catalog and write its documentation
#   make test    set up with what the tests need, and run everything that CI runs

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint types imports unit reference wheel clean

demo: $(VENV)/.demo
	$(BIN)/python examples/demo_shop.py demo/shop.duckdb
	$(BIN)/piicatalog scan demo/shop.duckdb --store demo/.piicatalog/store.sqlite --fresh
	$(BIN)/piicatalog export markdown --store demo/.piicatalog/store.sqlite -o demo/catalog
	$(BIN)/piicatalog export html --store demo/.piicatalog/store.sqlite -o demo/catalog.html
	@echo "Read demo/catalog.html in a browser, or demo/catalog/ as Markdown. Decide on what was found, on a page:"
	@echo "$(BIN)/piicatalog review --store demo/.piicatalog/store.sqlite --decisions demo/decisions.yaml"

test: lint types imports unit reference wheel
	@echo "All that CI runs has passed."

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports --no-cache

unit: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal

reference: $(VENV)/.test
	$(BIN)/python docs/generate.py --check

wheel: $(VENV)/.test
	$(BIN)/python tests/wheel/check.py

$(VENV)/.demo: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt -e '.[scan,review]'
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
