# Two commands are all that a newcomer needs: `make demo` and `make test`.
# Both set up a virtual environment in .venv, with every package pinned by hash, and are quick the second time.

PYTHON ?= python3
PY := .venv/bin/python
READY := .venv/.ready

.PHONY: demo test lint types quality benchmarks docs lock clean

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Twosource needs Python 3.11, 3.12 or 3.13: run make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python $(PY) install --quiet --require-hashes -r requirements.lock
	$(PYTHON) -m pip --python $(PY) install --quiet --no-deps --editable .
	@touch $@

demo: $(READY)  ## run the main job on the example and name the finished page
	@mkdir -p demo
	$(PY) -m twosource read examples/ferry/reports.jsonl --desk demo/ferry.desk
	@echo
	@echo "The finished page lies here; open it in a browser:"
	@$(PY) -m twosource page --desk demo/ferry.desk --to $(CURDIR)/demo/ferry.html

test: $(READY)  ## the whole test suite
	$(PY) -m pytest -n 2 --dist loadgroup

lint: $(READY)
	$(PY) -m ruff check
	$(PY) -m ruff format --check

types: $(READY)
	$(PY) -m pyright

quality: $(READY)  ## score the development data against the floors of quality/floors.toml
	$(PY) quality/measure.py --write

benchmarks: $(READY)
	$(PY) benchmarks/stages.py

docs: $(READY)  ## build the documentation into site/
	$(PY) -m zensical build --clean

lock:  ## pin every package anew, with hashes, for all supported Pythons
	$(PY) -m uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --output-file requirements.lock

clean:
	rm -rf .venv demo site
