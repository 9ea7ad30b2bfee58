"""A report as LaTeX: contents, numbered captions, tables that fit the page, figures as files beside it."""

from collections import Counter
from collections.abc import Iterator

from qualwb.colours import heat
from qualwb.exchange.figures.png import png
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph, Quotation, Report
from qualwb.exchange.writers.latex.document import preamble
from qualwb.exchange.writers.latex.layout import UPRIGHT
from qualwb.exchange.writers.latex.longtable import PACKAGES, table_latex
from qualwb.exchange.writers.latex.signs import escaped
from qualwb.safe_text import one_line

HEADINGS = (r"\section", r"\subsection", r"\subsubsection")
HIGHEST = 600.0
"""Points that a figure may take of a page."""
SHORT_CITATION = 20
TINT = 0.55
"""How much of a heat map's colour a cell of a table takes: black text can be read on it."""


def render(report: Report, folder: str) -> tuple[str, dict[str, bytes]]:
    """The report as LaTeX, and its figures by name, which it looks for in ``folder`` beside it."""
    writer = _LatexWriter(folder)
    lines = [
        "% pdflatex or lualatex sets this, twice for the contents and the references.",
        *preamble(PACKAGES),
        r"\usepackage[table]{xcolor}",
        r"\usepackage{placeins}",
        r"\usepackage[hidelinks]{hyperref}",
        rf"\title{{{escaped(one_line(report.title))}}}",
        rf"\author{{{escaped(one_line(report.subtitle))}}}",
        r"\date{}",
        r"\setlength{\parindent}{0pt}\setlength{\emergencystretch}{3em}",
        r"\begin{document}",
        r"\maketitle",
        r"\setcounter{tocdepth}{3}",
        r"\tableofcontents",
        r"\setlength{\parskip}{.5\baselineskip}",
        *(line for block in report.blocks for line in writer.lines(block)),
        r"\end{document}",
    ]
    return "\n".join(lines) + "\n", writer.figures


class _LatexWriter:
    """Writes blocks, numbering tables and figures on the way."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.numbers: Counter[str] = Counter()
        self.figures: dict[str, bytes] = {}

    def lines(self, block: Block) -> Iterator[str]:
        """A block, with a blank line before it."""
        yield ""
        match block:
            case Heading():
                if block.level < len(HEADINGS):
                    yield r"\FloatBarrier"  # figures stay under their heading
                command = HEADINGS[min(block.level, len(HEADINGS)) - 1]
                yield rf"{command}{{{escaped(one_line(block.text))}}}"
            case Paragraph():
                lead = rf"\textbf{{{escaped(one_line(block.lead))}}} " if block.lead else ""
                yield lead + escaped(block.text)
            case Quotation():
                *turns, last = map(escaped, block.lines())
                yield r"\begin{quote}\RaggedRight"
                yield "\\\\\n".join([*turns, f"{last} {_together(block.citation)}"])
                yield r"\end{quote}"
            case FactList():
                yield self._table(block)
            case Figure():
                yield from self._figure(block)

    def _table(self, block: FactList) -> str:
        self.numbers["table"] += 1
        shades = block.shades

        def fill(row: int, column: int) -> str | None:
            return heat(shades[row][column], TINT) if shades[row][column] else None

        return table_latex(block.table, fill if shades else None, key=f"{self.numbers['table']}-")

    def _figure(self, figure: Figure) -> Iterator[str]:
        self.numbers["figure"] += 1
        number, picture = self.numbers["figure"], figure.picture
        name = f"figure-{number}.png"
        self.figures[name] = png(picture)
        width = min(picture.width, UPRIGHT, HIGHEST * picture.width / picture.height)
        yield r"\begin{figure}[!htbp]\centering"
        yield rf"\includegraphics[width={width / UPRIGHT:.4f}\linewidth]{{{self.folder}/{name}}}"
        yield rf"\caption{{{escaped(one_line(picture.title))}}}\label{{fig:{number}}}"
        yield r"\end{figure}"


def _together(citation: str) -> str:
    """A citation, on one line where it is short."""
    return escaped(citation.replace(" ", "\u00a0") if len(citation) <= SHORT_CITATION else citation)
