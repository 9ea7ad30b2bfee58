"""Where in a file a word lies, in words of the user's language: the search tells tables, columns, members."""

import re

from qualwb.exchange.tables.names import things_in_words
from qualwb.localization import gettext as _

INSIDE = " » "
"""Between a file and what is packed in it, as the search tells it."""
_ROW = re.compile(r"(?P<table>\w+) (?P<key>\d+), (?P<column>\w+)")
_COLUMN = re.compile(r"(?P<table>\w+)\.(?P<column>\w+)")
_MEMBER = re.compile(r"(?P<member>\S+\.(?:xml|rels))(?:, .*)?", re.DOTALL)


def where_in_words(where: str) -> str:
    """The place: 'coding 862: quote', 'the journal', 'earlier text', 'cells of the workbook'."""
    return INSIDE.join(map(_part_in_words, where.split(INSIDE)))


def _part_in_words(part: str) -> str:
    things = things_in_words()  # 'text.txt' is a member's name, and 'Grupp 1, sen' a source's: no table's
    if (found := _ROW.fullmatch(part)) and found["table"] in things:
        return _with_column(f"{things[found['table']]} {found['key']}", found["column"])
    if found := _COLUMN.fullmatch(part):
        whole, thing = _told_whole(found["table"]), things.get(found["table"])
        return whole or (_with_column(thing, found["column"]) if thing else part)
    if found := _MEMBER.fullmatch(part):
        return _member(found["member"]) or part
    return _told_whole(part) or part


def _told_whole(table: str) -> str:
    """Tables of which no column needs a word of its own; '' for the others."""
    if table.startswith("turn_index"):
        return _("the search index")
    return {
        "change": _("the journal"),
        "text_content": _("earlier text"),
        "name_verdict": _("decisions on names"),
        "pages": _("the log of the last changes"),
        "sqlite_schema": _("the description of the database"),
    }.get(table, "")


def _with_column(thing: str, column: str) -> str:
    said = {
        "quote": _("quote"),
        "name": _("name"),
        "alias": _("alias"),
        "label": _("label"),
        "text": _("text"),
        "verbatim": _("verbatim quote"),
        "definition": _("definition"),
        "description": _("description"),
        "examples": _("examples"),
        "attributes": _("attributes"),
        "file_name": _("file name"),
        "recording": _("recording"),
        "reason": _("reason"),
        "summary": _("summary"),
        "settings": _("settings"),
        "import_report": _("import report"),
    }.get(column, column)
    return f"{thing}: {said}"


def _member(member: str) -> str:
    """What parts of word processors' and spreadsheets' files hold; '' for one that is not known."""
    names = {
        "xl/sharedStrings.xml": _("cells of the workbook"),
        "xl/workbook.xml": _("names of the workbook's sheets"),
        "word/document.xml": _("the document's text"),
        "word/footnotes.xml": _("the document's footnotes"),
        "word/comments.xml": _("the document's comments"),
        "docProps/core.xml": _("what it says of itself"),
        "content.xml": _("the document's text"),
    }
    if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", member):
        return _("cells of the workbook")
    return names.get(member, "")
