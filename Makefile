# The manual of this house: `make` alone prints it. CI runs `make check` and nothing else.
WINDOWS := $(filter Windows_NT,$(OS))
SCRIPTS := $(if $(WINDOWS),Scripts,bin)
PYTHON ?= $(if $(WINDOWS),python,python3)
BIN := .venv/$(SCRIPTS)
GENERATOR := .venv-generator/$(SCRIPTS)
PAGE := companions/mycloud_sandbox/page/static
SWAGGER_UI := swagger-ui-bundle.js swagger-ui.css LICENSE NOTICE swagger-ui-bundle.js.LICENSE.txt
ACTIONLINT := v1.7.7
BENCH := .venv-bench/$(SCRIPTS)
RELEASE := .venv-release/$(SCRIPTS)
WAREHOUSE := .venv-warehouse/$(SCRIPTS)
QUEUES := .venv-queues/$(SCRIPTS)
DOCS := .venv-docs/$(SCRIPTS)
PEERS := bench/.peers/stock_client/made bench/.peers/openapi_generator_client/made
BEGAN := $(shell date +%s)
PARALLEL := --numprocesses auto --maxprocesses 8
export PYTHONUTF8 = 1

help: ## print this (ALL=1 for every target with what it does)
	@$(PYTHON) tools/manual.py $(if $(ALL),--all)

install: .venv/installed ## set up .venv with the client, the sandbox and the tools

demo: .venv/installed ## start the sandbox and place an order (HABITS="newest-first caps-pages=5", MIXTURES=20)
	@$(BIN)/python tools/demo.py

test: .venv/installed ## run the tests, with the network blocked
	$(BIN)/python -m pytest $(PARALLEL) --dist loadscope

test-httpx2: .venv/installed ## run the tests of the client once more, with httpx2
	MYCLOUD_TEST_HTTP=httpx2 $(BIN)/python -m pytest $(PARALLEL) --dist loadscope tests/wrapper tests/faults tests/walks tests/answers

generate: .venv-generator/installed ## make generated/ from the spec, and _sync/ from _async/
	$(GENERATOR)/python tools/generate.py
	$(GENERATOR)/python tools/sync_twin.py

check-generated: .venv-generator/installed ## fail if generated/ or _sync/ is not what its sources give
	$(GENERATOR)/python tools/generate.py --check
	$(GENERATOR)/python tools/sync_twin.py --check

format: .venv/installed ## format the code
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

lint: .venv/installed spec-tools ## check code style and the validity of the spec
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/zizmor --offline --quiet .github
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
	$(BIN)/python tools/record.py

check-cassettes: .venv/installed ## fail if the cassettes are not what the sandbox answers
	$(BIN)/python tools/record.py --check

sandbox: .venv/installed ## serve the sandbox on port 8000
	$(BIN)/python -m mycloud_sandbox

wheel: .venv/installed ## build the wheel into dist/, from which examples/sandbox/Containerfile makes an image
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

parser-stress: .venv/installed ## measure what hostile bodies cost the sandbox and its other clients
	$(BIN)/python tools/parser_stress.py

swagger-ui: ## renew the copy of Swagger UI that the sandbox's page ships, as tools/swagger-ui locks it
	npm ci --prefix tools/swagger-ui --ignore-scripts --no-audit --no-fund --silent
	cd tools/swagger-ui/node_modules/swagger-ui-dist && cp $(SWAGGER_UI) $(CURDIR)/$(PAGE)/swagger-ui
	cd $(PAGE)/swagger-ui && sha256sum $(SWAGGER_UI) > SHA256SUMS

bench: .venv-bench/installed $(PEERS) ## measure, against named peers in the same run (CASES='"walk memory"' for some)
	$(BENCH)/python -m bench $(CASES)

spec-check: .venv/installed .venv-languages/installed ## generate, compile and run the examples in other languages
	$(BIN)/python -m tools.languages

generators: .venv/installed .venv-generator/installed .venv-languages/installed ## measure what stock generators make of the specs
	$(BIN)/python -m tools.languages.compiled
	$(BIN)/python -m tools.languages.generators

service: .venv/installed ## run the tests of examples/service with the built wheel, in a fresh environment
	$(BIN)/python tools/try_service.py

recipes: .venv/installed ## run the recipes for notifications with 200 orders, as processes, on a road that loses and doubles
	$(BIN)/python -m pytest tests/recipes -m long

once: .venv/installed ## place 5,000 orders with 16 processes that are killed all the time (NUMBERS=200, SEED=2, LEDGER=sqlite)
	$(BIN)/python -m tests.once.fleet --numbers $(or $(NUMBERS),5000) --seed $(or $(SEED),1) --ledger $(or $(LEDGER),postgresql)

queues: .venv-queues/installed ## place orders through Celery, RQ and an outbox, with Redis and PostgreSQL; kill the workers (ORDERS=100)
	$(QUEUES)/python -m pytest tests/queues
	$(QUEUES)/python -m tests.queues.celery_fleet --orders $(or $(ORDERS),1000)

durability: .venv/installed ## 10,000 orders from 32 clients at once, with the sandbox killed half-way, on both databases
	$(BIN)/python -m pytest tests/durability -m long

warehouse: .venv-warehouse/installed ## test the dlt source with DuckDB and PostgreSQL, and exports to Parquet
	$(WAREHOUSE)/python -m pytest tests/warehouse

export-kills: .venv-warehouse/installed ## export 200,000 orders to each format, killed at five random moments (ORDERS=N for others)
	$(WAREHOUSE)/python -m tests.export.export_kills $(if $(ORDERS),--orders $(ORDERS))
	$(WAREHOUSE)/python -m pytest tests/placing -m long

matrix: .venv/installed ## every habit and fault against every call; writes docs/guarantees.md (JOBS=4)
	$(BIN)/python -m tests.matrix --jobs $(or $(JOBS),4)

mutation: .venv/installed ## break the code on purpose and see the tests notice (MUTANTS=40 or all, SEED=2, ROOMS="retry calls")
	$(BIN)/python -m tests.mutation --mutants $(or $(MUTANTS),12) --seed $(or $(SEED),1) --jobs 2 $(ROOMS)

check-answers: .venv/installed ## read 50,000 answers that were changed in any way
	MYCLOUD_MUTATED_ANSWERS=50000 $(BIN)/python -m pytest $(PARALLEL) tests/answers

release-check: release-tools ## tell whether a version can go out, and why not (VERSION=x.y.z; ONLY=versions is quick)
	@$(BIN)/python -m tools.release check $(if $(VERSION),--version $(VERSION)) $(if $(ONLY),--only "$(ONLY)")

release: release-tools ## check, date the changelog, commit, tag, fill dist/ (VERSION=x.y.z); uploads nothing
	@$(BIN)/python -m tools.release make --began $(BEGAN) $(if $(VERSION),--version $(VERSION))

distributions: .venv-release/installed ## build sdist and wheel into dist/, the same bytes each time for a commit
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(RELEASE)/python -m build --no-isolation --sdist --wheel --outdir dist

release-tools: .venv/installed spec-tools .venv-generator/installed .venv-release/installed ## set up what a release is made with

check: lint types check-generated check-cassettes release-tools .venv-docs/installed spec-diff warehouse test-httpx2 test ## everything CI runs

check-full: check service recipes once queues durability export-kills spec-check check-answers mutation workflows ## check, the other languages, and the searches that take minutes
	$(MAKE) release-check ONLY=artefacts
	MYCLOUD_PHP_FORMS=6000 MYCLOUD_CONTRACT_EXAMPLES=60 $(BIN)/python -m pytest tests/php_corpus tests/contract

cli-reference: .venv/installed ## make docs/cli-reference.md from the help of the commands
	$(BIN)/python tools/cli_reference.py

published: .venv/installed ## test the newest release with the newest dependencies (WHEEL=file for one at hand)
	$(BIN)/python tools/try_published.py $(WHEEL)

outdated: .venv-generator/installed ## list the generator's packages that have newer releases than the pinned ones
	$(GENERATOR)/python -m pip --disable-pip-version-check list --outdated

hooks: .venv/installed ## let git run .pre-commit-config.yaml before each commit and push
	$(BIN)/pre-commit install

workflows: .venv/installed ## check .github/workflows with actionlint, which needs Go
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	GOBIN=$(CURDIR)/.venv/go go install github.com/rhysd/actionlint/cmd/actionlint@$(ACTIONLINT)
	.venv/go/actionlint

clean: ## remove what these targets made, environments too
	rm -rf .venv .venv-generator .venv-languages .venv-bench .venv-release .venv-warehouse .venv-queues .venv-docs bench/.peers tools/spec/node_modules .mypy_cache .pytest_cache .ruff_cache dist build

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[cli,sandbox,postgresql]' --group dev --group recipes
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
	.venv-languages/$(SCRIPTS)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv-release/installed: tools/release/requirements.txt
	$(PYTHON) -m venv .venv-release
	$(RELEASE)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv-bench/installed: pyproject.toml
	$(PYTHON) -m venv .venv-bench
	$(BENCH)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BENCH)/python -m pip install --quiet --editable '.[sandbox,postgresql]' --group bench
	@touch $@

.venv-warehouse/installed: pyproject.toml
	$(PYTHON) -m venv .venv-warehouse
	$(WAREHOUSE)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(WAREHOUSE)/python -m pip install --quiet --editable '.[cli,sandbox,postgresql,parquet,dlt]' --group warehouse
	@touch $@

.venv-queues/installed: pyproject.toml
	$(PYTHON) -m venv .venv-queues
	$(QUEUES)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(QUEUES)/python -m pip install --quiet --editable '.[sandbox,postgresql]' --group queues
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

.PHONY: help install demo test test-httpx2 generate check-generated format lint spec spec-diff spec-tools types docs record check-cassettes sandbox wheel parser-stress swagger-ui bench spec-check generators service recipes once queues durability warehouse export-kills matrix mutation check-answers release-check release distributions release-tools check check-full cli-reference published outdated hooks workflows clean
