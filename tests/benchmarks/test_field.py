"""The measure of small pages: what counts as right, and what is recorded of it."""

from __future__ import annotations

import json

import pytest
from benchmarks.field import answers, counts, main, same_name

PAGE = "“The bridge is open,” the mayor, Ann B. Lee, said. Bo Ek thinks it will close."
EXPECTED = [
    {"quote": "The bridge is …", "speaker": "Ann Lee"},
    {"quote": "bridge open", "speaker": "Ann Lee"},
    {"content": "it will close", "source": "Bo Ek"},
    {"content": "it will close", "source": "Ann B. Lee"},
    {"content": "never said", "source": None},
]


@pytest.fixture
def folder(tmp_path):
    """One page with five expectations, three of which nothing can meet."""
    (tmp_path / "07-a-bridge.txt").write_text(PAGE, encoding="utf-8")
    page = json.dumps({"expected": EXPECTED})
    (tmp_path / "07-a-bridge.json").write_text(page, encoding="utf-8")
    return tmp_path


def test_answers_are_right_or_not(folder):
    """Words in a row, most words of a content, and the name decide."""
    found = list(answers(folder))
    assert [answer.right for answer in found] == [True, False, True, False, False]
    assert counts(found) == {"a bridge": {"n": 5, "right": 2}}


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("Ann Lee", "ANN LEE", True),
        ("Lee", "Ann Lee", True),
        ("Ann Lee", "Lee", True),
        ("Ann Lee", "Ann Stone", False),
        ("Ann Lee", "Lee Works", False),
        ("the port authority", "port authority", True),
        (None, None, True),
        (None, "Ann Lee", False),
        ("Ann Lee", None, False),
    ],
)
def test_one_name_or_two(wanted, found, same):
    """A longer form of a name is the same; another's name or nobody is not."""
    assert same_name(wanted, found) is same


def test_the_record_holds_counts_and_no_words(folder, tmp_path, capsys):
    """The command records kinds and counts."""
    out = tmp_path / "field.json"
    assert main([str(folder), "--out", str(out)]) == 0
    assert json.loads(out.read_text("utf-8"))["kinds"] == {
        "a bridge": {"n": 5, "right": 2}
    }
    assert "2 of 5 answers right" in capsys.readouterr().out
    assert "bridge is" not in out.read_text("utf-8")


def test_a_page_without_its_text_is_named(folder, capsys):
    """One error, no traceback."""
    (folder / "07-a-bridge.txt").unlink()
    assert main([str(folder)]) == 2
    assert "07-a-bridge.txt" in capsys.readouterr().err
