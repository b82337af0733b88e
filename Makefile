# On a fresh machine Python 3.11 or newer and make are enough: every target that
# needs packages first sets up .venv, once, from the locked requirements.
#
#   make PYTHON=python3.12 book    uses another Python for the set-up
#   make VENV=/opt/venv lab        sets up another folder than .venv

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input
PYTEST = $(BIN)/python -m pytest --numprocesses=2 --dist=loadgroup --no-loadscope-reorder
BOOK = $(BIN)/jupyter-book build . -W -n --keep-going
PAGE = _build/html/index.html
PDF = _build/report.pdf
PUBLISH = PYTHONPATH=book $(BIN)/python -m report.publish
CLEAN = _build/reproduce/.venv
# The grammar of international addresses takes three seconds of each process that draws
# a chart, and JSON Schema does without it.
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 \
       --generate-hashes --quiet --custom-compile-command 'make lock' \
       --no-emit-package lark --no-emit-package rfc3987-syntax

# Dozens of processes import the library: it is compiled once, and not in each of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help book test built checked lint unit pages serve lab lab-all pdf tables \
        reproduce reproduced record register release site bench scale kills fuzz growth \
        starters polnear gum field lines mutants twice audit lock clean in-place

help:
	@echo 'make book     build the report: $(PAGE)'
	@echo 'make test     check style, build the report from nothing, run all tests'
	@echo 'make serve    show the built report at http://localhost:8000'
	@echo 'make lab      open the notebooks in JupyterLab: make lab ARGS=--no-browser'
	@echo 'make reproduce run all anew, offline, and compare with what is recorded'
	@echo 'make record   record the tables and values that the report now has'
	@echo 'make lab-all  run every notebook in JupyterLab, in a browser'
	@echo 'make pdf      print the whole report: $(PDF)'
	@echo 'make tables   write the tables of the five articles to out/tables'
	@echo 'make register add new addresses to the register of those that stay'
	@echo 'make release  record the values of this version and pack its copy'
	@echo 'make site     lay out report and releases: make site RELEASES=FOLDER'
	@echo 'make bench    measure how fast the library is'
	@echo 'make scale    measure it on many articles and a Dask cluster'
	@echo 'make kills    kill runs while they write, alone and two at once'
	@echo 'make growth   measure how time grows with the size of some sixty kinds of text'
	@echo 'make audit    look up the locked packages among known vulnerabilities'
	@echo 'make fuzz     look for texts on which the library fails'
	@echo 'make polnear  measure the library on PolNeAR: make polnear POLNEAR=PATH'
	@echo 'make gum      the same on GUM: make gum GUM=PATH'
	@echo 'make field    measure it on small pages that fail: make field FIELD=PATH'
	@echo 'make lines    learn what the lines of a page are from the pages of the tests'
	@echo 'make mutants  put small faults in and count those that tests notice'
	@echo 'make twice    build the report in two places and compare the files'
	@echo 'make lint     check style, types and complexity of the code'
	@echo 'make unit     run the tests that need no built report'
	@echo 'make pages    run the tests of the built report'
	@echo 'make starters build new reports from five kinds of input and look at them'
	@echo 'make lock     lock the requirements anew (needs uv)'
	@echo 'make clean    remove what was built; .venv stays'

book: $(VENV)/report built
	@echo 'The report is built: open $(PAGE)'

# One core builds the report while the other checks what needs no report.
test: $(VENV)/dev
	$(MAKE) --jobs=2 --output-sync=line built checked
	$(MAKE) pages
	@echo 'All tests pass; the report is at $(PAGE)'

# A release is built from nothing: an incremental build leaves pages that cite a
# changed number as they were.
built:
	rm -rf _build
	$(BOOK)

checked: lint
	$(MAKE) unit

serve: $(PAGE)
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

# In a container the user is often root, whom JupyterLab turns away unless told.
lab: $(VENV)/lab
	$(BIN)/python -m jupyterlab \
	  $(if $(filter 0,$(shell id -u)),--allow-root) $(ARGS) book

lab-all: $(VENV)/dev
	LAB_NOTEBOOKS=all $(BIN)/python -m pytest -m built tests/book/test_lab.py

# In an environment of its own, made anew from the lock: nothing that is installed
# elsewhere can help, or do harm.
reproduce:
	rm -rf _build/reproduce
	@$(MAKE) --no-print-directory VENV=$(CLEAN) reproduced

reproduced: $(VENV)/report
	@$(BIN)/python -m report.reproduce check

record: book
	PYTHONPATH=book $(BIN)/python -m report.reproduce record
	PYTHONPATH=book:tests $(BIN)/python -m recorded

tables: $(VENV)/report
	$(BIN)/python -m analysis tables seeds --out out/tables

pdf: $(VENV)/dev
	PYTHONPATH=book $(BIN)/python -m report.pdf $(PDF)

register: book
	$(PUBLISH) register

release: book
	$(PUBLISH) release

site: book
	$(PUBLISH) site $(if $(RELEASES),--releases "$(RELEASES)")

bench: $(VENV)/dev
	PYTHONPATH=book:tests $(BIN)/python -m benchmarks.speed $(ARGS)

# A long run: many articles, a Dask cluster that loses a worker.
scale: $(VENV)/dev
	PYTHONPATH=book:tests $(BIN)/python -m benchmarks.scale $(ARGS)

# At each step of writing and at moments that are drawn: all old or all new, always.
kills: $(VENV)/dev
	PYTHONPATH=tests $(BIN)/python -m benchmarks.kills $(ARGS)

# How time grows with the size of a text, for each of some sixty kinds.
growth: $(VENV)/dev
	PYTHONPATH=tests $(BIN)/python -m benchmarks.growth $(ARGS)

# Some minutes of texts that make no sense, drawn by their numbers: the same each time.
fuzz: $(VENV)/dev
	PYTHONPATH=book:tests $(BIN)/python -m benchmarks.fuzz $(ARGS)

# The corpus is not part of the project; only its figures are, in
# tests/benchmarks/polnear/record.json.
polnear: $(if $(POLNEAR),$(VENV)/report)
	@test -n "$(POLNEAR)" || { \
	  echo 'make polnear needs the folder of the corpus, or of one split of it:' \
	    'make polnear POLNEAR=PATH'; exit 1; }
	PYTHONPATH=tests $(BIN)/python -m benchmarks.polnear "$(POLNEAR)"

# The same on other articles of that layout, and on small pages of the kinds that fail.
gum: $(VENV)/report
	PYTHONPATH=tests $(BIN)/python -m benchmarks.polnear "$(GUM)" \
	  --without-attitudes --out tests/benchmarks/polnear/gum.json

field: $(VENV)/report
	PYTHONPATH=tests $(BIN)/python -m benchmarks.field "$(FIELD)"

# Also writes lexicons/line_weights.csv; the pages labelled apart only judge it.
lines: $(VENV)/dev
	PYTHONPATH=book:tests $(BIN)/python -m benchmarks.line_weights

# Small faults in memory, never in the files: how many of them the tests notice.
mutants: $(VENV)/dev
	PYTHONPATH=book:book/_ext:tests $(BIN)/python -m benchmarks.mutants $(ARGS)

# Two clones of the last commit, in two places at two times, byte by byte.
twice: $(VENV)/report
	PYTHONPATH=book:tests $(BIN)/python -m benchmarks.twice

lint: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@! $(BIN)/radon cc --min C --show-complexity analysis book tests | \
	  grep -E '\((1[6-9]|[2-9][0-9]|[0-9]{3,})\)$$' || { \
	  echo 'No function may have a complexity over 15'; exit 1; }

unit: $(VENV)/dev
	$(PYTEST) -m 'not built'

# New reports from five kinds of input, each built with warnings as errors, looked at.
starters: $(VENV)/dev
	STARTERS=all $(BIN)/python -m pytest tests/book/test_new_report.py

pages: $(VENV)/dev
	$(PYTEST) -m built tests/book tests/report

# Also writes the bill of materials of a release.  Asks a register of vulnerabilities.
audit:
	$(PYTHON) -m venv _build/audit
	_build/audit/bin/python -m pip install --quiet 'pip-audit >=2.9,<3' \
	  'cyclonedx-bom >=7,<8'
	_build/audit/bin/cyclonedx-py requirements requirements.txt --output-reproducible \
	  --output-file _build/sbom.cdx.json
	_build/audit/bin/pip-audit --disable-pip --require-hashes -r requirements.txt

lock:
	@command -v uv >/dev/null || { echo 'make lock needs uv: install it first'; exit 1; }
	$(LOCK) --extra report --extra lab --extra dev -o requirements-dev.txt
	$(LOCK) --extra report --extra lab -c requirements-dev.txt -o requirements-lab.txt
	$(LOCK) --extra report -c requirements-dev.txt -o requirements.txt

clean:
	rm -rf _build out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(PAGE):
	$(MAKE) book

# --- set-up -------------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 or newer is needed; "$(PYTHON)" is not that.' \
	    'Install one, or name one: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make a virtual environment:' \
	    'install the package python3-venv'; exit 1; }
	@echo 'Setting up $(VENV) (once; some 200 MB to download)'
	@$(PYTHON) -m venv $(VENV)

# Each set of packages has a stamp.
$(VENV)/report: requirements.txt pyproject.toml | $(VENV)/bin/python
	@$(install)

$(VENV)/lab: requirements-lab.txt pyproject.toml | $(VENV)/bin/python
	@$(install)

$(VENV)/dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	@$(install)

# The library in place, and the report beside it: notebooks find both from any folder.
in-place:
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@echo '$(CURDIR)/book' > "$$($(BIN)/python -c \
	  'import sysconfig; print(sysconfig.get_path("purelib"))')/whose-words-report.pth"

# What is locked, then both in place.
# pip's own lines are the progress; from its log, what was downloaded.  The status
# goes through a file because a pipe has that of its last command.
define install
{ $(PIP) install --progress-bar off --require-hashes --no-deps -r $< 2>&1 && \
  $(MAKE) --no-print-directory in-place 2>&1; \
  echo $$? > $(VENV)/status; } | tee $(VENV)/log; \
awk '/Downloading/ && match($$0, /\([0-9.]+ [kMG]?B\)$$/) { \
       split(substr($$0, RSTART + 1, RLENGTH - 2), size, " "); \
       mb += size[1] * (size[2] == "kB" ? 0.001 : size[2] == "GB" ? 1000 : 1) } \
     END { printf "Downloaded %.0f MB\n", mb }' $(VENV)/log; \
if test "$$(cat $(VENV)/status)" = 0; then touch $@; \
else echo 'The set-up failed: see the message above'; exit 1; fi
endef
