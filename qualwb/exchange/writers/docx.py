"""A table as a Word document."""

from pathlib import Path

from qualwb.exchange.tables.table import Table, parts
from qualwb.exchange.writers.docx_document import WordDocument
from qualwb.exchange.writers.docx_table import add_table, is_wide, table_word


def render(table: Table, template: Path | None = None) -> bytes:
    """A document with the table, parted where it is long: numbered captions, notes below; wide ones lie.

    ``template``: a document whose styles and page are used. Raises ``QualwbError`` where it can't be read.
    """
    document = WordDocument(table.title, template)
    for part in parts(table):
        lying = is_wide(document, part)
        document.turn(lying=lying)
        if caption := part.caption or part.title:
            document.caption(table_word(), caption, keep_next=True)
        add_table(document, part, lying=lying)
    return document.saved()
