# make run    the app on the real data; the first time it installs what it needs
# make test   every test, the browser ones too
# make check  lint and the data package

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.DEFAULT_GOAL := run
.PHONY: run test check format boundaries figures clean

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

run: $(VENV)/runtime
	@echo "The atlas opens at http://localhost:$(PORT)  (Ctrl+C stops it)"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/testing check
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python -m pytest -ra

check: $(VENV)/testing
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/python -m geo check

format: $(VENV)/testing
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

boundaries: $(VENV)/runtime
	@$(BIN)/python data/boundaries/build.py

figures: $(VENV)/runtime
	@$(BIN)/python -m geo figure -o assets/map.png --force

clean:
	rm -rf $(VENV) .cache .pytest_cache .ruff_cache
