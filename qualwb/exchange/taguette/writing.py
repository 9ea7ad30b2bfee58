"""A project as a Taguette database, which that program imports or opens: texts, codes, passages, who coded.

Themes, memos, rounds, groups and all else that Taguette has no place for are not in it; it is told.
"""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from contextlib import closing
from html import escape
from itertools import groupby
from pathlib import Path

from qualwb.exchange.output_file import write_file
from qualwb.exchange.taguette.fitting_names import fitting_names
from qualwb.exchange.taguette.schema import LOGIN_LENGTH, NAME_LENGTH, SCHEMA, TAG_LENGTH
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.portable.ledger import Ledger
from qualwb.portable.moments import moment_of
from qualwb.portable.records import Code, Coding, PortableProject, Source, Turn, Uid
from qualwb.portable.soundness import count, word_for

HOMELESS = (
    *("round", "group", "participant", "question", "theme", "memo"),
    *("print_version", "summary", "saved_query", "adjudication"),
)
"""Kinds of records that Taguette does not know."""

_READER = "admin"
"""The user as whom Taguette opens a database on a person's own machine."""
_LONG_AGO = "2000-01-01T00:00:00+00:00"
"""Stands in for a moment that nobody knows, so that the same project gives the same file."""


class _Page:
    """A source as HTML, a paragraph for each turn with its label, and the bytes of its text without tags.

    One without turns is one paragraph.
    """

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._starts: list[int] = []
        self._labels: list[str] = []
        self._bytes: list[int] = []
        parts: list[str] = []
        length = 0
        for turn in source.turns or (Turn(0, len(source.text)),):
            label = f"{turn.speaker}: " if turn.speaker else ""
            words = source.text[turn.start : turn.end]
            self._starts.append(turn.start)
            self._labels.append(label)
            self._bytes.append(length + len(label.encode()))
            length = self._bytes[-1] + len(words.replace("\n", "").encode()) + 1
            parts.append(f"<p>{_html(label + words)}</p>\n")
        self.html = "".join(parts)

    def byte(self, position: int) -> int:
        """The byte at which a character of the source begins."""
        turn = bisect_right(self._starts, position) - 1
        before = self._text[self._starts[turn] : position]
        return self._bytes[turn] + len(before.replace("\n", "").encode())

    def words(self, start: int, end: int) -> str:
        """What stands between two characters of the source, labels of turns that begin there too."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        borders = [start, *self._starts[first:last], end]
        labels = ["", *self._labels[first:last]]
        pieces = zip(labels, borders, borders[1:], strict=False)
        return "".join(label + self._text[begin:stop] for label, begin, stop in pieces)


def write_taguette(project: PortableProject, path: Path) -> Ledger:
    """Write a database with the project; what Taguette has no place for is in the ledger.

    Raises ``QualwbError`` where the file can't be written.
    """
    names = _FittedNames(project)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        _Writer(connection, project, names).write()
        connection.commit()
        write_file(path, connection.serialize())
    return _losses(project, names)


class _FittedNames:
    """What the tags and the users are called."""

    def __init__(self, project: PortableProject) -> None:
        codes = {one.uid: one.name for one in project.codes}
        coders = {one.uid: one.name for one in project.coders}
        self.tags = fitting_names(codes, TAG_LENGTH)
        self.users = fitting_names(coders, LOGIN_LENGTH, (_READER,))


def _losses(project: PortableProject, names: _FittedNames) -> Ledger:
    """What is not in the database, a line a kind, and what is there under another name."""
    ledger = Ledger()
    count(project, ledger)
    for kind in HOMELESS:
        if n := ledger.found[kind]:
            ledger.refuse(kind, f"{word_for(kind)}: {n}", _("Taguette has no place for it"))
    _note_codings(project, ledger)
    if any(code.parent for code in project.codes):
        ledger.notices.append(_("Codes lie beside each other there: Taguette has no tree."))
    _note_names(project, names, ledger)
    return ledger


def _note_codings(project: PortableProject, ledger: Ledger) -> None:
    """Those without a place, and those that differ from another in their round alone."""
    lost = sum(coding.orphaned_from is not None for coding in project.codings)
    if lost:
        ledger.refuse(
            "coding",
            ngettext("{n} orphan", "{n} orphans", lost).format(n=lost),
            _("it has no place in the text"),
        )
    placed = [one for one in project.codings if one.orphaned_from is None]
    again = len(placed) - len({(one.source, one.start, one.end, one.code, one.coder) for one in placed})
    if again:
        what = ngettext("{n} coding", "{n} codings", again).format(n=again)
        ledger.refuse("coding", what, _("the same coding stands in another round"))


def _note_names(project: PortableProject, names: _FittedNames, ledger: Ledger) -> None:
    renamed = (
        *(("code", one.name, names.tags[one.uid]) for one in project.codes),
        *(("coder", one.name, names.users[one.uid]) for one in project.coders),
        *(("source", one.name, one.name[:NAME_LENGTH]) for one in project.sources),
    )
    for kind, name, there in renamed:
        if there != name:
            ledger.change(kind, name, _("taken as '{name}'").format(name=there))


class _Writer:
    def __init__(self, connection: sqlite3.Connection, project: PortableProject, names: _FittedNames) -> None:
        self._connection = connection
        self._project = project
        self._names = names
        self._users = names.users
        self._tags = {one.uid: number for number, one in enumerate(project.codes, 1)}

    def write(self) -> None:
        project = self._project
        known = filter(None, (moment_of(one.created_at) for one in project.codings))
        moment = _moment(min(known, default=""))
        self._put("projects", 1, project.name[:NAME_LENGTH] or "qualwb", project.description, moment)
        for login in dict.fromkeys((_READER, *self._users.values())):
            self._put("users", login, moment, None, 0, None, None, None, None)
            self._put("project_members", 1, login, "ADMIN")
        for code in project.codes:
            self._put("tags", self._tags[code.uid], 1, self._names.tags[code.uid], _description(code))
        coded: dict[Uid, list[Coding]] = {one.uid: [] for one in project.sources}
        for coding in project.codings:
            if coding.orphaned_from is None:
                coded[coding.source].append(coding)
        for number, source in enumerate(project.sources, 1):
            self._source(number, source, coded[source.uid], moment)

    def _source(self, number: int, source: Source, codings: Iterable[Coding], moment: str) -> None:
        page = _Page(source)
        name = source.name[:NAME_LENGTH]
        self._put("documents", number, name, "", name, moment, 1, "LEFT_TO_RIGHT", page.html)
        told = {"document_name": name, "description": "", "text_direction": "LEFT_TO_RIGHT"}
        self._log(_READER, moment, number, {"type": "document_add", **told})
        ordered = sorted(
            codings, key=lambda one: (one.start, one.end, self._users[one.coder], self._tags[one.code])
        )
        for (start, end, user), alike in groupby(
            ordered, key=lambda one: (one.start, one.end, self._users[one.coder])
        ):
            self._highlight(
                number, (page.byte(start), page.byte(end)), page.words(start, end), user, [*alike]
            )

    def _highlight(
        self, document: int, place: tuple[int, int], words: str, user: str, codings: list[Coding]
    ) -> None:
        tags = list(dict.fromkeys(self._tags[one.code] for one in codings))
        highlight = self._put("highlights", None, document, *place, _html(words))
        for tag in tags:
            self._put("highlight_tags", highlight, tag)
        told = {"highlight_id": highlight, "start_offset": place[0], "end_offset": place[1], "tags": tags}
        self._log(user, _moment(codings[0].created_at), document, {"type": "highlight_add", **told})

    def _log(self, user: str, moment: str, document: int, payload: Mapping[str, object]) -> None:
        self._put("commands", None, moment, user, 1, document, json.dumps(payload, ensure_ascii=False))

    def _put(self, table: str, *values: object) -> int:
        marks = ", ".join("?" * len(values))
        return self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", values).lastrowid or 0


def _html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _description(code: Code) -> str:
    return "\n\n".join(filter(None, (code.definition, code.include, code.exclude, code.examples)))


def _moment(told: str) -> str:
    """A moment as Taguette notes it, without the zone, which is UTC."""
    moment = moment_of(told) or _LONG_AGO
    return moment.removesuffix("+00:00").replace("T", " ") + ".000000"
