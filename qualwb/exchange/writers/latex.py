"""A table as LaTeX: booktabs rules, long tables over several pages, all signs escaped."""

from qualwb.exchange.tables.table import Cell, Table
from qualwb.exchange.writers.text import text_of
from qualwb.safe_text import cleaned

ROWS_A_PAGE = 35
LONG_TEXT = 30
"""Characters from which a column wraps."""
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "[": "{[}",  # an optional argument, where it follows a line end
        "]": "{]}",
        '"': r"\textquotedbl{}",
        "\n": r"\newline ",
    }
)


def render(table: Table) -> str:
    """A ``tabular`` in a ``table``, or a ``longtable``; it needs booktabs (and longtable)."""
    long = len(table.rows) > ROWS_A_PAGE
    kind = "longtable" if long else "tabular"
    head = " & ".join(rf"\textbf{{{escaped(column)}}}" for column in table.columns) + r" \\"
    lines = ["% \\usepackage{booktabs}" + (",longtable" if long else "")]
    if not long:
        lines += [r"\begin{table}[htbp]", r"\centering"]
    if table.title and not long:
        lines.append(rf"\caption{{{escaped(table.title)}}}")
    lines.append(rf"\begin{{{kind}}}{{{_columns(table)}}}")
    if table.title and long:
        lines.append(rf"\caption{{{escaped(table.title)}}} \\")
    lines += [r"\toprule", head, r"\midrule"]
    lines += [r"\endhead"] if long else []
    lines += [" & ".join(map(_cell, row)) + r" \\" for row in table.rows]
    lines += [r"\bottomrule", rf"\end{{{kind}}}"]
    lines += [rf"\par\footnotesize {escaped(note)}" for note in table.notes]
    if not long:
        lines.append(r"\end{table}")
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """The text with every sign that LaTeX would read as a command written so that it is printed."""
    return cleaned(text).translate(ESCAPES)


def _cell(cell: Cell) -> str:
    text = text_of(cell)
    indent = len(text) - len(text.lstrip(" "))
    return (rf"\hspace*{{{indent / 2:g}em}}" if indent else "") + escaped(text.strip())


def _columns(table: Table) -> str:
    lengths = [
        max((len(text_of(row[index])) for row in table.rows), default=0)
        for index in range(len(table.columns))
    ]
    wide = [length > LONG_TEXT and i not in table.numeric for i, length in enumerate(lengths)]
    share = 0.85 * (1 - 0.07 * (len(wide) - sum(wide))) / max(sum(wide), 1)
    return "".join(
        "r" if index in table.numeric else rf"p{{{max(share, 0.15):.2f}\linewidth}}" if broad else "l"
        for index, broad in enumerate(wide)
    )
