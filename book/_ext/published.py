"""The figures as published: files under fixed names, a page each, the gallery.

A figure comes with its page as a payload that holds the texts of its files
(`analysis.figures`); what only the built page knows, such as its number, is added here.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from posixpath import join, normpath, relpath

from sphinx.util import logging

logger = logging.getLogger(__name__)

_PAYLOAD = re.compile(
    r'<script type="application/json" data-figure="([^"]+)">(.*?)</script>\n?', re.S
)
_CAPTION = (
    r'<figure\b[^>]*\bid="fig-{}".*?<span class="caption-number">\D*(\d+) </span>'
    r'<span class="caption-text">(.*?)</span><a class="headerlink"'
)
_BLOCK = r'<div class="bookfig" id="bookfig-{}".*?</script>\n</div>'
_LINK = re.compile(r'\b(href|src|action|data-spec|data-vega)="([^"#:][^":]*)"')
_REFERENCE = re.compile(r"[\w-]+#[\w-]+")
FILES = {
    "figure.png": "picture, with source, slug and version in it",
    "figure.svg": "drawing",
    "figure.pdf": "drawing for print",
    "data.csv": "the data, exactly as drawn",
    "spec.vl.json": "the chart as a Vega-Lite specification",
    "metadata.json": "caption, alternative text, finding, licence, versions, inputs",
    "cite.bib": "citation for BibTeX",
    "cite.ris": "citation as RIS",
}


@dataclass
class Published:
    """A figure on its page; `facts` are those of its metadata.json."""

    slug: str
    page: str
    facts: dict
    block: str
    passages: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """`Figure 3`."""
        return f"Figure {self.facts['number']}"

    @property
    def place(self) -> str:
        """Where it stands in the book."""
        return f"{self.page}#fig-{self.slug}"


def edition(root: Path, address: str):
    """The edition of this build: commit and day as the environment or git know them."""
    import subprocess

    from report.citations import Edition

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, text=True, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    try:
        commit = git("rev-parse", "--short=12", "HEAD")
        day = git("show", "--no-patch", "--format=%cs", "HEAD")
        changed = "-changed" if git("status", "--porcelain") else ""
    except OSError:  # no git on this machine
        commit, day, changed = "", "", ""
    return Edition(f"{commit}{changed}" if commit else "unknown", day, address)


def publish(site: Path, root: Path, made) -> list[Published]:
    """Write the files of every figure; the figures in the order of their numbers."""
    found: dict[str, Published] = {}
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        html = path.read_text("utf-8")
        for slug, payload in _PAYLOAD.findall(html):
            if slug in found:
                logger.warning("%s: figure %s is also on %s", page, slug, found[slug])
            found[slug] = _write(site, page, html, slug, json.loads(payload), made)
    figures = sorted(found.values(), key=lambda figure: figure.facts["number"])
    index = [_listed(figure) for figure in figures]
    if figures:
        _json(site / "figures" / "index.json", {"figures": index})
        _bundle(site / "figures" / "vega.js")
    return figures


def _listed(figure: Published) -> dict:
    kept = ("slug", "number", "title", "finding", "alt", "caption", "page", "citation")
    files = {name: f"figures/{figure.slug}/{name}" for name in FILES}
    return {name: figure.facts[name] for name in kept} | {"files": files}


def _write(site: Path, page: str, html: str, slug: str, files: dict, made) -> Published:
    from report import citations
    from report import standalone as sheets

    facts = json.loads(files["metadata.json"])
    caption = re.search(_CAPTION.format(re.escape(slug)), html, re.S)
    if not caption:
        logger.warning(
            "%s: figure %s has no caption; its cell needs the metadata "
            '"mystnb": {"figure": {"name": "fig-%s", "caption": "…"}}',
            *(page, slug, slug),
        )
    work = citations.Work(
        title=facts["title"],
        path=f"figures/{slug}/",
        number=int(caption[1]) if caption else 0,
        slug=slug,
    )
    facts |= {
        "number": work.number,
        "caption": unescape(re.sub(r"<[^>]+>", "", caption[2])) if caption else "",
        "page": f"{page}#fig-{slug}",
        "permalink": citations.permalink(work, made),
        "citation": citations.as_text(work, made),
        "version": made.version,
        "commit": made.commit,
        "date": made.day,
    }
    files["metadata.json"] = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    files["cite.bib"] = citations.as_bibtex(work, made)
    files["cite.ris"] = citations.as_ris(work, made)
    folder = site / "figures" / slug
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        Path(folder, name).write_text(text, "utf-8", newline="")
    Path(folder, "figure.png").write_bytes(sheets.png(files["figure.svg"]))
    Path(folder, "figure.pdf").write_bytes(sheets.pdf(files["figure.svg"]))
    block = re.search(_BLOCK.format(re.escape(slug)), html, re.S)[0]
    passages = set(_REFERENCE.findall(files["data.csv"]))
    return Published(slug, page, facts, block, passages)


def _json(path: Path, content: dict) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, "utf-8")


def _bundle(path: Path) -> None:
    """The program that draws interactive charts; loaded only when asked for."""
    import vl_convert

    # In a function of its own, or its names meet those of the theme's scripts.
    path.write_text(
        f"(() => {{\n{vl_convert.javascript_bundle()}\nwindow.vegaEmbed = vegaEmbed;"
        "\n})();\n",
        "utf-8",
    )


# --- pages -------------------------------------------------------------------


def without_payload(page: str, html: str) -> str:
    """The page without its figures' payloads, the links to their files made right."""
    to_root = relpath(".", Path(page).parent.as_posix())
    html = _PAYLOAD.sub("", html)
    for name in ("href", "data-spec", "data-vega"):
        html = html.replace(f'{name}="figures/', f'{name}="{to_root}/figures/')
    return html


def moved(html: str, folder: str, to: str) -> str:
    """A text that stood in `folder` with its relative links made right for `to`."""

    def link(match: re.Match[str]) -> str:
        return f'{match[1]}="{relpath(normpath(join(folder, match[2])), to or ".")}"'

    return _LINK.sub(link, html)


def figure_pages(
    figures: list[Published], root: Path, since: str, told: Mapping[str, list[str]]
) -> Iterator[tuple[str, dict[str, str], str]]:
    """A page for each figure, at its permanent address, as Sphinx takes them."""
    code = _code_of_figures(root)
    for figure in figures:
        changed = figure_changes(since, told.get(figure.slug, []))
        body = _figure_page(figure, code.get(figure.slug, ""), changed)
        title = f"{figure.name}: {figure.facts['title']}"
        yield (
            f"figures/{figure.slug}/index",
            {"title": escape(title), "body": body},
            "page.html",
        )


def _figure_page(figure: Published, code: str, changed: str) -> str:
    facts, slug = figure.facts, figure.slug
    folder = f"figures/{slug}"
    block = re.sub(
        r'\b(href|data-\w+)="figures/',
        r'\1="../figures/',
        _PAYLOAD.sub("", figure.block),
    )
    block = moved(block, "book", folder)
    files = "\n".join(
        f'<li><a href="{name}">{name}</a>: {what}</li>' for name, what in FILES.items()
    )
    return f"""
<section>
<h1>{figure.name}. {escape(facts["title"])}</h1>
<p>{escape(facts["caption"])} <a href="../../{figure.place}">In its chapter</a>.</p>
{block}
<section id="cite"><h2>Cite this figure</h2>
{citation(facts["citation"])}
<p>The slug <code>{slug}</code> never changes and is never given to another figure;
the number may.</p></section>
<section id="sure"><h2>How sure</h2>
{_claims(slug)}</section>
<section id="changes"><h2>What changed in its data</h2>
{changed}</section>
<section id="files"><h2>Files</h2><ul>
{files}
</ul>
<p>{escape(facts["licence"])}. {escape(facts["credit"])}</p></section>
<section id="code"><h2>Code</h2>
<pre tabindex="0" role="group" aria-label="Code of the figure">
{escape(code)}</pre></section>
<section id="report-a-problem"><h2>Report a problem</h2>
<p>{_report(figure)}</p></section>
</section>
"""


def citation(text: str, folder: str = "") -> str:
    """A citation to read and copy, with its files in `folder`."""
    return (
        f'<p id="citation" class="citation">{escape(text)}</p>\n<p>'
        '<button class="copy" type="button" data-copy="citation" hidden>Copy</button> '
        f'<a href="{folder}cite.bib">BibTeX</a> · '
        f'<a href="{folder}cite.ris">RIS</a></p>'
    )


def _claims(slug: str) -> str:
    from report.multiverse.ledger import ALL_CLAIMS

    items = [
        f'<li><a href="../../book/doubt.html#claim-{claim.slug}">'
        f"{escape(claim.title)}</a></li>"
        for claim in ALL_CLAIMS
        if claim.figure == slug
    ]
    if not items:
        return (
            "<p>No claim of the ledger rests on this figure. "
            '<a href="../../book/doubt.html">How sure the others are</a>.</p>'
        )
    return (
        "<p>These claims rest on it. Behind each: under how many other defensible "
        f"choices it holds.</p><ul>{''.join(items)}</ul>"
    )


def _report(figure: Published) -> str:
    facts = figure.facts
    what = f"figure {figure.slug}, version {facts['version']}, commit {facts['commit']}"
    repository = os.environ.get("BOOK_REPOSITORY", "").rstrip("/")
    if repository:
        from urllib.parse import quote

        link = f"{repository}/issues/new?title={quote(f'Problem with {what}')}"
        return f'<a href="{escape(link)}">Open an issue</a> that names {escape(what)}.'
    return (
        "Write to whoever published this copy of the report, and name what the "
        f"problem is about: {escape(what)}. "
        '<a href="../../book/cite.html#report-a-problem">What helps</a>.'
    )


def _code_of_figures(root: Path) -> dict[str, str]:
    """The cell that draws each figure, by slug."""
    found = {}
    for path in sorted((root / "book").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            named = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
            if named:
                found[named.removeprefix("fig-")] = "".join(cell["source"])
    return found


def gallery(figures: list[Published]) -> str:
    """All figures as a list: number, claim, finding, picture, data."""
    items = "\n".join(
        f'<li class="gallery-figure" id="gallery-{figure.slug}">'
        f'<a href="../figures/{figure.slug}/index.html">'
        f"<strong>{figure.name}.</strong> {escape(figure.facts['title'])}</a>"
        f'<img src="../figures/{figure.slug}/figure.svg" loading="lazy" width="712" '
        f'height="320" alt="{escape(figure.facts["alt"])}">'
        f"<p>{escape(figure.facts['finding'])}</p>"
        f'<p class="gallery-links"><a href="../{figure.place}">In its chapter</a> · '
        f'<a href="../figures/{figure.slug}/data.csv">Data</a></p></li>'
        for figure in figures
    )
    return f'<ul class="gallery">\n{items}\n</ul>'


def changes(site: Path) -> tuple[str, dict[str, list[str]]]:
    """The version last released, empty without one, and the changes of each figure."""
    from report import releases

    found = releases.record(site)
    last = releases.last_before(found["version"])
    if last is None:
        return "", {}
    return last["version"], {
        slug: releases.differences(last["figures"].get(slug), figure)
        for slug, figure in found["figures"].items()
    }


def figure_changes(since: str, told: list[str]) -> str:
    """The changes of one figure, for its page."""
    if not since:
        return "<p>This is the first release.</p>"
    if not told:
        return f"<p>No value has changed since version {since}.</p>"
    items = "".join(f"<li>{escape(change)}.</li>" for change in told)
    return f"<p>Since version {since}:</p><ul>{items}</ul>"


def all_changes(
    figures: list[Published], since: str, told: Mapping[str, list[str]]
) -> str:
    """The changes of all figures, for the page of changes."""
    changed = [figure for figure in figures if told.get(figure.slug)]
    same = len(figures) - len(changed)
    items = "".join(
        f'<li><a href="../figures/{figure.slug}/index.html#changes">{figure.name}, '
        f"{escape(figure.facts['title'])}</a>: "
        f"{escape('; '.join(told[figure.slug][:3]))}"
        f"{' …' if len(told[figure.slug]) > 3 else ''}.</li>"
        for figure in changed
    )
    if not since:
        return "<p>This is the first release.</p>"
    return (
        f"<p>Since version {since}, no value of {same} of {len(figures)} figures has "
        f"changed. Those of the others:</p><ul>{items}</ul>"
    )


def counted(html: str, figures: list[Published]) -> str:
    """The page of an article with, at each passage, the figures that count it."""

    def links(match: re.Match[str]) -> str:
        reference = match[1]
        found = [f for f in figures if reference in f.passages]
        if not found:
            return ""
        listed = ", ".join(
            f'<a href="../{f.place}">{f.facts["number"]}</a>' for f in found
        )
        what = "figure" if len(found) == 1 else "figures"
        return f'<span class="counted">Counted in {what} {listed}</span>'

    return re.sub(r'<span class="counted" data-passage="([^"]+)"></span>', links, html)
