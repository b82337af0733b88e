"""Articles by somebody who wants a report of them to run something, or to lose words.

Each payload is for one of the languages that a report goes through: YAML, Jinja,
Markdown, MyST, LaTeX, HTML, SVG, CSS, Vega, spreadsheets, terminals.  Whatever runs
calls `canary`, asks the host `canary.invalid`, or opens something.
"""

from __future__ import annotations

import json
from pathlib import Path

PAYLOADS = {
    "script": "<script>canary('script')</script>",
    "closing": "</title></textarea></style></script><script>canary('closing')</script>",
    "picture": "<img src=x onerror=canary('picture')>",
    "drawing": "<svg onload=canary('drawing')><a href='javascript:canary(1)'>go</a>",
    "attribute": "\" onmouseover=\"canary('a')\" onfocus='canary(2)' autofocus x=\"'",
    "link": "<a href=\"javascript:canary('link')\">go</a>",
    "frame": "<iframe srcdoc=\"<script>parent.canary('frame')</script>\"></iframe>",
    "elsewhere": "<meta http-equiv=refresh content='0;url=https://canary.invalid/m'>",
    "base": "<base href='https://canary.invalid/'>",
    "form": "<form action='https://canary.invalid/f'><button autofocus>go</button>",
    "style": "<style>@import 'https://canary.invalid/s'; * {display: none}</style>",
    "comment": "<!-- --> <![CDATA[ ]]> <?php echo 7*191 ?>",
    "entity": "&lt;script&gt;canary('entity')&lt;/script&gt; &#60;b&#62;",
    "markdown": "[go](javascript:canary('m')) ![p](https://canary.invalid/p) *s* `c`",
    "address": "<https://canary.invalid/a> [x]: javascript:canary(3) \\[y\\]",
    "math": "$\\href{javascript:canary('math')}{x}$ \\(x\\) $$\\require{html}$$",
    "jinja": "{{ 7*191 }} {% raw %} {{ config.__class__.__mro__ }} {# x #}",
    "role": "{eval}`7*191` {doc}`nowhere` {raw:html}`<b>` {ref}`x` |x| [^1] x_",
    "directive": "```{include} /etc/passwd ``` :::{raw} html ::: .. raw:: html",
    "vega": "'+datum.constructor.constructor('canary(4)')()+' {\"expr\":\"warn(1)\"}",
    "template": "${canary('t')} @TITLE@ @FILE@ %(x)s %s {0} {title} $x",
    "yaml": '!!python/object/apply:os.abort [] # CHECK: &a *a "x" - ? |',
    "python": "'''; __import__('os').abort() #\\",
    "formula": '=HYPERLINK("https://canary.invalid/h","go") @SUM(1) +1 -1',
    "direction": "\u202eevil\u202c \u2066x \u200fy \u2067z",
    "terminal": "\x1b[31mred\x07 \x9b2J \x08\x7f",
}
# Four articles, since each has a page that is run: the titles share out the payloads.
N_ARTICLES = 4


def articles() -> list[dict[str, str]]:
    """The articles, with payloads wherever words can be."""
    every = list(PAYLOADS.values())
    found = []
    for n in range(N_ARTICLES):
        own = every[n::N_ARTICLES]
        found.append(
            {
                "id": f"{n} {own[0]}",
                "title": " ".join(own),
                "outlet": " ".join(own[::-1]),
                "author": f"Ann Lee {own[1]}",
                "date": own[2],
                "text": _text(own),
            }
        )
    return found


def _text(payloads: list[str]) -> str:
    """A page with payloads in large type, as words, in quotes, speakers, comments."""
    lines = [f"It rains: {payloads[0]}", f"By Bo Ek {payloads[-1]}"]
    for payload in payloads:
        lines += [
            payload,
            f"“It rains {payload} today,” said Ann Lee {payload} on Monday.",
            f"The U.S. blamed Iran for {payload}, officials said.",
            f"According to {payload}, a spokesman for {payload}, it snows.",
        ]
    lines += ["```{raw} html", payloads[0], "```", "", ":::{include} x", ":::"]
    lines += ["Comments"]
    for n, payload in enumerate(payloads, start=1):
        lines += [f"{n}. Nena {payload} says:", "March 16, 2024 at 9:12 am", payload]
    return "\n\n".join(lines)


def write_hostile(path: Path) -> Path:
    """The articles as a file of JSON lines."""
    lines = (json.dumps(article, ensure_ascii=False) for article in articles())
    path.write_text("\n".join(lines), "utf-8")
    return path


def relabel(catalogue: Path) -> None:
    """Give the articles of a catalogue names that are payloads, as if by hand."""
    names = iter(PAYLOADS[name] for name in ("drawing", "vega", "markdown", "formula"))
    lines = catalogue.read_text("utf-8").splitlines()
    lines = [
        f"    label: {json.dumps(next(names))}"
        if line.startswith("    label:")
        else line
        for line in lines
    ]
    catalogue.write_text("\n".join(lines) + "\n", "utf-8")
