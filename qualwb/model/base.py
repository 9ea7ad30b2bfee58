"""The declarative base: naming convention, keys, and the types that records share."""

from typing import Annotated, Any
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, MetaData, String, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Name = Annotated[str, mapped_column(String(255))]
Prose = Annotated[str, mapped_column(Text, default="", server_default="")]
Moment = Annotated[str, mapped_column(String(32))]
"""A moment as ISO 8601 in UTC."""

WORDS_OF_A_TEXT = {"words_of_a_text": True}
"""Marks a column that repeats words of a source's text: they stay as they stand there, whatever they hold."""
Attributes = Annotated[dict[str, Any], mapped_column(JSON, default=dict, server_default="{}")]


class Record(DeclarativeBase):
    """Base of all records. Keys are never used twice, so the journal's references stay true."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {dict[str, Any]: JSON}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, sort_order=-1)


def new_uid() -> str:
    """A stable id that no other record has, in any project."""
    return str(uuid4())


class Identified:
    """A record that can meet itself again in another file: its stable id goes along, the key never does."""

    # SQLite can add a column without NULL only where it has a default; the index lets none keep it.
    uid: Mapped[str] = mapped_column(
        String(36), default=new_uid, server_default="", index=True, unique=True, sort_order=-1
    )


def reference(target: str, *, nullable: bool = False, index: bool = True) -> Any:
    """A foreign key that never cascades: what hangs on a row is removed by the act that removes the row."""
    return mapped_column(ForeignKey(target), nullable=nullable, index=index)


def unique_where(condition: str, name: str, *columns: str) -> Index:
    """An index under which the columns are unique among the rows that meet an SQL condition.

    The condition also stands in ``info``, for another database than SQLite: naming a dialect here would
    load all of it at every start.
    """
    return Index(name, *columns, unique=True, sqlite_where=text(condition), info={"where": condition})
