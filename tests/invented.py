"""Three invented articles on two other parties, as people have them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

_NEWS = """Manila protests after water cannon is used at shoal

By Teresa Lacson
14 March 2024

MANILA — The Philippines lodged a protest with China on Thursday after a coast guard \
ship fired a water cannon at a supply boat near Second Thomas Shoal, officials said.

“This was a dangerous and illegal act,” said Senator Maria Hidalgo, who chairs the \
foreign relations committee. “We will not be bullied in our own waters.”

China’s foreign ministry rejected the charge. Spokesman Wang Liqun said the boat had \
“ignored repeated warnings” and that the coast guard acted lawfully.

Four sailors were slightly hurt, according to a navy captain who asked not to be named.

Advertisement

“Neither side can back down,” said Ramon Cruz, an expert on maritime law at the \
University of the Philippines. The two governments reportedly plan to meet in April.
"""
_BLOG = """A shoal is not a war

By Ben Ortega

Let us be calm for once. I do not believe that anybody wants a war over a rusting ship.

That is bad enough. But what did our senator say? She called it “an act of war”, \
which it was not. Great news, then: we have a wonderful new slogan and no new boat.

“I would rather have a boring meeting than an exciting funeral,” President Carlos \
Reyes told a radio station. He is right.

Comments

1. Nena says:
March 16, 2024 at 9:12 am
You are too kind to them.

2. Dodong says:
March 16, 2024 at 10:40 am
At last somebody with sense. I agree.
"""
_AGENCY = """China says Philippine boat broke its promise

BEIJING, March 15 (Xinhua) -- China on Friday accused the Philippines of breaking a \
promise to tow away a warship that was grounded in 1999.

Vice Foreign Minister Chen Guoping said Manila should “stop its provocations at once”. \
Chen said that China was willing to solve the matter by talks.

A source close to the talks said an agreement was near.
"""
ARTICLES = (
    {
        "id": "lacson/1",
        "title": "Manila protests after water cannon is used at shoal",
        "date": "2024-03-14",
        "outlet": "Manila Daily",
        "author": "Teresa Lacson",
        "text": _NEWS,
    },
    {
        "id": "Ortega blog",
        "title": "A shoal is not a war: $5, *stars* & {braces} <b>",
        "date": "1/2/24",
        "outlet": None,
        "author": "Ben Ortega",
        "text": _BLOG,
    },
    {
        "id": "xinhua",
        "title": "China says Philippine boat broke its promise",
        "date": "15 March 2024",
        "outlet": "Xinhua",
        "author": None,
        "text": _AGENCY,
    },
)
HANDLES = ("Nena", "Dodong")  # readers, who are not to be found in a report
INPUTS = ("folder", "articles.csv", "articles.jsonl", "articles.parquet", "parties")
PARTIES = "parties:\n  - {id: china, nation: CHN}\n  - {id: philippines, nation: PHL}\n"


def write_input(folder: Path, kind: str) -> list[str]:
    """Write the articles in one of five ways; the arguments that name them."""
    frame = pd.DataFrame(ARTICLES)
    path = folder / ("articles.csv" if kind == "parties" else kind)
    if kind == "folder":
        path.mkdir()
        for article in ARTICLES:
            name = article["id"].replace("/", "-") + ".txt"
            (path / name).write_text(article["text"], "utf-8")
    elif path.suffix == ".csv":
        frame.to_csv(path, index=False)
    elif path.suffix == ".jsonl":
        frame.to_json(path, orient="records", lines=True)
    else:
        frame.to_parquet(path)
    if kind != "parties":
        return [str(path)]
    (folder / "parties.yml").write_text(PARTIES, "utf-8")
    return [str(path), "--parties", str(folder / "parties.yml")]
