"""PDFs of charts: the same drawing gives the same bytes, which are a whole PDF."""

from __future__ import annotations

import re

import pytest
import vl_convert
from report.same_pdf import same_pdf

# Two fonts, three opacities, a clip: what the converter keeps in tables without order.
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">
<clipPath id="c"><rect width="50" height="50"/></clipPath>
<text x="1" y="20" font-family="Liberation Sans">one 7 0 R</text>
<text x="1" y="40" font-family="Liberation Sans" font-weight="bold">two</text>
<text x="1" y="55" font-family="Liberation Sans" font-style="italic">three</text>
<g clip-path="url(#c)"><rect width="9" height="9" opacity=".3"/>
<rect x="9" width="9" height="9" fill-opacity=".5"/>
<rect x="20" width="9" height="9" stroke="red" stroke-opacity=".7"/></g></svg>"""


@pytest.fixture(scope="module")
def written() -> list[bytes]:
    """What the converter makes of one drawing, a dozen times."""
    return [vl_convert.svg_to_pdf(DRAWING) for _ in range(12)]


def test_the_same_drawing_gives_the_same_bytes(written):
    """Whatever order the converter took; this is not so before."""
    assert len({*written}) > 1
    assert len({*map(same_pdf, written)}) == 1


def test_nothing_is_lost(written):
    """As many objects as before, and every stream."""
    for one in written:
        made = same_pdf(one)
        assert made.count(b" 0 obj\n") == one.count(b" 0 obj\n")
        streams = [
            sorted(re.findall(rb"stream\n.*?endstream", pdf, re.S))
            for pdf in (one, made)
        ]
        assert streams[0] == streams[1]


def test_the_table_of_offsets_leads_to_the_objects(written):
    """Each entry has 20 bytes and points at the object of its number."""
    made = same_pdf(written[0])
    start = int(re.search(rb"startxref\n(\d+)", made)[1])
    head, _, rest = made[start:].partition(b"0000000000 65535 f\r\n")
    entries = rest.partition(b"trailer")[0]
    n = int(re.fullmatch(rb"xref\n0 (\d+)\n", head)[1])
    assert len(entries) == 20 * (n - 1)
    for number in range(1, n):
        offset = int(entries[20 * (number - 1) :][:10])
        assert made[offset:].startswith(b"%d 0 obj\n" % number)


def test_it_is_stable(written):
    """What is in order stays as it is."""
    made = same_pdf(written[0])
    assert same_pdf(made) == made


@pytest.mark.parametrize("bad", [b"", b"%PDF-1.7\n", b"startxref\n9\n%%EOF more"])
def test_what_is_no_such_pdf_is_refused(bad):
    """Nothing is written over with a guess."""
    with pytest.raises(ValueError, match="no PDF"):
        same_pdf(bad)
