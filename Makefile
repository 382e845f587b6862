# `make` alone says what there is. Everything runs in .venv, which ./setup makes and keeps up to date.
SHELL = /bin/sh
PYTHON_IN = .venv/bin/python
# Tests have a database of their own.
TEST_DATA = $(CURDIR)/var/test

help:
	@echo "make demo      Yoriai with an invented city in it, at http://127.0.0.1:8000/ (PORT=… for another)"
	@echo "make test      every check: style, types, layers, tests, journeys in a browser (what .ci/run calls)"
	@echo "make lint      style, types and layers alone"
	@echo "make bench     the figures of the speed promises (minutes; wants wrk)"
	@echo "make messages  bring the Japanese catalogues up to date with the texts in the code"
	@echo "make lock      new versions of everything we stand on, with their hashes"
	@echo "make clean     remove .venv and what was built; the data in var/ stay"

demo:
	@./setup
	@exec .venv/bin/yoriai demo

lint: dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy yoriai
	.venv/bin/lint-imports

test: lint
	@tests/browser
	@export YORIAI_DATA="$(TEST_DATA)" YORIAI_LAID_OUT="$$(mktemp -d)"; \
	trap '$(PYTHON_IN) -m yoriai.run.postgres stop >/dev/null; rm -rf "$$YORIAI_LAID_OUT"' EXIT; \
	$(PYTHON_IN) -m yoriai.run.prepare && \
	$(PYTHON_IN) -m pytest -q -n 2 --dist loadgroup -m "not browser" && \
	$(PYTHON_IN) -m pytest -q -n 2 --dist loadgroup -m browser

bench:
	@./setup
	benchmarks/run

messages: dev
	$(PYTHON_IN) -m yoriai messages

LOCK = .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.12 --generate-hashes --no-header --no-annotate
lock: dev
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) -c requirements.lock --group dev -o requirements-dev.lock
	$(LOCK) --no-deps --group extra -o requirements-extra.lock

dev:
	@./setup dev

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache build *.egg-info
	find yoriai tests -name __pycache__ -prune -exec rm -rf {} +
	find yoriai -name '*.mo' -delete

.PHONY: help demo lint test bench messages lock dev clean
