"""Attributions of invented texts, construct by construct; the texts are data.

A case has a label, a text and what is expected: `[mode, mention of the source, cue]`
for each attribution.  Where given, `speakers` are the canonical names, `types` and
`anonymous` what the sources are, `rules` the rules that decided, `contents` the
stretches reported, `inside` the number of the attribution in whose words each stands,
and `negated` whether the source is said not to say it.
"""

from __future__ import annotations

import pytest
from case_files import cases
from coded import read

from analysis.attribution.attributions import Attribution
from analysis.corpus.articles import Article

CASES = cases("attributions")
NEGATIVE = cases("attributions_negative")
KNOWN_FAILURES = cases("attributions_known_failures")


def mention(text: str, found: Attribution) -> str | None:
    """The source as written beside the cue."""
    if found.source_start is None:
        return None
    return text[found.source_start : found.source_end]


def found_in(text: str) -> dict[str, list]:
    """What is found in a text, in the form of a case."""
    found = read(Article("case", text))[3]
    return {
        "expected": [[a.mode, mention(text, a), a.cue] for a in found],
        "speakers": [a.source for a in found],
        "types": [a.source_type for a in found],
        "anonymous": [a.anonymous for a in found],
        "rules": [a.rule for a in found],
        "contents": [[text[start:end] for start, end in a.contents] for a in found],
        "inside": [a.inside for a in found],
        "negated": [a.negated for a in found],
    }


def asked(case: dict, found: dict[str, list]) -> dict[str, list]:
    """Of what is found, what a case asks for."""
    return {key: found[key] for key in found if key in case}


def wanted(case: dict) -> dict[str, list]:
    """What a case asks for, as it should be."""
    return {key: case[key] for key in case if key not in ("label", "text", "why")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case):
    """Each case gives the attributions that the codebook asks for."""
    assert asked(case, found_in(case["text"])) == wanted(case)


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case["label"])
def test_negative(case):
    """Texts that hand no claim to a source give no attribution."""
    assert found_in(case["text"])["expected"] == []


@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failure(case):
    """What is still wrong; a case that comes out right moves to the others."""
    assert asked(case, found_in(case["text"])) == wanted(case)


def test_cases_are_told_apart():
    """No two cases share a label or ask the same of a text; each failure says why."""
    every = [*CASES, *NEGATIVE, *KNOWN_FAILURES]
    assert len({case["label"] for case in every}) == len(every)
    parts = [(case["text"], sorted(wanted(case))) for case in every]
    assert all(parts.count(part) == 1 for part in parts)
    assert all(case["why"] for case in KNOWN_FAILURES)
