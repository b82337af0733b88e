"""The whole report as one PDF: `make pdf`.

The built pages, in the order of the table of contents, become one page without
scripts; a Chromium prints it, so that charts stay drawings and links stay links.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from posixpath import dirname, join, normpath

import yaml
from bs4 import BeautifulSoup, Tag
from markupsafe import Markup
from playwright.sync_api import Error, sync_playwright

from report.citations import WHOLE
from report.pages.html import rendered
from report.seeds import BUILT, REPOSITORY

# Whatever of these a machine has; the first is the same Chromium without windows.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
)
# Shown on a screen, or by touch, only.
_NOT_PRINTED = (
    ".headerlink, details.hide, .bookfig-data, .bookfig-narrow, .bookfig-files, "
    ".bookfig-explore, .layers, script, button, .gallery-figure img"
)
_FOOT = (
    '<p style="font: 8px Arial, sans-serif; margin: 0 16mm; width: 100%; '
    'text-align: right"><span class="pageNumber"></span></p>'
)


def main() -> int:
    """Print the report to the file named on the command line; 1 if it cannot be."""
    parser = argparse.ArgumentParser(prog="make pdf", description=__doc__)
    parser.add_argument("pdf", type=Path, help="the file to write")
    options = parser.parse_args()
    if not (BUILT / "figures" / "index.json").exists():
        print("the report is not built: run `make book` first", file=sys.stderr)
        return 1
    whole = BUILT / "_static" / "whole-report.html"  # beside the style sheets
    whole.write_text(one_page(BUILT, chapters(REPOSITORY)), "utf-8")
    try:
        print_page(whole, options.pdf)
    except Error as problem:
        print(
            "No browser could print the report: install Debian's package `chromium`, "
            "or run `.venv/bin/playwright install chromium`.\n"
            f"{str(problem).splitlines()[0]}",
            file=sys.stderr,
        )
        return 1
    finally:
        whole.unlink()
    print(f"The report is printed: {options.pdf}")
    return 0


def chapters(root: Path) -> list[tuple[str, str]]:
    """Each page in its order, with the caption of the part that it opens, if any."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    found = [(toc["root"], "")]
    for part in toc["parts"]:
        names = [chapter["file"] for chapter in part["chapters"]]
        captions = [part["caption"]] + [""] * (len(names) - 1)
        found += zip(names, captions, strict=True)
    return found


def one_page(site: Path, pages: list[tuple[str, str]]) -> str:
    """All pages as one, every address in it an anchor of its own."""
    names = {page for page, _ in pages}
    listed = json.loads(Path(site, "figures", "index.json").read_text("utf-8"))
    citations = {one["slug"]: one["citation"] for one in listed["figures"]}
    parts = []
    for page, part in pages:
        source = Path(site, f"{page}.html").read_text("utf-8")
        [article] = BeautifulSoup(source, "html.parser").select("article")
        for element in article.select(_NOT_PRINTED):
            element.decompose()
        for figure in article.select(".bookfig"):
            cited = Tag(name="p", attrs={"class": "bookfig-cited"})
            cited.string = citations[str(figure["id"]).removeprefix("bookfig-")]
            figure.append(cited)
        for note in article.select("details.notes"):
            note["open"] = ""
        _anchor(article, page, names)
        drawn = str(article).replace("url(#", f"url(#{_key(page)}-")
        parts.append((part, Markup(drawn)))
    return rendered("whole-report.html", title=WHOLE, chapters=parts)


def _key(page: str) -> str:
    return "p-" + page.replace("/", "-")


def _anchor(article: Tag, page: str, names: set[str]) -> None:
    """Give ids and links of a page the addresses that they have in the whole."""
    for element in article.select("[id]"):
        element["id"] = f"{_key(page)}-{element['id']}"
    article["id"] = _key(page)
    for name in ("aria-labelledby", "aria-describedby", "for"):
        for element in article.select(f"[{name}]"):
            del element[name]
    for link in article.select("[href]"):
        address, _, fragment = str(link["href"]).partition("#")
        if "://" in address or address.startswith("mailto:"):
            continue
        target = normpath(join(dirname(page), address)) if address else page
        target = target.removesuffix(".html")
        if target in names:
            link["href"] = f"#{_key(target)}" + (f"-{fragment}" if fragment else "")
        elif base := os.environ.get("BOOK_URL", ""):
            link["href"] = f"{base.rstrip('/')}/{target}"
        else:
            del link["href"]  # a file beside the pages


def print_page(page: Path, pdf: Path) -> None:
    """Print a page on A4, with page numbers, bookmarks and tags for screen readers."""
    pdf.parent.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as engine:
        # Without a sandbox, because continuous integration runs as root.
        browser = engine.chromium.launch(executable_path=found, args=["--no-sandbox"])
        sheet = browser.new_page()
        sheet.goto(page.as_uri())
        sheet.pdf(
            path=pdf,
            format="A4",
            margin={"top": "16mm", "bottom": "16mm", "left": "16mm", "right": "16mm"},
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=_FOOT,
            outline=True,
            tagged=True,
        )
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
