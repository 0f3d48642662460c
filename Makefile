# make repro   rerun what changed and show what came out
# make test    the whole test suite
# make check   lint, format, types, layers
# make bench   measure how fast it is on this machine; writes benchmarks/results.json and docs/performance.md
# make submit  what docs/cluster.md says of spark-submit, with an environment of its own in .submit/; needs Java
# make labelstudio   the loop with a real Label Studio, installed into .label-studio/
# make clean   remove what the commands above made, but for the environment
#
# All of them first build the environment in .venv, and renew it when its lists have changed.
PYTHON ?= python3
JOBS ?= 2
# What the environment holds beside the package itself; with `spark` too, the tests of Spark run.
EXTRAS ?= pipeline,postgres,notebooks,dev
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
export PATH := $(CURDIR)/$(BIN):$(PATH)
# dvc and the tests start many short Python programs; none of them asks the network whether pip is new.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: repro test check format bench submit labelstudio clean
.DEFAULT_GOAL := repro

repro: $(READY)
	$(BIN)/dvc repro
	$(BIN)/huibao summary data/processed

test: $(READY)
	$(BIN)/python -m pytest -n $(JOBS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

labelstudio: $(READY)
	HUIBAO_LABEL_STUDIO=$${HUIBAO_LABEL_STUDIO:-.label-studio} $(BIN)/python -m pytest tests/test_label.py -k real

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python benchmarks/bench.py $(BENCH)

submit: $(READY)
	$(BIN)/python benchmarks/submit.py

clean:
	rm -rf build dist *.egg-info .huibao-cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .dvc/tmp
	find data/processed -mindepth 1 ! -name .gitkeep -delete

# A copy without git (an unpacked archive) is fine: DVC is told so.
$(READY): pyproject.toml setup.py constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "huibao needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[$(EXTRAS)]'
	@git rev-parse --git-dir >/dev/null 2>&1 || $(BIN)/dvc config --local core.no_scm true
# Compiled ahead, and what is read off expressions kept, which a first run does: a machine may have Python write nothing
# as it runs (PYTHONDONTWRITEBYTECODE), and each start would do it anew. What goes wrong here, the next command tells.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q pipeline
	@PYTHONDONTWRITEBYTECODE= $(BIN)/huibao extract data/raw --workers 1 --no-cache --out $(VENV)/first >/dev/null 2>&1 || true
	@touch $@
