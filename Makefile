# Two commands set everything up: `make run` tries the archive on the sample minutes, `make test` tests it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARCHIVE ?= archive
READY := $(VENV)/.ready

.PHONY: run test browser check lint serve benchmark evaluate report clean
.DELETE_ON_ERROR:

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("kamnot needs Python 3.11 or newer; set PYTHON=/path/to/python3" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python can't make virtual environments; run: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(READY)
	$(BIN)/kamnot index corpus/minutes --archive $(ARCHIVE)
	$(BIN)/kamnot ask "What were the challenges in the COVID years?" --archive $(ARCHIVE)
	$(BIN)/kamnot ask "តើសិក្ខាសាលាបានផ្តល់អនុសាសន៍អ្វីខ្លះ?" --archive $(ARCHIVE)
	@echo
	@echo "To ask in a browser:  make serve   then open http://127.0.0.1:8000"

serve: $(READY)
	$(BIN)/kamnot serve --archive $(ARCHIVE)

test: $(READY) browser
	$(BIN)/pytest

browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	} || echo "No Chromium here, so the pages are not tried in a browser; run: sudo apt-get install chromium"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

evaluate: $(READY)
	$(BIN)/python -m evals run

report: $(READY)
	$(BIN)/python -m evals report --output report.html

benchmark: $(READY)
	$(BIN)/python -m evals speed

clean:
	rm -rf $(VENV) $(ARCHIVE) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
