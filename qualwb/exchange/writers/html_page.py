"""An html page that stands by itself: styles within, no script, nothing fetched."""

import html
from dataclasses import asdict

from qualwb.colours import DARK, LIGHT, PRINT, Palette
from qualwb.safe_text import cleaned


def _variables(palette: Palette) -> str:
    return " ".join(f"--{task}: {colour};" for task, colour in asdict(palette).items())


COLOURS = f"""
:root {{ color-scheme: light dark; {_variables(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}
@media print {{ :root {{ {_variables(PRINT)} }} }}
"""
"""A page's colours as variables: --ink, --paper, --soft ..."""
STYLE = """
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: var(--ink);
  background: var(--paper); max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1, h2, h3, h4 { line-height: 1.2; margin: 1.8em 0 .5em; }
h1 { margin-top: 0; }
a { color: var(--accent); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1rem; }
caption, figcaption { text-align: left; color: var(--soft); font-size: .9rem; margin-bottom: .4rem; }
th, td { padding: .25rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line);
  white-space: pre-line; }
.number { white-space: nowrap; }
thead th { border-bottom: 2px solid var(--ink); }
th[scope=row] { font-weight: normal; min-width: 5.5rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.note { color: var(--soft); font-size: .9rem; margin: .2rem 0; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; } .scroll { overflow: visible; }
  thead { display: table-header-group; } tr, figure, blockquote { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; } }
@page { size: A4; margin: 2cm; }
"""


def escape(text: str) -> str:
    """The text as html that shows it, without what no page may hold or a reader would obey."""
    return html.escape(cleaned(text))


def page(title: str, body: str, *, language: str, style: str = "") -> str:
    """A whole page around ``body``, which is html already; ``title`` is plain text."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{escape(title)}</title>\n<style>{COLOURS}{STYLE}{style}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )
