"""`explain`: each decision with its grounds, complete, traceable and safe to print."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections import Counter

import pytest
import recorded
from coded import ARTICLES
from report.seeds import REPOSITORY, SEEDS

from analysis.__main__ import main
from analysis.corpus.articles import Article
from analysis.document import analyze_article
from analysis.explain.grounds import article_record, as_json, help_text
from analysis.explain.rules import accuracy
from analysis.explain.terminal import as_text, printable
from analysis.lexicons import rows

BOLD = "\x1b[1m"
# Control characters other than the line feed, and marks that reorder a line.
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e]")
HOSTILE = (
    "Ann Lee said “it \x1b[31mrains\x1b[0m in\x9b2J Dover today” \x07again.\n\n"
    "“Rain \u202ereversed and \x1b]0;title\x07 more,” said Bob \x1b[1mStone.\x7f\x85"
)


@pytest.fixture(scope="module")
def records():
    """The records of the five articles by the first digits of their file."""
    return {n: article_record(analyze_article(ARTICLES[n])) for n in sorted(ARTICLES)}


@pytest.fixture
def note(tmp_path):
    """A file of two sentences."""
    path = tmp_path / "note.txt"
    path.write_text("“It rains,” Ann Lee said. It was wet.", encoding="utf-8")
    return path


def blocks(printed: str) -> dict[str, str]:
    """What is printed of each quote and attribution, its lines joined to one."""
    parts = [" ".join(block.split()) for block in printed.split("\n\n")]
    names = [re.match(r"[aq]\d+(?= )", part) for part in parts]
    return {m[0]: part for m, part in zip(names, parts, strict=True) if m}


# --- as recorded ----------------------------------------------------------------


@pytest.mark.parametrize("name", recorded.EXPLAINED)
def test_explanations_are_as_recorded(name):
    """Text and JSON of the five articles are those recorded; no comment in it."""
    found = recorded.explained(recorded.EXPLAINED[name])
    path = REPOSITORY / "tests" / "golden" / f"explain.{name}"
    assert found == path.read_text(encoding="utf-8")
    assert not re.search(
        r'"layer": "comment", "carrier": [^,]*, "(?:kind|quotes)"', found
    )


# --- what it says ---------------------------------------------------------------


def test_an_attribution_in_others_words_says_in_whose():
    """A claim inside a claim names the outer one, and the chain leads through it."""
    article = Article("a", "Lee said that Stone denied it.")
    told = blocks(as_text(article_record(analyze_article(article))))
    assert told["a2"].startswith("a2 indirect, in a1; line 1")
    assert "chain unknown > Lee > Stone" in told["a2"]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_lines_wrap(records, width):
    """No line is wider than asked for."""
    for record in records.values():
        assert max(map(len, as_text(record, width).split("\n"))) <= width


# --- how sure -------------------------------------------------------------------


def test_accuracy_is_the_recorded_share():
    """The share is that of articles the rules were not made on, for both tables."""
    for decides in ("quotes", "indirect"):
        dev = [
            (int(row["n"]), int(row["right"]))
            for row in rows("rule_accuracy")
            if (row["rule"], row["decides"], row["split"])
            == ("cue-after", decides, "dev")
        ]
        n, right = (sum(column) for column in zip(*dev, strict=True))
        expected = (right / n, n, "dev")
        assert accuracy("cue-after", decides == "quotes") == expected


@pytest.mark.parametrize(
    ("dev", "train", "expected"),
    [
        ((20, 10), (90, 90), (0.5, 20, "dev")),
        ((19, 10), (20, 20), (1.0, 20, "train")),
        ((19, 10), (3, 3), (None, 19, None)),
        ((0, 0), (20, 0), (0.0, 20, "train")),
        ((0, 0), (0, 0), (None, 0, None)),
    ],
)
def test_few_answers_are_no_measurement(monkeypatch, dev, train, expected):
    """Fewer than 20 answers in either split give no share."""
    key = "quotes", "x"
    splits = {
        split: (Counter({key: n}), Counter({key: right}))
        for split, (n, right) in {"dev": dev, "train": train}.items()
    }
    monkeypatch.setattr("analysis.explain.rules.answer_counts", splits.get)
    assert accuracy("x", True) == expected


def test_what_was_not_measured_says_so(monkeypatch):
    """A rule without a share is called not measured."""
    nothing = Counter(), Counter()
    monkeypatch.setattr("analysis.explain.rules.answer_counts", lambda split: nothing)
    article = Article("a", "There are reports that it rained.")
    told = as_text(article_record(analyze_article(article)))
    assert "existential: not measured on strangers’ text" in told


# --- JSON -----------------------------------------------------------------------


def test_every_key_is_in_the_help(records):
    """`--help` names each key of the objects that `--json` prints."""
    documented = set(re.findall(r"\w+", help_text()))
    for record in records.values():
        parts = [*record["quotes"], *record["attributions"]]
        parts += [c for a in record["attributions"] for c in a["contents"]]
        assert {key for one in (record, *parts) for key in one} <= documented


# --- the terminal ---------------------------------------------------------------


def test_no_control_character_of_the_text_is_printed():
    """Escape sequences in an article are shown, not sent; JSON gives them back."""
    record = article_record(analyze_article(Article("a\x1b[2J", HOSTILE)))
    told, line = as_text(record), as_json(record)
    assert len(record["attributions"]) == 2
    assert r"\x1b[31mrains" in told
    assert r"\u202e" in told
    assert not CONTROL.search(told)
    assert not CONTROL.search(line)
    assert json.loads(line) == record


@pytest.mark.parametrize(
    ("terminal", "no_color", "term", "bold"),
    [
        (True, "", "xterm", True),
        (True, "1", "xterm", False),
        (True, "", "dumb", False),
        (False, "", "xterm", False),
    ],
)
def test_bold_only_on_a_terminal(
    note, capsys, monkeypatch, terminal, no_color, term, bold
):
    """Headings are bold on a terminal that wants it; the words are the same."""
    main(["explain", str(note)])
    plain = capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    main(["explain", str(note)])
    out = capsys.readouterr().out
    assert (BOLD in out) is bold
    assert re.sub(r"\x1b\[\dm", "", out) == plain


def test_printable_keeps_other_letters():
    """Letters of any script and typographic marks are shown as they are."""
    text = "„Größe“ – «نور» 雨 … 👍🏽"
    assert printable(text) == text


# --- the command line -----------------------------------------------------------


def test_quiet_leaves_out_the_rules(note, capsys):
    """With `--quiet` only what was found is printed."""
    main(["explain", str(note)])
    whole = capsys.readouterr().out
    main(["explain", str(note), "--quiet"])
    short = capsys.readouterr().out
    assert whole.startswith(short)
    assert "\nRules\n" in whole.removeprefix(short)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_file_is_a_warning(tmp_path, capsys, text):
    """An empty file is told as such, and nothing is found in it."""
    path = tmp_path / "empty.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["explain", str(path)]) == 0
    said = capsys.readouterr()
    assert "no quotes or attributions found" in said.out
    assert said.err == "warning: empty.txt: empty\n"
    main(["explain", str(path), "--json", "--quiet"])
    found = json.loads(capsys.readouterr().out)
    assert found["warnings"] == ["empty.txt: empty"]
    assert found["quotes"] == found["attributions"] == []


def test_several_files_and_folders(note, tmp_path, capsys):
    """Files, folders and tables are told one after the other."""
    table = tmp_path / "table.csv"
    table.write_text("id,text\nrow,It rained.\n", encoding="utf-8")
    assert main(["explain", str(note), str(SEEDS), str(table)]) == 0
    out = capsys.readouterr().out
    names = re.findall(r"^(\S+): .*\n(?:.*\n)?.* characters; ", out, re.MULTILINE)
    assert [name[:3] for name in names] == ["not", *_by_date(), "row"]


def _by_date() -> list[str]:
    dates = {n: article.date.value or "" for n, article in ARTICLES.items()}
    return sorted(dates, key=lambda n: (dates[n], ARTICLES[n].id))


def test_help_says_what_a_share_is(capsys):
    """`explain --help` has an example, and says what the shares are and are not."""
    assert main(["explain", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for words in ("python -m analysis explain seeds/", "2016", "not the probability"):
        assert words in told
    assert main(["--help"]) == 0
    assert "explain --help" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("json_lines", [[], ["--json"]])
def test_a_narrow_encoding_and_a_closed_pipe_are_no_errors(
    note, monkeypatch, json_lines
):
    """What a terminal cannot write is escaped; a reader may stop reading."""
    narrow = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert main(["explain", *json_lines, str(note)]) == 0
    assert b"Ann Lee" in narrow.buffer.getvalue()
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stopped:
        monkeypatch.setattr(sys, "stdout", stopped)
        assert main(["explain", *json_lines, str(next(SEEDS.glob("0*.txt")))]) == 0
        print("dropped")
