"""The claims of the ledger as lists on a page, each with its figure and its doubt."""

from __future__ import annotations

from IPython.display import Markdown

from report.multiverse.claims_pieces import PIECE_CLAIMS
from report.multiverse.ledger import Entry, entry, ledger
from report.references import claim_link, figure_link


def findings(*slugs: str) -> Markdown:
    """The named claims as a list, each with its figure and its doubt."""
    return Markdown("\n".join(f"- {_finding(entry(slug))}" for slug in slugs))


def pieces() -> Markdown:
    """The claim on each piece as a list: what the two countries are to each other."""
    lines = []
    for claim in PIECE_CLAIMS:
        checked = entry(claim.slug)
        share = f"holds in {len(checked.holds)} of {checked.n_asked}"
        link = claim_link(claim.slug, share)
        lines.append(f"- **{claim.title}.** {checked.sentence} ({link})")
    return Markdown("\n".join(lines))


def claims() -> Markdown:
    """All claims, each with what is known of its doubt."""
    return Markdown(
        "\n\n".join(
            f'<a id="claim-{one.claim.slug}"></a>\n\n**{one.claim.title}.**\n'
            f": {one.sentence}\n\n: {_doubt(one)}"
            for one in ledger()
        )
    )


def _finding(checked: Entry) -> str:
    claim = checked.claim
    link = claim_link(claim.slug, f"holds in {_share(checked)}")
    return (
        f"**{claim.title}.** {checked.sentence} ({figure_link(claim.figure)}; {link})"
    )


def _doubt(checked: Entry) -> str:
    """Figure, universes, leverage, the program, and what would overturn it."""
    claim = checked.claim
    parts = [
        f"{figure_link(claim.figure)}, `{claim.slug}`",
        f"holds in {_share(checked)}",
    ]
    if checked.leverage:
        n = len(checked.leverage)
        without = "one sentence" if n == 1 else f"any one of {n} sentences"
        parts.append(f"falls without {without}")
    if checked.by_program is not None:
        outcome = "holds" if checked.by_program else "fails"
        parts.append(f"{outcome} by the program’s relations")
    return (
        f"Tested: *{claim.tested.rstrip('.')}.* {'; '.join(parts)}. "
        f"Would be overturned by {claim.overturned_by}."
    )


def _share(checked: Entry) -> str:
    """In how many of the universes asked it holds, and how many were not asked."""
    share = f"{len(checked.holds)} of {checked.n_asked}"
    unasked = len(checked.unasked)
    return f"{share}, {unasked} not askable" if unasked else share
