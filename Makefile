# The two commands of the README are `make site` and `make test`; the rest are habits.
.DEFAULT_GOAL := help
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: help site test serve check lint format lock dist clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# A stamp per lock file: the environment is made anew when one of them changes.
.venv/site.stamp: requirements/site.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "hotwash needs Python 3.11; name another with PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q tooling/hotwash
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/site.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

site: .venv/site.stamp ## check the post-mortems and build the knowledge base
	$(BIN)/hotwash check postmortems
	$(BIN)/hotwash site build --strict

serve: .venv/site.stamp ## show the knowledge base while writing
	$(BIN)/hotwash site serve

check: .venv/site.stamp ## check the post-mortems
	$(BIN)/hotwash check postmortems

test: .venv/dev.stamp lint ## everything that CI runs: lint, types, layers, tests with a real browser
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered -q

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/dev.stamp ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/dev.stamp ## renew the pinned dependencies
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra site --extra owners --extra lsp --output-file requirements/site.txt pyproject.toml requirements/build.in
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra draft --extra import --extra trackers --extra llm --constraint requirements/site.txt --output-file requirements/dev.txt pyproject.toml requirements/dev.in

dist: .venv/dev.stamp ## build wheel and sdist into dist/
	$(BIN)/python -m build --no-isolation

clean: ## remove what was built
	rm -rf .venv site dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
