"""A table as a Word document."""

from pathlib import Path

from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers.docx_document import WordDocument
from qualwb.exchange.writers.docx_table import add_table, is_wide, table_word


def render(table: Table, template: Path | None = None) -> bytes:
    """A document with the table: its title as a numbered caption, its notes below; it lies where it is wide.

    ``template``: a document whose styles and page are used. Raises ``QualwbError`` where it can't be read.
    """
    document = WordDocument(table.title, template)
    lying = is_wide(document, table)
    document.turn(lying=lying)
    if table.title:
        document.caption(table_word(), table.title, keep_next=True)
    add_table(document, table, lying=lying)
    return document.saved()
