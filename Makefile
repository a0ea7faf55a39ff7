# The commands a newcomer needs. Each sets up what it lacks and says what it is doing.
PYTHON ?= python3
BIN := .venv/bin
export COP_DATA ?= var
# What was compiled is kept, whatever the shell says: tests start dozens of processes, and each would compile it anew.
unexport PYTHONDONTWRITEBYTECODE
say = @printf '\033[1m==> %s\033[0m\n'

# The data is ready for this schema: made anew when a migration is newer, or the database another.
PREPARED := $(COP_DATA)/prepared-$(shell printf '%s' "$(COP_DATABASE_URL)" | cksum | cut -d' ' -f1)

.PHONY: run test check bench setup setup-dev words clean

run: setup $(PREPARED)  ## serve the demo community on http://127.0.0.1:5000
	@COP_DEMO=1 exec $(BIN)/cop serve

test: setup-dev  ## every test
	$(say) "Running the tests"
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: setup-dev  ## linters, types, layers, templates, sizes
	$(say) "Ruff" && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(say) "Types" && $(BIN)/mypy
	$(say) "Layers" && $(BIN)/lint-imports
	$(say) "Templates" && $(BIN)/djlint templates --lint --quiet
	$(say) "Sizes" && $(BIN)/python -m tests.sizes

bench: setup-dev  ## the performance table, and var/bench.json
	@command -v wrk >/dev/null || $(MAKE) --no-print-directory .venv/.bench
	@$(BIN)/python -m tests.bench $(ARGS)

words: setup-dev  ## gather new phrases into the Spanish catalogue
	@mkdir -p var && $(BIN)/pybabel -q extract -F babel.cfg -k _l -k N_ --no-location --omit-header --sort-output -o var/messages.pot .
	@$(BIN)/pybabel -q update -i var/messages.pot -d cop/translations -l es --no-fuzzy-matching --ignore-obsolete

setup: .venv/.run static/vendor/.done cop/translations/es/LC_MESSAGES/messages.mo
setup-dev: setup .venv/.dev tests/agencies/provider/node_modules/.done

.venv/.uv: requirements/uv.txt
	$(say) "Making a virtual environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Lantern needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.run: .venv/.uv requirements/run.txt requirements/build.txt pyproject.toml
	$(say) "Installing Python packages"
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	$(say) "Installing what tests and checks need"
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.bench: .venv/.dev requirements/bench.txt
	$(say) "No wrk here: installing locust"
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements/bench.txt
	@touch $@

static/vendor/.done: .venv/.run package-lock.json cop/core/vendor.py
	@command -v npm >/dev/null || { printf '==> No npm here: installing Node from its Python package\n'; \
	  $(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements/node.txt; }
	$(say) "Fetching front-end packages"
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --loglevel=error
	@$(BIN)/python -m cop.core.vendor
	@touch $@

tests/agencies/provider/node_modules/.done: tests/agencies/provider/package-lock.json static/vendor/.done
	$(say) "Fetching a sign-in provider for the tests"
	@cd $(@D)/.. && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --loglevel=error
	@touch $@

$(PREPARED): $(wildcard migrations/versions/*.py) | setup
	$(say) "Preparing the database"
	@mkdir -p $(COP_DATA)
	@COP_DEMO=1 $(BIN)/cop prepare --demo
	@touch $@

%.mo: %.po .venv/.run
	$(say) "Compiling $<"
	@rm -f $@
	@$(BIN)/pybabel -q compile -i $< -o $@
	@test -f $@  # it makes nothing of a catalogue without a header, and says that all is well

clean:  ## forget everything that set-up made (the data in var/ stays)
	rm -rf .venv node_modules tests/agencies/provider/node_modules static/vendor cop/translations/*/LC_MESSAGES/*.mo
