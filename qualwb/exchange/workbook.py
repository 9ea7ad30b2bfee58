"""A project as one workbook: a sheet a view."""

from dataclasses import replace

from qualwb.acts.codebooks import codebook_of
from qualwb.analysis.all_codings import all_codings
from qualwb.analysis.blindness import blind_memo_notes, blind_notes
from qualwb.analysis.connection import Connection
from qualwb.analysis.log import log_entries
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.memos import memo_list
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_notes import scope_notes
from qualwb.exchange.codebooks.codebook_columns import codebook_table
from qualwb.exchange.tables.codings import codings_table
from qualwb.exchange.tables.journal import log_table
from qualwb.exchange.tables.matrix import matrix_table
from qualwb.exchange.tables.memos import memos_table
from qualwb.exchange.tables.quotes import quotes_table
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _


def sheets(connection: Connection, selection: Selection = EVERYTHING, name: str = "") -> list[Table]:
    """The matrix and quotes of a selection; all codings, codes, memos and acts of the project."""
    found = find_quotes(connection, Query(selection=selection))
    titled = {
        _("Matrix"): matrix_table(theme_matrix(connection, selection=selection)),
        _("Quotes"): quotes_table(found, printed=True).with_notes(scope_notes(connection, selection)),
        _("Codings"): codings_table(all_codings(connection)).with_notes(blind_notes(connection)),
        _("Codebook"): codebook_table(codebook_of(connection, name)),
        _("Memos"): memos_table(memo_list(connection)).with_notes(blind_memo_notes(connection)),
        _("Journal"): log_table(log_entries(connection)).with_notes(blind_notes(connection)),
    }
    return [replace(table, title=title) for title, table in titled.items()]
