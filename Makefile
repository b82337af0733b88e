# On a fresh machine Python 3.11 or newer and make are enough: every target that
# needs packages first sets up .venv, once, from the locked requirements.
#
#   make PYTHON=python3.12 book    uses another Python for the set-up

PYTHON ?= python3
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL = install --progress-bar off --require-hashes --no-deps
BOOK = $(BIN)/jupyter-book build . -W -n --keep-going
PAGE = _build/html/index.html
PDF = _build/report.pdf
PUBLISH = PYTHONPATH=.:book $(BIN)/python -m report.publish
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 \
       --generate-hashes --quiet --custom-compile-command 'make lock'

.PHONY: help book test serve lab pdf tables register release site bench polnear \
        lint lock clean

help:
	@echo 'make book     build the report: $(PAGE)'
	@echo 'make test     check style, build the report from nothing, run all tests'
	@echo 'make serve    show the built report at http://localhost:8000'
	@echo 'make lab      open the notebooks in JupyterLab'
	@echo 'make pdf      print the whole report: $(PDF)'
	@echo 'make tables   write the tables of the five articles to out/tables'
	@echo 'make register add new addresses to the register of those that stay'
	@echo 'make release  record the values of this version and pack its copy'
	@echo 'make site     lay out report and releases: make site RELEASES=FOLDER'
	@echo 'make bench    measure how fast the library is'
	@echo 'make polnear  measure the library on PolNeAR: make polnear POLNEAR=PATH'
	@echo 'make lint     check the style of the code'
	@echo 'make lock     lock the requirements anew (needs uv)'
	@echo 'make clean    remove what was built; .venv stays'

# A release is built from nothing: an incremental build leaves pages that cite a
# changed number as they were.
book: .venv/installed
	rm -rf _build
	$(BOOK)
	@echo 'The report is built: open $(PAGE)'

test: .venv/installed lint
	rm -rf _build
	$(BOOK)
	$(BIN)/python -m pytest
	@echo 'All tests pass; the report is at $(PAGE)'

serve: $(PAGE)
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

lab: .venv/installed-lab
	PYTHONPATH="$$PWD" $(BIN)/python -m jupyterlab book

tables: .venv/installed
	$(BIN)/python -m analysis tables seeds --out out/tables

pdf: .venv/installed
	$(BIN)/python book/_ext/printed.py $(PDF)

register: book
	$(PUBLISH) register

release: book
	$(PUBLISH) release

site: book
	$(PUBLISH) site $(if $(RELEASES),--releases "$(RELEASES)")

bench: .venv/installed
	PYTHONPATH="$$PWD" $(BIN)/python tests/benchmarks/speed.py --book \
	  $(if $(LIGHTHOUSE),--lighthouse "$(LIGHTHOUSE)")

# The corpus is not part of the project; only its figures are, in tests/benchmarks/polnear/record.json.
polnear: $(if $(POLNEAR),.venv/installed)
	@test -n "$(POLNEAR)" || { \
	  echo 'make polnear needs the folder of the corpus, or of one split of it:' \
	    'make polnear POLNEAR=PATH'; exit 1; }
	PYTHONPATH=.:tests $(BIN)/python -m benchmarks.polnear "$(POLNEAR)"

lint: .venv/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check

lock:
	@command -v uv >/dev/null || { echo 'make lock needs uv: install it first'; exit 1; }
	$(LOCK) --extra dev -o requirements.txt
	$(LOCK) --extra dev --extra lab -c requirements.txt -o requirements-lab.txt

clean:
	rm -rf _build out .pytest_cache .ruff_cache .hypothesis

$(PAGE):
	$(MAKE) book

# --- set-up -------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 or newer is needed; "$(PYTHON)" is not that.' \
	    'Install one, or name one: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make a virtual environment:' \
	    'install the package python3-venv'; exit 1; }
	@echo 'Setting up .venv (once; some 200 MB to download)'
	@$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	@$(call installed,requirements.txt)

.venv/installed-lab: requirements-lab.txt | .venv/installed
	@$(call installed,requirements-lab.txt)

# pip's own lines are the progress; from its log, what was downloaded.  The status
# goes through a file because a pipe has that of its last command.
define installed
{ $(PIP) $(INSTALL) -r $(1) 2>&1; echo $$? > .venv/status; } | tee .venv/log; \
awk '/Downloading/ && match($$0, /\([0-9.]+ [kMG]?B\)$$/) { \
       split(substr($$0, RSTART + 1, RLENGTH - 2), size, " "); \
       mb += size[1] * (size[2] == "kB" ? 0.001 : size[2] == "GB" ? 1000 : 1) } \
     END { printf "Downloaded %.0f MB\n", mb }' .venv/log; \
if test "$$(cat .venv/status)" = 0; then touch $@; \
else echo 'The set-up failed: see the message above'; exit 1; fi
endef
