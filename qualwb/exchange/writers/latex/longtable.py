"""A table as LaTeX: rules as booktabs has them, over as many pages as it takes, its head on each."""

from collections.abc import Callable, Iterator, Sequence

from qualwb.exchange.tables.table import Table, parts
from qualwb.exchange.writers.latex.cells import opened, pieces
from qualwb.exchange.writers.latex.layout import GAP, TURNED, Layout, layouts
from qualwb.exchange.writers.latex.signs import escaped, label
from qualwb.exchange.writers.latex.type_widths import text_width
from qualwb.exchange.writers.text import text_of
from qualwb.safe_text import one_line

PACKAGES = "array,booktabs,graphicx,longtable,pdflscape,ragged2e"
"""What a document with such tables loads."""

KEPT = 2
"""Rows at the end that stay on the page of the notes."""

Fill = Callable[[int, int], str | None]
"""The background of a cell by row and column, as '#rrggbb', or None."""


def table_latex(table: Table, fills: Fill | None = None, key: str = "") -> str:
    """The table as one longtable or several, with caption, label and notes; it needs ``PACKAGES``.

    With ``fills`` it needs xcolor with its option 'table' too; a table that is parted has none. ``key``
    begins the name that it is referred to by, after 'tab:'.
    """
    laid_out = [layout for part in parts(table) for layout in layouts(part)]
    names = _labels([layout.table for layout in laid_out])
    return "\n".join(
        "\n".join(_LongTable(layout, key + name, fills if layout.table is table else None).lines()) + "\n"
        for layout, name in zip(laid_out, names, strict=True)
    )


def _labels(tables: Sequence[Table]) -> list[str]:
    """A name for each table to be referred to by, none twice."""
    names: list[str] = []
    for number, table in enumerate(tables, 1):
        name = label(table.caption or table.title) or "tab"
        names.append(name if name not in names else f"{name}-{number}")
    return names


class _LongTable:
    """Writes one table that is laid out."""

    def __init__(self, layout: Layout, name: str, fills: Fill | None) -> None:
        self.layout = layout
        self.table = layout.table
        self.name = name
        self.fills = fills
        self.last = len(layout.widths) - 1

    def lines(self) -> Iterator[str]:
        """The whole of it, on a page of its own when it lies."""
        if self.layout.lying:
            yield r"\begin{landscape}"
        yield r"\begingroup\footnotesize\setlength{\emergencystretch}{3em}%"
        yield r"\setlength{\RaggedRightRightskip}{0pt plus 4em}%"
        yield rf"\setlength{{\tabcolsep}}{{{GAP / 2:g}pt}}\setlength{{\LTcapwidth}}{{\linewidth}}%"
        yield rf"\begin{{longtable}}{{{''.join(map(self._column, range(self.last + 1)))}}}"
        yield from self._head()
        yield from self._body()
        yield from self._foot()
        yield r"\end{longtable}\endgroup"
        if self.layout.lying:
            yield r"\end{landscape}"

    def _head(self) -> Iterator[str]:
        """Caption and head on the first page, the head alone on the others."""
        heads = [self._heading(index) for index in range(self.last + 1)]
        top = [r"\toprule"]
        if not self.layout.blocks:
            top += [" & ".join(heads) + r" \\", r"\midrule"]
        if caption := self.table.caption or self.table.title:
            yield rf"\caption{{{escaped(one_line(caption))}}}\label{{tab:{self.name}}}\\"
        yield from (*top, r"\endfirsthead", *top, r"\endhead")
        yield from (r"\midrule", r"\endfoot", r"\endlastfoot")

    def _body(self) -> Iterator[str]:
        airy, last = self._is_airy(), len(self.table.rows) - 1
        for number, row in enumerate(self.table.rows):
            if self.layout.blocks and row[1] is None:
                yield from self._block_head(text_of(row[0]), first=number == 0)
                continue
            yield from self._row(number, [text_of(cell) for cell in row])
            if airy and number < last:
                yield r"\addlinespace[2pt]"

    def _foot(self) -> Iterator[str]:
        """The last rule and the notes, on the page of the last row."""
        yield r"\noalign{\nobreak\vskip\aboverulesep\hrule height\heavyrulewidth\nobreak\vskip\belowrulesep}"
        for note in self.table.notes:
            text = rf"\parbox[t]{{\linewidth}}{{\RaggedRight {_text(note)}\strut}}"
            yield rf"\multicolumn{{{self.last + 1}}}{{@{{}}l@{{}}}}{{\rlap{{{text}}}}} \\*"

    def _row(self, number: int, texts: list[str]) -> Iterator[str]:
        if self.layout.blocks and number and texts[0] == self.table.rows[number - 1][0]:
            texts[0] = ""  # another text of the same cell
        rows = pieces(texts, self.layout.widths)
        keeps = number >= len(self.table.rows) - KEPT
        for place, piece in enumerate(rows, 1):
            cells = (self._cell(number, index, text) for index, text in enumerate(piece))
            yield " & ".join(cells) + (r" \\*" if keeps and place == len(rows) else r" \\")

    def _block_head(self, name: str, *, first: bool) -> Iterator[str]:
        if not first:
            yield r"\addlinespace"
        width = rf"p{{\dimexpr{self._share(sum(self.layout.widths) + GAP)}\linewidth-2\tabcolsep\relax}}"
        yield rf"\multicolumn{{2}}{{@{{}}{width}@{{}}}}{{\RaggedRight\bfseries {_text(name)}}} \\*"

    def _is_airy(self) -> bool:
        """Whether a cell takes several lines: rows are then kept apart by a little space."""
        return any(
            text_width(text_of(cell)) > width
            for row in self.table.rows
            for cell, width in zip(row, self.layout.widths, strict=True)
            if cell is not None
        )

    def _column(self, index: int) -> str:
        """The column's kind: its part of the line, texts to the left and numbers to the right."""
        return self._bordered(index, f">{{{self._side(index)}}}p{{{self._width(index)}}}")

    def _heading(self, index: int) -> str:
        name = one_line(self.table.columns[index])
        if self.layout.turned and index in self.table.numeric:
            text = rf"\parbox{{{TURNED:g}pt}}{{\RaggedRight\bfseries\hspace{{0pt}}{_text(name, TURNED)}}}"
            return rf"\hfill\rotatebox{{90}}{{{text}}}"
        kind = self._bordered(index, f">{{{self._side(index)}}}b{{{self._width(index)}}}")
        return rf"\multicolumn{{1}}{{{kind}}}{{\bfseries {_text(name, self.layout.widths[index])}}}"

    def _bordered(self, index: int, kind: str) -> str:
        return ("@{}" if index == 0 else "") + kind + ("@{}" if index == self.last else "")

    def _side(self, index: int) -> str:
        if index in self.table.numeric:
            return r"\RaggedLeft\arraybackslash"
        return r"\RaggedRight\arraybackslash\hspace{0pt}"

    def _width(self, index: int) -> str:
        return rf"\dimexpr{self._share(self.layout.widths[index] + GAP)}\linewidth-2\tabcolsep\relax"

    def _share(self, points: float) -> str:
        return f"{points / (self.layout.line + GAP):.4f}"

    def _cell(self, number: int, index: int, text: str) -> str:
        colour = self.fills(number, index) if self.fills else None
        fill = rf"\cellcolor[HTML]{{{colour.removeprefix('#').upper()}}}" if colour else ""
        indent = len(text) - len(text.lstrip(" "))
        step = rf"\leftskip={indent / 2:g}em\relax " if indent else ""
        return fill + step + _text(text.strip(" "), self.layout.widths[index])


def _text(text: str, width: float | None = None) -> str:
    return escaped(text if width is None else opened(text, width))
