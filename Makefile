# make run    the app on the real data; the first time it installs what it needs
# make dev    the same, and it follows what you change
# make quick  the tests that take no browser, draw nothing and start no other program
# make test   every test, the browser ones too
# make check  lint, types (Python's and the page's scripts'), the data package

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Empty: this machine only, on the first free port from 8501.
ADDRESS ?=
PORT ?=

.DEFAULT_GOAL := run
.PHONY: run dev quick test check format boundaries figures gaps site bench lock audit \
        release-check clean

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; try: make run PYTHON=python3.12"; exit 1; }
	@echo "[1/2] making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime: $(VENV)/created requirements.txt
	@echo "[2/2] installing what the app needs (about a minute)"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on \
	  -r requirements.txt
	@$(BIN)/python -c 'import streamlit, folium, geopandas'
	@touch $@

$(VENV)/testing: $(VENV)/runtime tests/requirements.txt
	@echo "installing what the tests need"
	@$(BIN)/python -m pip install --disable-pip-version-check -q -r tests/requirements.txt
	@touch $@

SERVE = $(BIN)/python -m streamlit run app.py \
  $(if $(ADDRESS),--server.address $(ADDRESS)) $(if $(PORT),--server.port $(PORT))

run: $(VENV)/runtime
	@echo "The atlas can be reached $(if $(ADDRESS),at $(ADDRESS),from this machine only);" \
	  "Ctrl+C stops it."
	@$(SERVE)

# Looks at the modules in use, not at every file of the folder as "auto" does.
dev: $(VENV)/runtime
	@echo "The atlas follows what you change; Ctrl+C stops it."
	@$(SERVE) --server.fileWatcherType poll --server.runOnSave true

# So many processes share the tests, one more than two processors: a test of the browser
# waits for it half of the time. tests/conftest.py says which tests stay together.
JOBS ?= 3
quick: $(VENV)/testing
	@$(BIN)/python -m tests.helpers.node
	@$(BIN)/python -m pytest -n auto --hypothesis-profile quick \
	  -m "not browser and not drawn and not pinned and not command_line"

test: $(VENV)/testing check
	@$(BIN)/python tests/helpers/chromium.py
	@$(BIN)/python -m tests.helpers.node
	@$(BIN)/python -m pytest -ra -n $(JOBS)

check: $(VENV)/testing
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pip --disable-pip-version-check check
	@$(BIN)/python -m geo check
	@$(BIN)/python -m tests.helpers.node types

format: $(VENV)/testing
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

boundaries: $(VENV)/runtime
	@$(BIN)/python data/boundaries/build.py

# The chapter's Map 3 in the chapter's terms, the states it does not name marked.
MAP3 := --preset chapter --labels --force

LIVES := --kind lifelines --small --dpi 240 --force

figures: $(VENV)/runtime
	@$(BIN)/python -m geo frames $(LIVES) -o assets/pictures/lifelines-en.png
	@$(BIN)/python -m geo frames $(LIVES) --lang ru -o assets/pictures/lifelines-ru.png
	@$(BIN)/python -m geo figure --small --dpi 240 -o assets/pictures/map.png --force
	@$(BIN)/python -m geo figure $(MAP3) --small --dpi 240 -o assets/pictures/map3-en.png
	@$(BIN)/python -m geo figure $(MAP3) -o assets/pictures/map3-en.svg
	@$(BIN)/python -m geo figure $(MAP3) --lang ru --small --dpi 240 -o assets/pictures/map3-ru.png

# The documents that are made from the tables: after every change of a fact.
gaps: $(VENV)/runtime
	@$(BIN)/python -m geo gaps > data/gaps.new && mv data/gaps.new data/gaps.md
	@$(BIN)/python -m geo gaps --lang ru > data/gaps.new && mv data/gaps.new data/gaps.ru.md
	@$(BIN)/python -m geo cite --format cff > CITATION.new && mv CITATION.new CITATION.cff
	@$(BIN)/python -m geo cite --format zenodo > CITATION.new && mv CITATION.new .zenodo.json

# The atlas as a static site, ready for any host: BASE=https://... where it will stand;
# YOUR_DATA=node_modules/pyodide adds the page that reads a table in the browser.
SITE ?= public
site: $(VENV)/runtime $(YOUR_DATA)
	@$(BIN)/python -m geo site $(SITE) --force $(if $(BASE),--base-url $(BASE)) \
	  $(if $(YOUR_DATA),--your-data $(YOUR_DATA))

node_modules/pyodide:
	@npm ci --ignore-scripts --no-audit --no-fund

# What the container installs: every package with the hash of every file of it.
lock: $(VENV)/testing
	@$(BIN)/python -m pip install --disable-pip-version-check -q uv
	@$(BIN)/uv pip compile -q requirements.txt --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" -o deploy/requirements.lock

# Known weaknesses: in our code (flake8-bandit's rules), in what we install.
audit: $(VENV)/testing
	@$(BIN)/ruff check --select S .
	@$(BIN)/python -m pip install --disable-pip-version-check -q pip-audit
	@$(BIN)/pip-audit -r deploy/requirements.lock --disable-pip --strict \
	  --progress-spinner off || { echo "A weakness was found, or the advisories could" \
	  "not be fetched: see above which."; exit 1; }

release-check:
	@.ci/release-check

clean:
	rm -rf $(VENV) .cache .pytest_cache .ruff_cache

# What we claim about speed and size, beside the usual tools, in one run.
bench: $(VENV)/testing
	@$(BIN)/python -m pip install --disable-pip-version-check -q -r benchmarks/requirements.txt
	@$(BIN)/python -m benchmarks
