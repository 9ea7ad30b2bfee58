"""The codebook's codes: made, described, moved, merged, split, deleted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from qualwb.acts.hanging import Hook, hanging, hanging_asked, keys_of
from qualwb.acts.lookup import clean_name, find, find_known, names_asked, refuse_taken
from qualwb.acts.meanwhile import Was, refuse_changed
from qualwb.acts.merging.history import MERGED, former
from qualwb.acts.repointing import OF_CODE, repoint
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
from qualwb.field_words import fields_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coding, Memo, SuggestionEvent, ThemeCode
from qualwb.store.driver import ask_ahead
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act
from qualwb.store.naming import namesakes_asked

RULE = ("definition", "include", "exclude", "examples")
"""What a code's rule consists of."""
FIELDS = (*RULE, "colour")
MEMOS: Hook = (Memo, "code_id")
IN_THEMES: Hook = (ThemeCode, "code_id")
OFFERED: Hook = (SuggestionEvent, "code_id")
CHOSEN: Hook = (SuggestionEvent, "chosen_id")
BENEATH: Hook = (Code, "parent_id")
HANGS_ON_CODE = (OF_CODE, MEMOS, IN_THEMES, OFFERED, CHOSEN, BENEATH)
OnCode = Mapping[Hook, list[Mapping[str, Any]]]
"""What hangs on a code, by what refers to it."""


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
        act.summary = f"'{row['name']}': {fields_in_words(fields)}"


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
        beneath = _("{codes} beneath '{parent}'") if parent else _("{codes} at the top")
        act.summary = beneath.format(codes=", ".join(f"'{row['name']}'" for row in rows), parent=parent)


class Merged(NamedTuple):
    """What codes were merged into."""

    key: int
    """Of the code that is left."""
    coincided: int
    """How many codings stood twice then, and are kept once."""

    @property
    def told(self) -> str:
        """That codings are kept once, in words; '' where none stood twice."""
        said = ngettext(
            "{n} coding stood there already, and is kept once.",
            "{n} codings stood there already, and are kept once.",
            self.coincided,
        )
        return said.format(n=self.coincided) if self.coincided else ""


def merge(researcher: Researcher, codes: Sequence[str], into: str, reason: str = "") -> Merged:
    """Merge codes into one, which may be one of them, another code or a new name.

    Codings, memos, places in themes and codes beneath follow. A coding that would then stand twice is kept
    once. Definitions are joined, so nothing that was written is lost.
    """
    with researcher.act("code.merge", reason) as act:
        return merge_within(act, codes, into)


def merge_within(act: Act, codes: Sequence[str], into: str) -> Merged:
    """Within an act: as ``merge``."""
    connection, names = act.connection, list(dict.fromkeys(codes))
    ask_ahead(connection, *names_asked(Code, [*names, into]), asked_of_loops(Code), *asked_of_new(Code))
    rows = [find(connection, Code, name) for name in names]
    known = find_known(connection, Code, into)
    merged = [row for row in rows if known is None or row["id"] != known["id"]]
    if not merged:
        raise QualwbError(_("Merging needs at least one code besides '{into}'.").format(into=into))
    leaving = keys_of(merged)
    target = _new_beside(act, into, rows) if known is None else known["id"]
    on_target, *poured = _all_on(connection, [target, *leaving])
    codings = sum(len(on_code[OF_CODE]) for on_code in (on_target, *poured))
    lift_out(act, Code, target, leaving)
    for on_code in poured:
        on_target = _pour(act, on_code, target, on_target)
    join_texts(act, Code, target, merged if known is None else [known, *merged], RULE)
    act.delete(Code, leaving)
    # A copy of the project may go on with them: what it holds follows when it is merged back.
    act.note_past(Code, target, {MERGED: [former(MERGED, row["uid"]) for row in merged]}, {})
    act.summary = _("{codes} into '{into}'").format(
        codes=", ".join(f"'{row['name']}'" for row in rows), into=clean_name(into)
    )
    if double := codings - len(on_target[OF_CODE]):
        said = ngettext("{n} coding stood there already", "{n} codings stood there already", double)
        act.summary += f"; {said.format(n=double)}"
    return Merged(target, double)


def split(researcher: Researcher, code: str, new: str, codings: Iterable[int], reason: str = "") -> int:
    """Move some codings of a code to a new code beside it, in the same themes; returns the new key.

    Raises ``NotFound`` when a coding is not of this code.
    """
    with researcher.act("code.split", reason) as act:
        return split_within(act, code, new, codings)


def split_within(act: Act, code: str, new: str, codings: Iterable[int]) -> int:
    """Within an act: as ``split``."""
    keys, connection = sorted(set(codings)), act.connection
    ask_ahead(connection, *names_asked(Code, [code]), *asked_of_new(Code))
    row = find(connection, Code, code)
    hooks = (OF_CODE, IN_THEMES)
    ask_ahead(connection, *hanging_asked(hooks, [row["id"]]))
    ours, links = (hanging(connection, hook, [row["id"]]) for hook in hooks)
    strange = [key for key in keys if key not in keys_of(ours)]
    if strange or not keys:
        raise NotFound(_("'{code}' has no coding {keys}.").format(code=row["name"], keys=strange or ""))
    key = new_code(act, clean_name(new), parent_id=row["parent_id"], definition=row["definition"])
    for link in links:
        act.insert(ThemeCode, theme_id=link["theme_id"], code_id=key)
    act.update_many(Coding, keys, code_id=key)
    act.summary = ngettext(
        "'{code}': {n} coding to '{new}'", "'{code}': {n} codings to '{new}'", len(keys)
    ).format(code=row["name"], n=len(keys), new=clean_name(new))
    return key


class Deleted(NamedTuple):
    """How many codings went with codes, and how many codes beneath them moved up."""

    codings: int
    beneath: int


def times_given(connection: Connection, names: Iterable[str]) -> int:
    """How many codings codes have, of every coder and round. Raises ``NotFound``."""
    keys = [find(connection, Code, name)["id"] for name in names]
    return connection.execute(select(func.count(Coding.id)).where(Coding.code_id.in_(keys))).scalar_one()


def delete(researcher: Researcher, codes: Iterable[str], reason: str = "") -> Deleted:
    """Delete codes with their codings and memos; codes beneath move up."""
    with researcher.act("code.delete", reason) as act:
        names = list(dict.fromkeys(codes))
        ask_ahead(act.connection, *names_asked(Code, names))
        rows = [find(act.connection, Code, name) for name in names]
        each = [_delete(act, row) for row in rows]
        gone = Deleted(sum(one.codings for one in each), sum(one.beneath for one in each))
        said = ngettext("{codes} with {n} coding", "{codes} with {n} codings", gone.codings)
        parts = [said.format(codes=", ".join(f"'{row['name']}'" for row in rows), n=gone.codings)]
        if gone.beneath:
            up = ngettext("{n} code beneath moved up", "{n} codes beneath moved up", gone.beneath)
            parts.append(up.format(n=gone.beneath))
        act.summary = "; ".join(parts)
    return gone


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


def _new_beside(act: Act, into: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """A new code to merge these into, beneath what all of them lie beneath."""
    parents = {row["parent_id"] for row in rows}
    parent = parents.pop() if len(parents) == 1 else None
    return new_code(act, clean_name(into), parent_id=parent, colour=rows[0]["colour"])


def _all_on(connection: Connection, codes: Sequence[int]) -> list[OnCode]:
    """What hangs on each of the codes."""
    ask_ahead(connection, *(asked for key in codes for asked in hanging_asked(HANGS_ON_CODE, [key])))
    return [{hook: hanging(connection, hook, [key]) for hook in HANGS_ON_CODE} for key in codes]


def _pour(act: Act, poured: OnCode, target: int, there: OnCode) -> OnCode:
    """Let what hangs on a code hang on another; returns what hangs there then, of codings and themes."""
    codings = repoint(act, poured[OF_CODE], target, there[OF_CODE])
    act.update_many(Memo, keys_of(poured[MEMOS]), code_id=target)
    move_children(act, Code, poured[BENEATH], target)
    themes = {link["theme_id"] for link in there[IN_THEMES]}
    for link in poured[IN_THEMES]:
        if link["theme_id"] in themes:
            act.delete(ThemeCode, [link["id"]])
        else:
            act.update(ThemeCode, link["id"], code_id=target)
    _repoint_events(act, poured, target)
    return {OF_CODE: codings, IN_THEMES: there[IN_THEMES] + poured[IN_THEMES]}


def _repoint_events(act: Act, on_code: OnCode, target: int | None) -> None:
    for record, column in (OFFERED, CHOSEN):
        act.update_many(record, keys_of(on_code[record, column]), **{column: target})


def _delete(act: Act, row: Mapping[str, Any]) -> Deleted:
    (on_code,) = _all_on(act.connection, [row["id"]])
    for record, column in (OF_CODE, MEMOS, IN_THEMES):
        act.delete(record, keys_of(on_code[record, column]))
    _repoint_events(act, on_code, None)
    move_children(act, Code, on_code[BENEATH], row["parent_id"])
    act.delete(Code, [row["id"]])
    return Deleted(len(on_code[OF_CODE]), len(on_code[BENEATH]))
