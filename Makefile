# The manual of this house: `make` alone prints it. CI runs `make check` and nothing else.
PYTHON ?= python3
BIN := .venv/bin
GENERATOR := .venv-generator/bin
BENCH := .venv-bench/bin
PEERS := bench/.peers/stock_client/made bench/.peers/openapi_generator_client/made
export PYTHONUTF8 = 1

help: ## print this
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1~\2/p' Makefile | awk -F'~' '{ printf "%-24s %s\n", $$1, $$2 }'

install: .venv/installed ## set up .venv with the client, the sandbox and the tools

demo: .venv/installed ## start the sandbox and place an order, with everything around it
	@$(BIN)/python tools/demo.py

test: .venv/installed ## run the tests, with the network blocked
	$(BIN)/python -m pytest

generate: .venv-generator/installed ## make generated/ from openapi/mycloud.yaml
	$(GENERATOR)/python tools/generate.py

check-generated: .venv-generator/installed ## fail if generated/ is not what the spec gives
	$(GENERATOR)/python tools/generate.py --check

format: .venv/installed ## format the code
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

lint: .venv/installed ## check code style and the validity of the spec
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/openapi-spec-validator openapi/mycloud.yaml

types: .venv/installed ## mypy --strict and pyright
	$(BIN)/mypy
	$(BIN)/pyright

record: .venv/installed ## record all cassettes anew, from the sandbox
	rm -rf tests/cassettes
	$(BIN)/python -m pytest tests/api --record-mode=rewrite --allowed-hosts=127.0.0.1

sandbox: .venv/installed ## serve the sandbox on port 8000
	$(BIN)/python -m mycloud_sandbox

bench: .venv-bench/installed $(PEERS) ## measure, against named peers in the same run (CASES='"walk memory"' for some)
	$(BENCH)/python -m bench $(CASES)

check: lint types check-generated .venv-generator/installed test ## everything CI runs

check-full: check ## check, and the searches that take minutes: more forms for PHP, more requests by schemathesis
	MYCLOUD_PHP_FORMS=6000 MYCLOUD_CONTRACT_EXAMPLES=60 $(BIN)/python -m pytest tests/php_corpus tests/contract

clean: ## remove what these targets made, environments too
	rm -rf .venv .venv-generator .venv-bench bench/.peers .mypy_cache .pytest_cache .ruff_cache dist build

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[sandbox]' --group dev
	@touch $@

.venv-generator/installed: tools/generator-requirements.txt
	$(PYTHON) -m venv .venv-generator
	$(GENERATOR)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv-bench/installed: pyproject.toml
	$(PYTHON) -m venv .venv-bench
	$(BENCH)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BENCH)/python -m pip install --quiet --editable '.[sandbox,fast]' --group bench
	@touch $@

# Clients that other generators make of the same spec, with the templates they come with.
bench/.peers/stock_client/made: openapi/mycloud.yaml .venv-generator/installed
	PATH="$(CURDIR)/$(GENERATOR):$$PATH" openapi-python-client generate --path $< --meta none --overwrite --output-path $(@D)
	@touch $@

bench/.peers/openapi_generator_client/made: openapi/mycloud.yaml .venv-bench/installed
	$(BENCH)/openapi-generator-cli generate --generator-name python --input-spec $< --output bench/.peers \
		--package-name openapi_generator_client --global-property apis,models,supportingFiles >bench/.peers/log
	@touch $@

.PHONY: help install demo test generate check-generated format lint types record sandbox bench check check-full clean
