# make demo   environment, install, and the main job on the bundled data, into out/
# make test   environment, install, and the tests
# The environment is .venv, made on demand, with uv when it is there and with pip when not.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .cache/peers
UV := $(shell command -v uv 2>/dev/null)
ifeq ($(UV),)
  MAKE_VENV = $(PYTHON) -m venv $(VENV)
  INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable
else
  MAKE_VENV = uv venv --quiet --no-python-downloads --allow-existing --python $(PYTHON) $(VENV)
  INSTALL = uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable
endif

.PHONY: demo test oracles lint types floors check bench bench-large clean

demo: $(VENV)/.plot
	$(BIN)/coopgraph demo --out out

test: $(VENV)/.test
	$(BIN)/python -m pytest

oracles: $(VENV)/.oracles

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

floors: $(VENV)/.dev
	$(BIN)/lint-imports

check: test lint types floors

# coopgraph beside the tools one would otherwise take: half an hour, on a quiet machine
bench: $(VENV)/.dev $(PEERS)/.made $(PEERS)-morph/.made
	$(BIN)/python -m benchmarks

bench-large: $(VENV)/.dev $(PEERS)/.made $(PEERS)-morph/.made
	$(BIN)/python -m benchmarks --large

# The peers have environments of their own; morph-kgc wants an older rdflib and so one for itself.
$(PEERS)/.made: benchmarks/peers.txt
$(PEERS)-morph/.made: benchmarks/peers-morph.txt
$(PEERS)/.made $(PEERS)-morph/.made:
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

clean:
	rm -rf $(VENV) out build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

# One stamp for each set of packages; a set is installed again when what it is made from changes.
$(VENV)/.%: pyproject.toml constraints.txt | $(BIN)/python
	$(INSTALL) ".[$*]"
	@touch $@

$(BIN)/python:
	$(MAKE_VENV)
