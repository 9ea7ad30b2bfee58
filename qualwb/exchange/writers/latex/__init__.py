"""A table as a LaTeX file: a document of its own, and a part of another that takes it in with \\input."""

from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers.latex.document import preamble
from qualwb.exchange.writers.latex.longtable import PACKAGES, table_latex

BEGINNING = rf"""% A table: pdflatex and lualatex set it as it is. To have it in another document,
% \usepackage{{{PACKAGES}}}
% there and \input{{this file}}: the preamble below is then skipped.
\expandafter\ifx\csname @nodocument\endcsname\relax
\def\tablefileend{{}}%
\else
"""
"""LaTeX lets ``\\@nodocument`` be ``\\relax`` where a document has begun."""


def render(table: Table) -> str:
    """A document with the table, or with the tables that it is parted into."""
    return (
        BEGINNING
        + "\n".join(preamble(PACKAGES))
        + "\n\\def\\tablefileend{\\end{document}}%\n\\begin{document}\n\\fi\n"
        + table_latex(table)
        + "\\tablefileend\n"
    )
