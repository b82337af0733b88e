"""The command that measures: what it reads, what it writes, what it refuses.

All articles here are invented; none is from the corpus.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys

import pytest
from benchmarks.polnear.__main__ import (
    RULE_ACCURACY,
    accuracy_rows,
    main,
    measure,
    read_record,
)
from benchmarks.polnear.corpus import load_split, split_folders
from benchmarks.polnear.predictions import Prediction, prediction_line
from report.seeds import REPOSITORY

# --- the command -------------------------------------------------------------

STORIES = {
    "a": "“It rains in the valley,” Ann Lee said.\n",
    "b": "Kim Poe said it would stop. The “mayor” came.\n",
}
MARKS = {
    "a": ("Source", "Ann Lee", "Cue", "said", "Content", "It rains in the valley"),
    "b": ("Source", "Kim Poe", "Cue", "said", "Content", "it would stop"),
}


def at(text, words):
    """Where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def write_split(folder):
    """The stories in the corpus's layout."""
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True)
    for name, text in STORIES.items():
        (folder / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        roles = list(zip(MARKS[name][::2], MARKS[name][1::2], strict=True))
        lines = [
            "T{}\t{} {} {}\t{}".format(n, role, *at(text, words), words)
            for n, (role, words) in enumerate(roles)
        ]
        lines.append("E1\tAttribution:T1 Source:T0 Cue:T1 Content:T2")
        path = folder / "attributions" / f"{name}.ann"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path):
    """A folder with two splits of the same stories."""
    write_split(tmp_path / "corpus" / "later")
    write_split(tmp_path / "corpus" / "early")
    return tmp_path / "corpus"


def run(*arguments):
    """The exit code of the command."""
    return main([*map(str, arguments)])


def test_one_split_is_scored(corpus, tmp_path, capsys):
    """A folder with `text` is one split, named after itself; its figures are right."""
    out = tmp_path / "record.json"
    assert run(corpus / "early", "--out", out) == 0
    (name, made), *rest = read_record(out)["splits"].items()
    assert (name, rest) == ("early", [])
    assert made["articles"] == 2
    assert made["failures"]["all"]["right"] == made["failures"]["direct"]["right"] == 1
    assert made["attributions"]["content_words"]["matched"] == 8
    assert made["detection"]["kept_out"]["share"] == 1
    said = capsys.readouterr().out
    assert "early: quotes F1 100.0%, speakers right 100.0%" in said


def test_every_split_is_scored_and_others_are_kept(corpus, tmp_path):
    """The splits of a folder by name; what the record holds of others stays."""
    out = tmp_path / "record.json"
    out.write_text('{"splits": {"other": {"articles": 7}}}', encoding="utf-8")
    assert run(corpus, "--out", out) == 0
    splits = json.loads(out.read_text(encoding="utf-8"))["splits"]
    assert list(splits) == ["early", "later", "other"]
    assert splits["other"] == {"articles": 7}
    assert splits["early"] == splits["later"]


def test_the_record_says_what_made_it_and_holds_no_text(corpus, tmp_path):
    """Date, commit, versions; of the articles neither a word nor a name."""
    out = tmp_path / "record.json"
    assert run(corpus / "early", "--out", out) == 0
    text = out.read_text(encoding="utf-8")
    made = json.loads(text)["splits"]["early"]
    assert len(made["date"].split("-")) == 3
    assert {"commit", "dirty"} <= set(made)
    assert {"analysis", "python"} == set(made["versions"])
    for word in ("Ann", "Lee", "rains", "valley", "mayor", "would stop"):
        assert word not in text


def test_the_same_articles_give_the_same_figures(corpus):
    """In whatever folder they are."""
    early, later = (load_split(corpus / name) for name in ("early", "later"))
    assert measure(early) == measure(later)


def test_predictions_are_written(corpus, tmp_path):
    """One line an article with the offsets of what was found, and no text."""
    folder = tmp_path / "found"
    arguments = ("--out", tmp_path / "record.json", "--predictions", folder)
    assert run(corpus / "early", *arguments) == 0
    lines = (folder / "early.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = map(json.loads, lines)
    assert (first["article"], second["article"]) == ("a", "b")
    (quote,) = first["quotes"]
    text = STORIES["a"]
    assert text[quote["speaker_start"] : quote["speaker_end"]] == "Ann Lee"
    assert text[quote["cue_start"] : quote["cue_end"]] == "said"
    assert quote["attributed"]
    assert "Ann" not in lines[0]


def test_a_line_without_speaker_has_nulls():
    """What was not found is null in the line of an article."""
    line = json.loads(prediction_line("a", [Prediction(0, 4, False, True, 3)]))
    assert line["quotes"][0] == {
        "start": 0,
        "end": 4,
        "speaker_start": None,
        "speaker_end": None,
        "cue_start": None,
        "cue_end": None,
        "attributed": False,
        "group": 3,
    }


def _gone(corpus):
    return corpus / "nowhere"


def _no_text(corpus):
    return corpus / "early" / "attributions"


def _no_articles(corpus):
    for path in (corpus / "early" / "text").iterdir():
        path.unlink()
    return corpus / "early"


def _no_marks(corpus):
    (corpus / "early" / "attributions" / "b.ann").unlink()
    return corpus


def _not_utf8(corpus):
    (corpus / "early" / "text" / "a.txt").write_bytes(b"caf\xe9")
    return corpus


def _marks_not_utf8(corpus):
    (corpus / "early" / "attributions" / "a.ann").write_bytes(b"caf\xe9")
    return corpus


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (_gone, "nowhere: no such folder"),
        (_no_text, "attributions: no folder `text` in it"),
        (_no_articles, "text: no .txt files in it"),
        (_no_marks, "b.ann: No such file"),
        (_not_utf8, "a.txt: not UTF-8 at byte 3"),
        (_marks_not_utf8, "a.ann: not UTF-8 at byte 3"),
    ],
)
def test_bad_input_is_one_line(corpus, tmp_path, capsys, harm, message):
    """Exit code 2, one line that says what is wrong, and no record."""
    out = tmp_path / "record.json"
    assert run(harm(corpus), "--out", out) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
    assert message in line
    assert not out.exists()


@pytest.mark.parametrize("content", ["no json", "[]", '{"splits": 1}', "\0"])
def test_a_file_that_is_no_record_is_not_written_over(
    corpus, tmp_path, capsys, content
):
    """The command says so and leaves the file as it was."""
    out = tmp_path / "record.json"
    out.write_text(content, encoding="utf-8")
    assert run(corpus, "--out", out) == 2
    assert "record.json: not a record" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == content


def test_output_that_cannot_be_written(corpus, tmp_path, capsys):
    """A record in a folder that is a file gives one line."""
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")
    assert run(corpus, "--out", blocked / "record.json") == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_help_says_what_goes_in_and_what_comes_out(tmp_path):
    """The module runs from any folder."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.polnear", "--help"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{REPOSITORY}:{REPOSITORY}/tests"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "text/NAME.txt" in done.stdout
    assert "record.json" in done.stdout


def test_splits_are_found_by_name(corpus):
    """Folders without `text` are passed over."""
    (corpus / "notes").mkdir()
    assert [folder.name for folder in split_folders(corpus)] == ["early", "later"]


def test_the_library_shows_what_is_recorded():
    """The accuracy of each rule is that of the record, value for value."""
    with RULE_ACCURACY.open(encoding="utf-8", newline="") as file:
        _, *listed = csv.reader(file)
    assert [tuple(row) for row in listed] == list(accuracy_rows(read_record()))
