"""Codes and categories of QualCoder as one tree of codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from qualwb.colours import parsed_colour
from qualwb.exchange.foreign_database import ForeignDatabase, moment_of, text_of
from qualwb.portable.records import Code, Uid


@dataclass(frozen=True, slots=True)
class CodeTree:
    """The codes, categories first, and by their number in the file those that can be coded with."""

    codes: tuple[Code, ...]
    by_number: Mapping[Any, Uid]
    categories: int


def code_tree(database: ForeignDatabase, uid: Callable[..., Uid]) -> CodeTree:
    """Categories are codes that codes lie beneath; a code may also lie beneath a code."""
    categories = list(database.rows("code_cat", "catid", "name", "memo", "supercatid", "date"))
    codes = list(database.rows("code_name", "cid", "name", "memo", "catid", "supercid", "color", "date"))
    by_number = {row["cid"]: uid("code", row["cid"]) for row in codes}
    told = [
        Code(
            uid("category", row["catid"]),
            text_of(row["name"]),
            _parent(uid, "category", row["supercatid"]),
            definition=text_of(row["memo"]),
            created_at=moment_of(row["date"]),
        )
        for row in categories
    ]
    told += [
        Code(
            by_number[row["cid"]],
            text_of(row["name"]),
            _parent(uid, "code", row["supercid"]) or _parent(uid, "category", row["catid"]),
            definition=text_of(row["memo"]),
            colour=parsed_colour(text_of(row["color"])) or "",
            created_at=moment_of(row["date"]),
        )
        for row in codes
    ]
    return CodeTree(tuple(told), by_number, len(categories))


def _parent(uid: Callable[..., Uid], kind: str, number: Any) -> Uid | None:
    return None if number in (None, "", 0, "0") else uid(kind, number)
