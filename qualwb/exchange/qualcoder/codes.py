"""Codes and categories of QualCoder as one tree of codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualwb.colours import parsed_colour
from qualwb.exchange.content_ids import ContentIds
from qualwb.exchange.foreign_database import ForeignDatabase, moment_told, text_of
from qualwb.portable.records import Code, Uid


@dataclass(frozen=True, slots=True)
class CodeTree:
    """The codes, categories first, and by their number in the file those that can be coded with."""

    codes: tuple[Code, ...]
    by_number: Mapping[Any, Uid]
    categories: int


def code_tree(database: ForeignDatabase, ids: ContentIds) -> CodeTree:
    """Categories are codes that codes lie beneath; a code may also lie beneath a code.

    A name stands once in a project, so that it is an id wherever in the tree it lies.
    """
    categories = list(database.rows("code_cat", "catid", "name", "memo", "supercatid", "date"))
    codes = list(database.rows("code_name", "cid", "name", "memo", "catid", "supercid", "color", "date"))
    category_of = {row["catid"]: ids.new("category", text_of(row["name"])) for row in categories}
    code_of = {row["cid"]: ids.new("code", text_of(row["name"])) for row in codes}

    def parent(kind: str, number: Any) -> Uid | None:
        if number in (None, "", 0, "0"):
            return None
        return (category_of if kind == "category" else code_of).get(number) or ids.missing(kind, number)

    told = [
        Code(
            category_of[row["catid"]],
            text_of(row["name"]),
            parent("category", row["supercatid"]),
            definition=text_of(row["memo"]),
            created_at=moment_told(row["date"]),
        )
        for row in categories
    ]
    told += [
        Code(
            code_of[row["cid"]],
            text_of(row["name"]),
            parent("code", row["supercid"]) or parent("category", row["catid"]),
            definition=text_of(row["memo"]),
            colour=parsed_colour(text_of(row["color"])) or "",
            created_at=moment_told(row["date"]),
        )
        for row in codes
    ]
    return CodeTree(tuple(told), code_of, len(categories))
