"""What the notebooks need to put computed numbers into their sentences."""

from __future__ import annotations

from typing import Any

from IPython.display import Markdown
from myst_nb import glue

from report.multiverse.claims_pieces import PIECE_CLAIMS
from report.multiverse.ledger import Entry, entry, ledger


def numbers(**facts: Any) -> None:
    """Make each fact available to the text as ``{glue:text}`name` ``.

    Scalars of numpy and pandas become Python's own, which formats understand.
    """
    for name, fact in facts.items():
        glue(name, fact.item() if hasattr(fact, "item") else fact, display=False)


def signed(value: float) -> str:
    """A value with its sign and two decimals, the minus as a minus.

    >>> signed(-0.5)
    '−0.50'
    """
    return f"{value:+.2f}".replace("-", "−")


def findings(*slugs: str) -> Markdown:
    """The named claims of the ledger as a list, each with its figure and its doubt.

    One that was dropped is an error, since a dropped claim is no finding.
    """
    return Markdown("\n".join(f"- {_told(_kept(slug))}" for slug in slugs))


def pieces() -> Markdown:
    """The claim on each piece as a list: what the two are to each other in it."""
    entries = [_kept(claim.slug) for claim in PIECE_CLAIMS]
    return Markdown(
        "\n".join(
            f"- **{found.claim.title}.** {found.sentence} "
            f"([holds in {len(found.holds)} of {found.n_asked}]"
            f"(claim-{found.claim.slug}))"
            for found in entries
        )
    )


def claims(*, dropped: bool) -> Markdown:
    """The kept or the dropped claims, each with all that is known of its doubt."""
    return Markdown(
        "\n\n".join(
            f"(claim-{found.claim.slug})=\n**{found.claim.title}.**\n"
            f": {found.sentence}\n\n: {_doubt(found)}"
            for found in ledger()
            if found.kept is not dropped
        )
    )


def _kept(slug: str) -> Entry:
    found = entry(slug)
    if not found.kept:
        raise ValueError(f"{slug} was dropped and is no finding")
    return found


def _told(found: Entry) -> str:
    slug = found.claim.slug
    return (
        f"**{found.claim.title}.** {found.sentence} "
        f"({{numref}}`fig-{found.claim.figure}`; [holds in {_share(found)}]"
        f"(claim-{slug}))"
    )


def _doubt(found: Entry) -> str:
    """Figure, specifications, leverage, the program, and what would overturn it."""
    parts = [
        f"{{numref}}`fig-{found.claim.figure}`, `{found.claim.slug}`",
        f"holds in {_share(found)}",
    ]
    if found.leverage:
        n = len(found.leverage)
        without = "one sentence" if n == 1 else f"any one of {n} sentences"
        parts.append(f"falls without {without}")
    if found.by_program is not None:
        parts.append(
            f"{'holds' if found.by_program else 'fails'} by the program’s relations"
        )
    test = " ".join(found.claim.check.__doc__.split()).rstrip(".")
    return (
        f"Tested: *{test}.* {'; '.join(parts)}. "
        f"Would be overturned by {found.claim.overturned_by}."
    )


def _share(found: Entry) -> str:
    """In how many of the specifications asked it holds, and how many were not."""
    share = f"{len(found.holds)} of {found.n_asked}"
    return f"{share}, {len(found.unasked)} not askable" if found.unasked else share
