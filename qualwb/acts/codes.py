"""The codebook's codes: made, described, moved, merged, split, deleted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from qualwb.acts.codings import repoint
from qualwb.acts.lookup import clean_name, find, find_known, names_asked, refuse_taken
from qualwb.acts.meanwhile import Was, refuse_changed
from qualwb.acts.researcher import Researcher
from qualwb.acts.trees import (
    asked_of_loops,
    asked_of_new,
    join_texts,
    lift_out,
    move_children,
    new_code,
    refuse_loop,
)
from qualwb.colours import CODE_COLOURS, parsed_colour
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coding, Memo, SuggestionEvent, ThemeCode
from qualwb.store.driver import ask_ahead
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.naming import namesakes_asked

RULE = ("definition", "include", "exclude", "examples")
"""What a code's rule consists of."""
FIELDS = (*RULE, "colour")


class BadColour(QualwbError):
    """A colour that can't be read."""


def create(researcher: Researcher, name: str, *, parent: str | None = None, **fields: str) -> int:
    """Make a code and return its key. ``fields``: definition, include, exclude, examples, colour.

    Raises ``BadColour``.
    """
    fields = _with_parsed_colour(fields)
    with researcher.act("code.new") as act:
        ask_ahead(act.connection, *asked_of_new(Code), *names_asked(Code, [parent] if parent else ()))
        parent_id = find(act.connection, Code, parent)["id"] if parent else None
        key = new_code(act, clean_name(name), parent_id=parent_id, **fields)
        act.summary = f"'{clean_name(name)}'"
    return key


def rename(researcher: Researcher, code: str, name: str, reason: str = "") -> None:
    """Give a code another name."""
    with researcher.act("code.rename", reason) as act:
        ask_ahead(act.connection, *names_asked(Code, [code]), namesakes_asked(Code))
        row = find(act.connection, Code, code)
        refuse_taken(act.connection, Code, clean_name(name), besides=row["id"])
        act.update(Code, row["id"], name=clean_name(name))
        act.summary = f"'{row['name']}' -> '{clean_name(name)}'"


def describe(
    researcher: Researcher, code: str, was: Was = None, /, *, reason: str = "", **fields: str
) -> None:
    """Change the rule of a code: definition, include, exclude, examples, colour.

    ``was`` is what those fields said when the edit began. Raises ``BadColour`` and ``ChangedMeanwhile``.
    """
    fields = _with_parsed_colour(fields)
    with researcher.act("code.describe", reason) as act:
        row = find(act.connection, Code, code)
        refuse_changed(act, Code, row, was)
        act.update(Code, row["id"], **{name: value for name, value in fields.items() if name in FIELDS})
        act.summary = f"'{row['name']}': {', '.join(fields)}"


def move(researcher: Researcher, codes: Iterable[str], parent: str | None, reason: str = "") -> None:
    """Put codes beneath another code, or at the top. Raises ``BadTree`` for a loop."""
    names = list(codes)
    with researcher.act("code.move", reason) as act:
        above = [parent] if parent else []
        ask_ahead(act.connection, *names_asked(Code, [*names, *above]), asked_of_loops(Code))
        rows = [find(act.connection, Code, name) for name in names]
        parent_id = find(act.connection, Code, parent)["id"] if parent else None
        for row in rows:
            refuse_loop(act, Code, row["id"], parent_id)
            act.update(Code, row["id"], parent_id=parent_id)
        act.summary = _("{codes} beneath '{parent}'").format(
            codes=", ".join(f"'{row['name']}'" for row in rows), parent=parent or "-"
        )


def merge(researcher: Researcher, codes: Sequence[str], into: str, reason: str = "") -> int:
    """Merge codes into one, which may be one of them, another code or a new name; returns its key.

    Codings, memos, places in themes and codes beneath follow. A coding that would then stand twice is kept
    once. Definitions are joined, so nothing that was written is lost.
    """
    with researcher.act("code.merge", reason) as act:
        return merge_within(act, codes, into)


def merge_within(act: Act, codes: Sequence[str], into: str) -> int:
    """Within an act: as ``merge``."""
    rows = [find(act.connection, Code, name) for name in dict.fromkeys(codes)]
    target = _merge_target(act, into, rows)
    merged = [row for row in rows if row["id"] != target]
    if not merged:
        raise QualwbError(_("Merging needs at least one code besides '{into}'.").format(into=into))
    leaving = [row["id"] for row in merged]
    lift_out(act, Code, target, leaving)
    for key in leaving:
        _pour(act, key, target)
    join_texts(act, Code, target, merged, RULE)
    act.delete(Code, leaving)
    act.summary = _("{codes} into '{into}'").format(
        codes=", ".join(f"'{row['name']}'" for row in rows), into=clean_name(into)
    )
    return target


def split(researcher: Researcher, code: str, new: str, codings: Iterable[int], reason: str = "") -> int:
    """Move some codings of a code to a new code beside it, in the same themes; returns the new key.

    Raises ``NotFound`` when a coding is not of this code.
    """
    with researcher.act("code.split", reason) as act:
        return split_within(act, code, new, codings)


def split_within(act: Act, code: str, new: str, codings: Iterable[int]) -> int:
    """Within an act: as ``split``."""
    keys = sorted(set(codings))
    row = find(act.connection, Code, code)
    ours = set(act.connection.execute(select(Coding.id).where(Coding.code_id == row["id"])).scalars())
    strange = [key for key in keys if key not in ours]
    if strange or not keys:
        raise NotFound(_("'{code}' has no coding {keys}.").format(code=row["name"], keys=strange or ""))
    key = new_code(act, clean_name(new), parent_id=row["parent_id"], definition=row["definition"])
    themes = select(ThemeCode.theme_id).where(ThemeCode.code_id == row["id"])
    for theme_id in act.connection.execute(themes).scalars().all():
        act.insert(ThemeCode, theme_id=theme_id, code_id=key)
    act.update_many(Coding, keys, code_id=key)
    act.summary = ngettext(
        "'{code}': {n} coding to '{new}'", "'{code}': {n} codings to '{new}'", len(keys)
    ).format(code=row["name"], n=len(keys), new=clean_name(new))
    return key


def delete(researcher: Researcher, codes: Iterable[str], reason: str = "") -> int:
    """Delete codes with their codings and memos; codes beneath move up. Returns the codings deleted."""
    removed = 0
    with researcher.act("code.delete", reason) as act:
        rows = [find(act.connection, Code, name) for name in dict.fromkeys(codes)]
        for row in rows:
            removed += _delete(act, row)
        act.summary = ngettext("{codes} with {n} coding", "{codes} with {n} codings", removed).format(
            codes=", ".join(f"'{row['name']}'" for row in rows), n=removed
        )
    return removed


def _with_parsed_colour(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields with their colour as it is stored; an empty one leaves a code without a colour."""
    written = fields.get("colour")
    if not written:
        return dict(fields)
    colour = parsed_colour(written)
    if colour is None:
        raise BadColour(
            _("'{colour}' is no colour that can be read.").format(colour=written),
            _("Write it as {example}, or by its name in CSS, such as teal.").format(example=CODE_COLOURS[0]),
        )
    return {**fields, "colour": colour}


def _merge_target(act: Act, into: str, rows: Sequence[Mapping[str, Any]]) -> int:
    if (known := find_known(act.connection, Code, into)) is not None:
        return int(known["id"])
    parents = {row["parent_id"] for row in rows}
    parent = parents.pop() if len(parents) == 1 else None
    return new_code(act, clean_name(into), parent_id=parent, colour=rows[0]["colour"])


def _pour(act: Act, code_id: int, target: int) -> None:
    connection = act.connection
    repoint(
        act, connection.execute(select(Coding.id).where(Coding.code_id == code_id)).scalars().all(), target
    )
    memos = connection.execute(select(Memo.id).where(Memo.code_id == code_id)).scalars().all()
    act.update_many(Memo, memos, code_id=target)
    move_children(act, Code, code_id, target)
    has = set(connection.execute(select(ThemeCode.theme_id).where(ThemeCode.code_id == target)).scalars())
    links = select(ThemeCode.id, ThemeCode.theme_id).where(ThemeCode.code_id == code_id)
    for link, theme_id in connection.execute(links.order_by(ThemeCode.id)).all():
        if theme_id in has:
            act.delete(ThemeCode, [link])
        else:
            act.update(ThemeCode, link, code_id=target)
    _repoint_events(act, code_id, target)


def _repoint_events(act: Act, code_id: int, target: int | None) -> None:
    table = table_of(SuggestionEvent)
    for column in ("code_id", "chosen_id"):
        keys = act.connection.execute(select(table.c.id).where(table.c[column] == code_id)).scalars().all()
        act.update_many(SuggestionEvent, keys, **{column: target})


def _delete(act: Act, row: Mapping[str, Any]) -> int:
    key, connection = row["id"], act.connection
    codings = connection.execute(select(Coding.id).where(Coding.code_id == key)).scalars().all()
    act.delete(Coding, codings)
    for record in (Memo, ThemeCode):
        hanging = select(record.id).where(record.code_id == key)
        act.delete(record, connection.execute(hanging).scalars().all())
    _repoint_events(act, key, None)
    move_children(act, Code, key, row["parent_id"])
    act.delete(Code, [key])
    return len(codings)
