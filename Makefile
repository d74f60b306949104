# The manual of this house: `make` alone prints it. CI runs `make check` and nothing else.
PYTHON ?= python3
BIN := .venv/bin
GENERATOR := .venv-generator/bin
PAGE := sandbox/mycloud_sandbox/page/static
SWAGGER_UI := swagger-ui-bundle.js swagger-ui.css LICENSE NOTICE swagger-ui-bundle.js.LICENSE.txt
BENCH := .venv-bench/bin
DOCS := .venv-docs/bin
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

lint: .venv/installed spec-tools ## check code style and the validity of the spec
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tools.spec lint
	$(BIN)/python -m pytest --quiet tests/spec/test_house_rules.py

spec: .venv/installed spec-tools ## make dist/openapi, the spec as other teams take it
	$(BIN)/python -m tools.spec build

spec-diff: .venv/installed spec-tools ## fail if info.version is too small for the changes since a release; BASE=v0.1.0
	$(BIN)/python -m tools.spec diff $(if $(BASE),--base $(BASE))

spec-tools: tools/spec/node_modules/.package-lock.json ## install Redocly with the Node that pip brings

types: .venv/installed ## mypy --strict and pyright
	$(BIN)/mypy
	$(BIN)/pyright

docs: .venv/installed .venv-docs/installed spec-tools ## make dist/site, the guides and the reference, with every drawing
	$(DOCS)/python -m tools.site.picture docs/images
	$(BIN)/python -m tools.site

record: .venv/installed ## record all cassettes anew, from the sandbox
	rm -rf tests/cassettes
	$(BIN)/python -m pytest tests/api --record-mode=rewrite --allowed-hosts=127.0.0.1

sandbox: .venv/installed ## serve the sandbox on port 8000
	$(BIN)/python -m mycloud_sandbox

swagger-ui: ## renew the copy of Swagger UI that the sandbox's page ships, as tools/swagger-ui locks it
	npm ci --prefix tools/swagger-ui --ignore-scripts --no-audit --no-fund --silent
	cd tools/swagger-ui/node_modules/swagger-ui-dist && cp $(SWAGGER_UI) $(CURDIR)/$(PAGE)/swagger-ui
	cd $(PAGE)/swagger-ui && sha256sum $(SWAGGER_UI) > SHA256SUMS

bench: .venv-bench/installed $(PEERS) ## measure, against named peers in the same run (CASES='"walk memory"' for some)
	$(BENCH)/python -m bench $(CASES)

spec-check: .venv/installed .venv-languages/installed ## generate, compile and run the examples in other languages
	$(BIN)/python -m tools.languages

generators: .venv/installed .venv-generator/installed .venv-languages/installed ## measure what stock generators make of an order
	$(BIN)/python -m tools.languages.generators

service: .venv/installed ## run the tests of examples/service with the built wheel, in a fresh environment
	$(BIN)/python tools/try_service.py

durability: .venv/installed ## 10,000 orders from 32 clients at once, with the sandbox killed half-way, on both databases
	$(BIN)/python -m pytest tests/durability -m long

check-answers: .venv/installed ## read 50,000 answers that were changed in any way
	MYCLOUD_MUTATED_ANSWERS=50000 $(BIN)/python -m pytest tests/answers

check: lint types check-generated .venv-generator/installed .venv-docs/installed spec-diff test ## everything CI runs

check-full: check service durability spec-check check-answers ## check, the other languages, and the searches that take minutes
	MYCLOUD_PHP_FORMS=6000 MYCLOUD_CONTRACT_EXAMPLES=60 $(BIN)/python -m pytest tests/php_corpus tests/contract

clean: ## remove what these targets made, environments too
	rm -rf .venv .venv-generator .venv-languages .venv-bench .venv-docs bench/.peers tools/spec/node_modules .mypy_cache .pytest_cache .ruff_cache dist build

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[cli,sandbox,postgresql]' --group dev
	@touch $@

tools/spec/node_modules/.package-lock.json: tools/spec/package-lock.json .venv/installed
	$(BIN)/python -m tools.spec.node
	@touch $@

.venv-generator/installed: tools/generator-requirements.txt
	$(PYTHON) -m venv .venv-generator
	$(GENERATOR)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv-languages/installed: tools/languages/requirements.txt
	$(PYTHON) -m venv .venv-languages
	.venv-languages/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv-bench/installed: pyproject.toml
	$(PYTHON) -m venv .venv-bench
	$(BENCH)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BENCH)/python -m pip install --quiet --editable '.[sandbox,fast]' --group bench
	@touch $@

.venv-docs/installed: tools/site/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-docs
	$(DOCS)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	$(DOCS)/python -m pip install --quiet --disable-pip-version-check --editable '.[sandbox]'
	@touch $@

# Clients that other generators make of the same spec, with the templates they come with.
bench/.peers/stock_client/made: openapi/mycloud.yaml .venv-generator/installed
	PATH="$(CURDIR)/$(GENERATOR):$$PATH" openapi-python-client generate --path $< --meta none --overwrite --output-path $(@D)
	@touch $@

bench/.peers/openapi_generator_client/made: openapi/mycloud.yaml .venv-bench/installed
	$(BENCH)/openapi-generator-cli generate --generator-name python --input-spec $< --output bench/.peers \
		--package-name openapi_generator_client --global-property apis,models,supportingFiles >bench/.peers/log
	@touch $@

.PHONY: help install demo test generate check-generated format lint spec spec-diff spec-tools types docs record sandbox swagger-ui bench spec-check generators service durability check-answers check check-full clean
