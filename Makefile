# `make help` lists what there is. The work is done in scripts/; nothing needs to be installed but
# Python 3.11 or newer, make and, the first time, a network.

PORT ?= 8000
ONLY ?=
SHELL := /bin/sh
.DEFAULT_GOAL := help
# Commands start several processes each; compiling every module anew in each would take minutes.
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory

# A Python that the locked wheels exist for comes first; a newer one is tried when there is no other.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && exit; done; \
	  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo python3)
VENV := .venv/bin/python

.PHONY: help run test test-python test-pwa check bench failover serializable fuzz outage storm currencies format lock vulnerabilities sbom build clean env-run env-dev

help: ## Say what each command does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: build ## Start the example neighbourhood on http://localhost:8000 (PORT=8100 for another port)
	@.venv/bin/wijkmunt example load --port $(PORT)
	@exec .venv/bin/wijkmunt serve --example --port $(PORT)

build: env-run ## Install the locked packages and build the app, without starting anything
	@$(VENV) -m scripts.pwa build

test: env-dev ## Run every test: Python, PostgreSQL, TypeScript, a real browser
	@$(MAKE) test-pwa test-python

test-pwa: env-dev ## Run only the TypeScript tests
	@$(VENV) -m scripts.pwa run test

test-python: env-dev ## Run only the Python tests (ARGS="tests/ledger -k refund" for some of them)
	@$(VENV) -m scripts.pwa build
	@chromium=$$($(VENV) -m scripts.browser) && hledger=$$($(VENV) -m scripts.packages hledger) && \
	  WIJKMUNT_CHROMIUM="$$chromium" WIJKMUNT_HLEDGER="$$hledger" $(VENV) -m pytest $(if $(ARGS),$(ARGS),-n 4 --dist worksteal tests)

check: env-dev ## Formatters, linters, types, architecture, migrations and locks
	@$(VENV) -m scripts.pwa install
	@$(VENV) -m scripts.check

bench: env-dev ## Measure speed and size (ONLY=counter for one, SCALE=small to see that it works)
	@$(VENV) -m scripts.pwa build
	@ONLY="$(ONLY)" BENCH_SCALE="$(SCALE)" $(VENV) -m tests.load.bench

failover: env-dev ## Let databases fail under load, one after another (ROUNDS=5), and print what it cost
	@$(VENV) -m scripts.pwa build
	@ROUNDS="$(ROUNDS)" $(VENV) -m tests.scale.report

serializable: env-dev ## Run the tests on PostgreSQL under the strictest isolation, and note every statement
	@$(VENV) -m scripts.pwa build
	@rm -rf build/statements
	@WIJKMUNT_TEST_ISOLATION=SERIALIZABLE $(VENV) -m pytest -q -k postgresql -n 3 --dist worksteal \
	  -p tests.scale.statements $(if $(ARGS),$(ARGS),tests --ignore tests/journeys)
	@$(VENV) -m tests.scale.statements

fuzz: env-dev ## Ask the whole API at random, by everybody (SEED=1, EXAMPLES=50 of each kind an operation)
	@SEED="$(SEED)" EXAMPLES="$(EXAMPLES)" $(VENV) -m tests.attacks.fuzz

storm: env-dev ## Break servers, databases, wires and clocks under 64 clients (SECONDS=600 SEED=1 DATABASE=sqlite)
	@$(VENV) -m tests.storm.report --seconds $(or $(SECONDS),60) --seed $(or $(SEED),1) \
	  --database $(or $(DATABASE),both)

outage: env-dev ## Live a month of outages with cheats on both databases, and print what was lost
	@$(VENV) -m tests.outage.report

currencies: env-dev ## Live every currency's year again and write docs/currencies.md
	@$(VENV) -m tests.scenarios.report

format: env-dev ## Format and mend what tools can mend
	@$(VENV) -m ruff format .
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m scripts.pwa run format

lock: env-dev ## Choose versions anew and write requirements/*.txt
	@$(VENV) -m scripts.lock

vulnerabilities: env-dev ## Ask whether what is locked has known holes (says so when nobody can be asked)
	@$(VENV) -m scripts.vulnerabilities

sbom: env-dev ## Write the bill of materials to build/sbom
	@$(VENV) -m scripts.sbom

clean: ## Remove all that was made, except the database in instance/
	@rm -rf .venv build pwa/node_modules pwa/dist .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

env-run env-dev:
	@test -n "$(PYTHON)" || { \
	  echo "Wijkmunt needs Python 3.11 or newer, and none was found on the PATH."; \
	  echo "Install it, or say where it is: make run PYTHON=/path/to/python3.12"; exit 1; }
	@"$(PYTHON)" -m scripts.environment $(subst env-,,$@)
