"""A report as one html file: no request, no script; to be read, heard and printed."""

from collections import Counter

from qualwb.exchange.figures.svg import svg
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.writers.html import table_html
from qualwb.exchange.writers.html_page import escape, page
from qualwb.localization import gettext as _

STYLE = """
@media print { * { print-color-adjust: exact; } }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; }
.subtitle { color: var(--soft); font-size: 1.1rem; margin-top: 0; }
nav { background: var(--shade); padding: .5rem 1.5rem; }
nav h2 { margin: .5rem 0; font-size: 1.1rem; }
nav ul { columns: 2 18rem; padding-left: 1rem; margin: 0 0 .5rem; }
nav li { list-style: none; }
nav .level2 { margin-left: 1rem; }
nav .level3 { margin-left: 2rem; }
figure { margin: 1rem 0; overflow-x: auto; }
figcaption { margin: .4rem 0 0; }
blockquote { margin: .8rem 0 .8rem 1.5rem; padding-left: 1rem; border-left: 3px solid var(--accent); }
blockquote p { margin: .15rem 0; }
blockquote cite { font-style: normal; color: var(--soft); }
@media print { nav { display: none; } }
"""
DEEPEST_IN_CONTENTS = 3


def render(report: Report) -> str:
    """The report as a page in its language."""
    writer = _HtmlWriter(report)
    subtitle = f'<p class="subtitle">{escape(report.subtitle)}</p>\n' if report.subtitle else ""
    body = (
        f'<a class="skip" href="#content">{escape(_("Skip to content"))}</a>\n'
        f"<header><h1>{escape(report.title)}</h1>\n{subtitle}</header>\n"
        f'{writer.contents()}<main id="content">\n{writer.blocks()}</main>\n'
    )
    return page(report.title, body, language=report.language, style=STYLE)


class _HtmlWriter:
    """Writes blocks, numbering headings, tables and figures on the way."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.numbers: Counter[str] = Counter()

    def contents(self) -> str:
        """A list of links to the headings."""
        items = []
        headings = [block for block in self.report.blocks if isinstance(block, Heading)]
        for number, heading in enumerate(headings, 1):
            if heading.level <= DEEPEST_IN_CONTENTS:
                items.append(
                    f'<li class="level{heading.level}"><a href="#h{number}">{escape(heading.text)}</a></li>\n'
                )
        title = escape(_("Contents"))
        return f'<nav aria-label="{title}"><h2>{title}</h2>\n<ul>\n{"".join(items)}</ul></nav>\n'

    def blocks(self) -> str:
        """All blocks."""
        return "".join(map(self._block, self.report.blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                self.numbers["heading"] += 1
                level = block.level + 1
                return f'<h{level} id="h{self.numbers["heading"]}">{escape(block.text)}</h{level}>\n'
            case Paragraph():
                lead = f"<strong>{escape(block.lead)}</strong> " if block.lead else ""
                return f"<p>{lead}{escape(block.text)}</p>\n"
            case Quotation():
                return _quotation(block)
            case FactList():
                self.numbers["table"] += 1
                caption = _("Table {n}. {title}").format(n=self.numbers["table"], title=block.table.title)
                return table_html(block.table, caption)
            case Figure():
                self.numbers["figure"] += 1
                n = self.numbers["figure"]
                caption = _("Figure {n}. {title}").format(n=n, title=block.picture.title)
                drawn = svg(block.picture, f"figure{n}")
                notes = "".join(f'<p class="note">{escape(note)}</p>\n' for note in block.picture.notes)
                return f"<figure>\n{drawn}<figcaption>{escape(caption)}</figcaption>\n{notes}</figure>\n"


def _quotation(quote: Quotation) -> str:
    lines = list(map(escape, quote.lines()))
    lines[-1] += f" <cite>{escape(quote.citation)}</cite>"
    return "<blockquote>\n" + "".join(f"<p>{line}</p>\n" for line in lines) + "</blockquote>\n"
