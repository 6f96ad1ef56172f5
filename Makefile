# The two commands of the README are `make site` and `make test`; the rest are habits.
.DEFAULT_GOAL := help
PYTHON ?= python3.11
BIN := .venv/bin
SHELL := bash

.PHONY: help site test story serve check lint format docs lock dist release bounds clean

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

story: .venv/dev.stamp ## follow one incident from the chat to the reminder, each step with what it prints
	$(BIN)/pytest tests/story -q -s -p no:cacheprovider

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: .venv/dev.stamp ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/site.stamp ## write the guide's page of commands anew, after a change of an option or a help text
	$(BIN)/python -m hotwash.cli._reference

lock: .venv/dev.stamp ## renew the pinned dependencies
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra site --extra owners --extra lsp --output-file requirements/site.txt pyproject.toml requirements/build.in
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra draft --extra import --extra trackers --extra search --extra mcp --extra llm --constraint requirements/site.txt --output-file requirements/dev.txt pyproject.toml requirements/dev.in
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --constraint requirements/dev.txt --output-file requirements/release.txt requirements/release.in

# The day of the commit stands for every file's time: who builds the same commit gets the same bytes.
dist: export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null)
dist: .venv/dev.stamp ## build wheel and sdist into dist/
	$(BIN)/python -m build --no-isolation

.venv/release.stamp: requirements/release.txt
	@test -x .venv/release/bin/python || $(PYTHON) -m venv .venv/release
	.venv/release/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/release.txt
	@touch $@

# Licences that ask nothing of who uses the package. pyromark names none in its metadata; its LICENSE file is the MIT licence.
LICENCES := MIT;MIT License;BSD-2-Clause;BSD-3-Clause;BSD License;Apache-2.0;Apache Software License;Apache License 2.0;Apache-2.0 OR BSD-2-Clause;PSF-2.0;Mozilla Public License 2.0 (MPL 2.0)

release: dist .venv/release.stamp ## what a release holds: dist/, and in sbom/ what it brings along, looked through
	rm -rf .venv/shipped sbom && mkdir sbom
	$(PYTHON) -m venv .venv/shipped
	.venv/shipped/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	.venv/release/bin/pip-licenses --python .venv/shipped/bin/python --ignore-packages pyromark hotwash --allow-only '$(LICENCES)' >sbom/licences.txt
	.venv/shipped/bin/python -m pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	.venv/release/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --of JSON -o sbom/hotwash.cdx.json .venv/shipped/bin/python
	.venv/release/bin/pip-audit --require-hashes --disable-pip -r requirements/site.txt -r requirements/dev.txt

# The oldest and the newest that pyproject.toml allows, instead of what is pinned.
bounds: .venv/release.stamp ## run the tests with the oldest, then with the newest dependencies allowed
	for end in lowest-direct highest; do \
	  rm -rf .venv/$$end && .venv/release/bin/uv venv --quiet --python $(PYTHON) .venv/$$end && \
	  .venv/release/bin/uv pip install --quiet --python .venv/$$end/bin/python --resolution $$end --editable '.[all]' && \
	  .venv/release/bin/uv pip install --quiet --python .venv/$$end/bin/python --constraint <(.venv/release/bin/uv pip freeze --python .venv/$$end/bin/python --exclude-editable) -r requirements/dev.in && \
	  .venv/$$end/bin/pytest -q -n 2 -p no:cacheprovider || exit 1; \
	done

clean: ## remove what was built
	rm -rf .venv site dist sbom .mypy_cache .ruff_cache .pytest_cache .hypothesis
